"""A page of a PDF and the boxes of a paragraph into a picture of that page with the paragraph outlined on it.

Drawing happens in a process of its own (`python -m ui.page_picture`): PDFium must not be used by two threads at once, a
plan of a whole town may take long to draw, and a damaged file must not take the app down with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import astuple, replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.paper import Box

if TYPE_CHECKING:
    from PIL.Image import Image

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 1100  # pixels: small print can be read, and a page of text stays under about 200 kB
LONGEST = 2200  # pixels; a page much longer than wide is drawn narrower
COLOURS = 128  # enough for print, and half the size of full colour
MARGIN = 0.006  # of the page's width, between the paragraph and its outline
GAP = 0.035  # of the page's height: boxes no further apart are lines of one paragraph
OUTLINE = (176, 42, 0)
TINT = (255, 232, 154)
KEPT = 64  # pictures held in memory, about 10 MB
PATIENCE = 30.0  # seconds for one page
HEAD = 1024  # bytes: a PDF says that it is one within the first of them, but not always at the very start


class NoPicture(Exception):
    """There is no picture of this page; the message says why in words for the reader."""


def page_picture(file: Path, page: int, boxes: Sequence[Box] = ()) -> bytes:
    """The file's page `page` (from 1) as a PNG, with the boxes that lie on it outlined.

    A picture once made is kept until the file changes. Raises NoPicture when the file is no PDF, is gone, is damaged or
    takes more than half a minute.
    """
    try:
        changed = file.stat().st_mtime_ns
        with file.open("rb") as stream:
            is_pdf = b"%PDF-" in stream.read(HEAD)
    except OSError as exc:
        raise NoPicture("There is no picture of the page: the library no longer holds the file.") from exc
    if not is_pdf:
        raise NoPicture(
            "There is no picture of the page: only PDFs have fixed pages, and this paper is another kind of file."
        )
    return _drawn_apart(file.resolve(), changed, page, tuple(box for box in boxes if box.page == page))


@lru_cache(maxsize=KEPT)
def _drawn_apart(file: Path, changed: int, page: int, boxes: tuple[Box, ...]) -> bytes:
    """The picture, drawn in a process of its own; `changed` is there so that a replaced file is drawn anew."""
    task = json.dumps({"file": str(file), "page": page, "boxes": [astuple(box) for box in boxes]})
    command = [sys.executable, "-m", "ui.page_picture"]
    try:
        done = subprocess.run(
            command, input=task.encode(), cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as exc:
        raise NoPicture(f"There is no picture of page {page}: it takes too long to draw.") from exc
    if done.returncode or not done.stdout:
        raise NoPicture(f"There is no picture of page {page}: it could not be drawn from this file.")
    return done.stdout


def draw(file: Path, page: int, boxes: Sequence[Box]) -> bytes:
    """The page as a PNG with the boxes outlined, drawn here and now. Raises PdfiumError or IndexError."""
    picture = _rendered(file, page)
    for box in joined(boxes):
        _outline(picture, box)
    out = BytesIO()
    picture.quantize(COLOURS).save(out, "PNG")
    return out.getvalue()


def _rendered(file: Path, page: int) -> Image:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    if not 1 <= page <= len(document):
        raise IndexError(f"{file} has {len(document)} pages, no page {page}")
    sheet = document[page - 1]
    width, height = sheet.get_size()
    picture: Image = sheet.render(scale=min(WIDTH / width, LONGEST / height)).to_pil().convert("RGB")
    document.close()
    return picture


def joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes of lines that stand under each other, made one box: one outline goes round the whole paragraph."""
    areas: list[Box] = []
    for box in sorted(boxes, key=lambda each: (each.top, each.left)):
        last = areas[-1] if areas else None
        if last and box.top - last.bottom <= GAP and box.left < last.right and last.left < box.right:
            left, right = min(last.left, box.left), max(last.right, box.right)
            areas[-1] = replace(last, left=left, right=right, bottom=max(last.bottom, box.bottom))
        else:
            areas.append(box)
    return areas


def _outline(picture: Image, box: Box) -> None:
    """Tint the box as a marker pen would, keeping the print dark, and draw a line round it."""
    from PIL import Image, ImageChops, ImageDraw

    width, height = picture.size
    margin = MARGIN * width
    left, top = max(0, round(box.left * width - margin)), max(0, round(box.top * height - margin))
    right, bottom = min(width, round(box.right * width + margin)), min(height, round(box.bottom * height + margin))
    if right - left < 2 or bottom - top < 2:
        return
    under = picture.crop((left, top, right, bottom))
    picture.paste(ImageChops.multiply(under, Image.new("RGB", under.size, TINT)), (left, top))
    ImageDraw.Draw(picture).rectangle((left, top, right - 1, bottom - 1), outline=OUTLINE, width=3)


if __name__ == "__main__":
    task = json.load(sys.stdin)
    sys.stdout.buffer.write(draw(Path(task["file"]), task["page"], [Box(*box) for box in task["boxes"]]))
