"""A Word file into blocks: paragraphs with the numbers that Word shows, headings by style, tables with their rows.

python-docx opens the file; what it has no words for (list numbers, tracked changes, text boxes, footnotes) is read from
the XML. Inserted text counts, deleted text does not. A file has no pages but those where Word broke it when it was saved.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.block import Block
from ingest.errors import UnreadableFile
from ingest.flow import CAPTION, Boxed, Flow, Passage, pages_of
from ingest.page import Page
from ingest.word_lists import Lists
from ingest.word_styles import OFF, Styles, W, value
from ingest.word_table import cells_of

MOST_BYTES = 400_000_000  # of all parts unpacked: what unpacks to more is no committee paper
MOST_PART_BYTES = 120_000_000  # of one part of text
LARGE, LARGER = 4.0, 0.8  # points above the body's size: a title, a heading
SPAN_BREAKS = ("nextPage", "oddPage", "evenPage")
DAMAGED = "Open it in Word and save it again, or fetch it again from where it was published"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Not shown, or read elsewhere; the text of a deletion and the instructions of a field among them.
SILENT = frozenset(W + name for name in "del moveFrom pPr rPr sdtPr sdtEndPr instrText delText delInstrText rt".split())
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "sym": " "}


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a Word file holds: blocks in reading order, pages for the catalogue, its own title, what to know of it."""

    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    title: str | None
    warnings: tuple[tuple[int, str], ...]


def read_docx(path: Path) -> WordFile:
    """Read a .docx file. Raises `UnreadableFile` when it is damaged, no Word file, or unpacks to more than is sane."""
    from lxml.etree import LxmlError

    document = _opened(path)
    body = document.element.body
    if body is None:
        raise UnreadableFile(
            path, "this Word file is in the strict format", "Save it as an ordinary .docx and add that"
        )
    try:
        reader = _Reader(document)
    except LxmlError as error:
        raise UnreadableFile(path, f"the Word file is damaged ({error})", DAMAGED) from error
    reader.body(body, reader.flow)
    reader.end()
    pages = pages_of(reader.flow.blocks, reader.page, beneath=_headers(document))
    changed = next(body.iter(W + "ins", W + "del", W + "moveTo", W + "moveFrom"), None) is not None
    warning = "the file has tracked changes; it is read as if all were accepted"
    return WordFile(tuple(reader.flow.blocks), pages, _title(document), ((1, warning),) if changed else ())


def _title(document: Any) -> str | None:
    try:
        return str(document.core_properties.title or "").strip() or None
    except (AttributeError, KeyError, ValueError):  # a damaged part that only describes the file
        return None


