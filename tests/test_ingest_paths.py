"""Ingest brings a library up to what the files hold now, and tells of each file what became of it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import WordHashEmbedder
from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfgen import canvas

from index.build import FileReport, Progress, ingest_paths
from index.errors import LibraryError, ModelError
from index.library import Library
from index.search import search
from ingest.ocr import tesseract

Ingest = Callable[..., dict[str, FileReport]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files of plain text, one in a folder of its own."""
    (tmp_path / "papers" / "old").mkdir(parents=True)
    (tmp_path / "papers" / "roads.txt").write_text("Potholes are mended.\nGullies are not.")
    (tmp_path / "papers" / "bins.txt").write_text("Bins are emptied on Mondays.")
    (tmp_path / "papers" / "old" / "trams.txt").write_text("Trams are no more.")
    return tmp_path / "papers"


@pytest.fixture
def ingest(library: Library, folder: Path) -> Ingest:
    """Takes in the folder (or other paths) and gives the reports by the file's name."""

    def run(*paths: Path, limit_s: float = 60.0) -> dict[str, FileReport]:
        chosen = paths or (folder,)
        reports = ingest_paths(library, chosen, embedder=WordHashEmbedder(), read="plain_reader:read", limit_s=limit_s)
        return {Path(report.file).name: report for report in reports}

    return run


def statuses(reports: dict[str, FileReport]) -> dict[str, str]:
    return {name: report.status for name, report in reports.items()}


def test_files_and_folders_are_taken_in(library: Library, folder: Path, ingest: Ingest) -> None:
    reports = ingest()
    assert statuses(reports) == {"bins.txt": "added", "roads.txt": "added", "trams.txt": "added"}
    assert reports["roads.txt"].paragraphs == (2,)
    assert reports["roads.txt"].papers == (library.entries()[-1],)
    assert reports["roads.txt"].papers[0].file == str(folder / "roads.txt")
    assert search(library, "gullies", k=1, embedder=WordHashEmbedder())[0].paragraph.text == "Gullies are not."


def test_unchanged_files_are_skipped_changed_ones_replaced_vanished_ones_removed(
    library: Library, folder: Path, ingest: Ingest
) -> None:
    first = ingest()
    assert statuses(ingest()) == dict.fromkeys(first, "unchanged")
    (folder / "bins.txt").write_text("Bins are emptied on Tuesdays.")
    (folder / "old" / "trams.txt").unlink()
    again = ingest()
    assert statuses(again) == {"bins.txt": "changed", "roads.txt": "unchanged", "trams.txt": "removed"}
    assert (again["roads.txt"].papers, again["roads.txt"].paragraphs) == (first["roads.txt"].papers, (2,))
    assert sorted(entry.id for entry in library.entries()) == ["bins", "roads"]
    assert library.paper("bins").text == "Bins are emptied on Tuesdays."


