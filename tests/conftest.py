"""Papers made by hand, a library to put them in, and an embedder whose vectors can be checked by eye."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from index.library import Library
from index.passage import passages
from ingest.paper import Box, Paper, PaperKind, Paragraph, ParagraphKind

os.environ.setdefault("HF_HUB_OFFLINE", "1")


class WordHashEmbedder:
    """Each word has its own place in the vector (by checksum), so texts are near when they share words."""

    name = "word-hash"
    revision = "1"
    dimension = 64

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                vector[zlib.crc32(word.encode("utf-8", "replace")) % self.dimension] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def paragraph(
    text: str,
    label: str = "",
    *,
    heading: tuple[str, ...] = (),
    kind: ParagraphKind = "body",
    page: int = 1,
    columns: tuple[str, ...] = (),
    caption: str = "",
) -> dict[str, object]:
    """What `paper` needs to know of one paragraph; without a label it is cited by position."""
    return {
        "text": text,
        "label": label,
        "label_kind": "printed" if label else "position",
        "heading": heading,
        "kind": kind,
        "page": page,
        "columns": columns,
        "caption": caption,
    }


def paper(
    *paragraphs: str | dict[str, object],
    id: str = "a-paper",
    title: str = "A paper",
    kind: PaperKind = "report",
    council: str | None = "Fennshire Council",
    committee: str | None = "Scrutiny Committee",
    date: dt.date | None = dt.date(2024, 3, 5),
    file: str | None = None,
    sha256: str | None = None,
    **more: object,
) -> Paper:
    """A lawful paper: `text` is its paragraphs parted by blank lines, each with its offsets and a box."""
    made: list[Paragraph] = []
    start = 0
    for ordinal, each in enumerate(paragraphs, start=1):
        facts = {**(paragraph(each) if isinstance(each, str) else each)}
        facts["label"] = facts["label"] or f"¶{ordinal}"
        end = start + len(str(facts["text"]))
        box = Box(int(str(facts["page"])), 0.1, 0.1, 0.9, 0.2)
        made.append(Paragraph(paper=id, ordinal=ordinal, start=start, end=end, boxes=(box,), **facts))  # type: ignore[arg-type]
        start = end + 2
    text = "\n\n".join(each.text for each in made)
    facts: dict[str, object] = {
        "id": id,
        "title": title,
        "kind": kind,
        "council": council,
        "committee": committee,
        "date": date,
        "item": None,
        "file": file or f"{id}.txt",
        "sha256": sha256 or hashlib.sha256(f"{id}\n{text}".encode()).hexdigest(),
        "pages": max((each.page for each in made), default=1),
        "text": text,
        "paragraphs": tuple(made),
    }
    return Paper(**(facts | more))  # type: ignore[arg-type]


@pytest.fixture
def embedder() -> WordHashEmbedder:
    return WordHashEmbedder()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


@pytest.fixture
def stock(library: Library, embedder: WordHashEmbedder) -> Callable[..., Library]:
    """Puts papers, each as a file of its own, into the library."""

    def put(*papers: Paper) -> Library:
        with library.writing() as writing:
            writing.adopt(embedder)
            for each in papers:
                pieces = passages(each, each.paragraphs)
                vectors = embedder.embed([passage.text for passage in pieces])
                writing.put(each.file, each.sha256, [each], pieces, vectors)
        return library

    return put
