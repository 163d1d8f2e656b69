"""A question to a cited answer: the whole way on one screen.

understand ─▶ search ─▶ statements ─▶ judge ─▶ choose ─▶ cite ─▶ verify
                    └──────────── a language model, when there is one
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from answer.choose import Statement, choose, reordered, statements
from answer.cite import cite
from answer.compose import compose, rewrite
from answer.errors import WriterUnavailable
from answer.judge import demanded, judge
from answer.prefer import prefer
from answer.quote import quote_stands
from answer.record import NOT_FOUND, Answer, Citation, Turn
from answer.understand import Understood, understand
from index.search import Filters, Hit, search

if TYPE_CHECKING:
    from answer.writer import Writer
    from index.embed import Embedder
    from index.library import Library

DEPTH = 60  # paragraphs asked of the search
NEAREST = 3  # passages shown when nothing answers
LONGEST = 2000  # characters of a question that are read; more is a pasted document, not a question

__all__ = ["NOT_FOUND", "Turn", "ask"]


def ask(
    library: Library,
    question: str,
    *,
    history: Sequence[Turn] = (),
    filters: Filters = Filters(),
    writer: Writer | None = None,
    embedder: Embedder | None = None,
) -> Answer:
    """What the papers in the library say to the question; `found` is False when they do not say.

    `history` are the turns before it, oldest first. Without a `writer` (a language model) the answer quotes. A writer that is
    away is named in `notices`, and the answer quotes. Every citation's quote is verbatim in its paragraph.
    """
    seconds: dict[str, float] = {}
    started = time.perf_counter()
    away = ""
    with _timed(seconds, "understand"):
        understood = understand(question[:LONGEST], history, library.entries())
        if writer is not None and understood.follows:
            try:
                understood = understand(rewrite(question[:LONGEST], history, writer), (), library.entries())
            except WriterUnavailable as error:
                writer, away = None, str(error)
    with _timed(seconds, "search"):
        embedder = embedder or library_embedder(library)
        hits = found_hits(library, understood, filters, embedder)
    with _timed(seconds, "choose"):
        ranked = statements(understood, hits, embedder)
        hits = reordered(hits, ranked)
        answer = _quoted(understood, hits, demanded(understood, ranked))
    if writer is not None and hits:
        with _timed(seconds, "write"):
            try:
                answer = _written(understood, hits, writer, answer)
            except WriterUnavailable as error:
                away = str(error)
    if away:
        answer = replace(answer, notices=(*answer.notices, f"{away} Answered by quoting."))
    if not understood.query.strip():
        answer = replace(answer, notices=("Please type a question.",))
    seconds["total"] = time.perf_counter() - started
    return replace(answer, question=question, seconds={step: round(spent, 4) for step, spent in seconds.items()})


def library_embedder(library: Library) -> Embedder:
    """The model that the library was built with."""
    from index.embed import load_embedder

    return load_embedder(library.model.name if library.model else None)


def found_hits(library: Library, understood: Understood, filters: Filters, embedder: Embedder) -> list[Hit]:
    """The best paragraphs of the whole library and, where the question names councils that it holds, of those councils."""
    hits = search(library, understood.query, k=DEPTH, filters=filters, embedder=embedder)
    if understood.councils and filters.council is None:
        own = replace(filters, council=understood.councils)
        hits += search(library, understood.query, k=DEPTH, filters=own, embedder=embedder)
    best: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        best.setdefault((hit.entry.id, hit.paragraph.ordinal), hit)
    return prefer(understood, list(best.values()))


def _quoted(understood: Understood, hits: Sequence[Hit], ranked: Sequence[Statement]) -> Answer:
    """The answer in the papers' own words, or "not in these papers" with the nearest passages."""
    verdict = judge(understood, ranked)
    chosen = choose(understood, ranked) if verdict.found else []
    citations = tuple(citation for citation in map(_cited, chosen) if quote_stands(citation.quote, citation.text))
    common = Answer(
        question=understood.question,
        asked=understood.asked,
        text=NOT_FOUND,
        found=False,
        retrieved=tuple(hits),
        confidence=verdict.confidence,
    )
    if not citations:
        nearest = tuple(_cited(one) for one in _nearest(ranked))
        reason = f" {verdict.missing[0].upper()}{verdict.missing[1:]}." if verdict.missing else ""
        return replace(common, text=f"{NOT_FOUND}{reason if hits else ''}", nearest=nearest)
    return replace(common, text=_text(citations), found=True, citations=citations)


def _cited(statement: Statement) -> Citation:
    return cite(statement.hit, statement.quote, statement.marks)


def _nearest(ranked: Sequence[Statement]) -> list[Statement]:
    best: dict[tuple[str, int], Statement] = {}
    for one in ranked:
        best.setdefault((one.hit.entry.id, one.hit.paragraph.ordinal), one)
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


def _written(understood: Understood, hits: Sequence[Hit], writer: Writer, quoted: Answer) -> Answer:
    """The language model's checked draft. Raises WriterUnavailable when the model is away."""
    draft = compose(understood.asked, hits, writer)
    if not draft.found:
        return replace(quoted, found=False, text=NOT_FOUND, citations=(), rejected=draft.rejected)
    return replace(quoted, text=draft.text, found=True, citations=draft.citations, rejected=draft.rejected)


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    seconds[step] = seconds.get(step, 0.0) + time.perf_counter() - started
