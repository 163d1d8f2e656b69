"""The printed paragraph that a piece belongs to: 3.2 with its bullets, a row with its table.

A reader sees "3.2" as one paragraph. Its bullets and the rows of a table are pieces of their own here, so that each can be
cited to the word; what they say is often told only by the sentence that leads them in ("A total of £322,000 is recommended to:").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.paper import ITEM, Paragraph

LEAD_WORDS = 25  # of the sentence that leads in: enough to name the matter
WHOLE_WORDS, TABLE_WORDS = (
    200,
    150,
)  # shown around a piece; of a longer paragraph or table only the pieces nearest to it

_FIELD = re.compile(r"[A-Z][\w’' /-]{2,40}: \S")  # "Lead inspector: Marcie Taylor"
FIELD_WORDS = 30  # a longer line is a paragraph of its own, whatever it begins with
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z£\d“‘\"'(])")


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed paragraph, or as much as is shown around one piece: the ordinals it spans, its text, the piece's lead."""

    first: int
    last: int
    text: str
    lead: str = ""


def unit(pieces: Sequence[Paragraph], ordinal: int) -> Unit:
    """The printed paragraph around the piece with this ordinal.

    `pieces` are paragraphs of one paper in reading order. Raises ValueError when none of them has the ordinal.
    """
    parts = whole(pieces, ordinal)
    lead = leads(pieces)[[piece.ordinal for piece in pieces].index(ordinal)]
    return Unit(parts[0].ordinal, parts[-1].ordinal, "\n".join(map(_shown, parts)), lead)


def belongs(before: Paragraph, after: Paragraph) -> bool:
    """Whether two neighbouring pieces are parts of one printed paragraph, list or table."""
    if "heading" in (before.kind, after.kind) or (before.kind == "table") != (after.kind == "table"):
        return False
    if after.kind == "table":
        return (before.columns, before.caption, before.heading) == (after.columns, after.caption, after.heading)
    if after.label_kind == "inferred":
        return after.label == before.label
    if after.label_kind == "printed" or before.label_kind != "position":
        return False
    if after.kind == "list":
        return before.kind == "list" or before.text.rstrip().endswith(":")
    return before.heading == after.heading and _is_field(before) and _is_field(after)


def whole(pieces: Sequence[Paragraph], ordinal: int) -> list[Paragraph]:
    """The pieces of the printed paragraph around the one with this ordinal, no more words than are shown.

    `pieces` are paragraphs of one paper in reading order. Raises ValueError when none of them has the ordinal.
    """
    own = [piece.ordinal for piece in pieces].index(ordinal)
    first = last = own
    room = (TABLE_WORDS if pieces[own].kind == "table" else WHOLE_WORDS) - _words(pieces[own])
    grown = True
    while grown:
        grown = False
        if first > 0 and belongs(pieces[first - 1], pieces[first]) and _words(pieces[first - 1]) <= room:
            first, grown = first - 1, True
            room -= _words(pieces[first])
        if last + 1 < len(pieces) and belongs(pieces[last], pieces[last + 1]) and _words(pieces[last + 1]) <= room:
            last, grown = last + 1, True
            room -= _words(pieces[last])
    return list(pieces[first : last + 1])


def leads(pieces: Iterable[Paragraph]) -> list[str]:
    """For each piece of a paper the words that lead it in: its printed paragraph's first sentence, or "" for the first piece.

    A table without a caption is led in by the paragraph before it, where that ends with a colon or speaks of a table.
    """
    found: list[str] = []
    before: Paragraph | None = None
    lead = ""
    for piece in pieces:
        if before is None or not belongs(before, piece):
            introduced = before is not None and piece.kind == "table" and not piece.caption and _introduces(before)
            lead = _last_sentence(before.text) if before is not None and introduced else ""
            found.append(lead)
            if piece.kind not in ("table", "heading"):
                lead = _first_sentence(piece.text)
        else:
            found.append(lead)
        before = piece
    return found


def _shown(part: Paragraph) -> str:
    """The text of a piece, a point of a list with the sign in front that points inside a text have."""
    point = part.kind == "list" and part.label_kind != "printed" and not part.text.startswith(ITEM)
    return f"{ITEM}{part.text}" if point else part.text


def _introduces(before: Paragraph) -> bool:
    text = before.text.rstrip()
    return before.kind != "heading" and (text.endswith(":") or "table" in text.casefold() or "below" in text.casefold())


def _first_sentence(text: str) -> str:
    return " ".join(_SENTENCE.split(text, maxsplit=1)[0].split()[:LEAD_WORDS])


def _last_sentence(text: str) -> str:
    return " ".join(_SENTENCE.split(text)[-1].split()[-LEAD_WORDS:])


def _is_field(piece: Paragraph) -> bool:
    return _FIELD.match(piece.text) is not None and _words(piece) <= FIELD_WORDS


def _words(piece: Paragraph) -> int:
    return len(piece.text.split())
