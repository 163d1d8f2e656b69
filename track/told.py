"""The figures that sentences tell: each number with its name, its date and its basis, read from one paragraph's sentences.

A sentence without a date of its own has that of the one that led it in ("At 19 June 2017, 760 children were looked after. 324 of
them lived outside the area"), else the paper's. A bullet is named with the line that leads it in.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.names import councils_in, place
from track.as_of import When, whens
from track.basis import basis_of
from track.dating import Known, date_of, leading
from track.naming import Line, clause_of, moved, name_of, needs_subject, tidy
from track.quantity import Quantity, quantities
from track.record import Basis

_END = re.compile(r"(?<=[.!?])[”\"’)]?\s+(?=[“\"‘(]?[A-Z0-9£•])|\s*\n\s*(?:[•*\-–]\s*)?|\s*•\s*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:No|Nos|Cllr|Mr|Mrs|Ms|Dr|St|e\.g|i\.e|etc|approx|para|paras|p|pp|vs|inc|Fig|c|v|[A-Z])\.)$"
)
_NATIONAL = re.compile(
    r"\b(?:national(?:ly)?|in England|England average|country as a whole|English average|"
    r"UK average)\b",
    re.IGNORECASE,
)
_NEIGHBOURS = re.compile(
    r"\b(?:statistical neighbours?|comparator (?:councils?|authorities)|(?:similar|comparable) authorities)\b",
    re.IGNORECASE,
)
_OF_A_COUNCIL = re.compile(r"\b(?:Council|Borough of)\b")
_DIGIT = re.compile(r"\d")
# "This is an increase from 18": of the sentence before
_GOES_ON = re.compile(r"(?:This|It|That|Which|The (?:figure|number|rate))\b")
# A line that leads in a list without naming what is listed
_BARE_LEAD = re.compile(
    r"\b(?:follow\w*|below|these|this|include[sd]?|including|such as|was|were|is|are|has|have|"
    r"will|should)\b",
    re.IGNORECASE,
)
_OF_THESE = re.compile(r"^\W*of (?:these|this|those|the)\b", re.IGNORECASE)
# Two numbers side by side, twice: a table run together, which no reading of prose can name
_SALAD = re.compile(r"(?<!\S)\(?[-£]?\d[\d,.]*%?\)? \(?[-£]?\d[\d,.]*%?\)?(?!\S)")
# A footnote that says where a number comes from
_SOURCE = re.compile(r"\d{0,2} ?(?:Source|Ibid)\b|\d{1,2} ?(?:Notes?|DfE|See|Figures?)\b|Notes?:")
_LONGEST_LEAD = 16  # words


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: the date that holds by default, the paper's date, its inspection's, and what leads it in."""

    as_of: str | None
    period: str | None = None
    anchor: dt.date | None = None
    inspection: str | None = None
    council: str | None = None
    lead: str = ""

    def known(self, default: tuple[str | None, str | None]) -> Known:
        """What is known of the time of a sentence's numbers; `default` is the date and period that hold."""
        return Known(*default, self.anchor, self.inspection)


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
        mark = match.group()
        if mark.strip('”"’) ') == "" and "\n" not in mark and _ABBREVIATED.search(text, start, match.start()):
            continue
        spans.append((start, match.start() + len(mark) - len(mark.lstrip('”"’)'))))
        start = match.end()
    spans.append((start, len(text)))
    return [(first, last) for first, last in (_stripped(text, *span) for span in spans) if first < last]


def told_in(text: str, setting: Setting) -> list[Told]:
    """The figures of a paragraph's sentences, in order."""
    found: list[Told] = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if _DIGIT.search(sentence) and not _SOURCE.match(sentence) and len(_SALAD.findall(sentence)) < 2:
            dates = whens(sentence, setting.anchor)
            found += [replace(one, start=start, end=end) for one in _of_sentence(sentence, dates, setting, found[-1:])]
            led = leading(sentence, dates, dated=setting.anchor is not None)
            if led is not None:
                setting = replace(setting, as_of=led.iso, period=led.period)
        if sentence.endswith(":"):
            setting = replace(setting, lead=lead_of(sentence, found[-1].name if found else ""))
    return found


