"""Figures as series: the same thing under different wordings, over time and across papers, and where two papers differ.

>>> key_of("Numbers of Children on Child Protection Plan", None, "Croydon Council") == key_of(
...     "children and young people were the subject of a child protection plan", "children", "London Borough of Croydon")
True
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.stemmer import english_stem
from ingest.names import place
from track.record import Figure

_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
# Words that change nothing about what is counted: articles, verbs of being, and the words for counting itself.
_IDLE = frozenset(
    "a an and are as at be been being by for from had has have in is it its of on or our over per s that the their "
    "them there these "
    "they this to was we were which who with within will would us all also any now current currently total totals "
    "number numbers no "
    "count percentage percent proportion share rate cent figure amount value level overall local authority council "
    "borough city county "
    "subject subjects made live lived living latest approximately around about just only some more than nearly almost "
    "high low large "
    "small further new "
    # the basis says it already, or it says who reported
    "forecast forecasts projected projection predicted estimated estimate expected anticipated draft actual actuals "
    "reporting reported "
    "reports report highlighted continued continues largest position".split()
)
# Wordings of one thing in children's services and finance, as the papers use them side by side.
_SAME = (
    (re.compile(r"\b(?:looked[- ]after children|children looked after|children (?:who are|being|"
        r"were being) looked after|children in (?:our |the council['’]s )?care|lac|cla|cic)\b"), "looked after child"),
    (re.compile(r"\bchildren and young people\b"), "child"),
    (re.compile(r"\bchildren(?:['’]s)?\b"), "child"),
    (re.compile(r"\b(?:uasc|unaccompanied asylum[- ]seek\w+ (?:children|minors))\b"), "unaccompanied asylum seek child"),
    (re.compile(r"\b(?:cpp|child protection plans?|cp plans?)\b"), "child protection plan"),
    (re.compile(r"\b(?:ehcps?|education,? health,? and care plans?)\b"), "education health care plan"),
    (re.compile(r"\bcase[- ]loads?\b"), "caseload"),
    (re.compile(r"\bover[- ]?spen(?:d|ds|t|ding)\b"), "overspend"),
    (re.compile(r"\bunder[- ]?spen(?:d|ds|t|ding)\b"), "underspend"),
)  # fmt: skip


# A name of one or two telling words ("social workers") is the name of many things: no disagreement is made of it.
TELLING_WORDS = 3
APART = 4.0  # times: so far apart, two values that a paper gives for one date are of two things


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its points in the order of their dates; `name` the commonest wording, `unit` the commonest unit."""

    key: str
    name: str
    council: str | None
    unit: str | None
    points: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two papers that give different values of one series for the same date and basis."""

    series: Series
    one: Figure
    other: Figure


def key_of(series: str, unit: str | None, council: str | None = None) -> str:
    """The name folded: stems of its telling words in order of the alphabet, and the kind of its unit.

    The council's own name tells nothing within its papers and is left out.
    """
    return f"{_folded(series, place(council) if council else '')}|{kind_of(unit)}"


def kind_of(unit: str | None) -> str:
    """Units that may be compared: money of any scale, shares, grades, rates, spans of time, counts."""
    if unit is None:
        return "count"
    if unit.startswith("£"):
        return "£"
    return (
        unit
        if unit in {"%", "percentage points", "grade", "days", "weeks", "months", "FTE"} or unit.startswith("per ")
        else "count"
    )


def series(figures: Iterable[Figure]) -> list[Series]:
    """The series that figures make, by council and key, in the order in which they first come."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[place(figure.council) if figure.council else "", figure.key].append(figure)
    return [
        _series(points, part) for held in groups.values() for part, points in enumerate(_of_one_size(held), start=1)
    ]


def disagreements(all_series: Iterable[Series]) -> list[Disagreement]:
    """Where two papers give different values for the same date and basis. Values that differ only by rounding agree."""
    return [found for one in all_series for found in _within(one)]


