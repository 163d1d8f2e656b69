"""Which possible labels are labels: the whole sequence of a paper is read before anything is decided.

Each candidate is weighed: does it follow the number before it, begin a list, stand where labels stand (a tab, a hanging
indent, a place of its own), or does it sit inside an unfinished sentence? What is printed is kept, also when the paper
counts wrong (two 2.3 in a row, a jump); a number is inferred only between two neighbours that leave no doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from ingest.announced import settle_announced
from ingest.block import Block
from ingest.counts import counts_something
from ingest.division import APPENDIX_LEVEL, MINUTE_LEVEL, appendices, is_minute, is_minutes, sections, titled
from ingest.label import Label, Style, as_roman

NEEDED = 2  # points for a label to be believed
SAME_EDGE = 14.0  # points: numbers of one list stand no further apart than that

Relation = Literal["next", "start", "resumed", "near", "stray"]
WEIGHT: dict[str, int] = {"next": 2, "start": 1, "resumed": 1, "near": 0, "stray": -1}


@dataclass(slots=True)
class Level:
    """An open list: its style and last values, its address as an officer would say it, where its labels stand."""

    style: Style
    prefix: str
    values: tuple[int, ...]
    address: str
    left: float
    words: float  # where its words begin that hang behind the label
    heading: bool
    weight: float
    block: int
    minute: bool = False  # only the next minute closes it


@dataclass(slots=True)
class Numbered:
    """A block with its decided label: `address` is "" where there is none; `parent` is the index of the block it stands under."""

    block: Block
    address: str = ""
    inferred: bool = False
    parent: int | None = None
    continues: int | None = None  # an unlabelled block: the labelled one whose number it goes on under
    closes: float | None = None  # a minute that is no heading ends the headings in force that are as light as this


@dataclass(slots=True)
class _Sequence:
    """The numbers read so far: the open lists, outermost first."""

    minutes: bool = False  # the paper's numbered headings are minutes
    open: list[Level] = field(default_factory=list)
    closed: dict[tuple[Style, str], Level] = field(default_factory=dict)

    def relation(self, label: Label, *, heading: bool, left: float) -> tuple[Relation, int | None, Label]:
        """How the label goes on from the open lists: the relation, the list's index, and the reading (letter or roman)."""
        readings = [label, *(filter(None, [as_roman(label)]))]
        next_of = [
            (index, reading)
            for index in range(len(self.open) - 1, -1, -1)
            for reading in readings
            if _same_list(self.open[index], reading, any_case=True)
            and _follows(self.open[index].values, reading.values)
        ]
        if next_of:  # where several lists could go on, the one at this left edge, else the innermost
            index, reading = min(next_of, key=lambda found: abs(self.open[found[0]].left - left) > SAME_EDGE)
            return "next", index, reading
        for reading in reversed(readings):
            if _starts(reading, self.open):
                return "start", None, reading
        for reading in readings:
            closed = self.closed.get((_family(reading.style), reading.prefix))
            if closed and _follows(closed.values, reading.values):
                return "resumed", None, reading
        for index in range(len(self.open) - 1, -1, -1):
            if _same_list(self.open[index], label) and _near(self.open[index].values, label.values):
                return "near", index, label
        return (
            "stray",
            next(
                (
                    i
                    for i in range(len(self.open) - 1, -1, -1)
                    if _same_list(self.open[i], label) and (heading or not self.open[i].heading)
                ),
                None,
            ),
            label,
        )

    def enter(
        self, label: Label, relation: Relation, index: int | None, block: Block, number: int
    ) -> tuple[str, int | None]:
        """Take the label in; its address and the index of the block it stands under come back."""
        if index is None:
            index = self._place_for(label, block)
        self._close(index)
        parent = self.open[-1] if self.open else None
        if label.style in ("decimal", "coded", "named"):
            parent = next((level for level in reversed(self.open) if _is_prefix(level, label)), None)
            address = label.name
        else:
            address = _nested(parent, label)
        heading = block.kind == "heading"
        minute = is_minute(label) or (self.minutes and heading and label.style in ("integer", "bare", "decimal"))
        words = max(block.left, block.hang or block.left)
        where = (block.left, words, heading, block.level, number, minute)
        self.open.append(Level(label.style, label.prefix, label.values, address, *where))
        return address, parent.block if parent else None

    def _place_for(self, label: Label, block: Block) -> int:
        """Where a list that begins opens: beside an open list of its kind, else under the last number."""
        if label.style in ("decimal", "coded", "named"):
            return next((i + 1 for i in range(len(self.open) - 1, -1, -1) if _is_prefix(self.open[i], label)), 0)
        closed = self.closed.get((_family(label.style), label.prefix))
        within = (
            self.open and self.open[-1].style == "named"
        )  # a quoted "Objective 6", after which its own numbers go on
        if within and closed and "(" not in closed.address and _follows(closed.values, label.values):
            return 0
        for index in range(len(self.open) - 1, -1, -1):
            level = self.open[index]
            if (
                _same_list(level, label)
                and not (level.heading and block.kind != "heading")
                and block.left <= level.left + 8
            ):
                return index
        if block.kind == "heading":
            return next(
                (
                    i
                    for i, level in enumerate(self.open)
                    if not level.heading or (level.weight >= block.level and not _indented(level, label, block))
                ),
                len(self.open),
            )
        return len(self.open)

    def around(self, block: Block) -> int | None:
        """The block under whose number text without one goes on: not a list's point whose words are set further in than it."""
        for level in reversed(self.open):
            if not level.address.endswith(")") or block.left > level.words - SAME_EDGE:
                return level.block
        return self.open[-1].block if self.open else None

    def heading(self, weight: float) -> float:
        """An unnumbered heading closes every list that is not a heading at least as heavy; a minute's closes nothing.

        Back comes how heavy the heading is where it stands: within a minute, lighter than the minute's own.
        """
        minute = next((level for level in reversed(self.open) if level.minute), None)
        if minute is not None:
            return max(weight, minute.weight + 0.25)
        while self.open and not (self.open[-1].heading and self.open[-1].weight < weight):
            self._close(len(self.open) - 1)
        return weight

    def afresh(self) -> None:
        """An appendix begins: nothing that was counted before goes on in it."""
        self.open.clear()
        self.closed.clear()

    def _close(self, index: int) -> None:
        for level in self.open[index:]:
            self.closed[(_family(level.style), level.prefix)] = level
        del self.open[index:]


