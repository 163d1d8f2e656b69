"""The questions kept for training hold no text of the papers, and find it again in a library of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ingest.paper import Paper
from models.questions import FOLDER, mark, records, whole_records
from tests.conftest import paper, paragraph

THANKS, APOLOGIES = "The report was received with thanks.", "Mr Oakford gave apologies for the meeting of the Cabinet."
KEPT = {
    "id": "k-1", "file": "kent/minutes.pdf", "question": "Who sent apologies?", "short": "Mr Oakford", "type": "person",
    "style": "councillor", "paragraph": mark(f"{THANKS} {APOLOGIES}"), "answer": [mark(APOLOGIES)], "twins": ["Why?"],
}  # fmt: skip


def made_whole(folder: Path, line: dict[str, Any], *texts: str) -> list[dict[str, Any]]:
    """The record of a line, with the texts of a paper of these paragraphs."""
    (folder / "questions.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    held: Paper = paper(*(paragraph(text) for text in texts))
    return list(whole_records([folder], {"minutes.pdf": [(held, one) for one in held.paragraphs]}))


def test_a_question_gets_its_paragraph_and_the_sentence_that_answers_from_the_papers(tmp_path: Path) -> None:
    (record,) = made_whole(tmp_path, KEPT, "Another paragraph.", f"{THANKS} {APOLOGIES}")
    assert (record["paragraph"], record["answer"]) == (f"{THANKS} {APOLOGIES}", APOLOGIES)
    assert record["twins"] == ["Why?"]


def test_a_paragraph_that_another_reading_breaks_or_spaces_differently_is_found(tmp_path: Path) -> None:
    (record,) = made_whole(tmp_path, KEPT, f"{THANKS}\n{APOLOGIES}  It was noted.")
    assert record["answer"] == APOLOGIES


def test_a_question_whose_paragraph_is_gone_is_left_out(tmp_path: Path) -> None:
    assert made_whole(tmp_path, KEPT, "Another paragraph.") == []


def test_a_record_that_brings_its_texts_along_keeps_them(tmp_path: Path) -> None:
    own = KEPT | {"paragraph": APOLOGIES, "answer": APOLOGIES}
    assert made_whole(tmp_path, own, "Another paragraph.") == [own]


def test_the_repositorys_own_questions_name_their_texts_by_marks_alone() -> None:
    kept = list(records([FOLDER]))
    marks = [text for one in kept for text in (one["paragraph"], *one["answer"], one.get("near", one["paragraph"]))]
    assert len({one["id"] for one in kept}) == len(kept) > 4000
    assert all(re.fullmatch(r"[0-9a-f]{12}", text) for text in marks)
