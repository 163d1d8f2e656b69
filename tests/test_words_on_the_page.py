"""Words come off the page as a reader sees them: letter-spaced headings closed up, list columns left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from ingest.page import Line, Word
from ingest.pdf import _Glyph, _words, read_pages
from ingest.spacing import closed_up


def spaced(text: str, *, letter: float = 3.0, space: float = 9.0) -> Line:
    """Each letter a word of its own, as a letter-spaced heading comes out of a PDF."""
    words, left = [], 60.0
    for part in text.split():
        for sign in part:
            words.append(Word(sign, left, 50.0, left + 6, 61.0, 11.0))
            left += 6 + letter
        left += space - letter
    return Line(tuple(words), 1)


@pytest.mark.parametrize("text", ["AGENDA", "NOTICE OF MEETING", "Briefing Report"])
def test_a_letter_spaced_heading_is_read_as_its_words(text: str) -> None:
    assert closed_up(spaced(text)).text == text


def test_letters_far_apart_are_columns() -> None:
    assert closed_up(spaced("ABCDEF", letter=40.0)).text == "A B C D E F"


def test_a_few_single_letters_stay_apart() -> None:
    assert closed_up(spaced("abc")).text == "a b c"


def test_letters_that_touch_are_one_word_whatever_the_file_puts_between_them() -> None:
    glyphs: list[_Glyph | None] = []
    left = 60.0
    for sign in "fi|nd us":
        if sign in "| ":
            glyphs.append(None)
            left += 3.0 if sign == " " else 0.0
            continue
        glyphs.append(_Glyph(sign, left, 50.0, left + 5, 61.0, 11.0, False))
        left += 5
    assert [word.text for word in _words(glyphs)] == ["find", "us"]


def test_a_letter_of_a_font_of_signs_is_a_bullet(tmp_path: Path) -> None:
    drawn = canvas.Canvas(str(tmp_path / "ticks.pdf"))
    for row, text in enumerate(("Help with reading", "Hire of films")):
        drawn.setFont("ZapfDingbats", 11)
        drawn.drawString(72, 700 - 16 * row, "3")  # a tick
        drawn.setFont("Helvetica", 11)
        drawn.drawString(90, 700 - 16 * row, text)
    drawn.save()
    (page,) = read_pages(tmp_path / "ticks.pdf")
    assert [line.text for line in page.lines] == ["• Help with reading", "• Hire of films"]
