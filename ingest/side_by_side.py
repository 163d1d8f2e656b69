"""Three or more columns of text side by side, as newsletters and leaflets print them: rows of words in, gutters out.

A strip that stays white over many rows parts two columns where the text on both sides is prose. Cells of a table are prose
too at times; but a table's rows begin at one height in its columns, and a newsletter's paragraphs do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.page import Word

Span = tuple[float, float]

GUTTER = 8.0  # points: a narrower strip parts no columns
NARROWEST = 0.14  # of the text's width: a column is at least as wide
ALIKE = 1.6  # times: the widest column is no wider than so many of the narrowest
ROWS = 8  # of text, in each column
LAST_ROWS = 3  # in the last one, which may be short
MOST_ROWS = 300  # looked at for one set of columns
PROSE_WORDS = 3  # in a line of a narrow column
PROSE = 0.6  # of a column's lines are prose
BREAK = 1.25  # of the usual step from line to line: a larger one begins a paragraph, or a table's row
LEVEL = 2.5  # points: two lines begin at one height


def gutters_of(rows: Sequence[Sequence[Word]], start: int, left: float, right: float) -> tuple[int, tuple[float, ...]]:
    """How far from `start` the rows stand in the same three columns or more, and the middles of the strips between them.

    `left` and `right` are the text's edges. Where there are no such columns, `start` and () come back.
    """
    free: list[Span] = [(left + NARROWEST * (right - left), right - NARROWEST * (right - left))]
    end = start
    while end < min(len(rows), start + MOST_ROWS):
        still = _still_free(free, rows[end])
        if len(still) < 2 and not _one_wide(still, right - left):
            break
        free = still
        end += 1
    gutters = tuple((a + b) / 2 for a, b in free)
    if len(gutters) < 2 or end - start < ROWS or not _even((left, *gutters, right)):
        return start, ()
    columns = [_column(rows[start:end], low, high) for low, high in pairwise((left - 1, *gutters, right + 1))]
    long = all(len(column) >= ROWS for column in columns[:-1]) and len(columns[-1]) >= LAST_ROWS
    if long and all(map(_is_prose, columns)) and not _is_table(columns):
        return end, gutters
    return start, ()


def _one_wide(free: Sequence[Span], width: float) -> bool:
    """Whether so much is still white that columns may yet show in it: at a run's beginning, beside a short line."""
    return len(free) == 1 and free[0][1] - free[0][0] > (2 * NARROWEST) * width


def _still_free(free: Sequence[Span], row: Sequence[Word]) -> list[Span]:
    left: list[Span] = []
    for low, high in free:
        at = low
        for word in row:  # left to right
            if word.right <= at or word.left >= high:
                continue
            left.append((at, word.left))
            at = max(at, word.right)
        left.append((at, high))
    return [(low, high) for low, high in left if high - low >= GUTTER]


def _even(edges: Sequence[float]) -> bool:
    widths = [after - before for before, after in pairwise(edges)]
    return max(widths) <= ALIKE * min(widths)


def _column(rows: Sequence[Sequence[Word]], low: float, high: float) -> list[list[Word]]:
    """The column's lines, each of its words."""
    parts = ([word for word in row if low <= word.left and word.right <= high] for row in rows)
    return [part for part in parts if part]


def _is_prose(lines: Sequence[Sequence[Word]]) -> bool:
    def close(line: Sequence[Word]) -> bool:
        return all(after.left - before.right < 1.5 * after.size for before, after in pairwise(line))

    prose = sum(len(line) >= PROSE_WORDS and close(line) for line in lines)
    return prose >= PROSE * len(lines)


def _is_table(columns: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Whether paragraphs begin at the same heights in two columns, half of the time or more."""
    begun = [_beginnings(lines) for lines in columns]
    every = [(index, top) for index, tops in enumerate(begun) for top in tops]
    level = sum(
        any(abs(top - other) <= LEVEL for at, tops in enumerate(begun) if at != index for other in tops)
        for index, top in every
    )
    return bool(every) and 2 * level >= len(every)


def _beginnings(lines: Sequence[Sequence[Word]]) -> list[float]:
    """The tops of a column's lines that follow a wider step than usual."""
    tops = [min(word.top for word in line) for line in lines]
    steps = [after - before for before, after in pairwise(tops)]
    usual = median(steps)
    return [top for top, step in zip(tops[1:], steps, strict=True) if step > BREAK * usual]
