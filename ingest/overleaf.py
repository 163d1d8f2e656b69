"""The tables of single pages into whole tables: what goes on overleaf is put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.cells import Cell, Table, numeric
from ingest.columns import FOLIO, columns_of, fits
from ingest.page import Line, Page
from ingest.paper import Box

SAME_COLUMN = 9.0  # points: column edges further apart than this on two pages are not of one table
BROKEN = 14.0  # points: the height of a line that was left empty between two rows
SMALL = 0.92  # of the table's size: smaller lines below it are footnotes
ENDS = (".", "!", "?")
HANGING = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
}  # words that end no cell
MOST_ORPHANS = 4  # lines at a page's foot that may belong to an unruled table overleaf

Rows = list[tuple[tuple[str, ...], tuple[Box, ...]]]


def joined(tables: Sequence[Table], pages: Sequence[Page]) -> list[Table]:
    """The tables in order, one that goes on overleaf made one; its rows keep the page they start on.

    A table goes on when it is the last thing on its page, before the furniture, and the next page begins with one of the
    same columns. Heads repeated overleaf are dropped, and a row that the page's end cuts in two is made whole.
    """
    by_number = {page.number: page for page in pages}
    furniture = _furniture(pages)
    whole: list[Table] = []
    tail: Table | None = None  # the piece that ends the last whole table
    for table in sorted(tables, key=lambda table: (table.page, table.top, table.left)):
        page = by_number.get(table.page)
        before = by_number.get(table.page - 1)
        if (
            page
            and tail
            and _goes_on_below(tail, table, page)
            and (more := _continued(whole[-1], tail, table, page, page))
        ):
            whole[-1], tail = more, table
            continue
        if page is None or before is None or not _is_first(table, page, furniture):
            whole.append(table)
            tail = table
            continue
        more = None
        if tail is not None and tail.page == before.number and _is_last(tail, before, furniture):
            more = _continued(whole[-1], tail, table, before, page)
        if more is None:
            whole.append(_with_orphans(table, before, furniture, whole))
        else:
            whole[-1] = more
        tail = table
    return whole


def _furniture(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Lines (page, index) that are page numbers or stand at the same height on another page, figures aside."""
    seen: Counter[tuple[str, int]] = Counter()
    keys: dict[tuple[int, int], tuple[str, int]] = {}
    for page in pages:
        for index, line in enumerate(page.lines):
            if 0.12 * page.height < line.top < 0.88 * page.height:
                continue
            key = (re.sub(r"\d+", "#", line.text), round(line.top / 4))
            keys[page.number, index] = key
            seen[key] += 1
    texts = {page.number: page.lines for page in pages}
    return {place for place, key in keys.items() if seen[key] > 1 or FOLIO.fullmatch(texts[place[0]][place[1]].text)}


def _goes_on_below(table: Table, below: Table, page: Page) -> bool:
    """True when the rules were only broken for a moment: the same columns go on at once, without heads of their own."""
    return (
        table.page == below.page == page.number
        and table.ruled
        and below.ruled
        and not any(below.heads)
        and 0 <= below.top - table.bottom <= BROKEN
        and len(table.edges) == len(below.edges)
        and all(abs(one - other) <= SAME_COLUMN for one, other in zip(table.edges, below.edges, strict=True))
        and not any(
            line.top >= table.bottom - 2 and line.bottom <= below.top + 2 and (page.number, index) not in below.lines
            for index, line in enumerate(page.lines)
            if (page.number, index) not in table.lines
        )
    )


def _is_first(table: Table, page: Page, furniture: set[tuple[int, int]]) -> bool:
    return not any(
        line.bottom <= table.top + 2
        and (page.number, index) not in furniture
        and (page.number, index) not in table.lines
        for index, line in enumerate(page.lines)
    )


def _is_last(table: Table, page: Page, furniture: set[tuple[int, int]]) -> bool:
    """True when nothing but furniture and footnotes stands below the table."""
    max(page.lines[index].size for number, index in table.lines if number == page.number)
    return not any(
        line.top >= table.bottom - 2
        and (page.number, index) not in furniture
        and (page.number, index) not in table.lines
        for index, line in enumerate(page.lines)
    )


def _continued(whole: Table, tail: Table, more: Table, before: Page, page: Page) -> Table | None:
    """The whole table with the piece overleaf, or None where the two are not one."""
    places = _places(whole, tail, more, page)
    if places is None:
        return None
    columns = len(whole.heads)

    def spread(texts: Sequence[str]) -> tuple[str, ...]:
        row = [""] * columns
        for place, text in zip(places, texts, strict=True):
            row[place] = f"{row[place]} {text}".strip()
        return tuple(row)

    heads, rows = whole.heads, list(zip(whole.rows, whole.row_boxes, strict=True))
    heads_more = spread(more.heads)
    added: Rows = [(spread(row), boxes) for row, boxes in zip(more.rows, more.row_boxes, strict=True)]
    if _only_heads(whole):
        heads = tuple(f"{one} {other}".strip() for one, other in zip(whole.rows[0], heads_more, strict=True))
        rows = []
    elif any(heads_more) and not _alike(heads_more, heads):
        return None
    elif added and any(heads) and _alike(added[0][0], heads):
        added = added[1:]
    if rows and added and sum(map(bool, added[0][0])) > 1 and _alike(added[0][0], rows[0][0]):
        added = added[1:]  # heads that were not known as such
    elif rows and added and added[0][0][0] and _alike(added[0][0][:1], rows[0][0][:1]):
        return None  # the same form, filled in again
    if rows and added and _cut(rows, added[0][0]):
        text = tuple(_run_on(one, other) for one, other in zip(rows[-1][0], added[0][0], strict=True))
        rows[-1] = (text, rows[-1][1] + added[0][1])
        added = added[1:]
    rows += added
    return replace(
        whole,
        heads=heads,
        head_rows=whole.head_rows or more.head_rows + (1 if _only_heads(whole) else 0),
        rows=tuple(row for row, _ in rows),
        row_boxes=tuple(boxes for _, boxes in rows),
        cells=whole.cells + _shifted(more.cells, whole),
        lines=whole.lines | more.lines,
        prose=whole.prose and more.prose,
    )


