"""Vectors to nearest passages: FAISS over what SQLite holds.

SQLite keeps each passage's vector (float16); the FAISS index is a cache that follows it. Few vectors are all compared with a
question. Many are kept rounded to 8 bits in cells of near ones, of which a question looks at some; what is new lies beside
the cells until they are made again. ``vectors.faiss`` begins with one line naming the generation of the library it was made
of and a checksum; when either is not right the file is not used.
"""

from __future__ import annotations

import json
import math
import os
import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

FILE = "vectors.faiss"
MAGIC = "scrutineer-vectors-1"
ROWS = 20_000  # vectors taken from SQLite at a time
LARGE = 100_000  # vectors; comparing all of them takes 10 ms, and more with more
FRESH = 50_000  # vectors that may lie beside the cells: comparing them takes 5 ms
LOOKED_AT = 1 / 10  # of the cells; finds 99 of the 100 nearest ten passages there are (eval/speed.py measures it)
TRAINED_ON = 64  # vectors for each cell; more do not part them better
MAPPED = os.name == "posix"  # elsewhere a file that is open cannot be replaced
ROUNDS = 8  # of moving the cells' middles


class Vectors:
    """The vectors of a library's passages at one generation, found by their keys."""

    def __init__(self, dimension: int, *, large: int = LARGE) -> None:
        """`large` is from how many passages on they are parted into cells."""
        import faiss

        faiss.omp_set_num_threads(1)  # one question at a time is not shared out; more threads only wait for each other
        self.dimension, self.generation, self._large = dimension, "", large
        self._lock = threading.RLock()  # FAISS must not be searched while it is changed
        self._index: Any = _flat(dimension)
        self._fresh: Any = _flat(dimension)  # beside the cells
        self._gone = np.zeros(0, dtype=np.int64)  # keys in the cells that no longer count: these may lie in a file

    def __len__(self) -> int:
        return int(self._index.ntotal + self._fresh.ntotal - len(self._gone))

    @property
    def in_cells(self) -> bool:
        """Whether only some cells are looked at."""
        return hasattr(self._index, "nlist")

    @property
    def keys(self) -> np.ndarray:
        """The passages' keys (int64), in no order."""
        own = _keys_of(self._index)
        return np.concatenate(
            [np.setdiff1d(own, self._gone, assume_unique=True) if len(self._gone) else own, _keys_of(self._fresh)]
        )

    def add(self, keys: np.ndarray, vectors: np.ndarray) -> None:
        """Add passages that are not in it yet."""
        index = self._fresh if self.in_cells else self._index
        index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), keys.astype(np.int64))

    def nearest(
        self,
        vector: np.ndarray,
        k: int,
        only: Sequence[int] | np.ndarray | None = None,
        *,
        without: Sequence[int] | np.ndarray = (),
    ) -> list[tuple[int, float]]:
        """The (key, cosine) of the `k` passages nearest to a unit vector, best first, among `only` when given.

        `without` are passages to pass over; it counts where `only` is not given. In a large library the cosines are rounded.
        """
        if not len(self) or k < 1 or (only is not None and not len(only)):
            return []
        share = 1.0 if only is None else min(1.0, len(only) / len(self))
        selector = _selector(only, without, self._gone)
        query = np.ascontiguousarray(vector.reshape(1, -1), dtype=np.float32)
        found: list[tuple[int, float]] = []
        with self._lock:
            for index in (self._index, self._fresh):
                if index.ntotal:
                    cosines, keys = index.search(query, min(k, index.ntotal), params=_options(index, selector, share))
                    found += zip(keys[0].tolist(), cosines[0].tolist(), strict=True)
        return sorted((each for each in found if each[0] >= 0), key=lambda each: -each[1])[:k]

    def follow(self, connection: sqlite3.Connection, generation: str) -> None:
        """Catch up with the passages of SQLite, which are at `generation`; make cells when there are many."""
        with self._lock:
            held = self.keys
            last = int(held.max(initial=0))
            if count(connection) > self._large and not self.in_cells:
                self._make_cells(connection)
            else:
                for keys, vectors in _since(connection, last + 1, self.dimension):
                    self.add(keys, vectors)
                self._mend(connection, last)
                if self._fresh.ntotal > 4 * FRESH:  # a long ingest goes on, at whose end the file is made anew
                    self._make_cells(connection)
            self.generation = generation

    def _mend(self, connection: sqlite3.Connection, last: int) -> None:
        """Drop what SQLite no longer holds. Keys only grow, so when as many are here as there nothing has gone."""
        newest = connection.execute("SELECT max(key) FROM passages").fetchone()[0] or 0
        if count(connection) == len(self) and newest >= last:
            return
        wanted, held = _keys(connection), self.keys
        gone = np.setdiff1d(held, wanted, assume_unique=True)  # without that it takes seconds
        missing = np.setdiff1d(wanted, held, assume_unique=True)
        if self.in_cells:
            self._gone = np.concatenate([self._gone, np.intersect1d(gone, _keys_of(self._index), assume_unique=True)])
        else:
            self._index.remove_ids(gone)
        self._fresh.remove_ids(gone)
        if len(missing):
            for keys, vectors in _since(connection, int(missing.min()), self.dimension):
                new = np.isin(keys, missing)
                self.add(keys[new], vectors[new])

    def _make_cells(self, connection: sqlite3.Connection) -> None:
        """Part all passages of SQLite into cells, some thousands of them in memory at a time."""
        import faiss

        cells = math.isqrt(count(connection))
        index = faiss.IndexIVFScalarQuantizer(
            faiss.IndexFlatIP(self.dimension),
            self.dimension,
            cells,
            faiss.ScalarQuantizer.QT_8bit,
            faiss.METRIC_INNER_PRODUCT,
        )
        index.cp.niter, index.cp.seed, index.cp.max_points_per_centroid = ROUNDS, 1, TRAINED_ON
        with _all_cores(faiss):
            index.train(_sample(connection, self.dimension, TRAINED_ON * cells))
            for keys, vectors in _since(connection, 0, self.dimension):
                index.add_with_ids(vectors, keys)
        self._index, self._fresh, self._gone = index, _flat(self.dimension), self._gone[:0]

    def save(self, path: Path) -> None:
        """Write the index beside its place, then move it there, so that a reader sees the old file or the new one.

        What lies beside the cells is not written: it is read from SQLite. Not for one that lies in a file already.
        """
        import faiss

        content = faiss.serialize_index(self._index)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
        with temporary.open("wb") as file:
            file.write(_head(self.generation, self.dimension, content).encode("ascii") + b"\n")
            content.tofile(file)
        temporary.replace(path)


