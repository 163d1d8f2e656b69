"""What papers and questions hold is shown as it stands: no tag, link, formula or sign of theirs ever takes effect."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from conftest import paper, paragraph
from hypothesis import given
from hypothesis import strategies as st

from answer.cite import cite
from answer.record import Citation
from index.record import Hit
from ingest.outline import examine
from ingest.paper import Entry, Paper
from ui.answer_text import answer_html
from ui.citation import citation_html, citation_line, pages_of
from ui.escape import as_html, as_label
from ui.examined import findings_html
from ui.marked import marked, marked_cells
from ui.outline import entry_html, entry_line, outline_html

HOSTILE = "<img src=x onerror=alert(1)> <b>&amp;</b> </blockquote><script>alert(2)</script> $x^2$ [here](javascript:x) 'q' \"r\""
OURS = {
    "p",
    "div",
    "span",
    "mark",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "tr",
    "th",
    "td",
    "h3",
    "ul",
    "li",
}


class Seen(HTMLParser):
    """The tags and the text of a piece of HTML, as a browser would read it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def catalogued(made: Paper) -> Entry:
    return Entry(**{name: getattr(made, name) for name in Entry.__dataclass_fields__})


def citation_of(made: Paper, ordinal: int, quote: str, marks: tuple[str, ...] = ()) -> Citation:
    hit = Hit(paragraph=made.paragraphs[ordinal - 1], entry=catalogued(made), score=1.0, words=1.0, dense=1.0)
    return cite(hit, quote, marks)


def test_no_tag_of_a_paper_gets_into_any_page() -> None:
    made = paper(
        paragraph(HOSTILE, "1.1", heading=(HOSTILE,)),
        paragraph(f"{HOSTILE} | 5", kind="table", columns=(HOSTILE, "2024"), caption=HOSTILE),
        title=HOSTILE,
        council=HOSTILE,
        committee=HOSTILE,
        file=f"{HOSTILE}.pdf",
        warnings=(HOSTILE,),
        details=((HOSTILE, HOSTILE),),
    )
    pages = [
        citation_html(citation_of(made, 1, HOSTILE)),
        citation_html(citation_of(made, 2, HOSTILE)),
        answer_html(f"{HOSTILE}\n- {HOSTILE} [1]"),
        entry_html(catalogued(made), 2),
        outline_html(made.paragraphs),
        findings_html(examine(catalogued(made), made.paragraphs)),
    ]
    for page in pages:
        seen = Seen(page)
        assert seen.tags <= OURS
        assert HOSTILE in seen.text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf"))))
def test_what_is_read_on_the_page_is_what_the_paper_says(text: str) -> None:
    assert Seen(as_html(text)).text == text


@given(st.text("ab .|<&\"'\n", min_size=1), st.data())
def test_marking_words_changes_no_character_of_the_paragraph(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inner = data.draw(st.integers(start, end))
    page = marked(text, text[start:end], [text[start:inner], text[inner:end]])
    assert Seen(page).text == text
    assert " | ".join(Seen(cell).text for cell in marked_cells(text, text[start:end])) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*a* _b_ `c` ~d~ # e", r"\*a\* \_b\_ \`c\` \~d\~ \# e"),
        ("$5 to $6", r"\$5 to \$6"),
        ("[x](http://y)", "\\[x\\]\\(http\\:\u2060\\/\\/y\\)"),
        ("1. First", "1\u2060\\. First"),
        ("two\nlines \u202egpj.exe", "two lines gpj\\.exe"),
    ],
)
def test_a_label_is_escaped_for_markdown(typed: str, shown: str) -> None:
    assert as_label(typed) == shown


def test_the_quoted_words_are_marked_and_those_that_answer_marked_stronger() -> None:
    made = paper(paragraph("Costs rose. They reached £2m in May. All agreed.", "3.3"))
    page = citation_html(citation_of(made, 1, "They reached £2m in May.", ("£2m",)))
    assert '<mark>They reached </mark><mark class="answer">£2m</mark><mark> in May.</mark>' in page
    assert "<span class='scr-number'>3.3</span> Costs rose. <mark>" in page


def test_a_table_row_is_shown_with_its_column_heads_beside_its_cells() -> None:
    made = paper(paragraph("Caseloads |  | 17", kind="table", columns=("Measure", "2023", "2024"), caption="Table 2"))
    page = citation_html(citation_of(made, 1, "Caseloads | | 17", ("17",)))
    assert "<th scope='row'>2024</th><td><mark class=\"answer\">17</mark></td>" in page
    assert "<th scope='row'>2023</th><td>–</td>" in page
    assert "Table 2" in page


def test_a_table_without_column_heads_is_shown_without_any() -> None:
    made = paper(paragraph("REPORT TO | Cabinet", kind="table", columns=("", "")))
    assert "<th" not in citation_html(citation_of(made, 1, "Cabinet")) + outline_html(made.paragraphs)
    assert "<tr><td>REPORT TO</td><td><mark>Cabinet</mark></td></tr>" in citation_html(citation_of(made, 1, "Cabinet"))


def test_a_number_that_is_not_printed_is_never_shown_as_if_it_were() -> None:
    made = paper(paragraph("Words.", "3.3", heading=("Costs",)), paragraph("More words.", heading=("Costs",)))
    inferred = replace(citation_of(made, 1, "Words."), label_kind="inferred")
    position = citation_of(made, 2, "More words.")
    assert "3.3 (inferred: no number is printed" in Seen(citation_html(inferred)).text
    assert "no number is printed; this is number 2 under its heading" in Seen(citation_html(position)).text
    assert citation_line(1, position) == r'\[1\] Scrutiny Committee, 5 March 2024, under "Costs", ¶2 \(page 1\)'


def test_a_paragraph_over_a_page_turn_is_shown_on_both_pages() -> None:
    made = paper(paragraph("Words.", "1", page=4))
    boxes = (replace(made.paragraphs[0].boxes[0], page=5), *made.paragraphs[0].boxes)
    assert list(pages_of(replace(citation_of(made, 1, "Words."), boxes=boxes))) == [4, 5]


def test_a_paper_is_listed_with_what_must_be_minded() -> None:
    made = paper(
        "Text.", title="Item 12: Contract", date=dt.date(2024, 3, 5), access="exempt", warnings=("page 2: a picture",)
    )
    assert entry_line(catalogued(made)).endswith(
        r"Scrutiny Committee · 5 March 2024 · Report · Exempt \(Part B\) · 1 warning"
    )
