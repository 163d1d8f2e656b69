"""Scrutineer's app: settings into a library, and the pages on it. `scrutineer app --library DIR` starts it."""

from __future__ import annotations

import logging
import os
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from answer.errors import WriterUnavailable
from index.errors import LibraryError
from settings import Settings, SettingsError, load_settings
from ui.changes_page import show_changes
from ui.chat import show_chat
from ui.escape import as_label
from ui.figures_page import show_figures
from ui.look import STYLE
from ui.papers import show_papers
from ui.promises_page import show_promises
from ui.recommendations_page import show_recommendations
from ui.shelf import Shelf, has_library, open_library
from ui.sidebar import show_filters
from ui.upload import show_upload

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

    from answer.writer import Writer
    from index.embed import Embedder
    from index.record import Filters

logger = logging.getLogger(__name__)
os.environ.setdefault("HF_HUB_OFFLINE", "1")  # nothing is fetched at run time unless it is asked for


def main() -> None:
    """Draw the page the reader is on; what can go wrong is said in words, with what to do."""
    st.set_page_config("Scrutineer", ":material/fact_check:", layout="centered", initial_sidebar_state="auto")
    st.html(STYLE)
    try:
        _show()
    except (LibraryError, SettingsError, WriterUnavailable) as exc:
        st.error(as_label(str(exc)))
    except Exception as exc:
        logger.exception("The page could not be drawn")
        st.error(
            f"Something went wrong in Scrutineer itself ({type(exc).__name__}). The papers are safe. "
            "Try again; if it stays so, the lines in the window where Scrutineer was started say more."
        )


def _show() -> None:
    settings = load_settings()
    if not has_library(settings.library):
        _show_first_run(settings)
        return
    library = open_library(settings.library)
    shelf = Shelf(library, partial(_embedder, settings), partial(_writer, settings))
    if not shelf.entries():
        _show_first_run(settings)
        return
    filters = show_filters(shelf.entries())
    papers = st.Page(partial(show_papers, shelf, filters), title="Papers", icon=":material/folder:", url_path="papers")
    ask = st.Page(partial(show_chat, shelf, filters, papers), title="Ask", icon=":material/chat:", default=True)
    st.navigation([ask, *_registers(shelf, filters), papers], position="top").run()


def _registers(shelf: Shelf, filters: Filters) -> list[StreamlitPage]:
    """The pages of what is followed from paper to paper."""
    pages = (
        (show_promises, "Promises", ":material/event_available:"),
        (show_figures, "Figures", ":material/show_chart:"),
        (show_recommendations, "Recommendations", ":material/checklist:"),
        (show_changes, "Changes", ":material/compare_arrows:"),
    )
    return [
        st.Page(partial(show, shelf, filters), title=title, icon=icon, url_path=title.lower())
        for show, title, icon in pages
    ]


def _show_first_run(settings: Settings) -> None:
    """The page of a library that holds nothing yet: how papers get into it, and a form that does it here."""
    st.title("Welcome to Scrutineer", anchor=False)
    st.write(
        "Scrutineer answers questions about committee papers and shows the printed paragraph each answer rests on."
    )
    st.write("There are no papers here yet. Add some below: agenda packs, reports, minutes, letters.")
    show_upload(partial(open_library, settings.library, create=True), partial(_embedder, settings))
    st.write("Or add a whole folder of papers at once, in a terminal:")
    st.code(f'scrutineer ingest PAPERS --library "{settings.library}"', language=None, wrap_lines=True)
    st.write("Nothing leaves this computer.")


def _embedder(settings: Settings) -> Embedder | None:
    """The embedding model that was set; None leaves it to the library, which knows its own."""
    if settings.embedder is None:
        return None
    from index.embed import load_embedder

    return load_embedder(settings.embedder)


def _writer(settings: Settings) -> Writer | None:
    """The language model that was set, or None to answer by quoting."""
    if settings.llm is None:
        return None
    from answer.writer import connect

    return connect(settings.llm, settings.llm_url, settings.llm_model, settings.llm_key, settings.llm_timeout)


main()
