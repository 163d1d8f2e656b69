"""A paper to the promises it makes: what, by whom, by when, and how far along; each proved by its sentence or table row.

"The plan will go to Cabinet for final sign off on the 20th November" in a paper of October 2017 is a promise of the paper's
council, planned, due on 2017-11-20. Rules alone, one paper at a time: the same paper gives the same promises with the same ids,
whatever else is held.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from ingest.paper import Paper, Paragraph
from track.dates import due_of
from track.entry import Entry, fallback, title
from track.owners import Owner
from track.prose import told
from track.record import Promise
from track.rows import rows

# Papers of these kinds tell what a service, a law or a meeting is, not what somebody will do.
SILENT_KINDS = frozenset({"guidance", "agenda"})
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
        due = due_of(row.due, paper.date) if row.due else None
        yield paragraph, Entry((0, len(paragraph.text)), title(row.action), owner, due, row.status)


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
