"""Sections to one HTML page that needs nothing beside it: no script, no font, no picture from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.report import Section, Table

_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?|–|")
STYLE = """
:root { --ours: #1d5fa8; --other: #b3b8bf; --ink: #1c1f23; --line: #d9dde2; --paper: #fff; color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :root { --ours: #6fb0f2; --other: #5b626b; --ink: #e6e8eb; --line: #3a4047; --paper: #16181b; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; margin: 1rem 0; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
figure { margin: 1rem 0; max-width: 44rem; } figcaption { font-weight: 600; margin-bottom: .4rem; }
svg text { font-size: 12px; fill: var(--ink); }
.ours { fill: var(--ours); } .other { fill: var(--other); } .grid { stroke: var(--line); }
.curve { fill: none; stroke-width: 1.5; } .ours-line { stroke: var(--ours); stroke-width: 3; }
.other-line { stroke: var(--other); }
"""


def page(title: str, sections: Sequence[Section]) -> str:
    """The whole page. All text is escaped: papers and answers may hold anything."""
    body = "".join(_section(each) for each in sections)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{STYLE}</style></head>'
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )


def _section(section: Section) -> str:
    words = f"<p>{escape(section.words)}</p>" if section.words else ""
    tables = "".join(_table(table) for table in section.tables)
    return f"<section><h2>{escape(section.title)}</h2>{words}{''.join(section.charts)}{tables}</section>\n"


def _table(table: Table) -> str:
    """Columns of figures stand to the right, under their heads."""
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.heads)
    sides = [' class="number"' if all(map(_FIGURE.fullmatch, column)) else "" for column in columns]
    heads = "".join(f'<th scope="col"{side}>{escape(head)}</th>' for head, side in zip(table.heads, sides, strict=True))
    rows = "".join(
        f"<tr>{''.join(f'<td{side}>{escape(cell)}</td>' for cell, side in zip(row, sides, strict=True))}</tr>"
        for row in table.rows
    )
    return f'<div class="wide" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
