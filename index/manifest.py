"""What a library is made of, as a file people can read: ``manifest.json``.

SQLite holds the same facts; the file is written after them and is refused when it speaks of another format.
"""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import LibraryError
from index.schema import FORMAT, refuse_other_format

FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Model:
    """The embedding model a library's vectors come from."""

    name: str
    revision: str
    dimension: int


def model_of(connection: sqlite3.Connection) -> Model | None:
    """The model recorded in SQLite, or None while nothing has been embedded."""
    facts = dict(connection.execute("SELECT name, value FROM facts").fetchall())
    if "model" not in facts:
        return None
    return Model(facts["model"], facts["revision"], int(facts["dimension"]))


def generation_of(connection: sqlite3.Connection) -> str:
    """A word that changes with every change of the library; empty before the first."""
    row = connection.execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()
    return str(row[0]) if row else ""


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many files, papers, paragraphs and passages there are."""
    tables = ("files", "papers", "paragraphs", "passages")
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608


def write_manifest(folder: Path, connection: sqlite3.Connection) -> None:
    """Write the manifest beside its place, then move it there: never half a file."""
    model = model_of(connection)
    content = {
        "format": FORMAT,
        "code": _code_version(),
        "model": {"name": model.name, "revision": model.revision} if model else None,
        "dimension": model.dimension if model else None,
        "counts": counts(connection),
        "generation": generation_of(connection),
    }
    temporary = folder / f"{FILE}.{os.getpid()}.tmp"
    temporary.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    temporary.replace(folder / FILE)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest, or None when there is none. Raises LibraryError when it is of another format or not readable."""
    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise LibraryError(
            folder, f"{FILE} cannot be read ({error})", f"Delete {FILE}: the next ingest writes it anew."
        ) from error
    refuse_other_format(folder, content.get("format") if isinstance(content, dict) else None)
    return dict(content)


def _code_version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # only who writes needs it

    try:
        return version("scrutineer")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "unknown"
