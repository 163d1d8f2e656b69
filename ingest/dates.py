"""Dates as council papers print them, found in running text: "Tuesday 31st October, 2017", "31.10.17", "October 2017".

Days come first, as everywhere in British papers. What is no real day ("31/02/2017", "10/31/2017") is left out, never
mended, and a date without a year ("20 June to 13 July 2017": the first) is no date here.

>>> [str(found.date) for found in find_dates("Cabinet – 30 th January, 2025 and 04/03/25")]
['2025-01-30', '2025-03-04']
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "year"]

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d,]\d|\d)"
_NUMBER = r"(?P<month>0?[1-9]|1[0-2])"

# (precision, pattern): the first that matches at a place wins. The example is a real one.
_PATTERNS: tuple[tuple[Precision, str], ...] = (
    # "Thursday, 30th January, 2025", "30 th October 2017", "16-february-2024"
    ("day", rf"(?<![\d.,/£]){_DAY} ?(?:st|nd|rd|th)?(?: day)?(?: of)?[ ,-]{{1,2}}{_MONTH}[ ,-]{{1,2}}{_YEAR}"),
    # "October 31, 2017"
    ("day", rf"\b{_MONTH} {_DAY} ?(?:st|nd|rd|th)?,? {_YEAR}"),
    # "2014-01-30" at the head of a file's name
    ("day", rf"(?<![\d/.])(?<!\d-){_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])"),
    # "31/10/2017", "31.10.2017", "31-10-2017"
    ("day", rf"(?<![\d/.-]){_DAY}([/.-]){_NUMBER}\2{_YEAR}(?![/.]\d)"),
    # "31.10.17", "4/3/25"; with points both numbers have two digits, else it is a paragraph's number
    ("day", rf"(?<![\d/.£]){_DAY}/{_NUMBER}/(?P<year>\d\d)(?![\d/])"),
    ("day", r"(?<![\d/.£])(?P<day>[0-3]\d)\.(?P<month>[01]\d)\.(?P<year>\d\d)(?![\d.]\d|\d)"),
    # "October 2017"
    ("month", rf"\b{_MONTH},? {_YEAR}"),
    # "in 2017", "by the end of 2018"; a bare number of four digits may be anything
    (
        "year",
        rf"\b(?:in|by|during|since|until|from|of|early|late|mid|summer|autumn|spring|winter) {_YEAR}(?![/–-]\d)",
    ),
)
PATTERNS = tuple((precision, re.compile(pattern, re.IGNORECASE)) for precision, pattern in _PATTERNS)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text, at `text[start:end]`; of a month or year the first day stands for all."""

    date: dt.date
    precision: Precision
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """All dates printed with their year, in the order in which they stand."""
    found: list[FoundDate] = []
    for candidate in sorted(_candidates(text), key=lambda one: (one.start, _RANK[one.precision])):
        if not found or candidate.start >= found[-1].end:
            found.append(candidate)
    return found


def first_day(text: str) -> dt.date | None:
    """The first date in the text that names a day."""
    return next((found.date for found in find_dates(text) if found.precision == "day"), None)


def in_words(date: dt.date) -> str:
    """A date as a paper prints it: "31 October 2017"."""
    return f"{date.day} {MONTHS[date.month - 1].capitalize()} {date.year}"


_RANK: dict[Precision, int] = {"day": 0, "month": 1, "year": 2}


def _candidates(text: str) -> Iterator[FoundDate]:
    for precision, pattern in PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            date = _date(parts["year"], parts.get("month") or "1", parts.get("day") or "1")
            if date is not None:
                start = match.start("year") if precision == "year" else match.start()
                yield FoundDate(date, precision, start, max(match.end(name) for name in parts))


def _date(year: str, month: str, day: str) -> dt.date | None:
    number = (
        int(month) if month.isdigit() else next(i for i, name in enumerate(MONTHS, 1) if name[:3] == month[:3].lower())
    )
    try:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
