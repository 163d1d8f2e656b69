"""A list that a numbered paragraph announces is cited under that paragraph, however its items are set."""

from __future__ import annotations

from printed_page import Row, labels, numbered_row, printed

LIST = [
    numbered_row("1.1   The plan has been agreed with partners."),
    numbered_row("1.2   The plan has the following priorities:"),
    Row("WORKSTREAM PRIORITY", bold=True, gap=12),
    Row("1. Ensure good social work", bold=True, gap=8),
    Row("2. Improve early help", bold=True, gap=8),
    Row("3. Strengthen leadership", bold=True, gap=8),
]


def test_bold_items_under_a_heading_of_their_own_stand_under_the_number_that_announces_them() -> None:
    after = numbered_row("1.3   Progress is reported every month.", gap=14)
    assert labels(printed(*LIST, after))[1:] == [
        ("1.2", "The plan has"),
        ("1.2(1)", "Ensure good social"),
        ("1.2(2)", "Improve early help"),
        ("1.2(3)", "Strengthen leadership"),
        ("1.3", "Progress is reported"),
    ]


def test_numbered_headings_stay_headings_where_the_announcing_number_does_not_go_on() -> None:
    after = numbered_row("2.1   Progress is reported every month.", gap=14)
    assert ("1", "Ensure good social") in labels(printed(*LIST, after))
