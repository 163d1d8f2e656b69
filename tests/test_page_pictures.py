"""A cited paragraph is outlined on a picture of its page, and where there can be no picture the reader is told why."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ingest.paper import Box
from ui.page_picture import OUTLINE, NoPicture, joined, page_picture


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A PDF of two empty pages of 600 by 800 points."""
    canvas = Canvas(str(tmp_path / "letter.pdf"), pagesize=(600, 800))
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return tmp_path / "letter.pdf"


def colours(picture: bytes, box: Box) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The colours just on the box's edge and in its middle."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    middle = ((box.left + box.right) / 2 * image.width, (box.top + box.bottom) / 2 * image.height)
    edge = (middle[0], box.top * image.height - 0.006 * image.width + 1)
    return tuple(image.getpixel((round(edge[0]), round(edge[1])))), tuple(
        image.getpixel((round(middle[0]), round(middle[1])))
    )  # type: ignore[arg-type]


def test_the_paragraph_is_outlined_and_tinted_on_its_page(letter: Path) -> None:
    box = Box(2, 0.1, 0.3, 0.9, 0.4)
    edge, middle = colours(page_picture(letter, 2, [box]), box)
    assert max(abs(one - other) for one, other in zip(edge, OUTLINE, strict=True)) < 16
    assert middle[2] < 200 < middle[0]


def test_a_box_of_another_page_is_not_drawn(letter: Path) -> None:
    box = Box(2, 0.1, 0.3, 0.9, 0.4)
    assert colours(page_picture(letter, 1, [box]), box) == ((255, 255, 255), (255, 255, 255))


def test_a_replaced_file_is_drawn_anew(letter: Path, tmp_path: Path) -> None:
    before = page_picture(letter, 1)
    canvas = Canvas(str(letter), pagesize=(600, 300))
    canvas.showPage()
    canvas.save()
    assert Image.open(BytesIO(page_picture(letter, 1))).height < Image.open(BytesIO(before)).height


def test_lines_of_one_paragraph_get_one_outline_and_a_far_part_its_own() -> None:
    lines = [Box(1, 0.1, 0.20, 0.9, 0.22), Box(1, 0.1, 0.23, 0.5, 0.25), Box(1, 0.1, 0.60, 0.9, 0.62)]
    assert joined(lines) == [Box(1, 0.1, 0.20, 0.9, 0.25), Box(1, 0.1, 0.60, 0.9, 0.62)]


def test_two_columns_are_not_joined() -> None:
    columns = [Box(1, 0.1, 0.2, 0.45, 0.3), Box(1, 0.55, 0.2, 0.9, 0.3)]
    assert joined(columns) == columns


@pytest.mark.parametrize(
    ("name", "content", "page", "reason"),
    [
        ("paper.txt", b"1.1 Words.", 1, "only PDFs have fixed pages"),
        ("broken.pdf", b"%PDF-1.4 and then nothing", 1, "could not be drawn"),
    ],
)
def test_where_there_is_no_picture_the_reader_is_told_why(
    tmp_path: Path, name: str, content: bytes, page: int, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NoPicture, match=reason):
        page_picture(tmp_path / name, page)


def test_a_page_or_file_that_is_not_there_is_said(letter: Path) -> None:
    with pytest.raises(NoPicture, match="page 9"):
        page_picture(letter, 9)
    with pytest.raises(NoPicture, match="no longer holds"):
        page_picture(letter.with_name("gone.pdf"), 1)
