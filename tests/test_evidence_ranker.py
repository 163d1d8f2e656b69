"""The evidence ranker finds what answers a question although it is put in other words."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from answer.soft import near_paragraph, near_statement, read_hits
from index.convert import Unconvertible
from index.ranker import FOLDER, QUESTION_TOKENS, Asked, Ranker
from index.search import Hit
from ingest.paper import Entry, Paper
from tests.conftest import paper, paragraph

pytestmark = pytest.mark.model

PLACES = "Leaders are aware that there are not enough places available to meet the growing demand for these settings."
VISITS = "Special thanks are due to the school places officers who went with the inspectors on their visits."


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker()


def hits(*texts: str) -> list[Hit]:
    made: Paper = paper(*(paragraph(text) for text in texts))
    entry = Entry(**{name: getattr(made, name) for name in Entry.__dataclass_fields__})
    return [Hit(paragraph=one, entry=entry, score=1.0, words=1.0, dense=0.5) for one in made.paragraphs]


def test_the_paragraph_that_answers_comes_nearer_than_one_that_shares_its_words() -> None:
    asked, read = read_hits("do we have enough special school places?", "", hits(PLACES, VISITS))
    assert asked is not None
    answering, sharing = (near_paragraph(asked, each) for each in read)
    assert answering > sharing


def test_the_sentence_that_answers_comes_nearest_in_its_paragraph() -> None:
    others = ("The report was received with thanks.", "A further report will be made in June.")
    asked, (read,) = read_hits("Do kids have to wait for a place?", "", hits(" ".join((others[0], PLACES, others[1]))))
    assert asked is not None
    near = {sentence: near_statement(asked, read, sentence) for sentence in (PLACES, *others)}
    assert max(near, key=lambda sentence: near[sentence].framed) == PLACES
    assert max(near, key=lambda sentence: near[sentence].answers) == PLACES


def test_the_words_of_a_question_count_one_in_all_and_what_they_tell(ranker: Ranker) -> None:
    asked = ranker.asked("How many children are on a child protection plan?")
    assert asked.share.sum() == pytest.approx(1, abs=1e-5)
    assert min(asked.share.min(), asked.answer.min()) > 0
    assert np.allclose(np.linalg.norm(asked.vectors, axis=1), 1, atol=1e-4)


def test_one_telling_word_unmatched_tells_more_against_an_answer_than_all_words_matched_a_little_less() -> None:
    even = np.ones(4, dtype=np.float32)
    asked = Asked(np.eye(4, dtype=np.float32), even / 4, even, scale=1.0, shift=2.0, steep=10.0, level=0.6)
    one_missing, all_less = np.array([1.0, 1.0, 1.0, 0.2]), np.full(4, 0.8)
    assert one_missing.mean() == all_less.mean()
    assert asked.answering(one_missing) < 0 < asked.answering(all_less)


def test_an_earlier_questions_words_count_less_than_the_same_words_asked_now(ranker: Ranker) -> None:
    now, before = "And in June?", "How many audits were done in May?"
    joined, followed = ranker.asked(f"{before} {now}"), ranker.asked(now, before)
    assert np.allclose(joined.vectors, followed.vectors, atol=1e-5)
    assert followed.share[-4:].sum() > joined.share[-4:].sum()


def test_of_a_long_question_the_end_is_read(ranker: Ranker) -> None:
    long = "Tell me, please, " * 40 + "when does the library open?"
    assert len(ranker.asked(long).vectors) == QUESTION_TOKENS - 1


def test_a_passages_tokens_stand_where_they_say_and_not_by_their_neighbours(ranker: Ranker) -> None:
    alone, beside = ranker.tokens([PLACES])[0], ranker.tokens([VISITS, PLACES, "Yes."])[1]
    assert PLACES[slice(*alone.spans[0])] == "Leaders"
    assert np.array_equal(alone.vectors, beside.vectors)


def test_a_ranker_without_its_files_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unconvertible, match="cannot be read"):
        Ranker(tmp_path)
    shutil.copy(FOLDER / "heads.json", tmp_path)
    (tmp_path / "heads.json").write_text("{", encoding="utf-8")
    with pytest.raises(Unconvertible, match="cannot be read"):
        Ranker(tmp_path)
