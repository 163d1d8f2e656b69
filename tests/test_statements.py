"""What is taken for an answer, and what only looks like one."""

from __future__ import annotations

import pytest

from answer.features import in_contents, pieces_of
from answer.statements import Statement, says_more
from answer.understand import understand
from index.search import Hit
from tests.conftest import paper, paragraph


def _hit(text: str, **more: object) -> Hit:
    of = paper(paragraph(text, **more))  # type: ignore[arg-type]
    return Hit(paragraph=of.paragraphs[0], entry=of, score=1.0, words=1.0, dense=1.0)


@pytest.mark.parametrize(
    ("question", "quote", "more"),
    [
        ("What are the conditions for success in the framework?", "Framework: conditions for success", False),
        ("What are the conditions for success in the framework?", "The conditions are trust and time.", True),
        ("How many libraries are there?", "There are 44 libraries.", True),
        ("What was agreed in 2017?", "Agreed 2017", False),
        ("Was the plan agreed?", "The plan was agreed.", True),  # yes or no
        ("Which four areas were taken out?", "The four areas taken out:", True),  # it leads the list in
    ],
)
def test_a_statement_that_only_repeats_the_question_is_no_answer(question: str, quote: str, more: bool) -> None:
    assert says_more(understand(question, (), ()), Statement(_hit(quote), quote, 0.5)) is more


@pytest.mark.parametrize(
    ("text", "columns", "contents"),
    [
        ("Information about this inspection | 38", ("", ""), True),
        ("Acknowledgements | 31", ("Contents", "Pages"), True),
        ("Whitehorse Road | 56", ("Road Name", "Bid Amount £k"), False),
        ("AGENDA ITEM NO: | 9", ("", ""), False),
    ],
)
def test_a_line_of_a_table_of_contents_is_no_statement(text: str, columns: tuple[str, ...], contents: bool) -> None:
    hit = _hit(text, kind="table", columns=columns)
    assert in_contents(hit.paragraph) is contents
    assert pieces_of(hit) == ([] if contents else [text])
