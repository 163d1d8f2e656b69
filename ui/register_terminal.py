"""Shows the registers on a terminal: a table, each row with its citation. Into a pipe it goes wide and plain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from answer.register_tables import later_words
from answer.registered import became, citation_of
from track.changes import Changes, FigureChange, PromiseChange
from track.record import Due, Figure
from track.register import Progress
from track.register_rows import FigureRow, PromiseRow, RecommendationRow
from ui.terminal import warn

_FALLBACKS = {
    "section": "section's lead",
    "speaker": "the speaker",
    "paper": "paper's council",
}  # whose, where none is named
PIPED = 240  # columns, where there is no terminal to fill


@contextmanager
def register_progress(doing: str = "Making the registers") -> Iterator[Callable[[Progress], None]]:
    """A progress bar on stderr while registers are made, or what else `doing` says; gives the function that moves it."""
    console = Console(stderr=True, highlight=False)
    columns = (TextColumn(doing, markup=False), BarColumn(), MofNCompleteColumn())
    # redirect_stdout would lead the results of --json to stderr with the bar.
    with Bar(*columns, console=console, transient=True, redirect_stdout=False, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda progress: bar.update(task, completed=progress.done, total=progress.total)


def print_promises(rows: Sequence[PromiseRow]) -> None:
    """One row a promise: what, who, when, what became of it, where it stands."""
    table = _table("Promise", "Owner", "Due", "What became of it", "Citation")
    for row in rows:
        told = became(row.outcome)
        later = later_words(row.later)
        owner = row.promise.owner or ""
        if row.promise.owner_source in _FALLBACKS:
            owner += f" ({_FALLBACKS[row.promise.owner_source]})"
        what = f"{row.promise.what} (proposed, checked)" if row.promise.proposed else row.promise.what
        table.add_row(what, owner, _due(row.due), f"{told}\n{later}" if later else told, str(citation_of(row)))
    _show(table, len(rows), "promise")


def print_figures(rows: Sequence[FigureRow]) -> None:
    """One row a figure: name, date, value, basis, where it stands."""
    table = _table("Figure", "Council", "As of", "Value", "Basis", "Citation")
    for row in rows:
        figure = row.figure
        when = figure.as_of or figure.period or ""
        table.add_row(figure.series, figure.council or "", when, _value(figure), figure.basis, str(citation_of(row)))
    _show(table, len(rows), "figure")


def print_recommendations(rows: Sequence[RecommendationRow]) -> None:
    """One row a recommendation: number, words, by whom, the response, later papers, where it stands."""
    table = _table("No.", "Recommendation", "By", "Response", "Later papers", "Citation")
    for row in rows:
        each = row.recommendation
        response = ": ".join(part for part in (each.response, each.reason) if part)
        table.add_row(
            each.number, each.quote, each.by or "", response, later_words(row.later) or "", str(citation_of(row))
        )
    _show(table, len(rows), "recommendation")


def print_changes(found: Changes) -> None:
    """What changed, part by part, each line with both citations."""
    out = _stdout()
    out.print(
        Text(f"{found.paper.title} ({found.paper.id})\nsince {found.since.title} ({found.since.id})", style="bold")
    )
    out.print(Text(found.why), soft_wrap=True)
    _part(out, "Figures that changed", [_figure_words(each) for each in found.figures])
    _part(out, "Promises with another date", [_promise_words(each) for each in found.dates])
    _part(out, "Promises spoken of again", [_promise_words(each) for each in found.kept])
    _part(out, "New promises", [f"{row.promise.what} ({citation_of(row)})" for row in found.new])
    silent = [f"{row.promise.what} ({citation_of(row)})" for row in found.vanished]
    _part(out, "Promises it says nothing of", silent)
    warn(f"{found.same_figures} figures are the same in both.", style="")


def _part(out: Console, title: str, lines: Sequence[str]) -> None:
    out.print(Text(f"\n{title}: {len(lines)}", style="bold"))
    for line in lines:
        out.print(Text(f"- {line}"), soft_wrap=not out.is_terminal)


def _figure_words(change: FigureChange) -> str:
    old, new = change.before.figure, change.after.figure
    return (
        f"{new.series}: {_value(old)} ({old.as_of or 'no date'}; {citation_of(change.before)}) → "
        f"{_value(new)} ({new.as_of or 'no date'}; {citation_of(change.after)})"
    )


def _promise_words(change: PromiseChange) -> str:
    before, after = change.before, change.after
    due = f", {_due(before.promise.due)}" if before.promise.due else ""
    was = f"{before.promise.what}{due} ({citation_of(before)})"
    return f'{was}; {after.mention.says}: "{after.mention.quote}" ({citation_of(after)})'


def _due(due: Due | None) -> str:
    if due is None:
        return ""
    words = " ".join(due.words.split())
    return f"{due.date} ({words})" if due.date else words


def _value(figure: Figure) -> str:
    unit = figure.unit or ""
    return figure.value if not unit or unit in figure.value or unit.startswith("£") else f"{figure.value} {unit}"


def _table(*heads: str) -> Table:
    table = Table(show_lines=True)
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _show(table: Table, count: int, thing: str) -> None:
    if count:
        _stdout().print(table)
    warn(f"{count} {thing}{'s' * (count != 1)}.", style="")


def _stdout() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=PIPED)
