"""A question's terms to the BM25 scores of paragraphs, over segments of postings: what FTS5 scores, but faster.

The formula is FTS5's own (https://sqlite.org/fts5.html#the_bm25_function), so the scores are the same; a term that FTS5 takes
for a phrase ("2.5.4") is looked up there.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from index.postings import Segment
from index.stems import Stems, hashed

K1, B = 1.2, 0.75
LEAST_RARITY = 1e-6
BLOCK = 64  # scores looked at together when the best are sought
Postings = tuple[np.ndarray, np.ndarray]  # places, and what the term adds to their scores


class Words:
    """The words of a library at one generation."""

    def __init__(self, segments: Sequence[Segment], stems: Stems, gone: np.ndarray) -> None:
        """`gone` are keys of paragraphs that the library no longer has."""
        self._stems = stems
        shares = [_Share(segment, gone) for segment in segments if len(segment.keys)]
        self._many = sum(share.many for share in shares)
        self._mean = sum(share.terms for share in shares) / max(1, self._many)
        self._most = max((int(share.segment.keys[-1]) for share in shares), default=0) / 2
        for share in shares:
            share.weigh(self._mean)
        self._shares = shares

    def scores(
        self,
        connection: sqlite3.Connection,
        wanted: Sequence[str],
        k: int,
        *,
        papers: Sequence[int] | None = None,
        without: Sequence[int] = (),
        also: Iterable[int] = (),
    ) -> dict[int, float]:
        """As `index.words.score_words`, of those of the `wanted` terms that do not stand in more than half of all."""
        found = [self._found(connection, term) for term in wanted]
        found = [each for each in found if sum(len(places) for places, _ in each) <= self._most] or found
        best: list[tuple[float, int]] = []
        others: dict[int, float] = {}
        for number, share in enumerate(self._shares):
            scores = share.summed([each[number] for each in found], papers, without)
            best += _best(scores, share.segment.keys, k)
            others |= share.of(scores, also)
        return others | {key: score for score, key in sorted(best, key=lambda each: (-each[0], each[1]))[:k]}

    def _found(self, connection: sqlite3.Connection, term: str) -> list[Postings]:
        """By segment the places where a term of the question stands, with what it adds there."""
        parts = self._stems.terms(term)
        if len(parts) == 1:
            (hash_,) = hashed(parts).tolist()
            return self._weighed([share.living(*share.segment.postings(hash_)) for share in self._shares])
        phrase = '"' + term.replace('"', '""') + '"'
        rows = connection.execute(_PHRASE, (phrase,)).fetchall() if parts else []
        keys = np.array([row[0] for row in rows], dtype=np.int64)
        added = np.array([row[1] for row in rows], dtype=np.float64)
        return [share.placed(keys, added) for share in self._shares]

    def _weighed(self, postings: Sequence[Postings]) -> list[Postings]:
        holding = sum(len(places) for places, _ in postings)
        rarity = math.log((self._many - holding + 0.5) / (holding + 0.5))
        rarity = rarity if rarity > 0 else LEAST_RARITY
        weighed = []
        for share, (places, tenths) in zip(self._shares, postings, strict=True):
            often = tenths / 10
            weighed.append((places, rarity * (often * (K1 + 1) / (often + share.dampers[places]))))
        return weighed


_PHRASE = "SELECT rowid, -bm25(words, 1.0, 0.6, 0.4, 0.3) FROM words WHERE words MATCH ?"


class _Share:
    """A segment, and what depends on the library it is part of."""

    def __init__(self, segment: Segment, gone: np.ndarray) -> None:
        self.segment = segment
        alive = ~np.isin(segment.keys, gone)
        self._alive: np.ndarray | None = None if alive.all() else alive
        self.many = int(alive.sum())
        self.terms = int(segment.lengths[alive].sum())
        self.dampers = np.zeros(0)
        self._starts = np.flatnonzero(np.diff(segment.papers, prepend=-1))  # a paper's paragraphs stand together

    def weigh(self, mean: float) -> None:
        """Work out what dampens a long paragraph's words; `mean` is the mean length in terms."""
        self.dampers = K1 * (1 - B + B * self.segment.lengths / max(mean, 1e-9))

    def living(self, places: np.ndarray, tenths: np.ndarray) -> Postings:
        if self._alive is None:
            return places, tenths
        kept = self._alive[places]
        return places[kept], tenths[kept]

    def placed(self, keys: np.ndarray, added: np.ndarray) -> Postings:
        """The keys that are of this segment, as places."""
        places = np.searchsorted(self.segment.keys, keys)
        own = places < len(self.segment.keys)
        own[own] = self.segment.keys[places[own]] == keys[own]
        return places[own], added[own]

    def summed(self, found: Sequence[Postings], papers: Sequence[int] | None, without: Sequence[int]) -> np.ndarray:
        """The score of each paragraph; 0 for those of other papers."""
        size = len(self.segment.keys)
        if not found:
            return np.zeros(size)
        places = np.concatenate([places for places, _ in found]).astype(np.int64)
        scores = np.bincount(places, weights=np.concatenate([added for _, added in found]), minlength=size)
        if papers is not None:
            scores[~self._of(papers)] = 0
        elif len(without):
            scores[self._of(without)] = 0
        return scores

    def of(self, scores: np.ndarray, keys: Iterable[int]) -> dict[int, float]:
        """The scores of those of the keys that have one."""
        wanted = np.array(sorted(keys), dtype=np.int64)
        places, own = self.placed(wanted, wanted)
        return {key: score for key, score in zip(own.tolist(), scores[places].tolist(), strict=True) if score > 0}

    def _of(self, papers: Sequence[int]) -> np.ndarray:
        """Which paragraphs are of these papers."""
        which = np.isin(self.segment.papers[self._starts], np.asarray(papers, dtype=np.int64))
        return np.repeat(which, np.diff(self._starts, append=len(self.segment.keys)))


def _best(scores: np.ndarray, keys: np.ndarray, k: int) -> Iterator[tuple[float, int]]:
    """The `k` best scores above 0 with their keys, and those equal to the last of them."""
    whole = len(scores) // BLOCK * BLOCK
    least = 0.0
    if whole // BLOCK > k:
        peaks = scores[:whole].reshape(-1, BLOCK).max(axis=1)
        least = float(np.partition(peaks, len(peaks) - k)[len(peaks) - k])  # so many blocks hold one that is no worse
    chosen = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    if len(chosen) > k:
        cut = np.partition(scores[chosen], len(chosen) - k)[len(chosen) - k]
        chosen = chosen[scores[chosen] >= cut]
    return zip(scores[chosen].tolist(), keys[chosen].tolist(), strict=True)
