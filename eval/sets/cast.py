"""TREC CAsT (MIT): conversations with the resolved form of each turn, and for 2021 the passage that answered it.

Source: Dalton, Xiong and Callan 2020 to 2022, TREC CAsT: The Conversational Assistance Track Overview.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.gold import Question
from eval.sets.outside import Asked, OutsideSet, Piece, Rewritten, document, paper_of, place, sampled

FOLDER = "treccast"
TOPICS_2019 = "evaluation_topics_v1.0.json"
RESOLVED_2019 = "2019_data_evaluation_evaluation_topics_annotated_resolved_v1.0.tsv"
TOPICS_2020 = "2020_manual_evaluation_topics_v1.0.json"
TOPICS_2021 = "2021_manual_evaluation_topics_v1.0.json"


def load_rewrites(folder: Path, most: int) -> OutsideSet:
    """Follow-ups of 2019 to 2021 with the rewrites made by hand."""
    resolved = dict(
        line.split("\t", 1)
        for line in (folder / FOLDER / RESOLVED_2019).read_text(encoding="utf-8").splitlines()
        if "\t" in line
    )
    first = [
        [(each["raw_utterance"], resolved[f"{topic['number']}_{each['number']}"]) for each in topic["turn"]
         if f"{topic['number']}_{each['number']}" in resolved]
        for topic in document(folder / FOLDER / TOPICS_2019)
    ]  # fmt: skip
    later = [
        [(each["raw_utterance"], each["manual_rewritten_utterance"]) for each in topic["turn"]]
        for name in (TOPICS_2020, TOPICS_2021)
        for topic in document(folder / FOLDER / name)
    ]
    found = [each for topic in (*first, *later) for each in _followups(topic)]
    return OutsideSet(name="TREC CAsT", licence="MIT", followups=tuple(sampled(found, most)))


def load_passages(folder: Path, most: int) -> OutsideSet:
    """Follow-ups of 2021, each to be found its passage among those of all turns; the turns before with their answers."""
    papers, asked = [], []
    for topic in document(folder / FOLDER / TOPICS_2021):
        history: list[tuple[str, str]] = []
        for turn in topic["turn"]:
            id = f"cast-{topic['number']}-{turn['number']}"
            papers.append(paper_of(id, "Passage", [Piece(turn["passage"])]))
            if history:
                asked.append(Asked(_question(id, turn, history)))
            history.append((turn["raw_utterance"], turn["passage"]))
    return OutsideSet(name="TREC CAsT 2021", licence="MIT", papers=tuple(papers), questions=tuple(sampled(asked, most)))


def _question(id: str, turn: Mapping[str, Any], history: Iterable[tuple[str, str]]) -> Question:
    """`answer` is the rewrite made by hand, which is asked as well, to see what perfect rewriting would find."""
    return Question(
        id=id,
        category="follow-up",
        question=turn["raw_utterance"],
        history=tuple(history),
        answer=turn["manual_rewritten_utterance"],
        evidence=(place(id, turn["passage"]),),
    )


def _followups(turns: list[tuple[str, str]]) -> Iterator[Rewritten]:
    for at in range(1, len(turns)):
        yield Rewritten(tuple(said for said, _ in turns[:at]), *turns[at])
