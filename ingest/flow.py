"""Paragraphs and tables of a format without pages (Word, HTML) into blocks, and the blocks into pages for the catalogue.

Where the format counts a paragraph's number itself the block's label is certain; a number that was typed by hand is only
a candidate, as in a PDF. A table that is better read as text (one column, prose in boxes, numbered paragraphs set in a
form) becomes the blocks of its cells.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ingest.block import BULLET, FINISHED, HEADING_WORDS, LIST_STYLES, UNNUMBERED, Block, is_too_long, reads_as_text
from ingest.cells import Cell, Table, is_form, table_of_cells
from ingest.label import Label, parse_label
from ingest.page import Page
from ingest.paper import Box
from ingest.text import text_page

NOWHERE = Box(1, 0.0, 0.0, 0.0, 0.0)  # such a format gives no places on a page
SYMBOL = re.compile("[\uf000-\uf0ff]|^\\s*[◼➢➤▪●○◦‣⁃∙·](?=\\s)")  # bullets of Symbol and Wingdings, and typed ones
WIDTH = 95  # characters of a line of the pages made for the catalogue
CAPTION = re.compile(r"(?:Table|Figure|Chart|Map) \w{1,4}(?:[.:–-] ?| |$)")  # of what stands below it: no heading
BOLD_HEADING = 9.0  # how heavy a heading is that only its bold type shows: lighter than any level of a style
BOLD_CAPITALS = 8.5


@dataclass(slots=True)
class Passage:
    """One paragraph as a format gives it: its lines (parted by breaks in it) and how it stands and looks.

    `label` is the number that the format counted; `level` that of a heading the format names as one; `left` in points.
    """

    lines: list[str]
    page: int = 1
    label: Label | None = None
    printed: str = ""  # a number that the format counted but that is no label ("Part I –")
    level: float | None = None
    bullet: bool = False
    bold: bool = False
    left: float = 0.0
    hanging: bool = False
    contents: bool = False


@dataclass(slots=True)
class Boxed:
    """One cell of a format's own table, with the blocks in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    blocks: list[Block]
    bold: bool = False
    head: bool = False
    page: int = 1

    @property
    def text(self) -> str:
        return " ".join(filter(None, (spoken(block) for block in self.blocks)))


@dataclass(slots=True)
class Flow:
    """A file's blocks in reading order, as they are gathered."""

    blocks: list[Block] = field(default_factory=list)

    def add(self, passage: Passage) -> None:
        """Put a paragraph at the end; lines of a contents page gather in one block."""
        last = self.blocks[-1] if self.blocks else None
        if passage.contents and last is not None and last.contents:
            last.lines.extend(line for line in passage.lines if line.strip())
            return
        self.blocks.extend(blocks_of_passage(passage))

    def add_table(self, cells: Sequence[Boxed], caption: str = "") -> None:
        """Put a table at the end, or the text that it holds."""
        self.blocks.extend(blocks_of_table(cells, caption))


def blocks_of_passage(passage: Passage) -> Iterator[Block]:
    """The paragraph as a block; a line after a break that could begin with a number or a bullet begins another."""
    lines = [re.sub(r"[ \xa0\u200b]+", " ", SYMBOL.sub("•", line)).strip(" \xa0\r\n") for line in passage.lines]
    lines = [line for line in lines if line.strip()]
    if not lines:
        return
    if passage.contents:
        yield Block("text", lines, passage.page, contents=True)
        return
    runs = [[lines[0]]]
    for line in lines[1:]:
        if passage.label is None and (BULLET.match(line) or parse_label(line)):
            runs.append([line])
        else:
            runs[-1].append(line)
    for index, run in enumerate(runs):
        block = _block(passage, run)
        if index:
            block.parted = block.kind == "bullet"
            block.unfinished_before = not FINISHED.search(runs[index - 1][-1])
        yield block


def _block(passage: Passage, lines: list[str]) -> Block:
    block = Block("text", [line.replace("\t", " ") for line in lines], passage.page, left=passage.left)
    if passage.label is not None:
        block.label, block.rest, block.certain = passage.label, block.lines[0], True
    elif passage.printed:
        block.lines[0] = f"{passage.printed} {block.lines[0]}"
    elif passage.bullet or (BULLET.match(lines[0]) and lines[0] not in ("-", "–")):
        block.kind, block.lines[0] = "bullet", BULLET.sub("", lines[0], count=1).replace("\t", " ")
        return block
    elif (found := parse_label(lines[0])) and not (found[0].style == "bare" and found[1] and "\t" not in lines[0]):
        tab = bool(re.match(r"\S+(?: \S+)?\s*(?:\t|\s{3,})", lines[0]))
        block.label, block.rest = found[0], found[1].replace("\t", " ")
        block.evidence = 1 + tab + passage.hanging
    level = passage.level if passage.level is not None else _look(passage, block)
    if level is not None:
        block.kind, block.level = "heading", level
        if is_too_long(block) or not re.search(r"[^\W\d_]", " ".join(block.lines)):
            block.kind, block.level = "text", 9.0
    return block


