"""Drawn rules into grids of cells: strokes that touch make one lattice, and the crossings part its cells.

A table's border is often drawn in many short pieces, once per cell; pieces on one line are first put together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.page import Page

SAME = 3.0  # points: strokes nearer than this are one line drawn twice, or the two edges of one thin box
JOIN = 4.0  # points: a smaller break does not part a stroke, a smaller miss still touches
SHORTEST = 8.0  # points: a shorter stroke is a dash or an underlined letter
COVER = 0.6  # of a cell's side: a stroke that covers less does not part it from its neighbour
MOST_RULES = 6_000  # more on one page: a drawing, not a table
MOST_STROKES = 400  # in one direction, after joining: as above
FRAME_MARGIN, FRAME_SPAN = 48.0, 0.85  # points from the page's edge, share of the page: the frame round a page


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line at `at` (y of a horizontal one, x of a vertical one) from `start` to `end`, in points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns between `xs`, rows between `ys` (points); `cells[row][column]` numbers the cell that covers that square.

    A cell that spans several squares has the same number in each.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in points."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def square(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point; a point outside belongs to the nearest square."""
        return _between(self.ys, y), _between(self.xs, x)

    def holds(self, x: float, y: float) -> bool:
        left, top, right, bottom = self.box
        return left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1

    def rows(self, first: int, last: int) -> Grid:
        """The grid of some of its rows, `last` not included."""
        return Grid(self.xs, self.ys[first : last + 1], self.cells[first:last])


def strokes_of(page: Page) -> tuple[list[Stroke], list[Stroke]]:
    """The page's horizontal and vertical strokes, joined; none where there are too many for a table."""
    if len(page.rules) > MOST_RULES:
        return [], []
    across = _joined(((r.top + r.bottom) / 2, r.left, r.right) for r in page.rules if r.horizontal)
    down = _joined(((r.left + r.right) / 2, r.top, r.bottom) for r in page.rules if not r.horizontal)
    across = [s for s in across if not _frames(s, page.height, page.width)]
    down = [s for s in down if not _frames(s, page.width, page.height)]
    if len(across) > MOST_STROKES or len(down) > MOST_STROKES:
        return [], []
    return across, down


def lattices(across: Sequence[Stroke], down: Sequence[Stroke]) -> tuple[list[Grid], list[list[Stroke]]]:
    """Grids of strokes that touch, from the top; and groups of horizontal strokes that are in none.

    The strokes of a box without columns are a group; any other stroke is one alone.
    """
    found: list[Grid] = []
    loose: list[list[Stroke]] = []
    for rows, columns in _touching(across, down):
        grid = _grid(rows, columns) if rows and columns else None
        if grid is not None:
            found.append(grid)
        elif rows:
            loose.append(sorted(rows, key=lambda stroke: stroke.at))
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0])), sorted(loose, key=lambda group: group[0].at)


def _touching(across: Sequence[Stroke], down: Sequence[Stroke]) -> Iterable[tuple[list[Stroke], list[Stroke]]]:
    """Groups of strokes that touch one another, each as its horizontal and its vertical ones."""
    owner = list(range(len(across) + len(down)))
    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if h.start - JOIN <= v.at <= h.end + JOIN and v.start - JOIN <= h.at <= v.end + JOIN:
                _unite(owner, i, len(across) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index in range(len(owner)):
        rows, columns = groups.setdefault(_find(owner, index), ([], []))
        if index < len(across):
            rows.append(across[index])
        else:
            columns.append(down[index - len(across)])
    return groups.values()


def _grid(across: list[Stroke], down: list[Stroke]) -> Grid | None:
    xs = _lines([s.at for s in down], [s.start for s in across], [s.end for s in across])
    ys = _lines([s.at for s in across], [s.start for s in down], [s.end for s in down])
    if len(xs) < 3 or len(ys) < 2:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = list(range(rows * columns))
    walls = [_walls(xs[j], down, ys) for j in range(1, columns)]
    floors = [_walls(ys[i], across, xs) for i in range(1, rows)]
    for i in range(rows):
        for j in range(columns):
            if j + 1 < columns and not walls[j][i]:
                _unite(owner, i * columns + j, i * columns + j + 1)
            if i + 1 < rows and not floors[i][j]:
                _unite(owner, i * columns + j, (i + 1) * columns + j)
    cells = tuple(tuple(_find(owner, i * columns + j) for j in range(columns)) for i in range(rows))
    return Grid(tuple(xs), tuple(ys), cells)


def _find(owner: list[int], index: int) -> int:
    while owner[index] != index:
        index = owner[index]
    return index


def _unite(owner: list[int], one: int, other: int) -> None:
    first, second = sorted((_find(owner, one), _find(owner, other)))
    owner[second] = first


def _walls(at: float, strokes: list[Stroke], crossings: Sequence[float]) -> list[bool]:
    """For each stretch between crossings: does a stroke at `at` cover most of it?"""
    here = [s for s in strokes if abs(s.at - at) <= SAME]
    return [
        sum(max(0.0, min(s.end, high) - max(s.start, low)) for s in here) >= COVER * (high - low)
        for low, high in pairwise(crossings)
    ]


def _lines(places: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """Where the grid's lines lie; an open side ends where the strokes that reach it end."""
    lines: list[float] = []
    for place in sorted(places):
        if not lines or place - lines[-1] > SAME:
            lines.append(place)
    if min(starts) < lines[0] - 2 * JOIN:
        lines.insert(0, min(starts))
    if max(ends) > lines[-1] + 2 * JOIN:
        lines.append(max(ends))
    return lines


def _joined(pieces: Iterable[tuple[float, float, float]]) -> list[Stroke]:
    """Pieces (at, start, end) on one line within tolerance, put together where they meet."""
    strokes: list[Stroke] = []
    row: list[tuple[float, float, float]] = []
    for piece in sorted(pieces):
        if row and (piece[0] - row[-1][0] > SAME / 2 or piece[0] - row[0][0] > 2 * SAME):
            strokes.extend(_merged(row))
            row = []
        row.append(piece)
    strokes.extend(_merged(row))
    return [s for s in strokes if s.end - s.start >= SHORTEST]


def _merged(row: list[tuple[float, float, float]]) -> list[Stroke]:
    merged: list[Stroke] = []
    for at, start, end in sorted(row, key=lambda piece: piece[1]):
        if merged and start <= merged[-1].end + JOIN:
            last = merged[-1]
            merged[-1] = Stroke(last.at, last.start, max(last.end, end))
        else:
            merged.append(Stroke(at, start, end))
    return merged


def _frames(stroke: Stroke, across: float, along: float) -> bool:
    """A line close to the page's edge over nearly its whole side: the frame drawn round a page."""
    near = stroke.at < FRAME_MARGIN or stroke.at > across - FRAME_MARGIN
    return near and stroke.end - stroke.start > FRAME_SPAN * along


def _between(lines: Sequence[float], place: float) -> int:
    """The stretch between two lines that holds the place; one outside belongs to the first or the last."""
    return min(max(bisect_right(lines, place) - 1, 0), len(lines) - 2)
