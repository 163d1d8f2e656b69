"""The page of promises: what was promised, by whom, by when, and what later papers say became of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import streamlit as st

from answer.register_tables import promise_table
from answer.register_words import outcome_in_words
from index.record import Filters
from track.register_rows import PromiseRow, Wanted
from ui.charts import timeline
from ui.citation import day
from ui.escape import as_html
from ui.filters import filters_in_words
from ui.opened import AT_ONCE, show_downloads, show_promise
from ui.register_lines import MEANINGS
from ui.registers import promise_rows, wanted_under
from ui.shelf import Shelf

SORTS = ("Due first", "Due last", "Newest paper", "Owner", "What became of it", "Order in the papers")
NOT_SET = "All"
_KEYS = ("promise-text", "promise-owner", "promise-status", "promise-due", "promise-as-at")
_OLD = dt.timedelta(days=180)  # from then on the newest paper is too old to tell what has become of its promises


def show_promises(shelf: Shelf, filters: Filters) -> None:
    """Draw the page; the sidebar's filters (council, committee, kind, dates) hold here too."""
    st.title("Promises", anchor=False)
    st.html(
        "<p>What the papers promise, and what later papers say became of it. Open a row to see where it stands.</p>"
    )
    today = dt.date.today()
    wanted, order = _wishes(wanted_under(shelf, filters))
    rows = in_order(promise_rows(shelf, wanted, today), order)
    _show_count(shelf, len(rows), wanted.as_at or today, filters_in_words(filters))
    if not rows:
        _show_none(wanted, filters)
        return
    key = f"promises-shown-{hash((wanted, order))}"  # a new search begins at its first rows
    shown = st.session_state.get(key, AT_ONCE)
    show_downloads("promises", partial(promise_table, rows))
    listed, along_time = st.tabs(["List", "Timeline"])
    with listed:
        for number, row in enumerate(rows[:shown], start=1):
            show_promise(f"promise-{row.promise.id}", number, row, shelf.library.source)
    with along_time:
        _show_timeline(rows[:shown], wanted.as_at or today)
    if len(rows) > shown:
        st.button(f"Show {min(AT_ONCE, len(rows) - shown)} more", on_click=_more, args=(key,))


def _show_timeline(rows: Sequence[PromiseRow], as_at: dt.date) -> None:
    chart = timeline(rows, as_at)
    if chart is None:
        st.info("None of these promises has a date.")
        return
    st.html(
        '<p class="scr-small">The promises of the list under the same numbers, those without any date left out.</p>'
    )
    st.vega_lite_chart(chart, width="stretch", alt=f"Timeline of {len(rows)} promises; they stand in the list")


def in_order(rows: Sequence[PromiseRow], order: str) -> list[PromiseRow]:
    """The rows sorted; those without what they are sorted by come last.

    `order` is one of SORTS; "Due" is the last day that keeps the promise, as later papers have it.
    """
    by_due = [row for row in rows if row.due and row.due.latest]
    others = [row for row in rows if not (row.due and row.due.latest)]
    if order in ("Due first", "Due last"):
        return sorted(by_due, key=_latest, reverse=order == "Due last") + others
    if order == "Newest paper":
        return sorted(rows, key=lambda row: -(row.entry.date.toordinal() if row.entry.date else 0))
    if order == "Owner":
        return sorted(rows, key=lambda row: (row.promise.owner is None, (row.promise.owner or "").casefold()))
    if order == "What became of it":
        return sorted(rows, key=lambda row: list(MEANINGS).index(row.outcome))
    return list(rows)


def _wishes(papers: tuple[str, ...] | None) -> tuple[Wanted, str]:
    """The page's own wishes, from its fields, and the order."""
    left, right = st.columns(2)
    text = left.text_input("Words in the promise", key="promise-text", placeholder="caseloads")
    owner = right.text_input("Who is to do it", key="promise-owner", placeholder="A name, a post or a board")
    left, right = st.columns(2)
    statuses = {NOT_SET: None, **{outcome_in_words(each): each for each in MEANINGS}}
    status = left.selectbox("What became of it", list(statuses), key="promise-status")
    order = right.selectbox("Sort by", SORTS, key="promise-sort")
    left, right = st.columns(2)
    due = left.date_input(
        "Due by", None, dt.date(1990, 1, 1), dt.date(2100, 1, 1), key="promise-due", format="DD/MM/YYYY"
    )
    as_at = right.date_input(
        "As at",
        None,
        dt.date(1990, 1, 1),
        dt.date(2100, 1, 1),
        key="promise-as-at",
        format="DD/MM/YYYY",
        help="The register as it stood on that day, papers of later days left out. Left empty: today.",
    )
    wanted = Wanted(
        text=text.strip() or None,
        owner=owner.strip() or None,
        status=statuses[status or NOT_SET],
        due_before=due if isinstance(due, dt.date) else None,
        as_at=as_at if isinstance(as_at, dt.date) else None,
        papers=papers,
    )
    return wanted, str(order)


def _show_count(shelf: Shelf, count: int, as_at: dt.date, filters: str) -> None:
    parts = [f"{count:,} promise{'s' * (count != 1)}", f"as at {day(as_at)}", f"only: {filters}" if filters else ""]
    said = as_html(" · ".join(part for part in parts if part))
    st.html(f'<p class="scr-small" role="status">{said}</p>{_age(shelf, as_at)}')


def _age(shelf: Shelf, as_at: dt.date) -> str:
    """Says so when the newest paper is much older than the day shown: it cannot tell what has become of anything since."""
    newest = max((entry.date for entry in shelf.entries() if entry.date and entry.date <= as_at), default=None)
    if newest is None or as_at - newest <= _OLD:
        return ""
    return (
        f'<p class="scr-small">The newest paper here is of {day(newest)}, so nothing later is known. '
        f"Set “As at” to that day to see the register as it stood then.</p>"
    )


def _show_none(wanted: Wanted, filters: Filters) -> None:
    narrowed = wanted != Wanted() or filters != Filters()
    if narrowed:
        st.info("No promise in these papers fits all that was asked for. Use fewer words, or clear the fields.")
        st.button("Clear the fields", on_click=_clear)
    else:
        st.info("No promises were found in the papers held. Add reports, minutes or action plans on the Papers page.")


def _clear() -> None:
    for key in _KEYS:
        st.session_state[key] = {"promise-status": NOT_SET}.get(key, None if "-due" in key or "-as-at" in key else "")


def _latest(row: PromiseRow) -> dt.date:
    return row.due.latest if row.due and row.due.latest else dt.date.max


def _more(key: str) -> None:
    st.session_state[key] = st.session_state.get(key, AT_ONCE) + AT_ONCE
