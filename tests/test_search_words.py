"""The words' score is BM25 by the book, over what a question's telling words are."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from conftest import paper, paragraph

from index.library import Library
from index.words import WEIGHTS, expression, score_words, terms

Stock = Callable[..., Library]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the Council’s Cabinet agree?", ["council", "cabinet", "agree"]),
        ("What is in paragraph 2.5.4?", ["paragraph", "2.5.4"]),
        ("Is £21.3m or 4% well-being spend?", ["21.3m", "4", "well-being", "spend"]),
        ("who is it", ["who", "is", "it"]),
        ("budget, Budget; BUDGET", ["budget"]),
        ("?!", []),
    ],
)
def test_a_question_is_reduced_to_its_telling_words(question: str, expected: list[str]) -> None:
    assert terms(question) == expected


def test_a_very_long_question_is_cut_to_its_first_words() -> None:
    assert terms(" ".join(f"w{n}" for n in range(5000))) == [f"w{n}" for n in range(64)]


def test_the_score_is_the_formula_of_bm25(stock: Stock) -> None:
    texts = ("drain drain street", "drain mended", "park", "bus stop", "library", "tree", "lamp")
    blank = {"title": "x", "council": None, "committee": None, "date": None}
    library = stock(*(paper(paragraph(text, "1"), id=f"p{n}", **blank) for n, text in enumerate(texts)))
    lengths = [len(text.split()) + 2 for text in texts]  # and the label and the title
    mean = sum(lengths) / len(lengths)

    def by_hand(frequency: int, length: int, holding: int) -> float:
        rarity = math.log((len(texts) - holding + 0.5) / (holding + 0.5))
        weighted = frequency * WEIGHTS[0]
        return rarity * weighted * 2.2 / (weighted + 1.2 * (1 - 0.75 + 0.75 * length / mean))

    with library.reading() as connection:
        best = score_words(connection, expression(["drain"]), 10)
        assert list(best.values()) == pytest.approx([by_hand(2, lengths[0], 2), by_hand(1, lengths[1], 2)])
        assert score_words(connection, expression(["drain"]), 1, also=[2, 3]) == pytest.approx(best)
        assert score_words(connection, expression(["drain"]), 10, papers=[2, 3]) == pytest.approx({2: best[2]})


def test_a_word_in_the_paragraph_counts_more_than_one_in_its_title(stock: Stock) -> None:
    library = stock(
        paper("Nothing here at all.", id="title", title="Drains"),
        paper("Drains here at all.", id="text", title="Nothing"),
        *(paper("Other matters.", id=f"p{n}") for n in range(5)),
    )
    with library.reading() as connection:
        keys = list(score_words(connection, expression(terms("drains")), 10))
        names = dict(
            connection.execute("SELECT p.key, q.id FROM paragraphs p JOIN papers q ON q.key = p.paper").fetchall()
        )
    assert [names[key] for key in keys] == ["text", "title"]
