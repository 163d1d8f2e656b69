"""How a paper was read, from its examination into what people and programs are shown: on a terminal, as HTML, as JSON.

The command `scrutineer check` and the app's papers page say the same, in the same words (`findings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from ingest.outline import Examination, Gap, Line, Recognised, TableSeen
from ui.citation import KINDS, day
from ui.escape import as_html
from ui.outline import source

Wire = dict[str, object]
MARKS = {"printed": "", "inferred": "~", "position": ""}
LEGEND = "~ a number that is not printed at this place; ¶ the place under its heading of a paragraph without a number."
MOST_TABLES = 40  # named one by one


def findings(examination: Examination) -> list[tuple[str, str]]:
    """What a person should look at, as pairs of name and sentence; what there is nothing to say of is left out."""
    pairs = [
        ("Not known", ", ".join(examination.unknown)),
        ("Missing numbers", _listed(_gap(gap) for gap in examination.gaps)),
        ("Printed twice", _listed(f"{each.label} ({_pages(each.pages)})" for each in examination.repeats)),
        ("Out of order", _listed(f"{each.label} (page {each.page})" for each in examination.late)),
        ("Inferred numbers", _listed(f"{each.label} (page {each.page})" for each in examination.inferred)),
        ("Tables", _listed(_tables(examination.tables))),
        ("Read by OCR", _listed(_recognised(examination.recognised))),
        ("Pages without text", _pages(examination.unread) if examination.unread else ""),
        *(("Warning", warning) for warning in examination.warnings),
    ]
    return [(name, text) for name, text in pairs if text]


def counted(examination: Examination) -> str:
    """How much was read, in one line."""
    count = dict(examination.counts)
    parts = [
        _many(count["pages"], "page"),
        _many(count["headings"], "heading"),
        f"{_many(count['paragraphs'], 'paragraph')} ({count['printed']} with a printed number, {count['inferred']} with an"
        f" inferred one, {count['continued']} under the number before, {count['position']} without)",
        f"{_many(count['tables'], 'table')} of {_many(count['rows'], 'row')}" if count["tables"] else "no tables",
    ]
    return ", ".join(parts)


def print_examination(examination: Examination, console: Console | None = None) -> None:
    """Metadata, findings and the outline, a line a paragraph, to stdout."""
    out = console or Console(highlight=False)
    entry = examination.entry
    facts = (
        ("Paper", entry.id),
        ("File", f"{entry.file}, from page {entry.first_page}" if entry.first_page > 1 else entry.file),
        ("Council", entry.council),
        ("Committee", entry.committee),
        ("Date", day(entry.date)),
        ("Kind", KINDS[entry.kind]),
        ("Item", entry.item),
        ("Pack", entry.pack),
        ("Access", "exempt (Part B)" if entry.access == "exempt" else "public"),
        ("Also in", "; ".join(source(file, page) for file, page in entry.also_in)),
        *((name[:1].upper() + name[1:], value) for name, value in entry.details),
        ("Read", counted(examination)),
    )
    out.print(Text(entry.title, style="bold"), soft_wrap=True)
    for name, value in (*((name, value) for name, value in facts if value), *findings(examination)):
        out.print(Text.assemble((f"{name + ':':<20}", "dim"), value), soft_wrap=True)
    out.print(Text(f"\n{LEGEND}", style="dim"), soft_wrap=True)
    for line in _outline(examination.lines):
        if out.is_terminal:
            out.print(line, no_wrap=True, overflow="ellipsis")
        else:
            out.print(line, soft_wrap=True)


def findings_html(examination: Examination) -> str:
    """The findings for the app's papers page."""
    pairs = [("Read", counted(examination)), *findings(examination)]
    facts = "".join(f"<dt>{as_html(name)}</dt><dd>{as_html(text)}</dd>" for name, text in pairs)
    return f"<dl class='scr-facts scr-examined'>{facts}</dl>"


def examination_to_wire(examination: Examination) -> Wire:
    """One element of `check --json`."""
    entry = examination.entry
    return {
        "paper": entry.id,
        "file": entry.file,
        "first_page": entry.first_page,
        "title": entry.title,
        "kind": entry.kind,
        "council": entry.council,
        "committee": entry.committee,
        "date": entry.date.isoformat() if entry.date else None,
        "item": entry.item,
        "access": entry.access,
        "pack": entry.pack,
        "details": dict(entry.details),
        "also_in": [{"file": file, "first_page": page} for file, page in entry.also_in],
        "unknown": list(examination.unknown),
        "counts": dict(examination.counts),
        "gaps": [
            {"after": gap.after, "before": gap.before, "first": gap.first, "last": gap.last, "count": gap.count}
            | {"page": gap.page}
            for gap in examination.gaps
        ],
        "repeats": [{"label": each.label, "pages": list(each.pages)} for each in examination.repeats],
        "out_of_order": [{"label": each.label, "page": each.page} for each in examination.late],
        "inferred": [{"label": each.label, "page": each.page} for each in examination.inferred],
        "tables": [
            {"caption": each.caption, "columns": list(each.columns), "rows": each.rows}
            | {"first_page": each.first_page, "last_page": each.last_page}
            for each in examination.tables
        ],
        "ocr": [{"page": each.page, "confidence": each.confidence} for each in examination.recognised],
        "unread_pages": list(examination.unread),
        "warnings": list(examination.warnings),
        "outline": [
            {"ordinal": line.ordinal, "label": line.label, "label_kind": line.label_kind, "kind": line.kind}
            | {"heading": list(line.heading), "page": line.page, "words": line.words}
            for line in examination.lines
        ],
    }


def _outline(lines: Sequence[Line]) -> Iterator[Text]:
    """A line a paragraph: label, kind, page, first words, each under its headings."""
    heading: tuple[str, ...] = ()
    above = ""  # the heading that the last line was
    for line in lines:
        if line.kind == "heading":
            above = line.words.removesuffix(" …")
            label = f"{line.label}  " if line.label_kind == "printed" else ""
            yield Text.assemble((f"{label}{line.words}", "bold"), (f"  page {line.page}", "dim"))
            continue
        if line.heading != heading:
            heading = line.heading
            if heading and not (above and above in heading[-1]):
                yield Text(" › ".join(heading), style="bold")
        above = ""
        label = MARKS[line.label_kind] + line.label
        where = f"{line.kind} p{line.page}"
        yield Text.assemble("  " * (1 + line.under), (f"{label:<10}", "cyan"), (f" {where:<20} ", "dim"), line.words)


def _gap(gap: Gap) -> str:
    missing = gap.first if gap.count == 1 else f"{gap.first} to {gap.last}"
    between = f"between {gap.after} and {gap.before}" if gap.after else f"before {gap.before}"
    return f"{missing} ({between}, page {gap.page})"


def _tables(tables: Sequence[TableSeen]) -> Iterator[str]:
    for table in tables[:MOST_TABLES]:
        name = table.caption or " | ".join(column for column in table.columns if column) or "without heads"
        yield f"{name} ({_many(table.rows, 'row')}, {_pages(range(table.first_page, table.last_page + 1))})"
    if len(tables) > MOST_TABLES:
        yield f"{len(tables) - MOST_TABLES} more"


def _recognised(pages: Sequence[Recognised]) -> Iterator[str]:
    for each in pages:
        yield f"page {each.page} (confidence {each.confidence} %)"


def _pages(pages: Sequence[int]) -> str:
    """Pages as they are said: "page 3", "pages 3, 5 to 7"."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    return f"page{'s' * (len(set(pages)) > 1)} {said}"


def _listed(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s' * (count != 1)}"
