"""What was promised, what is due, what has changed, how a number has moved: answered from the registers, with citations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from conftest import WordHashEmbedder, paper, paragraph

from answer.ask import ask
from answer.record import NOT_FOUND, Answer, Turn
from answer.register_answer import from_registers
from answer.register_question import RegisterQuestion, read_question
from answer.register_search import span
from answer.understand import understand
from index.library import Library
from track.register import Registers
from track.register_rows import OVERDUE, Wanted

TODAY = dt.date(2024, 8, 1)
FIRST = paper(
    paragraph("The family hub at Tanner Street will open on 17 June 2024.", "2.2"),
    paragraph(
        "The Head of Estates will report on library repairs to the Scrutiny Committee by 30 September 2024.", "2.3"
    ),
    paragraph("The Director of Education will publish a school places strategy by 31 May 2024.", "2.4"),
    paragraph("There were 444 children on a child protection plan on 29 February 2024.", "3.1"),
    id="first",
    title="Family hubs and children's services update",
)
SECOND = paper(
    paragraph("The family hub at Tanner Street opened on 24 June 2024.", "1.1"),
    paragraph("There were 459 children on a child protection plan on 30 June 2024.", "1.2"),
    id="second",
    title="Family hubs and children's services update",
    date=dt.date(2024, 7, 9),
)


@pytest.mark.parametrize(
    ("question", "asks", "about", "outcome", "done"),
    [
        ("What was promised about caseloads and is it done?", "promised", "about caseloads", None, True),
        ("What promises were made on recruitment, and by when?", "promised", "on recruitment", None, True),
        ("What has the council committed to on foster carers?", "promised", "on foster carers", None, False),
        ("what is due before March?", "due", "before March", None, False),
        ("Which promises are overdue on smartphones?", "due", "on smartphones", "overdue", False),
        ("Which deadlines have slipped?", "due", "", "moved", False),
        ("Which promises on foster care have been kept?", "due", "on foster care", "done", False),
        ("what changed since the last report?", "changed", "", None, False),
        ("What has changed on caseloads since the previous Cabinet report?", "changed", "on caseloads", None, False),
        ("how has the number on a protection plan moved?", "trend", "the number on a protection plan", None, False),
        ("Is the number of referrals going up or down?", "trend", "the number of referrals", None, False),
        ("And please tell me who is responsible for library repairs", "owner", "library repairs", None, False),
    ],
)
def test_a_question_put_to_a_register_is_told(
    question: str, asks: str, about: str, outcome: str | None, done: bool
) -> None:
    read = read_question(question)
    assert read is not None
    assert (read.asks, read.about, read.outcome, read.done) == (asks, about, outcome, done)


@pytest.mark.parametrize(
    "question",
    [
        "When does the family hub open?",
        "What is due to open in May?",
        "What is due process?",
        "Which blocks did the council commit to putting sprinklers in?",
        "How many assessments are overdue?",
        "Who chairs the Improvement Board?",
        "What did Ofsted find in 2017?",
        "What is new in the Act?",
        "Has the board signed up to it?",
        "Why was the promise broken?",
    ],
)
def test_every_other_question_goes_the_ordinary_way(question: str) -> None:
    assert read_question(question) is None


def test_a_follow_up_is_read_with_the_question_before_it() -> None:
    before = [Turn("What was promised about caseloads?", "…")]
    asked = RegisterQuestion("promised", "about caseloads")
    assert read_question("Who chairs the board?", before) is None
    assert read_question("and is it done?", before) == RegisterQuestion("promised", "about caseloads", done=True)
    assert read_question("Which of them are overdue?", before) == RegisterQuestion(
        "promised", "about caseloads", outcome="overdue", done=True
    )
    assert read_question("and by when?", before) == asked
    assert read_question("what about smartphones?", before) == RegisterQuestion("promised", "smartphones")
    assert read_question("and is it done?", [Turn("When does the hub open?", "…")]) is None
    assert read_question("What was promised about caseloads?", before) == asked


@pytest.mark.parametrize(
    ("about", "first", "last"),
    [
        ("before March", dt.date(2017, 11, 20), dt.date(2018, 2, 28)),
        ("by the end of March on smartphones", dt.date(2017, 11, 20), dt.date(2018, 3, 31)),
        ("in December 2017", dt.date(2017, 12, 1), dt.date(2017, 12, 31)),
        ("next month", dt.date(2017, 12, 1), dt.date(2017, 12, 31)),
        ("before October", dt.date(2017, 11, 20), dt.date(2018, 9, 30)),
        ("before October 2017", dt.date(2017, 11, 20), dt.date(2017, 9, 30)),
    ],
)
def test_a_time_is_read_on_the_day_of_the_papers(about: str, first: dt.date, last: dt.date) -> None:
    found, _ = span(about, dt.date(2017, 11, 20))
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.fixture
def held(stock: Callable[..., Library]) -> Library:
    return stock(FIRST, SECOND)


def answered(held: Library, question: str, *before: str) -> Answer | None:
    history = [Turn(each, "…") for each in before]
    return from_registers(held, understand(question, history, held.entries()), history, today=TODAY)


def told(held: Library, question: str, *before: str) -> Answer:
    answer = answered(held, question, *before)
    assert answer is not None
    for citation in (*answer.citations, *answer.nearest):
        assert citation.quote in citation.text
    assert len(answer.text.split()) <= 150
    return answer


def test_what_was_promised_is_told_with_what_became_of_it_and_both_paragraphs(held: Library) -> None:
    answer = told(held, "What was promised about the family hub and is it done?")
    assert answer.found
    assert answer.text.startswith("1 promise in the register (1 done):")
    assert "will open on 17 June 2024" in answer.text
    assert [(each.paper, each.label) for each in answer.citations] == [("first", "2.2"), ("second", "1.1")]
    assert answer.text.endswith("[1][2]")


def test_the_answer_has_the_entries_of_the_register_page(held: Library) -> None:
    answer = told(held, "What was promised about library repairs?")
    (row,) = Registers.open(held).promises(Wanted(text="library repairs"), today=TODAY)
    assert [(each.paper, each.ordinal, each.quote) for each in answer.citations] == [
        (row.entry.id, row.paragraph.ordinal, row.promise.quote)
    ]


def test_what_is_due_is_told_soonest_first_without_what_is_done(held: Library) -> None:
    answer = told(held, "What is due before December?")
    assert "library repairs" in answer.text
    assert "family hub" not in answer.text


def test_a_named_time_is_when_it_is_due_and_not_the_day_of_a_paper(held: Library) -> None:
    answer = told(held, "What was due before 9 July 2024?")
    assert answer.citations[0].paper == "first"


def test_what_is_overdue_is_said_as_what_was_found_and_never_as_not_done(held: Library) -> None:
    answer = told(held, "What is overdue?")
    assert OVERDUE in answer.text
    assert "school places strategy" in answer.text
    assert "not done" not in answer.text


def test_nothing_overdue_on_a_matter_is_an_answer_of_its_own(held: Library) -> None:
    answer = told(held, "What is overdue on library repairs?")
    assert not answer.found
    assert answer.text.startswith(NOT_FOUND)
    assert "none is overdue" in answer.text
    assert answer.citations == ()
    assert "library repairs" in answer.nearest[0].quote


def test_how_a_number_has_moved_is_told_value_by_value(held: Library) -> None:
    answer = told(held, "How has the number on a protection plan moved?")
    assert answer.text.splitlines()[1:] == ["- 29 February 2024: 444 children [1]", "- 30 June 2024: 459 children [2]"]


def test_what_changed_since_the_last_report_names_both_papers_values(held: Library) -> None:
    answer = told(held, "What changed since the last report?")
    assert "Scrutiny Committee, 9 July 2024, compared with Scrutiny Committee, 5 March 2024" in answer.text
    assert "444 children (29 February 2024), then 459 children (30 June 2024) [1][2]" in answer.text


def test_who_is_responsible_is_told_where_the_promise_names_them(held: Library) -> None:
    assert told(held, "Who is responsible for library repairs?").text.startswith("- Head of Estates: ")


def test_a_follow_up_keeps_to_the_matter(held: Library) -> None:
    answer = told(held, "and is it done?", "What was promised about the family hub?")
    assert "opened on 24 June 2024" in answer.text


def test_a_matter_that_the_register_does_not_hold_goes_the_ordinary_way(
    held: Library, embedder: WordHashEmbedder
) -> None:
    assert answered(held, "What was promised about aerodromes?") is None
    assert answered(held, "How has the number of pilots changed?") is None
    assert "search" in ask(held, "What was promised about aerodromes?", embedder=embedder).seconds


def test_the_chat_asks_the_registers(held: Library, embedder: WordHashEmbedder) -> None:
    answer = ask(held, "What was promised about library repairs?", embedder=embedder)
    assert "register of promises" in answer.notices[0]
    assert answer.question == "What was promised about library repairs?"
