"""Minutes set in a ruled form: number, text and action in boxes of their own. Such boxes are paragraphs and no table.

A form of this kind is told by its rows: each begins with a printed number or with nothing, and nearly all of its words
stand in one column. Its lines are given back to the page; what stands above the first number (the cover) stays a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.label import is_label
from ingest.page import Page
from ingest.table import Table

ONE_COLUMN = 0.85  # of the words beside the numbers: in one column at least so many
WORDS = 8  # to a number, at least: fewer are a list of names or a register
SAME_EDGE = 6.0  # points


def without_forms(pages: Sequence[Page], tables: Sequence[Sequence[Table]]) -> list[list[Table]]:
    """The tables of each page, without the rows that are numbered paragraphs in boxes."""
    kept: list[list[Table]] = []
    before: Table | None = None  # the form on the page before, which may go on
    for page, found in zip(pages, tables, strict=True):
        rest: list[Table] = []
        form: Table | None = None
        for table in found:
            start = _first_text_row(table)
            if start is None and before is not None and _goes_on(before, table):
                start = 0
            if start is None:
                rest.append(table)
                continue
            form = table
            rest.extend(_above(table, start, page))
        kept.append(rest)
        before = form
    return kept


def _first_text_row(table: Table) -> int | None:
    """The row from which on the table is numbered paragraphs, or None."""
    if not table.ruled or (any(table.heads) and not is_label(table.heads[0])):
        return None
    numbered = [row for row, cells in enumerate(table.rows) if is_label(cells[0])]
    if not numbered:
        return None
    start = numbered[0]
    while start and not table.rows[start - 1][0] and _in_one_column(table.rows[start - 1 :]):
        start -= 1
    rows = table.rows[start:]
    if any(cells[0] and not is_label(cells[0]) for cells in rows) or not _in_one_column(rows):
        return None
    words = sum(len(cell.split()) for cells in rows for cell in cells[1:])
    return start if words >= WORDS * len(numbered) else None


def _in_one_column(rows: Iterable[Sequence[str]]) -> bool:
    words = [sum(len(cell.split()) for cell in column) for column in list(zip(*rows, strict=True))[1:]]
    return bool(words) and 0 < max(words) >= ONE_COLUMN * sum(words)


def _goes_on(before: Table, table: Table) -> bool:
    """Whether the form of the page before goes on in this table, with no new number."""
    level = abs(before.left - table.left) < SAME_EDGE and abs(before.right - table.right) < SAME_EDGE
    rows = [row for row in (table.heads, *table.rows) if any(row)]
    return (
        level
        and table.ruled
        and table.page == before.page + 1
        and all(not row[0] for row in rows)
        and _in_one_column(rows)
    )


def _above(table: Table, start: int, page: Page) -> list[Table]:
    """The part of the table above the row `start`, if there is any."""
    if start == 0:
        return []
    bottom = table.row_boxes[start][0].top * page.height
    lines = frozenset(
        (number, index)
        for number, index in table.lines
        if (page.lines[index].top + page.lines[index].bottom) / 2 < bottom
    )
    return [
        replace(
            table,
            bottom=bottom,
            rows=table.rows[:start],
            row_boxes=table.row_boxes[:start],
            cells=tuple(cell for cell in table.cells if cell.row < start + table.head_rows),
            lines=lines,
        )
    ]
