"""A paper becomes its sentences that may be later words on a promise: of what was, is being or will be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.paper import Paper, Paragraph
from track.sentences import sentences

SHORTEST = 25  # characters; less is a table's cell or the rest of a line
LONGEST = 600  # of a sentence with the list it leads in
SILENT = ("guidance", "agenda")  # kinds of paper that report nothing of the council's own
# What any sentence with a cue of `track.saying` holds; quick, for it is asked of every sentence.
_MAY_SAY = re.compile(
    r"\b(?:ha[sd]|have|was|were|will|would|shall|is|are|being|under ?way|in progress|on (?:schedule|track|target)|on ?-?going|"
    r"continu\w+|not yet|awaiting|revised|slipped|in place|took place|went live|complete|plans?|intends?|aims?|to be)\b|"
    r"[a-z]{3}ed\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence of a paragraph that says what has been, is being or will be done: ``paragraph.text[start:end] == quote``."""

    paper: str
    ordinal: int
    quote: str
    start: int
    end: int


def statements(paper: Paper) -> list[Statement]:
    """The sentences of a paper that may bear on an earlier promise, in reading order."""
    if paper.kind in SILENT:
        return []
    return [
        Statement(paper=paper.id, ordinal=paragraph.ordinal, quote=paragraph.text[start:end], start=start, end=end)
        for paragraph in paper.paragraphs
        if paragraph.kind != "heading"
        for start, end in spans(paragraph)
        if end - start >= SHORTEST and _MAY_SAY.search(paragraph.text, start, end)
    ]


def spans(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends; a table's row is one, for its cells belong together.

    A sentence that leads a list in ("forums have been launched, including:") goes on through the bullets.
    """
    text = paragraph.text
    if paragraph.kind == "table":
        yield 0, len(text.rstrip())
        return
    begun: int | None = None  # where the sentence begins that leads in the list being read
    end = 0
    for sentence in sentences(text):
        if begun is not None and sentence.lead and sentence.end - begun <= LONGEST:
            end = sentence.end
            continue
        if begun is not None:
            yield begun, end
            begun = None
        if sentence.text.endswith(":"):
            begun, end = sentence.start, sentence.end
        else:
            yield sentence.start, sentence.end
    if begun is not None:
        yield begun, end
