"""A saved web page reads as a browser shows it: its content, its lists' numbers, its tables; no menus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile
from ingest.paper import Paper
from ingest.read import read

SHARED = Path(__file__).parents[2] / "shared" / "moderngov" / "moderngov-html"


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Paper]:
    def save(body: str, name: str = "page.html") -> Paper:
        path = tmp_path / name
        path.write_text(f"<!DOCTYPE html><html><head><title>A page</title></head><body>{body}</body></html>", "utf-8")
        (paper,) = read(path)
        assert all(paper.text[p.start : p.end] == p.text for p in paper.paragraphs)
        return paper

    return save


def labels(paper: Paper) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in paper.paragraphs if p.label_kind == "printed"]


def test_only_the_main_content_is_read(page: Callable[[str], Paper]) -> None:
    paper = page(
        "<header>Site</header><nav><ul><li>Home</li></ul></nav><div class='cookie-banner'>We use cookies</div>"
        "<main><h1>Guidance</h1><p>Read <a href='/x'>this</a> first.</p><script>x()</script><p hidden>Not this.</p></main>"
        "<footer>Crown copyright</footer>"
    )
    assert paper.text == "Guidance\n\nRead this first."
    assert paper.title == "Guidance"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ["1", "2", "3"]),
        ("start='5'", ["5", "6", "7"]),
        ("type='a'", ["(a)", "(b)", "(c)"]),
        ("style='list-style-type: lower-roman'", ["(i)", "(ii)", "(iii)"]),
        ("reversed", ["3", "2", "1"]),
    ],
)
def test_lists_count_as_the_browser_does(page: Callable[[str], Paper], attributes: str, expected: list[str]) -> None:
    paper = page(f"<h2>List</h2><ol {attributes}><li>One thing</li><li>Another</li><li>A third</li></ol>")
    assert [label for label, _ in labels(paper)] == expected


def test_lists_within_lists_and_values_set_by_hand(page: Callable[[str], Paper]) -> None:
    paper = page(
        "<ol><li>The Cabinet agreed:<ol type='a'><li>the plan;</li><li>its cost.</li></ol></li><li value='4'>Noted.</li></ol>"
    )
    assert labels(paper) == [
        ("1", "The Cabinet agreed:"), ("1(a)", "the plan;"), ("1(b)", "its cost."), ("4", "Noted."),
    ]  # fmt: skip


def test_points_without_numbers_belong_to_their_paragraph(page: Callable[[str], Paper]) -> None:
    paper = page("<p>They were:</p><ul><li>one</li><li><p>two</p></li></ul>")
    assert paper.text == "They were:\n- one\n- two"


def test_tables_keep_rows_and_heads(page: Callable[[str], Paper]) -> None:
    paper = page(
        "<table><caption>Table 1: Costs</caption><thead><tr><th>Year</th><th>Cost</th></tr></thead>"
        "<tr><td rowspan='2'>2024</td><td>£1m</td></tr><tr><td>£2m</td></tr></table>"
    )
    rows = [p for p in paper.paragraphs if p.kind == "table"]
    assert [(p.text, p.columns, p.caption) for p in rows] == [
        ("2024 | £1m", ("Year", "Cost"), "Table 1: Costs"),
        ("£2m", ("Year", "Cost"), "Table 1: Costs"),
    ]


def test_numbers_printed_in_the_text_count_and_footnotes_do_not(page: Callable[[str], Paper]) -> None:
    paper = page(
        "<h1>Direction</h1><p>1.1&nbsp;&nbsp;&nbsp;&nbsp;It begins<sup><a href='#n1'>1</a></sup>.</p><p>1.2 It ends.</p>"
        "<div class='footnotes'><ol><li id='n1'>See the Act.</li></ol></div>"
    )
    assert labels(paper) == [("1.1", "It begins."), ("1.2", "It ends.")]
    assert paper.paragraphs[-1].text == "1 See the Act."


def test_pages_that_hold_nothing_or_are_none_say_so(tmp_path: Path, page: Callable[[str], Paper]) -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        page("<main></main>")
    binary = tmp_path / "binary.html"
    binary.write_bytes(b"\x00\x01\x02" * 100)
    with pytest.raises(UnreadableFile, match="not a text file"):
        read(binary)


def test_elements_without_end_are_survived(page: Callable[[str], Paper]) -> None:
    assert page("<p>Read.</p>" + "<div>" * 5000 + "deep").paragraphs[0].text == "Read."


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the collection of real papers is not beside the checkout")
def test_a_real_meeting_page_has_its_items_and_what_was_decided() -> None:
    (path,) = SHARED.glob("*0018*.html")
    (paper,) = read(path)
    items = [p for p in paper.paragraphs if p.kind == "heading" and p.label_kind == "printed"]
    assert [(p.label, p.text) for p in items[:3]] == [
        ("1", "Apologies for Absence"),
        ("2", "Declarations of interest under the Localism Act 2011"),
        ("3", "Minutes"),
    ]
    assert [p.label for p in items] == [str(number) for number in range(1, len(items) + 1)]
    assert (paper.kind, paper.date and paper.date.year) == ("agenda", 2026)
    assert "Subscribe to updates" not in paper.text
