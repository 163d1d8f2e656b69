"""How far a figure can be trusted: confidence intervals and paired tests over the questions.

Questions are drawn anew with replacement; the seed is fixed, so that the same results give the same intervals.
Sources: Efron and Tibshirani 1993 (percentile bootstrap); Koehn 2004 (paired, for comparing systems on one set).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures import Part, figure

DRAWS = 2000
LEVEL = 0.95
SEED = 20240611


@dataclass(frozen=True, slots=True)
class Difference:
    """B less A, its interval, and the two-sided p of the sign test over the questions that changed."""

    difference: float
    low: float
    high: float
    better: int
    worse: int
    p: float


def interval(parts: Sequence[Part], *, draws: int = DRAWS, level: float = LEVEL) -> tuple[float, float] | None:
    """The figure's confidence interval; None where nothing applies."""
    if figure(parts) is None:
        return None
    drawn = _drawn(np.asarray(parts, dtype=float), _weights(len(parts), draws))
    return _bounds(drawn, level)


def paired(a: Sequence[Part], b: Sequence[Part], *, draws: int = DRAWS, level: float = LEVEL) -> Difference | None:
    """What changed from A to B over the same questions in the same order; None where either has no figure.

    Raises ValueError when the questions are not as many.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} questions cannot be paired with {len(b)}")
    before, after = figure(a), figure(b)
    if before is None or after is None:
        return None
    weights = _weights(len(a), draws)
    low, high = _bounds(
        _drawn(np.asarray(b, dtype=float), weights) - _drawn(np.asarray(a, dtype=float), weights), level
    )
    changes = [one[0] / one[1] - other[0] / other[1] for one, other in zip(b, a, strict=True) if one[1] and other[1]]
    better, worse = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    return Difference(after - before, low, high, better, worse, sign_test(better, worse))


def sign_test(better: int, worse: int) -> float:
    """Two-sided p that as lopsided a split, or more, comes from a fair coin: ``sign_test(9, 1)`` is 22/1024.

    Source: Conover 1999, Practical Nonparametric Statistics, section 3.4.
    """
    n = better + worse
    tail = sum(math.comb(n, k) for k in range(min(better, worse) + 1))
    return min(1.0, 2 * tail / float(2**n))


def _weights(n: int, draws: int) -> np.ndarray:
    """How often each question was drawn, one row a draw."""
    return np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=draws)


def _drawn(parts: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The figure of each draw; not a number where none of the questions drawn has it."""
    sums: np.ndarray = weights @ parts
    return np.asarray(np.divide(sums[:, 0], sums[:, 1], out=np.full(len(sums), np.nan), where=sums[:, 1] > 0))


def _bounds(drawn: np.ndarray, level: float) -> tuple[float, float]:
    edge = 50 * (1 - level)
    low, high = np.nanpercentile(drawn, [edge, 100 - edge])
    return float(low), float(high)
