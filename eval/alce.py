"""ALCE's rule: an answer's sentences and the marks behind them, to which sentences and which citations hold.

For a sentence s with cited passages C (Gao et al. 2023, Enabling Large Language Models to Generate Text with Citations,
section 3.3)::

    recall(s)       1 when C is not empty and C together entails s
    precision(c)    recall(s), unless c alone does not entail s and C without c still does

ALCE asks a language model of 11 billion parameters whether a passage entails a sentence. None runs here, so a stand-in is
asked: the sentence's figures all stand in the passages (or what stands around them), and nine in ten of its telling words.
It sees no "not" and no swapped roles, and it looks for no gold: a wrong answer that is quoted faithfully has recall 1. So it
stands beside `metrics.cite_recall`, which asks for the right paragraph. Shares are summed over all answers; ALCE takes the
mean of each answer's share.

>>> marked("The fee rose. It is £5. [1][2]\\nNobody objected.")
[('The fee rose.', (1, 2)), ('It is £5.', (1, 2)), ('Nobody objected.', ())]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.wording import sentences
from eval.given import Given, Passage
from eval.matching import fold, stems

WORDS = 0.9  # of a sentence's telling words must stand in the passages
_MARK = re.compile(r"\s*\[(\d+)\]")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def sentence_citations(given: Given) -> tuple[list[bool], list[bool]]:
    """For each sentence of the answer whether what it cites bears it out, and for each of its citations whether it helps."""
    recall, precision = [], []
    for sentence, marks in marked(given.answer):
        cited = [given.citations[mark - 1] for mark in marks if mark <= len(given.citations)]
        whole = entails(cited, sentence)
        recall.append(whole)
        for at, passage in enumerate(cited):
            others = [*cited[:at], *cited[at + 1 :]]
            precision.append(whole and (entails([passage], sentence) or not entails(others, sentence)))
        precision += [False] * (len(marks) - len(cited))  # a mark that names nothing
    return recall, precision


def marked(answer: str) -> list[tuple[str, tuple[int, ...]]]:
    """Each sentence with its marks. Marks at the end of a line's run of sentences stand for the whole run."""
    found: list[tuple[str, tuple[int, ...]]] = []
    for line in answer.splitlines():
        waiting: list[str] = []
        for sentence in sentences(line):
            marks = tuple(dict.fromkeys(int(mark) for mark in _MARK.findall(sentence)))
            bare = _MARK.sub("", sentence).strip()
            waiting += [bare] if bare else []
            if marks:
                found += [(each, marks) for each in waiting]
                waiting = []
        found += [(each, ()) for each in waiting]
    return [(sentence, marks) for sentence, marks in found if stems(sentence)]


def entails(passages: Sequence[Passage], sentence: str) -> bool:
    """The stand-in for a model of entailment; False without passages."""
    if not passages:
        return False
    text = " ".join(f"{passage.about} {passage.text}" for passage in passages)
    words = {word for word in stems(sentence) if not word.isdigit()}
    return _figures(sentence) <= _figures(text) and len(words & stems(text)) >= WORDS * len(words)


def _figures(text: str) -> set[str]:
    return {figure.replace(",", "") for figure in _FIGURE.findall(fold(text))}
