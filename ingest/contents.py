"""The lines of a contents page, which repeat a paper's headings and numbers but are none."""

from __future__ import annotations

import re

from ingest.page import Line, Page

LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|_{5,}")
CONTENTS_GAP = (
    2.5  # of the font size: a wider gap before a number at a line's end, on lines in a row, is a contents page's
)
CONTENTS_LINES = 3


def contents_lines(page: Page) -> set[Line]:
    """Lines of a contents page without leaders: three or more in a row that end in page numbers that never fall."""
    listed: set[Line] = set()
    run: list[tuple[Line, int]] = []
    for line in (*page.lines, None):
        number = _page_reference(line) if line else None
        if line is not None and number is not None and (not run or number >= run[-1][1]):
            run.append((line, number))
            continue
        if len(run) >= CONTENTS_LINES and run[0][1] != run[-1][1]:
            listed.update(entry for entry, _number in run)
        run = [(line, number)] if line is not None and number is not None else []
    return listed


def _page_reference(line: Line) -> int | None:
    last = line.words[-1]
    if len(line.words) < 2 or not last.text.isdigit() or len(last.text) > 4:
        return None
    words = [word.text for word in line.words[:-1]]
    if last.left - line.words[-2].right < CONTENTS_GAP * line.size or any(
        word.isdigit() and len(word) > 3 for word in words
    ):
        return None
    return int(last.text) if any(re.search(r"[A-Za-z]{3}", word) for word in words) else None
