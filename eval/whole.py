"""A folder of gold and a library to the whole report: every set's answers, structure and registers, and the verifier.

::

    GOLD/                              OUT/
      seeds.questions.jsonl              report.html, report.md, summary.json    all sets side by side, the verifier
      seeds.promises.jsonl               seeds/                                  a run's folder (`eval.run`), with registers
      seeds.sections.json                real/
      seeds.figures.jsonl
      real.questions.jsonl

A set is named by what its files begin with; files without a beginning make the set named as the folder. Every kind of file
may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from eval.gold import BadGold, load_done, load_figures, load_promises, load_structure, load_whole
from eval.measures import Scored, figures
from eval.registers import Listed, RegisterScore, score_figures, score_promises
from eval.report import Report, Section, Table, provenance_section, structure_section, write_report, write_sections
from eval.run import Run, summary, write_results, write_summary
from eval.sections import register_figures, register_section, verifier_section
from eval.structure import Read, score_structure, whole
from eval.verifier import Tried, totals
from index.library import Library

KINDS = ("questions", "promises", "sections", "done", "figures", "structure")
_NAME = re.compile(rf"(?:(?P<set>.+)\.)?(?P<kind>{'|'.join(KINDS)})\.jsonl?")

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The gold files of one set, by kind."""

    name: str
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetScores:
    """What one set measured; registers as they are scored, and as the collection's scorer would."""

    name: str
    run: Run = field(default_factory=lambda: Run([], []))
    peers: Mapping[str, Sequence[Scored]] = field(default_factory=dict)
    structure: Sequence[Read] = ()
    registers: Mapping[str, tuple[RegisterScore, RegisterScore]] = field(default_factory=dict)


def gold_sets(folder: Path, only: Sequence[str] = ()) -> list[GoldSet]:
    """The sets of a folder, or those named. Raises BadGold when there is none, or not one that is named."""
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            found.setdefault(match["set"] or folder.resolve().name, {})[match["kind"]] = path
    if missing := [name for name in only if name not in found] or (not found and [str(folder)]):
        raise BadGold(f"No gold files for {', '.join(missing)} in {folder}. There are: {', '.join(found) or 'none'}.")
    return [GoldSet(name, files) for name, files in found.items() if not only or name in only]


def score_registers(
    files: Mapping[str, Path], listed: Mapping[str, Sequence[Listed]]
) -> dict[str, tuple[RegisterScore, RegisterScore]]:
    """The registers that there is gold for, each scored twice: with every wording that gold allows, and plainly."""
    scores = {}
    if "promises" in files:
        gold, done = load_promises(files["promises"]), load_done(files["done"]) if "done" in files else []
        read = load_whole(files["sections"]) if "sections" in files else []
        scores["promises"] = (
            score_promises(gold, read, listed["promises"], done),
            score_promises(gold, read, listed["promises"], done, plain=True),
        )
    if "figures" in files:
        numbers = load_figures(files["figures"])
        scores["figures"] = (
            score_figures(numbers, listed["figures"]),
            score_figures(numbers, listed["figures"], plain=True),
        )
    return scores


def score_paragraphs(files: Mapping[str, Path], library: Library) -> list[Read]:
    """The structure that there is gold for."""
    return score_structure(library, load_structure(files["structure"])) if "structure" in files else []


def write_set(scores: SetScores, facts: Facts, out: Path) -> None:
    """A set's results, summary and report."""
    out.mkdir(parents=True, exist_ok=True)
    content: dict[str, object] = summary(scores.run, facts) if scores.run.scored else {"provenance": dict(facts)}
    content["peers"] = {name: figures(scored) for name, scored in scores.peers.items()}
    content["structure"] = [asdict(row) for row in scores.structure]
    content["registers"] = register_figures({name: score for name, (score, _) in scores.registers.items()})
    write_summary(content, out)
    sections = [register_section(*pair) for pair in scores.registers.values()]
    if not scores.run.scored:
        structure = [structure_section(scores.structure)] if scores.structure else []
        write_sections(f"Set {scores.name}", [*structure, *sections, provenance_section(facts)], out)
        return
    write_results(scores.run.scored, out)
    write_report(
        Report(
            scored=scores.run.scored,
            alone=scores.run.alone,
            peers=scores.peers,
            structure=scores.structure,
            more=sections,
            facts=facts,
        ),
        out,
    )


def write_whole(sets: Sequence[SetScores], tried: Sequence[Tried], facts: Facts, out: Path) -> None:
    """All sets side by side, and the verifier."""
    tables = [table for table in (_answers(sets), _registers(sets), _structure(sets)) if table.rows]
    words = "Shares in per cent; each set's own folder has the intervals, the peers and the questions."
    sections = [Section("All sets", words, tables)]
    if tried:
        sections.append(verifier_section(tried))
    write_sections("The whole measurement", [*sections, provenance_section(facts)], out)
    together = totals(tried)
    write_summary(
        {
            "sets": {each.name: figures(each.run.scored) for each in sets if each.run.scored},
            "verifier": {
                each.kind: {"cases": each.cases, "right": each.right} for each in (*together.values(), *tried)
            },
            "provenance": dict(facts),
        },
        out,
    )


def _answers(sets: Sequence[SetScores]) -> Table:
    names = (
        ("accuracy", "answered right"), ("cite_recall", "evidence cited"), ("cite_prec", "citations that bear out"),
        ("label", "numbers right"), ("verbatim", "verbatim"), ("hit1", "hit@1"), ("hit5", "hit@5"),
        ("in1500", "in 1,500 words"), ("refused", "refused"), ("wrongly_refused", "wrongly refused"),
    )  # fmt: skip
    rows = []
    for each in sets:
        if each.run.scored:
            found = figures(each.run.scored)
            seconds = found["p50"]
            cells = [_share(found[name]) for name, _ in names]
            rows.append([each.name, str(len(each.run.scored)), *cells, "–" if seconds is None else f"{seconds:.2f}"])
    return Table(("set", "questions", *(title for _, title in names), "p50 s"), rows)


def _registers(sets: Sequence[SetScores]) -> Table:
    rows = []
    for each in sets:
        for register, (score, _) in each.registers.items():
            found = score.figures()
            date = found.get("due", found.get("as_of"))
            cells = [found["recall"], found.get("precision"), date, found.get("owner"), found["label"]]
            rows.append([each.name, register, str(score.gold), *map(_share, cells)])
    heads = ("set", "register", "gold", "found", "true ones", "due or as-of right", "owner right", "number right")
    return Table(heads, rows)


def _structure(sets: Sequence[SetScores]) -> Table:
    rows = []
    for each in sets:
        if each.structure:
            all_ = whole(each.structure)
            shares = [_share(count / max(1, all_.wanted)) for count in (all_.begins, all_.labels, all_.pages)]
            rows.append([each.name, str(all_.wanted), *shares, f"{all_.false} of {all_.lookalikes}"])
    return Table(("set", "paragraphs", "begins right", "number right", "page right", "false numbers"), rows)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"
