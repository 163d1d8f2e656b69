"""CLAPNQ (IBM, Apache-2.0): questions with a passage that answers them, or that is near and does not.

Source: Rosenthal et al. 2024, CLAPNQ: Cohesive Long-form Answers from Passages in Natural Questions.
"""

from __future__ import annotations

from pathlib import Path

from eval.gold import Question
from eval.sets.outside import Asked, OutsideSet, Piece, lines, paper_of, place, sampled

FOLDER = "clapnq"


def load_answerable(folder: Path, most: int) -> OutsideSet:
    """As many answerable as unanswerable questions, each asked of its own passage, whose sentences are the paragraphs."""
    papers, asked = [], []
    for kind in ("answerable", "unanswerable"):
        for row in sampled(lines(folder / FOLDER / f"clapnq_dev_{kind}.jsonl"), most // 2):
            passage = row["passages"][0]
            id = f"clapnq-{row['id']}"
            papers.append(
                paper_of(id, passage["title"], [Piece(each) for each in passage["sentences"] if each.strip()])
            )
            wanted = row["output"][0]["selected_sentences"] if kind == "answerable" else ()
            places = tuple(place(id, each) for each in wanted)
            question = Question(
                id=id, category=kind, question=row["input"], evidence=places[:1], alternatives=places[1:]
            )
            asked.append(Asked(question, within=id))
    return OutsideSet(name="CLAPNQ", licence="Apache-2.0", papers=tuple(papers), questions=tuple(asked))
