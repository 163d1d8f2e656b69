"""Tables that reading a file has run together into a paragraph, parted again into rows.

"Demand areas June 2017 October 17 Numbers of Children on Child Protection Plan 369 459 Numbers of UASC LAC 349 324": names and
runs of numbers by turns, each run as long as the others, and as many dates ahead of them.

>>> rows, heads = parted("Team 2023 2024 Average caseload in Assessment 31 30 Average caseload in Permanency 14 13")
>>> heads, [name for name, _ in rows]
(['2023', '2024'], ['Average caseload in Assessment', 'Average caseload in Permanency'])
"""

from __future__ import annotations

import datetime as dt
import re

from track.as_of import whens
from track.tabulated import blanked

_VALUE = r"[-+]?\(?£?\d[\d,]*(?:\.\d+)?(?:%|[mk]\b)?\)?"
_VALUES = re.compile(r"\S+")
_RUN = re.compile(rf"(?<!\S){_VALUE}(?: {_VALUE})*(?!\S)")
# What makes prose of a paragraph: a stop inside it, or a verb of saying or being.
_PROSE = re.compile(
    r"[a-z][.;!?] |[,;:] [a-z]|\b(?:is|are|was|were|has|have|had|will|which|that|this|at|by|from|been|per)\b"
)
_FEWEST = 2  # rows, with heads; without them one more
_ANY_DAY = dt.date(2000, 1, 1)

Row = tuple[str, list[tuple[int, int]]]


def parted(text: str, anchor: dt.date | None = None) -> tuple[list[Row], list[str]]:
    """The rows of a table run together, each a name and the bounds of its values, and the dates that head the columns.

    Two empty lists for anything that is not plainly such a table.
    """
    if _PROSE.search(text) or len(text) > 1500:
        return [], []
    dates = whens(text, anchor or _ANY_DAY)
    plain = blanked(text, [(one.start, one.end) for one in dates])
    runs = [match.span() for match in _RUN.finditer(plain)]
    names = [plain[last:first].strip() for (_, last), (first, _) in zip([(0, 0), *runs], runs, strict=False)]
    if (
        len(runs) < _FEWEST
        or plain[runs[-1][1] :].strip()
        or any(not re.search(r"[A-Za-z]{3}", name) for name in names)
    ):
        return [], []
    values = [
        [(first + one.start(), first + one.end()) for one in re.finditer(r"\S+", plain[first:last])]
        for first, last in runs
    ]
    heads = [one for one in dates if one.end <= runs[0][0]]
    widths = {len(one) for one in values}
    if len(widths) > 1 or (not heads and len(runs) <= _FEWEST) or (heads and len(heads) != widths.pop()):
        return [], []
    starts = [heads[-1].end if heads else 0, *(last for _, last in runs)]
    rows = [(text[start : one[0][0]].strip(), one) for start, one in zip(starts, values, strict=False)]
    pages = [plain[first:last] for first, last in runs]
    if (
        not heads
        and all(page.isdigit() and len(page) < 4 for page in pages)
        and [int(page) for page in pages] == sorted(map(int, pages))
    ):
        return [], []  # a table of contents
    return rows, [text[one.start : one.end] for one in heads]
