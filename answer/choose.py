"""Paragraphs found into the few statements that answer: sentences, bullets, table rows, each scored against the question.

A statement is judged by the question's words that it holds (the rare ones count more), by those that its paragraph and
headings add, by the kind of answer in it (a date for "when", a name for "who"), and by how well its paragraph ranks.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from answer.facts import Date, Token, tokens
from answer.understand import Understood
from answer.wording import is_content, meaning, sentences, stem
from index.search import Hit

READ = 12  # paragraphs, best first, in which statements are looked for
PLAIN_WORDS, LONG_WORDS = 60, 150  # of an answer to a plain question; to a list or a comparison
NEAR = 0.85  # of the best statement's score: a second statement must reach it to be added

W_OWN, W_AROUND, W_RANK, W_KIND, W_FACTS = 1.0, 0.45, 0.9, 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of a paragraph's text, verbatim, that may answer. `own` and `all` are shares (0 to 1) of the question's words
    that it holds, alone and with its paragraph and headings; `fits`: the kind of answer asked for stands in it."""

    hit: Hit
    quote: str
    score: float
    own: float
    all: float
    fits: bool
    marks: tuple[str, ...] = ()


def statements(understood: Understood, hits: Sequence[Hit]) -> list[Statement]:
    """Every statement of the best paragraphs, best first."""
    read = hits[:READ]
    weight = _weights(understood, hits)
    top = max((hit.score for hit in read), default=1.0) or 1.0
    found = [statement for hit in read for statement in _of_hit(understood, hit, weight, hit.score / top)]
    return sorted(found, key=lambda one: (-one.score, one.hit.entry.id, one.hit.paragraph.ordinal))


def choose(understood: Understood, ranked: Sequence[Statement]) -> list[Statement]:
    """The fewest statements that answer: one, or a second that adds to it; one a paper for a comparison; the whole list."""
    if not ranked:
        return []
    best = ranked[0]
    if understood.is_comparison:
        return _side_by_side(ranked)
    if understood.is_list:
        return [_whole(best)]
    chosen = [best]
    for other in ranked[1:]:
        if len(chosen) == 2 or other.score < NEAR * best.score:
            break
        words = sum(len(one.quote.split()) for one in (*chosen, other))
        if words <= PLAIN_WORDS and _adds(other, chosen):
            chosen.append(other)
    return chosen


def _of_hit(understood: Understood, hit: Hit, weight: dict[str, float], rank: float) -> list[Statement]:
    paragraph = hit.paragraph
    around = _stems(
        " ".join((hit.entry.title, *paragraph.heading, paragraph.caption, *paragraph.columns, paragraph.text))
    )
    about = _stems(" ".join(filter(None, (hit.entry.council, hit.entry.committee)))) | around
    found = []
    for quote in _pieces(hit):
        spoken = tokens(quote)
        own = _stems(quote)
        held, lent = _share(own, weight), _share(about | own, weight)
        marks = tuple(token.text for token in spoken if _answers(token, understood.kind)) if understood.kind else ()
        fits = bool(marks) or _fits(understood.kind, quote, spoken)
        facts = _facts_met(understood, spoken, hit)
        score = W_OWN * held + W_AROUND * lent + W_RANK * rank + W_KIND * fits + W_FACTS * facts
        found.append(Statement(hit, quote, round(score, 6), held, lent, fits, marks))
    return found


def _pieces(hit: Hit) -> list[str]:
    """A paragraph's sentences and bullets; a table's row whole."""
    if hit.paragraph.kind == "table":
        return [hit.paragraph.text]
    lines = hit.paragraph.text.split("\n")
    return [piece.removeprefix("• ") for line in lines for piece in sentences(line) if len(piece) > 2]


def _weights(understood: Understood, hits: Sequence[Hit]) -> dict[str, float]:
    """How telling each word of the question is: rare ones among the paragraphs found count more; borrowed ones count half."""
    held: Counter[str] = Counter()
    for hit in hits:
        held.update(_stems(hit.paragraph.text))
    total = len(hits) + 1
    weight = {word: math.log(1 + total / (1 + held[meaning(word)])) for word in understood.stems}
    weight.update({word: 0.5 * math.log(1 + total / (1 + held[meaning(word)])) for word in understood.carried})
    return {meaning(word): worth for word, worth in weight.items()}


def _stems(text: str) -> set[str]:
    return {meaning(stem(token.norm)) for token in tokens(text) if is_content(token)}


def _share(words: set[str], weight: dict[str, float]) -> float:
    total = sum(weight.values())
    return sum(worth for word, worth in weight.items() if word in words) / total if total else 0.0


