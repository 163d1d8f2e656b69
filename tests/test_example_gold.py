"""What the gold says of the example papers stands in the papers as rendered, on the page and under the number it names."""

from __future__ import annotations

import functools
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from examples import layout, render, structure
from examples.source import Block, Source, plain

EVAL = Path(__file__).parent.parent / "eval" / "benchmark"
GOLD = ("questions", "promises", "done", "figures")
SOURCES = {group[0]["file"]: group for group in render.groups()}
SCANNED = next(name for name, group in SOURCES.items() if group[0]["scan"])
IN_WORD = next(name for name, group in SOURCES.items() if group[0]["layout"] == "word")


def rows(name: str) -> list[dict[str, Any]]:
    text = (EVAL / f"examples.{name}.jsonl").read_text(encoding="utf8")
    return [json.loads(line) for line in text.splitlines()]


def places(name: str) -> list[dict[str, Any]]:
    """Every record that names a paper and quotes it."""
    found = []
    for row in rows(name):
        found += [row] if "quote" in row else []
        found += [place for key in ("evidence", "alternatives", "later", "earlier") for place in row.get(key, [])]
    return found


def squash(text: str) -> str:
    return re.sub(r"[\s•|*]", "", unicodedata.normalize("NFKC", text))


@functools.cache
def pages(paper: str) -> list[str]:
    """The text of each page, white space left out; a scan's is taken from the pages it was made of."""
    path = render.PAPERS / f"{paper}.pdf"
    if paper == IN_WORD:
        document = Document(str(render.PAPERS / f"{paper}.docx"))
        lines = [paragraph.text for paragraph in document.paragraphs]
        lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [squash("".join(lines))]
    pdf = io.BytesIO(layout.render(SOURCES[paper][0]).pdf) if paper == SCANNED else path
    return [squash(page.extract_text()) for page in PdfReader(pdf).pages]


def stands(quote: str, here: str, overleaf: str) -> bool:
    """The quote is on this page, or begins on it and ends on the next."""
    quote = squash(quote)
    return quote in here or any(quote[:n] in here and quote[n:] in overleaf for n in range(8, len(quote) - 8))


def address(block: Block, above: list[str]) -> list[str]:
    """The numbers a block stands under, from the outside in, as an officer would say them together."""
    if not block.label:
        return [] if block.kind == "heading" else above
    label = block.label.rstrip(".")
    if structure.DECIMAL.match(label):
        return [label]
    if re.match(r"\(|\d+\)", label):
        outer = [one for one in above if not re.match(r"\(", one)]
        return [*outer, f"({label.strip('()')})"]
    return [label]


def numbered(paper: Source) -> list[tuple[str, str]]:
    """(printed number, text) of each block of a paper."""
    found, above = [], list[str]()
    for block in paper.blocks:
        above = address(block, above)
        if re.match(r"\d+$", "".join(above)) and block.kind == "heading":
            above = above if len(above[0]) == 3 else []  # a minute's number, not a section's
        text = " ".join([block.text, *block.items, *(" ".join(row) for row in block.rows)])
        found.append(("".join(above), squash(plain(text))))
    return found


@pytest.mark.parametrize("name", GOLD)
def test_every_quote_stands_on_its_page(name: str) -> None:
    missing = []
    for place in places(name):
        text = [*pages(place["paper"]), ""]
        number = place["page"] or 1
        if not stands(place["quote"], text[number - 1], text[number]):
            missing.append((place["paper"], place["page"], place["quote"]))
    assert missing == []


@pytest.mark.parametrize("name", GOLD)
def test_every_quote_stands_under_the_printed_number_given(name: str) -> None:
    wrong = []
    for place in places(name):
        quote = squash(place["quote"])
        labels = {label for part in SOURCES[place["paper"]] for label, text in numbered(part) if quote in text}
        if place["paragraph"] and place["paragraph"] not in labels:
            wrong.append((place["paper"], place["paragraph"], sorted(labels), place["quote"]))
    assert wrong == []


def test_no_two_records_share_an_id() -> None:
    ids = [row["id"] for name in GOLD for row in rows(name)]
    assert len(ids) == len(set(ids))


def test_a_question_has_evidence_and_words_to_look_for_or_neither() -> None:
    for row in rows("questions"):
        assert bool(row["evidence"]) == bool(row["must"]) == (row["category"] != "unanswerable"), row["id"]
        assert (row["category"] == "followup") == bool(row.get("history")), row["id"]


def test_the_answer_given_for_reading_would_be_marked_right() -> None:
    for row in rows("questions"):
        answer = row["answer"].casefold()
        for spellings in row["must"]:
            assert any(one.casefold() in answer for one in spellings), (row["id"], spellings)


def test_each_answer_can_be_put_together_from_its_quotes() -> None:
    for row in rows("questions"):
        quotes = " ".join(place["quote"] for place in row["evidence"]).casefold()
        for spellings in row["must"]:
            assert any(one.casefold() in quotes for one in spellings) or row["category"] == "list", (
                row["id"],
                spellings,
            )


def test_what_came_of_a_promise_is_told_by_a_later_paper_or_a_later_item() -> None:
    for row in rows("promises"):
        assert bool(row.get("later")) or "outcome" not in row, row["id"]
        assert all(re.search(r"\d{4}-\d\d-\d\d", place["paper"])[0] >= row["made"] for place in row.get("later", [])), (
            row["id"]
        )
