"""A paper to the promises it makes: what, by whom, by when, and how far along; each proved by its sentence or table row.

"The plan will go to Cabinet for final sign off on the 20th November" in a paper of October 2017 is a promise of the paper's
council, planned, due on 2017-11-20. Rules alone, one paper at a time: the same paper gives the same promises with the same ids,
whatever else is held.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator

from ingest.paper import Paper, Paragraph
from track.dates import due_of, dues
from track.entry import Entry, fallback, title
from track.owners import Owner
from track.prose import told
from track.record import Due, Promise
from track.rows import Row, rows
from track.stems import stems

# Papers of these kinds tell what a service, a law or a meeting is, not what somebody will do.
SILENT_KINDS = frozenset({"guidance", "agenda"})
_CLAUSES = re.compile(r"[;.] |,? \b(?:and therefore|and so|and then|so that|but|while|whilst|with)\b ")
_TO_COME = re.compile(r"\b(?:will|to be|expected|planned|anticipated|due|scheduled)\b")
FORM = 4  # a sentence printed so often in one paper is a form's


def promises(paper: Paper) -> list[Promise]:
    """The promises of a paper in reading order. Nothing for a paper that only lays down or announces (guidance, an agenda)."""
    if paper.kind in SILENT_KINDS:
        return []
    found = [promise_of(paper, paragraph, entry) for paragraph, entry in _planned(paper)]
    planned = {promise.ordinal for promise in found}
    found += _once(
        promise_of(paper, paragraph, entry) for paragraph, entry in told(paper) if paragraph.ordinal not in planned
    )
    return sorted(found, key=lambda promise: (promise.ordinal, promise.start, promise.id))


def _planned(paper: Paper) -> Iterator[tuple[Paragraph, Entry]]:
    """The rows of its action plans; a row is quoted whole."""
    for paragraph, row in rows(paper.paragraphs):
        owner = Owner(row.owner, "column") if row.owner else fallback(paper, None)
        for number, (what, due) in enumerate(_each_clause(row, paper.date)):
            yield paragraph, Entry((0, len(paragraph.text)), title(what), owner, due, row.status, number)


def _each_clause(row: Row, made: dt.date | None) -> Iterator[tuple[str, Due | None]]:
    """A row's action with its due date, then what else its cell says is to come.

    "The project is to be complete in April 2018 and therefore the impact assessment is expected in Spring 2021" says
    2021 of "that an impact assessment be undertaken", and 2018 of the project.
    """
    spoken = {stem for stem, _ in stems(row.action) if stem.isalpha()}
    clauses = [clause for clause in _CLAUSES.split(row.due) if any(each.due.date for each in dues(clause, made))]
    shared = [len({stem for stem, _ in stems(clause)} & spoken) for clause in clauses]
    if len(clauses) < 2 or shared.count(max(shared)) > 1:
        yield row.action, due_of(row.due, made) if row.due else None
        return
    own = clauses[shared.index(max(shared))]
    yield row.action, due_of(own, made)
    yield from ((clause, due_of(clause, made)) for clause in clauses if clause != own and _TO_COME.search(clause))


def _once(found: Iterable[Promise]) -> Iterator[Promise]:
    """A sentence that a paper says again is one promise; one that it says over and over is a form's, and none."""
    said: dict[str, list[Promise]] = {}
    for promise in found:
        said.setdefault(f"{promise.quote}\n{promise.what}\n{promise.due}", []).append(promise)
    return (same[0] for same in said.values() if len(same) < FORM)


def promise_of(paper: Paper, paragraph: Paragraph, entry: Entry, *, proposed: bool = False) -> Promise:
    """The entry as a promise of its paper, with an id that is the same whenever the paper is read."""
    start, end = entry.place
    key = f"{paper.id}\n{paragraph.ordinal}\n{start}" + (f"\n{entry.number}" if entry.number else "")
    return Promise(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        paper=paper.id,
        ordinal=paragraph.ordinal,
        quote=paragraph.text[start:end],
        start=start,
        end=end,
        what=entry.what,
        owner=entry.owner.name if entry.owner else None,
        owner_source=entry.owner.source if entry.owner else None,
        due=entry.due,
        made=paper.date,
        status=entry.status,
        proposed=proposed,
    )