def _answers(token: Token, kind: str) -> bool:
    """Whether a token is of the kind asked for: a date for "when", an amount of money for "how much"."""
    if kind == "date":
        return token.date is not None
    if kind == "money":
        return token.kind == "figure" and token.unit == "GBP"
    if kind == "percent":
        return token.kind == "figure" and token.unit in ("%", "points")
    if kind == "count":
        return token.kind == "figure" and token.unit in ("", "%", "GBP")
    if kind == "duration":
        return token.kind == "figure"
    return False


_FREQUENCY = re.compile(
    r"\b(?:daily|weekly|fortnightly|monthly|quarterly|annually|annual|every|each|twice|once)\b", re.IGNORECASE
)
_SPAN = re.compile(r"\b(?:days?|weeks?|months?|years?|hours?|minutes?)\b", re.IGNORECASE)
_GRADE = re.compile(r"\b(?:outstanding|good|requires? improvement|inadequate|adequate|satisfactory)\b", re.IGNORECASE)
_NAME = re.compile(
    r"\b(?:Cllr|Councillor|Mrs?|Ms|Miss|Dr|Sir|Dame|Lord|Baroness|Professor)\b|\b[A-Z][a-z'’-]+ (?:[A-Z]\.? )?[A-Z][a-z'’-]+\b"
)
_CAUSE = re.compile(
    r"\b(?:because|due to|as a result|owing to|in order|so that|since|therefore|reason|caused|to (?:ensure|enable|allow|avoid|address|manage|support|meet|reflect|reduce|improve)|as (?:the|it|there|this)|would (?:require|need))\b",
    re.IGNORECASE,
)


def _fits(kind: str, quote: str, spoken: Sequence[Token]) -> bool:
    """Whether the statement holds the kind of answer, for the kinds that no single token shows."""
    if kind == "count":
        return bool(_FREQUENCY.search(quote))
    if kind == "duration":
        return bool(_SPAN.search(quote))
    if kind == "grade":
        return bool(_GRADE.search(quote))
    if kind == "person":
        return bool(_NAME.search(quote))
    if kind == "reason":
        return bool(_CAUSE.search(quote))
    if kind in ("money", "percent"):
        return any(token.kind == "figure" for token in spoken) and " | " in quote
    if kind == "date":
        return bool(
            re.search(
                r"\b(?:spring|summer|autumn|winter|half term|term|quarter|Q[1-4]|week|month)\b", quote, re.IGNORECASE
            )
        )
    return kind in ("", "place")


def _facts_met(understood: Understood, spoken: Sequence[Token], hit: Hit) -> float:
    """The share of the figures, dates and codes of the question that the statement or its paper's date meets."""
    if not understood.facts:
        return 0.0
    context = [
        *spoken,
        *tokens(" ".join((*hit.paragraph.heading, *hit.paragraph.columns, hit.paragraph.caption, hit.entry.title))),
    ]
    met = sum(any(_same(fact, token) for token in context) or _dated(fact.date, hit) for fact in understood.facts)
    return met / len(understood.facts)


def _same(fact: Token, token: Token) -> bool:
    if fact.date and token.date:
        return all(
            one is None or other is None or one == other for one, other in zip(fact.date, token.date, strict=True)
        )
    return fact.norm == token.norm


def _dated(date: Date | None, hit: Hit) -> bool:
    """Whether the paper is of the date that the question names."""
    day = hit.entry.date
    if date is None or day is None:
        return False
    return all(part is None or part == own for part, own in zip(date, (day.year, day.month, day.day), strict=True))


def _adds(other: Statement, chosen: Sequence[Statement]) -> bool:
    """A second statement is worth its words when it says something that the first does not."""
    said = set().union(*(_stems(one.quote) for one in chosen))
    new = _stems(other.quote)
    return bool(new) and len(new - said) > 0.4 * len(new) and other.fits


def _side_by_side(ranked: Sequence[Statement]) -> list[Statement]:
    """The best statement of each of the two or three papers that speak to it best, in the order of their dates."""
    best: dict[str, Statement] = {}
    for one in ranked:
        if one.score >= 0.6 * ranked[0].score:
            best.setdefault(one.hit.entry.id, one)
    chosen = list(best.values())[:3]
    if len(chosen) == 1:
        more = next((one for one in ranked[1:] if one.hit.paragraph.ordinal != ranked[0].hit.paragraph.ordinal), None)
        chosen += [more] if more and more.score >= NEAR * ranked[0].score else []
    words = 0
    kept: list[Statement] = []
    for one in chosen:
        words += len(one.quote.split())
        if words <= LONG_WORDS or not kept:
            kept.append(one)
    return sorted(
        kept,
        key=lambda one: (one.hit.entry.date is None, one.hit.entry.date, one.hit.entry.id, one.hit.paragraph.ordinal),
    )


def _whole(best: Statement) -> Statement:
    """The whole list that the statement is part of, as long as an answer may be."""
    text = best.hit.paragraph.text
    if len(text.split()) <= LONG_WORDS:
        return Statement(best.hit, text, best.score, best.own, best.all, best.fits, best.marks)
    return best
