"""The commands `scrutineer eval`, `eval compare`, `eval whole` and the others: an edge like cli.py, which takes them in.

Nothing heavy is imported until a command runs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from eval.gold import Question
    from eval.measures import Scored
    from eval.registers import Listed
    from eval.run import Run
    from eval.whole import SetScores
    from index.embed import Embedder
    from index.library import Library
    from settings import Settings


class ScoreUnlessNamed(TyperGroup):
    """``eval QUESTIONS`` is ``eval score QUESTIONS``: scoring is what one mostly wants."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        if args and args[0] not in {*self.commands, "--help"}:
            args = ["score", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=ScoreUnlessNamed,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Score the answers to questions whose right answers are known: `scrutineer eval QUESTIONS --out DIR`.",
)

OutOption = Annotated[Path, typer.Option("--out", help="The folder for results and report.", show_default=False)]
LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="The library's folder.  [default: $SCRUTINEER_LIBRARY, or ./library]")
]
GoldArgument = Annotated[
    Path, typer.Argument(help="A folder of gold files: NAME.questions.jsonl, NAME.promises.jsonl…", show_default=False)
]
SetOption = Annotated[list[str] | None, typer.Option("--set", metavar="NAME", help="Only this set. May be repeated.")]
FailOption = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-under",
        metavar="NAME=FIGURE",
        help="Exit with 1 when a figure is worse: accuracy=60, wrongly_refused=10 (at most), p95=2.5. May be repeated.",
    ),
]


@app.command()
def score(
    questions: Annotated[Path, typer.Argument(help="Gold questions, one JSON object a line.", show_default=False)],
    out: OutOption,
    library: LibraryOption = None,
    peers: Annotated[bool, typer.Option("--peers", help="Also ask what people would use instead.")] = False,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="Score these answers (JSON lines) instead of asking.")
    ] = None,
    structure: Annotated[
        Path | None, typer.Option("--structure", help="Also score paragraphs and numbers against this gold file.")
    ] = None,
    fail_under: FailOption = None,
) -> None:
    """Ask every question, score the answers, and write results.jsonl, summary.json, report.md and report.html."""
    from eval.compare import failures, thresholds
    from eval.gold import load_questions, load_structure
    from eval.measures import figures

    limits = thresholds(fail_under or ())
    gold = load_questions(questions)
    annotated = load_structure(structure) if structure else []
    settings = _settings(library)
    _refuse_missing_peers(peers)
    out.mkdir(parents=True, exist_ok=True)
    if answers is not None and not (peers or annotated):
        run = _score_given(gold, answers)
        _write(out, run, {}, [], _facts(None, questions, settings, answers))
    else:
        from eval.structure import score_structure
        from index.library import Library

        with Library.open(settings.library) as shelf:
            embedder = _embedder(settings)
            facts = _facts(shelf, questions, settings, answers)
            run = _score_given(gold, answers) if answers else _ask(shelf, gold, out, settings, embedder)
            beside = _beside(shelf, gold, out, embedder) if peers else {}
            _write(out, run, beside, score_structure(shelf, annotated), facts)
    found = figures(run.scored)
    typer.echo(_line(found))
    typer.echo(f"Report: {out / 'report.html'}", err=True)
    _stop_on(failures(found, limits))


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="The folder of a run.", show_default=False)],
    after: Annotated[Path, typer.Argument(help="The folder of a later run.", show_default=False)],
    fail_under: FailOption = None,
) -> None:
    """Show what got better and worse between two runs over the same questions, with a paired test."""
    from eval import compare as comparing
    from eval.measures import figures
    from eval.run import load_results

    limits = comparing.thresholds(fail_under or ())
    later = load_results(after)
    typer.echo(comparing.told(comparing.compare(load_results(before), later)))
    _stop_on(comparing.failures(figures(later), limits))


