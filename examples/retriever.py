"""A library as a LlamaIndex retriever: python -m examples.retriever LIBRARY "a question"."""

from __future__ import annotations

import sys
from pathlib import Path

from index.library import Library
from index.retriever import ParagraphRetriever


def main(folder: str, question: str) -> None:
    """Print the five paragraphs nearest to the question, each with where it stands."""
    with Library.open(Path(folder)) as library:
        for found in ParagraphRetriever(library, k=5).retrieve(question):
            where = found.metadata
            print(f"{found.score:.2f}  {where['title']}, {where['label']} (page {where['page']}, {where['file']})")
            print(f"      {found.text}")


if __name__ == "__main__":
    main(*sys.argv[1:])
