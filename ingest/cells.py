"""A grid and the words in it into a `Table`: cells with their text, column heads, rows with their places on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.grid import Grid
from ingest.page import Page, Word
from ingest.paper import Box

PROSE_WORDS = 60  # words a cell, on average: a column that holds more is text in a box
PROSE_SHARE = 0.7  # of the table's words, in a column beside numbers in the margin
SPANNING_PROSE = 40  # words: a cell right across the table that holds more is a paragraph, not a row
MOST_HEAD_ROWS = 4
HEAD_WORDS = 20  # of a cell of a second head row at most
NUMBER = re.compile(
    r"[(\[+\-–−]?\s?[£$€]?\s?[+\-–−]?\s?\d[\d,]*(\.\d+)?\s?(%|p|m|k|bn|pp|FTE|million)?[)\]]?\*?|[-–—]|n/?a|nil",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"\b(\d+) (st|nd|rd|th)\b")
LABELLED = re.compile(r"\(?(\d+|[a-z])[.)](\s|$)")
LETTER = re.compile(r"[b-hj-z]")
YEAR = re.compile(r"(19|20)\d\d([-–/]\d\d(\d\d)?)?|Q[1-4]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, the row and column of its top left square (head rows counted), and its spans in squares."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    bold: bool
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as printed. Lengths are in points on the page it begins on.

    `rows` are the body rows, each with one text for each column; a spanning cell's text stands in its first square only.
    `heads` has one text for each column ("" where there is none), its lines and levels joined. `row_boxes` has for each
    row its places: two where a row goes on overleaf. `lines` are (page number, index in that page's lines).
    `prose` is True when the cells hold paragraphs rather than values: the text is then better read as text.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_boxes: tuple[tuple[Box, ...], ...]
    head_rows: int
    cells: tuple[Cell, ...]
    lines: frozenset[tuple[int, int]]
    edges: tuple[float, ...]
    caption: str = ""
    prose: bool = False
    ruled: bool = True


@dataclass(slots=True)
class _Square:
    """A cell while it is filled: the pieces of the page's lines that fall into it."""

    row: int
    column: int
    last_row: int
    last_column: int
    pieces: list[list[Word]]


def table_from(page: Page, grid: Grid, lines: Sequence[tuple[int, list[Word]]], *, ruled: bool = True) -> Table | None:
    """The table of one grid and the words in it, by line index; None where it holds no words or only one column."""
    squares = _filled(grid, lines)
    known = {word.text.lower().strip(".,;:()") for line in page.lines for word in line.words}
    cells = [_cell(page, grid, square, known) for square in squares.values() if square.pieces]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    columns = sorted({cell.column for cell in cells})
    rows = sorted({cell.row for cell in cells})
    if len(columns) < 2:
        return None
    head_rows = _head_rows(cells, rows, len(grid.xs) - 1)
    title, heads = _heads(cells, rows[:head_rows], columns, len(grid.xs) - 1)
    body = rows[head_rows:]
    at = {(cell.row, cell.column): cell.text for cell in cells}
    return Table(
        page=page.number,
        left=grid.xs[0],
        top=grid.ys[0],
        right=grid.xs[-1],
        bottom=grid.ys[-1],
        heads=heads,
        rows=tuple(tuple(at.get((row, column), "") for column in columns) for row in body),
        row_boxes=tuple((_row_box(page, grid, cells, row),) for row in body),
        head_rows=head_rows,
        cells=tuple(cells),
        lines=frozenset((page.number, index) for index, _ in lines),
        edges=(*tuple(grid.xs[column] for column in columns), grid.xs[-1]),
        caption=title,
        prose=_is_prose(cells, columns),
        ruled=ruled,
    )


def table_of_cells(
    cells: Sequence[Cell], page: int, *, head_rows: int | None = None, caption: str = ""
) -> Table | None:
    """The table of cells that a format gives by itself (Word, HTML); None where it has only one column.

    `head_rows`: how many of its first rows the format says are heads; None where it does not say, the cells then tell.
    """
    cells = sorted((cell for cell in cells if cell.text), key=lambda cell: (cell.row, cell.column))
    columns = sorted({cell.column for cell in cells})
    rows = sorted({cell.row for cell in cells})
    if len(columns) < 2:
        return None
    width = max(cell.column + cell.column_span for cell in cells)
    said = sum(row < head_rows for row in rows) if head_rows is not None else None
    count = _head_rows(cells, rows, width) if said is None else min(said, len(rows) - 1)
    title, heads = _heads(cells, rows[:count], columns, width)
    at = {(cell.row, cell.column): cell.text for cell in cells}
    return Table(
        page=page,
        left=0.0,
        top=0.0,
        right=0.0,
        bottom=0.0,
        heads=heads,
        rows=tuple(tuple(at.get((row, column), "") for column in columns) for row in rows[count:]),
        row_boxes=tuple(() for _row in rows[count:]),
        head_rows=count,
        cells=tuple(cells),
        lines=frozenset(),
        edges=(),
        caption=caption or title,
        prose=_is_prose(cells, columns),
    )


