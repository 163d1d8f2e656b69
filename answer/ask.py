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

from answer.catalogue import from_catalogue
from answer.choose import newest_first
from answer.errors import WriterUnavailable
from answer.facing import facing
from answer.judge import demanded
from answer.prefer import prefer
from answer.quoting import Found, quoted, superseded
from answer.record import NOT_FOUND, Answer, Turn
from answer.register_question import read_question
from answer.statements import reordered, statements
from answer.understand import Understood, understand
from index.errors import LibraryError
from index.pointed import with_pointed
from index.ranker import question_tokens
from index.search import Filters, Hit, search
from index.whole import in_full, once

if TYPE_CHECKING:
    from answer.writer import Writer
    from index.embed import Embedder
    from index.library import Library

DEPTH = 60  # paragraphs asked of the search
SHOWN = 40  # of them, best first, that are looked up with the printed paragraph around each
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
    aside = ""
    with _timed(seconds, "total"):
        with _timed(seconds, "understand"):
            understood, away = _understood(library, question[:LONGEST], history, writer)
        with _timed(seconds, "catalogue"):
            known = from_catalogue(library, understood, filters)
            if known is None:
                known, aside = _from_registers(library, understood, history, filters)
        if known is not None:
            return replace(known, question=question, seconds=seconds)
        embedder = embedder or library_embedder(library)
        found = [_found(library, one, filters, embedder, seconds) for one in understood.parts or (understood,)]
        older = [statement for one in found for statement in one.older]
        with _timed(seconds, "choose"):
            answer = quoted(understood, found)
        if writer is not None and answer.retrieved and not away:
            with _timed(seconds, "write"):
                answer, away = _written(understood, answer.retrieved, writer, answer)
    notices = [*answer.notices, *([f"{away} Answered by quoting."] if away else [])]
    notices += [aside] if aside else []
    notices += [] if understood.query else ["Please type a question."]
    notices += [superseded(older)] if older and answer.found else []
    return replace(answer, question=question, notices=tuple(notices), seconds=seconds)


def _found(
    library: Library, understood: Understood, filters: Filters, embedder: Embedder, seconds: dict[str, float]
) -> Found:
    """What the papers hold on one thing asked."""
    with _timed(seconds, "search"):
        hits = found_hits(library, understood, filters, embedder)
        hits = with_pointed(library, hits)
        hits = [*in_full(library, hits[:SHOWN]), *hits[SHOWN:]]
    with _timed(seconds, "choose"):
        ranked = statements(understood, hits)
        if understood.sides:
            hits, ranked = facing(library, understood, hits, ranked, filters, embedder)
        hits = once(reordered(hits, ranked))
        ranked = demanded(understood, ranked)
        ranked, older = newest_first(ranked) if understood.is_latest else (ranked, [])
    return Found(understood, hits, ranked, older)


def _from_registers(
    library: Library, understood: Understood, history: Sequence[Turn], filters: Filters
) -> tuple[Answer | None, str]:
    """The registers' answer, if it is for them; or why they were left aside: a fault of theirs stops no answer."""
    if read_question(understood.question, history) is None:
        return None, ""
    # Here and not above: few questions are for the registers, and they take a third of a second to wake.
    from answer.register_answer import from_registers

    try:
        return from_registers(library, understood, history, filters), ""
    except LibraryError as error:
        return None, f"Answered without the registers. {error}"


def library_embedder(library: Library) -> Embedder:
    """The model that the library was built with."""
    from index.embed import load_embedder

    return load_embedder(library.model.name if library.model else None)


def found_hits(library: Library, understood: Understood, filters: Filters, embedder: Embedder) -> list[Hit]:
    """The best paragraphs of the whole library and, where the question names councils that it holds, of those councils."""
    asked = question_tokens(understood.question, understood.before)
    scopes = [filters]
    if understood.councils and filters.council is None:
        scopes.append(replace(filters, council=understood.councils))
    best: dict[tuple[str, int], Hit] = {}
    for scope in scopes:
        for hit in search(library, understood.query, k=DEPTH, filters=scope, embedder=embedder, asked=asked):
            best.setdefault(hit.place, hit)
    return prefer(understood, list(best.values()))


def _understood(
    library: Library, question: str, history: Sequence[Turn], writer: Writer | None
) -> tuple[Understood, str]:
    """The question in the light of its history; a language model completes a follow-up, unless it is away: then why."""
    entries = library.entries()
    understood = understand(question, history, entries)
    if writer is None or not understood.follows:
        return understood, ""
    try:
        from answer.compose import rewrite  # woken only where there is a language model

        return understand(rewrite(question, history, writer), (), entries), ""
    except WriterUnavailable as error:
        return understood, str(error)


def _written(understood: Understood, hits: Sequence[Hit], writer: Writer, instead: Answer) -> tuple[Answer, str]:
    """The language model's checked draft, or the quoting answer `instead` and why the model is away."""
    from answer.compose import compose

    try:
        draft = compose(understood.asked, hits, writer)
    except WriterUnavailable as error:
        return instead, str(error)
    common = replace(instead, rejected=draft.rejected, notices=())
    if not draft.found:
        nearest = instead.citations or instead.nearest
        return replace(common, found=False, text=NOT_FOUND, citations=(), nearest=nearest), ""
    return replace(common, text=draft.text, found=True, citations=draft.citations, nearest=()), ""


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    """Adds how long a step took, in seconds, also when it fails."""
    started = time.perf_counter()
    try:
        yield
    finally:
        seconds[step] = round(seconds.get(step, 0.0) + time.perf_counter() - started, 4)
