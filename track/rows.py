"""Rows of action plans and of recommendation tables to promises: what is to be done, by whom, by when, how far it is.

A table's heads are its columns' names, or a row of its own that says what an officer's and a date's column are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.paper import Paragraph
from track.dates import due_of
from track.record import Status

CELL = " | "
HEAD_LETTERS = 70  # of a column's head: below it the first row may have been read into it
# Role: what a column's head says when all but its letters are dropped (text layers part words: "IDENTIFIED OFF ICER").
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("risk", re.compile(r"risk|likelihood|threat|impactscore|inherent|residual|probability")),
    ("reported", re.compile(r"reportback|scrutinymeeting|dateofmeeting|nextreview|reviewdate")),
    (
        "due",
        re.compile(
            r"timetable|timescale|bywhen|^when|deadline|^due|duedate|targetdate|completiondate|"
            r"dateforcompletion|timeline|"
            r"timeframe|revised|implementationdate|enddate|completeby|^date$|targetcompletion|"
            r"milestonedate"
        ),
    ),
    ("response", re.compile(r"accept|response|reject|agreed|decision")),
    (
        "owner",
        re.compile(
            r"officer|owner|^lead|^led|ledby|leadofficer|responsib|bywho|^who|accountab|actionby|"
            r"assigned|leadname|leadagency|personresp"
        ),
    ),
    ("status", re.compile(r"^rag|status|progress|position|^update|outcome|complete|commentary")),
    (
        "action",
        re.compile(
            r"action|recommendation|^what|improvement|^task|activity|deliverable|nextstep|"
            r"mitigation|measure|commitment|howwill|objective"
        ),
    ),
)
_DONE = re.compile(
    r"^(?:\W*)(?:complete[d]?|done|achieved|closed|implemented|delivered|met|blue|yes)\b(?! by)|\bcompleted?\b(?= "
    r"(?:on|in|\d))|adequate measures are in place|already in place",
    re.IGNORECASE,
)
_UNDERWAY = re.compile(
    r"\b(?:in progress|under ?way|on-?going|on track|on course|started|commenced|amber|green|partially|partly "
    r"complete|continu\w+|being)\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"^\W*(?:not accepted|rejected|reject\b|declined|not agreed|no\b(?! change))", re.IGNORECASE)
_EMPTY = re.compile(r"^\W*(?:n/?a|none|nil|tbc|-)?\W*$", re.IGNORECASE)
_OUGHT = re.compile(r"\b(?:should|needs? to|must|ought to)\b", re.IGNORECASE)
LONGEST_OWNER = 16  # words; more is a text, not a name
_BEGUN = re.compile(r"^\W*(?:already )?(?:commenced|started|began|in place|established|launched)\b", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|being|intend\w*|planned|to be)\b", re.IGNORECASE)
_PERSON_AND_POST = re.compile(
    r"^((?:[A-Z][\w'’-]+ ){1,2}[A-Z][\w'’-]+) (?=(?:(?:[A-Z]\w+ )?(?:Director|Head|Manager|Officer|Chief)|"
    r"director|head|manager|officer|chief)\b)"
)


@dataclass(frozen=True, slots=True)
class Heads:
    """What each column of a table is: its place by role. `many` is the number of columns."""

    many: int
    action: int
    owner: int | None
    due: int | None
    status: int | None
    response: int | None
    reported: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that promises: its cells by role, empty where the table has no such column."""

    action: str
    owner: str
    due: str
    status: Status
    response: str
    reported: str


def heads_of(names: Sequence[str]) -> Heads | None:
    """What the columns are, or None unless the table says of actions who or by when; a register of risks is none."""
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        role = role_of(name)
        if role and role not in places:
            places[role] = place
    if "risk" in places or "action" not in places or not ({"owner", "due"} & set(places)):
        return None
    found = {role: places.get(role) for role in ("owner", "due", "status", "response", "reported")}
    if found["owner"] is None and len(names) < 3 and found["due"] is None:
        return None
    return Heads(len(names), places["action"], **found)


