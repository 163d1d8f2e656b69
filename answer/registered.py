"""Rows of the registers into citations and into JSON: what `scrutineer promises`, `figures` and their like print with --json.

Keys are only ever added. Dates are ISO (2017-10-31); what is not known is null.
"""

from __future__ import annotations

from answer.cite import cite
from answer.quote import quote_stands
from answer.record import Citation
from answer.wire import Wire
from index.search import Hit
from ingest.paper import Entry
from track.changes import Changes, FigureChange, PromiseChange
from track.record import Due
from track.register_rows import OVERDUE, FigureRow, MentionRow, Outcome, PromiseRow, RecommendationRow

Row = PromiseRow | MentionRow | FigureRow | RecommendationRow


def citation_of(row: Row) -> Citation:
    """Where a row of a register stands; a quote that ends inside a word of a torn text is cited with its whole paragraph."""
    hit = Hit(paragraph=row.paragraph, entry=row.entry, score=1.0, words=0.0, dense=0.0)
    quote = quote_of(row)
    return cite(hit, quote if quote_stands(quote, row.paragraph.text) else row.paragraph.text)


def quote_of(row: Row) -> str:
    """The words that bear a row out, verbatim in its paragraph."""
    if isinstance(row, PromiseRow):
        return row.promise.quote
    if isinstance(row, MentionRow):
        return row.mention.quote
    return row.figure.quote if isinstance(row, FigureRow) else row.recommendation.quote


def became(outcome: Outcome) -> str:
    """What became of a promise, in words for the reader.

    >>> became("overdue")
    'overdue, nothing found in the papers held'
    """
    return OVERDUE if outcome == "overdue" else outcome


def promise_to_wire(row: PromiseRow) -> Wire:
    """One element of `promises --json`. "due" is as promised, "due_now" the date in force after later papers."""
    promise = row.promise
    return _place(row) | {
        "promise": promise.what,
        "owner": promise.owner,
        "due": _date(promise.due),
        "due_text": promise.due.words if promise.due else None,
        "made": promise.made.isoformat() if promise.made else None,
        "status": promise.status,
        "later": [mention_to_wire(each) for each in row.later],
        "id": promise.id,
        "owner_source": promise.owner_source,
        "due_precision": promise.due.precision if promise.due else None,
        "due_latest": _latest(promise.due),
        "due_now": _date(row.due),
        "outcome": row.outcome,
        "became": became(row.outcome),
        "proposed": promise.proposed,
    }


def mention_to_wire(row: MentionRow) -> Wire:
    """A later paper's word on a promise."""
    mention = row.mention
    return _place(row) | {
        "says": mention.says,
        "due": _date(mention.due),
        "due_text": mention.due.words if mention.due else None,
        "made": mention.made.isoformat() if mention.made else None,
    }


def figure_to_wire(row: FigureRow) -> Wire:
    """One element of `figures --json`; "value" is as printed, "number" the same as a number in "unit"."""
    figure = row.figure
    return {
        "series": figure.series,
        "council": figure.council,
        "as_of": figure.as_of,
        "value": figure.value,
        "unit": figure.unit,
        **_place(row),
        "period": figure.period,
        "basis": figure.basis,
        "key": figure.key,
        "number": figure.number,
    }


def recommendation_to_wire(row: RecommendationRow) -> Wire:
    """One element of `recommendations --json`."""
    each = row.recommendation
    return _place(row) | {
        "number": each.number,
        "by": each.by,
        "response": each.response,
        "reason": each.reason,
        "owner": each.owner,
        "due": _date(each.due),
        "due_text": each.due.words if each.due else None,
        "made": each.made.isoformat() if each.made else None,
        "outcome": row.outcome,
        "became": became(row.outcome),
        "later": [mention_to_wire(mention) for mention in row.later],
        "id": each.id,
    }


def changes_to_wire(found: Changes) -> Wire:
    """The value of `changes --json`."""
    return {
        "paper": _paper(found.paper),
        "since": _paper(found.since),
        "why": found.why,
        "figures": [_figure_change(each) for each in found.figures],
        "same_figures": found.same_figures,
        "dates": [_promise_change(each) for each in found.dates],
        "kept": [_promise_change(each) for each in found.kept],
        "new": [promise_to_wire(each) for each in found.new],
        "vanished": [promise_to_wire(each) for each in found.vanished],
    }


def _figure_change(change: FigureChange) -> Wire:
    return {"before": figure_to_wire(change.before), "after": figure_to_wire(change.after)}


def _promise_change(change: PromiseChange) -> Wire:
    return {"before": promise_to_wire(change.before), "after": mention_to_wire(change.after)}


def _place(row: Row) -> Wire:
    """Where a row stands; "citation" is how an officer would write it."""
    return {
        "paper": row.entry.id,
        "file": row.entry.file,
        "label": row.paragraph.label,
        "page": row.paragraph.page,
        "quote": quote_of(row),
        "text": row.paragraph.text,
        "citation": str(citation_of(row)),
        "title": row.entry.title,
        "council": row.entry.council,
        "ordinal": row.paragraph.ordinal,
    }


def _paper(entry: Entry) -> Wire:
    return {
        "paper": entry.id,
        "file": entry.file,
        "title": entry.title,
        "council": entry.council,
        "committee": entry.committee,
        "date": entry.date.isoformat() if entry.date else None,
    }


def _date(due: Due | None) -> str | None:
    return due.date if due else None


def _latest(due: Due | None) -> str | None:
    return due.latest.isoformat() if due and due.latest else None
