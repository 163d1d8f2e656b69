"""Running headers, footers and page numbers: found by repetition over pages, and taken out.

A line near the edge whose words stand at the same height on several pages is furniture; a number there that counts with the
pages is the page's printed number. A pack's stamp ("Page 36", "Agenda Item 5") is furniture wherever it stands near an edge.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.page import Line, Page
from ingest.stamps import with_stamps_apart

EDGE = 0.13  # of the page's height, above and below: where furniture stands
FOOT = 0.2  # of the page's height: a footer of several lines may reach so far up
FOOT_LINES = 4
SMALL = 0.86  # of the body's size, at most: the size of a running header that changes from paper to paper
CLEAR = 1.0  # of the body's size, at least: the white space below such a header
SAME_HEIGHT = 8.0  # points
REPEATS = 3  # pages; in a shorter paper, every page but one

PAGE_NUMBER = re.compile(
    r"(?:Page\s*)?[-–!|]?\s*(?P<n>\d{1,4}|[ivxl]{1,6}|[A-Z]\d{1,3})\s*[-–|]?(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*\|?\s*Page)?",
    re.IGNORECASE,
)
STAMP = re.compile(r"Page\s+(\d{1,4})")
AGENDA_ITEM = re.compile(r"(?:Agenda\s+)?Item(?:\s+No\.?)?\s*:?\s*\d{1,2}[a-z]?", re.IGNORECASE)
BLANK_PAGE = re.compile(
    r"th(?:is|e) page (?:is|has been)?\s*(?:left )?(?:intentionally )?(?:left )?blank(?: intentionally)?", re.IGNORECASE
)

OVERLEAF = re.compile(
    r"\W*(?:(?:continued|contd|cont'd|cont) (?:overleaf|over|on next page)|please turn over|p\.?t\.?o\.?)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page without its furniture; `printed` is the page number printed on it, if any, and `removed` what was taken out."""

    page: Page
    printed: str | None
    removed: tuple[str, ...]
    indices: tuple[int, ...] = ()  # of each line that is left: where it stood in the page as read


def without_furniture(pages: Sequence[Page], kept: Sequence[frozenset[int]] = ()) -> list[CleanPage]:
    """Every page cleaned, in order. `kept[i]` are indices of lines on page i that are never furniture (a table's head)."""
    pages = with_stamps_apart(pages)
    repeated = _repeated(pages)
    numbers = _page_numbers(pages)
    running = _running(pages)
    return [_clean(page, repeated, running, numbers, kept[i] if kept else frozenset()) for i, page in enumerate(pages)]


_PAGE_IN_LINE = re.compile(r"\s+(?:[-–|]\s*)?(?:page\s*)?[a-z]?#(?:\s*(?:/|of)\s*#)?(?:\s*[-–|])?$")


def _shape(text: str) -> str:
    """The line's words without what counts: digits, and a page number at its end."""
    shape = re.sub(r"\d+", "#", re.sub(r"\s+", " ", text)).strip().casefold()
    if re.search(r"[a-z]{2}", shape):
        return _PAGE_IN_LINE.sub("", shape) or shape
    return re.sub(r"\s+", " ", text).strip().casefold()  # few letters: only the very same is the same


def _at_edge(line: Line, page: Page) -> bool:
    if line.bottom < EDGE * page.height or line.top > (1 - EDGE) * page.height:
        return True
    return line.top > (1 - FOOT) * page.height and sum(other.top >= line.top for other in page.lines) <= FOOT_LINES


