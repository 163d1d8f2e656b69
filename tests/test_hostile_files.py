"""A damaged or malicious file costs only itself: it is read as far as it goes, or refused with a reason.

Each spoiled PDF here is one that a fuzz run found something with, or one of a kind that breaks other readers.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.build import ingest_paths
from index.library import Library
from index.reading import Reader
from ingest.errors import UnreadableFile
from ingest.ocr import tesseract
from ingest.paper import Paper
from ingest.read import read
from tests.conftest import WordHashEmbedder
from tests.hostile_pdf import CATALOG, CONTENT, FONT, HELVETICA, PAGE, REPORT, TREE, pdf, report_objects, stream

LIMIT_S = 20.0  # for one file; each of these takes well under one second
Objects = dict[int, bytes]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """A process that reads files, as ingest uses it."""
    process = Reader(limit_s=LIMIT_S)
    yield process
    process.stop()


@pytest.fixture
def reads(reader: Reader, tmp_path: Path) -> Callable[[bytes], list[Paper] | UnreadableFile]:
    """Write the bytes as a PDF and read it in the other process."""

    def both(content: bytes) -> list[Paper] | UnreadableFile:
        path = tmp_path / "paper.pdf"
        path.write_bytes(content)
        return reader.read(path, "paper.pdf")

    return both


def labels(papers: list[Paper] | UnreadableFile) -> list[str]:
    """The printed numbers; a refused file fails the test with its reason."""
    assert isinstance(papers, list), papers
    return [each.label for paper in papers for each in paper.paragraphs if each.label_kind == "printed"]


def is_lawful(papers: list[Paper]) -> bool:
    """Whether every paragraph stands in its paper's text and every box is a box within the page."""
    for paper in papers:
        for each in paper.paragraphs:
            if paper.text[each.start : each.end] != each.text or not paper.text.encode():
                return False
            for box in each.boxes:
                if not (0 <= box.left <= box.right <= 1 and 0 <= box.top <= box.bottom <= 1):
                    return False
    return True


def spoiled(number: int, body: bytes) -> bytes:
    """A good report in which one object is another."""
    return pdf({**report_objects(), number: body})


def nested(depth: int) -> bytes:
    """A page that hangs below so many nodes of the page tree."""
    objects = report_objects()
    objects[TREE] = b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
    for number in range(10, 10 + depth):
        kid = number + 1 if number < 9 + depth else PAGE
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (kid, max(2, number - 1))
    return pdf(objects)


def with_outline(entry: bytes) -> bytes:
    """A good report with one bookmark."""
    outline = {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R /Outlines 10 0 R >>",
        10: b"<< /First 11 0 R /Last 11 0 R >>",
        11: b"<< /Parent 10 0 R %s >>" % entry,
    }
    return pdf(report_objects() | outline)


def numbered(content: int) -> bytes:
    """A good report whose content is object number `content`."""
    objects = report_objects()
    objects[PAGE] = objects[PAGE].replace(b"/Contents 4 0 R", b"/Contents %d 0 R" % content)
    objects[content] = objects.pop(CONTENT)
    return pdf(objects)


def without_table() -> bytes:
    """A good report without its cross-reference table."""
    whole = pdf(report_objects())
    return whole[: whole.rindex(b"xref\n0")] + whole[whole.rindex(b"trailer") :]


