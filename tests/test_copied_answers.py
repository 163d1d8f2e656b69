"""An answer is copied as plain text with its citations as officers write them, never without where it stands."""

from __future__ import annotations

from dataclasses import replace

from conftest import paper, paragraph

from answer.cite import cite
from answer.record import Answer, Citation
from index.record import Hit
from ingest.paper import Entry
from ui.copy import copied


def citation() -> Citation:
    made = paper(paragraph("Costs rose to £2m.", "3.3", page=9), title="Budget monitoring")
    entry = Entry(**{name: getattr(made, name) for name in Entry.__dataclass_fields__})
    return cite(Hit(paragraph=made.paragraphs[0], entry=entry, score=1.0, words=1.0, dense=1.0), "rose to £2m")


def test_an_answer_is_copied_with_its_numbered_sources() -> None:
    answer = Answer(
        question="Costs?", asked="What did it cost?", text="It rose to £2m [1].", found=True, citations=(citation(),)
    )
    assert copied(answer) == (
        "Question: What did it cost?\n\nIt rose to £2m [1].\n\nSources:\n"
        "[1] Scrutiny Committee, 5 March 2024, para 3.3 (page 9), in: Budget monitoring: “rose to £2m”"
    )


def test_an_inferred_number_is_copied_as_inferred() -> None:
    inferred = replace(citation(), label_kind="inferred")
    answer = Answer(question="Costs?", asked="", text="It rose [1].", found=True, citations=(inferred,))
    assert "para 3.3 (page 9), in: Budget monitoring, paragraph number inferred: “rose to £2m”" in copied(answer)


def test_the_nearest_passages_are_never_copied_as_sources() -> None:
    answer = Answer(question="Fires?", asked="Fires?", text="Not in these papers.", found=False, nearest=(citation(),))
    assert "Sources:" not in copied(answer)
    assert "Not in these papers.\n\nNearest passages, which do not answer the question:\n[1] " in copied(answer)