def _of_one_size(points: Sequence[Figure]) -> list[list[Figure]]:
    """The points, parted where they cannot be of one thing: the larger first.

    One paper that prints, for one date, two values of very different size under one name speaks of two things ("1834 looked
    after children, of whom 192 were UASC"). Points are parted at that gap, if no value lies in it.
    """
    held: dict[tuple[str, str | None, str | None, str], list[float]] = defaultdict(list)
    sizes = {id(each): abs(amount(each)) for each in points if each.number is not None}
    for each in points:
        if sizes.get(id(each)):
            held[each.paper, each.as_of, each.period, each.basis].append(sizes[id(each)])
    ordered = sorted(size for size in sizes.values() if size)
    gaps = [high for low, high in pairwise(ordered) if high >= APART * low]
    cuts = [cut for cut in gaps if any(min(said) < cut <= max(said) for said in held.values())]
    parts: dict[int, list[Figure]] = defaultdict(list)
    for each in points:
        parts[sum(sizes.get(id(each), ordered[-1] if ordered else 0.0) >= cut for cut in cuts)].append(each)
    return [parts[part] for part in sorted(parts, reverse=True)]


def _series(points: Sequence[Figure], part: int = 1) -> Series:
    ordered = tuple(sorted(points, key=lambda one: (one.as_of or "", one.paper, one.ordinal, one.start)))
    name = Counter(one.series for one in ordered).most_common(1)[0][0]
    units = Counter(one.unit for one in ordered if one.unit).most_common(1)
    councils = Counter(one.council for one in ordered if one.council).most_common(1)
    key = ordered[0].key if part == 1 else f"{ordered[0].key} {part}"
    return Series(key, name, councils[0][0] if councils else None, units[0][0] if units else None, ordered)


def _within(one: Series) -> list[Disagreement]:
    """What papers say differently of one series; a paper that says two things of one date at once says neither of them."""
    if len(one.key.split("|")[0].split()) < TELLING_WORDS:
        return []
    said: dict[tuple[str, str | None, str | None, str], list[Figure]] = defaultdict(list)
    for point in one.points:
        said[point.paper, point.as_of, point.period, point.basis].append(point)
    clear = [points[0] for points in said.values() if not any(_differ(points[0], other) for other in points[1:])]
    return [
        Disagreement(one, first, second)
        for index, first in enumerate(clear)
        for second in clear[index + 1 :]
        if first.paper != second.paper
        and first.basis == second.basis
        and _same_date(first, second)
        and _differ(first, second)
    ]


def _same_date(first: Figure, second: Figure) -> bool:
    """One date holds the other, a month its days; of years only the same year and period."""
    if not first.as_of or not second.as_of:
        return False
    if min(len(first.as_of), len(second.as_of)) == 4:
        return first.as_of == second.as_of and first.period == second.period
    return first.as_of.startswith(second.as_of) or second.as_of.startswith(first.as_of)


def _differ(first: Figure, second: Figure) -> bool:
    """The values differ by more than rounding. The sign is left out: an underspend is printed as -7.0 and as 7.0."""
    if first.number is None or second.number is None:
        return first.value.lower() != second.value.lower()
    ours, theirs = _last_digit(first), _last_digit(second)
    margin = 0.0 if ours == theirs else 0.5001 * max(ours, theirs)
    return abs(abs(amount(first)) - abs(amount(second))) > margin


def amount(figure: Figure) -> float:
    """A figure's number in the plain unit of its kind (pounds, not thousands of them). 0.0 for a grade."""
    return (figure.number or 0.0) * _SCALES.get(figure.unit or "", 1.0)


_SCALES = {"£m": 1e6, "£'000": 1e3, "£bn": 1e9, "million": 1e6, "thousand": 1e3, "billion": 1e9}


def _last_digit(figure: Figure) -> float:
    """What the last printed digit is worth: 100,000 in "£23.3m"."""
    printed = re.search(r"\d[\d,]*(?:\.(?P<decimals>\d+))?", figure.value)
    decimals = len(printed["decimals"] or "") if printed else 0
    return float(10**-decimals) * _SCALES.get(figure.unit or "", 1.0)


@lru_cache(maxsize=65536)
def _folded(name: str, council: str) -> str:
    text = name.lower().replace("’", "'")
    if council:
        text = re.sub(rf"\b{re.escape(council.lower())}(?:'s)?\b", " ", text)
    for pattern, one in _SAME:
        text = pattern.sub(one, text)
    words = [word.removesuffix("'s") for word in _WORD.findall(text)]
    stems = {english_stem(word) for word in words if word not in _IDLE}
    if "unaccompani" in stems:
        stems -= {"look", "after"}  # unaccompanied children are looked after: "UASC LAC"
    return " ".join(sorted(stems)) or " ".join(words)
