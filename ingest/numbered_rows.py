"""Table rows that print a number of their own: "5. To the Cabinet Member that limited access be provided | Cllr King | Rejected".

Recommendations and their responses are often set as a table, and cited by the number in its first cell. A number there counts
when it goes with a sentence and the rows count on from 1, also over tables that a page's end parts; a grade table's "2.1", a
rank or an amount does neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

PROSE_WORDS = 8  # beside the number in its cell: a sentence, not "1. Children who need help and protection"
SKIPPED = 2  # numbers that may be lost between two rows, inside a cell that was read with another

_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=[A-Z“‘\"'])(.+)", re.DOTALL)


def row_numbers(first_cells: Sequence[str], last: int = 0) -> list[int | None]:
    """For each row its own number, or None. `last` is the number of the last numbered row before this table, 0 for none.

    >>> row_numbers(["1. That the Cabinet be asked to think again.", "£m", "2. That officers report back to us by May at last."])
    [1, None, 2]
    >>> row_numbers(["2. Adoption", "7. That the Cabinet be asked to think again."])
    [None, None]
    """
    found: list[int | None] = []
    for cell in first_cells:
        match = _NUMBER.match(cell.strip())
        value = int(match[1]) if match and len(match[2].split()) >= PROSE_WORDS else None
        if value is not None and not (value == 1 or (last and last < value <= last + 1 + SKIPPED)):
            value = None
        last = last if value is None else value
        found.append(value)
    return found
