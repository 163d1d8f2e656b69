"""The figures of a table's rows: each numeric cell with its row's name, its column's date, unit and basis.

A row with fewer cells than there are heads is laid against the last of them, for it is a merged first cell that is missing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.paper import Paragraph
from track.as_of import whens
from track.basis import basis_of_head
from track.naming import MOST_WORDS, tidy
from track.quantity import Quantity, counted, quantity_of_cell, unit_in
from track.record import Basis
from track.tabulated import CELL, Table, blanked, is_date, places

# Columns whose numbers are names or places: "Page", "Ref", "Item", "Telephone".
_NO_FIGURES = re.compile(
    r"\W*(?:(?:row|line|site|page|ref|item|map|plan|app(?:lication)?|policy|agenda|decision|risk|contract|"
    r"action)? ?(?:no|nos|number|ref\w*|id|code)"
    r"|pages?|item|para\w*|tel\w*|phone|version|row|line|dates?|year|age\w*|ward|policy|section|#|appendix|map|mm\w*|"
    r"question|q|agenda\w*|"
    r"rank\w*|post ?code|objective|workstream|priority|s/?n)\W*",
    re.IGNORECASE,
)  # fmt: skip
# Rows of a cover or a form, whose number is a name.
_NO_ROW = re.compile(
    r"\b(?:tel(?:ephone)?|phone|fax|e-?mail|agenda item|item no|ref(?:erence)?(?: no)?|post ?code|version|page|contact|wards?|"
    r"report to|not applicable|n/a|yes|background documents?|decision no|forward plan|urn|application number|"
    r"date)\b(?: ?(?:no|number))?\.?:?$",
    re.IGNORECASE,
)
# What a head says besides what is measured; the rest of it joins the row's name.
_HEAD_NOISE = re.compile(
    r"£ ?['’]?(?:000s?|m\b|k\b|bn\b)?['’]?s?|['’]000s?|%|\((?: *|£.{0,8})\)|[#*^]|\b(?:target|actuals?|current|latest|previous|"
    r"position|value|figures?|result|performance|data|outturn|amount|total|count|number|no|qtr|as at|at end of|end of|"
    r"at|for|in|"
    r"financial year|expected|forecast|budget|projected|to date|year)\b",
    re.IGNORECASE,
)
# "Latest: 67,008 | Target: 68,000, Floor: 54,400 | Previous: 66,746 (Amber)" under the row that names the measure
_LABELLED = re.compile(
    r"\b(?P<label>Latest|Current|Actual|Target|Floor|Previous|Baseline|"
    r"Forecast)(?: \w+)?(?:: ?| )(?P<value>[-+]?£?\d[\d,.]*(?:%|[mk]\b)?)",
)
# "23-24 Actuals": in a head two such numbers are a financial year
_TWO_DIGITS = re.compile(r"(?<![\d/-])([12]\d)[-/](?=[123]\d\b)([123]\d)(?![\d/-])")
# A month that a narrow column breaks: "Septembe r 2023"
_BROKEN = re.compile(r"\b(Januar|Februar|Augus|Septembe|Octobe|Novembe|Decembe) ([ytr])\b")
_AT = re.compile(r"(?:as )?at\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:table|figure|chart|appendix|annex) ?[\dA-Z.]*\s*[:.–-]?\s*", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"\(?[-£]?\d[\d,.]*\)?%?(?: \(?[-£]?\d[\d,.]*\)?%?)+")
_TOTAL = re.compile(r"(?:(?:grand|sub)[ -–]*)?totals?|net|others?|all|overall|average|variance", re.IGNORECASE)


MANY = 4  # numbers in a row, from which on its noughts are left out
LONGEST_NAME = 60  # characters of a cell that names its row; a longer one describes it


@dataclass(frozen=True, slots=True)
class Head:
    """What a column's head says: the measure's words, the unit, the date or period, the basis; `figures` is False for "Ref"."""

    words: str
    unit: str | None
    as_of: str | None
    period: str | None
    basis: Basis
    figures: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A number read from a row: its name, its quantity (`start` and `end` in the row's text), date, basis."""

    name: str
    quantity: Quantity
    as_of: str | None
    period: str | None
    basis: Basis


_BLANK = Head("", None, None, None, "actual")


def cells_of(table: Table, anchor: dt.date | None) -> list[tuple[Paragraph, list[Cell]]]:
    """Each row of a table with its numbers; `anchor` is the paper's date."""
    heads = [head_of(head, anchor) for head in table.heads]
    found: list[tuple[Paragraph, list[Cell]]] = []
    above = group = ""
    for row in table.rows:
        texts = row.text.split(CELL)
        if len(texts) == 1 and len(row.text) < 80:
            group = row.text
        labelled = _labelled(row.text, above) if above else []
        found.append((row, labelled or _told_apart(_cells(row, table, heads, group, anchor))))
        if not any(character.isdigit() for character in row.text[-12:]):
            above = texts[0]
    return found


def head_of(head: str, anchor: dt.date | None) -> Head:
    """What a column's head says of the numbers under it."""
    head = _BROKEN.sub(r"\1\2", head)
    head = _TWO_DIGITS.sub(r"20\1-\2", head)
    dates = whens(head, anchor)
    words = blanked(head, [(one.start, one.end) for one in dates])
    measure = tidy(re.sub(r"\s+", " ", _HEAD_NOISE.sub(" ", words)).strip(" -–:/,()"))
    when = dates[0] if dates else None
    if when and (len(measure) < 2 or _AT.match(head)):
        measure = ""  # "At commencement of the work - Nov 15" dates the column and measures nothing
    return Head(
        measure,
        unit_in(head),
        when.iso if when else None,
        when.period if when else None,
        basis_of_head(head),
        not _NO_FIGURES.fullmatch(head),
    )


