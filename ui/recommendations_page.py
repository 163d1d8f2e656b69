"""The page of recommendations: what inspectors and committees recommended, the response, and later reports on it."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from answer.register_tables import recommendation_table
from index.record import Filters
from track.register_rows import Wanted
from ui.escape import as_html
from ui.filters import filters_in_words
from ui.opened import AT_ONCE, show_downloads, show_recommendation
from ui.register_lines import RESPONSES
from ui.registers import recommendation_rows, wanted_under
from ui.shelf import Shelf

ALL = "All"


def show_recommendations(shelf: Shelf, filters: Filters) -> None:
    """Draw the page; the sidebar's filters hold here too."""
    st.title("Recommendations", anchor=False)
    st.html(
        "<p>What inspectors and committees recommended, how the council responded, and what later papers report.</p>"
    )
    wanted = _wanted(wanted_under(shelf, filters))
    rows = recommendation_rows(shelf, wanted, dt.date.today())
    in_words = filters_in_words(filters)
    said = f"{len(rows):,} recommendation{'s' * (len(rows) != 1)}" + (f" · only: {in_words}" if in_words else "")
    st.html(f'<p class="scr-small" role="status">{as_html(said)}</p>')
    if not rows:
        _show_none(wanted, filters)
        return
    key = f"recommendations-shown-{hash(wanted)}"  # a new search begins at its first rows
    shown = st.session_state.get(key, AT_ONCE)
    show_downloads("recommendations", partial(recommendation_table, rows))
    for number, row in enumerate(rows[:shown], start=1):
        show_recommendation(f"recommendation-{row.recommendation.id}", number, row, shelf.library.source)
    if len(rows) > shown:
        st.button(f"Show {min(AT_ONCE, len(rows) - shown)} more", on_click=_more, args=(key,))


def _wanted(papers: tuple[str, ...] | None) -> Wanted:
    text = st.text_input("Words in the recommendation", key="recommendation-text", placeholder="supervision")
    left, right = st.columns(2)
    owner = left.text_input("Made by, or for whom", key="recommendation-owner", placeholder="Ofsted, Scrutiny, a post")
    responses = {ALL: None, **{words.capitalize(): response for response, words in RESPONSES.items()}}
    response = right.selectbox("Response", list(responses), key="recommendation-response")
    return Wanted(
        text=text.strip() or None, owner=owner.strip() or None, status=responses[response or ALL], papers=papers
    )


def _show_none(wanted: Wanted, filters: Filters) -> None:
    if wanted != Wanted() or filters != Filters():
        st.info("No recommendation in these papers fits all that was asked for. Use fewer words, or clear the fields.")
        st.button("Clear the fields", on_click=_clear)
    else:
        st.info(
            "No numbered recommendations were found in the papers held. Add inspection reports, or a committee’s "
            "recommendations with the responses to them, on the Papers page."
        )


def _clear() -> None:
    st.session_state["recommendation-text"] = st.session_state["recommendation-owner"] = ""
    st.session_state["recommendation-response"] = ALL


def _more(key: str) -> None:
    st.session_state[key] = st.session_state.get(key, AT_ONCE) + AT_ONCE
