"""Turns a sentence and the paper's sentences it lies on into the ways in which the one says otherwise than the other.

Looked at are negations ("was not agreed"), directions ("rose", "fell"), certainty ("will be", "was"), and facts or names that
have taken each other's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from answer.facts import Token
from answer.ground import Ground, Laid, key, same_fact
from answer.names import is_name
from answer.wording import LIGHT, MOODS, NEGATORS, is_content, opposed

_FAILING = re.compile(r"^(?:fail|unable|unlikely)")  # negate only before "to": "failed to meet", not "failures in"
_LACKING = re.compile(r"^(?:lack|absen)")  # negate only before "of", or a noun: "a lack of evidence"
_BREAK = re.compile(r"[;:()]|,\s")
_PASSED_OVER = frozenset("yet longer always fully".split())
_CELLS = " | "  # between the cells of a table's row
_WINDOW = 3  # a negation reaches the next three words that carry meaning
_SMALL = 1  # word that carries meaning on either side: "met" for "did not meet" is still a change of negation


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
    """Differences at one place of two otherwise like sentences: another negation, direction, certainty, fact or name.

    A table's row is no sentence: its figures stand where no words do, and are looked at by their columns.
    """
    for laid in on[:1]:
        if _CELLS in laid.text:
            continue
        changes = list(_changes(sentence, laid))
        if _denials_changed(sentence, laid, changes):
            yield "a negation put in or left out"
        for ours, theirs in changes:
            here = [sentence.tokens[i] for i in ours]
            there = [laid.tokens[i] for i in theirs]
            yield from _reworded(here, there)
            yield from _done_early(sentence, ours, laid, theirs)
            yield from _other_facts(here, there, whole)
            yield from _replaced(
                {key(sentence.tokens[i]) for i in ours if is_name(sentence, i, whole)},
                {key(laid.tokens[i]) for i in theirs if is_name(laid, i, whole)},
            )


def _denials_changed(sentence: Laid, laid: Laid, changes: Sequence[tuple[range, range]]) -> bool:
    """True when small changes of wording put in more negations than they take out, or fewer."""
    net = 0
    for ours, theirs in changes:
        here, there = sentence.tokens[ours.start : ours.stop], laid.tokens[theirs.start : theirs.stop]
        if max(_weight(here), _weight(there)) <= _SMALL:
            net += _denials(here) - _denials(there)
    return net != 0


def _reworded(here: Sequence[Token], there: Sequence[Token]) -> Iterator[str]:
    """Another certainty or direction in words that stand at one place."""
    ours, theirs = (" ".join(token.text for token in row) for row in (here, there))
    if not here or not there:
        return
    other_mood = _moods(here) and _moods(there) and not _moods(here) & _moods(there)
    if other_mood and max(_weight(here), _weight(there)) <= _SMALL + 1:
        yield f"“{ours}” for “{theirs}”"
    if any(opposed(a.norm, b.norm) for a in here for b in there if a.kind == b.kind == "word"):
        yield f"“{ours}” for “{theirs}”"


def _done_early(sentence: Laid, ours: range, laid: Laid, theirs: range) -> Iterator[str]:
    """A thing said as done that is to come or possible: "reported" for "will report"."""
    before = _moods(laid.tokens[theirs.start : theirs.stop])
    after, printed = sentence.tokens[ours.stop : ours.stop + 1], laid.tokens[theirs.stop : theirs.stop + 1]
    dropped = before - {"done"} and not _moods(sentence.tokens[ours.start : ours.stop])
    if dropped and after and printed and after[0].norm.endswith("ed") and not printed[0].norm.endswith("ed"):
        yield f"“{after[0].text}” as if it were done"


def _other_facts(here: Sequence[Token], there: Sequence[Token], whole: Ground) -> Iterator[str]:
    """Facts of one kind that stand at one place and are not the same."""
    for kind in ("date", "figure", "code"):
        said = [token for token in here if token.kind == kind]
        printed = [token for token in there if token.kind == kind]
        if said and printed and not any(same_fact(one, other, whole) for one in said for other in printed):
            yield f"“{said[0].text.strip()}” where the paper has “{printed[0].text.strip()}”"


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
                self.reach.update(key(laid.tokens[place]) for place in _subject(laid, number))
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
    """True when the token turns its clause round: "not" and "yet to" do, "not only" and "No. 5" do not."""
    token = row[number]
    after = row[number + 1].norm if number + 1 < len(row) else ""
    if token.norm == "yet" and after == "to":
        return True
    if token.kind != "word" or token.norm not in NEGATORS:
        return False
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


def _subject(laid: Laid, number: int) -> list[int]:
    """The places of the last words that carry meaning before a negation in its clause: "a decision has not been made"."""
    places: list[int] = []
    for place in range(number - 1, -1, -1):
        token = laid.tokens[place]
        if _BREAK.search(laid.text[token.end : laid.tokens[place + 1].start]) or len(places) == _WINDOW:
            break
        if is_content(token) or token.is_fact:
            places.append(place)
    return places


def _changes(one: Laid, other: Laid) -> Iterator[tuple[range, range]]:
    """Where two sentences differ between words they share (or their ends), as places of tokens in each."""
    ours, theirs = [key(token) for token in one.tokens], [key(token) for token in other.tokens]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            yield range(i1, i2), range(j1, j2)


def _denials(row: Sequence[Token]) -> int:
    yet_to = sum(one.norm == "yet" and two.norm == "to" for one, two in pairwise(row))
    return yet_to + sum(token.norm in NEGATORS for token in row)


def _weight(row: Sequence[Token]) -> int:
    return sum(is_content(token) or token.is_fact for token in row)


def _moods(row: Sequence[Token]) -> set[str]:
    return {MOODS[token.norm] for token in row if token.norm in MOODS}


def _replaced(ours: set[str], theirs: set[str]) -> Iterator[str]:
    """Names that stand where the paper has others."""
    if ours and theirs and not ours & theirs:
        yield f"“{', '.join(sorted(ours))}” where the paper has “{', '.join(sorted(theirs))}”"
