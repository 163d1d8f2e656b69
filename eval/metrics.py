"""The metrics, each defined once: one question, its gold and what was given, to a number or a list of yes and no.

A share over a set of questions is the sum of its tops over the sum of its bottoms (a micro average): `eval.measures` says
which are summed how. Ranks count from 1; None is "not retrieved". All agree with the collection's own scorer where both
measure the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from eval.given import Given, Passage
from eval.gold import Question
from eval.matching import bears, bears_any, holds, same_number, says

FIRST_WORDS = 150  # of an answer are looked at: what is needed must come early
BUDGET = 1500  # words of retrieved text a reader, or a model, can be given
NDCG_DEPTH = 10


def right(question: Question, given: Given) -> bool:
    """Accuracy of one answer: found, every `must` in its first 150 words in some spelling, and no `must_not`.

    Source: string recall of short answers, as ALCE's "EM recall" (Gao et al. 2023, Enabling Large Language Models to
    Generate Text with Citations, section 3.2), all needed at once.
    """
    said = " ".join(given.answer.split()[:FIRST_WORDS])
    return (
        given.found
        and all(says(said, spellings) for spellings in question.must)
        and not any(says(said, [wrong]) for wrong in question.must_not)
    )


def answer_words(given: Given) -> int:
    """Length of the answer in words parted by white space, marks like [1] left out: ``The fee rose. [1]`` has 3."""
    return sum(not (word.startswith("[") and word.rstrip(".,;").endswith("]")) for word in given.answer.split())


def cite_recall(question: Question, given: Given) -> list[bool]:
    """For each piece of gold evidence: a cited paragraph holds its quote. All no when nothing was found.

    Recall = pieces cited / pieces needed, over all questions. Source: citation recall (Gao et al. 2023, section 3.3), by
    gold paragraph in place of an entailment model.
    """
    if not given.found:
        return [False] * len(question.evidence)
    return [any(bears_any(cited, question.sources(place)) for cited in given.citations) for place in question.evidence]


def cite_precision(question: Question, given: Given) -> list[bool]:
    """For each citation of an answer: its paragraph holds gold evidence, an alternative, or a needed string.

    Precision = such citations / all citations of found answers. Source: citation precision (Gao et al. 2023, section 3.3).
    """
    if not given.found:
        return []
    places = (*question.evidence, *question.alternatives)
    return [
        bears_any(cited, places) or any(says(cited.text, spellings) for spellings in question.must)
        for cited in given.citations
    ]


def label_right(question: Question, given: Given) -> list[bool]:
    """For each cited paragraph that holds a gold quote with a printed number: its label is that number.

    Correctness = such citations / those citations. Brackets and end dots do not count.
    """
    return [
        same_number(cited.label, place.paragraph)
        for cited in given.citations
        for place in (*question.evidence, *question.alternatives)
        if place.paragraph and bears(cited, place)
    ]


def verbatim(given: Given) -> list[bool]:
    """For each citation: its quote stands word for word in the cited paragraph. An empty quote does not."""
    return [bool(cited.quote) and holds(cited.text, cited.quote) for cited in given.citations]


def ranks(question: Question, retrieved: Sequence[Passage]) -> list[int | None]:
    """For each piece of gold evidence the rank of the first passage that bears it; None when there is none.

    Passages above it that bear another piece of the same question are not counted: two needs do not push each other down.
    """
    every = (*question.evidence, *question.alternatives)
    useful = [bears_any(passage, every) for passage in retrieved]
    found: list[int | None] = []
    for place in question.evidence:
        sources = question.sources(place)
        at = next((i for i, passage in enumerate(retrieved) if useful[i] and bears_any(passage, sources)), None)
        found.append(None if at is None else 1 + sum(not each for each in useful[:at]))
    return found


def hit_at(found: Sequence[int | None], k: int) -> list[bool]:
    """For each rank: it is among the first k. hit@k = their share. Source: success at k (TREC)."""
    return [rank is not None and rank <= k for rank in found]


def reciprocal_ranks(found: Sequence[int | None]) -> list[float]:
    """1 / rank, 0 for None. MRR = their mean. Source: Voorhees 1999, TREC-8 question answering track."""
    return [1 / rank if rank else 0.0 for rank in found]


def ndcg(question: Question, retrieved: Sequence[Passage], depth: int = NDCG_DEPTH) -> float:
    """Discounted gain of a ranking, as a share of the best one possible, between 0 and 1.

    A passage gains 1 where it bears a piece of evidence that none above it bore. DCG = sum of gain / log2(rank + 1) over
    the first `depth`; nDCG = DCG / (DCG with every piece in a passage of its own, on top). Passages that bear two
    pieces cannot lift it past 1. Source: Järvelin and Kekäläinen 2002.
    """
    missing = list(question.evidence)
    dcg = 0.0
    for rank, passage in enumerate(retrieved[:depth], 1):
        still = [place for place in missing if not bears_any(passage, question.sources(place))]
        dcg += (len(missing) - len(still)) / math.log2(rank + 1)
        missing = still
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(depth, len(question.evidence)) + 1))
    return min(1.0, dcg / best) if best else 0.0


def first_words(retrieved: Sequence[Passage], budget: int = BUDGET) -> list[Passage]:
    """The passages that fit into the first `budget` words retrieved, the last one cut where they end."""
    inside = []
    for passage in retrieved:
        if budget <= 0:
            break
        words = passage.text.split()[:budget]
        budget -= len(words)
        inside.append(Passage(text=" ".join(words), file=passage.file))
    return inside


def within_words(question: Question, retrieved: Sequence[Passage], budget: int = BUDGET) -> list[bool]:
    """For each piece of gold evidence: it stands in the first 1,500 words retrieved.

    Fair between systems that retrieve long chunks and those that retrieve paragraphs, as both hand over the same amount.
    """
    inside = first_words(retrieved, budget)
    return [any(bears_any(passage, question.sources(place)) for passage in inside) for place in question.evidence]


def risk_coverage(answered: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """(coverage, risk) as less and less confident answers are let through; from (confidence, right) of each answer.

    Coverage = answers let through / answers; risk = wrong ones among those. Answers of equal confidence come together.
    Source: El-Yaniv and Wiener 2010, On the Foundations of Noise-free Selective Classification.
    """
    points = []
    wrong = 0
    ordered = sorted(answered, key=lambda each: -each[0])
    for count, (confidence, good) in enumerate(ordered, 1):
        wrong += not good
        if count == len(ordered) or ordered[count][0] != confidence:
            points.append((count / len(ordered), wrong / count))
    return points


def area_under_risk(answered: Sequence[tuple[float, bool]]) -> float | None:
    """Mean risk over all coverages, 0 (best) to 1; None without answers. Lower: confidence tells right from wrong better.

    AURC = 1/n x sum over i of (wrong among the i most confident) / i. Within equal confidence the wrong ones are spread
    evenly, as in a random order. Source: Geifman, Uziel and El-Yaniv 2019, Bias-Reduced Uncertainty Estimation.
    """
    if not answered:
        return None
    total, before, wrong = 0.0, 0, 0.0
    for coverage, risk in risk_coverage(answered):
        after = round(coverage * len(answered))
        more = (risk * after - wrong) / (after - before)  # wrong ones that each step of this level adds
        total += sum((wrong + more * (i - before)) / i for i in range(before + 1, after + 1))
        before, wrong = after, risk * after
    return total / len(answered)


def area_under_roc(yes: Sequence[float], no: Sequence[float]) -> float | None:
    """The share of pairs of a question that can be answered and one that cannot in which the first has more confidence.

    Equal confidence counts half; 0.5 is a coin, 1 is best; None without either kind. Source: Hanley and McNeil 1982,
    The Meaning and Use of the Area under a Receiver Operating Characteristic Curve.
    """
    if not yes or not no:
        return None
    return sum((one > other) + 0.5 * (one == other) for one in yes for other in no) / (len(yes) * len(no))


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same confidence: how many, their mean confidence, and the share of them that is right."""

    low: float
    high: float
    answers: int
    confidence: float
    right: float


def reliability(answered: Sequence[tuple[float, bool]], bins: int = 5) -> list[Bin]:
    """The answers in bins of equal width, empty ones left out; from (confidence, right) of each answer.

    Source: DeGroot and Fienberg 1983, The Comparison and Evaluation of Forecasters.
    """
    found = []
    for at in range(bins):
        inside = [each for each in answered if min(int(each[0] * bins), bins - 1) == at]
        if inside:
            sure, good = (sum(each[part] for each in inside) / len(inside) for part in (0, 1))
            found.append(Bin(at / bins, (at + 1) / bins, len(inside), sure, good))
    return found


def calibration_error(answered: Sequence[tuple[float, bool]], bins: int = 5) -> float | None:
    """Expected calibration error, 0 (best) to 1: sum over bins of answers in it / answers x |right - confidence|.

    None without answers. Source: Naeini, Cooper and Hauskrecht 2015, Obtaining Well Calibrated Probabilities Using
    Bayesian Binning.
    """
    if not answered:
        return None
    return sum(each.answers * abs(each.right - each.confidence) for each in reliability(answered, bins)) / len(answered)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value at a share (0.5, 0.95) of the sorted values: the one at place floor(share x n) from 0; None for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None
