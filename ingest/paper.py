"""The records that reading a file produces: a `Paper` of numbered `Paragraph`s.

The law of this module, tested over every paper: ``paper.text[p.start:p.end] == p.text`` for each paragraph ``p``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

LabelKind = Literal["printed", "inferred", "position"]
ParagraphKind = Literal["body", "list", "table", "heading", "recommendation"]
PaperKind = Literal[
    "agenda", "report", "appendix", "minutes", "decision", "ofsted_report", "ofsted_letter", "guidance", "other"
]
Access = Literal["public", "exempt"]

ITEM = "- "  # stands in front of each point of a list inside a text, whatever sign the paper prints there


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page of the file, in fractions (0 to 1) of the page as displayed, from its top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One printed paragraph with its bullets, one table row, or one heading: the unit that is cited.

    `label` is the number as an officer would say it ("2.5.4", "12(d)", "285(2)"). `label_kind` tells where it comes from:
    "printed" stands beside this text; "inferred" was lost, or is that of the numbered paragraph this text continues or
    stands under (a table below 3.2, a closing sentence after its bullets); "position" is "¶3", the third unnumbered
    paragraph under its heading. `text` does not repeat the label.
    A table row's `text` is its cells joined by " | "; `columns` are the column heads, one for each cell.
    `page` and the boxes' pages count the file's pages from 1; `printed_page` is what is printed on that page, if anything.
    `parent` is the ordinal of the paragraph this one stands under ("(d)" under "12"), or None.
    """

    paper: str
    ordinal: int
    label: str
    label_kind: LabelKind
    heading: tuple[str, ...]
    text: str
    kind: ParagraphKind
    page: int
    start: int
    end: int
    boxes: tuple[Box, ...] = ()
    columns: tuple[str, ...] = ()
    caption: str = ""
    parent: int | None = None
    printed_page: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the catalogue says of a paper. What is not known is None, never guessed.

    `file` is the path the paper came from as it was given to ingest; a pack's papers share it. `pages` is the paper's
    number of pages, `first_page` the file's page it begins on. `pack` is the title of the pack it came in. `details` are
    further printed facts ("lead officer", "lead inspector", "inspection dates"…) as (name, value) pairs. `also_in` is the
    library's to say: the other files that hold the same paper, each with the page it begins on there.
    """

    id: str
    title: str
    kind: PaperKind
    council: str | None
    committee: str | None
    date: dt.date | None
    item: str | None
    file: str
    sha256: str
    pages: int
    first_page: int = 1
    access: Access = "public"
    pack: str | None = None
    warnings: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    also_in: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Entry):
    """A paper read whole: its catalogue entry, its text and its paragraphs in reading order."""

    text: str
    paragraphs: tuple[Paragraph, ...]
