"""A library to how fast Scrutineer starts, reads, answers and grows, beside what people would use instead, in one run.

``python -m eval.speed LIBRARY --papers FOLDER --questions gold.jsonl --out DIR`` writes speed.json, speed.md and speed.html.
LIBRARY is a real one: larger ones are made of its paragraphs (`eval.speed_growth`) in DIR, which needs 3 kB for each paragraph.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
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


def main(
    library: Annotated[Path, typer.Argument(help="A real library.", show_default=False)],
    out: Annotated[Path, typer.Option("--out", help="The folder for the report and the larger libraries.")],
    questions: Annotated[Path, typer.Option("--questions", help="Gold questions, one JSON object a line.")],
    papers: Annotated[
        Path | None, typer.Option("--papers", help="Papers to take in; without it ingest is left out.")
    ] = None,
    files: Annotated[int, typer.Option("--files", help="How many of them, at random.")] = 20,
    sizes: Annotated[str, typer.Option("--sizes", help="Paragraphs, parted by commas.")] = "1000,10000,100000,1000000",
    peers_up_to: Annotated[int, typer.Option("--peers-up-to", help="Paragraphs; they keep all in memory.")] = 100_000,
) -> None:
    """Measure everything and write the report."""
    out.mkdir(parents=True, exist_ok=True)
    gold = load_questions(questions)
    asked = [" ".join(each.question.split()) for each in gold[:: max(1, len(gold) // ASKED)]]
    (out / "questions.txt").write_text("\n".join(asked) + "\n", encoding="utf-8")
    found: dict[str, Any] = {"ceilings": asdict(ceilings())}
    if papers is not None:
        found["ingest"] = _ingest(papers, files)
        found["ceilings_after"] = asdict(ceilings())
    found |= _starts(library, asked)
    found["growth"] = _growth(library, out, [int(size) for size in sizes.split(",")], peers_up_to)
    (out / "speed.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    write_report(found, out)
    typer.echo(f"Report: {out / 'speed.html'}", err=True)


def _ingest(folder: Path, files: int) -> dict[str, Any]:
    from eval.speed_ingest import ingest, precision

    paths = sorted(folder.rglob("*.pdf"))
    return {"precision": precision(), **ingest(sorted(random.Random(1).sample(paths, min(files, len(paths)))))}


def _starts(library: Path, asked: list[str]) -> dict[str, Any]:
    from eval.speed_start import many, starts

    found: dict[str, Any] = {"start": starts(library, asked[0])}
    with Library.open(library) as opened:
        found["many"] = many(opened, asked)
    return found


def _growth(library: Path, out: Path, sizes: list[int], peers_up_to: int) -> list[dict[str, Any]]:
    """What each size costs, in a library that grows from one to the next."""
    with Library.open(library) as real:
        stock = stock_of(real)
    rows: list[dict[str, Any]] = []
    folder = out / "grown"
    with Library.open(folder, create=True) as grown:
        for size in sizes:
            start = time.perf_counter()
            grow(grown, stock, size)
            row = {"growing": time.perf_counter() - start, **_run("eval.speed_search", folder, out / "questions.txt")}
            start = time.perf_counter()
            with grown.writing() as writing:
                late = put_one(writing, stock, LATE + size)
            row["adding_one"] = time.perf_counter() - start
            row["adding_one_paragraphs"] = len(late.paragraphs)
            for peer in PEERS if size <= peers_up_to else ():
                row[peer] = _run("eval.speed_peers", folder, out / "questions.txt", peer)
            rows.append(row)
            typer.echo(json.dumps(row), err=True)
    return rows


def _run(module: str, *arguments: object) -> dict[str, Any]:
    """What a module prints, in a process of its own."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    typer.run(main)
