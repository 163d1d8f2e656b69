"""A paper becomes its sentences that may be later words on a promise: of what was, is being or will be done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.paper import Paper, Paragraph
from track.sentences import sentences

SHORTEST = 25  # characters; less is a table's cell or the rest of a line
LONGEST = 800  # of a sentence with the part of the list that it leads in
SILENT = ("guidance", "agenda")  # kinds of paper that report nothing of the council's own
# What any sentence with a cue of `track.saying` holds; quick, for it is asked of every sentence.
_MAY_SAY = re.compile(
    r"\b(?:ha[sd]|have|was|were|will|would|shall|is|are|being|under ?way|in progress|on (?:schedule|track|target)|on ?-?going|"
    r"continu\w+|not yet|awaiting|revised|slipped|in place|took place|went live|complete|plans?|intends?|aims?|to be)\b|"
    r"[a-z]{3}ed\b",
    re.IGNORECASE,
)

# A row that measures is no report of a deed: "Percentage of requests completed within statutory timescales | RED".
_INDICATOR = re.compile(r"\W*(?:%|percentage|proportion|number|rate|average|no\.? of)\b|%", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence of a paragraph that says what has been, is being or will be done: ``paragraph.text[start:end] == quote``.

    `words` are those it is compared by: its own, or a bullet's with those that lead its list in, while the quote runs from
    there to the bullet.
    """

    paper: str
    ordinal: int
    quote: str
    start: int
    end: int
    words: str


def statements(paper: Paper) -> list[Statement]:
    """The sentences of a paper that may bear on an earlier promise, in reading order."""
    if paper.kind in SILENT:
        return []
    return [
        Statement(
            paper=paper.id,
            ordinal=paragraph.ordinal,
            quote=paragraph.text[start:end],
            start=start,
            end=end,
            words=words,
        )
        for paragraph in paper.paragraphs
        if paragraph.kind != "heading"
        for start, end, words in _spans(paragraph)
        if end - start >= SHORTEST and _MAY_SAY.search(words)
    ]


def _spans(paragraph: Paragraph) -> Iterator[tuple[int, int, str]]:
    """Where each sentence begins and ends, and its words; a table's row is one, for its cells belong together."""
    text = paragraph.text
    if paragraph.kind == "table":
        if len(text) <= LONGEST and not _INDICATOR.match(text):
            yield 0, len(text.rstrip()), text
        return
    lead: tuple[int, str] | None = None  # where the sentence begins that leads in the list being read, and its words
    for sentence in sentences(text):
        if lead is not None and sentence.lead and sentence.end - lead[0] <= LONGEST:
            yield lead[0], sentence.end, f"{lead[1]} {sentence.text}"
        else:
            lead = (sentence.start, sentence.text) if sentence.text.endswith(":") else None
            yield sentence.start, sentence.end, sentence.text
