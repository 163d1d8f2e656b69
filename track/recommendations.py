"""A paper becomes its recommendations: those of an inspection, those of a committee, and those answered in a table.

Three forms are read: the rows of a table whose heads name a recommendation ("SCRUTINY RECOMMENDATION | ACCEPT/REJECT | IDENTIFIED
OFFICER | TIMETABLE"); what an inspectorate lists under "Recommendations" or "What needs to improve"; and the numbered list after
"The Committee made the following recommendations:". What officers ask a meeting to decide ("Cabinet is asked to:") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.paper import Paper, Paragraph
from track.dates import due_of
from track.record import Recommendation, Response
from track.sentences import sentences
from track.statement import SHORTEST

INSPECTORATE = "Ofsted"
CELL = " | "

# Headings under which an inspectorate lists what it wants, as printed.
_WANTS = re.compile(
    r"^(?:\d+\.? )?(?:(?:summary of )?recommendations?\b|(?:areas? for (?:priority )?(?:improvement|action)|priority actions?)\b|"
    r"what needs to improve|areas? (?:that|which) need)",
    re.IGNORECASE,
)
# "The Committee made the following recommendations:", "RESOLVED to recommend the following:"
_INTRODUCES = re.compile(
    r"(?:(?:made|make|makes|agreed|with) the following recommendations?|resolved to recommend(?: the following| that)?|"
    r"recommends? (?:to (?:the )?\w[\w ]{2,40})?that|recommends? the following)\W*$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:is|are) (?:asked|recommended|requested|invited) to\b|\brecommended that\W*$", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:[A-Z][\w’'-]*,? (?:(?:and|AND|for|FOR|of|OF|&) )?){1,8}"
    r"(?:Sub-?Committee|SUB-?COMMITTEE|Committee|COMMITTEE|Commission|COMMISSION|Panel|PANEL|Board|BOARD)\b"
)
# "Early help services are a real strength": a finding, after which no recommendation of the same list follows.
_FINDING = re.compile(
    r"^(?!Ensur|Improv|Strengthen|Review|Develop|.{0,80}\b(?:should|must)\b)(?:\S+ ){1,10}?"
    r"(?<!that )(?<!which )(?<!who )(?<!where )(?<!when )(?<!what )(?<!how )"
    r"(?:is|are|was|were|has|have|had|do|does|did|know|knows|receive|live)\b",
)
_HEADLINE = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}\b|[^a-z]+$"
)  # "20 June 2017 – SCRUTINY SUB-COMMITTEE"
_NUMBER = re.compile(r"^\s*(?P<number>R?\d{1,3}|[a-z]|[ivx]{1,4})[.):]?\s+(?=\S)")
_BULLET = re.compile(r"^\s*[•▪‣◦\uf0b7–-]\s*")
# (the response, how it is printed); the first that matches wins. Examples: "Partially accepted - this is dependent on", "Accept".
_PRINTED: tuple[tuple[Response, str], ...] = (
    ("partly", r"^\W*(?:partial(?:ly)?|partly|part|in part)[- ]*(?:accept\w*|agree\w*)?"),
    ("partly", r"^\W*(?:accept\w*|agree\w*) in (?:part|principle)\b"),
    ("rejected", r"^\W*(?:reject\w*|not (?:accept|agree)\w*|declined?|refused?)\b"),
    ("accepted", r"^\W*(?:fully )?(?:accept|agree)(?:ed|s)?\b"),
)
_RESPONSES = tuple((meant, re.compile(pattern, re.IGNORECASE)) for meant, pattern in _PRINTED)
# What a column's head says, spaces left out, for narrow columns are torn ("SCRUTINY R ECOMMENDA TION").
_COLUMNS = (
    ("response", re.compile(r"accept|response|agreed|decision")),
    ("owner", re.compile(r"officer|owner|lead|responsib")),
    ("due", re.compile(r"timetable|timescale|deadline|duedate|targetdate|completion|bywhen")),
    ("recommendation", re.compile(r"recommendation")),
    ("number", re.compile(r"^(?:no|number|ref|reference|#)\.?$")),
)


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a recommendation stands in a paragraph, and what is printed beside it."""

    start: int
    end: int
    number: str
    by: str | None
    response: str | None = None
    owner: str | None = None
    due: str | None = None


def recommendations(paper: Paper) -> list[Recommendation]:
    """The recommendations a paper makes or answers, in reading order."""
    found = [
        *_answered(paper.paragraphs),
        *_listed(paper.paragraphs),
        *(_inspected(paper.paragraphs) if paper.kind in ("ofsted_report", "ofsted_letter") else ()),
    ]
    made = [_made(paper, paragraph, each) for paragraph, each in found if each.end - each.start >= SHORTEST]
    return sorted({each.id: each for each in made}.values(), key=lambda each: (each.ordinal, each.start))


def response_of(text: str) -> tuple[Response | None, str | None]:
    """What a response says, and the reason printed with it.

    >>> response_of("Rejected. Members can obtain such information direct from officers")
    ('rejected', 'Members can obtain such information direct from officers')
    >>> response_of("As above, parallel parking criteria has been amended")
    (None, 'As above, parallel parking criteria has been amended')
    """
    for meant, pattern in _RESPONSES:
        match = pattern.match(text)
        if match:
            return meant, text[match.end() :].strip(" \n.,;:–-") or None
    return None, text.strip() or None


