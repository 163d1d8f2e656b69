"""What a matched phrase of time means on the day a paper was written: a date as far as it is known, its precision, its last day.

A reader returns None where the phrase names no real date ("31 February"): it is then no due date at all, never mended. A phrase
that lacks what only the paper's date could tell ("by 11 December" in an undated paper) keeps its words and has no date.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from ingest.dates import MONTHS
from track.council_year import (
    SEASONS,
    TERMS,
    add_months,
    add_working_days,
    easter,
    financial_year,
    half_term,
    month_end,
    next_end,
    quarter_end,
)
from track.record import Precision


class Reading(NamedTuple):
    """A date as far as it is known (ISO 8601), how exact it is, and the last day it covers."""

    date: str | None
    precision: Precision
    latest: dt.date | None


class When(NamedTuple):
    """What a reader may lean on: the paper's date and the text the phrase stands in, folded to lower case."""

    made: dt.date | None
    text: str


# A date without a year is the next one from the paper's date on, or one this far behind it: papers go out before meetings
# ("to start 16th October" in a paper of 31 October 2017).
BEHIND = dt.timedelta(days=45)
QUARTER = dt.timedelta(days=120)
AHEAD = 10  # years: "April 18" in a paper of 2017 is April 2018; "April 45" is nothing

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24,
    "thirty": 30,
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_MONEY = re.compile(r"£|budget|overspen|underspen|spend|savings?\b|revenue|outturn|financial|\bspent\b")


def month_number(word: str) -> int:
    """1 for "Jan" or "January"."""
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3] == word[:3].lower())


def number(word: str) -> int:
    """12 for "12" or "twelve"."""
    return int(word) if word.isdigit() else NUMBERS[word]


def whole_year(digits: str) -> int:
    """2018 for "18", "'18" or "2018"."""
    year = int(digits.lstrip("'’"))
    return year + 2000 if year < 100 else year


def of_day(day: dt.date, last: dt.date | None = None) -> Reading:
    """A day, or a few of which the first is named."""
    return Reading(day.isoformat(), "day", last or day)


def of_month(year: int, month: int) -> Reading:
    """A month, kept by its last day."""
    return Reading(f"{year:04}-{month:02}", "month", month_end(year, month))


def read_day(match: re.Match[str], when: When) -> Reading | None:
    """Read "4 December", "31 October 2017", "31.10.17", "1 and 2 April 2025", "week commencing 9 October"."""
    parts = match.groupdict()
    printed = parts["month"]
    month = int(printed) if printed.isdigit() else month_number(printed)
    days = [int(day) for day in re.findall(r"\d+", parts["day"])]
    year = parts.get("year")
    try:
        if year:
            first = dt.date(whole_year(year), month, days[0])
        else:
            dt.date(2000, month, days[0])  # the 31st of June is refused even where no year is known
            if when.made is None:
                return Reading(None, "day", None)
            first = _near(when.made, month, days[0])
        last = first.replace(day=days[-1]) if days[-1] > days[0] else first
    except ValueError:
        return None
    if parts.get("until"):  # "16 to 20 June": a span is kept by its end
        first = last
    week = parts.get("week")
    if week and not week.startswith("week end"):
        last = first + dt.timedelta(days=6)
    return of_day(first, last)


def _near(made: dt.date, month: int, day: int) -> dt.date:
    """The day in the year that puts it nearest ahead of the paper; raises ValueError when no such year has it."""
    start = made - BEHIND
    this = dt.date(start.year, month, min(day, 28))
    year = start.year if this >= start else start.year + 1
    return dt.date(year, month, day)


def read_month(match: re.Match[str], when: When) -> Reading | None:
    """Read "December 2017", "Apr-18", "in November", "between April and June 2025" (kept by its end)."""
    month, year = month_number(match["month"]), match.groupdict().get("year")
    if year:
        return of_month(whole_year(year), month)
    if when.made is None:
        return Reading(None, "month", None)
    start = when.made - BEHIND
    ahead = start.year if month >= start.month else start.year + 1
    return of_month(ahead, month)


def read_month_and_two_digits(match: re.Match[str], when: When) -> Reading | None:
    """Read "April 18": April 2018 in a paper of 2017. "April 3" is the third of April; in an undated paper both are refused."""
    month, digits = month_number(match["month"]), int(match["digits"])
    if when.made is None:
        return None
    year = 2000 + digits
    if len(match["digits"]) == 2 and when.made.year - 1 <= year <= when.made.year + AHEAD:
        return of_month(year, month)
    try:
        return of_day(_near(when.made, month, digits))
    except ValueError:
        return None