def numbered_owners(paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """Who leads what number, where a table says so: {"2": "Grace Ellerby, Principal Social Worker"}."""
    leads: dict[str, str] = {}
    for paragraph in paragraphs:
        cells = paragraph.text.split(CELL) if paragraph.columns else []
        places = [n for n, head in enumerate(paragraph.columns) if role_of(head) == "owner"]
        if len(cells) == len(paragraph.columns) and places and cells[0].strip().isdigit() and cells[places[0]].strip():
            leads.setdefault(cells[0].strip(), cells[places[0]].strip())
    return leads


def role_of(head: str) -> str | None:
    """What a column is, by its head: "owner", "due", "action"…; None where its letters say none of these."""
    letters = (re.sub(r"[^a-z]", "", head.lower().split("(")[0]) or re.sub(r"[^a-z]", "", head.lower()))[:HEAD_LETTERS]
    return next((role for role, pattern in _ROLES if pattern.search(letters)), None)


def rows(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, Row]]:
    """The rows of a paper's action tables that promise, each with its paragraph, in order."""
    heads: Heads | None = None
    columns: tuple[str, ...] | None = None
    for paragraph in paragraphs:
        if paragraph.kind != "table":
            columns = None if paragraph.kind == "heading" else columns
            continue
        cells = paragraph.text.split(CELL)
        if paragraph.columns != columns:
            columns, named = paragraph.columns, heads_of(paragraph.columns)
            heads = named or (heads if not any(columns) and heads and heads.many == len(columns) else None)
        told = heads_of(cells) if sum(map(len, cells)) < 400 else None
        if told is not None and len(cells) >= 3:
            heads = told
        elif heads is not None and len(cells) == heads.many:
            row = _row(cells, heads)
            if row is not None and (any(columns or ()) or _plausible(row, heads)):
                yield paragraph, row


def _plausible(row: Row, heads: Heads) -> bool:
    """Whether a row of a table without heads fits those of the table before: a name for an owner, a time for a date."""
    named = heads.owner is None or (0 < len(row.owner.split()) <= 14 and not re.search(r"\d|[.;:]\s", row.owner))
    return named and (
        heads.due is None
        or not row.due
        or due_of(row.due, None) is not None
        or len(row.due.split()) <= 4
        or bool(row.response)
    )


def _row(cells: Sequence[str], heads: Heads) -> Row | None:
    def cell(place: int | None) -> str:
        return cells[place].strip() if place is not None else ""

    action, owner, due, response = cell(heads.action), cell(heads.owner), cell(heads.due), cell(heads.response)
    if len(owner.split()) > LONGEST_OWNER:
        owner = ""
    if len(action.split()) < 2 or _REFUSED.match(response) or (_EMPTY.match(owner) and _EMPTY.match(due)):
        return None
    if not response and not due and _OUGHT.search(action):
        return None  # an inspector's or a committee's recommendation: nobody has taken it on
    if heads.due is not None and due and _EMPTY.match(due) and not _TO_COME.search(" ".join(cells)):
        return None  # "N/A" under "timetable": there is nothing more to do
    begun = bool(_BEGUN.match(due))  # "Commenced October 2024" under "timescale" is no date to come
    status: Status = "underway" if begun else status_of(cell(heads.status) or response)
    due = "" if begun else due
    return Row(
        action,
        "" if _EMPTY.match(owner) else _owner(owner),
        due,
        status,
        response,
        cell(heads.reported),
    )


def _owner(cell: str) -> str:
    """A person and a post that a narrow column ran together are parted: "Steve Iles director of streets"."""
    return re.sub(r" /(?=\S)|(?<=\S)/ ", " / ", _PERSON_AND_POST.sub(r"\1, ", re.sub(r"\s+", " ", cell)))


def status_of(words: str) -> Status:
    """Read "Complete", "On track" or nothing: how far a plan's row says it is."""
    if _DONE.search(words):
        return "done"
    return "underway" if _UNDERWAY.search(words) else "planned"
