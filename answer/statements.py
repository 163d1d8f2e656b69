"""Paragraphs found into statements: their sentences, bullets and table rows, each with its probability of answering.

The probability is learnt (`answer.weigh`) from how the statement meets the question (`answer.features`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from answer.facts import tokens
from answer.features import NAMES, features
from answer.soft import read_hits
from answer.understand import Understood
from answer.weigh import load_weights
from answer.wording import is_content, meaning, stem
from index.search import Hit

READ = 16  # paragraphs, best first, in which statements are looked for
ORDER = 0.8  # of a paragraph's place among the hits is given by its best statement, the rest by the search


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of a paragraph's text, verbatim, that answers with this probability. `row` are its features.

    `lead` is the sentence before, where this one points back at it.
    """

    hit: Hit
    quote: str
    probability: float
    marks: tuple[str, ...] = ()
    fits: bool = True
    lead: str = ""
    row: tuple[float, ...] = ()

    @property
    def place(self) -> tuple[str, int]:
        """The paragraph it stands in."""
        return self.hit.place


def statements(understood: Understood, hits: Sequence[Hit]) -> list[Statement]:
    """Every statement of the best paragraphs, the likeliest first."""
    found = unweighed(understood, hits)
    if not found:
        return []
    likely = load_weights("statement", NAMES).probability(np.array([one.row for one in found]))
    weighed = [replace(one, probability=round(float(p), 6)) for one, p in zip(found, likely, strict=True)]
    return sorted((one for one in weighed if says_more(understood, one)), key=lambda one: -one.probability)


def says_more(understood: Understood, one: Statement) -> bool:
    """Whether the statement says anything that the question does not: a title that it repeats is no answer.

    To a question of yes or no it may be, and so may the sentence that leads a list in.
    """
    if understood.is_yes_no or one.quote.endswith(":"):
        return True
    asked = {meaning(found) for found in (*understood.stems, *understood.carried)}
    named = {fact.norm for fact in understood.facts}
    return any(
        token.norm not in named if token.is_fact else is_content(token) and meaning(stem(token.norm)) not in asked
        for token in tokens(one.quote)
    )


def unweighed(understood: Understood, hits: Sequence[Hit]) -> list[Statement]:
    """Every statement of the best paragraphs in the order of the hits, with its features and no probability yet."""
    read = list(hits[:READ])
    asked, texts = read_hits(understood.question, understood.before, read)
    pieces, rows = features(understood, read, asked, texts)
    return [
        Statement(piece.hit, piece.quote, 0.0, piece.marks, piece.fits, piece.lead, tuple(row))
        for piece, row in zip(pieces, rows.tolist(), strict=True)
    ]


def reordered(hits: Sequence[Hit], ranked: Sequence[Statement]) -> list[Hit]:
    """The hits in the order of their search score and of their best statement, as `ORDER` weighs the two."""
    best: dict[tuple[str, int], float] = {}
    for one in ranked:
        best.setdefault(one.place, one.probability)
    top = max(best.values(), default=0.0) or 1.0
    highest = max((hit.score for hit in hits), default=0.0) or 1.0
    moved = [
        replace(
            hit,
            score=round(
                (1 - ORDER) * hit.score / highest + ORDER * best.get(hit.place, 0.0) / top,
                6,
            ),
        )
        for hit in hits
    ]
    return sorted(moved, key=lambda hit: (-hit.score, *hit.place))
