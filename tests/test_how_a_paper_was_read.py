"""A person is shown how a paper was read: what is missing, twice, inferred, unread, and the outline, in command and app."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import small_library
from conftest import paper, paragraph
from typer.testing import CliRunner, Result

import cli
from index.library import Library
from ingest.outline import Examination, Recognised, TableSeen, examine
from ingest.paper import LabelKind, Paper, Paragraph
from ingest.sequence import Gap, Numbered, Oddities, Repeat, oddities
from ui.examined import counted, findings, findings_html


def labelled(*labels: str) -> list[Paragraph]:
    """Paragraphs on page 1 under these labels: "~1.2" is inferred, "¶1" a place."""
    kinds: dict[str, LabelKind] = {"~": "inferred", "¶": "position"}
    made = paper(*(paragraph("Text.", label.removeprefix("~")) for label in labels)).paragraphs
    return [replace(each, label_kind=kinds.get(label[0], "printed")) for each, label in zip(made, labels, strict=True)]


def odd(*labels: str) -> Oddities:
    return oddities(labelled(*labels))


def missing(*labels: str) -> list[str]:
    return [gap.first if gap.first == gap.last else f"{gap.first}-{gap.last}" for gap in odd(*labels).gaps]


def twice(*labels: str) -> list[str]:
    return [repeat.label for repeat in odd(*labels).repeats]


NOTHING = Oddities((), (), (), ())


@pytest.mark.parametrize(
    ("labels", "gone"),
    [
        (["1.3", "1.4", "1.6"], ["1.1-1.2", "1.5"]),
        (["1.1", "2.1", "4.1"], ["3"]),
        (["2", "2.2"], ["2.1"]),
        (["12", "12(a)", "12(c)", "13"], ["12(b)"]),
        (["1(i)", "1(ii)", "1(iv)"], ["1(iii)"]),
        (["1(h)", "1(j)"], ["1(a)-1(g)", "1(i)"]),
        (["285", "285(1)", "285(3)", "286"], ["285(2)"]),
        (["A47/17", "A49/17"], ["A48/17"]),
        (["Recommendation 1", "Recommendation 3"], ["Recommendation 2"]),
        (["3a", "3c"], ["3b"]),
    ],
)
def test_numbers_that_stand_nowhere_are_missing(labels: list[str], gone: list[str]) -> None:
    assert missing(*labels) == gone


@pytest.mark.parametrize(
    "labels",
    [
        ["1", "1.1", "1.2", "2", "2.1", "3"],
        ["1.1", "1.2", "2.1", "1", "2", "3"],  # an appendix begins again
        ["1.1", "1.2", "2.1", "1.1", "1.2", "2.1"],
        ["4", "4(a)", "4(b)", "4(a)", "4(b)", "5"],  # two lists under one paragraph
        ["(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)"],
        ["(i)", "(ii)", "(iii)", "(iv)", "(v)"],
        ["285", "286", "287"],  # minutes go on from the last meeting's
        ["10.0", "10.1", "10.2"],
        ["1.1", "¶1", "~1.1", "1.2"],
        ["2016/17", "2018/19"],
    ],
)
def test_a_sequence_in_order_or_begun_again_is_nothing_odd(labels: list[str]) -> None:
    assert odd(*labels) == NOTHING


def test_a_number_printed_twice_is_told_with_the_pages() -> None:
    """Kent's budget report of 30 January 2025 prints 2.3 twice in a row."""
    assert twice("2.1", "2.2", "2.3", "2.3", "2.4") == ["2.3"]
    assert twice("1", "2", "3", "3", "4", "2") == ["3", "2"]
    first, second = labelled("1.1", "1.1")
    assert oddities([first, replace(second, page=4)]).repeats == (Repeat("1.1", (1, 4)),)


def test_a_number_that_comes_late_is_out_of_order_and_not_missing() -> None:
    found = odd("1.1", "1.3", "1.2", "1.4")
    assert (found.gaps, found.repeats, found.late) == ((), (), (Numbered("1.2", 1),))


def test_an_inferred_number_fills_its_gap_and_is_told_unless_it_is_printed_above() -> None:
    found = odd("1.1", "~1.1", "~1.2", "~1.2", "1.3")
    assert found == Oddities((), (), (), (Numbered("1.2", 1),))


