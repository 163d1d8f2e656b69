"""Questions about recommendations, answered from the register: what was recommended, by whom, with what response."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from conftest import paper, paragraph

from answer.record import Answer
from answer.register_answer import from_registers
from answer.register_question import read_question
from answer.understand import understand
from index.library import Library
from track.register import Registers
from track.register_rows import Wanted

TODAY = dt.date(2024, 8, 1)


def row(text: str) -> dict[str, object]:
    return paragraph(text, kind="table", columns=("", "", "", "", ""))


@pytest.fixture
def held(stock: Callable[..., Library]) -> Library:
    return stock(
        paper(
            row("SCRUTINY RECOMMENDATION | DEPARTMENT | ACCEPT/REJECT (inc. reasons) | IDENTIFIED OFFICER | TIMETABLE"),
            row("STREETS SUB-COMMITTEE - At its meeting on 28 February 2024, the Committee RESOLVED to recommend:"),
            row("1. That a list of trees be kept; | Place | Rejected. Members can ask the officers | Ann Ode | N/A"),
            row("2. That bridges be inspected each year. | Place | Accepted | Ben Poe | by May 2024"),
            id="responses",
        ),
        paper(
            paragraph(
                "- The size of caseloads.\n- The quality of supervision.",
                kind="list",
                heading=("What needs to improve",),
            ),
            id="letter",
            kind="ofsted_letter",
        ),
    )


def answered(held: Library, question: str) -> Answer | None:
    return from_registers(held, understand(question, (), held.entries()), today=TODAY)


def test_which_were_rejected_is_told_with_the_reason(held: Library) -> None:
    answer = answered(held, "Which recommendations were rejected and why?")
    assert answer is not None
    assert "a list of trees be kept" in answer.text
    assert "rejected – “Members can ask the officers”" in answer.text
    assert "bridges" not in answer.text


def test_what_an_inspectorate_recommended_leaves_other_bodies_out_and_owns_to_no_response(held: Library) -> None:
    answer = answered(held, "What did Ofsted recommend and what was the response?")
    assert answer is not None
    assert {each.paper for each in answer.citations} == {"letter"}
    assert "no response is printed beside it" in answer.text


def test_the_answer_has_the_entries_of_the_page(held: Library) -> None:
    answer = answered(held, "What was recommended about bridges?")
    assert answer is not None
    (shown,) = [
        row
        for row in Registers.open(held).recommendations(Wanted(text="bridges"), today=TODAY)
        if "bridges" in row.recommendation.quote
    ]
    assert [(each.paper, each.ordinal) for each in answer.citations] == [(shown.entry.id, shown.paragraph.ordinal)]


def test_a_matter_that_nothing_is_recommended_on_goes_the_ordinary_way(held: Library) -> None:
    assert answered(held, "What was recommended about swimming pools?") is None


@pytest.mark.parametrize(
    ("question", "who", "response"),
    [
        ("Which recommendations did Cabinet reject?", "Cabinet", "rejected"),
        ("Which recommendations on libraries were not accepted?", "", "rejected"),
        ("What recommendations were partly accepted?", "", "partly"),
        ("What did the Scrutiny Committee recommend, and were they accepted?", "the Scrutiny Committee", None),
    ],
)
def test_who_and_which_response_is_read(question: str, who: str, response: str | None) -> None:
    read = read_question(question)
    assert read is not None
    assert (read.asks, read.who, read.response) == ("recommended", who, response)


@pytest.mark.parametrize(
    "question",
    [
        "How many recommendations did the inspectors make?",
        "When were the recommendations accepted?",
        "Who wrote the recommendations?",
        "What is the recommended caseload?",
        "What was the recommended option?",
    ],
)
def test_a_fact_about_recommendations_is_no_question_to_the_register(question: str) -> None:
    assert read_question(question) is None
