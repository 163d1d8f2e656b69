"""Scored registers, a tried verifier and outside sets to sections of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from eval.bootstrap import interval, paired
from eval.measures import Measure, Scored, figure, figures, grouped, parts_of
from eval.registers import FIGURE_MEASURES, PROMISE_MEASURES, RegisterScore
from eval.report import Section, Table, shown
from eval.verifier import PROMISED, Tried, totals

if TYPE_CHECKING:
    from eval.sets.rewriting import Words
    from eval.sets.run import Outside, SetRun

MOST = 40  # rows of what was missed
LONG = 40  # words of such a row
FOUND = ("set", "system", "questions", "hit@1", "hit@5", "MRR", "evidence cited", "citations that bear it out")
GAP = ("ours less the first stage", "measure", "difference", "95 % interval", "better on", "worse on", "p")
REFUSED = ("set", "answerable", "unanswerable", "refused of these", "wrongly refused", "area under ROC")
MEASURES = {"promises": PROMISE_MEASURES, "figures": FIGURE_MEASURES}


def register_section(score: RegisterScore, plain: RegisterScore) -> Section:
    """A register's figures; `plain` leaves out the other wordings that gold allows, as the collection's scorer does."""
    rows = []
    for measure in MEASURES[score.register]:
        parts, bare = score.parts[measure.name], plain.parts[measure.name]
        bounds = interval(parts)
        between = f"{shown(measure, bounds[0])} to {shown(measure, bounds[1])}" if bounds else "–"
        rows.append([measure.title, _of(measure, parts), between, str(len(parts)), _of(measure, bare)])
    heads = ("measure", "figure", "95 % interval", "of", "gold's first wording only")
    missed = [["missed", _short(each)] for each in score.missed[:MOST]]
    false = [["not in gold", _short(each)] for each in score.false[:MOST]]
    tables = [Table(heads, rows)]
    if missed or false:
        tables.append(Table((f"{len(score.missed)} missed, {len(score.false)} not in gold", ""), [*missed, *false]))
    words = f"{score.listed} {score.register} listed; {score.gold} firm ones in gold."
    return Section(f"Register of {score.register}", words, tables)


def verifier_section(tried: Sequence[Tried]) -> Section:
    """Altered sentences refused and unaltered ones let through, by kind."""
    together = totals(tried)
    rows = [
        [each.kind, "refused" if each.altered else "let through", str(each.cases), f"{100 * each.share:.2f}"]
        for each in (*together.values(), *sorted(tried, key=lambda each: (not each.altered, each.kind)))
    ]
    wrong = [[each.kind, _short(case)] for each in tried for case in each.wrong[:5]]
    tables = [Table(("kind", "should be", "cases", "dealt with right, %"), rows)]
    if wrong:
        tables.append(Table(("dealt with wrongly: up to five of a kind", "sentence ← paragraph"), wrong))
    words = (
        f"True sentences altered in every way, {sum(each.cases for each in together.values())} cases. Promised: "
        f"{100 * PROMISED[True]:.0f} % of altered ones refused, {100 * PROMISED[False]:.0f} % of unaltered ones let through."
    )
    return Section("The verifier", words, tables)


def outside_sections(outside: Outside) -> Iterator[Section]:
    """One table of figures for each thing that the outside sets can tell."""
    if outside.absent:
        yield Section("Not measured", f"No folder for: {', '.join(outside.absent)}.")
    if outside.rewriting:
        yield _rewritten(outside)
    if outside.sets:
        yield Section(
            "Evidence",
            "The evidence found, and cited. The first stage is the library's search; what ranks after it must not be worse.",
            [
                Table(FOUND, [row for each in outside.sets for row in _found(each)]),
                Table(GAP, [row for each in outside.sets for row in _gaps(each)]),
            ],
        )
    if rows := [_refusing(each) for each in outside.sets if each.auc is not None]:
        yield Section("What can be answered", "An area of 0.5 is a coin.", [Table(REFUSED, rows)])
    if rows := [row for each in outside.sets if each.name == "TAT-QA" for row in _tables(each)]:
        words = "TAT-QA. Sums are not worked out by us: the rows that they need must be cited."
        yield Section("Tables", words, [Table(("questions", "number", "answered right", "rows needed, cited"), rows)])


def _rewritten(outside: Outside) -> Section:
    heads = ("set", "way", "follow-ups", "words brought back", "words added, right", "F1", "needing none, left alone")
    rows = [
        [each.name, who, *_words(words)]
        for each in outside.rewriting
        for who, words in (("Scrutineer", each.ours), ("all questions before it", each.everything))
    ]
    words = "The telling words that people put into a follow-up to make it stand alone: how many are brought back."
    return Section("Follow-ups rewritten", words, [Table(heads, rows)])


def outside_figures(outside: Outside) -> dict[str, object]:
    """The same for `summary.json`."""
    return {
        "rewriting": {
            each.name: {"recall": each.ours.recall, "precision": each.ours.precision, "f1": each.ours.f1}
            for each in outside.rewriting
        },
        "sets": {
            each.name: {"auc": each.auc, **{system: figures(scored) for system, scored in each.systems.items()}}
            for each in outside.sets
        },
        "absent": list(outside.absent),
    }


def _found(run: SetRun) -> Iterator[list[str]]:
    for system, scored in run.systems.items():
        yes = [each for each in scored if each.answerable]
        cells = [_cell(yes, name) for name in ("hit1", "hit5", "mrr")]
        cited = [_cell(yes, name) for name in ("cite_recall", "cite_prec")] if _cites(yes) else ["–", "–"]
        yield [run.name, system, str(len(yes)), *cells, *cited]


def _gaps(run: SetRun) -> Iterator[list[str]]:
    """Ours less the second system's, question by question."""
    mine, first = list(run.systems.values())[:2]
    for name in ("hit1", "hit5"):
        gap = paired(parts_of(first, name), parts_of(mine, name))
        if gap is not None:
            between = f"{100 * gap.low:+.1f} to {100 * gap.high:+.1f}"
            counts = [str(gap.better), str(gap.worse), f"{gap.p:.3f}"]
            yield [run.name, f"hit@{name[3:]}", f"{100 * gap.difference:+.1f}", between, *counts]


