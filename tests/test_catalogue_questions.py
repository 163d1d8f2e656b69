"""Which papers are there, and which is the latest: answered from the catalogue, newest first, every paper cited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from answer.ask import ask
from answer.record import Answer
from index.library import Library
from ingest.paper import Paper
from tests.conftest import WordHashEmbedder, paper, paragraph

Stock = Callable[..., Library]


def visit(id: str, title: str, date: dt.date, days: str, kind: str, council: str) -> Paper:
    made = paper(
        title, f"The visit was made on {days}.", id=id, title=title, kind="ofsted_letter", council=council, date=date
    )
    return replace(made, committee=None, details=(("kind of visit", kind), ("inspection dates", days)))


PAPERS = (
    visit(
        "old",
        "Monitoring visit to Fenn",
        dt.date(2019, 2, 1),
        "3 and 4 January 2019",
        "monitoring visit",
        "Fennshire Council",
    ),
    visit(
        "new", "Focused visit to Fenn", dt.date(2021, 7, 26), "1 and 2 June 2021", "focused visit", "Fennshire Council"
    ),
    visit("far", "Inspection of Wold", dt.date(2023, 5, 5), "3 to 14 April 2023", "inspection", "Woldshire Council"),
    paper("Caseloads stand at 19.", id="march", title="Caseloads report", date=dt.date(2024, 3, 5)),
    paper("Caseloads stand at 14.", id="may", title="Caseloads report, May", date=dt.date(2024, 5, 7)),
)


@pytest.fixture
def answered(stock: Stock, embedder: WordHashEmbedder) -> Callable[[str], Answer]:
    library = stock(*PAPERS)
    return lambda question: ask(library, question, embedder=embedder)


def cited(answer: Answer) -> list[str]:
    assert all(citation.quote in citation.text for citation in answer.citations)
    return [citation.paper for citation in answer.citations]


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("What do you hold on Woldshire?", ["far"]),
        ("Which papers are there about caseloads?", ["may", "march"]),
        ("List the Ofsted letters from Fennshire", ["new", "old"]),
        ("What papers do you have from 2024?", ["may", "march"]),
        ("How many papers do you have?", ["may", "march", "far", "new", "old"]),
    ],
)
def test_what_is_held_is_listed_newest_first(
    answered: Callable[[str], Answer], question: str, papers: list[str]
) -> None:
    assert cited(answered(question)) == papers


@pytest.mark.parametrize(
    ("question", "days", "papers"),
    [
        ("When was the last Ofsted visit to Fennshire?", "1 and 2 June 2021", ["new", "old"]),
        ("When was the last monitoring visit?", "3 and 4 January 2019", ["old"]),
        ("When did Ofsted visit Woldshire last?", "3 to 14 April 2023", ["far"]),
    ],
)
def test_the_last_visit_is_the_newest_that_is_held(
    answered: Callable[[str], Answer], question: str, days: str, papers: list[str]
) -> None:
    answer = answered(question)
    assert days in answer.text
    assert cited(answer) == papers


def test_what_no_paper_is_named_after_is_looked_for_in_the_papers(answered: Callable[[str], Answer]) -> None:
    assert "held" not in answered("What papers do you have about bridges?").text


def test_a_question_about_an_earlier_visit_is_left_to_the_papers(answered: Callable[[str], Answer]) -> None:
    assert "The latest" not in answered("When was the last visit before the June 2021 one?").text


def test_the_latest_word_comes_from_the_newest_paper_and_names_the_older(answered: Callable[[str], Answer]) -> None:
    answer = answered("What is the latest position on caseloads?")
    assert cited(answer)[0] == "may"
    assert any("5 March 2024" in notice for notice in answer.notices)


def test_without_asking_for_the_latest_nothing_is_said_of_older_papers(answered: Callable[[str], Answer]) -> None:
    assert not answered("Caseloads stand at what number?").notices


def test_a_title_that_is_printed_is_what_is_quoted(stock: Stock, embedder: WordHashEmbedder) -> None:
    library = stock(paper(paragraph("Budget 2024", kind="heading"), "Money is short.", id="b", title="Budget 2024"))
    citation = ask(library, "Which papers are there about the budget?", embedder=embedder).citations[0]
    assert (citation.quote, citation.kind) == ("Budget 2024", "heading")


def test_registers_that_cannot_be_opened_stop_no_answer(stock: Stock, embedder: WordHashEmbedder) -> None:
    library = stock(paper("The council will open a family hub in May 2024.", id="hub"))
    (library.folder / "registers.sqlite").mkdir()
    answer = ask(library, "What was promised about the family hub?", embedder=embedder)
    assert [hit.entry.id for hit in answer.retrieved] == ["hub"]
    assert any(notice.startswith("Answered without the registers.") for notice in answer.notices)
