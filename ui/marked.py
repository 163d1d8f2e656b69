"""A paragraph and the words quoted from it into HTML: the quoted words marked, the words that answer marked stronger.

>>> marked("Costs rose to <£2m> in May.", "rose to <£2m>", ["<£2m>"])
'Costs <mark>rose to </mark><mark class="answer">&lt;£2m&gt;</mark> in May.'
"""

from __future__ import annotations

from collections.abc import Sequence

from answer.quote import find_quote
from ui.escape import as_html

CELL_BREAK = " | "
_PLAIN, _QUOTED, _ANSWERS = range(3)
_TAGS = {_PLAIN: ("", ""), _QUOTED: ("<mark>", "</mark>"), _ANSWERS: ('<mark class="answer">', "</mark>")}


def marked(text: str, quote: str = "", marks: Sequence[str] = ()) -> str:
    """The whole text as HTML. A quote or a mark that does not stand in it is passed over."""
    return _html(text, _levels(text, quote, marks), 0, len(text))


def marked_cells(text: str, quote: str = "", marks: Sequence[str] = ()) -> list[str]:
    """A table row's cells as HTML, one for each, empty ones included."""
    levels = _levels(text, quote, marks)
    cells, start = [], 0
    for cell in text.split(CELL_BREAK):
        cells.append(_html(text, levels, start, start + len(cell)))
        start += len(cell) + len(CELL_BREAK)
    return cells


def _levels(text: str, quote: str, marks: Sequence[str]) -> list[int]:
    """For each character of the text whether it is plain, quoted or answers."""
    levels = [_PLAIN] * len(text)
    place = find_quote(quote, text)
    if place is None:
        return levels
    start, end = place
    levels[start:end] = [_QUOTED] * (end - start)
    for mark in marks:
        if (inner := find_quote(mark, text[start:end])) is not None:
            levels[start + inner[0] : start + inner[1]] = [_ANSWERS] * (inner[1] - inner[0])
    return levels


def _html(text: str, levels: list[int], start: int, end: int) -> str:
    """The characters from start to end as HTML, a tag round each run of one level."""
    out, at = [], start
    while at < end:
        to = at
        while to < end and levels[to] == levels[at]:
            to += 1
        opening, closing = _TAGS[levels[at]]
        out.append(f"{opening}{as_html(text[at:to])}{closing}")
        at = to
    return "".join(out)
