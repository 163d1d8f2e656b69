"""Other programs can rely on the JSON: these keys are there, in every paper, paragraph, citation and retrieved row."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from conftest import paper, paragraph

from answer.record import Answer, Citation
from answer.wire import answer_to_wire, failure_to_wire, paper_to_wire, paragraph_to_wire
from index.record import Hit

PAPER_KEYS = "paper file title kind council committee date item pages paragraphs warnings".split()
PARAGRAPH_KEYS = "label label_kind heading text page kind ordinal".split()
ANSWER_KEYS = "id answer found citations retrieved confidence asked seconds".split()
CITATION_KEYS = "paper file label page quote text".split()
RETRIEVED_KEYS = "paper file label page text score".split()

COSTS = paper(
    paragraph("The budget rose to £1.5m. It had been £1.2m.", "3.3", heading=("Financial impact",), page=9),
    id="costs-2017",
    committee="Scrutiny and Overview Committee",
    date=dt.date(2017, 10, 31),
    file="papers/costs.pdf",
)
RISE = COSTS.paragraphs[0]
CITED = Citation(
    paper=COSTS.id,
    file=COSTS.file,
    title=COSTS.title,
    council=COSTS.council,
    committee=COSTS.committee,
    date=COSTS.date,
    item=COSTS.item,
    ordinal=RISE.ordinal,
    label=RISE.label,
    label_kind=RISE.label_kind,
    kind=RISE.kind,
    heading=RISE.heading,
    page=RISE.page,
    printed_page=None,
    quote="The budget rose to £1.5m.",
    text=RISE.text,
)
HIT = Hit(paragraph=RISE, entry=COSTS, score=0.75, words=2.0, dense=0.5)
ANSWER = Answer(
    question="By how much?",
    asked="By how much did the budget rise?",
    text="The budget rose to £1.5m. [1]",
    found=True,
    citations=(CITED,),
    retrieved=(HIT,),
    confidence=0.9,
    seconds={"search": 0.5, "total": 1.25},
)


def test_a_paper_is_listed_with_its_file_and_its_date_as_iso() -> None:
    wire = paper_to_wire(COSTS, 1)
    assert list(wire)[: len(PAPER_KEYS)] == PAPER_KEYS
    assert (wire["paper"], wire["file"], wire["date"], wire["paragraphs"]) == (
        "costs-2017",
        "papers/costs.pdf",
        "2017-10-31",
        1,
    )


def test_what_is_not_known_of_a_paper_is_null() -> None:
    wire = paper_to_wire(paper("Text.", council=None, committee=None, date=None), 1)
    assert [wire[key] for key in ("council", "committee", "date", "item")] == [None] * 4


def test_a_paragraph_is_shown_with_label_heading_and_page() -> None:
    wire = paragraph_to_wire(RISE)
    assert list(wire)[: len(PARAGRAPH_KEYS)] == PARAGRAPH_KEYS
    assert [wire[key] for key in ("label", "label_kind", "heading", "page")] == [
        "3.3",
        "printed",
        ["Financial impact"],
        9,
    ]


def test_an_answer_carries_its_question_its_citations_and_what_was_retrieved() -> None:
    wire = json.loads(json.dumps(answer_to_wire(ANSWER, "q1")))
    assert set(ANSWER_KEYS) <= set(wire)
    assert wire["id"] == "q1"
    assert wire["seconds"] == {"search": 0.5, "total": 1.25}
    (citation,), (hit,) = wire["citations"], wire["retrieved"]
    assert list(citation)[: len(CITATION_KEYS)] == CITATION_KEYS
    assert citation["reads"] == "Scrutiny and Overview Committee, 31 October 2017, para 3.3 (page 9)"
    assert list(hit)[: len(RETRIEVED_KEYS)] == RETRIEVED_KEYS
    assert (hit["file"], hit["text"], hit["score"]) == ("papers/costs.pdf", RISE.text, 0.75)


def test_a_question_asked_alone_has_no_id() -> None:
    assert "id" not in answer_to_wire(ANSWER)


def test_the_first_twenty_retrieved_are_given_best_first() -> None:
    hits = tuple(replace(HIT, score=30.0 - number) for number in range(30))
    retrieved = answer_to_wire(replace(ANSWER, retrieved=hits))["retrieved"]
    assert isinstance(retrieved, list)
    assert [row["score"] for row in retrieved] == [30.0 - number for number in range(20)]


def test_a_question_that_failed_has_an_answers_shape_and_the_reason() -> None:
    wire = failure_to_wire("By how much?", "the library is damaged", "q2")
    assert set(ANSWER_KEYS) <= set(wire)
    assert (wire["found"], wire["citations"], wire["error"]) == (False, [], "the library is damaged")
