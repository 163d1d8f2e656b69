"""Places on pages that were set upright to be read, into places on the pages as they are displayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ingest.paper import Box, Paragraph


def as_displayed(paragraphs: tuple[Paragraph, ...], turned: Mapping[int, int]) -> tuple[Paragraph, ...]:
    """The paragraphs with their boxes turned back; `turned` has the quarter turns to the left of each page that was turned."""
    if not turned:
        return paragraphs
    return tuple(
        replace(one, boxes=tuple(turned_back(box, turned.get(box.page, 0)) for box in one.boxes)) for one in paragraphs
    )


def turned_back(box: Box, quarters: int) -> Box:
    """A box of a page that was turned so many quarters to the left, on that page as it was.

    >>> turned_back(Box(1, 0.0, 0.0, 0.5, 0.25), 1)  # the upper left of the turned page lay at the upper right
    Box(page=1, left=0.75, top=0.0, right=1.0, bottom=0.5)
    """
    for _ in range(quarters % 4):
        box = Box(box.page, 1 - box.bottom, box.left, 1 - box.top, box.right)
    return box
