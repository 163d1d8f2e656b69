"""How near a statement comes to a question, word by word in meaning: late interaction over the evidence ranker's tokens.

Each word of the question looks for its best match among the statement's words ("kids" finds "children"); the matches are
averaged, each weighed by what the ranker says its word tells (Khattab and Zaharia, ColBERT, 2020). The statement's words are
read within their paragraph, with its headings in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.passage import CELL, context, passage_texts
from index.ranker import Asked, load_ranker, question_tokens
from index.search import Hit
from index.wordpiece import TokenVectors

TELLING = 0.7  # of the weight of a question's words: the weightiest that make it up are looked at for the worst matched
WEAKEST = 2  # of those: how well the worst matched of them are matched is a sign of its own


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a statement comes: the weighed mean of the best matches, from -1 to 1; that with the headings to match too; the
    mean of the worst matched telling words; and the logit that the statement answers, as the ranker judges it alone.
    """

    own: float = 0.0
    framed: float = 0.0
    weakest: float = 0.0
    answers: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """A paragraph's passages as read by the ranker: their texts, tokens, and how much of each is context in front.

    `start` is where the context ends; `similar` is how like each passage's tokens are to the question's: (question's, passage's).
    """

    texts: tuple[str, ...]
    tokens: tuple[TokenVectors, ...]
    start: int
    similar: tuple[np.ndarray, ...]


def read_hits(question: str, before: str, hits: Sequence[Hit]) -> tuple[Asked | None, list[Read]]:
    """The question, with the questions `before` it, and the paragraphs of the hits as the ranker reads them, in one go.

    None and nothing where the ranker cannot run.
    """
    ranker, asked = load_ranker(), question_tokens(question, before)
    if ranker is None or asked is None or not hits:
        return None, []
    leads = [hit.unit.lead if hit.unit else "" for hit in hits]
    texts = [tuple(passage_texts(hit.entry, hit.paragraph, lead)) for hit, lead in zip(hits, leads, strict=True)]
    read = iter(ranker.tokens([text for own in texts for text in own]))
    found = []
    for own, hit, lead in zip(texts, hits, leads, strict=True):
        parts = tuple(next(read) for _ in own)
        similar = tuple(asked.vectors @ part.vectors.T for part in parts)
        found.append(Read(own, parts, len(context(hit.entry, hit.paragraph, lead)), similar))
    return asked, found


def near_paragraph(asked: Asked, read: Read) -> float:
    """How near the whole paragraph comes, its context included."""
    return max((float(each.max(axis=1) @ asked.share) for each in read.similar if each.size), default=0.0)


def near_statement(asked: Asked, read: Read, statement: str) -> Nearness:
    """How near a statement of the paragraph comes; one that the ranker did not reach counts as its whole paragraph.

    Of a table's row, whose cells are read under their column heads, the cells are its own and the heads its frame.
    """
    around = read.similar[0][:, read.tokens[0].spans[:, 1] <= read.start]
    own = _within(read, statement)
    if own is None:
        around = max(read.similar, key=lambda each: each.shape[1])
        own = _in_cells(read, statement)
    if own is None:
        own = around
    if not own.size:
        return Nearness()
    best = own.max(axis=1)
    framed = np.maximum(best, around.max(axis=1)) if around.size else best
    return Nearness(
        float(best @ asked.share), float(framed @ asked.share), _weakest(asked, framed), asked.answering(framed)
    )


def _weakest(asked: Asked, matched: np.ndarray) -> float:
    order = np.argsort(-asked.share, kind="stable")
    telling = order[: int(np.searchsorted(np.cumsum(asked.share[order]), TELLING)) + 1]
    return float(np.sort(matched[telling])[:WEAKEST].mean())


def _within(read: Read, statement: str) -> np.ndarray | None:
    """How like the question's tokens a statement's are, (question's, statement's), found where it stands in a passage."""
    wanted = " ".join(statement.split())
    for text, part, similar in zip(read.texts, read.tokens, read.similar, strict=True):
        start = text.find(wanted, min(read.start, len(text)))
        if start < 0:
            start = text.find(wanted[:60], min(read.start, len(text)))
        if start >= 0:
            inside = (part.spans[:, 0] >= start) & (part.spans[:, 1] <= start + len(wanted))
            if inside.any():
                return np.asarray(similar[:, inside])
    return None


def _in_cells(read: Read, row: str) -> np.ndarray | None:
    """How like the question's tokens those of a table row's cells are, the column heads between them left out."""
    text, part, similar = read.texts[0], read.tokens[0], read.similar[0]
    inside = np.zeros(len(part.spans), dtype=bool)
    at = min(read.start, len(text))
    for cell in row.split(CELL):
        wanted = " ".join(cell.split())
        start = text.find(wanted, at) if wanted else -1
        if start >= 0:
            at = start + len(wanted)
            inside |= (part.spans[:, 0] >= start) & (part.spans[:, 1] <= at)
    return np.asarray(similar[:, inside]) if inside.any() else None
