"""The years that councils live by, as days: calendar, financial (April to March) and school years, quarters, seasons, terms.

Financial year: 1 April to 31 March (Local Government Finance Act 1992, section 116). Seasons are the Met Office's (spring is
March to May). School terms are those of most English councils, whose days differ by a week or two: months are all that is read.
"""

from __future__ import annotations

import calendar
import datetime as dt

# Season or term: its last month, and the month in which it begins.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
TERMS = {"autumn": (9, 12), "winter": (9, 12), "spring": (1, 4), "easter": (1, 4), "summer": (4, 7)}
HALF_TERMS = (2, 5, 10)  # the months in which a half term holiday falls


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day: 31 December and two months are 28 or 29 February."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))


def add_working_days(day: dt.date, days: int) -> dt.date:
    """So many days later, Saturdays and Sundays not counted. Bank holidays are: they are not looked up."""
    while days > 0:
        day += dt.timedelta(days=1)
        days -= day.weekday() < 5
    return day


def financial_year(day: dt.date) -> int:
    """The calendar year in which the financial year of a day begins: 2017 for 31 March 2018."""
    return day.year if day.month >= 4 else day.year - 1


def quarter_end(first: int, quarter: int) -> dt.date:
    """The last day of a quarter of the financial year that begins in April of `first`: Q2 2017/18 ends on 30 September 2017."""
    return month_end(first, 3 * quarter + 3) if quarter < 4 else dt.date(first + 1, 3, 31)


def next_end(made: dt.date, months: tuple[int, int]) -> dt.date:
    """The last day of the season or term, `(first month, last month)`, that is running on a day or comes next."""
    last = months[1]
    year = made.year if made.month <= last else made.year + 1
    return month_end(year, last)


def half_term(made: dt.date) -> dt.date:
    """The last day of the month in which the next half term holiday falls."""
    month = next((month for month in HALF_TERMS if month >= made.month), HALF_TERMS[0])
    return month_end(made.year + (month < made.month), month)


def easter(year: int) -> dt.date:
    """Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
