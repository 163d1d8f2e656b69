"""Pages set by hand for tests: each row is a line of print, with its size, weight and indent where they matter."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.block import blocks_of
from ingest.numbering import number as numbered
from ingest.page import Line, Page, Word
from ingest.paper import Paragraph
from ingest.paragraph import paragraphs_of
from ingest.read import structured

ADVANCE = 0.5  # of the size: the width of a character
LEADING = 1.4  # of the size: from line to line
BODY = 60.0  # points from the left edge: where ordinary lines begin
HANGING = 96.0  # where a paragraph's words begin beside its number


@dataclass(frozen=True)
class Row:
    """One line of print. Three spaces or more in `text` are a gap to the next column, at `tab` points.

    `gap` is white space above the line, in points; `top`, where given, is the line's own place on the page.
    """

    text: str
    size: float = 11.0
    bold: bool = False
    left: float = BODY
    gap: float = 0.0
    tab: float = 200.0
    top: float | None = None


def numbered_row(text: str, *, gap: float = 10.0, left: float = BODY) -> Row:
    """A line that begins a numbered paragraph: its number in the margin, a tab, its words ("2.1   The plan")."""
    return Row(text, gap=gap, left=left, tab=left + HANGING - BODY)


def goes_on(text: str, *, left: float = HANGING) -> Row:
    """A further line of a numbered paragraph, under its words."""
    return Row(text, left=left)


def apart(text: str, *, left: float = BODY) -> Row:
    """A line that begins an unnumbered paragraph, below white space."""
    return Row(text, gap=10.0, left=left)


def printed(*rows: Row | str, number: int = 1) -> Page:
    """A page of these rows, from the top down; a plain string is an ordinary line."""
    lines = []
    top = 50.0
    for row in (Row(row) if isinstance(row, str) else row for row in rows):
        top = (top if row.top is None else row.top) + row.gap
        lines.append(Line(tuple(_words(row, top)), number))
        top += LEADING * row.size
    return Page(number, 595.0, 842.0, tuple(lines))


def _words(row: Row, top: float) -> list[Word]:
    words, left = [], row.left
    for column, part in enumerate(row.text.split("   ")):
        left = max(left, row.tab) if column else left
        for text in part.split():
            right = left + ADVANCE * row.size * len(text)
            words.append(Word(text, left, top, right, top + row.size, row.size, row.bold))
            left = right + 0.3 * row.size
    return words


def paragraphs(*pages: Page) -> tuple[Paragraph, ...]:
    """The paragraphs of a paper of these pages, as ingest reads them."""
    clean, tables = structured(pages)
    return paragraphs_of("a-paper", numbered(blocks_of(clean, tables)))[1]


def labels(*pages: Page) -> list[tuple[str, str]]:
    """(label, first three words) of every paragraph that carries a printed number, headings with them."""
    return [(one.label, " ".join(one.text.split()[:3])) for one in paragraphs(*pages) if one.label_kind == "printed"]
