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
_DIGIT = re.compile(r"\d")
_LEADING = re.compile(
    r"^\W*(?:at|as at|as of|in|on|by|during|for|the|w/c|week commencing|from|of|end)?\b[\w ,/]{0,24}$", re.IGNORECASE
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
        led = next((when for when in dates if not when.since and _LEADING.match(sentence[: when.start])), None)
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
        if not name:
            continue
        council = _council(sentence, left, right, numbers, index, setting)
        as_of, period = _when(sentence, quantity, numbers, index, dates, setting)
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
    sentence: str, quantity: Quantity, numbers: list[Quantity], index: int, dates: list[When], setting: Setting
) -> tuple[str | None, str | None]:
    """The date after the number, else the one before it, else the sentence's first, else the setting's."""
    usable = [when for when in dates if not when.since]
    left, right = clause_of(sentence, quantity.start, quantity.end)
    following = numbers[index + 1].start if index + 1 < len(numbers) else len(sentence)
    preceding = numbers[index - 1].end if index else 0
    if _INSPECTION.search(sentence) and setting.inspection:
        return setting.inspection, None
    for when in usable:
        if quantity.end <= when.start < min(following, right + 30):
            return when.iso, when.period
    for when in reversed(usable):
        if preceding <= when.end <= quantity.start:
            return when.iso, when.period
    if (
        usable
        and (_LEADING.match(sentence[: usable[0].start]) or len(usable) == 1)
        and not _NOW.search(sentence[left:right])
    ):
        return usable[0].iso, usable[0].period
    return setting.as_of, setting.period


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" \t\n•*")), end - (len(part) - len(part.rstrip()))
