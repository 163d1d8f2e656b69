"""Turns a sentence and the paper's sentences it lies on into the ways in which the one says otherwise than the other.

Looked at are negations ("was not agreed"), directions ("rose", "fell"), certainty ("will be", "was"), and facts or names that
have taken each other's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from answer.facts import Token
from answer.ground import Ground, Laid, key
from answer.names import is_name
from answer.wording import LIGHT, MOODS, NEGATORS, is_content, opposed

_FAILING = re.compile(r"^(?:fail|unable|unlikely)")  # negate only before "to": "failed to meet", not "failures in"
_LACKING = re.compile(r"^(?:lack|absen)")  # negate only before "of", or a noun: "a lack of evidence"
_BREAK = re.compile(r"[;:()]|,\s")
_PASSED_OVER = frozenset("yet longer always fully".split())
_WINDOW = 3  # a negation reaches the next three words that carry meaning
_SMALL = 1  # a change of wording beside which one more word may have changed


def turned(sentence: Laid, on: Sequence[Laid]) -> Iterator[str]:
    """Words that the sentence negates and the paper does not, or the paper and not the sentence."""
    said, printed = _Negations(sentence), [_Negations(laid) for laid in on]
    negated = {word for negations in printed for word in negations.reach}
    held = {word for laid in on for word in laid.content()}
    for governed in said.governed:
        known = [word for word in governed if word in held]
        if known and not negated & set(known):
            yield f"“not” before “{known[0]}” is not in the paper"
        elif not known and not any(negations.governed for negations in printed):
            yield "a negation that is not in the paper"
    plain = {word for negations in printed for word in negations.plain}
    for negations in printed:
        for governed in negations.governed:
            if governed and governed[0] in said.plain and governed[0] not in said.reach | plain:
                yield f"the paper negates “{governed[0]}”"


def swapped(sentence: Laid, on: Sequence[Laid], whole: Ground) -> Iterator[str]:
    """Differences at one place of two otherwise like sentences: another negation, direction, certainty, fact or name."""
    for laid in on[:1]:
        for ours, theirs in _changes(sentence, laid):
            here = [sentence.tokens[i] for i in ours]
            there = [laid.tokens[i] for i in theirs]
            carried = sum(is_content(t) or t.is_fact for t in (*here, *there))
            if _denials(here) != _denials(there) and carried <= _SMALL:
                yield "a negation put in or left out"
            if not here or not there:
                continue
            if carried <= _SMALL + 2 and _moods(here) and _moods(there) and not _moods(here) & _moods(there):
                yield f"“{' '.join(t.text for t in here)}” for “{' '.join(t.text for t in there)}”"
            if any(opposed(a.norm, b.norm) for a in here for b in there if a.kind == b.kind == "word"):
                yield f"“{' '.join(t.text for t in here)}” for “{' '.join(t.text for t in there)}”"
            yield from _replaced({t.norm for t in here if t.is_fact}, {t.norm for t in there if t.is_fact})
            yield from _replaced(
                {key(sentence.tokens[i]) for i in ours if is_name(sentence, i, whole)},
                {key(laid.tokens[i]) for i in theirs if is_name(laid, i, whole)},
            )


def reversed_words(sentence: Laid, on: Sequence[Laid], whole: Ground) -> Iterator[str]:
    """Words of the sentence whose opposite the paper prints instead: "rose" where it says "fell"."""
    said = {token.norm for token in sentence.tokens}
    printed = {token.norm for laid in on for token in laid.tokens if is_content(token)}
    for token in sentence.tokens:
        if not is_content(token) or whole.bears(token.norm):
            continue
        for other in printed - said:
            if other not in LIGHT and opposed(token.norm, other):
                yield f"“{token.norm}” where the paper says “{other}”"


class _Negations:
    """What a sentence negates: per negation the words it governs; all words in its reach; all words out of reach."""

    def __init__(self, laid: Laid) -> None:
        self.governed: list[tuple[str, ...]] = []
        self.reach: set[str] = set()
        covered: set[int] = set()
        for number, token in enumerate(laid.tokens):
            if negates(laid.tokens, number):
                places = _governed(laid, number)
                covered.update(places)
                words = tuple(key(laid.tokens[place]) for place in places)
                self.reach.update(words)
                self.governed.append(words[:2])
            elif token.kind == "word" and any(
                opposed(token.norm, token.norm.removeprefix(p)) for p in ("un", "in", "non")
            ):
                self.reach.add(key(token))
        self.plain = {
            key(token)
            for number, token in enumerate(laid.tokens)
            if number not in covered and (is_content(token) or token.is_fact)
        }


def negates(row: Sequence[Token], number: int) -> bool:
    """True when the token turns its clause round: "not" does, "not only" and "No. 5" do not."""
    token = row[number]
    if token.kind != "word" or token.norm not in NEGATORS:
        return False
    after = row[number + 1].norm if number + 1 < len(row) else ""
    if _FAILING.match(token.norm):
        return after == "to"
    if _LACKING.match(token.norm):
        return after == "of" or token.norm.startswith("lack")
    if token.norm == "not" and after == "only":
        return False
    return not (token.norm == "no" and number + 1 < len(row) and row[number + 1].text[0].isdigit())


def _governed(laid: Laid, number: int) -> list[int]:
    """The places of the next words that carry meaning, up to the end of the clause."""
    places: list[int] = []
    for place in range(number + 1, len(laid.tokens)):
        token = laid.tokens[place]
        if places and _BREAK.search(laid.text[laid.tokens[place - 1].end : token.start]):
            break
        if (is_content(token) or token.is_fact) and token.norm not in _PASSED_OVER and not token.norm.endswith("ly"):
            places.append(place)
        if len(places) == _WINDOW:
            break
    return places


def _changes(one: Laid, other: Laid) -> Iterator[tuple[range, range]]:
    """Where two sentences differ between words they share (or their ends), as places of tokens in each."""
    ours, theirs = [key(token) for token in one.tokens], [key(token) for token in other.tokens]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield range(i1, i2), range(j1, j2)


def _denials(row: Sequence[Token]) -> int:
    return sum(token.kind == "word" and token.norm in NEGATORS for token in row)


def _moods(row: Sequence[Token]) -> set[str]:
    return {MOODS[token.norm] for token in row if token.norm in MOODS}


def _replaced(ours: set[str], theirs: set[str]) -> Iterator[str]:
    """Facts or names that stand where the paper has others."""
    if ours and theirs and not ours & theirs:
        yield f"“{', '.join(sorted(ours))}” where the paper has “{', '.join(sorted(theirs))}”"
