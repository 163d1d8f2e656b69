"""When a figure was true, as heads, captions and sentences print it: "June 2017", "30/09/17", "Q2 2024-25", "at 31 March".

Of a financial year the ISO date is the year in which it begins ("2017/18" is 2017), of a quarter or a span its last month
("Q1 2017/18" is 2017-06), and `period` keeps the words. A date printed without its year is the last one before the paper.

>>> [(when.iso, when.period) for when in whens("At 19 June 2017; in Q2 2024-25; for 2016–17", None)]
[('2017-06-19', None), ('2024-09', 'Q2 2024-25'), ('2016', '2016–17')]
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_MONTH = rf"(?:{_NAMES})\b\.?"
_LONG = "(?:january|february|march|april|june|july|august|september|october|november|december)"  # "may" is a verb too
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TH = "(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d(?![\d,]\d|\d)"
_SHORT = rf"(?:{_YEAR}|['‘’]?\d\d\b)"
_DASH = "[-–−—]"
_FY = rf"(?:(?:19|20)\d\d ?(?:/|{_DASH}) ?(?:(?:19|20)\d\d|\d\d)(?![\d/]|\.\d|{_DASH}\d))"
_QUARTER = r"(?:Q(?:(?:uar)?te?r)?\.? ?(?P<q{n}>[1-4])\b|(?:the )?(?P<qw{n}>first|second|third|fourth|final) quarter\b)"
_OF_YEAR = rf"(?:,? ?(?:of |in |to |- ?|\()?(?:the )?(?:financial year )?(?P<qy>{_FY}|\d\d ?[/-] ?\d\d\b))?"
_NO_DIGIT = r"(?<![\d.,/£])"
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
# (kind, pattern), an example beside each; at one place the first that matches wins.
_KINDS = (
    # "20 June – 13 July 2017", "14 and 15 April 2025": its first day
    (
        "dspan",
        rf"{_NO_DIGIT}{_DAY}{_TH}(?: {_MONTH})?(?: {_YEAR})? ?(?:{_DASH}|to|and|&) ?{_DAY}{_TH} {_MONTH} {_YEAR}",
    ),
    # "19 June 2017", "31st March, 2024"
    ("day", rf"{_NO_DIGIT}{_DAY} ?{_TH}(?: of)?[ -]{_MONTH},?[ -](?P<dy>{_YEAR})"),
    # "30/09/17"
    ("slash", rf"(?<![\d/.£-]){_DAY}(?P<sep>[/.-])(?:0?[1-9]|1[0-2])(?P=sep)(?:(?:19|20)\d\d|\d\d)(?![\d/]|\.\d)"),
    # "April-Jun 2017", "Jan 24 – Mar 24": its last month
    ("mspan", rf"\b{_MONTH}(?:,?[ -]?{_SHORT})? ?(?:{_DASH}|to) ?(?P<sm>{_MONTH}),?[ -]?(?P<sy>{_SHORT})"),
    # "June 2017"
    ("month", rf"\b{_MONTH},?[ -](?P<my>{_YEAR})"),
    # "Dec-24", "October 17": no day follows its month without a year in a head
    ("smonth", rf"\b{_MONTH}(?:[ -]|[ -]?['‘’])(?P<smy>\d\d)(?!\d|[.,]\d|(?:st|nd|rd|th)\b| ?%)"),
    # "Quarter 1 2017/18", "first quarter of 2017–18", "Qtr 3"
    ("quarter", rf"\b{_QUARTER.format(n=1)}{_OF_YEAR}"),
    # "2017/18 Q1"
    ("yquarter", rf"(?P<yq>{_FY}),? ?{_QUARTER.format(n=2)}"),
    # "2016/17", "2016–17"
    ("fy", rf"(?<![\d/.£,-]){_FY}"),
    # "in 24/25"
    ("sfy", r"(?:(?<=\bfor )|(?<=\bthe )|(?<=\bin )|(?<=\bby )|(?<=\bduring ))[12]\d/[123]\d(?![\d/])"),
    # "Monday 23 October"
    ("dm", rf"{_NO_DIGIT}{_DAY} ?{_TH}(?: of)? (?:{_LONG}|may)\b(?! \d)"),
    # "October 23rd"
    ("md", rf"\b{_LONG} {_DAY}(?:st|nd|rd|th)\b"),
    # "in November", "at the end of November"
    ("bare", rf"(?:(?<=\bin )|(?<=\bof )){_LONG}\b(?! \d)"),
    # "by the end of the calendar year", "at year end": the end of the paper's own
    ("yearend", r"\bend of (?:the|this) (?:calendar |financial )?year\b|\byear[- ]end\b|\b(?<=at )31 March\b"),
    # "in 2016", and a head's "2015#"
    ("year", rf"(?<![\d,.£/#-])(?<!\bAct ){_YEAR}(?![/%])(?!{_DASH}\d)"),
)
_WHEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS), re.IGNORECASE)
_HAS_DATE = re.compile(rf"\d\d|\bQ(?:tr)? ?[1-4]|quarter|year|{_LONG}", re.IGNORECASE)
# A date that begins a span, names another event, or is only compared with: "since 2012", "agreed on …", "than in 2015".
_SINCE = re.compile(
    r"\bsince\b[^,.;()]{0,60}$|"
    r"\b(?:compared (?:with|to)|comparison (?:with|to)|than|against|on the same)(?: the| in)?(?: same)?"
    r"(?: period| quarter| time| months?| position| forecast| reported| figure){0,3}(?: of| in| at)?(?: the)? $|"
    r"\b(?:from|after|before|prior to|between|published|dated|approved|agreed|launched|of the)"
    r"(?: the| on)?(?: (?:end|start|beginning) of)? $|"
    r"\b(?:began|begun|started|opened|introduced|established|operational|founded|created|set up|launched)(?: (?:in|on))? $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """A date or period at ``text[start:end]``. `since`: only where a span or an event begins, not when the figure was true."""

    iso: str
    period: str | None
    start: int
    end: int
    kind: str
    since: bool = False


def whens(text: str, anchor: dt.date | None) -> list[When]:
    """The dates and periods in a text, in order; those without a year are read as the last before `anchor`, or left out."""
    found: list[When] = []
    if not _HAS_DATE.search(text):
        return found
    for match in _WHEN.finditer(text):
        kind = match.lastgroup or ""
        iso = _iso(kind, match, anchor)
        if iso is None:
            continue
        spans = kind in {"mspan", "quarter", "yquarter", "fy", "sfy"}
        since = bool(_SINCE.search(text[max(0, match.start() - 80) : match.start()])) and kind != "dspan"
        found.append(When(iso, match.group().strip(" (") if spans else None, match.start(), match.end(), kind, since))
    return found


def date_spans(text: str) -> list[tuple[int, int]]:
    """Where the dates and periods of a text stand, whether or not they can be read."""
    return [match.span() for match in _WHEN.finditer(text)] if _HAS_DATE.search(text) else []


def _iso(kind: str, match: re.Match[str], anchor: dt.date | None) -> str | None:
    text = match.group()
    if kind == "dspan":
        return _first_day(text)
    if kind == "day":
        return _day(int(match["dy"]), _month(text), int(re.match(r"\d+", text)[0]))  # type: ignore[index]
    if kind == "slash":
        day, month, year = (int(part) for part in re.split(r"[/.-]", text))
        if match["sep"] != "/" and not re.fullmatch(r"\d\d.\d\d.\d\d|\d\d?.\d\d?.\d{4}", text):
            return None
        return _day(year + (2000 if year < 100 else 0), month, day)
    if kind in {"mspan", "month", "smonth"}:
        printed = match[{"mspan": "sy", "month": "my", "smonth": "smy"}[kind]].strip("'’")
        month = _month(match["sm"] if kind == "mspan" else text)
        return f"{int(printed) + (2000 if len(printed) == 2 else 0)}-{month:02d}"
    if kind in {"quarter", "yquarter"}:
        return _quarter(match, anchor)
    if kind in {"fy", "sfy"}:
        return _financial_year(text)
    if kind == "year":
        return text
    if kind == "yearend":
        return _year_end(text, anchor)
    return _without_year(text, anchor)


def _year_end(text: str, anchor: dt.date | None) -> str | None:
    """December of the paper's year, or the March that ends its financial year."""
    if anchor is None:
        return None
    return f"{anchor.year}-12" if "calendar" in text.lower() else f"{anchor.year + (anchor.month > 3)}-03"


