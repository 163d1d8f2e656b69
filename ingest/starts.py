"""Where papers seem to begin inside a file: one function for each sort of mark.

Marks are a PDF's bookmarks, stamps ("Agenda Item 5"), cover tables ("REPORT TO: …"), the agenda's page ranges read through
the printed page numbers, the head of minutes, appendices' titles, Ofsted's covers, and what follows a blank page or an imprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.agenda import AgendaItem
from ingest.cover import fields_of
from ingest.cover import first as first_field
from ingest.ofsted import visit_of
from ingest.page import Page
from ingest.paper import PaperKind
from ingest.pdf import Bookmark

STAMP = re.compile(r"^agenda item (?:no\.? ?)?(?P<item>\d{1,2}[a-z]?)$", re.IGNORECASE)
PRINTED = re.compile(r"(?:^|\s)page (?P<number>\d{1,4})$", re.IGNORECASE)
COVER = re.compile(r"^(?:report to|committee report|meeting) ?:|^report to$|^(?-i:REPORT TO) ", re.IGNORECASE)
LED = re.compile(
    r"^(?:for general release|agenda item \d+[a-z]?|part [ab]|[A-Z][\w’']+ council|item no\.?.*)$", re.IGNORECASE
)
BLANK = re.compile(r"^this page is (?:intentionally |deliberately )?(?:left )?blank", re.IGNORECASE)
MINUTES = re.compile(r"^(?:draft )?minutes(?: ?[-–] ?part a)?$|^minutes of (?:a|the) meeting", re.IGNORECASE)
MEETING = re.compile(r"^meeting held on |^(?:minutes of .*)?held (?:on|at|in) ", re.IGNORECASE)
APPENDIX = re.compile(
    r"^(?P<label>(?:appendix|annex(?:e|ure)?) (?:[a-z]?\d{1,2}[a-z]?|"
    r"[a-z]))\b(?!\))\s*(?:$|[-–:.]\s*(?P<title>\S.{0,140})$|(?P<bare>[A-Z].{2,100})$)",
    re.IGNORECASE,
)
COPYRIGHT = re.compile(r"^© ?crown copyright \d{4}", re.IGNORECASE)
BOILERPLATE = re.compile(
    r"licen[cs]e|copyright|@|www\.|https?:|\.gov\.uk|\.com/|enquir|telephone|e?mail|"
    r"write to|reference:|follow us|like us|download|"
    r"archives|this publication|information you|third party|contact|^page \d+$",
    re.IGNORECASE,
)
COVER_LINES = 16
STRENGTH = {
    "bookmark": 4,
    "stamp": 4,
    "cover": 3,
    "range": 2,
    "minutes": 3,
    "visit": 2,
    "appendix": 2,
    "copyright": 1,
    "blank": 1,
}


@dataclass(frozen=True, slots=True)
class Start:
    """Where a paper seems to begin: the index of its page and line, and what says so."""

    page: int
    line: int
    mark: str
    item: str | None = None
    title: str | None = None
    kind: PaperKind | None = None


def bookmarked(bookmarks: Sequence[Bookmark], pages: Sequence[Page], items: Sequence[AgendaItem]) -> Iterator[Start]:
    """Bookmarks of a pack: "Agenda", then "7 Title" for each item, deeper ones for what is attached to it."""
    numbers = {item.number for item in items}
    is_packs = bool(bookmarks) and (bookmarks[0].title.lower() == "agenda" or not numbers)
    matches = [re.match(r"(?P<item>\d{1,2}[a-z]?)\.?\s+(?P<title>\S.*)", bookmark.title) for bookmark in bookmarks]
    if not is_packs or not numbers or not any(match and match.group("item") in numbers for match in matches):
        return
    top = min(
        bookmark.depth
        for bookmark, match in zip(bookmarks, matches, strict=True)
        if match and match.group("item") in numbers
    )
    current: str | None = None
    for bookmark, match in zip(bookmarks, matches, strict=True):
        index = bookmark.page - pages[0].number
        if index <= 0 or bookmark.depth > top + 1:
            continue
        if match and match.group("item") in numbers and bookmark.depth == top:
            current = match.group("item")
            yield Start(index, 0, "bookmark", current, match.group("title").strip())
        elif bookmark.depth == top + 1:
            yield Start(index, 0, "bookmark", current, _attached(bookmark.title), "appendix")


def _attached(title: str) -> str:
    """A bookmark's title without the item's number and the file's ending."""
    title = re.sub(r"^Item \d+[a-z]? ?[-–] (?:Supplementary ?[-–] )?", "", title.replace("_", " "))
    return re.sub(r"\.(?:pdf|docx?)$", "", title).strip()


