"""Turns the cited paragraphs into the ground that a sentence is checked against: their facts, names, words and sentences.

What stands around a paragraph (title, council, committee, date, heading, caption, column heads) may bear out a name, a date
or a figure, but words of the answer must be borne out by the paragraph itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from answer.facts import Date, Token, tokens
from answer.wording import is_content, sentences, stem

if TYPE_CHECKING:
    from index.search import Hit

_ALIGNED = 2  # a sentence is laid against at most so many sentences of the paper
_PREFIX = 6  # two words whose first six letters agree are taken for one: "approval", "approving"
_HALF_A_YEAR = 183  # days
_HEAD_UNITS: tuple[tuple[str, str, int], ...] = (  # unit in a column head or caption, the figure's unit, its scale
    (r"£\s?(?:m\b|mill)", "GBP", 10**6),
    (r"£\s?(?:k\b|000|'000|’000|thou)", "GBP", 1000),
    (r"£\s?(?:bn|bill)", "GBP", 10**9),
    (r"£(?!\s?(?:m\b|mill|k\b|000|'000|’000|bn|thou|bill))", "GBP", 1),
    (r"%|per\s?cent", "%", 1),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph as it bears sentences out. `around` is what stands around it, in words; `date` is its paper's."""

    text: str
    around: tuple[str, ...] = ()
    label: str = ""
    date: dt.date | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """One sentence as its text and its tokens."""

    text: str
    tokens: tuple[Token, ...]

    def content(self) -> set[str]:
        """The stems of its content words and the norms of its facts."""
        return {key(token) for token in self.tokens if is_content(token) or token.is_fact}


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything the cited paragraphs say, ready to be looked up."""

    sources: tuple[Source, ...]
    facts: tuple[Token, ...]
    words: frozenset[str]
    around: frozenset[str]
    pairs: frozenset[tuple[str, str]]  # words side by side, in the paragraphs or around them
    sentences: tuple[Laid, ...]

    def bears(self, word: str) -> bool:
        """True when the paragraphs hold the word, by its stem or by its first six letters."""
        found = stem(word)
        if found in self.words:
            return True
        return len(word) > _PREFIX and any(other[:_PREFIX] == word[:_PREFIX] for other in self.words)


def source_of(hit: Hit) -> Source:
    """The paragraph of a search hit with what stands around it."""
    paragraph, entry = hit.paragraph, hit.entry
    around = (
        entry.title,
        entry.council,
        entry.committee,
        entry.item,
        entry.pack,
        paragraph.caption,
        *paragraph.heading,
    )
    details = (f"{name} {value}" for name, value in entry.details)
    return Source(
        paragraph.text,
        tuple(part for part in (*around, *paragraph.columns, *details) if part),
        paragraph.label,
        entry.date,
        paragraph.columns,
    )


def lay(text: str) -> Laid:
    """A sentence with its tokens."""
    return Laid(text, tuple(tokens(text)))


def key(token: Token) -> str:
    """What a token is compared by: a word's stem, a fact's one form."""
    return stem(token.norm) if token.kind == "word" else token.norm


@lru_cache(maxsize=512)
def ground(sources: tuple[Source, ...]) -> Ground:
    """The ground that the cited paragraphs make together."""
    laid = tuple(lay(sentence) for source in sources for sentence in sentences(source.text))
    parts = [tokens(part) for source in sources for part in source.around]
    around = [token for part in parts for token in part]
    rows = [*parts, *(sentence.tokens for sentence in laid)]
    own = [token for sentence in laid for token in sentence.tokens]
    facts = [token for token in (*own, *around) if token.is_fact]
    facts += [fact for source in sources for fact in _with_head_units(source)]
    facts += [_date_token(source.date) for source in sources if source.date]
    return Ground(
        sources,
        tuple(facts),
        frozenset(stem(token.norm) for token in own if token.kind == "word"),
        frozenset(stem(token.norm) for token in around if token.kind == "word"),
        frozenset(pair for row in rows for pair in pairwise(stem(token.norm) for token in row)),
        laid,
    )


def aligned(sentence: Laid, on: Ground) -> list[Laid]:
    """The paper's sentences that this sentence lies on, best first: each adds at least two words or facts to those before."""
    wanted, chosen = sentence.content(), list[Laid]()
    left = set(wanted)
    while len(chosen) < _ALIGNED and on.sentences:
        best = max(on.sentences, key=lambda other: (len(left & other.content()), -len(other.tokens)))
        gain = len(left & best.content())
        if gain < (2 if chosen else 1):
            break
        chosen.append(best)
        left -= best.content()
    return chosen


def same_fact(said: Token, printed: Token, on: Ground) -> bool:
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


def _day(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, 28))


def initials(run: Sequence[Token]) -> str:
    """The first letters of a run of words: "Special Educational Needs" gives "sen"."""
    return "".join(token.norm[0] for token in run)


def _with_head_units(source: Source) -> list[Token]:
    """A table row's bare figures with the unit that its column head or caption gives them: 12.4 under "£m" is £12.4m."""
    found = []
    cells = source.text.split(" | ")
    heads = source.columns if len(source.columns) == len(cells) else ("",) * len(cells)
    if len(cells) < 2:
        return []
    for cell, head in zip(cells, heads, strict=True):
        for pattern, unit, scale in _HEAD_UNITS:
            if re.search(pattern, " ".join((head, cells[0], *(source.around if not head else ())))):
                found += [
                    Token("figure", token.text, token.start, token.end, token.norm, None, unit, token.value * scale)
                    for token in tokens(cell)
                    if token.value is not None and token.unit == ""
                ]
    return found


def _date_token(date: dt.date) -> Token:
    return Token("date", date.isoformat(), 0, 10, date.isoformat(), Date(date.year, date.month, date.day))
