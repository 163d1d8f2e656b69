"""One interface for every format: a file becomes a `Source`, pages of lines with what the file says of itself.

PDF, text and pictures give pages of lines; Word and HTML know their own paragraphs, and give blocks as well.

A reader is a function from a path to a `Source`; what a file is, is told by its first bytes, its name only breaks ties.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.block import Block
from ingest.docx import read_docx
from ingest.errors import UnreadableFile
from ingest.html import read_html
from ingest.mended import CUT, LOST, mended
from ingest.ocr import DAMAGED, INSTALL, Warnings, read_picture, read_scanned, tesseract
from ingest.page import Page
from ingest.pdf import Bookmark, properties, read_pages
from ingest.text import read_text_pages

# What is looked for in a folder; there a picture is a logo more often than a scan, and is read only when it is named.
IN_FOLDERS = (".pdf", ".docx", ".docm", ".html", ".htm", ".xhtml", ".txt", ".md", ".tif", ".tiff")
SUFFIXES = (*IN_FOLDERS, ".png", ".jpg", ".jpeg")
PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")  # PNG, JPEG, TIFF
WORD = (".docx", ".docm")
WEB = (".html", ".htm", ".xhtml")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Word 97 and its like, and new files under a password
MOST_LOOKED_AT = 20_000_000  # bytes, for the sign of a password


@dataclass(frozen=True, slots=True)
class Source:
    """A file's pages, its own title and bookmarks, and what could not be read in it.

    `blocks`, where the format knows its own paragraphs, are what is read; the pages then serve the catalogue only.
    """

    pages: tuple[Page, ...]
    title: str | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    warnings: tuple[tuple[int, str], ...] = ()  # (file page, what is wrong and what to do)
    blocks: tuple[Block, ...] | None = None


Reader = Callable[[Path], Source]


def open_source(path: Path) -> Source:
    """Read a file with the reader for what it is. Raises `UnreadableFile`, naming the file, the reason and the remedy."""
    if not path.is_file():
        raise UnreadableFile(path, "there is no such file", "Check the name and the folder")
    try:
        return _reader(path)(path)
    except PermissionError as error:
        raise UnreadableFile(path, "it may not be opened by this user", "Change its permissions, or copy it") from error


def _reader(path: Path) -> Reader:
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise UnreadableFile(path, "the file is empty", "Fetch it again from where it was published")
    if b"%PDF-" in head:
        return _pdf
    if head.startswith(OLD_OFFICE):
        raise _old_office(path)
    if head.startswith(b"PK") or path.suffix.lower() in WORD:
        return _docx if path.suffix.lower() in WORD or _holds_word(path) else _other_zip
    if head.startswith(PICTURES):
        return _picture
    if path.suffix.lower() == ".pdf":
        raise UnreadableFile(
            path, "this is not a PDF, whatever its name says", "Fetch it again from where it was published"
        )
    if path.suffix.lower() in WEB or re.match(
        rb"\s*(?:<!doctype html|<html\b)", head.lstrip(b"\xef\xbb\xbf"), re.IGNORECASE
    ):
        return _html
    if path.suffix.lower() in (".txt", ".md"):
        return _text
    raise UnreadableFile(
        path, f"files of the kind {path.suffix or '(no ending)'} are not read", f"Add one of {', '.join(SUFFIXES)}"
    )


def _pdf(path: Path) -> Source:
    pages, warnings = read_scanned(path, tuple(read_pages(path)))
    cut = mended(path)
    if cut is not None:
        warnings = tuple(sorted({**dict(warnings), **dict.fromkeys(cut.lost, LOST)}.items())) or ((1, CUT),)
    facts = properties(path)
    if pages and not any(page.lines for page in pages):
        raise _without_text(path, pages, warnings)
    return Source(pages, facts.title, facts.bookmarks, warnings)


def _without_text(path: Path, pages: Sequence[Page], warnings: Warnings) -> UnreadableFile:
    if any(said == DAMAGED for _, said in warnings):
        return UnreadableFile(
            path, "its pages are damaged", "Fetch it again from where it was published, or print it to a new PDF"
        )
    if tesseract() is None and any(page.pictures for page in pages):
        return UnreadableFile(
            path,
            "no page has a text layer: it is a scan, or pictures only, and no text recognition (OCR) is installed",
            INSTALL[:1].upper() + INSTALL[1:],
            page=1,
        )
    return UnreadableFile(path, "no page holds text, nor a picture of text", "Add the paper that it comes from", page=1)


def _picture(path: Path) -> Source:
    pages, warnings = read_picture(path)
    return Source(pages, warnings=warnings)


def _docx(path: Path) -> Source:
    word = read_docx(path)
    return Source(word.pages, word.title, warnings=word.warnings, blocks=word.blocks)


def _html(path: Path) -> Source:
    web = read_html(path)
    return Source(web.pages, web.title, blocks=web.blocks)


def _holds_word(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _other_zip(path: Path) -> Source:
    raise UnreadableFile(path, "this kind of file is not read", "Save it as PDF, or unpack it, and add that")


def _old_office(path: Path) -> UnreadableFile:
    with path.open("rb") as file:
        protected = "EncryptedPackage".encode("utf-16-le") in file.read(MOST_LOOKED_AT)
    if protected:
        return UnreadableFile(
            path, "the file is protected by a password", "Save a copy without the password and add that"
        )
    return UnreadableFile(
        path, "this is a file of Word 97 or its like", "Open it in Word, save it as .docx or PDF, add that"
    )


def _text(path: Path) -> Source:
    return Source(tuple(read_text_pages(path)))
