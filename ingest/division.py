"""What divides a paper beyond its headings: minutes, each held together by its own number, and appendices, which begin afresh.

`appendices(blocks)` finds "APPENDIX A" at a page's head; `is_minutes(blocks)` tells a paper whose numbered headings are
minutes; `is_minute(label)` tells a reference that can only be a minute's ("A47/17"); `sections(blocks)` finds the headings
whose number the paragraphs below carry on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.appendix import appendix_named
from ingest.block import Block
from ingest.heading import HEADING_WORDS
from ingest.label import Label

APPENDIX_LEVEL = -1.0  # heavier than any heading of the report before it
MINUTE_LEVEL = 3.0  # of a minute's title, whatever its type
OPENING = 14  # blocks in which a paper says that it is minutes
MINUTES = re.compile(
    r"(?:draft |public |open |unconfirmed |confirmed |printed )*"
    r"(?:minutes(?: of (?:a|the)\b.*|\W.{0,20})?|(?:\w+ ){0,3}meeting minutes)$",
    re.IGNORECASE,
)


def appendices(blocks: Sequence[Block]) -> dict[int, str]:
    """Index of the block that heads an appendix inside this paper, and the appendix's name: {41: "Appendix A"}."""
    if not blocks:
        return {}
    found: dict[int, str] = {}
    current = _name(blocks[0])  # a paper that is an appendix itself bears its name on every page
    for index in range(1, len(blocks)):
        block, name = blocks[index], _name(blocks[index])
        if name is None or name == current or not _heads_page(blocks, index):
            continue
        after = next(iter(blocks[index + 1 : index + 2]), None)
        if after is not None and _name(after) is not None:
            continue  # a list of appendices
        if block.page == blocks[0].page:
            continue
        found[index] = current = name
    return found


def _name(block: Block) -> str | None:
    if block.label is not None or block.kind in ("table", "bullet") or block.contents:
        return None
    text = re.sub(r"\s+", " ", " ".join(block.lines)).strip()
    if len(text.split()) > HEADING_WORDS or text.endswith((".", ",", ";")):
        return None
    return appendix_named(text)


def _heads_page(blocks: Sequence[Block], index: int) -> bool:
    """Whether nothing of the paper stands above the block on its page."""
    before, block = blocks[index - 1], blocks[index]
    last = before.boxes[-1].page if before.boxes else before.page
    return max(last, before.page) < block.page


def is_minutes(blocks: Sequence[Block]) -> bool:
    """Whether the paper says on its first lines that it is minutes."""
    return any(
        block.label is None and MINUTES.match(re.sub(r"\s+", " ", " ".join(block.lines)).strip())
        for block in blocks[:OPENING]
        if block.lines
    )


def is_minute(label: Label) -> bool:
    """Whether the label can only be a minute's: "A47/17"."""
    return label.style == "coded" and "/" in label.prefix


def titled(block: Block) -> Block:
    """A minute's first line as the heading that it is, where it holds a title and nothing more."""
    text = " ".join([block.rest, *block.lines[1:]]).strip()
    if block.kind == "text" and 0 < len(text.split()) <= HEADING_WORDS and not re.search(r"[.;,]$", text):
        return replace(block, kind="heading", level=MINUTE_LEVEL)
    return block


def sections(blocks: Sequence[Block]) -> set[int]:
    """Headings whose bare number the paragraphs below them carry on: "3  Housing" above 3.1."""
    found: set[int] = set()
    heads: dict[int, int] = {}  # a bare number of the last few headings → the heading
    for index, block in enumerate(blocks):
        label = block.label
        if label is None:
            continue
        if label.style == "bare" and block.kind == "heading" and block.rest:
            heads = {label.values[0]: index}
        elif label.style == "decimal" and len(label.values) == 2 and label.values[1] <= 1 and label.values[0] in heads:
            found.add(heads[label.values[0]])
    return found