def _places(whole: Table, tail: Table, more: Table, page: Page) -> list[int] | None:
    """For each column overleaf the column it continues, or None where the two do not match."""
    if abs(whole.left - more.left) > SAME_COLUMN or abs(whole.right - more.right) > SAME_COLUMN:
        return None
    if len(more.heads) > len(whole.heads):
        return None
    if not whole.ruled or not more.ruled:
        if len(more.heads) != len(whole.heads):
            return None
        near = all(abs(one - other) < 4 * SAME_COLUMN for one, other in zip(whole.edges, more.edges, strict=True))
        return list(range(len(whole.heads))) if near else None
    places: list[int] = []
    for edge in more.edges[:-1]:
        place = min(range(len(whole.heads)), key=lambda column: abs(whole.edges[column] - edge))
        if abs(whole.edges[place] - edge) > SAME_COLUMN or place in places:
            return None
        places.append(place)
    return places


def _only_heads(table: Table) -> bool:
    """One bold row without a figure, the rest overleaf."""
    return (
        len(table.rows) == 1
        and not any(table.heads)
        and all(cell.bold for cell in table.cells)
        and not any(numeric(cell.text) and cell.text != "%" for cell in table.cells)
    )


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    return ["".join(text.lower().split()) for text in one] == ["".join(text.lower().split()) for text in other]


def _cut(rows: Rows, row: tuple[str, ...]) -> bool:
    """True when the row is the rest of the last one: a sentence goes on, or its name and its figures are missing."""
    last = rows[-1][0]
    missing = any(one and not other for one, other in zip(last, row, strict=True))
    goes_on = any(
        one and other and (_hangs(one) or (other[:1].islower() and not one.endswith(ENDS) and not numeric(one)))
        for one, other in zip(last, row, strict=True)
    )
    figures = [
        column for column in range(1, len(row)) if sum(numeric(texts[column]) for texts, _ in rows) > 0.5 * len(rows)
    ]
    nameless = not row[0] and bool(figures) and not any(row[column] for column in figures)
    named = [bool(texts[0]) for texts, _ in rows]
    rest = not row[0] and len(rows) > 2 and sum(named) > 0.8 * len(named) and not any(map(numeric, row))
    return missing and (
        goes_on or nameless or (rest and all(one or not other for one, other in zip(last, row, strict=True)))
    )


def _hangs(text: str) -> bool:
    return text.split()[-1].lower() in HANGING or text.endswith((",", " -", " –"))


def _run_on(one: str, other: str) -> str:
    if one.endswith("-") and one[-2:-1].isalpha() and other[:1].islower():
        return one + other
    return f"{one} {other}".strip()


def _shifted(cells: Sequence[Cell], whole: Table) -> tuple[Cell, ...]:
    rows = max((cell.row + cell.row_span for cell in whole.cells), default=0)
    return tuple(replace(cell, row=cell.row + rows) for cell in cells)


def _with_orphans(table: Table, before: Page, furniture: set[tuple[int, int]], whole: Sequence[Table]) -> Table:
    """An unruled table with the rows that stand alone at the foot of the page before it."""
    if table.ruled:
        return table
    taken = {place for other in whole for place in other.lines}
    orphans: list[int] = []
    for index in sorted(range(len(before.lines)), key=lambda index: -before.lines[index].top):
        line = before.lines[index]
        if (before.number, index) in furniture:
            continue
        full = columns_of(line, table.edges)
        if (before.number, index) in taken or not fits(line, table.edges) or len(full) < max(2, 0.6 * len(table.heads)):
            break
        orphans.insert(0, index)
    if not orphans or len(orphans) > MOST_ORPHANS:
        return table
    rows = tuple(_texts(before.lines[index], table) for index in orphans)
    boxes = tuple((_line_box(before, before.lines[index]),) for index in orphans)
    places = frozenset((before.number, index) for index in orphans)
    return replace(table, rows=rows + table.rows, row_boxes=boxes + table.row_boxes, lines=table.lines | places)


def _texts(line: Line, table: Table) -> tuple[str, ...]:
    parts: list[list[str]] = [[] for _ in table.heads]
    for word in line.words:
        column = sum((word.left + word.right) / 2 > edge for edge in table.edges[1:-1])
        parts[column].append(word.text)
    return tuple(" ".join(part) for part in parts)


def _line_box(page: Page, line: Line) -> Box:
    return Box(
        page.number, line.left / page.width, line.top / page.height, line.right / page.width, line.bottom / page.height
    )