def lead_of(sentence: str, last: str) -> str:
    """What a line that ends in a colon says the list under it is about; `last` is what was last named."""
    if _OF_THESE.match(sentence.split(".")[-1].strip() or sentence):
        return last
    words = sentence.rstrip(": ")
    bare = _DIGIT.search(words) or _BARE_LEAD.search(words) or len(words.split()) > _LONGEST_LEAD
    return "" if bare else tidy(words)


def _of_sentence(sentence: str, dates: list[When], setting: Setting, before: list[Told]) -> Iterator[Told]:
    numbers = quantities(sentence, [(when.start, when.end) for when in dates])
    if not numbers:
        return
    line = Line(sentence, [(when.start, when.end) for when in dates], [(one.start, one.end) for one in numbers])
    last = before[-1] if before and (_GOES_ON.match(sentence) or _OF_THESE.match(sentence)) else None
    previous: Told | None = None
    for index, quantity in enumerate(numbers):
        beside = previous if index and sentence[numbers[index - 1].end : quantity.start].strip() == "(" else None
        name = beside.name if beside else _named(line, index, last.name if last else None, setting.lead)
        if not name:
            previous = None
            continue
        default = (beside.as_of, beside.period) if beside else (setting.as_of, setting.period)
        as_of, period = date_of(line, index, dates, setting.known(default), last.as_of if last else None)
        council = _council(line, index) or setting.council
        if council and setting.council and place(council) == place(setting.council):
            council = setting.council
        if last and name == last.name and council != setting.council and (as_of, period) == default:
            as_of, period = last.as_of, last.period  # "9% in 2014–15, compared with 11% for England"
        basis = _dated(_basis(line, index, quantity), line, index, as_of, setting)
        previous = Told(0, 0, name, council, quantity, as_of, period, basis)
        yield previous
        if council == setting.council and not moved(line, index):
            last = previous


def _named(line: Line, index: int, last: str | None, lead: str) -> str:
    """The number's name, with the line that leads it in where it lacks a subject of its own."""
    name = name_of(line, index, last)
    if name and lead and not name.startswith(lead) and (needs_subject(name) or line.text[0].islower()):
        return f"{lead}: {name}"
    return name


def _basis(line: Line, index: int, quantity: Quantity) -> Basis:
    """From the words of the clause before the number; a forecast or budget may be said behind it."""
    left, right = clause_of(line.plain, quantity.start, quantity.end)
    money = bool(quantity.unit and quantity.unit.startswith("£"))
    previous = line.numbers[index - 1][1] if index else 0
    onward = re.search(r"\bto(?: at least| below| around| over)? $", line.text[: quantity.start])
    ahead = basis_of(line.text[left if onward else max(left, previous) : quantity.start], money=money)
    if ahead != "actual":
        return ahead
    behind = basis_of(line.text[quantity.end : right], money=money)
    return behind if behind in {"forecast", "budget"} else "actual"


def _dated(basis: Basis, line: Line, index: int, as_of: str | None, setting: Setting) -> Basis:
    """The basis, made to fit the date: nothing is actual yet that lies ahead, and "will have fallen from 7.9%" is a fact."""
    if setting.anchor is None or as_of is None:
        return basis
    start = line.numbers[index][0]
    now = setting.anchor.isoformat()[: len(as_of)]
    if basis == "actual" and as_of > now:
        return "target" if re.search(r"\bby\b", line.text[:start], re.IGNORECASE) else "forecast"
    if basis == "forecast" and as_of < now and line.text[:start].endswith("from "):
        return "actual"
    return basis


def _council(line: Line, index: int) -> str | None:
    """England, the neighbours or another council, where the words by the number say so."""
    left, right = clause_of(line.plain, *line.numbers[index])
    previous = line.numbers[index - 1][1] if index else 0
    before = previous if line.plain[:left].rstrip().endswith("(") else max(left, previous)
    after = min(right, line.numbers[index + 1][0] if index + 1 < len(line.numbers) else len(line.text))
    words = line.text[before:after]
    if _NEIGHBOURS.search(words):
        return "statistical neighbours"
    if _NATIONAL.search(words):
        return "England"
    named = set(councils_in(line.text[left : line.numbers[index][0]])) if _OF_A_COUNCIL.search(line.text) else set()
    return named.pop() if len(named) == 1 else None


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip(" \t\n•*")), end - (len(part) - len(part.rstrip()))
