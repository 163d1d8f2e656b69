"""The figures that sentences tell: each number with its name, its date and its basis, read from one paragraph's sentences.

A sentence without a date of its own has that of the one that led it in ("At 19 June 2017, 760 children were looked after. 324 of
them lived outside the area"), else the paper's.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from track.as_of import When, whens
from track.naming import basis_of, clause_of, is_change, is_other_value, name_in
from track.quantity import Quantity, quantities
from track.record import Basis

_END = re.compile(r"(?<=[.!?])[”\"’)]?\s+(?=[“\"‘(]?[A-Z0-9£•])|\s*\n\s*(?:[•*\-–]\s*)?|\s*•\s*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:No|Nos|Cllr|Mr|Mrs|Ms|Dr|St|e\.g|i\.e|etc|approx|para|paras|p|pp|vs|inc|Fig|c|v|[A-Z])\.)$"
)
NATIONAL = re.compile(
    r"\b(?:national(?:ly)?(?: average| figure| rate)?|England|country as a whole|English average|UK average)\b",
    re.IGNORECASE,
)
NEIGHBOURS = re.compile(
    r"\b(?:statistical neighbours?|comparator (?:councils?|authorities)|similar authorities)\b", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:currently|now|to date|so far|at present)\b", re.IGNORECASE)
_INSPECTION = re.compile(
    r"\bat the time of (?:the|this|our|their|its)(?: last| recent)?(?: Ofsted)? (?:inspection|visit)\b", re.IGNORECASE
)
_YEAR_EARLIER = re.compile(
    r"\b(?:a|one) year (?:earlier|ago|before)|(?:the )?previous year|last year|the year before\b", re.IGNORECASE
)
_NEAR = 90  # characters within which a number may be another value of the figure before it
# "This is an increase from 18": of the sentence before
_GOES_ON = re.compile(r"(?:This|It|That|Which|The (?:figure|number|rate))\b")
_DAYS = frozenset({"dspan", "day", "slash", "month", "smonth", "dm", "md", "bare"})
_DIGIT = re.compile(r"\d")
_LEADING = re.compile(
    r"^\W*(?:at|as at|as of|in|on|by|during|for|throughout|the w/c|w/c|the week commencing|week commencing|"
    r"end of)\b[^\d]{0,45}$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"\b(?:at|as at|as of|in|on|by|during|for|throughout|end of|ending|to|week commencing)(?: the)? $", re.IGNORECASE
)
# What is said of another event than the number's: "and a celebration has been scheduled for 1 December".
_EVENT = re.compile(
    r"\b(?:scheduled|planned|due|published|presented|meeting|event|launch\w*|report(?:ed)? to)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: the date that holds by default, the paper's date, and when its inspection was."""

    as_of: str | None
    period: str | None = None
    anchor: dt.date | None = None
    inspection: str | None = None
    council: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as a sentence tells it; `start` and `end` are the sentence's bounds in the paragraph."""

    start: int
    end: int
    name: str
    council: str | None
    quantity: Quantity
    as_of: str | None
    period: str | None
    basis: Basis


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The bounds of the sentences of a text, bullets and lines apart, without the white space around them."""
    spans, start = [], 0
    for match in _END.finditer(text):
        if (
            match.group().strip('”"’) ') == ""
            and "\n" not in match.group()
            and _ABBREVIATED.search(text[start : match.start()])
        ):
            continue
        spans.append((start, match.start() + len(match.group()) - len(match.group().lstrip('”"’)'))))
        start = match.end()
    spans.append((start, len(text)))
    return [(first, last) for first, last in (_stripped(text, *span) for span in spans) if first < last]


def told_in(text: str, setting: Setting) -> list[Told]:
    """The figures of a paragraph's sentences, in order."""
    found: list[Told] = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if not _DIGIT.search(sentence):
            continue
        dates = whens(sentence, setting.anchor)
        found += [replace(one, start=start, end=end) for one in _of_sentence(sentence, dates, setting, found[-1:])]
        when_undated = [when for when in dates if when.kind == "day"] if setting.anchor is None else []
        led = next((when for when in dates if not when.since and _LEADING.match(sentence[: when.start])), None)
        led = led or (when_undated[-1] if when_undated else None)
        if led is not None:
            setting = replace(setting, as_of=led.iso, period=led.period)
    return found


