"""Tables without a lattice into grids: columns by the white space between them, rows by rules across or by lines.

Finance reports rule between rows only, or not at all. Columns are the strips that no word crosses on any line of the
table; text that runs on in one column leaves no strip as wide as that between two columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ingest.cells import numeric
from ingest.columns import FOLIO, OVER, STRIP, columns_of, edges_of, in_column, row_cuts, strips
from ingest.grid import Grid, Stroke
from ingest.page import Line, Page

WIDEST_ROW = 320.0  # points between two rules of one table
WIDE_STRIP = 1.5  # of the font size: a line of a table without rules has a gap as wide
MOST_LINES = 20  # in one or two rows: more are a box round other things
TITLE = 1.25  # of the lines' size: a bold line as large heads a section
FOOT = 0.8  # of the page's height: a single rule lower down may stand over the heads of a table overleaf
FULL = 0.3  # of the rows between rules: as many lines must have text in two columns
OWN_ROWS = 0.4  # of the lines between two rules: where so many end in a number, each of these is a row
NARROW = 0.55  # of the run's width: a line without a gap that is no wider may be the rest of a name
MOST_NARROW = 4  # such lines between two rows
LOOSE = 0.9  # of the font size: a line further from a rule does not adjoin it
PADDED = 2.0  # of the font size: a last row, set in the middle of its height, may stand this far below its rule
LEADING = 3.0  # of the font size: a larger step to the next line ends a run
FEWEST = 3  # lines: fewer without rules are no table
NUMBERS = 0.5  # of its cells: a column that holds fewer numbers is not a number column
PROSE = 5  # words after a number, at least, that may be a numbered paragraph's
LABEL = re.compile(r"\(?[a-z0-9ivx]{1,4}[).]?|\d+(\.\d+)+\.?|[•–-]|[A-Z]\d+/\d+", re.IGNORECASE)
LEADER = re.compile(r"\.{4,}|…{2,}|(\. ){4,}")

Band = tuple[Grid, list[int]]


def banded(page: Page, rest: Sequence[int], loose: Sequence[Sequence[Stroke]]) -> list[Band]:
    """Grids of the lines `rest` (indices), each with the indices it takes; `loose` are strokes across
    outside lattices, those of one box together.
    """
    free = [index for index in rest if page.lines[index].words]
    found: list[Band] = []
    groups = [part for rules in _rule_groups(loose, page.width) for part in _untitled(page, free, rules)]
    for rules in groups:
        band = _between_rules(page, free, rules)
        if band is not None:
            found.append(band)
            free = [index for index in free if index not in band[1]]
    for run in _runs(page, free):
        band = _unruled(page, run)
        if band is not None:
            found.append(band)
    return found


def _rule_groups(loose: Sequence[Sequence[Stroke]], width: float) -> list[list[Stroke]]:
    """Rules that may be of one table: those of one box, or of one length and not too far apart."""
    groups = [list(rules) for rules in loose if len(rules) > 1]
    boxes = len(groups)
    for rule in (rules[0] for rules in loose if len(rules) == 1):
        if rule.end - rule.start < 0.25 * width:
            continue
        for group in groups[boxes:]:
            last = group[-1]
            same = abs(last.start - rule.start) <= OVER and abs(last.end - rule.end) <= OVER
            if same and OVER < rule.at - last.at <= WIDEST_ROW:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _untitled(page: Page, free: Sequence[int], rules: list[Stroke]) -> list[list[Stroke]]:
    """The rules in parts, where the heading of a section stands between two of them."""
    inside = [page.lines[i] for i in free if rules[0].at < _middle(page.lines[i]) < rules[-1].at]
    if not inside:
        return [rules]
    size = sorted(line.size for line in inside)[len(inside) // 2]
    titles = [_middle(line) for line in inside if line.size > TITLE * size and line.bold]
    parts = [[rules[0]]]
    for before, rule in pairwise(rules):
        if any(before.at < title < rule.at for title in titles):
            parts.append([])
        parts[-1].append(rule)
    return parts


def _between_rules(page: Page, free: Sequence[int], rules: Sequence[Stroke]) -> Band | None:
    left, right = rules[0].start, rules[0].end
    lines = page.lines
    near = [i for i in free if lines[i].left >= left - OVER and lines[i].right <= right + OVER]
    inside = _inside(page, near, rules)
    inner = edges_of([lines[i] for i in inside], left, right) if inside else []
    if len(inner) < 3:
        return None
    size = sorted(lines[i].size for i in inside)[len(inside) // 2]
    free_strips = _around([lines[i] for i in inside], inner, STRIP * size)
    heads = [i for i in reversed(near) if _middle(lines[i]) < rules[0].at]
    above = _beside(heads, lines, free_strips, rules[0].at, upwards=True)
    tail = [i for i in near if _middle(lines[i]) > rules[-1].at]
    below = _beside(tail, lines, free_strips, rules[-1].at, upwards=False)
    taken = sorted({*above, *inside, *below})
    edges = edges_of([lines[i] for i in taken], left, right)
    ys = [rule.at for rule in rules]
    if above:
        ys.insert(0, min(lines[i].top for i in above) - 1)
    if below:
        ys.append(max(lines[i].bottom for i in below) + 1)
    found = [lines[i] for i in taken]
    if len(ys) < 2 or not _has_columns(found, edges, len(ys) - 1 if len(rules) > 1 else 0):
        return None
    finer = _finer(sorted(ys), found, edges)
    return (_grid(edges, finer), taken) if len(finer) > 3 or len(taken) <= MOST_LINES else None


def _inside(page: Page, near: Sequence[int], rules: Sequence[Stroke]) -> list[int]:
    """The lines between the rules; below one alone at the page's foot, the row of heads whose table is overleaf."""
    lines = page.lines
    if len(rules) > 1:
        return [i for i in near if rules[0].at < _middle(lines[i]) < rules[-1].at]
    below = [i for i in near if _middle(lines[i]) > rules[0].at and not FOLIO.fullmatch(lines[i].text)]
    if rules[0].at < FOOT * page.height or len(below) != 1:
        return []
    head = lines[below[0]]
    return below if len(strips(head.words, STRIP * head.size)) > 1 else []


