"""A table in a scan keeps its rows and cells: the lines printed round them are seen on the picture."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.paper import Paragraph
from ingest.read import read

pytestmark = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")

XS, YS = (150, 700, 1100, 1500), (400, 470, 600, 730)
ROWS = (
    (("Action",), ("Lead officer",), ("By when",)),
    (("Recruit twelve more social", "workers for the county"), ("Head of Service",), ("March 2025",)),
    (("Report to the Cabinet on", "the cost of placements"), ("Finance", "Manager"), ("Every quarter",)),
)


def paragraphs_of_scan(folder: Path, *, askew: float) -> tuple[Paragraph, ...]:
    """What is read of a scanned page with the table above, turned by so many degrees."""
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=36)
    draw.text((XS[0], 250), "The Cabinet agreed these actions in November.", fill=0, font=font)
    for top, row in zip(YS, ROWS, strict=False):
        for left, cell in zip(XS, row, strict=False):
            draw.text((left + 15, top + 10), "\n".join(cell), fill=0, font=font, spacing=12)
    for x in XS:
        draw.line((x, YS[0], x, YS[-1]), fill=0, width=3)
    for y in YS:
        draw.line((XS[0], y, XS[-1], y), fill=0, width=3)
    path = folder / "scan.pdf"
    image.rotate(askew, fillcolor=255, resample=Image.Resampling.BICUBIC).save(path, "PDF", resolution=200)
    (paper,) = read(path)
    return paper.paragraphs


@pytest.mark.parametrize("askew", [0.0, 0.8])
def test_the_rows_of_a_ruled_table_in_a_scan_keep_their_cells(tmp_path: Path, askew: float) -> None:
    rows = [one for one in paragraphs_of_scan(tmp_path, askew=askew) if one.kind == "table"]
    assert {row.columns for row in rows} == {("Action", "Lead officer", "By when")}
    assert [row.text for row in rows] == [
        "Recruit twelve more social workers for the county | Head of Service | March 2025",
        "Report to the Cabinet on the cost of placements | Finance Manager | Every quarter",
    ]


def test_an_underlined_line_in_a_scan_is_no_table(tmp_path: Path) -> None:
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    for top in (300, 400, 500):
        draw.text((200, top), "The Cabinet agreed the plan.", fill=0, font=ImageFont.load_default(size=40))
        draw.line((200, top + 52, 900, top + 52), fill=0, width=3)
    image.save(tmp_path / "scan.pdf", "PDF", resolution=200)
    (paper,) = read(tmp_path / "scan.pdf")
    assert "table" not in {one.kind for one in paper.paragraphs}
