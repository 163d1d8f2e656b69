"""What changed since the last report: the paper meant, and what it says differently, into the lines of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answer.register_draft import Draft, later_words, titled
from answer.register_words import due_in_short, iso_in_words, value_in_words
from index.library import Library
from ingest.dates import in_words
from ingest.paper import Entry
from track.changes import Changes, FigureChange, NoEarlierPaper, PromiseChange, changes
from track.register import Registers
from track.register_rows import FigureRow, Wanted
from track.shown import holds

TRIED = 4  # papers, newest first, of which the first that follows an earlier one is taken
KINDS = (
    "report",
    "appendix",
    "minutes",
    "decision",
    "ofsted_report",
    "ofsted_letter",
    "other",
)  # no agenda, no guidance


def draft_changes(library: Library, registers: Registers, entries: Sequence[Entry], text: str) -> Draft | None:
    """What the newest of these papers on the matter says differently from the one before it; None when there is none.

    `text` are words that must stand in what changed, or in the title of the paper; empty for any matter.
    """
    for entry in _candidates(registers, entries, text):
        try:
            found = changes(library, registers, entry.id)
        except NoEarlierPaper:
            continue
        words = "" if holds(text, entry.title) else text
        draft = _draft(found, words)
        if draft.rows:
            return draft
    return None


def _candidates(registers: Registers, entries: Sequence[Entry], text: str) -> list[Entry]:
    """The newest dated papers in whose title the words stand, else those with an entry in the registers that has them."""
    dated = sorted(
        (entry for entry in entries if entry.date and entry.kind in KINDS),
        key=lambda each: (each.date, each.kind == "report", each.id),
        reverse=True,
    )
    if not text:
        return dated[:TRIED]
    titled = [entry for entry in dated if holds(text, entry.title)]
    wanted = Wanted(text=text, papers=tuple(entry.id for entry in dated))
    with_it = {row.entry.id for row in registers.promises(wanted)} | {row.entry.id for row in registers.figures(wanted)}
    return [*titled, *(entry for entry in dated if entry.id in with_it and entry not in titled)][:TRIED]


def _draft(found: Changes, text: str) -> Draft:
    draft = Draft()
    figures = [each for each in found.figures if not text or holds(text, *_of_figure(each))]
    redated = [each for each in found.dates if not text or holds(text, *_of_promise(each))]
    kept = [each for each in found.kept if each.after.mention.says != "repeated"]
    kept = [each for each in kept if not text or holds(text, *_of_promise(each))]
    draft.add(f"{_named(found.paper)}, compared with {_named(found.since)}:", [])
    for each in figures:
        values = f"{_valued(each.before)}, then {_valued(each.after)}"
        draft.add(f"- {each.after.figure.series}: {values}", [each.before, each.after])
    for change in (*redated, *kept):
        was = f", {due_in_short(change.before.promise.due)}" if change.before.promise.due else ""
        draft.add(
            f"- {titled(change.before.promise)}{was}.{later_words([change.after])}", [change.before, change.after]
        )
    if draft.rows and not text:
        draft.add(
            f"It makes {len(found.new)} new promises, and says nothing of {len(found.vanished)} earlier ones.", []
        )
    return draft


def _of_figure(change: FigureChange) -> Iterator[str]:
    for row in (change.before, change.after):
        yield from (row.figure.series, row.paragraph.text)


def _of_promise(change: PromiseChange) -> Iterator[str]:
    yield from (change.before.promise.what, change.before.paragraph.text, change.after.mention.quote)


def _named(entry: Entry) -> str:
    day = f", {in_words(entry.date)}" if entry.date else ""
    return f"{entry.committee or entry.title}{day}"


def _valued(row: FigureRow) -> str:
    figure = row.figure
    kind = "" if figure.basis == "actual" else f", {figure.basis}"
    return f"{value_in_words(figure)} ({iso_in_words(figure.as_of) or 'no date'}{kind})"
