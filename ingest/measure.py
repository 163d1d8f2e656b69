"""What is usual in a paper's print: the size of its body, its leading, its right edge; by these a line is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.page import Line, Page

APART = 1.4  # of the usual leading: a wider step parts two paragraphs

MOST_HEADED = 0.15  # of a paper's letters: where the tags call more of them headings, a style was misused


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a paper: the body's font size, its leading by size, its right edge by page, whether it is bold."""

    size: float
    leading: dict[float, float]
    right: dict[int, float]
    bold: bool
    tagged: bool = False  # the file's tags tell headings from text

    def step(self, line: Line) -> float:
        return self.leading.get(round(line.size), 1.25 * line.size)


def measure_of(pages: Iterable[Page]) -> Measure:
    """The measure of these pages, taken together."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    steps: dict[float, Counter[float]] = {}
    right: dict[int, float] = {}
    headed = 0
    for page in pages:
        for line in page.lines:
            headed += len(line.text) * line.tagged_heading
            sizes[line.size] += len(line.text)
            bold[line.bold] += len(line.text)
        edges = sorted(line.right for line in page.lines if len(line.words) > 5)
        right[page.number] = edges[int(0.9 * (len(edges) - 1))] if edges else page.width
        for above, below in zip(page.lines, page.lines[1:], strict=False):
            step = below.top - above.top
            if abs(above.size - below.size) < 0.6 and 0.8 * below.size < step < 2.2 * below.size:
                steps.setdefault(round(below.size), Counter())[round(step * 2) / 2] += 1
    leading = {size: _usual(counts) for size, counts in steps.items()}
    size = sizes.most_common(1)[0][0] if sizes else 11.0
    tagged = 0 < headed < MOST_HEADED * sum(sizes.values())
    return Measure(size, leading, right, bold[True] > bold[False], tagged)


def _usual(counts: Counter[float]) -> float:
    """The smallest step that is common: lines within a paragraph stand closer than paragraphs do."""
    most = max(counts.values())
    return min(step for step, count in counts.items() if count >= 0.3 * most)
