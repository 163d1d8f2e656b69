"""Rows of the registers made by hand, for tests of what shows and exports them."""

from __future__ import annotations

import datetime as dt

from conftest import paper, paragraph

from index.rows import entry
from track.changes import Changes, FigureChange, PromiseChange
from track.record import Due, Figure, Mention, Promise, Recommendation
from track.register_rows import FigureRow, MentionRow, PromiseRow, RecommendationRow

FIRST = paper(
    paragraph("The family hub at Tanner Street will open on 17 June 2024. It has cost £412,000.", "2.2", page=3),
    paragraph("That a review of the hub be undertaken.", "3.1(1)", page=4),
    id="first",
    title="The family hub",
)
SECOND = paper(
    paragraph("The family hub at Tanner Street opened on 24 June 2024.", "1.1"),
    id="second",
    title="Opening of the hub",
    date=dt.date(2024, 7, 9),
)
WILL = "The family hub at Tanner Street will open on 17 June 2024."


def promise_row() -> PromiseRow:
    """A promise that was kept a week late."""
    due = Due("on 17 June 2024", "2024-06-17", "day", dt.date(2024, 6, 17))
    made = Promise(
        id="first#1.0",
        paper="first",
        ordinal=1,
        quote=WILL,
        start=0,
        end=len(WILL),
        what="family hub at Tanner Street to open",
        owner="=cmd|' /C calc'!A0",
        owner_source="sentence",
        due=due,
        made=FIRST.date,
        status="planned",
    )
    return PromiseRow(
        promise=made, entry=entry(FIRST), paragraph=FIRST.paragraphs[0], later=(mention_row(),), due=due, outcome="done"
    )


def mention_row() -> MentionRow:
    """The later paper's word on it."""
    text = SECOND.paragraphs[0].text
    mention = Mention(
        promise="first#1.0",
        paper="second",
        ordinal=1,
        quote=text,
        start=0,
        end=len(text),
        says="done",
        made=SECOND.date,
    )
    return MentionRow(mention=mention, entry=entry(SECOND), paragraph=SECOND.paragraphs[0])


def figure_row() -> FigureRow:
    """What the hub cost."""
    quote = "It has cost £412,000."
    start = FIRST.paragraphs[0].text.index(quote)
    figure = Figure(
        paper="first",
        ordinal=1,
        quote=quote,
        start=start,
        end=start + len(quote),
        series="cost of the family hub",
        key="cost family hub",
        council="Fennshire Council",
        value="£412,000",
        number=412000.0,
        unit="£",
        as_of="2024-03-05",
        period=None,
        basis="actual",
    )
    return FigureRow(figure=figure, entry=entry(FIRST), paragraph=FIRST.paragraphs[0])


def recommendation_row() -> RecommendationRow:
    """A committee's recommendation, rejected."""
    text = FIRST.paragraphs[1].text
    each = Recommendation(
        id="first#r2.0",
        paper="first",
        ordinal=2,
        quote=text,
        start=0,
        end=len(text),
        number="1",
        by="Scrutiny Committee",
        response="rejected",
        reason="there was one last year",
        made=FIRST.date,
    )
    return RecommendationRow(
        recommendation=each, entry=entry(FIRST), paragraph=FIRST.paragraphs[1], later=(), outcome="open"
    )


def changes_found() -> Changes:
    """What the later of two papers says differently, one of each."""
    return Changes(
        paper=entry(SECOND),
        since=entry(FIRST),
        why="It was named.",
        figures=(FigureChange(before=figure_row(), after=figure_row()),),
        same_figures=0,
        dates=(),
        kept=(PromiseChange(before=promise_row(), after=mention_row()),),
        new=(promise_row(),),
        vanished=(),
    )
