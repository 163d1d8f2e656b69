"""The tables of ``library.sqlite`` and the connections to it: a path becomes a checked connection.

SQLite holds the truth. A content is what one source file holds, known by its sha256; files are the paths it was seen under;
copies are pairs of papers that are the same paper (`index.copies`).
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from index.errors import LibraryError

FORMAT = 2
DATABASE = "library.sqlite"
BUSY_S = 30.0  # how long a connection waits for another's lock
TOKENIZER = "porter unicode61 remove_diacritics 2"

SIGNS = """CREATE TABLE IF NOT EXISTS signs (
    paragraph INTEGER PRIMARY KEY REFERENCES paragraphs ON DELETE CASCADE, tokens BLOB NOT NULL
)"""
TABLES = f"""
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE contents (sha256 TEXT PRIMARY KEY, suffix TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    name TEXT PRIMARY KEY, location TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES contents
) WITHOUT ROWID;
CREATE INDEX files_sha256 ON files (sha256);
CREATE TABLE papers (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL REFERENCES contents ON DELETE CASCADE,
    title TEXT NOT NULL, kind TEXT NOT NULL, council TEXT, committee TEXT, date TEXT, item TEXT, file TEXT NOT NULL,
    pages INTEGER NOT NULL, first_page INTEGER NOT NULL, access TEXT NOT NULL, pack TEXT, warnings TEXT NOT NULL,
    details TEXT NOT NULL, text TEXT NOT NULL, fingerprint TEXT
);
CREATE INDEX papers_sha256 ON papers (sha256);
CREATE INDEX papers_fingerprint ON papers (fingerprint);
CREATE TABLE copies (
    one INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE, other INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX copies_other ON copies (other);
CREATE TABLE paragraphs (
    key INTEGER PRIMARY KEY AUTOINCREMENT, paper INTEGER NOT NULL REFERENCES papers ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, label TEXT NOT NULL, label_kind TEXT NOT NULL, heading TEXT NOT NULL, text TEXT NOT NULL,
    kind TEXT NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, boxes TEXT NOT NULL,
    columns TEXT NOT NULL, caption TEXT NOT NULL, parent INTEGER, printed_page TEXT, UNIQUE (paper, ordinal)
);
CREATE TABLE passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, paragraph INTEGER NOT NULL REFERENCES paragraphs ON DELETE CASCADE,
    vector BLOB NOT NULL
);
CREATE INDEX passages_paragraph ON passages (paragraph);
{SIGNS};
CREATE VIRTUAL TABLE words USING fts5 (
    text, context, title, about, tokenize = '{TOKENIZER}'
);
"""


def connect(folder: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the folder's database, to read only unless `write`; transactions are begun and ended by the caller."""
    connection = sqlite3.connect(folder / DATABASE, timeout=BUSY_S, check_same_thread=False, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON" if write else "PRAGMA query_only = ON")
    return connection


def create(folder: Path) -> None:
    """Make the folder and its empty tables, unless they are there already. Raises LibraryError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = connect(folder, write=True)
        try:
            if not _tables(connection):
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("BEGIN IMMEDIATE")
                _make(connection)
                connection.execute("COMMIT")
        finally:
            connection.close()
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(folder, f"the library cannot be made here ({error})", "Choose another folder.") from error


def check(folder: Path) -> None:
    """Refuse a folder that is no library, or one of another format. Raises LibraryError with the way to rebuild."""
    again = f"Rebuild it: delete the folder {folder} and run `scrutineer ingest PATH... --library {folder}` again."
    if not (folder / DATABASE).is_file():
        what = "there is no library here" if folder.is_dir() else "there is no such folder"
        raise LibraryError(folder, what, f"Make one with `scrutineer ingest PATH... --library {folder}`.")
    try:
        connection = connect(folder)
        try:
            found = int(connection.execute("PRAGMA user_version").fetchone()[0])
            empty = not _tables(connection)
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise LibraryError(folder, f"the library's database cannot be read ({error})", again) from error
    if empty:
        raise LibraryError(folder, "the library was never finished", again)
    refuse_other_format(folder, found)


def refuse_other_format(folder: Path, found: object) -> None:
    """Raise LibraryError unless `found` is the format this version reads and writes."""
    if found != FORMAT:
        raise LibraryError(
            folder,
            f"the library has format {found}, this version of Scrutineer works with format {FORMAT}",
            f"Rebuild it: delete the folder and run `scrutineer ingest PATH... --library {folder}` again.",
        )


def bring_up(connection: sqlite3.Connection) -> None:
    """Add the table that libraries made before it lack; the caller may write."""
    connection.execute(SIGNS)


def _make(connection: sqlite3.Connection) -> None:
    if _tables(connection):  # two that create at once: the second finds the work done
        return
    for statement in TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'passages'").fetchone() is not None
