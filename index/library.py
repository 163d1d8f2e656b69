"""A library: the folder that holds everything ingested, opened to be read, searched and added to.

::

    library/
      library.sqlite   the truth: files, papers, paragraphs, words, vectors, what the ranker read
      vectors.faiss    a cache, made again from SQLite when missing or out of date
      words/           another, in larger libraries
      manifest.json    what it is made of, for people
      sources/         a copy of every file, by its sha256
"""

from __future__ import annotations

import difflib
import json
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from index import dense, schema
from index.bm25 import Words
from index.copies import also_in, hidden
from index.embed import Embedder
from index.errors import LibraryError, UnknownPaper
from index.filters import paper_keys
from index.manifest import Model, counts, generation_of, model_of, read_manifest, write_manifest
from index.prepared import OpenWords, generations, prepared, settle_vectors, settle_words
from index.ranker import load_ranker
from index.record import Filters
from index.rows import ENTRY_COLUMNS, PARAGRAPH_COLUMNS, entry_of, paragraph_of
from index.spans import Spans
from index.writing import SOURCES, Writing, lock, refuse_other_model, said
from ingest.paper import Entry, Paper, Paragraph

T = TypeVar("T")
MOST_KNOWN = 200  # filters whose papers are remembered


class Library:
    """An open library. Safe to use from several threads, and while another process writes to the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._idle: list[sqlite3.Connection] = []  # connections no reader is using
        self._lock = threading.Lock()
        self._preparing = threading.Lock()  # one reads what searching needs, the others wait for it
        self._vectors: dense.Vectors | None = None
        self._words = OpenWords(folder)
        self._known: tuple[str, dict[object, Any]] = ("", {})  # what follows from the library at a generation
        self.spans = Spans()

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Library:
        """Open the library in a folder; `create` makes an empty one where there is none.

        Raises LibraryError when there is none, or when it is damaged or of another format, saying how to rebuild it.
        """
        folder = Path(folder)
        read_manifest(folder)
        if create:
            schema.create(folder)
        schema.check(folder)
        return cls(folder)

    def close(self) -> None:
        """Give back what is held open. The library may be used again afterwards."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()
            self._vectors, self._words = None, OpenWords(self.folder)

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the library as it is now until it is given back, whatever is written meanwhile."""
        with self._lock:
            connection = self._idle.pop() if self._idle else schema.connect(self.folder)
        try:
            connection.execute("BEGIN")
            yield connection
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            with self._lock:
                self._idle.append(connection)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The right to change the library; on leaving, FAISS and the manifest follow. Raises LibraryError when taken."""
        with lock(self.folder):
            connection = schema.connect(self.folder, write=True)
            try:
                schema.bring_up(connection)
                writing = Writing(self.folder, connection)
                writing.sweep()
                try:
                    yield writing
                finally:
                    writing.sweep()
                    self._follow(connection)
            finally:
                connection.close()

    def put(self, file: str, sha256: str, papers: Sequence[Paper], embedder: Embedder) -> None:
        """Take in one file's papers, in place of what it held before; `index.build` does this for many files.

        Raises UnfitPaper, or LibraryError when the disk is full or another writes; the library is then as it was.
        """
        with self.writing() as writing:
            writing.adopt(embedder)
            writing.take_in(file, sha256, papers, embedder, load_ranker())

    def remove(self, file: str) -> None:
        """Take one file's papers out. A file that is not there is no error."""
        with self.writing() as writing:
            writing.remove(file)

    def files(self) -> dict[str, str]:
        """The files taken in, by name, each with its sha256."""
        with self.reading() as connection:
            return dict(connection.execute("SELECT name, sha256 FROM files ORDER BY name").fetchall())

    def locations(self) -> dict[str, str]:
        """The absolute paths the files were taken from, each with the name the file has here."""
        with self.reading() as connection:
            return dict(connection.execute("SELECT location, name FROM files ORDER BY name").fetchall())

    def entries(self, filters: Filters = Filters(), *, once: bool = False) -> list[Entry]:
        """What the catalogue says of each paper, by file and place in it; `once`: of copies only the one that is searched."""
        with self.reading() as connection:
            return list(self._once(connection, ("entries", filters, once), lambda: _entries(connection, filters, once)))

    def held(self, file: str) -> tuple[tuple[Entry, ...], tuple[int, ...]]:
        """The papers that a file holds, and each one's number of paragraphs; nothing for a file that is not here."""
        with self.reading() as connection:
            rows = connection.execute(
                f"SELECT key, {ENTRY_COLUMNS}, (SELECT count(*) FROM paragraphs WHERE paper = papers.key) AS many"  # noqa: S608
                " FROM papers WHERE sha256 = (SELECT sha256 FROM files WHERE name = ?) ORDER BY key",
                (file,),
            ).fetchall()
            elsewhere = also_in(connection, (row["key"] for row in rows))
            entries = tuple(entry_of(row, elsewhere.get(row["key"], ())) for row in rows)
            return entries, tuple(row["many"] for row in rows)

    def paper(self, id: str) -> Paper:
        """A paper, whole. Raises UnknownPaper."""
        with self.reading() as connection:
            row = connection.execute(f"SELECT key, {ENTRY_COLUMNS}, text FROM papers WHERE id = ?", (id,)).fetchone()  # noqa: S608
            if row is None:
                raise self._unknown(connection, id)
            entry = entry_of(row, also_in(connection, [row["key"]]).get(row["key"], ()))
            known = {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
            return Paper(**known, text=row["text"], paragraphs=tuple(_paragraphs(connection, id)))

    def paragraphs(self, id: str) -> list[Paragraph]:
        """A paper's paragraphs in reading order. Raises UnknownPaper."""
        with self.reading() as connection:
            if connection.execute("SELECT 1 FROM papers WHERE id = ?", (id,)).fetchone() is None:
                raise self._unknown(connection, id)
            return _paragraphs(connection, id)

    def source(self, file: str) -> Path:
        """The library's own copy of a file. Raises LibraryError when it has none."""
        with self.reading() as connection:
            row = connection.execute(
                "SELECT sha256, suffix FROM files JOIN contents USING (sha256) WHERE name = ?", (file,)
            ).fetchone()
        kept = self.folder / SOURCES / f"{row['sha256']}{row['suffix']}" if row else None
        if kept is None or not kept.is_file():
            raise LibraryError(self.folder, f"no copy of {file} is kept here", "Ingest the file again.")
        return kept

    @property
    def model(self) -> Model | None:
        """The embedding model the library was built with, or None while it is empty."""
        with self.reading() as connection:
            return model_of(connection)

    def counts(self) -> dict[str, int]:
        """How many files, papers, paragraphs and passages are in it."""
        with self.reading() as connection:
            return counts(connection)

    def check_embedder(self, embedder: Embedder) -> None:
        """Raise ModelError unless the embedder's vectors can be compared with the library's."""
        model = self.model
        if model is not None:
            refuse_other_model(self.folder, model.name, model.revision, embedder)

    def vectors(self, connection: sqlite3.Connection) -> dense.Vectors:
        """FAISS over the passages that `connection` sees: kept, read from its file, or made again from SQLite."""
        model, generation = model_of(connection), generation_of(connection)
        dimension = model.dimension if model else 1
        with self._preparing:
            held = self._vectors
            if held is None or held.dimension != dimension:
                held = dense.load(self.folder / dense.FILE, dimension, generations(connection), mapped=True)
            if held.generation != generation:
                held.follow(connection, generation)
            self._vectors = held
            return held

    def words(self, connection: sqlite3.Connection) -> Words | None:
        """The words of the paragraphs that `connection` sees, as arrays; None when they are to be looked up in FTS5."""
        with self._preparing:
            return self._words.at(connection)

    def copies(self, connection: sqlite3.Connection) -> frozenset[int]:
        """The papers (by key) that a search of the whole library leaves out, for it shows a copy of each."""
        return self.searched(connection, Filters())[1]

    def searched(self, connection: sqlite3.Connection, filters: Filters) -> tuple[list[int] | None, frozenset[int]]:
        """The papers (by key) that a search looks at, None for all, and those that it leaves out, for it shows a copy."""

        def work() -> tuple[list[int] | None, frozenset[int]]:
            allowed = paper_keys(connection, filters)
            copies = frozenset(hidden(connection, allowed))
            return allowed and [key for key in allowed if key not in copies], copies

        return self._once(connection, ("searched", filters), work)

    def entries_by_key(self, connection: sqlite3.Connection, keys: Collection[int]) -> dict[int, Entry]:
        """The entries of the papers with these keys, among others; each is read but once while the library stays as it is."""
        known: dict[int, Entry] = self._once(connection, "entries by key", dict)
        if new := [key for key in keys if key not in known]:
            rows = connection.execute(
                f"SELECT key, {ENTRY_COLUMNS} FROM papers WHERE key IN (SELECT value FROM json_each(?))",  # noqa: S608
                (json.dumps(sorted(new)),),
            ).fetchall()
            elsewhere = also_in(connection, new)
            known |= {row["key"]: entry_of(row, elsewhere.get(row["key"], ())) for row in rows}
        return known

    def _once(self, connection: sqlite3.Connection, what: object, work: Callable[[], T]) -> T:
        """What `work` gives, worked out once for each generation of the library."""
        generation = generation_of(connection)
        known = self._known
        if known[0] != generation or len(known[1]) > MOST_KNOWN:
            known = self._known = (generation, {})
        if what not in known[1]:
            known[1][what] = work()
        found: T = known[1][what]
        return found

    def _follow(self, connection: sqlite3.Connection) -> None:
        """Bring FAISS and the manifest up to what SQLite holds."""
        if (read_manifest(self.folder) or {}).get("generation") == generation_of(connection) and prepared(connection):
            return
        model = model_of(connection)
        with said(self.folder), self._preparing:
            settle_vectors(self.folder, connection, model.dimension if model else 1)
            settle_words(self.folder, connection)
            write_manifest(self.folder, connection)

    def _unknown(self, connection: sqlite3.Connection, id: str) -> UnknownPaper:
        ids = [row[0] for row in connection.execute("SELECT id FROM papers ORDER BY id")]
        near = difflib.get_close_matches(id, ids, n=3, cutoff=0.5) or [known for known in ids if id and id in known][:3]
        return UnknownPaper(id, near)


def _entries(connection: sqlite3.Connection, filters: Filters, once: bool) -> list[Entry]:
    allowed = paper_keys(connection, filters)
    rows = connection.execute(f"SELECT key, {ENTRY_COLUMNS} FROM papers ORDER BY file, key").fetchall()  # noqa: S608
    chosen = {row["key"] for row in rows} if allowed is None else set(allowed)
    if once:
        chosen -= hidden(connection, allowed)
    elsewhere = also_in(connection, chosen)
    return [entry_of(row, elsewhere.get(row["key"], ())) for row in rows if row["key"] in chosen]


def _paragraphs(connection: sqlite3.Connection, id: str) -> list[Paragraph]:
    rows = connection.execute(
        f"SELECT {PARAGRAPH_COLUMNS} FROM paragraphs JOIN papers ON papers.key = paragraphs.paper"  # noqa: S608
        " WHERE papers.id = ? ORDER BY ordinal",
        (id,),
    )
    return [paragraph_of(row) for row in rows]
