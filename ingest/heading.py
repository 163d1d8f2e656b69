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
    tagged = measure.tagged and line.tagged_heading and _is_whole(line, before, after)
    if not re.match(r"[\"'‘“(]?[A-Z0-9£]", text) or (found and found[0].style in LIST_STYLES and not caps):
        return None
    level = _by_type(line, measure, letters, caps=caps, tagged=tagged)
    if level is not None:
        return level + (0.0 if found else UNNUMBERED)
    if line.size < measure.size - 0.8:
        return None
    if (
        found
        or not _stands_alone(line, before, after, measure)
        or len(text.split()) > PLAIN_HEADING_WORDS
        or ":" in text[:-1]
    ):
        return None
    return 5.0


def _by_type(line: Line, measure: Measure, letters: str, *, caps: bool, tagged: bool) -> float | None:
    """How heavy a heading the line's type or its tag makes it, if any."""
    if line.size > measure.size + 4:
        return 0.0
    if line.size > measure.size + 0.8:
        return 1.0
    if line.size < measure.size - 0.8:
        return None
    if line.bold and not measure.bold:
        return 2.0 if caps else 3.0
    if caps and len(letters) > 5:
        return 3.0
    return 4.0 if tagged else None


def same_look(line: Line, before: Line) -> bool:
    """Whether two lines on one page are set in the same type, and tagged alike."""
    alike = line.bold == before.bold and line.tagged_heading == before.tagged_heading
    return line.page == before.page and alike and abs(line.size - before.size) < 0.6


def _is_whole(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether a line that the tags call a heading is one by itself, no part of a paragraph and no letter's greeting."""
    beside = (other for other in (before, after) if other is not None and other.tagged_heading)
    near = (other for other in beside if same_look(line, other) and abs(line.top - other.top) < 1.5 * line.size)
    return not any(near) and not line.text.startswith("Dear ")


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
