"""The commands `scrutineer promises`, `figures`, `recommendations` and `changes`: an edge like cli.py, which takes them in.

Nothing heavy is imported until a command runs.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

if TYPE_CHECKING:
    from answer.wire import Wire
    from index.library import Library
    from track.export import Table
    from track.register_rows import Wanted

OUTCOMES = ("done", "underway", "moved", "dropped", "overdue", "open", "planned")
RESPONSES = ("accepted", "partly", "rejected")
RowT = TypeVar("RowT")


class _Out(NamedTuple):
    """Where the rows of a register go: printed as JSON, into files, or else onto the terminal."""

    as_json: bool
    csv: Path | None
    xlsx: Path | None


LibraryOption = Annotated[
    Path | None, typer.Option("--library", help="The library's folder.  [default: $SCRUTINEER_LIBRARY, or ./library]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for other programs.")]
CsvOption = Annotated[Path | None, typer.Option("--csv", help="Write a CSV file.", show_default=False)]
XlsxOption = Annotated[Path | None, typer.Option("--xlsx", help="Write an Excel file.", show_default=False)]
CouncilOption = Annotated[str | None, typer.Option("--council", help="Only papers of this council.")]
PaperOption = Annotated[
    list[str] | None,
    typer.Option("--paper", metavar="ID", help="Only this paper, by its id; may be given several times."),
]
TextOption = Annotated[str | None, typer.Option("--text", help="Only where all these words stand.")]
OwnerOption = Annotated[str | None, typer.Option("--owner", help="Only what this person, post or body is to do.")]
DueOption = Annotated[
    dt.datetime | None,
    typer.Option("--due-before", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="Only what is due by this day."),
]
AsAtOption = Annotated[
    dt.datetime | None,
    typer.Option("--as-at", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], help="As the papers up to this day have it."),
]
StatusOption = Annotated[str | None, typer.Option("--status", help=f"Only {', '.join(OUTCOMES)}.")]


def promises(
    library: LibraryOption = None,
    as_json: JsonOption = False,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    council: CouncilOption = None,
    owner: OwnerOption = None,
    due_before: DueOption = None,
    status: StatusOption = None,
    as_at: AsAtOption = None,
    text: TextOption = None,
    paper: PaperOption = None,
    propose: Annotated[
        bool,
        typer.Option(
            "--propose", help="First ask the language model that is set for promises beyond the rules; each is checked."
        ),
    ] = False,
) -> None:
    """List what was promised, by whom, by when, and what later papers say became of it."""
    from answer.register_tables import promise_table
    from answer.registered import promise_to_wire
    from track.register import Registers
    from ui.register_terminal import print_promises

    wanted = _wanted(council, owner, due_before, _status(status, OUTCOMES), as_at, text, paper)
    with _shelf(library) as shelf:
        if propose:
            _propose(library, shelf, wanted)
        rows = Registers.open(shelf).promises(wanted)
    _deliver(rows, promise_to_wire, promise_table, print_promises, _Out(as_json, csv, xlsx))


def figures(
    library: LibraryOption = None,
    as_json: JsonOption = False,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    council: CouncilOption = None,
    as_at: AsAtOption = None,
    text: TextOption = None,
    paper: PaperOption = None,
) -> None:
    """List the figures that readers follow: name, value as printed, date, and whether actual, target, forecast or budget."""
    from answer.register_tables import figure_table
    from answer.registered import figure_to_wire
    from track.register import Registers
    from ui.register_terminal import print_figures

    wanted = _wanted(council, None, None, None, as_at, text, paper)
    with _shelf(library) as shelf:
        rows = Registers.open(shelf).figures(wanted)
    _deliver(rows, figure_to_wire, figure_table, print_figures, _Out(as_json, csv, xlsx))


def recommendations(
    library: LibraryOption = None,
    as_json: JsonOption = False,
    csv: CsvOption = None,
    xlsx: XlsxOption = None,
    council: CouncilOption = None,
    owner: OwnerOption = None,
    due_before: DueOption = None,
    status: Annotated[
        str | None, typer.Option("--status", help=f"Only {', '.join((*RESPONSES, *OUTCOMES[:-1]))}.")
    ] = None,
    as_at: AsAtOption = None,
    text: TextOption = None,
    paper: PaperOption = None,
) -> None:
    """List the recommendations of inspections and committees, the response to each, and where later papers report on it."""
    from answer.register_tables import recommendation_table
    from answer.registered import recommendation_to_wire
    from track.register import Registers
    from ui.register_terminal import print_recommendations

    allowed = (*RESPONSES, *OUTCOMES[:-1])
    wanted = _wanted(council, owner, due_before, _status(status, allowed), as_at, text, paper)
    with _shelf(library) as shelf:
        rows = Registers.open(shelf).recommendations(wanted)
    _deliver(rows, recommendation_to_wire, recommendation_table, print_recommendations, _Out(as_json, csv, xlsx))


def changes(
    paper: Annotated[str, typer.Argument(help="The paper's id, as `scrutineer papers` lists it.", show_default=False)],
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="ID", help="The earlier paper.  [default: the one before it on the same matter]"
        ),
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what a paper says differently from an earlier one: figures and dates, promises kept, new and gone."""
    from answer.registered import changes_to_wire
    from track.changes import changes as find
    from track.register import Registers
    from ui.register_terminal import print_changes

    with _shelf(library) as shelf:
        found = find(shelf, Registers.open(shelf), paper, since)
    if as_json:
        typer.echo(json.dumps(changes_to_wire(found), ensure_ascii=False))
    else:
        print_changes(found)


