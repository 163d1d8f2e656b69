"""Whether the evidence bears the question out, and how sure that is.

A question may demand a year that nothing found is of, or a figure where what was found gives none; then the papers held do not
say, and what is missing is named. Else a learnt probability decides, from how the likeliest statements meet the question. Shared
words alone are no sign: a question that the papers nearly answer shares more words with them than one put in other words. Names
and dates are not demanded: of the sentences that answer "who" three in ten give no name ("a school nurse"), and of "when" as many
no date; that a statement gives one weighs in the probability.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from answer.belief import ANSWER_NAMES, BELIEVED, answer_features, believed_from
from answer.statements import Statement
from answer.understand import Understood
from answer.weigh import load_weights

READ = 5  # statements looked at
LEAST = 0.1  # of the question's words, weighed, that must stand in or around the statement
UNMET = 0.2  # the most confidence there is where a demand is not met
MORE = 0.1  # asked of a question's parts on average, beyond what is asked of the first by itself
UNSURE = "what comes nearest does not seem to answer it"

QUARTERS = ("first", "second", "third", "fourth")
QUARTER_NUMBER = re.compile(r"\b(?:Q|quarter\s)([1-4])\b|\b([1-4])(?:st|nd|rd|th)\squarter\b", re.IGNORECASE)
QUARTER_WORD = re.compile(rf"\b({'|'.join(QUARTERS)})\squarter\b", re.IGNORECASE)

_NOUNS = {
    "date": "date",
    "money": "amount",
    "percent": "percentage",
    "count": "number",
    "person": "name",
    "grade": "grade",
}
DEMANDED = frozenset(("money", "percent", "count", "grade"))  # the kinds of answer that are demanded


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found`, the confidence in it (0 to 1), what is missing, said in words, and the `least` confidence that is believed."""

    found: bool
    confidence: float
    missing: str = ""
    least: float = BELIEVED


def demanded(understood: Understood, ranked: Sequence[Statement]) -> list[Statement]:
    """The statements again, those of the first few that are of the time asked for before those that are not.

    A follow-up also demands something that was not said in the answer before it.
    """
    near = ranked[:READ]
    meets = [_meets(understood, one) for one in near]
    first = [one for one, good in zip(near, meets, strict=True) if good]
    return [*first, *(one for one, good in zip(near, meets, strict=True) if not good), *ranked[READ:]]


def _meets(understood: Understood, one: Statement) -> bool:
    return one.quote not in understood.said and not _strange_times(understood, one)


def judge(understood: Understood, ranked: Sequence[Statement]) -> Verdict:
    """Whether the first statements answer."""
    if not ranked:
        return Verdict(False, 0.0, "no paragraph speaks of it")
    if not understood.stems and not understood.carried and not understood.facts:
        return Verdict(False, 0.0, "the question names nothing to look for")
    elsewhen = _strange_times(understood, max(ranked[:READ], key=lambda one: one.probability))
    row, least = answer_features(ranked), believed_from(understood, ranked)
    if row[ANSWER_NAMES.index("all")] < LEAST:
        return Verdict(False, 0.0, elsewhen or "no paragraph speaks of it", least)
    confidence = round(float(load_weights("answer", ANSWER_NAMES).probability(row[None, :])[0]), 3)
    if strange := _strange_times(understood, ranked[0]):
        return Verdict(False, min(confidence, UNMET), strange, least)
    if understood.kind in DEMANDED and not ranked[0].fits:
        return Verdict(False, min(confidence, UNMET), elsewhen or f"no {_NOUNS[understood.kind]} is given", least)
    if confidence < least:
        return Verdict(False, confidence, elsewhen or _lacking(understood, ranked) or UNSURE, least)
    return Verdict(True, confidence, "", least)


def _lacking(understood: Understood, ranked: Sequence[Statement]) -> str:
    """What is missing when none of the first statements has the kind of answer asked for."""
    if understood.kind not in _NOUNS or any(one.fits for one in ranked[:READ]):
        return ""
    return f"no {_NOUNS[understood.kind]} is given"


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on a question from those on its parts: found when one of them is and they are sure enough on average.

    What the papers do not hold is mostly asked beside something that they do, and a part, which says less than the whole, is
    matched more easily.
    """
    if len(verdicts) == 1:
        return verdicts[0]
    confidence, least = round(fmean(one.confidence for one in verdicts), 3), verdicts[0].least + MORE
    if confidence >= least and any(one.found for one in verdicts):
        return Verdict(True, confidence, "", least)
    return Verdict(False, confidence, min(verdicts, key=lambda one: one.confidence).missing or UNSURE, least)


def _strange_times(understood: Understood, best: Statement) -> str:
    """What is missing when the years or the quarters that the question names are other ones in the statement's surroundings."""
    return _strange_years(understood, best) or _strange_quarters(understood, best)


def _strange_years(understood: Understood, best: Statement) -> str:
    """What is missing when no year that the question names stands in the paragraph, around it, or in its paper's dates."""
    asked = {date.year for date in understood.dates if date.year}
    if not asked:
        return ""
    entry, near = best.hit.entry, _near(best)
    held = {int(year) for year in re.findall(r"\b((?:19|20)\d\d)\b", near)}
    held |= {2000 + int(year) for year in re.findall(r"\b20\d\d\s?[-/–]\s?(\d\d)\b", near)}
    held |= {2000 + int(year) for year in re.findall(r"\b[0-3]?\d[/.][01]?\d[/.](\d\d)\b", near)}
    if entry.date:
        held |= {entry.date.year}
    if asked & held:
        return ""
    nearest = sorted(held, key=lambda year: min(abs(year - other) for other in asked))[:1]
    given = f"what was found is of {nearest[0]}" if nearest else "what was found names no year"
    return f"{given}, not of {' or '.join(map(str, sorted(asked)))}"


def _strange_quarters(understood: Understood, best: Statement) -> str:
    """What is missing when the question names a quarter and the paragraph, or what stands around it, only others."""
    asked = _quarters(understood.question) or _quarters(understood.before)
    held = _quarters(_near(best))
    if not asked or not held or asked & held:
        return ""
    given, wanted = (" or ".join(f"quarter {number}" for number in sorted(each)) for each in (held, asked))
    return f"what was found is of {given}, not of {wanted}"


def _quarters(text: str) -> set[int]:
    """The quarters of a year that a text names: "Q2", "quarter 2", "the second quarter", "2nd quarter"."""
    found = {int(one or other) for one, other in QUARTER_NUMBER.findall(text)}
    return found | {QUARTERS.index(word.casefold()) + 1 for word in QUARTER_WORD.findall(text)}


def _near(best: Statement) -> str:
    """The statement's paragraph with its headings, its table's heads and what its paper is called and prints of itself."""
    entry, paragraph = best.hit.entry, best.hit.paragraph
    around = (*paragraph.heading, *paragraph.columns, paragraph.caption, entry.title)
    return " ".join((paragraph.text, *around, *(value for _, value in entry.details)))
