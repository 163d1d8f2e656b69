"""Which lines are headings, and how heavy: told by size, weight, capitals and a place of their own."""

from __future__ import annotations

import re

from ingest.contents import LEADERS
from ingest.label import parse_label
from ingest.measure import APART, Measure
from ingest.page import Line

LIST_STYLES = ("letter", "roman", "round", "paren")  # "(a) NOTE the forecast" is an item of a list, however bold
UNNUMBERED = 0.5  # a heading without a number stands under a numbered one of the same look
HEADING_WORDS = 18
PLAIN_HEADING_WORDS = 8
# A line that names a fact is none, however large it is printed: "Lead inspector: Tara Geere", "Inspection date: 3 May".
FIELD = re.compile(
    r"(?:deputy |lead |contact |responsible |report(?:ing)? |presenting |inspection |visit |meeting |publication |decision )*"
    r"(?:dates?|inspectors?|officers?|authors?|members?|directors?|published|time|venue|location|chair(?:man|person)?|ward\(?s?\)?)"
    r"(?: of (?:meeting|inspection|visit|report|publication))?\s?:\s+\S",
    re.IGNORECASE,
)
BULLET = re.compile(r"^(?:[•*➢►■□✓✔–—-]|o(?=\s[A-Za-z]))\s+(?=\S)|^[•➢►■✓✔](?=\S)")
FINISHED = re.compile(r"[.!?:;]['’”\")\]]*$")


def heading_level(line: Line, before: Line | None, after: Line | None, measure: Measure) -> float | None:
    """How heavy a heading the line is (0 heaviest), or None when it is none."""
    found = parse_label(line.text)
    text = (found[1] if found else line.text).strip()
    letters = re.sub(r"[^A-Za-z]", "", text)
    if len(letters) < 3 or len(text.split()) > HEADING_WORDS or re.search(r"[.;,]$", text) or LEADERS.search(line.text):
        return None
    if found is None and FIELD.match(text):
        return None
    caps = letters.isupper() and len(letters) > 3
    if not re.match(r"[\"'‘“(]?[A-Z0-9£]", text) or (found and found[0].style in LIST_STYLES and not caps):
        return None
    beside = 0.0 if found else UNNUMBERED
    if line.size > measure.size + 4:
        return 0.0 + beside
    if line.size > measure.size + 0.8:
        return 1.0 + beside
    if line.size < measure.size - 0.8:
        return None
    if line.bold and not measure.bold:
        return (2.0 if caps else 3.0) + beside
    if caps and len(letters) > 5:
        return 3.0 + beside
    if (
        found
        or not _stands_alone(line, before, after, measure)
        or len(text.split()) > PLAIN_HEADING_WORDS
        or ":" in text[:-1]
    ):
        return None
    return 5.0


def same_look(line: Line, before: Line) -> bool:
    """Whether two lines on one page are set in the same type."""
    return line.page == before.page and line.bold == before.bold and abs(line.size - before.size) < 0.6


def _stands_alone(line: Line, before: Line | None, after: Line | None, measure: Measure) -> bool:
    step = APART * measure.step(line)
    if (
        before is None
        or after is None
        or after.page != line.page
        or (parse_label(after.text) is None and BULLET.match(after.text))
    ):
        return False
    apart_before = before.page != line.page or line.top - before.top > step
    finished = bool(FINISHED.search(before.text))
    return apart_before and finished and after.top - line.top > step and len(line.text) > 5 and len(after.words) > 2
