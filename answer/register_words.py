"""Entries of the registers into words: dates, owners, values, what became of a promise, what a later paper says."""

from __future__ import annotations

import datetime as dt
import re

from answer.registered import became
from ingest.dates import in_words
from track.record import Due, Figure, Promise
from track.register_rows import Outcome

# How a title begins that wants its subject: "is on schedule to be completed", "and will take place monthly".
_FRAGMENT = re.compile(r"(?:is|are|was|were|has|have|will|would|shall|to|and|which|who|that)\b")
SAYS = {
    "done": "done",
    "underway": "underway",
    "moved": "moved",
    "repeated": "said again",
    "dropped": "dropped",
}


def iso_in_words(date: str | None) -> str:
    """A date as far as it is known, as officers write it.

    >>> iso_in_words("2017-12-11"), iso_in_words("2017-12"), iso_in_words("2017")
    ('11 December 2017', 'December 2017', '2017')
    """
    parts = (date or "").split("-")
    if len(parts) == 3:
        return in_words(dt.date.fromisoformat(date or ""))
    if len(parts) == 2:
        return f"{dt.date(int(parts[0]), int(parts[1]), 1):%B %Y}"
    return date or ""


def due_in_short(due: Due | None) -> str:
    """When a promise falls due, for a line: `due 11 December 2017`; the paper's words where they name no date."""
    if due is None:
        return "no date given"
    if due.date is None or due.precision in ("season", "term", "half"):
        return f"due “{due.words}”"
    return f"due {iso_in_words(due.date)}"


def title_of(promise: Promise) -> str:
    """A promise's title; of one that is the end of a sentence ("will be completed in October") the sentence.

    The words are those of the paper.
    """
    return promise.quote if _FRAGMENT.match(promise.what) else promise.what


def outcome_in_words(outcome: Outcome) -> str:
    """What became of it, first letter large: `Overdue, nothing found in the papers held`."""
    words = became(outcome)
    return words[0].upper() + words[1:]


def value_in_words(figure: Figure) -> str:
    """The value as printed, with its unit where the print leaves it to the column's head."""
    unit = figure.unit or ""
    in_print = not unit or unit.lower() in figure.value.lower() or unit in ("£", "£m", "grade")
    return figure.value if in_print else f"{figure.value} {unit}"
