"""An ingest tells how long it will still take, by the pages that are still to be read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from conftest import WordHashEmbedder
from small_library import write_papers

from index.build import Progress, ingest_paths
from index.library import Library
from index.time_left import TimeLeft, pages


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def a_pdf(path: Path, many: int) -> Path:
    path.write_bytes(b"%PDF-1.4\n" + b"<< /Type /Page /Parent 2 0 R >>\n" * many + b"<< /Type /Pages /Count 9 >>")
    return path


def test_pages_are_counted_without_opening_the_file(tmp_path: Path) -> None:
    assert pages(a_pdf(tmp_path / "a.pdf", 17)) == 17
    packed = tmp_path / "packed.pdf"
    packed.write_bytes(b"<< /Kids [3 0 R] /Type /Pages /Count 31 >> << /Type /Outlines /Count 400 >>")
    assert pages(packed) == 31
    (tmp_path / "long.txt").write_bytes(b"word " * 40_000)
    assert pages(tmp_path / "long.txt") == 5
    assert pages(tmp_path / "none.pdf") == 0


def test_a_scanned_page_counts_for_many(tmp_path: Path) -> None:
    scan = a_pdf(tmp_path / "scan.pdf", 2)
    drawn = scan.read_bytes() + b"<< /Subtype /Image /Width 2480 >>\n" * 2
    scan.write_bytes(drawn)
    assert pages(scan) > 20
    scan.write_bytes(drawn + b"<< /Type /Font /BaseFont /Helvetica >>\n")
    assert pages(scan) == 2


def test_after_the_first_minute_the_time_left_is_right_within_a_quarter(tmp_path: Path) -> None:
    draw, clock = random.Random(1), Clock()
    many = [draw.choice((1, 2, 4, 8, 30, 120)) for _ in range(200)]
    files = [(str(number), a_pdf(tmp_path / f"{number}.pdf", each)) for number, each in enumerate(many)]
    takes = [each * draw.uniform(0.05, 0.15) for each in many]  # a page with tables takes three times as long
    left, told = TimeLeft(files, clock), 0
    for number, seconds in enumerate(takes):
        clock.now += seconds
        seconds_left, truly = left.after(str(number)), sum(takes[number + 1 :])
        if clock.now < 10:
            assert seconds_left is None
        if clock.now > 60 and truly > 60:
            assert seconds_left == pytest.approx(truly, rel=0.25)
            told += 1
    assert told > 30
    assert left.after("unknown") == 0


def test_what_is_in_the_library_takes_no_time(tmp_path: Path, library: Library) -> None:
    papers = write_papers(tmp_path / "papers")
    told: list[Progress] = []
    for _ in range(2):
        list(ingest_paths(library, [papers], embedder=WordHashEmbedder(), progress=told.append))
    assert [(each.done, each.total) for each in told] == [(1, 3), (2, 3), (3, 3)] * 2
    assert all(each.seconds_left is None or each.seconds_left >= 0 for each in told)