def _propose(library: Path | None, shelf: Library, wanted: Wanted) -> None:
    """Have the language model that is set propose promises. Raises SettingsError where none is set, WriterUnavailable."""
    from settings import SettingsError, load_settings

    settings = load_settings(library)
    if settings.llm is None:
        raise SettingsError(
            "--propose asks a language model, and none is set. Set llm, llm_url and llm_model (or SCRUTINEER_LLM, "
            "SCRUTINEER_LLM_URL, SCRUTINEER_LLM_MODEL). Without --propose the register is made by rules alone."
        )
    from answer.propose import propose_into
    from answer.writer import connect
    from track.register import Registers
    from ui.register_terminal import register_progress

    writer = connect(settings.llm, settings.llm_url, settings.llm_model, settings.llm_key, settings.llm_timeout)
    with register_progress(f"Asking {writer.name}") as moved:
        told = propose_into(Registers.open(shelf), writer, wanted, moved)
    papers, promises = (f"{n} {of}{'s' * (n != 1)}" for n, of in ((told.papers, "paper"), (told.promises, "promise")))
    typer.echo(
        f"{writer.name} was asked about {papers}: {promises} added, {told.refused} refused because the paper does not "
        "bear them out.",
        err=True,
    )


def _deliver(
    rows: Sequence[RowT],
    wire: Callable[[RowT], Wire],
    table: Callable[[Sequence[RowT]], Table],
    show: Callable[[Sequence[RowT]], None],
    out: _Out,
) -> None:
    from track.export import to_csv, to_xlsx

    for path, write in ((out.csv, to_csv), (out.xlsx, to_xlsx)):
        if path is not None:
            path.write_bytes(write(table(rows)))
            typer.echo(f"{path}: {len(rows)} row{'s' * (len(rows) != 1)}.", err=True)
    if out.as_json:
        typer.echo(json.dumps([wire(row) for row in rows], ensure_ascii=False))
    elif out.csv is None and out.xlsx is None:
        show(rows)


def _wanted(
    council: str | None,
    owner: str | None,
    due_before: dt.datetime | None,
    status: str | None,
    as_at: dt.datetime | None,
    text: str | None,
    papers: Sequence[str] | None,
) -> Wanted:
    from track.register_rows import Wanted

    return Wanted(
        council=council,
        owner=owner,
        due_before=due_before.date() if due_before else None,
        status=status,
        as_at=as_at.date() if as_at else None,
        text=text,
        papers=tuple(papers) if papers else None,
    )


def _status(status: str | None, allowed: Sequence[str]) -> str | None:
    if status is not None and status not in allowed:
        raise typer.BadParameter(f"--status {status!r} is not known. Allowed: {', '.join(allowed)}.")
    return status


@contextmanager
def _shelf(library: Path | None) -> Iterator[Library]:
    from index.library import Library
    from settings import load_settings

    with Library.open(load_settings(library).library) as shelf:
        yield shelf
