"""What people would use instead, on the same files, the same questions and the same embedding model.

======================  =======================================================================================
LlamaIndex              its reader, SentenceSplitter and VectorStoreIndex over FAISS, all with their defaults
LlamaIndex, 256         the same with chunks of 256 tokens, which the embedding model can take in whole
BM25                    bm25s with an English stemmer, over the chunks of 256 tokens
BM25 + LlamaIndex, 256  reciprocal-rank fusion of those two
plain paragraphs        paragraphs cut at blank lines and sentence-ending lines, by nearness of meaning
======================  =======================================================================================

None is tuned, and nothing here is tuned for us. A follow-up is asked with the questions before it in front, as plain text.
Each answers by extraction: the sentences nearest in meaning to the question out of the chunks that begin in the first 1,500
words retrieved. None refuses. Texts are embedded once for all of them, so that their seconds cannot be set beside ours.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.given import Given, Passage
from eval.gold import Question
from eval.metrics import BUDGET
from index.embed import Embedder

if TYPE_CHECKING:
    from llama_index.core.schema import Document

    from eval.llama_peer import Chunk

DEPTH = 20  # chunks ranked, as many as we give
CHUNK_TOKENS, CHUNK_OVERLAP = 256, 25
SENTENCES = 3  # of an extractive answer
FUSION = 60  # Cormack, Clarke and Büttcher 2009
Ranking = list[tuple[int, float]]  # (place among the chunks, score), best first
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"(£•])|\n\s*\n")
_PARAGRAPH_END = re.compile(r"\n\s*\n|(?<=[.:;?!])[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Peer:
    """A name, its chunks, and how it ranks them for a query."""

    name: str
    chunks: Sequence[Chunk]
    rank: Callable[[str, int], Ranking]


class Remembering:
    """An embedder that embeds a text only once: peers share chunks, and questions share sentences."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.revision, self.dimension = embedder.name, embedder.revision, embedder.dimension
        self._embedder = embedder
        self._known: dict[str, np.ndarray] = {}

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """As the embedder's own."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._embedder.embed(new), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(len(texts), self.dimension)


def build_peers(documents: Sequence[Document], embedder: Remembering) -> list[Peer]:
    """Every peer over the same documents."""
    from eval.llama_peer import Chunk, DefaultIndex, chunk_of, split

    default, small = split(documents), split(documents, CHUNK_TOKENS, CHUNK_OVERLAP)
    chunks = [chunk_of(node) for node in small]
    nearest, words = DefaultIndex(small, embedder).nearest, bm25([chunk.text for chunk in chunks])
    plain = [
        Chunk(str(document.metadata["file_path"]), text, document.metadata.get("page"))
        for document in documents
        for text in paragraphs(document.text)
    ]
    built = [
        Peer("LlamaIndex", [chunk_of(node) for node in default], DefaultIndex(default, embedder).nearest),
        Peer("LlamaIndex, 256", chunks, nearest),
        Peer("BM25", chunks, words),
        Peer("BM25 + LlamaIndex, 256", chunks, fused(words, nearest)),
        Peer("plain paragraphs", plain, dense([chunk.text for chunk in plain], embedder)),
    ]
    embedder.embed([said for peer in built for chunk in peer.chunks for said in sentences(chunk.text)])
    return built


def bm25(texts: Sequence[str]) -> Callable[[str, int], Ranking]:
    """bm25s with its defaults (Lucene's formula), English stop words and Snowball stems."""
    import bm25s
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("english")

    def tokens(given: list[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            given, stopwords="en", stemmer=stemmer.stemWords, return_ids=False, show_progress=False
        )
        return found

    index = bm25s.BM25()
    index.index(tokens(list(texts)), show_progress=False)
    known = set(index.vocab_dict)

    def rank(query: str, k: int) -> Ranking:
        wanted = [word for word in tokens([query])[0] if word in known]
        if not wanted:
            return []
        places, scores = index.retrieve([wanted], k=min(k, len(texts)), show_progress=False)
        return [(int(place), float(score)) for place, score in zip(places[0], scores[0], strict=True) if score > 0]

    return rank


def dense(texts: Sequence[str], embedder: Embedder) -> Callable[[str, int], Ranking]:
    """Nearness of meaning alone: cosines with the query."""
    vectors = embedder.embed(texts)

    def rank(query: str, k: int) -> Ranking:
        scores = vectors @ embedder.embed([query])[0]
        best = np.argsort(-scores, kind="stable")[:k]
        return [(int(place), float(scores[place])) for place in best]

    return rank


def fused(*rankers: Callable[[str, int], Ranking]) -> Callable[[str, int], Ranking]:
    """Reciprocal-rank fusion: score = sum over rankings of 1 / (60 + rank). Source: Cormack, Clarke and Büttcher 2009."""

    def rank(query: str, k: int) -> Ranking:
        scores: dict[int, float] = {}
        for ranker in rankers:
            for at, (place, _) in enumerate(ranker(query, k), 1):
                scores[place] = scores.get(place, 0.0) + 1 / (FUSION + at)
        return sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:k]

    return rank


def answer(peer: Peer, question: Question, embedder: Embedder) -> Given:
    """What a peer retrieves for a question, and its best sentences as an answer that cites the chunks they stand in."""
    started = time.perf_counter()
    query = " ".join([*(asked for asked, _ in question.history), question.question])
    chunks = [peer.chunks[place] for place, _ in peer.rank(query, DEPTH)]
    retrieved = tuple(Passage(text=chunk.text, file=chunk.file, page=chunk.page) for chunk in chunks)
    searched = time.perf_counter() - started
    best = _sentences(query, retrieved, embedder)
    return Given(
        id=question.id,
        answer=" ".join(f"{sentence} [{number}]" for number, (sentence, _, _) in enumerate(best, 1)),
        found=bool(best),
        citations=tuple(Passage(text=one.text, file=one.file, page=one.page, quote=said) for said, one, _ in best),
        retrieved=retrieved,
        confidence=best[0][2] if best else None,
        seconds={"search": searched, "total": time.perf_counter() - started},
    )


def paragraphs(text: str) -> list[str]:
    """A text cut at blank lines and after lines that end with a full stop, colon or the like."""
    return [piece.strip() for piece in _PARAGRAPH_END.split(text) if piece.strip()]


def sentences(text: str) -> list[str]:
    """A text cut at the ends of its sentences and at blank lines; pieces of fewer than three words are left out."""
    pieces = (" ".join(piece.split()) for piece in _SENTENCE_END.split(text))
    return [piece for piece in pieces if len(piece.split()) >= 3]


def _sentences(query: str, retrieved: Sequence[Passage], embedder: Embedder) -> list[tuple[str, Passage, float]]:
    """The sentences nearest to the query, best first, each once, with the passage they stand in and their cosine."""
    places: dict[str, Passage] = {}
    budget = BUDGET
    for passage in retrieved:
        if budget <= 0:
            break
        budget -= len(passage.text.split())
        for sentence in sentences(passage.text):
            places.setdefault(sentence, passage)
    if not places:
        return []
    said = list(places)
    scores = embedder.embed(said) @ embedder.embed([query])[0]
    best = np.argsort(-scores, kind="stable")[:SENTENCES]
    return [(said[at], places[said[at]], float(scores[at])) for at in best]