def numeric(text: str) -> bool:
    """A cell that holds a number, an amount or a share and nothing else; a year is a head, not a value."""
    return bool(NUMBER.fullmatch(text.strip())) and not YEAR.fullmatch(text.strip())


def is_form(table: Table) -> bool:
    """True for a box of labels and values, as on a report's cover ("REPORT TO: | Cabinet"): its rows have no heads."""
    if any(table.heads) or len(table.rows) < 2:
        return False
    if len(table.heads) != 2:
        return False
    labels = [row[0] for row in table.rows if row[0]]
    short = sum(len(label.split()) <= 8 for label in labels)
    return bool(labels) and short >= 0.8 * len(labels) and not any(numeric(label) for label in labels)


def spoken(pieces: Sequence[Sequence[Word]], known: set[str] | frozenset[str] = frozenset()) -> str:
    """A cell's lines as one text. A hyphen at a line's end stays, unless the page knows the word without it.

    >>> spoken([[Word("re-", 0, 0, 9, 9, 9)], [Word("offer", 0, 9, 9, 18, 9)]])
    're-offer'
    """
    text = ""
    for piece in pieces:
        more = ORDINAL.sub(r"\1\2", " ".join(word.text for word in piece))
        if text.endswith("-") and text[-2:-1].isalpha() and more[:1].islower():
            start, rest = text[:-1].split()[-1], more.split()[0]
            text = (text[:-1] if (start + rest).lower().strip(".,;:()") in known else text) + more
        elif text.endswith("/") or (text[-1:].isalpha() and LETTER.fullmatch(more)):
            text += more  # "Revenu" over "e": a word too long for its cell
        else:
            text = f"{text} {more}" if text else more
    return text


def _filled(grid: Grid, lines: Sequence[tuple[int, list[Word]]]) -> dict[int, _Square]:
    squares: dict[int, _Square] = {}
    for i, row in enumerate(grid.cells):
        for j, number in enumerate(row):
            square = squares.setdefault(number, _Square(i, j, i, j, []))
            square.last_row, square.last_column = max(square.last_row, i), max(square.last_column, j)
            square.column = min(square.column, j)
    for _, words in lines:
        pieces: dict[int, list[Word]] = {}
        for word in words:
            i, j = grid.square((word.left + word.right) / 2, (word.top + word.bottom) / 2)
            pieces.setdefault(grid.cells[i][j], []).append(word)
        for number, piece in pieces.items():
            squares[number].pieces.append(piece)
    return squares


def _cell(page: Page, grid: Grid, square: _Square, known: set[str]) -> Cell:
    pieces = sorted(square.pieces, key=lambda piece: (round((piece[0].top + piece[0].bottom) / 6), piece[0].left))
    words = [word for piece in pieces for word in piece]
    heavy = sum(len(word.text) for word in words if word.bold)
    return Cell(
        spoken(pieces, known),
        square.row,
        square.column,
        square.last_row - square.row + 1,
        square.last_column - square.column + 1,
        2 * heavy > sum(len(word.text) for word in words),
        _box(
            page,
            grid.xs[square.column],
            grid.ys[square.row],
            grid.xs[square.last_column + 1],
            grid.ys[square.last_row + 1],
        ),
    )


def _box(page: Page, left: float, top: float, right: float, bottom: float) -> Box:
    def part(length: float, whole: float) -> float:
        return min(1.0, max(0.0, length / whole))

    return Box(
        page.number, part(left, page.width), part(top, page.height), part(right, page.width), part(bottom, page.height)
    )


def _row_box(page: Page, grid: Grid, cells: Sequence[Cell], row: int) -> Box:
    return _box(page, grid.xs[0], grid.ys[row], grid.xs[-1], grid.ys[row + 1])


def _head_rows(cells: Sequence[Cell], rows: Sequence[int], columns: int) -> int:
    """How many of the first rows are heads: above the first number of the number columns, or bold over plain rows."""
    by_row = {row: [cell for cell in cells if cell.row == row] for row in rows}
    if len(rows) < 2:
        return 0
    titles = 0
    while titles < len(rows) - 2 and len(by_row[rows[titles]]) == 1 and by_row[rows[titles]][0].column_span > 1:
        titles += 1
    rows = rows[titles:]
    signs = (_spanned, _above_numbers, _bold_above_plain, _short_above_long)
    count = next((found for found in (sign(by_row, rows) for sign in signs) if found), 0)
    return count + titles if 0 < count < len(rows) else 0


def _spanned(by_row: dict[int, list[Cell]], rows: Sequence[int]) -> int:
    """Names over groups of columns, with a second row of names under them: both are heads."""
    first, second = by_row[rows[0]], by_row[rows[1]]
    groups = [cell for cell in first if cell.column_span > 1]
    if len(rows) < 3 or len(first) < 2 or not groups or any(LABELLED.match(cell.text) for cell in first):
        return 0
    under = [
        sum(group.column <= cell.column < group.column + group.column_span and cell.column_span == 1 for cell in second)
        for group in groups
    ]
    names = [cell for cell in (*first, *second) if not numeric(cell.text) and len(cell.text.split()) <= 12]
    return 2 if min(under) > 1 and len(names) == len(first) + len(second) else 0


