"""A library to how fast Scrutineer starts, reads, answers and grows, beside what people would use instead, in one run.

``python -m eval.speed LIBRARY --papers FOLDER --questions gold.jsonl --out DIR`` writes speed.json, speed.md and speed.html.
LIBRARY is a real one: larger ones are made of its paragraphs (`eval.speed_growth`) in DIR, which needs 3.5 kB for each paragraph.
What has been measured is kept in speed.json: a run that was broken off goes on where it was.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from eval.gold import load_questions
from eval.speed_ceilings import ceilings
from eval.speed_growth import grow, put_one, stock_of
from eval.speed_report import PEERS, write_report
from index.library import Library

ASKED = 100  # questions at each size
LATE = 10_000_000  # the number of the paper that is put into a library of full size
OURS = {"OPENBLAS_NUM_THREADS": "1"}  # as the command sets it for itself and for the app


def main(
    library: Annotated[Path, typer.Argument(help="A real library.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="The folder for the report and the larger libraries.")],
    questions: Annotated[Path, typer.Option("--questions", help="Gold questions, one JSON object a line.")],
    papers: Annotated[
        Path | None, typer.Option("--papers", help="Papers to take in; without it ingest is left out.")
    ] = None,
    files: Annotated[int, typer.Option("--files", help="How many of them, at random.")] = 20,
    sizes: Annotated[str, typer.Option("--sizes", help="Paragraphs, parted by commas.")] = "1000,10000,100000,1000000",
    llama_up_to: Annotated[int, typer.Option("--llama-up-to", help="Paragraphs for LlamaIndex.")] = 100_000,
    bm25_up_to: Annotated[int, typer.Option("--bm25-up-to", help="Paragraphs for bm25s.")] = 1_000_000,
) -> None:
    """Measure everything that is not yet measured and write the report."""
    out.mkdir(parents=True, exist_ok=True)
    gold = load_questions(questions)
    asked = [" ".join(each.question.split()) for each in gold[:: max(1, len(gold) // ASKED)]]
    (out / "questions.txt").write_text("\n".join(asked) + "\n", encoding="utf-8")
    found = _Found(out / "speed.json")
    found.add("ceilings", lambda: asdict(ceilings()))
    if papers is not None:
        found.add("ingest", lambda: run("eval.speed_ingest", papers, files))
        found.add("ceilings_after", lambda: asdict(ceilings()))
    found.add("start", lambda: _starts(library, asked[0]))
    found.add("many", lambda: run("eval.speed_many", library, out / "questions.txt"))
    limits = dict(zip(PEERS, (llama_up_to, bm25_up_to), strict=True))
    _growth(found, library, out, [int(size) for size in sizes.split(",")], limits)
    write_report(found.told, out)
    typer.echo(f"Report: {out / 'speed.html'}", err=True)


class _Found:
    """What has been measured so far, kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def add(self, name: str, work: Callable[[], object]) -> None:
        """Measure this part, unless it is there."""
        if name not in self.told:
            start = time.perf_counter()
            self.told[name] = work()
            self.keep()
            typer.echo(f"{name}: {time.perf_counter() - start:.0f} s. {json.dumps(self.told[name])}", err=True)

    def keep(self) -> None:
        """Write it down."""
        self._path.write_text(json.dumps(self.told, indent=1) + "\n", encoding="utf-8")


def _starts(library: Path, question: str) -> dict[str, float]:
    from eval.speed_start import starts

    return starts(library, question)


def _growth(found: _Found, library: Path, out: Path, sizes: list[int], limits: dict[str, int]) -> None:
    """What each size costs, in a library that grows from one to the next."""
    rows: list[dict[str, Any]] = found.told.setdefault("growth", [])
    wanted = [size for size in sorted(sizes) if size not in {row["size"] for row in rows}]
    if not wanted:
        return
    with Library.open(library) as real:
        stock = stock_of(real)
    folder = out / "grown"
    with Library.open(folder, create=True) as grown:
        for size in wanted:
            start = time.perf_counter()
            grow(grown, stock, size)
            if grown.counts()["paragraphs"] > 1.1 * size:
                raise typer.BadParameter(
                    f"{folder} has grown beyond {size} already: delete {out}, or leave that size out"
                )
            row: dict[str, Any] = {"size": size, "growing": time.perf_counter() - start}
            row |= run("eval.speed_search", folder, out / "questions.txt")
            start, before = time.perf_counter(), time.process_time()
            with grown.writing() as writing:
                late = put_one(writing, stock, LATE + size)
            row["adding_one"], row["adding_one_cpu"] = time.perf_counter() - start, time.process_time() - before
            row["adding_one_paragraphs"] = len(late.paragraphs)
            for peer in PEERS:
                if size <= limits[peer]:
                    row[peer] = run("eval.speed_peers", folder, out / "questions.txt", peer)
            rows.append(row)
            found.keep()
            typer.echo(json.dumps(row), err=True)


def run(module: str, *arguments: object) -> dict[str, Any]:
    """What a module prints, in a process of its own."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1], env=os.environ | OURS
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    typer.run(main)
