"""Turns a quote and a paragraph into the place where the quote stands in it, or into the finding that it does not.

Only white space may differ (a line break is a space). Everything else is exact, and a quote may not begin or end inside a
word or a number:

>>> quote_stands("rose to £1.5m", "Costs rose to\\n£1.5m in 2019.")
True
>>> quote_stands("rose to £1", "Costs rose to £1.5m in 2019.")
False
"""

from __future__ import annotations

import re

_INNER_MARKS = ".,:/"  # what may stand between two digits of one figure or date: 1.5  1,234  10:30  31/10/2017
_FIGURE_TAIL = re.compile(r"\s?%")


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Where `quote` stands in `text`, as (start, end) of the first place, or None. Runs of white space count as one space."""
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    start = 0
    while match := pattern.search(text, start):
        if not _cuts(text, match.start()) and not _cuts(text, match.end()):
            return match.span()
        start = match.start() + 1
    return None


def quote_stands(quote: str, text: str) -> bool:
    """True when `quote` is verbatim in `text`, white space apart, and cuts no word or number in two."""
    return find_quote(quote, text) is not None


def _cuts(text: str, at: int) -> bool:
    """True when a boundary at `at` falls inside a word or a number of `text`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if before.isdigit() and (
        _FIGURE_TAIL.match(text, at) or (after in _INNER_MARKS and text[at + 1 : at + 2].isdigit())
    ):
        return True
    if after.isdigit():
        return before in "£$€-−" or (before in _INNER_MARKS and text[at - 2 : at - 1].isdigit())
    return False
