"""ConditionalQA (BSD-2-Clause; text under the Open Government Licence): people's situations, and the guidance that applies.

The pages themselves are not in the collection: a page is here all the evidence that any of its questions names.
Source: Sun, Cohen and Salakhutdinov 2022, ConditionalQA: A Complex Reading Comprehension Dataset with Conditional Answers.
"""

from __future__ import annotations

from pathlib import Path

from eval.gold import Question
from eval.sets.outside import Asked, OutsideSet, Piece, document, paper_of, place, plain, sampled

FOLDER = "conditionalqa"
UNANSWERABLE = 4  # one in so many; there are 14 in the development part, so the training part lends some


def load_evidence(folder: Path, most: int) -> OutsideSet:
    """Questions, most of them of the development part, each asked of its page, all its evidence needed."""
    dev, train = (document(folder / FOLDER / name) for name in ("dev.json", "train.json"))
    pages: dict[str, dict[str, None]] = {}
    for row in (*dev, *train):
        pages.setdefault(row["url"], {}).update(dict.fromkeys(plain(each) for each in row["evidences"]))
    lost = sampled([row for row in (*dev, *train) if row["not_answerable"]], most // UNANSWERABLE)
    known = sampled([row for row in dev if row["evidences"]], most - len(lost))
    asked = []
    for row in (*known, *lost):
        id = f"conditionalqa-{_slug(row['url'])}"
        evidence = tuple(place(id, plain(each)) for each in row["evidences"])
        question = Question(
            id=row["id"],
            category="unanswerable" if row["not_answerable"] else "answerable",
            question=f"{row['scenario']} {row['question']}",
            evidence=() if row["not_answerable"] else evidence,
        )
        asked.append(Asked(question, within=id))
    used = {each.within for each in asked}
    papers = [
        paper_of(id, _slug(url).replace("-", " "), [Piece(text) for text in texts if text])
        for url, texts in pages.items()
        if (id := f"conditionalqa-{_slug(url)}") in used
    ]
    return OutsideSet(name="ConditionalQA", licence="BSD-2-Clause, OGL", papers=tuple(papers), questions=tuple(asked))


def _slug(url: str) -> str:
    return url.rstrip("/").rsplit("/", 1)[-1]
