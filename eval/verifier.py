"""A library's papers to a test of the verifier: true sentences altered in every way, and how many of them it refuses, by kind.

Promised are 99 in 100 altered ones refused and 98 in 100 unaltered ones let through. A sentence comes from a paragraph of
the library, or from the evidence of a gold question; an altered one that its paragraph bears out after all is left out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from answer.ground import Source, source_of
from answer.verify import check_sentence
from answer.wording import sentences
from eval.gold import Question
from eval.matching import holds, stem
from eval.mutations import ALTERED, UNALTERED, in_council
from index.library import Library
from index.record import Hit
from ingest.names import place
from ingest.paper import Entry, Paragraph

T = TypeVar("T")
SEED = 20240611
STATEMENTS = 3000  # true sentences that are altered; drawn likewise
MOST = 400  # cases of a kind; drawn from all of them, the same ones every time
SHORTEST = 60  # characters of a paragraph
WORDS = 5  # a sentence has more
ELSEWHERE = ("Croydon", "Kent")  # the councils that `mutations.other_council` puts in
PROMISED = {True: 0.99, False: 0.98}  # share dealt with right, of altered and of unaltered ones
KEY, BESIDE, INVENTED = "p1", "p2", "p9"


@dataclass(frozen=True, slots=True)
class Statement:
    """A true sentence, the paragraph it stands in, the next one, and the name of the paper's council ("" for none)."""

    sentence: str
    source: Source
    neighbour: Source
    council: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence that cites `cited` where `offered` were offered; `altered` ones must be refused."""

    kind: str
    altered: bool
    sentence: str
    cited: str
    offered: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of the cases of one kind: how many were dealt with right, and some that were not."""

    kind: str
    altered: bool
    cases: int
    right: int
    wrong: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Share dealt with right."""
        return self.right / self.cases if self.cases else 0.0


def try_verifier(
    library: Library,
    questions: Sequence[Question] = (),
    *,
    most: int = MOST,
    counted: Callable[[Sequence[str], str], Iterable[str]] = lambda kinds, what: kinds,
) -> list[Tried]:
    """Every kind of alteration, tried on at most `most` cases each."""
    true = [*gold_statements(library, questions), *drawn([*library_statements(library)], STATEMENTS)]
    by_kind: dict[str, list[Case]] = {}
    for case in cases(true):
        by_kind.setdefault(case.kind, []).append(case)
    return [tried_of(drawn(by_kind[kind], most)) for kind in counted(list(by_kind), "Verifier")]


def totals(tried: Sequence[Tried]) -> dict[bool, Tried]:
    """All altered ones together, and all unaltered ones."""
    return {
        altered: Tried(
            "altered" if altered else "unaltered",
            altered,
            sum(each.cases for each in tried if each.altered is altered),
            sum(each.right for each in tried if each.altered is altered),
        )
        for altered in (True, False)
    }


def broken(tried: Sequence[Tried]) -> list[str]:
    """One sentence for each promise, over all altered ones and over all unaltered ones, that is not kept."""
    return [
        f"{each.kind} sentences: {100 * each.share:.2f} % of {each.cases} dealt with right, "
        f"{100 * PROMISED[altered]:.0f} % promised."
        for altered, each in totals(tried).items()
        if each.share < PROMISED[altered]
    ]


def library_statements(library: Library) -> Iterator[Statement]:
    """Every whole sentence of every paragraph, with the paragraph and the one after it."""
    for entry in library.entries():
        held = [each for each in library.paragraphs(entry.id) if _is_text(each)]
        for paragraph, after in pairwise(held):
            for sentence in sentences(paragraph.text):
                if len(sentence.split()) > WORDS and sentence.endswith("."):
                    yield Statement(sentence, _source(paragraph, entry), _source(after, entry), _council(entry))


def gold_statements(library: Library, questions: Sequence[Question]) -> Iterator[Statement]:
    """The evidence of gold questions that makes a sentence and stands in one paragraph of the library."""
    held: dict[str, list[Entry]] = {}
    for entry in library.entries():
        held.setdefault(stem(entry.file), []).append(entry)
    quotes = dict.fromkeys((one.paper, one.quote) for each in questions for one in each.evidence)
    for paper, quote in quotes:
        for entry in held.get(stem(paper), ()):
            near = [each for each in library.paragraphs(entry.id) if _is_text(each)]
            for paragraph, after in pairwise(near):
                if len(quote.split()) > WORDS and quote.endswith(".") and holds(paragraph.text, quote):
                    yield Statement(quote, _source(paragraph, entry), _source(after, entry), _council(entry))


def cases(true: Iterable[Statement]) -> Iterator[Case]:
    """Every alteration of every sentence, with the citation it was made with; and the citations themselves altered."""
    for each in true:
        own = {KEY: each.source}
        for alter in (*ALTERED, *UNALTERED):
            altered = alter in ALTERED
            for said in alter(each.sentence):
                if not altered or not _true_after_all(said, each):
                    yield Case(alter.__name__.replace("_", " "), altered, said, KEY, own)
        if not holds(each.neighbour.text, each.sentence):
            yield Case("citation moved to the next paragraph", True, each.sentence, BESIDE, {BESIDE: each.neighbour})
        if each.council:
            yield Case("own council in front", False, in_council(each.sentence, each.council), KEY, own)
        yield Case("citation invented", True, each.sentence, INVENTED, own)


def drawn(found: Sequence[T], most: int) -> list[T]:
    """At most so many of them, the same ones every time."""
    return random.Random(SEED).sample(list(found), min(most, len(found)))


def tried_of(found: Sequence[Case]) -> Tried:
    """What the verifier makes of the cases of one kind."""
    wrong = [case for case in found if check_sentence(case.sentence, [case.cited], case.offered).ok is case.altered]
    shown = tuple(f"{case.sentence} ← {case.offered[min(case.offered)].text}" for case in wrong)
    return Tried(found[0].kind, found[0].altered, len(found), len(found) - len(wrong), shown)


def _true_after_all(said: str, statement: Statement) -> bool:
    """The alteration changed nothing, gave another sentence of the paragraph, or put in a council that it is about."""
    source = statement.source
    about = " ".join((*source.around, source.text))
    put_in = [each for each in ELSEWHERE if _times(each, said) > _times(each, statement.sentence)]
    return said == statement.sentence or holds(source.text, said) or any(each in about for each in put_in)


def _times(name: str, text: str) -> int:
    return text.casefold().count(name.casefold())


def _is_text(paragraph: Paragraph) -> bool:
    return paragraph.kind not in ("table", "heading") and len(paragraph.text) >= SHORTEST


def _source(paragraph: Paragraph, entry: Entry) -> Source:
    return source_of(Hit(paragraph=paragraph, entry=entry, score=0.0, words=0.0, dense=0.0))


def _council(entry: Entry) -> str:
    return place(entry.council) if entry.council else ""
