"""Phrases of time in a paper's words to due dates, read on the day the paper was written.

>>> import datetime as dt
>>> due_of("will report by the 11th December", dt.date(2017, 11, 20)).date
'2017-12-11'
>>> due_of("by the end of Q2 2017/18", None).date
'2017-09'
>>> due_of("by 31 February 2018", dt.date(2017, 11, 20)) is None
True

What is no real date is refused, never mended; what only the paper's date could tell is left open where there is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from track.date_phrases import DATED, EVENTS, MONTH_OR_DIGIT, RECURRING
from track.date_readers import BEHIND, Reading, When, later, number
from track.record import Due

_LEAD = re.compile(
    r"(?:\b(?P<prep>(?:no|not) later than|by|before|prior to|ahead of|until|till?|up to|to|due|deadline|due date|"
    r"from|starting|beginning|"
    r"commencing|on|in|at|during|within|for|throughout|since|dated|as at|as of|ended|ending|of|after|following|"
    r"between|and|"
    r"not (?:in|on|at)|instead of|rather than)[\s:]+(?:around |about |approximately |at least )?)?"
    r"(?:the )?(?:(?P<edge>(?:very )?(?:(?:end|start|beginning|middle|close)(?= of\b)|end(?= $))|early|mid|"
    r"late)\b(?: of| in|-)?\s?(?:the )?(?:month of )?)?$",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"^,? for (?:an? )?(?:initial )?(?:period of )?(\d+|[a-z]+)[ -](month|week|year|day)s?\b", re.IGNORECASE
)
# "following a successful submission in November": when that was, not when something falls due.
_SINCE = re.compile(r"\b(?:following|after|since) (?:an?|the|its|our|their)\b[^,;.]*$", re.IGNORECASE)
_DATE_OF = re.compile(
    r"(?:date|deadline|target|end|start|week|launch|completion) (?:of|for) ?(?:the )?$", re.IGNORECASE
)
# How well a word before a date marks it as the day a thing falls due; what is not here ranks with a date that stands alone.
_RANKS = {
    "by": 0, "no later than": 0, "not later than": 0, "before": 0, "prior to": 0, "ahead of": 0, "until": 0, "til": 0, "till": 0,
    "to": 0, "up to": 0, "due": 0, "deadline": 0, "due date": 0, "from": 2, "starting": 2, "beginning": 2, "commencing": 2,
}  # fmt: skip
_PLAIN, _RECURRING, _EVENT = 1, 4, 5
# A date after these is when something else was so ("as at 31 March 2025") or is denied ("and not in September").
_REFUSED = {
    "since", "dated", "as at", "as of", "ended", "not in", "not on", "not at", "instead of", "rather than",
}  # fmt: skip
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), reader) for pattern, reader in DATED)
_LOOSE = tuple(
    (re.compile(pattern, re.IGNORECASE), rank)
    for pattern, rank in [(RECURRING, _RECURRING), *((e, _EVENT) for e in EVENTS)]
)


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase of time at `text[start:end]`; the lower its `rank`, the better it marks a due date.

    `past`: it was over before the paper was written.
    """

    due: Due
    start: int
    end: int
    rank: int
    past: bool = False


def due_of(text: str, made: dt.date | None) -> Due | None:
    """When a text says that a thing falls due, read on the paper's date; None where it names no time, or no real one.

    Of several phrases a deadline ("by…") goes before a day ("on…"), a day before a beginning ("from…"), these before what comes
    round again and what waits for something else; and what is still to come before what is over.
    """
    found = dues(text, made)
    return min(found, key=lambda each: (each.past, each.rank, each.start)).due if found else None


def dues(text: str, made: dt.date | None) -> list[Found]:
    """All phrases of time in a text that a promise may fall due by, in the order in which they stand."""
    when = When(made, text.lower())
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    if MONTH_OR_DIGIT.search(text):
        for each, span in _dated(text, when):
            taken.append(span)
            if each is not None:
                found.append(each)
    for pattern, rank in _LOOSE:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                due = Due(match[0].strip(), None, "recurring" if rank == _RECURRING else "event")
                found.append(Found(due, match.start(), match.end(), rank))
    return sorted(found, key=lambda each: each.start)


