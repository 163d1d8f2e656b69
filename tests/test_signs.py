"""A library keeps what the evidence ranker read, a bit a number, and searching ranks hundreds of paragraphs by it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from conftest import WordHashEmbedder, paper

from index.build import Progress, ingest_paths
from index.convert import MODEL
from index.library import Library
from index.passage import passages
from index.ranker import FOLDER, HEADS, Asked, Ranker, packaged_revision, question_tokens
from index.search import LATE_WEIGHT, Hit, search
from index.signs import near, signs_of
from index.writing import ALL_READ, READ_BY

pytestmark = pytest.mark.model

PLACES = "Leaders are aware that there are not enough places available to meet the growing demand for these settings."
THANKS = "Special thanks are due to the school places officers who went with the inspectors on their visits."
OTHERS = (
    "Potholes on the ring road are mended within a week of being reported.",
    "The library at Tanner Street opens on Sundays from June, as residents had asked.",
    "Caseloads of social workers have fallen to 16, which inspectors called manageable.",
    "£412,000 was set aside for the works; 12.5% of it has been spent.",
)
QUESTION = "do we have enough special school places?"


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker()


def asked(question: str = QUESTION) -> Asked:
    found = question_tokens(question)
    assert found is not None
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One file of plain text, a paragraph a line."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "schools.txt").write_text("\n".join((THANKS, PLACES, *OTHERS)))
    return tmp_path / "papers"


@pytest.fixture
def ingest(library: Library, folder: Path) -> Callable[[], list[Progress]]:
    """Takes in the folder, and gives what was told of its progress."""

    def run() -> list[Progress]:
        told: list[Progress] = []
        embedder = WordHashEmbedder()
        list(ingest_paths(library, [folder], embedder=embedder, read="plain_reader:read", progress=told.append))
        return told

    return run


def found(library: Library, question: str = QUESTION) -> list[Hit]:
    return search(library, question, embedder=WordHashEmbedder(), asked=asked(question))


def noted(library: Library) -> dict[str, str]:
    with library.reading() as connection:
        return dict(connection.execute("SELECT name, value FROM facts").fetchall())


def nearest(library: Library) -> str:
    return max(found(library), key=lambda hit: hit.late).paragraph.text


def is_ranked_without(library: Library) -> bool:
    return found(library) == search(library, QUESTION, embedder=WordHashEmbedder())


def test_what_answers_in_other_words_is_nearest_and_gains_most(library: Library, ingest: Callable[[], object]) -> None:
    ingest()
    assert nearest(library) == PLACES
    without = {hit.place: hit.score for hit in search(library, QUESTION, embedder=WordHashEmbedder())}
    weighed = [LATE_WEIGHT * hit.late + (1 - LATE_WEIGHT) * without[hit.place] for hit in found(library)]
    assert weighed == sorted(weighed, reverse=True)
    assert [hit.score for hit in found(library)] == pytest.approx(weighed, abs=1e-5)


def test_signs_give_the_nearness_of_whole_vectors_but_for_little(ranker: Ranker) -> None:
    made = paper(PLACES, THANKS, *OTHERS)
    pieces = passages(made, made.paragraphs)
    question = asked()
    signs = signs_of(ranker, pieces)
    by_signs = near(question, [signs[each.paper, each.ordinal] for each in pieces])
    whole = [
        float((question.vectors @ read.vectors.T).max(axis=1) @ question.share)
        for read in ranker.tokens([each.text for each in pieces])
    ]
    assert np.allclose(by_signs, whole, atol=0.08)
    assert np.argmax(by_signs) == np.argmax(whole)


def test_a_paragraphs_nearness_does_not_depend_on_the_others_held_against_the_question(ranker: Ranker) -> None:
    made = paper(PLACES, THANKS, *OTHERS)
    signs = list(signs_of(ranker, passages(made, made.paragraphs)).values())
    together = near(asked(), signs)
    assert np.allclose(together, [near(asked(), [each])[0] for each in signs], atol=1e-5)


def test_a_paragraph_without_signs_of_its_own_is_near_nothing() -> None:
    assert near(asked(), []).shape == (0,)
    assert near(asked(), [b"", b""]).tolist() == [0.0, 0.0]


def test_punctuation_is_left_out_but_not_what_tells_of_money(ranker: Ranker) -> None:
    def many(text: str) -> int:
        made = paper(text, title="", council=None, date=None)
        (signs,) = signs_of(ranker, passages(made, made.paragraphs)).values()
        return len(signs) * 8 // 384

    assert many("Caseloads fell.") == many("“Caseloads” – fell!?")
    assert many("£ 5 % of it") == 5


def test_a_long_paragraph_is_read_to_its_end(ranker: Ranker) -> None:
    filler = " ".join(f"Sentence {n} speaks of general matters of no great note." for n in range(80))
    made = paper(f"{filler} {PLACES}", filler)
    signs = signs_of(ranker, passages(made, made.paragraphs))
    answering, other = near(asked(), list(signs.values()))
    assert answering > other + 0.1


def test_a_library_made_before_there_were_signs_is_searched_by_words_and_read_at_the_next_ingest(
    library: Library, ingest: Callable[[], list[Progress]]
) -> None:
    ingest()
    with library.writing() as writing:
        writing._connection.execute("DROP TABLE signs")
        writing._connection.execute("DELETE FROM facts WHERE name IN (?, ?)", (READ_BY, ALL_READ))
    assert is_ranked_without(library)
    told = ingest()
    assert told[-1].file.endswith("schools.txt")
    assert nearest(library) == PLACES
    assert {READ_BY, ALL_READ} <= noted(library).keys()


def test_what_another_ranker_read_is_not_used_and_read_anew(library: Library, ingest: Callable[[], object]) -> None:
    ingest()
    with library.writing() as writing:
        writing.read_by("another")
    assert is_ranked_without(library)
    ingest()
    assert noted(library)[READ_BY] == packaged_revision()
    assert nearest(library) == PLACES


def test_a_new_ranker_reads_what_comes_in_and_at_the_next_ingest_the_rest(
    library: Library, ingest: Callable[[], object], ranker: Ranker
) -> None:
    ingest()
    with library.writing() as writing:
        writing.read_by("another")
    new = paper("Gullies are cleared in May.", id="gullies")
    with library.writing() as writing:
        writing.take_in(new.file, new.sha256, [new], WordHashEmbedder(), ranker)
        assert noted(library)[READ_BY] == ranker.revision
        assert [id for id in writing.unread() if id != new.id] == writing.unread() != []
    ingest()
    assert min(hit.late for hit in found(library)) > 0


def test_while_one_paragraph_is_unread_no_other_is_preferred_to_it(
    library: Library, ingest: Callable[[], object]
) -> None:
    ingest()
    with library.writing() as writing:
        writing._connection.execute("DELETE FROM signs WHERE paragraph = (SELECT min(paragraph) FROM signs)")
        writing._connection.execute("DELETE FROM facts WHERE name = ?", (ALL_READ,))
    assert {hit.late for hit in found(library)} == {0.0}
    ingest()
    assert min(hit.late for hit in found(library)) > 0


def test_an_ingest_that_changes_nothing_reads_nothing_anew(library: Library, ingest: Callable[[], object]) -> None:
    ingest()
    before = noted(library)
    ingest()
    assert noted(library) == before


def test_signs_go_with_their_paper(library: Library, folder: Path, ingest: Callable[[], object]) -> None:
    ingest()
    (folder / "schools.txt").unlink()
    ingest()
    with library.reading() as connection:
        assert connection.execute("SELECT count(*) FROM signs").fetchone()[0] == 0


def test_the_revision_is_of_the_very_files_that_are_shipped() -> None:
    heads = json.loads((FOLDER / HEADS).read_text())
    named = heads.pop("revision")
    known = (FOLDER / MODEL).with_suffix(".bin").read_bytes() + json.dumps(heads, sort_keys=True).encode()
    assert hashlib.sha256(known).hexdigest().startswith(named)
    assert named == packaged_revision()