@app.command()
def whole(
    gold: GoldArgument,
    out: OutOption,
    library: LibraryOption = None,
    only: SetOption = None,
    peers: Annotated[bool, typer.Option("--peers", help="Also ask what people would use instead.")] = False,
) -> None:
    """The whole report: the answers, structure and registers of every set in a folder of gold, and the verifier."""
    from eval.gold import load_questions
    from eval.verifier import try_verifier
    from eval.whole import gold_sets, write_set, write_whole
    from index.library import Library
    from ui.terminal import counted

    _refuse_missing_peers(peers)
    sets, settings = gold_sets(gold, only or ()), _settings(library)
    with Library.open(settings.library) as shelf:
        embedder = _embedder(settings)
        done, asked = [], []
        listed = _listed(shelf) if any({"promises", "figures"} & each.files.keys() for each in sets) else {}
        for each in sets:
            facts = _facts(shelf, each.files.get("questions"), settings, None)
            questions = load_questions(each.files["questions"]) if "questions" in each.files else []
            place = out / each.name
            place.mkdir(parents=True, exist_ok=True)
            scores = _scored_set(shelf, each.name, each.files, questions, place, settings, embedder, listed, peers)
            write_set(scores, facts, place)
            done.append(scores)
            asked += questions
        tried = try_verifier(shelf, asked, counted=counted)
        write_whole(done, tried, _facts(shelf, None, settings, None), out)
    typer.echo(f"Report: {out / 'report.html'}", err=True)


@app.command()
def registers(
    gold: GoldArgument,
    out: OutOption,
    library: LibraryOption = None,
    only: SetOption = None,
    promises: Annotated[
        Path | None, typer.Option("--promises", help="Score this list of promises (JSON) instead of the library's.")
    ] = None,
    figures: Annotated[
        Path | None, typer.Option("--figures", help="Score this list of figures (JSON) instead of the library's.")
    ] = None,
) -> None:
    """Score the registers of promises and figures; lists given as files need no library."""
    from eval.registers import load_register
    from eval.whole import SetScores, gold_sets, score_registers, write_set
    from index.library import Library

    sets, settings = gold_sets(gold, only or ()), _settings(library)
    if promises or figures:
        listed = {
            "promises": load_register(promises) if promises else [],
            "figures": load_register(figures) if figures else [],
        }
    else:
        with Library.open(settings.library) as shelf:
            listed = _listed(shelf)
    given = {name for name, path in (("promises", promises), ("figures", figures)) if path} or {"promises", "figures"}
    found = {}
    for each in sets:
        files = {kind: path for kind, path in each.files.items() if kind not in {"promises", "figures"} - given}
        scores = SetScores(name=each.name, registers=score_registers(files, listed))
        if not scores.registers:
            continue
        write_set(scores, _facts(None, None, settings, promises or figures), out / each.name)
        found[each.name] = {name: score.figures() for name, (score, _) in scores.registers.items()}
    typer.echo(json.dumps(found))


@app.command()
def verifier(
    out: OutOption,
    library: LibraryOption = None,
    questions: Annotated[
        list[Path] | None, typer.Option("--questions", help="Gold questions whose evidence is altered as well.")
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Cases of each kind.")] = 400,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when it does worse than is promised.")] = False,
) -> None:
    """Alter true sentences of a library in every way, and count what the verifier refuses, by kind."""
    from eval.gold import load_questions
    from eval.verifier import broken, totals, try_verifier
    from eval.whole import write_whole
    from index.library import Library
    from ui.terminal import counted

    settings = _settings(library)
    asked = [each for path in questions or () for each in load_questions(path)]
    with Library.open(settings.library) as shelf:
        tried = try_verifier(shelf, asked, most=most, counted=counted)
        facts = _facts(shelf, None, settings, None)
    out.mkdir(parents=True, exist_ok=True)
    write_whole([], tried, facts, out)
    typer.echo(json.dumps({each.kind: [each.right, each.cases] for each in totals(tried).values()}))
    _stop_on(broken(tried) if strict else [])


@app.command()
def sets(
    folder: Annotated[Path, typer.Argument(help="The folder of outside sets: mtrag, treccast…", show_default=False)],
    out: OutOption,
    sample: Annotated[int, typer.Option("--sample", min=1, help="Questions of each set.")] = 100,
) -> None:
    """Measure on question sets of other fields, in minutes; sets that are not there are left out."""
    from eval.report import provenance_section, write_sections
    from eval.run import write_summary
    from eval.sections import outside_figures, outside_sections
    from eval.sets.run import run_sets
    from ui.terminal import counted

    settings = _settings(None)
    outside = run_sets(folder, _embedder(settings), sample=sample, counted=counted)
    facts = _facts(None, None, settings, None) | {"sample": sample}
    out.mkdir(parents=True, exist_ok=True)
    write_summary(outside_figures(outside) | {"provenance": facts}, out)
    write_sections("Outside sets", [*outside_sections(outside), provenance_section(facts)], out)
    typer.echo(f"Report: {out / 'report.html'}", err=True)


