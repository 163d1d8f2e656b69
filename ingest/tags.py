"""A tagged PDF's structure tree into the role of each piece of its content: a list's number, a heading, or neither.

Word writes such a tree: its own lists are L > LI > Lbl, LBody, its heading styles H1 to H6. Where the tree says that a
number is a list's number it is one, whatever stands before it; a number that was typed by hand is only text there, and
a tree that is silent says nothing. Heading styles are put on whole paragraphs too: they are only believed of short lines.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.label import parse_label
from ingest.page import Page, Role
from ingest.paper import Paragraph

MOST_ELEMENTS = 20_000  # of one page's tree; beyond it the tree is damaged or hostile
DEEPEST = 60
ROLES: dict[str, Role] = {"Lbl": "number", **dict.fromkeys(("H", "H1", "H2", "H3", "H4", "H5", "H6"), "heading")}
OTHERS = ("Table", "TOC", "Note", "Reference", "Figure", "Caption")  # a number or a heading within is the table's
NUMBER = re.compile(r"\(?(?:\d{1,4}|[a-z]{1,5}|[A-Z])(?:\.\d{1,3})*[.)\]]{0,2}")
SHOWN = 12  # numbers named in one warning


def roles_of(page: Any, raw: Any) -> dict[int, Role]:
    """The role of each marked content of an open page (pdfium's), by its id; empty where the page has no tags."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    found: dict[int, Role] = {}
    count = 0
    try:
        waiting: list[tuple[Any, Role | None, int]] = [
            (raw.FPDF_StructTree_GetChildAtIndex(tree, index), None, 0)
            for index in range(min(MOST_ELEMENTS, raw.FPDF_StructTree_CountChildren(tree)))
        ]
        while waiting and count < MOST_ELEMENTS:
            element, role, depth = waiting.pop()
            count += 1
            name = _type(raw, element) if element else ""
            if not element or depth > DEEPEST or name in OTHERS:
                continue
            role = ROLES.get(name, role)
            for index in range(min(MOST_ELEMENTS, raw.FPDF_StructElement_CountChildren(element))):
                child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
                if child:
                    waiting.append((child, role, depth + 1))
                elif role is not None:
                    found[raw.FPDF_StructElement_GetChildMarkedContentID(element, index)] = role
    finally:
        raw.FPDF_StructTree_Close(tree)
    found.pop(-1, None)
    return found


def _type(raw: Any, element: Any) -> str:
    buffer = ctypes.create_string_buffer(64)
    length = raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")


def unread_numbers(pages: Iterable[Page], paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, str]]:
    """What the tags call a list's number and no paragraph of its page carries, as a warning for each page."""
    printed: dict[int, list[str]] = {}
    for paragraph in paragraphs:
        if paragraph.label_kind == "printed":
            printed.setdefault(paragraph.page, []).append(paragraph.label)
    for page in pages:
        lost = [number for number in _numbers(page) if not _is_among(number, printed.get(page.number, ()))]
        if lost:
            more = ", …" if len(lost) > SHOWN else ""
            named = ", ".join(dict.fromkeys(lost[:SHOWN])) + more
            yield page.number, f"the file's own tags number a list {named}, which was not read so; look at the page"


def _numbers(page: Page) -> Iterator[str]:
    for line in page.lines:
        for word in line.words:
            found = parse_label(f"{word.text} ") if word.role == "number" and NUMBER.fullmatch(word.text) else None
            if found:
                yield found[0].name


def _is_among(number: str, labels: Iterable[str]) -> bool:
    return any(label == number or label.endswith((f"({number})", f" {number}")) for label in labels)


__all__ = ["roles_of", "unread_numbers"]
