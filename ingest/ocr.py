"""Pages that are pictures into pages of words, by Tesseract where it is installed.

A page is drawn at 300 dots an inch and read; its words come back in points, straightened where the scan is askew, every
line in one size, so that paragraphs are found as on a page with a text layer. How sure the reading is goes with each page.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.drawn import Drawing, drawing_of
from ingest.drawn_rules import rules_in
from ingest.errors import DamagedPage, UnreadableFile
from ingest.hocr import Read, ReadLine, pages_read, slope_of, words_of
from ingest.line import lines_of
from ingest.page import Page, Word
from ingest.pdf import open_pdf, opened

if TYPE_CHECKING:
    import pypdfium2

SECONDS = 180  # for one page
SECONDS_IN_ALL = 400  # for one file, within what ingest allows it; the pages after that stay unread, and are named
LANGUAGE = "eng"
INSTALL = "install Tesseract (the package tesseract-ocr) and add the file again"
DAMAGED = "the page is damaged and was not read; print the file to a new PDF from a viewer that shows it, and add that"
TOO_LONG = "a picture, and not read: the scan is too long; split the file and add its parts"
STAMP_WORDS = 15  # a page with more has a text layer that counts
SHOWN = 0.25  # of a page without text: pictures that cover less hold nothing to read
COVERED = 0.8  # of a page with a stamp: a picture that covers less is a picture, not a scan
PICTURE = 3  # pdfium's number for a picture among a page's objects
FULL_SIZE = (595.0, 842.0)  # points, of a picture that does not say how large it is
LEAST_DPI = 100  # fewer is a guess of the program's, or a screen's
MARGIN = 12  # pixels around a number that is looked at again
MOST_LOOKS = 40  # at single numbers of a page
SURE_ENOUGH = 90  # per cent: a number in the margin that is surer is not looked at again
TEXT = 85  # per cent: a page less sure is a map or a drawing
UNSURE_SHARE = 0.015  # of a page's words, unsure: more, and it is read again without what is printed in grey
NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?")
TURN = re.compile(rb"^Rotate: (\d+)$", re.MULTILINE)
PLAIN = re.compile(r"\d{1,3}\.?")
ALONE = 0.7  # of the type's size: a wider gap after a number sets it apart, in the margin
BESIDE = 8.0  # points: numbers that stand under each other

Warnings = tuple[tuple[int, str], ...]


def read_scanned(path: Path, pages: Sequence[Page]) -> tuple[tuple[Page, ...], Warnings]:
    """The PDF's pages with those that are pictures read, and a warning for each: how sure, or why it is unread.

    A page counts as a picture when it has no text at all, or a stamp of a few words over a picture that fills it.
    """
    doubtful = [page for page in pages if len(_words(page)) <= STAMP_WORDS]
    if not doubtful:
        return tuple(pages), ()
    found = {page.number: page for page in pages}
    warnings: list[tuple[int, str]] = []
    command = tesseract()
    until = time.monotonic() + SECONDS_IN_ALL
    document = open_pdf(path)
    try:
        for page in doubtful:
            late = time.monotonic() > until
            try:
                if not _is_scan(document, page):
                    continue
                read, said = (None, TOO_LONG) if late else _scanned(document, page, command)
            except DamagedPage:
                read, said = None, "" if page.lines else DAMAGED
            if read is not None:
                found[page.number] = read
            if said:
                warnings.append((page.number, said))
    finally:
        document.close()
    return tuple(found[page.number] for page in pages), tuple(warnings)


def read_picture(path: Path) -> tuple[tuple[Page, ...], Warnings]:
    """The pages of a picture file (PNG, JPEG, TIFF). Raises `UnreadableFile` without Tesseract, or when it cannot read it."""
    command = tesseract()
    if command is None:
        remedy = INSTALL[:1].upper() + INSTALL[1:]
        raise UnreadableFile(path, "it is a picture, and no text recognition (OCR) is installed", remedy)
    output = _run(command, str(path.absolute()), None, ("--psm", "3"), "hocr")
    found = pages_read(output) if output is not None else []
    if not found:
        raise UnreadableFile(
            path, "text recognition (OCR) could not read this picture", "Save it as PDF, or scan it again"
        )
    pages: list[Page] = []
    warnings: list[tuple[int, str]] = []
    for number, read in enumerate(found, start=1):
        wide = read.width > read.height
        scale = 72 / read.dpi if read.dpi >= LEAST_DPI else FULL_SIZE[wide] / max(1.0, read.width)
        page = Page(number, read.width * scale, read.height * scale, (), pictures=True)
        pages.append(_page(read, page, scale, None))
        warnings.append((number, _said(read)))
    return tuple(pages), tuple(warnings)


def tesseract() -> str | None:
    """Where the program is, or None."""
    return shutil.which("tesseract")


def missed_tesseract(warnings: Sequence[str]) -> bool:
    """Whether a paper's warnings say that pages of it stayed unread because Tesseract was not installed."""
    return any(warning.endswith(INSTALL) for warning in warnings)