def number(blocks: Sequence[Block]) -> list[Numbered]:
    """The blocks with their labels decided; those that are no paragraphs of their own are joined to the one before."""
    settle_announced(blocks)
    support, chained, listed, heads = _support(blocks), _chained(blocks), _listed(blocks), appendices(blocks)
    sequence = _Sequence(is_minutes(blocks))
    weights: dict[tuple[Style, str, int], float] = {}
    divided = sections(blocks)
    numbered: list[Numbered] = []
    for position, block in enumerate(blocks):
        if position in heads:
            block.kind, block.level = "heading", APPENDIX_LEVEL
            sequence.afresh()
            weights.clear()
        if block.label is not None and block.kind != "table":
            relation, index, reading = sequence.relation(block.label, heading=block.kind == "heading", left=block.left)
            beside = index is not None and sequence.open[index].block == len(numbered) - 1
            points = _points(block, reading, relation, support, beside)
            points += (position in chained) + 2 * (position in listed) + 4 * (position in divided)
            if block.certain or points >= NEEDED:
                block.label = reading
                block = titled(block) if is_minute(reading) else block
                _level_with_its_kind(block, reading, weights)
                address, parent = sequence.enter(reading, relation, index, block, len(numbered))
                closes = MINUTE_LEVEL if is_minute(reading) and block.kind != "heading" else None
                numbered.append(Numbered(block, address, parent=parent, closes=closes))
                continue
            block.label = None
            if not block.parted and _joinable(numbered, block):
                _absorb(numbered[-1].block, block)
                continue
        if block.kind == "heading":
            block.level = sequence.heading(block.level)
        numbered.append(Numbered(block, continues=sequence.around(block)))
    _infer(numbered)
    return numbered


