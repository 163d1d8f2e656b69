"""A PDF whose end was lost on the way is read as far as it goes, and the lost pages are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from ingest.errors import UnreadableFile
from ingest.mended import mended
from ingest.read import read

PAGES = 8


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    drawn = canvas.Canvas(str(path))
    for page in range(1, PAGES + 1):
        drawn.drawString(72, 700, f"{page}.  The council agreed the plan numbered {page} and will report on it in May.")
        drawn.showPage()
    drawn.save()
    return path


def test_a_whole_file_needs_no_mending(whole: Path) -> None:
    assert mended(whole) is None


def test_the_pages_before_the_cut_are_read_and_the_others_named(whole: Path) -> None:
    data = whole.read_bytes()
    fifth = data.index(b"stream", data.index(b"endstream") + 1)
    for _ in range(3):
        fifth = data.index(b"stream", data.index(b"endstream", fifth) + 10)
    whole.write_bytes(data[: fifth + 20])
    (paper,) = read(whole)
    kept = {paragraph.page for paragraph in paper.paragraphs}
    named = {int(warning.split(":")[0].removeprefix("page ")) for warning in paper.warnings}
    assert len(kept) >= 4
    assert kept | named == set(range(1, PAGES + 1))
    assert not kept & named


def test_a_file_of_which_no_page_is_whole_is_refused(whole: Path) -> None:
    whole.write_bytes(whole.read_bytes()[:200])
    with pytest.raises(UnreadableFile, match="damaged"):
        read(whole)
