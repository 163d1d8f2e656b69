"""A page's lines and rules into its tables: ruled ones by their lattice, others by rules across or by white space.

Rules become strokes, strokes that cross become lattices; what lines are left over become bands of columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.bands import banded
from ingest.cells import SPANNING_PROSE, Cell, Table, is_form, numeric, table_from
from ingest.grid import Grid, Stroke, lattices, strokes_of
from ingest.heads import with_heads
from ingest.overleaf import joined
from ingest.page import Page, Word

__all__ = ["Cell", "Table", "is_form", "joined", "numeric", "tables_of"]

CAPTION = re.compile(r"table\s+\w+(\.\d+)*\b|(all )?figures in\b", re.IGNORECASE)
CAPTION_GAP = 2.0  # of the font size, at most, between a caption and its table
FILLED = 0.5  # of its cells: a lattice that holds text in fewer is a chart, a plan or an empty form

Held = list[tuple[int, list[Word]]]  # line index and those of its words that a grid holds


def tables_of(page: Page) -> list[Table]:
    """The tables of one page, from the top. Each of the page's lines is in one table at most, whole or not at all.

    Words belong to cells by their middle. A box with one column is no table; a paragraph that runs right across a
    lattice parts it into the tables above and below. One-row tables are given too: they may go on overleaf.
    """
    across, down = strokes_of(page)
    grids, loose = lattices(across, down)
    ruled = _ruled(page, grids)
    taken = {index for table in ruled for _, index in table.lines}
    rest = [index for index in range(len(page.lines)) if index not in taken]
    found = ruled + _banded(page, rest, loose)
    return [_captioned(page, table) for table in sorted(found, key=lambda table: (table.top, table.left))]


def _captioned(page: Page, table: Table) -> Table:
    """The table with the printed caption just above it; the caption's line stays among the page's lines."""
    above = [
        line
        for line in page.lines
        if -2 <= table.top - line.bottom <= CAPTION_GAP * line.size
        and line.right > table.left
        and line.left < table.right
    ]
    named = next((line.text for line in reversed(above) if CAPTION.match(line.text)), "")
    return replace(table, caption=named) if named and not table.caption else table


def _ruled(page: Page, grids: Sequence[Grid]) -> list[Table]:
    grids = [part for grid in grids for part in _without_prose(page, with_heads(page, grid))]
    tables: list[Table] = []
    for grid, held in zip(grids, _shared(page, grids), strict=True):
        table = table_from(page, grid, held) if held else None
        if table is not None and _well_filled(table, grid):
            tables.append(table)
    return tables


def _banded(page: Page, rest: Sequence[int], loose: Sequence[Sequence[Stroke]]) -> list[Table]:
    tables = []
    for grid, indices in banded(page, rest, loose):
        held = [(index, list(page.lines[index].words)) for index in indices]
        table = table_from(page, grid, held, ruled=False)
        if table is not None:
            tables.append(table)
    return tables


def _shared(page: Page, grids: Sequence[Grid]) -> list[Held]:
    """Each word to the smallest grid that holds its middle; a line mostly in grids gives them all its words."""
    shares: list[Held] = [[] for _ in grids]
    if not grids:
        return shares
    order = sorted(range(len(grids)), key=lambda index: grids[index].area)
    for index, line in enumerate(page.lines):
        parts: dict[int, list[Word]] = {}
        outside: list[Word] = []
        for word in line.words:
            x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
            holder = next((number for number in order if grids[number].holds(x, y)), None)
            (outside if holder is None else parts.setdefault(holder, [])).append(word)
        if not parts or 2 * len(outside) > len(line.words):
            continue
        most = max(parts, key=lambda number: len(parts[number]))
        if outside:
            parts[most] = sorted(parts[most] + outside, key=lambda word: word.left)
        for number, words in parts.items():
            shares[number].append((index, words))
    return shares


def _without_prose(page: Page, grid: Grid) -> list[Grid]:
    """The grid's parts between the paragraphs that run right across it."""
    words = [word for line in page.lines for word in line.words]
    parts: list[Grid] = []
    start = 0
    for row, numbers in enumerate(grid.cells):
        if len(set(numbers)) > 1:
            continue
        top, bottom = grid.ys[row], grid.ys[row + 1]
        inside = sum(
            top <= (word.top + word.bottom) / 2 < bottom and grid.xs[0] <= (word.left + word.right) / 2 <= grid.xs[-1]
            for word in words
        )
        opens = all(len(set(before)) == 1 for before in grid.cells[:row])
        if inside > (SPANNING_PROSE if opens or len(grid.xs) <= 3 else 3 * SPANNING_PROSE):
            if row > start and not opens:
                parts.append(grid.rows(start, row))
            start = row + 1
    if start < len(grid.cells):
        parts.append(grid.rows(start, len(grid.cells)))
    return parts


def _well_filled(table: Table, grid: Grid) -> bool:
    cells = {number for row in grid.cells for number in row}
    return len(table.cells) >= FILLED * len(cells)
