"""Each sentence of an answer is held against what it cites: ALCE's rule, worked by hand."""

from __future__ import annotations

import pytest

from eval.alce import entails, marked, sentence_citations
from eval.given import Given, Passage, given_of
from eval.gold import Place, Question
from eval.measures import score

FEE = Passage(text="The fee rose to £1,200 a year.")
DAY = Passage(text="Cabinet agreed this on 4 May 2021.", about="Budget report")
REST = Passage(text="Apologies were received.")


def given(answer: str, *citations: Passage, found: bool = True) -> Given:
    return Given(id="q", answer=answer, found=found, citations=citations)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The fee rose. [1] Nobody objected.", [("The fee rose.", (1,)), ("Nobody objected.", ())]),
        ("The fee rose [1], and so did rents [2].", [("The fee rose, and so did rents.", (1, 2))]),
        ("The fee rose. It is £5. [2]", [("The fee rose.", (2,)), ("It is £5.", (2,))]),
        ("The fee rose.\nIt is £5. [1]", [("The fee rose.", ()), ("It is £5.", (1,))]),
        ("[1]", []),
    ],
)
def test_a_mark_belongs_to_the_sentences_it_follows(answer: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert marked(answer) == expected


def test_a_passage_bears_a_sentence_out_when_it_has_its_figures_and_nearly_all_its_words() -> None:
    assert entails([FEE], "The fee rose to £1200.")
    assert not entails([FEE], "The fee rose to £1,300.")
    assert not entails([FEE], "The fee rose to £1,200 in Kent.")  # 3 of 4 words
    assert entails([DAY], "Budget: Cabinet agreed this on 4 May 2021.")  # the paper's title stands around it
    assert not entails([], "The fee rose.")


@pytest.mark.parametrize(
    ("answer", "recall", "precision"),
    [
        ("The fee rose to £1,200. [1]", [True], [True]),
        ("The fee rose to £1,200. [1][3]", [True], [True, False]),  # the second is not needed
        ("The fee rose to £1,200 as Cabinet agreed. [1][2]", [True], [True, True]),  # neither is enough alone
        ("The fee rose to £1,200. [3]", [False], [False]),
        ("The fee rose to £1,200.", [False], []),  # nothing cited
        ("The fee rose to £1,200. [1][9]", [True], [True, False]),  # 9 was never given
        ("The fee rose to £1,200. [1] Apologies were received. [1]", [True, False], [True, False]),
    ],
)
def test_recall_is_of_sentences_and_precision_of_citations(
    answer: str, recall: list[bool], precision: list[bool]
) -> None:
    assert sentence_citations(given(answer, FEE, DAY, REST)) == (recall, precision)


def test_shares_are_summed_over_answers_and_refusals_have_none() -> None:
    question = Question(id="q", question="?", evidence=(Place(paper="a", quote="b"),))
    scored = score(question, given("The fee rose to £1,200. [1][3] Nobody objected.", FEE, DAY, REST))
    assert (scored.parts["alce_recall"], scored.parts["alce_prec"]) == ((1.0, 2.0), (1.0, 2.0))
    assert "alce_recall" not in score(question, given("Not in these papers.", found=False)).parts


def test_what_stands_around_a_cited_paragraph_is_read_from_an_answers_json() -> None:
    cited = {"text": "412 | 399", "title": "Budget", "date": "2024-03-05", "heading": ["Fees"], "columns": ["June", ""]}
    (passage,) = given_of({"id": "q", "citations": [cited]}).citations
    assert passage.about == "Budget Fees June 5 March 2024"
    (bare,) = given_of({"id": "q", "citations": [{"text": "412", "date": "in June"}]}).citations
    assert bare.about == ""