def _above_numbers(by_row: dict[int, list[Cell]], rows: Sequence[int]) -> int:
    values: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for row in rows:
        for cell in by_row[row]:
            filled[cell.column] += 1
            values[cell.column] += numeric(cell.text)
    fewest = 2 if len(rows) > 2 else 1
    columns = {column for column in values if values[column] >= fewest and values[column] >= 0.5 * filled[column]}
    columns.discard(min(filled))
    if fewest > len(columns) - 1 and len(rows) == 2:
        return 0  # one number is too little to tell a head by
    count = 0
    for row in rows[:MOST_HEAD_ROWS]:
        over = [cell for cell in by_row[row] if any(cell.column <= c < cell.column + cell.column_span for c in columns)]
        title = len(by_row[row]) == 1 and by_row[row][0].column_span > 1
        if any(numeric(cell.text) for cell in over if cell.column in columns) or not (over or title):
            break
        if count and any(len(cell.text.split()) > HEAD_WORDS for cell in by_row[row]):
            break  # a row of prose whose number column happens to hold words
        count += 1
    while count and len(by_row[rows[count - 1]]) == 1 and count > 1:
        count -= 1  # a section's name across the table stands above its own rows
    return count if columns else 0


def _bold_above_plain(by_row: dict[int, list[Cell]], rows: Sequence[int]) -> int:
    bold = [all(cell.bold for cell in by_row[row]) and not LABELLED.match(by_row[row][0].text) for row in rows]
    count = 0
    while count < min(MOST_HEAD_ROWS, len(rows)) and bold[count]:
        count += 1
    if count == 0 or (sum(bold) > 0.6 * len(rows) and len(rows) > 2):
        return 0
    while count > 1 and len(by_row[rows[count - 1]]) == 1:
        count -= 1
    return count if any(len(by_row[row]) > 1 for row in rows[:count]) else 0


def _short_above_long(by_row: dict[int, list[Cell]], rows: Sequence[int]) -> int:
    """A first row of short names over three or more columns of longer texts."""
    first = by_row[rows[0]]
    if len(first) < 3 or len(rows) < 3 or any(re.search(r"\d", cell.text) for cell in first):
        return 0
    body = [cell for row in rows[1:] for cell in by_row[row]]
    mean = sum(len(cell.text) for cell in body) / max(1, len(body))
    widest = max(len(by_row[row]) for row in rows)
    short = (
        all(len(cell.text.split()) <= 6 for cell in first)
        and sum(len(cell.text) for cell in first) / len(first) < 0.6 * mean
    )
    return 1 if short and len(first) >= widest - 1 else 0


def _heads(
    cells: Sequence[Cell], rows: Sequence[int], columns: Sequence[int], width: int
) -> tuple[str, tuple[str, ...]]:
    """The title that runs across the whole head, and one head for each column."""
    title: list[str] = []
    parts: dict[int, list[str]] = {column: [] for column in columns}
    for cell in cells:
        if cell.row not in rows:
            continue
        if cell.column_span == width or _entitles(cell, cells, rows):
            title.append(cell.text)
            continue
        for column in columns:
            if cell.column <= column < cell.column + cell.column_span:
                parts[column].append(cell.text)
    return " ".join(title), tuple(" ".join(parts[column]) for column in columns)


def _entitles(cell: Cell, cells: Sequence[Cell], heads: Sequence[int]) -> bool:
    """A head alone in its row, over a column of names and those beside it: the title of a table within a table."""
    if cell.column_span < 2 or len(heads) < 2 or any(other.row == cell.row and other is not cell for other in cells):
        return False
    under = [other for other in cells if other.row == cell.row + 1 and other.row in heads]
    first = min((other.column for other in under), default=-1)
    body = [other for other in cells if other.column == first and other.row not in heads]
    return cell.column <= first and not any(numeric(other.text) for other in body)


def _is_prose(cells: Sequence[Cell], columns: Sequence[int]) -> bool:
    """One column holds nearly all words, in paragraphs: beside one of names, or beside numbers in the margin."""
    lengths: dict[int, list[int]] = {}
    for cell in cells:
        lengths.setdefault(cell.column, []).append(len(cell.text.split()))
    widest = max(lengths, key=lambda column: sum(lengths[column]))
    mean = sum(lengths[widest]) / len(lengths[widest])
    share = sum(lengths[widest]) / sum(map(sum, lengths.values()))
    labels = sum(bool(LABELLED.fullmatch(cell.text)) for cell in cells)
    return mean > PROSE_WORDS and (len(columns) <= 2 or (share > PROSE_SHARE and labels >= 3))
