"""Turns a sentence and the paragraphs it cites into a verdict: borne out, or refused and why.

A sentence that stands in a paragraph word for word passes. Any other must bring no figure, date, code or name that the
paragraphs (or what stands around them) lack, must not turn a statement round, and its words must stand in the paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day

from answer.facts import Date, Token, tokens
from answer.ground import Ground, Laid, Source, aligned, ground, key, lay
from answer.names import mixed_names, unborne_names
from answer.polarity import reversed_words, swapped, turned
from answer.quote import quote_stands
from answer.wording import is_content, sentences, stem

__all__ = ["Source", "Verdict", "bears_out", "check_sentence", "quote_stands"]

SHARE = 0.6  # so much of a sentence's own words must stand in the sentences of the paper that it lies on
BEST = 0.4  # and so much of it in one of them: words gathered from here and there are a coincidence
_FEW = 2  # a sentence with so few words of its own must have all of them there
_PLACE_WORDS = frozenset("para paras paragraph paragraphs section recommendation minute item page".split())
_HALF_A_YEAR = 183


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
            and not any(_same_fact(token, fact, on) for fact in on.facts)
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


def _same_fact(said: Token, printed: Token, on: Ground) -> bool:
    """True when the printed fact bears out the said one. A year may be printed as a bare number and the reverse."""
    if said.norm == printed.norm and said.unit == printed.unit:
        return True
    if said.date and printed.date:
        return any(_within(said.date, whole) for whole in _completed(printed.date, on))
    if said.kind == "figure" and printed.kind == "figure":
        return said.unit == printed.unit and said.value == printed.value
    if said.date and printed.kind == "code" and said.date[1:] == (None, None):
        return str(said.date.year) == printed.norm[:4] and "/" in printed.norm
    return False


def _within(said: Date, printed: Date) -> bool:
    """True when every part that is said is printed so: October 2017 is borne out by 31 October 2017, not the reverse."""
    return all(part is None or part == other for part, other in zip(said, printed, strict=True))


def _completed(printed: Date, on: Ground) -> Iterator[Date]:
    """The date as printed, and where the year is not printed, in the year that lies nearest its paper's date."""
    yield printed
    if printed.year is not None or printed.month is None:
        return
    for source in on.sources:
        if source.date:
            paper = source.date
            middle = printed.day or 15
            near = min(
                (paper.year - 1, paper.year, paper.year + 1),
                key=lambda year: abs((_day(year, printed.month or 1, middle) - paper).days),
            )
            if abs((_day(near, printed.month, middle) - paper).days) <= _HALF_A_YEAR:
                yield Date(near, printed.month, printed.day)


def _day(year: int, month: int, day: int) -> Day:
    return Day(year, month, min(day, 28))


def _names(sentence: Laid, on: Ground) -> Iterator[str]:
    for name in (*unborne_names(sentence, on), *mixed_names(sentence, on)):
        yield f"the name “{name}” is not in the paragraphs cited"


def _words(sentence: Laid, on: Ground) -> Iterator[str]:
    """Refuses when too small a share of the sentence's own words stands in the paper's sentences that it lies on."""
    lain = aligned(sentence, on)
    held = {stem(token.norm) for laid in lain for token in laid.tokens if token.kind == "word"}
    own = dict.fromkeys(token.norm for token in sentence.tokens if is_content(token))
    near = [word for word in own if stem(word) in held or (_prefixed(word, held) and on.bears(word))]
    counted = [word for word in own if word in near or stem(word) not in on.around]
    needed = len(counted) if len(counted) <= _FEW else SHARE * len(counted)
    best = sum(stem(word) in {key(token) for token in laid.tokens} for laid in lain[:1] for word in counted)
    if not near or len(near) < needed or best < BEST * len(counted):
        yield f"only {len(near)} of its {len(counted)} words are in the paragraphs cited"


def _prefixed(word: str, held: set[str]) -> bool:
    return len(word) > 6 and any(other[:6] == word[:6] for other in held)


def _statements(sentence: Laid, on: Ground) -> Iterator[str]:
    lain = aligned(sentence, on)
    yield from turned(sentence, lain)
    yield from swapped(sentence, lain, on)
    yield from reversed_words(sentence, lain, on)


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
