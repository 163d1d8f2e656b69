"""The sidebar's widgets into `Filters`, in force on every page until they are cleared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from index.record import Filters
from ingest.paper import Entry
from ui.citation import KINDS
from ui.filters import Choices, choices_in

NAMES = ("filter_council", "filter_committee", "filter_kind")
DATES = ("filter_from", "filter_to")


def show_filters(entries: Sequence[Entry]) -> Filters:
    """Draw the sidebar's filters and return what is chosen."""
    choices = choices_in(entries)
    with st.sidebar:
        st.header("Filters", anchor=False)
        council = st.multiselect("Council", choices.councils, key="filter_council", placeholder="All councils")
        committee = st.multiselect(
            "Committee", choices.committees, key="filter_committee", placeholder="All committees"
        )
        kind = st.multiselect(
            "Kind of paper", choices.kinds, key="filter_kind", placeholder="All kinds", format_func=KINDS.__getitem__
        )
        start = _date("Meeting date from", "filter_from", choices)
        end = _date("Meeting date to", "filter_to", choices)
        filters = Filters(
            council=tuple(council) or None,
            committee=tuple(committee) or None,
            kind=tuple(kind) or None,
            date_from=start,
            date_to=end,
        )
        if start and end and start > end:
            st.warning("“From” is later than “to”, so no paper is let through.")
        st.button("Clear filters", on_click=_clear, disabled=filters == Filters(), width="stretch")
    return filters


def _date(label: str, key: str, choices: Choices) -> dt.date | None:
    """A date field that may stay empty, and takes any date of the years that the papers span."""
    first, last = choices.first or dt.date(2000, 1, 1), choices.last or dt.date(2100, 1, 1)
    low, high = dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)
    if (held := st.session_state.get(key)) is not None:
        low, high = min(low, held), max(high, held)
    value = st.date_input(label, value=None, min_value=low, max_value=high, format="DD/MM/YYYY", key=key)
    return value if isinstance(value, dt.date) else None


def _clear() -> None:
    for key in NAMES:
        st.session_state[key] = []
    for key in DATES:
        st.session_state[key] = None


def _keep() -> None:
    """Keep what is chosen when another page is opened: Streamlit forgets the widgets that a page does not draw."""
    for key in (*NAMES, *DATES):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
