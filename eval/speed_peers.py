"""The same paragraphs in what people would use instead, and what searching that costs: ``python -m eval.speed_peers``.

LlamaIndex's index over FAISS is given our vectors, so that only searching is compared; BM25 is bm25s. One JSON object on stdout.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from eval.metrics import percentile
from eval.peers import DEPTH, bm25
from eval.speed_search import resident
from index.dense import unpack
from index.embed import load_embedder
from index.library import Library


def main(
    folder: Annotated[Path, typer.Argument()],
    questions: Annotated[Path, typer.Argument()],
    which: Annotated[str, typer.Argument(help="LlamaIndex or BM25")],
) -> None:
    """Print what building and asking one peer costs on the paragraphs of the library in FOLDER."""
    asked = [line for line in questions.read_text(encoding="utf-8").splitlines() if line]
    texts, vectors = _held(folder)
    start = time.perf_counter()
    ask = _llama(texts, vectors) if which == "LlamaIndex" else _bm25(texts)
    told: dict[str, object] = {"building": time.perf_counter() - start}
    ask(asked[0])
    seconds = []
    for question in asked:
        start = time.perf_counter()
        ask(question)
        seconds.append(time.perf_counter() - start)
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        told[name] = round(1000 * (percentile(seconds, share) or 0.0), 2)
    typer.echo(json.dumps(told | {"resident_mb": resident()}))


def _held(folder: Path) -> tuple[list[str], np.ndarray]:
    """Every passage's paragraph, as text, and its vector."""
    with Library.open(folder) as library, library.reading() as connection:
        rows = connection.execute(
            "SELECT text, vector FROM passages JOIN paragraphs ON paragraphs.key = passages.paragraph ORDER BY passages.key"
        ).fetchall()
    dimension = len(rows[0]["vector"]) // 2
    return [row["text"] for row in rows], unpack((row["vector"] for row in rows), dimension)


class _Given:
    """Gives the texts the vectors they have, in order, and embeds only what is asked later."""

    def __init__(self, vectors: np.ndarray) -> None:
        self._model = load_embedder()
        self.name, self.revision, self.dimension = self._model.name, self._model.revision, self._model.dimension
        self._vectors, self._at = vectors, 0

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        if self._at >= len(self._vectors):
            return self._model.embed(texts)
        self._at += len(texts)
        return self._vectors[self._at - len(texts) : self._at]


def _llama(texts: Sequence[str], vectors: np.ndarray) -> Callable[[str], object]:
    from eval.llama_peer import DefaultIndex, nodes_of

    index = DefaultIndex(nodes_of(texts), _Given(vectors))
    return lambda question: index.nearest(question, DEPTH)


def _bm25(texts: Sequence[str]) -> Callable[[str], object]:
    rank = bm25(texts)
    return lambda question: rank(question, DEPTH)


if __name__ == "__main__":
    typer.run(main)
