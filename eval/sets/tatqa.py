"""TAT-QA (CC BY 4.0): questions over a financial table and the text around it; here those that rows of the table answer.

Source: Zhu et al. 2021, TAT-QA: A Question Answering Benchmark on a Hybrid of Tabular and Textual Content in Finance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.gold import Place, Question
from eval.matching import squash
from eval.sets.outside import CELL, Asked, OutsideSet, Piece, document, paper_of, place, sampled

FOLDER = "tatqa"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def load_tables(folder: Path, most: int) -> OutsideSet:
    """Questions whose answer, or every figure of whose sum, stands in exactly one row each; asked of their own table."""
    papers, asked = {}, []
    for number, each in enumerate(document(folder / FOLDER / "dev.json")):
        id = f"tatqa-{number}"
        table = _rows(each["table"]["table"])
        texts = [Piece(one["text"]) for one in sorted(each["paragraphs"], key=lambda one: one["order"])]
        papers[id] = paper_of(id, texts[0].text[:60] if texts else "Table", [*texts, *table])
        for question in each["questions"]:
            if question["answer_from"] != "text" and (found := _question(id, question, table)):
                asked.append(Asked(found, within=id))
    kinds = [[one for one in asked if one.question.category == kind] for kind in ("looked up", "worked out")]
    chosen = [one for kind in kinds for one in sampled(kind, most // 2)]
    used = {one.within for one in chosen}
    return OutsideSet(
        name="TAT-QA",
        licence="CC BY 4.0",
        papers=tuple(paper for id, paper in papers.items() if id in used),
        questions=tuple(chosen),
    )


def _question(id: str, question: Mapping[str, Any], table: Sequence[Piece]) -> Question | None:
    """None when the rows that it needs cannot be told."""
    if question["answer_type"] in ("span", "multi-span"):
        needed = [str(each) for each in question["answer"] if str(each).strip()]
        category, must = "looked up", tuple((each,) for each in needed)
    elif question["answer_type"] == "arithmetic":
        needed = _NUMBER.findall(question["derivation"])
        category, must = "worked out", ()
    else:
        return None
    places = [_row_of(id, each, table) for each in needed]
    held = [each for each in dict.fromkeys(places) if each is not None]
    if not held or None in places:
        return None
    return Question(
        id=question["uid"], category=category, question=question["question"], must=must, evidence=tuple(held)
    )


def _row_of(id: str, cell: str, table: Sequence[Piece]) -> Place | None:
    """The only row with this cell, currency signs and brackets aside."""
    held = [row for row in table if _bare(cell) in map(_bare, row.text.split(CELL))]
    return place(id, held[0].text) if len(held) == 1 else None


def _bare(cell: str) -> str:
    return re.sub(r"[$€£()%\s]", "", squash(cell))


def _rows(table: Sequence[Sequence[str]]) -> list[Piece]:
    """The rows below the heads; heads are the first row and those after it that name nothing at the left."""
    heads = 1
    while heads < len(table) - 1 and not table[heads][0].strip():
        heads += 1
    columns = tuple(" ".join(filter(None, (row[at].strip() for row in table[:heads]))) for at in range(len(table[0])))
    cells = [[" ".join(cell.split()) for cell in row] for row in table[heads:]]
    return [Piece(CELL.join(row), columns=columns) for row in cells if any(row)]
