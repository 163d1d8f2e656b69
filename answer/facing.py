"""What one side of a comparison says and what the other says to it.

What a side says is looked for on the others in the words in which it is said: "£2m has been allocated from earmarked reserves"
finds "£1m has been allocated from earmarked reserves", which the question's own words ("pot of money") do not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from answer.facts import tokens
from answer.sides import Side
from answer.statements import READ, Statement, statements
from answer.understand import Understood
from answer.wording import stems
from index.embed import Embedder
from index.library import Library
from index.search import Filters, Hit, search
from index.whole import in_full

FOUND = 6  # paragraphs of each other side that are read beside those found
CONSIDERED = 12  # statements of a side, the likeliest first
ALIKE = 3.0  # what saying all the same in the same words counts beside the logarithm of the probability
LEAST = 0.002  # probability of a statement that is set beside another


def facing(
    library: Library,
    understood: Understood,
    hits: Sequence[Hit],
    ranked: Sequence[Statement],
    filters: Filters,
    embedder: Embedder,
) -> tuple[list[Hit], list[Statement]]:
    """The hits and statements again, with those of each other side that say what the likeliest statement of a side says; what
    the sides say to each other comes first among the statements.
    """
    best = next((one for one in ranked if any(one.hit.entry.id in side for side in understood.sides)), None)
    if best is None:
        return list(hits), list(ranked)
    read = _found(library, understood, hits, best, filters, embedder)
    if read != hits:
        ranked = statements(understood, read)
    faces = sorted(face_to_face(understood.sides, ranked), key=lambda one: -one.probability)
    return read, [*faces, *(one for one in ranked if one not in faces)]


def _found(
    library: Library,
    understood: Understood,
    hits: Sequence[Hit],
    best: Statement,
    filters: Filters,
    embedder: Embedder,
) -> list[Hit]:
    """The hits with those of each other side that say what `best` says among the ones that are read."""
    found: list[Hit] = []
    for side in understood.sides:
        papers = side if filters.papers is None else side & set(filters.papers)
        if papers and best.hit.entry.id not in side:
            only = replace(filters, papers=tuple(sorted(papers)))
            found += search(library, best.quote, k=FOUND, filters=only, embedder=embedder)
    held = {hit.place for hit in hits[:READ]}
    new = [hit for hit in found if hit.place not in held]
    if not new:
        return list(hits)
    added = {hit.place for hit in new}
    others = [hit for hit in hits if hit.place not in added]
    first = max(READ - len(new), READ // 2)
    score = hits[min(READ, len(hits)) - 1].score  # they answer in other words: the search put them behind those read
    return [*others[:first], *(replace(hit, score=score) for hit in in_full(library, new)), *others[first:]]


def face_to_face(sides: Sequence[Side], ranked: Sequence[Statement]) -> list[Statement]:
    """For each side the statement that is likely and says what another side's says; a side that says nothing is left out."""
    parted = [
        [one for one in ranked if one.hit.entry.id in side and one.probability >= LEAST][:CONSIDERED] for side in sides
    ]
    parted = [found for found in parted if found]
    if not parted:
        return []
    first = max(
        (one for side in parted for one in side),
        key=lambda one: math.log(one.probability) + sum(_best(side, one)[0] for side in parted if one not in side),
    )
    return [first if first in side else _best(side, first)[1] for side in parted]


def alike(one: str, other: str) -> float:
    """The share of the telling words of two statements that both have, from 0 to 1 (Jaccard)."""
    words, others = _telling(one), _telling(other)
    return len(words & others) / len(words | others) if words and others else 0.0


@lru_cache(maxsize=1024)
def _telling(statement: str) -> frozenset[str]:
    """Each statement is held against every one of the other sides: its words are read once."""
    return frozenset(stems(tokens(statement)))


def _best(side: Sequence[Statement], first: Statement) -> tuple[float, Statement]:
    """The statement of a side that goes best with one of another, and how well."""
    worth = [math.log(one.probability) + ALIKE * alike(first.quote, one.quote) for one in side]
    best = max(range(len(side)), key=worth.__getitem__)
    return worth[best], side[best]
