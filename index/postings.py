"""The words of a run of paragraphs, turned round: for each term the paragraphs it stands in, as arrays that lie in files.

SQLite's FTS5 holds the same and remains the truth. To score a question FTS5 must look up every paragraph that holds any of
its words, one by one; over arrays that takes a tenth of the time or less. A segment is a folder of ``.npy`` files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.stems import Stems

TENTHS = (10, 6, 4, 3)  # the weights of the columns text, context, title, about, in tenths: kept as whole numbers
ROWS = 10_000  # paragraphs taken from SQLite at a time
_ROW = (
    "SELECT id, paper, c0, c1, c2, c3 FROM words_content JOIN paragraphs ON paragraphs.key = id"
    " WHERE id > ? AND id <= ? ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Paragraphs' keys in ascending order, with their papers and lengths in terms; and the postings of each term.

    A posting says the paragraph's place in `keys` and how often the term stands in it, weighed by column, in tenths. The
    postings of the term whose hash is `hashes[n]` are those from `starts[n]` to `starts[n + 1]`; `spellings` are the terms
    in that order, in UTF-8, a line each.
    """

    keys: np.ndarray
    papers: np.ndarray
    lengths: np.ndarray
    hashes: np.ndarray
    starts: np.ndarray
    places: np.ndarray
    tenths: np.ndarray
    spellings: np.ndarray

    def postings(self, term: int) -> tuple[np.ndarray, np.ndarray]:
        """The places and tenths of the term with this hash; none when it is not there."""
        at = int(np.searchsorted(self.hashes, np.uint64(term)))
        if at == len(self.hashes) or self.hashes[at] != term:
            return self.places[:0], self.tenths[:0]
        part = slice(int(self.starts[at]), int(self.starts[at + 1]))
        return self.places[part], self.tenths[part]

    def vocabulary(self) -> dict[str, int]:
        """Each term with the number of paragraphs it stands in."""
        terms = self.spellings.tobytes().decode().split("\n") if len(self.spellings) else []
        return dict(zip(terms, np.diff(self.starts).tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write the arrays into an empty folder."""
        for name in Segment.__slots__:
            np.save(folder / f"{name}.npy", getattr(self, name))


def load(folder: Path) -> Segment:
    """The segment in a folder. Raises OSError or ValueError when it is not whole."""
    # As plain arrays: a memmap looks at itself anew whenever it is cut.
    segment = Segment(*(np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in Segment.__slots__))
    if len(segment.starts) != len(segment.hashes) + 1 or int(segment.starts[-1]) != len(segment.places):
        raise ValueError(f"{folder} is not whole")
    return segment


def build(connection: sqlite3.Connection, stems: Stems, low: int, high: int) -> Segment:
    """The segment of the paragraphs whose keys are above `low` and up to `high`; about 0.8 kB of memory for each."""
    chunks = [_counted(stems, rows) for rows in _rows(connection, low, high)]
    hashes = stems.hashes()
    frequencies = np.zeros(len(hashes), dtype=np.int64)
    for chunk in chunks:
        frequencies[chunk.terms] += np.diff(chunk.starts)
    used = np.flatnonzero(frequencies)
    order = used[np.argsort(hashes[used])]
    starts = np.concatenate(([0], np.cumsum(frequencies[order])))
    places, tenths = np.zeros(starts[-1], dtype="<u4"), np.zeros(starts[-1], dtype="<u2")
    free = np.zeros(len(hashes), dtype=np.int64)  # by term: where its next posting goes
    free[order] = starts[:-1]
    before = 0
    for chunk in chunks:
        counts = np.diff(chunk.starts)
        at = np.repeat(free[chunk.terms] - chunk.starts[:-1], counts) + np.arange(len(chunk.places))
        places[at] = chunk.places + before
        tenths[at] = chunk.tenths
        free[chunk.terms] += counts
        before += len(chunk.keys)
    keys = np.concatenate([np.zeros(0, dtype="<i8"), *(chunk.keys for chunk in chunks)])
    papers = np.concatenate([np.zeros(0, dtype="<i8"), *(chunk.papers for chunk in chunks)])
    lengths = np.concatenate([np.zeros(0, dtype="<u4"), *(chunk.lengths for chunk in chunks)])
    spellings = np.frombuffer("\n".join(stems.spelt(order)).encode(), dtype=np.uint8)
    return Segment(keys, papers, lengths, hashes[order], starts, places, tenths, spellings)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some paragraphs' postings, by the numbers of their terms."""

    keys: np.ndarray
    papers: np.ndarray
    lengths: np.ndarray
    terms: np.ndarray
    starts: np.ndarray
    places: np.ndarray
    tenths: np.ndarray


def _rows(connection: sqlite3.Connection, low: int, high: int) -> Iterator[list[tuple[int, int, str, str, str, str]]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(_ROW, (low, high))
    while rows := cursor.fetchmany(ROWS):
        yield rows


def _counted(stems: Stems, rows: list[tuple[int, int, str, str, str, str]]) -> _Chunk:
    """How often each term stands in each row, a posting for each pair."""
    lengths = np.zeros(len(rows), dtype="<u4")
    terms, places, weights = [], [], []
    for column, tenths in enumerate(TENTHS):
        found = stems.numbers(str(row[2 + column]) for row in rows)
        own = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
        lengths += own.astype("<u4")
        terms.append(np.fromiter((number for each in found for number in each), dtype=np.int64, count=int(own.sum())))
        places.append(np.repeat(np.arange(len(rows)), own))
        weights.append(np.full(len(terms[-1]), tenths, dtype=np.int64))
    pairs, where = np.unique(np.concatenate(terms) * ROWS + np.concatenate(places), return_inverse=True)
    sums = np.bincount(where, weights=np.concatenate(weights), minlength=len(pairs))
    used, starts = np.unique(pairs // ROWS, return_index=True)
    return _Chunk(
        keys=np.fromiter((row[0] for row in rows), dtype="<i8", count=len(rows)),
        papers=np.fromiter((row[1] for row in rows), dtype="<i8", count=len(rows)),
        lengths=lengths,
        terms=used,
        starts=np.append(starts, len(pairs)).astype(np.int64),
        places=(pairs % ROWS).astype("<u4"),
        tenths=np.minimum(sums, np.iinfo("<u2").max).astype("<u2"),
    )
