"""Questions on real papers into the weights by which statements are ranked and answers believed (`answer/weights.json`).

    python -m models.train --questions FOLDER... --library DIR [--held 0:30]

FOLDER holds JSON lines: question, history, file, paragraph, answer (the sentence or row in it), short, and often a twin
(a question that sounds the same and that the paper does not answer) or `twins` of the question's own form; those of
`models/questions` are always added. DIR is a library of those papers. Only questions on papers that the ranker was not taught
with are learnt from (within the `held` of `models.teach`): its marks on others are too good to be true. Half of those that name
a council are asked of the whole library, the others of their own paper and a dozen of another kind. Groups of papers, not
questions, are parted for the figures printed; the weights kept are learnt from all that is held.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from answer.ask import SHOWN, found_hits
from answer.belief import ANSWER_NAMES, answer_features
from answer.features import NAMES
from answer.statements import Statement, unweighed
from answer.understand import understand
from answer.weigh import FILE
from index.embed import Embedder, load_embedder
from index.library import Library
from index.search import Filters
from index.whole import in_full
from models.pairs import groups, share_of, turned
from models.questions import FOLDER, records, squashed, whole_records

FOLDS = 5
BESIDE = 12  # papers of another kind asked along with a question's own
STRENGTH, BELIEF_STRENGTH = 0.1, 0.05  # of the weights' freedom (C): small data, many features that say nearly the same
ASKED = (
    "kind",
    "asks_list",
    "asks_comparison",
    "asks_yes_no",
    "question_words",
    "question_facts",
    "follows",
)  # no rank in them
_RANKING = np.array([name not in ASKED for name in NAMES])
# Kinds of question that no single `twin` was written for: belief is learnt from them only where there are `twins` of their form.
PLAIN = ("list", "comparison")
logger = logging.getLogger("models.train")


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One question asked: its statements' features, which of them answer, and the statements.

    `plain` is said of questions of a form that twins have too; `beside` of statements that may answer too: they teach nothing.
    """

    group: str
    twin: bool
    plain: bool
    rows: np.ndarray
    answers: np.ndarray
    beside: np.ndarray
    ranked: list[Statement]


def main() -> None:
    """Train, print the figures by parted papers, and write the weights."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--questions", type=Path, nargs="*", default=[], help="beside models/questions")
    given.add_argument("--library", type=Path, required=True)
    given.add_argument("--held", default="0:30")
    options = given.parse_args()
    first, last = map(int, options.held.split(":"))
    with Library.open(options.library) as library:
        examples = list(ask_all(library, [*options.questions, FOLDER], load_embedder(), range(first, last)))
    report(examples)
    statement = fit_statements(examples)
    answer = fit_answers(examples, statement)
    kept = {"statement": as_kept(NAMES, *statement), "answer": as_kept(ANSWER_NAMES, *answer)}
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    logger.info("written: %s", FILE)


def ask_all(library: Library, folders: Sequence[Path], embedder: Embedder, held: range) -> Iterator[Example]:
    """Every question and twin on papers whose group's share is held back from the ranker."""
    entries = library.entries()
    papers, kinds = defaultdict(list), defaultdict(list)
    asked = {Path(record["file"]).name for record in records(folders)}
    for entry in entries:
        papers[Path(entry.file).name].append(entry.id)
        kinds[Path(entry.file).parent.name].append(entry.id)
    own = {
        Path(entry.file).name: [(entry, one) for id in papers[Path(entry.file).name] for one in library.paragraphs(id)]
        for entry in entries
        if Path(entry.file).name in asked
    }
    group, draw = groups(own), random.Random(0)
    for record in whole_records(folders, own):
        name, kind = Path(record["file"]).name, Path(record["file"]).parent.name
        if share_of(group[name]) not in held:
            continue
        others = [id for other in sorted(kinds) if other != kind for id in kinds[other]]
        beside = Filters(papers=(*papers[name], *draw.sample(others, min(BESIDE, len(others)))))
        widely = draw.random() < 0.5
        for question, turns, twin in turned(record):
            understood = understand(question, turns, entries)
            filters = Filters() if widely and understood.councils else beside
            hits = in_full(library, found_hits(library, understood, filters, embedder)[:SHOWN])
            if ranked := unweighed(understood, hits):
                yield _example(record, group[name], ranked, twin=twin)


