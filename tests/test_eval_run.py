"""A run asks what ships, keeps what it needs to be believed, and notices harm: what is broken on purpose moves its figure."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import WordHashEmbedder, paper, paragraph
from small_library import build
from typer.testing import CliRunner

import cli
from answer.wire import paragraph_to_wire
from eval.compare import BadThreshold, compare, failures, thresholds, told
from eval.given import given_of, load_given
from eval.gold import BadGold, Place, Question, Structure, load_questions, load_structure
from eval.measures import Scored, figures, score_all
from eval.provenance import fingerprint, provenance
from eval.report import Report, write_report
from eval.run import ANSWERS, answer_all, load_results, summary, write_results
from eval.structure import score_structure, whole
from index.library import Library
from ingest.paper import Paper

SCORER = Path(__file__).parent.parent.parent / "shared" / "tools" / "score.py"
Wires = list[dict[str, Any]]
HUB = paper(
    paragraph("The family hub at Tanner Street will open on 17 June 2024, three months late.", "2.1"),
    paragraph("The delay was caused by damp found in the north wall.", "2.2"),
    paragraph("The building works will cost £412,000.", "3.1", page=2),
    id="hub",
    title="The family hub",
    file="papers/hub.txt",
)
WASTE = paper(
    paragraph("The household waste centre at Upper Marling is closed on Tuesdays.", "4"),
    paragraph("Councillor Meena Patel sent apologies.", "5"),
    id="waste",
    title="Minutes",
    file="papers/waste.txt",
)


def gold(id: str, question: str, must: str = "", quote: str = "", label: str = "", **more: Any) -> Question:
    place = Place(paper="hub" if quote in HUB.text else "waste", quote=quote, paragraph=label)
    return Question(
        id=id, question=question, must=((must,),) if must else (), evidence=(place,) if quote else (), **more
    )


QUESTIONS = [
    gold("open", "When will the family hub at Tanner Street open?", "17 June 2024", "will open on 17 June 2024", "2.1"),
    gold("damp", "What caused the delay of the hub?", "damp", "The delay was caused by damp", "2.2"),
    gold("cost", "How much will the building works cost?", "£412,000", "will cost £412,000", "3.1"),
    gold("waste", "Which waste centre is closed on Tuesdays?", "Upper Marling", "closed on Tuesdays", "4"),
    gold(
        "then",
        "And how much will it cost?",
        "£412,000",
        "will cost £412,000",
        "3.1",
        history=(("What caused the delay of the building works?", "Damp."),),
    ),
    gold("zebra", "How many zebras live in Peru?", category="unanswerable"),
]


@pytest.fixture
def shelf(stock: Callable[..., Library]) -> Library:
    return stock(HUB, WASTE)


@pytest.fixture
def wires(shelf: Library, tmp_path: Path) -> Wires:
    """The answers of a real run over the tiny library."""
    answer_all(shelf, QUESTIONS, tmp_path, embedder=WordHashEmbedder())
    return [json.loads(line) for line in (tmp_path / ANSWERS).read_text(encoding="utf-8").splitlines()]


def scored(wires: Wires) -> list[Scored]:
    return score_all(QUESTIONS, {wire["id"]: given_of(wire) for wire in wires})


def reverse_the_ranking(wire: dict[str, Any]) -> None:
    wire["retrieved"] = wire["retrieved"][::-1]


def cite_the_neighbour(wire: dict[str, Any]) -> None:
    for cited in wire["citations"]:
        cited |= {"text": "Councillor Meena Patel sent apologies.", "quote": "Councillor Meena Patel sent apologies."}


def shift_the_number(wire: dict[str, Any]) -> None:
    for cited in wire["citations"]:
        cited["label"] += ".1"


def alter_the_quote(wire: dict[str, Any]) -> None:
    for cited in wire["citations"]:
        cited["quote"] = f"Not {cited['quote']}"


def refuse_everything(wire: dict[str, Any]) -> None:
    wire |= {"found": False, "citations": []}


def answer_everything(wire: dict[str, Any]) -> None:
    wire["found"] = True


def say_something_else(wire: dict[str, Any]) -> None:
    wire["answer"] = "The papers are silent on it."


def turn_the_confidence_round(wire: dict[str, Any]) -> None:
    wire["confidence"] = 1 - wire["confidence"]


RETRIEVAL = {"hit1", "mrr", "ndcg"}
CITING = {"cite_recall", "cite_prec"}
BY_SENTENCE = {"alce_recall", "alce_prec"}


@pytest.mark.parametrize(
    ("harm", "worse"),
    [
        (reverse_the_ranking, RETRIEVAL),
        (cite_the_neighbour, CITING | BY_SENTENCE | {"label"}),
        (shift_the_number, {"label"}),
        (alter_the_quote, {"verbatim"}),
        (refuse_everything, {"accuracy", "cite_recall", "wrongly_refused"}),
        (answer_everything, {"refused", "alce_recall"}),
        (say_something_else, {"accuracy", "alce_recall"}),
    ],
)
def test_harm_moves_the_figures_that_should_move_and_no_other(
    wires: Wires, harm: Callable[[dict[str, Any]], None], worse: set[str]
) -> None:
    before = figures(scored(wires))
    assert min(before[name] or 0 for name in ("accuracy", "refused", "label", "verbatim", "hit1", "cite_prec")) > 0.5
    for wire in wires:
        harm(wire)
    after = figures(scored(wires))
    moved = {name for name, value in after.items() if value != before[name] and value is not None}
    # hit@5 may follow the ranking and length the answers; the confidence curve follows what is right.
    assert moved - {"hit5", "hit10", "words", "aurc", "ece"} == worse - {name for name in worse if after[name] is None}
    assert moved >= worse - {"label", "cite_prec"}
    for name in worse & moved:
        lower_is_better = name == "wrongly_refused"
        was, now = before[name] or 0.0, after[name] or 0.0
        assert (now > was) if lower_is_better else (now < was), name


def test_confidence_that_points_the_wrong_way_raises_the_area_under_risk(wires: Wires) -> None:
    for at, wire in enumerate(wires):
        wire |= {"found": True, "confidence": 0.9 if at < 4 else 0.2}
    wires[4]["answer"] = "Nothing."
    before = figures(scored(wires))["aurc"] or 0
    for wire in wires:
        turn_the_confidence_round(wire)
    assert (figures(scored(wires))["aurc"] or 0) > before > 0


def test_an_answer_that_is_missing_counts_as_not_found(wires: Wires) -> None:
    found = figures(scored([wire for wire in wires if wire["id"] == "cost"]))
    assert (found["accuracy"], found["wrongly_refused"], found["refused"]) == (1 / 5, 4 / 5, 1.0)


def test_follow_ups_are_asked_with_and_without_their_history(shelf: Library, tmp_path: Path) -> None:
    run = answer_all(shelf, QUESTIONS, tmp_path, embedder=WordHashEmbedder())
    told_apart = summary(run, {})["followups"]
    assert isinstance(told_apart, dict)
    assert [each.id for each in run.alone] == ["then"]
    assert (told_apart["n"], told_apart["with_history"]["accuracy"]) == (1, 1.0)


def test_results_read_back_as_they_were_written(wires: Wires, tmp_path: Path) -> None:
    write_results(scored(wires), tmp_path)
    assert load_results(tmp_path) == scored(wires)


def test_the_report_holds_every_section_and_needs_nothing_from_elsewhere(wires: Wires, tmp_path: Path) -> None:
    for wire in wires:
        wire["answer"] += " <script>alert(1)</script> | cell"
    rows = scored(wires)
    report = Report(
        scored=rows, alone=rows[4:5], peers={"BM25": rows}, facts={"commit": "abc", "library": {"files": 2}}
    )
    write_report(report, tmp_path)
    page, text = ((tmp_path / name).read_text(encoding="utf-8") for name in ("report.html", "report.md"))
    sections = ["Figures", "Beside other tools", "By category", "By paper", "Risk and coverage", "Confidence"]
    for section in [*sections, "Follow-ups", "Seconds a question", "Where this comes from"]:
        assert f"## {section}" in text
        assert f"<h2>{section}" in page
    assert page.count("<svg") >= 6
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", page)
    rows_of_text = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows_of_text)


def test_results_say_where_they_come_from(shelf: Library, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text("{}", encoding="utf-8")
    facts = provenance(shelf, questions, {"llm": None})
    assert set(facts) >= {"date", "commit", "settings", "prompts", "embedding", "library", "questions", "packages"}
    assert "answer/weights.json" in facts["weights"]  # type: ignore[operator]
    assert facts["embedding"] == {"model": "word-hash", "revision": "1"}
    assert json.loads(json.dumps(facts)) == facts


def test_a_library_read_otherwise_has_another_fingerprint(shelf: Library, stock: Callable[..., Library]) -> None:
    before = fingerprint(shelf)
    assert fingerprint(shelf) == before
    stock(paper(paragraph("One more.", "1"), id="more"))
    assert fingerprint(shelf) != before


def test_a_comparison_names_what_got_better_and_worse(wires: Wires) -> None:
    before = scored(wires)
    say_something_else(wires[0])
    wires[5] |= {"found": True}
    compared = compare(before, [*scored(wires), *scored(wires)[:0]])
    assert [two.id for _, two in compared.worse] == ["open", "zebra"]
    assert compared.better == ()
    accuracy = next(change for change in compared.changes if change.measure.name == "accuracy")
    assert (accuracy.difference.better, accuracy.difference.worse) == (0, 1)
    text = told(compared)
    assert "## Worse: 2" in text
    assert "- zebra (unanswerable): How many zebras live in Peru?" in text
    assert compare(before, before).worse == compare(before, before).moved == ()


def test_runs_without_a_common_question_are_not_compared(wires: Wires) -> None:
    with pytest.raises(BadGold, match="in common"):
        compare(scored(wires)[:2], scored(wires)[2:])


def test_thresholds_are_kept_in_the_units_people_read() -> None:
    found = {"accuracy": 0.5, "wrongly_refused": 0.2, "mrr": 0.7, "label": None}
    assert failures(found, thresholds(["accuracy=50", "wrongly_refused=20", "mrr=0.7"])) == []
    failed = failures(found, thresholds(["accuracy=50.1", "wrongly_refused=19", "mrr=0.71", "label=1"]))
    assert [sentence.split()[0].rstrip(":") for sentence in failed] == ["accuracy", "wrongly_refused", "mrr", "label"]


@pytest.mark.parametrize("text", ["speed=1", "accuracy", "accuracy=much", "words=3", "accuracy=nan"])
def test_a_threshold_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadThreshold):
        thresholds([text])


def test_structure_is_scored_against_gold(shelf: Library, tmp_path: Path) -> None:
    record = {
        "file": "somewhere/hub.txt",
        "paragraphs": [
            {"label": "2.1", "start": "The family hub at Tanner", "page": 1},
            {"label": "2.9", "start": "The delay was caused", "page": 1},
            {"label": "3.1", "start": "The building works will", "page": 1},
            {"label": "3.2", "start": "Nothing begins like this", "page": 2},
        ],
        "furniture": ["north wall", "Fennshire"],
        "not_paragraphs": [{"text": "The building works will cost"}, {"text": "17 June"}],
    }
    path = tmp_path / "structure.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    (row,) = score_structure(shelf, load_structure(path))
    assert (row.wanted, row.begins, row.labels, row.pages) == (4, 3, 2, 2)
    assert (row.dirty, row.furniture, row.false, row.lookalikes) == (1, 2, 1, 2)
    assert whole([row, row]).begins == 6


def misread(record: Structure, at: int) -> Paper:
    """A paper that gets some of a gold record's beginnings, labels and pages wrong, and lets running lines in."""
    made = []
    for n, want in enumerate(record.paragraphs):
        text = want.start if n % 7 else f"{n}. {want.start}"
        text += (
            f" and so on {record.furniture[n % len(record.furniture)]}"
            if record.furniture and n % 5 == 0
            else " and so on"
        )
        label = "" if want.label is None or n % 4 == 3 else f"12({want.label})" if n % 4 == 2 else want.label
        made.append(paragraph(text if n % 6 else f"Lost {text} in the middle", label, page=want.page + n % 3))
    made += [paragraph(line, str(n), page=record.pages[0]) for n, line in enumerate(record.not_paragraphs) if n % 2]
    return paper(*made, id=f"paper-{at}", file=f"in/{Path(record.file).name}")


