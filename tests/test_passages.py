"""What is embedded says whose paragraph it is, and fits the model's window."""

from __future__ import annotations

import datetime as dt

import pytest
from conftest import paper, paragraph
from hypothesis import given
from hypothesis import strategies as st

from index.passage import BODY_WORDS, WINDOW_WORDS, passages, split

REVIEW = paper(
    paragraph("3 Findings", kind="heading"),
    paragraph("It rose to 412.", "3.3", heading=("3 Findings", "Caseloads")),
    paragraph("2023 | | £4.1m", "3.4", kind="table", columns=("Year", "Note", "Spend"), caption="Table 2: Spend"),
    paragraph("Unnumbered."),
    id="review",
    title="Review of social work",
    council="Croydon Council",
    date=dt.date(2017, 10, 31),
)


def test_title_council_date_headings_and_label_stand_in_front() -> None:
    texts = [passage.text for passage in passages(REVIEW, REVIEW.paragraphs)]
    front = "Review of social work. Croydon Council, 31 October 2017."
    assert texts == [
        f"{front} 3 Findings. Caseloads. 3.3. It rose to 412.",
        f"{front} 3.4. Table 2: Spend. 2023 | | £4.1m",
        f"{front} Unnumbered.",
    ]


def test_a_table_row_is_told_by_its_columns() -> None:
    row = paper(paragraph("2023 |  | £4.1m", "3.4", columns=("Year", "Note", "Spend"), caption="Table 2"), date=None)
    assert passages(row, row.paragraphs)[0].text.endswith("3.4. Table 2. Year: 2023. Spend: £4.1m")


def test_a_long_paragraph_is_cut_at_sentences_each_piece_with_its_context() -> None:
    sentences = [f"Sentence number {n} has just some nine words here." for n in range(60)]
    long = paper(paragraph(" ".join(sentences), "1", heading=("Long",)), title="T", council=None, date=None)
    texts = [passage.text for passage in passages(long, long.paragraphs)]
    assert len(texts) == 4
    assert all(text.startswith("T. Long. 1. Sentence") and text.endswith("here.") for text in texts)
    assert all(len(text.split()) <= WINDOW_WORDS for text in texts)
    assert " ".join(text.removeprefix("T. Long. 1. ") for text in texts) == " ".join(sentences)


def test_bullets_are_kept_whole() -> None:
    bullets = [f"- bullet {n} " + "word " * 20 for n in range(8)]
    assert all(piece.startswith("- bullet") for piece in split("\n".join(bullets), 50))


def test_endless_headings_leave_room_for_the_paragraph() -> None:
    crowded = paper(paragraph("word " * 100, "1", heading=("heading " * 300,)), title="title " * 300)
    assert len(passages(crowded, crowded.paragraphs)) <= 100 // BODY_WORDS + 1


@given(st.text(alphabet="ab .\n", max_size=400), st.integers(1, 30))
def test_no_word_is_lost_or_doubled_in_cutting(text: str, room: int) -> None:
    pieces = split(text, room)
    assert " ".join(pieces).split() == text.split()
    assert all(0 < len(piece.split()) <= room for piece in pieces)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_paragraph_is_no_passage(text: str) -> None:
    empty = paper(text)
    assert passages(empty, empty.paragraphs) == []
