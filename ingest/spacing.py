"""Letter-spaced headings into words: "A G E N D A" is Agenda, and the wider gaps are the spaces between its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.page import Line, Word

LETTERS = 4  # in a row, at least: "a b c" may be the parts of a list
APART = 1.0  # of the size: letters further apart are heads of columns
WIDER = 1.6  # of the usual gap between the letters: a gap between words


def closed_up(line: Line) -> Line:
    """The line with each run of single letters made into words.

    >>> word = lambda text, left: Word(text, left, 0, left + 6, 10, 10)
    >>> closed_up(Line(tuple(word(t, x) for t, x in zip("ABCDEF", (0, 10, 20, 36, 46, 56))), 1)).text
    'ABC DEF'
    """
    words: list[Word] = []
    run: list[Word] = []
    for word in line.words:
        if run and (not _single(word) or word.left - run[-1].right > APART * word.size):
            words.extend(_joined(run))
            run = []
        if _single(word):
            run.append(word)
        else:
            words.append(word)
    words.extend(_joined(run))
    return replace(line, words=tuple(words)) if len(words) < len(line.words) else line


def _single(word: Word) -> bool:
    return len(word.text) == 1 and word.text.isalpha()


def _joined(run: Sequence[Word]) -> list[Word]:
    if len(run) < LETTERS:
        return list(run)
    usual = median(after.left - before.right for before, after in pairwise(run))
    groups = [[run[0]]]
    for before, after in pairwise(run):
        if after.left - before.right > max(WIDER * usual, usual + 0.12 * after.size):
            groups.append([])
        groups[-1].append(after)
    return [
        replace(
            group[0],
            text="".join(word.text for word in group),
            top=min(word.top for word in group),
            right=group[-1].right,
            bottom=max(word.bottom for word in group),
        )
        for group in groups
    ]
