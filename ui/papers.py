"""The page that lists what is in the library, opens a paper as an outline, and takes in new papers."""

from __future__ import annotations

import streamlit as st

from index.record import Filters
from ingest.outline import examine
from ingest.paper import Entry
from ui.escape import as_html
from ui.examined import findings_html
from ui.filters import filters_in_words
from ui.outline import entry_html, entry_line, matching, outline_html
from ui.shelf import Shelf
from ui.upload import show_upload

AT_ONCE = 30  # papers
PARAGRAPHS_AT_ONCE = 150


def show_papers(shelf: Shelf, filters: Filters) -> None:
    """Draw the page; the sidebar's filters hold here too."""
    st.title("Papers", anchor=False)
    with st.expander("Add papers", icon=":material/upload_file:"):
        show_upload(lambda: shelf.library, shelf.embedder)
    wanted = st.text_input("Find a paper", placeholder="Title, committee, year or file name", key="paper-search")
    let_through = shelf.entries() if filters == Filters() else shelf.library.entries(filters)
    entries = matching(let_through, wanted)
    _show_count(len(entries), len(shelf.entries()), filters_in_words(filters))
    shown = st.session_state.get("papers-shown", AT_ONCE)
    for entry in entries[:shown]:
        _show_entry(entry, shelf)
    if len(entries) > shown:
        st.button(
            f"Show {min(AT_ONCE, len(entries) - shown)} more", on_click=_show_more, args=("papers-shown", AT_ONCE)
        )


def _show_count(shown: int, held: int, filters: str) -> None:
    of_all = f"{shown:,} of {held:,} papers" if shown != held else f"{held:,} paper{'s' * (held != 1)}"
    under = f" · only: {filters}" if filters else ""
    st.html(f'<p class="scr-small" role="status">{as_html(of_all + under)}</p>')


@st.fragment
def _show_entry(entry: Entry, shelf: Shelf) -> None:
    """One paper to be opened; its paragraphs are read once it is open."""
    opening = st.expander(entry_line(entry), key=f"paper-{entry.id}", on_change="rerun")
    if not opening.open:
        return
    with opening:
        paragraphs = shelf.library.paragraphs(entry.id)
        st.html(entry_html(entry, len(paragraphs)))
        read = findings_html(examine(entry, paragraphs))
        st.html(f"<div class='scr-paper'><h3>How it was read</h3>{read}</div>")
        key = f"paragraphs-shown-{entry.id}"
        shown = st.session_state.get(key, PARAGRAPHS_AT_ONCE)
        st.html(outline_html(paragraphs[:shown]))
        if len(paragraphs) > shown:
            st.button(
                "Show more paragraphs", key=f"more-{entry.id}", on_click=_show_more, args=(key, PARAGRAPHS_AT_ONCE)
            )


def _show_more(key: str, step: int) -> None:
    st.session_state[key] = st.session_state.get(key, step) + step
