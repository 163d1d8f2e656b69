"""Joins papers into one agenda pack: stamps the pack's page numbers and "Agenda Item 5", leaves blank pages between."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas

from examples.layout import MARK, Rendered

BLANK = "This page is intentionally left blank"


def join(parts: Sequence[Rendered]) -> tuple[bytes, list[int]]:
    """The pack's PDF, and for each part the number of pages that stand before it in the pack.

    A part whose facts say `blank: after` is followed by a blank page. The frontsheet, the first part, is not stamped.
    """
    writer = PdfWriter()
    before: list[int] = []
    for part in parts:
        before.append(len(writer.pages))
        for place, page in enumerate(PdfReader(io.BytesIO(part.pdf)).pages):
            item = part.source["item"] if place == 0 and part.source["stamp"] else None
            number = len(writer.pages) + 1
            added = writer.add_page(page)
            if part is not parts[0]:
                added.merge_page(PdfReader(io.BytesIO(stamp(page.mediabox[2:], number, item))).pages[0])
                added.compress_content_streams()
        if part.source["blank"] == "after":
            number = len(writer.pages) + 1
            writer.append(io.BytesIO(stamp(A4, number, None, BLANK)))
    writer.add_metadata({"/Title": parts[0].source["title"]})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), before


def stamp(size: Sequence[float], number: int, item: str | None, middle: str | None = None) -> bytes:
    """One page that holds only the pack's own marks."""
    width, height = (float(x) for x in size)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawCentredString(width / 2, 0.6 * cm, f"Page {number}")
    if item:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawRightString(width - 2.3 * cm, height - 1.1 * cm, f"Agenda Item {item}")
    if middle:
        canvas.setFont("Helvetica", 12)
        canvas.drawCentredString(width / 2, height / 2, middle)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(2.3 * cm, 1.2 * cm, MARK)
    canvas.save()
    return out.getvalue()