def _level_with_its_kind(block: Block, label: Label, weights: dict[tuple[Style, str, int], float]) -> None:
    """A heading weighs what the first numbered like it does: "2.0 RECOMMENDED: That" stands beside "1.0 PURPOSE"."""
    if block.kind == "heading":
        known = weights.setdefault((_family(label.style), label.prefix, len(label.values)), block.level)
        block.level = known if abs(known - block.level) <= 1 else block.level


def _joinable(numbered: list[Numbered], block: Block) -> bool:
    return bool(numbered) and numbered[-1].block.kind in ("text", "bullet") and block.kind != "heading"


def _absorb(before: Block, block: Block) -> None:
    before.lines.extend(block.lines)
    before.boxes.extend(block.boxes)


def _points(
    block: Block, label: Label, relation: Relation, support: Counter[tuple[Style, int]], follows_itself: bool
) -> int:
    """What speaks for the label (see the module); `NEEDED` points make it one.

    `follows_itself`: the number before it in its list stands in the very block before, whose text need not end in a stop.
    """
    points = block.evidence + WEIGHT[relation]
    points += label.style in ("decimal", "coded", "named")
    points += support[(label.style, round(block.left / 8))] >= 4
    if block.unfinished_before:
        points -= 1 if relation == "next" and follows_itself else 3
    points -= 3 * counts_something(block.rest, label)
    if label.style == "bare":
        points -= 2 + (not block.rest and relation != "next")
    if label.style in ("integer", "bare") and label.values[0] >= 400 and relation != "next":
        points -= 2
    if label.style == "decimal" and (
        label.values[0] > 60
        or label.values[0] == 0
        or (len(label.printed.split(".")[-1]) > 1 and label.printed.split(".")[-1].startswith("0"))
    ):
        points -= 3
    return points


def _support(blocks: Sequence[Block]) -> Counter[tuple[Style, int]]:
    """How many candidates of a style stand at one left edge, each with a place of its own."""
    return Counter(
        (block.label.style, round(block.left / 8))
        for block in blocks
        if block.label and block.evidence and not block.unfinished_before
    )


def _chained(blocks: Sequence[Block]) -> set[int]:
    """Candidates with a neighbour that counts on from them, or up to them, in the same style at the same left edge."""
    last: dict[tuple[Style, str, int, bool], int] = {}
    found: set[int] = set()
    for index, block in enumerate(blocks):
        label = block.label
        if label is None or not block.evidence or block.kind == "table":
            continue
        key = (_family(label.style), label.prefix, round(block.left / 8), block.kind == "heading")
        before = blocks[last[key]].label if key in last else None
        if before is not None and label.values == (*before.values[:-1], before.values[-1] + 1):
            found.update((last[key], index))
        last[key] = index
    return found


def _listed(blocks: Sequence[Block]) -> set[int]:
    """Candidates in a run of three or more neighbours that count on ("a)", "b)", "c)"): such a list needs no stops."""
    found: set[int] = set()
    run: list[int] = []
    for index, block in enumerate(blocks):
        label, before = block.label, blocks[run[-1]].label if run else None
        counts_on = (
            label is not None
            and before is not None
            and label.style == before.style != "bare"
            and label.values == (*before.values[:-1], before.values[-1] + 1)
            and abs(block.left - blocks[run[-1]].left) < SAME_EDGE
        )
        run = [*run, index] if counts_on else [index] if label is not None else []
        found.update(run if len(run) > 2 else ())
    return found


