"""The verifier's own test is measured: true sentences altered in every way, counted by kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import paper, paragraph
from typer.testing import CliRunner

import cli
from answer.ground import Source
from eval.gold import Place, Question
from eval.mutations import ALTERED, UNALTERED, in_council
from eval.verifier import (
    Case,
    Statement,
    Tried,
    broken,
    cases,
    drawn,
    gold_statements,
    library_statements,
    totals,
    tried_of,
    try_verifier,
)
from index.library import Library

COST = "The building works at Tanner Street will cost £412,000 in all and are not late."
TWO = "Councillor Meena Patel asked that 12 places be kept for children of the ward by 4 March 2024."
HUB = paper(
    paragraph(f"{COST} Officers said so to the committee at its last meeting.", "1"),
    paragraph(TWO, "2"),
    paragraph("The committee noted the report and thanked all of the officers who had brought it.", "3"),
    id="hub",
    council="Fennshire County Council",
)
SOURCE, BESIDE = Source(COST, ("Fennshire County Council",)), Source(TWO)


def made(kind: str, sentence: str = COST, council: str = "") -> list[str]:
    return [case.sentence for case in cases([Statement(sentence, SOURCE, BESIDE, council)]) if case.kind == kind]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("other figure", ["The building works at Tanner Street will cost £412,003 in all and are not late."]),
        ("not left out", ["The building works at Tanner Street will cost £412,000 in all and are late."]),
        ("not put in", ["The building works at Tanner Street will not cost £412,000 in all and are not late."]),
        ("as printed", [COST]),
        (
            "other council",
            ["In Croydon, the building works at Tanner Street will cost £412,000 in all and are not late."],
        ),
    ],
)
def test_a_sentence_is_altered_in_every_way_it_allows(kind: str, expected: list[str]) -> None:
    assert made(kind) == expected


def test_the_papers_own_council_may_be_named() -> None:
    assert made("own council in front", council="Fennshire") == [in_council(COST, "Fennshire")]
    assert made("own council in front") == []
    of_croydon = Statement(COST, Source(COST, ("Croydon Council",)), BESIDE)
    assert not [case for case in cases([of_croydon]) if case.kind == "other council"]


def test_citations_are_altered_too() -> None:
    found = {case.kind: case for case in cases([Statement(COST, SOURCE, BESIDE)])}
    moved, invented = found["citation moved to the next paragraph"], found["citation invented"]
    assert moved.offered[moved.cited] is BESIDE
    assert invented.cited not in invented.offered
    same = cases([Statement(COST, SOURCE, SOURCE)])
    assert not [case for case in same if case.kind.startswith("citation moved")]


def test_what_is_let_through_and_what_is_refused_is_counted() -> None:
    own = {"p1": SOURCE}
    found = tried_of(
        [
            Case("a", True, COST.replace("412", "413"), "p1", own),
            Case("a", True, COST, "p1", own),  # altered by name only: the verifier lets it through, which is wrong here
        ]
    )
    assert (found.cases, found.right, found.share) == (2, 1, 0.5)
    assert found.wrong == (f"{COST} ← {COST}",)
    together = totals([found, Tried("b", True, 6, 6), Tried("c", False, 4, 3)])
    assert (together[True].share, together[False].share) == (7 / 8, 3 / 4)


def test_a_promise_that_is_not_kept_is_named() -> None:
    kept = [Tried("a", True, 100, 99), Tried("b", False, 100, 98)]
    assert broken(kept) == []
    (sentence,) = broken([*kept, Tried("c", True, 1, 0)])
    assert sentence == "altered sentences: 98.02 % of 101 dealt with right, 99 % promised."


def test_sentences_come_from_the_library_and_from_gold(stock: Callable[..., Library]) -> None:
    shelf = stock(HUB)
    true = list(library_statements(shelf))
    assert [each.sentence for each in true] == [COST, "Officers said so to the committee at its last meeting.", TWO]
    assert {each.council for each in true} == {"Fennshire"}
    evidence = (Place(paper="in/hub.pdf", quote=TWO), Place(paper="hub", quote="Councillor Meena Patel asked"))
    gold = [Question(id="q", question="?", evidence=evidence)]
    assert [each.sentence for each in gold_statements(shelf, gold)] == [TWO]


def test_every_kind_is_tried_and_as_many_as_were_asked_for(stock: Callable[..., Library]) -> None:
    tried = try_verifier(stock(HUB), most=2)
    assert all(0 < each.cases <= 2 for each in tried)
    names = {alter.__name__.replace("_", " ") for alter in (*ALTERED, *UNALTERED)}
    assert {each.kind for each in tried} <= names | {
        "own council in front", "citation invented", "citation moved to the next paragraph",
    }  # fmt: skip
    assert {each.kind: each.right for each in tried if each.kind in ("as printed", "other figure")} == {
        "as printed": 2, "other figure": 2,
    }  # fmt: skip
    assert drawn(range(100), 5) == drawn(range(100), 5)


@pytest.mark.model
def test_one_command_reports_the_verifier_by_kind(tmp_path: Path) -> None:
    from small_library import build

    folder, out = build(tmp_path / "library"), tmp_path / "out"
    done = CliRunner().invoke(cli.app, ["eval", "verifier", "--library", str(folder), "--out", str(out), "--most", "3"])
    assert done.exit_code == 0, done.output
    right, of = json.loads(done.stdout)["altered"]
    assert right == of > 0
    assert "## The verifier" in (out / "report.md").read_text(encoding="utf-8")
    assert json.loads((out / "summary.json").read_text(encoding="utf-8"))["verifier"]["as printed"]["cases"] > 0
