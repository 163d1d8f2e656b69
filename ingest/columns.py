"""Where a table's columns and rows part, told from white space: lines of words in, edges (x) and cuts (y) in points out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.page import Line, Word

OVER = 6.0  # points: a line may stick out of its table this far
STRIP = 0.8  # of the font size: a narrower strip parts no columns
MOST_NUMBERED = 0.6  # of the plain lines: where so many hold figures, they alone tell the columns
FIGURES = re.compile(r"[(+\-–−]?[£$€]?[+\-–−]?\d[\d,]*(\.\d+)?[%)mk]*")
FOLIO = re.compile(r"(page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(\s*(of|/)\s*\d+)?", re.IGNORECASE)


def strips(words: Sequence[Word], width: float) -> list[tuple[float, float]]:
    """The upright strips of at least `width` points between words, that no word touches."""
    free: list[tuple[float, float]] = []
    reach: float | None = None
    for left, right in sorted((word.left, word.right) for word in words):
        if reach is not None and left - reach >= width:
            free.append((reach, left))
        reach = right if reach is None else max(reach, right)
    return free


def edges_of(lines: Sequence[Line], left: float, right: float) -> list[float]:
    """The columns' edges, the outer ones first and last.

    Heads reach over the columns' gaps more often than figures do: where the plain lines, or those with figures, leave
    more strips free than all lines together, they are believed.
    """
    size = sorted(line.size for line in lines)[len(lines) // 2]
    plain = [line for line in lines if not line.bold]
    figures = [line for line in plain if sum(bool(FIGURES.fullmatch(word.text)) for word in line.words) > 1]
    trusted = [lines, plain if len(plain) > 2 else [], figures if len(figures) > MOST_NUMBERED * len(plain) else []]
    free = max((_free(group, size) for group in trusted), key=len)
    words = [word for line in lines for word in line.words]
    inner = [(start + end) / 2 for start, end in free]
    return [min(left, min(word.left for word in words)), *inner, max(right, max(word.right for word in words))]


def _free(lines: Sequence[Line], size: float) -> list[tuple[float, float]]:
    return strips([word for line in lines for word in line.words], STRIP * size)


def fits(line: Line, edges: Sequence[float], gap: float = STRIP) -> bool:
    """True when the line keeps to the columns: inside the outer edges, with white space at each inner edge it passes.

    `gap` is the least white space, in font sizes.
    """
    if line.left < edges[0] - OVER or line.right > edges[-1] + OVER:
        return False
    for edge in edges[1:-1]:
        before = max(
            (word.right for word in line.words if (word.left + word.right) / 2 <= edge), default=edge - line.size
        )
        after = min((word.left for word in line.words if (word.left + word.right) / 2 > edge), default=edge + line.size)
        if after - before < gap * line.size:
            return False
    return True


def columns_of(line: Line, edges: Sequence[float]) -> set[int]:
    """The columns that the line has words in."""
    return {sum((word.left + word.right) / 2 > edge for edge in edges[1:-1]) for word in line.words}


def in_column(line: Line, edges: Sequence[float], column: int) -> str:
    """What the line says in one column."""
    return " ".join(
        word.text for word in line.words if edges[column] < (word.left + word.right) / 2 <= edges[column + 1]
    )


def row_cuts(lines: Sequence[Line], edges: Sequence[float], full: Sequence[Line]) -> list[float]:
    """Heights that part the lines into rows, one for each of `full`.

    The lines between two full ones belong to the row they stand closer to; a bold line among plain ones is a row.
    """
    cuts: list[float] = []
    order = sorted(lines, key=lambda line: line.top)
    places = [index for index, line in enumerate(order) if line in full]
    for first, last in pairwise(places):
        if last == first + 1 and _of_one_head(order[first], order[last]):
            continue
        steps = [after.top - before.top for before, after in pairwise(order[first : last + 1])]
        widest = max(range(len(steps)), key=lambda index: (round(steps[index]), index))
        cuts.append(_middle(order[first + widest], order[first + widest + 1]))
    for index, line in enumerate(order[:-1]):
        if index not in places and line.bold and _names_rows(order, index, edges):
            cuts.append(_middle(line, order[index + 1]))
            cuts += [_middle(order[index - 1], line)] if index else []
    return sorted(set(cuts))


def _of_one_head(line: Line, after: Line) -> bool:
    """Bold lines without a figure, one close below the other."""
    figures = any(FIGURES.fullmatch(word.text) for word in (*line.words, *after.words))
    return line.bold and after.bold and not figures and after.top - line.bottom < 0.5 * line.size


def _names_rows(order: Sequence[Line], index: int, edges: Sequence[float]) -> bool:
    """A bold line of one column above plain rows is the name of those rows, unless it is the only head of its column."""
    if columns_of(order[index], edges) != {0}:
        return False
    below = next((line for line in order[index + 1 :] if columns_of(line, edges) != {0} or not line.bold), None)
    heads = [line for line in order[:index] if line.bold and len(columns_of(line, edges)) > 1]
    named = any(0 in columns_of(line, edges) for line in order[:index])
    return below is not None and not below.bold and (named or not heads)


def _middle(before: Line, after: Line) -> float:
    return (before.bottom + after.top) / 2