def read_number_month(match: re.Match[str], when: When) -> Reading | None:
    """Read "09/2024"."""
    return of_month(int(match["year"]), int(match["month"]))


def read_year(match: re.Match[str], when: When) -> Reading | None:
    """Read "by 2030"."""
    return Reading(match["year"], "year", dt.date(int(match["year"]), 12, 31))


def read_two_years(match: re.Match[str], when: When) -> Reading | None:
    """Read "2017/18", a financial year unless the words beside it say academic or municipal; "2024-39" is no year."""
    first, second = whole_year(match["year"]), int(match["second"])
    if second > first + 1 and when.text.strip() == match[0].lower():
        return Reading(
            str(second), "year", dt.date(second, 12, 31)
        )  # "2024-2029" alone in a cell; "Plan 2024-2039" is a name
    if second % 100 != (first + 1) % 100:
        return None
    last = (first + 1, _last_month(match[0].lower()))
    return Reading(f"{last[0]}-{last[1]:02}", "year", month_end(*last))


def _last_month(words: str) -> int:
    """The month in which a year of this name ends: academic 31 August, municipal (annual council in May), financial March."""
    return 8 if "academic" in words or "school" in words else 5 if "municipal" in words else 3


def read_quarter(match: re.Match[str], when: When) -> Reading | None:
    """Read "Q2 2017/18", "third quarter of 2025/26"; "Q3 2025" may be of either year: its year is all that is read."""
    parts = match.groupdict()
    digit = parts["quarter"].lower()
    quarter = int(digit) if digit.isdigit() else ORDINALS[digit]
    if parts["second"]:
        if int(parts["second"]) % 100 != (int(parts["year"]) + 1) % 100:
            return None
        end = quarter_end(int(parts["year"]), quarter)
    elif parts["alone"]:
        if quarter == 4:
            return Reading(None, "quarter", None)
        return Reading(parts["alone"], "quarter", quarter_end(int(parts["alone"]), quarter))
    elif when.made is None:
        return Reading(None, "quarter", None)
    else:
        first = financial_year(when.made)
        just_over = any(
            dt.timedelta(0) < when.made - quarter_end(year, quarter) < QUARTER for year in (first - 1, first)
        )
        if just_over:  # "Quarter 3" in a paper of March may be the one just over or the next: not said
            return Reading(None, "quarter", None)
        end = next(day for year in (first, first + 1) if (day := quarter_end(year, quarter)) >= when.made)
    return Reading(f"{end:%Y-%m}", "quarter", end)


def read_half(match: re.Match[str], when: When) -> Reading | None:
    """Read "the first half of 2018", "second half of 2017/18"."""
    half, year = ORDINALS[match["half"].lower()], int(match["year"])
    if match["second"] and int(match["second"]) % 100 != (year + 1) % 100:
        return None
    end = quarter_end(year, 2 * half) if match["second"] else month_end(year, 6 * half)
    return Reading(f"{end:%Y-%m}", "half", end)


def read_season(match: re.Match[str], when: When) -> Reading | None:
    """Read "Spring 2021", "in the autumn". A winter has two years: "winter 2024" alone names neither."""
    season, year, second = match["season"].lower(), match["year"], match["second"]
    months = SEASONS[season]
    if year and season == "winter" and not second:
        return Reading(None, "season", None)
    if year:
        end = month_end(int(year) + (season == "winter"), months[1])
    elif when.made is None:
        return Reading(None, "season", None)
    else:
        end = next_end(when.made, months)
    if not year and match["which"] and match["which"].lower() == "next" and _running(when.made, months):
        end = month_end(end.year + 1, end.month)
    return Reading(f"{end:%Y-%m}" if season == "winter" else f"{end:%Y}", "season", end)


def _running(made: dt.date | None, months: tuple[int, int]) -> bool:
    return made is not None and months[0] <= made.month <= months[1]


def read_term(match: re.Match[str], when: When) -> Reading | None:
    """Read "the autumn term 2024", "start of the summer term": its month where the words say start or end, else its year."""
    first, last = TERMS[match["term"].lower()]
    year = match["year"]
    if not year and when.made is None:
        return Reading(None, "term", None)
    end = month_end(int(year), last) if year else next_end(when.made or dt.date.min, (first, last))
    if match["edge"] and not match["edge"].lower().startswith("end"):
        return Reading(f"{end.year}-{first:02}", "term", month_end(end.year, first))
    return Reading(f"{end:%Y-%m}" if match["edge"] else f"{end:%Y}", "term", end)


