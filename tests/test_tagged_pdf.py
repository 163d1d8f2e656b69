"""The tags that Word leaves in a PDF: what they call a list's number is one, and what was not read so is said."""

from __future__ import annotations

from dataclasses import replace

from printed_page import Row, labels, paragraphs, printed

from ingest.page import Line, Page, Role
from ingest.tags import unread_numbers

PROSE = "The forecast has changed since the last report was written and approved by"


def tagged(page: Page, role: Role, *starts: str) -> Page:
    """The page with a role for the first word of every line that begins so; for a heading, for all of its words."""
    return replace(
        page, lines=tuple(_tagged(line, role) if line.text.startswith(starts) else line for line in page.lines)
    )


def _tagged(line: Line, role: Role) -> Line:
    count = 1 if role == "number" else len(line.words)
    return Line((*(replace(word, role=role) for word in line.words[:count]), *line.words[count:]), line.page)


def test_a_number_that_the_tags_know_is_a_label_where_the_layout_is_in_doubt() -> None:
    page = printed(PROSE, "12. Members of the committee asked why.", PROSE)
    assert labels(page) == []
    assert labels(tagged(page, "number", "12.")) == [("12", "Members of the")]


def test_a_short_plain_line_that_the_tags_call_a_heading_is_one() -> None:
    rows = ["The council knows itself well.", "Early intervention", "The council acts soon.", *[f"{PROSE}."] * 12]
    page = tagged(printed(*rows), "heading", "Early")
    assert [p.text for p in paragraphs(page) if p.kind == "heading"] == ["Early intervention"]


def test_a_paper_whose_every_line_is_tagged_a_heading_has_misused_a_style() -> None:
    page = tagged(printed("Early intervention works", *[PROSE] * 5), "heading", "Early", PROSE)
    assert [p.text for p in paragraphs(page) if p.kind == "heading"] == []


def test_a_tagged_number_that_no_paragraph_carries_is_told() -> None:
    page = tagged(printed(Row("4. Members asked why.")), "number", "4.")
    assert list(unread_numbers([page], paragraphs(page))) == []
    ((number, said),) = unread_numbers([page], ())
    assert number == 1
    assert "number a list 4," in said
