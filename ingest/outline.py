"""A paper's entry and paragraphs to what a person should know of how it was read: `examine(paper, paper.paragraphs)`.

The command `scrutineer check` and the app's papers page show the same examination.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.paper import Entry, LabelKind, Paragraph, ParagraphKind
from ingest.sequence import Gap, Numbered, Oddities, Repeat, oddities

__all__ = ["Examination", "Gap", "Line", "Numbered", "Recognised", "Repeat", "TableSeen", "examine", "same_table"]

FIRST_WORDS = 12  # of a paragraph, in the outline
KNOWN = ("council", "committee", "date", "item")  # what is said to be unknown where it is
_ABOUT_PAGE = re.compile(r"page (\d+): (.+)", re.DOTALL)
_RECOGNISED = re.compile(r"read by OCR, confidence (\d+) %")


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph in the outline; a table's row too. `under` is the number of paragraphs that it stands under."""

    ordinal: int
    label: str
    label_kind: LabelKind
    kind: ParagraphKind
    heading: tuple[str, ...]
    page: int
    words: str
    under: int


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table as it was read: its caption, its column heads, how many rows, and the file's pages it stands on."""

    caption: str
    columns: tuple[str, ...]
    rows: int
    first_page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page read by text recognition (OCR), with its confidence in per cent."""

    page: int
    confidence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """How a paper was read. Pages count the file's pages from 1.

    `unknown` names what of `KNOWN` is not known. `inferred` are numbers that stand nowhere in the text; paragraphs that go on
    under a printed number are not among them. `unread` are the pages from which no paragraph comes, whatever the reason.
    `warnings` are the paper's own, those about recognised pages left out.
    """

    entry: Entry
    unknown: tuple[str, ...]
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    repeats: tuple[Repeat, ...]
    late: tuple[Numbered, ...]
    inferred: tuple[Numbered, ...]
    tables: tuple[TableSeen, ...]
    recognised: tuple[Recognised, ...]
    unread: tuple[int, ...]
    warnings: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def examine(entry: Entry, paragraphs: Sequence[Paragraph]) -> Examination:
    """Look over a paper as it was read, its paragraphs in reading order."""
    odd = oddities(paragraphs)
    tables = tuple(_tables(paragraphs))
    recognised, warnings = _pages_told_of(entry.warnings)
    return Examination(
        entry=entry,
        unknown=tuple(name for name in KNOWN if getattr(entry, name) is None),
        lines=tuple(_lines(paragraphs)),
        gaps=odd.gaps,
        repeats=odd.repeats,
        late=odd.late,
        inferred=odd.inferred,
        tables=tables,
        recognised=recognised,
        unread=_unread(entry, paragraphs),
        warnings=warnings,
        counts=_counts(entry, paragraphs, odd, tables),
    )


def same_table(one: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs, one after the other, are rows of one table."""
    kinds = one.kind == other.kind == "table"
    return kinds and (one.columns, one.caption, one.heading) == (other.columns, other.caption, other.heading)


def _lines(paragraphs: Sequence[Paragraph]) -> Iterator[Line]:
    depths: dict[int, int] = {}
    for paragraph in paragraphs:
        under = 0 if paragraph.parent is None else depths.get(paragraph.parent, 0) + 1
        depths[paragraph.ordinal] = under
        yield Line(
            paragraph.ordinal,
            paragraph.label,
            paragraph.label_kind,
            paragraph.kind,
            paragraph.heading,
            paragraph.page,
            _first_words(paragraph.text),
            under,
        )


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")


def _tables(paragraphs: Sequence[Paragraph]) -> Iterator[TableSeen]:
    rows: list[Paragraph] = []
    for paragraph in (*paragraphs, None):
        if rows and (paragraph is None or not same_table(rows[-1], paragraph)):
            pages = [page for row in rows for page in _pages(row)]
            yield TableSeen(rows[0].caption, rows[0].columns, len(rows), min(pages), max(pages))
            rows = []
        if paragraph is not None and paragraph.kind == "table":
            rows.append(paragraph)


def _pages(paragraph: Paragraph) -> set[int]:
    return {paragraph.page, *(box.page for box in paragraph.boxes)}


def _unread(entry: Entry, paragraphs: Sequence[Paragraph]) -> tuple[int, ...]:
    read = {page for paragraph in paragraphs for page in _pages(paragraph)}
    return tuple(page for page in range(entry.first_page, entry.first_page + entry.pages) if page not in read)


def _pages_told_of(warnings: Sequence[str]) -> tuple[tuple[Recognised, ...], tuple[str, ...]]:
    """The pages that OCR read, and what else there is to be warned of."""
    recognised: list[Recognised] = []
    others: list[str] = []
    for warning in warnings:
        about = _ABOUT_PAGE.fullmatch(warning)
        read = _RECOGNISED.fullmatch(about[2]) if about else None
        if about and read:
            recognised.append(Recognised(int(about[1]), int(read[1])))
        else:
            others.append(warning)
    return tuple(recognised), tuple(others)


def _counts(
    entry: Entry, paragraphs: Sequence[Paragraph], odd: Oddities, tables: Sequence[TableSeen]
) -> tuple[tuple[str, int], ...]:
    kinds = Counter(paragraph.kind for paragraph in paragraphs)
    labels = Counter(paragraph.label_kind for paragraph in paragraphs if paragraph.kind != "heading")
    return (
        ("pages", entry.pages),
        ("headings", kinds["heading"]),
        ("paragraphs", len(paragraphs) - kinds["heading"]),
        ("printed", labels["printed"]),
        ("inferred", len(odd.inferred)),
        ("continued", labels["inferred"] - sum(1 for _ in _lost(paragraphs, odd))),
        ("position", labels["position"]),
        ("tables", len(tables)),
        ("rows", kinds["table"]),
    )


def _lost(paragraphs: Sequence[Paragraph], odd: Oddities) -> Iterator[Paragraph]:
    """The paragraphs, headings aside, whose number stands nowhere in the text."""
    places = set(odd.inferred)
    for paragraph in paragraphs:
        place = Numbered(paragraph.label, paragraph.page)
        if paragraph.label_kind == "inferred" and paragraph.kind != "heading" and place in places:
            places.discard(place)
            yield paragraph