def load(path: Path, dimension: int, generations: Collection[str], *, mapped: bool = False) -> Vectors:
    """The index in a file made of one of the generations; an empty one when the file is missing, damaged or of another.

    `mapped`: cells may stay in the file, which takes no time and little memory; such an index is not to be saved.
    """
    import faiss

    vectors = Vectors(dimension)
    try:
        whole = np.memmap(path, dtype=np.uint8, mode="r")
    except (FileNotFoundError, ValueError):  # an empty file cannot be mapped
        return vectors
    head, _, _ = whole[:200].tobytes().partition(b"\n")
    content = whole[len(head) + 1 :]
    words = head.decode("ascii", "replace").split(" ")
    generation = words[1] if len(words) > 1 else ""
    if generation in generations and " ".join(words) == _head(generation, dimension, content):
        vectors._index = _mapped(path, len(head) + 1) if mapped and MAPPED else faiss.deserialize_index(content)
        vectors.generation = generation
    return vectors


def _mapped(path: Path, start: int) -> Any:
    """The index that begins there in a file. What is replaced meanwhile by another file stays as it is for who has it open."""
    import faiss

    file: Any = faiss.FileIOReader(str(path))
    file(faiss.swig_ptr(np.zeros(start, dtype=np.uint8)), 1, start)
    index: Any = faiss.read_index(file, faiss.IO_FLAG_MMAP)
    if hasattr(index, "nlist"):
        lists: Any = faiss.downcast_InvertedLists(index.invlists)
        lists.prefetch_nthread = 0  # else each search starts threads of its own
    return index


