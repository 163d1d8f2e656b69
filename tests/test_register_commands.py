"""`scrutineer promises`, `figures`, `recommendations` and `changes`: tables for people, JSON and files for programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import paper, paragraph
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

import cli
from index.library import Library

FIRST = paper(
    paragraph("The family hub at Tanner Street will open on 17 June 2024.", "2.2", page=3),
    paragraph("The number of children on a child protection plan was 412 at 1 March 2024.", "2.3", page=3),
    paragraph("The Scrutiny Committee made the following recommendations:", "3.1", page=4),
    paragraph("That the opening hours of the family hub be reviewed.", "3.1(1)", page=4),
    id="first",
    title="The family hub",
)
SECOND = paper(
    paragraph("The family hub at Tanner Street opened on 24 June 2024, a week late.", "1.1"),
    paragraph("The number of children on a child protection plan was 398 at 1 July 2024.", "1.2"),
    id="second",
    title="The family hub: progress",
    date=dt.date(2024, 7, 9),
)


@pytest.fixture
def folder(stock: Callable[..., Library]) -> Path:
    library = stock(FIRST, SECOND)
    library.close()
    return library.folder


def scrutineer(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.app, [str(word) for word in words])


def printed(*words: str | Path) -> list[dict[str, object]]:
    result = scrutineer(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_a_promise_is_printed_with_its_later_paper_and_both_places(folder: Path) -> None:
    (row,) = printed("promises", "--library", folder)
    shown = ("paper", "label", "page", "due", "due_text", "made", "status", "outcome", "citation")
    assert [row[name] for name in shown] == [
        "first", "2.2", 3, "2024-06-17", "on 17 June 2024", "2024-03-05", "planned", "done",
        "Scrutiny Committee, 5 March 2024, para 2.2 (page 3)",
    ]  # fmt: skip
    assert row["quote"] in FIRST.paragraphs[0].text
    (later,) = row["later"]  # type: ignore[misc]
    assert [later[name] for name in ("paper", "label", "page", "says", "made")] == [
        "second",
        "1.1",
        1,
        "done",
        "2024-07-09",
    ]
    assert later["quote"] == SECOND.paragraphs[0].text


def test_figures_and_recommendations_are_printed_with_their_places(folder: Path) -> None:
    rows = printed("figures", "--library", folder, "--text", "child protection plan")
    assert [(row["value"], row["as_of"], row["label"]) for row in rows] == [
        ("412", "2024-03-01", "2.3"),
        ("398", "2024-07-01", "1.2"),
    ]
    (row,) = printed("recommendations", "--library", folder)
    assert (row["number"], row["by"], row["page"]) == ("3.1(1)", "Scrutiny Committee", 4)


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--council", "Fennshire"), 1),
        (("--council", "Marling"), 0),
        (("--due-before", "2024-06-17"), 1),
        (("--due-before", "2024-06-16"), 0),
        (("--status", "done"), 1),
        (("--status", "done", "--as-at", "2024-05-01"), 0),
        (("--text", "hubs"), 1),
        (("--owner", "nobody"), 0),
        (("--paper", "second"), 0),
    ],
)
def test_the_register_of_promises_is_narrowed_by_options(folder: Path, options: tuple[str, ...], count: int) -> None:
    assert len(printed("promises", "--library", folder, *options)) == count


def test_for_people_a_table_is_shown_with_the_citation_in_each_row(folder: Path) -> None:
    result = scrutineer("promises", "--library", folder)
    assert "Scrutiny Committee, 5 March 2024" in result.stdout
    assert "1 promise." in result.stderr
    assert "412" in scrutineer("figures", "--library", folder).stdout
    assert "3.1(1)" in scrutineer("recommendations", "--library", folder).stdout


def test_files_for_excel_are_written_with_the_citation_in_each_row(folder: Path, tmp_path: Path) -> None:
    out = (tmp_path / "promises.csv", tmp_path / "promises.xlsx")
    result = scrutineer("promises", "--library", folder, "--csv", out[0], "--xlsx", out[1])
    assert (result.exit_code, result.stdout) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out[0].read_text(encoding="utf-8-sig"))))
    assert [row["Citation"] for row in rows] == ["Scrutiny Committee, 5 March 2024, para 2.2 (page 3)"]
    assert load_workbook(out[1]).active.max_row == 2


def test_what_changed_between_two_papers_is_shown_and_printed(folder: Path) -> None:
    told = json.loads(scrutineer("changes", "second", "--library", folder, "--json").stdout)
    assert told["since"]["paper"] == "first"
    assert [(each["before"]["value"], each["after"]["value"]) for each in told["figures"]] == [("412", "398")]
    shown = scrutineer("changes", "second", "--since", "first", "--library", folder).stdout
    assert "412 children (2024-03-01; Scrutiny Committee, 5 March 2024, para 2.3 (page 3)) → 398 children" in shown


def test_a_status_that_is_not_known_is_refused_with_those_that_are(folder: Path) -> None:
    result = scrutineer("promises", "--library", folder, "--status", "forgotten")
    assert result.exit_code == 2
    assert "overdue" in result.stderr


def test_taking_papers_in_makes_the_registers(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text(
        "# Report\n\nFennshire Council\n\n5 March 2024\n\n1.1 The hub will open on 17 June 2024.\n", encoding="utf-8"
    )
    assert scrutineer("ingest", tmp_path / "report.md", "--library", tmp_path / "library").exit_code == 0
    assert (tmp_path / "library" / "registers.sqlite").is_file()
