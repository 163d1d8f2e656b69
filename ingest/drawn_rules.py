"""The lines of tables that a scan shows: a page's picture in, the rules of its lattices out.

A rule is a long run of dark pixels, levelled as the words are. Only what crosses counts: a line across needs two lines down
and a line down two across, so that an underlined heading or a picture's edge rules nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.drawn import Drawing
from ingest.page import Rule

if TYPE_CHECKING:
    import numpy as np

INK = 160  # of 255: a darker pixel may be a thin rule's
SHORTEST = 14.0  # points: longer than any letter's stroke, shorter than a row of one line is high
WHOLE = 0.95  # of such a run is dark: scans break a thin rule
THICKEST = 3.0  # points: what is thicker is a shade or a picture
SLANT = 8.0  # points from end to end: a scan bends a long rule, or turns it otherwise than the words
NEAR = 3  # pixels from one run of a rule to the next
REACH = 4.0  # points by which rules that cross may fail to meet
MOST_RUNS = 30_000  # on a page: more is a photograph
STEEPEST = 0.03  # a page more askew is left alone
ROWS_AT_ONCE = 256


@dataclass(slots=True)
class _Run:
    start: float
    end: float
    first: float
    last: float
    area: float


def rules_in(drawing: Drawing, slope: float) -> tuple[Rule, ...]:
    """The rules of tables in the picture, in points, once its lines (of this slope) are level."""
    if abs(slope) > STEEPEST:
        return ()
    ink = _level(drawing.pixels < INK, slope)
    across = _long_runs(ink, drawing.scale)
    down = _long_runs(ink.T, drawing.scale)
    while True:  # what goes may leave another alone
        crossed = [run for run in across if _crossings(run, down) > 1]
        kept = [run for run in down if _crossings(run, crossed) > 1]
        if len(crossed) == len(across) and len(kept) == len(down):
            break
        across, down = crossed, kept
    level = [Rule(run.start, _middle(run), run.end, _middle(run)) for run in across]
    return (*level, *(Rule(_middle(run), run.start, _middle(run), run.end) for run in down))


def _level(ink: np.ndarray[Any, Any], slope: float) -> np.ndarray[Any, Any]:
    """The picture turned about its middle by shifting its columns up or down and then its rows aside."""
    import numpy as np

    for turn, amount in ((False, slope), (True, -slope)):
        grid = ink.T if turn else ink
        width = grid.shape[1]
        shifts = np.rint(amount * (np.arange(width) - width / 2)).astype(int)
        moved = np.zeros_like(grid)
        for shift in np.unique(shifts):
            columns = shifts == shift
            moved[:, columns] = np.roll(grid[:, columns], -shift, axis=0)
        ink = moved.T if turn else moved
    return ink


def _long_runs(ink: np.ndarray[Any, Any], scale: float) -> list[_Run]:
    """Thin long dark runs along the rows, those of one rule together; lengths in points."""
    length = round(SHORTEST / scale)
    done: list[_Run] = []
    growing: list[_Run] = []
    for count, (row, start, end) in enumerate(_dark(ink, length)):
        if count > MOST_RUNS:
            return []
        done += [run for run in growing if row - run.last > NEAR]
        growing = [run for run in growing if row - run.last <= NEAR]
        same = next((run for run in growing if run.start <= end and start <= run.end), None)
        if same is None:
            growing.append(_Run(start, end, row, row, end - start))
        else:
            same.start, same.end, same.last = min(start, same.start), max(end, same.end), row
            same.area += end - start
    thin = [
        run
        for run in (*done, *growing)
        if run.area * scale <= THICKEST * (run.end - run.start) and (run.last - run.first) * scale <= SLANT
    ]
    return [_Run(run.start * scale, run.end * scale, run.first * scale, run.last * scale, run.area) for run in thin]


def _dark(ink: np.ndarray[Any, Any], length: int) -> Iterator[tuple[int, int, int]]:
    """(row, start, end) of every run of pixels at least so long that is dark all along, or nearly."""
    import numpy as np

    if ink.shape[1] <= length:
        return
    for top in range(0, ink.shape[0], ROWS_AT_ONCE):
        total = np.cumsum(ink[top : top + ROWS_AT_ONCE], axis=1, dtype=np.int32)
        dark = total[:, length:] - total[:, :-length] >= WHOLE * length
        for row in np.flatnonzero(dark.any(axis=1)):
            edges = np.flatnonzero(np.diff(np.concatenate(([False], dark[row], [False])).astype(np.int8)))
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                yield top + int(row), int(start) + 1, int(end) + length


def _crossings(run: _Run, others: Sequence[_Run]) -> int:
    at = _middle(run)
    return sum(
        other.start - REACH <= at <= other.end + REACH and run.start - REACH <= _middle(other) <= run.end + REACH
        for other in others
    )


def _middle(run: _Run) -> float:
    return (run.first + run.last) / 2
