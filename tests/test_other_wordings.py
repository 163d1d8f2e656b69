"""A question may say it in the papers' short names, in their long ones, or with a slip of the keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.acronyms import other_names
from index.library import Library
from index.search import search
from index.spelling import respelt
from index.words import terms
from tests.conftest import WordHashEmbedder, paper

HELD = (
    "The Local Safeguarding Children Board (LSCB) met twice.",
    "The board's chair thanked the LSCB for its work with the Department for Education (DfE).",
    "Safeguarding training is offered to all staff.",
    "The trains ran late (see the note).",
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who chairs the LSCB?", ["local", "safeguarding", "children", "board"]),
        ("What did the DfE say?", ["department", "education"]),
        ("Who chairs the local safeguarding children board?", ["lscb"]),
        ("Who chairs the ABC?", []),
        ("how often did it meet", []),
    ],
)
def test_short_and_long_names_are_learnt_from_the_papers(
    stock: Callable[..., Library], question: str, expected: list[str]
) -> None:
    with stock(paper(*HELD)).reading() as connection:
        assert other_names(connection, question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("safegaurding training", ["safeguard"]),
        ("safeguarding training", []),
        ("the trail", []),
        ("zebra crossings", []),
    ],
)
def test_a_word_no_paper_has_is_read_as_the_one_nearest_to_it(
    stock: Callable[..., Library], question: str, expected: list[str]
) -> None:
    with stock(paper(*HELD)).reading() as connection:
        assert respelt(connection, terms(question)) == expected


def test_looking_up_the_vocabulary_writes_nothing(stock: Callable[..., Library]) -> None:
    library = stock(paper(*HELD))
    with library.reading() as connection:
        respelt(connection, ["safegaurding"])
        assert connection.execute("PRAGMA query_only").fetchone()[0] == 1
        assert "vocabulary" not in {row[0] for row in connection.execute("SELECT name FROM main.sqlite_schema")}


def test_a_paragraph_is_found_by_a_misspelt_word(stock: Callable[..., Library], embedder: WordHashEmbedder) -> None:
    library = stock(
        paper("Fostering pays £300.", "The trains ran late.", "Adoption takes a year.", "Schools open in May.")
    )
    best = search(library, "fosterring", k=1, embedder=embedder)[0]
    assert best.paragraph.text == "Fostering pays £300."
    assert best.words > 0
