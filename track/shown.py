"""The registers' records become rows: chosen by what is wanted, each with its paper, its paragraph and its later mentions."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from index.library import Library
from index.record import Filters
from index.rows import PARAGRAPH_COLUMNS, paragraph_of
from ingest.paper import Entry, Paragraph
from track import store
from track.outcome import due_now, outcome
from track.record import Due, Figure, Mention, Promise, Recommendation
from track.register_rows import FigureRow, MentionRow, PromiseRow, RecommendationRow, Wanted
from track.stems import stems


class _Placed(Protocol):
    """Any record that stands in a paragraph."""

    @property
    def paper(self) -> str: ...
    @property
    def ordinal(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Shown:
    """The registers of a library as they stand, to be read from."""

    def __init__(self, library: Library, kept: store.Store) -> None:
        self._library, self._store = library, kept

    def promises(self, wanted: Wanted, today: dt.date) -> list[PromiseRow]:
        """The promises wanted, with what became of each; a promise due on no known day is never due before one."""
        with self._store.reading() as connection:
            entries = self._entries(wanted)
            held = store.records(connection, Promise, entries)
            later = self._later(connection, wanted, {promise.id for promise in held})
        at = self._paragraphs(held)
        rows = []
        for promise in held:
            paragraph = at.get((promise.paper, promise.ordinal))
            if paragraph is None or not stands(promise, paragraph):
                continue
            rest = later.get(promise.id, [])
            said = [row.mention for row in rest]
            row = PromiseRow(
                promise=promise,
                entry=entries[promise.paper],
                paragraph=paragraph,
                later=tuple(rest),
                due=due_now(promise.due, said),
                outcome=outcome(promise.status, promise.due, said, wanted.as_at or today),
            )
            if _wanted(row, wanted):
                rows.append(row)
        return rows

    def figures(self, wanted: Wanted) -> list[FigureRow]:
        """The figures wanted."""
        with self._store.reading() as connection:
            entries = self._entries(wanted)
            held = store.records(connection, Figure, entries)
        at = self._paragraphs(held)
        rows = [
            FigureRow(figure=figure, entry=entries[figure.paper], paragraph=paragraph)
            for figure in held
            if (paragraph := at.get((figure.paper, figure.ordinal))) is not None and stands(figure, paragraph)
        ]
        return [
            row
            for row in rows
            if wanted.text is None or holds(wanted.text, row.figure.series, row.figure.key, row.paragraph.text)
        ]

    def recommendations(self, wanted: Wanted, today: dt.date) -> list[RecommendationRow]:
        """The recommendations wanted, with where later papers report on each."""
        with self._store.reading() as connection:
            entries = self._entries(wanted)
            held = store.records(connection, Recommendation, entries)
            later = self._later(connection, wanted, {each.id for each in held})
        at = self._paragraphs(held)
        rows = []
        for each in held:
            paragraph = at.get((each.paper, each.ordinal))
            if paragraph is None or not stands(each, paragraph):
                continue
            rest = later.get(each.id, [])
            became = outcome("planned", each.due, [row.mention for row in rest], wanted.as_at or today)
            row = RecommendationRow(
                recommendation=each, entry=entries[each.paper], paragraph=paragraph, later=tuple(rest), outcome=became
            )
            if _recommended(row, wanted):
                rows.append(row)
        return rows

    def papers(self, wanted: Wanted) -> list[str]:
        """The ids of the papers that entries are wanted of, in the library's order."""
        return list(self._entries(wanted))

    def _entries(self, wanted: Wanted) -> dict[str, Entry]:
        papers = None if wanted.papers is None else tuple(counted(self._library, each) for each in wanted.papers)
        filters = Filters(council=wanted.council, date_to=wanted.as_at, papers=papers)
        return {entry.id: entry for entry in self._library.entries(filters)}

    def _later(
        self, connection: sqlite3.Connection, wanted: Wanted, promised: Collection[str]
    ) -> dict[str, list[MentionRow]]:
        """The later mentions of these promises, by date, none after the day asked for."""
        mentions = [each for each in store.records(connection, Mention) if each.promise in promised]
        entries = self._entries(Wanted(as_at=wanted.as_at))
        at = self._paragraphs(mentions)
        found: dict[str, list[MentionRow]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda each: (each.made or dt.date.min, each.paper)):
            paragraph, entry = at.get((mention.paper, mention.ordinal)), entries.get(mention.paper)
            if paragraph is not None and entry is not None and stands(mention, paragraph):
                found[mention.promise].append(MentionRow(mention=mention, entry=entry, paragraph=paragraph))
        return found

    def _paragraphs(self, held: Iterable[_Placed]) -> Mapping[tuple[str, int], Paragraph]:
        """The paragraphs in which these records stand, by paper and ordinal."""
        wanted: dict[str, set[int]] = defaultdict(set)
        for each in held:
            wanted[each.paper].add(each.ordinal)
        select = (
            f"SELECT {PARAGRAPH_COLUMNS} FROM paragraphs JOIN papers ON papers.key = paragraphs.paper"  # noqa: S608
            " WHERE papers.id = ? AND ordinal IN (SELECT value FROM json_each(?))"
        )
        with self._library.reading() as connection:
            return {
                (paper, row["ordinal"]): paragraph_of(row)
                for paper, ordinals in wanted.items()
                for row in connection.execute(select, (paper, json.dumps(sorted(ordinals))))
            }


