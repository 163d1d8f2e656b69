"""Column heads that the rules do not part from the rows below: a lattice in, the same lattice with a row for its heads out.

Heads on a shade are often ruled by white gaps, which are no strokes: the head then shares a square with the first row,
lies in one square across all columns, or stands just above the lattice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.columns import STRIP, columns_of, fits
from ingest.grid import Grid
from ingest.page import Line, Page, Word

ABOVE = 0.9  # of the font size: a line further above the lattice is not its head
CAPTION = re.compile(r"(table|figure|chart|graph)\s+[\dA-Z]", re.IGNORECASE)
MANY, HEAD_GAP = 6, 0.4  # more columns than this leave less white space (in font sizes) between their heads
MOST_BETWEEN = 8  # lines of a paragraph between heads and lattice
MOST = 0.5  # of the columns: a line with words in fewer is not the row of heads


def with_heads(page: Page, grid: Grid) -> Grid:
    """The grid with its heads in a row of their own, where the rules have left them in another or outside."""
    lines = _lines_in(page, grid, grid.ys[0], grid.ys[1])
    bold = [line for line in lines if _bold(line)]
    plain = [line for line in lines if not _bold(line)]
    parts = bold and plain and max(line.bottom for line in bold) < min(line.top for line in plain) + 2
    if parts and _many(bold, grid) and _many(plain, grid, least=0.0):
        at = (max(line.bottom for line in bold) + min(line.top for line in plain)) / 2
        apart = all(fits(line, grid.xs) for line in bold)
        upper = _own(grid) if apart else tuple(-number - 1000 for number in grid.cells[0])
        return Grid(grid.xs, (grid.ys[0], at, *grid.ys[1:]), (upper, *grid.cells))
    start, end = _widest(grid.cells[0])
    if end - start > 1:
        return _undone(page, grid, start, end)
    return _with_line_above(page, grid)


def _widest(row: Sequence[int]) -> tuple[int, int]:
    """The columns that the row's widest cell covers, the last not included."""
    spans = [(row.index(number), len(row) - list(reversed(row)).index(number)) for number in set(row)]
    return max(spans, key=lambda span: (span[1] - span[0], -span[0]))


def _undone(page: Page, grid: Grid, start: int, end: int) -> Grid:
    """The grid with a cell of several columns parted, where its last lines are the heads of those columns."""
    part = Grid(grid.xs[start : end + 1], grid.ys[:2], ((0,) * (end - start),))
    lines = _lines_in(page, part, grid.ys[0], grid.ys[1])
    first = grid.cells[0]
    own = (*first[:start], *_own(part), *first[end:])
    heads = _heads_first(lines, part)
    if heads and len(heads) == len(lines):
        return Grid(grid.xs, grid.ys, (own, *grid.cells[1:]))
    if heads:
        at = (heads[-1].bottom + lines[len(heads)].top) / 2
        return Grid(grid.xs, (grid.ys[0], at, *grid.ys[1:]), (own, *grid.cells))
    if len(lines) > 1 and _bold(lines[-1]) and _is_row(lines[-1:], part) and lines[-2].bottom < lines[-1].top + 2:
        at = (lines[-2].bottom + lines[-1].top) / 2
        return Grid(grid.xs, (grid.ys[0], at, *grid.ys[1:]), (first, own, *grid.cells[1:]))
    return grid


def _heads_first(lines: Sequence[Line], grid: Grid) -> list[Line]:
    """The first lines that are bold, keep to the columns, and fill most of them."""
    heads: list[Line] = []
    for line in lines:
        if not _bold(line) or not fits(line, grid.xs):
            break
        heads.append(line)
    return heads if _is_row(heads, grid) else []


def _own(grid: Grid) -> tuple[int, ...]:
    """Numbers for a new row of single cells."""
    return tuple(-1 - column for column in range(len(grid.xs) - 1))


def _with_line_above(page: Page, grid: Grid) -> Grid:
    """Bold lines that keep to the lattice's columns, just above it, are its heads; a paragraph may stand between."""
    left, top, right, _ = grid.box
    gap = HEAD_GAP if len(grid.xs) > MANY else STRIP
    heads: list[Line] = []
    between: list[Line] = []
    above = [line for line in page.lines if line.bottom <= top + 2 and line.right > left and line.left < right]
    for line in sorted(above, key=lambda line: -line.bottom):
        reach = min((other.top for other in (*between, *heads)), default=top)
        outside = line.left < left - 2 or line.right > right + 2
        if outside or reach - line.bottom > (ABOVE if heads else 2 * ABOVE) * line.size:
            break
        if _bold(line) and not CAPTION.match(line.text) and fits(line, grid.xs, gap):
            heads.insert(0, line)
        elif heads or len(between) == MOST_BETWEEN or len(grid.xs) < 5:
            break
        else:
            between.insert(0, line)
    if not heads or not _many(heads, grid):
        return grid
    rows = [_own(grid), *([(-1000,) * (len(grid.xs) - 1)] if between else []), *grid.cells]
    ys = [min(line.top for line in heads) - 1, *([min(line.top for line in between) - 1] if between else []), *grid.ys]
    return Grid(grid.xs, tuple(ys), tuple(rows))


def _lines_in(page: Page, grid: Grid, top: float, bottom: float) -> list[Line]:
    """What the page's lines have between two heights of the grid, from the top."""
    found: list[Line] = []
    for line in page.lines:
        words = tuple(word for word in line.words if _inside(word, grid, top, bottom))
        if words:
            found.append(Line(words, page.number))
    return sorted(found, key=lambda line: line.top)


def _inside(word: Word, grid: Grid, top: float, bottom: float) -> bool:
    return top <= (word.top + word.bottom) / 2 <= bottom and grid.xs[0] <= (word.left + word.right) / 2 <= grid.xs[-1]


def _bold(line: Line) -> bool:
    return all(word.bold for word in line.words if any(sign.isalpha() for sign in word.text))


def _many(lines: Sequence[Line], grid: Grid, least: float = MOST) -> bool:
    """True when the lines have words in most columns, and more than one."""
    columns = {column for line in lines for column in columns_of(line, grid.xs)}
    return len(columns) >= max(2, least * (len(grid.xs) - 1))


def _is_row(lines: Sequence[Line], grid: Grid) -> bool:
    gaps = all(fits(line, grid.xs) for line in lines)
    steps = all(after.top - before.bottom <= before.size for before, after in pairwise(lines))
    return gaps and steps and _many(lines, grid)
