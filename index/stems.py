"""Texts to the terms that SQLite's full-text index makes of them, many texts at once.

SQLite itself is asked what it makes of each spelling it has not been asked about, so that the terms are its own to the letter;
the spellings are few and come again and again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Sequence

import numpy as np

from index.schema import TOKENIZER

# FTS5's unicode61 parts at every ASCII sign that is no letter or figure; the rest is left to it.
_PARTING = {code: " " for code in range(128) if not chr(code).isalnum()}


class Stems:
    """Remembers spellings and numbers the terms they become. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._database.execute(f"CREATE VIRTUAL TABLE spellings USING fts5 (spelling, tokenize = '{TOKENIZER}')")
        self._database.execute("CREATE VIRTUAL TABLE found USING fts5vocab (spellings, instance)")
        self._spellings: dict[str, tuple[int, ...]] = {}
        self._numbers: dict[str, int] = {}
        self._terms: list[str] = []

    def numbers(self, texts: Iterable[str]) -> list[list[int]]:
        """The numbers of each text's terms, in order."""
        cut = [text.translate(_PARTING).split() for text in texts]
        with self._lock:
            known = self._spellings
            if new := {piece for pieces in cut for piece in pieces if piece not in known}:
                self._learn(sorted(new))
            return [[number for piece in pieces for number in known[piece]] for pieces in cut]

    def terms(self, text: str) -> list[str]:
        """A text's terms, in order."""
        (numbers,) = self.numbers([text])
        return [self._terms[number] for number in numbers]

    def spelt(self, numbers: Iterable[int]) -> list[str]:
        """The terms of these numbers."""
        return [self._terms[number] for number in numbers]

    def hashes(self) -> np.ndarray:
        """The hash of every numbered term, uint64, by number."""
        return hashed(self._terms)

    def _learn(self, new: Sequence[str]) -> None:
        self._database.execute("BEGIN")
        self._database.executemany("INSERT INTO spellings (rowid, spelling) VALUES (?, ?)", enumerate(new))
        became: list[list[tuple[int, str]]] = [[] for _ in new]
        for row, place, term in self._database.execute("SELECT doc, offset, term FROM found"):
            became[row].append((place, term))
        self._database.execute("ROLLBACK")
        for piece, terms in zip(new, became, strict=True):
            self._spellings[piece] = tuple(self._number(term) for _, term in sorted(terms))

    def _number(self, term: str) -> int:
        number = self._numbers.setdefault(term, len(self._terms))
        if number == len(self._terms):
            self._terms.append(term)
        return number


def hashed(terms: Sequence[str]) -> np.ndarray:
    """A number of 64 bits for each term, uint64."""
    digests = b"".join(hashlib.blake2b(term.encode(), digest_size=8).digest() for term in terms)
    return np.frombuffer(digests, dtype="<u8")
