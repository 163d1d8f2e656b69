"""Papers to what taking them in costs: step by step, whole, and by LlamaIndex as it comes; all of one run, as ratios.

``python -m eval.speed_ingest FOLDER FILES`` does it for so many of a folder's PDFs, drawn at random, and prints one JSON object.

LlamaIndex reads with its directory reader over pypdf, cuts with its sentence splitter, embeds ten chunks at a time with
sentence-transformers (its own defaults) and the same weights, and puts the vectors into a flat FAISS index.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import numpy as np
import typer

from eval.speed_ceilings import operations
from index.build import Progress, ingest_paths
from index.convert import Unconvertible
from index.embed import PACKAGED, load_embedder, packaged_folder
from index.library import Library
from index.passage import passages
from index.reading import read_all
from index.sentences import SentenceEmbedder
from index.wordpiece import load_tokenizer
from ingest.errors import UnreadableFile
from ingest.paper import Paper

T = TypeVar("T")
LONGEST = 256  # tokens of a text that the model reads
THEIRS_AT_ONCE = 10  # llama_index.core.constants.DEFAULT_EMBED_BATCH_SIZE


def main(folder: Annotated[Path, typer.Argument()], files: Annotated[int, typer.Argument()]) -> None:
    """Print what taking in FILES of FOLDER's PDFs costs."""
    paths = sorted(folder.rglob("*.pdf"))
    chosen = sorted(random.Random(1).sample(paths, min(files, len(paths))))
    typer.echo(json.dumps({"precision": precision(), **ingest(chosen)}))


def ingest(paths: Sequence[Path]) -> dict[str, Any]:
    """Seconds of each step done alone, of the whole, and of LlamaIndex's; what there was to do; how right the time left was.

    Both sides have loaded what they load once: theirs is asked for a text before the clock runs.
    """
    papers, reading = timed(lambda: list(_read(paths)))
    texts = [piece.text for paper in papers for piece in passages(paper, paper.paragraphs)]
    embedder = load_embedder()
    embedder.embed(texts[:300])  # so that every core's model is there
    tokens, squares = counted(texts)
    steps = {"reading": reading, "embedding": timed(lambda: embedder.embed(texts))[1]}
    told, steps["whole"] = timed(lambda: _whole(paths))
    theirs = _TenAtOnce(packaged_folder(), PACKAGED)
    theirs.embed(["warm"])
    theirs.asked = []
    steps["llama_index"] = timed(lambda: _theirs(paths, theirs))[1]
    return {
        "files": len(paths),
        "pages": sum(paper.pages for paper in papers),
        "paragraphs": sum(len(paper.paragraphs) for paper in papers),
        "passages": len(texts),
        "tokens": tokens,
        "operations": operations(tokens, squares),
        "llama_tokens": counted(theirs.asked)[0],
        "llama_tokens_cut_off": counted(theirs.asked, 1 << 20)[0] - counted(theirs.asked)[0],
        "time_left": told,
        **{step: seconds for step, (seconds, _) in steps.items()},
        **{f"{step}_cpu": seconds for step, (_, seconds) in steps.items()},
    }


def counted(texts: Sequence[str], longest: int = LONGEST) -> tuple[int, int]:
    """How many tokens the model reads of the texts, and the sum of their squares by text."""
    encodings = load_tokenizer(packaged_folder(), longest).encode_batch(list(texts))
    lengths = np.array([len(encoding.ids) for encoding in encodings], dtype=np.int64)
    return int(lengths.sum()), int((lengths**2).sum())


def precision() -> str:
    """How the packaged model is run here."""
    try:
        from index.convert import openvino

        properties = openvino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        return "bf16" if "BF16" in properties else "float32"
    except Unconvertible:
        return "float32 by sentence-transformers"


def timed(work: Callable[[], T]) -> tuple[T, tuple[float, float]]:
    """What the work gives; its seconds by the clock, and of processor time, its other processes' included."""
    start, before = time.perf_counter(), _processor()
    done = work()
    return done, (time.perf_counter() - start, _processor() - before)


def _processor() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _read(paths: Sequence[Path]) -> Iterator[Paper]:
    for _, result in read_all(paths, lambda path: (path, path.name)):
        if not isinstance(result, UnreadableFile):
            yield from result


def _whole(paths: Sequence[Path]) -> list[tuple[float, float, float]]:
    """Takes the papers in. After each file: the seconds so far, those said to be left, and those that were left."""
    folder = Path(tempfile.mkdtemp())
    told: list[tuple[float, float | None]] = []
    start = time.perf_counter()

    def note(progress: Progress) -> None:
        told.append((time.perf_counter() - start, progress.seconds_left))

    try:
        with Library.open(folder / "library", create=True) as library:
            list(ingest_paths(library, paths, progress=note))
    finally:
        shutil.rmtree(folder)
    end = time.perf_counter() - start
    return [(round(at, 1), round(left, 1), round(end - at, 1)) for at, left in told if left is not None]


class _TenAtOnce(SentenceEmbedder):
    """The reference model, asked as LlamaIndex asks: so many texts at once, in the order they come; it keeps what is asked."""

    def __init__(self, folder: Path, name: str) -> None:
        self.asked: list[str] = []
        super().__init__(folder, name)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.asked = [*self.asked, *texts]
        parts = [
            super(_TenAtOnce, self).embed(texts[at : at + THEIRS_AT_ONCE])
            for at in range(0, len(texts), THEIRS_AT_ONCE)
        ]
        return np.concatenate([np.zeros((0, getattr(self, "dimension", 384)), dtype=np.float32), *parts])


def _theirs(paths: Sequence[Path], embedder: SentenceEmbedder) -> None:
    from eval.llama_peer import DefaultIndex, read_pages, split

    DefaultIndex(split(read_pages({path.name: path for path in paths}, {})), embedder)


if __name__ == "__main__":
    typer.run(main)