def _words(page: Page) -> list[Word]:
    return [word for line in page.lines for word in line.words]


def _is_scan(document: pypdfium2.PdfDocument, page: Page) -> bool:
    if not page.lines and page.pictures:
        return True
    if page.lines and not page.pictures:
        return False
    shares = _pictured(document, page)
    return max(shares, default=0.0) >= COVERED if page.lines else sum(shares) >= SHOWN


def _pictured(document: pypdfium2.PdfDocument, page: Page) -> list[float]:
    """What share of the page each of its pictures covers."""
    whole = max(1.0, page.width * page.height)
    with opened(document, page.number) as drawn:
        boxes = [each.get_bounds() for each in drawn.get_objects(filter=[PICTURE], max_depth=3)]
    return [max(0.0, right - left) * max(0.0, top - bottom) / whole for left, bottom, right, top in boxes]


def _scanned(document: pypdfium2.PdfDocument, page: Page, command: str | None) -> tuple[Page | None, str]:
    if command is None:
        if page.lines:
            return None, f"the page is a picture with a stamp on it, and only the stamp was read; {INSTALL}"
        return None, f"no text layer: the page is a picture, and was not read; {INSTALL}"
    drawing = drawing_of(document, page.number)
    found = _recognised(drawing, command)
    if found is None:
        return None, "no text layer, and text recognition (OCR) failed on the picture; scan the page again"
    if found.unsure > UNSURE_SHARE:  # perhaps a grey DRAFT is printed across the words
        bleached = drawing.without_grey()
        again = _recognised(bleached, command)
        if again is not None and _is_better(again, found):
            drawing, found = bleached, again
    found, drawing, quarters = _upright(found, drawing, command)
    page = _turned(page, quarters)
    read = _page(found, page, drawing.scale, drawing, command)
    if page.lines and len(_words(read)) < 3 * len(_words(page)):
        return None, ""  # the picture holds no more than its stamp
    return read, _said(found)


def _is_better(again: Read, first: Read) -> bool:
    more = again.sure_words > first.sure_words and again.unsure < first.unsure
    return more and (again.sure or 0.0) > TEXT


def _upright(found: Read, drawing: Drawing, command: str) -> tuple[Read, Drawing, int]:
    """The reading of the picture set upright, that picture, and by how many quarters to the left it was turned."""
    best = found, drawing, 0
    for quarters in _quarters(found, drawing, command) if found.sideways or (found.sure or 0.0) < TEXT else ():
        turned = drawing.turned(quarters)
        again = _recognised(turned, command)
        if again is not None and not again.sideways and (best[0].sideways or _is_better(again, best[0])):
            best = again, turned, quarters
    return best


def _turned(page: Page, quarters: int) -> Page:
    width, height = (page.height, page.width) if quarters % 2 else (page.width, page.height)
    return replace(page, width=width, height=height, turned=quarters)


