"""A paragraph's text to its sentences, each with its place, and with the words that lead its list in.

A line of a paragraph is a bullet or a wrapped line, a cell of a table row is parted from the next by a bar; "we will:" before
bullets is said of each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A full stop after these ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|cllrs?|st|no|nos|para|paras|p|pp|e\.g|i\.e|etc|vs|cf|approx|inc|ltd|rev|prof|hon|rt|"
    r"sec|fig|ref|art|dept|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9£•])|\n+(?=\s*\S)| \| ?")
_BULLET = re.compile(r"^(?:[•●▪■◦o\-–*\uf0b7\uf0a7]\s+|\(?[a-z]{1,4}\)\s+|\(?\d{1,2}[.)]\s+)")
_BROKEN_DATE = re.compile(r"\d(?:st|nd|rd|th)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at `paragraph.text[start:end]`; `lead` is the "we will:" of the list it stands in, else empty."""

    text: str
    start: int
    end: int
    lead: str = ""


def sentences(text: str, lead: str = "") -> Iterator[Sentence]:
    """The sentences of a paragraph in order, bullets without their marks; `lead` is what the paragraph before led in with."""
    for start, end, bullet in _spans(text):
        stripped = text[start:end]
        yield Sentence(stripped, start, end, lead)
        if stripped.endswith(":"):
            lead = stripped
        elif not bullet and lead and start:
            lead = ""


def leads_in(text: str) -> str:
    """The last sentence of a paragraph when it ends in a colon: what is said of the list below it."""
    if not text.rstrip().endswith(":"):
        return ""
    return text[max((start for start, _, _ in _spans(text)), default=0) :].strip()


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    begin = 0
    for match in [*_ENDS.finditer(text), None]:
        stop = match.start() if match else len(text)
        if match and (_SHORT.search(text[begin:stop]) or _broken(text, begin, stop, match)):
            continue
        line = text[begin:stop]
        mark = _BULLET.match(line.lstrip())
        from_ = begin + len(line) - len(line.lstrip()) + (mark.end() if mark else 0)
        to = begin + len(line.rstrip())
        if match and "\n" not in match[0] and "|" not in match[0]:
            to += len(match[0].rstrip())  # the closing quotation mark
        if from_ < to:
            yield from_, to, bool(mark)
        begin = match.end() if match else stop


def _broken(text: str, begin: int, stop: int, match: re.Match[str]) -> bool:
    """A line that runs on in the next one: "to start 16th\\n• October"."""
    return "\n" in match[0] and bool(_BROKEN_DATE.search(text[begin:stop]))
