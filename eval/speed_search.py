"""A library and questions to what searching it costs, in a process that has done nothing else: ``python -m eval.speed_search``.

Steps: embedding the question, the words (BM25), the vectors, and the rest (fetching, weighing). One JSON object on stdout.
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
from index.dense import unpack
from index.embed import Embedder, load_embedder
from index.library import Library
from index.search import CANDIDATES, search
from index.words import terms

Spent = tuple[float, float]  # seconds by the clock, and of processor time
DEEP = 10  # of recall
ROWS = 20_000


def main(folder: Annotated[Path, typer.Argument()], questions: Annotated[Path, typer.Argument()]) -> None:
    """Print what opening and searching the library in FOLDER costs; QUESTIONS is a file of one question a line."""
    asked = [line for line in questions.read_text(encoding="utf-8").splitlines() if line]
    embedder = load_embedder()
    embedder.embed(["warm"])
    before = resident()
    started, spent = time.perf_counter(), time.process_time()
    library = Library.open(folder)
    with library:
        _open(library)
        opening = {"opening": time.perf_counter() - started, "opening_cpu": time.process_time() - spent}
        first = _spent(lambda: search(library, asked[0], embedder=embedder))[0]
        seconds = [_steps(library, question, embedder) for question in asked]
        told: dict[str, object] = dict(library.counts())
        told |= opening | {"first": first, "resident_mb": resident(), "before_mb": before}
        told |= {"bytes": {path.name: _size(path) for path in folder.iterdir() if path.name != "sources"}}
        told |= {"steps": {step: _told([each[step] for each in seconds]) for step in seconds[0]}}
        told |= {"recall": recall(library, embedder.embed(asked))}
    typer.echo(json.dumps(told))


def recall(library: Library, queries: np.ndarray) -> float:
    """The share of the exactly nearest ten passages that are among the candidates that a search weighs by their exact cosines."""
    best = np.full((len(queries), DEEP), -2.0)
    keys = np.zeros((len(queries), DEEP), dtype=np.int64)
    with library.reading() as connection:
        cursor = connection.execute("SELECT key, vector FROM passages")
        while rows := cursor.fetchmany(ROWS):
            cosines = queries @ unpack((row["vector"] for row in rows), queries.shape[1]).T
            own = np.broadcast_to(np.array([row["key"] for row in rows]), cosines.shape)
            both, named = np.hstack([best, cosines]), np.hstack([keys, own])
            order = np.argpartition(-both, DEEP - 1, axis=1)[:, :DEEP]
            best, keys = np.take_along_axis(both, order, 1), np.take_along_axis(named, order, 1)
        vectors = library.vectors(connection)
        found = [{key for key, _ in vectors.nearest(query, CANDIDATES)} for query in queries]
    return sum(len(set(own) & near) for own, near in zip(keys.tolist(), found, strict=True)) / keys.size


def resident() -> int:
    """Megabytes of memory that this process has in use; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


def _open(library: Library) -> None:
    with library.reading() as connection:
        library.vectors(connection)
        library.words(connection)


def _steps(library: Library, question: str, embedder: Embedder) -> dict[str, Spent]:
    """What a search costs, then each of its steps done again by itself; the rest is what remains."""
    whole = _spent(lambda: search(library, question, k=60, embedder=embedder))
    embedding = _spent(lambda: embedder.embed([question]))
    vector = embedder.embed([question])[0]
    with library.reading() as connection:
        nearest = _spent(lambda: library.vectors(connection).nearest(vector, CANDIDATES))
        words = library.words(connection)
        scored = (0.0, 0.0)
        if words is not None:
            scored = _spent(lambda: words.scores(connection, terms(question), CANDIDATES))
    rest = tuple(max(0.0, all_ - sum(parts)) for all_, *parts in zip(whole, embedding, nearest, scored, strict=True))
    return {"search": whole, "embedding": embedding, "vectors": nearest, "words": scored, "rest": (rest[0], rest[1])}


def _told(spent: Sequence[Spent]) -> dict[str, float]:
    """Milliseconds by the clock, and of processor time (on which other work on the machine bears less)."""
    told = {}
    for at, kind in enumerate(("", "_cpu")):
        for name, share in (("p50", 0.5), ("p95", 0.95)):
            told[name + kind] = round(1000 * (percentile([each[at] for each in spent], share) or 0.0), 2)
    return told


def _spent(work: Callable[[], object]) -> Spent:
    start, before = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - before


def _size(path: Path) -> int:
    return (
        sum(each.stat().st_size for each in path.rglob("*") if each.is_file()) if path.is_dir() else path.stat().st_size
    )


if __name__ == "__main__":
    typer.run(main)