@pytest.mark.skipif(tesseract() is None, reason="Tesseract is not installed")
def test_a_scan_taken_in_without_tesseract_is_read_once_it_is_installed(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    scan = Image.new("L", (1654, 2339), 255)
    ImageDraw.Draw(scan).text((200, 300), "Agreed by the Cabinet.", fill=0, font=ImageFont.load_default(size=44))
    scan.save(tmp_path / "scan.png")
    drawn = canvas.Canvas(str(folder / "one.pdf"), pagesize=(595, 842))
    drawn.drawString(72, 700, "Cover sheet of the decision")
    drawn.showPage()
    drawn.drawImage(str(tmp_path / "scan.png"), 0, 0, 595, 842)
    drawn.save()
    shutil.copy(folder / "one.pdf", folder / "two.pdf")

    def statuses() -> list[str]:
        return [report.status for report in ingest_paths(library, [folder], embedder=WordHashEmbedder())]

    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", "")
    assert statuses() == ["added", "added"]
    assert statuses() == ["unchanged", "unchanged"]
    before = library.entries()
    monkeypatch.setenv("PATH", path)
    assert statuses() == ["changed", "changed"]
    assert statuses() == ["unchanged", "unchanged"]
    assert [entry.id for entry in library.entries()] == [entry.id for entry in before]
    assert library.entries()[0].warnings[0].startswith("page 2: read by OCR")
    assert set(library.files()) == {str(folder / "one.pdf"), str(folder / "two.pdf")}


def test_a_copy_of_each_file_is_kept_and_no_more(library: Library, folder: Path, ingest: Ingest) -> None:
    (folder / "scan.txt").write_text("SCAN")
    ingest()
    content = (folder / "roads.txt").read_bytes()
    (folder / "roads.txt").unlink()
    assert library.source(str(folder / "roads.txt")).read_bytes() == content
    assert len(list((library.folder / "sources").iterdir())) == 3
    ingest()
    assert len(list((library.folder / "sources").iterdir())) == 2
    with pytest.raises(LibraryError, match="no copy"):
        library.source(str(folder / "roads.txt"))


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SCAN", "odd.txt, page 3: the page is a picture. Run text recognition on it."),
        ("CRASH", "odd.txt: reading it ended the reader"),
        ("STALL", "odd.txt: reading took longer than 3 seconds"),
        ("FAULT", "odd.txt: the reader failed (KeyError: 'a fault of the reader')"),
    ],
)
def test_a_bad_file_is_reported_and_the_rest_goes_on(
    library: Library, folder: Path, ingest: Ingest, text: str, error: str
) -> None:
    (folder / "odd.txt").write_text(text)
    reports = ingest(limit_s=3)
    assert reports.pop("odd.txt").error.startswith(f"{folder}/{error}")  # type: ignore[union-attr]
    assert statuses(reports) == dict.fromkeys(("bins.txt", "roads.txt", "trams.txt"), "added")
    assert len(library.entries()) == 3


def test_a_file_that_can_no_longer_be_read_keeps_its_earlier_papers(
    library: Library, folder: Path, ingest: Ingest
) -> None:
    ingest()
    (folder / "bins.txt").write_text("SCAN")
    report = ingest()["bins.txt"]
    assert (report.status, len(library.entries())) == ("unreadable", 3)
    assert str(report.error).endswith("What was taken in from it before stays in the library.")


def test_a_path_that_does_not_exist_is_reported_and_empties_nothing(
    library: Library, folder: Path, ingest: Ingest
) -> None:
    ingest()
    folder.rename(folder.with_name("unplugged"))
    assert statuses(ingest()) == {"papers": "unreadable"}
    assert len(library.entries()) == 3


def test_the_same_content_under_two_paths_is_kept_once(library: Library, folder: Path, ingest: Ingest) -> None:
    (folder / "zweite.txt").write_bytes((folder / "bins.txt").read_bytes())
    reports = ingest()
    assert (reports["zweite.txt"].status, reports["zweite.txt"].same_as) == ("added", str(folder / "bins.txt"))
    assert len(library.entries()) == 3
    (folder / "bins.txt").unlink()
    assert statuses(ingest())["zweite.txt"] == "unchanged"
    assert library.paper("bins").file == str(folder / "zweite.txt")
    assert library.source(str(folder / "zweite.txt")).read_text().startswith("Bins")


def test_two_papers_that_would_share_an_id_get_two(library: Library, folder: Path, ingest: Ingest) -> None:
    (folder / "old" / "bins.txt").write_text("Bins are emptied by horse.")
    ingest()
    assert sorted(entry.id for entry in library.entries()) == ["bins", "bins-2", "roads", "trams"]
    (folder / "old" / "bins.txt").write_text("Bins are emptied by tram.")
    ingest()
    assert library.paper("bins-2").text == "Bins are emptied by tram."