STILL_READ = {
    "a page tree 100 deep": nested(100),
    "more pages claimed than there are": spoiled(TREE, b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"),
    "a negative number of pages": spoiled(TREE, b"<< /Type /Pages /Kids [3 0 R] /Count -5 >>"),
    "a page tree that holds itself": spoiled(TREE, b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>"),
    "a huge object number": numbered(8_388_607),
    "a stream said to be shorter": spoiled(CONTENT, stream(REPORT, length=5)),
    "a stream said to be longer": spoiled(CONTENT, stream(REPORT, length=10**30)),
    "a stream as long as itself": spoiled(CONTENT, b"<< /Length 4 0 R >>\nstream\n" + REPORT + b"\nendstream"),
    "a stream cut short": spoiled(CONTENT, stream(zlib.compress(REPORT)[:-4], b"/Filter /FlateDecode")),
    "no cross-reference table": without_table(),
    "a page with an empty crop box": pdf(report_objects(page=b"/CropBox [0 0 -595 -842]")),
    "a crop box far beyond the page": pdf(report_objects(page=b"/CropBox [-999999 -999999 999999 999999]")),
    "a page without a size": pdf(report_objects(box=b"[0 0 0 0]")),
    "a page from right to left": pdf(report_objects(box=b"[595 842 0 0]")),
    "a page turned by 45 degrees": pdf(report_objects(page=b"/Rotate 45")),
    "a font without a description": spoiled(FONT, b"null"),
    "20,000 short lines drawn on it": pdf(
        report_objects(
            REPORT + b"".join(b"%d %d m %d %d l S\n" % (i % 595, i % 842, 9, i % 842) for i in range(20_000))
        )
    ),
    "a bookmark that follows itself": with_outline(b"/Title (x) /Next 11 0 R /First 11 0 R /Dest [3 0 R /Fit]"),
    "a bookmark to nowhere": with_outline(b"/Title (x) /Dest [99 0 R /Fit]"),
    "a bookmark with half a character": with_outline(b"/Title <FEFFD83D> /Dest [3 0 R /Fit]"),
    "a title with half a character": pdf({**report_objects(), 12: b"<< /Title <FEFFD83D> >>"}, b"/Info 12 0 R"),
    "10,000 bookmarks": pdf(
        report_objects()
        | {CATALOG: b"<< /Type /Catalog /Pages 2 0 R /Outlines 10 0 R >>", 10: b"<< /First 11 0 R >>"}
        | {n: b"<< /Title (%d) /Next %d 0 R /Dest [3 0 R /Fit] >>" % (n, n + 1) for n in range(11, 10_011)}
    ),
    "a script that never ends": spoiled(
        CATALOG, b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while\\(true\\){}) >> >>"
    ),
    "properties 50,000 deep": pdf({**report_objects(), 6: b"<< /A " * 50_000 + b">>" * 50_000}, b"/Info 6 0 R"),
}


@pytest.mark.parametrize("fault", STILL_READ)
def test_what_is_whole_in_a_damaged_pdf_is_read(
    fault: str, reads: Callable[[bytes], list[Paper] | UnreadableFile]
) -> None:
    papers = reads(STILL_READ[fault])
    assert labels(papers) == ["1.1", "1.2"]
    assert isinstance(papers, list)
    assert is_lawful(papers)


REFUSED = {
    "no pages": (spoiled(TREE, b"<< /Type /Pages /Kids [] /Count 0 >>"), "damaged"),
    "a page tree of itself only": (spoiled(TREE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), "pages are damaged"),
    "a page tree too deep to follow": (nested(3000), "pages are damaged"),
    "no catalogue": (pdf(report_objects()).replace(b"/Root 1 0 R", b"/Root 9 0 R"), "damaged"),
    "an unknown encryption": (pdf(report_objects(), b"/Encrypt << /Filter /Standard /V 99 >>"), "PDF"),
    "content that unpacks to 100 MB of nothing": (
        spoiled(CONTENT, stream(zlib.compress(b" " * 100_000_000, 9), b"/Filter /FlateDecode")),
        "no page holds text",
    ),
    "letters that stand for no character": (
        pdf(
            {
                **report_objects(b"BT /F1 11 Tf 72 700 Td (aaa) Tj ET"),
                FONT: HELVETICA[:-2] + b"/ToUnicode 6 0 R >>",
                6: stream(b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <D800>"),
            }
        ),
        "",
    ),
    "a file cut off before its end": (pdf(report_objects())[:-300], "damaged"),
    "a head and nothing more": (b"%PDF-1.7\n", "damaged"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_pdf_that_cannot_be_read_is_refused_with_the_reason(
    fault: str, reads: Callable[[bytes], list[Paper] | UnreadableFile]
) -> None:
    content, reason = REFUSED[fault]
    refused = reads(content)
    if isinstance(refused, list):
        assert not reason
        assert is_lawful(refused)
    else:
        assert reason in str(refused)
        assert "the reader failed" not in str(refused)


def test_a_damaged_page_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(STILL_READ["a page tree that holds itself"])
    (paper,) = read(path)
    assert [warning.partition(" and ")[0] for warning in paper.warnings] == ["page 2: the page is damaged"]


def test_text_off_the_page_which_nobody_can_see_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    hidden = b"BT /F1 11 Tf 72 900 Td (1.3  The hubs will be sold on the quiet.) Tj ET\n"
    path.write_bytes(pdf(report_objects(REPORT + hidden)))
    (paper,) = read(path)
    assert "three hubs" in paper.text
    assert "quiet" not in paper.text


@pytest.mark.skipif(tesseract() is None, reason="Tesseract is not installed")
def test_a_tiny_blank_picture_among_the_pages_does_not_lose_the_others(tmp_path: Path) -> None:
    """Tesseract finds nothing at all on a page of 5 by 5 pixels, not even an empty line."""
    objects = report_objects()
    objects[TREE] = b"<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>"
    objects[6] = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1.2 1.2] /Contents 7 0 R /Resources << /XObject << /X 8 0 R >> >> >>"
    )
    objects[7] = stream(b"9 0 0 9 0 0 cm /X Do")
    picture = b"/Type /XObject /Subtype /Image /Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    objects[8] = stream(b"\xff" * 81, picture)
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(objects))
    (paper,) = read(path)
    assert labels([paper]) == ["1.1", "1.2"]


def test_a_line_of_thousands_of_words_is_no_trap(reads: Callable[[bytes], list[Paper] | UnreadableFile]) -> None:
    words = b"BT /F1 .05 Tf 72 700 Td (" + b"ab cd " * 5000 + b") Tj ET"
    papers = reads(pdf(report_objects(words)))
    assert isinstance(papers, list)
    assert papers[0].text.count("ab cd") > 3000  # as many as the page is wide


def test_a_pdf_that_would_be_drawn_without_end_is_given_up_and_the_next_file_is_read(tmp_path: Path) -> None:
    forms = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    objects = report_objects(b"/X Do")
    objects[PAGE] = objects[PAGE].replace(b"/Font <<", b"/XObject << /X 6 0 R >> /Font <<")
    objects[6] = stream(b"/X Do /X Do", forms)  # each level draws the next one twice
    (tmp_path / "endless.pdf").write_bytes(pdf(objects))
    (tmp_path / "good.pdf").write_bytes(pdf(report_objects()))
    reader = Reader(limit_s=5)
    try:
        assert "took longer than 5 seconds" in str(reader.read(tmp_path / "endless.pdf", "endless.pdf"))
        assert labels(reader.read(tmp_path / "good.pdf", "good.pdf")) == ["1.1", "1.2"]
    finally:
        reader.stop()


@pytest.mark.parametrize("seed", range(3))
def test_bytes_changed_at_random_end_no_reader(
    seed: int, reads: Callable[[bytes], list[Paper] | UnreadableFile]
) -> None:
    """A small standing share of the long fuzz run: 40 spoiled papers for each seed."""
    chance = random.Random(seed)
    whole = pdf(report_objects())
    for _ in range(40):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 3, 10, 30))):
            at = chance.randrange(9, len(content))
            if chance.random() < 0.5:
                content[at] = chance.randrange(256)
            elif chance.random() < 0.5:
                del content[at : at + chance.randrange(60)]
            else:
                content[at:at] = content[chance.randrange(len(content)) :][: chance.randrange(60)]
        papers = reads(bytes(content))
        if isinstance(papers, list):
            assert is_lawful(papers)
        else:
            assert "reader" not in papers.reason


