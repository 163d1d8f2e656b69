"""Two runs over the same questions to what got better and what got worse, question by question, with a paired test."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.bootstrap import Difference, paired
from eval.gold import BadGold
from eval.measures import BY_NAME, MEASURES, Measure, Scored, figures, parts_of

LOWER = dict.fromkeys(("aurc", "ece", "p50", "p95"), "lower")
LIMITS = {measure.name: measure.better for measure in MEASURES if measure.better} | LOWER | {"auc": "higher"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
IN_PER_CENT = {measure.name for measure in MEASURES if measure.unit == "%"}


class BadThreshold(Exception):
    """A threshold that cannot be used; the message names it and what is allowed."""


@dataclass(frozen=True, slots=True)
class Change:
    """A measure in both runs, over the questions that both have."""

    measure: Measure
    before: float
    after: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """`better` and `worse` are the questions (before, after) that came to be dealt with right, or ceased to be."""

    questions: int
    left_out: tuple[str, ...]
    changes: tuple[Change, ...]
    better: tuple[tuple[Scored, Scored], ...]
    worse: tuple[tuple[Scored, Scored], ...]
    moved: tuple[tuple[Scored, Scored], ...]  # right, or wrong, in both, but another answer


def compare(before: Sequence[Scored], after: Sequence[Scored]) -> Comparison:
    """What changed; questions that only one run has are left out and named. Raises BadGold when they share none."""
    later = {each.id: each for each in after}
    pairs = [(each, later[each.id]) for each in before if each.id in later]
    if not pairs:
        raise BadGold("The two runs have no question in common.")
    shared = {one.id for one, _ in pairs}
    changes = []
    for measure in MEASURES:
        tops = parts_of((one for one, _ in pairs), measure.name), parts_of((two for _, two in pairs), measure.name)
        difference = paired(*tops)
        was, now = figures([one for one, _ in pairs])[measure.name], figures([two for _, two in pairs])[measure.name]
        if difference is not None and was is not None and now is not None:
            changes.append(Change(measure, was, now, difference))
    return Comparison(
        questions=len(pairs),
        left_out=tuple(sorted(({each.id for each in before} | later.keys()) - shared)),
        changes=tuple(changes),
        better=tuple((one, two) for one, two in pairs if two.good and not one.good),
        worse=tuple((one, two) for one, two in pairs if one.good and not two.good),
        moved=tuple((one, two) for one, two in pairs if one.good == two.good and one.answer != two.answer),
    )


def told(comparison: Comparison) -> str:
    """The comparison as Markdown."""
    lines = [
        f"{comparison.questions} questions in both runs"
        + (f"; {len(comparison.left_out)} in one only, left out" if comparison.left_out else "")
        + ".",
        "",
        "| measure | before | after | difference | 95 % interval | better | worse | p |",
        "| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |",
    ]
    for change in comparison.changes:
        gap, factor = change.difference, 100 if change.measure.unit == "%" else 1
        digits = 3 if change.measure.unit == "" else 1
        shown = [f"{factor * value:.{digits}f}" for value in (change.before, change.after)]
        shown += [f"{factor * gap.difference:+.{digits}f}"]
        shown += [f"{factor * gap.low:+.{digits}f} to {factor * gap.high:+.{digits}f}"]
        lines.append(
            f"| {change.measure.title} | {' | '.join(shown)} | {_rose(change)} | {_fell(change)} | {gap.p:.3f} |"
        )
    for title, pairs in (
        ("Better", comparison.better),
        ("Worse", comparison.worse),
        ("Another answer", comparison.moved),
    ):
        lines += ["", f"## {title}: {len(pairs)}", ""]
        lines += [
            f"- {one.id} ({one.category}): {one.question}\n  - before: {_shown(one)}\n  - after: {_shown(two)}"
            for one, two in pairs
        ]
    return "\n".join(lines) + "\n"


def thresholds(texts: Iterable[str]) -> dict[str, float]:
    """``["accuracy=60"]`` as a table, shares in per cent. Raises BadThreshold."""
    found = {}
    for text in texts:
        name, _, value = text.partition("=")
        if name not in LIMITS:
            raise BadThreshold(f"--fail-under {text}: no such measure. Allowed: {', '.join(LIMITS)}.")
        if not _NUMBER.fullmatch(value):
            raise BadThreshold(f"--fail-under {text}: write NAME=NUMBER, as accuracy=60.")
        found[name] = float(value)
    return found


def failures(found: Mapping[str, float | None], limits: Mapping[str, float]) -> list[str]:
    """One sentence for each figure that is worse than its threshold, or that is not there at all.

    For measures where lower is better (wrongly_refused, aurc, ece, p50, p95) the threshold is the most allowed.
    """
    said = []
    for name, limit in limits.items():
        value = found.get(name)
        shown = None if value is None else value * (100 if name in IN_PER_CENT else 1)
        if shown is None:
            said.append(f"{name}: no question gives a figure, {limit:g} is asked for.")
        elif (shown > limit) if LIMITS[name] == "lower" else (shown < limit):
            title = BY_NAME[name].title if name in BY_NAME else name
            said.append(f"{name} ({title}): {shown:.3f} is {'over' if LIMITS[name] == 'lower' else 'under'} {limit:g}.")
    return said


def _rose(change: Change) -> int:
    return change.difference.worse if change.measure.better == "lower" else change.difference.better


def _fell(change: Change) -> int:
    return change.difference.better if change.measure.better == "lower" else change.difference.worse


def _shown(scored: Scored) -> str:
    return " ".join(scored.answer.split()[:40]) or "(nothing)"
