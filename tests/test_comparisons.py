"""A comparison is answered from each side that it names, by what the sides say to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from answer.ask import ask
from answer.facing import alike, face_to_face
from answer.facts import Date
from answer.sides import by_date, sides
from answer.statements import Statement
from answer.understand import understand
from index.embed import load_embedder
from index.library import Library
from index.ranker import Ranker
from index.search import Hit
from ingest.paper import Paper
from tests.conftest import paper, paragraph

SET_ASIDE = "{} has been allocated from earmarked reserves to support the targeted improvement work this year."


def _paper(id: str, date: dt.date, *texts: str, committee: str = "Cabinet", council: str = "Croydon Council") -> Paper:
    made = (paragraph(text, f"{number}.1") for number, text in enumerate(texts, 1))
    return paper(*made, id=id, title=id.title(), date=date, committee=committee, council=council)


SEPTEMBER = _paper(
    "september",
    dt.date(2017, 9, 18),
    "Credit union members pay money from their accounts into a pot with which rent is paid.",
    SET_ASIDE.format("£1m"),
)
OCTOBER = _paper(
    "october", dt.date(2017, 10, 31), "Work is underway to launch the council in care.", committee="Scrutiny Committee"
)
NOVEMBER = _paper("november", dt.date(2017, 11, 20), SET_ASIDE.format("£2m"))
HELD = (SEPTEMBER, OCTOBER, NOVEMBER)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("How did it change between the September and November 2017 papers?", ["september", "november"]),
        ("What did the Oct report say and what the one of 20 Nov 2017?", ["october", "november"]),
        ("Compare what Cabinet and the Scrutiny Committee were told.", ["september november", "october"]),
        ("Compare the costs of the two schemes.", []),
    ],
)
def test_the_sides_are_the_papers_that_the_question_names(question: str, named: list[str]) -> None:
    found = understand(question, (), HELD).sides
    assert sorted(" ".join(sorted(side, key=[each.id for each in HELD].index)) for side in found) == sorted(named)


def test_a_council_under_two_names_is_one_side() -> None:
    other = _paper("letter", dt.date(2019, 12, 18), "A letter.", council="London Borough of Croydon")
    assert sides((), (), ("Croydon Council", "London Borough of Croydon"), [SEPTEMBER, other]) == []


def test_a_day_without_a_year_is_of_the_year_that_another_one_names() -> None:
    later = _paper("later", dt.date(2018, 10, 31), "Another paper.")
    dates = [Date(None, 10, 31), Date(2017, 11, 20)]
    assert by_date(dates, [OCTOBER, NOVEMBER, later]) == [frozenset({"october"}), frozenset({"november"})]


def _statement(of: Paper, number: int, probability: float) -> Statement:
    one = of.paragraphs[number]
    return Statement(Hit(paragraph=one, entry=of, score=1.0, words=1.0, dense=1.0), one.text, probability)


def test_what_says_the_same_is_set_beside_it_before_what_shares_words_with_the_question() -> None:
    ranked = [_statement(NOVEMBER, 0, 0.3), _statement(SEPTEMBER, 0, 0.1), _statement(SEPTEMBER, 1, 0.05)]
    parted = (frozenset({"september"}), frozenset({"november"}))
    assert [one.quote[:3] for one in face_to_face(parted, ranked)] == ["£1m", "£2m"]


def test_a_side_that_says_nothing_is_left_out() -> None:
    parted = (frozenset({"september"}), frozenset({"november"}))
    assert len(face_to_face(parted, [_statement(NOVEMBER, 0, 0.3), _statement(SEPTEMBER, 1, 0.0)])) == 1
    assert face_to_face(parted, []) == []


def test_alike_is_one_for_the_same_words_and_nought_for_none() -> None:
    assert alike("The plan was agreed.", "Plans are agreed") == 1.0
    assert alike("The plan was agreed.", "Trees were felled") == alike("", "") == 0.0


@pytest.fixture
def asked(library: Library) -> Callable[[str], list[str]]:
    model, ranker = load_embedder(), Ranker()
    with library.writing() as writing:
        writing.adopt(model)
        for each in HELD:
            writing.take_in(each.file, each.sha256, [each], model, ranker)
    return lambda question: [citation.quote[:3] for citation in ask(library, question, embedder=model).citations]


@pytest.mark.model
def test_each_side_is_quoted_in_the_order_of_their_dates(asked: Callable[[str], list[str]]) -> None:
    question = "Did the pot of money for improvement go up between the September and November 2017 Cabinet meetings?"
    assert [start for start in asked(question) if start.startswith("£")] == ["£1m", "£2m"]
