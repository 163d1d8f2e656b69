"""The filters offer what the library holds and nothing else, and say in words what they let through."""

from __future__ import annotations

import datetime as dt

from conftest import paper

from index.record import Filters
from ingest.paper import Entry
from ui.filters import Choices, choices_in, filters_in_words
from ui.outline import matching


def entry(**facts: object) -> Entry:
    made = paper("Words.", **facts)  # type: ignore[arg-type]
    return Entry(**{name: getattr(made, name) for name in Entry.__dataclass_fields__})


ENTRIES = [
    entry(id="a", title="Budget", committee="Cabinet", date=dt.date(2023, 5, 3), kind="minutes"),
    entry(id="b", title="Letter", council=None, committee=None, date=None, kind="ofsted_letter"),
    entry(id="c", title="Hub", date=dt.date(2024, 2, 1)),
]


def test_the_choices_are_those_of_the_catalogue() -> None:
    assert choices_in(ENTRIES) == Choices(
        councils=("Fennshire Council",),
        committees=("Cabinet", "Scrutiny Committee"),
        kinds=("report", "minutes", "ofsted_letter"),
        first=dt.date(2023, 5, 3),
        last=dt.date(2024, 2, 1),
    )
    assert choices_in([]) == Choices()


def test_filters_are_said_in_words() -> None:
    filters = Filters(council=("Kent", "Devon"), kind="minutes", date_to=dt.date(2024, 1, 31))
    assert filters_in_words(filters) == "Kent or Devon; Minutes; to 31 January 2024"
    assert filters_in_words(Filters()) == ""


def test_papers_are_found_by_all_words_newest_first_and_undated_last() -> None:
    assert [each.id for each in matching(ENTRIES, "")] == ["c", "a", "b"]
    assert [each.id for each in matching(ENTRIES, "CABINET may 2023")] == ["a"]
    assert matching(ENTRIES, "cabinet 2024") == []
