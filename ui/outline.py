"""A paper's facts and paragraphs into HTML: its headings in order, each paragraph under its printed number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from ingest.outline import same_table
from ingest.paper import Entry, Paragraph
from ui.citation import KINDS, day
from ui.escape import as_html, as_label, shortened
from ui.marked import CELL_BREAK

TITLE_LENGTH = 110  # characters


def matching(entries: Iterable[Entry], wanted: str) -> list[Entry]:
    """The entries in which every wanted word stands, newest first; undated ones last."""
    words = wanted.casefold().split()
    found = [entry for entry in entries if all(word in _searched(entry) for word in words)]
    return sorted(
        found, key=lambda entry: (entry.date is None, -(entry.date.toordinal() if entry.date else 0), entry.id)
    )


def entry_line(entry: Entry) -> str:
    """The line that opens a paper, escaped for Markdown: title, committee, date, kind, and what is to be minded."""
    warnings = len(entry.warnings)
    parts = [
        entry.committee or entry.council or "",
        day(entry.date),
        KINDS[entry.kind],
        "Exempt (Part B)" if entry.access == "exempt" else "",
        f"{warnings} warning{'s' * (warnings != 1)}" if warnings else "",
    ]
    rest = " · ".join(as_label(part) for part in parts if part)
    return f"**{as_label(shortened(entry.title, TITLE_LENGTH))}** · {rest}"


def entry_html(entry: Entry, paragraphs: int) -> str:
    """What the catalogue knows of a paper, as pairs of name and value; what is not known is left out.

    Its warnings are among the findings of its examination (`ui.examined.findings_html`).
    """
    pairs = [
        ("Council", entry.council),
        ("Committee", entry.committee),
        ("Date", day(entry.date)),
        ("Kind", KINDS[entry.kind]),
        ("Item", entry.item),
        ("Pack", entry.pack),
        ("Pages", _pages(entry)),
        ("Paragraphs", f"{paragraphs:,}"),
        ("File", PurePath(entry.file).name),
        ("Also in", "; ".join(source(file, page) for file, page in entry.also_in)),
        *((name[:1].upper() + name[1:], value) for name, value in entry.details),
    ]
    facts = "".join(f"<dt>{as_html(name)}</dt><dd>{as_html(value)}</dd>" for name, value in pairs if value)
    return f"<dl class='scr-facts'>{facts}</dl>"


def source(file: str, page: int) -> str:
    """A file that holds a paper, as it is named to people: `pack.pdf, from page 13`."""
    name = PurePath(file).name
    return f"{name}, from page {page}" if page > 1 else name


def outline_html(paragraphs: Sequence[Paragraph]) -> str:
    """The paragraphs in reading order under their headings; a table's rows as one table."""
    out: list[str] = []
    heading: tuple[str, ...] = ()
    for at, paragraph in enumerate(paragraphs):
        if paragraph.kind == "heading":
            continue
        if paragraph.heading != heading:
            heading = paragraph.heading
            out.append(f"<h3>{as_html(' › '.join(heading))}</h3>" if heading else "")
        if paragraph.kind == "table":
            out.append(_row(paragraph, paragraphs[at - 1] if at else None, paragraphs[at + 1 : at + 2]))
        else:
            out.append(_paragraph(paragraph))
    return f'<div class="scr-paper">{"".join(out)}</div>'


def _paragraph(paragraph: Paragraph) -> str:
    under = " class='scr-under'" if paragraph.parent is not None else ""
    return f"<p{under}>{_number(paragraph)}{as_html(paragraph.text)}</p>"


def _row(row: Paragraph, before: Paragraph | None, after: Sequence[Paragraph]) -> str:
    """A table's row, with the table's beginning before its first row and its end after the last."""
    first = before is None or not same_table(before, row)
    last = not after or not same_table(row, after[0])
    caption = f"<caption>{as_html(row.caption)}</caption>" if row.caption else ""
    heads = "".join(f"<th scope='col'>{as_html(head)}</th>" for head in row.columns) if any(row.columns) else ""
    cells = "".join(f"<td>{as_html(cell)}</td>" for cell in row.text.split(CELL_BREAK))
    opening = (
        f"<div class='scr-wide' tabindex='0'><table>{caption}{f'<tr>{heads}</tr>' if heads else ''}" if first else ""
    )
    return f"{opening}<tr>{cells}</tr>{'</table></div>' if last else ''}"


def _number(paragraph: Paragraph) -> str:
    """The number before a paragraph; one that is not printed there says so, and its place stands in for none."""
    if paragraph.label_kind == "position":
        return f"<span class='scr-place'>{as_html(paragraph.label)}</span> "
    inferred = " <span class='scr-small'>(inferred)</span>" if paragraph.label_kind == "inferred" else ""
    return f"<span class='scr-number'>{as_html(paragraph.label)}{inferred}</span> "


def _pages(entry: Entry) -> str:
    first, last = entry.first_page, entry.first_page + entry.pages - 1
    return f"{entry.pages} (the file’s pages {first} to {last})" if first > 1 else str(entry.pages)


def _searched(entry: Entry) -> str:
    known = (entry.title, entry.council, entry.committee, entry.item, entry.pack, entry.file, KINDS[entry.kind])
    return " ".join((*(part for part in known if part), day(entry.date))).casefold()
