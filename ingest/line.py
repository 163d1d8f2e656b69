"""Words into lines in reading order: the same baseline makes a row, a wide gap parts columns.

A page is cut into bands; within a band whose rows all leave the same wide gutters free, the left column is read before
the next one (the recursive X-Y cut of Nagy and Seth, 1984, kept to one level). A number in the margin, a table's cells
and a heading with its page number stay on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.page import Line, Word
from ingest.side_by_side import gutters_of

OVERLAP = 0.5  # of the smaller height: words that share more stand on one row
GUTTER = 12.0  # points: a narrower white strip parts no columns
COLUMN = 0.3  # of the text's width: a column of prose is at least as wide
COLUMN_ROWS = 6  # rows: fewer side by side are a table or a letterhead


def lines_of(words: Sequence[Word], page: int, width: float) -> tuple[Line, ...]:
    """The lines of one page, top to bottom, column by column."""
    rows = _rows(words)
    lines: list[Line] = []
    for band, gutters in _bands(rows):
        for low, high in pairwise((float("-inf"), *gutters, float("inf"))):
            parts = (tuple(word for word in row if word.right <= high and word.left >= low) for row in band)
            lines.extend(Line(part, page) for part in parts if part)
    return tuple(lines)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that share a baseline, left to right, rows from the top."""
    rows: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.left)):
        for index in range(len(rows) - 1, max(-1, len(rows) - 5), -1):
            top, bottom = spans[index]
            shared = min(bottom, word.bottom) - max(top, word.top)
            if shared > OVERLAP * max(0.1, min(bottom - top, word.bottom - word.top)):
                rows[index].append(word)
                if len(word.text) > 1 or word.text.isalnum():
                    spans[index] = (
                        (min(top, word.top), max(bottom, word.bottom)) if bottom - top < word.size else (top, bottom)
                    )
                break
        else:
            rows.append([word])
            spans.append((word.top, word.bottom))
    order = sorted(range(len(rows)), key=lambda index: spans[index][0])
    return [sorted(rows[index], key=lambda word: word.left) for index in order]


def _bands(rows: list[list[Word]]) -> list[tuple[list[list[Word]], tuple[float, ...]]]:
    """Runs of rows, each with the gutters that part its columns; none where the lines run across."""
    if not rows:
        return []
    left = min(word.left for row in rows for word in row)
    right = max(word.right for row in rows for word in row)
    bands: list[tuple[list[list[Word]], tuple[float, ...]]] = []
    start = 0
    while start < len(rows):
        end, gutters = gutters_of(rows, start, left, right)
        if not gutters:
            end, gutters = _column_run(rows, start, left, right)
        if gutters:
            bands.append((rows[start:end], gutters))
            start = end
        elif bands and not bands[-1][1]:
            bands[-1][0].append(rows[start])
            start += 1
        else:
            bands.append(([rows[start]], ()))
            start += 1
    return bands


def _column_run(rows: list[list[Word]], start: int, left: float, right: float) -> tuple[int, tuple[float, ...]]:
    """How far from `start` the rows keep one gutter free near the middle, and where it is; () where they do not."""
    low, high = left + COLUMN * (right - left), right - COLUMN * (right - left)
    both = 0
    end = start
    strip = (low, high)
    while end < len(rows):
        free = _free(rows[end], strip)
        if free is None:
            break
        strip = free
        middle = (strip[0] + strip[1]) / 2
        sides = [any(word.right <= middle for word in rows[end]), any(word.left >= middle for word in rows[end])]
        both += all(sides)
        end += 1
    if both < COLUMN_ROWS or both < 0.6 * (end - start):
        return start, ()
    middle = (strip[0] + strip[1]) / 2
    prose = sum(
        _is_prose([w for w in row if w.right <= middle]) and _is_prose([w for w in row if w.left >= middle])
        for row in rows[start:end]
    )
    return (end, (middle,)) if prose >= 0.6 * both else (start, ())


def _free(row: list[Word], strip: tuple[float, float]) -> tuple[float, float] | None:
    """The widest part of the strip that no word of the row touches, at least a gutter wide."""
    edges = [strip[0]]
    spans = sorted((word.left, word.right) for word in row if word.right > strip[0] and word.left < strip[1])
    gaps: list[tuple[float, float]] = []
    for start, end in spans:
        gaps.append((edges[-1], start))
        edges.append(max(edges[-1], end))
    gaps.append((edges[-1], strip[1]))
    best = max(gaps, key=lambda gap: gap[1] - gap[0])
    return best if best[1] - best[0] >= GUTTER else None


def _is_prose(words: list[Word]) -> bool:
    """Four words or more with ordinary gaps: a line of text, not a table's cells."""
    if len(words) < 4:
        return False
    return all(after.left - before.right < 1.5 * after.size for before, after in pairwise(words))
