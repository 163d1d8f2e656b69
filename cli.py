"""The command `scrutineer`: turns what was typed into calls of ingest, index and answer, and what they return into text or JSON.

Nothing heavy is imported until a command needs it, so that --help answers at once. Results go to stdout, all else to stderr.
Exit codes: 0 done; 1 nothing could be done, or something could not under --strict; 2 a wrong request or library.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from eval.commands import app as eval_commands
from ui import register_commands

if TYPE_CHECKING:
    from answer.batch import BatchQuestion
    from answer.record import Answer
    from answer.wire import Wire
    from answer.writer import Writer
    from index.embed import Embedder
    from index.record import Filters
    from ingest.paper import Paper
    from settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawing the help with Rich would take longer than everything else together
    help="Ask a folder of committee papers, and be shown the printed paragraph the answer rests on.",
)

app.add_typer(eval_commands, name="eval")
for command in (
    register_commands.promises,
    register_commands.figures,
    register_commands.recommendations,
    register_commands.changes,
):
    app.command()(command)

LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="The library's folder.  [default: $SCRUTINEER_LIBRARY, or ./library]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
CouncilOption = Annotated[str | None, typer.Option("--council", help="Only papers of this council.")]
CommitteeOption = Annotated[str | None, typer.Option("--committee", help="Only papers of this committee.")]
KindOption = Annotated[
    str | None,
    typer.Option("--kind", help="Only papers of this kind: report, minutes, agenda, ofsted_report…"),
]
FromOption = Annotated[
    dt.datetime | None,
    typer.Option("--from", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Only papers of this day or later."),
]
ToOption = Annotated[
    dt.datetime | None,
    typer.Option("--to", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Only papers of this day or earlier."),
]
PaperOption = Annotated[
    list[str] | None,
    typer.Option("--paper", metavar="ID", help="Only this paper, by its id; may be given several times."),
]


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to take in.", show_default=False)],
    library: LibraryOption = None,
    as_json: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if any file could not be read.")] = False,
) -> None:
    """Take papers into the library. Unchanged files are skipped, changed ones replaced, vanished ones removed."""
    from answer.wire import paper_to_wire
    from index.build import ingest_paths
    from index.library import Library
    from track.register import Registers
    from ui.register_terminal import register_progress
    from ui.terminal import ingest_progress, print_report, print_summary

    settings = _settings(library)
    reports = []
    with Library.open(settings.library, create=True) as shelf:
        with ingest_progress() as progress:
            for report in ingest_paths(shelf, paths, embedder=_embedder(settings), progress=progress):
                reports.append(report)
                print_report(report)
                if as_json:
                    for entry, paragraphs in zip(report.papers, report.paragraphs, strict=True):
                        _print_json(paper_to_wire(entry, paragraphs))
        with register_progress() as moved:
            Registers.open(shelf).update(moved)
    print_summary(reports)
    unreadable = sum(report.error is not None for report in reports)
    if (unreadable and strict) or unreadable == len(reports):
        raise typer.Exit(1)


@app.command()
def papers(
    library: LibraryOption = None,
    as_json: JsonOption = False,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    kind: KindOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
) -> None:
    """List the papers in the library."""
    from answer.wire import paper_to_wire
    from index.library import Library
    from ui.terminal import print_papers

    with Library.open(_settings(library).library) as shelf:
        entries = shelf.entries(_filters(council, committee, kind, date_from, date_to))
        if as_json:
            _print_json([paper_to_wire(entry, len(shelf.paragraphs(entry.id))) for entry in entries])
        else:
            print_papers(entries)


@app.command()
def paragraphs(
    paper: Annotated[str, typer.Argument(help="The paper's id, as `scrutineer papers` lists it.", show_default=False)],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a paper's paragraphs with their numbers."""
    from answer.wire import paragraph_to_wire
    from index.library import Library
    from ui.terminal import print_paragraphs

    with Library.open(_settings(library).library) as shelf:
        found = shelf.paper(paper)
        if as_json:
            _print_json([paragraph_to_wire(each) for each in found.paragraphs])
        else:
            print_paragraphs(found)


@app.command()
def check(
    paper: Annotated[
        str,
        typer.Argument(
            help="A paper's id, as `scrutineer papers` lists it, or a file, which is read without a library.",
            show_default=False,
        ),
    ],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how a paper was read: its outline, numbers that are missing, twice or inferred, its tables, unread pages."""
    from ingest.outline import examine
    from ui.examined import examination_to_wire, print_examination

    examinations = [examine(each, each.paragraphs) for each in _papers_to_check(paper, library)]
    if as_json:
        _print_json([examination_to_wire(each) for each in examinations])
    else:
        for number, each in enumerate(examinations):
            if number:
                typer.echo()
            print_examination(each)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question.", show_default=False)] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="A file of questions, one JSON object a line.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="With --batch: the file for the answers.")] = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    kind: KindOption = None,
    date_from: FromOption = None,
    date_to: ToOption = None,
    paper: PaperOption = None,
) -> None:
    """Answer a question, and show the paragraphs it rests on."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either one question or --batch FILE.")
    if out is not None and batch is None:
        raise typer.BadParameter("--out goes with --batch.")
    settings = _settings(library)
    asked = _questions(batch) if batch is not None else []
    from index.wake import wake_index, wake_models

    if settings.embedder is None:
        wake_models(settings.library)  # they load while the rest is imported
    from index.library import Library

    with Library.open(settings.library) as shelf:
        wake_index(shelf)
        import answer.ask
        from answer.wire import answer_to_wire
        from ui.terminal import print_answer

        answer_one = partial(
            answer.ask.ask,
            shelf,
            filters=_filters(council, committee, kind, date_from, date_to, paper),
            writer=_writer(settings),
            embedder=_embedder(settings),
        )
        if question is None:
            answer_batch(asked, answer_one, out)
        elif as_json:
            _print_json(answer_to_wire(answer_one(question)))
        else:
            print_answer(answer_one(question))


