"""A library and questions to how long twenty people wait who ask at once: ``python -m eval.speed_many``, one JSON object."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from eval.speed_start import many
from index.library import Library

TIMES = 3  # the first also loads what the others find ready; the middle one by p95 counts


def main(folder: Annotated[Path, typer.Argument()], questions: Annotated[Path, typer.Argument()]) -> None:
    """Print what it costs in the library in FOLDER; QUESTIONS is a file of one question a line."""
    asked = [line for line in questions.read_text(encoding="utf-8").splitlines() if line]
    with Library.open(folder) as library:
        runs = sorted((many(library, asked) for _ in range(TIMES)), key=lambda each: each["p95"])
    different = sum(each["different"] for each in runs)
    typer.echo(json.dumps(runs[TIMES // 2] | {"different": different, "load": os.getloadavg()[0]}))


if __name__ == "__main__":
    typer.run(main)
