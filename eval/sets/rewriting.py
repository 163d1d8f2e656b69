"""Follow-ups and their rewrites by people to a figure: which of the words that a follow-up leaves out are brought back.

Words are compared by their stems, words that say nothing ("the", "it", "which") left out. Source of the idea: term
importance for query resolution, QuReTeC (Voskarides et al. 2020), where recall and precision of added words are counted.

>>> sorted(missing(Rewritten(("What is throat cancer?",), "Is it treatable?", "Is throat cancer treatable?")))
['cancer', 'throat']
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.record import Turn
from answer.understand import understand
from eval.matching import stems
from eval.sets.outside import Rewritten


@dataclass(frozen=True, slots=True)
class Words:
    """Counts over follow-ups: of the words `wanted` and `added`, those that are `right`; `whole` needed none, `left` got none."""

    followups: int
    wanted: int
    added: int
    right: int
    whole: int
    left: int

    @property
    def recall(self) -> float | None:
        """Share of the words wanted that were added."""
        return self.right / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        """Share of the words added that were wanted."""
        return self.right / self.added if self.added else None

    @property
    def f1(self) -> float | None:
        """2 x right / (wanted + added)."""
        return 2 * self.right / (self.wanted + self.added) if self.wanted + self.added else None

    @property
    def left_alone(self) -> float | None:
        """Share of the turns that stand by themselves that got nothing added."""
        return self.left / self.whole if self.whole else None


Rewriter = Callable[[Rewritten], str]


def ours(followup: Rewritten) -> str:
    """What Scrutineer searches for. It is told what was asked before; what was answered is not in these sets."""
    return understand(followup.question, [Turn(each, "") for each in followup.turns], []).query


def everything(followup: Rewritten) -> str:
    """The simplest way: all that was asked before is put in front."""
    return " ".join((*followup.turns, followup.question))


def count(followups: Sequence[Rewritten], rewrite: Rewriter) -> Words:
    """How well a way of rewriting brings back the words that people brought back."""
    wanted = added = right = whole = left = 0
    for each in followups:
        need, got = missing(each), stems(rewrite(each)) - stems(each.question)
        wanted, added, right = wanted + len(need), added + len(got), right + len(need & got)
        whole, left = whole + (not need), left + (not need and not got)
    return Words(len(followups), wanted, added, right, whole, left)


def missing(followup: Rewritten) -> set[str]:
    """The words of the rewrite that the follow-up lacks."""
    return stems(followup.rewrite) - stems(followup.question)
