"""A file of questions is checked before the first is asked, and a file of answers is never half a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from answer.batch import BadQuestions, BatchQuestion, read_questions, to_line, whole_file


def questions(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_questions_are_read_with_their_history_and_other_keys_ignored(tmp_path: Path) -> None:
    path = questions(
        tmp_path,
        '{"id": 1, "question": "Who?", "gold": true}\n\n'
        '{"id": "b", "question": "And when?", "history": [{"question": "Who?", "answer": "The director."}]}\n',
    )
    assert read_questions(path) == [
        BatchQuestion("1", "Who?"),
        BatchQuestion("b", "And when?", (("Who?", "The director."),)),
    ]


def test_a_line_ends_where_the_file_says_and_not_at_signs_inside_a_question(tmp_path: Path) -> None:
    asked = "What\u2028changed\u0085since?"
    assert read_questions(questions(tmp_path, to_line({"id": "a", "question": asked}))) == [BatchQuestion("a", asked)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": "a", "question": "Who?"}\n{"id": ', "line 2: is not JSON"),
        ('{"id": "a"}', "line 1: has no 'question'"),
        ('{"question": "Who?"}', "line 1: has no 'id'"),
        ('["Who?"]', "line 1: is not shaped as a question"),
        ('{"id": "a", "question": 7}', "7 is not text"),
        ('{"id": "a", "question": "Who?", "history": [{"question": "x"}]}', "has no 'answer'"),
        ("\n", "holds no question"),
    ],
)
def test_a_wrong_line_is_named_with_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(BadQuestions) as refused:
        read_questions(questions(tmp_path, text))
    assert told in str(refused.value)


def test_a_file_that_is_missing_or_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match=r"nowhere\.jsonl: cannot be read"):
        read_questions(tmp_path / "nowhere.jsonl")
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(BadQuestions, match="is not UTF-8"):
        read_questions(tmp_path / "picture")


def test_earlier_answers_stay_when_a_run_dies_and_its_own_can_be_looked_at(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    out.write_text("earlier\n", encoding="utf-8")

    def run_that_dies() -> None:
        with whole_file(out) as file:
            file.write(to_line({"id": "a"}))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_that_dies()
    assert out.read_text(encoding="utf-8") == "earlier\n"
    assert (tmp_path / "answers.jsonl.part").read_text(encoding="utf-8") == '{"id": "a"}\n'


def test_a_run_that_ends_replaces_the_earlier_answers(tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    out.write_text("earlier\n", encoding="utf-8")
    with whole_file(out) as file:
        file.write(to_line({"id": "ä"}))
    assert [path.name for path in tmp_path.iterdir()] == ["answers.jsonl"]
    assert out.read_text(encoding="utf-8") == '{"id": "ä"}\n'
