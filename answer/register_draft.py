"""Rows of the registers into the lines of an answer, each row marked with the number of its citation.

A promise is told in the paper's own words, with who, when, what became of it and what the last later paper says; a figure by its
value as printed. An answer is no longer than LONGEST words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from answer.record import Citation
from answer.register_words import SAYS, due_in_short, iso_in_words, outcome_in_words, title_of, value_in_words
from answer.registered import Row, citation_of
from index.search import Hit
from ingest.dates import in_words
from track.record import Promise
from track.register_rows import FigureRow, MentionRow, PromiseRow

LONGEST = 150  # words of an answer
QUOTED_WHOLE = 35  # words of a promise that is told in its sentence, not by its title
MOST_POINTS = 12  # values of a series
TITLE_WORDS = 25
LATER_WORDS = 22  # words of a later paper's sentence


@dataclass(slots=True)
class Draft:
    """An answer being written: its lines with their marks, and the rows they cite, in the order of the marks."""

    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the marks stand for."""
        return tuple(map(citation_of, self.rows))

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The paragraphs cited, once each."""
        placed = {(row.entry.id, row.paragraph.ordinal): row for row in self.rows}
        return tuple(
            Hit(paragraph=row.paragraph, entry=row.entry, score=1.0, words=0.0, dense=0.0) for row in placed.values()
        )

    def add(self, line: str, rows: Sequence[Row]) -> bool:
        """Add a line that these rows bear out, with their marks; False when it would make the answer too long."""
        if sum(len(each.split()) for each in (*self.lines, line)) + len(rows) > LONGEST:
            return False
        marks = dict.fromkeys(self._mark(row) for row in rows)
        self.lines.append(f"{line} {''.join(marks)}".strip())
        return True

    def _mark(self, row: Row) -> str:
        same = [number for number, each in enumerate(self.rows, 1) if citation_of(each) == citation_of(row)]
        if not same:
            self.rows.append(row)
        return f"[{same[0] if same else len(self.rows)}]"


def add_promises(draft: Draft, rows: Sequence[PromiseRow]) -> int:
    """Add the promises that there is room for, one a line; how many were. One already told as a later word is passed over."""
    for told, row in enumerate(rows):
        if citation_of(row) in draft.citations:
            continue
        later = row.later[-1:]
        if not draft.add(f"- {promise_words(row)}{later_words(later)}", [row, *later]):
            if told:
                return told
            draft.add(f"- {promise_words(row, title=True)}", [row])
    return len(rows)


def promise_words(row: PromiseRow, *, title: bool = False) -> str:
    """A promise in a line: its sentence, or its title; who; by when; what became of it."""
    promise = row.promise
    whole = not title and row.paragraph.kind != "table" and len(promise.quote.split()) <= QUOTED_WHOLE
    said = _line(promise.quote) if whole else titled(promise)
    named = (
        promise.owner if promise.owner_source in ("column", "sentence") and (promise.owner or "") not in said else None
    )
    known = [part for part in (named, due_in_short(row.due) if row.due else None) if part]
    rest = f" ({'; '.join(known)})" if known else ""
    return f"{said}{rest}: {outcome_in_words(row.outcome).lower()}."


def titled(promise: Promise) -> str:
    """A promise's title on one line, cut after TITLE_WORDS words."""
    return _cut(title_of(promise), TITLE_WORDS)


def later_words(later: Sequence[MentionRow]) -> str:
    """What a later paper says, cut after LATER_WORDS words; of one that says the same again only when."""
    if not later:
        return ""
    row = later[0]
    if row.mention.says == "repeated":
        return f" Said again{f' on {in_words(row.entry.date)}' if row.entry.date else ''}."
    cut = _cut(row.mention.quote, LATER_WORDS)
    day = f"{in_words(row.entry.date)}, " if row.entry.date else ""
    return f" Later ({day}{SAYS[row.mention.says]}): “{cut}”"


def add_figures(draft: Draft, rows: Sequence[FigureRow]) -> None:
    """Add the values of a series, one line for each value and date, with every paper that prints it: the first and the latest."""
    told: dict[tuple[str, str, str], list[FigureRow]] = {}
    for row in rows:
        figure = row.figure
        told.setdefault((figure.as_of or "", value_in_words(figure), figure.basis), []).append(row)
    lines = list(told.items())
    for (as_of, value, basis), same in lines[:1] + lines[1:][1 - MOST_POINTS :]:
        kind = "" if basis == "actual" else f" ({basis})"
        draft.add(f"- {iso_in_words(as_of)}: {value}{kind}", same)


def _cut(text: str, most: int) -> str:
    words = _line(text).split()
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


def _line(text: str) -> str:
    """A text of a paper on one line, without the full stop that ends it."""
    return " ".join(text.split()).rstrip(" .;:")