@pytest.mark.skipif(not SCORER.exists(), reason="the collection's scorer is not beside the checkout")
def test_structure_agrees_with_the_collections_scorer(stock: Callable[..., Library], tmp_path: Path) -> None:
    path = SCORER.parent.parent / "gold" / "structure.jsonl"
    gold_records = load_structure(path)
    papers = [misread(record, at) for at, record in enumerate(gold_records[:-1])]
    for each in papers:
        shown = [paragraph_to_wire(one) for one in each.paragraphs]
        (tmp_path / f"{Path(each.file).stem}.json").write_text(json.dumps(shown), encoding="utf-8")
    command = [sys.executable, SCORER, "structure", path, tmp_path]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    ours = whole(score_structure(stock(*papers), gold_records))
    shares = [f"{100 * count / ours.wanted:.1f} %" for count in (ours.begins, ours.labels, ours.pages)]
    assert re.findall(r"[\d.]+ %", told) == shares
    assert re.findall(r"(\d+)/(\d+)", told) == [
        (str(ours.dirty), str(ours.furniture)),
        (str(ours.false), str(ours.lookalikes)),
    ]
    assert 0 < ours.labels < ours.begins < ours.wanted


@pytest.mark.model
def test_one_command_makes_the_whole_run_and_another_compares_two(tmp_path: Path) -> None:
    pytest.importorskip("bm25s", reason="the peers' packages are not installed")
    folder = build(tmp_path / "library")
    questions = tmp_path / "q.jsonl"
    quote = "The family hub at Tanner Street will open on 17 June 2024"
    place = {"paper": "family-hub-report", "paragraph": "2.2", "quote": quote}
    known = {"id": "a", "category": "date", "question": "When will the family hub at Tanner Street open?"}
    lost = {"id": "b", "category": "unanswerable", "question": "How many zebras live in Peru?", "evidence": []}
    lines = [known | {"must": [["17 June 2024"]], "evidence": [place]}, lost]
    questions.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    out = tmp_path / "out"
    command = ["eval", str(questions), "--library", str(folder), "--out", str(out), "--peers"]
    done = CliRunner().invoke(cli.app, command)
    assert done.exit_code == 0, done.output
    made = {"answers.jsonl", "results.jsonl", "summary.json", "report.md", "report.html", "peers"}
    assert {path.name for path in out.iterdir()} >= made
    content = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (content["questions"], content["figures"]["in1500"], content["figures"]["refused"]) == (2, 1, 1)
    assert len(content["peers"]) == 5
    assert all(found["in1500"] == 1 for found in content["peers"].values())
    assert set(load_given(out / "peers" / "bm25.answers.jsonl")) == {"a", "b"}

    again = CliRunner().invoke(
        cli.app, ["eval", str(questions), "--answers", str(out / ANSWERS), "--out", str(tmp_path / "2")]
    )
    assert json.loads(again.stdout) == json.loads(done.stdout)
    compared = CliRunner().invoke(
        cli.app, ["eval", "compare", str(out), str(tmp_path / "2"), "--fail-under", "refused=100"]
    )
    assert compared.exit_code == 0
    assert "## Worse: 0" in compared.stdout
    failed = CliRunner().invoke(cli.app, ["eval", "compare", str(out), str(tmp_path / "2"), "--fail-under", "p95=0"])
    assert failed.exit_code == 1


def test_the_examples_questions_can_be_scored_without_a_library(tmp_path: Path) -> None:
    questions = Path(__file__).parent.parent / "eval" / "benchmark" / "examples.questions.jsonl"
    answers = tmp_path / "answers.jsonl"
    lines = [
        json.dumps({"id": each.id, "answer": each.answer, "found": each.answerable})
        for each in load_questions(questions)
    ]
    answers.write_text("\n".join(lines), encoding="utf-8")
    done = CliRunner().invoke(
        cli.app, ["eval", str(questions), "--answers", str(answers), "--out", str(tmp_path / "out")]
    )
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert (found["refused"], found["wrongly_refused"], found["in1500"]) == (1, 0, 0)
