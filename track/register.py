"""The registers of a library: what was promised and what became of it, the figures, the recommendations.

papers new to the registers -> promises, figures, recommendations, statements -> store -> links to later mentions -> rows

The registers are derived: `update` brings them up to the library, at the end of every ingest and, where that was missed,
when a register is read. Of papers that are the same, only the one that a search shows counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.errors import UnknownPaper
from index.library import Library
from index.manifest import generation_of
from ingest.names import place
from ingest.paper import Paper
from track import store
from track.figures import figures
from track.follow import mentions
from track.promises import promises
from track.recommendations import recommendations
from track.record import Promise, Recommendation
from track.register_rows import FigureRow, PromiseRow, RecommendationRow, Wanted
from track.shown import Shown
from track.statement import Statement, statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an update has come: `done` of `total` papers; `paper` is the id of the one just read."""

    done: int
    total: int
    paper: str


class Registers:
    """The registers of an open library. Safe to use from several threads and processes, as the library is."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._store = store.Store(library.folder)

    @classmethod
    def open(cls, library: Library) -> Registers:
        """The registers of this library. Nothing is read until something is asked or `update` is called."""
        return cls(library)

    def update(self, progress: Callable[[Progress], None] | None = None) -> int:
        """Bring the registers up to the library; how many papers were read for it. Cut off, it goes on where it was.

        Raises LibraryError when the registers cannot be written.
        """
        generation, wanted = self._wanted()
        with self._store.reading() as connection:
            held = store.known(connection)
        gone = [id for id, paper in held.items() if not _same(paper, wanted.get(id))]
        new = [paper for id, paper in wanted.items() if not _same(held.get(id), paper)]
        if gone:
            with self._store.writing() as connection:
                store.forget(connection, gone)
        for done, paper in enumerate(new, start=1):
            self._take_in(paper)
            if progress is not None:
                progress(Progress(done=done, total=len(new), paper=paper.id))
        self._follow()
        with self._store.writing() as connection:
            store.note_generation(connection, generation)
        return len(new)

    def promises(self, wanted: Wanted = Wanted(), *, today: dt.date | None = None) -> list[PromiseRow]:
        """The promises asked for, by paper and place in it, each with what became of it as at `wanted.as_at` or today."""
        return self._shown().promises(wanted, today or dt.date.today())

    def figures(self, wanted: Wanted = Wanted()) -> list[FigureRow]:
        """The figures asked for, by paper and place in it; `owner`, `status` and `due_before` do not bear on them."""
        return self._shown().figures(wanted)

    def recommendations(self, wanted: Wanted = Wanted(), *, today: dt.date | None = None) -> list[RecommendationRow]:
        """The recommendations asked for, each with its response and where later papers report on it.

        `wanted.status` may also be a response: "accepted", "partly", "rejected".
        """
        return self._shown().recommendations(wanted, today or dt.date.today())

    def unasked(self, wanted: Wanted, model: str) -> list[str]:
        """The ids of the papers wanted that this language model was not yet asked about, in the library's order."""
        papers = self._shown().papers(wanted)
        with self._store.reading() as connection:
            open_ = store.known(connection).keys() - store.asked(connection, model)
        return [paper for paper in papers if paper in open_]

    def take_in_proposed(self, paper: str, proposed: Sequence[Promise], model: str) -> None:
        """Keep what a language model proposed of a paper and the paper bore out, and look for later words on it.

        It stays until the paper changes or goes, or the rules change. Raises LibraryError when it cannot be written.
        """
        with self._store.writing() as connection:
            if paper in store.known(connection):  # it may have been taken out while the model was asked
                store.add(connection, "promises", proposed)
                store.note_asked(connection, paper, model)

    def follow(self) -> None:
        """Make the links that are still missing, as after `take_in_proposed`."""
        self._follow()

    def generation(self) -> str:
        """A word that changes whenever the registers may have changed, because the library or the rules did."""
        with self.library.reading() as connection:
            return f"{generation_of(connection)}-{store.version()}"

    def current(self) -> bool:
        """Whether the registers are up to the library; otherwise they are brought up before the next reading."""
        with self.library.reading() as connection:
            generation = generation_of(connection)
        with self._store.reading() as connection:
            return store.generation(connection) == generation

    def _shown(self) -> Shown:
        """The registers ready to be read, brought up to the library first when it has moved on."""
        if not self.current():
            self.update()
        return Shown(self.library, self._store)

    def _wanted(self) -> tuple[str, dict[str, store.Known]]:
        """The library's generation, and each paper that counts."""
        with self.library.reading() as connection:
            copies = self.library.copies(connection)
            rows = connection.execute("SELECT key, id, sha256, council, date FROM papers ORDER BY key").fetchall()
            generation = generation_of(connection)
        return generation, {
            row["id"]: store.Known(
                id=row["id"],
                key=row["key"],
                sha256=row["sha256"],
                place=place(row["council"]).casefold() if row["council"] else None,
                made=dt.date.fromisoformat(row["date"]) if row["date"] else None,
            )
            for row in rows
            if row["key"] not in copies
        }

    def _take_in(self, known: store.Known) -> None:
        try:
            paper = self.library.paper(known.id)
        except UnknownPaper:  # taken out meanwhile; the next update knows
            return
        entries = read(paper)
        with self._store.writing() as connection:
            store.put(connection, known, entries)

    def _follow(self) -> None:
        """Make the links of papers that have none yet, council by council."""
        with self._store.reading() as connection:
            held = store.known(connection)
        for name in sorted({paper.place for paper in held.values() if paper.place and not paper.followed}):
            self._follow_one([paper for paper in held.values() if paper.place == name])

    def _follow_one(self, papers: Sequence[store.Known]) -> None:
        made = {paper.id: paper.made for paper in papers if paper.made is not None}
        fresh = {paper.id for paper in papers if not paper.followed}
        with self._store.reading() as connection:
            promised: list[Promise | Recommendation] = [
                *store.records(connection, Promise, made),
                *store.records(connection, Recommendation, made),
            ]
            said = store.records(connection, Statement, made)
        found = mentions(promised, said, made, fresh=fresh)
        with self._store.writing() as connection:
            store.add(connection, "mentions", found)
            store.note_followed(connection, fresh)


def read(paper: Paper) -> dict[str, Sequence[object]]:
    """All that the registers keep of one paper, by table."""
    return {
        "promises": promises(paper),
        "figures": figures(paper),
        "recommendations": recommendations(paper),
        "statements": statements(paper),
    }


def _same(one: store.Known | None, other: store.Known | None) -> bool:
    return one is not None and other is not None and (one.key, one.sha256) == (other.key, other.sha256)
