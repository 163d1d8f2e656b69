"""A PDF into pages of words, lines and rules.

pdfium (through pypdfium2) gives every glyph with its box; pypdf is asked about the file itself: is it encrypted, what are
its properties and bookmarks. Glyphs become words where they leave a gap, words become lines where they share a baseline.
"""

from __future__ import annotations

import ctypes
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import DamagedPage, UnreadableFile
from ingest.line import lines_of
from ingest.mended import mended
from ingest.page import Page, Role, Rule, Word
from ingest.spacing import closed_up
from ingest.tags import roles_of

if TYPE_CHECKING:
    import pypdfium2

logger = logging.getLogger(__name__)

GAP = 0.22  # of the font size: a wider gap between two glyphs parts two words (a space is 0.25 to 0.33 in text fonts)
TOUCH = 0.03  # of the font size: letters that stand closer belong to one word, whatever the file puts between them
OVERLAP = 0.12  # of the font size: kerned letters overlap less
ASCENT, DESCENT = 0.75, 0.22  # of the font size, above and below the baseline: fonts' own figures are too often wrong
RAISED = 0.8  # of the line's size: a smaller digit that stands higher is a footnote's mark
RULE_THICKNESS = 3.0  # points: a thicker box is a shade or a picture, not a rule
MOST_OBJECTS = (
    20_000  # drawn objects on a page; beyond it the page is a map or a plan, and its rules say nothing of tables
)
MOST_BOOKMARKS = 5_000  # a pack of 1,600 pages has some hundreds
UNSIZED = (0.0, 0.0, 612.0, 792.0)  # points: the page that pdfium shows where a file gives none
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
BULLET = re.compile("[\x7f\uf000-\uf0ff◼➢➤▪●○◦‣⁃∙·]")  # Symbol and Wingdings bullets, Ofsted's black square

SIGNS = re.compile(rb"(?:Wing|Web|Zapf)ding", re.IGNORECASE)  # a "9" in it is a tick, a "n" a square


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline: its title, depth (0 = top) and the file's page it points to, from 1."""

    title: str
    depth: int
    page: int


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself."""

    title: str | None = None
    bookmarks: tuple[Bookmark, ...] = ()


def open_pdf(path: Path) -> pypdfium2.PdfDocument:
    """Open a PDF for reading or rendering. Raises `UnreadableFile` when it is empty, damaged, encrypted or no PDF.

    One whose end is lost is opened as far as it goes (`ingest.mended`).
    """
    import pypdfium2

    if path.stat().st_size == 0:
        raise UnreadableFile(path, "the file is empty", "Fetch it again from where it was published")
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        whole = mended(path)
        if whole is not None:
            return pypdfium2.PdfDocument(whole.data)
        if "password" in str(error).lower():
            raise UnreadableFile(
                path, "the PDF is protected by a password", "Save a copy without the password and add that"
            ) from error
        raise UnreadableFile(
            path, "this is not a PDF, or a damaged one", "Open it in a PDF viewer and save it again, or fetch it again"
        ) from error


def read_pages(path: Path) -> Iterator[Page]:
    """The PDF's pages in order. A page that cannot be read comes back empty; the caller says so. Memory: one page at a time."""
    document = open_pdf(path)
    try:
        for number in range(1, len(document) + 1):
            try:
                with opened(document, number) as page:
                    read = _page(page, number)
            except DamagedPage:
                logger.info("%s: page %d is damaged", path, number)
                read = Page(number, 595.0, 842.0, ())
            yield read
    finally:
        document.close()


