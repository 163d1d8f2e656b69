"""Puts the blocks of a source on pages with the masthead, running header and footer of its kind of paper."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from examples.flow import Look, Pages, story
from examples.source import Source

COUNCIL = "Aldermere Borough Council"
MARK = "Invented example paper – Aldermere Borough Council does not exist"
INSPECTOR_MARK = "Invented example paper – not written by Ofsted; Aldermere Borough Council does not exist"
NAVY, TEAL, GREY = (colors.HexColor(c) for c in ("#1d3557", "#2a7f86", "#59616b"))
LOOKS = {
    "report": Look("Helvetica", 11.5),
    "appendix": Look("Helvetica", 11.5),
    "minutes": Look("Times-Roman", 12),
    "agenda": Look("Helvetica", 11),
    "inspection": Look("Helvetica", 12),
    "letter": Look("Helvetica", 12),
    "decision": Look("Times-Roman", 12),
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper as PDF, and where each of its blocks stands."""

    source: Source
    pdf: bytes
    pages: Pages


def render(source: Source) -> Rendered:
    """Lay one source out as a PDF. The same source gives the same bytes."""
    size = landscape(A4) if source["landscape"] else A4
    look = LOOKS[source["layout"]]
    pages, out = Pages(), io.BytesIO()
    margin = 2.3 * cm
    document = BaseDocTemplate(
        out, pagesize=size, leftMargin=margin, rightMargin=margin, title=source["title"], author=COUNCIL, invariant=1
    )
    width, height = size[0] - 2 * margin, size[1]
    top = {"appendix": 2.0, "letter": 3.6, "inspection": 3.2}.get(source["layout"], 3.0) * cm
    first = Frame(margin, 2.4 * cm, width, height - 2.4 * cm - top, 0, 0, 0, 0, id="first")
    later = Frame(margin, 2.4 * cm, width, height - 4.6 * cm, 0, 0, 0, 0, id="later")
    furniture = Furniture(source)
    document.addPageTemplates([
        PageTemplate("first", [first], onPage=furniture.masthead, onPageEnd=furniture.foot, autoNextPageTemplate="later"),
        PageTemplate("later", [later], onPage=furniture.head, onPageEnd=furniture.foot),
    ])  # fmt: skip
    document.build(story(source, look, pages, width))
    return Rendered(source, out.getvalue(), pages)


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the text of each page of a paper."""

    source: Source

    @property
    def by_inspector(self) -> bool:
        return self.source["layout"] in ("inspection", "letter")

    @property
    def lines(self) -> list[str]:
        """The words that are repeated from page to page."""
        return [line for line in (self.source["header"], INSPECTOR_MARK if self.by_inspector else MARK) if line]

    def masthead(self, canvas: Canvas, document: Any) -> None:
        width, height = document.pagesize
        if self.source["layout"] == "appendix":
            return self.head(canvas, document)
        if self.by_inspector:
            canvas.setFillColor(TEAL)
            canvas.rect(0, height - 1.0 * cm, width, 1.0 * cm, stroke=0, fill=1)
            canvas.setFont("Helvetica-Bold", 20)
            canvas.drawRightString(width - 2.3 * cm, height - 2.2 * cm, "Ofsted")
            return None
        crest(canvas, 2.3 * cm, height - 2.4 * cm)
        canvas.setFillColor(NAVY)
        canvas.setFont("Helvetica-Bold", 15)
        canvas.drawString(3.9 * cm, height - 1.9 * cm, COUNCIL)
        canvas.setStrokeColor(NAVY)
        canvas.line(2.3 * cm, height - 2.6 * cm, width - 2.3 * cm, height - 2.6 * cm)
        return None

    def head(self, canvas: Canvas, document: Any) -> None:
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(2.3 * cm, document.pagesize[1] - 1.4 * cm, self.source["header"])

    def foot(self, canvas: Canvas, document: Any) -> None:
        width = document.pagesize[0]
        canvas.setFillColor(GREY)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(2.3 * cm, 1.2 * cm, self.lines[-1])
        number = self.source["number"]
        if number:
            canvas.setFont("Helvetica", 9.5)
            canvas.drawRightString(width - 2.3 * cm, 1.2 * cm, number.replace("N", str(canvas.getPageNumber())))


def crest(canvas: Canvas, left: float, bottom: float) -> None:
    """The invented council's badge: a mere below a tree."""
    canvas.setFillColor(TEAL)
    canvas.circle(left + 0.6 * cm, bottom + 0.7 * cm, 0.6 * cm, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.ellipse(left + 0.15 * cm, bottom + 0.3 * cm, left + 1.05 * cm, bottom + 0.5 * cm, stroke=0, fill=1)
    path = canvas.beginPath()
    path.moveTo(left + 0.6 * cm, bottom + 1.2 * cm)
    path.lineTo(left + 0.32 * cm, bottom + 0.6 * cm)
    path.lineTo(left + 0.88 * cm, bottom + 0.6 * cm)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
