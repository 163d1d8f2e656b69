"""A file into its papers: the whole way through ingest on one screen.

pages ─▶ parts of a pack ─▶ tables, furniture ─▶ blocks ─▶ numbers ─▶ paragraphs ─▶ Paper

Word and HTML come as blocks already, and join there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.block import blocks_of
from ingest.errors import UnreadableFile
from ingest.forms import without_forms
from ingest.furniture import CleanPage, without_furniture
from ingest.metadata import Details
from ingest.names import slug
from ingest.numbering import number
from ingest.pack import Part, cut, describe_parts, pack_title, split
from ingest.page import Page
from ingest.paper import Paper
from ingest.paragraph import paragraphs_of
from ingest.source import Source, open_source
from ingest.table import Table, joined, tables_of
from ingest.tags import unread_numbers
from ingest.turned import as_displayed


def read(path: Path, name: str | None = None) -> list[Paper]:
    """The papers in a file: one, or as many as a pack holds.

    `name` is the path as the user knows it, kept as the papers' `file`. Raises `UnreadableFile` when nothing in it can be
    read; pages that could not be read are named in the papers' warnings.
    """
    source = open_source(path)
    file = name or str(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    parts = _parts(source)
    pack = pack_title(source.pages) if len(parts) > 1 else None
    described = describe_parts(source.pages, parts, name=file, title_hint=source.title)
    clean, tables = structured(source.pages) if source.blocks is None else ([], [])
    papers = [
        _paper(source, part, details, file, digest, pack, clean, tables)
        for part, details in zip(parts, described, strict=True)
    ]
    papers = [paper for paper in papers if paper.paragraphs]
    if not papers:
        raise UnreadableFile(path, "no text was found in it", "If it is a scan, run it through text recognition (OCR)")
    return papers


def _parts(source: Source) -> list[Part]:
    """The papers in a file; one that knows its own paragraphs is one paper."""
    if source.blocks is None:
        return split(source.pages, source.bookmarks)
    return [Part(source.pages[0].number, source.pages[-1].number)]


def structured(pages: Sequence[Page]) -> tuple[list[CleanPage], list[Table]]:
    """The pages without their furniture, and their tables, those that go on overleaf put together."""
    found = without_forms(pages, [tables_of(page) for page in pages])
    ruled = [
        frozenset(i for table in page if table.ruled and not table.prose for _, i in table.lines) for page in found
    ]
    clean = without_furniture(pages, ruled)
    tables: list[Table] = []
    for page, cleaned in zip(found, clean, strict=True):
        moved = {(cleaned.page.number, old): (cleaned.page.number, new) for new, old in enumerate(cleaned.indices)}
        tables.extend(replace(table, lines=frozenset(moved[at] for at in table.lines if at in moved)) for table in page)
    return clean, joined(tables, [cleaned.page for cleaned in clean])


def _paper(
    source: Source,
    part: Part,
    details: Details,
    file: str,
    digest: str,
    pack: str | None,
    clean: Sequence[CleanPage],
    tables: Sequence[Table],
) -> Paper:
    identity = hashlib.sha256(f"{digest} {part.first} {part.top}".encode()).hexdigest()[:6]
    paper = f"{slug(details.council, details.committee, details.date, details.title, longest=73)}-{identity}"
    blocks = source.blocks if source.blocks is not None else blocks_of(*_cut(source.pages, clean, tables, part))
    text, paragraphs = paragraphs_of(paper, number(blocks))
    paragraphs = as_displayed(paragraphs, {page.number: page.turned for page in source.pages if page.turned})
    doubts = unread_numbers((page for page in source.pages if part.first <= page.number <= part.last), paragraphs)
    return Paper(
        id=paper,
        title=details.title,
        kind=details.kind,
        council=details.council,
        committee=details.committee,
        date=details.date,
        item=details.item,
        file=file,
        sha256=digest,
        pages=part.last - part.first + 1,
        first_page=part.first,
        access=details.access,
        pack=pack,
        warnings=tuple(
            f"page {page}: {what}" for page, what in (*source.warnings, *doubts) if part.first <= page <= part.last
        ),
        details=details.more,
        text=text,
        paragraphs=paragraphs,
    )


def _cut(
    pages: Sequence[Page], clean: Sequence[CleanPage], tables: Sequence[Table], part: Part
) -> tuple[list[CleanPage], list[Table]]:
    """The part's own cleaned pages and tables; a page that it shares with another part keeps only its own lines."""
    own = {page.number: frozenset(page.lines) for page in cut(pages, part)}
    kept: list[CleanPage] = []
    moved: dict[tuple[int, int], tuple[int, int]] = {}
    for cleaned in clean:
        page = cleaned.page
        if page.number not in own:
            continue
        shared = page.number in (part.first, part.last) and (part.top or part.bottom is not None)
        lines = [(old, line) for old, line in enumerate(page.lines) if not shared or line in own[page.number]]
        moved.update({(page.number, old): (page.number, new) for new, (old, _line) in enumerate(lines)})
        kept.append(replace(cleaned, page=replace(page, lines=tuple(line for _old, line in lines))))
    inside = [
        replace(table, lines=frozenset(moved[at] for at in table.lines if at in moved))
        for table in tables
        if any(at in moved for at in table.lines) and table.page in own
    ]
    return kept, inside
