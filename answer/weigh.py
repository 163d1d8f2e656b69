"""Learnt weights into probabilities: a logistic regression whose every weight can be read in `weights.json`.

Trained by `models/train.py`; the card beside it says on what. The file names its features, so that weights and the code that
feeds them cannot drift apart unseen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "weights.json"


class WeightsMismatch(Exception):
    """Weights that were trained on other features than the code has now."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """One model: features are centred by `mean`, divided by `scale`, weighed and summed with `intercept`."""

    mean: np.ndarray
    scale: np.ndarray
    weight: np.ndarray
    intercept: float

    def probability(self, rows: np.ndarray) -> np.ndarray:
        """For each row of features a probability between 0 and 1."""
        raw = ((rows - self.mean) / self.scale) @ self.weight + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-raw)))


@cache
def load_weights(model: str, names: tuple[str, ...]) -> Weights:
    """The weights of one model ("statement" or "answer"). Raises WeightsMismatch when they are for other features."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))[model]
    if tuple(kept["features"]) != names:
        raise WeightsMismatch(f"{FILE}, {model}: trained on other features. Train again: make model.")
    mean, scale, weight = np.array([kept["features"][name] for name in names], dtype=np.float64).T
    return Weights(mean, scale, weight, float(kept["intercept"]))
