"""Questions on real papers into the weights by which statements are ranked and answers believed (`answer/weights.json`).

    python -m models.train --questions FOLDER --library DIR

FOLDER holds JSON lines: question, history, file, paragraph, answer (the sentence or row in it), short, and often a twin
(a question that sounds the same and that the paper does not answer). DIR is a library of those papers. Each question is
asked of its own paper. Papers, not questions, are parted for the figures printed; the weights kept are learnt from all.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from answer.ask import found_hits
from answer.choose import READ, Statement, unweighed
from answer.features import NAMES
from answer.judge import ANSWER_NAMES, answer_features
from answer.record import Turn
from answer.understand import understand
from answer.weigh import FILE
from index.embed import Embedder, load_embedder
from index.library import Library
from index.search import Filters

FOLDS = 5
STRENGTH = 0.1  # of the weights' freedom (C): small data, many features that say nearly the same
logger = logging.getLogger("models.train")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "•": " ", "|": " ", "\u00ad": None})


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One question asked: its statements' features, which of them answer, and the likeliest ones' records."""

    file: str
    twin: bool
    rows: np.ndarray
    answers: np.ndarray
    ranked: list[Statement]


def main() -> None:
    """Train, print the figures by parted papers, and write the weights."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--questions", type=Path, required=True)
    given.add_argument("--library", type=Path, required=True)
    options = given.parse_args()
    with Library.open(options.library) as library:
        examples = list(ask_all(library, options.questions, load_embedder()))
    report(examples)
    statement = fit_statements(examples)
    answer = fit_answers(examples, statement)
    kept = {"statement": as_kept(NAMES, *statement), "answer": as_kept(ANSWER_NAMES, *answer)}
    FILE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    logger.info("written: %s", FILE)


def ask_all(library: Library, folder: Path, embedder: Embedder) -> Iterator[Example]:
    """Every question and twin whose paper the library holds, asked of that paper alone."""
    entries = library.entries()
    papers = defaultdict(list)
    for entry in entries:
        papers[Path(entry.file).name].append(entry.id)
    for number, record in enumerate(_records(folder), 1):
        own = tuple(papers.get(Path(record["file"]).name, ()))
        if number % 100 == 0:
            logger.info("%d questions", number)
        if not own:
            continue
        history = [Turn(turn["question"], turn["answer"]) for turn in record.get("history") or ()]
        for question, turns, twin in ((record["question"], history, False), (record.get("twin"), [], True)):
            if not question:
                continue
            understood = understand(question, turns, entries)
            hits = found_hits(library, understood, Filters(papers=own), embedder)[:READ]
            ranked = unweighed(understood, hits, embedder)
            if ranked:
                yield _example(record, ranked, twin)


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _example(record: dict[str, Any], ranked: list[Statement], twin: bool) -> Example:
    answer, paragraph, short = (_squashed(str(record[key])) for key in ("answer", "paragraph", "short"))

    def right(one: Statement) -> bool:
        said, whole = _squashed(one.quote), _squashed(one.hit.paragraph.text)
        held = answer in whole or (len(whole) > 40 and whole in paragraph)
        return answer in said or (len(said) > 25 and said in answer) or (held and len(short) > 3 and short in said)

    rows = np.array([one.row for one in ranked], dtype=np.float32)
    return Example(str(record["file"]), twin, rows, np.array([not twin and right(one) for one in ranked]), ranked)


def _squashed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_PLAIN)).casefold()


Fitted = tuple[StandardScaler, LogisticRegression]


def fit_statements(examples: list[Example]) -> Fitted:
    """Which statement answers: learnt from the questions whose answer is among the statements."""
    chosen = [one for one in examples if not one.twin and one.answers.any()]
    return _fit(np.vstack([one.rows for one in chosen]), np.concatenate([one.answers for one in chosen]))


def fit_answers(examples: list[Example], statement: Fitted) -> Fitted:
    """Whether the likeliest statement answers at all: learnt from questions and their twins."""
    rows = np.array([answer_row(one, statement) for one in examples])
    return _fit(rows, np.array([not one.twin for one in examples]), balanced=True)


def answer_row(example: Example, statement: Fitted) -> np.ndarray:
    """The features of the whole answer, with statements ranked by these weights."""
    likely = statement[1].predict_proba(statement[0].transform(example.rows))[:, 1]
    order = np.argsort(-likely, kind="stable")
    return answer_features([replace(example.ranked[i], probability=float(likely[i])) for i in order])


def _fit(rows: np.ndarray, right: np.ndarray, *, balanced: bool = False) -> Fitted:
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced" if balanced else None)
    return scaler, model.fit(scaler.transform(rows), right)


def report(examples: list[Example]) -> None:
    """Figures on papers not trained on: the first and the first three statements right, and answered told from twins."""
    files = sorted({one.file for one in examples})
    np.random.default_rng(0).shuffle(files)
    first, three, truth, belief = [], [], [], []
    for fold in range(FOLDS):
        held = set(files[fold::FOLDS])
        train = [one for one in examples if one.file not in held]
        statement = fit_statements(train)
        answer = fit_answers(train, statement)
        for one in (one for one in examples if one.file in held):
            row = answer_row(one, statement)
            belief.append(answer[1].predict_proba(answer[0].transform(row[None, :]))[0, 1])
            truth.append(not one.twin)
            if one.answers.any():
                order = np.argsort(-statement[1].predict_proba(statement[0].transform(one.rows))[:, 1], kind="stable")
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
