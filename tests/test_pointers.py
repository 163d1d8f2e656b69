"""A paragraph that says "see paragraph 8.3" brings 8.3 with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.library import Library
from index.pointed import POINTS, with_pointed
from index.search import search
from tests.conftest import WordHashEmbedder, paper, paragraph

Stock = Callable[..., Library]
PLAN = paper(
    paragraph("The team have a 5 point plan (detailed in para 8.3 below) to improve collection.", "8.2"),
    paragraph("Sending a text message to customers whose direct debit has been returned.", "8.3"),
    paragraph("Business rates are down on the target.", "8.4"),
    id="plan",
)


def _labels(library: Library, embedder: WordHashEmbedder, question: str, found: int) -> list[str]:
    hits = search(library, question, k=found, embedder=embedder)
    return [hit.paragraph.label for hit in with_pointed(library, hits)]


def test_the_paragraph_pointed_at_follows_the_one_that_points(stock: Stock, embedder: WordHashEmbedder) -> None:
    assert _labels(stock(PLAN), embedder, "5 point plan collection", 1) == ["8.2", "8.3"]


def test_a_paragraph_that_was_found_lower_down_comes_once(stock: Stock, embedder: WordHashEmbedder) -> None:
    labels = _labels(stock(PLAN), embedder, "5 point plan collection", 3)
    assert sorted(labels) == ["8.2", "8.3", "8.4"]


def test_a_number_of_another_paper_is_not_followed(stock: Stock, embedder: WordHashEmbedder) -> None:
    other = paper(paragraph("The 5 point plan is detailed in para 9.9 of the plan.", "1.1"), id="other")
    assert _labels(stock(PLAN, other), embedder, "9.9", 1) == ["1.1"]


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("as set out at paragraph 2.17 of this Statement", ["2.17"]),
        ("(see section 3.5.1)", ["3.5.1"]),
        ("under section 17 of the Children Act 1989", []),
        ("under section 2.1 of the Act", []),
        ("paragraphs of the 2.5 million homes", []),
    ],
)
def test_only_numbered_paragraphs_of_the_paper_are_pointed_at(text: str, pointed: list[str]) -> None:
    assert POINTS.findall(text) == pointed
