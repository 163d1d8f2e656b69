"""Turns a sentence and the paper's sentence it lies on into the facts that the one ties to other things than the other.

The figures may all be the paper's and still be told wrongly: "fell from 17 to 22" for "fell from 22 to 17", "60 of 45", the
one council's sum given to the other, "approved" for "approved subject to consultation".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answer.facts import Token
from answer.ground import Laid, key
from answer.names import may_name
from answer.wording import is_content

_ENDS = {"from": "to", "to": "from"}
# What makes a statement hold only so far: "approved subject to consultation", "agreed in principle".
_CONDITION = re.compile(r"\b(?:subject to|unless|provided that|in principle|on condition that|except)\b", re.IGNORECASE)


def untied(sentence: Laid, on: Sequence[Laid]) -> Iterator[str]:
    """Facts tied otherwise than in the paper's sentence that lies nearest; none where that is a table's row."""
    for laid in on[:1]:
        if " | " not in laid.text:
            yield from _ends_changed(sentence, laid)
            yield from _parts_changed(sentence, laid)
            yield from _owners_changed(sentence, laid)
            yield from _condition_dropped(sentence, laid)


def _ends_changed(sentence: Laid, laid: Laid) -> Iterator[str]:
    """A figure or date said "from" that is printed "to", and the reverse."""
    printed = _after_prepositions(laid)
    for fact, said in _after_prepositions(sentence).items():
        for word in said:
            if word not in printed.get(fact, {word}) and _ENDS[word] in printed[fact]:
                yield f"“{word} {fact}” where the paper has “{_ENDS[word]} {fact}”"


def _after_prepositions(laid: Laid) -> dict[str, set[str]]:
    """Each fact with the "from" or "to" that stands directly before it."""
    found: dict[str, set[str]] = {}
    for before, token in zip(laid.tokens, laid.tokens[1:], strict=False):
        if token.is_fact and before.norm in _ENDS:
            found.setdefault(token.norm, set()).add(before.norm)
    return found


def _parts_changed(sentence: Laid, laid: Laid) -> Iterator[str]:
    """A part said of a whole that is printed as the whole of that part: "60 of 45"."""
    printed = set(_parts(laid))
    for part, all_of in _parts(sentence):
        if (all_of, part) in printed and (part, all_of) not in printed:
            yield f"“{part} of {all_of}” the wrong way round"


def _parts(laid: Laid) -> Iterator[tuple[str, str]]:
    row = laid.tokens
    for one, joining, two in zip(row, row[1:], row[2:], strict=False):
        if one.is_fact and two.is_fact and joining.norm == "of":
            yield one.norm, two.norm


def _owners_changed(sentence: Laid, laid: Laid) -> Iterator[str]:
    """A figure told of one name that the paper tells of another, which has one of its own."""
    said, printed = _owners(sentence), _owners(laid)
    for (name, unit), fact in said.items():
        own = printed.get((name, unit))
        others = {other for (owner, kind), other in printed.items() if owner != name and kind == unit}
        if own is not None and own != fact and fact in others:
            yield f"“{fact}” is told of another than “{name}”"


def _owners(laid: Laid) -> dict[tuple[str, str], str]:
    """Each name with the first fact of each unit that follows it before another name."""
    found: dict[tuple[str, str], str] = {}
    name: str | None = None
    for number, token in enumerate(laid.tokens):
        if may_name(laid, number):
            name = key(token)
        elif token.kind == "figure" and name is not None:
            found.setdefault((name, token.unit), token.norm)
    return found


def _condition_dropped(sentence: Laid, laid: Laid) -> Iterator[str]:
    """A statement without the condition that the paper puts directly behind it."""
    if _CONDITION.search(sentence.text):
        return
    said = sentence.content()
    for match in _CONDITION.finditer(laid.text):
        before = [token for token in laid.tokens if token.end <= match.start() and _weighs(token)]
        if before and key(before[-1]) in said:
            yield f"the paper adds “{match[0]}”"


def _weighs(token: Token) -> bool:
    return is_content(token) or token.is_fact
