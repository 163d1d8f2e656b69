"""The registers' own database: the records of `track.record` become rows of ``registers.sqlite``, and rows records.

The file lies in the library's folder and is derived: made again from the library when it is deleted, damaged or of another
version of the rules. A paper's entries are written in one transaction, so that a process that dies leaves none of them half.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from index.errors import LibraryError
from track.record import Due, Figure, Mention, Promise, Recommendation
from track.statement import Statement

FILE = "registers.sqlite"
BUSY_S = 30.0  # how long a connection waits for another's lock
TABLES: dict[str, type[Any]] = {
    "promises": Promise,
    "figures": Figure,
    "recommendations": Recommendation,
    "statements": Statement,
    "mentions": Mention,
}
_DAYS = frozenset(("made", "latest"))
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Known:
    """What tells whether a paper's entries are still those of the paper in the library.

    `key` is the paper's in the library, new whenever it is taken in anew; `place` names the council as `ingest.names.place`
    does, folded; `followed` whether its links with earlier and later papers are made.
    """

    id: str
    key: int
    sha256: str
    place: str | None
    made: dt.date | None
    followed: bool = False


@functools.cache
def version() -> str:
    """A word that changes with the rules: a checksum of this package's source, so that no one need remember to count up."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Store:
    """The open file. Every call has a connection of its own, so that threads and processes may share the file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / FILE

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the registers as they are now until it is given back."""
        with self._connected() as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One change: kept whole when the block ends well, undone otherwise. Raises LibraryError when it cannot be kept."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._opened()
        except sqlite3.DatabaseError as error:
            raise self._said(error) from error
        try:
            yield connection
        except sqlite3.DatabaseError as error:
            raise self._said(error) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.close()

    def _opened(self) -> sqlite3.Connection:
        """A connection to tables that are there: what another version of the rules left behind is made anew."""
        connection = sqlite3.connect(self.path, timeout=BUSY_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        if _facts(connection).get("version") != version():
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            if _facts(connection).get("version") != version():  # another may have made them meanwhile
                _make(connection)
            connection.execute("COMMIT")
        return connection

    def _said(self, error: sqlite3.DatabaseError) -> LibraryError:
        remedy = (
            f"Delete {self.path}: the registers are made again from the papers. If the disk is full, make room first."
        )
        return LibraryError(self.folder, f"the registers cannot be read or written ({error})", remedy)


def generation(connection: sqlite3.Connection) -> str | None:
    """The generation of the library that the registers follow; None while they were never brought up to date."""
    return _facts(connection).get("generation")


def note_generation(connection: sqlite3.Connection, generation: str) -> None:
    """Record that the registers hold what the library held at this generation."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES ('generation', ?)", (generation,))


def known(connection: sqlite3.Connection) -> dict[str, Known]:
    """The papers whose entries are held, by id."""
    rows = connection.execute("SELECT id, key, sha256, place, made, followed FROM papers")
    return {
        row["id"]: Known(
            row["id"], row["key"], row["sha256"], row["place"], _day(row["made"]), followed=bool(row["followed"])
        )
        for row in rows
    }


def forget(connection: sqlite3.Connection, papers: Iterable[str]) -> None:
    """Take papers out, with their entries and every link to or from them."""
    connection.executemany("DELETE FROM papers WHERE id = ?", [(paper,) for paper in papers])
    connection.execute(
        "DELETE FROM mentions WHERE promise NOT IN (SELECT id FROM promises UNION SELECT id FROM recommendations)"
    )


def put(connection: sqlite3.Connection, paper: Known, entries: Mapping[str, Sequence[object]]) -> None:
    """Take one paper's entries in, by table, in place of what was held of it."""
    forget(connection, [paper.id])
    made = paper.made.isoformat() if paper.made else None
    connection.execute(
        "INSERT INTO papers VALUES (?, ?, ?, ?, ?, 0, NULL)", (paper.id, paper.key, paper.sha256, paper.place, made)
    )
    for table, records in entries.items():
        add(connection, table, records)


def add(connection: sqlite3.Connection, table: str, records: Iterable[object]) -> None:
    """Add records to their table; one that is there already is left as it is."""
    names = _names(TABLES[table])
    rows = [tuple(_stored(getattr(record, name)) for name in names) for record in records]
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT OR IGNORE INTO {table} ({_columns(names)}) VALUES ({marks})", rows)  # noqa: S608


def records(connection: sqlite3.Connection, of: type[Record], papers: Iterable[str] | None = None) -> list[Record]:
    """The records of one kind, of all papers or of those named, in the order in which they stand."""
    table = next(name for name, kind in TABLES.items() if kind is of)
    names = _names(of)
    select = f"SELECT {_columns(names)} FROM {table}"  # noqa: S608
    if papers is None:
        rows = connection.execute(f"{select} ORDER BY paper, ordinal, start")
    else:
        where = " WHERE paper IN (SELECT value FROM json_each(?)) ORDER BY paper, ordinal, start"
        rows = connection.execute(select + where, (json.dumps(sorted(papers)),))
    return [of(**{name: _read(name, row[name]) for name in names}) for row in rows]


def note_followed(connection: sqlite3.Connection, papers: Iterable[str]) -> None:
    """Record that the links of these papers are made."""
    connection.executemany("UPDATE papers SET followed = 1 WHERE id = ?", [(paper,) for paper in papers])


def asked(connection: sqlite3.Connection, model: str) -> set[str]:
    """The papers that this language model was already asked about."""
    return {str(row["id"]) for row in connection.execute("SELECT id FROM papers WHERE asked = ?", (model,))}


def note_asked(connection: sqlite3.Connection, paper: str, model: str) -> None:
    """Record that a language model was asked about a paper, whose links are to be made anew."""
    connection.execute("UPDATE papers SET asked = ?, followed = 0 WHERE id = ?", (model, paper))


def _facts(connection: sqlite3.Connection) -> dict[str, str]:
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone() is None:
        return {}
    return dict(connection.execute("SELECT name, value FROM facts").fetchall())


def _make(connection: sqlite3.Connection) -> None:
    for table in (*TABLES, "papers", "facts"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    connection.execute(
        "CREATE TABLE papers (id TEXT PRIMARY KEY, key INTEGER NOT NULL, sha256 TEXT NOT NULL, place TEXT, made TEXT,"
        " followed INTEGER NOT NULL, asked TEXT) WITHOUT ROWID"
    )
    for table, record in TABLES.items():
        names = _names(record)
        own = "paper TEXT NOT NULL REFERENCES papers ON DELETE CASCADE"
        columns = [own if name == "paper" else f'"{name}"' for name in names]
        unique = "promise, paper, ordinal, start" if table == "mentions" else "id" if "id" in names else ""
        unique = f", UNIQUE ({unique})" if unique else ""
        connection.execute(f"CREATE TABLE {table} ({', '.join(columns)}{unique})")
        connection.execute(f"CREATE INDEX {table}_paper ON {table} (paper)")
    connection.execute("INSERT INTO facts VALUES ('version', ?)", (version(),))


def _names(record: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def _columns(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _stored(value: object) -> object:
    if isinstance(value, Due):
        latest = value.latest.isoformat() if value.latest else None
        return json.dumps([value.words, value.date, value.precision, latest], ensure_ascii=False)
    return value.isoformat() if isinstance(value, dt.date) else value


def _read(name: str, value: Any) -> Any:
    if name == "due" and value:
        words, date, precision, latest = json.loads(value)
        return Due(words, date, precision, _day(latest))
    if name == "proposed":
        return bool(value)
    return _day(value) if name in _DAYS else value


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