def stamped(texts: Sequence[Sequence[str]]) -> Iterator[Start]:
    """Stamps at a page's head or foot; the same one on the pages that follow is a running header."""
    before: str | None = None
    for index, lines in enumerate(texts):
        for line in {*range(min(3, len(lines))), *range(max(0, len(lines) - 3), len(lines))}:
            match = STAMP.match(lines[line])
            if match and match.group("item") != before:
                before = match.group("item")
                yield Start(index, 0, "stamp", before)
                break


def covered(pages: Sequence[Page], texts: Sequence[Sequence[str]]) -> Iterator[Start]:
    """Cover tables, wherever on the page they stand: addressee and subject close together."""
    for index, (page, lines) in enumerate(zip(pages, texts, strict=True)):
        below = 0  # a file of plain text may have all its papers on one page
        for line, text in enumerate(lines):
            if line < below:
                continue
            at_head = line < 12 and re.match(r"^(?:from|to) ?:", text, re.IGNORECASE)
            if not (COVER.match(text) or at_head):
                continue
            fields = fields_of(page.lines[line : line + COVER_LINES])
            if first_field(fields, "title") is None or first_field(fields, "to") is None:
                continue
            top = line
            while top > 0 and LED.match(lines[top - 1]):
                top -= 1
            item = re.match(r"\d{1,2}[a-z]?", first_field(fields, "item") or "")
            yield Start(
                index,
                0 if at_head else top,
                "cover",
                item.group() if item else None,
                first_field(fields, "title"),
                "report",
            )
            below = line + COVER_LINES


def ranged(
    texts: Sequence[Sequence[str]], items: Sequence[AgendaItem], agenda_end: int, marked: Sequence[Start]
) -> Iterator[Start]:
    """The agenda's "(Pages 35 - 184)" read through the printed numbers, unless other marks contradict them."""
    where: dict[int, int] = {}
    for index, lines in enumerate(texts):
        for text in (*lines[:2], *lines[-3:]):
            match = PRINTED.search(text)
            if match:
                where.setdefault(int(match.group("number")), index)
    known = {start.item: start.page for start in marked if start.item}
    both = [(item, where.get(item.first)) for item in items if item.first and item.number in known]
    agreeing = sum(found is not None and abs(found - known[item.number]) <= 1 for item, found in both)
    if 2 * agreeing < len(both):
        return
    for item in items:
        begins = where.get(item.first) if item.first else None
        if begins is not None and begins >= agenda_end and item.number not in known:
            yield Start(begins, 0, "range", item.number, item.title)


def minuted(texts: Sequence[Sequence[str]], items: Sequence[AgendaItem], agenda_end: int) -> Iterator[Start]:
    """The last meeting's minutes: their heading with the meeting's place and day, once, near the pack's beginning."""
    of = next((item.number for item in items if re.search(r"\bminutes\b", item.title, re.IGNORECASE)), None)
    for index, lines in enumerate(texts):
        if index < agenda_end - 1 or (of is None and items):
            continue
        for line, text in enumerate(lines):
            near = lines[max(0, line - 4) : line + 6]
            if not (
                MINUTES.match(text)
                and any(MEETING.search(other) or re.match(r"present\b", other, re.I) for other in near)
            ):
                continue
            top = line
            while (
                top > 0
                and line - top < 6
                and not BLANK.match(lines[top - 1])
                and not re.search(r"agenda", lines[top - 1], re.I)
            ):
                top -= 1
            yield Start(index, top if top > 3 else 0, "minutes", of, None, "minutes")
            return


