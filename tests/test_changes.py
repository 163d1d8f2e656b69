"""What a paper says differently from the one before it on the same matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from conftest import paper, paragraph

from index.errors import UnknownPaper
from index.library import Library
from ingest.paper import Paper
from track.changes import Changes, NoEarlierPaper, changes
from track.register import Registers

Stock = Callable[..., Library]


def update(
    id: str, date: dt.date, *told: str, title: str = "Children's services improvement: update", **more: object
) -> Paper:
    words = (
        "The improvement board oversees the improvement of children's services in the borough.",
        "Social workers and their managers meet families in the family hubs every week.",
    )
    return paper(
        *(paragraph(text, f"2.{n}") for n, text in enumerate((*told, *words), 1)), id=id, title=title, date=date, **more
    )  # type: ignore[arg-type]


MARCH = update(
    "march",
    dt.date(2024, 3, 5),
    "The average caseload in the assessment service was 31 on 1 March 2024.",
    "The number of children on a child protection plan was 444 at 1 March 2024.",
    "The family hub at Tanner Street will open in June 2024.",
    "A review of foster carers' fees will be completed by September 2024.",
    "The Director will write to every school about exclusions in April 2024.",
)
JULY = update(
    "july",
    dt.date(2024, 7, 9),
    "The average caseload in the assessment service was 30.5 on 1 July 2024.",
    "The number of children on a child protection plan was 444 at 1 July 2024.",
    "The family hub at Tanner Street will open in November 2024.",
    "A review of foster carers' fees is being carried out.",
    "A new rota for the emergency duty team will begin in October 2024.",
)
BUDGET = update(
    "budget", dt.date(2024, 5, 1), "The council tax will rise by 4.99% in April 2025.", title="Revenue budget"
)
OTHER = update("other", dt.date(2024, 6, 1), "The hub opened.", council="Marling Council")


def found(library: Library, paper: str = "july", since: str | None = None) -> Changes:
    return changes(library, Registers.open(library), paper, since)


def test_figures_that_changed_are_set_beside_each_other_and_the_same_are_counted(stock: Stock) -> None:
    told = found(stock(MARCH, JULY))
    pairs = [(each.before.figure.number, each.after.figure.number) for each in told.figures]
    assert (pairs, told.same_figures) == ([(31.0, 30.5)], 1)


def test_promises_are_redated_kept_new_or_spoken_of_no_more(stock: Stock) -> None:
    told = found(stock(MARCH, JULY))
    assert [(each.before.paragraph.label, each.after.mention.says) for each in told.dates] == [("2.3", "moved")]
    assert [(each.before.paragraph.label, each.after.mention.says) for each in told.kept] == [("2.4", "underway")]
    assert [row.paragraph.label for row in told.vanished] == ["2.5"]
    assert [row.paragraph.label for row in told.new] == ["2.5"]


def test_without_being_told_the_last_paper_on_the_same_matter_is_taken_and_it_says_why(stock: Stock) -> None:
    told = found(stock(MARCH, BUDGET, OTHER, JULY))
    assert told.since.id == "march"
    assert told.why.startswith("It is the last earlier paper of the same council to the same committee (5 March 2024)")
    words = told.why.rpartition(": ")[2].rstrip(".").split(", ")
    printed = {word.strip(".,").lower() for each in MARCH.paragraphs for word in each.text.replace("'", " ").split()}
    assert words
    assert set(words) <= printed  # whole words, not their stems


def test_the_paper_named_is_taken_whatever_it_is_about(stock: Stock) -> None:
    told = found(stock(MARCH, BUDGET, JULY), since="budget")
    assert (told.since.id, told.why, told.kept) == ("budget", "It was named.", ())


def test_two_papers_may_be_compared_against_the_order_of_time(stock: Stock) -> None:
    told = found(stock(MARCH, JULY), "march", "july")
    assert [each.before.paragraph.label for each in (*told.dates, *told.kept)] == ["2.3", "2.4"]


def test_where_no_paper_before_it_is_on_the_same_matter_that_is_said(stock: Stock) -> None:
    with pytest.raises(NoEarlierPaper, match="--since"):
        found(stock(BUDGET, OTHER), "budget")
    with pytest.raises(UnknownPaper):
        found(stock(MARCH), "nowhere")
    with pytest.raises(UnknownPaper):
        found(stock(MARCH), "march", "nowhere")
