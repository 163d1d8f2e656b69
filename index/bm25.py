"""A question's terms to the BM25 scores of paragraphs, over segments of postings: what FTS5 scores, but faster.

The formula is FTS5's own (https://sqlite.org/fts5.html#the_bm25_function), so the scores are the same; a term that FTS5 takes
for a phrase ("2.5.4") is looked up there.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.postings import Segment
from index.stems import Stems, hashed

K1, B = 1.2, 0.75
LEAST_RARITY = 1e-6
BLOCK = 64  # the best are sought among the best of so many
LOOK_UP = 5  # times as long as to add up one posting takes it to look one up
MOST_PHRASES = 200
MOST_READ = 200  # paragraphs; to read so many takes less time than FTS5 needs for a phrase of common words
AT_ONCE = 50_000  # postings; adding up so many takes less time than working out which of them could matter


class Words:
    """The words of a library at one generation."""

    def __init__(self, segments: Sequence[Segment], stems: Stems, gone: np.ndarray, *, at_once: int = AT_ONCE) -> None:
        """`gone` are keys of paragraphs that the library no longer has."""
        self._stems = stems
        shares = [_Share(segment, gone, at_once) for segment in segments if len(segment.keys)]
        self._many = sum(share.many for share in shares)
        mean = sum(share.terms for share in shares) / max(1, self._many)
        self._most = max((int(share.segment.keys[-1]) for share in shares), default=0) / 2
        for share in shares:
            share.weigh(mean)
        self._shares = shares
        self._phrases: dict[
            str, tuple[np.ndarray, np.ndarray]
        ] = {}  # those looked up, by name: keys, and what they add
        self._vocabulary: dict[str, int] = {}

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
        self._stems.numbers(wanted)  # all at once: what is new among them SQLite is asked but once
        found = [self._found(connection, term) for term in wanted]
        found = [each for each in found if _holding(each) <= self._most] or found
        found.sort(key=_holding)  # the rare ones first: they settle which paragraphs can be among the best
        best: list[tuple[float, int]] = []
        others: dict[int, float] = {}
        for number, share in enumerate(self._shares):
            own, asked = share.best([each[number] for each in found], k, share.masked(papers, without), sorted(also))
            best += own
            others |= asked
        return others | {key: score for score, key in sorted(best, key=lambda each: (-each[0], each[1]))[:k]}

    def stand(self, texts: Sequence[str]) -> list[bool]:
        """For each of the texts whether any paragraph has all its words, in whatever form and order."""
        numbers = self._stems.numbers(texts)  # of all at once: SQLite is asked but once
        hashes = [hashed(self._stems.spelt(own)).tolist() for own in numbers]
        return [any(len(share.together(own)) for share in self._shares) for own in hashes]

    def printed(self, connection: sqlite3.Connection, phrase: str) -> bool:
        """Whether any paragraph has the words of the phrase one after another, in whatever form."""
        (numbers,) = self._stems.numbers([phrase])
        hashes = hashed(self._stems.spelt(numbers)).tolist()
        keys = [key for share in self._shares for key in share.segment.keys[share.together(hashes)].tolist()]
        if len(keys) > MOST_READ:
            return connection.execute(_ANY, (_quoted(phrase),)).fetchone() is not None
        rows = connection.execute(_COLUMNS, (json.dumps(keys),))
        likely = _likely(self._stems.spelt(numbers))
        texts = [text for row in rows for text in row if not text.isascii() or likely.search(text.lower())]
        return any(_runs(own, numbers) for own in self._stems.numbers(texts))

    def beginning(self, letter: str) -> dict[str, int]:
        """The terms that begin so, each with the number of paragraphs it stands in, those that have gone counted too."""
        if not self._vocabulary:
            held: Counter[str] = Counter()
            for share in self._shares:
                held.update(share.segment.vocabulary())
            self._vocabulary = dict(held)
        return {term: many for term, many in self._vocabulary.items() if term.startswith(letter)}

    def _found(self, connection: sqlite3.Connection, term: str) -> list[_Found]:
        """By segment the places where a term of the question stands, with what it adds there."""
        parts = self._stems.terms(term)
        if len(parts) == 1:
            (hash_,) = hashed(parts).tolist()
            postings = [share.living(*share.segment.postings(hash_)) for share in self._shares]
            rarity = self._rarity(sum(len(places) for places, _ in postings))
            return [
                _Found(places, tenths, rarity, share.dampers)
                for share, (places, tenths) in zip(self._shares, postings, strict=True)
            ]
        keys, added = self._phrase(connection, term) if parts else _NOTHING
        return [_Found(*share.placed(keys, added), 0, share.dampers) for share in self._shares]

    def _phrase(self, connection: sqlite3.Connection, term: str) -> tuple[np.ndarray, np.ndarray]:
        """The keys of the paragraphs that hold the phrase, and its BM25 score there."""
        found = self._phrases.get(term)
        if found is None:
            rows = connection.execute(_PHRASE, (_quoted(term),)).fetchall() if self.stand([term])[0] else []
            keys = np.array([row[0] for row in rows], dtype=np.int64)
            found = keys, np.array([row[1] for row in rows], dtype=np.float64)
            if len(self._phrases) >= MOST_PHRASES:
                self._phrases = {}
            self._phrases[term] = found
        return found

    def _rarity(self, holding: int) -> float:
        rarity = math.log((self._many - holding + 0.5) / (holding + 0.5))
        return rarity if rarity > 0 else LEAST_RARITY


def _holding(term: Sequence[_Found]) -> int:
    return sum(len(each.places) for each in term)


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a term stands in a segment: the places, ascending, and how often in tenths, or (`rarity` 0) what it adds."""

    places: np.ndarray
    often: np.ndarray
    rarity: float
    dampers: np.ndarray

    def most(self) -> float:
        """No paragraph gets so much from the term."""
        return self.rarity * (K1 + 1) if self.rarity else float(self.often.max(initial=0))

    def added(self, of: np.ndarray | slice = slice(None)) -> np.ndarray:
        """What the term adds to the scores of its places, or some `of` them."""
        if not self.rarity:
            return self.often[of]
        often = self.often[of] / 10
        damped = self.dampers.take(self.places[of])
        damped += often
        often *= self.rarity * (K1 + 1)
        often /= damped
        return often

    def added_to(self, places: np.ndarray) -> np.ndarray:
        """What it adds to the scores of these places, 0 where it does not stand."""
        at = np.searchsorted(self.places, places.astype(self.places.dtype))  # of one type, or all would be converted
        at[at == len(self.places)] = 0
        here = np.flatnonzero(self.places[at] == places) if len(self.places) else at[:0]
        scores = np.zeros(len(places))
        scores[here] = self.added(at[here])
        return scores


