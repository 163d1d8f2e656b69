"""Gold and answers to scored questions, and those to figures: which metric is summed how, as one table.

Each measure gives a question a top and a bottom; its figure over any set of questions is the sum of tops over the sum of
bottoms, so that it can be grouped, resampled and compared question by question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from eval import metrics
from eval.alce import sentence_citations
from eval.given import Given
from eval.gold import Question
from eval.matching import stem

Part = tuple[float, float]  # top and bottom


@dataclass(frozen=True, slots=True)
class Measure:
    """`unit` tells how its figure is shown: a share in per cent, a plain number, or words."""

    name: str
    title: str
    unit: Literal["%", "", "words"]
    better: Literal["higher", "lower", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A question and its parts of every measure that applies to it."""

    id: str
    category: str
    papers: tuple[str, ...]
    question: str
    answerable: bool
    found: bool
    answer: str
    confidence: float | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """The question was dealt with as it should be: answered right, or refused where it cannot be answered."""
        return bool(self.parts["accuracy" if self.answerable else "refused"][0])

    def value(self, measure: str) -> float | None:
        """The measure's figure for this question alone."""
        top, bottom = self.parts.get(measure, (0.0, 0.0))
        return top / bottom if bottom else None


MEASURES = (
    Measure("accuracy", "answered right", "%", "higher"),
    Measure("cite_recall", "evidence cited", "%", "higher"),
    Measure("cite_prec", "citations that bear it out", "%", "higher"),
    Measure("alce_recall", "sentences borne out by what they cite (ALCE)", "%", "higher"),
    Measure("alce_prec", "citations needed and to the point (ALCE)", "%", "higher"),
    Measure("label", "paragraph numbers right", "%", "higher"),
    Measure("verbatim", "quotes verbatim", "%", "higher"),
    Measure("in1500", "evidence in the first 1,500 words", "%", "higher"),
    Measure("hit1", "hit@1", "%", "higher"),
    Measure("hit5", "hit@5", "%", "higher"),
    Measure("hit10", "hit@10", "%", "higher"),
    Measure("mrr", "MRR", "", "higher"),
    Measure("ndcg", "nDCG@10", "", "higher"),
    Measure("refused", "unanswerable ones refused", "%", "higher"),
    Measure("wrongly_refused", "answerable ones refused", "%", "lower"),
    Measure("words", "words of an answer", "words", ""),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
RETRIEVAL = ("in1500", "hit1", "hit5", "hit10", "mrr", "ndcg")


def score(question: Question, given: Given | None) -> Scored:
    """One question scored. Without an answer it counts as not found."""
    given = given or Given(id=question.id)
    return Scored(
        id=question.id,
        category=question.category,
        papers=tuple(sorted({stem(place.paper) for place in question.evidence})),
        question=question.question,
        answerable=question.answerable,
        found=given.found,
        answer=given.answer,
        confidence=given.confidence,
        seconds=given.seconds,
        parts=_parts(question, given),
    )


def score_all(questions: Iterable[Question], given: Mapping[str, Given]) -> list[Scored]:
    """Every question scored against the answer of its id."""
    return [score(question, given.get(question.id)) for question in questions]


def figure(parts: Iterable[Part]) -> float | None:
    """The sum of tops over the sum of bottoms; None where nothing applies."""
    tops, bottoms = 0.0, 0.0
    for top, bottom in parts:
        tops, bottoms = tops + top, bottoms + bottom
    return tops / bottoms if bottoms else None


def figures(scored: Sequence[Scored]) -> dict[str, float | None]:
    """Every measure over the questions, and what is measured of confidence (`aurc`, `ece`, `auc`) and of seconds."""
    found = {name: figure(parts_of(scored, name)) for name in BY_NAME}
    seconds = [each.seconds["total"] for each in scored if "total" in each.seconds]
    return found | {
        "aurc": metrics.area_under_risk(answered(scored)),
        "ece": metrics.calibration_error(answered(scored)),
        "auc": metrics.area_under_roc(confidences(scored, answerable=True), confidences(scored, answerable=False)),
        "p50": metrics.percentile(seconds, 0.5),
        "p95": metrics.percentile(seconds, 0.95),
    }


def parts_of(scored: Iterable[Scored], measure: str) -> list[Part]:
    """Each question's part of one measure; (0, 0) where it does not apply."""
    return [each.parts.get(measure, (0.0, 0.0)) for each in scored]


def answered(scored: Iterable[Scored]) -> list[tuple[float, bool]]:
    """(confidence, right) of each answer that was given; an answer to what cannot be answered is wrong."""
    return [
        (each.confidence, each.answerable and each.good)
        for each in scored
        if each.found and each.confidence is not None
    ]


def confidences(scored: Iterable[Scored], *, answerable: bool) -> list[float]:
    """The confidence of every question that can, or that cannot, be answered, whether it was answered or refused."""
    return [each.confidence for each in scored if each.answerable is answerable and each.confidence is not None]


def grouped(scored: Iterable[Scored], keys: Callable[[Scored], Iterable[str]]) -> dict[str, list[Scored]]:
    """The questions by each of their keys, in order of the keys; one with two keys is in both groups."""
    groups: dict[str, list[Scored]] = {}
    for each in scored:
        for key in keys(each):
            groups.setdefault(key, []).append(each)
    return dict(sorted(groups.items()))


def by_category(scored: Iterable[Scored]) -> dict[str, list[Scored]]:
    """The questions by category."""
    return grouped(scored, lambda each: (each.category or "none",))


def by_paper(scored: Iterable[Scored]) -> dict[str, list[Scored]]:
    """The questions by the papers their evidence is from."""
    return grouped(scored, lambda each: each.papers)


def _parts(question: Question, given: Given) -> dict[str, Part]:
    parts: dict[str, Part] = {"verbatim": _share(metrics.verbatim(given))}
    if given.found:
        parts["words"] = (float(metrics.answer_words(given)), 1.0)
        recall, precision = sentence_citations(given)
        parts |= {"alce_recall": _share(recall), "alce_prec": _share(precision)}
    if not question.answerable:
        return parts | {"refused": _share([not given.found])}
    found = metrics.ranks(question, given.retrieved)
    return parts | {
        "accuracy": _share([metrics.right(question, given)]),
        "wrongly_refused": _share([not given.found]),
        "cite_recall": _share(metrics.cite_recall(question, given)),
        "cite_prec": _share(metrics.cite_precision(question, given)),
        "label": _share(metrics.label_right(question, given)),
        "in1500": _share(metrics.within_words(question, given.retrieved)),
        **{f"hit{k}": _share(metrics.hit_at(found, k)) for k in (1, 5, 10)},
        "mrr": _share(metrics.reciprocal_ranks(found)),
        "ndcg": (metrics.ndcg(question, given.retrieved), 1.0),
    }


def _share(values: Sequence[float]) -> Part:
    return float(sum(values)), float(len(values))
