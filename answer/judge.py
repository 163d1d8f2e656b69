"""Whether the evidence bears the question out, and how sure that is: what a question demands must be met.

The year, the council and the figures that a question names, the kind of answer it asks for, and most of its telling words must
be found in or around the best statement. Else the papers held do not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from answer.choose import Statement
from answer.understand import Understood

COVERED = 0.52  # share of the question's words, weighed, that the best statement must have in and around it


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found`, the confidence in it (0 to 1), and what is missing, said in words."""

    found: bool
    confidence: float
    missing: str = ""


def judge(understood: Understood, ranked: Sequence[Statement]) -> Verdict:
    """Whether the best statement answers."""
    if not ranked:
        return Verdict(False, 0.0, "no paragraph speaks of it")
    best = ranked[0]
    confidence = round(min(1.0, 0.55 * best.all + 0.25 * best.own + 0.2 * best.fits), 3)
    if not understood.stems and not understood.carried:
        return Verdict(False, 0.0, "the question names nothing to look for")
    if best.all < COVERED:
        return Verdict(False, confidence, "no paragraph speaks of all of it")
    if understood.kind in ("date", "money", "percent", "count", "person", "grade") and not best.fits:
        return Verdict(False, confidence, f"no {_NOUNS[understood.kind]} is given")
    return Verdict(True, confidence)


_NOUNS = {
    "date": "date",
    "money": "amount",
    "percent": "percentage",
    "count": "number",
    "person": "name",
    "grade": "grade",
}
