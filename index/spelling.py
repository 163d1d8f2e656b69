"""Slips of the keyboard: a question's word that no paper has, and the paper's word nearest to it."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.bm25 import Words

SHORTEST = 6  # letters: of a shorter word too many others are near ("trail" and "train")
LIKE = 0.85  # of its letters in order, by difflib's ratio: "safegaurd" has 0.89 of "safeguard"
APART = 2  # letters by which the two may differ in length
ENDINGS = ("", "s", "es", "ed", "ing", "ings")  # the index holds stems


def respelt(connection: sqlite3.Connection, wanted: Sequence[str], words: Words | None = None) -> list[str]:
    """For each of the terms that no paragraph has, the stem nearest to it that begins with the same letter, if one is near.

    `connection` reads the table `words` of a library; `words` are the same as arrays, where it has them.
    """
    long = [term for term in wanted if len(term) >= SHORTEST and term.isalpha()]
    known = words.stand(long) if words is not None else [_known(connection, term) for term in long]
    strange = [term for term, stands in zip(long, known, strict=True) if not stands]
    near = (_nearest(connection, term, words) for term in strange)
    return [term for term in near if term]


def _known(connection: sqlite3.Connection, term: str) -> bool:
    return connection.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (f'"{term}"',)).fetchone() is not None


def _nearest(connection: sqlite3.Connection, term: str, words: Words | None) -> str | None:
    forms = [term.removesuffix(ending) for ending in ENDINGS if term.endswith(ending)]
    forms = [form for form in forms if len(form) >= SHORTEST - 1]
    held = words.beginning(term[0]) if words is not None else _beginning(connection, term[0])
    held = {each: many for each, many in held.items() if SHORTEST - 1 <= len(each) <= len(term) + APART}
    near = [(stem, form) for form in forms for stem in difflib.get_close_matches(form, held, n=3, cutoff=LIKE)]
    likeness = [(difflib.SequenceMatcher(None, stem, form).ratio(), held[stem], stem) for stem, form in near]
    return max(likeness)[2] if likeness else None


def _beginning(connection: sqlite3.Connection, letter: str) -> dict[str, int]:
    """The terms that begin with the letter, each with the number of paragraphs it stands in."""
    _with_vocabulary(connection)
    rows = connection.execute(
        "SELECT term, doc FROM temp.vocabulary WHERE term >= ? AND term < ?", (letter, chr(ord(letter) + 1))
    )
    return {row[0]: row[1] for row in rows}


def _with_vocabulary(connection: sqlite3.Connection) -> None:
    """A view of the words index for this connection alone; nothing is written to the library."""
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab('main', 'words', 'row')")
    connection.execute("PRAGMA query_only = ON")
