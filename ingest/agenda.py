"""An agenda's items, with the pages that it says their papers stand on.

>>> frontsheet([["AGENDA", "5. Quarter 1 Performance (Pages 13 - 34)", "6. Ofsted Inspection", "(Pages 35 - 184)"]])[0][1]
AgendaItem(number='6', title='Ofsted Inspection', first=35, last=184)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

HEADING = re.compile(
    r"^\W*a ?g ?e ?n ?d ?a\b.{0,40}$|^agenda item no\b|^\W*[\w ]{3,40} agenda\W*$|enclose, for consideration",
    re.IGNORECASE,
)
ITEM = re.compile(r"^(?P<number>\d{1,2}[a-z]?)(?P<dot>[.)]?)\s+(?P<title>[A-Z0-9*“\"'‘].{2,})$")
PAGES = re.compile(r"\s*\(?\bpages? (?P<first>\d{1,4})(?: ?(?:[-–]|to) ?(?P<last>\d{1,4}))?\)?\W*$", re.IGNORECASE)
TABLE = re.compile(r"^(?:agenda )?item\b.*\bpages?(?: no\.?)?$", re.IGNORECASE)  # heads of an agenda set as a table
COLUMN = re.compile(r"\s+(?:(?P<first>\d{1,4})(?: ?[-–] ?(?P<last>\d{1,4}))?|[-–])$")
ENDS = re.compile(
    r"^(?:this page is|report to ?:|agenda item \d|minutes of (?:a|the) meeting|meeting held on|draft minutes)",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^(?:officers?|key decision|to (?:receive|approve|note|consider)|in accordance|\(?during|yours|all cabinet)\b",
    re.IGNORECASE,
)
SEARCHED = 8  # pages from the file's start in which an agenda ends
TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item as the agenda lists it; `first` and `last` are printed page numbers, None where it gives none."""

    number: str
    title: str
    first: int | None = None
    last: int | None = None


def frontsheet(pages: Sequence[Sequence[str]]) -> tuple[list[AgendaItem], int]:
    """The items listed at the start of a file, and how many of its pages the agenda fills; nothing where there is none."""
    if not any(HEADING.search(text) for lines in pages[:3] for text in lines[:40]):
        return [], 0
    items: list[AgendaItem] = []
    end = 0
    for index, lines in enumerate(pages[:SEARCHED]):
        stop = next((place for place, text in enumerate(lines) if ENDS.match(text)), len(lines))
        found = _items(lines[:stop], items)
        items.extend(found)
        if found or (index == 0 and stop):
            end = index + 1
        if stop < len(lines) and (stop or index):
            break
    if not any(item.first for item in items) and len(items) < 4:
        return [], 0
    return items, end


def _items(lines: Sequence[str], before: Sequence[AgendaItem]) -> list[AgendaItem]:
    found: list[AgendaItem] = []
    number = int(re.sub(r"\D", "", before[-1].number)) if before else -1
    tabled = any(TABLE.match(text) for text in lines)
    for index, text in enumerate(lines):
        match = ITEM.match(text)
        if not match or not (number < int(re.sub(r"\D", "", match["number"])) <= number + 30):
            continue
        title, pages = match["title"], PAGES.search(match["title"])
        if tabled and not pages:
            pages = COLUMN.search(title)
        for more in lines[index + 1 : index + TITLE_LINES + 1]:
            if pages or ITEM.match(more) or NOTE.match(more):
                break
            pages = PAGES.search(more)
            if not pages and len(title) < 55:
                break
            if not pages and not any(PAGES.search(later) for later in lines[index + 1 : index + TITLE_LINES + 2]):
                break
            title = f"{title} {more}"
        if not pages and (not match["dot"] or (number == -1 and int(re.sub(r"\D", "", match["number"])) > 3)):
            continue  # "18 September 2017" and "8 Mint Walk" are no items
        first = int(pages["first"]) if pages and pages["first"] else None
        last = int(pages["last"]) if pages and pages["last"] else first
        found.append(AgendaItem(match["number"], _plain(title, tabled=tabled), first, last))
        number = int(re.sub(r"\D", "", match["number"]))
    return found


def _plain(title: str, *, tabled: bool) -> str:
    """An item's title without its pages."""
    title = PAGES.sub("", title)
    return (COLUMN.sub("", title) if tabled else title).strip(" *")
