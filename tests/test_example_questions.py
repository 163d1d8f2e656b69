"""The questions to begin with are answered by the papers they are offered for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from conftest import paper

from answer.ask import ask
from index.build import ingest_paths
from index.library import Library
from ingest.paper import Entry
from ui.example_questions import OF_THE_EXAMPLES, example_questions

PAPERS = Path(__file__).parent.parent / "examples" / "papers"


def entry(**facts: object) -> Entry:
    made = paper("Words.", **facts)  # type: ignore[arg-type]
    return Entry(**{name: getattr(made, name) for name in Entry.__dataclass_fields__})


@pytest.mark.model
def test_the_examples_own_questions_are_answered_by_their_papers(tmp_path: Path) -> None:
    files = sorted({PAPERS / file for file, _ in OF_THE_EXAMPLES})
    with Library.open(tmp_path / "library", create=True) as library:
        assert [report.error for report in ingest_paths(library, files)] == [None] * len(files)
        assert example_questions(library.entries()) == [question for _, question in OF_THE_EXAMPLES]
        for _, question in OF_THE_EXAMPLES:
            assert ask(library, question).found, question


def test_other_papers_get_questions_made_from_the_newest_of_each_kind() -> None:
    entries = [
        entry(id="a", title="Old plan", date=dt.date(2020, 1, 1)),
        entry(id="b", title="New plan", date=dt.date(2024, 1, 1)),
        entry(id="c", title="Minutes", kind="minutes", committee="Cabinet", date=dt.date(2023, 5, 3)),
        entry(id="d", title="More minutes", kind="minutes", committee="Cabinet", date=None),
        entry(id="e", title="Notes", kind="other"),
    ]
    assert example_questions(entries) == [
        "What is recommended in “New plan”?",
        "What was decided at the Cabinet on 3 May 2023?",
    ]
