"""A web page's table into its cells: spans over columns and rows, heads as the page marks them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ingest.flow import Boxed

MOST_SPAN = 60  # columns or rows of one cell
SECTIONS = ("thead", "tbody", "tfoot")


def cells_of(table: Any, read: Callable[[Any], Boxed], silent: Callable[[Any], bool]) -> Iterator[Boxed]:
    """The table's own cells in order, not those of tables inside it. `read` gives a cell's blocks."""
    taken: set[tuple[int, int]] = set()
    index = 0
    for row, in_head in _rows(table):
        cells = [cell for cell in row if cell.tag in ("td", "th") and not silent(cell)]
        if not cells or silent(row):
            continue
        named = in_head or (all(cell.tag == "th" for cell in cells) and len(cells) > 1)
        column = 0
        for element in cells:
            while (index, column) in taken:
                column += 1
            cell = read(element)
            cell.row, cell.column, cell.head = index, column, named
            cell.column_span, cell.row_span = _span(element, "colspan"), _span(element, "rowspan")
            taken.update(
                (index + down, column + over) for down in range(cell.row_span) for over in range(cell.column_span)
            )
            column += cell.column_span
            yield cell
        index += 1


def _rows(table: Any) -> Iterator[tuple[Any, bool]]:
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in SECTIONS:
            yield from ((row, child.tag == "thead") for row in child if row.tag == "tr")


def _span(element: Any, name: str) -> int:
    text = element.get(name) or "1"
    return max(1, min(MOST_SPAN, int(text))) if re.fullmatch(r"\d{1,5}", text) else 1
