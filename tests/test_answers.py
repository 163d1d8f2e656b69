"""What is answered by quoting, without a language model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from answer.ask import NOT_FOUND, Turn, ask
from answer.quote import quote_stands
from answer.record import Answer
from index.embed import Embedder, load_embedder
from index.library import Library
from index.ranker import load_ranker
from index.search import Filters
from tests.conftest import paper, paragraph

pytestmark = pytest.mark.model  # the learnt weights count on the real model's vectors

AUTUMN = paper(
    paragraph(
        "1.1 of the plan was agreed in July. The Improvement Board met for the first time on 4 September 2023. "
        "It is chaired by Jo Marsh and will meet monthly.",
        "2.1",
        heading=("2. Governance",),
    ),
    paragraph(
        "A retention payment of £1,500 has been made to social workers as an interim measure.",
        "2.4",
        heading=("2. Workforce",),
    ),
    paragraph(
        "Children on a child protection plan | 369 | 444",
        "3.2",
        heading=("3. Demand",),
        kind="table",
        columns=("Demand areas", "June 2023", "September 2023"),
        caption="Table 1: demand",
    ),
    paragraph(
        "The review covered:\n- visits to children\n- supervision of staff\n- the quality of plans",
        "4.1",
        heading=("4. Review",),
    ),
    id="autumn",
    title="Update on children's services",
    date=dt.date(2023, 10, 31),
)
WINTER = paper(
    paragraph("The number of children on a child protection plan has risen to 459.", "5.2", heading=("5. Demand",)),
    paragraph("The roll-out of smartphones to all social workers was completed in December.", "5.3", heading=("5. Systems",)),
    paragraph("The revenue forecast at the end of the first quarter of 2023/24 was £1.049m over budget.", "6.1"),
    id="winter", title="Improvement plan", committee="Cabinet", date=dt.date(2024, 1, 20),
)  # fmt: skip


@pytest.fixture(scope="module")
def model() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, model: Embedder) -> Library:
    library = Library.open(tmp_path_factory.mktemp("answers") / "library", create=True)
    with library.writing() as writing:
        writing.adopt(model)
        for each in (AUTUMN, WINTER):
            writing.take_in(each.file, each.sha256, [each], model, load_ranker())
    return library


@pytest.fixture(scope="module")
def answered(held: Library, model: Embedder) -> Callable[..., Answer]:
    def answer(question: str, **more: object) -> Answer:
        return ask(held, question, embedder=model, **more)  # type: ignore[arg-type]

    return answer


@pytest.mark.parametrize(
    ("question", "said", "label"),
    [
        ("When did the Improvement Board first meet?", "4 September 2023", "2.1"),
        ("Who chairs the Improvement Board?", "Jo Marsh", "2.1"),
        ("How much was the retention payment for social workers?", "£1,500", "2.4"),
        ("How many children were on a child protection plan in September 2023?", "September 2023: 444", "3.2"),
    ],
)
def test_a_fact_is_quoted_under_its_paragraph_number(
    answered: Callable[..., Answer], question: str, said: str, label: str
) -> None:
    answer = answered(question)
    assert answer.found
    assert said in answer.text
    assert answer.citations[0].label == label


def test_every_quote_is_verbatim_in_its_paragraph(answered: Callable[..., Answer]) -> None:
    answer = answered("Who chairs the Improvement Board and how often does it meet?")
    assert answer.citations
    assert all(quote_stands(citation.quote, citation.text) for citation in answer.citations)


def test_a_list_is_given_whole(answered: Callable[..., Answer]) -> None:
    answer = answered("What areas did the review cover?")
    assert all(item in answer.text for item in ("visits to children", "supervision of staff", "the quality of plans"))


def test_a_change_is_shown_paper_by_paper_in_date_order(answered: Callable[..., Answer]) -> None:
    answer = answered(
        "How has the number of children on a child protection plan changed between October 2023 and January 2024?"
    )
    assert [citation.paper for citation in answer.citations] == ["autumn", "winter"]


def test_a_follow_up_is_answered_in_the_light_of_what_was_asked(answered: Callable[..., Answer]) -> None:
    history = [Turn("Who chairs the Improvement Board?", "Jo Marsh")]
    answer = answered("and how often does it meet?", history=history)
    assert "monthly" in answer.text
    assert "following:" in answer.asked


@pytest.mark.parametrize(
    "question",
    ["", "   ", "?!", "When was the moon landing planned in 1969?", "How many children were on a plan in March 2031?"],
)
def test_what_the_papers_do_not_say_is_not_answered(answered: Callable[..., Answer], question: str) -> None:
    answer = answered(question)
    assert not answer.found
    assert answer.text.startswith(NOT_FOUND)
    assert answer.citations == ()


def test_the_nearest_passages_are_shown_when_nothing_answers(answered: Callable[..., Answer]) -> None:
    answer = answered("How many children were on a child protection plan in March 2031?")
    assert answer.nearest
    assert all(quote_stands(citation.quote, citation.text) for citation in answer.nearest)


def test_a_refusal_says_what_is_missing_and_where_it_comes_nearest(answered: Callable[..., Answer]) -> None:
    answer = answered("How many children were on a child protection plan in March 2019?")
    assert not answer.found
    assert "of 2023, not of 2019" in answer.text or "of 2024, not of 2019" in answer.text
    assert answer.text.endswith(f"The nearest passage: {answer.nearest[0]}.")


def test_what_is_given_for_another_quarter_only_is_no_answer(answered: Callable[..., Answer]) -> None:
    assert "£1.049m" in answered("What was the forecast revenue overspend at quarter 1 of 2023/24?").text
    refused = answered("What was the forecast revenue overspend at Q2 of 2023/24?")
    assert not refused.found
    assert "of quarter 1, not of quarter 2" in refused.text


def test_a_sentence_without_a_number_is_no_answer_to_how_many(answered: Callable[..., Answer]) -> None:
    answer = answered("How many smartphones were rolled out to all social workers in December?")
    assert not answer.found
    assert "No number is given." in answer.text


def test_a_filter_that_nothing_meets_answers_nothing(answered: Callable[..., Answer]) -> None:
    answer = answered("Who chairs the Improvement Board?", filters=Filters(council="Nowhere"))
    assert not answer.found
    assert answer.retrieved == ()


def test_a_question_of_ten_thousand_characters_is_answered_or_refused_without_harm(
    answered: Callable[..., Answer],
) -> None:
    assert isinstance(answered("Improvement Board " * 600).found, bool)


def test_a_question_in_another_alphabet_is_refused_not_a_fault(answered: Callable[..., Answer]) -> None:
    assert not answered("Кто возглавляет совет по улучшению?").citations


def test_the_same_question_has_the_same_answer(answered: Callable[..., Answer]) -> None:
    first, second = (answered("Who chairs the Improvement Board?") for _ in range(2))
    assert (first.text, first.citations, first.confidence) == (second.text, second.citations, second.confidence)
