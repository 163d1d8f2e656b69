"""Turns a PDF into what an office scanner makes of it: grey pictures of its pages, a little askew, without text."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DOTS_PER_INCH = 150
ASKEW = (0.7, -0.5)  # degrees, page by page
QUALITY = 40


def scan(pdf: bytes) -> bytes:
    """The scanned PDF of a born-digital one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for place, page in enumerate(pypdfium2.PdfDocument(pdf)):
        canvas.drawImage(ImageReader(picture(page, ASKEW[place % 2])), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(page: pypdfium2.PdfPage, degrees: float) -> io.BytesIO:
    grey = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
    turned = grey.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=236)
    paper = turned.point([min(236, 30 + level * 206 // 255) for level in range(256)])
    found = io.BytesIO()
    paper.save(found, "JPEG", quality=QUALITY)
    found.seek(0)
    return found
