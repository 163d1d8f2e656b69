"""A row of a register into an opening: what the register holds, the paragraph with its page, and later papers' words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from answer.record import Citation
from answer.registered import citation_of
from track.export import Table, to_csv, to_xlsx
from track.register_rows import FigureRow, MentionRow, PromiseRow, RecommendationRow
from ui.answer_view import Source, show_pages
from ui.citation import citation_html
from ui.escape import as_html
from ui.register_lines import (
    figure_line,
    mention_in_words,
    promise_facts,
    promise_line,
    recommendation_facts,
    recommendation_line,
)

AT_ONCE = 25  # rows
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A button is out of use while its file is made, and the browser then takes the keyboard from it: this gives it back.
_KEEP_KEYBOARD = """<script>
if (!window.scrKeepsKeyboard) {
  window.scrKeepsKeyboard = true;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-testid=stDownloadButton] button");
    if (!button) return;
    const keys = event.detail === 0, until = Date.now() + 60000, watch = setInterval(() => {
      const at = document.activeElement;
      if (at === document.body && !button.disabled) button.focus({focusVisible: keys});
      if ((at !== document.body && !button.disabled) || Date.now() > until) clearInterval(watch);
    }, 100);
  }, true);
}
</script>"""


@st.fragment
def show_promise(key: str, number: int, row: PromiseRow, source: Source) -> None:
    """One promise to be opened; only it is drawn again. `key` is its own on the page."""
    opening = st.expander(promise_line(number, row), key=key, on_change="rerun")
    if opening.open:
        with opening:
            _show_entry(key, promise_facts(row), row, row.later, source)


@st.fragment
def show_recommendation(key: str, number: int, row: RecommendationRow, source: Source) -> None:
    """One recommendation to be opened."""
    opening = st.expander(recommendation_line(number, row), key=key, on_change="rerun")
    if opening.open:
        with opening:
            _show_entry(key, recommendation_facts(row), row, row.later, source)


@st.fragment
def show_figure(key: str, number: int, row: FigureRow, source: Source) -> None:
    """One figure to be opened."""
    opening = st.expander(figure_line(number, row), key=key, on_change="rerun")
    if opening.open:
        with opening:
            show_cited(citation_of(row), source)


def show_cited(citation: Citation, source: Source) -> None:
    """A citation as the chat opens one: the paragraph, where it stands, the page's picture."""
    st.html(citation_html(citation))
    show_pages(citation, source)


def show_downloads(name: str, table: Callable[[], Table]) -> None:
    """Buttons for the rows as CSV and as an Excel file; a file is made once its button is pressed.

    The page is not drawn again for it: that would take away the very file the button asks for.
    """
    files = (
        ("Download CSV", lambda: to_csv(table()), f"{name}.csv", "text/csv"),
        ("Download Excel", lambda: to_xlsx(table()), f"{name}.xlsx", _XLSX),
    )
    with st.container(horizontal=True):
        for label, made, file, kind in files:
            st.download_button(label, made, file, kind, icon=":material/download:", on_click="ignore")
    st.html(_KEEP_KEYBOARD, unsafe_allow_javascript=True)


def facts_html(pairs: Sequence[tuple[str, str]]) -> str:
    """Pairs of name and value; what is empty is left out."""
    facts = "".join(f"<dt>{as_html(name)}</dt><dd>{as_html(value)}</dd>" for name, value in pairs if value)
    return f"<dl class='scr-facts'>{facts}</dl>"


def _show_entry(
    key: str,
    facts: Sequence[tuple[str, str]],
    row: PromiseRow | RecommendationRow,
    later: Sequence[MentionRow],
    source: Source,
) -> None:
    st.html(facts_html(facts))
    st.html("<h3 class='scr-part'>Where it stands</h3>")
    show_cited(citation_of(row), source)
    for mention in later:
        st.html(f"<h3 class='scr-part'>{as_html(mention_in_words(mention))}</h3>")
        show_cited(citation_of(mention), source)