def _look(passage: Passage, block: Block) -> float | None:
    """How heavy a heading the paragraph is by its bold type, as most reports' own headings are; None when it is none."""
    text = (block.rest if block.label else " ".join(block.lines)).strip()
    letters = re.sub(r"[^A-Za-z]", "", text)
    if (
        not passage.bold
        or CAPTION.match(text)
        or len(letters) < 3
        or len(text.split()) > HEADING_WORDS
        or re.search(r"[.;,]$", text)
    ):
        return None
    if not re.match(r"[\"'‘“(]?[A-Z0-9£]", text) or (block.label and block.label.style in LIST_STYLES):
        return None
    return (BOLD_CAPITALS if letters.isupper() else BOLD_HEADING) + (0.0 if block.label else UNNUMBERED / 2)


def blocks_of_table(cells: Sequence[Boxed], caption: str = "") -> Iterator[Block]:
    """The table as one block for each page it stands on, or the blocks of its cells where it is better read as text."""
    cells = [cell for cell in cells if cell.text]
    pages = {row: min(cell.page for cell in group) for row, group in groupby(cells, lambda cell: cell.row)}
    table = _table(cells, caption)
    if table is None or reads_as_text(table):
        yield from _as_text(cells)
        return
    rows = sorted(pages)[table.head_rows :]
    for page, group in groupby(zip(rows, table.rows, strict=True), lambda pair: pages[pair[0]]):
        own = tuple(row for _number, row in group)
        yield Block("table", [], page, table=replace(table, page=page, rows=own, row_boxes=tuple(() for _ in own)))


def _table(cells: Sequence[Boxed], caption: str) -> Table | None:
    if not cells:
        return None
    said = {cell.row for cell in cells if cell.head} - {cell.row for cell in cells if not cell.head}
    head_rows = next((row for row in range(max(said) + 2) if row not in said), 0) if said else None
    plain = [
        Cell(cell.text, cell.row, cell.column, cell.row_span, cell.column_span, cell.bold, NOWHERE) for cell in cells
    ]
    return table_of_cells(plain, cells[0].page, head_rows=head_rows, caption=caption)


def _as_text(cells: Sequence[Boxed]) -> Iterator[Block]:
    """The cells' blocks; a number in a cell of its own belongs to what the next cell begins with."""
    waiting: Block | None = None
    for cell in cells:
        for block in cell.blocks:
            if waiting is not None and waiting.label is not None and block.label is None and block.kind != "table":
                block.label, block.rest, block.certain = waiting.label, " ".join(block.lines[:1]), waiting.certain
                block.evidence, block.left, waiting = 3, waiting.left, None
                block.kind = "text" if block.kind == "bullet" else block.kind
            if waiting is not None:
                yield waiting
                waiting = None
            alone = len(cell.blocks) == 1 and block.label is not None and not block.rest and len(block.lines) == 1
            if alone:
                waiting = block
            else:
                yield block
    if waiting is not None:
        yield waiting


def spoken(block: Block) -> str:
    """A block's whole text on one line, its number or bullet before it."""
    if block.table is not None:
        return "; ".join(" | ".join(cell for cell in row if cell) for row in (block.table.heads, *block.table.rows))
    text = " ".join(block.lines)
    if block.label is not None and block.certain:
        return f"{block.label.printed} {text}".strip()
    return f"• {text}" if block.kind == "bullet" else text


def pages_of(blocks: Sequence[Block], count: int, *, beneath: Sequence[str] = ()) -> tuple[Page, ...]:
    """Pages of plain lines, `count` of them, in which the catalogue finds title, committee and date.

    `beneath` are lines to stand below the first page's: its header and footer.
    """
    parts: dict[int, list[str]] = {number: [] for number in range(1, max(1, count) + 1)}
    for block in blocks:
        parts.setdefault(block.page, []).extend(_plain(block))
    parts[1].extend(line for line in beneath if line.strip())
    return tuple(text_page("\n".join(lines), number) for number, lines in sorted(parts.items()))


def _plain(block: Block) -> Iterator[str]:
    mark = "\x01" * min(7, 1 + int(block.level)) if block.kind == "heading" else ""
    if block.table is None:
        yield from (mark + line for line in textwrap.wrap(spoken(block), WIDTH))
    elif is_form(block.table):
        for label, *values in block.table.rows:
            value = " ".join(values).strip()
            yield from textwrap.wrap(f"{label.rstrip(': ')}: {value}", WIDTH, subsequent_indent=" " * 8)
    else:
        yield from ("      ".join(cell for cell in row if cell) for row in (block.table.heads, *block.table.rows))
    yield ""
