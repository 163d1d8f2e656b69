"""Which of a sentence's dates is a number's: the one just behind it, else the last before it, else the one that leads in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from track.as_of import When
from track.basis import basis_of
from track.naming import Line, clause_of

_NOW = re.compile(r"\b(?:currently|now|to date|so far|at present)\b", re.IGNORECASE)
_INSPECTION = re.compile(
    r"\bat the time of (?:the|this|our|their|its)?(?: last| recent)?(?: Ofsted)? ?(?:inspection|visit)\b", re.IGNORECASE
)
# Of money, the financial year that is running
_THIS_YEAR = re.compile(r"\bthis (?:financial )?year\b|\bthe (?:current )?financial year\b(?! \d)", re.IGNORECASE)
_YEAR_EARLIER = re.compile(
    r"^\W*(?:(?:in|at|for|on|during) )?(?:(?:a|one) year (?:earlier|ago|before)|(?:the )?(?:previous|last|prior) year|"
    r"the year before|"
    r"(?:the |at the |in the )?same (?:time|period|quarter|month|point)(?: in)?(?: the)? (?:last|previous) year)\b",
    re.IGNORECASE,
)
_QUARTER_EARLIER = re.compile(r"^\W*(?:in |at )?(?:the )?(?:previous|last) quarter\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^\W*(?:at|as at|as of|in|on|by|during|for|throughout|the w/c|w/c|the week commencing|week commencing|"
    r"end of)\b[^\d]{0,45}$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:at|as at|as of|in|on|by|during|for|throughout|end of|ending|to|week commencing)(?: the)? $", re.IGNORECASE
)
# What is said of another event than the number's: "and a celebration has been scheduled for 1 December"
_EVENT = re.compile(
    r"\b(?:scheduled|planned|due|published|presented|meeting|event|launch\w*|report(?:ed)? to)\b", re.IGNORECASE
)
# What keeps a date behind from reaching the number before it
_APART = re.compile(r"\(|[;,] |\b(?:compared|than|while|whilst|although|but|which|represents?)\b")
_DAYS = frozenset({"dspan", "day", "slash", "month", "smonth", "dm", "md", "bare"})


@dataclass(frozen=True, slots=True)
class Known:
    """The date and period that hold by default, the paper's own date, and when its inspection was."""

    as_of: str | None
    period: str | None
    anchor: dt.date | None
    inspection: str | None


def leading(sentence: str, dates: list[When], *, dated: bool) -> When | None:
    """The date that a sentence sets for those after it: "At 19 June 2017, …"; in an undated paper any day."""
    led = next((when for when in dates if not when.since and _LEADING.match(sentence[: when.start])), None)
    days = [when for when in dates if when.kind == "day"] if not dated else []
    return led or (days[-1] if days else None)


def date_of(line: Line, index: int, dates: list[When], known: Known, last: str | None) -> tuple[str | None, str | None]:
    """The number's date and period; `last` is the date of the figure before it."""
    start, end = line.numbers[index]
    left, right = clause_of(line.plain, start, end)
    behind = line.text[end : end + 60]
    if last and (_YEAR_EARLIER.match(behind) or _QUARTER_EARLIER.match(behind)):
        return _earlier(last, quarter=not _YEAR_EARLIER.match(behind)), None
    actual = basis_of(line.text[left:right], money=True) == "actual"
    usable = [
        when for when in dates if not when.since and not (actual and known.anchor and _to_come(when, known.anchor))
    ]
    following = _behind(line, index, usable)
    if following is not None:
        return following.iso, following.period
    if _NOW.search(line.text[left:right]):
        return known.as_of, known.period
    this_year = _THIS_YEAR.search(line.text[left:right]) if line.text[start:end].lstrip("+-").startswith("£") else None
    if this_year and known.anchor:
        return str(known.anchor.year - (known.anchor.month < 4)), this_year.group()
    taken = [_behind(line, other, usable) for other in range(index)]
    before = [when for when in usable if when.end <= start and when not in taken]
    if before:
        return before[-1].iso, before[-1].period
    after = next((when for when in usable if when.start >= line.numbers[-1][1]), None)
    if after is not None and not _APART.search(line.text[end : after.start]) and _AT.search(line.text[: after.start]):
        return after.iso, after.period
    return (known.inspection, None) if _INSPECTION.search(line.text) else (known.as_of, known.period)


def _behind(line: Line, index: int, dates: list[When]) -> When | None:
    """The date behind a number, before the next number and within or just behind its clause."""
    end = line.numbers[index][1]
    numbers = line.numbers[index + 1 :]
    while numbers and re.fullmatch(r"\s?\([^()]*", line.text[end : numbers[0][0]]):
        numbers = numbers[1:]  # "229 (42.4 per 10,000 children) at 31 March 2016"
    following = numbers[0][0] if numbers else len(line.text)
    right = clause_of(line.plain, *line.numbers[index])[1]
    for when in dates:
        if end <= when.start < min(following, right + 34) and not _EVENT.search(line.text[end : when.start]):
            return when
    return None


def _to_come(when: When, made: dt.date) -> bool:
    """The day lies after the paper's own, so nothing can have been true then yet."""
    return when.kind in _DAYS and when.iso > made.isoformat()[: len(when.iso)]


def _earlier(iso: str, *, quarter: bool) -> str | None:
    """The same date a year or a quarter earlier; None where only the year is known and a quarter is asked for."""
    if not quarter:
        return f"{int(iso[:4]) - 1}{iso[4:]}"
    if len(iso) < 7:
        return None
    months = int(iso[:4]) * 12 + int(iso[5:7]) - 1 - 3
    return f"{months // 12}-{months % 12 + 1:02d}"
