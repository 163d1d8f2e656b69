"""A run's results to a report: the same sections as Markdown and as one HTML page that opens offline, with charts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eval import charts
from eval.bootstrap import interval, paired
from eval.measures import (
    BY_NAME,
    MEASURES,
    RETRIEVAL,
    Measure,
    Scored,
    answered,
    by_category,
    by_paper,
    figure,
    figures,
    parts_of,
)
from eval.metrics import calibration_error, percentile, reliability, risk_coverage
from eval.page import page
from eval.structure import Read, cells

OURS = "Scrutineer"
SHORT = ("accuracy", "cite_recall", "cite_prec", "label", "in1500", "hit1", "mrr", "refused", "wrongly_refused")
BESIDE = (*RETRIEVAL, "accuracy", "cite_recall")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under heads; the first column is a name, the others are figures."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a few words, tables, and charts (HTML only)."""

    title: str
    words: str = ""
    tables: Sequence[Table] = ()
    charts: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is told of a run."""

    scored: Sequence[Scored]
    alone: Sequence[Scored] = ()
    peers: Mapping[str, Sequence[Scored]] = field(default_factory=dict)
    structure: Sequence[Read] = ()
    more: Sequence[Section] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


TITLE = "How well the questions were answered"


def write_report(report: Report, out: Path) -> None:
    """`report.md` and `report.html`."""
    write_sections(TITLE, list(_sections(report)), out)


def write_sections(title: str, sections: Sequence[Section], out: Path) -> None:
    """The same for any sections."""
    (out / "report.md").write_text(markdown(title, sections), encoding="utf-8")
    (out / "report.html").write_text(page(title, sections), encoding="utf-8")


def provenance_section(facts: Mapping[str, object]) -> Section:
    """What a result depends on."""
    return Section(
        "Where this comes from", tables=[Table(("", ""), [[name, _plain(fact)] for name, fact in facts.items()])]
    )


def markdown(title: str, sections: Sequence[Section]) -> str:
    """The sections as Markdown, without the charts."""
    lines = [f"# {title}", ""]
    for section in sections:
        lines += [f"## {section.title}", ""]
        if section.words:
            lines += [section.words, ""]
        for table in section.tables:
            lines.append(f"| {' | '.join(table.heads)} |")
            lines.append(f"| --- |{' ---: |' * (len(table.heads) - 1)}")
            lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in table.rows]
            lines.append("")
    return "\n".join(lines)


def _sections(report: Report) -> Iterator[Section]:
    yield _figures(report)
    if report.peers:
        yield _beside(report)
        yield _beside_by_category(report)
    yield Section("By category", tables=[_groups(by_category(report.scored))])
    yield Section(
        "By paper",
        "The paper the gold evidence is from; a question on two papers is in both.",
        [_groups(by_paper(report.scored))],
    )
    yield _risk(report)
    yield _confidence(report)
    if report.alone:
        yield _followups(report)
    yield _seconds(report)
    if report.structure:
        yield structure_section(report.structure)
    yield from report.more
    yield _wrong(report.scored)
    yield provenance_section(report.facts)


def _figures(report: Report) -> Section:
    rows = []
    for measure in MEASURES:
        parts = parts_of(report.scored, measure.name)
        bounds = interval(parts)
        between = f"{shown(measure, bounds[0])} to {shown(measure, bounds[1])}" if bounds else "–"
        rows.append(
            [measure.title, shown(measure, figure(parts)), between, str(sum(bottom > 0 for _, bottom in parts))]
        )
    words = f"{len(report.scored)} questions. Shares in per cent; intervals by bootstrap over the questions."
    values = {
        measure.title: 100 * value
        for measure in MEASURES
        if measure.unit == "%" and (value := figure(parts_of(report.scored, measure.name))) is not None
    }
    chart = charts.bars("All questions", values, most=100)
    return Section("Figures", words, [Table(("measure", "figure", "95 % interval", "questions"), rows)], [chart])


def _beside(report: Report) -> Section:
    chosen = [BY_NAME[name] for name in BESIDE]
    everyone = {OURS: report.scored, **report.peers}
    rows = []
    for name, scored in everyone.items():
        found = figures(scored)
        area = "–" if found["aurc"] is None else f"{found['aurc']:.3f}"
        rows.append([name, *(shown(measure, found[measure.name]) for measure in chosen), area])
    words = (
        "The same files, questions and embedding model; the peers with their defaults. Evidence in the first 1,500 words is "
        "the figure to compare, as chunks are longer than paragraphs. The peers answer by their three sentences nearest "
        "to the question and never refuse, so their accuracy counts answers that were given to everything."
    )
    tables = [Table(("system", *(measure.title for measure in chosen), "area under risk"), rows)]
    tables.append(_gaps(report))
    values = {name: 100 * (figures(scored)["in1500"] or 0) for name, scored in everyone.items()}
    right = {name: 100 * (figures(scored)["accuracy"] or 0) for name, scored in everyone.items()}
    return Section(
        "Beside other tools",
        words,
        tables,
        [
            charts.bars("Evidence in the first 1,500 words retrieved", values, ours=OURS, most=100),
            charts.bars("Answered right, of what can be answered", right, ours=OURS, most=100),
        ],
    )


def _gaps(report: Report) -> Table:
    """Ours less each peer's, question by question."""
    heads = ("ours less", "measure", "difference", "95 % interval", "we are better on", "they are better on", "p")
    rows = []
    for name, scored in report.peers.items():
        for measure in (each for each in MEASURES if each.name in ("in1500", "accuracy")):
            gap = paired(parts_of(scored, measure.name), parts_of(report.scored, measure.name))
            if gap is not None:
                between = f"{100 * gap.low:+.1f} to {100 * gap.high:+.1f}"
                counts = [str(gap.better), str(gap.worse), f"{gap.p:.3f}"]
                rows.append([name, measure.title, f"{100 * gap.difference:+.1f}", between, *counts])
    return Table(heads, rows)