def _financial_year(text: str) -> str | None:
    """The year it begins in, if the next follows: "2017/18", "24/25"; "2017-2020" is no one year."""
    first, last = (int(part) for part in re.findall(r"\d+", text)[:2])
    first += 2000 if first < 100 else 0
    return str(first) if last % 100 == (first + 1) % 100 else None


def _quarter(match: re.Match[str], anchor: dt.date | None) -> str | None:
    number = int(match["q1"] or match["q2"] or 0) or _ORDINALS[(match["qw1"] or match["qw2"]).lower()]
    printed = match["qy"] or match["yq"]
    month = 3 * number + 3 if number < 4 else 3
    if printed:
        begins = _financial_year(printed)
        return f"{int(begins) + (number == 4)}-{month:02d}" if begins else None
    return _last(anchor, month, 28)


def _without_year(text: str, anchor: dt.date | None) -> str | None:
    day = re.search(r"\d+", text)
    month = _month(text)
    if day is None:
        return _last(anchor, month, 1)
    iso = _last(anchor, month, int(day[0]))
    return _day(int(iso[:4]), month, int(day[0])) if iso else None


def _last(anchor: dt.date | None, month: int, day: int) -> str | None:
    """The last such month that has begun (or reached `day`) by the anchor."""
    if anchor is None:
        return None
    return f"{anchor.year - ((month, day) > (anchor.month, anchor.day))}-{month:02d}"


def _first_day(text: str) -> str | None:
    days = re.findall(r"\d+", text)
    months = re.findall(_MONTH, text, re.IGNORECASE)
    years = [one for one in days if len(one) == 4]
    return _day(int(years[0]), _month(months[0]), int(days[0]))


def _month(text: str) -> int:
    found = re.search(_MONTH, text, re.IGNORECASE)
    return _MONTHS.index(found[0][:3].lower()) + 1 if found else 1


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
