"""An answer into what the reader sees: its text, its citations each with its page, and a copy to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from answer.record import NOT_FOUND, Answer, Citation
from index.errors import LibraryError
from ui.answer_text import answer_html
from ui.citation import citation_html, citation_line, pages_of
from ui.copy import copied
from ui.escape import as_html
from ui.page_picture import NoPicture, page_picture

Source = Callable[[str], Path]  # a paper's file, as the paper names it, to the library's copy of it
MOST_ALT = 1000  # characters of a picture's description; the words stand beside the picture in full


def show_answer(key: str, answer: Answer, filters: str, source: Source) -> None:
    """Draw one answer. `filters` are the ones it was asked under, in words; `key` is its own among all answers."""
    _small(*_notes(answer))
    if answer.found:
        st.html(answer_html(answer.text, len(answer.citations)))
        _show_citations(key, answer.citations, source)
    else:
        said = answer_html(answer.text.removeprefix(NOT_FOUND).strip(), 0)
        st.html(f'<div class="scr-verdict"><strong>{NOT_FOUND}</strong>{said}</div>')
        if answer.nearest:
            _small("The nearest passages follow. They do not answer the question.")
            _show_citations(key, answer.nearest, source)
    _small(
        withheld(len(answer.rejected)) if answer.rejected else "",
        f"Searched only in: {filters}." if filters else "",
    )
    with st.expander("Copy with citations", icon=":material/content_copy:"):
        st.code(copied(answer), language=None, wrap_lines=True)


def _notes(answer: Answer) -> list[str]:
    """What the reader should know before the answer: how the question was understood, and the notices."""
    understood = [f"Understood as: {answer.asked}"] if follows(answer) else []
    return [*understood, *answer.notices]


def withheld(count: int) -> str:
    """How many sentences were held back, and why.

    >>> withheld(1)
    '1 sentence of the draft was withheld, because no paragraph bore it out.'
    """
    if count == 1:
        return "1 sentence of the draft was withheld, because no paragraph bore it out."
    return f"{count} sentences of the draft were withheld, because no paragraph bore them out."


def _show_citations(key: str, citations: Sequence[Citation], source: Source) -> None:
    for number, citation in enumerate(citations, 1):
        _show_citation(f"{key}-citation-{number}", number, citation, source)


@st.fragment
def _show_citation(key: str, number: int, citation: Citation, source: Source) -> None:
    """One citation to be opened. Its pages are drawn once it is open, and only it is drawn again."""
    opening = st.expander(citation_line(number, citation), key=key, on_change="rerun")
    with opening:
        st.html(citation_html(citation))
        if opening.open:
            show_pages(citation, source)


def show_pages(citation: Citation, source: Source) -> None:
    """The pictures of the pages a citation stands on, its paragraph outlined; where there is none, why."""
    try:
        file = source(citation.file)
        for page, boxes in pages_of(citation).items():
            with st.spinner(f"Drawing page {page}…"):
                picture = page_picture(file, page, boxes)
            st.image(picture, width="stretch", alt=f"Page {page} of the paper: {citation.text}"[:MOST_ALT])
            outlined = ", the paragraph outlined" if boxes else ""
            _small(f"Page {page} of {Path(citation.file).name}{outlined}")
    except (NoPicture, LibraryError) as exc:
        _small(str(exc))


def _small(*lines: str) -> None:
    """Lines in small print; nothing at all when none holds anything."""
    if any(lines):
        st.html("".join(f'<p class="scr-small">{as_html(line)}</p>' for line in lines if line))


def follows(answer: Answer) -> bool:
    """True when the question was understood as something else than what was typed, spaces and closing marks apart."""
    asked, typed = (" ".join(words.split()).rstrip("?. ") for words in (answer.asked, answer.question))
    return bool(asked) and asked != typed
