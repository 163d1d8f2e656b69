"""Recommendations and the responses to them, as inspectorates and committees print them."""

from __future__ import annotations

import pytest
from conftest import paper, paragraph

from ingest.paper import Paper
from track.recommendations import recommendations, response_of
from track.record import Response

HEADS = "SCRUTINY R ECOMMENDA TION | DEPARTMEN T | ACCEPT/REJECT (inc. reasons) | IDENTIFIED OFFICER | TIMETABLE"


def row(text: str) -> dict[str, object]:
    return paragraph(text, kind="table", columns=("", "", "", "", ""))


def told(found: Paper) -> list[tuple[str, str | None, str]]:
    return [(each.number, each.by, each.quote) for each in recommendations(found)]


def test_a_response_table_gives_response_reason_officer_and_date_though_its_heads_are_torn() -> None:
    found = recommendations(
        paper(
            row(HEADS),
            row(
                "STREETS SUB-COMMITTEE - At its meeting on 28 February 2024, the Committee RESOLVED to recommend the following:"
            ),
            row("1. That a list of trees be kept; | Place | Rejected. Members can ask the officers | Ann Ode | N/A"),
            row(
                "2. That bridges be inspected each year. | Place | Partially accepted - by lot | Ben Poe | by May 2024"
            ),
        )
    )
    first, second = found
    assert (first.number, first.quote, first.response) == ("1", "That a list of trees be kept;", "rejected")
    assert (first.reason, first.owner, first.by) == ("Members can ask the officers", "Ann Ode", "STREETS SUB-COMMITTEE")
    assert (second.response, second.reason, second.due and second.due.date) == ("partly", "by lot", "2024-05")


def test_what_an_inspectorate_wants_is_read_bullet_by_bullet_and_paragraph_by_paragraph() -> None:
    wants = ("What needs to improve in this area of social work practice",)
    listed = paragraph(
        "- Social workers’ caseloads, which are too high.\n- The quality of supervision.", kind="list", heading=wants
    )
    assert told(paper(listed, kind="ofsted_letter")) == [
        ("1", "Ofsted", "Social workers’ caseloads, which are too high."),
        ("2", "Ofsted", "The quality of supervision."),
    ]
    numbered = paragraph("Ensure that all plans have goals.", "5", heading=("Recommendations",), kind="recommendation")
    assert told(paper(numbered, kind="ofsted_report")) == [("5", "Ofsted", "Ensure that all plans have goals.")]


def test_what_follows_an_inspectorates_numbered_list_is_no_more_of_it() -> None:
    heading = ("Recommendations",)
    after = {
        **paragraph("Too many services for children are poor.", heading=heading, kind="recommendation"),
        "label_kind": "inferred",
    }
    found = paper(
        paragraph("Ensure that all plans have goals.", "21", heading=heading, kind="recommendation"),
        after,
        paragraph("Strategy discussions are often late.", "22", heading=("(Recommendation)",), kind="recommendation"),
        kind="ofsted_report",
    )
    assert [number for number, _, _ in told(found)] == ["21"]


def test_a_committees_list_begins_after_the_words_that_announce_it() -> None:
    found = paper(
        paragraph("Welcomed the review of byelaws;", "3.1(8)"),
        paragraph("The Health Scrutiny Sub-Committee made the following recommendations:", "3.2"),
        paragraph("That the Cycling Strategy be adopted;", "3.2(1)"),
        paragraph("That schools be encouraged to join.", "3.2(2)"),
        paragraph("20 June 2024 – CHILDREN SCRUTINY SUB-COMMITTEE", "3.2(3)"),
        paragraph("The report was noted.", "4"),
    )
    assert told(found) == [
        ("3.2(1)", "Health Scrutiny Sub-Committee", "That the Cycling Strategy be adopted;"),
        ("3.2(2)", "Health Scrutiny Sub-Committee", "That schools be encouraged to join."),
    ]


def test_what_officers_ask_a_meeting_to_decide_is_no_recommendation_of_a_committee() -> None:
    heading = ("1. RECOMMENDATIONS",)
    found = paper(
        paragraph("Cabinet is asked to:", "1", heading=heading, kind="recommendation"),
        paragraph(
            "Note the list of decisions taken since the last meeting.", "1.1", heading=heading, kind="recommendation"
        ),
    )
    assert told(found) == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Accepted", ("accepted", None)),
        ("Accept – although the council will adapt", ("accepted", "although the council will adapt")),
        ("Agreed in principle, subject to funding", ("partly", "subject to funding")),
        ("Partially accepted", ("partly", None)),
        ("Not accepted: there is no budget", ("rejected", "there is no budget")),
        ("See above", (None, "See above")),
    ],
)
def test_a_response_is_read_as_it_is_printed(printed: str, expected: tuple[Response | None, str | None]) -> None:
    assert response_of(printed) == expected


def test_every_quote_stands_at_its_place() -> None:
    found = paper(row(HEADS), row("1. That a list of trees be kept; | Place | Accepted | Ann Ode | May 2024"))
    for each in recommendations(found):
        assert found.paragraphs[each.ordinal - 1].text[each.start : each.end] == each.quote
