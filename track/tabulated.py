"""The tables of a paper as its figures need them: runs of rows under heads, the heads completed where reading found none.

Where the file's own heads were not found, the first rows of words serve ("Department | Forecast Variance £'000s"); over a page's
turn a table without heads has those of the page before. A table of contents is no table of figures.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.paper import Paragraph
from track.as_of import whens
from track.quantity import quantity_of_cell, unit_in

CELL = " | "
# A head says what kind of value stands below it.
_KIND_OF_VALUE = re.compile(
    r"\b(?:variance|budget|forecast|outturn|actual|target|value|number|count|total|amount|grade|judgement|quarter)\b",
    re.IGNORECASE,
)
_HEAD_WORD = re.compile(
    r"budget|forecast|variance|actuals?|outturn|target|total|net|gross|income|expenditure", re.IGNORECASE
)
_SHORTEST_UNIT = 12  # characters of a line that is nothing but a unit: "£m"
_CUT = 40  # characters of a caption that reading may have lost
_LONGEST_HEAD = 90
_ANY_DAY = dt.date(2000, 1, 1)  # it only matters that there is a date, not which
# Rows that make a table of contents: so many, of a title and a page that never falls.
_CONTENTS = 4


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand under the same heads."""

    rows: tuple[Paragraph, ...]
    heads: tuple[str, ...]
    caption: str


def tables(paragraphs: Sequence[Paragraph]) -> Iterator[Table]:
    """The tables of a paper, in order."""
    held: tuple[str, ...] = ()
    caption = ""
    for above, run in _runs(paragraphs):
        first = run[0]
        heads, rows = first.columns, run
        if sum(map(_is_number, heads[1:])) * 2 >= len(heads) > 1:
            heads = ("",) * len(heads)  # a row that was taken for the heads
        if not any(heads):
            heads, rows = _heads_of_rows(run)
        if not any(heads) and not first.caption:
            heads = _heads_above(above, len(heads)) or (held if len(held) == len(heads) else heads)
        if first.caption or (heads != held and any(heads)):
            caption = _caption(first.caption, above)
        held = heads
        if rows and not _is_contents(heads, rows):
            yield Table(tuple(rows), tuple(heads), caption)


def _caption(caption: str, above: Sequence[str]) -> str:
    """A table's caption, whole where reading cut it short; without one, a line above that is nothing but a unit."""
    if caption:
        return next((line for line in above if line.startswith(caption) and len(line) < len(caption) + _CUT), caption)
    return next((line for line in above if len(line) < _SHORTEST_UNIT and unit_in(line)), "")


def places(text: str) -> list[tuple[int, int]]:
    """The bounds of a row's cells in its text."""
    found, start = [], 0
    for cell in text.split(CELL):
        found.append((start, start + len(cell)))
        start += len(cell) + len(CELL)
    return found


def is_date(text: str) -> bool:
    """The cell is a date or a period and no number."""
    dates = whens(text, _ANY_DAY)
    return bool(dates) and not re.search(r"\d", blanked(text, [(one.start, one.end) for one in dates]))


def blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with spaces in place of `spans`, so that what is left keeps its place."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[list[str], list[Paragraph]]]:
    """Rows that follow one another under the same columns and caption, each run with the lines just above it."""
    run: list[Paragraph] = []
    lines: list[str] = []
    above: list[str] = []
    for paragraph in paragraphs:
        if paragraph.kind != "table":
            if run and paragraph.kind != "heading":
                yield above, run
                run = []
            lines = [*lines[-3:], paragraph.text]
            continue
        if run and (run[-1].columns, run[-1].caption) != (paragraph.columns, paragraph.caption):
            yield above, run
            run = []
        if not run:
            above, lines = lines, []
        run.append(paragraph)
    if run:
        yield above, run


def _heads_above(lines: Sequence[str], width: int) -> tuple[str, ...]:
    """The heads with which a line above a table ends: "Division & Key Service Budget Forecast Variance"; () when none does."""
    for line in reversed(lines):
        words: list[str] = []
        for word in reversed(line.split()):
            if not _HEAD_WORD.fullmatch(word):
                break
            words.insert(0, word)
        if len(words) == width - 1 > 1:
            return ("", *words)
    return ()


def _heads_of_rows(run: Sequence[Paragraph]) -> tuple[tuple[str, ...], list[Paragraph]]:
    """The heads that a table's first rows of words or units are, and the rows below them."""
    width = len(run[0].columns)
    heads = [""] * width
    taken = 0
    for row in run[:3]:
        texts = row.text.split(CELL)
        if len(texts) < 2 or any(_is_number(text) for text in texts) or not _are_heads(texts):
            break
        for index, text in enumerate(reversed(texts[-width:])):
            heads[width - 1 - index] = f"{heads[width - 1 - index]} {text}".strip()
        taken += 1
    return tuple(heads) if taken else ("",) * width, list(run[taken:])


def _are_heads(texts: Sequence[str]) -> bool:
    """Cells such as heads have: a unit, a date, or a word for a kind of value; none of them long."""
    return all(len(text) < _LONGEST_HEAD for text in texts) and any(
        unit_in(text) or is_date(text) or _KIND_OF_VALUE.search(text) for text in texts[1:]
    )


def _is_number(text: str) -> bool:
    return not is_date(text) and quantity_of_cell(text) is not None


def _is_contents(heads: Sequence[str], rows: Sequence[Paragraph]) -> bool:
    if any(heads) and not any(re.match(r"page|no", head, re.IGNORECASE) for head in heads):
        return False
    last = [row.text.split(CELL)[-1].strip() for row in rows if CELL in row.text]
    pages = [int(text) for text in last if re.fullmatch(r"\d{1,3}", text)]
    return len(pages) >= _CONTENTS and len(pages) >= 0.8 * len(last) and pages == sorted(pages) and pages[-1] > pages[0]
