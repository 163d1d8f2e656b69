"""What a question asks for, and what it takes over from the questions before it."""

from __future__ import annotations

import datetime as dt

import pytest

from answer.facts import tokens
from answer.kinds import answers, fits, kind_asked
from answer.record import Turn
from answer.understand import is_follow_up, understand
from tests.conftest import paper

CHAIR = [Turn("Who chairs the Improvement Board in Fennshire?", "Jo Marsh")]
HELD = [
    paper("Text.", council="Fennshire Council"),
    paper("Text.", id="b", council="Kent County Council", committee="Cabinet"),
]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When was the letter sent?", "date"),
        ("On which day does the panel meet?", "date"),
        ("Who chairs the board?", "person"),
        ("How many children were on a plan?", "count"),
        ("How much was set aside for repairs?", "money"),
        ("What percentage of visits were in time?", "percent"),
        ("What grade did Ofsted give?", "grade"),
        ("Why was the move put off?", "reason"),
        ("Where was it held?", "place"),
        ("Tell me about the library review", ""),
        ("What was Croydon's overspend?", "money"),
        (
            "When will Cabinet see the 2018/19 budget?",
            "date",
        ),  # what comes first decides, not a word about money behind it
        ("How many extra staff does the improvement funding cover?", "count"),
        ("Who should I ring about the LIP funding?", "person"),
        ("What's the final date for the plan?", "date"),
        ("Whats the day the council votes on the 2025-26 budget?", "date"),
        ("SEN transport overspend 2017/18", "money"),
        ("At what age do young people move to adult care?", "count"),
    ],
)
def test_the_kind_of_answer_is_read_from_the_question(question: str, kind: str) -> None:
    assert kind_asked(question) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When Fennshire was inspected in 2019, how many children were in unregulated placements?", "count"),
        ("How does the council help young people who cannot sleep?", ""),
        ("Was anyone checking the case file audits when Ofsted came in April 2018?", ""),
        ("Which model of social work was used when it was inspected in summer 2017?", ""),
        ("Do we know who chairs the board?", "person"),
        ("Can you find out who chairs it?", "person"),
        ("Has the board agreed to publish the list? by when?", "date"),
        ("Is the date known, and who decided it?", "person"),
        ("According to the officer who looked at the plan, how big is the stock?", "count"),
        ("Which law lets a builder go to the Secretary of State when the council sits on a request?", ""),
    ],
)
def test_a_clause_that_says_when_or_of_whom_it_is_asks_for_nothing(question: str, kind: str) -> None:
    assert kind_asked(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "Is the service within its budget?",
        "Does adopting the plan mean that the quarry gets allocated?",
        "Which was further under budget, buildings or support services?",
        "What had the auditors told them to do about the savings?",
    ],
)
def test_a_word_about_money_alone_asks_for_no_amount(question: str) -> None:
    assert kind_asked(question) == ""


@pytest.mark.parametrize(
    "question",
    ["and how often does it meet?", "what about the month before?", "Who is she?", "why?", "Is everyone using it yet?"],
)
def test_a_question_that_points_back_is_a_follow_up(question: str) -> None:
    assert is_follow_up(question)


@pytest.mark.parametrize(
    "question",
    [
        "When will the Social Work Academy open in Fennshire?",
        "What grade did Fennshire get at the full inspection in 2025?",
        "Which consultant won the parking levy work and how many firms bid?",
        "Who chairs the Silwood residents' forum, how often are its meetings held and where in Southwark do members meet?",
    ],
)
def test_a_question_that_stands_by_itself_is_no_follow_up(question: str) -> None:
    assert not is_follow_up(question)


def test_a_follow_up_is_searched_with_the_question_before_it() -> None:
    understood = understand("and how often does it meet?", CHAIR, HELD)
    assert understood.follows
    assert "Improvement Board" in understood.query
    assert understood.asked == "and how often does it meet? (following: Who chairs the Improvement Board in Fennshire?)"


def test_a_new_subject_leaves_the_history_behind() -> None:
    understood = understand("What did Kent spend on highways in 2023?", CHAIR, HELD)
    assert understood.query == "What did Kent spend on highways in 2023?"


def test_a_council_held_and_named_is_known_by_its_place() -> None:
    assert understand("What did Kent decide?", [], HELD).councils == ("Kent County Council",)


def test_a_council_named_in_the_question_before_goes_on_counting() -> None:
    assert understand("and how often does it meet?", CHAIR, HELD).councils == ("Fennshire Council",)


def test_dates_in_the_question_are_read_however_they_are_written() -> None:
    asked = [
        understand(f"What was agreed on {day}?", [], []).dates
        for day in ("5 March 2024", "05/03/2024", "5th March 2024")
    ]
    assert [tuple(dates[0]) for dates in asked] == [tuple(dt.date(2024, 3, 5).timetuple()[:3])] * 3


@pytest.mark.parametrize("question", ["", "   ", "?!", "😀", "что было решено?", "x" * 10_000])
def test_any_text_at_all_can_be_asked(question: str) -> None:
    assert understand(question, [], HELD).question == " ".join(question.split())


def test_a_short_form_of_what_or_who_is_no_word_to_look_for() -> None:
    understood = understand("What's the smallest reserve, and who’s to set it?", [], HELD)
    assert understood.stems == ("smallest", "reserv")


@pytest.mark.parametrize(
    ("kind", "statement", "has"),
    [
        ("date", "The majority of the work is now expected to be delivered in 2018/19.", True),
        ("date", "The board was wound up two years ago.", True),
        ("date", "The work is expected to be delivered by the contractor.", False),
        ("money", "The population has grown by 25%, from 1,469 to 1,831.", True),  # "By how much has it grown?"
        ("money", "The population has grown.", False),
        ("percent", "The population has grown by 400.", False),
    ],
)
def test_what_is_of_the_kind_asked_for_is_told(kind: str, statement: str, has: bool) -> None:
    said = tokens(statement)
    assert (fits(kind, statement, said) or any(answers(token, kind) for token in said)) is has
