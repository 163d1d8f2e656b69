"""What the registers hand out: each entry with the paper and the paragraph it stands in, and what became of it.

`Wanted` says which entries are asked for. A row carries all that a citation needs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from index.record import Choice
from ingest.paper import Entry, Paragraph
from track.record import Due, Figure, Mention, Promise, Recommendation

# What became of a promise as far as the papers held tell; "overdue" is to be read as OVERDUE says it, never as "not done".
Outcome = Literal["done", "underway", "moved", "dropped", "overdue", "open"]
OVERDUE = "overdue, nothing found in the papers held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries are asked for; None leaves a wish open, an empty tuple lets nothing through.

    `council` is matched as in a search ("Croydon" is "London Borough of Croydon"). `owner` and `text` are words that must all
    stand in the owner, or in the entry and its paragraph. `due_before`: due on that day at the latest, a date moved to by a
    later paper counting. `status` is an outcome, or "planned" for what was only planned when it was written. `as_at` shows the
    register as it stood on a day: papers of later days, and papers without a date, are left out. `papers` are ids.
    """

    council: Choice = None
    owner: str | None = None
    text: str | None = None
    due_before: dt.date | None = None
    status: str | None = None
    as_at: dt.date | None = None
    papers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """A later paper's word on a promise, with the paper and the paragraph."""

    mention: Mention
    entry: Entry
    paragraph: Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """A promise with its later mentions, by date. `due` is the date now in force, `outcome` as at the day asked for."""

    promise: Promise
    entry: Entry
    paragraph: Paragraph
    later: tuple[MentionRow, ...]
    due: Due | None
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure with the paper and the paragraph it stands in."""

    figure: Figure
    entry: Entry
    paragraph: Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationRow:
    """A recommendation with the later papers' words on it, by date."""

    recommendation: Recommendation
    entry: Entry
    paragraph: Paragraph
    later: tuple[MentionRow, ...]
    outcome: Outcome