def _of_sentence(sentence: str, dates: list[When], setting: Setting, before: list[Told]) -> Iterator[Told]:
    spans = [(when.start, when.end) for when in dates]
    numbers = quantities(sentence, spans)
    last = before[-1] if before and _GOES_ON.match(sentence) else None
    reach = 0  # where the last figure of the council itself ends
    for index, quantity in enumerate(numbers):
        left, right = clause_of(sentence, quantity.start, quantity.end)
        name = _name(sentence, quantity, spans, (left, reach), last)
        if not name and last is not None and (reach or index == 0):
            name = last.name
        if not name:
            continue
        council = _council(sentence, left, right, numbers, index, setting)
        as_of, period = _when(sentence, numbers, index, dates, setting)
        if last and last.as_of and _YEAR_EARLIER.search(sentence[quantity.end : right]) and last.as_of[:4].isdigit():
            as_of, period = f"{int(last.as_of[:4]) - 1}{last.as_of[4:]}", None
        told = Told(0, 0, name, council, quantity, as_of, period, basis_of(sentence[left:right]))
        yield told
        if council == setting.council and not is_change(sentence, quantity.start):
            last, reach = told, quantity.end


def _name(
    sentence: str, quantity: Quantity, spans: list[tuple[int, int]], bounds: tuple[int, int], last: Told | None
) -> str:
    left, reach = bounds
    if is_change(sentence, quantity.start):
        subject = name_in(sentence, quantity.start, quantity.start, spans)
        return f"change in {subject}" if subject else (f"change in {last.name}" if last else "")
    name = name_in(sentence, quantity.start, quantity.end, spans)
    if last is None or quantity.start - reach > _NEAR:
        return name
    opened = sentence[reach : quantity.start].strip() == "("
    other = is_other_value(sentence[max(0, left - 18) : quantity.start])
    if opened or (other and (not name or len(sentence[left : quantity.start].split()) < 9)):
        return last.name
    return name


def _council(sentence: str, left: int, right: int, numbers: list[Quantity], index: int, setting: Setting) -> str | None:
    """England or the neighbours where the words by the number say so, else the paper's council."""
    before = max(left, numbers[index - 1].end if index else 0)
    after = min(right, numbers[index + 1].start if index + 1 < len(numbers) else len(sentence))
    words = sentence[before:after]
    if NEIGHBOURS.search(words):
        return "statistical neighbours"
    return "England" if NATIONAL.search(words) else setting.council


def _when(
    sentence: str, numbers: list[Quantity], index: int, dates: list[When], setting: Setting
) -> tuple[str | None, str | None]:
    """The date just after the number, else the last one before it, else the one that leads the sentence or the setting's."""
    quantity = numbers[index]
    left, right = clause_of(sentence, quantity.start, quantity.end)
    if _INSPECTION.search(sentence):
        return setting.inspection, None
    actual = basis_of(sentence[left:right]) == "actual"
    usable = [
        when for when in dates if not when.since and not (actual and setting.anchor and _to_come(when, setting.anchor))
    ]
    following = _following_date(sentence, numbers, index, usable, right)
    if following is not None:
        return following.iso, following.period
    if _NOW.search(sentence[left:right]):
        return setting.as_of, setting.period
    taken = {
        _following_date(sentence, numbers, other, usable, clause_of(sentence, one.start, one.end)[1])
        for other, one in enumerate(numbers[:index])
    }
    before = [when for when in usable if when.end <= quantity.start and when not in taken]
    if before:
        return before[-1].iso, before[-1].period
    last = next((when for when in usable if when.start >= numbers[-1].end), None)
    if last is not None and "(" not in sentence[quantity.end : last.start] and _AT.search(sentence[: last.start]):
        return last.iso, last.period
    return setting.as_of, setting.period


def _following_date(sentence: str, numbers: list[Quantity], index: int, dates: list[When], right: int) -> When | None:
    """The date that stands after a number, before the next number and within or just behind its clause."""
    following = numbers[index + 1].start if index + 1 < len(numbers) else len(sentence)
    end = numbers[index].end
    for when in dates:
        if end <= when.start < min(following, right + 30) and not _EVENT.search(sentence[end : when.start]):
            return when
    return None


def _to_come(when: When, made: dt.date) -> bool:
    """The date lies after the paper's own, so nothing can have been true then yet."""
    return when.kind in _DAYS and when.iso > made.isoformat()[: len(when.iso)]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" \t\n•*")), end - (len(part) - len(part.rstrip()))