@app.command(name="app")
def run_app(
    library: LibraryOption = None,
    port: Annotated[int, typer.Option("--port", help="The app's address is http://127.0.0.1:PORT.")] = 8501,
) -> None:
    """Open the app: ask, read the cited paragraphs, add papers."""
    page = Path(__file__).with_name("app.py")
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    environ = os.environ | {"SCRUTINEER_LIBRARY": str(_settings(library).library.resolve())}
    try:
        code = subprocess.call([sys.executable, "-m", "streamlit", "run", str(page), *flags], env=environ)
    except KeyboardInterrupt:
        code = 0  # how an app at a terminal is closed
    raise typer.Exit(code)


def main() -> None:
    """The entry point: one red line for what can go wrong, the whole traceback with SCRUTINEER_DEBUG=1."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # nothing is fetched at run time unless it is asked for
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # an answer's products are small: more threads wait for each other
    gc.set_threshold(50_000)  # what is imported stays: to look through it again and again takes a tenth of an answer
    try:
        app()
    except Exception as exc:
        if os.environ.get("SCRUTINEER_DEBUG"):
            raise
        known = isinstance(exc, _own_errors())
        text = (
            str(exc)
            if known
            else f"Unexpected {type(exc).__name__}: {exc}. Run it again with SCRUTINEER_DEBUG=1 to see where."
        )
        typer.secho(f"scrutineer: {text}", fg=typer.colors.RED, err=True)
        raise SystemExit(2 if known else 1) from exc
    finally:
        gc.freeze()  # the models go with the process; to take them apart first takes a quarter of a second


def _own_errors() -> tuple[type[Exception], ...]:
    from answer.batch import BadQuestions
    from answer.errors import WriterUnavailable
    from eval.compare import BadThreshold
    from eval.gold import BadGold
    from index.errors import LibraryError, UnknownPaper
    from ingest.errors import UnreadableFile
    from settings import SettingsError
    from track.changes import NoEarlierPaper

    return (
        BadGold,
        BadQuestions,
        BadThreshold,
        LibraryError,
        NoEarlierPaper,
        SettingsError,
        UnknownPaper,
        UnreadableFile,
        WriterUnavailable,
    )


def answer_batch(questions: Sequence[BatchQuestion], answer_one: Callable[..., Answer], out: Path | None) -> None:
    """Answers each question in turn into `out` or stdout; one that fails gets a record with "error", and the rest go on.

    Raises typer.Exit(1) when every question failed.
    """
    from answer.batch import to_line, whole_file
    from ui.terminal import counted, warn

    failed = 0
    with nullcontext(sys.stdout) if out is None else whole_file(out) as file:
        for question in counted(questions, "Answering"):
            record = _record(question, answer_one)
            file.write(to_line(record))
            if "error" in record:
                failed += 1
                warn(f"Question {question.id} failed: {record['error']}")
    if failed:
        warn(f'{failed} of {len(questions)} questions failed; their records say why under "error".')
    if failed == len(questions):
        raise typer.Exit(1)


def _record(question: BatchQuestion, answer_one: Callable[..., Answer]) -> Wire:
    from answer.ask import Turn
    from answer.wire import answer_to_wire, failure_to_wire

    try:
        history = [Turn(asked, answered) for asked, answered in question.history]
        return answer_to_wire(answer_one(question.question, history=history), question.id)
    except Exception as exc:
        if os.environ.get("SCRUTINEER_DEBUG"):
            raise
        return failure_to_wire(question.question, f"{type(exc).__name__}: {exc}", question.id)


def _papers_to_check(paper: str, library: Path | None) -> list[Paper]:
    """The papers of a file as they are read now, or the paper of this id as the library holds it."""
    if Path(paper).is_file():
        from ingest.read import read

        return read(Path(paper))
    from index.library import Library

    with Library.open(_settings(library).library) as shelf:
        return [shelf.paper(paper)]


def _questions(batch: Path) -> list[BatchQuestion]:
    from answer.batch import read_questions

    return read_questions(batch)


def _settings(library: Path | None) -> Settings:
    from settings import load_settings

    return load_settings(library)


def _embedder(settings: Settings) -> Embedder | None:
    """The embedding model that was set; None leaves it to the library, which loads its own only when it needs it."""
    if settings.embedder is None:
        return None
    from index.embed import load_embedder

    return load_embedder(settings.embedder)


def _writer(settings: Settings) -> Writer | None:
    """The language model that was set, or None to answer by quoting."""
    if settings.llm is None:
        return None
    from answer.writer import connect

    return connect(settings.llm, settings.llm_url, settings.llm_model, settings.llm_key, settings.llm_timeout)


def _filters(
    council: str | None,
    committee: str | None,
    kind: str | None,
    date_from: dt.datetime | None,
    date_to: dt.datetime | None,
    papers: Sequence[str] | None = None,
) -> Filters:
    from index.record import Filters
    from ingest.paper import PaperKind

    if kind is not None and kind not in get_args(PaperKind):
        raise typer.BadParameter(f"--kind {kind!r} is not known. Allowed: {', '.join(get_args(PaperKind))}.")
    return Filters(
        council=council,
        committee=committee,
        kind=kind,
        date_from=date_from.date() if date_from else None,
        date_to=date_to.date() if date_to else None,
        papers=tuple(papers) if papers else None,
    )


def _print_json(value: Wire | list[Wire]) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    main()