def _has_columns(lines: Sequence[Line], edges: Sequence[float], rows: int) -> bool:
    """Text in two columns on enough lines for that many rows, and not merely paragraphs with numbers in the margin."""
    if len(edges) < 3 or (len(edges) == 3 and _margin([in_column(line, edges, 0) for line in lines])):
        return False
    full = sum(len(columns_of(line, edges)) > 1 for line in lines)
    return not rows or full >= max(2, FULL * rows)


def _around(lines: Sequence[Line], edges: Sequence[float], width: float) -> list[tuple[float, float]]:
    """The white strip round each inner edge; a narrow one where words of heads reach into it."""
    free = strips([word for line in lines for word in line.words], width)
    return [next((strip for strip in free if strip[0] < edge < strip[1]), (edge, edge)) for edge in edges[1:-1]]


def _beside(
    order: Sequence[int], lines: Sequence[Line], free: Sequence[tuple[float, float]], at: float, *, upwards: bool
) -> list[int]:
    """The lines that adjoin the first or last rule and leave the strips free: heads above it, the last row below it."""
    taken: list[int] = []
    for index in order:
        line = lines[index]
        gap = at - line.bottom if upwards else line.top - at
        left = _still_free(free, line)
        if gap > (LOOSE if upwards else PADDED) * line.size or FOLIO.fullmatch(line.text) or left is None:
            break
        free = left
        taken.append(index)
        at = min(at, line.top) if upwards else max(at, line.bottom)
    while taken and not upwards and lines[taken[-1]].bold and not _passes(lines[taken[-1]], free):
        taken.pop()
    sides = {sum((w.left + w.right) / 2 > end for _, end in free) for index in taken for w in lines[index].words}
    tops = upwards and len(taken) == len(order)  # the rest of a row that began overleaf
    return taken if len(sides) > 1 or (tops and 0 not in sides) else []


def _passes(line: Line, free: Sequence[tuple[float, float]]) -> bool:
    """True when the line has words beyond the first strip: a bold one without is the next heading."""
    return line.right > free[0][1]


def _still_free(free: Sequence[tuple[float, float]], line: Line) -> list[tuple[float, float]] | None:
    """The strips less what the line covers of them; None where one of them is closed."""
    left: list[tuple[float, float]] = []
    for start, end in free:
        if start == end:
            left.append((start, end))
            continue
        start, end = _widest(start, end, line)
        if end - start < STRIP * line.size:
            return None
        left.append((start, end))
    return left


