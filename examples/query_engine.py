"""A library as a LlamaIndex query engine: python -m examples.query_engine LIBRARY "a question"."""

from __future__ import annotations

import sys
from pathlib import Path

from answer.engine import ScrutineerQueryEngine
from index.library import Library


def main(folder: str, question: str) -> None:
    with Library.open(Path(folder)) as library:
        response = ScrutineerQueryEngine(library).query(question)
        print(response)
        for number, source in enumerate(response.source_nodes, start=1):
            print(f"[{number}] {source.metadata['cited_as']}: “{source.metadata['quote']}”")


if __name__ == "__main__":
    main(*sys.argv[1:])