def _cells(row: Paragraph, table: Table, all_heads: Sequence[Head], group: str, anchor: dt.date | None) -> list[Cell]:
    bounds = places(row.text)
    heads = _laid(all_heads, len(bounds))
    common = unit_in(table.caption) or unit_in(" ".join(table.heads[:1]))
    texts = [row.text[start:end] for start, end in bounds]
    read = [
        None if is_date(text) else quantity_of_cell(text, unit=head.unit or common)
        for text, head in zip(texts, heads, strict=True)
    ]
    if any(_RUN_TOGETHER.fullmatch(text) for text in texts):  # no head can be trusted to stand above its own numbers
        heads = [replace(_BLANK, unit=head.unit, figures=head.figures) for head in heads]
    if not any(one.number for one in read if one is not None) and sum(one is not None for one in read) > 1:
        return []  # a line of noughts
    if sum(one is not None for one in read) > MANY:  # a nought says nothing in a wide table
        read = [one if one is None or one.number else None for one in read]
    label, own = _label(texts, read, table, anchor)
    if _NO_ROW.search(label):
        return []
    found = []
    for index, (quantity, head) in enumerate(zip(read, heads, strict=True)):
        if quantity is None or not head.figures or (index == 0 and (not label or _numbers_row(texts, read))):
            continue
        name = _name(label, head.words, table.caption, group)
        if not name:
            continue
        placed = Quantity(
            bounds[index][0] + quantity.start,
            bounds[index][0] + quantity.end,
            quantity.value,
            quantity.number,
            quantity.unit or unit_in(label) or counted(name),
        )
        as_of, period = (head.as_of, head.period) if head.as_of else own or (None, None)
        named = head.basis == "actual" and len(label) <= LONGEST_NAME
        found.append(Cell(name, placed, as_of, period, basis_of_head(label) if named else head.basis))
    return found


def _told_apart(cells: list[Cell]) -> list[Cell]:
    """Cells that no head tells apart are named by their place in the row."""
    alike = Counter((cell.name, cell.as_of, cell.period, cell.basis) for cell in cells)
    return [
        replace(cell, name=f"{cell.name}: column {place}")
        if alike[cell.name, cell.as_of, cell.period, cell.basis] > 1
        else cell
        for place, cell in enumerate(cells, 1)
    ]


def _laid(heads: Sequence[Head], cells: int) -> list[Head]:
    """The heads of so many cells: the last of them where the first cell is missing."""
    short = cells - len(heads)
    return list(heads[-short:]) if short < 0 else [*heads, *[_BLANK] * short]


def _labelled(text: str, measure: str) -> list[Cell]:
    """Values that carry their own label, of the measure that the row above names."""
    found = []
    for match in _LABELLED.finditer(text):
        quantity = quantity_of_cell(match["value"].rstrip(".,"), unit=unit_in(measure) or counted(measure))
        if quantity is None or match["label"] in {"Previous", "Floor", "Baseline"}:
            continue
        start = match.start("value")
        placed = Quantity(start, start + quantity.end, quantity.value, quantity.number, quantity.unit)
        found.append(Cell(measure, placed, None, None, basis_of_head(match["label"])))
    return found if len(found) > 1 or text.startswith("Latest") else []


def _label(
    texts: Sequence[str], read: Sequence[Quantity | None], table: Table, anchor: dt.date | None
) -> tuple[str, tuple[str, str | None] | None]:
    """The row's name, and its date where the name has one ("Dec-24", "Up to and including February 2025")."""
    first = next((index for index, quantity in enumerate(read) if quantity is not None and index), len(read))
    words = [text.strip() for text in texts[:first] if re.search(r"[A-Za-z]{2}", text)]
    if not words:
        words = [
            text.strip()
            for text, one in zip(texts, read, strict=True)
            if one is None and re.search(r"[A-Za-z]{3}", text)
        ][:1]
    label = _joined(list(dict.fromkeys(words)))
    if not words and read and read[0] is not None and table.heads and _NO_FIGURES.fullmatch(table.heads[0]):
        label = f"{table.heads[0]} {texts[0]}"
    dates = [when for text in words if len(text) <= LONGEST_NAME for when in whens(text, anchor)]
    own = (dates[0].iso, dates[0].period) if dates else None
    if dates and not re.search(r"[A-Za-z]{3}", blanked(label, [(one.start, one.end) for one in whens(label, anchor)])):
        label = ""
    return label, own


def _joined(words: list[str]) -> str:
    """The name that a row's cells of words make: the two next to the numbers, a description cut short."""
    near = words[-2:]
    if len(near) == 2 and len(near[0]) > LONGEST_NAME:
        near = near[:1] if len(near[1]) < len(near[0]) // 2 else near[1:]
    return ": ".join(word if len(word) <= LONGEST_NAME else " ".join(word.split()[:MOST_WORDS]) for word in near)


def _name(label: str, measure: str, caption: str, group: str) -> str:
    """The series' name: the row's, the column's measure where it has one, the caption's or group's for a bare total."""
    label = label.strip(" :;,.-–•*")
    if (_TOTAL.fullmatch(label) or " " not in label) and label and (group or caption):
        label = f"{group or _NUMBERED.sub('', caption)}: {label}"
    if not label:
        return measure or caption
    return f"{label}: {measure}" if measure and measure.lower() not in label.lower() else label


def _numbers_row(texts: Sequence[str], read: Sequence[Quantity | None]) -> bool:
    """The first cell is the row's number: a bare small integer before a cell of words."""
    return len(texts) > 1 and bool(re.fullmatch(r"\d{1,3}\.?", texts[0].strip())) and read[1] is None
