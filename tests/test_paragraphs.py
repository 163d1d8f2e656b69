"""A paragraph is whole: its lines, its page turn, its bullets; what is not its own stands apart from it."""

from __future__ import annotations

import pytest
from printed_page import HANGING, Row, apart, goes_on, numbered_row, paragraphs, printed

from ingest.paragraph import joined_lines

TOP, FOOT = 100.0, 760.0


def texts(*pages: object) -> list[str]:
    return [one.text for one in paragraphs(*pages) if one.kind != "heading"]  # type: ignore[arg-type]


def test_a_sentence_that_runs_over_the_page_is_joined_and_cited_where_it_begins() -> None:
    first = printed(Row("3.1   Members asked how many children had waited for", top=FOOT, tab=HANGING))
    second = printed(Row("a social worker, and were told.", top=TOP), numbered_row("3.2   They noted it."), number=2)
    found = paragraphs(first, second)
    assert [(one.label, one.page, one.text) for one in found] == [
        ("3.1", 1, "Members asked how many children had waited for a social worker, and were told."),
        ("3.2", 2, "They noted it."),
    ]


def test_a_new_sentence_overleaf_begins_a_paragraph_of_its_own() -> None:
    first = printed(Row("The first visit was in May and went well.", top=FOOT))
    second = printed(Row("Inspectors came back in June to see more.", top=TOP), number=2)
    assert texts(first, second) == [
        "The first visit was in May and went well.",
        "Inspectors came back in June to see more.",
    ]


def test_bullets_stay_with_the_sentence_that_leads_to_them() -> None:
    page = printed(
        numbered_row("4.   The service will:"),
        Row("• answer every letter", left=HANGING),
        Row("• visit every family, as often as", left=HANGING),
        Row("they need it", left=HANGING + 12),
        numbered_row("5.   It will report in May."),
    )
    assert texts(page) == [
        "The service will:\n- answer every letter\n- visit every family, as often as they need it",
        "It will report in May.",
    ]


def test_long_bullets_are_paragraphs_of_their_own_under_the_number_above() -> None:
    long = "when demand rises beyond what was foreseen the service asks its partners for help, and they have agreed"
    rows = [
        row
        for letter in "ab"
        for row in (
            Row(f"• {letter}: {long[:52]}", left=HANGING),
            Row(long[52:] + " to give it for as", left=HANGING + 12),
            Row("long as the need is there, whatever the cost.", left=HANGING + 12),
        )
    ]
    found = paragraphs(printed(numbered_row("4.   It was noted that:"), *rows, numbered_row("5.   Agreed.")))
    assert [(one.label, one.label_kind, one.text[:3]) for one in found] == [
        ("4", "printed", "It "),
        ("4", "inferred", "a: "),
        ("4", "inferred", "b: "),
        ("5", "printed", "Agr"),
    ]


@pytest.mark.parametrize("mark", ["•", "–", "➢", "■", "*", "o"])
def test_every_mark_of_a_bullet_is_known(mark: str) -> None:
    page = printed(apart("The aims are:"), Row(f"{mark} Better homes", left=80), Row(f"{mark} Safer roads", left=80))
    assert texts(page) == ["The aims are:\n- Better homes\n- Safer roads"]


def test_white_space_parts_paragraphs() -> None:
    page = printed(
        "Children are seen often and alone.", apart("Plans are clear."), apart("Reviews are held when they should be.")
    )
    assert texts(page) == [
        "Children are seen often and alone.",
        "Plans are clear.",
        "Reviews are held when they should be.",
    ]


def test_a_footnote_does_not_stand_in_the_sentence_it_interrupts() -> None:
    first = printed(
        *(Row(f"Line {n} of what the report says of the plan, which is long", top=100.0 + 15 * n) for n in range(5)),
        Row("and which the Council has agreed to put before the", top=175.0),
        Row("1 The plan is published on the Council's pages.", size=8.0, top=760.0),
    )
    second = printed(Row("inspector in the autumn.", top=TOP), apart("It will take a year."), number=2)
    joined, note, last = texts(first, second)
    assert joined.endswith("which the Council has agreed to put before the inspector in the autumn.")
    assert "published on the Council's pages" in note
    assert last == "It will take a year."


def test_a_heading_over_two_lines_is_one() -> None:
    page = printed(
        Row("The experiences and progress of children who need", size=14, bold=True),
        Row("help and protection", size=14, bold=True),
        apart("Help comes early, and it comes from those who know the family."),
        apart("Thresholds are understood."),
    )
    assert paragraphs(page)[1].heading == ("The experiences and progress of children who need help and protection",)


def test_headings_nest_by_how_heavy_they_are() -> None:
    page = printed(
        Row("Findings", size=16, bold=True),
        Row("Early help", bold=True, gap=14),
        apart("Families are helped early on, before their troubles grow."),
        Row("Leadership", size=16, bold=True, gap=14),
        apart("Leaders know what they must do, and by when."),
    )
    assert [one.heading for one in paragraphs(page) if one.kind == "body"] == [
        ("Findings", "Early help"),
        ("Leadership",),
    ]


@pytest.mark.parametrize(
    ("lines", "known", "text"),
    [
        (["a multi-", "year plan"], set(), "a multi-year plan"),
        (["the re-", "port says"], {"report"}, "the report says"),
        (["a re-", "sent letter"], {"resent", "re-sent"}, "a re-sent letter"),
        (["see www.kent.gov.uk/", "schools for it"], set(), "see www.kent.gov.uk/schools for it"),
        (["through -", "£61.5m of savings"], set(), "through - £61.5m of savings"),
        (["one  line,", "and one more"], set(), "one line, and one more"),
    ],
)
def test_lines_are_joined_as_they_were_written(lines: list[str], known: set[str], text: str) -> None:
    assert joined_lines(lines, known) == text


def test_text_within_a_recommendations_section_is_a_recommendation() -> None:
    page = printed(
        Row("RECOMMENDATIONS", bold=True),
        numbered_row("1.1   Cabinet is asked to agree the plan."),
        Row("BACKGROUND", bold=True, gap=14),
        numbered_row("2.1   The plan is new."),
    )
    found = {one.label: one.kind for one in paragraphs(page) if one.kind != "heading"}
    assert found == {"1.1": "recommendation", "2.1": "body"}


def test_a_numbered_paragraph_keeps_its_lines_whatever_they_begin_with() -> None:
    page = printed(
        numbered_row("7.   The Council spent £2.4 million on it in the year, of which"),
        goes_on("£1.1 million came from grants and the rest from the reserves."),
        numbered_row("8.   It will spend less."),
    )
    assert texts(page)[0].endswith("of which £1.1 million came from grants and the rest from the reserves.")


def test_a_line_that_names_a_fact_is_no_heading_however_heavy() -> None:
    page = printed(
        Row("Inspection of services", size=14, bold=True),
        Row("Lead inspector: Tara Geere", size=14, bold=True),
        Row("The service has improved in every team that inspectors saw."),
    )
    assert "Lead inspector: Tara Geere" in texts(page)
