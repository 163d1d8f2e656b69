"""A quote stands in its paragraph word for word, white space apart, and its citation is made from the library alone."""

from __future__ import annotations

import pytest
from conftest import paper, paragraph
from hypothesis import given
from hypothesis import strategies as st

from answer.cite import cite
from answer.quote import find_quote, quote_stands
from index.record import Hit

TEXT = "Costs rose to\n£1.5m  in 2019, a rise of 13.5%. Savings: £1,234 (para 2.5)."


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("Costs rose to £1.5m in 2019", True),
        ("£1.5m in 2019, a rise of 13.5%.", True),
        ("costs rose to", False),  # small letter
        ("rose to £1", False),  # cuts a figure
        ("3.5%", False),
        ("a rise of 13.5", False),  # without its per cent
        ("1.5m in 2019", False),  # without its pound
        ("£1,234", True),
        ("£1", False),
        ("Costs rose to £1.5m, in 2019", False),
        ("osts rose", False),
        ("", False),
    ],
)
def test_a_quote_stands_only_word_for_word(quote: str, stands: bool) -> None:
    assert quote_stands(quote, TEXT) is stands


@given(st.lists(st.text("ab1.£% \n", min_size=1, max_size=8), min_size=1, max_size=6), st.data())
def test_what_is_found_is_the_quote_spaces_apart(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    if place := find_quote(quote, text):
        assert text[place[0] : place[1]].split() == quote.split()


def test_a_citation_carries_what_the_library_knows_and_the_paragraphs_own_spacing() -> None:
    made = paper(paragraph(TEXT, "2.5.4", heading=("Finance",), page=3), id="budget")
    found = cite(
        Hit(paragraph=made.paragraphs[0], entry=made, score=1, words=1, dense=1), "rose to £1.5m", ["£1.5m", "£9m"]
    )
    assert found.quote == "rose to\n£1.5m"
    assert found.marks == ("£1.5m",)
    assert (found.paper, found.label, found.page, found.text) == ("budget", "2.5.4", 3, TEXT)
    assert str(found) == "Scrutiny Committee, 5 March 2024, para 2.5.4 (page 3)"


def test_words_that_are_not_in_the_paragraph_cannot_be_cited() -> None:
    made = paper(TEXT)
    with pytest.raises(ValueError, match="not verbatim in a-paper"):
        cite(Hit(paragraph=made.paragraphs[0], entry=made, score=1, words=1, dense=1), "Costs rose to £1.6m")