def _beside_by_category(report: Report) -> Section:
    everyone = {OURS: report.scored, **report.peers}
    tables = []
    for name in ("in1500", "accuracy"):
        measure = next(each for each in MEASURES if each.name == name)
        groups = {system: by_category(scored) for system, scored in everyone.items()}
        rows = [
            [category, *(shown(measure, figure(parts_of(groups[system][category], name))) for system in everyone)]
            for category in groups[OURS]
            if figure(parts_of(groups[OURS][category], name)) is not None
        ]
        tables.append(Table((measure.title, *everyone), rows))
    return Section("Beside other tools, by category", tables=tables)


def _groups(groups: Mapping[str, Sequence[Scored]]) -> Table:
    chosen = [measure for measure in MEASURES if measure.name in SHORT]
    rows = [
        [name, str(len(group)), *(shown(measure, figure(parts_of(group, measure.name))) for measure in chosen)]
        for name, group in groups.items()
    ]
    return Table(("", "questions", *(measure.title for measure in chosen)), rows)


def _risk(report: Report) -> Section:
    curves = {name: risk_coverage(answered(scored)) for name, scored in {OURS: report.scored, **report.peers}.items()}
    area = figures(report.scored)["aurc"]
    words = (
        "Were only the most confident answers let through, this share of them would be wrong. An answer to a question that "
        f"cannot be answered is wrong. Area under the curve, ours: {'–' if area is None else f'{area:.3f}'} (0 is best)."
    )
    points = [
        [f"{100 * share:.0f} %", *(_risk_at(curve, share) for curve in curves.values())]
        for share in (0.25, 0.5, 0.75, 1.0)
    ]
    chart = charts.risk_curves("Risk: share wrong", curves, ours=OURS)
    return Section("Risk and coverage", words, [Table(("answers let through", *curves), points)], [chart])


def _risk_at(curve: Sequence[tuple[float, float]], share: float) -> str:
    return next((f"{100 * risk:.1f} % wrong" for coverage, risk in curve if coverage >= share - 1e-9), "–")


def _confidence(report: Report) -> Section:
    sure = answered(report.scored)
    error, area = calibration_error(sure), figures(report.scored)["auc"]
    shown_error, shown_area = ("–" if each is None else f"{each:.3f}" for each in (error, area))
    words = (
        "Were confidence what it says, eight of ten answers with 0.8 would be right. Expected calibration error: "
        f"{shown_error} (0 is best). How often a question that can be answered has more confidence than one that cannot: "
        f"{shown_area} (area under ROC; 0.5 is a coin)."
    )
    bins = reliability(sure)
    rows = [
        [f"{each.low:.1f} to {each.high:.1f}", str(each.answers), f"{each.confidence:.2f}", f"{100 * each.right:.1f} %"]
        for each in bins
    ]
    chart = charts.calibration(
        "Share right, by confidence", [(each.confidence, each.right, each.answers) for each in bins]
    )
    return Section(
        "Confidence",
        words,
        [Table(("confidence", "answers", "mean confidence", "right"), rows)],
        [chart] if bins else [],
    )


def _followups(report: Report) -> Section:
    asked = {each.id for each in report.alone}
    groups = {"with their history": [each for each in report.scored if each.id in asked], "without it": report.alone}
    return Section("Follow-ups", "Each asked twice.", [_groups(groups)])


def _seconds(report: Report) -> Section:
    steps = sorted({step for each in report.scored for step in each.seconds}, key=lambda step: (step == "total", step))
    spent = {step: [each.seconds[step] for each in report.scored if step in each.seconds] for step in steps}
    p50, p95 = ({step: percentile(values, share) or 0.0 for step, values in spent.items()} for share in (0.5, 0.95))
    rows = [[step, f"{p50[step]:.3f}", f"{p95[step]:.3f}"] for step in steps]
    chart = charts.bars("Seconds, p95", p95, unit="s", ours="total") if p95 else ""
    return Section("Seconds a question", tables=[Table(("step", "p50", "p95"), rows)], charts=[chart] if chart else [])


def structure_section(rows: Sequence[Read]) -> Section:
    """Paragraphs, their numbers and pages against annotated papers."""
    heads, body = cells(rows)
    return Section("Paragraphs and their numbers", "Against papers annotated by hand.", [Table(heads, body)])


def _wrong(scored: Sequence[Scored]) -> Section:
    rows = [
        [each.id, each.category, each.question, " ".join(each.answer.split()[:40])] for each in scored if not each.good
    ]
    return Section(
        "Answered wrongly, or wrongly refused",
        f"{len(rows)} questions.",
        [Table(("id", "category", "question", "answer"), rows)],
    )


def shown(measure: Measure, value: float | None) -> str:
    """A figure as it is read: 63.6 for a share, 0.458 for a mean reciprocal rank."""
    if value is None:
        return "–"
    return (
        f"{100 * value:.1f}" if measure.unit == "%" else f"{value:.1f}" if measure.unit == "words" else f"{value:.3f}"
    )


def _plain(fact: object) -> str:
    return fact if isinstance(fact, str) else json.dumps(fact, ensure_ascii=False)