def encrypted(user: str) -> bytes:
    """A good report under a password to open it, or, without one, under its owner's only."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(report_objects()))))
    writer.encrypt(user, "the owner's", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_needs_a_password_is_refused_and_one_that_only_may_not_be_changed_is_read(
    reads: Callable[[bytes], list[Paper] | UnreadableFile],
) -> None:
    assert "password" in str(reads(encrypted("secret")))
    assert labels(reads(encrypted(""))) == ["1.1", "1.2"]


def hostile_folder(folder: Path) -> None:
    """Good papers among hostile ones, some of which only their first bytes give away."""
    folder.mkdir()
    for number, (content, _) in enumerate(REFUSED.values()):
        (folder / f"bad-{number}.pdf").write_bytes(content)
    for number in range(3):
        (folder / f"good-{number}.pdf").write_bytes(pdf(report_objects(REPORT.replace(b"hubs", b"hubs %d" % number))))
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "locked.pdf").write_bytes(encrypted("secret"))
    (folder / "page.html").write_bytes(b"<html><body>" + b"<div>" * 50_000)
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 50_000_000)


def test_hostile_files_among_good_ones_leave_a_whole_library(tmp_path: Path, embedder: WordHashEmbedder) -> None:
    hostile_folder(tmp_path / "papers")
    with Library.open(tmp_path / "library", create=True) as library:
        reports = list(ingest_paths(library, [tmp_path / "papers"], embedder=embedder, limit_s=LIMIT_S))
        added = {Path(report.file).name for report in reports if report.status == "added"}
        refused = [report for report in reports if report.status == "unreadable"]
        assert {"good-0.pdf", "good-1.pdf", "good-2.pdf"} <= added
        assert {"empty.pdf", "locked.pdf", "bomb.docx"} <= {Path(report.file).name for report in refused}
        assert all(report.error and "the reader failed" not in report.error for report in refused)
        for entry in library.entries():
            paper = library.paper(entry.id)
            assert is_lawful([paper])
            assert paper.paragraphs == tuple(library.paragraphs(entry.id))
        assert set(map(Path, library.files())) == {Path(report.file) for report in reports if report.status == "added"}
