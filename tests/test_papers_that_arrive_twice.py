"""A paper that arrives twice is searched once with both sources named; papers that merely look alike stay two papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import WordHashEmbedder, paper, paragraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.build import ingest_paths
from index.copies import fingerprint
from index.library import Library
from index.record import Filters
from index.search import search
from ingest.paper import Paper
from ui.outline import entry_html

Stock = Callable[..., Library]
TEXT = (
    "As of October 2024 the service was working with 894 young adults across the county, a rise of 5% in one year.",
    "The transfer will be complete by 1 April 2025 and costs £59m, of which £3m is for staffing.",
    "Cabinet is asked to agree the transfer of the service to the directorate for adults (-£1.2m).",
)
SHARED = Path(__file__).parents[2] / "shared" / "papers" / "kent"


def report(*text: str, id: str = "report", **more: object) -> Paper:
    labels = ("1.1", "1.2", "2.1", "2.2")
    return paper(*(paragraph(each, label) for each, label in zip(text or TEXT, labels, strict=False)), id=id, **more)  # type: ignore[arg-type]


def found(library: Library, filters: Filters = Filters(), query: str = "young adults transfer service") -> list[str]:
    """The papers that a search shows."""
    hits = search(library, query, filters=filters, embedder=WordHashEmbedder())
    return sorted({hit.entry.id for hit in hits})


def put(library: Library, file: str, *papers: Paper) -> None:
    """Papers as one file."""
    made = [replace(each, file=file, sha256=f"sha of {file}") for each in papers]
    library.put(file, f"sha of {file}", made, WordHashEmbedder())


OTHER = paper("Another report of the same pack, about roads.", id="roads")
ALONE = report(id="alone")
PACKED = report(id="packed", item="7", pack="Cabinet, 5 March 2024", first_page=13)


@pytest.fixture
def both(library: Library) -> Library:
    put(library, "pack.pdf", OTHER, PACKED)
    put(library, "alone.pdf", ALONE)
    return library


def test_a_report_alone_and_in_a_pack_is_searched_once_and_names_both_sources(both: Library) -> None:
    assert found(both) == ["alone", "roads"]
    (hit,) = search(both, "young adults", k=1, embedder=WordHashEmbedder())
    assert hit.entry.also_in == (("pack.pdf", 13),)
    assert "<dt>Also in</dt><dd>pack.pdf, from page 13</dd>" in entry_html(hit.entry, 3)


def test_both_stay_in_the_library_each_naming_the_other(both: Library) -> None:
    assert {entry.id: entry.also_in for entry in both.entries()} == {
        "alone": (("pack.pdf", 13),),
        "packed": (("alone.pdf", 1),),
        "roads": (),
    }
    assert both.paper("packed").also_in == (("alone.pdf", 1),)
    assert both.paper("packed").paragraphs == tuple(PACKED.paragraphs)
    assert [entry.id for entry in both.entries(once=True)] == ["alone", "roads"]


@pytest.mark.parametrize(("gone", "left"), [("alone.pdf", ["packed", "roads"]), ("pack.pdf", ["alone"])])
def test_removing_one_brings_the_other_back(both: Library, gone: str, left: list[str]) -> None:
    both.remove(gone)
    assert found(both) == left
    assert all(entry.also_in == () for entry in both.entries())


def test_changing_one_brings_the_other_back_and_makes_them_two(both: Library) -> None:
    put(both, "alone.pdf", report(TEXT[0].replace("894", "925"), *TEXT[1:], id="alone"))
    assert found(both) == ["alone", "packed", "roads"]


def test_a_filter_that_leaves_one_out_brings_the_other_back(both: Library) -> None:
    assert found(both, Filters(papers=("packed",))) == ["packed"]
    assert found(both, Filters(papers=("packed", "alone"))) == ["alone"]
    assert found(both, Filters(council="Fennshire")) == ["alone", "roads"]
    assert found(both, Filters(council="Nowhere")) == []


def test_a_pack_that_holds_a_report_twice_is_searched_once(library: Library) -> None:
    put(library, "pack.pdf", PACKED, report(id="again", first_page=30))
    assert found(library) == ["packed"]
    assert library.paper("packed").also_in == (("pack.pdf", 30),)


def test_the_same_file_under_two_names_names_the_other(library: Library, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Potholes are mended.")
    list(ingest_paths(library, [tmp_path], embedder=WordHashEmbedder(), read="plain_reader:read"))
    (entry,) = library.entries()
    assert entry.also_in == ((str(tmp_path / "b.txt"), 1),)


@pytest.mark.parametrize(
    ("other", "shown"),
    [
        (report(id="other", file="a.pdf", committee=None), "report"),  # the one that knows its meeting
        (report(id="other", file="a.docx"), "report"),  # the one with fixed pages
        (report(id="other", file="a.pdf", warnings=("page 1: read by OCR, confidence 99 %",)), "report"),
        (report(id="other", file="a.pdf", item="7"), "other"),  # equally described: by name
        (report(id="other", file="z.pdf"), "report"),
    ],
)
def test_which_copy_is_shown_is_settled_however_they_came(library: Library, other: Paper, shown: str) -> None:
    own = report(file="report.pdf")
    for papers in ((own, other), (other, own)):
        for each in papers:
            put(library, each.file, each)
        assert found(library) == [shown]
        for each in papers:
            library.remove(each.file)


@pytest.mark.parametrize(
    "copy",
    [
        report(TEXT[0].replace("the county", "page the 13 county"), *TEXT[1:], first_page=12, pages=3),
        report(*TEXT[:2], "Page 13 " + TEXT[2], first_page=12, pages=3),
        report(TEXT[0] + " 13", *TEXT[1:], first_page=12, pages=3),
        report(TEXT[0].upper(), TEXT[1].replace("transfer", "trans­fer"), TEXT[2].replace("for adults", "for\nadults")),
        report(TEXT[0], "FOR GENERAL RELEASE", *TEXT[1:]),
        report(*TEXT, council="Fennshire County Council"),
        report(*TEXT, council=None, committee=None, date=None),
        paper("1.1 " + TEXT[0], "1.2 " + TEXT[1], "2.1 " + TEXT[2]),
    ],
    ids=[
        "stamp torn apart",
        "stamp with its word",
        "stamp",
        "spelling",
        "marking",
        "council's long name",
        "nothing known",
        "labels in text",
    ],
)
def test_what_files_do_to_a_text_makes_no_other_paper(library: Library, copy: Paper) -> None:
    put(library, "a.pdf", report(id="one"))
    put(library, "b.pdf", _as(copy, "two"))
    assert library.paper("two").also_in == (("a.pdf", 1),)
    assert len(found(library)) == 1


@pytest.mark.parametrize(
    "other",
    [
        report(TEXT[0].replace("894", "925"), *TEXT[1:]),
        report(TEXT[0].replace("5%", "5"), *TEXT[1:]),
        report(TEXT[0], TEXT[1].replace("£59m", "£5.9m"), TEXT[2]),
        report(*TEXT[:2], TEXT[2].replace("-£1.2m", "+£1.2m")),
        report(*TEXT[:2], TEXT[2].replace("agree", "note")),
        report(*TEXT[:2], TEXT[2].replace("is asked", "is not asked")),
        report(TEXT[0].replace("October", "November"), *TEXT[1:]),
        report(*TEXT, "DRAFT"),
        report(*TEXT, date=dt.date(2024, 3, 6)),
        report(*TEXT, committee="Full Council"),
        report(*TEXT, council="Marlshire Council"),
        report(*TEXT, access="exempt"),
        report(TEXT[1], TEXT[0], TEXT[2]),
        report(TEXT[0].replace("894", "13"), *TEXT[1:], first_page=12, pages=3),
    ],
    ids="figure;per cent;decimal;sign;word;negation;month;draft;date;committee;council;exempt;order;figure like a page".split(
        ";"
    ),
)
def test_papers_that_merely_look_alike_stay_two(library: Library, other: Paper) -> None:
    put(library, "a.pdf", report(id="one"))
    put(library, "b.pdf", _as(other, "two"))
    assert [entry.also_in for entry in library.entries()] == [(), ()]
    assert found(library) == ["one", "two"]


def test_two_page_numbers_that_differ_are_no_reason_to_call_figures_the_same(library: Library) -> None:
    """14 schools and 15 schools, where both files have a page of that number."""
    put(library, "a.pdf", report(TEXT[0].replace("894", "14"), *TEXT[1:], id="one", first_page=10, pages=9))
    put(library, "b.pdf", report(TEXT[0].replace("894", "15"), *TEXT[1:], id="two", first_page=10, pages=9))
    assert found(library) == ["one", "two"]


def test_very_short_papers_are_never_taken_for_copies(library: Library) -> None:
    assert fingerprint(paper("There are no exempt items.")) is None
    put(library, "a.pdf", paper("There are no exempt items.", id="one"))
    put(library, "b.pdf", paper("There are no exempt items.", id="two"))
    assert found(library, query="exempt items") == ["one", "two"]


def _as(made: Paper, id: str) -> Paper:
    return replace(made, id=id, paragraphs=tuple(replace(each, paper=id) for each in made.paragraphs))


TIMES = st.sampled_from([None, dt.date(2024, 3, 5), dt.date(2024, 6, 4)])
FILES = st.dictionaries(
    st.sampled_from(["a.pdf", "b.pdf", "c.docx", "d.txt"]),
    st.tuples(TIMES, st.sampled_from(["894", "925"])),
    min_size=1,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["a.pdf", "b.pdf", "c.docx", "d.txt"]), TIMES, st.sampled_from(["894", "925"]))
)


def stored(library: Library, file: str, date: dt.date | None, figure: str) -> None:
    put(library, file, report(TEXT[0].replace("894", figure), *TEXT[1:], id=file.replace(".", "-"), date=date))


@given(first=STEPS, last=FILES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_searched_depends_on_what_is_there_not_on_how_it_came(
    tmp_path_factory: pytest.TempPathFactory, first: Sequence[tuple[str, dt.date | None, str]],
    last: dict[str, tuple[dt.date | None, str]],
) -> None:  # fmt: skip
    """And of every text at least one paper is searched: none vanishes."""
    folder = tmp_path_factory.mktemp("library")
    with Library.open(folder / "one", create=True) as grown, Library.open(folder / "two", create=True) as fresh:
        for file, date, figure in first:
            stored(grown, file, date, figure)
        for file in set(grown.files()) - set(last):
            grown.remove(file)
        for library, files in ((grown, list(last)), (fresh, sorted(last, reverse=True))):
            for file in files:
                stored(library, file, *last[file])
        assert found(grown) == found(fresh)
        assert [(entry.id, entry.also_in) for entry in grown.entries()] == [
            (entry.id, entry.also_in) for entry in fresh.entries()
        ]
        shown = [last[id.replace("-", ".")] for id in found(fresh)]
        assert {figure for _, figure in shown} == {figure for _, figure in last.values()}
        for date, figure in last.values():
            assert any(known == figure and (not at or not date or at == date) for at, known in shown)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the collection of real papers is not beside the checkout")
def test_kents_supplement_is_its_packs_copy_and_not_the_first_versions(library: Library, tmp_path: Path) -> None:
    """894 young adults in the report as first published, 925 in the supplement, which came alone and in a pack."""
    names = {path.name for path in SHARED.iterdir() if "Strengthening-Independence" in path.name}
    chosen = [SHARED / name for name in sorted(names) if "Minutes" not in name]
    assert len(chosen) == 3
    assert not [r.error for r in ingest_paths(library, chosen, embedder=WordHashEmbedder()) if r.error]
    reports = {entry.id: entry for entry in library.entries(once=True) if entry.title.startswith("Transfer the 18-25")}
    told = {Path(entry.file).name: [Path(file).name for file, _ in entry.also_in] for entry in reports.values()}
    first = (
        "2025-01-30_cabinet_24-00109-Transfer-the-18-25-section-of-the-Strengthening-Independence-Service-Report.pdf"
    )
    alone = "2025-01-30_cabinet_Item-7-Supplementary-24-00109-Transfer-the-18-25-section-of-the-Strengthening-Independence.pdf"
    pack = "2025-01-30_cabinet_PACK_Item-7-Supplementary-2400109-Transfer-the-18-25-section-of-the-Strengthening-Independence.pdf"
    assert told == {first: [], alone: [pack]}
