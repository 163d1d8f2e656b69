"""A recommendation set in a table is cited by the number it prints; a grade's or an amount's row by the paragraph above."""

from __future__ import annotations

import pytest

from ingest.numbered_rows import row_numbers


@pytest.mark.parametrize(
    ("cells", "last", "expected"),
    [
        (
            [
                "1. That the Cabinet be asked to consider a budget for trees;",
                "2. That a report on trees felled be sent to Members;",
            ],
            0,
            [1, 2],
        ),
        (["5. That limited access to the software be given to Councillors;"], 4, [5]),
        (["7) That a list of empty tree pits be given to Councillors;"], 5, [7]),
    ],
)
def test_rows_that_count_on_and_say_something_have_their_number(
    cells: list[str], last: int, expected: list[int]
) -> None:
    assert row_numbers(cells, last) == expected


@pytest.mark.parametrize(
    ("cells", "last"),
    [
        (["2.1 Adoption performance"], 0),
        (["1. Children who need help and protection"], 0),
        (["12. That a number nobody led up to is no number of ours;"], 3),
        (["2. £571,000 more was collected than in the year before that one"], 1),
        (["2017 saw 805 new members join the union in all its branches"], 0),
    ],
)
def test_a_grade_an_amount_or_a_stray_number_is_none(cells: list[str], last: int) -> None:
    assert row_numbers(cells, last) == [None]
