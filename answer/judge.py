"""Whether the evidence bears the question out, and how sure that is: what a question demands must be met.

The year, the council and the figures that a question names, the kind of answer it asks for, and most of its telling words must
be found in or around the best statement. Else the papers held do not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.choose import Statement
from answer.understand import Understood

COVERED = (
    0.2  # of the question's words, weighed: the least that must stand in and around the best statement. More is no
)
# sign of an answer: a question that the papers nearly answer shares more words with them than one put in other words.


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
        return Verdict(False, confidence, "no paragraph speaks of it")
    if strange := _strange_years(understood, best):
        return Verdict(False, confidence, f"nothing found speaks of {strange}")
    if understood.kind in ("date", "money", "percent", "count", "person", "grade") and not best.fits:
        return Verdict(False, confidence, f"no {_NOUNS[understood.kind]} is given")
    return Verdict(True, confidence)


def _strange_years(understood: Understood, best: Statement) -> str:
    """The years named in the question when none of them stands in the paragraph, around it, or in its paper's dates."""
    asked = {date.year for date in understood.dates if date.year}
    if not asked:
        return ""
    entry, paragraph = best.hit.entry, best.hit.paragraph
    near = " ".join(
        (
            paragraph.text,
            *paragraph.heading,
            *paragraph.columns,
            paragraph.caption,
            entry.title,
            *(value for _, value in entry.details),
        )
    )
    held = {int(year) for year in re.findall(r"\b((?:19|20)\d\d)\b", near)} | {
        2000 + int(year) for year in re.findall(r"\b20\d\d\s?[-/–]\s?(\d\d)\b", near)
    }
    if entry.date:
        held |= {entry.date.year}
    return "" if asked & held else " or ".join(map(str, sorted(asked)))


_NOUNS = {
    "date": "date",
    "money": "amount",
    "percent": "percentage",
    "count": "number",
    "person": "name",
    "grade": "grade",
}
