"""Promises and later papers' statements become `Mention`s: which statement speaks of which promise, and what it says of it.

Statements of one council are indexed by their stems; a promise is compared only with those of later papers that share its rare
words, so that the time grows with the papers, not with their square. Rather no link than a wrong one: two sentences are linked
when most of what the promise tells, weighed by how rare each word is among the council's papers, stands in the statement.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from track.dates import due_of
from track.record import Due, Mention, Promise, Recommendation, Says
from track.saying import cues, says
from track.statement import Statement
from track.stems import stems

FEWEST_SHARED = 3  # telling words that both must have
LEAST = 0.46  # of the promise's weight and the statement's, by the geometric mean; see docs/registers.md for how it was chosen
LEAST_OF_PROMISE = 0.42
PAIR_WEIGHT = 0.5  # two words that stand side by side in both count half again
MOST_POSTINGS = 400  # statements; a word that more of them have picks nobody out
ALIKE = 0.85  # from here on two sentences are the same but for a word
RARE_ENOUGH = 2  # of the shared words at least so many must be looked up

STARTS = frozenset("start commenc begin began launch introduc establish".split())  # stems: what begins

Followed = Promise | Recommendation


@dataclass(frozen=True, slots=True)
class _Words:
    """The telling words of a sentence: the places of each, and the pairs of neighbours."""

    places: Mapping[str, int]
    pairs: frozenset[tuple[str, str]]


def mentions(
    promised: Sequence[Followed],
    statements: Sequence[Statement],
    made: Mapping[str, dt.date],
    *,
    fresh: Collection[str] | None = None,
) -> Iterator[Mention]:
    """The later mentions of each promise among the statements of one council's papers, at most one for each later paper.

    `made` gives the papers' dates; a paper without one is neither earlier nor later. With `fresh` only the pairs are looked
    at of which one paper is among these.
    """
    index = _Index(statements, promised)
    for promise in promised:
        day = made.get(promise.paper)
        if day is None:
            continue
        like: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for number, score in index.like(promise):
            paper = statements[number].paper
            later = made.get(paper)
            if later is not None and later > day and (fresh is None or paper in fresh or promise.paper in fresh):
                like[paper].append((score, number))
        for paper, candidates in sorted(like.items()):
            for score, number in sorted(candidates, key=lambda each: (-each[0], each[1])):
                found = _mention(promise, statements[number], index.words[number], score, made[paper])
                if found is not None:
                    yield found
                    break


class _Index:
    """The statements by their stems, and how much each stem tells."""

    def __init__(self, statements: Sequence[Statement], promised: Sequence[Followed]) -> None:
        self.words = [_words(statement.quote) for statement in statements]
        self.postings: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for stem in words.places:
                self.postings[stem].append(number)
        many = Counter({stem: len(numbers) for stem, numbers in self.postings.items()})
        self.count = max(len(statements), 1)
        self._many = many
        self.weights = [self._weight(words.places) for words in self.words]

    def tells(self, stem: str) -> float:
        """The inverse document frequency of a stem among the statements."""
        return math.log(1 + self.count / (1 + self._many[stem]))

    def like(self, promise: Followed) -> Iterator[tuple[int, float]]:
        """The statements that speak of the same action as a promise, with how like they are (0 to 1)."""
        own = _words(promise.quote)
        rare = [stem for stem in own.places if 0 < self._many[stem] <= max(MOST_POSTINGS, self.count // 50)]
        shared = Counter(number for stem in rare for number in self.postings[stem])
        total = self._weight(own.places)
        for number, many in shared.items():
            if many >= RARE_ENOUGH:
                score = self._score(own, total, number)
                if score >= LEAST:
                    yield number, score

    def _score(self, own: _Words, total: float, number: int) -> float:
        other = self.words[number]
        common = own.places.keys() & other.places.keys()
        if len(common) < FEWEST_SHARED:
            return 0.0
        weight = sum(map(self.tells, common))
        pairs = own.pairs & other.pairs
        bonus = PAIR_WEIGHT * sum(min(self.tells(one), self.tells(two)) for one, two in pairs)
        of_promise, of_statement = (weight + bonus) / total, (weight + bonus) / self.weights[number]
        if of_promise < LEAST_OF_PROMISE:
            return 0.0
        return math.sqrt(min(of_promise, 1.0) * min(of_statement, 1.0))

    def _weight(self, stems: Iterable[str]) -> float:
        return sum(map(self.tells, stems)) or 1.0


def _mention(promise: Followed, statement: Statement, words: _Words, score: float, made: dt.date) -> Mention | None:
    own = _words(promise.quote)
    common = [stem for stem in own.places if stem in words.places]
    centre = sorted(words.places[stem] for stem in common)[len(common) // 2]
    told = says(statement.quote, centre)
    if told is None:
        return None
    due = due_of(statement.quote, made) if told in ("repeated", "moved", "underway") else None
    return Mention(
        promise=promise.id,
        paper=statement.paper,
        ordinal=statement.ordinal,
        quote=statement.quote,
        start=statement.start,
        end=statement.end,
        says=_meant(told, promise, statement, score, due),
        due=due,
        made=made,
    )


def _meant(told: Says, promise: Followed, statement: Statement, score: float, due: Due | None) -> Says:
    """What a statement says of this promise, which was made in other words or the same."""
    if told == "done" and score >= ALIKE and _says(promise.quote) == _says(statement.quote):
        return "repeated"  # the same sentence again: "a board has been agreed and will meet in May"
    if told == "underway" and all(STARTS & {stem for stem, _ in stems(each.quote)} for each in (promise, statement)):
        return "done"  # what was to begin has begun
    if told == "repeated" and due and promise.due and _later(due, promise.due):
        return "moved"
    return told


def _says(text: str) -> list[Says]:
    return [cue.says for cue in cues(text)]


def _later(new: Due, old: Due) -> bool:
    """Whether a due date is plainly after another: past the last day that would have kept it."""
    return bool(new.latest and old.latest and new.latest > old.latest and new.date and old.date)


def _words(text: str) -> _Words:
    found = stems(text)
    places: dict[str, int] = {}
    for stem, at in found:
        places.setdefault(stem, at)
    row = [stem for stem, _ in found]
    return _Words(places, frozenset(pairwise(row)))
