"""The registers as files: they open in Excel with real dates and numbers, and run nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from register_rows import figure_row, promise_row, recommendation_row

from answer.register_tables import figure_table, promise_table, recommendation_table
from track.export import Table, to_csv, to_xlsx

CITED = "Scrutiny Committee, 5 March 2024, para 2.2 (page 3)"


def opened(table: Table) -> Worksheet:
    return load_workbook(io.BytesIO(to_xlsx(table))).active


def by_head(sheet: Worksheet, row: int = 2) -> dict[str, object]:
    return {str(head.value): cell.value for head, cell in zip(sheet[1], sheet[row], strict=True)}


def test_excel_gets_real_dates_and_numbers_and_a_head_that_stays() -> None:
    sheet = opened(promise_table([promise_row()]))
    row = by_head(sheet)
    assert (row["Due by"], row["Made"]) == (dt.datetime(2024, 6, 17), dt.datetime(2024, 3, 5))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    assert by_head(opened(figure_table([figure_row()])))["Number"] == 412000.0


@pytest.mark.parametrize(
    "table", [promise_table([promise_row()]), figure_table([figure_row()])], ids=["promises", "figures"]
)
def test_every_row_carries_its_citation_and_quote(table: Table) -> None:
    row = by_head(opened(table))
    assert row["Citation"] == CITED
    assert str(row["Quote"]) in promise_row().paragraph.text


def test_a_promise_is_exported_with_what_later_papers_say() -> None:
    row = by_head(opened(promise_table([promise_row()])))
    later = 'done: "The family hub at Tanner Street opened on 24 June 2024." (Scrutiny Committee, 9 July 2024, para 1.1 (page 1))'
    assert (row["What became of it"], row["Later papers"]) == ("done", later)


def test_a_recommendation_is_exported_with_the_response_to_it() -> None:
    row = by_head(opened(recommendation_table([recommendation_row()])))
    assert (row["Made by"], row["Response"], row["Reason or detail"]) == (
        "Scrutiny Committee",
        "rejected",
        "there was one last year",
    )


def test_a_text_that_looks_like_a_formula_is_never_run() -> None:
    table = promise_table([promise_row()])
    cell = opened(table).cell(2, 2)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=cmd|' /C calc'!A0", "s", True)
    rows = list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"))))
    assert rows[1][1] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("-12.5%", "-12.5%"),
        ("+3", "+3"),
        ("-1+1|x", "'-1+1|x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("plain", "plain"),
    ],
)
def test_in_csv_a_formula_is_set_behind_an_apostrophe_and_a_number_is_not(text: str, written: str) -> None:
    table = Table(name="T", heads=("A",), rows=((text,),))
    assert list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"))))[1] == [written]


def test_what_a_workbook_cannot_hold_is_left_out() -> None:
    sheet = opened(Table(name="A name longer than thirty-one letters", heads=("A",), rows=(("a\x00b\ud800c",),)))
    assert sheet.cell(2, 1).value == "abc"


def test_an_empty_register_is_a_file_with_heads() -> None:
    sheet = opened(promise_table([]))
    assert sheet.max_row == 1
    assert sheet.cell(1, 1).value == "Promise"
