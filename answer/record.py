"""The records an answer is made of: `Citation` and `Answer`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from index.search import Hit
from ingest.appendix import appendix_of
from ingest.paper import Box, LabelKind, ParagraphKind

NOT_FOUND = "Not in these papers."  # how every answer with found False begins


class Turn(NamedTuple):
    """One question of a conversation and what was answered."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a sentence of an answer stands. `quote` is verbatim in `text`, the piece it was taken from.

    `whole` is the printed paragraph around that piece (3.2 with its bullets, a row among its table's), equal to `text` where
    the piece stands alone.
    """

    paper: str
    file: str
    title: str
    council: str | None
    committee: str | None
    date: dt.date | None
    item: str | None
    ordinal: int
    label: str
    label_kind: LabelKind
    kind: ParagraphKind
    heading: tuple[str, ...]
    page: int
    printed_page: str | None
    quote: str
    text: str
    columns: tuple[str, ...] = ()
    caption: str = ""
    boxes: tuple[Box, ...] = ()
    also_in: tuple[tuple[str, int], ...] = ()  # other files that hold the same paper, with the page it begins on there
    whole: str = ""
    marks: tuple[str, ...] = ()  # the words inside the quote that answer ("who", "when", "how many")

    def __str__(self) -> str:
        """As an officer would write it: ``Scrutiny and Overview Committee, 31 October 2017, para 3.3 (page 9)``."""
        day = f"{self.date.day} {self.date:%B %Y}" if self.date else ""
        source = ", ".join(part for part in (self.committee or self.title, day) if part)
        return f"{source}, {self.place} (page {self.printed_page or self.page})"

    @property
    def place(self) -> str:
        """The paragraph alone: ``para 3.3``, or ``under "Financial impact", ¶2`` where none is printed."""
        if self.label_kind == "position":
            return f'under "{self.heading[-1]}", {self.label}' if self.heading else self.label
        appendix = appendix_of(self.heading)  # its numbers begin afresh: "Appendix 1, para 17"
        return f"{appendix}, para {self.label}" if appendix else f"para {self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the papers say. `found` False: they do not say; `nearest` then holds the closest passages, shown as such.

    `text` carries [1] [2] marks that count `citations` from 1. `rejected` are sentences of a language model withheld because
    no paragraph bore them out. `confidence` is between 0 and 1. `seconds` are by step, with "total".
    """

    question: str
    asked: str
    text: str
    found: bool
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    retrieved: tuple[Hit, ...] = ()
    confidence: float = 0.0
    rejected: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()  # plain sentences for the user: filters applied, server away, paper superseded
    seconds: dict[str, float] = field(default_factory=dict)
