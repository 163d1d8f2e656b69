"""Minutes set in a ruled form are read as numbered paragraphs, over page turns too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from printed_page import Row, paragraphs, printed

from ingest.page import Page, Rule

LEFT, TEXT, ACTION, RIGHT = 60.0, 110.0, 480.0, 540.0


def form(rows: Sequence[tuple[str, str]], *, number: int = 1) -> Page:
    """A ruled page: each row a number in its own box, two lines of text beside it, and an empty box for actions."""
    printed_rows: list[Row] = []
    rules: list[Rule] = []
    top = 100.0
    for label, text in rows:
        if label:
            printed_rows.append(Row(label, left=LEFT + 10, top=top + 10))
        first, *more = text.split("\n")
        printed_rows.append(Row(first, left=TEXT + 10, top=top + 10, bold=bool(label)))
        printed_rows += [Row(line, left=TEXT + 10, top=top + 35 + 15 * n) for n, line in enumerate(more)]
        bottom = top + 100
        rules += [Rule(LEFT, y, RIGHT, y + 0.5) for y in (top, bottom)]
        rules += [Rule(x, top, x + 0.5, bottom) for x in (LEFT, TEXT, ACTION, RIGHT)]
        top = bottom
    page = printed(*printed_rows, number=number)
    return replace(page, lines=_in_rows(page), rules=tuple(rules))


def _in_rows(page: Page) -> tuple:  # type: ignore[type-arg]
    """A number and the words beside it share a line, as in a PDF that is read."""
    lines = []
    for line in page.lines:
        if lines and abs(lines[-1].top - line.top) < 1:
            lines[-1] = replace(lines[-1], words=(*lines[-1].words, *line.words))
        else:
            lines.append(line)
    return tuple(lines)


SPOKEN = "The Board heard how the libraries had fared\nin the year and thanked all who had worked for it."


def test_each_numbered_box_is_a_minute() -> None:
    found = paragraphs(form([("1.", f"Apologies\n{SPOKEN}"), ("2.", f"Budget\n{SPOKEN}"), ("3.", f"Staff\n{SPOKEN}")]))
    assert [(one.label, one.label_kind, one.kind) for one in found] == [
        ("1", "printed", "heading"),
        ("1", "inferred", "body"),
        ("2", "printed", "heading"),
        ("2", "inferred", "body"),
        ("3", "printed", "heading"),
        ("3", "inferred", "body"),
    ]
    assert found[1].text == SPOKEN.replace("\n", " ")


def test_a_box_that_goes_on_overleaf_stays_with_its_minute() -> None:
    first = form([("1.", f"Apologies\n{SPOKEN}"), ("2.", f"Budget\n{SPOKEN}")])
    second = form([("", f"Members asked about it.\n{SPOKEN}")], number=2)
    third = form([("3.", f"Staff\n{SPOKEN}")], number=3)
    assert {one.label for one in paragraphs(first, second, third) if one.page == 2} == {"2"}
