"""Lines into blocks: runs of lines that stand together, each with the label it could carry and what speaks for it.

Nothing is decided here about numbers: a line that could begin with a label starts a block of its own, and
`ingest.numbering` joins it to the one before again when the sequence shows that it is no label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ingest.contents import LEADERS, contents_lines
from ingest.furniture import CleanPage
from ingest.heading import (
    BULLET,
    FIELD,
    FINISHED,
    HEADING_WORDS,
    LIST_STYLES,
    UNNUMBERED,
    heading_level,
    same_look,
)
from ingest.label import Label, is_label, parse_label
from ingest.measure import APART, Measure, measure_of
from ingest.page import Line, Page
from ingest.paper import Box
from ingest.table import Table

# Printed above a table it names that table, however heavy: the number above it goes on.
CAPTION = re.compile(r"(?:Table|Figure|Chart|Graph|Fig\.?)\s+[A-Z]?\d+[a-z]?\b", re.IGNORECASE)

BlockKind = Literal["text", "heading", "bullet", "table"]

TAB = 0.7  # of the font size: a wider gap after a number is a tab
TAGGED = 6  # points for what the file's own tags call a number: they outweigh any doubt of the layout
INDENT = 0.8  # of the font size: a smaller step in the left edge is none
NOTE_SIZE = 0.88  # of the body's size: smaller lines at a page's foot are its footnotes
NOTE = re.compile(r"^(?:\d{1,3}|[*†‡§]|\[\d{1,3}\])\s*(?=[A-Z‘“\"(h])")
UNFINISHED = re.compile(
    r"(?:\b(?:of|the|a|an|and|or|to|for|in|on|at|by|with|from|that|which|their|its|our|is|are|was|were|be|as|into|this|these|will|has|have|not|than|no|per|between|including|any|all)|[,‘“(–-]|[a-z]-)$",
    re.IGNORECASE,
)
LIST_GOES_ON = re.compile(r"[;,]\s*(?:and|or),?$")  # "(ii) NOTE the recommendations (Appendix D); and,"


@dataclass(slots=True)
class Block:
    """Lines that belong together. `label` is what it could be; `rest` its first line without it.

    `parted`: it stands apart from the block before it by a gap, so that it stays a paragraph of its own without a label too.
    `evidence` counts what the layout says for the label: a tab after it, a hanging indent, an outdent, a finished line before.
    `certain`: the label was computed by the format itself (Word's lists), nothing is left to decide.
    """

    kind: BlockKind
    lines: list[str]
    page: int
    boxes: list[Box] = field(default_factory=list)
    printed_page: str | None = None
    label: Label | None = None
    rest: str = ""
    left: float = 0.0
    hang: float | None = None  # where its second line begins
    parted: bool = True
    unfinished_before: bool = False
    evidence: int = 0
    certain: bool = False
    level: float = 9.0  # of a heading: the smaller, the heavier
    table: Table | None = None
    contents: bool = False


def blocks_of(pages: Sequence[CleanPage], tables: Sequence[Table] = ()) -> list[Block]:
    """The paper's blocks in reading order; a table is one block where its first line stood."""
    measure = measure_of([clean.page for clean in pages])
    tables = [table for table in tables if not reads_as_text(table)]
    by_page: dict[int, list[Table]] = {}
    for table in tables:
        by_page.setdefault(table.page, []).append(table)
    held = frozenset(place for table in tables for place in table.lines)
    blocks: list[Block] = []
    waiting: list[Block] = []  # footnotes, until the paragraph that they interrupt has ended overleaf
    before: Line | None = None
    for clean in pages:
        rows = list(_with_tables(clean.page, by_page.get(clean.page.number, []), held))
        notes = _footnotes(rows, clean.page, measure)
        rows = rows[: len(rows) - len(notes)]
        listed = contents_lines(clean.page)
        for index, row in enumerate(rows):
            count = len(blocks)
            if isinstance(row, Table):
                blocks.append(Block("table", [], clean.page.number, printed_page=clean.printed, table=row))
                before = None
            else:
                after = next((other for other in rows[index + 1 : index + 2] if isinstance(other, Line)), None)
                _place(blocks, row, before, after, clean, measure, contents=row in listed)
                before = row
            if waiting and len(blocks) > count:
                blocks[count:count] = waiting
                waiting = []
        waiting.extend(_note_blocks(notes, clean))
    blocks.extend(waiting)
    following: list[Block | None] = [*blocks[1:], None]
    for block, below in zip(blocks, following, strict=True):
        if block.kind == "heading" and (is_too_long(block) or _captions(block, below)):
            block.kind, block.level = "text", 9.0
    return blocks


def _captions(block: Block, after: Block | None) -> bool:
    return after is not None and after.kind == "table" and CAPTION.match(block.lines[0]) is not None


def _footnotes(rows: Sequence[Line | Table], page: Page, measure: Measure) -> list[Line]:
    """The small lines at the foot of a page that begin with a note's mark."""
    notes: list[Line] = []
    for row in reversed(rows):
        if isinstance(row, Table) or row.size > NOTE_SIZE * measure.size or row.top < 0.4 * page.height:
            break
        notes.insert(0, row)
    while notes and not NOTE.match(notes[0].text):
        notes.pop(0)
    return notes


def _note_blocks(notes: Sequence[Line], clean: CleanPage) -> list[Block]:
    blocks: list[Block] = []
    for line in notes:
        if NOTE.match(line.text) or not blocks:
            blocks.append(
                Block("text", [line.text], line.page, [_box(line, clean.page)], clean.printed, left=line.left)
            )
        else:
            _join(blocks[-1], line, clean)
    return blocks


def is_too_long(block: Block) -> bool:
    """Whether a block that looks like a heading is a paragraph set as one."""
    text = " ".join(block.lines)
    return len(text.split()) > HEADING_WORDS + 7 or bool(re.search(r"[.;]$", text))


def reads_as_text(table: Table) -> bool:
    """A table that is better read as text: prose in boxes, or numbered paragraphs set in a form ("(a) | Subject: …")."""
    if table.prose:
        return True
    if any(table.heads) and not is_label(table.heads[0]):
        return False
    first = [row[0] for row in (table.heads, *table.rows) if row[0]]
    return 2 * sum(map(is_label, first)) >= len(first) > 0 and len(table.heads) <= 3


def _with_tables(page: Page, tables: Sequence[Table], overleaf: frozenset[tuple[int, int]]) -> Iterator[Line | Table]:
    """The page's lines, each table in the place of the first of its own; `overleaf` are lines of tables begun before."""
    waiting = sorted(tables, key=lambda table: table.top)
    for index, line in enumerate(page.lines):
        place = (page.number, index)
        while waiting and (place in waiting[0].lines or line.top > waiting[0].bottom):
            yield waiting.pop(0)
        if place not in overleaf and not any(place in table.lines for table in tables):
            yield line
    yield from waiting


@dataclass(frozen=True, slots=True)
class _Look:
    """What one line could be, seen beside its neighbours."""

    bullet: bool
    parted: bool  # it begins a paragraph of its own
    heading: float | None
    found: tuple[Label, str] | None


def _look(line: Line, before: Line | None, after: Line | None, last: Block | None, measure: Measure) -> _Look:
    numbered = _numbered_bullet(line)
    bullet = numbered is None and bool(BULLET.match(line.text)) and line.text.strip() not in ("-", "–")
    heading = heading_level(line, before, after, measure)
    unlike = before is not None and (
        line.bold != before.bold or abs(line.size - before.size) > 0.6 or line.page != before.page
    )
    parted = _is_parted(line, before, last, measure) or (heading is not None and unlike)
    titled = parted and heading is not None  # "3 Housing", above 3.1
    return _Look(bullet, parted, heading, None if bullet else numbered or _candidate(line, titled=titled))


def _place(
    blocks: list[Block],
    line: Line,
    before: Line | None,
    after: Line | None,
    clean: CleanPage,
    measure: Measure,
    *,
    contents: bool,
) -> None:
    """Put one line into the block it continues, or begin a block with it."""
    last = blocks[-1] if blocks and before is not None else None
    look = _look(line, before, after, last, measure)
    if last and before and not look.found and _goes_on(last, line, before, look, measure):
        _join(last, line, clean)
        return
    listed = contents or LEADERS.search(line.text) is not None
    if listed and last and last.contents:
        _join(last, line, clean)
        return
    block = Block("text", [line.text], line.page, [_box(line, clean.page)], clean.printed, left=line.left)
    block.parted = look.parted or listed
    block.unfinished_before = last is not None and not look.parted and _is_unfinished(last, before, line, after)
    block.contents = listed
    if look.bullet:
        block.kind, block.lines = "bullet", [BULLET.sub("", line.text)]
    if look.found and not listed:
        block.label, block.rest = look.found
        block.evidence = _evidence(line, before, after, look.found[0], block)
    if look.heading is not None and not look.bullet and not listed:
        block.kind, block.level = "heading", look.heading
    blocks.append(block)


def _goes_on(last: Block, line: Line, before: Line, look: _Look, measure: Measure) -> bool:
    """Whether a line without a number of its own belongs to the block before it."""
    if last.kind == "heading" and not look.parted and not look.bullet and same_look(line, before):
        return FIELD.match(line.text) is None  # a heading over several lines
    if last.label and not last.rest and line.top - before.top < 0.8 * measure.step(line):
        last.rest = line.text  # the number stands alone in the margin, on a baseline of its own
        last.evidence += 2 * (line.left > last.left + 2 * INDENT * line.size)
        return True
    fact = look.heading is not None and FIELD.match(last.lines[0]) is not None and same_look(line, before)
    return not look.bullet and (look.heading is None or fact) and not look.parted and last.kind != "heading"


def _is_unfinished(block: Block, before: Line | None, line: Line, after: Line | None) -> bool:
    """Whether the block's sentence goes on in `line`: it has no stop, and its last line had no room for the next word."""
    text = block.lines[-1]
    if before is not None and _had_room(before, line, after) and not UNFINISHED.search(text):
        return False
    if block.kind == "bullet":  # a bullet need not end in a stop
        return UNFINISHED.search(text) is not None
    return not (block.kind == "heading" or block.contents or FINISHED.search(text) or LIST_GOES_ON.search(text))


def _join(block: Block, line: Line, clean: CleanPage) -> None:
    block.lines.append(line.text)
    block.hang = line.left if block.hang is None else block.hang
    _widen(block, _box(line, clean.page))


def _widen(block: Block, box: Box) -> None:
    last = block.boxes[-1] if block.boxes else None
    if last and last.page == box.page:
        block.boxes[-1] = Box(
            box.page,
            min(last.left, box.left),
            min(last.top, box.top),
            max(last.right, box.right),
            max(last.bottom, box.bottom),
        )
    else:
        block.boxes.append(box)


def _box(line: Line, page: Page) -> Box:
    parts = (line.left / page.width, line.top / page.height, line.right / page.width, line.bottom / page.height)
    left, top, right, bottom = (round(min(1.0, max(0.0, part)), 4) for part in parts)
    return Box(line.page, left, top, right, bottom)


def _is_parted(line: Line, before: Line | None, last: Block | None, measure: Measure) -> bool:
    """Whether the line begins a paragraph of its own, by gap, page, size or a short finished line before it."""
    if before is None or last is None:
        return True
    text = last.lines[-1]
    lower = line.text[:1].islower()
    if before.page != line.page or line.top < before.top - 2 * line.size:  # overleaf, or the next column
        return not (lower or not FINISHED.search(text)) or last.kind == "heading"
    if abs(line.size - before.size) > 0.15 * measure.size + 0.3:
        return True
    step = line.top - before.top
    if step > APART * measure.step(line):
        open_end = bool(UNFINISHED.search(text)) or (lower and not FINISHED.search(text))
        return not (
            open_end
            and len(" ".join(last.lines).split()) > 6
            and step < 3.5 * measure.step(line)
            and last.kind == "text"
        )
    short = before.right < measure.right.get(line.page, before.right) - 0.18 * (measure.right.get(line.page, 500.0))
    return (
        short
        and bool(re.search(r"[.!?]['’”\")]*$", text))
        and line.text[:1].isupper()
        and last.kind == "text"
        and abs(line.left - before.left) < 40
    )


def _had_room(before: Line, line: Line, after: Line | None) -> bool:
    """Whether the first words of `line` would have fitted at the end of the line before: its paragraph ends there.

    How far a line may reach is seen from `line` and the one after it, as a column may be narrower than the page.
    """
    first = line.words[: 2 if len(line.words[0].text) < 4 else 1]
    margin = max(other.right for other in (line, after) if other is not None and other.page == line.page)
    return before.right + first[-1].right - first[0].left + line.size < margin


def _numbered_bullet(line: Line) -> tuple[Label, str] | None:
    """A number behind a bullet, as lists come out of conversion to text: "- 2.3.1 A Shadow Improvement Board"."""
    match = BULLET.match(line.text)
    found = parse_label(line.text[match.end() :]) if match else None
    if match is None or found is None or found[0].style == "bare":
        return None
    return replace(found[0], printed=f"{match.group().strip()} {found[0].printed}"), found[1]


def _candidate(line: Line, *, titled: bool) -> tuple[Label, str] | None:
    """The label that the line could begin with; `titled`: it is a heading of its own, whose number needs no tab after it."""
    found = parse_label(line.text)
    if not found:
        return None
    label, rest = found
    if label.style == "bare" and rest and not titled and _gap_after(line, label) < TAB * line.size:
        return None
    return found


def _gap_after(line: Line, label: Label) -> float:
    count = len(label.printed.split())
    if len(line.words) <= count:
        return 0.0
    return line.words[count].left - line.words[count - 1].right


def _evidence(line: Line, before: Line | None, after: Line | None, label: Label, block: Block) -> int:
    """What the layout says for a label: one point each for a tab, a hanging indent, an outdent, a place of its own."""
    count = len(label.printed.split())
    step = INDENT * line.size
    points = 0
    if len(line.words) > count:
        text_left = line.words[count].left
        points += _gap_after(line, label) > TAB * line.size
        if after is not None and after.page == line.page and after.left > line.left + step:
            points += abs(after.left - text_left) < step
    points += before is not None and before.page == line.page and line.left < before.left - step
    points += block.parted or not block.unfinished_before
    points += TAGGED * line.tagged_number(count)
    return points


__all__ = ["BULLET", "FINISHED", "HEADING_WORDS", "LIST_STYLES", "UNNUMBERED", "Block", "blocks_of", "reads_as_text"]
