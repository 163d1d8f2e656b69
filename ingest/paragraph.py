"""Numbered blocks into the paper's paragraphs and its text, so that ``text[p.start:p.end] == p.text``.

A paragraph keeps its bullets; text without a number goes on under the number above it; under a heading without numbers it is
counted: ¶1, ¶2. A table's rows are paragraphs of their own, with the column heads beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.numbered_rows import row_numbers
from ingest.numbering import Numbered
from ingest.paper import ITEM, Box, LabelKind, Paragraph, ParagraphKind

BETWEEN = "\n\n"
LONG_BULLET = 25  # words: the bullets of a list that has more on average are paragraphs of their own
RECOMMENDATION = re.compile(r"recommend|resolved|resolution", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    text: str
    label: str
    label_kind: LabelKind
    heading: tuple[str, ...]
    kind: ParagraphKind
    page: int
    printed_page: str | None
    boxes: list[Box] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    caption: str = ""
    parent: int | None = None
    row_number: int | None = None


@dataclass(slots=True)
class _Headings:
    """The headings in force, outermost first, with how heavy each is."""

    path: list[tuple[float, str]] = field(default_factory=list)
    unnumbered: int = 0

    def enter(self, level: float, text: str) -> None:
        self.close(level)
        self.path.append((level, text))
        self.unnumbered = 0

    def close(self, level: float) -> None:
        """End the headings of this weight and lighter."""
        while self.path and self.path[-1][0] >= level:
            self.path.pop()

    def texts(self) -> tuple[str, ...]:
        return tuple(text for _level, text in self.path)


def paragraphs_of(paper: str, numbered: Sequence[Numbered]) -> tuple[str, tuple[Paragraph, ...]]:
    """The paper's text and its paragraphs, in reading order."""
    vocabulary = _vocabulary(numbered)
    drafts: list[_Draft] = []
    ordinals: dict[int, int] = {}  # index of a numbered block → the draft that it became
    headings = _Headings()
    long = _long_bullets(numbered)
    for index, item in enumerate(numbered):
        for draft in _drafts(item, headings, drafts, vocabulary, ordinals, apart=index in long):
            ordinals.setdefault(index, len(drafts))
            drafts.append(draft)
        ordinals.setdefault(index, len(drafts) - 1)
    return _assemble(paper, _without_empty(drafts))


def _drafts(
    item: Numbered,
    headings: _Headings,
    drafts: list[_Draft],
    vocabulary: set[str],
    ordinals: dict[int, int],
    *,
    apart: bool,
) -> Iterator[_Draft]:
    block = item.block
    if block.kind == "table":
        yield from _rows(item, headings, drafts)
        return
    text = joined_lines(
        [block.rest, *block.lines[1:]] if block.label and item.address and not item.inferred else block.lines,
        vocabulary,
    )
    if block.label and item.address and not block.rest and len(block.lines) > 1:
        text = joined_lines(block.lines[1:], vocabulary)
    if block.contents:
        text = "\n".join(re.sub(r"(?:\s?\.){4,}\s*", " … ", line).strip() for line in block.lines).strip()
    if item.closes is not None:
        headings.close(item.closes)
    if block.kind == "bullet" and not apart and drafts and _takes_bullets(drafts[-1]):
        drafts[-1].text += f"\n{ITEM}{text}"
        _add_boxes(drafts[-1].boxes, block.boxes)
        return
    if block.kind == "heading":
        number = f"{block.label.printed} " if block.label and item.address else ""
        depth = 0.1 * (len(block.label.values) - 1) if block.label and item.address else 0.0
        headings.enter(block.level + depth, re.sub(r"\s+", " ", number + text).strip(" :"))
    label, kind = _label(item, headings, drafts, ordinals)
    parent = ordinals.get(item.parent if item.parent is not None else -1)
    if kind == "inferred" and item.continues is not None:
        parent = ordinals.get(item.continues)
    draft = _Draft(
        f"{ITEM}{text}" if block.kind == "bullet" and not apart else text,
        label,
        kind,
        headings.texts(),
        _kind(item, headings),
        block.page,
        block.printed_page,
        list(block.boxes),
        parent=parent,
    )
    if block.kind == "heading":
        draft.heading = draft.heading[:-1]
    yield draft


def _long_bullets(numbered: Sequence[Numbered]) -> set[int]:
    """The bullets that are paragraphs of their own: those of lists whose bullets are long."""
    found: set[int] = set()
    run: list[int] = []
    for index, item in enumerate([*numbered, None]):
        if item is not None and item.block.kind == "bullet":
            run.append(index)
            continue
        words = sum(len(" ".join(numbered[i].block.lines).split()) for i in run)
        if words > LONG_BULLET * len(run):
            found.update(run)
        run = []
    return found


def _takes_bullets(draft: _Draft) -> bool:
    return draft.kind not in ("heading", "table")


def _add_boxes(boxes: list[Box], more: Sequence[Box]) -> None:
    for box in more:
        if boxes and boxes[-1].page == box.page:
            last = boxes[-1]
            boxes[-1] = Box(
                box.page,
                min(last.left, box.left),
                min(last.top, box.top),
                max(last.right, box.right),
                max(last.bottom, box.bottom),
            )
        else:
            boxes.append(box)


