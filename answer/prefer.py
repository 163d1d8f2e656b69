"""Hits in a new order: those of the council, committee and dates that the question names come first, and those whose own words,
not their headings', say most of what it asks.

A preference, not a filter: a paper of another council may be the one that speaks of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from answer.facts import Date, tokens
from answer.understand import Understood
from answer.wording import meaning, stem
from index.search import Hit

COUNCIL, OTHER_COUNCIL = 0.04, -0.10  # added to a hit's score (0 to 1) for the council named; for another one
COMMITTEE, DATED, HALF_DATED = 0.016, 0.064, 0.012
COVERED = 0.05  # for a paragraph that has every telling word of the question
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def prefer(understood: Understood, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with their scores moved by what the question names, best first."""
    moved = [
        replace(hit, score=round(hit.score + worth(understood, hit) + COVERED * share, 6))
        for hit, share in zip(hits, covered(understood, hits), strict=True)
    ]
    return sorted(moved, key=lambda hit: (-hit.score, *hit.place))


def covered(understood: Understood, hits: Sequence[Hit]) -> list[float]:
    """For each hit the share of the question's telling words in its own text, each weighed by how rare it is among the hits."""
    held = [{meaning(stem(word)) for word in _WORD.findall(hit.paragraph.text.casefold())} for hit in hits]
    many = Counter(word for own in held for word in own)
    weight = understood.weighed(many, len(hits))
    total = sum(weight.values())
    return [sum(weight.get(word, 0.0) for word in own) / total if total else 0.0 for own in held]


def worth(understood: Understood, hit: Hit) -> float:
    """What the council, committee and dates that the question names add to the score of a hit (0 to 1)."""
    worth = 0.0
    if understood.councils and hit.entry.council:
        worth += COUNCIL if hit.entry.council in understood.councils else OTHER_COUNCIL
    if understood.committees and hit.entry.committee in understood.committees:
        worth += COMMITTEE
    worth += max((_nearness(date, hit) for date in understood.dates), default=0.0)
    return worth


def _nearness(asked: Date, hit: Hit) -> float:
    """What a date named in the question adds: all for the paper's own date or one it prints as its visit's, less for its year."""
    own = hit.entry.date
    dates = [Date(own.year, own.month, own.day)] if own else []
    dates += [token.date for _name, value in hit.entry.details for token in tokens(value) if token.date]
    if any(_agree(asked, date) for date in dates):
        return DATED if asked.month else HALF_DATED
    return HALF_DATED if asked.year and any(asked.year == date.year for date in dates) else 0.0


def _agree(asked: Date, date: Date) -> bool:
    """Every part that the question names is the date's; a year or a month that the date leaves out is no contradiction."""
    pairs = list(zip(asked, date, strict=True))
    return any(one is not None and one == other for one, other in pairs) and all(
        one is None or other is None or one == other for one, other in pairs
    )