def pack(vector: np.ndarray) -> bytes:
    """A vector as SQLite holds it."""
    return vector.astype("<f2").tobytes()


def unpack(blobs: Iterable[bytes], dimension: int) -> np.ndarray:
    """Vectors as they are searched: float32, of unit length again after their rounding."""
    vectors = np.frombuffer(b"".join(blobs), dtype="<f2").reshape(-1, dimension).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _flat(dimension: int) -> Any:
    import faiss

    return faiss.IndexIDMap(faiss.IndexFlatIP(dimension))


def _keys_of(index: Any) -> np.ndarray:
    import faiss

    if not hasattr(index, "nlist"):
        return np.asarray(faiss.vector_to_array(index.id_map), dtype=np.int64)
    lists = index.invlists
    parts = [faiss.rev_swig_ptr(lists.get_ids(cell), lists.list_size(cell)) for cell in range(index.nlist)]
    return np.concatenate([part.astype(np.int64) for part in parts])


def _selector(only: Sequence[int] | np.ndarray | None, without: Sequence[int] | np.ndarray, gone: np.ndarray) -> Any:
    """What FAISS asks whether a key counts: one bit a key, so that the answer takes no time."""
    import faiss

    if only is None and not len(without) and not len(gone):
        return None
    marked = np.asarray(only if only is not None else np.concatenate([without, gone]), dtype=np.int64)
    bits = np.zeros(int(marked.max()) + 1, dtype=bool)
    bits[marked] = True
    if only is not None:
        bits[gone[gone < len(bits)]] = False
    chosen = faiss.IDSelectorBitmap(np.packbits(bits, bitorder="little"))  # type: ignore[call-arg, arg-type]  # its own stub errs
    return chosen if only is not None else faiss.IDSelectorNot(chosen)


def _options(index: Any, selector: Any, share: float) -> Any:
    """How to search: the fewer of the passages count, the more of the cells are looked at."""
    import faiss

    if not hasattr(index, "nlist"):
        options: Any = faiss.SearchParameters()
    else:
        options = faiss.SearchParametersIVF()
        options.nprobe = min(index.nlist, math.ceil(index.nlist * LOOKED_AT / max(share, 1e-9)))
    if selector is not None:
        options.sel = selector
    return options


@contextmanager
def _all_cores(faiss: Any) -> Iterator[None]:
    faiss.omp_set_num_threads(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(1)


def _head(generation: str, dimension: int, content: Any) -> str:
    return f"{MAGIC} {generation} {dimension} {zlib.crc32(content)}"


def count(connection: sqlite3.Connection, above: int | None = None) -> int:
    """How many passages there are, or how many with a key above this one."""
    where, values = ("", ()) if above is None else (" WHERE key > ?", (above,))
    return int(connection.execute(f"SELECT count(*) FROM passages{where}", values).fetchone()[0])  # noqa: S608


def _keys(connection: sqlite3.Connection) -> np.ndarray:
    return keys_in(connection, "SELECT group_concat(key) FROM passages")


def keys_in(connection: sqlite3.Connection, select: str) -> np.ndarray:
    """The numbers (int64) that a query gives joined by commas: a million rows one by one would take half a second."""
    (joined,) = connection.execute(select).fetchone()
    return np.fromstring(joined or "", dtype=np.int64, sep=",")


def _sample(connection: sqlite3.Connection, dimension: int, many: int) -> np.ndarray:
    """The vectors of about so many passages, spread evenly over the whole library."""
    low, high = connection.execute("SELECT min(key), max(key) FROM passages").fetchone()
    keys = json.dumps(list(range(low, high + 1, max(1, (high - low) // many))))
    rows = connection.execute("SELECT vector FROM passages WHERE key IN (SELECT value FROM json_each(?))", (keys,))
    return unpack((row["vector"] for row in rows), dimension)


def _since(connection: sqlite3.Connection, key: int, dimension: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    cursor = connection.execute("SELECT key, vector FROM passages WHERE key >= ? ORDER BY key", (key,))
    while rows := cursor.fetchmany(ROWS):
        yield np.array([row["key"] for row in rows], dtype=np.int64), unpack((row["vector"] for row in rows), dimension)
