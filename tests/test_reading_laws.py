"""Laws that hold for every paper that is read: places in the text, order, parents, and that no word is lost or said twice."""

from __future__ import annotations

import functools
import re
from collections import Counter
from pathlib import Path

import pytest

from ingest.pack import cut, split
from ingest.paper import Paper
from ingest.read import read, structured
from ingest.source import open_source

EXAMPLES = Path(__file__).parent.parent / "examples" / "papers"
SHARED = Path(__file__).parent.parent.parent / "shared" / "papers"
# One of each kind that is hard: columns, forms, a page of tables, minutes, old Ofsted reports, letters, a pack
REAL = (
    "croydon-cabinet-2017-11-20-improvement-plan.pdf",
    "croydon-scrutiny-2017-10-31-ofsted-update.pdf",
    "darlington-cabinet-2016-childrens-services.pdf",
    "ofsted-letter-croydon-2019-12-18.pdf",
    "bristol/src-bcc-0003_committee-report-workplace-parking-levy-2024-09-12.pdf",
    "bristol/src-bcc-0004_decision-notice-transport-connectivity-policy-committee-2024-09-12.pdf",
    "bristol/src-bcc-0009_committee-report-wpl-october-2025.pdf",
    "kent/2025-01-30_cabinet_Printed-minutes-30th-Jan-2025-10.00-Cabinet.pdf",
    "kent/2025-01-30_cabinet_24-00108-Revenue-and-Capital-Budget-Monitoring-Report-November-2024-25.pdf",
    "kent/2025-01-30_cabinet_Appendix-G-Reserves-Policy.pdf",
    "kent/2025-01-30_cabinet_24-00096-EQIA.pdf",
    "southwark/Councils-update-statement.pdf",
    "southwark/TranscriptOverviewScrutiny.pdf",
    "suffolk-libraries/board-meeting-minutes-2014-01-30.pdf",
    "suffolk-libraries/2016-formal-notice-agenda.pdf",
)
FILES = [
    *(
        pytest.param(path, id=path.name)
        for path in sorted(EXAMPLES.iterdir())
        if path.suffix == ".pdf" and "scanned" not in path.name
    ),
    *(
        pytest.param(
            SHARED / name,
            id=name,
            marks=[
                pytest.mark.shared,
                pytest.mark.skipif(
                    not (SHARED / name).exists(), reason="the collection of real papers is not beside the checkout"
                ),
            ],
        )
        for name in REAL
    ),
]
SLACK = 0.002  # of the words: numbers glued to words, and words that a label takes with it


@functools.cache
def papers(path: Path) -> tuple[Paper, ...]:
    return tuple(read(path))


@pytest.mark.parametrize("path", FILES)
def test_every_paragraph_stands_in_the_papers_text_where_it_says(path: Path) -> None:
    for paper in papers(path):
        assert paper.paragraphs
        for one in paper.paragraphs:
            assert paper.text[one.start : one.end] == one.text
            assert one.text.strip() == one.text != ""


@pytest.mark.parametrize("path", FILES)
def test_paragraphs_are_counted_in_order_and_follow_one_another(path: Path) -> None:
    for paper in papers(path):
        assert [one.ordinal for one in paper.paragraphs] == list(range(len(paper.paragraphs)))
        ends = [0, *(one.end for one in paper.paragraphs)]
        assert all(one.start >= end for one, end in zip(paper.paragraphs, ends, strict=False))
        assert {one.paper for one in paper.paragraphs} == {paper.id}


@pytest.mark.parametrize("path", FILES)
def test_a_parent_stands_before_its_child_and_begins_its_address(path: Path) -> None:
    for paper in papers(path):
        for one in paper.paragraphs:
            assert one.parent is None or 0 <= one.parent < one.ordinal
            nested = re.fullmatch(r"(.+)\([^()]+\)", one.label)
            if one.label_kind == "printed" and one.parent is not None and nested:
                assert paper.paragraphs[one.parent].label == nested[1]


@pytest.mark.parametrize("path", FILES)
def test_pages_and_boxes_lie_within_the_paper(path: Path) -> None:
    for paper in papers(path):
        pages = range(paper.first_page, paper.first_page + paper.pages)
        for one in paper.paragraphs:
            assert one.page in pages
            for box in one.boxes:
                assert box.page in pages
                assert 0 <= box.left <= box.right <= 1
                assert 0 <= box.top <= box.bottom <= 1


@pytest.mark.parametrize("path", FILES)
def test_no_word_outside_the_furniture_is_lost_or_said_twice(path: Path) -> None:
    """Hyphens apart, for a word divided at a line's end may be joined: the words printed are the words read."""
    printed, said, heads = _printed(path), Counter[str](), Counter[str]()
    for paper in papers(path):
        above: tuple[object, ...] = ()
        for one in paper.paragraphs:
            said.update(_words(one.text))
            heads.update(_words(f"{one.label.split('(')[-1]}") if one.label_kind == "printed" else ())
            if (one.page, one.columns, one.caption) != above:  # heads are printed again overleaf
                above = (one.page, one.columns, one.caption)
                heads.update(word for text in (*one.columns, one.caption) for word in _words(text))
    lost, twice = printed - said - heads, said - printed
    assert sum(lost.values()) <= SLACK * printed.total(), lost.most_common(20)
    assert sum(twice.values()) <= SLACK * printed.total(), twice.most_common(20)


def _printed(path: Path) -> Counter[str]:
    """The words of the file's pages, those of its furniture and of its blank pages left out."""
    source = open_source(path)
    kept = {page.number for part in split(source.pages, source.bookmarks) for page in cut(source.pages, part)}
    clean, _tables = structured(source.pages)
    lines = [line.text for one in clean if one.page.number in kept for line in one.page.lines]
    return Counter(_words("\n".join(lines)))


def _words(text: str) -> list[str]:
    return [word for word in re.sub(r"[-–]\s+(?=[a-z])|[^\w\s]|_", "", text.casefold()).split() if word != "o"]
