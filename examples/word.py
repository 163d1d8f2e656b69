"""Writes a source as a Word file whose numbers are Word's own: automatic, kept in numbering.xml and nowhere in the text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx import Document
from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from examples.layout import MARK
from examples.source import Block, Source

NUMBERS, LETTERS, BULLETS = 71, 72, 73
FIXED = (2025, 3, 3, 9, 0, 0)
LEVEL = (
    '<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
)


def render(source: Source) -> bytes:
    """The .docx of a source. Its printed numbers must run in order from 1, as Word will count them."""
    document = Document()
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = source["title"]
    document.core_properties.author = "Democratic Services"
    document.core_properties.created = document.core_properties.modified = dt.datetime(*FIXED)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2.3)
    section.header.paragraphs[0].text = source["header"]
    section.footer.paragraphs[0].text = MARK
    define_numbers(document)
    lists = 0
    for block in source.blocks:
        if block.label == "(a)":
            lists += 1
            restart(document, 100 + lists)
        add(document, block, 100 + lists)
    return fixed(document)


def define_numbers(document: Doc) -> None:
    """The two automatic lists: 1. / 1.1 / 1.1.1, and (a) (b) (c)."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        LEVEL.format(level=level, form="decimal", text=text, left=left, hanging=hanging)
        for level, (text, left, hanging) in enumerate([("%1.", 720, 720), ("%1.%2", 720, 720), ("%1.%2.%3", 1640, 920)])
    )
    letters = LEVEL.format(level=0, form="lowerLetter", text="(%1)", left=1240, hanging=520)
    bullets = LEVEL.format(level=0, form="bullet", text="•", left=1100, hanging=360)
    first = numbering.find(qn("w:num"))
    for number, inside in ((NUMBERS, levels), (LETTERS, letters), (BULLETS, bullets)):
        kind = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
        kind += f'<w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>'
        first.addprevious(parse_xml(kind))
    for number in (NUMBERS, LETTERS, BULLETS):
        point = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        numbering.append(parse_xml(point))


def restart(document: Doc, number: int) -> None:
    """A new list of letters that begins again at (a)."""
    numbering = document.part.numbering_part.element
    numbering.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{LETTERS}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    ))  # fmt: skip


def add(document: Doc, block: Block, letters: int) -> None:
    """One block at the end of the document."""
    if block.rows:
        grid(document, block)
    elif block.items:
        for item in block.items:
            number(runs(document.add_paragraph(), item), BULLETS, 0)
    elif block.kind == "heading":
        paragraph = runs(document.add_heading(level=min(block.level, 3)), block.text)
        if block.label:
            number(paragraph, NUMBERS, 0)
    else:
        paragraph = runs(document.add_paragraph(), block.text)
        if block.label:
            level = block.label.rstrip(".").count(".")
            number(paragraph, letters if block.label.startswith("(") else NUMBERS, level)


def grid(document: Doc, block: Block) -> None:
    """A table under its caption, the heads of its columns in bold."""
    if block.options.get("caption"):
        runs(document.add_paragraph(), f"**{block.options['caption']}**")
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for place, row in enumerate(block.rows):
        heads = block.kind == "table" and place == 0
        for cell, text in zip(table.add_row().cells, row, strict=True):
            runs(cell.paragraphs[0], f"**{text}**" if heads and text else text)
    document.add_paragraph()


def number(paragraph: Paragraph, list_number: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    point = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>'
    properties.append(parse_xml(point))


def runs(paragraph: Paragraph, text: str) -> Paragraph:
    """Add text in which **words** are bold and // begins a new line."""
    for place, part in enumerate(text.split("**")):
        for line, words in enumerate(part.split(" // ")):
            run = paragraph.add_run(words)
            run.bold = place % 2 == 1 or None
            if line < part.count(" // "):
                run.add_break()
    return paragraph


def fixed(document: Doc) -> bytes:
    """The document as bytes that do not depend on the hour: every part of the zip carries the same date."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, FIXED), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
