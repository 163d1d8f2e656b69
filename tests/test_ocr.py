"""A page that is a picture is read by Tesseract where it is installed, and named as unread where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.pdfgen import canvas

from ingest.errors import UnreadableFile
from ingest.hocr import pages_read
from ingest.read import read
from ingest.source import open_source

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")

ROOT = Path(__file__).parents[1]
DECISION = ROOT / "examples" / "papers" / "aldermere-decision-2025-01-21-managed-team-scanned.pdf"
LETTER = ROOT.parent / "shared" / "papers" / "ofsted-letter-croydon-2019-12-18.pdf"
TEXT = (
    "The Cabinet agreed the improvement plan at its",
    "meeting in November and asked for a further",
    "report on its cost by the end of the year.",
)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A4 at 200 dots an inch with three lines of text."""
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=44)
    for row, line in enumerate(TEXT):
        draw.text((200, 300 + 60 * row), line, fill=0, font=font)
    path = tmp_path / "scan.png"
    image.save(path, dpi=(200, 200))
    return path


def pdf_of(picture: Path, *, stamp: str = "", text_page: bool = False, covering: float = 1.0) -> Path:
    """A PDF whose page 1 is the picture, with a stamp in real text upon it; page 2, if asked for, is real text."""
    path = picture.with_suffix(".pdf")
    drawn = canvas.Canvas(str(path), pagesize=(595, 842))
    drawn.drawImage(str(picture), 0, 0, 595 * covering, 842 * covering)
    if stamp:
        drawn.drawString(400, 20, stamp)
    if text_page:
        drawn.showPage()
        drawn.drawString(72, 700, "This page has a text layer of its own.")
    drawn.save()
    return path


@needs_tesseract
def test_a_scan_is_read_and_says_how_sure_it_is(picture: Path) -> None:
    (paper,) = read(pdf_of(picture))
    assert paper.text == " ".join(TEXT)
    (warning,) = paper.warnings
    assert warning.startswith("page 1: read by OCR, confidence 9")
    (box,) = paper.paragraphs[0].boxes
    assert 0.1 < box.left < 0.14
    assert 0.1 < box.top < 0.15


@needs_tesseract
def test_a_grey_word_across_the_page_does_not_hide_what_stands_under_it(picture: Path) -> None:
    image = Image.open(picture)
    mark = Image.new("L", image.size, 255)
    ImageDraw.Draw(mark).text((150, 330), "RECOMMENDATION", fill=150, font=ImageFont.load_default(size=150))
    marked = ImageChops.darker(image, mark.rotate(-8, center=(150, 330), fillcolor=255))
    marked.save(picture, dpi=(200, 200))
    (paper,) = read(pdf_of(picture))
    found, wanted = set(paper.text.split()), set(" ".join(TEXT).split())
    assert len(wanted - found) <= 2


@needs_tesseract
@pytest.mark.parametrize(("angle", "corner"), [(-90, "right"), (90, "left")])
def test_a_page_that_lies_on_its_side_is_read_and_its_places_are_those_shown(
    tmp_path: Path, angle: int, corner: str
) -> None:
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    for row in range(24):
        draw.text((200, 300 + 60 * row), TEXT[row % 3], fill=0, font=ImageFont.load_default(size=44))
    image.rotate(angle, expand=True).save(tmp_path / "side.png", dpi=(200, 200))
    drawn = canvas.Canvas(str(tmp_path / "side.pdf"), pagesize=(842, 595))
    drawn.drawImage(str(tmp_path / "side.png"), 0, 0, 842, 595)
    drawn.save()
    (paper,) = read(tmp_path / "side.pdf")
    assert paper.text.startswith(" ".join(TEXT))
    box = paper.paragraphs[0].boxes[0]  # its first line begins at the upright page's upper left
    assert (box.right > 0.85) == (corner == "right")
    assert (box.left < 0.15) == (corner == "left")
    assert box.bottom - box.top > 0.4


@needs_tesseract
def test_a_page_with_only_a_stamp_upon_a_scan_is_read_too(picture: Path) -> None:
    assert "improvement plan" in read(pdf_of(picture, stamp="Page 12"))[0].text


@needs_tesseract
def test_a_short_page_beside_a_small_picture_keeps_its_own_text(picture: Path) -> None:
    source = open_source(pdf_of(picture, stamp="A short page", covering=0.6))
    assert [line.text for page in source.pages for line in page.lines] == ["A short page"]
    assert source.warnings == ()


@needs_tesseract
def test_a_picture_file_is_read_as_a_page(picture: Path) -> None:
    (paper,) = read(picture)
    assert paper.text == " ".join(TEXT)


@needs_tesseract
def test_numbers_in_the_margin_and_bold_headings_are_found_on_an_askew_scan() -> None:
    (paper,) = read(DECISION)
    printed = [p.label for p in paper.paragraphs if p.label_kind == "printed" and p.kind != "heading"]
    assert printed == [str(number) for number in range(1, 10)]
    headings = {p.text for p in paper.paragraphs if p.kind == "heading"}
    assert {"Decision", "Reasons", "Other options considered", "Finance", "Consultation"} <= headings


@needs_tesseract
@pytest.mark.shared
@pytest.mark.skipif(not LETTER.exists(), reason="the collection of real papers is not beside the checkout")
def test_a_scanned_letter_gives_the_digital_letters_paragraphs() -> None:
    (scanned,), (digital,) = read(LETTER.with_name(f"{LETTER.stem}-scanned.pdf")), read(LETTER)
    starts = [
        [(p.label, p.kind, p.text.replace("’", "'")[:12]) for p in paper.paragraphs] for paper in (scanned, digital)
    ]
    assert starts[0] == starts[1]
    words = digital.text.split()
    assert sum(word in set(scanned.text.split()) for word in words) >= 0.97 * len(words)


def test_without_tesseract_a_scan_names_the_remedy(picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFile, match="Install Tesseract"):
        read(pdf_of(picture))
    with pytest.raises(UnreadableFile, match="Install Tesseract"):
        read(picture)


def test_without_tesseract_a_page_that_is_a_picture_is_named_as_unread(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pdf_of(picture, text_page=True)
    monkeypatch.setenv("PATH", "")
    (paper,) = read(path)
    assert paper.text == "This page has a text layer of its own."
    (warning,) = paper.warnings
    assert warning.startswith("page 1: no text layer: the page is a picture, and was not read; install Tesseract")


@needs_tesseract
def test_a_damaged_picture_says_so(tmp_path: Path) -> None:
    path = tmp_path / "damaged.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    with pytest.raises(UnreadableFile, match="could not read this picture"):
        read(path)


def test_signs_that_are_misread_are_mended() -> None:
    def word(text: str, left: int, sure: int = 95) -> str:
        return f"<span class='ocrx_word' title='bbox {left} 0 {left + 9} 30; x_wconf {sure}'>{text}</span>"

    lines = (
        word("*", 0, 12) + word("Services", 40),
        word("|", 0) + word("agree", 20) + word("from", 90) + word("|", 150),
        word("February", 0) + word("_", 50) + word("smudge", 90, 10),
    )
    head = "bbox 0 0 999 30; baseline 0 0; x_size 30"
    body = "".join(f"<span class='ocr_line' title='{head}'>{line}</span>" for line in lines)
    (page,) = pages_read(
        f"<html><body><div class='ocr_page' title='bbox 0 0 999 999'>{body}</div></body></html>".encode()
    )
    assert [[word.text for word in line.words] for line in page.lines] == [
        ["•", "Services"],
        ["I", "agree", "from", "1"],
        ["February"],
    ]
