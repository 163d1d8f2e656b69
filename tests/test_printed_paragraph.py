"""A bullet is quoted by itself and shown with the paragraph it is printed in."""

from __future__ import annotations

from collections.abc import Callable

from answer.ask import ask
from answer.choose import choose
from answer.cite import cite
from answer.statements import Statement
from answer.understand import understand
from answer.wire import citation_to_wire, hit_to_wire
from index.library import Library
from index.passage import passages
from index.search import search
from index.unit import TABLE_WORDS, leads, unit
from index.whole import in_full, once
from tests.conftest import WordHashEmbedder, paper, paragraph

LIST = paper(
    paragraph("A total of £322,000 is recommended to:", "3.12"),
    {**paragraph("design a programme of crossings", kind="list"), "label": "3.12", "label_kind": "inferred"},
    {**paragraph("improve rights of way", kind="list"), "label": "3.12", "label_kind": "inferred"},
    paragraph("The bid closes on 20 October.", "3.13"),
)
IN_FULL = "A total of £322,000 is recommended to:\n- design a programme of crossings\n- improve rights of way"
HEADS = ("Road", "Bid £k")
TABLE = paper(
    paragraph("The roads to be resurfaced are set out in the table below.", "3.2"),
    *(paragraph(f"Road {number} | {number}", kind="table", columns=HEADS) for number in range(1, 101)),
    id="roads",
)


def test_a_bullet_is_shown_with_the_whole_numbered_paragraph() -> None:
    found = unit(LIST.paragraphs, LIST.paragraphs[2].ordinal)
    assert found.text == IN_FULL
    assert (found.first, found.last) == (LIST.paragraphs[0].ordinal, LIST.paragraphs[2].ordinal)


def test_the_next_number_begins_another_paragraph() -> None:
    assert unit(LIST.paragraphs, LIST.paragraphs[3].ordinal).text == "The bid closes on 20 October."


def test_a_bullet_is_found_by_the_words_that_lead_it_in() -> None:
    assert leads(LIST.paragraphs) == ["", LIST.paragraphs[0].text, LIST.paragraphs[0].text, ""]
    assert "£322,000" in passages(LIST, LIST.paragraphs)[1].text


def test_a_row_is_led_in_by_the_paragraph_that_announces_its_table() -> None:
    assert set(leads(TABLE.paragraphs)[1:]) == {"The roads to be resurfaced are set out in the table below."}


def test_of_a_long_table_only_the_rows_around_are_shown() -> None:
    found = unit(TABLE.paragraphs, TABLE.paragraphs[50].ordinal)
    assert "Road 50 | 50\nRoad 51 | 51" in found.text
    assert len(found.text.split()) <= TABLE_WORDS


def test_an_unnumbered_list_belongs_to_the_sentence_that_ends_with_a_colon() -> None:
    made = paper(
        "There are two aims:", paragraph("to listen", kind="list"), paragraph("to act", kind="list"), "Then it ends."
    )
    assert unit(made.paragraphs, made.paragraphs[1].ordinal).text == "There are two aims:\n- to listen\n- to act"


def test_fields_that_stand_together_are_shown_together() -> None:
    made = paper("Lead inspector: Ann Lee", "Deputy lead inspector: Bob Roe", "They were made welcome.")
    assert (
        unit(made.paragraphs, made.paragraphs[0].ordinal).text
        == "Lead inspector: Ann Lee\nDeputy lead inspector: Bob Roe"
    )


def test_pieces_of_one_paragraph_are_retrieved_as_one_and_cited_with_it(
    stock: Callable[..., Library], embedder: WordHashEmbedder
) -> None:
    library = stock(LIST)
    hits = once(in_full(library, search(library, "what is recommended for crossings", embedder=embedder)))
    assert [hit.paragraph.label for hit in hits] == ["3.12", "3.13"]
    bullet = next(hit for hit in hits if hit.paragraph.label == "3.12")
    assert hit_to_wire(bullet)["text"] == IN_FULL
    wire = citation_to_wire(cite(bullet, bullet.paragraph.text))
    assert f"- {wire['piece']}" in str(wire["text"]).split("\n") or wire["piece"] == LIST.paragraphs[0].text
    assert wire["quote"] == wire["piece"]


def test_a_list_asked_for_is_quoted_whole(stock: Callable[..., Library], embedder: WordHashEmbedder) -> None:
    found = in_full(stock(LIST), search(stock(), "design a programme of crossings", embedder=embedder))
    bullet = next(hit for hit in found if hit.paragraph.kind == "list")
    asked = understand("List what is recommended", [], [])
    chosen = choose(asked, [Statement(bullet, bullet.paragraph.text, 0.9)])
    citation = cite(chosen[0].hit, chosen[0].quote)
    assert citation.quote == IN_FULL


def test_a_question_after_two_things_gets_the_paragraph_of_each(
    stock: Callable[..., Library], embedder: WordHashEmbedder
) -> None:
    library = stock(
        paper("Ann Lee took over as chair of the board.", "The chair of the board took over on 2 May 2024.")
    )
    answer = ask(library, "Who took over as chair of the board, and when?", embedder=embedder)
    assert {citation.quote for citation in answer.citations} == {
        piece for piece in library.paper("a-paper").text.split("\n") if piece
    }
