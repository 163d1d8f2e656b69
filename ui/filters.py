"""The catalogue into the choices a reader may filter by, and `Filters` into the words that stand beside an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from index.record import Filters
from ingest.paper import Entry
from ui.citation import KINDS, day


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from: the names in the catalogue and the span of its dates (None when none is dated)."""

    councils: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


def choices_in(entries: Sequence[Entry]) -> Choices:
    """The choices a catalogue offers, names in order of the alphabet, kinds in the order a meeting has them."""
    present = {entry.kind for entry in entries}
    dates = [entry.date for entry in entries if entry.date]
    return Choices(
        councils=tuple(sorted({entry.council for entry in entries if entry.council})),
        committees=tuple(sorted({entry.committee for entry in entries if entry.committee})),
        kinds=tuple(kind for kind in KINDS if kind in present),
        first=min(dates, default=None),
        last=max(dates, default=None),
    )


def filters_in_words(filters: Filters) -> str:
    """What the filters let through, for beside an answer; empty when they let everything through.

    >>> filters_in_words(Filters(kind=("minutes",), date_from=dt.date(2023, 5, 1)))
    'Minutes; from 1 May 2023'
    """
    parts = [_either(filters.council), _either(filters.committee)]
    parts.append(" or ".join(KINDS[kind] for kind in _several(filters.kind)))
    parts.append(f"from {day(filters.date_from)}" if filters.date_from else "")
    parts.append(f"to {day(filters.date_to)}" if filters.date_to else "")
    return "; ".join(part for part in parts if part)


def _several(choice: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (choice,) if isinstance(choice, str) else choice or ()


def _either(choice: str | tuple[str, ...] | None) -> str:
    return " or ".join(_several(choice))
