"""A library to a larger one of the same kind: papers whose paragraphs are made of real ones' sentences, for measuring growth.

The words are real, so that the index of words is of honest size; the vectors are real ones mixed two and two and jittered.
Everything goes through the product's own writing, except reading and embedding, which would take a day.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from index.dense import unpack
from index.library import Library
from index.manifest import Model
from index.passage import passages
from index.writing import Writing
from ingest.paper import Paper, Paragraph

OWN, OTHER, NOISE = 0.7, 0.3, 0.2  # a made vector: shares of two real ones, and the length of what is added to them
TWIN = 100  # every so many papers one comes twice, as a report does that was published alone and in a pack
_SENTENCE = re.compile(r"(?<=[.!?;:])\s+(?=[A-Z0-9£•])|\n+")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Stock:
    """What is recombined: papers, the sentences of all, every passage's vector, and the model these come from."""

    papers: tuple[Paper, ...]
    sentences: tuple[str, ...]
    vectors: np.ndarray
    model: Model


class _Known:
    """The embedder that a made library says its vectors are from."""

    def __init__(self, model: Model) -> None:
        self.name, self.revision, self.dimension = model.name, model.revision, model.dimension

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        raise NotImplementedError("the vectors of a made library are drawn, not embedded")


def stock_of(library: Library) -> Stock:
    """What a real library has to recombine. Raises ValueError when it is empty."""
    model = library.model
    if model is None:
        raise ValueError(f"{library.folder} holds no paragraphs to make others from")
    papers = tuple(library.paper(entry.id) for entry in library.entries(once=True))
    sentences = [
        sentence
        for paper in papers
        for paragraph in paper.paragraphs
        if paragraph.kind not in ("heading", "table")
        for sentence in _SENTENCE.split(paragraph.text)
        if len(sentence) > 3
    ]
    with library.reading() as connection:
        rows = connection.execute("SELECT vector FROM passages ORDER BY key").fetchall()
    return Stock(papers, tuple(sentences), unpack((row["vector"] for row in rows), model.dimension), model)


def grow(library: Library, stock: Stock, paragraphs: int) -> int:
    """Put made papers into the library until it holds so many paragraphs; the papers put come back. Always the same ones."""
    have = library.counts()
    total, put = have["paragraphs"], 0
    with library.writing() as writing:
        writing.adopt(_Known(stock.model))
        for number in count(have["files"]):
            if total >= paragraphs:
                return put
            total += len(put_one(writing, stock, number).paragraphs)
            put += 1
    return put


def put_one(writing: Writing, stock: Stock, number: int) -> Paper:
    """Make the paper of this number and put it in."""
    paper = made_paper(stock, number)
    pieces = passages(paper, paper.paragraphs)
    writing.put(paper.file, paper.sha256, [paper], pieces, made_vectors(stock, number, len(pieces)))
    return paper


def made_paper(stock: Stock, number: int) -> Paper:
    """The paper of this number: a real one's facts, headings and lengths, other sentences."""
    original = number - 1 if number and number % TWIN == 0 else number
    draw = random.Random(original)
    model = stock.papers[original % len(stock.papers)]
    id = f"{model.id}-made-{number}"
    made: list[Paragraph] = []
    start = 0
    for paragraph, text in zip(model.paragraphs, _texts(model, stock, draw), strict=True):
        made.append(replace(paragraph, paper=id, text=text, start=start, end=start + len(text)))
        start += len(text) + 2
    whole = "\n\n".join(each.text for each in made)
    sha256 = hashlib.sha256(f"{number}\n{whole}".encode("utf-8", "replace")).hexdigest()
    return replace(
        model, id=id, file=f"made/{id}.pdf", sha256=sha256, text=whole, paragraphs=tuple(made), also_in=(), pack=None
    )


def made_vectors(stock: Stock, number: int, many: int) -> np.ndarray:
    """Unit vectors for a made paper's passages, float32 (many, dimension)."""
    random_ = np.random.default_rng(number)
    own, other = (stock.vectors[random_.integers(len(stock.vectors), size=many)] for _ in range(2))
    noise = random_.normal(size=own.shape)
    noise *= NOISE / np.linalg.norm(noise, axis=1, keepdims=True)
    mixed = OWN * own + OTHER * other + noise
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), dtype=np.float32)


def _texts(model: Paper, stock: Stock, draw: random.Random) -> Iterator[str]:
    """A text for each paragraph: as many sentences as it has, drawn from all; a table keeps its words, not its figures."""
    for paragraph in model.paragraphs:
        if paragraph.kind == "heading":
            yield paragraph.text
        elif paragraph.kind == "table":
            yield _NUMBER.sub(lambda _: str(draw.randrange(10)), paragraph.text)
        else:
            yield " ".join(draw.choices(stock.sentences, k=len(_SENTENCE.split(paragraph.text))))