def _example(record: dict[str, Any], group: str, ranked: list[Statement], *, twin: bool) -> Example:
    answer, paragraph, short = (squashed(str(record[key])) for key in ("answer", "paragraph", "short"))

    def right(one: Statement) -> bool:
        said, whole = squashed(one.quote), squashed(one.hit.paragraph.text)
        held = answer in whole or (len(whole) > 40 and whole in paragraph)
        return answer in said or (len(said) > 25 and said in answer) or (held and len(short) > 3 and short in said)

    plain = bool(record.get("twins")) or (not record.get("history") and record.get("type") not in PLAIN)
    rows = np.array([one.row for one in ranked], dtype=np.float32)
    others = {squashed(one["paragraph"]) for one in record.get("beside") or ()}
    answers = np.array([not twin and right(one) for one in ranked])
    beside = np.array([squashed(one.hit.paragraph.text) in others for one in ranked]) & ~answers
    return Example(group, twin, plain, rows, answers, beside, ranked)


Fitted = tuple[StandardScaler, LogisticRegression]


def fit_statements(examples: list[Example]) -> Fitted:
    """Which statement answers: learnt from the questions whose answer is among the statements."""
    chosen = [one for one in examples if not one.twin and one.answers.any()]
    rows = np.vstack([one.rows[~one.beside] * _RANKING for one in chosen])
    return _fit(rows, np.concatenate([one.answers[~one.beside] for one in chosen]), STRENGTH)


def fit_answers(examples: list[Example], statement: Fitted) -> Fitted:
    """Whether the likeliest statement answers at all: learnt from twins and from questions of a form that twins have too."""
    plain = [one for one in examples if one.plain]
    rows = np.array([answer_row(one, statement) for one in plain])
    return _fit(rows, np.array([not one.twin for one in plain]), BELIEF_STRENGTH, balanced=True)


def answer_row(example: Example, statement: Fitted) -> np.ndarray:
    """The features of the whole answer, with statements ranked by these weights."""
    likely = statement[1].predict_proba(statement[0].transform(example.rows * _RANKING))[:, 1]
    order = np.argsort(-likely, kind="stable")
    return answer_features([replace(example.ranked[i], probability=float(likely[i])) for i in order])


def _fit(rows: np.ndarray, right: np.ndarray, strength: float, *, balanced: bool = False) -> Fitted:
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=strength, max_iter=2000, class_weight="balanced" if balanced else None)
    return scaler, model.fit(scaler.transform(rows), right)


def report(examples: list[Example]) -> None:
    """Figures on papers not trained on: the first and the first three statements right, and answered told from twins."""
    parts = sorted({one.group for one in examples})
    np.random.default_rng(0).shuffle(parts)
    first, three, truth, belief = [], [], [], []
    for fold in range(FOLDS):
        held = set(parts[fold::FOLDS])
        train = [one for one in examples if one.group not in held]
        statement = fit_statements(train)
        answer = fit_answers(train, statement)
        for one in (one for one in examples if one.group in held):
            if one.plain:
                row = answer_row(one, statement)
                belief.append(answer[1].predict_proba(answer[0].transform(row[None, :]))[0, 1])
                truth.append(not one.twin)
            if one.answers.any():
                order = np.argsort(
                    -statement[1].predict_proba(statement[0].transform(one.rows * _RANKING))[:, 1], kind="stable"
                )
                first.append(one.answers[order[0]])
                three.append(one.answers[order[:3]].any())
    logger.info("%d asked, %d reachable", len(examples), len(first))
    logger.info("statement right: first %.3f, first three %.3f", np.mean(first), np.mean(three))
    logger.info("answered told from twins: AUC %.3f", roc_auc_score(truth, belief))
    for wrong in (0.04, 0.08, 0.12):
        least = np.quantile([p for p, answered in zip(belief, truth, strict=True) if answered], wrong)
        refused = np.mean([p < least for p, answered in zip(belief, truth, strict=True) if not answered])
        logger.info("believed from %.3f: wrongly refused %.0f %%, refused %.0f %%", least, 100 * wrong, 100 * refused)


def as_kept(names: tuple[str, ...], scaler: StandardScaler, model: LogisticRegression) -> dict[str, object]:
    """A model as `answer.weigh` reads it: feature: [mean, scale, weight]."""
    kept = zip(names, scaler.mean_, scaler.scale_, model.coef_[0], strict=True)
    return {
        "features": {name: [round(float(part), 6) for part in parts] for name, *parts in kept},
        "intercept": round(float(model.intercept_[0]), 6),
    }


if __name__ == "__main__":
    main()
