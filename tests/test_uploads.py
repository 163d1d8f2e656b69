"""Uploaded papers get into the library; what cannot be read is named with what to do, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import WordHashEmbedder
from small_library import LATER, MINUTES, draw_report

from index.build import Progress
from index.library import Library
from ui.taking_in import FOLDER, Upload, fit_name, report_line, take_in

MINUTES_FILE = Upload("minutes.txt", MINUTES.encode())


def lines(library: Library, embedder: WordHashEmbedder, *uploads: Upload) -> list[str]:
    return [report_line(report) for report in take_in(library, uploads, embedder=embedder)]


def test_papers_are_taken_in_and_what_is_no_paper_is_named_with_the_remedy(
    library: Library, embedder: WordHashEmbedder, tmp_path: Path
) -> None:
    report = Upload("hub.pdf", draw_report(tmp_path / "hub.pdf").read_bytes())
    bad = [Upload("empty.pdf", b""), Upload("broken.pdf", b"%PDF-1.4 nothing"), Upload("sums.xlsx", b"PK")]
    said = lines(library, embedder, bad[0], report, bad[1], MINUTES_FILE, bad[2])
    assert len(library.entries()) == 2
    assert said[0] == "empty.pdf could not be read: the file is empty. Fetch it again from where it was published."
    assert said[1].startswith(
        "sums.xlsx could not be read: files of the kind .xlsx are not read. Save it as one of .pdf"
    )
    assert [line for line in said if line.startswith("broken.pdf could not be read: ")]
    assert [line for line in said if line.startswith("hub.pdf: 1 paper with ")]


def test_a_file_sent_again_is_known_and_another_of_its_name_is_kept_beside_it(
    library: Library, embedder: WordHashEmbedder
) -> None:
    lines(library, embedder, MINUTES_FILE)
    assert lines(library, embedder, MINUTES_FILE) == ["minutes.txt: was in the library already."]
    lines(library, embedder, Upload("minutes.txt", LATER.encode()))
    assert len(library.entries()) == 2


def test_progress_is_told_file_by_file_and_nothing_is_left_lying_about(
    library: Library, embedder: WordHashEmbedder
) -> None:
    told: list[Progress] = []
    later = Upload("later.md", LATER.encode())
    assert len(list(take_in(library, [MINUTES_FILE, later], embedder=embedder, progress=told.append))) == 2
    assert [(each.done, each.total) for each in told] == [(1, 2), (2, 2)]
    assert not [path for path in (library.folder / FOLDER).rglob("*") if path.is_file()]
    assert all(library.source(entry.file).is_file() for entry in library.entries())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\papers\\Item 5: report?.pdf", "Item 5 report.pdf"),
        ("..", "paper"),
        ("\u202efdp.exe.pdf", "fdp.exe.pdf"),
        ("é" * 300 + ".pdf", "é" * 73 + ".pdf"),
    ],
)
def test_a_name_can_neither_leave_the_folder_nor_be_too_long(sent: str, kept: str) -> None:
    assert fit_name(sent) == kept
