"""A Word table into its cells: spans over columns and rows, head rows by what the file or its look says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from ingest.flow import Boxed
from ingest.word_styles import OFF, Styles, W, value, whole

MOST_COLUMNS = 63  # Word's own limit
PLAIN = (None, "auto", "FFFFFF", "ffffff")  # shades that are none
FIRST_ROW = 0x0020  # in the bits of w:tblLook


class CellReader(Protocol):
    """What reads a cell's own paragraphs."""

    styles: Styles

    def cell(self, element: Any) -> Boxed: ...


def cells_of(table: Any, reader: CellReader) -> Iterator[Boxed]:
    """The table's cells in order, each with its place; a row marked as deleted is left out."""
    rows = [row for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
    styled = _bold_first_row(table, reader.styles)
    shaded = len(rows) > 1 and _is_shaded(rows[0]) and not _is_shaded(rows[1])
    heads = 0
    for index, row in enumerate(rows):
        if heads == index and _is_head(row):
            heads += 1
    above: dict[int, Boxed] = {}
    for index, row in enumerate(rows):
        column = min(MOST_COLUMNS, whole(value(row, "trPr/gridBefore")) or 0)
        beside: Boxed | None = None
        for element in _elements(row, "tc"):
            span = max(1, min(MOST_COLUMNS - column, whole(value(element, "tcPr/gridSpan")) or 1))
            merged = element.find(f"{W}tcPr/{W}vMerge")
            if merged is not None and merged.get(W + "val") != "restart" and column in above:
                above[column].row_span += 1
            elif (value(element, "tcPr/hMerge") == "continue") and beside is not None:
                beside.column_span += span
            else:
                cell = reader.cell(element)
                cell.row, cell.column, cell.column_span = index, column, span
                cell.head = index < heads
                cell.bold = cell.bold or (index == 0 and (styled or shaded))
                above[column] = beside = cell
                yield cell
            column = min(MOST_COLUMNS, column + span)


def _rows(table: Any) -> Iterator[Any]:
    return _elements(table, "tr")


def _elements(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _elements(child, name)


def _is_head(row: Any) -> bool:
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and mark.get(W + "val") not in OFF


def _is_shaded(row: Any) -> bool:
    cells = list(_elements(row, "tc"))
    return bool(cells) and all(value(cell, "tcPr/shd", "fill") not in PLAIN for cell in cells)


def _bold_first_row(table: Any, styles: Styles) -> bool:
    """Whether the table's style sets its first row in bold type and the table asks for it."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    asked = look.get(W + "firstRow")
    if asked is None:
        try:
            asked = "1" if int(look.get(W + "val") or "0", 16) & FIRST_ROW else "0"
        except ValueError:
            asked = "0"
    if asked in OFF:
        return False
    for style in styles.chain(value(table, "tblPr/tblStyle")):
        for part in style.findall(W + "tblStylePr"):
            bold = part.find(f"{W}rPr/{W}b")
            if part.get(W + "type") == "firstRow" and bold is not None:
                return bold.get(W + "val") not in OFF
    return False
