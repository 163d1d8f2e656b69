"""The registers of a library: made whole, kept in step with the papers, copied and lost without harm."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable

import pytest
from conftest import paper, paragraph

from index.errors import LibraryError
from index.library import Library
from ingest.paper import Paper
from track import store
from track.figures import figures
from track.register import Progress, Registers
from track.register_rows import PromiseRow, Wanted

Stock = Callable[..., Library]
# What a council's papers otherwise speak of, so that words have their usual rarity.
OTHERS = (
    "The revenue budget was agreed in February.",
    "The highways programme has been delivered within its budget.",
    "The leisure centre was refurbished last summer.",
    "The pension fund has been audited and the accounts were signed.",
)
PROMISED = paper(
    paragraph("The family hub at Tanner Street will open on 17 June 2024.", "2.2"),
    paragraph("The Director will report to the committee on caseloads by 1 May 2024.", "2.3"),
    *OTHERS,
    id="promised",
)
KEPT = paper(
    paragraph("The family hub at Tanner Street opened on 24 June 2024.", "1.1"),
    paragraph("The number of children on a child protection plan was 412 at 30 June 2024.", "1.2"),
    *OTHERS,
    id="kept",
    date=dt.date(2024, 7, 9),
)
ELSEWHERE = paper(
    "The family hub at Tanner Street opened on 24 June 2024.", id="elsewhere", council="Marling Council", date=KEPT.date
)
AUTUMN = dt.date(2024, 10, 1)


def became(library: Library, wanted: Wanted = Wanted()) -> dict[str, str]:
    """The outcome of each promise, by its paragraph."""
    return {row.paragraph.label: row.outcome for row in Registers.open(library).promises(wanted, today=AUTUMN)}


def plain(rows: list[PromiseRow]) -> list[tuple[object, ...]]:
    return [(row.promise, row.outcome, [each.mention for each in row.later]) for row in rows]


def test_a_promise_is_followed_into_the_later_paper_that_reports_on_it(stock: Stock) -> None:
    rows = Registers.open(stock(PROMISED, KEPT, ELSEWHERE)).promises(Wanted(text="family hub"), today=AUTUMN)
    assert [(row.entry.id, row.paragraph.label, row.outcome) for row in rows] == [("promised", "2.2", "done")]
    later = [(each.entry.id, each.paragraph.label, each.mention.says) for each in rows[0].later]
    assert later == [("kept", "1.1", "done")]


def test_what_is_due_and_has_no_later_word_is_overdue_as_far_as_the_papers_tell(stock: Stock) -> None:
    library = stock(PROMISED, KEPT)
    assert became(library) == {"2.2": "done", "2.3": "overdue"}
    assert became(library, Wanted(as_at=dt.date(2024, 4, 1))) == {"2.2": "open", "2.3": "open"}
    assert became(library, Wanted(as_at=dt.date(2024, 6, 30))) == {"2.2": "overdue", "2.3": "overdue"}


@pytest.mark.parametrize(
    ("wanted", "labels"),
    [
        (Wanted(council="Fennshire"), ["2.2", "2.3"]),
        (Wanted(council="Marling"), []),
        (Wanted(owner="director"), ["2.3"]),
        (Wanted(text="caseload"), ["2.3"]),
        (Wanted(due_before=dt.date(2024, 5, 1)), ["2.3"]),
        (Wanted(status="done"), ["2.2"]),
        (Wanted(status="overdue"), ["2.3"]),
        (Wanted(papers=("kept",)), []),
        (Wanted(papers=("promised",)), ["2.2", "2.3"]),
    ],
)
def test_the_register_is_narrowed_to_what_is_wanted(stock: Stock, wanted: Wanted, labels: list[str]) -> None:
    rows = Registers.open(stock(PROMISED, KEPT, ELSEWHERE)).promises(wanted, today=AUTUMN)
    assert [row.paragraph.label for row in rows] == labels


def test_every_row_stands_verbatim_in_its_paragraph(stock: Stock) -> None:
    registers = Registers.open(stock(PROMISED, KEPT))
    promised, counted = registers.promises(), registers.figures(Wanted(text="child protection plan"))
    assert [row.figure.number for row in counted] == [412.0]
    places = [(row.paragraph, row.promise) for row in promised] + [(row.paragraph, row.figure) for row in counted]
    assert all(paragraph.text[each.start : each.end] == each.quote for paragraph, each in places)


def test_papers_taken_in_one_by_one_give_the_same_registers_as_all_at_once(stock: Stock) -> None:
    for each in (KEPT, ELSEWHERE, PROMISED):  # the later one first
        library = stock(each)
        Registers.open(library).update()
    one_by_one = plain(Registers.open(library).promises(today=AUTUMN))
    (library.folder / store.FILE).unlink()
    assert plain(Registers.open(library).promises(today=AUTUMN)) == one_by_one
    assert [outcome for _, outcome, _ in one_by_one] == ["done", "overdue"]


def test_only_new_papers_are_read(stock: Stock) -> None:
    registers = Registers.open(stock(PROMISED))
    assert (registers.update(), registers.update()) == (1, 0)
    stock(KEPT)
    assert (registers.update(), registers.update()) == (1, 0)


def test_a_paper_taken_out_takes_its_promises_and_its_later_words_with_it(stock: Stock) -> None:
    library = stock(PROMISED, KEPT)
    assert became(library)["2.2"] == "done"
    library.remove(KEPT.file)
    assert became(library) == {"2.2": "overdue", "2.3": "overdue"}
    library.remove(PROMISED.file)
    assert became(library) == {}


def test_a_changed_paper_is_read_anew(stock: Stock) -> None:
    library = stock(PROMISED)
    assert list(became(library)) == ["2.2", "2.3"]
    library.remove(PROMISED.file)
    stock(paper(paragraph("The pool will close in May 2024 for repairs to the roof.", "7"), id="promised"))
    assert list(became(library)) == ["7"]


def test_a_paper_that_comes_twice_promises_once(stock: Stock) -> None:
    words = (paragraph("The family hub at Tanner Street will open on 17 June 2024.", "2.2"), *OTHERS)
    library = stock(paper(*words, id="alone"), paper(*words, id="packed", committee=None))
    assert len(library.entries()) == 2
    assert [row.entry.id for row in Registers.open(library).promises()] == ["alone"]
    asked = Registers.open(library).promises(Wanted(papers=("packed",)))
    assert [row.entry.id for row in asked] == ["alone"]


def test_copying_the_folder_copies_the_registers(stock: Stock) -> None:
    library = stock(PROMISED, KEPT)
    before = plain(Registers.open(library).promises(today=AUTUMN))
    library.close()
    copy = library.folder.with_name("copy")
    shutil.copytree(library.folder, copy)
    with Library.open(copy) as opened:
        assert Registers.open(opened).update() == 0
        assert plain(Registers.open(opened).promises(today=AUTUMN)) == before


def test_an_update_cut_off_leaves_no_paper_half_and_goes_on_where_it_was(stock: Stock) -> None:
    registers = Registers.open(stock(PROMISED, KEPT))

    def cut(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        registers.update(cut)
    assert registers.update() == 1
    assert [row.outcome for row in registers.promises(today=AUTUMN)] == ["done", "overdue"]


def test_entries_made_by_other_rules_are_made_again(stock: Stock) -> None:
    library = stock(PROMISED)
    before = plain(Registers.open(library).promises(today=AUTUMN))
    connection = sqlite3.connect(library.folder / store.FILE)
    connection.execute("UPDATE facts SET value = 'older' WHERE name = 'version'")
    connection.execute("DELETE FROM promises")
    connection.commit()
    connection.close()
    assert plain(Registers.open(library).promises(today=AUTUMN)) == before


def test_a_damaged_file_is_named_with_what_to_do(stock: Stock) -> None:
    library = stock(PROMISED)
    (library.folder / store.FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match=r"Delete .*registers.sqlite: the registers are made again"):
        Registers.open(library).promises()


def test_a_paper_without_a_date_promises_but_is_never_later_nor_in_a_register_as_it_stood(stock: Stock) -> None:
    undated = Paper(**{**{name: getattr(KEPT, name) for name in Paper.__dataclass_fields__}, "date": None})
    library = stock(PROMISED, undated)
    assert became(library)["2.2"] == "overdue"
    assert Registers.open(library).figures(Wanted(as_at=AUTUMN, papers=("kept",))) == []
    assert Registers.open(library).figures(Wanted(papers=("kept",))) != []


def test_a_ruled_line_beside_a_figure_holds_nothing_up() -> None:
    """A table of a finance report in plain text: dashes between the cells once took longer than the lifetime of a council."""
    text = (
        "People Department 1,906 -- -- -------------------------------------------- Division Explanation Amount 2,337"
    )
    assert figures(paper(text)) is not None