def inside(pages: Sequence[Page], texts: Sequence[Sequence[str]], starts: Sequence[Start]) -> Iterator[Start]:
    """What begins within an item: appendices, Ofsted's papers, and what follows a blank page or an imprint."""
    for number, start in enumerate(starts):
        end = starts[number + 1].page if number + 1 < len(starts) else len(pages)
        if start.kind in ("minutes", "agenda"):
            continue
        found = [one for index in range(start.page, end) for one in _begun_on(pages, texts, index, first=start.page)]
        kept = _last_run([one for one in found if one.mark == "appendix"])
        yield from (replace(one, item=start.item) for one in found if one.mark != "appendix" or one in kept)


def _begun_on(pages: Sequence[Page], texts: Sequence[Sequence[str]], index: int, *, first: int) -> Iterator[Start]:
    """What begins on one page of an item whose report begins on the page `first`."""
    if index == first:
        return
    lines = texts[index]
    appendix = _appendix_at(lines)
    if appendix:
        yield Start(index, 0, "appendix", None, appendix, "appendix")
    elif visit_of(pages[index].lines):
        yield Start(index, 0, "visit")
    elif index > first + 1 and blank(texts[index - 1]) and not blank(lines) and lines and not lines[0][:1].islower():
        yield Start(index, 0, "blank")
    line = _after_imprint(lines)
    if line is not None:
        yield Start(index, line, "copyright", None, lines[line])


def _appendix_at(lines: Sequence[str]) -> str | None:
    """The title of the appendix that a page's first line begins; None for a list of appendices."""
    head = [
        line for line in lines[:6] if not STAMP.match(line) and not re.match(r"^(?:page )?\d+$", line, re.IGNORECASE)
    ]
    match = APPENDIX.match(head[0]) if head else None
    if match is None or any(APPENDIX.match(line) and not line.startswith(match["label"]) for line in head[1:4]):
        return None
    title = match["title"] or match["bare"]
    return f"{_label(match['label'])}: {title}" if title else _label(match["label"])


def _after_imprint(lines: Sequence[str]) -> int | None:
    """The line after a publication's closing imprint ("© Crown copyright 2017", licence, addresses) that begins another."""
    at = next((place for place, text in enumerate(lines) if COPYRIGHT.match(text)), None)
    if at is None:
        return None
    for place in range(at + 1, len(lines)):
        text = lines[place]
        if len(text) > 12 and text[:1].isupper() and not text.endswith(":") and not BOILERPLATE.search(text):
            return place if re.search(r"licen[cs]e", " ".join(lines[:place]), re.IGNORECASE) else None
    return None


def _label(printed: str) -> str:
    word, number = printed.split(" ", 1)
    return f"{word.capitalize()} {number.upper() if len(number) == 1 else number}"


def _last_run(found: Sequence[Start]) -> list[Start]:
    """Appendices without a list of them before ("A, B" and then again "A … B …") and without running headers."""
    kept: list[Start] = []
    for start in found:
        label = (start.title or "").split(":")[0]
        labels = [(other.title or "").split(":")[0] for other in kept]
        if labels and labels[-1] == label:
            continue
        if label in labels:
            kept = kept[: labels.index(label)]
        kept.append(start)
    return kept


def merged(starts: Sequence[Start]) -> list[Start]:
    """Marks within a few lines of each other are one: the earliest line, the strongest mark's kind, any item and title."""
    merged: list[Start] = []
    for start in sorted(starts, key=lambda one: (one.page, one.line, -STRENGTH[one.mark])):
        last = merged[-1] if merged else None
        if (
            last is None
            or last.page != start.page
            or start.line - last.line > 12
            or (last.item and start.item and last.item != start.item)
        ):
            merged.append(start)
            continue
        strong, weak = (last, start) if STRENGTH[last.mark] >= STRENGTH[start.mark] else (start, last)
        merged[-1] = Start(
            last.page,
            last.line,
            strong.mark,
            strong.item or weak.item,
            strong.title or weak.title,
            strong.kind or weak.kind,
        )
    return merged


def blank(lines: Sequence[str]) -> bool:
    """True for a page that says it is left blank and, but for its number, nothing else."""
    told = [line for line in lines if not re.match(r"^\W*(?:page )?\d*\W*$", line, re.IGNORECASE)]
    return len(told) == 1 and BLANK.match(told[0]) is not None
