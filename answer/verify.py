"""Turns a sentence and the paragraphs it cites into a verdict: borne out, or refused and why.

A sentence that stands in a paragraph word for word passes. Any other must bring no figure, date, code or name that the
paragraphs (or what stands around them) lack, must not turn a statement round, and its words must stand in the paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answer.binding import untied
from answer.facts import tokens
from answer.ground import Ground, Laid, Source, aligned, ground, lay, same_fact
from answer.names import mixed_names, unborne_names
from answer.polarity import reversed_words, swapped, turned
from answer.quote import quote_stands
from answer.wording import is_content, meaning, sentences, stem

__all__ = ["Source", "Verdict", "bears_out", "check_sentence", "quote_stands"]

SHARE = 0.65  # so much of a sentence's own words must stand in the sentences of the paper that it lies on
BEST = 0.5  # and so much of it in one of them: words gathered from here and there are a coincidence
_FEW = 2  # a sentence with so few words of its own must have all of them there
_PLACE_WORDS = frozenset("para paras paragraph paragraphs section recommendation minute item page".split())


@dataclass(frozen=True, slots=True)
class Verdict:
    """`ok` when the sentence may be shown; otherwise `reasons` say what in it the paragraphs do not bear out."""

    ok: bool
    reasons: tuple[str, ...] = ()


def check_sentence(sentence: str, cited: Sequence[str], offered: Mapping[str, Source]) -> Verdict:
    """Check a sentence against the paragraphs whose keys it cites; a key that was not offered refuses it."""
    if not cited:
        return Verdict(False, ("it cites nothing",))
    if invented := [one for one in cited if one not in offered]:
        return Verdict(False, tuple(f"{one} was not offered" for one in invented))
    return bears_out(sentence, [offered[one] for one in cited])


def bears_out(sentence: str, sources: Sequence[Source]) -> Verdict:
    """Check a sentence against paragraphs. An empty sentence is refused."""
    if any(_printed_whole(sentence, source.text) for source in sources):
        return Verdict(True)
    laid, on = lay(sentence), ground(tuple(sources))
    if not laid.tokens:
        return Verdict(False, ("it says nothing",))
    reasons = tuple(dict.fromkeys(reason for check in CHECKS for reason in check(laid, on)))
    return Verdict(not reasons, reasons)


def _printed_whole(sentence: str, text: str) -> bool:
    """True when the sentence, or a row of sentences, is printed so: nothing before or after it could turn it round."""
    wanted, printed = sentences(" ".join(sentence.split())), sentences(" ".join(text.split()))
    return bool(wanted) and all(part in printed for part in wanted)


def _facts(sentence: Laid, on: Ground) -> Iterator[str]:
    for number, token in enumerate(sentence.tokens):
        if (
            token.is_fact
            and not _idle(sentence, number, on)
            and not any(same_fact(token, fact, on) for fact in on.facts)
        ):
            yield f"“{token.text.strip()}” is not in the paragraphs cited"


def _idle(sentence: Laid, number: int, on: Ground) -> bool:
    """True for "one of" and for the number of a paragraph that is cited: "paragraph 2.5.4"."""
    token, row = sentence.tokens[number], sentence.tokens
    before = row[number - 1].norm if number else ""
    after = row[number + 1].norm if number + 1 < len(row) else ""
    if token.text.lower() == "one" and (after == "of" or before in {"this", "that", "no", "any", "each", "every"}):
        return True
    return before in _PLACE_WORDS and any(source.label.lower() == token.text.lower() for source in on.sources)


def _names(sentence: Laid, on: Ground) -> Iterator[str]:
    for name in (*unborne_names(sentence, on), *mixed_names(sentence, on)):
        yield f"the name “{name}” is not in the paragraphs cited"


def _words(sentence: Laid, on: Ground) -> Iterator[str]:
    """Refuses when too small a share of the sentence's own words stands in the paper's sentences that it lies on."""
    lain = aligned(sentence, on)
    rows = [{meaning(stem(token.norm)) for token in laid.tokens if token.kind == "word"} for laid in lain]
    held = frozenset[str]().union(*rows)
    own = dict.fromkeys(token.norm for token in sentence.tokens if is_content(token))
    if not own and any(quote_stands(sentence.text, source.text) for source in on.sources):
        return  # a bare figure, as printed
    near = [word for word in own if meaning(stem(word)) in held or (_prefixed(word, held) and on.bears(word))]
    counted = [word for word in own if word in near or stem(word) not in on.around]
    needed = len(counted) if len(counted) <= _FEW else SHARE * len(counted)
    best = sum(meaning(stem(word)) in row for row in rows[:1] for word in counted)
    if not near or len(near) < needed or best < BEST * len(counted):
        yield f"only {len(near)} of its {len(counted)} words are in the paragraphs cited"


def _prefixed(word: str, held: frozenset[str]) -> bool:
    return len(word) > 6 and any(other[:6] == word[:6] for other in held)


def _statements(sentence: Laid, on: Ground) -> Iterator[str]:
    lain = aligned(sentence, on)
    yield from turned(sentence, lain)
    yield from swapped(sentence, lain, on)
    yield from reversed_words(sentence, lain, on)
    yield from untied(sentence, lain)


def _cells(sentence: Laid, on: Ground) -> Iterator[str]:
    """Refuses a table's figure under the head of another column: 444 "in June" where 444 stands under September."""
    for source in on.sources:
        cells = source.text.split(" | ")
        if len(cells) < 3 or len(cells) != len(source.columns):
            continue
        said = {token.norm for token in sentence.tokens}
        values = [{token.norm for token in tokens(cell) if token.is_fact} for cell in cells]
        heads = [{token.norm for token in tokens(head)} for head in source.columns]
        named = [any(word in said and sum(word in other for other in heads) == 1 for word in head) for head in heads]
        held = [bool(value & said) for value in values]
        for place, (value, is_said, is_named) in enumerate(zip(values, held, named, strict=True)):
            alone = is_said and not is_named and sum(bool(value & other) for other in values) == 1
            if place and alone and any(named[n] and not held[n] and values[n] for n in range(1, len(cells))):
                yield f"“{cells[place]}” stands in another column"


CHECKS = (_facts, _names, _statements, _words, _cells)
