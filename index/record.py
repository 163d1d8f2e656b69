"""The records of searching: `Filters` narrow a search, `Hit`s come back from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from index.unit import Unit
from ingest.paper import Entry, Paragraph

Choice = str | tuple[str, ...] | None  # one name, any of several, or no wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is narrowed to. None leaves a field open; an empty tuple lets nothing through.

    `council` and `committee` are matched by their telling words: "Croydon" is "London Borough of Croydon". `papers` are
    ids. A paper without a date is never within a span of dates.
    """

    council: Choice = None
    committee: Choice = None
    kind: Choice = None
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    papers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph found. `score` (0 to 1) ranks hits of one search and means nothing between searches.

    `words` is the paragraph's BM25 score (0 when it shares no word with the question), `dense` the cosine (-1 to 1) of its
    best passage with the question, `late` how near its tokens come to the question's (0 where that was not asked); all can be
    compared between paragraphs. `unit` is the printed paragraph it is a piece of,
    where it was looked up (`index.whole`).
    """

    paragraph: Paragraph
    entry: Entry
    score: float
    words: float
    dense: float
    late: float = 0.0
    unit: Unit | None = None

    @property
    def place(self) -> tuple[str, int]:
        """The paragraph it is: its paper's id and its place in that."""
        return self.entry.id, self.paragraph.ordinal
