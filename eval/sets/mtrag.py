"""MTRAG (IBM, Apache-2.0): conversations with passages. Follow-ups with their rewrites, and what can and cannot be answered.

Source: Katsis et al. 2025, MTRAG: A Multi-Turn Conversational Benchmark for Evaluating Retrieval-Augmented Generation.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.gold import Question
from eval.sets.outside import Asked, OutsideSet, Piece, Rewritten, lines, paper_of, place, sampled

FOLDER = "mtrag"
COLLECTIONS = ("clapnq", "cloud", "fiqa", "govt")
SAID = "|user|:"


def load_rewrites(folder: Path, most: int) -> OutsideSet:
    """Follow-ups of all four collections; of the turns before only what the user asked is given."""
    found = []
    for collection in COLLECTIONS:
        asked = {row["_id"]: row["text"] for row in lines(folder / FOLDER / f"{collection}_questions.jsonl")}
        for row in lines(folder / FOLDER / f"{collection}_rewrite.jsonl"):
            turns = [turn.strip() for turn in asked[row["_id"]].split(SAID) if turn.strip()]
            if len(turns) > 1:
                found.append(Rewritten(tuple(turns[:-1]), turns[-1], row["text"].replace(SAID, "").strip()))
    return OutsideSet(name="MTRAG", licence="Apache-2.0", followups=tuple(sampled(found, most)))


def load_answerable(folder: Path, most: int) -> OutsideSet:
    """As many tasks that the passages answer as tasks that nothing in their collection answers; asked of all passages."""
    tasks = lines(folder / FOLDER / "mtragun_reference.jsonl")
    chosen = [
        task
        for kind in ("ANSWERABLE", "UNANSWERABLE")
        for task in sampled([each for each in tasks if _kind(each) == kind], most // 2)
    ]
    papers = {}
    asked = []
    for task in chosen:
        ids = []
        for context in task["contexts"]:
            id = f"mtrag-{context['document_id']}".lower()
            ids.append((id, context["text"]))
            papers[id] = paper_of(id, str(context.get("title") or task["Collection"]), [Piece(context["text"].strip())])
        asked.append(Asked(_question(task, ids if _kind(task) == "ANSWERABLE" else [])))
    return OutsideSet(name="MTRAG", licence="Apache-2.0", papers=tuple(papers.values()), questions=tuple(asked))


def _question(task: Mapping[str, Any], contexts: list[tuple[str, str]]) -> Question:
    """One need, met by any of the passages."""
    said = [turn["text"] for turn in task["input"]]
    places = [place(id, text) for id, text in contexts]
    return Question(
        id=task["task_id"],
        category=_kind(task).lower(),
        question=said[-1],
        history=tuple(zip(said[:-1:2], said[1:-1:2], strict=False)),
        evidence=tuple(places[:1]),
        alternatives=tuple(places[1:]),
    )


def _kind(task: Mapping[str, Any]) -> str:
    return str(task["answerability"][0])