def _dated(text: str, when: When) -> Iterator[tuple[Found | None, tuple[int, int]]]:
    """The phrases that name a date, each with the place it takes; None for what is refused."""
    matches = [(match, rank) for rank, (pattern, _) in enumerate(_COMPILED) for match in pattern.finditer(text)]
    end = -1
    for match, rank in sorted(matches, key=lambda pair: (pair[0].start(), pair[1])):
        if match.start() < end:
            continue
        reading = _COMPILED[rank][1](match, when)
        end = match.end()
        found = None if reading is None else _found(text, match, reading, when)
        yield found, (found.start if found else match.start(), found.end if found else match.end())


def _found(text: str, match: re.Match[str], reading: Reading, when: When) -> Found | None:
    """The reading with the words that lead to it ("by the end of"); None where these words make it no due date."""
    from_, to = match.span()
    lead = _LEAD.search(text[max(0, from_ - 70) : from_])
    start = from_ - len(lead[0]) if lead else from_
    prep = re.sub(r"\s+", " ", (lead and lead["prep"]) or "").lower()
    edge = re.sub("very ", "", ((lead and lead["edge"]) or "").lower())
    if prep in _REFUSED or (prep == "of" and not edge and not _DATE_OF.search(text[:from_])):
        return None
    if reading.precision == "year" and match[0].isdigit() and not prep and not edge and text.strip() != match[0]:
        return None  # a bare number of four digits may be anything
    if _RANKS.get(prep, _PLAIN) and _SINCE.search(text[max(0, from_ - 90) : start]):
        return None
    if reading.precision == "recurring":
        return Found(Due(text[start:to].strip(), None, "recurring"), start, to, _RECURRING)
    if prep in {"after", "following"} or reading.precision == "event":
        return Found(Due(text[start:to].strip(), None, "event"), start, to, _EVENT)
    if prep in {"from", "starting", "beginning", "commencing"} and (span := _SPAN.match(text[to:])):
        reading, to = _spanned(reading, span), to + span.end()
    reading = _edged(reading, edge, prep)
    due = Due(text[start:to].strip(" ,"), reading.date, reading.precision, reading.latest)
    past = bool(when.made and reading.latest and reading.latest < when.made - BEHIND)
    return Found(due, start, to, _RANKS.get(prep, _PLAIN), past)


def _spanned(reading: Reading, span: re.Match[str]) -> Reading:
    """Read "from 2nd October for 6 months" ends on 2 April."""
    try:
        number(span[1].lower())
    except KeyError:
        return reading
    if reading.date is None or reading.latest is None:
        return reading
    begins = dt.date.fromisoformat(reading.date if reading.precision == "day" else f"{reading.date[:7]}-01")
    end, _ = later(begins, span[1], span[2])
    return Reading(end.isoformat() if reading.precision == "day" else f"{end:%Y-%m}", reading.precision, end)


def _edged(reading: Reading, edge: str, prep: str) -> Reading:
    """Read "the start of 2018/19" is April 2018, "the end of 2018" December; "before March 2026" is kept by 28 February."""
    date, precision, latest = reading
    if date and latest and precision == "year" and edge in {"start", "beginning", "end", "close"}:
        if edge in {"end", "close"}:
            date = f"{latest:%Y-%m}"
        else:
            first = latest.replace(day=1) if latest.month == 12 else latest
            date = f"{first.year}-01" if latest.month == 12 else f"{latest.year - 1}-{latest.month % 12 + 1:02}"
            latest = dt.date(int(date[:4]), int(date[5:]), 28)
    elif latest and date and prep in {"before", "prior to", "ahead of"} and edge not in {"end", "close"}:
        latest = _day_before(date, precision, latest)
    return Reading(date, precision, latest)


def _day_before(date: str, precision: str, latest: dt.date) -> dt.date:
    """The day before what the words name begins."""
    if precision == "month":
        return latest.replace(day=1) - dt.timedelta(days=1)
    if precision == "day":
        return dt.date.fromisoformat(date) - dt.timedelta(days=1)
    return latest
