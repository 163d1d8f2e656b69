"""Pages set by hand for tests: each row is a line of print, with its size, weight and indent where they matter."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.page import Line, Page, Word

ADVANCE = 0.5  # of the size: the width of a character
LEADING = 1.4  # of the size: from line to line


@dataclass(frozen=True)
class Row:
    """One line of print. Three spaces or more in `text` are a gap to the next column, at 200 points."""

    text: str
    size: float = 11.0
    bold: bool = False
    left: float = 60.0


def printed(*rows: Row | str, number: int = 1) -> Page:
    """A page of these rows, from the top down; a plain string is an ordinary line."""
    lines = []
    top = 50.0
    for row in (Row(row) if isinstance(row, str) else row for row in rows):
        lines.append(Line(tuple(_words(row, top)), number))
        top += LEADING * row.size
    return Page(number, 595.0, 842.0, tuple(lines))


def _words(row: Row, top: float) -> list[Word]:
    words, left = [], row.left
    for column, part in enumerate(row.text.split("   ")):
        left = max(left, 200.0) if column else left
        for text in part.split():
            right = left + ADVANCE * row.size * len(text)
            words.append(Word(text, left, top, right, top + row.size, row.size, row.bold))
            left = right + 0.3 * row.size
    return words
