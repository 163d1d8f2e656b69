"""Reads a source file (a little Markdown) into a `Source`: its facts and its blocks, one block a printed paragraph.

    file: aldermere-cabinet-2023-09-12-improvement-plan
    title: Children's Services Improvement Plan
    ---
    # [1.] PURPOSE                     a heading, with its printed number in brackets where it has one
    [1.1] This report ...              a numbered paragraph; [1.1.1], [(a)], [3)], [A31/24] likewise
    Plain text                         a paragraph without a number
    - one bullet a line
    @table widths=3,1,1 caption=...    a table; then | head | head | and one line a row
    @cover                             the two-column table at the head of a report; then NAME: value
    @page                              a new page; @centre, @right and @mark set a line of their own

Blocks are separated by empty lines; a block's lines are joined by spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Kind = Literal["heading", "paragraph", "bullets", "table", "cover", "page", "centre", "right"]
LABELLED = re.compile(r"\[([^\]]+)\]\s+(.*)", re.S)
OPTION = re.compile(r"(\w+)=(.*?)(?=\s+\w+=|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """One printed block. `rows` are a table's cells (its heads first) or a cover's pairs; `items` are bullets."""

    kind: Kind
    text: str = ""
    label: str | None = None
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    items: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A source file: `facts` are the lines above ---, `blocks` what is printed."""

    path: Path
    facts: dict[str, str]
    blocks: tuple[Block, ...]

    def __getitem__(self, fact: str) -> str:
        return self.facts.get(fact, "")

    @property
    def text(self) -> str:
        """Everything that is printed, without layout: for a paper that has no text layer."""
        return "\n".join(line for block in self.blocks for line in printed(block))


def read(path: Path) -> Source:
    """Read one source file. Raises ValueError, naming the file, when a line of its facts has no colon."""
    head, _, body = path.read_text(encoding="utf8").partition("\n---\n")
    facts = {}
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{path}: expected 'name: value' but read {line!r}")
        facts[name.strip()] = value.strip()
    chunks = [chunk for chunk in re.split(r"\n\s*\n", body) if chunk.strip()]
    return Source(path, facts, tuple(block(chunk.strip()) for chunk in chunks))


def block(chunk: str) -> Block:
    """The block that one chunk of source text stands for."""
    lines = chunk.splitlines()
    if chunk.startswith("@"):
        return special(lines)
    if chunk.startswith("- "):
        return Block("bullets", items=tuple(line.removeprefix("- ").strip() for line in lines))
    if chunk.startswith("#"):
        marks, _, text = chunk.partition(" ")
        label, text = split_label(text)
        return Block("heading", " ".join(text.split()), label, len(marks))
    label, text = split_label(chunk)
    return Block("paragraph", " ".join(text.split()), label)


def special(lines: list[str]) -> Block:
    """A block that begins with @."""
    name, _, rest = lines[0][1:].partition(" ")
    if name == "table":
        rows = tuple(tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines[1:])
        return Block("table", rows=rows, options=dict(OPTION.findall(rest)))
    if name == "cover":
        pairs = (line.partition(":") for line in lines[1:])
        return Block("cover", rows=tuple((key.strip(), value.strip()) for key, _, value in pairs))
    if name == "page":
        return Block("page")
    if name in ("centre", "right"):
        return Block("centre" if name == "centre" else "right", " ".join([rest, *lines[1:]]).strip())
    raise ValueError(f"no such block: {lines[0]!r}")


def split_label(text: str) -> tuple[str | None, str]:
    found = LABELLED.match(text)
    return (found[1], found[2]) if found else (None, text)


def plain(text: str) -> str:
    """The words alone, without the marks for bold and line breaks."""
    return text.replace("**", "").replace(" // ", " ")


def printed(block: Block) -> list[str]:
    """The lines of a block as they are read on paper."""
    if block.rows:
        caption = block.options.get("caption")
        return ([caption] if caption else []) + [" ".join(plain(cell) for cell in row) for row in block.rows]
    if block.items:
        return [f"• {plain(item)}" for item in block.items]
    return [f"{block.label or ''} {plain(block.text)}".strip()]
