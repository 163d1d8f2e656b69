"""Search finds the paragraph by its meaning and its words, keeps to its filters, and bears whatever is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from conftest import WordHashEmbedder, paper, paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.library import Library
from index.record import Choice
from index.search import Filters, Hit, search

Stock = Callable[..., Library]
EMBEDDER = WordHashEmbedder()
PAPERS = (
    paper(
        paragraph("2 Workforce", kind="heading"),
        paragraph("Caseloads rose to 21 for each social worker.", "2.1", heading=("2 Workforce",)),
        paragraph("Agency staff cost £4.1m.", "2.2", heading=("2 Workforce",)),
        id="croydon-children",
        title="Children’s services",
        council="London Borough of Croydon",
        committee="Children and Young People Scrutiny Sub-Committee",
        date=dt.date(2017, 10, 31),
    ),
    paper(
        paragraph("The library at Quay Street will close.", "1"),
        id="kent-libraries",
        title="Libraries",
        kind="minutes",
        council="Kent County Council",
        committee="Cabinet",
        date=dt.date(2024, 6, 18),
    ),
    paper(paragraph("Caseloads fell.", "5"), id="undated", council=None, committee=None, date=None, kind="other"),
)


@pytest.fixture
def shelf(stock: Stock) -> Library:
    return stock(*PAPERS)


def found(library: Library, query: str, filters: Filters = Filters(), k: int = 20) -> list[str]:
    return [
        f"{hit.entry.id} {hit.paragraph.label}"
        for hit in search(library, query, k=k, filters=filters, embedder=EMBEDDER)
    ]


def test_a_paragraph_is_found_by_its_words(shelf: Library) -> None:
    assert found(shelf, "How much was spent on agency staff?")[0] == "croydon-children 2.2"
    assert found(shelf, "caseload per social worker")[0] == "croydon-children 2.1"


def test_a_paragraph_is_found_by_its_headings_paper_council_and_date(shelf: Library) -> None:
    assert found(shelf, "libraries")[0] == "kent-libraries 1"
    assert {row.split()[0] for row in found(shelf, "workforce", k=2)} == {"croydon-children"}
    assert {row.split()[0] for row in found(shelf, "31 October 2017", k=2)} == {"croydon-children"}
    assert found(shelf, "Kent County Council")[0] == "kent-libraries 1"


def test_headings_are_no_hits_of_their_own(shelf: Library) -> None:
    assert all(hit.paragraph.kind != "heading" for hit in search(shelf, "workforce", embedder=EMBEDDER))


def test_a_hit_carries_both_scores_whichever_side_found_it(shelf: Library) -> None:
    hits = {hit.paragraph.label: hit for hit in search(shelf, "caseloads fell", embedder=EMBEDDER)}
    assert hits["5"].words > 0
    assert hits["5"].dense > hits["1"].dense
    assert hits["1"].words == 0
    assert all(0 <= hit.score <= 1 for hit in hits.values())


def test_the_same_question_gives_the_same_hits_in_the_same_order(stock: Stock) -> None:
    library = stock(*(paper("Exactly the same words.", "Exactly the same words.", id=f"p{n}") for n in range(30)))
    first = search(library, "the same words", k=60, embedder=EMBEDDER)
    assert [(hit.entry.id, hit.paragraph.ordinal) for hit in first] == sorted(
        (f"p{n}", m) for n in range(30) for m in (1, 2)
    )
    library.close()
    with Library.open(library.folder) as again:
        assert search(again, "the same words", k=60, embedder=EMBEDDER) == first


def test_a_long_paragraph_counts_by_its_best_passage(stock: Stock) -> None:
    filler = " ".join(f"Sentence {n} speaks of general matters of no great note." for n in range(80))
    library = stock(paper(f"{filler} Peacocks escaped. {filler}", id="long"), paper(filler, id="filler"))
    assert found(library, "peacocks escaped")[0].startswith("long")
    assert len(found(library, "peacocks escaped")) == 2


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(council="Croydon"), {"croydon-children"}),
        (Filters(council="CROYDON COUNCIL"), {"croydon-children"}),
        (Filters(council=("kent", "croydon")), {"croydon-children", "kent-libraries"}),
        (Filters(committee="scrutiny"), {"croydon-children"}),
        (Filters(committee="the Cabinet"), {"kent-libraries"}),
        (Filters(kind="minutes"), {"kent-libraries"}),
        (Filters(date_from=dt.date(2017, 10, 31), date_to=dt.date(2017, 10, 31)), {"croydon-children"}),
        (Filters(date_from=dt.date(2018, 1, 1)), {"kent-libraries"}),
        (Filters(papers=("undated",)), {"undated"}),
        (Filters(papers=("undated", "kent-libraries"), council="Kent"), {"kent-libraries"}),
    ],
)
def test_filters_let_through_what_they_name(shelf: Library, filters: Filters, ids: set[str]) -> None:
    assert {row.split()[0] for row in found(shelf, "caseloads and libraries", filters)} == ids
    assert {entry.id for entry in shelf.entries(filters)} == ids


@pytest.mark.parametrize(
    "filters",
    [
        Filters(council="Atlantis"),
        Filters(council=""),
        Filters(council=()),
        Filters(papers=()),
        Filters(papers=("no-such-paper",)),
        Filters(kind="pamphlet"),
        Filters(date_from=dt.date(2024, 1, 2), date_to=dt.date(2024, 1, 1)),
        Filters(council="Croydon", committee="Cabinet"),
    ],
)
def test_an_impossible_filter_lets_nothing_through(shelf: Library, filters: Filters) -> None:
    assert found(shelf, "caseloads", filters) == []
    assert shelf.entries(filters) == []


@pytest.mark.parametrize(
    ("wanted", "council"),
    [
        ("Somerset", "Somerset Council"),
        ("north somerset", "North Somerset Council"),
        ("City of London", "City of London"),
    ],
)
def test_a_council_is_not_taken_for_its_neighbour(stock: Stock, wanted: Choice, council: str) -> None:
    names = ("Somerset Council", "North Somerset Council", "City of London", "London Borough of Croydon")
    library = stock(*(paper("Budget.", id=f"p{n}", council=name) for n, name in enumerate(names)))
    assert [entry.council for entry in library.entries(Filters(council=wanted))] == [council]


def test_a_filter_reaches_what_lies_beyond_the_best_hundred(stock: Stock) -> None:
    crowd = paper(*(f"Drains and gullies of ward {n}." for n in range(300)), id="crowd", council="Kent County Council")
    library = stock(
        crowd, paper("A word on drains among much else of little interest.", id="one", council="Wye Council")
    )
    assert found(library, "drains and gullies", Filters(council="Wye")) == ["one ¶1"]


@pytest.mark.parametrize("query", ["", "   ", "\n\t"])
def test_an_empty_question_finds_nothing(shelf: Library, query: str) -> None:
    assert found(shelf, query) == []


@pytest.mark.parametrize(
    "query",
    [
        '"caseloads" AND (NOT OR NEAR/2 "',
        "caseloads' OR 1=1; DROP TABLE papers; --",
        "text:caseloads * ^ col{}",
        "NOT",
        "caseloads " * 1000,
        " ".join(f"word{n}" for n in range(1500)) + " caseloads",
        "какая нагрузка на социальных работников? caseloads",
        "每位社工的个案量是多少",
        "ما هو عبء العمل؟",
        "caseloads \x00 \ud800 \uffff 🙂",
        "?!…",
    ],
)
def test_whatever_is_typed_is_a_question_never_an_error(shelf: Library, query: str) -> None:
    hits = search(shelf, query, embedder=EMBEDDER)
    assert len(hits) == 4
    assert len(shelf.entries()) == 3
    if query.count("caseloads") == 1 and len(query) < 100:
        assert "Caseloads" in hits[0].paragraph.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_can_be_asked(shelf: Library, query: str) -> None:
    hits: Sequence[Hit] = search(shelf, query, embedder=EMBEDDER)
    assert len(hits) == (4 if query.strip() else 0)


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert found(library, "caseloads") == []


def test_other_writing_is_found_by_its_words(stock: Stock) -> None:
    library = stock(
        paper("Нагрузка выросла.", id="ru"), paper("Llwyth achosion Ynys Môn.", id="cy"), paper("None.", id="en")
    )
    assert found(library, "нагрузка")[0].startswith("ru")
    assert found(library, "ynys mon")[0].startswith("cy")


def test_k_hits_are_given_when_there_are_k(shelf: Library) -> None:
    assert [len(found(shelf, "caseloads", k=k)) for k in (0, 1, 3, 50)] == [0, 1, 3, 4]


def test_scores_are_numbers_json_can_hold(shelf: Library) -> None:
    hit = search(shelf, "caseloads", embedder=EMBEDDER)[0]
    assert [type(value) for value in (hit.score, hit.words, hit.dense)] == [float] * 3
    assert np.isfinite([hit.score, hit.words, hit.dense]).all()
