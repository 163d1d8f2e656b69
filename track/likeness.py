"""Promises and statements become pairs that speak of the same action: by the words they share, weighed by how rare they are.

Statements are indexed by their stems, and a promise is compared only with those that share its rare words, so that the time
grows with the papers, not with their square.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from track.statement import Statement
from track.stems import stems

FEWEST_SHARED = 3  # telling words that both must have
FEWEST_PLAIN = 2  # of them no part of a name: "the Marketing Manager will" is of one person, not of one matter
LEAST = (
    0.55  # of the promise's weight and the statement's, by the geometric mean; docs/registers.md says how it was chosen
)
LEAST_OF_PROMISE = 0.42
PAIR_WEIGHT = 0.5  # two words that stand side by side in both count half again
MOST_POSTINGS = 400  # statements; a word that more of them have picks nobody out
RARE_ENOUGH = 2  # of the shared words at least so many must be looked up

# The name of a law tells of no action: "the Town and Country Planning (Local Planning) (England) Regulations 2012".
_LAW = re.compile(
    r"(?:\(?[A-Z][\w’')]*,? (?:(?:and|of|the|for|to) )?){1,12}(?:Act|Regulations|Order|Rules)(?: \d{4})?\b"
)
# What follows tells why, who or how, not what: "a group is being established, which will feed into the board".
_ASIDE = re.compile(
    r",? \b(?:which|who|so that|in order (?:to|that)|because|whilst|while|"
    r"to (?:ensure|enable|allow|help|support|make sure|gather|inform|improve|address|reduce|increase|drive|give|gain))\b"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The telling words of a sentence: the place of each, the pairs of neighbours, and those that are no part of a name."""

    places: Mapping[str, int]
    pairs: frozenset[tuple[str, str]]
    plain: frozenset[str]


def words_of(text: str) -> Words:
    """The telling words of a text; those that only name a law are left out."""
    found = stems(_LAW.sub(lambda match: " " * len(match[0]), text))
    places: dict[str, int] = {}
    for stem, at in found:
        places.setdefault(stem, at)
    plain = frozenset(stem for stem, at in found if not text[at : at + 1].isupper())
    return Words(places, frozenset(pairwise(stem for stem, _ in found)), plain)


def wordings(text: str) -> list[Words]:
    """The words by which a promise is looked for: all of them, and those of its main part alone where that tells enough."""
    whole = words_of(text)
    aside = _ASIDE.search(text)
    main = words_of(text[: aside.start()]) if aside else whole
    return [whole, main] if FEWEST_SHARED <= len(main.places) < len(whole.places) else [whole]


class Statements:
    """The statements of one council's papers by their stems, and how much each stem tells among them."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.words = [words_of(statement.words) for statement in statements]
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(self.words):
            for stem in words.places:
                self._having[stem].append(number)
        self._count = max(len(statements), 1)
        self._weights = [self._weight(words.places) for words in self.words]

    def like(self, promised: str) -> dict[int, float]:
        """The numbers of the statements that speak of the same action as a promise, each with how like it is (0 to 1)."""
        found: dict[int, float] = {}
        for own in wordings(promised):
            total = self._weight(own.places)
            for number in self._sharing(own):
                score = self._score(own, total, number)
                if score >= LEAST:
                    found[number] = max(score, found.get(number, 0.0))
        return found

    def _sharing(self, own: Words) -> Iterator[int]:
        most = max(MOST_POSTINGS, self._count // 50)
        rare = [self._having[stem] for stem in own.places if stem in self._having and len(self._having[stem]) <= most]
        shared = Counter(number for numbers in rare for number in numbers)
        return (number for number, many in shared.items() if many >= RARE_ENOUGH)

    def _score(self, own: Words, total: float, number: int) -> float:
        other = self.words[number]
        common = own.places.keys() & other.places.keys()
        if len(common) < FEWEST_SHARED or len(common & own.plain) < FEWEST_PLAIN:
            return 0.0
        pairs = own.pairs & other.pairs
        weight = self._weight(common) + PAIR_WEIGHT * sum(min(map(self._tells, pair)) for pair in pairs)
        of_promise, of_statement = weight / total, weight / self._weights[number]
        if of_promise < LEAST_OF_PROMISE:
            return 0.0
        return math.sqrt(min(of_promise, 1.0) * min(of_statement, 1.0))

    def _weight(self, stems: Iterable[str]) -> float:
        return sum(map(self._tells, stems)) or 1.0

    def _tells(self, stem: str) -> float:
        """The inverse document frequency of a stem among the statements."""
        return math.log(1 + self._count / (1 + len(self._having.get(stem, ()))))