def _repeated(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """(shape, page number) of every edge line that stands on enough pages at the same height."""
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _at_edge(line, page):
                places[_shape(line.text)].append((_from_edge(line, page), page.number))
    needed = min(REPEATS, max(2, len(pages) - 1))
    found: set[tuple[str, int]] = set()
    for shape, where in places.items():
        if re.fullmatch(r"[\W\d_]*|.{,3}", shape) or re.match(r"#[.)](?:\s|$)|\(?[a-z]\)", shape):
            continue
        for top, number in where:
            near = {other for height, other in where if abs(height - top) <= SAME_HEIGHT}
            if len(near) >= needed and len(pages) > 1:
                found.add((shape, number))
    return found


def _from_edge(line: Line, page: Page) -> float:
    """Points from the nearer edge, above or (as a negative number) below: the same on upright and landscape pages."""
    return line.top if line.top < page.height / 2 else line.top - page.height


def _running(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """(page number, line index) of small lines that stand clear at the head of a page and are no part of its text.

    Such a header changes from paper to paper in a pack, so that its words repeat too seldom: its place and size do, or
    it says nothing that the first page has not said.
    """
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    heads = {page.number: (index, line) for page in pages for index, line in _small_heads(page, body)}
    slots = Counter((round(line.top / 4), line.size) for _index, line in heads.values())
    said = set(re.findall(r"\w{3,}", " ".join(line.text for line in pages[0].lines).casefold())) if pages else set()
    return {
        (number, index)
        for number, (index, line) in heads.items()
        if slots[(round(line.top / 4), line.size)] >= REPEATS
        or (number != pages[0].number and set(re.findall(r"\w{3,}", line.text.casefold())) <= said)
    }


def _small_heads(page: Page, body: float) -> Iterator[tuple[int, Line]]:
    order = sorted(range(len(page.lines)), key=lambda index: page.lines[index].top)
    if len(order) < 2:
        return
    first, second = (page.lines[index] for index in order[:2])
    if first.size <= SMALL * body and _at_edge(first, page) and second.top - first.bottom >= CLEAR * body:
        yield order[0], first


def _page_numbers(pages: Sequence[Page]) -> dict[tuple[int, int], str]:
    """(page number, line index) of lines that are printed page numbers: they count with the pages around them."""
    candidates: dict[int, list[tuple[int, str, int | None]]] = {}
    for page in pages:
        rows = []
        for index, line in enumerate(page.lines):
            match = PAGE_NUMBER.fullmatch(line.text.strip()) if _at_edge(line, page) else None
            if match:
                digits = re.sub(r"\D", "", match["n"])
                rows.append((index, match["n"], int(digits) if digits else None))
        candidates[page.number] = rows
    offsets: dict[int, set[int]] = {
        number: {value - number for _i, _t, value in rows if value is not None} for number, rows in candidates.items()
    }
    found: dict[tuple[int, int], str] = {}
    for page in pages:
        for index, text, value in candidates[page.number]:
            near = [offsets.get(page.number + step, set()) for step in (-3, -2, -1, 1, 2, 3)]
            counts = value is not None and any(value - page.number in others for others in near)
            stamped = page.lines[index].text.casefold().startswith("page") or value == page.number
            if counts or stamped or (value is None and len(pages) > 1):
                found[(page.number, index)] = text
    return found


def _clean(
    page: Page,
    repeated: set[tuple[str, int]],
    running: set[tuple[int, int]],
    numbers: dict[tuple[int, int], str],
    kept: frozenset[int],
) -> CleanPage:
    lines: list[Line] = []
    indices: list[int] = []
    removed: list[str] = []
    printed: str | None = None
    for index, line in enumerate(page.lines):
        text = line.text.strip()
        if (page.number, index) in numbers:
            number = numbers[(page.number, index)]
            printed = number if printed is None or STAMP.fullmatch(text) else printed
            removed.append(text)
            continue
        edge = _at_edge(line, page)
        if BLANK_PAGE.fullmatch(text.strip(" .")) or (
            edge and (AGENDA_ITEM.fullmatch(text) or OVERLEAF.fullmatch(text))
        ):
            removed.append(text)
            continue
        repeats = edge and (_shape(line.text), page.number) in repeated
        if index not in kept and (repeats or (page.number, index) in running):
            removed.append(text)
            printed = printed or _number_within(text)
            continue
        line, stamp = _unstamped(line) if edge else (line, None)
        if stamp:
            removed.append(f"Page {stamp}")
            printed = stamp
        lines.append(line)
        indices.append(index)
    return CleanPage(replace(page, lines=tuple(lines)), printed, tuple(removed), tuple(indices))


def _number_within(text: str) -> str | None:
    match = re.search(r"\bPage\s+(\d{1,4})\b", text, re.IGNORECASE) or re.search(r"(?:^|\s)(\d{1,3})$", text)
    return match.group(1) if match else None


def _unstamped(line: Line) -> tuple[Line, str | None]:
    """A line with the pack's stamp printed over its end: 'longer period of time.   Page 2' without the stamp."""
    if len(line.words) < 3 or line.words[-2].text != "Page" or not line.words[-1].text.isdigit():
        return line, None
    if line.words[-2].left - line.words[-3].right < 1.5 * line.words[-2].size:
        return line, None
    return replace(line, words=line.words[:-2]), line.words[-1].text