_NOTHING = (np.zeros(0, dtype=np.int64), np.zeros(0))
_PHRASE = "SELECT rowid, -bm25(words, 1.0, 0.6, 0.4, 0.3) FROM words WHERE words MATCH ?"
_ANY = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
_COLUMNS = "SELECT c0, c1, c2, c3 FROM words_content WHERE id IN (SELECT value FROM json_each(?))"


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'


def _likely(stems: Sequence[str]) -> re.Pattern[str]:
    """Finds words that may have these stems, one after another, in lower case: a stem's last letter may not be the word's."""
    return re.compile("[^a-z0-9]+".join(f"{re.escape(stem[:-1])}[a-z0-9]*" for stem in stems))


def _runs(numbers: Sequence[int], wanted: Sequence[int]) -> bool:
    """Whether the wanted numbers stand in the others one after another."""
    return any(numbers[at : at + len(wanted)] == wanted for at, each in enumerate(numbers) if each == wanted[0])


class _Share:
    """A segment, and what depends on the library it is part of."""

    def __init__(self, segment: Segment, gone: np.ndarray, at_once: int) -> None:
        self.segment, self._at_once = segment, at_once
        alive = ~np.isin(segment.keys, gone)
        self._alive: np.ndarray | None = None if alive.all() else alive
        self.many = int(alive.sum())
        self.terms = int(segment.lengths[alive].sum())
        self.dampers = np.zeros(0)
        self._last: tuple[tuple[bool, tuple[int, ...]], np.ndarray] | None = None  # what was masked last
        self._starts = np.flatnonzero(np.diff(segment.papers, prepend=-1))  # a paper's paragraphs stand together

    def weigh(self, mean: float) -> None:
        """Work out what dampens a long paragraph's words; `mean` is the mean length in terms."""
        self.dampers = K1 * (1 - B + B * self.segment.lengths / max(mean, 1e-9))

    def living(self, places: np.ndarray, tenths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        if self._alive is None:
            return places, tenths
        kept = self._alive[places]
        return places[kept], tenths[kept]

    def placed(self, keys: np.ndarray, added: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The keys that are of this segment, as places."""
        places = np.searchsorted(self.segment.keys, keys)
        own = places < len(self.segment.keys)
        own[own] = self.segment.keys[places[own]] == keys[own]
        return places[own], added[own]

    def best(
        self, found: Sequence[_Found], k: int, masked: np.ndarray | None, also: Sequence[int]
    ) -> tuple[list[tuple[float, int]], dict[int, float]]:
        """The scores above 0 of the `k` best, with their keys, and of those in `also`, by key.

        Once all that the more common terms could add does not bring a new paragraph among the best, and few come near
        them, only those few are looked at.
        """
        scores = np.zeros(len(self.segment.keys))
        rest, added, near = list(found), 0.0, 0.0
        while rest and not near:
            left = sum(term.most() for term in rest)
            if len(rest[0].places) >= self._at_once and added > left:  # before so many are added up: need they be?
                near = self._settled(scores, k, masked, rest)
            if not near:
                term = rest.pop(0)
                np.add.at(scores, term.places.astype(np.int64), term.added())  # much faster than scores[...] += ...
                added += term.most()
        if masked is not None:
            scores[masked] = 0
        asked = self.placed(np.array(also, dtype=np.int64), np.zeros(len(also)))[0]
        if masked is not None:
            asked = asked[~masked[asked]]
        wanted = scores[asked] + sum(term.added_to(asked) for term in rest)
        near = near or max(_kth(scores, k), 1e-300)
        chosen = np.flatnonzero(scores >= near)
        own = scores[chosen]
        for number, term in enumerate(rest, start=1):
            own += term.added_to(chosen)
            near = _kth(own, k) - sum(later.most() for later in rest[number:])
            chosen, own = chosen[own >= near], own[own >= near]
        kept = own >= max(_kth(own, k), 1e-300)
        keys = self.segment.keys
        best = list(zip(own[kept].tolist(), keys[chosen[kept]].tolist(), strict=True))
        found_too = zip(keys[asked].tolist(), wanted.tolist(), strict=True)
        return best, {key: score for key, score in found_too if score > 0}

    def _settled(self, scores: np.ndarray, k: int, masked: np.ndarray | None, rest: Sequence[_Found]) -> float:
        """What a paragraph must have by now to come among the `k` best; 0 while so many have it that looking the rest of the
        terms up for them would take longer than adding them up everywhere. Scores of what does not count are set to 0.
        """
        if masked is not None:
            scores[masked] = 0
        near = _kth(scores, k) - sum(term.most() for term in rest)
        left = sum(len(term.places) for term in rest)
        return near if near > 0 and int(np.count_nonzero(scores >= near)) * LOOK_UP < left else 0.0

    def masked(self, papers: Sequence[int] | None, without: Sequence[int]) -> np.ndarray | None:
        """Which paragraphs do not count; None when all do."""
        if papers is None and not len(without):
            return None
        of = (papers is not None, tuple(without if papers is None else papers))
        last = self._last  # filters and copies are the same for many questions one after another
        if last is None or last[0] != of:
            which = self._of(of[1])
            last = self._last = (of, ~which if of[0] else which)
        return last[1]

    def together(self, hashes: Sequence[int]) -> np.ndarray:
        """The places of the paragraphs that have all terms of these hashes, those that have gone left out."""
        found = sorted((self.segment.postings(each)[0] for each in hashes), key=len)
        left = found[0] if found else self.segment.places[:0]
        for places in found[1:]:
            if not len(left):
                break
            at = np.searchsorted(places, left)
            left = left[places[np.minimum(at, len(places) - 1)] == left]
        return left if self._alive is None else left[self._alive[left]]

    def _of(self, papers: Sequence[int]) -> np.ndarray:
        """Which paragraphs are of these papers."""
        which = np.isin(self.segment.papers[self._starts], np.asarray(papers, dtype=np.int64))
        return np.repeat(which, np.diff(self._starts, append=len(self.segment.keys)))


def _kth(scores: np.ndarray, k: int) -> float:
    """A score that at least `k` are not below, near the k-th best; 0 where there are not so many."""
    whole = len(scores) // BLOCK * BLOCK
    peaks = scores[:whole].reshape(BLOCK, -1).max(axis=0) if whole > k * BLOCK else scores
    return float(np.partition(peaks, len(peaks) - k)[len(peaks) - k]) if len(peaks) >= k else 0.0