def _opened(path: Path) -> Any:
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
        if sum(part.file_size for part in parts) > MOST_BYTES or any(
            part.file_size > MOST_PART_BYTES and part.filename.endswith((".xml", ".rels")) for part in parts
        ):
            raise UnreadableFile(path, "the Word file unpacks to far more than a paper holds", "Save it as PDF instead")
        if any(part.flag_bits & 1 for part in parts):
            raise UnreadableFile(path, "the file is protected by a password", "Save a copy without it and add that")
        return docx.Document(str(path))
    except PermissionError:
        raise
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, OpcError, LxmlError) as error:
        raise UnreadableFile(path, f"the Word file is damaged ({error})", DAMAGED) from error
    except (KeyError, ValueError, AttributeError, TypeError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(path, f"this is not a Word file, or a damaged one ({error})", DAMAGED) from error


def _headers(document: Any) -> list[str]:
    """The lines of the first page's header and footer: often the council is named nowhere else."""
    from docx.opc.exceptions import OpcError
    from docx.oxml.exceptions import XmlchemyError

    try:
        section = document.sections[0]
        parts = (section.first_page_header, section.header, section.first_page_footer, section.footer)
        return [line.text for part in parts if not part.is_linked_to_previous for line in part.paragraphs]
    except (OpcError, XmlchemyError, KeyError, ValueError, IndexError, AttributeError):
        return []


@dataclass(slots=True)
class _Gathered:
    """What a paragraph's runs come to while they are read."""

    text: list[str] = field(default_factory=list)
    page: int | None = None  # where its first text stands
    bold: int = 0  # characters
    shown: int = 0
    sizes: Counter[float] = field(default_factory=Counter)
    boxes: list[Any] = field(default_factory=list)  # of text, drawn beside it
    notes: list[str] = field(default_factory=list)


class _Reader:
    """One file while it is read: where it is, what its lists have counted, what waits for its place."""

    def __init__(self, document: Any) -> None:
        relations = [rel for rel in document.part.rels.values() if rel.reltype and not rel.is_external]
        parts = {rel.reltype.rsplit("/", 1)[-1]: rel for rel in relations}
        self.styles = Styles(_root(parts.get("styles")))
        self.lists = Lists(_root(parts.get("numbering")), self.styles)
        self._notes = {
            kind: {note.get(W + "id"): note for note in _notes(_root(parts.get(kind)))}
            for kind in ("footnotes", "endnotes")
        }
        body = document.element.body
        self._rendered = next(body.iter(W + "lastRenderedPageBreak"), None) is not None
        self._size = self._usual_size(body)
        self.flow = Flow()
        self.page = 1
        self.bold = self.shown = 0  # characters read so far: what a cell adds to both tells its type
        self._caption = ""
        self._deleted: list[str] = []  # text of paragraphs whose end was deleted: it joins the next
        self._noted = 0

    def _usual_size(self, body: Any) -> float:
        sizes: Counter[float] = Counter()
        for paragraph in body.iter(W + "p"):
            for run in paragraph.iter(W + "r"):
                sizes[self.styles.points(run, paragraph)] += sum(len(text.text or "") for text in run.iter(W + "t"))
        return max(sizes, key=lambda size: (sizes[size], size)) if sizes else self.styles.size

    def body(self, element: Any, flow: Flow) -> None:
        """The paragraphs and tables of the body, a cell or a box, in order."""
        for child in element:
            if child.tag == W + "p":
                self.paragraph(child, flow)
            elif child.tag == W + "tbl":
                caption, self._caption = self._caption, ""
                flow.add_table(list(cells_of(child, self)), caption)
            elif child.tag not in SILENT:
                self.body(child, flow)  # w:sdt, w:ins, w:customXml

    def cell(self, element: Any) -> Boxed:
        """A cell's blocks and whether most of it is bold; its place is the caller's to know."""
        flow, before, bold = Flow(), self.shown, self.bold
        self.body(element, flow)
        page = flow.blocks[0].page if flow.blocks else self.page
        return Boxed(0, 0, 1, 1, flow.blocks, 2 * (self.bold - bold) > self.shown - before, page=page)

    def paragraph(self, paragraph: Any, flow: Flow) -> None:
        """One paragraph, then the boxes drawn beside it and its footnotes."""
        if not self._rendered and _on(paragraph, "pPr/pageBreakBefore") and flow.blocks:
            self.page += 1
        gathered = _Gathered()
        self._gather(paragraph, paragraph, gathered)
        text = "".join(gathered.text)
        self.bold, self.shown = self.bold + gathered.bold, self.shown + gathered.shown
        if value(paragraph, "pPr/rPr/del", "id") is not None:  # its end was deleted: it runs on into the next one
            self._deleted.append(text)
        else:
            text, self._deleted = "".join((*self._deleted, text)), []
            self._add(paragraph, text, gathered, flow)
        for box in gathered.boxes:
            self.body(box, flow)
        for note in gathered.notes:
            self._note(note, flow)
        if not self._rendered and (value(paragraph, "pPr/sectPr/type") or "nextPage") in SPAN_BREAKS:
            self.page += paragraph.find(f"{W}pPr/{W}sectPr") is not None

    def _add(self, paragraph: Any, text: str, gathered: _Gathered, flow: Flow) -> None:
        number = self.lists.next(paragraph)
        name = self.styles.name(paragraph)
        left, hanging = self.styles.indent(paragraph, number.level if number else None)
        bold = gathered.shown > 0 and gathered.bold >= 0.9 * gathered.shown
        passage = Passage(text.split("\n"), gathered.page or self.page, bold=bold, left=left, hanging=hanging)
        passage.contents = name.startswith("toc ") or name == "table of figures"
        if number is not None:
            passage.label, passage.printed, passage.bullet = number.label, number.printed, number.bullet
        if not passage.bullet:
            passage.level = self.styles.level(paragraph)
            if passage.level is None and not (number and passage.label):
                passage.level = self._large(gathered)
        if text.strip():
            shown = re.sub(r"\s+", " ", text).strip()
            self._caption = shown if name == "caption" or (CAPTION.match(shown) and len(shown) < 150) else ""
        flow.add(passage)

    def _large(self, gathered: _Gathered) -> float | None:
        """A heading's weight by its size alone, as on a title page set without styles."""
        size = min(gathered.sizes, default=0.0)
        if size > self._size + LARGE:
            return 0.5
        return 8.0 if size > self._size + LARGER else None

    def _gather(self, element: Any, paragraph: Any, into: _Gathered, run: Any = None) -> None:
        for child in element:
            tag = child.tag
            if tag in SILENT or not isinstance(tag, str):
                continue
            if tag == W + "r":
                if not self.styles.hidden(child):
                    self._gather(child, paragraph, into, child)
            elif tag == W + "txbxContent":
                into.boxes.append(child)
            elif tag == MC + "AlternateContent":  # the same thing twice, for new and for old programs
                chosen = child.find(MC + "Choice")
                self._gather(chosen if chosen is not None else child, paragraph, into, run)
            elif tag in (W + "t", MATHS + "t"):
                self._text(child.text or "", run, paragraph, into)
            elif not self._sign(child, tag.removeprefix(W), into):
                self._gather(child, paragraph, into, run)

    def _sign(self, element: Any, name: str, into: _Gathered) -> bool:
        """Take in a tab, a break or a note's mark; False for what is none."""
        if name == "br":
            self.page += element.get(W + "type") == "page" and not self._rendered
            into.text.append("\n")
        elif name == "lastRenderedPageBreak":
            self.page += 1
        elif name in ("footnoteReference", "endnoteReference"):
            into.notes.append(f"{name.removesuffix('Reference')}s {element.get(W + 'id')}")
        elif name in SIGNS:
            into.text.append(SIGNS[name])
        else:
            return False
        return True

    def _text(self, text: str, run: Any, paragraph: Any, into: _Gathered) -> None:
        into.text.append(text)
        count = len(text.strip())
        if not count:
            return
        if into.page is None:
            into.page = self.page
        into.shown += count
        if run is not None:
            into.bold += count * self.styles.bold(run, paragraph)
            into.sizes[self.styles.points(run, paragraph)] += count

    def _note(self, name: str, flow: Flow) -> None:
        kind, _, number = name.partition(" ")
        note = self._notes[kind].get(number)
        if note is None:
            return
        self._noted += 1
        texts = []
        for paragraph in note.iter(W + "p"):
            gathered = _Gathered()
            self._gather(paragraph, paragraph, gathered)
            texts.append(re.sub(r"\s+", " ", "".join(gathered.text)).strip())
        text = " ".join(filter(None, texts))
        if text:
            flow.blocks.append(Block("text", [f"{self._noted} {text}"], self.page))

    def end(self) -> None:
        """What still waits when the file ends."""
        if "".join(self._deleted).strip():
            self.flow.add(Passage(["".join(self._deleted)], self.page))


def _on(paragraph: Any, path: str) -> bool:
    mark = paragraph.find("/".join(W + name for name in path.split("/")))
    return mark is not None and mark.get(W + "val") not in OFF


def _root(relation: Any) -> Any:
    """The root of a related part, safely parsed; None where there is no such part."""
    from docx.oxml import parse_xml

    if relation is None:
        return None
    part = relation.target_part
    element = getattr(part, "element", None)
    return element if element is not None else parse_xml(part.blob)


def _notes(root: Any) -> Iterator[Any]:
    """The notes that are notes: not the rules and spaces that part them from the text."""
    if root is None:
        return
    for kind in ("footnote", "endnote"):
        yield from (note for note in root.findall(W + kind) if note.get(W + "type") in (None, "normal"))
