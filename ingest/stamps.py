"""A pack's stamp that is printed across the last line of a page, taken out of that line into one of its own.

"young adults in this service who have Page a current 14 EHCP": a pack's "Page 14" over an assessment whose text reaches down
to where the stamps stand (Kent's Cabinet, January 2025). What is a stamp is learnt from the pages that have room for it: its
place, and how its number counts with the pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.page import Line, Page, Word

NEEDED = 3  # pages that show the stamp on a line of its own
ASIDE, ABOVE = 12.0, 2.0  # points: a stamp is set in the middle, so a longer number moves it aside
GAP = 1.0  # of its size: the widest gap between "Page" and the number
STAMP = re.compile(r"Page (\d{1,4})")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a stamp begins, from the middle of the page and from its foot, and what its number is more than the page's."""

    left: float
    top: float
    more: int


def with_stamps_apart(pages: Sequence[Page]) -> list[Page]:
    """The pages; where the stamp of its pack stands within a page's lines, it becomes the page's last line."""
    stamps = {page.number: _Place(*found) for page in pages for found in _alone(page)}
    counts = Counter(place.more for place in stamps.values())
    known = [place for place in stamps.values() if counts[place.more] >= NEEDED]
    return [page if page.number in stamps else _apart(page, known) for page in pages]


def _alone(page: Page) -> list[tuple[float, float, int]]:
    found = []
    for line in page.lines:
        match = STAMP.fullmatch(line.text)
        if match:
            found.append((line.left - page.width / 2, page.height - line.top, int(match[1]) - page.number))
    return found


def _apart(page: Page, known: Sequence[_Place]) -> Page:
    for index, line in enumerate(page.lines):
        for at, word in enumerate(line.words):
            stamp = _stamp_at(page, line, at, known) if word.text == "Page" else None
            rest = tuple(other for other in line.words if stamp is None or other not in stamp)
            if stamp is not None and rest:
                lines = [*page.lines, Line(stamp, page.number)]
                lines[index] = replace(line, words=rest)
                return replace(page, lines=tuple(lines))
    return page


def _stamp_at(page: Page, line: Line, at: int, known: Sequence[_Place]) -> tuple[Word, Word] | None:
    """The stamp's two words, where the word at `at` stands in its place and the number that it wants beside it."""
    word = line.words[at]
    numbers = {
        str(page.number + place.more)
        for place in known
        if abs(word.left - page.width / 2 - place.left) <= ASIDE and abs(page.height - word.top - place.top) <= ABOVE
    }
    beside = (
        other
        for other in line.words[at + 1 :]
        if other.text in numbers
        and abs(other.top - word.top) <= ABOVE / 2
        and 0 <= other.left - word.right <= GAP * word.size
    )
    number = next(beside, None)
    return (word, number) if number is not None else None