def _quarters(read: Read, drawing: Drawing, command: str) -> tuple[int, ...]:
    """By how many quarters to the left the picture may be turned to stand upright: where lines stand, to either side, else
    as Tesseract sees it.
    """
    if read.sideways:
        return 1, 3
    output = _run(command, "stdin", drawing.pgm(), ("--dpi", str(round(72 / drawing.scale)), "--psm", "0")) or b""
    found = TURN.search(output)
    quarters = -int(found[1]) // 90 % 4 if found else 0  # Tesseract counts to the right
    return (quarters, (quarters + 2) % 4) if quarters % 2 else (quarters,) if quarters else ()


def _recognised(drawing: Drawing, command: str) -> Read | None:
    options = ("--dpi", str(round(72 / drawing.scale)), "--psm", "3")
    output = _run(command, "stdin", drawing.pgm(), options, "hocr")
    return next(iter(pages_read(output)), None) if output is not None else None


def _said(read: Read) -> str:
    if read.sure is None:
        return "a picture in which text recognition (OCR) found no text"
    return f"read by OCR, confidence {read.sure:.0f} %"


def _run(command: str, source: str, picture: bytes | None, options: tuple[str, ...], form: str = "") -> bytes | None:
    """What Tesseract says of a picture; None when it fails or takes too long."""
    try:
        done = subprocess.run(
            [command, source, "stdout", "-l", LANGUAGE, *options, *filter(None, [form])],
            input=picture,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads wait for each other more than they help
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout if done.returncode == 0 else None


def _page(read: Read, page: Page, scale: float, drawing: Drawing | None, command: str | None = None) -> Page:
    if drawing is not None and command is not None:
        read = replace(read, lines=_numbers_again(read, scale, drawing, command))
    words = words_of(read, page, scale, drawing)
    rules = rules_in(drawing, slope_of(read)) if drawing is not None and words else ()
    return replace(page, lines=lines_of(words, page.number, page.width), rules=(*page.rules, *rules))


def _numbers_again(read: Read, scale: float, drawing: Drawing, command: str) -> tuple[ReadLine, ...]:
    """The lines with their doubtful numbers in the margin looked at once more, each by itself.

    Alone in white space they are what Tesseract misreads most ("5." as "as"). A word is looked at only where two lines more
    have a number at the same edge.
    """
    first = {index: line.words[0] for index, line in enumerate(read.lines) if line.set_apart(ALONE)}
    edges = [word.left * scale for word in first.values() if NUMBER.fullmatch(word.text)]
    lines = list(read.lines)
    looks = 0
    for index, word in first.items():
        beside = sum(abs(word.left * scale - edge) < BESIDE for edge in edges) - bool(NUMBER.fullmatch(word.text))
        plain = len(word.text) > 5 or (NUMBER.fullmatch(word.text) and word.sure >= SURE_ENOUGH)
        if plain or beside < 2 or looks == MOST_LOOKS:
            continue
        looks += 1
        bounds = (word.left, word.top, word.right, word.bottom)
        options = ("--dpi", "300", "--psm", "7", "-c", "tessedit_char_whitelist=0123456789.()")
        output = _run(command, "stdin", drawing.pgm(bounds, MARGIN), options)
        text = (output or b"").decode("utf-8", "replace").strip()
        if NUMBER.fullmatch(text):
            lines[index] = replace(lines[index], words=(replace(word, text=text), *lines[index].words[1:]))
    return tuple(_with_stops(lines, scale))


def _with_stops(lines: Sequence[ReadLine], scale: float) -> Iterator[ReadLine]:
    """The lines with the stops that a faint print lost: "7" where the numbers at its edge are "6." and "9."."""
    numbers = [line.words[0] for line in lines if line.set_apart(ALONE) and PLAIN.fullmatch(line.words[0].text)]
    for line in lines:
        word = line.words[0]
        beside = [other for other in numbers if abs(other.left - word.left) * scale < BESIDE]
        if word in beside and not word.text.endswith("."):
            stopped = sum(other.text.endswith(".") for other in beside)
            at = beside.index(word)
            near = {abs(float(other.text) - float(word.text)) for other in beside[max(0, at - 1) : at + 2]}
            if 1 in near and stopped >= 2 and 3 * stopped >= len(beside):
                line = replace(line, words=(replace(word, text=f"{word.text}."), *line.words[1:]))
        yield line