def _widest(start: float, end: float, line: Line) -> tuple[float, float]:
    """The widest part of the strip that no word of the line reaches into."""
    spans = sorted((word.left, word.right) for word in line.words if word.right > start and word.left < end)
    gaps: list[tuple[float, float]] = []
    reach = start
    for left, right in spans:
        gaps.append((reach, max(reach, left)))
        reach = max(reach, right)
    gaps.append((reach, max(reach, end)))
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _finer(ys: Sequence[float], lines: Sequence[Line], edges: Sequence[float]) -> list[float]:
    """Rows between rules; where lines between two rules each have their own numbers, a row for each line."""
    finer = list(ys)
    for top, bottom in pairwise(ys):
        here = [line for line in lines if top < _middle(line) < bottom]
        own = [line for line in here if numeric(in_column(line, edges, len(edges) - 2))]
        if len(own) >= 2 and len(own) >= OWN_ROWS * len(here):
            finer += row_cuts(here, edges, own)
    return sorted(set(finer))


def _grid(edges: Sequence[float], ys: Sequence[float]) -> Grid:
    columns = len(edges) - 1
    cells = tuple(tuple(row * columns + column for column in range(columns)) for row in range(len(ys) - 1))
    return Grid(tuple(edges), tuple(ys), cells)


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _runs(page: Page, free: Sequence[int]) -> list[list[int]]:
    """Neighbouring lines with a wide gap, and the short ones between them, that may be rows of a table."""
    lines = page.lines
    runs: list[list[int]] = []
    run: list[int] = []
    for index in free:
        line = lines[index]
        if run and not _goes_on([lines[i] for i in run], line):
            runs.append(run)
            run = []
        if run or _is_wide(line):
            run.append(index)
    runs.append(run)
    for run in runs:
        while run and not _is_wide(lines[run[-1]]):
            run.pop()
    return [run for run in runs if len(run) >= FEWEST]


def _goes_on(run: Sequence[Line], line: Line) -> bool:
    before = run[-1]
    near = line.top - before.bottom <= LEADING * max(line.size, before.size)
    if not near or abs(line.size - before.size) > 2:
        return False
    if _is_wide(line):
        return True
    width = max(other.right for other in run) - min(other.left for other in run)
    return line.right - line.left <= NARROW * width and any(map(_is_wide, run[-MOST_NARROW:]))


def _is_wide(line: Line) -> bool:
    """Whether the line has a gap as between two columns; that after a paragraph's number is none."""
    prose = len(line.words) > PROSE and LABEL.fullmatch(line.words[0].text) is not None
    return bool(strips(line.words[1:] if prose else line.words, WIDE_STRIP * line.size))


def _unruled(page: Page, run: Sequence[int]) -> Band | None:
    lines = [page.lines[index] for index in run]
    if any(LEADER.search(line.text) for line in lines):
        return None
    edges = edges_of(lines, min(line.left for line in lines), max(line.right for line in lines))
    if len(edges) < 3:
        return None
    rows = [line for line in lines if len(columns_of(line, edges)) > 1]
    if len(rows) < FEWEST or len(rows) < OWN_ROWS * len(lines):
        return None
    columns = [[in_column(line, edges, column) for line in rows] for column in range(len(edges) - 1)]
    if not _tabular(columns):
        return None
    ys = [lines[0].top - 1, lines[-1].bottom + 1, *row_cuts(lines, edges, rows)]
    return _grid(edges, sorted(set(ys))), list(run)


def _tabular(columns: Sequence[Sequence[str]]) -> bool:
    """A column of values beside a column of names; not a margin of labels, not a list of contents."""
    if _margin(columns[0]):
        columns = columns[1:]
    if len(columns) < 2:
        return False
    values = [column for column in columns[1:] if _mostly(numeric, column)]
    if len(columns) == 2 and values and _climbs(columns[1]):
        return False
    return bool(values) or (_mostly(_is_answer, columns[-1]) and len(columns) == 2)


def _margin(column: Sequence[str]) -> bool:
    """Numbers of paragraphs, not names of rows."""
    filled = [text for text in column if text]
    return sum(bool(LABEL.fullmatch(text)) for text in filled) > 0.5 * len(filled)


def _mostly(holds: Callable[[str], bool], column: Sequence[str]) -> bool:
    filled = [text for text in column if text]
    return len(filled) >= FEWEST - 1 and sum(holds(text) for text in filled) >= NUMBERS * len(filled)


def _is_answer(text: str) -> bool:
    return text.lower() in {"yes", "no", "y", "n", "n/a", "none", "met", "not met", "partly met", "✓", "x", "☒", "☐"}


def _climbs(column: Sequence[str]) -> bool:
    """Whole numbers that grow, but where a new part begins: the pages of a list of contents."""
    numbers = [int(text) for text in column if text.isdigit()]
    return len(numbers) >= 0.7 * sum(map(bool, column)) and sum(a > b for a, b in pairwise(numbers)) <= 0.2 * len(
        numbers
    )
