"""QMSum (MIT), the committee part: meetings of the Senedd and of Canadian committees, queries, and the turns that answer.

Source: Zhong et al. 2021, QMSum: A New Benchmark for Query-based Multi-domain Meeting Summarization.
"""

from __future__ import annotations

from pathlib import Path

from eval.gold import Question
from eval.sets.outside import Asked, OutsideSet, Piece, lines, paper_of, place, sampled
from ingest.paper import Paper

FOLDER = "qmsum"
FILES = ("committee_val.jsonl", "committee_test.jsonl")
MEETINGS = 6
WORDS = 8  # a turn of fewer words ("Yes, thank you.") could be any other


def load_evidence(folder: Path, most: int) -> OutsideSet:
    """Queries on six meetings, each asked of its own meeting; any turn of the span meets the need."""
    meetings = [row for name in FILES for row in lines(folder / FOLDER / name)]
    papers: list[Paper] = []
    asked: list[Asked] = []
    for number, meeting in enumerate(sampled(meetings, MEETINGS)):
        id = f"qmsum-{number}"
        turns = [" ".join(turn["content"].split()) for turn in meeting["meeting_transcripts"]]
        speakers = [turn["speaker"] for turn in meeting["meeting_transcripts"]]
        pieces = [Piece(turn, heading=(speaker,)) for turn, speaker in zip(turns, speakers, strict=True) if turn]
        papers.append(paper_of(id, "Meeting", pieces))
        for query in meeting["specific_query_list"]:
            spans = [range(int(first), int(last) + 1) for first, last in query["relevant_text_span"]]
            held = [turns[at] for span in spans for at in span if at < len(turns) and len(turns[at].split()) >= WORDS]
            if held:
                places = tuple(place(id, text) for text in held)
                question = Question(
                    id=f"{id}-{len(asked)}",
                    category="query",
                    question=query["query"],
                    evidence=places[:1],
                    alternatives=places[1:],
                )
                asked.append(Asked(question, within=id))
    return OutsideSet(
        name="QMSum, committees", licence="MIT", papers=tuple(papers), questions=tuple(sampled(asked, most))
    )
