"""What a library keeps besides SQLite so that searching is fast, and when it is made anew: vectors for FAISS, words as arrays.

Both are caches: SQLite says under "facts" which files it stands by, a file that is missing or of another library is not used,
and what was put in since is read from SQLite. So putting in one paper costs little however large the library is. The words
lie in steps, each several times as long as the next; a new one is made together with those that are not.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import uuid
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index import dense, postings
from index.bm25 import Words
from index.cache import whole_folder
from index.manifest import generation_of
from index.postings import Segment
from index.stems import Stems

WORDS = "words"
FEW = 5_000  # paragraphs; FTS5 scores so many in 5 ms
RECENT = 1_000  # paragraphs that are turned round when the library is opened: 50 ms
MOST_RECENT = 50_000  # while a long ingest goes on; then FTS5 is asked
TIMES = 4  # so many times as long as the next is a step at least
WORN = 10  # one in so many gone, and all is made anew


@dataclass(frozen=True, slots=True)
class Step:
    """The paragraphs whose keys are above `low` and up to `high`: so `many`, turned round in the folder `name`."""

    low: int
    high: int
    many: int
    name: str


class OpenWords:
    """The words of an open library; what was read of them is kept. Not to be used by two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._stems = folder / WORDS, Stems()
        self._steps: list[Step] = []
        self._segments: list[Segment] = []  # one a step, then those of what is recent
        self._seen = 0  # the last key in them
        self._generation: str | None = None
        self._words: Words | None = None

    def at(self, connection: sqlite3.Connection) -> Words | None:
        """The words as `connection` sees them; None when they are few, or lie ready only in SQLite."""
        generation = generation_of(connection)
        if self._generation != generation:
            self._words = self._followed(connection)
            self._generation = generation
        return self._words

    def _followed(self, connection: sqlite3.Connection) -> Words | None:
        steps = _steps(connection)
        if not steps or _many(connection, steps[-1].high) > MOST_RECENT:
            return None
        if steps != self._steps or len(self._segments) > len(steps) + 8:
            try:
                self._segments = [postings.load(self._folder / step.name) for step in steps]
            except (OSError, ValueError):
                return None
            self._steps, self._seen = steps, steps[-1].high
        newest = connection.execute("SELECT max(id) FROM words_docsize").fetchone()[0] or 0
        if newest > self._seen:
            self._segments.append(postings.build(connection, self._stems, self._seen, newest))
            self._seen = newest
        held = np.concatenate([segment.keys for segment in self._segments])
        gone = held[:0] if len(held) == _many(connection) else np.setdiff1d(held, _keys(connection), assume_unique=True)
        return Words(self._segments, self._stems, gone)


def settle_words(folder: Path, connection: sqlite3.Connection, *, few: int = FEW, recent: int = RECENT) -> None:
    """Turn round what was put in, when it is more than `recent` paragraphs, of a library of no `few`.

    Only the one who may write calls this.
    """
    noted = _steps(connection)
    steps = list(noted) if all((folder / WORDS / step.name).is_dir() for step in noted) else []
    total, new = _many(connection), _many(connection, steps[-1].high if steps else 0)
    if sum(step.many for step in steps) + new - total > total // WORN:
        steps, new = [], total
    if (steps or total >= few) and (not steps or new > recent):
        while steps and steps[-1].many < TIMES * new:
            new += steps.pop().many
        steps.append(_made(folder, connection, steps[-1].high if steps else 0))
    if steps != noted:
        told = json.dumps([astuple(step) for step in steps])
        connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (WORDS, told))
    for stray in {path.name for path in (folder / WORDS).glob("*")} - {step.name for step in steps}:
        shutil.rmtree(folder / WORDS / stray, ignore_errors=True)


def settle_vectors(folder: Path, connection: sqlite3.Connection, dimension: int) -> None:
    """Write the vectors' file when it is to be another, and note it. Only the one who may write calls this."""
    noted = _noted(connection)
    many = dense.count(connection)
    path = folder / dense.FILE
    if noted.get("cells") and path.is_file():
        new = dense.count(connection, noted["last"])
        if new <= dense.FRESH and noted["many"] + new - many <= many // WORN:
            return
    generation = generation_of(connection)
    held = dense.load(path, dimension, generations(connection) if many <= dense.LARGE else ())
    held.follow(connection, generation)
    held.save(path)
    told = {"generation": generation, "cells": held.in_cells, "many": len(held), "last": int(held.keys.max(initial=0))}
    connection.execute("INSERT OR REPLACE INTO facts VALUES ('vectors', ?)", (json.dumps(told),))


def prepared(connection: sqlite3.Connection) -> bool:
    """Whether this version of Scrutineer has prepared the library: an earlier one knew of fewer such files."""
    return bool(_noted(connection))


def generations(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Of which generations a file of vectors may be: the library's, and that of the file that it stands by."""
    return (generation_of(connection), _noted(connection).get("generation", ""))


def _noted(connection: sqlite3.Connection) -> dict[str, Any]:
    row = connection.execute("SELECT value FROM facts WHERE name = 'vectors'").fetchone()
    return dict(json.loads(row[0])) if row else {}


def _steps(connection: sqlite3.Connection) -> list[Step]:
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (WORDS,)).fetchone()
    return [Step(*each) for each in json.loads(row[0])] if row else []


def _made(folder: Path, connection: sqlite3.Connection, low: int) -> Step:
    high = int(connection.execute("SELECT max(id) FROM words_docsize").fetchone()[0] or 0)
    segment = postings.build(connection, Stems(), low, high)
    name = uuid.uuid4().hex
    with whole_folder(folder / WORDS / name) as made:
        segment.save(made)
    return Step(low, high, len(segment.keys), name)


def _many(connection: sqlite3.Connection, above: int = 0) -> int:
    return int(connection.execute("SELECT count(*) FROM words_docsize WHERE id > ?", (above,)).fetchone()[0])


def _keys(connection: sqlite3.Connection) -> np.ndarray:
    return dense.keys_in(connection, "SELECT group_concat(id) FROM words_docsize")
