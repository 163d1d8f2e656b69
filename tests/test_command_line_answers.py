"""`scrutineer ask`: an answer with its paragraphs for people, the documented JSON for programs, a file of questions whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

import cli
from answer.batch import BatchQuestion
from answer.record import Answer, Turn

pytestmark = pytest.mark.model

REPORT = """# Attendance of children looked after

Children's Services Scrutiny Committee

Date: 12 March 2024

## 1. Attendance

1.1 Attendance of children looked after rose to 91.4 per cent in the autumn term of 2023.

1.2 The head of the virtual school will report on exclusions in September 2024.

## 2. Financial impact

2.1 The work is met from the pupil premium of £412,000.
"""
QUESTION = "What did attendance of children looked after rise to in the autumn term of 2023?"


def scrutineer(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("answers")
    (folder / "attendance.md").write_text(REPORT, encoding="utf-8")
    assert scrutineer("ingest", folder / "attendance.md", "--library", folder / "library").exit_code == 0
    return folder / "library"


def ask_json(library: Path, *words: str | Path) -> dict[str, object]:
    done = scrutineer("ask", *words, "--library", library, "--json")
    assert done.exit_code == 0
    wire: dict[str, object] = json.loads(done.stdout)
    return wire


def test_an_answer_is_shown_with_the_paragraph_an_officer_would_name(library: Path) -> None:
    shown = scrutineer("ask", QUESTION, "--library", library).stdout
    assert "91.4 per cent" in shown
    assert "para 1.1 (page 1)" in shown
    assert "“Attendance of children looked after rose to 91.4 per cent in the autumn term of 2023.”" in shown


def test_an_answer_as_json_names_file_label_and_page(library: Path) -> None:
    wire = ask_json(library, QUESTION)
    assert wire["found"] is True
    citation = wire["citations"][0]  # type: ignore[index]
    assert (citation["label"], citation["page"]) == ("1.1", 1)
    assert citation["file"].endswith("attendance.md")
    assert citation["quote"] in citation["text"]
    assert wire["retrieved"]
    assert wire["seconds"]["total"] > 0  # type: ignore[index]


def test_what_the_papers_do_not_say_is_answered_so(library: Path) -> None:
    wire = ask_json(library, "Who designed the new swimming pool in Port Talbot?")
    assert (wire["found"], wire["citations"]) == (False, [])


def test_a_filter_nothing_meets_finds_nothing(library: Path) -> None:
    assert ask_json(library, QUESTION, "--from", "2025-01-01")["found"] is False
    assert ask_json(library, QUESTION, "--from", "2024-03-12", "--to", "2024-03-12")["found"] is True


def test_a_file_of_questions_becomes_a_file_of_answers_in_its_order(library: Path, tmp_path: Path) -> None:
    questions = [
        {"id": "rise", "question": QUESTION, "gold": "ignored"},
        {
            "id": "then",
            "question": "And when will the head of the virtual school report on exclusions?",
            "history": [{"question": QUESTION, "answer": "91.4 per cent."}],
        },
    ]
    batch, out = tmp_path / "questions.jsonl", tmp_path / "answers.jsonl"
    batch.write_text("\n".join(json.dumps(each) for each in questions), encoding="utf-8")
    done = scrutineer("ask", "--batch", batch, "--out", out, "--library", library)
    assert (done.exit_code, done.stdout) == (0, "")
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == ["rise", "then"]
    assert [answer["citations"][0]["label"] for answer in answers] == ["1.1", "1.2"]


def test_a_batch_without_a_file_for_the_answers_writes_them_to_stdout(library: Path, tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text(json.dumps({"id": "a", "question": QUESTION}), encoding="utf-8")
    done = scrutineer("ask", "--batch", tmp_path / "questions.jsonl", "--library", library)
    assert json.loads(done.stdout)["id"] == "a"


def test_a_file_of_questions_with_a_wrong_line_is_refused_before_the_first_is_asked(
    library: Path, tmp_path: Path
) -> None:
    (tmp_path / "questions.jsonl").write_text('{"id": "a"}', encoding="utf-8")
    done = scrutineer(
        "ask", "--batch", tmp_path / "questions.jsonl", "--out", tmp_path / "out.jsonl", "--library", library
    )
    assert done.exception is not None
    assert "line 1: has no 'question'" in str(done.exception)
    assert not (tmp_path / "out.jsonl").exists()


def answer_unless_stuck(question: str, *, history: Sequence[Turn]) -> Answer:
    if question == "stuck":
        raise ValueError("the disk is gone")
    return Answer(question=question, asked=question, text="Yes.", found=True)


def test_a_question_that_fails_gets_its_reason_and_the_rest_go_on(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    cli.answer_batch([BatchQuestion("a", "stuck"), BatchQuestion("b", "fine")], answer_unless_stuck, out)
    failed, answered = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert (failed["id"], failed["found"], failed["error"]) == ("a", False, "ValueError: the disk is gone")
    assert (answered["id"], answered["answer"], "error" in answered) == ("b", "Yes.", False)


def test_a_batch_of_which_nothing_was_answered_ends_as_an_error_and_still_says_why(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    with pytest.raises(typer.Exit) as ended:
        cli.answer_batch([BatchQuestion("a", "stuck")], answer_unless_stuck, out)
    assert ended.value.exit_code == 1
    assert json.loads(out.read_text(encoding="utf-8"))["error"] == "ValueError: the disk is gone"
