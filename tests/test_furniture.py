"""Running headers, footers, page numbers and stamps never end up inside a paragraph; what is printed there is still known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed_page import Row, apart, numbered_row, paragraphs, printed

from ingest.furniture import without_furniture
from ingest.page import Page

HEAD, FOOT = 30.0, 800.0
TEXT = "The Cabinet received a report on the services that it had asked for in the spring."


def page(number: int, *edges: Row, body: str = TEXT) -> Page:
    """A page with these lines at its edges and some text that differs from page to page."""
    top = [row for row in edges if (row.top or 0) < 400]
    foot = [row for row in edges if (row.top or 0) >= 400]
    return printed(*top, Row(f"{chr(96 + number) * 3} {body}", top=150.0), *foot, number=number)


def left(*pages: Page) -> list[str]:
    return [line.text for clean in without_furniture(pages) for line in clean.page.lines]


def test_a_line_repeated_at_the_same_height_is_furniture() -> None:
    pages = [
        page(n, Row("OFFICIAL", top=HEAD), Row(f"Version January 2024, page {n} of 3", top=FOOT)) for n in (1, 2, 3)
    ]
    assert left(*pages) == [f"{letter * 3} {TEXT}" for letter in "abc"]


def test_a_footer_of_two_lines_goes_whole() -> None:
    pages = [
        page(n, Row("Registered office: Endeavour House,", top=FOOT - 14), Row("8 Russell Road, Ipswich", top=FOOT))
        for n in (1, 2, 3)
    ]
    assert left(*pages) == [f"{letter * 3} {TEXT}" for letter in "abc"]


def test_a_file_name_that_begins_with_a_number_is_furniture_and_so_is_a_hint_to_turn_over() -> None:
    pages = [
        page(n, Row("continued overleaf", top=FOOT - 14), Row(f"171368.1/ Library Contract.doc   {n + 3}", top=FOOT))
        for n in (1, 2, 3)
    ]
    assert left(*pages) == [f"{letter * 3} {TEXT}" for letter in "abc"]
    once = [page(1, Row("CONTINUED OVERLEAF", top=FOOT)), page(2)]
    assert left(*once) == [f"{letter * 3} {TEXT}" for letter in "ab"]


def test_the_same_words_in_the_body_stay() -> None:
    pages = [page(n, body="No further action was needed, and none was taken.") for n in (1, 2, 3)]
    assert len(left(*pages)) == 3


def test_a_line_that_stands_once_at_an_edge_stays() -> None:
    pages = [page(1, Row("Report of the Director", top=HEAD)), page(2), page(3)]
    assert left(*pages)[0] == "Report of the Director"


@pytest.mark.parametrize("form", ["{}", "Page {}", "- {} -", "{} of 9", "Page {} of 9", "{} | Page"])
def test_printed_page_numbers_are_known_and_taken_out(form: str) -> None:
    pages = [page(n, Row(form.format(n + 4), top=FOOT)) for n in (1, 2, 3)]
    clean = without_furniture(pages)
    assert [one.printed for one in clean] == ["5", "6", "7"]
    assert all(len(one.page.lines) == 1 for one in clean)


def test_a_number_that_does_not_count_with_the_pages_stays() -> None:
    pages = [page(1, Row("735", top=FOOT)), page(2, Row("12", top=FOOT)), page(3, Row("4410", top=FOOT))]
    assert [text for text in left(*pages) if text.isdigit()] == ["735", "12", "4410"]


def test_a_packs_stamp_over_a_reports_last_line_is_taken_off_it() -> None:
    ends = ("over a longer period.", "as had been hoped.", "before the year was out.")
    pages = [page(n, Row(f"{end}   Page {n + 1}", top=FOOT, tab=500)) for n, end in enumerate(ends, start=1)]
    clean = without_furniture(pages)
    assert [(one.printed, one.page.lines[-1].text) for one in clean] == list(zip("234", ends, strict=True))


def test_agenda_item_stamps_and_blank_pages_leave_nothing() -> None:
    pages = [
        page(1, Row("Agenda Item 5", top=HEAD)),
        printed(Row("This page is intentionally left blank", top=400.0), number=2),
    ]
    assert left(*pages) == [f"aaa {TEXT}"]


def test_furniture_between_the_halves_of_a_sentence_does_not_part_them() -> None:
    pages = [
        printed(
            Row("Children's Services Improvement Board", top=HEAD),
            numbered_row("2.1   The board has met in every month of the year and has heard from", gap=100),
            Row("Page 1 of 3", top=FOOT),
        ),
        printed(
            Row("Children's Services Improvement Board", top=HEAD),
            Row("the partners whom it had asked to come.", left=96.0, top=80.0),
            numbered_row("2.2   It will meet again."),
            Row("Page 2 of 3", top=FOOT),
            number=2,
        ),
        printed(
            Row("Children's Services Improvement Board", top=HEAD),
            apart("Its papers are kept."),
            Row("Page 3 of 3", top=FOOT),
            number=3,
        ),
    ]
    found = paragraphs(*pages)
    assert [(one.label, one.page, one.printed_page, one.text) for one in found[:2]] == [
        (
            "2.1",
            1,
            "1",
            "The board has met in every month of the year and has heard from the partners whom it had asked to come.",
        ),
        ("2.2", 2, "2", "It will meet again."),
    ]
    assert {box.page for box in found[0].boxes} == {1, 2}


def test_the_running_header_of_one_paper_in_a_pack_is_known_by_its_place() -> None:
    titles = ("Cabinet, 9 May | Budget", "Cabinet, 9 May | Budget", "Cabinet, 9 May | Libraries")
    pages = [page(n, Row(title, size=8.5, top=HEAD)) for n, title in enumerate(titles, start=1)]
    assert left(*pages) == [f"{letter * 3} {TEXT}" for letter in "abc"]


def test_a_header_that_repeats_the_first_page_goes_though_it_stands_once() -> None:
    first = printed(Row("SCRUTINY COMMITTEE", size=14), "Meeting of 29 April 2025", Row(TEXT, gap=80))
    second = page(2, Row("Scrutiny Committee – 29 April 2025", size=8.5, top=HEAD))
    assert left(first, second)[-1] == f"bbb {TEXT}"


def test_footers_stand_at_one_height_from_the_foot_of_upright_and_landscape_pages() -> None:
    upright = [page(n, Row("Invented example paper", size=8, top=801.0)) for n in (1, 2)]
    wide = printed(Row("ccc text", top=150.0), Row("Invented example paper", size=8, top=554.0), number=3)
    wide = Page(3, 842.0, 595.0, wide.lines)
    assert "Invented example paper" not in left(*upright, wide)


def test_a_packs_stamp_printed_across_a_pages_last_line_is_taken_out_of_it() -> None:
    def page(number: int, last: Row) -> Page:
        return printed(numbered_row(f"{number}.   The plan goes on as agreed."), last, number=number)

    pages = [page(number, Row(f"Page {number + 2}", left=277, top=794)) for number in (1, 2, 3)]
    crossed = page(4, Row("There are young adults who have a current plan.", left=120, top=792))
    stamp = printed(Row("Page 6", left=277, top=794)).lines[0].words
    (number, last) = crossed.lines
    words = tuple(sorted((*last.words, *stamp), key=lambda word: word.left))
    over = paragraphs(*pages, replace(crossed, lines=(number, replace(last, words=words))))[-1]
    assert over.text.endswith("There are young adults who have a current plan.")
    assert over.printed_page == "6"


def test_a_page_that_a_sentence_names_at_a_pages_foot_stays_in_it() -> None:
    pages = [
        printed(numbered_row(f"{number}.   The plan goes on."), Row(f"Page {number}", left=277, top=794), number=number)
        for number in (1, 2, 3)
    ]
    names = printed("The plan goes on.", Row("The costs are on Page 9 of the annex.", left=192, top=794), number=4)
    assert paragraphs(*pages, names)[-1].text.endswith("The costs are on Page 9 of the annex.")
