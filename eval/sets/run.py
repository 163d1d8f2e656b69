"""The outside sets to one table of figures: a small library of each set's papers, the shipped `ask` over its questions.

The papers are put into the library as they are, without reading files: what is measured is understanding, ranking, choosing
and refusing. Beside it stand the library's own search ("first stage") and its words alone, on the same questions.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from answer.ask import Turn, ask, library_embedder
from answer.understand import understand
from answer.wire import answer_to_wire, hit_to_wire
from eval.given import Given, given_of
from eval.gold import Question
from eval.measures import Scored, figures, score
from eval.sets import cast, clapnq, conditionalqa, mtrag, qmsum, tatqa
from eval.sets.outside import Asked, OutsideSet
from eval.sets.rewriting import Words, count, everything, ours
from index.embed import Embedder
from index.library import Library
from index.ranker import load_ranker
from index.record import Filters, Hit
from index.search import search

OURS, FIRST, WORDS = "Scrutineer", "first stage", "words alone"
ALONE, BY_HAND = "without history", "rewritten by hand"
SAMPLE = 100
DEPTH = 20
LOADERS = (
    (mtrag.FOLDER, mtrag.load_rewrites),
    (cast.FOLDER, cast.load_rewrites),
    (cast.FOLDER, cast.load_passages),
    (clapnq.FOLDER, clapnq.load_answerable),
    (mtrag.FOLDER, mtrag.load_answerable),
    (tatqa.FOLDER, tatqa.load_tables),
    (conditionalqa.FOLDER, conditionalqa.load_evidence),
    (qmsum.FOLDER, qmsum.load_evidence),
)
Counted = Callable[[Sequence[Asked], str], Iterable[Asked]]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How the words that follow-ups leave out were brought back: ours, and by putting everything in front."""

    name: str
    ours: Words
    everything: Words


@dataclass(frozen=True, slots=True)
class SetRun:
    """One set's scored questions by who answered; `auc` of our confidence where some cannot be answered."""

    name: str
    licence: str
    systems: Mapping[str, Sequence[Scored]]
    auc: float | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """All that was measured; `absent` are the folders that are not there."""

    rewriting: Sequence[Rewriting] = ()
    sets: Sequence[SetRun] = ()
    absent: Sequence[str] = field(default=())


def run_sets(
    folder: Path,
    embedder: Embedder | None = None,
    *,
    sample: int = SAMPLE,
    counted: Counted = lambda asked, what: asked,
) -> Outside:
    """Every set that is in the folder. `sample` is the number of questions of each. Raises BadGold."""
    rewriting, done, absent = [], [], []
    for needed, load in LOADERS:
        if not (folder / needed).is_dir():
            absent.append(needed)
            continue
        loaded = load(folder, sample)
        if loaded.followups:
            rewriting.append(Rewriting(loaded.name, count(loaded.followups, ours), count(loaded.followups, everything)))
        else:
            done.append(_asked(loaded, embedder, counted))
    return Outside(rewriting, done, tuple(dict.fromkeys(absent)))


def _asked(loaded: OutsideSet, embedder: Embedder | None, counted: Counted) -> SetRun:
    systems: dict[str, list[Scored]] = {}
    with tempfile.TemporaryDirectory() as place, Library.open(Path(place) / "library", create=True) as library:
        embedder = embedder or library_embedder(library)
        _fill(library, loaded, embedder)
        for each in counted(loaded.questions, loaded.name):
            for system, given in _given(library, each, embedder).items():
                systems.setdefault(system, []).append(score(each.question, given))
    return SetRun(loaded.name, loaded.licence, systems, figures(systems.get(OURS, []))["auc"])


def _fill(library: Library, loaded: OutsideSet, embedder: Embedder) -> None:
    with library.writing() as writing:
        writing.adopt(embedder)
        for paper in loaded.papers:
            writing.take_in(paper.file, paper.sha256, [paper], embedder, load_ranker())


def _given(library: Library, asked: Asked, embedder: Embedder) -> dict[str, Given]:
    """What each system gives to one question."""
    question = asked.question
    filters = Filters(papers=(asked.within,)) if asked.within else Filters()
    history = [Turn(*turn) for turn in question.history]

    def answered(words: str, before: Sequence[Turn]) -> Given:
        return given_of(
            answer_to_wire(ask(library, words, history=before, filters=filters, embedder=embedder), question.id)
        )

    query = understand(question.question, history, library.entries()).query
    hits = search(library, query, k=DEPTH, filters=filters, embedder=embedder)
    found = {
        OURS: answered(question.question, history),
        FIRST: _retrieved(question, hits),
        WORDS: _retrieved(question, sorted(hits, key=lambda hit: -hit.words)),
    }
    if history and question.answer:
        found |= {ALONE: answered(question.question, ()), BY_HAND: answered(question.answer, ())}
    return found


def _retrieved(question: Question, hits: Sequence[Hit]) -> Given:
    given = given_of({"id": question.id, "retrieved": [hit_to_wire(hit) for hit in hits]})
    return replace(given, found=True)
