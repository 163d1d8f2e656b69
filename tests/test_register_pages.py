"""The pages of the registers: what was promised and what became of it, figures along time, two papers side by side."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import register_rows
import small_library
from streamlit.testing.v1 import AppTest

from answer.register_words import outcome_in_words, title_of, value_in_words
from index.build import ingest_paths
from index.library import Library
from track.record import Due, Figure
from track.register import Registers
from track.register_rows import OVERDUE, PromiseRow, Wanted
from track.series import disagreements, series
from ui.changes_page import figure_change_line, promise_change_line
from ui.charts import PICKED, line, timeline
from ui.figures_page import series_line, sides, worth_showing
from ui.promises_page import SORTS, in_order
from ui.register_lines import due_in_full, mention_in_words, owner_in_full, promise_line
from ui.registers import brought_up
from ui.shelf import Shelf

APP = Path(__file__).parent.parent / "app.py"
PATIENCE = 120  # seconds
MINUTES = """Fennshire Council
Children and Families Scrutiny Committee
Minutes of the meeting held on 9 July 2024

1. The family hub at Tanner Street
The family hub at Tanner Street opened on 24 June 2024, and the building works have cost £431,000.
"""


def figure(as_of: str | None, value: str, number: float | None, **more: object) -> Figure:
    return replace(register_rows.figure_row().figure, as_of=as_of, value=value, number=number, **more)  # type: ignore[arg-type]


def due_on(row: PromiseRow, day: dt.date | None) -> PromiseRow:
    return replace(row, due=Due(f"by {day}", day.isoformat(), "day", day) if day else None)


def test_an_overdue_promise_is_never_called_not_done() -> None:
    assert outcome_in_words("overdue").casefold() == OVERDUE
    assert "not done" not in promise_line(1, replace(register_rows.promise_row(), outcome="overdue"))


def test_a_line_says_what_when_who_and_what_became_of_it() -> None:
    row = replace(
        register_rows.promise_row(), promise=replace(register_rows.promise_row().promise, owner="Head of Estates")
    )
    assert promise_line(3, row) == (
        "**3\u2060\\. family hub at Tanner Street to open** · due 17 June 2024 · Head of Estates · Done"
    )


def test_a_title_that_is_the_end_of_a_sentence_is_shown_as_the_sentence() -> None:
    promise = register_rows.promise_row().promise
    assert title_of(promise) == "family hub at Tanner Street to open"
    assert title_of(replace(promise, what="will open on 17 June 2024")) == register_rows.WILL


def test_an_owner_who_is_not_named_beside_the_promise_is_marked() -> None:
    assert owner_in_full("Ann Orr", "sentence") == "Ann Orr"
    assert "not named beside it" in owner_in_full("Ann Orr", "paper")
    assert owner_in_full(None, None) == "nobody is named"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (
            Due("by the 11th December", "2017-12-11", "day", dt.date(2017, 12, 11)),
            "“by the 11th December”; 11 December 2017",
        ),
        (
            Due("before March", "2018-03", "month", dt.date(2018, 2, 28)),
            "“before March”; March 2018; kept by 28 February 2018 at the latest",
        ),
        (Due("monthly", None, "recurring"), "“monthly”"),
        (None, "no date given"),
    ],
)
def test_a_due_date_is_shown_with_the_words_it_was_read_from(due: Due | None, words: str) -> None:
    assert due_in_full(due) == words


def test_a_later_paper_says_what_it_says_and_when() -> None:
    assert mention_in_words(register_rows.mention_row()) == "Later, 9 July 2024: done"


def test_promises_without_a_date_come_last_however_dates_are_sorted() -> None:
    first, second = dt.date(2024, 1, 1), dt.date(2024, 6, 1)
    rows = [due_on(register_rows.promise_row(), day) for day in (None, second, first)]
    days = {order: [row.due.latest if row.due else None for row in in_order(rows, order)] for order in SORTS[:2]}
    assert days == {"Due first": [first, second, None], "Due last": [second, first, None]}


def test_the_timeline_has_each_dated_promise_under_its_number_in_the_list() -> None:
    undated = replace(
        register_rows.promise_row(),
        promise=replace(register_rows.promise_row().promise, due=None, made=None),
        due=None,
        later=(),
    )
    chart = timeline([undated, register_rows.promise_row()], dt.date(2024, 8, 1))
    assert chart is not None
    marks = chart["layer"][2]["data"]["values"]  # type: ignore[index]
    assert {(each["number"], each["what"], each["day"]) for each in marks} == {
        (2, "promised", "2024-03-05"),
        (2, "due", "2024-06-17"),
        (2, "later paper", "2024-07-09"),
    }
    assert timeline([undated], dt.date(2024, 8, 1)) is None


def test_values_on_which_papers_differ_stand_apart_and_are_never_averaged() -> None:
    points = [
        figure("2017-06-30", "369", 369.0, unit="children"),
        figure("2017-06-30", "399", 399.0, unit="children", paper="second"),
        figure("2017-10-31", "459", 459.0, unit="children"),
    ]
    (one,) = series(points)
    chart = line(one, disagreements([one]))
    assert chart is not None
    assert [(each["value"], each["apart"]) for each in chart["data"]["values"]] == [  # type: ignore[index]
        (369.0, True),
        (399.0, True),
        (459.0, False),
    ]
    drawn = chart["layer"][0]  # type: ignore[index]
    assert drawn["mark"]["type"] == "line"
    assert drawn["transform"] == [{"filter": "!datum.apart"}]


def test_papers_that_differ_are_told_once_for_each_date_with_every_paper_under_its_value() -> None:
    points = [
        figure("2017-06-30", "369", 369.0, unit="children"),
        figure("2017-06", "369", 369.0, unit="children", paper="first"),
        figure("2017-06-30", "399", 399.0, unit="children", paper="second"),
    ]
    (told,) = sides(disagreements(series(points)))
    assert {value: len(papers) for value, papers in told.items()} == {"369 children": 2, "399 children": 1}


def test_two_things_of_very_different_size_that_one_paper_gives_for_one_day_are_two_series() -> None:
    points = [
        figure("2013-07-15", "1834", 1834.0, unit="children"),
        figure("2013-07-15", "192", 192.0, unit="children"),
        figure("2017-03-06", "1,893", 1893.0, unit="children", paper="second"),
    ]
    large, small = series(points)
    assert [[each.value for each in one.points] for one in (large, small)] == [["1834", "1,893"], ["192"]]
    assert large.key != small.key


def test_a_number_that_grew_much_from_year_to_year_stays_one_series() -> None:
    assert len(series([figure("2015-11-30", "30", 30.0), figure("2018-11-30", "500", 500.0)])) == 1


def test_targets_and_forecasts_differ_from_actual_values_in_shape_and_dash() -> None:
    points = [figure(f"2017-0{at}", str(at), float(at), basis=basis) for at, basis in ((1, "actual"), (2, "target"))]
    chart = line(series(points)[0], [])
    assert chart is not None
    lined, pointed = chart["layer"]  # type: ignore[misc]
    dashes, shapes = lined["encoding"]["strokeDash"]["scale"]["range"], pointed["encoding"]["shape"]["scale"]["range"]
    assert len({str(dash) for dash in dashes}) == len(set(shapes)) == 2
    assert pointed["params"][0]["name"] == PICKED


def test_money_is_drawn_in_millions_and_listed_as_printed() -> None:
    chart = line(series([figure("2017-06", "£2.27m", 2.27, unit="£m")])[0], [])
    assert chart is not None
    (value,) = chart["data"]["values"]  # type: ignore[index]
    assert (value["value"], value["printed"]) == (pytest.approx(2.27), "£2.27m")


def test_figures_given_once_are_offered_only_when_asked_for() -> None:
    once = series([figure("2017-06", "31", 31.0)])
    assert worth_showing(once, None, single=False) == []
    assert worth_showing(once, None, single=True) == once
    assert series_line(once[0]) == "cost of the family hub · Fennshire Council · 1 value · June 2017"


def test_a_figure_is_shown_as_printed_with_the_unit_the_print_leaves_out() -> None:
    assert value_in_words(figure("2017", "369", 369.0, unit="children")) == "369 children"
    assert value_in_words(figure("2017", "16%", 16.0, unit="%")) == "16%"


def test_a_change_says_both_values_and_both_dates() -> None:
    found = register_rows.changes_found()
    assert figure_change_line(1, found.figures[0]).count("£412,000") == 2
    assert promise_change_line(1, found.kept[0]).endswith(": due 17 June 2024 → done")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three small papers, and minutes of a later day that say what became of the promise in one of them."""
    library = small_library.build(tmp_path_factory.mktemp("registers") / "library")
    minutes = library.parent / "scrutiny-minutes.txt"
    minutes.write_text(MINUTES, encoding="utf-8")
    with Library.open(library) as opened:
        assert [report.error for report in ingest_paths(opened, [minutes])] == [None]
    return library


