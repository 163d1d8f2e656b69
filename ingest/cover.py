"""The cover table of a paper into its fields: "REPORT TO: Cabinet", "Subject: …", "LEAD OFFICER: …".

A value may run on over the next lines: set further in, beside its label's column, or after a full line. The first label of
a kind wins, so the cover goes before anything that looks like it later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.page import Line

# (field, pattern of the label at the line's start, an example as printed)
LABELS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (field, re.compile(rf"^\W{{0,2}}{pattern}", re.IGNORECASE), example)
    for field, pattern, example in (
        ("to", r"report to ?:", "REPORT TO: Cabinet 20 November 2017"),
        ("to", r"to ?:(?! (?:croydon cabinet members|all members|councillors?)\b)", "To: Cabinet – 30 January 2025"),
        (
            "to",
            r"to (?=(?:the )?(?:full |county )?(?:cabinet|council|executive|[\w ,&]{3,60}committee)\b.{0,4}\d)",
            "To Cabinet – 30 January 2025",
        ),
        (
            "to",
            r"(?:name of )?(?:committee|decision[- ]mak(?:er|ing body)|meeting)(?: name)? ?:",
            "COMMITTEE: Transport and Connectivity Committee",
        ),
        ("to", r"(?:report of|report for) ?:", "Report for: Cabinet"),
        ("to", r"title of meeting\b ?:?", "Title of Meeting Suffolk Libraries IPS - Board Meeting"),
        (
            "to",
            r"decision (?:to be )?(?:taken|determined) (?:by|at) ?:?(?! decision n)",
            "Decision determined at Transport Committee",
        ),
        ("date", r"(?:date of )?(?:meeting )?date(?: of (?:meeting|decision))? ?:", "MEETING DATE: 31 October 2017"),
        ("date", r"date (?=\d{1,2}(?:st|nd|rd|th)? [a-z]+ \d{4}$)", "Date 25th September 2014"),
        ("date", r"meeting (?:to be )?(?:held )?(?:on|date)\b ?:?", "meeting on 12 September 2024"),
        ("title", r"subject matter ?/? ?(?:title of decision)? ?:?$", "Subject Matter / Title of Decision"),
        ("title", r"subject matter ?/ ?title of decision ?:", "Subject Matter / Title of Decision: Revenue Monitoring"),
        ("title", r"(?:report |decision )?title(?: of (?:decision|report))? ?:", "TITLE: Workplace Parking Levy"),
        ("title", r"(?:subject|re) ?:", "SUBJECT: Children’s Improvement Plan"),
        ("title", r"eqia title ?:?", "EQIA Title"),
        ("item", r"(?:agenda )?item(?: (?:no|number))?\.? ?:(?!\d)", "AGENDA ITEM NO: 9"),
        ("item", r"agenda item (?:no\.? ?)?(?=\d{1,2}[a-z]?$)", "Agenda Item 5"),
        ("class", r"classification ?:", "Classification: Unrestricted"),
        (
            "lead officer",
            r"(?:lead|responsible|report) (?:officer|director)s?(?: and (?:title|job title))? ?:?",
            "LEAD OFFICER: Barbara Peacock",
        ),
        (
            "lead officer",
            r"(?:officer presenting the report|executive director lead|report author|corporate director) ?:",
            "Officer presenting the report: A",
        ),
        (
            "cabinet member",
            r"(?:responsible )?(?:lead )?(?:cabinet|portfolio|executive) (?:member|holder)(?:\(s\)|s)? ?[:–-]",
            "CABINET MEMBER: Alisa Flemming",
        ),
        ("contact officer", r"contact officer(?:\(s\)|s)? ?:", "CONTACT OFFICER: Graham Cadle"),
        ("from", r"(?:from|by) ?:", "From: Rory Love, Cabinet Member for Education and Skills"),
        ("wards", r"(?:wards?|electoral divisions?)(?:\(s\)|s)?(?: affected)? ?:", "WARDS: All"),
        ("decision number", r"decision (?:no|number) ?[.:]{1,2}", "Decision Number: 24/00115"),
        ("key decision", r"(?:forward plan )?key decision(?: reference no)?\.? ?:", "Key decision: YES"),
        (
            "",
            r"(?:past|future) pathway|origin of item ?:|key or non|ward|summary|purpose of|"
            r"recommendation|corporate priority",
            "Past Pathway of report:",
        ),
        (
            "",
            r"type of activity|responsible officer|directorate ?:|project id|decision ?:|"
            r"reason\(?s|background|place |time |attendees",
            "Type of Activity",
        ),
    )
)
# Labels in capitals without a colon, told by the gap to the value's column: "REPORT TO    CABINET"
_CAPITALS = (
    ("to", r"REPORT (?:TO|OF|FOR)|MEETING|COMMITTEE|DECISION[- ]MAKER"),
    ("date", r"(?:MEETING )?DATE(?: OF MEETING)?"),
    ("title", r"SUBJECT|(?:REPORT )?TITLE"),
    ("item", r"(?:AGENDA )?ITEM(?: NO\.?| NUMBER)?"),
    ("class", r"PUBLIC ?/ ?EXEMPT|CLASSIFICATION|ACCESS"),
    ("lead officer", r"(?:LEAD|RESPONSIBLE|REPORT) (?:OFFICERS?|DIRECTOR|AUTHOR)"),
    ("cabinet member", r"(?:LEAD |RESPONSIBLE )?(?:CABINET|PORTFOLIO) (?:MEMBERS?|HOLDERS?)"),
    ("contact officer", r"CONTACT OFFICERS?"),
    ("wards", r"WARDS?(?: AFFECTED)?"),
    ("decision number", r"DECISION (?:NO\.?|NUMBER)"),
    ("key decision", r"KEY DECISION"),
    ("from", r"FROM|REPORT BY"),
)
CAPITALS = tuple((name, re.compile(rf"(?:{pattern})$")) for name, pattern in _CAPITALS)
COLUMN_GAP = 1.0  # of the type's size: wider than the space between words
# Labels that stand further along the same line and end the value before them
ASIDE = re.compile(r"\s+(?:Job title|Lead Officer (?:name|role)|Ward|Decision n(?:o|umber)) ?[:.].*$", re.IGNORECASE)
ANY_LABEL = re.compile(r"^\W{0,2}[A-Z][\w'’/() .&-]{1,45}:(?:\s|$)")
NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})+[.)]?|\d{1,2}[.)]|\(?[a-z]\)|[ivx]{1,4}[.)])\s+\S")
FULL = 0.86  # of the text's width: a line that reaches so far runs on
INWARD = 18.0  # points: a line set further in than its label belongs to the label's value
MOST_LINES = 5  # of one value


class Field(NamedTuple):
    """A labelled value of the cover; `line` is the index of the label's line."""

    name: str
    value: str
    line: int