def test_only_what_can_be_a_paper_is_looked_for_in_a_folder(library: Library, folder: Path, ingest: Ingest) -> None:
    for name in ("questions.jsonl", ".hidden.txt", "~$lock.docx"):
        (folder / name).write_text("Not this.")
    library.close()
    library.folder.rename(folder / "library")
    with Library.open(folder / "library") as inside:
        reports = list(ingest_paths(inside, [folder], embedder=WordHashEmbedder(), read="plain_reader:read"))
        assert [Path(report.file).name for report in reports] == ["bins.txt", "roads.txt", "trams.txt"]
        assert len(list(ingest_paths(inside, [folder], embedder=WordHashEmbedder(), read="plain_reader:read"))) == 3


def test_a_file_named_twice_is_one_file(
    library: Library, folder: Path, ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    ingest(Path("papers"), Path("papers/bins.txt"))
    assert sorted(library.files()) == ["papers/bins.txt", "papers/old/trams.txt", "papers/roads.txt"]
    assert set(statuses(ingest(folder)).values()) == {"unchanged"}


def test_a_file_name_need_not_be_utf_8(library: Library, folder: Path, ingest: Ingest) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Coffee.")
    assert statuses(ingest())["caf\\xe9.txt"] == "added"
    assert library.source(f"{folder}/caf\\xe9.txt").read_text() == "Coffee."


def test_a_file_that_may_not_be_opened_is_reported(folder: Path, ingest: Ingest) -> None:
    (folder / "secret.txt").symlink_to(folder / "secret.txt")  # even root cannot open a link to itself
    report = ingest()["secret.txt"]
    assert report.status == "unreadable"
    assert "it cannot be opened" in str(report.error)


def test_progress_is_told_file_by_file(library: Library, folder: Path) -> None:
    told: list[Progress] = []
    list(ingest_paths(library, [folder], embedder=WordHashEmbedder(), progress=told.append, read="plain_reader:read"))
    assert [(each.done, each.total, Path(each.file).name) for each in told] == [
        (1, 3, "bins.txt"),
        (2, 3, "roads.txt"),
        (3, 3, "trams.txt"),
    ]


def test_the_next_files_are_read_while_one_is_embedded(library: Library, folder: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"

    class Slow(WordHashEmbedder):
        """Embeds nothing until the last file has been read, or half a minute has passed."""

        def embed(self, texts: Sequence[str]) -> np.ndarray:
            end = time.monotonic() + 30
            while not mark.exists() and time.monotonic() < end:
                time.sleep(0.01)
            assert mark.exists()
            return super().embed(texts)

    (folder / "old" / "zebras.txt").write_text(f"MARK {mark}")
    reports = list(ingest_paths(library, [folder], embedder=Slow(), read="plain_reader:read"))
    assert [Path(each.file).name for each in reports] == ["bins.txt", "roads.txt", "trams.txt", "zebras.txt"]
    assert {each.status for each in reports} == {"added"}


def test_an_ingest_broken_off_keeps_what_it_had_and_frees_the_library(
    library: Library, folder: Path, ingest: Ingest
) -> None:
    reports = ingest_paths(library, [folder], embedder=WordHashEmbedder(), read="plain_reader:read")
    assert next(reports).file == str(folder / "bins.txt")
    reports.close()  # type: ignore[attr-defined]
    assert [entry.id for entry in library.entries()] == ["bins"]
    assert statuses(ingest()) == {"bins.txt": "unchanged", "roads.txt": "added", "trams.txt": "added"}


def test_another_model_is_refused_before_anything_is_read(library: Library, folder: Path, ingest: Ingest) -> None:
    class Other(WordHashEmbedder):
        name = "other"

    ingest()
    (folder / "bins.txt").write_text("Changed.")
    with pytest.raises(ModelError, match="built with the embedding model word-hash"):
        list(ingest_paths(library, [folder], embedder=Other(), read="plain_reader:read"))
    assert library.paper("bins").text == "Bins are emptied on Mondays."
