"""Whose a promise is: the sentence's agent; else the section's lead officer or the paper's council, marked as a fallback."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import paper, paragraph

from track.promises import promises

COUNCIL = "London Borough of Fenham"
OWNED = """
The Director of Finance will write to members by 3 May 2024.              | Director of Finance  | sentence
Once the survey is complete, the Improvement Board will meet in May 2024. | Improvement Board    | sentence
The draft will be reviewed by an independent chair by 3 May 2024.         | independent chair    | sentence
Mr Dace undertook to write to head teachers before the end of May 2024.   | Mr Dace              | sentence
Achieving for Families has been commissioned to provide support.          | Achieving for Families | sentence
Ofsted's next visit will take place on 3 May 2024.                        | Ofsted               | sentence
We will report to Cabinet in May 2024.                                    | Fenham Council       | sentence
The Council will report to its partners in May 2024.                      | Fenham Council       | sentence
Waymark has undertaken to reach 80% within 72 hours by May 2024.          | Waymark              | sentence
Fenham has agreed to join the pilot by 3 May 2024.                        | Fenham Council       | sentence
The Probation Service has said that it expects to fill the post by 3 May 2024. | Probation Service | sentence
The plan will be published in May 2024.                                   | Fenham Council       | paper
The Improvement Plan will go to Cabinet in May 2024.                      | Fenham Council       | paper
A longer term Programme Director is being recruited.                      | Fenham Council       | paper
"""


@pytest.mark.parametrize("row", OWNED.strip().splitlines())
def test_the_agent_of_the_sentence_is_the_owner_and_else_the_council_is_marked_as_a_fallback(row: str) -> None:
    text, owner, source = (cell.strip() for cell in row.split("|"))
    (promise,) = promises(paper(text, date=dt.date(2024, 3, 5), council=COUNCIL))
    assert (promise.owner, promise.owner_source) == (owner, source)


SPOKEN = """
Mr Karim said that 212 of 430 had been trained and that the others would be trained by 23 May 2024. | Mr Karim | speaker
Mr Albiston (Director of Adult Social Care) spoke. The new forms would be sent out by May 2024.     | Fenham Council | paper
Mr Dace advised that there was a backlog. It would be cleared by 3 May 2024.                        | Mr Dace | speaker
Mr Dace advised that there was a backlog. The Chair was told. It would be cleared by 3 May 2024.    | Fenham Council | paper
RESOLVED that Cabinet considered the comments and endorsed the budget to be put to Council on 3 May 2024. | Cabinet | sentence
"""


@pytest.mark.parametrize("row", SPOKEN.strip().splitlines())
def test_what_minutes_report_without_an_owner_is_the_speakers_marked_as_a_fallback(row: str) -> None:
    text, owner, source = (cell.strip() for cell in row.split("|"))
    (promise,) = promises(paper(text, date=dt.date(2024, 3, 5), council=COUNCIL, kind="minutes"))
    assert (promise.owner, promise.owner_source) == (owner, source)


def test_she_is_the_person_named_last() -> None:
    text = "Ms Strake said that posts were hard to fill. She would report again in May 2024."
    (promise,) = promises(paper(text, date=dt.date(2024, 3, 5), kind="minutes"))
    assert promise.owner == "Ms Strake"


def test_a_numbered_priority_s_owner_stands_in_the_table_of_priorities() -> None:
    heads = ("No.", "Priority", "Owner", "First milestone")
    row = paragraph("2 | A stable workforce | Grace Ellerby | January 2024", kind="table", columns=heads)
    text = "Priority 2: workforce. A retention scheme will be launched in May 2024."
    (promise,) = promises(paper(row, text, date=dt.date(2024, 3, 5)))
    assert (promise.owner, promise.owner_source) == ("Grace Ellerby", "section")


def test_a_thing_spelt_out_is_no_owner_by_its_acronym() -> None:
    text = "The Outline Business Case (OBC) is with the consultant. The OBC will go to Cabinet in May 2024."
    (promise,) = promises(paper(text, date=dt.date(2024, 3, 5), council=COUNCIL))
    assert promise.owner_source == "paper"


def test_a_table_without_heads_of_its_own_keeps_those_of_the_row_that_names_them() -> None:
    blank = ("", "", "", "")
    made = paper(
        paragraph("RECOMMENDATION | ACCEPT/REJECT | IDENTIFIED OFF ICER | TIMETABLE", kind="table", columns=blank),
        paragraph(
            "1. That trees be replanted | Accepted | Steve Iles director of streets | April 18",
            kind="table",
            columns=blank,
        ),
        paragraph("2. That software be shared | Rejected. See above | Steve Iles | N/A", kind="table", columns=blank),
        date=dt.date(2017, 9, 18),
    )
    (promise,) = promises(made)
    assert promise.due is not None
    assert (promise.owner, promise.due.date) == ("Steve Iles, director of streets", "2018-04")
