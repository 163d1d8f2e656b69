"""A paper's figures: the numbers that readers follow, each proved by the sentence or the table row it stands in.

Pure and rule-based: the same paper gives the same figures. A table gives one for each numeric cell (`track.cells`), a sentence
one for each number that it names (`track.told`), a judgement its grade (`track.grades`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.paper import Paper, Paragraph
from track.as_of import whens
from track.basis import basis_of_head
from track.cells import Cell, cells_of, head_of
from track.grades import grades_in
from track.naming import needs_subject, tidy
from track.quantity import counted, quantity_of_cell, unit_in
from track.record import Figure
from track.run_together import parted
from track.series import key_of
from track.tabulated import CELL, tables
from track.told import Setting, Told, lead_of, sentence_spans, told_in

LONGEST_HEADING = 80  # characters of a line that may head the numbers below it
LONGEST_PREFIX = 50  # characters of a heading that may stand before a name of one word
FRONT = 12  # paragraphs among which a paper may print its date alone on a line
FEWEST_CONTENTS = 4  # lines that make a table of contents
# "Executive summary 2", or several such run together
_CONTENTS_LINE = re.compile(r"(?:[A-Z][^.;]{2,120}?[ .]+(?P<page>\d{1,3})(?: |$))+")
LONG_CELL = 8  # words from which a cell is read as a sentence


def figures(paper: Paper) -> list[Figure]:
    """The figures of a paper, in the order in which they stand."""
    setting = setting_of(paper)
    found = [*_of_tables(paper, setting), *_of_sentences(paper, setting), *_of_grades(paper, setting)]
    return sorted(found, key=lambda one: (one.ordinal, one.start))


def setting_of(paper: Paper) -> Setting:
    """The date that holds where a sentence names none: the inspection's, the period in the title, else the paper's own."""
    details = dict(paper.details)
    inspected = whens(details.get("inspection dates", ""), None)
    inspection = inspected[0].iso if inspected else _inspection_told(paper)
    own = paper.date.isoformat() if paper.date else None
    council = details.get("council inspected") or paper.council
    if inspected and paper.kind.startswith("ofsted"):
        return Setting(inspected[0].iso, None, paper.date, inspection, council)
    titled = _period(paper.title, paper) or _dated_line(paper)
    return Setting(titled[0] if titled else own, titled[1] if titled else None, paper.date, inspection, council)


def _dated_line(paper: Paper) -> tuple[str, str | None] | None:
    """The month that stands alone at the head of a paper printed before the pack it is in ("July 2016")."""
    for paragraph in paper.paragraphs[:FRONT] if paper.kind in {"guidance", "appendix", "other"} else ():
        dates = whens(paragraph.text, paper.date)
        if len(dates) == 1 and dates[0].kind in {"month", "day"} and len(paragraph.text) < 24:
            return dates[0].iso, None
    return None


def _period(words: str, paper: Paper, *, days: bool = False) -> tuple[str, str | None] | None:
    """The quarter or month that a title or a heading reports on: "QUARTER 1 … 2017/18", "Report – November 2024-25"."""
    loose = re.sub(
        r"(?P<q>(?:quarter|q) ?[1-4])\b.{0,40}?(?P<y>20\d\d ?[-/–] ?\d\d)", r"\g<q> \g<y>", words, flags=re.IGNORECASE
    )
    loose = re.sub(r"\b(?P<m>[A-Z][a-z]{2,8}) (?P<a>20\d\d) ?[-/–] ?\d\d\b", _month_of_year, loose)
    found = whens(loose, paper.date)
    for when in found if len({when.iso for when in found if when.kind == "fy"}) < 2 else ():
        to_come = (
            paper.date is not None and (f"{when.iso}-04" if len(when.iso) == 4 else when.iso) > paper.date.isoformat()
        )
        dated = when.kind in {"quarter", "yquarter", "month", "mspan"} or (days and when.kind in {"day", "slash"})
        if to_come if when.kind == "fy" else dated and not to_come:
            return when.iso, when.period
    return None


def _month_of_year(match: re.Match[str]) -> str:
    """Write the year out: "November 2024-25" is November 2024, "January 2024-25" January 2025."""
    early = match["m"][:3] in {"Jan", "Feb", "Mar"}
    return f"{match['m']} {int(match['a']) + early}"


_INSPECTED = re.compile(r"\binspect(?:ion|ed)\b[^.;]{0,90}", re.IGNORECASE)


def _inspection_told(paper: Paper) -> str | None:
    """When the inspection that the paper speaks of was, where it gives a span of days or a month."""
    for match in _INSPECTED.finditer(paper.text):
        for when in whens(match.group(), paper.date):
            if when.kind == "dspan":
                return when.iso
    return None


def _of_tables(paper: Paper, setting: Setting) -> Iterator[Figure]:
    for table in tables(paper.paragraphs):
        held = _period(table.caption, paper, days=True) or _period(" ".join(table.rows[0].heading[-1:]), paper)
        there = replace(setting, as_of=held[0], period=held[1]) if held else setting
        for row, cells in cells_of(table, paper.date):
            yield from (_of_cell(paper, row, cell, there) for cell in cells)
            own = [
                when
                for when in whens(row.text.split(CELL)[0], paper.date)
                if len(row.text.split(CELL)[0]) < LONGEST_HEADING
            ]
            yield from _of_long_cells(
                paper, row, replace(there, as_of=own[0].iso, period=own[0].period) if own else there
            )


def _of_long_cells(paper: Paper, row: Paragraph, setting: Setting) -> Iterator[Figure]:
    """A cell of prose is read as sentences; the quote is the row."""
    start = 0
    for text in row.text.split(CELL):
        if len(text.split()) >= LONG_CELL:
            for told in told_in(text, setting):
                yield replace(_of_told(paper, row, told), quote=row.text, start=0, end=len(row.text))
        start += len(text) + len(CELL)


def _of_cell(paper: Paper, row: Paragraph, cell: Cell, setting: Setting) -> Figure:
    unit = cell.quantity.unit
    return Figure(
        paper=paper.id,
        ordinal=row.ordinal,
        quote=row.text,
        start=0,
        end=len(row.text),
        series=cell.name,
        key=key_of(cell.name, unit, setting.council),
        council=setting.council,
        value=cell.quantity.value,
        number=cell.quantity.number,
        unit=unit,
        as_of=cell.as_of or setting.as_of,
        period=cell.period if cell.as_of else setting.period,
        basis=cell.basis,
    )


def _of_run_together(paper: Paper, paragraph: Paragraph, setting: Setting, above: str) -> list[Figure]:
    """The figures of a table that was run together into a paragraph; `above` is the paragraph before, which may name the unit."""
    rows, dates = parted(paragraph.text, paper.date)
    heads = [head_of(date, paper.date) for date in dates]
    unit = unit_in(above) if len(above) < LONGEST_HEADING else None
    found = []
    for name, places in rows:
        start, end = places[0][0] - len(name) - 1, places[-1][1]
        for index, (first, last) in enumerate(places):
            quantity = quantity_of_cell(paragraph.text[first:last], unit=unit or counted(name))
            if quantity is None:
                continue
            head = heads[index] if heads else None
            cell = Cell(
                name, quantity, head.as_of if head else None, head.period if head else None, basis_of_head(name)
            )
            found.append(
                replace(
                    _of_cell(paper, paragraph, cell, setting), quote=paragraph.text[start:end], start=start, end=end
                )
            )
    return found


def _of_sentences(paper: Paper, setting: Setting) -> Iterator[Figure]:
    led: Setting | None = None
    heading: tuple[str, ...] = ()
    there = setting
    above = ""
    contents = _contents(paper.paragraphs)
    for paragraph in paper.paragraphs:
        if paragraph.kind in {"table", "heading"} or paragraph.ordinal in contents:
            led = None
            continue
        if paragraph.heading != heading:
            heading = paragraph.heading
            held = next((held for words in reversed(heading) if (held := _period(words, paper))), None)
            there = replace(setting, as_of=held[0], period=held[1]) if held else setting
        apart = _of_run_together(paper, paragraph, led or there, above)
        found = told_in(paragraph.text, led or there) if not apart else []
        yield from apart or (_of_told(paper, paragraph, told) for told in found)
        above = paragraph.text
        last = found[-1].name if found else ""
        led = _leads(paragraph, paper, led or there, last) or (led if len(paragraph.text.split()) < 12 else None)


def _contents(paragraphs: Sequence[Paragraph]) -> set[int]:
    """The ordinals of paragraphs that are lines of a table of contents: titles that end in a page, the pages never falling."""
    lines: set[int] = set()
    run: list[tuple[int, int]] = []
    for paragraph in [*paragraphs, None]:
        ends = [_CONTENTS_LINE.fullmatch(line.strip()) for line in paragraph.text.split("\n")] if paragraph else [None]
        pages = [int(one["page"]) for one in ends if one]
        if paragraph and len(pages) == len(ends) and pages == sorted(pages) and (not run or pages[0] >= run[-1][1]):
            run += [(paragraph.ordinal, page) for page in pages]
            continue
        if len(run) >= FEWEST_CONTENTS and run[-1][1] > run[0][1]:
            lines |= {ordinal for ordinal, _ in run}
        run = []
    return lines


def _leads(paragraph: Paragraph, paper: Paper, setting: Setting, last: str) -> Setting | None:
    """The date and the name with which a paragraph leads in the lines below it: "On Monday 23 October the breakdown was: …"."""
    if ":" not in paragraph.text[-200:]:
        return None
    line = paragraph.text[sentence_spans(paragraph.text)[-1][0] :]
    dates = [when for when in whens(line, paper.date) if not when.since]
    lead = lead_of(line, last) if line.endswith(":") else ""
    if dates:
        return replace(setting, as_of=dates[0].iso, period=dates[0].period, lead=lead)
    return replace(setting, lead=lead) if line.endswith(":") else None


def _of_told(paper: Paper, paragraph: Paragraph, told: Told) -> Figure:
    unit = told.quantity.unit or (None if needs_subject(told.name.split(": ")[-1]) else counted(told.name))
    series = told.name
    key = key_of(series, unit, told.council)
    if " " not in key.split("|")[0]:  # one telling word ("homes") is the name of many things
        heading = next(
            (words for words in reversed(paragraph.heading) if len(words) < LONGEST_PREFIX and "?" not in words), ""
        )
        heading = tidy(re.sub(r"^[\d.()]+\s*", "", heading))
        series = f"{heading}: {series}" if heading else series
        key = key_of(series, unit, told.council) if heading else f"{key} {paper.id}"
    return Figure(
        paper=paper.id,
        ordinal=paragraph.ordinal,
        quote=paragraph.text[told.start : told.end],
        start=told.start,
        end=told.end,
        series=series,
        key=key,
        council=told.council,
        value=told.quantity.value,
        number=told.quantity.number,
        unit=unit,
        as_of=told.as_of,
        period=told.period,
        basis=told.basis,
    )


def _of_grades(paper: Paper, setting: Setting) -> Iterator[Figure]:
    for paragraph in paper.paragraphs:
        for grade in grades_in(paragraph, inspectorate=paper.kind.startswith("ofsted")):
            yield Figure(
                paper=paper.id,
                ordinal=paragraph.ordinal,
                quote=paragraph.text[grade.start : grade.end],
                start=grade.start,
                end=grade.end,
                series=grade.series,
                key=key_of(grade.series, "grade", setting.council),
                council=setting.council,
                value=grade.value,
                number=None,
                unit="grade",
                as_of=setting.as_of if paper.kind.startswith("ofsted") else setting.inspection or setting.as_of,
                period=None,
                basis="actual",
            )
