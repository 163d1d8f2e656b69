"""A question that asks two things is answered as two: each part from its own paragraph, the second leaning on the first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from answer.ask import ask
from answer.judge import Verdict, together
from answer.parts import parts
from answer.record import Answer
from answer.understand import understand
from index.embed import load_embedder
from index.library import Library
from index.ranker import load_ranker
from tests.conftest import paper, paragraph

GROVE = paper(
    paragraph("The scheme would fell 64 trees on the Grove estate, all of them of category C.", "4.2", heading=("4. Trees",)),
    paragraph("A further 112 trees are to be planted on streets within a mile of the estate.", "4.9", heading=("4. Trees",)),
    paragraph("Vine and Sons were appointed as the landscape contractor on 3 May 2023.", "5.1", heading=("5. Works",)),
    paragraph("Works on the estate are to begin in the autumn and last eighteen months.", "5.3", heading=("5. Works",)),
    title="Grove estate: trees and works", date=dt.date(2023, 6, 6),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "cut"),
    [
        ("How many trees come down and how many are planted?", ["How many trees come down", "how many are planted?"]),
        ("Any tenants left as well? When do they go?", ["Any tenants left as well?", "When do they go?"]),
        ("Who chaired it in 2014/15 and who in 2016/17?", ["Who chaired it in 2014/15", "who in 2016/17?"]),
        ("Who sent apologies, who led, and when did it end?", ["Who sent apologies, who led", "when did it end?"]),
        ("Who took over and by when?", []),  # says too little by itself
        ("Who is the chair? I could not find it.", []),  # asks nothing
        ("What is the plan for parks and libraries?", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_question_is_cut_where_it_asks_for_another_thing(question: str, cut: list[str]) -> None:
    assert list(parts(question)) == cut


def test_the_second_part_leans_on_the_first() -> None:
    first, second = understand("How many trees come down at the Grove and when are others planted?", (), ()).parts
    assert not first.follows
    assert second.before == "How many trees come down at the Grove"
    assert (first.kind, second.kind) == ("count", "date")


def test_two_papers_that_are_compared_are_no_two_parts() -> None:
    held = [paper("Text.", id=month, date=dt.date(2023, number, 1)) for number, month in ((5, "may"), (9, "september"))]
    compared = understand("What was said in May 2023, and what in September 2023, on trees?", (), held)
    assert len(compared.sides) == 2
    assert not compared.parts


def test_parts_are_believed_together() -> None:
    sure, half, refused = Verdict(True, 0.9), Verdict(True, 0.35), Verdict(False, 0.05, "no date is given")
    assert together([sure]) == sure
    assert together([sure, half]).found
    assert together([half, refused]) == Verdict(False, 0.2, "no date is given", together([half, refused]).least)
    assert not together([refused, refused]).found


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Answer]:
    folder: Path = tmp_path_factory.mktemp("parts") / "library"
    model = load_embedder()
    held = Library.open(folder, create=True)
    with held.writing() as writing:
        writing.adopt(model)
        writing.take_in(GROVE.file, GROVE.sha256, [GROVE], model, load_ranker())
    return lambda question: ask(held, question, embedder=model)


@pytest.mark.model
def test_each_part_is_answered_from_its_own_paragraph(answered: Callable[[str], Answer]) -> None:
    answer = answered("How many trees will be felled on the Grove estate, and how many planted on streets nearby?")
    assert answer.found
    assert {"4.2", "4.9"} <= {citation.label for citation in answer.citations}
    assert "64 trees" in answer.text
    assert "112 trees" in answer.text


@pytest.mark.model
def test_a_part_that_is_not_answered_is_named(answered: Callable[[str], Answer]) -> None:
    answer = answered("How long will works on the estate last, and what percentage of residents objected?")
    assert answer.found
    assert "eighteen months" in answer.text
    assert answer.notices == ("What is quoted may not answer “what percentage of residents objected?”.",)


@pytest.mark.model
def test_nothing_is_quoted_twice(answered: Callable[[str], Answer]) -> None:
    answer = answered("Who was appointed as landscape contractor for the Grove estate, and when were they appointed?")
    assert [citation.label for citation in answer.citations] == ["5.1"]


@pytest.mark.model
def test_two_things_that_the_papers_do_not_say_are_refused(answered: Callable[[str], Answer]) -> None:
    assert not answered("What did the bishop say at the harvest supper, and who cooked it?").found
