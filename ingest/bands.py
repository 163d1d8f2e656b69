"""Tables without a lattice into grids: columns by the white space between them, rows by rules across or by lines.

Finance reports rule between rows only, or not at all. Columns are the strips that no word crosses on any line of the
table; text that runs on in one column leaves no strip as wide as that between two columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ingest.cells import numeric
from ingest.grid import Grid, Stroke
from ingest.page import Line, Page, Word

SAME_ENDS = 6.0  # points: rules that begin and end within this of each other belong to one table
WIDEST_ROW = 320.0  # points between two rules of one table
STRIP = 0.8  # of the font size: a narrower strip between rules parts no columns
WIDE_STRIP = 1.5  # the same without rules to vouch for a table
LOOSE = 0.9  # of the font size: a line further from a rule does not adjoin it
PADDED = 2.0  # of the font size: a last row, set in the middle of its height, may stand this far below its rule
LEADING = 3.0  # of the font size: a larger step to the next line ends a run
FEWEST = 3  # lines: fewer without rules are no table
NUMBERS = 0.5  # of its cells: a column that holds fewer numbers is not a number column
FOLIO = re.compile(r"(page\s*)?[-–]?\s*\d{1,4}\s*[-–]?(\s*(of|/)\s*\d+)?", re.IGNORECASE)
LABEL = re.compile(r"\(?[a-z0-9ivx]{1,4}[).]?|\d+(\.\d+)+\.?|[•–-]|[A-Z]\d+/\d+", re.IGNORECASE)
LEADER = re.compile(r"\.{4,}|…{2,}|(\. ){4,}")

Band = tuple[Grid, list[int]]


def banded(page: Page, rest: Sequence[int], loose: Sequence[Stroke]) -> list[Band]:
    """Grids of the lines `rest` (indices), each with the indices it takes; `loose` are horizontal strokes outside lattices."""
    free = [index for index in rest if page.lines[index].words]
    found: list[Band] = []
    for rules in _rule_groups(loose, page.width):
        band = _between_rules(page, free, rules)
        if band is not None:
            found.append(band)
            free = [index for index in free if index not in band[1]]
    for run in _runs(page, free):
        band = _unruled(page, run)
        if band is not None:
            found.append(band)
    return found


def strips(words: Sequence[Word], width: float) -> list[tuple[float, float]]:
    """The upright strips of at least `width` points between words, that no word touches."""
    free: list[tuple[float, float]] = []
    reach: float | None = None
    for left, right in sorted((word.left, word.right) for word in words):
        if reach is not None and left - reach >= width:
            free.append((reach, left))
        reach = right if reach is None else max(reach, right)
    return free


def fits(line: Line, edges: Sequence[float]) -> bool:
    """True when the line keeps to the columns: inside the outer edges, with white space at each inner edge it passes."""
    if line.left < edges[0] - SAME_ENDS or line.right > edges[-1] + SAME_ENDS:
        return False
    for edge in edges[1:-1]:
        before = max(
            (word.right for word in line.words if (word.left + word.right) / 2 <= edge), default=edge - line.size
        )
        after = min((word.left for word in line.words if (word.left + word.right) / 2 > edge), default=edge + line.size)
        if after - before < STRIP * line.size:
            return False
    return True


def columns_of(line: Line, edges: Sequence[float]) -> set[int]:
    """The columns that the line has words in."""
    return {sum((word.left + word.right) / 2 > edge for edge in edges[1:-1]) for word in line.words}


def _rule_groups(loose: Sequence[Stroke], width: float) -> list[list[Stroke]]:
    groups: list[list[Stroke]] = []
    for rule in loose:
        if rule.end - rule.start < 0.25 * width:
            continue
        for group in groups:
            last = group[-1]
            same = abs(last.start - rule.start) <= SAME_ENDS and abs(last.end - rule.end) <= SAME_ENDS
            if same and 6 < rule.at - last.at <= WIDEST_ROW:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _between_rules(page: Page, free: Sequence[int], rules: Sequence[Stroke]) -> Band | None:
    left, right = rules[0].start, rules[0].end
    lines = page.lines
    near = [i for i in free if lines[i].left >= left - SAME_ENDS and lines[i].right <= right + SAME_ENDS]
    if len(rules) == 1:
        inside = [i for i in near if _middle(lines[i]) > rules[0].at and not FOLIO.fullmatch(lines[i].text)]
        at_end = rules[0].at > 0.8 * page.height
        if not at_end or len(inside) != 1 or len(strips(lines[inside[0]].words, STRIP * lines[inside[0]].size)) < 2:
            return None
    else:
        inside = [i for i in near if rules[0].at < _middle(lines[i]) < rules[-1].at]
    if not inside:
        return None
    size = max(lines[i].size for i in inside)
    words = [word for i in inside for word in lines[i].words]
    free_strips = strips(words, STRIP * max(lines[i].size for i in inside))
    if not free_strips:
        return None
    heads = [i for i in reversed(near) if _middle(lines[i]) < rules[0].at]
    above = _beside(heads, lines, free_strips, rules[0].at, upwards=True)
    tail = [i for i in near if _middle(lines[i]) > rules[-1].at]
    below = _beside(tail, lines, free_strips, rules[-1].at, upwards=False)
    taken = sorted({*above, *inside, *below})
    size = max(lines[i].size for i in inside)
    edges = _edges([word for i in taken for word in lines[i].words], left, right, STRIP * size)
    if len(edges) < 3:
        return None
    ys = [rule.at for rule in rules]
    if above:
        ys.insert(0, min(lines[i].top for i in above) - 1)
    if below:
        ys.append(max(lines[i].bottom for i in below) + 1)
    if len(ys) < 2:
        return None
    full = sum(len(columns_of(lines[i], edges)) > 1 for i in taken)
    if full < max(2, 0.3 * (len(ys) - 1)) and len(rules) > 1:
        return None
    return _grid(edges, _finer(ys, [lines[i] for i in taken], edges)), taken


def _edges(words: Sequence[Word], left: float, right: float, width: float) -> list[float]:
    inner = [(start + end) / 2 for start, end in strips(words, width)]
    return [min(left, min(word.left for word in words)), *inner, max(right, max(word.right for word in words))]


def _beside(
    order: Sequence[int], lines: Sequence[Line], free: Sequence[tuple[float, float]], at: float, *, upwards: bool
) -> list[int]:
    """The lines that adjoin the first or last rule and leave the strips free: heads above it, the last row below it."""
    taken: list[int] = []
    for index in order:
        line = lines[index]
        gap = at - line.bottom if upwards else line.top - at
        left = _still_free(free, line)
        if gap > (LOOSE if taken or upwards else PADDED) * line.size or FOLIO.fullmatch(line.text) or left is None:
            break
        free = left
        taken.append(index)
        at = min(at, line.top) if upwards else max(at, line.bottom)
    sides = {sum((w.left + w.right) / 2 > end for _, end in free) for index in taken for w in lines[index].words}
    tops = upwards and len(taken) == len(order)  # the rest of a row that began overleaf
    return taken if len(sides) > 1 or (tops and 0 not in sides) else []


def _still_free(free: Sequence[tuple[float, float]], line: Line) -> list[tuple[float, float]] | None:
    """The strips less what the line covers of them; None where one of them is closed."""
    left: list[tuple[float, float]] = []
    for start, end in free:
        middle = (start + end) / 2
        for word in line.words:
            if word.right > start and word.left < end:
                if (word.left + word.right) / 2 < middle:
                    start = max(start, word.right)
                else:
                    end = min(end, word.left)
        if end - start < STRIP * line.size:
            return None
        left.append((start, end))
    return left


def _finer(ys: Sequence[float], lines: Sequence[Line], edges: Sequence[float]) -> list[float]:
    """Rows between rules; where lines between two rules each have their own numbers, a row for each line."""
    finer = [ys[0]]
    last = len(edges) - 2
    for top, bottom in pairwise(ys):
        here = sorted((line for line in lines if top < _middle(line) < bottom), key=lambda line: line.top)
        own = [line for line in here if last in columns_of(line, edges) and numeric(_last(line, edges))]
        if len(own) >= 2 and len(own) >= 0.6 * len(here):
            finer.extend((before.bottom + after.top) / 2 for before, after in pairwise(here) if after in own)
        finer.append(bottom)
    return sorted(set(finer))


def _last(line: Line, edges: Sequence[float]) -> str:
    return " ".join(word.text for word in line.words if (word.left + word.right) / 2 > edges[-2])


def _grid(edges: Sequence[float], ys: Sequence[float]) -> Grid:
    columns = len(edges) - 1
    cells = tuple(tuple(row * columns + column for column in range(columns)) for row in range(len(ys) - 1))
    return Grid(tuple(edges), tuple(ys), cells)


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _runs(page: Page, free: Sequence[int]) -> list[list[int]]:
    """Neighbouring lines that all but one in three have a wide gap, and so may be rows of a table."""
    lines = page.lines
    runs: list[list[int]] = []
    run: list[int] = []
    for index in free:
        line = lines[index]
        wide = bool(strips(line.words, WIDE_STRIP * line.size))
        if run:
            before = lines[run[-1]]
            near = line.top - before.bottom <= LEADING * max(line.size, before.size)
            steps = near and abs(line.size - before.size) <= 2
            if not steps or not (wide or (index == run[-1] + 1 and _is_wide(before))):
                runs.append(run)
                run = []
        if wide or run:
            run.append(index)
    runs.append(run)
    for run in runs:
        while run and not _is_wide(lines[run[-1]]):
            run.pop()
    return [run for run in runs if len(run) >= FEWEST]


def _is_wide(line: Line) -> bool:
    return bool(strips(line.words, WIDE_STRIP * line.size))


def _unruled(page: Page, run: Sequence[int]) -> Band | None:
    lines = [page.lines[index] for index in run]
    if any(LEADER.search(line.text) for line in lines):
        return None
    words = [word for line in lines for word in line.words]
    edges = _edges(words, min(word.left for word in words), max(word.right for word in words), STRIP * lines[0].size)
    if len(edges) < 3:
        return None
    rows = [line for line in lines if len(columns_of(line, edges)) > 1]
    if len(rows) < FEWEST or len(rows) < 0.6 * len(lines):
        return None
    columns = [[_in_column(line, edges, column) for line in rows] for column in range(len(edges) - 1)]
    if not _tabular(columns):
        return None
    ys = [lines[0].top - 1, lines[-1].bottom + 1]
    starts = [(before.bottom + after.top) / 2 for before, after in pairwise(lines) if len(columns_of(after, edges)) > 1]
    return _grid(edges, sorted({*ys, *starts})), list(run)


def _in_column(line: Line, edges: Sequence[float], column: int) -> str:
    return " ".join(
        word.text for word in line.words if edges[column] < (word.left + word.right) / 2 <= edges[column + 1]
    )


def _tabular(columns: Sequence[Sequence[str]]) -> bool:
    """A column of values beside a column of names; not a margin of labels, not a list of contents."""
    names = columns[0]
    first = [text for text in names if text]
    if sum(bool(LABEL.fullmatch(text)) for text in first) > 0.5 * len(first):
        columns = columns[1:]
    if len(columns) < 2:
        return False
    values = [column for column in columns[1:] if _mostly(numeric, column)]
    if len(columns) == 2 and values and _climbs(columns[1]):
        return False
    return bool(values) or (_mostly(_is_answer, columns[-1]) and len(columns) == 2)


def _mostly(holds: Callable[[str], bool], column: Sequence[str]) -> bool:
    filled = [text for text in column if text]
    return len(filled) >= FEWEST - 1 and sum(holds(text) for text in filled) >= NUMBERS * len(filled)


def _is_answer(text: str) -> bool:
    return text.lower() in {"yes", "no", "y", "n", "n/a", "none", "met", "not met", "partly met", "✓", "x", "☒", "☐"}


def _climbs(column: Sequence[str]) -> bool:
    """Whole numbers that only grow: the pages of a list of contents."""
    numbers = [int(text) for text in column if text.isdigit()]
    return len(numbers) >= 0.7 * sum(map(bool, column)) and all(a <= b for a, b in pairwise(numbers))
