"""Vectors to nearest passages: FAISS over what SQLite holds.

SQLite keeps each passage's vector (float16); the FAISS index is a cache that follows it. ``vectors.faiss`` begins with one
line naming the generation of the library it was made of and a checksum; when either is not right the file is not used.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

FILE = "vectors.faiss"
MAGIC = "scrutineer-vectors-1"
ROWS = 20_000  # vectors taken from SQLite at a time


class Vectors:
    """The vectors of a library's passages at one generation, found by their keys."""

    def __init__(self, dimension: int) -> None:
        import faiss

        faiss.omp_set_num_threads(1)  # one question at a time is not shared out; more threads only wait for each other
        self.dimension, self.generation = dimension, ""
        self._lock = threading.RLock()  # FAISS must not be searched while it is changed
        self._index: Any = faiss.IndexIDMap(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def keys(self) -> np.ndarray:
        """The passages' keys (int64) in the order they were added."""
        import faiss

        return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def add(self, keys: np.ndarray, vectors: np.ndarray) -> None:
        """Add passages that are not in it yet."""
        self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), keys.astype(np.int64))

    def nearest(
        self, vector: np.ndarray, k: int, only: Sequence[int] | None = None, *, without: Sequence[int] = ()
    ) -> list[tuple[int, float]]:
        """The (key, cosine) of the `k` passages nearest to a unit vector, best first, among `only` when given.

        `without` are passages to pass over; it counts where `only` is not given.
        """
        import faiss

        if not len(self) or k < 1 or (only is not None and not len(only)):
            return []
        options: Any = None
        if only is not None:
            options = faiss.SearchParameters()
            options.sel = faiss.IDSelectorBatch(np.asarray(only, dtype=np.int64))
        elif len(without):
            options = faiss.SearchParameters()
            options.sel = faiss.IDSelectorNot(faiss.IDSelectorBatch(np.asarray(without, dtype=np.int64)))
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        with self._lock:
            cosines, keys = self._index.search(query, min(k, len(self)), params=options)
        return [(int(key), float(cosine)) for key, cosine in zip(keys[0], cosines[0], strict=True) if key >= 0]

    def follow(self, connection: sqlite3.Connection, generation: str) -> None:
        """Catch up with the passages of SQLite, which are at `generation`."""
        with self._lock:
            held, wanted = self.keys, _keys(connection)
            gone, missing = np.setdiff1d(held, wanted), np.setdiff1d(wanted, held)
            if len(gone):
                self._index.remove_ids(gone)
            if len(missing):
                for keys, vectors in _since(connection, int(missing.min()), self.dimension):
                    fresh = np.isin(keys, missing)
                    self.add(keys[fresh], vectors[fresh])
            self.generation = generation

    def save(self, path: Path) -> None:
        """Write the index beside its place, then move it there, so that a reader sees the old file or the new one."""
        import faiss

        content = faiss.serialize_index(self._index).tobytes()
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        temporary.write_bytes(_head(self.generation, self.dimension, content).encode("ascii") + b"\n" + content)
        temporary.replace(path)


def load(path: Path, dimension: int, generation: str) -> Vectors:
    """The index in a file made of `generation`; an empty one when the file is missing, damaged or of another."""
    import faiss

    vectors = Vectors(dimension)
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return vectors
    if head.decode("ascii", "replace") == _head(generation, dimension, content):
        vectors._index = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
        vectors.generation = generation
    return vectors


def pack(vector: np.ndarray) -> bytes:
    """A vector as SQLite holds it."""
    return vector.astype("<f2").tobytes()


def unpack(blobs: Iterable[bytes], dimension: int) -> np.ndarray:
    """Vectors as they are searched: float32, of unit length again after their rounding."""
    vectors = np.frombuffer(b"".join(blobs), dtype="<f2").reshape(-1, dimension).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _head(generation: str, dimension: int, content: bytes) -> str:
    return f"{MAGIC} {generation} {dimension} {zlib.crc32(content)}"


def _keys(connection: sqlite3.Connection) -> np.ndarray:
    return np.fromiter((row[0] for row in connection.execute("SELECT key FROM passages")), dtype=np.int64)


def _since(connection: sqlite3.Connection, key: int, dimension: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    cursor = connection.execute("SELECT key, vector FROM passages WHERE key >= ? ORDER BY key", (key,))
    while rows := cursor.fetchmany(ROWS):
        yield np.array([row["key"] for row in rows], dtype=np.int64), unpack((row["vector"] for row in rows), dimension)