def fields_of(lines: Sequence[Line]) -> list[Field]:
    """The labelled values among these lines, in their order; empty ones are left out."""
    found: list[Field] = []
    texts = [line.text for line in lines]
    for index, text in enumerate(texts):
        for name, pattern, _ in LABELS:
            match = pattern.match(text)
            if match is None:
                continue
            value = _value(lines, texts, index, match.end()) if name else ""
            if value:
                found.append(Field(name, value, index))
            break
        else:
            name, start = _in_capitals(lines[index])
            value = _value(lines, texts, index, start) if name else ""
            if value:
                found.append(Field(name, value, index))
    return found + _classed_row(texts)


def first(fields: Sequence[Field], name: str) -> str | None:
    """The first value of that name, or None."""
    return next((field.value for field in fields if field.name == name), None)


def _ends_value(line: Line, left: float) -> bool:
    """True for a line that begins something new: a field, a numbered paragraph, a bullet. `left` is the label's indent."""
    text = line.text
    if any(pattern.match(text) for _, pattern, _ in LABELS) or _in_capitals(line)[0]:
        return True
    other = ANY_LABEL.match(text) is not None and line.left <= left + INWARD
    return other or NUMBERED.match(text) is not None or text.startswith("•")


def _in_capitals(line: Line) -> tuple[str, int]:
    """The label before the line's first wide gap and where its value begins; no label where it is none of ours."""
    wide = COLUMN_GAP * line.size
    for index, (before, after) in enumerate(pairwise(line.words), 1):
        if after.left - before.right > wide:
            label = " ".join(word.text for word in line.words[:index])
            name = next((name for name, pattern in CAPITALS if pattern.match(label)), "")
            return name, len(label)
    return "", 0


def _value(lines: Sequence[Line], texts: Sequence[str], index: int, start: int) -> str:
    parts = [ASIDE.sub("", texts[index][start:]).strip(" :\t")]
    left = lines[index].left
    widest = max(line.right for line in lines)
    for following in range(index + 1, min(len(lines), index + MOST_LINES + 1)):
        line, text = lines[following], texts[following]
        if _ends_value(line, left):
            break
        before = lines[following - 1]
        gap = line.top - before.bottom
        if gap > 1.6 * line.size or gap < -2 * line.size:
            break
        inward = line.left > left + INWARD
        runs_on = before.right > FULL * widest and before.bold == line.bold and len(parts) < 3
        if not parts[0] and len(parts) == 1:
            parts.append(text)  # the value stands on the line below its label
        elif inward or (runs_on and abs(line.left - before.left) < 6):
            parts.append(text)
        else:
            break
    return " ".join(part for part in parts if part).strip()


def _classed_row(texts: Sequence[str]) -> list[Field]:
    """A cover whose labels stand in one row over their values: "Item No. Classification: Date: Meeting Name:"."""
    row = re.compile(r"^item no\.?.*classification.*date.*meeting", re.IGNORECASE)
    for index, text in enumerate(texts[:-1]):
        if not row.match(text):
            continue
        values = re.match(
            r"(?P<item>[\d.]+[a-z]?(?: ?& ?[\d.]+)?)?\s*(?P<access>open|closed|exempt)?\s*"
            r"(?P<date>\d{1,2}\S*(?: \d{1,2}\S*)? \w+ \d{4}|[\d./]{8,10})\s+(?P<to>\D+)",
            texts[index + 1],
            re.IGNORECASE,
        )
        if values:
            named = {"item": "item", "access": "class", "date": "date", "to": "to"}
            return [Field(named[key], value.strip(" ."), index) for key, value in values.groupdict().items() if value]
    return []
