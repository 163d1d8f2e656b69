"""A folder of papers to figures on reading it: pages a second, what takes the time, and pypdf beside pdfium.

``python -m eval.reading_speed ../shared/papers/ofsted --files 60``

Shares are of processor time, so that other work on the machine does not count; pages a second are by the clock.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from eval.gold import load_structure
from eval.text_layers import begins_found, known_words, read_with_all, shared, torn_and_glued, words
from index.embed import Embedder, load_embedder
from index.passage import passages
from index.reading import read_all
from ingest.errors import UnreadableFile
from ingest.page import Page
from ingest.paper import Paper
from ingest.read import read
from ingest.source import open_source
from ingest.table import tables_of

T = TypeVar("T")


def main(
    folder: Annotated[Path, typer.Argument(help="The folder of PDFs.")],
    files: Annotated[int, typer.Option(help="How many of them, at random; 0 is all.")] = 0,
    seed: Annotated[int, typer.Option(help="Which ones.")] = 1,
    workers: Annotated[str, typer.Option(help="Numbers of processes to try, parted by commas.")] = "1,2",
    text_only: Annotated[bool, typer.Option("--text-only", help="Only pypdf beside pdfium.")] = False,
    gold: Annotated[Path | None, typer.Option(help="Annotated structure, for beginnings found word for word.")] = None,
) -> None:
    """Print how fast a folder's PDFs are read, where the time goes, and how pypdf compares with pdfium."""
    paths = sorted(folder.rglob("*.pdf"))
    if files and files < len(paths):
        paths = sorted(random.Random(seed).sample(paths, files))
    if not text_only:
        embedder = load_embedder()
        embedder.embed(["warm"])
        pages = _stages(paths, embedder)
        for count in map(int, workers.split(",")):
            _throughput(paths, count, embedder, pages)
    _layers(paths, gold)


def _stages(paths: Sequence[Path], embedder: Embedder) -> int:
    """Print the processor time of each step; the number of pages read comes back."""
    spent = {"reading (pdfium, OCR)": 0.0, "tables": 0.0, "structuring": 0.0, "embedding": 0.0}
    pages = paragraphs = 0
    for path in paths:
        try:
            source, opening = _timed(partial(open_source, path))
            _, ruling = _timed(partial(_ruled, source.pages))
            papers, whole = _timed(partial(read, path))
        except UnreadableFile as error:
            typer.echo(f"left out: {error}")
            continue
        _, embedding = _timed(partial(_embedded, papers, embedder))
        pages += len(source.pages)
        paragraphs += sum(len(paper.paragraphs) for paper in papers)
        steps = (opening, ruling, max(0.0, whole - opening - ruling), embedding)
        for name, seconds in zip(spent, steps, strict=True):
            spent[name] += seconds
    total = sum(spent.values())
    typer.echo(f"{len(paths)} files, {pages} pages, {paragraphs} paragraphs, {total:.1f} s of processor time")
    for name, seconds in spent.items():
        typer.echo(
            f"  {name:22} {seconds:7.1f} s  {100 * seconds / total:5.1f} %  {1000 * seconds / pages:6.1f} ms a page"
        )
    return pages


def _throughput(paths: Sequence[Path], workers: int, embedder: Embedder, pages: int) -> None:
    for embed in (False, True):
        start = time.perf_counter()
        for _, result in read_all(paths, lambda path: (path, path.name), workers=workers):
            if embed and not isinstance(result, UnreadableFile):
                _embedded(result, embedder)
        seconds = time.perf_counter() - start
        what = "read and embedded" if embed else "read"
        typer.echo(f"{workers} process(es): {pages / seconds:6.1f} pages a second {what}")


def _layers(paths: Sequence[Path], gold: Path | None) -> None:
    readings = read_with_all(paths)
    known = known_words(readings)
    begins = []
    for each in load_structure(gold) if gold else ():
        begins += [(each.file, paragraph.page, paragraph.start) for paragraph in each.paragraphs]
    begins = [each for each in begins if any(str(path).endswith(each[0]) for path in paths)]
    typer.echo(f"list of {len(known)} words")
    for name, reading in readings.items():
        counted = sum(len(words(text)) for text in reading.pages.values())
        faults = [torn_and_glued(text, known) for text in reading.pages.values()]
        torn, glued = (10_000 * sum(each) / max(1, counted) for each in zip(*faults, strict=True))
        told = f"  {name:7} {len(reading.pages) / reading.seconds:7.1f} pages a second of processor time, {counted} words, "
        told += f"in 10,000 words {torn:.1f} torn, {glued:.1f} glued"
        if begins:
            exact, letters = begins_found(reading, begins)
            told += f", beginnings word for word {exact} of {len(begins)}, by letters {letters}"
        typer.echo(told)
    for one, other in (("pypdf", "pdfium"), ("pypdf", "ours"), ("pdfium", "ours")):
        typer.echo(f"  words found by both {one} and {other}: {100 * shared(readings[one], readings[other]):.2f} %")


def _embedded(papers: Sequence[Paper], embedder: Embedder) -> None:
    embedder.embed([passage.text for paper in papers for passage in passages(paper, paper.paragraphs)])


def _ruled(pages: Sequence[Page]) -> None:
    for page in pages:
        tables_of(page)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    done = work()
    return done, time.process_time() - start


if __name__ == "__main__":
    typer.run(main)
