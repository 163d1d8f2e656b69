"""Columns of text side by side are read one after the other; a table's rows stay rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.line import lines_of
from ingest.page import Word

SIZE, LEADING, PARAGRAPH = 10.0, 12.5, 6.0
TOP = 80.0


def column(name: str, left: float, lengths: Sequence[int], gap: float = PARAGRAPH, step: float = LEADING) -> list[Word]:
    """Paragraphs of so many lines under each other; every line is "NAME1 one two three"."""
    words, top, count = [], TOP, 0
    for length in lengths:
        for _ in range(length):
            count += 1
            at = left
            for text in (f"{name}{count}", "one", "two", "three"):
                words.append(Word(text, at, top, at + 5.0 * len(text), top + SIZE, SIZE))
                at += 5.0 * len(text) + 3.0
            top += step
        top += gap
    return words


def first_words(words: list[Word]) -> list[str]:
    return [line.words[0].text for line in lines_of(words, 1, 595.0)]


@pytest.mark.parametrize(
    "columns",
    [
        {"a": [4, 3, 5], "b": [6, 2, 4], "c": [2, 8, 2]},
        {"a": [4, 3, 5], "b": [6, 2, 4], "c": [3]},  # the last one is short
        {"a": [4, 3, 5], "b": [6, 2, 4], "c": [2, 8, 2], "d": [5, 6]},
    ],
)
def test_three_columns_or_more_are_read_one_after_the_other(columns: dict[str, list[int]]) -> None:
    words = [word for at, (name, parts) in enumerate(columns.items()) for word in column(name, 40 + 110 * at, parts)]
    expected = [f"{name}{number}" for name, parts in columns.items() for number in range(1, sum(parts) + 1)]
    assert first_words(words) == expected


def test_a_title_above_three_columns_is_read_first() -> None:
    words = [word for at, name in enumerate("abc") for word in column(name, 40 + 110 * at, [4 + at, 7, 3])]
    title = [Word("Fostering", 40, 40, 180, 60, 20.0), Word("news", 190, 40, 330, 60, 20.0)]
    assert first_words([*title, *words])[:3] == ["Fostering", "a1", "a2"]


def test_rows_of_a_table_with_prose_in_three_columns_stay_rows() -> None:
    words = [
        *column("a", 40, [2, 2, 2, 2, 2], gap=12),
        *column("b", 150, [2, 2, 2, 2, 2], gap=12),
        *column("c", 260, [2, 2, 2, 2, 2], gap=12),
    ]
    assert first_words(words)[:3] == ["a1", "a2", "a3"]
    assert len(lines_of(words, 1, 595.0)) == 10