def read_half_term(match: re.Match[str], when: When) -> Reading | None:
    """Read "October half term", "during half term"."""
    month, year = match["month"], match["year"]
    if month is None and when.made is None:
        return Reading(None, "term", None)
    if month is None:
        end = half_term(when.made or dt.date.min)
    else:
        read = read_month(match, when)
        if read is None or read.latest is None:
            return Reading(None, "term", None)
        end = read.latest
    return Reading(f"{year}-{end:%m}" if year else f"{end:%Y-%m}", "term", end)


def read_feast(match: re.Match[str], when: When) -> Reading | None:
    """Read "by Christmas", "Easter 2024"."""
    name, year = match["feast"].lower(), match["year"]
    if not year and when.made is None:
        return Reading(None, "event", None)
    for candidate in (int(year),) if year else (when.made.year, when.made.year + 1):  # type: ignore[union-attr]
        day = easter(candidate) if name == "easter" else dt.date(candidate, 12, 25)
        if year or (when.made and day >= when.made):
            return of_day(day)
    return None


def read_this_year(match: re.Match[str], when: When) -> Reading | None:
    """Read "by the end of the financial year", "later this year", "next year"; a year about money is a financial one."""
    made, words = when.made, match[0].lower()
    if made is None:
        return Reading(None, "year", None)
    coming = bool(re.search(r"next|following|new financial", words))
    if re.search(r"academic|school|municipal", words):
        month = _last_month(words)
        return Reading(f"{made.year + (made.month > month) + coming}-{month:02}", "year", None)
    if "financial" in words or "year-end" in words or "year end" in words or _MONEY.search(when.text):
        end = dt.date(financial_year(made) + 1 + coming, 3, 31)
        return Reading(f"{end:%Y-%m}", "year", end)
    end = dt.date(made.year + coming, 12, 31)
    return Reading(f"{end:%Y-%m}" if "end of" in words else f"{end:%Y}", "year", end)


def read_new_year(match: re.Match[str], when: When) -> Reading | None:
    """Read "in the new year": the first months of the year to come."""
    if when.made is None:
        return Reading(None, "year", None)
    year = when.made.year + (when.made.month > 1)
    return Reading(str(year), "year", dt.date(year, 3, 31))


def read_near_span(match: re.Match[str], when: When) -> Reading | None:
    """Read "next month", "later this month", "next week"."""
    if when.made is None:
        return Reading(None, "event", None)
    coming = match["which"].lower() in {"next", "following"}
    if match["unit"].lower() == "month":
        day = add_months(when.made, int(coming))
        return of_month(day.year, day.month)
    monday = when.made - dt.timedelta(days=when.made.weekday()) + dt.timedelta(days=7 * coming)
    return of_day(monday + dt.timedelta(days=6))


def read_within(match: re.Match[str], when: When) -> Reading | None:
    """Read "within two months of this meeting", "in the next six weeks", "over the next two years"; of another event, no date."""
    vague = (
        not match["meeting"]
        and re.match(r"(?:working|calendar)? ?(?:day|week)", match["unit"].lower())
        and "next" not in match[0]
    )
    if when.made is None or match["event"] or vague:  # "made good within two working days": of what is not said
        return Reading(None, "event", None)
    end, unit = later(when.made, match["number"], match["unit"])
    if unit == "year" and number(match["number"].lower()) > 1:
        return Reading(f"{end:%Y}", "year", end)
    return (
        of_day(end)
        if unit in {"day", "week"} or match["meeting"]
        else of_month(end.year, end.month)._replace(latest=end)
    )


def later(day: dt.date, count: str, unit: str) -> tuple[dt.date, str]:
    """The day so many days, weeks, months or years after, and the unit in the singular."""
    many, one = number(count.lower()), re.sub(r"s?['’]?s?$", "", unit.lower())
    if "working" in unit.lower():
        return add_working_days(day, many), "day"
    if one in {"day", "week", "fortnight"}:
        return day + dt.timedelta(days=many * {"day": 1, "week": 7, "fortnight": 14}[one]), one
    return add_months(day, many * (12 if one == "year" else 1)), one


def read_recurring(match: re.Match[str], when: When) -> Reading | None:
    """Read "monthly", "every six weeks", "on an ongoing basis"."""
    return Reading(None, "recurring", None)


def read_event(match: re.Match[str], when: When) -> Reading | None:
    """Read "the next meeting", "once the budget is set", "in due course"."""
    return Reading(None, "event", None)
