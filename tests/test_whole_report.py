"""One command measures everything on a folder of gold, and the benchmark is what its README says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from small_library import build
from typer.testing import CliRunner

import cli
from eval.gold import BadGold, load_questions
from eval.whole import gold_sets

BENCHMARK = Path(__file__).parent.parent / "eval" / "benchmark"
README = (BENCHMARK / "README.md").read_text(encoding="utf-8")
OPENING = "The family hub at Tanner Street will open on 17 June 2024"


def put(path: Path, *rows: object) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_gold_files_are_sorted_into_sets_by_how_their_names_begin(tmp_path: Path) -> None:
    names = (
        "a.questions.jsonl",
        "a.sections.json",
        "a.x.promises.jsonl",
        "structure.jsonl",
        "README.md",
        "notes.jsonl",
    )
    for name in names:
        (tmp_path / name).touch()
    found = {each.name: sorted(each.files) for each in gold_sets(tmp_path)}
    assert found == {"a": ["questions", "sections"], "a.x": ["promises"], tmp_path.name: ["structure"]}
    assert [each.name for each in gold_sets(tmp_path, ["a.x"])] == ["a.x"]


@pytest.mark.parametrize(("only", "named"), [((), "nowhere"), (("b",), "b")])
def test_gold_that_is_not_there_is_said_so(tmp_path: Path, only: tuple[str, ...], named: str) -> None:
    (tmp_path / "a.questions.jsonl").touch()
    with pytest.raises(BadGold, match=named):
        gold_sets(tmp_path if only else tmp_path / "nowhere", only)


@pytest.mark.model
def test_one_command_makes_the_whole_report(tmp_path: Path) -> None:
    folder, gold, out = build(tmp_path / "library"), tmp_path / "gold", tmp_path / "out"
    gold.mkdir()
    place = {"paper": "family-hub-report", "paragraph": "2.2", "quote": OPENING}
    question = {"id": "q", "category": "date", "question": "When will the family hub at Tanner Street open?"}
    put(gold / "hub.questions.jsonl", question | {"must": [["17 June 2024"]], "evidence": [place]})
    promise = place | {"id": "p", "promise": "Open the hub", "due": "2024-06-17", "status": "planned"}
    put(gold / "hub.promises.jsonl", promise)
    (gold / "hub.sections.json").write_text(
        json.dumps([{"paper": "family-hub-report", "whole": True}]), encoding="utf-8"
    )
    figure = {"id": "f", "paper": "family-hub-report", "paragraph": "3.1", "series": "cost", "value": "412,000"}
    put(gold / "hub.figures.jsonl", figure | {"quote": "The building works will cost £412,000"})
    paragraph = {"label": "2.2", "start": "The family hub at Tanner Street will open", "page": 1}
    put(gold / "structure.jsonl", {"file": "family-hub-report.pdf", "paragraphs": [paragraph]})
    done = CliRunner().invoke(cli.app, ["eval", "whole", str(gold), "--library", str(folder), "--out", str(out)])
    assert done.exit_code == 0, done.output
    text = (out / "report.md").read_text(encoding="utf-8")
    assert "| hub | 1 | 100.0 | 100.0 |" in text
    assert re.search(r"\| hub \| promises \| 1 \| [\d.]+ \|", text)
    assert re.search(r"\| gold \| 1 \| 100.0 \| 100.0 \| 100.0 \|", text)
    assert "## The verifier" in text
    content = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert content["sets"]["hub"]["accuracy"] == 1
    assert content["verifier"]["altered"]["right"] == content["verifier"]["altered"]["cases"] > 10
    own = json.loads((out / "hub" / "summary.json").read_text(encoding="utf-8"))
    assert (own["figures"]["alce_recall"], set(own["registers"])) == (1, {"promises", "figures"})
    page = (out / "hub" / "report.html").read_text(encoding="utf-8")
    for title in (
        "Figures",
        "By paper",
        "Risk and coverage",
        "Confidence",
        "Register of promises",
        "Register of figures",
    ):
        assert f"<h2>{title}" in page
    assert (out / "gold" / "report.html").exists()


def test_the_benchmark_holds_what_its_readme_counts() -> None:
    counted = dict(re.findall(r"^\| `([\w.]+)` \|.*\| (\d+) \|$", README, flags=re.MULTILINE))
    assert set(counted) == {path.name for path in BENCHMARK.iterdir()} - {"README.md"}
    for name, number in counted.items():
        text = (BENCHMARK / name).read_text(encoding="utf-8")
        records = json.loads(text) if name.endswith(".json") else [json.loads(line) for line in text.splitlines()]
        held = sum(len(each["paragraphs"]) for each in records) if "structure" in name else len(records)
        assert held == int(number), name


def test_an_answer_written_as_the_benchmark_says_is_scored(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```\n(\{\"id\".*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    answers = tmp_path / "answers.jsonl"
    put(answers, json.loads(block))
    questions = BENCHMARK / "examples.questions.jsonl"
    done = CliRunner().invoke(
        cli.app, ["eval", str(questions), "--answers", str(answers), "--out", str(tmp_path / "out")]
    )
    assert done.exit_code == 0, done.output
    answerable = [each for each in load_questions(questions) if each.answerable]
    assert json.loads(done.stdout)["accuracy"] == pytest.approx(1 / len(answerable), abs=1e-4)