def _cites(scored: Sequence[Scored]) -> bool:
    return figure(parts_of(scored, "cite_prec")) is not None


def _refusing(run: SetRun) -> list[str]:
    mine = next(iter(run.systems.values()))
    yes, no = ([each for each in mine if each.answerable is kind] for kind in (True, False))
    cells = [_cell(no, "refused"), _cell(yes, "wrongly_refused")]
    return [run.name, str(len(yes)), str(len(no)), *cells, f"{run.auc:.3f}"]


def _tables(run: SetRun) -> Iterator[list[str]]:
    for kind, scored in grouped(next(iter(run.systems.values())), lambda each: (each.category,)).items():
        right = _cell(scored, "accuracy") if kind == "looked up" else "–"
        yield [kind, str(len(scored)), right, _cell(scored, "cite_recall")]


def _cell(scored: Sequence[Scored], name: str) -> str:
    value = figure(parts_of(scored, name))
    return "–" if value is None else f"{value:.3f}" if name == "mrr" else f"{100 * value:.1f}"


def _words(words: Words) -> list[str]:
    shares = (words.recall, words.precision, words.f1, words.left_alone)
    return [str(words.followups), *("–" if each is None else f"{100 * each:.1f}" for each in shares)]


def _of(measure: Measure, parts: Sequence[tuple[float, float]]) -> str:
    return shown(measure, figure(parts))


def _short(text: str) -> str:
    return " ".join(text.split()[:LONG])


def register_figures(scores: Mapping[str, RegisterScore]) -> dict[str, object]:
    """Registers' figures and intervals for `summary.json`."""
    return {
        name: {
            "gold": score.gold,
            "listed": score.listed,
            "figures": score.figures(),
            "intervals": {measure: interval(parts) for measure, parts in score.parts.items()},
        }
        for name, score in scores.items()
    }
