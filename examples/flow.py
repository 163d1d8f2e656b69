"""Turns the blocks of a source into what reportlab lays out on pages, and notes on which page each came to stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table, TableStyle

from examples.source import Block, Source

# The built-in Helvetica writes a bullet as character 127, which readers take for a control character; this font does not.
pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
GREEN, AMBER, RED, BLUE = (colors.HexColor(c) for c in ("#9fd39a", "#f7c873", "#e88f86", "#a9c8e8"))
RATINGS = {"Green": GREEN, "Amber": AMBER, "Red": RED, "Complete": BLUE}
HEAD = colors.HexColor("#dfe5ec")
# How far in a number stands and how far in its text: by the form of the number, in points.
INDENTS = (
    (re.compile(r"\d+\.\d+\.\d+\.?$"), 36, 82),
    (re.compile(r"\d+\.\d+\.?$"), 0, 36),
    (re.compile(r"\d+\)$"), 36, 60),
    (re.compile(r"\([a-z]\)$"), 36, 60),
    (re.compile(r"\([ivx]+\)$"), 60, 84),
    (re.compile(r".*$"), 0, 36),
)


@dataclass(slots=True)
class Pages:
    """On which pages each block of a source was drawn, by the block's place in the source."""

    seen: dict[int, list[int]] = field(default_factory=dict)

    def note(self, number: int, page: int) -> None:
        if page not in self.seen.setdefault(number, []):
            self.seen[number].append(page)


class Drawn:
    """Tells `pages` where it was drawn, also when it is split over a page turn."""

    pages: Pages | None = None
    number = -1

    def noted(self, pages: Pages, number: int) -> Any:
        self.pages, self.number = pages, number
        return self

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)  # type: ignore[misc]
        if self.pages is not None:
            for part in parts:
                part.noted(self.pages, self.number)
        return parts

    def draw(self) -> None:
        if self.pages is not None:
            self.pages.note(self.number, self.canv.getPageNumber())  # type: ignore[attr-defined]
        super().draw()  # type: ignore[misc]


class Text(Drawn, Paragraph):
    """A paragraph that knows its page."""


class Grid(Drawn, Table):
    """A table that knows its pages."""


@dataclass(frozen=True, slots=True)
class Look:
    """The type of a kind of paper. Sizes in points."""

    font: str = "Helvetica"
    size: float = 11
    hang: float = 36

    @property
    def bold(self) -> str:
        return "Times-Bold" if self.font.startswith("Times") else f"{self.font}-Bold"

    def style(self, **changes: Any) -> ParagraphStyle:
        base = {
            "fontName": self.font,
            "fontSize": self.size,
            "leading": self.size * 1.24,
            "spaceAfter": self.size * 0.8,
        }
        base["bulletFontName"] = changes.get("fontName", self.font)
        base["bulletFontSize"] = changes.get("fontSize", self.size)
        return ParagraphStyle("text", **{**base, **changes})


def markup(text: str) -> str:
    """Source text as reportlab markup: **bold** and // for a new line."""
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))
    return text.replace(" // ", "<br/>")


def story(source: Source, look: Look, pages: Pages, width: float) -> list[Flowable]:
    """The flowables of a source on a column `width` points wide."""
    found: list[Flowable] = []
    hang = 0.0
    for number, block in enumerate(source.blocks):
        if block.kind == "page":
            found.append(PageBreak())
            continue
        if block.kind == "heading":
            hang = look.hang if block.label else 0.0
        if block.label and block.kind == "paragraph":
            hang = indent(block.label)[1]
        found += flowables(block, number, look, pages, width, hang)
    return found


def indent(label: str) -> tuple[float, float]:
    return next((left, text) for form, left, text in INDENTS if form.match(label))


def flowables(block: Block, number: int, look: Look, pages: Pages, width: float, hang: float) -> list[Flowable]:
    """One block's flowables; `hang` is where the text of the number above begins."""
    if block.kind in ("table", "cover"):
        return table(block, number, look, pages, width)
    if block.kind == "bullets":
        style = look.style(
            leftIndent=hang + 18, bulletIndent=hang + 4, spaceAfter=look.size * 0.3, bulletFontName="Vera"
        )
        bullets = [Text(markup(item), style, bulletText="•").noted(pages, number) for item in block.items]
        return [*bullets, Spacer(1, look.size * 0.5)]
    if block.kind == "heading":
        return [heading(block, look).noted(pages, number)]
    if block.kind == "paragraph" and block.label:
        left, text = indent(block.label)
        style = look.style(leftIndent=text, bulletIndent=left)
        return [Text(markup(block.text), style, bulletText=block.label).noted(pages, number)]
    align = {"centre": TA_CENTER, "right": TA_RIGHT}.get(block.kind, 0)
    under = hang if block.kind == "paragraph" else 0
    return [Text(markup(block.text), look.style(alignment=align, leftIndent=under)).noted(pages, number)]


def heading(block: Block, look: Look) -> Text:
    size = look.size + {1: 1.0, 2: 0.0}.get(block.level, 0.0)
    style = look.style(
        fontName=look.bold, fontSize=size, leading=size * 1.25, spaceBefore=size * 0.6, spaceAfter=size * 0.5,
        keepWithNext=1, leftIndent=max(look.hang, 54 if len(block.label) > 4 else 0) if block.label else 0,
    )  # fmt: skip
    return Text(markup(block.text), style, bulletText=block.label)


def table(block: Block, number: int, look: Look, pages: Pages, width: float) -> list[Flowable]:
    """A ruled table under its caption; its first row is repeated on every page it runs to."""
    cover = block.kind == "cover"
    size = look.size - (0 if cover else 1.5)
    cell = look.style(fontSize=size, leading=size * 1.2, spaceAfter=0)
    right = look.style(fontSize=size, leading=size * 1.2, spaceAfter=0, alignment=TA_RIGHT)
    bold = look.style(fontSize=size, leading=size * 1.2, spaceAfter=0, fontName=look.bold)
    figures = [all(is_figure(row[n]) for row in block.rows[1:]) for n in range(len(block.rows[0]))]
    heads = look.style(fontSize=size, leading=size * 1.2, spaceAfter=0, fontName=look.bold, alignment=TA_RIGHT)
    rows = []
    for place, row in enumerate(block.rows):
        styles = [bold, cell] if cover else [right if figure else cell for figure in figures]
        if place == 0 and not cover:
            styles = [heads if figure else bold for figure in figures]
        rows.append([Paragraph(markup(text), style) for text, style in zip(row, styles, strict=True)])
    shares = [float(x) for x in block.options.get("widths", "1,2.6" if cover else "").split(",") if x]
    shares = shares or [1.0] * len(block.rows[0])
    grid = Grid(rows, [width * share / sum(shares) for share in shares], repeatRows=0 if cover else 1)
    grid.setStyle(TableStyle(rules(block, cover)))
    caption = block.options.get("caption")
    above = [Text(markup(f"**{caption}**"), look.style(spaceAfter=4, keepWithNext=1))] if caption else []
    return [*above, grid.noted(pages, number), Spacer(1, look.size)]


def rules(block: Block, cover: bool) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#6b7480")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    if not cover:
        found.append(("BACKGROUND", (0, 0), (-1, 0), HEAD))
    for row, cells in enumerate(block.rows):
        for column, text in enumerate(cells):
            if text in RATINGS:
                found.append(("BACKGROUND", (column, row), (column, row), RATINGS[text]))
    return found


def is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[-(£]*[\d,.]+[%)]?|-|n/a", text.replace("**", "")))
