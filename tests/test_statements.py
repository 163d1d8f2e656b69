"""What is taken for an answer, and what only looks like one."""

from __future__ import annotations

import datetime as dt

import pytest

from answer.choose import choose
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


def test_a_further_statement_is_not_taken_from_a_paper_of_another_date_than_the_one_named() -> None:
    def letter(id: str, date: dt.date, name: str) -> Statement:
        of = paper(f"Lead inspector: {name}", id=id, date=date)
        hit = Hit(paragraph=of.paragraphs[0], entry=of, score=1.0, words=1.0, dense=1.0)
        return Statement(hit, of.paragraphs[0].text, 0.5)

    ranked = [letter("new", dt.date(2024, 5, 8), "Ann Lee"), letter("old", dt.date(2019, 6, 4), "Bob Roe")]
    named = choose(understand("Who was the lead inspector in May 2024?", (), ()), ranked)
    assert [one.hit.entry.id for one in named] == ["new"]
    assert len(choose(understand("Who was the lead inspector?", (), ()), ranked)) == 2
