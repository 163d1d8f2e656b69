"""A table of a register becomes a CSV or an Excel file: real dates and numbers, and nothing in it that Excel would run.

A text that begins like a formula ("=HYPERLINK(…)") is a text: marked so in Excel, behind an apostrophe in CSV. A printed number
("-12.5%") is harmless and stays as it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | dt.date | None
MOST_CHARACTERS = 32_767  # in a cell of Excel
WIDEST = 60  # characters, of a column as the file opens
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[£$€]?[\d.,]*\d%?")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is exported: a name for the sheet, the heads of the columns and the rows under them."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def to_csv(table: Table) -> bytes:
    """The table as CSV in UTF-8, with the mark at its head by which Excel knows that; dates are ISO (2017-10-31)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.heads)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def to_xlsx(table: Table) -> bytes:
    """The table as an Excel workbook of one sheet, its heads frozen and ready to filter by."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = table.name[:31]
    sheet.append([*table.heads])
    for at, row in enumerate(table.rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            if isinstance(value, str):
                cell.value = fit(value)
                cell.data_type = "s"  # never a formula
                cell.quotePrefix = harmful(value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                cell.value = value
                cell.alignment = Alignment(vertical="top")
                if isinstance(value, dt.date):
                    cell.number_format = "d mmm yyyy"
    for column, head in enumerate(table.heads, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        longest = max((len(str(row[column - 1] or "")) for row in table.rows), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest, len(head)) + 2, WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def harmful(text: str) -> bool:
    """Whether a spreadsheet might run a text as a formula.

    >>> harmful("=1+1"), harmful("-12.5%"), harmful("- to report back")
    (True, False, True)
    """
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)


def fit(text: str) -> str:
    """A text without the signs that a workbook cannot hold, and not longer than a cell."""
    return _UNFIT.sub("", text)[:MOST_CHARACTERS]


def _plain(cell: Cell) -> str | int | float:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, str):
        return f"'{cell}" if harmful(cell) else cell
    return "" if cell is None else cell


def columns(table: Table, *heads: str) -> Sequence[tuple[Cell, ...]]:
    """The rows of a table with only the columns of these heads, in this order."""
    at = [table.heads.index(head) for head in heads]
    return [tuple(row[place] for place in at) for row in table.rows]
