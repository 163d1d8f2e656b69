"""One interface for every format: a file becomes a `Source`, pages of lines with what the file says of itself.

A reader is a function from a path to a `Source`; what a file is, is told by its first bytes, its name only breaks ties.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import UnreadableFile
from ingest.page import Page
from ingest.pdf import Bookmark, properties, read_pages
from ingest.text import read_text_pages

SUFFIXES = (".pdf", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's pages, its own title and bookmarks, and what could not be read in it."""

    pages: tuple[Page, ...]
    title: str | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    warnings: tuple[tuple[int, str], ...] = ()  # (file page, what is wrong and what to do)


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
    if zipfile.is_zipfile(path) or head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(path, "this kind of file is not read yet", "Save it as PDF and add that")
    if path.suffix.lower() == ".pdf":
        raise UnreadableFile(
            path, "this is not a PDF, whatever its name says", "Fetch it again from where it was published"
        )
    if path.suffix.lower() in (".txt", ".md"):
        return _text
    raise UnreadableFile(
        path, f"files of the kind {path.suffix or '(no ending)'} are not read", f"Add one of {', '.join(SUFFIXES)}"
    )


def _pdf(path: Path) -> Source:
    pages = tuple(read_pages(path))
    facts = properties(path)
    empty = [page for page in pages if not page.lines]
    warnings = tuple(
        (page.number, "no text layer: the page is a picture; run the file through text recognition (OCR)")
        for page in empty
        if page.pictures
    )
    if pages and not any(page.lines for page in pages):
        raise UnreadableFile(
            path,
            "no page has a text layer: it is a scan, or pictures only",
            "Run it through text recognition (OCR) and add the result",
            page=1,
        )
    return Source(pages, facts.title, facts.bookmarks, warnings)


def _text(path: Path) -> Source:
    return Source(tuple(read_text_pages(path)))
