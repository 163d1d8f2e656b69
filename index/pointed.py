"""Paragraphs that the hits point at: "the team have a 5 point plan (detailed in para 8.3 below)" brings 8.3.

Only numbers printed in the same paper are followed; "section 17 of the Children Act" points at no paragraph held.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from index.library import Library
from index.record import Hit
from index.rows import PARAGRAPH_COLUMNS, paragraph_of

LOOKED_AT = 8  # hits, best first, whose references are followed
POINTS = re.compile(
    r"\b(?:paragraphs?|paras?\.?|sections?)\s+(\d{1,2}(?:\.\d{1,2}){1,3})(?![\d.]*\d)"
    r"(?!\s+of\s+(?:the|that|his|her|its|appendix|annex)\b)",
    re.IGNORECASE,
)


def with_pointed(library: Library, hits: Sequence[Hit]) -> list[Hit]:
    """The hits again, each of the best followed by the paragraphs that it points at and that were not found."""
    wanted = [(hit, label) for hit in hits[:LOOKED_AT] for label in POINTS.findall(hit.paragraph.text)]
    if not wanted:
        return list(hits)
    held = {hit.place for hit in hits[:LOOKED_AT]}
    behind: dict[tuple[str, int], list[Hit]] = {}
    with library.reading() as connection:
        for hit, label in wanted:
            for other in _labelled(connection, hit, label):
                place = other.place
                if place not in held:
                    held.add(place)
                    behind.setdefault(hit.place, []).append(other)
    found: list[Hit] = []
    brought = {hit.place for added in behind.values() for hit in added}
    for hit in hits:
        place = hit.place
        if place not in brought:
            found += [hit, *behind.get(place, ())]
    return found


def _labelled(connection: sqlite3.Connection, hit: Hit, label: str) -> list[Hit]:
    """The paragraph of the hit's paper that has this number printed, as a hit of the same score."""
    rows = connection.execute(
        f"SELECT {PARAGRAPH_COLUMNS} FROM paragraphs JOIN papers ON papers.key = paragraphs.paper"  # noqa: S608
        " WHERE papers.id = ? AND label = ? AND label_kind = 'printed' ORDER BY ordinal LIMIT 1",
        (hit.entry.id, label),
    )
    return [replace(hit, paragraph=paragraph_of(row), words=0.0, dense=0.0, late=0.0, unit=None) for row in rows]
