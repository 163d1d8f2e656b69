"""What others would give is asked fairly: the same files, the same model, their own ways, worked by hand where it can be."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import WordHashEmbedder, paper, paragraph
from small_library import draw_report

from eval import peers
from eval.beside import run_peers
from eval.given import Passage
from eval.gold import Place, Question
from index.library import Library

pytest.importorskip("bm25s", reason="the peers' packages are not installed")

BINS = paper(
    paragraph("Bins are emptied on Tuesdays. The crews start at six.", "1"), id="bins", title="Bins", file="in/bins.txt"
)
TREES = paper(paragraph("Forty oak trees were planted in March.", "1"), id="trees", title="Trees", file="in/trees.txt")
QUESTION = Question(
    id="q",
    question="When are bins emptied?",
    must=(("Tuesdays",),),
    evidence=(Place(paper="bins", quote="Bins are emptied on Tuesdays."),),
)


class Counting(WordHashEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return super().embed(texts)


def test_bm25_is_the_formula_over_stems() -> None:
    texts = ["the trees fell", "trees and more trees here", "a dog barked"]
    ranked = dict(peers.bm25(texts)("Which tree?", 3))
    # Lucene's: idf x f / (f + k1 x (1 - b + b x length / mean length)), k1 1.5, b 0.75; stop words are not counted.
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    lengths = [2, 4, 2]

    def score(f: int, length: int) -> float:
        return idf * f / (f + 1.5 * (1 - 0.75 + 0.75 * length / np.mean(lengths)))

    assert set(ranked) == {0, 1}
    assert ranked[0] == pytest.approx(score(1, 2), rel=1e-4)
    assert ranked[1] == pytest.approx(score(2, 4), rel=1e-4)
    assert peers.bm25(texts)("zebra", 3) == []


def test_fusion_adds_reciprocal_ranks() -> None:
    def one(query: str, k: int) -> peers.Ranking:
        return [(7, 9.0), (8, 1.0)]

    def other(query: str, k: int) -> peers.Ranking:
        return [(8, 0.3), (9, 0.2)]

    ranked = peers.fused(one, other)("?", 3)
    assert ranked == [(8, 1 / 62 + 1 / 61), (7, 1 / 61), (9, 1 / 62)]


def test_nearness_of_meaning_ranks_by_cosine() -> None:
    rank = peers.dense(["red bins", "oak trees", "red trees"], WordHashEmbedder())
    assert [place for place, _ in rank("oak trees", 2)] == [1, 2]
    assert rank("oak trees", 1)[0][1] == pytest.approx(1.0)


def test_plain_paragraphs_end_at_blank_lines_and_sentence_ends() -> None:
    text = "A heading\n\nFirst line\ngoes on here.\nSecond one:\n- a point"
    assert peers.paragraphs(text) == ["A heading", "First line\ngoes on here.", "Second one:", "- a point"]


def test_sentences_are_cut_where_they_end() -> None:
    assert peers.sentences("It cost £1.2m in all. The rest\nwas saved. No.") == [
        "It cost £1.2m in all.",
        "The rest was saved.",
    ]


def test_a_text_is_embedded_once() -> None:
    counting = Counting()
    remembering = peers.Remembering(counting)
    rows = remembering.embed(["a", "b", "a"])
    remembering.embed(["b"])
    assert counting.asked == ["a", "b"]
    assert np.array_equal(rows[0], rows[2])
    assert remembering.embed([]).shape == (0, counting.dimension)


def test_an_extractive_answer_cites_the_chunk_its_sentence_stands_in(
    stock: Callable[..., Library], tmp_path: Path
) -> None:
    scored = run_peers(stock(BINS, TREES), [QUESTION], tmp_path, embedder=WordHashEmbedder())
    assert list(scored) == ["LlamaIndex", "LlamaIndex, 256", "BM25", "BM25 + LlamaIndex, 256", "plain paragraphs"]
    for name, (row,) in scored.items():
        assert row.answer.startswith("Bins are emptied on Tuesdays. [1]"), name
        assert (row.value("accuracy"), row.value("cite_recall"), row.value("in1500")) == (1, 1, 1)
        assert row.value("verbatim") == 1


def test_what_peers_gave_is_kept_until_library_or_questions_change(
    stock: Callable[..., Library], tmp_path: Path
) -> None:
    shelf, counting = stock(BINS), Counting()
    first = run_peers(shelf, [QUESTION], tmp_path, embedder=counting)
    asked = len(counting.asked)
    assert run_peers(shelf, [QUESTION], tmp_path, embedder=counting) == first
    assert len(counting.asked) == asked
    run_peers(stock(TREES), [QUESTION], tmp_path, embedder=counting)
    assert len(counting.asked) > asked


def test_a_follow_up_is_asked_with_the_questions_before_it(stock: Callable[..., Library], tmp_path: Path) -> None:
    followup = Question(id="f", question="And when?", history=(("Are bins emptied?", "Yes."),))
    counting = Counting()
    run_peers(stock(BINS), [followup], tmp_path, embedder=counting)
    assert "Are bins emptied? And when?" in counting.asked


def test_pages_are_read_as_pypdf_reads_them_with_their_labels(tmp_path: Path) -> None:
    from pypdf import PdfReader

    from eval.llama_peer import chunk_of, read_pages, split

    path = draw_report(tmp_path / "report.pdf")
    (document,) = read_pages({"papers/report.pdf": path}, {})
    assert document.text == PdfReader(path).pages[0].extract_text()
    shown = {name: document.metadata[name] for name in ("file_path", "file_name", "page_label")}
    assert shown == {"file_path": "papers/report.pdf", "file_name": "report.pdf", "page_label": "1"}
    chunks = [chunk_of(node) for node in split([document], 64, 8)]
    assert len(chunks) > 1
    assert {(chunk.file, chunk.page) for chunk in chunks} == {("papers/report.pdf", 1)}


def test_sentences_come_from_the_first_words_retrieved_only() -> None:
    late = Passage(text="Bins are emptied on Tuesdays.")
    chunks = [Passage(text="word " * 1500), late]
    found = peers._sentences("When are bins emptied?", chunks, WordHashEmbedder())
    assert late not in [chunk for _, chunk, _ in found]