def _made(paper: Paper, paragraph: Paragraph, found: _Found) -> Recommendation:
    response, reason = response_of(found.response) if found.response else (None, None)
    return Recommendation(
        id=f"{paper.id}#r{paragraph.ordinal}.{found.start}",
        paper=paper.id,
        ordinal=paragraph.ordinal,
        quote=paragraph.text[found.start : found.end],
        start=found.start,
        end=found.end,
        number=found.number,
        by=found.by,
        response=response,
        reason=reason,
        owner=found.owner,
        due=due_of(found.due, paper.date) if found.due and paper.date else None,
        made=paper.date,
    )


def _answered(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, _Found]]:
    """The rows of tables whose heads name a recommendation, with the response, officer and date in the same row."""
    heads: dict[str, int] = {}
    by: str | None = None
    for paragraph in paragraphs:
        if paragraph.kind != "table":
            by = by if paragraph.kind == "heading" else None
            continue
        own = _heads(paragraph.columns)
        row = _heads(_cells(paragraph))
        if row and len(row) > 1 and "response" in row:
            heads = row  # the heads were read as a row, for the table has none of its own that fits
            continue
        use = own or heads
        cells = _cells(paragraph)
        if len(cells) == 1 and _INTRODUCES.search(cells[0]):
            by = _body(cells[0])
        place = use.get("recommendation")
        if place is None or len(cells) < 3 or place >= len(cells):
            continue
        start, end, number = _trimmed(paragraph, cells, place)
        if not number and "number" in use and use["number"] < len(cells):
            number = cells[use["number"]].strip()
        if number:
            texts = {name: cells[at].strip() for name, at in use.items() if at < len(cells)}
            yield (
                paragraph,
                _Found(start, end, number, by, texts.get("response"), texts.get("owner"), texts.get("due")),
            )


def _heads(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds what, when the cells are heads that name a recommendation; else nothing."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        squashed = re.sub(r"\s+", "", cell).lower()[:60]
        name = next((name for name, pattern in _COLUMNS if pattern.search(squashed)), None)
        if name == "due" and "report" in squashed:  # "date of scrutiny meeting to report back" is no timetable
            continue
        if name is not None:
            found.setdefault(name, at)
    short = all(len(cell) < 400 for cell in cells)
    return found if "recommendation" in found and len(found) > 1 and short and not cells[0][:1].isdigit() else {}


def _cells(paragraph: Paragraph) -> list[str]:
    return paragraph.text.split(CELL)


def _trimmed(paragraph: Paragraph, cells: Sequence[str], place: int) -> tuple[int, int, str]:
    """Where the words of a cell begin and end in the row, and the number in front of them."""
    start = sum(len(cell) + len(CELL) for cell in cells[:place])
    end = start + len(cells[place].rstrip())
    match = _NUMBER.match(cells[place])
    return (start + match.end(), end, match["number"]) if match else (start, end, "")


def _inspected(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, _Found]]:
    """What stands under an inspectorate's heading for it: each numbered paragraph, or each bullet."""
    count, numbered, over = 0, False, False
    for paragraph in paragraphs:
        if paragraph.kind == "heading":
            count, numbered, over = 0, False, False
        if paragraph.kind in ("heading", "table") or not _WANTS.match(
            paragraph.heading[-1] if paragraph.heading else ""
        ):
            continue
        printed = paragraph.label_kind == "printed"
        finding = not numbered and _FINDING.match(_BULLET.sub("", paragraph.text)) is not None
        over = over or finding or (numbered and not printed)  # what follows a numbered list is no more of it
        if over:
            continue
        if printed:
            numbered = True
            if not paragraph.text.rstrip().endswith(":"):
                yield paragraph, _Found(0, len(paragraph.text.rstrip()), paragraph.label, INSPECTORATE)
        elif paragraph.kind in ("list", "recommendation"):
            for each in sentences(paragraph.text):
                bulleted = _BULLET.match(paragraph.text[: each.start].rpartition("\n")[2] or each.text)
                if each.text.endswith(":") or not (bulleted or paragraph.kind == "recommendation"):
                    continue
                count += 1
                yield paragraph, _Found(each.start, each.end, str(count), INSPECTORATE)


def _listed(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, _Found]]:
    """The numbered list that follows "The Committee made the following recommendations:", until it counts afresh or ends."""
    by: str | None = None
    level = 0
    for before, paragraph in zip((None, *paragraphs), paragraphs, strict=False):
        text = paragraph.text.rstrip()
        if paragraph.kind in ("heading", "table"):
            level = 0
        elif _INTRODUCES.search(text) and text.endswith(":") and not _ASKED.search(text):
            level, by = 1, _body(text, before.text if before else "", *paragraph.heading[::-1])
        elif level and paragraph.label_kind == "printed" and paragraph.label.endswith(")"):
            if _HEADLINE.match(text):  # the next committee's heading, taken for the last of the list
                level = 0
                continue
            yield paragraph, _Found(0, len(text), paragraph.label, by)
        elif level and paragraph.label_kind == "printed":
            level = 0


def _body(*texts: str) -> str | None:
    """The committee that the first of these texts names in full, with the words that tell it from others."""
    for text in texts:
        for match in _BODY.finditer(text):
            name = re.sub(r"^(?:The|THE) ", "", match[0])
            if len(name.split()) > 1:
                return name
    return None
