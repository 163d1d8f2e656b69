"""The answer without a language model: the chosen statements quoted, each under its citation, or "not in these papers"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from answer.choose import choose
from answer.cite import cite
from answer.judge import Verdict, judge, together
from answer.quote import quote_stands
from answer.record import NOT_FOUND, Answer, Citation
from answer.statements import Statement
from answer.understand import Understood
from index.search import Hit

NEAREST = 3  # passages shown when nothing answers


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one thing asked: the paragraphs, and their statements, the likeliest first.

    `older` are the best statements of older papers, where the latest word is asked for.
    """

    understood: Understood
    hits: Sequence[Hit]
    ranked: Sequence[Statement]
    older: Sequence[Statement] = ()


def quoted(understood: Understood, found: Sequence[Found]) -> Answer:
    """The answer in the papers' own words, or "not in these papers" with what is missing and the nearest passages.

    `found` is what was found for each thing that the question asks. Every quote is verbatim in its paragraph.
    """
    verdicts = [judge(one.understood, one.ranked) for one in found]
    verdict = together(verdicts)
    chosen = _distinct(
        statement
        for one, own in zip(found, verdicts, strict=True)
        if verdict.found and own.found
        for statement in choose(one.understood, one.ranked)
    )
    citations = tuple(citation for citation in map(_cited, chosen) if quote_stands(citation.quote, citation.text))
    hits = _merged(found)
    common = Answer(
        question=understood.question,
        asked=understood.asked,
        text=NOT_FOUND,
        found=False,
        retrieved=hits,
        confidence=verdict.confidence,
    )
    if not citations:
        nearest = tuple(_cited(one) for one in _nearest([one for own in found for one in own.ranked]))
        return replace(
            common, text=" ".join((NOT_FOUND, *_reasons(verdict, nearest))) if hits else NOT_FOUND, nearest=nearest
        )
    unanswered = (one.understood.question for one, own in zip(found, verdicts, strict=True) if not own.found)
    notices = tuple(f"What is quoted may not answer “{part.rstrip('?')}?”." for part in unanswered)
    return replace(common, text=_text(citations), found=True, citations=citations, notices=notices)


def _distinct(chosen: Iterable[Statement]) -> list[Statement]:
    """The statements in their order, without those that another quotes as well."""
    kept: list[Statement] = []
    for one in chosen:
        if not any(other.place == one.place and one.quote in other.quote for other in kept):
            kept = [other for other in kept if other.place != one.place or other.quote not in one.quote] + [one]
    return kept


def _merged(found: Sequence[Found]) -> tuple[Hit, ...]:
    """The paragraphs found for any of the things asked, best first."""
    if len(found) == 1:
        return tuple(found[0].hits)
    best: dict[tuple[str, int], Hit] = {}
    for hit in sorted((hit for one in found for hit in one.hits), key=lambda hit: (-hit.score, *hit.place)):
        best.setdefault(hit.place, hit)
    return tuple(best.values())


def _reasons(verdict: Verdict, nearest: Sequence[Citation]) -> Iterator[str]:
    """Sentences that say what is missing, and where to look all the same."""
    if verdict.missing:
        yield f"{verdict.missing[0].upper()}{verdict.missing[1:]}."
    if nearest:
        yield f"The nearest passage: {nearest[0]}."


def superseded(older: Sequence[Statement]) -> str:
    """A sentence that names the earlier papers which the latest word on a matter takes the place of, newest first."""
    sources = dict.fromkeys(str(_cited(one)) for one in older[:NEAREST])
    return f"This is the latest of the papers held that speak of it. Earlier: {'; '.join(sources)}."


def _cited(statement: Statement) -> Citation:
    return cite(statement.hit, statement.quote, statement.marks)


def _nearest(ranked: Sequence[Statement]) -> list[Statement]:
    best: dict[tuple[str, int], Statement] = {}
    for one in sorted(ranked, key=lambda one: -one.probability):  # what is demanded was put first: none has it
        best.setdefault(one.place, one)
    return list(best.values())[:NEAREST]


def _text(citations: Sequence[Citation]) -> str:
    """The quotes one after another, each with its mark; side by side papers are introduced by name and date."""
    several = len({citation.paper for citation in citations}) > 1
    return "\n".join(
        f"{_source(citation)}: {_said(citation)} [{number}]" if several else f"{_said(citation)} [{number}]"
        for number, citation in enumerate(citations, 1)
    )


def _source(citation: Citation) -> str:
    day = f"{citation.date.day} {citation.date:%B %Y}" if citation.date else ""
    return ", ".join(part for part in (citation.committee or citation.title, day) if part)


def _said(citation: Citation) -> str:
    """The quote; a table's row with its column heads."""
    cells = citation.text.split(" | ")
    if citation.kind != "table" or len(cells) != len(citation.columns) or not any(citation.columns):
        return citation.quote
    pairs = [f"{head}: {cell}" if head else cell for head, cell in zip(citation.columns, cells, strict=True) if cell]
    return (f"{citation.caption}. " if citation.caption else "") + "; ".join(pairs)
