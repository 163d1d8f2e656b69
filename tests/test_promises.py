"""A paper's promises: what, by whom, by when, proved by the sentence or the table row."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import paper, paragraph

from track.promises import promises

MADE = dt.date(2017, 10, 31)


def said(*texts: str | dict[str, object], **more: object) -> list[tuple[str | None, str | None]]:
    """Owner and due date of each promise of a paper of 31 October 2017."""
    found = promises(paper(*texts, **({"date": MADE, "council": "Croydon Council"} | more)))  # type: ignore[arg-type]
    return [(promise.owner, promise.due.date if promise.due else None) for promise in found]


def test_the_quote_is_the_whole_sentence_as_it_stands() -> None:
    text = "It is a public document. The Commissioner’s Report will be submitted to the Minister on 4 December. Nothing else."
    made = paper(text, date=MADE)
    (promise,) = promises(made)
    assert made.paragraphs[0].text[promise.start : promise.end] == promise.quote
    assert promise.quote == "The Commissioner’s Report will be submitted to the Minister on 4 December."
    assert promise.due is not None
    assert (promise.due.date, promise.due.words, promise.made) == ("2017-12-04", "on 4 December", MADE)


def test_a_paper_read_again_gives_the_same_ids() -> None:
    text = "The Director will report to the Committee in March. A review of Business Support is underway."
    first, again = (promises(paper(text, date=MADE)) for _ in range(2))
    assert [promise.id for promise in first] == [promise.id for promise in again]
    assert len({promise.id for promise in first}) == 2


def test_an_action_plan_s_row_has_its_officer_and_date() -> None:
    columns = ("Ref", "Action", "Owner", "Due", "RAG")
    row = paragraph(
        "2.1 | Open the Social Work Academy | Grace Ellerby | 30/04/2018 | Amber", kind="table", columns=columns
    )
    (promise,) = promises(paper(row, date=MADE))
    assert (promise.owner, promise.owner_source, promise.status) == ("Grace Ellerby", "column", "underway")
    assert promise.due is not None
    assert promise.due.date == "2018-04-30"
    assert promise.what == "Open the Social Work Academy"


def test_a_date_told_in_the_next_sentence_is_the_promise_s() -> None:
    text = "The commissioner will write a report to the minister. It is anticipated this report will be completed early May 2024."
    promise = promises(paper(text, date=dt.date(2024, 3, 5)))[0]
    assert promise.due is not None
    assert (promise.due.date, promise.due.words) == ("2024-05", "early May 2024")


@pytest.mark.parametrize(
    "following",
    [
        "It is anticipated this survey will be completed early May 2024.",  # another thing
        "This report was completed in May 2023.",  # over
        "The Board meets on 3 May 2024.",
        "This report will be published in May 2024 and presented in June 2024.",  # which of the two?
    ],
)
def test_a_next_sentence_that_does_not_say_when_it_falls_due_gives_it_no_date(following: str) -> None:
    promise = promises(paper(f"The commissioner will write a report to the minister. {following}"))[0]
    assert promise.due is None


def test_a_row_s_cell_with_two_dates_gives_the_action_the_one_told_of_it() -> None:
    columns = ("Recommendation", "Officer", "Timetable for implementation")
    cells = (
        "1. That a three year impact assessment be undertaken on the 20mph zones",
        "Grace Ellerby",
        "The 20mph project is expected to end in April 2025 and therefore the impact assessment is expected in June 2028",
    )
    found = promises(paper(paragraph(" | ".join(cells), kind="table", columns=columns)))
    assert [(promise.what[:8], promise.due and promise.due.date) for promise in found] == [
        ("1. That ", "2028-06"),
        ("The 20mp", "2025-04"),
    ]
