"""Papers to the keys of their passages: a paper's passages are put in together, so that two numbers tell them all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

import numpy as np

_SPANS = """
SELECT paragraphs.paper, min(passages.key), max(passages.key) FROM json_each(?) AS wanted
JOIN paragraphs ON paragraphs.paper = wanted.value JOIN passages ON passages.paragraph = paragraphs.key
GROUP BY paragraphs.paper
"""


class Spans:
    """The first and last passage of each paper asked for so far. They stay true: keys are never given twice."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[int, int]] = {}

    def passages(self, connection: sqlite3.Connection, papers: Iterable[int]) -> np.ndarray:
        """The keys (int64) of the papers' passages."""
        wanted = list(papers)
        if new := [paper for paper in wanted if paper not in self._known]:
            found = {row[0]: (row[1], row[2]) for row in connection.execute(_SPANS, (json.dumps(new),))}
            self._known |= {paper: found.get(paper, (0, -1)) for paper in new}
        spans = [self._known[paper] for paper in wanted]
        return np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(low, high + 1) for low, high in spans)])