@contextmanager
def opened(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """A page of an open PDF, by its number from 1. What pdfium finds damaged on it is raised as `DamagedPage`.

    That may be only the second time that the page is opened.
    """
    import pypdfium2

    try:
        page = document[number - 1]
        yield page
        page.close()
    except pypdfium2.PdfiumError as error:
        raise DamagedPage(f"page {number}") from error


def properties(path: Path) -> Properties:
    """The PDF's own title and bookmarks, as far as pypdf can read them; damaged ones are left out."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of every oddity that it mends
    try:
        reader = pypdf.PdfReader(path)
        title = str(reader.metadata.title).strip() if reader.metadata and reader.metadata.title else None
        return Properties(title or None, tuple(islice(_bookmarks(reader, reader.outline, 0), MOST_BOOKMARKS)))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        logger.info("%s: pypdf could not read the properties (%s)", path, error)
        return Properties()


def _bookmarks(reader: Any, outline: list[Any], depth: int) -> Iterator[Bookmark]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry, depth + 1)
            continue
        number = reader.get_destination_page_number(entry)
        if number is not None and number >= 0:
            yield Bookmark(str(entry.title).strip(), depth, number + 1)


@dataclass(slots=True)  # not frozen: that would take twice as long to make, and there are thousands on a page
class _Glyph:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class _Face:
    """The type of a text object: its size in points, its weight, whether it draws signs in place of letters, its role."""

    size: float
    bold: bool
    signs: bool
    role: Role | None


class _Frame:
    """Turns pdfium's coordinates (origin bottom left, before rotation) into points from the displayed page's top left."""

    def __init__(self, page: Any) -> None:
        self.rotation = page.get_rotation() % 360
        self.upright = self.rotation in (0, 180)
        self.left, self.bottom, self.right, self.top = _visible(page.get_cropbox(), page.get_mediabox())
        width, height = self.right - self.left, self.top - self.bottom
        self.width, self.height = (width, height) if self.upright else (height, width)

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.rotation == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


Edges = tuple[float, float, float, float]  # left, bottom, right, top, as pdfium has them


def _visible(crop: Edges, media: Edges) -> Edges:
    """The part of the page that is displayed: what the crop box leaves of the media box, where the two make sense."""
    whole = _sorted(media)
    if not _has_area(whole):
        whole = UNSIZED
    left, bottom, right, top = _sorted(crop)
    shown = (max(left, whole[0]), max(bottom, whole[1]), min(right, whole[2]), min(top, whole[3]))
    return shown if _has_area(shown) else whole


def _sorted(box: Edges) -> Edges:
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def _has_area(box: Edges) -> bool:
    return box[2] - box[0] >= 1 and box[3] - box[1] >= 1


def _page(page: Any, number: int) -> Page:
    frame = _Frame(page)
    glyphs = list(_glyphs(page, frame))
    words = list(_words(glyphs))
    rules, pictures = _drawn(page, frame)
    lines = tuple(closed_up(line) for line in lines_of(words, number, frame.width))
    return Page(number, frame.width, frame.height, lines, tuple(rules), pictures)


def _glyphs(page: Any, frame: _Frame) -> Iterator[_Glyph | None]:
    """Every visible glyph in the page's own order; None where the file itself has a space or a new line."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    count = textpage.count_chars()
    loose, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    roles = roles_of(page, raw)
    faces: dict[int, _Face] = {}  # of each text object, told once for its letters
    try:
        for index in range(count):
            code = raw.FPDFText_GetUnicode(textpage, index)
            if code in (0x02, 0xFFFE):  # pdfium's sign for a hyphen that ends a line
                code = 0x2D
            if (
                code <= 0x20
                or code in (0xA0, 0xFFFF, 0x200B, 0xFEFF, 0xAD)
                or 0xD800 <= code < 0xE000
                or code > 0x10FFFF
            ):
                if code not in (0x200B, 0xFEFF, 0xAD):  # zero-width signs and soft hyphens part nothing
                    yield None
                continue
            raw.FPDFText_GetLooseCharBox(textpage, index, loose)  # the advance width: a tight '1' would seem parted
            left, top, right, bottom = frame.box(loose.left, loose.bottom, loose.right, loose.top)
            drawn = raw.FPDFText_GetTextObject(textpage, index)
            place = ctypes.addressof(drawn.contents) if drawn else -index
            face = faces.get(place)
            if face is None:
                faces[place] = face = _face(raw, textpage, index, roles.get(_content(raw, drawn)) if roles else None)
            size = face.size or round(abs(bottom - top) * 1.3, 1) or 10.0
            if frame.upright:
                raw.FPDFText_GetCharOrigin(textpage, index, x, y)
                base = frame.box(x.value, y.value, x.value, y.value)[1]
                top, bottom = base - ASCENT * size, base + DESCENT * size
            if not (0 <= left + right <= 2 * frame.width and 0 <= top + bottom <= 2 * frame.height):
                yield None  # it stands off the page, where nobody sees it
                continue
            text = chr(code)
            text = "•" if face.signs else BULLET.sub("•", LIGATURES.get(text, text))
            yield _Glyph(text, left, top, right, bottom, size, face.bold, face.role)
    finally:
        textpage.close()


def _size(raw: Any, textpage: Any, index: int) -> float:
    """The font's size in points on the page: the nominal size times the text matrix's vertical scale; 0 is unknown."""
    size = float(raw.FPDFText_GetFontSize(textpage, index))
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(textpage, index, matrix):
        scale = (matrix.c**2 + matrix.d**2) ** 0.5
        size *= scale or 1.0
    return round(abs(size), 1)


def _content(raw: Any, drawn: Any) -> int:
    return int(raw.FPDFPageObj_GetMarkedContentID(drawn)) if drawn else -1


def _face(raw: Any, textpage: Any, index: int, role: Role | None) -> _Face:
    name = ctypes.create_string_buffer(64)
    raw.FPDFText_GetFontInfo(textpage, index, name, 64, None)
    heavy = raw.FPDFText_GetFontWeight(textpage, index) >= 600 or re.search(b"Bold|Black|Heavy", name.value) is not None
    return _Face(_size(raw, textpage, index), heavy, SIGNS.search(name.value) is not None, role)


def _words(glyphs: list[_Glyph | None]) -> Iterator[Word]:
    run: list[_Glyph] = []
    spaced = False
    for glyph in glyphs:
        if glyph is None:
            spaced = True
            continue
        if run and ((spaced and not _touch(run, glyph)) or _parted(run[-1], glyph)):
            yield from _word(run)
            run = []
        run.append(glyph)
        spaced = False
    if run:
        yield from _word(run)


def _touch(run: list[_Glyph], after: _Glyph) -> bool:
    """Whether two letters stand so close that the space between them in the file is none: 'signifi cant', 'Roa d'.

    Where the letters of the word overlap, the font says that they are wider than they are drawn, and nothing is known.
    """
    before = run[-1]
    letters = before.text.isalpha() and after.text.isalpha()
    close = abs(after.left - before.right) < TOUCH * after.size and before.size == after.size
    overlapping = (one.left < two.left < one.right - OVERLAP * two.size for one, two in pairwise(run))  # not a ligature
    return letters and close and not any(overlapping)


def _parted(before: _Glyph, after: _Glyph) -> bool:
    size = max(before.size, after.size, 1.0)
    if before.text == "•" or after.text == "•" or (before.role == "number" != after.role):
        return True
    if after.left - before.right > GAP * size or after.left < before.left - 0.5 * size:
        return True
    middle = (after.top + after.bottom) / 2
    return middle < before.top - 0.2 * size or middle > before.bottom + 0.2 * size


def _word(run: list[_Glyph]) -> Iterator[Word]:
    size = max(glyph.size for glyph in run)
    kept = [glyph for glyph in run if not _is_note_mark(glyph, run, size)]
    if not kept:
        kept = run
    yield Word(
        "".join(glyph.text for glyph in kept),
        min(glyph.left for glyph in kept),
        min(glyph.top for glyph in kept),
        max(glyph.right for glyph in kept),
        max(glyph.bottom for glyph in kept),
        size,
        2 * sum(glyph.bold for glyph in kept) > len(kept),
        kept[0].role,
    )


def _is_note_mark(glyph: _Glyph, run: list[_Glyph], size: float) -> bool:
    """A small raised digit glued to a word, as in 'period¹': the footnote's mark, not the word's."""
    if not glyph.text.isdigit() or glyph.size >= RAISED * size:
        return False
    letters = [other for other in run if other.size >= RAISED * size]
    return bool(letters) and glyph.bottom < max(other.bottom for other in letters) - 0.1 * size


def _drawn(page: Any, frame: _Frame) -> tuple[list[Rule], bool]:
    """The page's straight rules, and whether a picture covers a quarter of it or more."""
    import pypdfium2.raw as raw

    count = raw.FPDFPage_CountObjects(page)
    rules: list[Rule] = []
    pictures = False
    if count > MOST_OBJECTS:
        return rules, True
    x0, y0, x1, y1 = (ctypes.c_float() for _ in range(4))
    for index in range(count):
        drawn = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, x0, y0, x1, y1):
            continue
        left, top, right, bottom = frame.box(x0.value, y0.value, x1.value, y1.value)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures = pictures or (right - left) * (bottom - top) > 0.25 * frame.width * frame.height
            continue
        rules.extend(_rules(left, top, right, bottom, raw.FPDFPath_CountSegments(drawn), _stroked(raw, drawn)))
    return rules, pictures


def _stroked(raw: Any, drawn: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(drawn, fill, stroke) and stroke.value)


def _rules(left: float, top: float, right: float, bottom: float, segments: int, stroked: bool) -> Iterator[Rule]:
    width, height = right - left, bottom - top
    if min(width, height) <= RULE_THICKNESS and max(width, height) >= 6:
        yield Rule(left, top, right, bottom)
    elif stroked and segments <= 6 and width > 12 and height > 6:  # a cell drawn as a stroked rectangle: its four sides
        yield Rule(left, top, right, top)
        yield Rule(left, bottom, right, bottom)
        yield Rule(left, top, left, bottom)
        yield Rule(right, top, right, bottom)
