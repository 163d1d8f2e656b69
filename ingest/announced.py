"""Lists that a numbered paragraph announces with a colon: what stands in them is its text, however bold, and no heading.

"6.8 … the following themes and priorities:", a line "WORKSTREAM PRIORITY", bold items 1 to 9, then 6.9: the items are 6.8(1)
to 6.8(9), as Word, which knows no heading there, shows them (Croydon's improvement plan, November 2017). Only the whole form
counts: the colon, at most one line between, a list that begins at 1, and after it the number that follows the announcing one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.block import Block
from ingest.label import Label

FAR = 60  # blocks: the announcing paragraph's own numbers go on sooner than that
ITEMS = ("integer", "bare", "paren")


def settle_announced(blocks: Sequence[Block]) -> None:
    """Make text of the headings in lists that a paragraph numbered like 6.8 announces, up to the list's last item."""
    for index, block in enumerate(blocks):
        if _announces(block):
            last = _last_item(blocks, index)
            for inside in blocks[index + 1 : last + 1]:
                if inside.kind == "heading":
                    inside.kind, inside.level = "text", 9.0


def _announces(block: Block) -> bool:
    decimal = block.label is not None and block.label.style == "decimal" and len(block.label.values) > 1
    return decimal and block.kind == "text" and block.lines[-1].rstrip().endswith(":")


def _last_item(blocks: Sequence[Block], index: int) -> int:
    """Where the list announced by the block at `index` ends; `index` itself where there is no such list."""
    announcing = blocks[index].label
    count, last = 0, index
    for place in range(index + 1, min(len(blocks), index + FAR)):
        label = blocks[place].label
        if label is None:
            if blocks[place].kind == "table" or (count == 0 and place > index + 1):
                return index
        elif label.style == "decimal" and announcing is not None and _is_next(announcing, label):
            return last if count > 1 else index
        elif label.style in ITEMS and label.values == (count + 1,):
            count, last = count + 1, place
        elif count == 0 or label.style == "decimal":
            return index
    return index


def _is_next(before: Label, label: Label) -> bool:
    return label.values == (*before.values[:-1], before.values[-1] + 1)