def _ask(shelf: Library, gold: list[Question], out: Path, settings: Settings, embedder: Embedder | None) -> Run:
    from answer.writer import connect
    from eval.run import answer_all
    from ui.terminal import counted

    writer = None
    if settings.llm is not None:
        writer = connect(settings.llm, settings.llm_url, settings.llm_model, settings.llm_key, settings.llm_timeout)
    return answer_all(shelf, gold, out, writer=writer, embedder=embedder, counted=counted)


def _score_given(gold: list[Question], answers: Path) -> Run:
    from eval.given import load_given
    from eval.measures import score_all
    from eval.run import Run
    from ui.terminal import warn

    given = load_given(answers)
    if missing := sum(question.id not in given for question in gold):
        warn(f"{missing} of {len(gold)} questions have no answer in {answers}; they count as not found.")
    return Run(score_all(gold, given), [])


def _beside(shelf: Library, gold: list[Question], out: Path, embedder: Embedder | None) -> dict[str, list[Scored]]:
    from eval.beside import run_peers
    from ui.terminal import counted

    return run_peers(shelf, gold, out, embedder=embedder, counted=counted)


def _listed(shelf: Library) -> dict[str, list[Listed]]:
    from eval.listing import listed

    return listed(shelf)


def _scored_set(
    shelf: Library,
    name: str,
    files: Mapping[str, Path],
    questions: list[Question],
    out: Path,
    settings: Settings,
    embedder: Embedder | None,
    listed: Mapping[str, list[Listed]],
    peers: bool,
) -> SetScores:
    from eval.run import Run
    from eval.whole import SetScores, score_paragraphs, score_registers

    return SetScores(
        name=name,
        run=_ask(shelf, questions, out, settings, embedder) if questions else Run([], []),
        peers=_beside(shelf, questions, out, embedder) if peers and questions else {},
        structure=score_paragraphs(files, shelf),
        registers=score_registers(files, listed),
    )


def _write(out: Path, run: Run, beside: dict[str, list[Scored]], structure: list, facts: Mapping[str, object]) -> None:  # type: ignore[type-arg]
    from dataclasses import asdict

    from eval.measures import figures
    from eval.report import Report, write_report
    from eval.run import summary, write_results, write_summary

    write_results(run.scored, out)
    content = summary(run, facts)
    content["peers"] = {name: figures(scored) for name, scored in beside.items()}
    content["structure"] = [asdict(row) for row in structure]
    write_summary(content, out)
    write_report(Report(scored=run.scored, alone=run.alone, peers=beside, structure=structure, facts=facts), out)


def _facts(
    shelf: Library | None, questions: Path | None, settings: Settings, answers: Path | None
) -> dict[str, object]:
    from eval.provenance import provenance

    # Not the address or the key of a language model: results are passed on.
    chosen: dict[str, object] = {"embedder": settings.embedder, "llm": settings.llm, "llm_model": settings.llm_model}
    return provenance(shelf, questions, chosen) | {"answers": answers.name if answers else "asked"}


def _line(found: Mapping[str, float | None]) -> str:
    """The figures as one line of JSON, for scripts."""
    return json.dumps({name: None if value is None else round(value, 4) for name, value in found.items()})


def _refuse_missing_peers(wanted: bool) -> None:
    from importlib.util import find_spec

    if wanted and not (find_spec("bm25s") and find_spec("llama_index.vector_stores")):
        raise typer.BadParameter('--peers needs more packages: pip install -c constraints.txt -e ".[eval]"')


def _stop_on(failed: list[str]) -> None:
    for sentence in failed:
        typer.secho(sentence, fg=typer.colors.RED, err=True)
    if failed:
        raise typer.Exit(1)


def _settings(library: Path | None) -> Settings:
    from settings import load_settings

    return load_settings(library)


def _embedder(settings: Settings) -> Embedder | None:
    if settings.embedder is None:
        return None
    from index.embed import load_embedder

    return load_embedder(settings.embedder)
