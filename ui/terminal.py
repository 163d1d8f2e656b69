"""Shows papers, paragraphs and answers on a terminal. Results go to stdout, progress and warnings to stderr.

On a terminal text is coloured and folded to its width; into a pipe it goes plain and unfolded, so that it can be searched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from answer.record import Answer, Citation
from ingest.paper import Entry, Paper

if TYPE_CHECKING:
    from rich.progress import Progress

    from index import build

T = TypeVar("T")


def print_answer(answer: Answer, console: Console | None = None) -> None:
    """The answer, then what it rests on; where nothing was found, the nearest passages, said to be no more than that."""
    out = console or _stdout()
    for notice in answer.notices:
        warn(notice)
    _print(out, Text(answer.text, style="" if answer.found else "bold"))
    if answer.rejected:
        count = len(answer.rejected)
        warn(
            f"{count} sentence{'s' if count > 1 else ''} withheld: no paragraph bears {'them' if count > 1 else 'it'} out."
        )
    shown = answer.citations if answer.found else answer.nearest
    if shown and not answer.found:
        _print(out, Text("\nNearest passages, which do not answer the question:"))
    for number, citation in enumerate(shown, 1):
        _print(out, Text(f"\n[{number}] {citation}", style="cyan" if answer.found else "dim"))
        _print(out, _quote(citation), indent=4)
        _print(out, Text(citation.file, style="dim"), indent=4)


def print_papers(entries: Sequence[Entry], console: Console | None = None) -> None:
    """One block a paper: id, title, and what is known of it."""
    out = console or _stdout()
    for entry in entries:
        known = (
            entry.council,
            entry.committee,
            _day(entry),
            entry.item and f"item {entry.item}",
            entry.kind.replace("_", " "),
        )
        _print(out, Text(entry.id, style="bold"))
        _print(out, Text(entry.title), indent=4)
        _print(out, Text(" · ".join([*filter(None, known), f"{entry.pages} pages"]), style="dim"), indent=4)
        for file, page in entry.also_in:
            _print(out, Text(f"also in {file}" + (f", from page {page}" if page > 1 else ""), style="dim"), indent=4)
    warn(f"{_counted(len(entries), 'paper')}.", style="")


def print_paragraphs(paper: Paper, console: Console | None = None) -> None:
    """A paper's paragraphs in reading order. An inferred label is marked with ~; a heading is shown without a page."""
    out = console or _stdout()
    _print(out, Text(paper.title, style="bold"))
    for paragraph in paper.paragraphs:
        mark = "~" if paragraph.label_kind == "inferred" else ""
        if paragraph.kind == "heading":
            label = f"{paragraph.label}  " if paragraph.label_kind == "printed" else ""
            _print(out, Text(f"\n{label}{paragraph.text}", style="bold"))
        else:
            place = (f"  (page {paragraph.page})", "dim")
            _print(out, Text.assemble((f"{mark}{paragraph.label}", "cyan"), f"  {paragraph.text}", place))


def print_report(report: build.FileReport) -> None:
    """One line on stderr for a file that was taken in or removed or could not be read; none where nothing changed."""
    if report.status == "unchanged":
        return
    told = f"{_counted(len(report.papers), 'paper')}, {sum(report.paragraphs)} paragraphs" if report.papers else ""
    told = f"same as {report.same_as}" if report.same_as else told
    copies = sum(bool(paper.also_in) for paper in report.papers)
    told += f"; {_counted(copies, 'paper')} also in another file, searched once" if copies else ""
    line = f"{report.status:<10} {report.file}" + (f"  ({told})" if told else "")
    warn(line, style="red" if report.status == "unreadable" else "")


def print_summary(reports: Sequence[build.FileReport]) -> None:
    """How many files became what; then those that could not be read, each with reason and remedy, where they are seen."""
    tally = Counter(report.status for report in reports)
    told = ", ".join(f"{count} {status}" for status, count in sorted(tally.items()))
    warn(f"{_counted(len(reports), 'file')}" + (f": {told}." if told else "."), style="")
    if tally["unreadable"]:
        warn(f"\n{tally['unreadable']} could not be read:", style="red")
    for report in reports:
        if report.error is not None:
            warn(f"  {report.error}", style="red")


@contextmanager
def ingest_progress() -> Iterator[Callable[[build.Progress], None]]:
    """A progress bar on stderr; gives the function that moves it."""
    with _bar() as bar:
        task = bar.add_task("Reading", total=None)

        def move(progress: build.Progress) -> None:
            told = "Reading" if progress.seconds_left is None else f"Reading, {in_minutes(progress.seconds_left)} left"
            bar.update(task, completed=progress.done, total=progress.total, description=told)

        yield move


def in_minutes(seconds: float) -> str:
    """A time to come, as roughly as it is known.

    >>> [in_minutes(seconds) for seconds in (8, 130, 5000)]
    ['less than a minute', 'about 2 minutes', 'about 1 h 23 min']
    """
    minutes = round(seconds / 60)
    if minutes < 1:
        return "less than a minute"
    return f"about {_counted(minutes, 'minute')}" if minutes < 60 else f"about {minutes // 60} h {minutes % 60} min"


def counted(items: Sequence[T], what: str) -> Iterable[T]:
    """`items` one by one, with a progress bar on stderr."""
    with _bar() as bar:
        yield from bar.track(items, description=what)


def warn(text: str, style: str = "yellow") -> None:
    """A line on stderr."""
    _print(_stderr(), Text(text, style=style))


def _bar() -> Progress:
    # Woken here: an answer has no bar.
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = _stderr()
    # redirect_stdout would lead the results of --json to stderr with the bar.
    return Progress(*columns, console=console, transient=True, redirect_stdout=False, disable=not console.is_terminal)


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _quote(citation: Citation) -> Text:
    """The quote in quotation marks, its column heads in front of a table's cells, the words that answer underlined."""
    shown = citation.quote
    if citation.columns and shown == citation.text:
        cells = shown.split(" | ")
        shown = "; ".join(f"{head}: {cell}" for head, cell in zip(citation.columns, cells, strict=False))
    text = Text(f"“{shown}”")
    text.highlight_words([mark for mark in citation.marks if mark], style="bold underline")
    return text


def _day(entry: Entry) -> str:
    return f"{entry.date.day} {entry.date:%B %Y}" if entry.date else ""


def _print(console: Console, text: Text, indent: int = 0) -> None:
    if console.is_terminal:
        console.print(Padding.indent(text, indent))
    else:
        console.print(Text(" " * indent) + text, soft_wrap=True)


def _stdout() -> Console:
    return Console(highlight=False)


def _stderr() -> Console:
    return Console(stderr=True, highlight=False)
