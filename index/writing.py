"""Papers into a library: each source file in one transaction, whole or not at all, by one writer at a time."""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import numpy as np

from index.copies import note_copies
from index.dense import pack
from index.embed import Embedder
from index.errors import LibraryError, ModelError, UnfitPaper
from index.manifest import model_of
from index.passage import Passage, passages
from index.ranker import Ranker
from index.rows import INSERT_PAPER, INSERT_PARAGRAPH, paper_row, paragraph_row
from index.signs import Signs, signs_of
from index.unit import leads
from index.words import INSERT_WORDS, words_row
from ingest.paper import Paper

SOURCES = "sources"
READ_BY, ALL_READ = "ranker", "read"  # facts: whose signs are kept, and that no paragraph lacks them
LOCK = "writing.lock"
NO_ROOM = "If the disk is full, make room and run ingest again; what was taken in before is whole."


class Writing:
    """The right to change a library, held by one at a time. Made by `Library.writing`."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder, self._connection = folder, connection

    def adopt(self, embedder: Embedder) -> None:
        """Record the model the vectors come from. Raises ModelError when the library holds another model's."""
        have = model_of(self._connection)
        if have is not None and self._connection.execute("SELECT 1 FROM passages LIMIT 1").fetchone():
            refuse_other_model(self.folder, have.name, have.revision, embedder)
            return
        facts = {"model": embedder.name, "revision": embedder.revision, "dimension": str(embedder.dimension)}
        with self._change():
            self._connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def keep(self, source: Path) -> tuple[str, Path]:
        """Copy a source file into the library; its sha256 and the copy. A copy that no paper needs is swept away later."""
        digest = hashlib.sha256()
        folder = self.folder / SOURCES
        temporary = folder / f"{uuid.uuid4().hex}.tmp"
        with source.open("rb") as original, said(self.folder):
            folder.mkdir(exist_ok=True)
            with temporary.open("wb") as copy:
                while block := original.read(1 << 20):
                    digest.update(block)
                    copy.write(block)
            kept = folder / f"{digest.hexdigest()}{source.suffix.lower()}"
            temporary.replace(kept)
        return digest.hexdigest(), kept

    def take_in(
        self,
        file: str,
        sha256: str,
        papers: Sequence[Paper],
        embedder: Embedder,
        ranker: Ranker | None,
        *,
        location: str | None = None,
        suffix: str = "",
    ) -> None:
        """Embed a file's papers, have the ranker read them where it runs, and `put` them."""
        pieces = [passage for paper in papers for passage in passages(paper, paper.paragraphs)]
        vectors = embedder.embed([passage.text for passage in pieces])
        signs = None
        if ranker:
            self.read_by(ranker.revision)
            signs = signs_of(ranker, pieces)
        self.put(file, sha256, papers, pieces, vectors, signs=signs, location=location, suffix=suffix)

    def put(
        self,
        file: str,
        sha256: str,
        papers: Sequence[Paper],
        passages: Sequence[Passage],
        vectors: np.ndarray,
        *,
        signs: Signs | None = None,
        location: str | None = None,
        suffix: str = "",
    ) -> None:
        """Take in a file's papers, in place of what it held before. `vectors` has a row for each passage, in order.

        `signs` are those of the papers' paragraphs by the ranker noted; None where it does not run.
        `location` is the file's absolute path (`file` when not given), `suffix` that of the kept copy. What is in the
        library already under another path is taken in with `alias` instead. Raises UnfitPaper, or LibraryError when the
        disk is full; the library is then as it was.
        """
        model = model_of(self._connection)
        if model is None or vectors.shape != (len(passages), model.dimension):
            raise ValueError(f"vectors of shape {vectors.shape} for {len(passages)} passages and the model {model}")
        runs = [paper for paper, _ in groupby(passage.paper for passage in passages)]
        if len(set(runs)) != len(runs):  # `index.spans` takes a paper's passages for one span of keys
            raise ValueError(f"the passages of a paper of {file} do not stand together")
        with self._change():
            self._forget(file)
            if self._connection.execute("SELECT 1 FROM contents WHERE sha256 = ?", (sha256,)).fetchone():
                raise UnfitPaper(self.folder, f"{file} holds what is here under another path", "Note it as an alias.")
            self._connection.execute("INSERT INTO contents VALUES (?, ?)", (sha256, suffix))
            self._connection.execute("INSERT INTO files VALUES (?, ?, ?)", (file, location or file, sha256))
            keys: dict[tuple[str, int], int] = {}
            for paper in papers:
                keys.update(self._put_paper(paper, file, sha256))
            rows = zip((keys[passage.paper, passage.ordinal] for passage in passages), map(pack, vectors), strict=True)
            self._connection.executemany("INSERT INTO passages (paragraph, vector) VALUES (?, ?)", rows)
            if signs is None:
                self._connection.execute("DELETE FROM facts WHERE name = ?", (ALL_READ,))
            else:
                self._put_signs({keys[place]: tokens for place, tokens in signs.items()})

    def read_by(self, ranker: str) -> None:
        """Note whose signs are kept from now on; those of another ranker are taken out."""
        if _fact(self._connection, READ_BY) != ranker:
            with self._change():
                self._connection.execute("DELETE FROM signs")
                self._connection.execute("DELETE FROM facts WHERE name = ?", (ALL_READ,))
                self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (READ_BY, ranker))

    def unread(self) -> list[str]:
        """The ids of the papers that hold a paragraph whose signs are not kept."""
        if _fact(self._connection, ALL_READ) is not None:
            return []
        rows = self._connection.execute(
            "SELECT DISTINCT papers.id FROM passages JOIN paragraphs ON paragraphs.key = passages.paragraph"
            " JOIN papers ON papers.key = paragraphs.paper LEFT JOIN signs ON signs.paragraph = paragraphs.key"
            " WHERE signs.paragraph IS NULL ORDER BY papers.key"
        )
        return [row[0] for row in rows]

    def read_on(self, id: str, signs: Signs) -> None:
        """Keep the signs of a paper that is held."""
        rows = self._connection.execute(
            "SELECT ordinal, paragraphs.key FROM paragraphs JOIN papers ON papers.key = paragraphs.paper WHERE papers.id = ?",
            (id,),
        )
        keys = {(id, row[0]): row[1] for row in rows}
        with self._change():
            self._put_signs({keys[place]: tokens for place, tokens in signs.items() if place in keys})

    def all_read(self) -> None:
        """Note that of every paragraph the signs are kept: the next ingest need not look."""
        if _fact(self._connection, ALL_READ) is not None:
            return
        with self._change():
            self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, '')", (ALL_READ,))

    def _put_signs(self, signs: Mapping[int, bytes]) -> None:
        self._connection.executemany("INSERT OR REPLACE INTO signs VALUES (?, ?)", signs.items())

    def taken(self, id: str, file: str) -> bool:
        """Whether a paper of this id comes from another file than this one."""
        row = self._connection.execute(
            "SELECT 1 FROM papers JOIN files USING (sha256) WHERE papers.id = ? AND files.name <> ?", (id, file)
        ).fetchone()
        return row is not None

    def alias(self, file: str, sha256: str, *, location: str | None = None) -> None:
        """Note that `file` holds what the library has already under another path."""
        with self._change():
            self._forget(file)
            self._connection.execute("INSERT INTO files VALUES (?, ?, ?)", (file, location or file, sha256))

    def remove(self, file: str) -> None:
        """Take a file's papers out, unless another file holds the same. A file that is not there is no error."""
        with self._change():
            self._forget(file)

    def sweep(self) -> None:
        """Delete the kept copies that no file of the library needs any more, and what a broken-off copy left behind."""
        rows = self._connection.execute("SELECT sha256, suffix FROM contents")
        needed = {f"{row['sha256']}{row['suffix']}" for row in rows}
        if (self.folder / SOURCES).is_dir():
            for kept in (self.folder / SOURCES).iterdir():
                if kept.name not in needed:
                    kept.unlink(missing_ok=True)

    def _put_paper(self, paper: Paper, file: str, sha256: str) -> dict[tuple[str, int], int]:
        refuse_unfit(self.folder, paper, file, sha256)
        connection = self._connection
        if connection.execute("SELECT 1 FROM papers WHERE id = ?", (paper.id,)).fetchone():
            raise UnfitPaper(self.folder, f"another file's paper has the id {paper.id!r}", "Give it another id.")
        keys = {}
        try:
            key = int(connection.execute(INSERT_PAPER, paper_row(paper)).lastrowid or 0)
            for paragraph, lead in zip(paper.paragraphs, leads(paper.paragraphs), strict=True):
                row = int(connection.execute(INSERT_PARAGRAPH, paragraph_row(paragraph, key)).lastrowid or 0)
                keys[paper.id, paragraph.ordinal] = row
                if paragraph.kind != "heading":
                    connection.execute(INSERT_WORDS, (row, *words_row(paper, paragraph, lead)))
            note_copies(connection, key)
        except (sqlite3.IntegrityError, UnicodeEncodeError) as error:  # a field left out, half a character
            raise UnfitPaper(self.folder, f"{file}, paper {paper.id}: {error}", "The file was left out.") from error
        return keys

    def _forget(self, file: str) -> None:
        connection = self._connection
        row = connection.execute("SELECT sha256 FROM files WHERE name = ?", (file,)).fetchone()
        if row is None:
            return
        sha256 = row["sha256"]
        connection.execute("DELETE FROM files WHERE name = ?", (file,))
        twin = connection.execute("SELECT min(name) FROM files WHERE sha256 = ?", (sha256,)).fetchone()[0]
        if twin is not None:  # the papers stay, and are henceforth those of the other path
            connection.execute("UPDATE papers SET file = ? WHERE sha256 = ? AND file = ?", (twin, sha256, file))
            return
        connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT paragraphs.key FROM paragraphs JOIN papers"
            " ON papers.key = paragraphs.paper WHERE papers.sha256 = ?)",
            (sha256,),
        )
        connection.execute("DELETE FROM contents WHERE sha256 = ?", (sha256,))

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction, which gives the library a new generation. Undone when anything at all goes wrong."""
        with said(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("INSERT OR REPLACE INTO facts VALUES ('generation', ?)", (uuid.uuid4().hex,))
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


def _fact(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


@contextmanager
def said(folder: Path) -> Iterator[None]:
    """Say what SQLite and the disk refuse as a LibraryError."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise LibraryError(folder, f"the library cannot be written to ({error})", NO_ROOM) from error


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the only right to write to a library; the system takes it back when the process ends, however it ends.

    Raises LibraryError at once when another holds it.
    """
    connection = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise LibraryError(
                    folder, f"it cannot be written to ({error})", "Check who may write there."
                ) from error
            reason, remedy = "another ingest is writing to this library", "Wait until it has finished, then try again."
            raise LibraryError(folder, reason, remedy) from error
        yield
    finally:
        connection.close()


def refuse_unfit(folder: Path, paper: Paper, file: str, sha256: str) -> None:
    """Raise UnfitPaper unless offsets, ordinals, file and hash are what they must be."""
    wrong = None
    if (paper.file, paper.sha256) != (file, sha256):
        wrong = f"it says it is from {paper.file} ({paper.sha256[:8]})"
    elif len({paragraph.ordinal for paragraph in paper.paragraphs}) != len(paper.paragraphs):
        wrong = "two paragraphs have the same ordinal"
    else:
        for paragraph in paper.paragraphs:
            if paragraph.paper != paper.id or paper.text[paragraph.start : paragraph.end] != paragraph.text:
                wrong = f"paragraph {paragraph.label} on page {paragraph.page} is not the text at its place"
    if wrong:
        raise UnfitPaper(folder, f"{file}, paper {paper.id}: {wrong}", "The file was left out.")


def refuse_other_model(folder: Path, name: str, revision: str, embedder: Embedder) -> None:
    """Raise ModelError unless the embedder is the model named: vectors of two models cannot be compared."""
    if (name, revision) != (embedder.name, embedder.revision):
        raise ModelError(
            folder,
            f"the library was built with the embedding model {name} (revision {revision}), not with {embedder.name}"
            f" (revision {embedder.revision})",
            f"Use {name}, or rebuild: delete the folder and run `scrutineer ingest PATH... --library {folder}` again.",
        )
