"""A question to the paragraphs most likely to answer it: nearness of meaning and shared words, weighed together.

Both sides are asked for their best paragraphs; a paragraph found by one side gets its score from the other as well. The sum
of the two, not the ranks: on council papers a sum finds the right paragraph more often than fusing ranks does. Where the library
holds what the evidence ranker read, late interaction with the question decides the order of what was found more than the sum. A
paper that the library has twice is searched once.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from index.acronyms import other_names
from index.dense import unpack
from index.embed import Embedder, load_embedder
from index.library import Library
from index.ranker import Asked
from index.record import Filters, Hit
from index.rows import OWN_COLUMNS, paragraph_of
from index.signs import near
from index.spelling import respelt
from index.words import expression, score_words, telling, terms
from index.writing import READ_BY
from ingest.paper import Entry, Paragraph

__all__ = ["Filters", "Hit", "search"]

CANDIDATES = 100  # paragraphs asked of each side
WORDS_WEIGHT = 0.4  # the share of the words in the sum, the rest is the cosine; anything from 0.3 to 0.6 does alike
LATE_WEIGHT = 0.75  # the share of late interaction, where there is one; the rest is the sum
DIGITS = 6  # scores are rounded, so that the last bits of a float do not decide an order


def search(
    library: Library,
    query: str,
    *,
    k: int = 20,
    filters: Filters = Filters(),
    embedder: Embedder | None = None,
    asked: Asked | None = None,
) -> list[Hit]:
    """The `k` paragraphs most likely to answer the query, best first; always the same ones for the same library.

    `asked` is the query as the evidence ranker reads it; with it what both sides found is ordered by late interaction as well.

    An empty query, an empty library or a filter that nothing meets gives an empty list. Raises ModelError when the
    embedder is not the model the library was built with.
    """
    query = query.encode("utf-8", "replace").decode("utf-8").strip()  # half a character would stop the tokenisers
    with library.reading() as connection:
        papers, copies = library.searched(connection, filters)
        if not query or k < 1 or papers == [] or not _filled(connection):
            return []
        vector = _embedded(library, query, embedder)
        nearest = _nearest(library, connection, vector, max(k, CANDIDATES), papers, copies)
        words = _words(library, connection, query, max(k, CANDIDATES), papers, copies, nearest)
        dense = _cosines(connection, vector, words.keys() | nearest)
        late = _late(connection, asked, dense) if asked is not None else {}
        return _hits(library, connection, words, dense, late, k)


def _embedded(library: Library, query: str, embedder: Embedder | None) -> np.ndarray:
    if embedder is None:
        model = library.model
        embedder = load_embedder(model.name if model else None)
    library.check_embedder(embedder)
    return np.asarray(embedder.embed([query])[0])


def _filled(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM passages LIMIT 1").fetchone() is not None


def _nearest(
    library: Library,
    connection: sqlite3.Connection,
    vector: np.ndarray,
    k: int,
    papers: Sequence[int] | None,
    copies: Iterable[int],
) -> set[int]:
    """The keys of the paragraphs whose passages are nearest to the vector: up to `k` passages, of these papers.

    Where `papers` is None they are of any paper but the `copies`.
    """
    only = None if papers is None else library.spans.passages(connection, papers)
    without = library.spans.passages(connection, copies) if papers is None else ()
    passages = [key for key, _ in library.vectors(connection).nearest(vector, k, only, without=without)]
    rows = connection.execute(
        "SELECT paragraph FROM passages WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(passages),)
    )
    return {row[0] for row in rows}


def _words(
    library: Library,
    connection: sqlite3.Connection,
    query: str,
    k: int,
    papers: Sequence[int] | None,
    copies: Iterable[int],
    also: Iterable[int],
) -> dict[int, float]:
    """The BM25 scores of the `k` paragraphs that share most with the query, and of those in `also` that share a word."""
    wanted, without, words = terms(query), sorted(copies), library.words(connection)
    wanted = list(dict.fromkeys((*wanted, *other_names(connection, query, words), *respelt(connection, wanted, words))))
    if words is not None:
        return words.scores(connection, wanted, k, papers=papers, without=without, also=also)
    wanted = telling(connection, wanted)
    return score_words(connection, expression(wanted), k, papers=papers, without=without, also=also)


def _cosines(connection: sqlite3.Connection, vector: np.ndarray, paragraphs: Iterable[int]) -> dict[int, float]:
    """For each paragraph (by key) the cosine of its best passage."""
    rows = connection.execute(
        "SELECT paragraph, vector FROM passages WHERE paragraph IN (SELECT value FROM json_each(?)) ORDER BY key",
        (json.dumps(sorted(paragraphs)),),
    ).fetchall()
    cosines = unpack((row["vector"] for row in rows), len(vector)) @ vector
    best: dict[int, float] = {}
    for row, cosine in zip(rows, cosines.tolist(), strict=True):
        best[row["paragraph"]] = max(best.get(row["paragraph"], -1.0), cosine)
    return best


def _late(connection: sqlite3.Connection, asked: Asked, paragraphs: Collection[int]) -> dict[int, float]:
    """How near each paragraph (by key) comes as the ranker read it; nothing where one was not read by this ranker."""
    read_by = connection.execute("SELECT value FROM facts WHERE name = ?", (READ_BY,)).fetchone()
    if read_by is None or read_by[0] != asked.revision:
        return {}
    rows = connection.execute(
        "SELECT paragraph, tokens FROM signs WHERE paragraph IN (SELECT value FROM json_each(?)) ORDER BY paragraph",
        (json.dumps(sorted(paragraphs)),),
    ).fetchall()
    if len(rows) < len(paragraphs):
        return {}
    scores = near(asked, [row["tokens"] for row in rows])
    return dict(zip((row["paragraph"] for row in rows), scores.tolist(), strict=True))


def _hits(
    library: Library,
    connection: sqlite3.Connection,
    words: dict[int, float],
    dense: dict[int, float],
    late: dict[int, float],
    k: int,
) -> list[Hit]:
    """The `k` best by the weighed sum; equal ones by paper and place in it."""
    most = max(words.values(), default=0.0) or 1.0
    scores = {
        key: WORDS_WEIGHT * words.get(key, 0.0) / most + (1 - WORDS_WEIGHT) * max(cosine, 0.0)
        for key, cosine in dense.items()
    }
    scores = {
        key: round(LATE_WEIGHT * late[key] + (1 - LATE_WEIGHT) * score if late else score, DIGITS)
        for key, score in scores.items()
    }
    many = Counter(scores.values())
    places = _places(connection, [key for key, score in scores.items() if many[score] > 1])
    best = sorted(scores, key=lambda key: (-scores[key], places.get(key, ())))[:k]
    records = _records(library, connection, best)
    return [
        Hit(
            paragraph=records[key][0],
            entry=records[key][1],
            score=scores[key],
            words=round(words.get(key, 0.0), DIGITS),
            dense=round(dense[key], DIGITS),
            late=round(late.get(key, 0.0), DIGITS),
        )
        for key in best
    ]


def _places(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, tuple[str, int]]:
    """The id of each paragraph's paper, and its place there."""
    rows = connection.execute(
        "SELECT paragraphs.key, papers.id, ordinal FROM paragraphs JOIN papers ON papers.key = paragraphs.paper"
        " WHERE paragraphs.key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(keys)),),
    )
    return {row["key"]: (row["id"], row["ordinal"]) for row in rows}


def _records(
    library: Library, connection: sqlite3.Connection, keys: Iterable[int]
) -> dict[int, tuple[Paragraph, Entry]]:
    rows = connection.execute(
        f"SELECT paragraphs.key AS own, paragraphs.paper AS of, {OWN_COLUMNS} FROM paragraphs"  # noqa: S608
        " WHERE paragraphs.key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(keys)),),
    ).fetchall()
    papers = library.entries_by_key(connection, {row["of"] for row in rows})
    return {row["own"]: (paragraph_of(row, papers[row["of"]].id), papers[row["of"]]) for row in rows}