def counted(library: Library, paper: str) -> str:
    """The id under which a paper stands in the registers: its own, or that of the copy which a search shows in its place."""
    with library.reading() as connection:
        hidden = library.copies(connection)
        row = connection.execute("SELECT key FROM papers WHERE id = ?", (paper,)).fetchone()
        if row is None or row["key"] not in hidden:
            return paper
        same = connection.execute(
            "SELECT papers.key, papers.id FROM copies JOIN papers ON papers.key = copies.one + copies.other - ?"
            " WHERE ? IN (copies.one, copies.other) ORDER BY papers.key",
            (row["key"], row["key"]),
        ).fetchall()
    return next((str(each["id"]) for each in same if each["key"] not in hidden), paper)


def stands(record: _Placed, paragraph: Paragraph) -> bool:
    """Whether a record's quote still stands where it says: the law of the registers."""
    return paragraph.text[record.start : record.end] == record.quote


def holds(wanted: str, *texts: str | None) -> bool:
    """Whether all the words wanted stand in the texts, their endings left aside.

    >>> holds("average caseloads", "The caseload was 31 on average."), holds("caseloads", None)
    (True, False)
    """
    have = {stem for text in texts if text for stem in _plain_stems(text)}
    return all(stem in have for stem in _plain_stems(wanted))


def _plain_stems(text: str) -> list[str]:
    return [stem for stem, _ in stems(text, light=True)]


def _wanted(row: PromiseRow, wanted: Wanted) -> bool:
    promise = row.promise
    return (
        (wanted.owner is None or holds(wanted.owner, promise.owner))
        and _due_before(row.due, wanted.due_before)
        and wanted.status in (None, row.outcome, "planned" if promise.status == "planned" else None)
        and (wanted.text is None or holds(wanted.text, promise.what, promise.owner, row.paragraph.text))
    )


def _recommended(row: RecommendationRow, wanted: Wanted) -> bool:
    each = row.recommendation
    return (
        (wanted.owner is None or holds(wanted.owner, each.owner, each.by))
        and _due_before(each.due, wanted.due_before)
        and wanted.status in (None, row.outcome, each.response)
        and (wanted.text is None or holds(wanted.text, each.quote, each.reason, row.paragraph.text))
    )


def _due_before(due: Due | None, day: dt.date | None) -> bool:
    return day is None or (due is not None and due.latest is not None and due.latest <= day)