def _family(style: Style) -> Style:
    return "integer" if style == "bare" else style


def _same_list(level: Level, label: Label, *, any_case: bool = False) -> bool:
    """Whether the label counts on in the level's list. `any_case`: A) may go on as b), where it follows exactly."""
    lettered = any_case and {level.style, label.style} == {"letter", "capital"}
    return (lettered or _family(level.style) == _family(label.style)) and level.prefix == label.prefix


def _follows(last: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """2.3 → 2.4, 2.3.1, 3, 3.1; 17 → 18; c → d."""
    for depth in range(1, len(last) + 1):
        if values == (*last[: depth - 1], last[depth - 1] + 1) or values == (
            *last[: depth - 1],
            last[depth - 1] + 1,
            1,
        ):
            return True
    return values == (*last, 1)


def _indented(level: Level, label: Label, block: Block) -> bool:
    """Whether the label begins a list set further in than the level's own numbers: 1. under the minute 6."""
    return label.values == (1,) and level.values != (1,) and block.left > level.left + SAME_EDGE and level.minute


def _near(last: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """A repeat or a small jump, as real papers print them: 2.3 → 2.3, 2.5."""
    if len(last) == len(values):
        return last[:-1] == values[:-1] and 0 <= values[-1] - last[-1] <= 4
    shared = min(len(last), len(values)) - 1
    return last[:shared] == values[:shared] and 0 <= values[shared] - last[shared] <= 2


def _starts(label: Label, levels: list[Level]) -> bool:
    if label.style == "decimal":
        if label.values[1:] == (1,) * (len(label.values) - 1) and label.values[0] <= 1:
            return True
        return label.values[-1] == 1 and any(_is_prefix(level, label) for level in levels)
    if label.style == "coded" and len(label.prefix) == 1 and label.prefix not in "RACS":
        return label.values == (1,)  # "H13." is a policy that a sentence names; Q1 begins a list
    return label.style in ("coded", "named") or label.values == (1,)


def _is_prefix(level: Level, label: Label) -> bool:
    """Whether a decimal stands under the level: 2.3.1 under 2.3, 2.3 under the heading 2."""
    return (
        level.style in ("decimal", "integer", "bare", "capital")
        and label.style == "decimal"
        and len(level.values) < len(label.values)
        and label.values[: len(level.values)] == level.values
    )


def _nested(parent: Level | None, label: Label) -> str:
    bracketed = label.style in ("letter", "roman", "round") or (
        label.style == "capital" and label.printed.startswith("(")
    )
    if parent is None or (
        parent.heading and parent.style in ("integer", "bare") and parent.weight < 2 and label.style == "integer"
    ):
        return f"({label.name})" if bracketed else label.name
    return f"{parent.address}({label.name})"


def _infer(numbered: list[Numbered]) -> None:
    """A lost number between n and n+2 of one list, with a single unlabelled block that begins a sentence between them."""
    labelled = [i for i, item in enumerate(numbered) if item.address and item.block.label]
    for before, after in pairwise(labelled):
        one, two = numbered[before].block.label, numbered[after].block.label
        if (
            one is None
            or two is None
            or one.style != two.style
            or one.values[:-1] != two.values[:-1]
            or two.values[-1] - one.values[-1] != 2
        ):
            continue
        between = [i for i in range(before + 1, after) if numbered[i].block.kind == "text"]
        if len(between) != 1 or any(numbered[i].block.kind in ("heading", "table") for i in range(before + 1, after)):
            continue
        item = numbered[between[0]]
        if item.block.lines[0][:1].isupper() and numbered[before].address.endswith(one.name):
            middle = ".".join(str(v) for v in (*one.values[:-1], one.values[-1] + 1))
            item.address = (
                numbered[before].address[: -len(one.name)] + one.prefix + middle
                if one.style in ("decimal", "integer", "paren")
                else ""
            )
            item.inferred = bool(item.address)