def _label(
    item: Numbered, headings: _Headings, drafts: list[_Draft], ordinals: dict[int, int]
) -> tuple[str, LabelKind]:
    if item.address:
        return item.address, "inferred" if item.inferred else "printed"
    if item.block.kind == "heading":
        return "heading", "position"
    if item.continues is not None:
        return drafts[ordinals[item.continues]].label, "inferred"
    headings.unnumbered += 1
    return f"¶{headings.unnumbered}", "position"


def _kind(item: Numbered, headings: _Headings) -> ParagraphKind:
    if item.block.kind == "heading":
        return "heading"
    named = item.block.label is not None and item.block.label.prefix == "Recommendation"
    if named or any(RECOMMENDATION.search(text) for text in headings.texts()[-2:]):
        return "recommendation"
    return "list" if item.block.kind == "bullet" else "body"


def _rows(item: Numbered, headings: _Headings, drafts: list[_Draft]) -> Iterator[_Draft]:
    """A table's rows: each cited under the number above the table, with the heads of its columns."""
    table = item.block.table
    if table is None:
        return
    above = next((draft for draft in reversed(drafts) if draft.row_number is None), None)
    last = next((draft.row_number for draft in reversed(drafts) if draft.row_number is not None), 0)
    numbers = row_numbers([row[0] if row else "" for row in table.rows], last)
    for row, boxes, number in zip(table.rows, table.row_boxes, numbers, strict=True):
        text = " | ".join(re.sub(r"\s+", " ", cell).strip() for cell in row).strip(" |")
        if not text:
            continue
        label, kind = _under(above, headings)
        if number is not None:
            label, kind = str(number), "printed"
        yield _Draft(
            text,
            label,
            kind,
            headings.texts(),
            "table",
            boxes[0].page if boxes else table.page,
            item.block.printed_page,
            list(boxes),
            columns=tuple(table.heads),
            caption=table.caption,
            row_number=number,
        )


def _under(above: _Draft | None, headings: _Headings) -> tuple[str, LabelKind]:
    """The label of a row that prints none: that of the paragraph above its table."""
    if above is not None and above.label_kind != "position":
        return above.label, "inferred"
    if above is not None and above.kind != "heading":
        return above.label, "position"
    headings.unnumbered = max(1, headings.unnumbered)
    return f"¶{headings.unnumbered}", "position"


def joined_lines(lines: Sequence[str], vocabulary: set[str]) -> str:
    """Lines into running text. A hyphen at a line's end is a real one four times in five: it goes only when the joined word
    stands elsewhere in the paper and the hyphenated one does not.
    """
    text = ""
    for line in lines:
        line = line.strip()
        if not text or not line:
            text = text or line
        elif re.search(r"\w-$", text):
            head, tail = re.findall(r"[\w’']+", text)[-1], re.match(r"[\w’']*", line)
            whole = (head + (tail.group() if tail else "")).casefold()
            parted = f"{head}-{tail.group() if tail else ''}".casefold()
            drop = whole in vocabulary and parted not in vocabulary and line[:1].islower()
            text = (text[:-1] if drop else text) + line
        elif (
            re.search(r"(?:https?://|www\.)\S*[/%=&?_.\w-]$", text)
            and re.match(r"[\w%/.?=&#-]+$", line.split()[0])
            and not re.match(r"[A-Z][a-z]+$", line.split()[0])
        ):
            text += line
        else:
            text += " " + line
    return re.sub(r"\s+", " ", text).strip()


def _vocabulary(numbered: Sequence[Numbered]) -> set[str]:
    words: set[str] = set()
    for item in numbered:
        for line in item.block.lines:
            words.update(word.casefold() for word in re.findall(r"[\w’']+(?:-[\w’']+)*", line.rstrip("-")))
    return words


def _without_empty(drafts: Sequence[_Draft]) -> list[_Draft]:
    """The drafts that hold text; what stood under an empty one ("4." and nothing more) stands under that one's own parent."""
    moved: dict[int, int] = {}
    kept: list[_Draft] = []
    for index, draft in enumerate(drafts):
        while draft.parent is not None and draft.parent >= 0 and draft.parent not in moved:
            draft.parent = drafts[draft.parent].parent
        draft.parent = moved[draft.parent] if draft.parent is not None and draft.parent >= 0 else None
        if draft.text:
            moved[index] = len(kept)
            kept.append(draft)
    return kept


def _assemble(paper: str, drafts: Sequence[_Draft]) -> tuple[str, tuple[Paragraph, ...]]:
    paragraphs: list[Paragraph] = []
    start = 0
    for ordinal, draft in enumerate(drafts):
        paragraphs.append(
            Paragraph(
                paper=paper,
                ordinal=ordinal,
                label=draft.label,
                label_kind=draft.label_kind,
                heading=draft.heading,
                text=draft.text,
                kind=draft.kind,
                page=draft.page,
                start=start,
                end=start + len(draft.text),
                boxes=tuple(draft.boxes),
                columns=draft.columns,
                caption=draft.caption,
                parent=draft.parent,
                printed_page=draft.printed_page,
            )
        )
        start += len(draft.text) + len(BETWEEN)
    return BETWEEN.join(draft.text for draft in drafts), tuple(paragraphs)
