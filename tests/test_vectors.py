"""FAISS finds what numpy finds, or nearly, and is made again from SQLite whenever it is not what SQLite holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import WordHashEmbedder, paper

from index import dense
from index.library import Library
from index.search import search

Stock = Callable[..., Library]
RANDOM = np.random.default_rng(1)


def unit(many: int, dimension: int = 16) -> np.ndarray:
    vectors = RANDOM.normal(size=(many, dimension))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("only", [None, [3], list(range(0, 300, 7)), [999], []])
def test_the_nearest_are_those_numpy_finds(only: list[int] | None) -> None:
    rows, query = unit(300), unit(1)[0]
    vectors = dense.Vectors(16)
    vectors.add(np.arange(300), rows)
    allowed = range(300) if only is None else [key for key in only if key < 300]
    expected = sorted(((float(rows[key] @ query), key) for key in allowed), reverse=True)[:20]
    found = vectors.nearest(query, 20, only)
    assert [key for key, _ in found] == [key for _, key in expected]
    np.testing.assert_allclose([cosine for _, cosine in found], [cosine for cosine, _ in expected], atol=1e-6)


def test_vectors_keep_their_direction_in_the_database() -> None:
    rows = unit(50, 384)
    back = dense.unpack(map(dense.pack, rows), 384)
    np.testing.assert_allclose(np.linalg.norm(back, axis=1), 1, atol=1e-6)
    assert float((rows * back).sum(axis=1).min()) > 0.99999


@pytest.mark.parametrize(
    "spoil",
    [lambda content: None, lambda content: b"", lambda content: content[:-9], lambda content: content[:-1] + b"\xff"],
    ids=["missing", "empty", "cut short", "a byte wrong"],
)
def test_a_missing_or_damaged_file_changes_no_answer(stock: Stock, spoil: Callable[[bytes], bytes | None]) -> None:
    library = stock(paper("Drains.", "Buses and trams.", id="a"), paper("Trams.", id="b"))
    before = search(library, "trams", embedder=WordHashEmbedder())
    library.close()
    file = library.folder / dense.FILE
    content = spoil(file.read_bytes())
    file.unlink() if content is None else file.write_bytes(content)
    with Library.open(library.folder) as again:
        assert search(again, "trams", embedder=WordHashEmbedder()) == before
        assert len(before) == 3


def test_a_file_of_an_earlier_state_is_not_used(stock: Stock) -> None:
    library = stock(paper("Drains.", id="a"))
    old = (library.folder / dense.FILE).read_bytes()
    stock(paper("Trams.", id="b"))
    (library.folder / dense.FILE).write_bytes(old)
    with Library.open(library.folder) as again, again.reading() as connection:
        assert len(again.vectors(connection)) == 2


def test_an_open_library_follows_what_another_process_adds_and_removes(stock: Stock) -> None:
    library = stock(paper("Drains.", id="a"), paper("Trams.", id="b"))
    with Library.open(library.folder) as reader:
        for id, text in (("c", "Buses."), ("d", "Libraries.")):
            assert len(search(reader, text, embedder=WordHashEmbedder())) == 2
            library.remove(library.entries()[0].file)
            stock(paper(text, id=id))
            assert search(reader, text, embedder=WordHashEmbedder())[0].entry.id == id


def many(library: Library, rows: np.ndarray) -> None:
    """Put so many vectors in, a paragraph each."""

    class Drawn:
        name, revision, dimension = "drawn", "1", rows.shape[1]

        def embed(self, texts: Sequence[str]) -> np.ndarray:
            return rows[: len(texts)]

    held = library.counts()["papers"]
    each = paper(*(f"Paragraph {number}." for number in range(len(rows))), id=f"paper-{held}")
    library.put(each.file, each.sha256, [each], Drawn())


def near(matters: np.ndarray, many: int) -> np.ndarray:
    """Unit vectors, each near one of the matters."""
    vectors = matters[RANDOM.integers(len(matters), size=many)] + 0.5 * unit(many)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_many_vectors_lie_in_cells_and_the_nearest_are_nearly_always_found(library: Library) -> None:
    matters = unit(40)  # as papers do, the vectors lie about some matters
    rows, queries = (near(matters, number) for number in (4000, 50))
    many(library, rows)
    with library.reading() as connection:
        vectors = dense.Vectors(16, large=1000)
        vectors.follow(connection, "one")
        assert vectors.in_cells
        keys = np.array([row[0] for row in connection.execute("SELECT key FROM passages ORDER BY key")])
    found = [{key for key, _ in vectors.nearest(query, 30)} for query in queries]
    exact = [set(keys[np.argsort(-rows @ query)[:10]].tolist()) for query in queries]
    assert sum(len(one & other) for one, other in zip(exact, found, strict=True)) > 0.8 * 10 * len(queries)
    for query in queries[:5]:  # the fewer count, the more cells are looked at
        few = keys[::200]
        best = few[np.argsort(-rows[::200] @ query)[:10]]
        assert {key for key, _ in vectors.nearest(query, 12, few)} >= set(best.tolist())
        assert not set(best.tolist()) & {key for key, _ in vectors.nearest(query, 30, without=few)}


def test_cells_follow_what_is_put_in_and_taken_out(library: Library, tmp_path: Path) -> None:
    for _ in range(4):
        many(library, unit(500))
    vectors = dense.Vectors(16, large=1000)
    with library.reading() as connection:
        vectors.follow(connection, "one")
    vectors.save(tmp_path / "vectors")
    library.remove(library.entries()[1].file)
    new = unit(3)
    many(library, new)
    loaded = [dense.load(tmp_path / "vectors", 16, ("zero", "one"), mapped=mapped) for mapped in (False, True)]
    for followed in (vectors, *loaded):
        assert followed.in_cells
        with library.reading() as connection:
            followed.follow(connection, "two")
            wanted = sorted(row[0] for row in connection.execute("SELECT key FROM passages"))
        assert sorted(followed.keys.tolist()) == wanted
        assert [followed.nearest(row, 1)[0][0] for row in new] == wanted[-3:]
        assert len(followed) == len(wanted)
        some = range(1, wanted[-1] + 1, 40)  # so few that every cell is looked at
        assert sorted(key for key, _ in followed.nearest(new[0], 9999, some)) == sorted({*some} & {*wanted})
        assert {key for key, _ in followed.nearest(new[0], 9999)} <= set(wanted)
        assert {key for key, _ in followed.nearest(new[0], 9999, without=wanted[:2])} <= set(wanted[2:])
    assert len(dense.load(tmp_path / "vectors", 16, ("two",))) == 0
