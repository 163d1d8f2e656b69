"""The page of changes: two papers on one matter side by side, what the later says differently from the earlier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from answer.record import Citation
from answer.register_words import SAYS, due_in_short, iso_in_words, title_of, value_in_words
from answer.registered import citation_of
from index.record import Filters
from ingest.paper import Entry
from track.changes import Changes, FigureChange, NoEarlierPaper, PromiseChange
from track.register_rows import PromiseRow
from ui.answer_view import Source, show_pages
from ui.citation import citation_html, day, meeting
from ui.escape import as_html, as_label, shortened
from ui.filters import filters_in_words
from ui.opened import AT_ONCE, show_promise
from ui.register_lines import LINE_LENGTH
from ui.registers import changed
from ui.shelf import Shelf

TITLE_LENGTH = 70  # characters
BEFORE_IT = "The one before it on the same matter"


def show_changes(shelf: Shelf, filters: Filters) -> None:
    """Draw the page; the sidebar's filters narrow the papers to choose from."""
    st.title("Changes", anchor=False)
    st.html("<p>Choose a paper to see what it says differently from an earlier one on the same matter.</p>")
    entries = newest_first(shelf.library.entries(filters, once=True))
    if in_words := filters_in_words(filters):
        st.html(f'<p class="scr-small" role="status">Only these papers: {as_html(in_words)}</p>')
    by_id = {entry.id: entry for entry in entries}
    paper = st.selectbox(
        "Paper",
        list(by_id),
        None,
        format_func=lambda id: entry_choice(by_id[id]),
        key="change-paper",
        placeholder="Choose a paper",
    )
    since = st.selectbox(
        "Compared with",
        ["", *(id for id in by_id if id != paper)],
        format_func=lambda id: entry_choice(by_id[id]) if id else BEFORE_IT,
        key="change-since",
    )
    if paper is None:
        if not entries:
            st.info("No paper is let through. Clear the filters in the sidebar.")
        return
    try:
        found = changed(shelf, paper, since or None)
    except NoEarlierPaper as exc:
        st.info(as_label(str(exc).split("ame one with --since")[0].rstrip("N n;").strip()))
        st.write("Choose the paper to compare it with yourself, in the field “Compared with”.")
        return
    _show_found(found, shelf.library.source)


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """The papers by date, the newest first and the undated last."""
    return sorted(entries, key=lambda each: (-(each.date or dt.date.min).toordinal(), each.title, each.id))


def entry_choice(entry: Entry) -> str:
    """A paper in the list to choose from."""
    return " · ".join(
        part for part in (shortened(entry.title, TITLE_LENGTH), entry.committee or "", day(entry.date)) if part
    )


def _show_found(found: Changes, source: Source) -> None:
    left, right = st.columns(2)
    with left:
        _show_paper("Earlier", found.since)
    with right:
        _show_paper("Later", found.paper)
    st.html(f'<p class="scr-small">{as_html(found.why)}</p>')
    _show_figures(found, source)
    _show_pairs("Promises with another date", "dates", found.dates, source)
    _show_pairs("Promises spoken of again", "kept", found.kept, source)
    _show_rows("New promises", "new", found.new, source)
    _show_rows("Earlier promises it says nothing of", "vanished", found.vanished, source)


def _show_paper(head: str, entry: Entry) -> None:
    st.html(
        f"<div class='scr-side'><strong>{head}</strong><br>{as_html(entry.title)}<br>"
        f"<span class='scr-small'>{as_html(meeting(None, entry.committee, entry.date))}</span></div>"
    )


def _show_figures(found: Changes, source: Source) -> None:
    same = f"{found.same_figures} figure{'s' * (found.same_figures != 1)} stand in both unchanged."
    st.subheader(f"Figures that changed: {len(found.figures)}", anchor=False)
    st.html(f'<p class="scr-small">{same}</p>')
    for number, each in enumerate(found.figures, start=1):
        key = f"change-figure-{found.paper.id}-{found.since.id}-{number}"
        _show_pair(key, figure_change_line(number, each), citation_of(each.before), citation_of(each.after), source)


def _show_pairs(head: str, name: str, pairs: Sequence[PromiseChange], source: Source) -> None:
    st.subheader(f"{head}: {len(pairs)}", anchor=False)
    key = f"change-{name}-shown-{pairs[0].before.entry.id if pairs else 0}"
    shown = st.session_state.get(key, AT_ONCE)
    for number, each in enumerate(pairs[:shown], start=1):
        row = f"change-{name}-{each.before.promise.id}-{each.after.entry.id}"
        _show_pair(row, promise_change_line(number, each), citation_of(each.before), citation_of(each.after), source)
    _offer_more(key, len(pairs) - shown)


def _show_rows(head: str, name: str, rows: Sequence[PromiseRow], source: Source) -> None:
    st.subheader(f"{head}: {len(rows)}", anchor=False)
    key = f"change-{name}-shown-{rows[0].entry.id if rows else 0}"
    shown = st.session_state.get(key, AT_ONCE)
    for number, row in enumerate(rows[:shown], start=1):
        show_promise(f"change-{name}-{row.promise.id}", number, row, source)
    _offer_more(key, len(rows) - shown)


def _offer_more(key: str, left: int) -> None:
    if left > 0:
        st.button(f"Show {min(AT_ONCE, left)} more", key=f"{key}-more", on_click=_more, args=(key,))


@st.fragment
def _show_pair(key: str, line: str, before: Citation, after: Citation, source: Source) -> None:
    """One change to be opened: both paragraphs side by side, under each other on a phone."""
    opening = st.expander(line, key=key, on_change="rerun")
    if not opening.open:
        return
    with opening:
        left, right = st.columns(2)
        for side, head, citation in ((left, "Earlier", before), (right, "Later", after)):
            with side:
                st.html(f"<h3 class='scr-part'>{head}: {as_html(str(citation))}</h3>{citation_html(citation)}")
                show_pages(citation, source)


def figure_change_line(number: int, change: FigureChange) -> str:
    """The line that opens a changed figure: `1. Children on a plan: 444 (September 2017) → 459 (October 2017)`."""
    old, new = change.before.figure, change.after.figure
    values = " → ".join(
        f"{value_in_words(each)} ({', '.join(part for part in (iso_in_words(each.as_of), _basis(each.basis)) if part)})"
        for each in (old, new)
    )
    return f"**{number}. {as_label(shortened(new.series, LINE_LENGTH))}**: {as_label(values)}"


def promise_change_line(number: int, change: PromiseChange) -> str:
    """The line that opens a promise spoken of again: what, when it was due, what the later paper says."""
    old, new = change.before.promise, change.after.mention
    now = f", now {due_in_short(new.due)}" if new.due and due_in_short(new.due) != due_in_short(old.due) else ""
    rest = f"{due_in_short(old.due)} → {SAYS[new.says]}{now}"
    return f"**{number}. {as_label(shortened(title_of(old), LINE_LENGTH))}**: {as_label(rest)}"


def _basis(basis: str) -> str:
    return "" if basis == "actual" else basis


def _more(key: str) -> None:
    st.session_state[key] = st.session_state.get(key, AT_ONCE) + AT_ONCE
