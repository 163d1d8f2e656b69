"""Hits with the printed paragraph that each is a piece of."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from index.library import Library
from index.record import Hit
from index.rows import PARAGRAPH_COLUMNS, paragraph_of
from index.unit import unit
from ingest.paper import Paragraph

REACH = 25  # paragraphs looked at on either side: a longer list is shown in part


def in_full(library: Library, hits: Sequence[Hit]) -> list[Hit]:
    """The hits again, each with its `unit`; one whose paper has been taken out meanwhile keeps none."""
    with library.reading() as connection:
        return [_with_unit(hit, _around(connection, hit.paragraph)) for hit in hits]


def once(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those that stand inside the printed paragraph of a better one."""
    kept: list[Hit] = []
    spans: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        taken = spans.setdefault(hit.entry.id, [])
        if any(first <= hit.paragraph.ordinal <= last for first, last in taken):
            continue
        kept.append(hit)
        if hit.unit is not None:
            taken.append((hit.unit.first, hit.unit.last))
    return kept


def _with_unit(hit: Hit, pieces: Sequence[Paragraph]) -> Hit:
    if hit.paragraph not in pieces:
        return hit
    return replace(hit, unit=unit(pieces, hit.paragraph.ordinal))


def _around(connection: sqlite3.Connection, paragraph: Paragraph) -> list[Paragraph]:
    rows = connection.execute(
        f"SELECT {PARAGRAPH_COLUMNS} FROM paragraphs JOIN papers ON papers.key = paragraphs.paper"  # noqa: S608
        " WHERE papers.id = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal",
        (paragraph.paper, paragraph.ordinal - REACH, paragraph.ordinal + REACH),
    )
    return [paragraph_of(row) for row in rows]
