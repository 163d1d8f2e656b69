"""Gold questions to a folder of results: the shipped `ask` over each, scored, with what it depends on.

::

    OUT/
      answers.jsonl                   each answer, as `scrutineer ask --batch` writes it
      answers.without_history.jsonl   the follow-ups asked again as if they were the first question
      results.jsonl                   each question scored: its part of every measure
      summary.json                    the figures with intervals, by category and paper; provenance
      report.md, report.html          for people
      peers/                          what other tools gave, kept until library or questions change
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from answer.ask import Turn, ask
from answer.wire import answer_to_wire
from answer.writer import Writer
from eval.bootstrap import interval
from eval.given import Given, given_of
from eval.gold import BadGold, Question, rows
from eval.measures import BY_NAME, Scored, by_category, by_paper, figures, parts_of, score_all
from index.embed import Embedder
from index.library import Library

ANSWERS, WITHOUT_HISTORY, RESULTS, SUMMARY = (
    "answers.jsonl",
    "answers.without_history.jsonl",
    "results.jsonl",
    "summary.json",
)
Counted = Callable[[Sequence[Question], str], Iterable[Question]]  # shows progress while it hands the questions on


@dataclass(frozen=True, slots=True)
class Run:
    """Scored questions; `alone` are the follow-ups without their history."""

    scored: list[Scored]
    alone: list[Scored]


def answer_all(
    library: Library,
    questions: Sequence[Question],
    out: Path,
    *,
    writer: Writer | None = None,
    embedder: Embedder | None = None,
    counted: Counted = lambda questions, what: questions,
) -> Run:
    """Ask every question, and every follow-up a second time without its history; write both down and score them."""

    def asked(chosen: Sequence[Question], what: str, path: Path, with_history: bool) -> list[Scored]:
        given: dict[str, Given] = {}
        with path.open("w", encoding="utf-8") as file:
            for question in counted(chosen, what):
                history = [Turn(*turn) for turn in question.history] if with_history else []
                answer = ask(library, question.question, history=history, writer=writer, embedder=embedder)
                wire = answer_to_wire(answer, question.id)
                given[question.id] = given_of(wire)
                file.write(json.dumps(wire, ensure_ascii=False) + "\n")
        return score_all(chosen, given)

    followups = [question for question in questions if question.history]
    ask(library, "Which papers are held?", embedder=embedder)  # so that no question pays for waking the model
    return Run(
        asked(questions, "Answering", out / ANSWERS, with_history=True),
        asked(followups, "Follow-ups without history", out / WITHOUT_HISTORY, with_history=False),
    )


def summary(run: Run, facts: Mapping[str, object]) -> dict[str, object]:
    """All figures of a run, with intervals, and where they come from."""
    followups = [each for each in run.scored if each.id in {alone.id for alone in run.alone}]
    return {
        "questions": len(run.scored),
        "figures": figures(run.scored),
        "intervals": {name: interval(parts_of(run.scored, name)) for name in BY_NAME},
        "by_category": {name: {"n": len(group), **figures(group)} for name, group in by_category(run.scored).items()},
        "by_paper": {name: {"n": len(group), **figures(group)} for name, group in by_paper(run.scored).items()},
        "followups": {"n": len(followups), "with_history": figures(followups), "without_history": figures(run.alone)},
        "provenance": dict(facts),
    }


def write_results(scored: Iterable[Scored], out: Path) -> None:
    """`results.jsonl`: one scored question a line."""
    lines = (json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in scored)
    (out / RESULTS).write_text("".join(lines), encoding="utf-8")


def load_results(folder: Path) -> list[Scored]:
    """The scored questions of a run's folder. Raises BadGold."""
    found = []
    for where, row in rows(folder / RESULTS):
        try:
            parts = {name: (float(top), float(bottom)) for name, (top, bottom) in row["parts"].items()}
            found.append(Scored(**row | {"parts": parts, "papers": tuple(row["papers"])}))
        except (KeyError, TypeError, ValueError) as exc:
            raise BadGold(f"{where}: is not a scored question ({exc}). Run `scrutineer eval` again.") from exc
    return found


def write_summary(content: Mapping[str, object], out: Path) -> None:
    """`summary.json`."""
    (out / SUMMARY).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
