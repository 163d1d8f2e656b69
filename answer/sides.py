"""The sides of a comparison: which of the papers held each of its dates, committees or councils names.

"What did the October report say, and what the one of 20 November 2017?" has two sides, each a set of papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from answer.facts import Date
from ingest.names import place
from ingest.paper import Entry

MOST = 3  # sides

Side = frozenset[str]  # the ids of its papers


def sides(
    dates: Sequence[Date], committees: Sequence[str], councils: Sequence[str], entries: Iterable[Entry]
) -> list[Side]:
    """The papers of each side where two or three are named by month, by committee or by council; else none.

    A date without a year is taken to be of the year that another one names. Councils are told apart by their places.
    """
    own = [entry for entry in entries if not councils or entry.council in councils]
    for parted in (by_date(dates, own), _by_committee(committees, own), _by_place(councils, own)):
        if len(parted) > 1 and not any(one & other for one, other in combinations(parted, 2)):
            return parted[:MOST]
    return []


def by_date(dates: Sequence[Date], entries: Sequence[Entry]) -> list[Side]:
    """The papers of each month or day named."""
    years = {date.year for date in dates if date.year}
    only = years.pop() if len(years) == 1 else None
    months = [date._replace(year=date.year or only) for date in dates if date.month]
    return _distinct(_ids(entry for entry in entries if date.holds(entry.date)) for date in months)


def _by_committee(committees: Sequence[str], entries: Sequence[Entry]) -> list[Side]:
    return _distinct(_ids(entry for entry in entries if entry.committee == name) for name in committees)


def _by_place(councils: Sequence[str], entries: Sequence[Entry]) -> list[Side]:
    places = dict.fromkeys(place(council) for council in councils)
    return _distinct(
        _ids(entry for entry in entries if entry.council and place(entry.council) == name) for name in places
    )


def _distinct(found: Iterable[Side]) -> list[Side]:
    return list(dict.fromkeys(side for side in found if side))


def _ids(entries: Iterable[Entry]) -> Side:
    return frozenset(entry.id for entry in entries)