@pytest.fixture
def library(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of a test's own, which the pages are to show."""
    own = shutil.copytree(built, tmp_path / "library")
    monkeypatch.setenv("SCRUTINEER_LIBRARY", str(own))
    return own


def register_page(name: str) -> None:
    """One of the pages of the registers by itself, without the sidebar."""
    import os
    from importlib import import_module
    from pathlib import Path

    from index.record import Filters
    from ui.shelf import Shelf, open_library

    library = open_library(Path(os.environ["SCRUTINEER_LIBRARY"]))
    show = getattr(import_module(f"ui.{name}_page"), f"show_{name}")
    show(Shelf(library, lambda: None, lambda: None), Filters())


def visit(name: str) -> AppTest:
    app = AppTest.from_function(register_page, default_timeout=PATIENCE, args=(name,)).run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    return "\n".join(each.proto.body for each in app.main.get("html"))


def openings(app: AppTest) -> list[str]:
    return [each.label for each in app.main.expander]


def held(library: Path) -> Registers:
    return Registers.open(Library.open(library))


@pytest.mark.model
def test_a_promise_opens_to_its_paragraph_its_page_and_the_later_paper(library: Path) -> None:
    (row,) = held(library).promises(Wanted(text="family hub open", papers=None))
    app = visit("promises")
    (opening,) = (each for each in openings(app) if "17 June 2024" in each)
    assert opening.endswith("Done")
    app.session_state[f"promise-{row.promise.id}"] = True
    app.run()
    assert "<mark>The family hub at Tanner Street will open on 17 June 2024" in shown(app)
    assert "Page 1 of family-hub-report.pdf, the paragraph outlined" in shown(app)
    assert "Later, 9 July 2024: done" in shown(app)
    assert "opened on 24 June 2024" in shown(app)


@pytest.mark.model
def test_the_register_is_shown_as_it_stood_on_a_day(library: Path) -> None:
    app = visit("promises")
    app.date_input(key="promise-as-at").set_value(dt.date(2024, 7, 1)).run()
    (opening,) = (each for each in openings(app) if "17 June 2024" in each)
    assert opening.endswith("Overdue, nothing found in the papers held")


@pytest.mark.model
def test_a_filter_that_nothing_fits_says_what_to_do_and_is_cleared(library: Path) -> None:
    app = visit("promises")
    app.text_input(key="promise-text").set_value("aerodrome").run()
    assert "Use fewer words" in app.info[0].value
    app.button[0].click().run()
    assert not app.info
    assert app.text_input(key="promise-text").value == ""


@pytest.mark.model
def test_registers_that_are_missing_are_made_before_they_are_shown(library: Path, tmp_path: Path) -> None:
    other = tmp_path / "without-registers"
    shutil.copytree(library, other)
    (other / "registers.sqlite").unlink(missing_ok=True)
    with Library.open(other) as opened:
        assert not Registers.open(opened).current()
        shelf = Shelf(opened, lambda: None, lambda: None)
        assert brought_up(shelf).current()
        assert Registers.open(opened).promises()


def test_a_figure_is_found_by_its_words_and_opens_to_its_paragraph(library: Path) -> None:
    app = visit("figures")
    app.checkbox(key="figure-single").set_value(True).run()
    app.text_input(key="figure-text").set_value("building works").run()
    assert any("£412,000" in opening for opening in openings(app))
    (chosen,) = (at for at, opening in enumerate(openings(app)) if "£412,000" in opening)
    app.session_state[f"figure-{'-'.join(app.selectbox(key='figure-series').value)}-{chosen + 1}"] = True
    app.run()
    assert "The building works will cost £412,000" in re.sub(r"</?mark[^>]*>", "", shown(app))


@pytest.mark.model
def test_two_papers_stand_side_by_side(library: Path) -> None:
    with Library.open(library) as opened:
        (later,) = (entry for entry in opened.entries() if entry.date == dt.date(2024, 7, 9))
    app = visit("changes")
    app.selectbox(key="change-paper").set_value(later.id).run()
    assert not app.exception
    assert "on the same matter" in shown(app)
    assert any("17 June 2024 → done" in opening for opening in openings(app))


@pytest.mark.model
def test_a_paper_without_an_earlier_one_on_its_matter_says_so(library: Path) -> None:
    with Library.open(library) as opened:
        (first,) = (entry for entry in opened.entries() if entry.date == dt.date(2023, 9, 12))
    app = visit("changes")
    app.selectbox(key="change-paper").set_value(first.id).run()
    assert "No earlier paper" in app.info[0].value
    assert "--since" not in app.info[0].value


@pytest.mark.model
def test_an_empty_register_says_what_to_add(library: Path) -> None:
    assert "Add inspection reports" in visit("recommendations").info[0].value
