"""Paragraphs to passages: what is embedded, as opposed to what is shown.

A passage is a piece of a paragraph that fits the model's window, with its paper's title, council and date, its headings and
its label in front, so that "It rose to 412" is found by the name of what rose.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.unit import leads
from ingest.paper import Entry, Paragraph

WINDOW_WORDS = 170  # about 256 word pieces of council English, the window of all-MiniLM-L6-v2
BODY_WORDS = 60  # a piece keeps at least this many words of its own, however long its headings
TITLE_WORDS = 25
HEADINGS = 3  # the innermost ones tell most
CELL = " | "

_BREAKS = re.compile(r"\n+|(?<=[.!?;:])\s+(?=[\"'“‘(\[]?[A-Z0-9£•–-])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to embed, and the paragraph it stands for."""

    paper: str
    ordinal: int
    text: str


def passages(entry: Entry, paragraphs: Sequence[Paragraph]) -> list[Passage]:
    """The passages of a paper's paragraphs, in order. Headings are none of their own: they stand in front of others."""
    return [
        Passage(paragraph.paper, paragraph.ordinal, text)
        for paragraph, lead in zip(paragraphs, leads(paragraphs), strict=True)
        if paragraph.kind != "heading" and paragraph.text.strip()
        for text in passage_texts(entry, paragraph, lead)
    ]


def passage_texts(entry: Entry, paragraph: Paragraph, lead: str = "") -> list[str]:
    """The paragraph's passages as text: the same context in front of each piece of its body.

    `lead` is what leads the paragraph in, where it is a bullet or a table's row (`index.unit.leads`).
    """
    front = context(entry, paragraph, lead)
    room = max(BODY_WORDS, WINDOW_WORDS - len(front.split()))
    return [f"{front} {piece}".strip() for piece in split(body(paragraph), room)]


def context(entry: Entry, paragraph: Paragraph, lead: str = "") -> str:
    """What stands in front: ``Review of X. Croydon Council, 31 October 2017. Findings. 3.3``, and the lead."""
    title = " ".join(entry.title.split()[:TITLE_WORDS])
    source = ", ".join(part for part in (entry.council, written_date(entry.date)) if part)
    label = paragraph.label if paragraph.label_kind != "position" else ""
    parts = (title, source, *paragraph.heading[-HEADINGS:], label, lead)
    return " ".join(part if part.endswith((".", "?", "!", ":")) else f"{part}." for part in parts if part)


def body(paragraph: Paragraph) -> str:
    """The paragraph's own words; a table row as its caption and "column: cell" pairs."""
    cells = paragraph.text.split(CELL)
    if not paragraph.columns or len(cells) != len(paragraph.columns):
        return f"{paragraph.caption}. {paragraph.text}" if paragraph.caption else paragraph.text
    pairs = [
        f"{column}: {cell}" if column else cell for column, cell in zip(paragraph.columns, cells, strict=True) if cell
    ]
    return ". ".join([paragraph.caption, *pairs] if paragraph.caption else pairs)


def split(text: str, room: int) -> list[str]:
    """Cut a text into pieces of at most `room` words at line and sentence ends; inside a sentence only when it must."""
    pieces: list[list[str]] = [[]]
    for sentence in _BREAKS.split(text):
        words = sentence.split()
        for start in range(0, len(words), room):
            run = words[start : start + room]
            if pieces[-1] and len(pieces[-1]) + len(run) > room:
                pieces.append([])
            pieces[-1].extend(run)
    return [" ".join(piece) for piece in pieces if piece]


def written_date(date: dt.date | None) -> str:
    """``31 October 2017``, as a question would say it; nothing for None."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else ""


MONTHS = (  # not strftime: a library must not depend on the machine's language
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
