"""The figures on reading say what they claim to."""

from __future__ import annotations

import pytest

from eval.reading_table import lines_of, table_of
from eval.text_layers import Reading, begins_found, known_words, shared, torn_and_glued
from ingest.errors import UnreadableFile
from tests.conftest import paper, paragraph

KNOWN = frozenset({"significant", "the", "quality", "officer", "report", "into", "safe", "guard"})


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("the signifi cant report", (1, 0)),
        ("the significantreport", (0, 1)),
        ("the signifi\ncant report", (0, 0)),
        ("into the report", (0, 0)),
        ("Officers’ Skegness", (0, 0)),
    ],
)
def test_torn_and_glued_words_are_told_by_the_words_of_the_papers(text: str, faults: tuple[int, int]) -> None:
    assert torn_and_glued(text, KNOWN) == faults


def test_a_word_is_one_that_two_libraries_read_often_and_in_several_files() -> None:
    pages = {(f"{name}.pdf", 1): "hubs hubs rare" for name in "abcde"}
    alone = pages | {("a.pdf", 2): "odd " * 9}
    assert known_words({"one": Reading(pages=alone), "two": Reading(pages=pages)}) == {"hubs", "rare"}


def test_words_found_by_both_are_counted_page_by_page() -> None:
    one = Reading(pages={("a", 1): "the hubs open", ("a", 2): "closed"})
    two = Reading(pages={("a", 1): "the hu bs open", ("a", 2): "closed"})
    assert shared(one, two) == 3 / 6


def test_a_beginning_is_found_word_for_word_or_by_its_letters() -> None:
    reading = Reading(pages={("papers/a.pdf", 1): "1.1 The hu bs\nopen"})
    assert begins_found(reading, [("a.pdf", 1, "1.1 The")]) == (1, 1)
    assert begins_found(reading, [("a.pdf", 1, "The hubs open")]) == (0, 1)
    assert begins_found(reading, [("a.pdf", 2, "1.1 The")]) == (0, 0)


def test_the_table_counts_every_paragraph_once_and_names_what_was_not_read() -> None:
    row = {"kind": "table", "columns": ("Item", "£"), "label": "1.1"}
    read = paper(
        paragraph("Hubs", kind="heading"),
        paragraph("The hubs open.", "1.1"),
        paragraph("They close."),
        paragraph("Rent | 5") | row,
        paragraph("Staff | 9") | row,
        pages=2,
        warnings=("page 2: damaged",),
    )
    table = table_of([("kent", [read]), ("kent", UnreadableFile("b.pdf", "it is empty", "Fetch it")), ("ofsted", [])])
    head, _, kent, *_, last, blank, reason = lines_of(table)
    assert head.count("|") == kent.count("|") == last.count("|")
    assert kent == "| kent | 2 | 1 | 2 | 1 | 0 | 1 | 1 | 2 | 1 | 1 | 1 |"
    assert last.startswith("| all | 3 |")
    assert (blank, reason) == ("", "- b.pdf: it is empty. Fetch it")
