"""An agenda pack becomes its papers: agenda, minutes, each item's report and appendices; a single paper stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from printed_page import Row, printed

from ingest.agenda import AgendaItem, frontsheet
from ingest.pack import cut, describe_parts, pack_title, split
from ingest.page import Page
from ingest.pdf import Bookmark, properties, read_pages

SHARED = Path(__file__).parent.parent.parent / "shared" / "papers"
BLANK = "This page is intentionally left blank"


def agenda(number: int = 1) -> Page:
    return printed(
        Row("AGENDA", 13, bold=True),
        Row("CABINET", 15, bold=True),
        "Monday, 18 September 2017 at 6.30 pm",
        "1. Apologies for Absence",
        "2. Minutes of the previous meeting (Pages 3 - 4)",
        "5. Quarter 1 Financial Performance 2017/18 (Pages 5 - 8)",
        "6. Ofsted Inspection of Children's Services and the Council's answer to it",
        "(Pages 9 - 12)",
        number=number,
    )


def report(number: int, item: str, subject: str, *, stamp: bool = True) -> Page:
    rows = [f"Agenda Item {item}"] if stamp else []
    return printed(
        *rows,
        "REPORT TO: Cabinet 18 September 2017",
        f"AGENDA ITEM: {item}",
        f"SUBJECT: {subject}",
        "1.1 This report sets out the position.",
        f"Page {number}",
        number=number,
    )


def minutes(number: int) -> Page:
    return printed(
        Row("CABINET", 12, bold=True),
        "Meeting held on Monday 17 July 2017 at 6:30pm in The Council Chamber",
        Row("DRAFT MINUTES - PART A", 12, bold=True),
        "Present: Councillor Tony Newman",
        f"Page {number}",
        number=number,
    )


def body(number: int, *rows: str) -> Page:
    return printed(*(rows or ("and the work goes on as planned.",)), f"Page {number}", number=number)


def whole_pack() -> list[Page]:
    return [
        agenda(),
        printed(Row(BLANK, 14), number=2),
        minutes(3),
        body(4),
        report(5, "5", "QUARTER 1 FINANCIAL PERFORMANCE"),
        body(6),
        body(7, "Appendix 1", "PEOPLE DEPARTMENT", "Division 975"),
        body(8, "Appendix 1", "more of it"),
        report(9, "6", "Ofsted Inspection"),
        body(10, "Appendix A: Letter to the Council", "Dear Leader"),
        body(11),
        printed(Row(BLANK, 14), number=12),
    ]


def outline(pages: list[Page], bookmarks: tuple[Bookmark, ...] = ()) -> list[tuple[int, int, str | None, str | None]]:
    return [(part.first, part.last, part.item, part.kind) for part in split(pages, bookmarks)]


def test_a_pack_becomes_agenda_minutes_reports_and_appendices() -> None:
    assert outline(whole_pack()) == [
        (1, 1, None, "agenda"),
        (3, 4, "2", "minutes"),
        (5, 6, "5", "report"),
        (7, 8, "5", "appendix"),
        (9, 9, "6", "report"),
        (10, 11, "6", "appendix"),
    ]


def test_every_page_but_the_blank_ones_belongs_to_one_paper() -> None:
    pages = whole_pack()
    kept = [page.number for part in split(pages) for page in cut(pages, part)]
    assert kept == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_papers_of_a_pack_share_its_meeting() -> None:
    pages = whole_pack()
    parts = split(pages)
    details = describe_parts(pages, parts, name="pack.pdf")
    assert pack_title(pages) == "Agenda pack, Cabinet, 18 September 2017"
    assert [one.committee for one in details] == ["Cabinet"] * 6
    assert [str(one.date) for one in details] == ["2017-09-18", "2017-07-17", *["2017-09-18"] * 4]
    assert [one.title for one in details][2:] == [
        "Quarter 1 Financial Performance",
        "Appendix 1: People Department",
        "Ofsted Inspection",
        "Appendix A: Letter to the Council",
    ]


def test_a_paper_that_begins_in_the_middle_of_a_page_shares_it() -> None:
    pages = whole_pack()
    pages[5] = printed(
        "the end of the report before.",
        *(f"line {index}" for index in range(14)),
        "For General Release",
        "REPORT TO: Cabinet 18 September 2017",
        "AGENDA ITEM: 8",
        "SUBJECT: Local Implementation Plan (LIP) Funding",
        number=6,
    )
    first, second = (part for part in split(pages) if part.item in ("5", "8") and part.kind == "report")
    assert (first.last, first.bottom, second.first, second.top, second.item) == (6, 15, 6, 15, "8")
    assert cut(pages, second)[0].lines[0].text == "For General Release"


def test_page_ranges_are_read_through_the_printed_numbers() -> None:
    """The file's third page is the pack's page 1; nothing is stamped with its item."""
    pages = [
        printed(
            Row("AGENDA", bold=True),
            "CABINET - THURSDAY, 30 JANUARY 2025",
            "1. Apologies",
            "5. Budget monitoring (Pages 1 - 2)",
            "6. Schools plan (Pages 3 - 4)",
            number=1,
        ),
        printed(Row(BLANK, 14), number=2),
        *(printed("Text of a report", f"Page {number - 2}", number=number) for number in range(3, 7)),
    ]
    assert [(part.first, part.last, part.item, part.title) for part in split(pages)][1:] == [
        (3, 4, "5", "Budget monitoring"),
        (5, 6, "6", "Schools plan"),
    ]


def test_bookmarks_name_items_and_what_is_attached() -> None:
    pages = [
        printed(
            "I am now able to enclose, for consideration, the following", "7 Transfer of the service (Pages 1 - 4)"
        ),
        *(printed("Text", f"Page {number}", number=number + 1) for number in range(1, 5)),
    ]
    marks = (
        Bookmark("Agenda", 0, 1),
        Bookmark("7 Transfer of the service", 0, 2),
        Bookmark("Appendix_B EqIA.pdf", 1, 4),
    )
    assert [(part.first, part.last, part.item, part.title) for part in split(pages, marks)] == [
        (1, 1, None, None),
        (2, 3, "7", "Transfer of the service"),
        (4, 5, "7", "Appendix B EqIA"),
    ]


def test_a_list_of_appendices_at_a_pages_head_begins_none() -> None:
    pages = whole_pack()
    pages[9] = body(10, "Appendix A: Letter to the Council", "Appendix B: Reply")
    pages[10] = body(11, "Appendix A", "Dear Leader")
    assert [part.first for part in split(pages) if part.item == "6"] == [9, 11]


@pytest.mark.parametrize(
    "pages",
    [
        [agenda()],
        [report(1, "5", "Quarter 1"), body(2), body(3, "Appendix 1", "Figures"), body(4, "Appendix 2", "Plan")],
        [body(1), body(2, "Agenda Item 5 was deferred."), body(3)],
        [minutes(1), body(2, "5. Quarter 1 Financial Performance (Pages 13 - 34)"), body(3)],
    ],
    ids=["an agenda alone", "a report with its appendices", "prose about an item", "minutes"],
)
def test_a_single_paper_stays_one(pages: list[Page]) -> None:
    (part,) = split(pages)
    assert (part.first, part.last, part.top, part.bottom) == (1, len(pages), 0, None)


def test_nothing_has_no_parts() -> None:
    assert split([]) == []


def test_an_agenda_set_as_a_table_is_read() -> None:
    rows = [
        "AGENDA",
        "Item Business Pages",
        "1 Apologies for absence -",
        "3 Minutes of the meeting 3 - 4",
        "4 Budget 5",
    ]
    items, pages = frontsheet([rows])
    assert pages == 1
    assert items == [
        AgendaItem("1", "Apologies for absence"),
        AgendaItem("3", "Minutes of the meeting", 3, 4),
        AgendaItem("4", "Budget", 5, 5),
    ]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the collection of real papers is not beside the checkout")
def test_a_real_pack_of_170_pages_is_taken_apart() -> None:
    pages = list(read_pages(SHARED / "croydon-cabinet-2017-09-18-agenda-pack.pdf"))
    parts = split(pages)
    details = describe_parts(pages, parts, name="pack.pdf")
    reports = [part.item for part, one in zip(parts, details, strict=True) if one.kind == "report"]
    assert reports == ["5", "6", "7", "8", "9", "10", "11"]
    assert [one.kind for one in details][:2] == ["agenda", "minutes"]
    assert "ofsted_report" in {one.kind for one in details}
    assert {one.council for one in details} == {"London Borough of Croydon"}
    assert sum(len(cut(pages, part)) for part in parts) >= len(pages)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the collection of real papers is not beside the checkout")
def test_a_real_supplement_gives_report_and_appendix() -> None:
    (path,) = (SHARED / "kent").glob("*PACK_Item-7*")
    pages = list(read_pages(path))
    parts = split(pages, properties(path).bookmarks)
    assert [(part.first, part.last, part.item) for part in parts] == [(1, 1, None), (3, 11, "7"), (13, 21, "7")]
