"""Rows of the registers into tables to be exported: plain heads, real dates and numbers, the citation in every row."""

from __future__ import annotations

from collections.abc import Sequence

from answer.registered import Row, became, citation_of, quote_of
from track.export import Cell, Table
from track.record import Due
from track.register_rows import FigureRow, MentionRow, PromiseRow, RecommendationRow

_PLACE = ("Citation", "Quote", "Council", "Title", "Paper", "File", "Paragraph", "Page")


def promise_table(rows: Sequence[PromiseRow]) -> Table:
    """The promises, one a row; "Due by" is the last day that keeps a promise, as later papers have it."""
    heads = ("Promise", "Owner", "Owner read from", "Due", "Due in words", "Due by", "Made", "Status then")
    return Table(
        name="Promises",
        heads=(*heads, "What became of it", "Later papers", "Found by", *_PLACE),
        rows=tuple(
            (
                row.promise.what,
                row.promise.owner,
                row.promise.owner_source,
                row.due.date if row.due else None,
                row.due.words if row.due else None,
                row.due.latest if row.due else None,
                row.promise.made,
                row.promise.status,
                became(row.outcome),
                later_words(row.later),
                "language model, checked" if row.promise.proposed else "rules",
                *_place(row),
            )
            for row in rows
        ),
    )


def figure_table(rows: Sequence[FigureRow]) -> Table:
    """The figures, one a row: the value as printed and as a number."""
    return Table(
        name="Figures",
        heads=("Series", "As of", "Period", "Value", "Number", "Unit", "Basis", "Series key", *_PLACE),
        rows=tuple(
            (
                row.figure.series,
                row.figure.as_of,
                row.figure.period,
                row.figure.value,
                row.figure.number,
                row.figure.unit,
                row.figure.basis,
                row.figure.key,
                *_place(row),
            )
            for row in rows
        ),
    )


def recommendation_table(rows: Sequence[RecommendationRow]) -> Table:
    """The recommendations, one a row, each with the response to it."""
    heads = ("Number", "Recommendation", "Made by", "Response", "Reason or detail", "Owner", "Due in words", "Due by")
    return Table(
        name="Recommendations",
        heads=(*heads, "Made", "What became of it", "Later papers", *_PLACE),
        rows=tuple(
            (
                row.recommendation.number,
                row.recommendation.quote,
                row.recommendation.by,
                row.recommendation.response,
                row.recommendation.reason,
                row.recommendation.owner,
                *_due(row.recommendation.due),
                row.recommendation.made,
                became(row.outcome),
                later_words(row.later),
                *_place(row),
            )
            for row in rows
        ),
    )


def later_words(later: Sequence[MentionRow]) -> str | None:
    """What later papers say, each with its citation: ``done: "…" (Cabinet, 20 November 2017, para 2.5.6 (page 4))``."""
    return "\n".join(f'{row.mention.says}: "{row.mention.quote}" ({citation_of(row)})' for row in later) or None


def _due(due: Due | None) -> tuple[Cell, Cell]:
    return (due.words, due.latest) if due else (None, None)


def _place(row: Row) -> tuple[Cell, ...]:
    entry, paragraph = row.entry, row.paragraph
    return (
        str(citation_of(row)),
        quote_of(row),
        entry.council,
        entry.title,
        entry.id,
        entry.file,
        paragraph.label,
        paragraph.page,
    )
