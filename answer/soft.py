"""How near a statement comes to a question, word by word in meaning: late interaction over the embedding model's tokens.

Each word of the question looks for its best match among the statement's words ("kids" finds "children"); the matches are averaged
(Khattab and Zaharia, ColBERT, 2020). The statement's words are read within their paragraph, with its headings in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answer.facts import tokens
from answer.wording import is_content
from index.embed import TokenEmbedder, TokenVectors
from index.passage import context, passage_texts
from index.search import Hit

BEFORE = 0.5  # of a word's worth when only the questions before it have it
WEAKEST = 3  # question words: how well the worst matched of them are matched is a sign of its own


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The question's telling tokens: unit vectors (tokens, dimension), and what each counts for (tokens,), 1 in all."""

    vectors: np.ndarray
    share: np.ndarray


@dataclass(frozen=True, slots=True)
class Nearness:
    """Shares from -1 to 1: the mean of the best matches, that with the headings to match too, and the weakest three's mean."""

    own: float = 0.0
    framed: float = 0.0
    weakest: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A paragraph's passages as read by the model: their texts, tokens, and how much of each is context in front."""

    texts: tuple[str, ...]
    tokens: tuple[TokenVectors, ...]
    front: int


def ask_tokens(embedder: TokenEmbedder, question: str, before: str = "") -> Asked:
    """The tokens of the question's telling words, or all of them where it has none; those of the questions `before` it too."""
    whole = f"{before} {question}".strip()
    start = len(whole) - len(question)
    found = embedder.tokens([whole])[0]
    spoken = [(token.start, token.end) for token in tokens(whole) if is_content(token) or token.is_fact]
    spans = found.spans.tolist()
    chosen = [row for row, (a, b) in enumerate(spans) if any(a >= first and b <= last for first, last in spoken)]
    chosen = chosen or list(range(len(spans)))
    worth = np.array([1.0 if spans[row][0] >= start else BEFORE for row in chosen], dtype=np.float32)
    return Asked(found.vectors[chosen], worth / max(float(worth.sum()), 1e-6))


def read_hits(embedder: TokenEmbedder, hits: Sequence[Hit]) -> list[Read]:
    """The paragraphs of the hits as the model reads them, in one go."""
    leads = [hit.unit.lead if hit.unit else "" for hit in hits]
    texts = [tuple(passage_texts(hit.entry, hit.paragraph, lead)) for hit, lead in zip(hits, leads, strict=True)]
    read = iter(embedder.tokens([text for own in texts for text in own]))
    return [
        Read(own, tuple(next(read) for _ in own), len(context(hit.entry, hit.paragraph, lead)))
        for own, hit, lead in zip(texts, hits, leads, strict=True)
    ]


def near_paragraph(asked: Asked, read: Read) -> float:
    """How near the whole paragraph comes, its context included."""
    return max((_mean(asked, part.vectors) for part in read.tokens), default=0.0)


def near_statement(asked: Asked, read: Read, statement: str) -> Nearness:
    """How near a statement of the paragraph comes; one that the model did not reach counts as its whole paragraph."""
    own = _within(read, statement)
    if own is None:
        own = max((part.vectors for part in read.tokens), key=len, default=None)
    if own is None or not len(own) or not len(asked.vectors):
        return Nearness()
    best = (asked.vectors @ own.T).max(axis=1)
    front = read.tokens[0].vectors[read.tokens[0].spans[:, 1] <= read.front]
    framed = np.maximum(best, (asked.vectors @ front.T).max(axis=1)) if len(front) else best
    return Nearness(float(best @ asked.share), float(framed @ asked.share), float(np.sort(framed)[:WEAKEST].mean()))


def _within(read: Read, statement: str) -> np.ndarray | None:
    """The vectors of a statement's tokens, found where it stands in one of the passages."""
    wanted = " ".join(statement.split())
    for text, part in zip(read.texts, read.tokens, strict=True):
        start = text.find(wanted, min(read.front, len(text)))
        if start < 0:
            start = text.find(wanted[:60], min(read.front, len(text)))
        if start >= 0:
            inside = (part.spans[:, 0] >= start) & (part.spans[:, 1] <= start + len(wanted))
            if inside.any():
                return np.asarray(part.vectors[inside])
    return None


def _mean(asked: Asked, vectors: np.ndarray) -> float:
    if not len(vectors) or not len(asked.vectors):
        return 0.0
    return float((asked.vectors @ vectors.T).max(axis=1) @ asked.share)
