"""A library gives back what was put into it, and says plainly when it cannot be used."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import WordHashEmbedder, paper, paragraph

from index.errors import LibraryError, ModelError, UnfitPaper, UnknownPaper
from index.library import Library
from index.rows import entry
from index.search import search
from ingest.paper import Paper

Stock = Callable[..., Library]
FULL = paper(
    paragraph("2 Findings", kind="heading"),
    paragraph("Caseloads rose to 21 – “too high”.", "2.1", heading=("2 Findings",), page=3),
    paragraph("2023 | £4.1m", "2.1", kind="table", columns=("Year", "Spend"), caption="Table 1", page=4),
    id="fennshire-2024-03-05-children",
    title="Children’s services",
    item="7",
    pack="Scrutiny pack",
    access="exempt",
    first_page=5,
    warnings=("page 9 is a picture",),
    details=(("lead officer", "A. Marsh"),),
)


def test_a_paper_comes_back_as_it_was_put_in(stock: Stock) -> None:
    library = stock(FULL)
    assert library.paper(FULL.id) == FULL
    assert library.paragraphs(FULL.id) == list(FULL.paragraphs)
    assert library.entries() == [entry(FULL)]
    assert library.files() == {FULL.file: FULL.sha256}


def test_it_is_all_there_after_closing_and_copying_the_folder(stock: Stock, tmp_path: Path) -> None:
    stock(FULL).close()
    (tmp_path / "library").rename(tmp_path / "elsewhere")
    with Library.open(tmp_path / "elsewhere") as copy:
        assert copy.paper(FULL.id) == FULL
        assert [hit.paragraph.label for hit in search(copy, "caseloads", k=1, embedder=WordHashEmbedder())] == ["2.1"]


def test_a_changed_file_takes_the_place_of_the_old_one(stock: Stock, embedder: WordHashEmbedder) -> None:
    library = stock(paper("Old words about drains.", id="a", file="f.txt"))
    library = stock(paper("New words about buses.", id="b", file="f.txt"))
    assert [each.id for each in library.entries()] == ["b"]
    assert [hit.paragraph.text for hit in search(library, "drains", embedder=embedder)] == ["New words about buses."]
    assert library.counts() == {"files": 1, "papers": 1, "paragraphs": 1, "passages": 1}


def test_a_removed_file_leaves_nothing_behind(stock: Stock, embedder: WordHashEmbedder) -> None:
    library = stock(FULL, paper("Potholes.", id="roads"))
    library.remove(FULL.file)
    library.remove("never-there.pdf")
    assert [each.id for each in library.entries()] == ["roads"]
    assert [hit.paragraph.text for hit in search(library, "caseloads spend", embedder=embedder)] == ["Potholes."]


def test_an_unknown_paper_is_answered_with_the_nearest_ids(stock: Stock) -> None:
    with pytest.raises(UnknownPaper, match="Did you mean fennshire-2024-03-05-children") as caught:
        stock(FULL).paper("fennshire-2024-03-05-childrens")
    assert caught.value.near == (FULL.id,)
    with pytest.raises(UnknownPaper):
        stock().paragraphs("")


def test_a_missing_library_says_how_to_make_one(tmp_path: Path) -> None:
    for folder, reason in ((tmp_path, "no library here"), (tmp_path / "nowhere", "no such folder")):
        with pytest.raises(LibraryError, match=f"{reason}.*scrutineer ingest PATH... --library"):
            Library.open(folder)
    assert not (tmp_path / "nowhere").exists()


def test_a_library_of_another_version_says_how_to_rebuild(library: Library) -> None:
    library.close()
    with sqlite3.connect(library.folder / "library.sqlite") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for create in (False, True):
        with pytest.raises(LibraryError, match=r"format 99.*delete the folder and run `scrutineer ingest"):
            Library.open(library.folder, create=create)


def test_a_manifest_of_another_version_is_refused_too(stock: Stock) -> None:
    library = stock(FULL)
    manifest = library.folder / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 0}))
    with pytest.raises(LibraryError, match="format 0"):
        Library.open(library.folder)
    manifest.write_text("{")
    with pytest.raises(LibraryError, match=r"manifest\.json cannot be read"):
        Library.open(library.folder)


def test_a_file_that_is_no_database_says_how_to_rebuild(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(LibraryError, match="cannot be read"):
        Library.open(tmp_path)


def test_the_manifest_tells_people_what_the_library_is_made_of(stock: Stock) -> None:
    manifest = json.loads((stock(FULL).folder / "manifest.json").read_text())
    assert manifest["format"] == 2
    assert manifest["model"] == {"name": "word-hash", "revision": "1"}
    assert manifest["dimension"] == 64
    assert manifest["counts"] == {"files": 1, "papers": 1, "paragraphs": 3, "passages": 2}


def test_another_model_is_refused_until_the_library_is_rebuilt(stock: Stock) -> None:
    class Newer(WordHashEmbedder):
        revision = "2"

    library = stock(FULL)
    for use in (
        lambda: search(library, "caseloads", embedder=Newer()),
        lambda: library.put("b.txt", "b", [], Newer()),
    ):
        with pytest.raises(ModelError, match=r"word-hash \(revision 1\).*rebuild: delete the folder"):
            use()


def test_a_second_ingest_is_refused_while_one_writes(library: Library, embedder: WordHashEmbedder) -> None:
    with library.writing(), Library.open(library.folder) as other:
        with pytest.raises(LibraryError, match=r"another ingest is writing.*Wait"):
            other.put(FULL.file, FULL.sha256, [FULL], embedder)
        assert other.entries() == []
    library.put(FULL.file, FULL.sha256, [FULL], embedder)


def test_a_reader_sees_one_state_while_another_writes(stock: Stock, embedder: WordHashEmbedder) -> None:
    library = stock(paper("Drains.", id="drains"))
    with library.reading() as connection:
        before = connection.execute("SELECT count(*) FROM papers").fetchone()[0]
        with Library.open(library.folder) as other:
            other.put(FULL.file, FULL.sha256, [FULL], embedder)
        assert connection.execute("SELECT count(*) FROM papers").fetchone()[0] == before
    assert len(library.entries()) == 2
    assert search(library, "caseloads", embedder=embedder)[0].entry.id == FULL.id


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda good: replace(good, text=good.text.replace("rose", "fell")), "is not the text at its place"),
        (lambda good: replace(good, paragraphs=good.paragraphs[:1] * 2), "same ordinal"),
        (lambda good: replace(good, sha256="other"), "it says it is from"),
        (lambda good: replace(good, title="half a \ud835 letter"), "surrogates"),
    ],
)
def test_an_unlawful_paper_is_kept_out(
    library: Library, embedder: WordHashEmbedder, spoil: Callable[[Paper], Paper], reason: str
) -> None:
    with pytest.raises(UnfitPaper, match=reason):
        library.put(FULL.file, FULL.sha256, [spoil(FULL)], embedder)
    assert library.counts() == {"files": 0, "papers": 0, "paragraphs": 0, "passages": 0}


def test_two_files_papers_cannot_share_an_id(stock: Stock) -> None:
    library = stock(paper("One.", id="same", file="one.txt"))
    with pytest.raises(UnfitPaper, match="has the id 'same'"):
        stock(paper("Two.", id="same", file="two.txt"))
    assert library.paper("same").file == "one.txt"


def test_dates_are_kept_as_dates(stock: Stock) -> None:
    library = stock(paper("A.", id="a", date=dt.date(1999, 12, 31)), paper("B.", id="b", date=None))
    assert [each.date for each in library.entries()] == [dt.date(1999, 12, 31), None]