READ = paper(
    paragraph("2 Findings", kind="heading"),
    paragraph("Caseloads rose to 21 – “too high”.", "2.1", heading=("2 Findings",), page=5),
    paragraph(
        "2023 | £4.1m", kind="table", columns=("Year", "Spend"), caption="Table 1", heading=("2 Findings",), page=5
    ),
    paragraph(
        "2024 | £4.4m", kind="table", columns=("Year", "Spend"), caption="Table 1", heading=("2 Findings",), page=6
    ),
    paragraph("North | 5", kind="table", columns=("Area", "Homes"), heading=("2 Findings",), page=6),
    paragraph("Nothing more.", "2.3", heading=("2 Findings",), page=8),
    first_page=5,
    pages=5,
    committee=None,
    warnings=(
        "page 6: read by OCR, confidence 93 %",
        "page 7: a picture in which text recognition (OCR) found no text",
    ),
)


@pytest.fixture(scope="module")
def examined() -> Examination:
    placed = [
        replace(each, page=5, boxes=()) if each.page == 1 else replace(each, boxes=()) for each in READ.paragraphs
    ]
    return examine(READ, placed)


def test_tables_pages_and_what_is_unknown_are_told(examined: Examination) -> None:
    assert examined.unknown == ("committee", "item")
    assert examined.gaps == (Gap("2.1", "2.3", "2.2", "2.2", 1, 8),)
    assert examined.tables == (
        TableSeen("Table 1", ("Year", "Spend"), 2, 5, 6),
        TableSeen("", ("Area", "Homes"), 1, 6, 6),
    )
    assert examined.recognised == (Recognised(6, 93),)
    assert examined.unread == (7, 9)
    assert examined.warnings == ("page 7: a picture in which text recognition (OCR) found no text",)
    assert dict(examined.counts) == {
        "pages": 5, "headings": 1, "paragraphs": 5, "printed": 2, "inferred": 0, "continued": 0, "position": 3,
        "tables": 2, "rows": 3,
    }  # fmt: skip


def test_the_findings_are_said_in_plain_words(examined: Examination) -> None:
    assert findings(examined) == [
        ("Not known", "committee, item"),
        ("Missing numbers", "2.2 (between 2.1 and 2.3, page 8)"),
        ("Tables", "Table 1 (2 rows, pages 5 to 6); Area | Homes (1 row, page 6)"),
        ("Read by OCR", "page 6 (confidence 93 %)"),
        ("Pages without text", "pages 7, 9"),
        ("Warning", "page 7: a picture in which text recognition (OCR) found no text"),
    ]
    assert counted(examined).startswith("5 pages, 1 heading, 5 paragraphs (2 with a printed number, ")
    for name, text in findings(examined):
        assert f"<dt>{name}</dt><dd>{text}</dd>" in findings_html(examined)


def test_every_paragraph_has_its_line_and_no_count_loses_one(examined: Examination) -> None:
    assert [line.ordinal for line in examined.lines] == [each.ordinal for each in READ.paragraphs]
    count = dict(examined.counts)
    assert count["printed"] + count["inferred"] + count["continued"] + count["position"] == count["paragraphs"]


def check(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.app, ["check", *map(str, words)])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return small_library.draw_report(tmp_path / "family-hub.pdf")


def test_a_file_is_checked_on_the_spot_without_a_library(report: Path) -> None:
    shown = check(report).stdout
    assert "Missing numbers" not in shown
    assert "Committee:          Children and Families Scrutiny Committee" in shown
    (line,) = [line for line in shown.splitlines() if "Hollis" in line]
    assert line.split() == "2.1 body p1 The contract for the building works was let to Hollis Construction on …".split()


def test_the_checks_json_has_what_the_terminal_shows(report: Path) -> None:
    (wire,) = json.loads(check(report, "--json").stdout)
    assert wire["file"] == str(report)
    assert wire["unknown"] == ["item"]
    assert (wire["gaps"], wire["repeats"], wire["inferred"], wire["unread_pages"]) == ([], [], [], [])
    assert [row["label"] for row in wire["outline"] if row["kind"] != "heading"][-2:] == ["2.3", "3.1"]


@pytest.mark.model
def test_a_paper_of_the_library_is_checked_by_its_id(tmp_path: Path) -> None:
    folder = small_library.build(tmp_path / "library")
    with Library.open(folder) as library:
        whole: Paper = next(library.paper(entry.id) for entry in library.entries() if entry.file.endswith(".pdf"))
    (wire,) = json.loads(check(whole.id, "--library", folder, "--json").stdout)
    assert wire["paper"] == whole.id
    assert len(wire["outline"]) == len(whole.paragraphs)
