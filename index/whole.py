"""Hits with the printed paragraph that each is a piece of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.library import Library
from index.record import Hit
from index.rows import PARAGRAPH_COLUMNS, paragraph_of
from index.unit import unit
from ingest.paper import Paragraph

REACH = 25  # paragraphs looked at on either side: a longer list is shown in part


def in_full(library: Library, hits: Sequence[Hit]) -> list[Hit]:
    """The hits again, each with its `unit`; one whose paper has been taken out meanwhile keeps none."""
    wanted: dict[str, list[int]] = {}
    for hit in hits:
        wanted.setdefault(hit.paragraph.paper, []).append(hit.paragraph.ordinal)
    with library.reading() as connection:
        papers = {paper: _around(connection, paper, ordinals) for paper, ordinals in wanted.items()}
    return [_with_unit(hit, _near(papers[hit.paragraph.paper], hit.paragraph.ordinal)) for hit in hits]


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


def _near(paragraphs: Mapping[int, Paragraph], ordinal: int) -> list[Paragraph]:
    places = range(ordinal - REACH, ordinal + REACH + 1)
    return [paragraphs[place] for place in places if place in paragraphs]


def _around(connection: sqlite3.Connection, paper: str, ordinals: Sequence[int]) -> dict[int, Paragraph]:
    """Those of a paper's paragraphs that stand near any of these, by ordinal, each read once; only these with their boxes."""
    near = {place for ordinal in ordinals for place in range(ordinal - REACH, ordinal + REACH + 1)}
    rows = connection.execute(
        f"SELECT {PARAGRAPH_COLUMNS} FROM papers CROSS JOIN json_each(?) AS near"  # noqa: S608
        " JOIN paragraphs ON paragraphs.paper = papers.key AND paragraphs.ordinal = near.value WHERE papers.id = ?",
        (json.dumps(sorted(near)), paper),
    )
    whole = set(ordinals)
    return {row["ordinal"]: paragraph_of(row, boxes=row["ordinal"] in whole) for row in rows}
