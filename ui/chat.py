"""The page where questions are asked: the conversation so far, the question box, and questions to begin with."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from answer.record import Answer
from index.errors import LibraryError
from index.record import Filters
from ui.answer_view import follows, show_answer
from ui.escape import as_html, as_label
from ui.example_questions import example_questions
from ui.filters import filters_in_words
from ui.shelf import Shelf

READER, PAPERS = ":material/person:", ":material/fact_check:"
LONGEST_QUESTION = 10_000  # characters
# Brings the new question to the top and the keyboard to it, so that Tab goes on to the answer's first citation.
_GO_TO_QUESTION = """<script>
{ const all = document.querySelectorAll("h2.scr-question"), last = all[all.length - 1];
  if (last) { last.tabIndex = -1; last.focus({preventScroll: true}); last.scrollIntoView({block: "start"}); } }
</script>"""
_TALK, _WAITING, _ALONE = "conversation", "question_waiting", "question_alone"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, with the filters it was asked under in words."""

    question: str
    answer: Answer
    filters: str


def show_chat(shelf: Shelf, filters: Filters, papers: StreamlitPage) -> None:
    """Draw the page: title, conversation, question box; then answer what was just asked. `papers` is the page to see them."""
    st.title("Ask the papers", anchor=False)
    talk: list[Exchange] = st.session_state.setdefault(_TALK, [])
    conversation = st.container()
    # In a container the box follows the conversation. Pinned to the window it would keep the page scrolled to its end,
    # away from the citation that was just opened.
    with st.container():
        if in_words := filters_in_words(filters):
            st.html(f'<p class="scr-small" role="status">Only these papers are searched: {as_html(in_words)}</p>')
        typed = st.chat_input("Ask a question about the papers", key="question", max_chars=LONGEST_QUESTION)
        beginning = st.container()
    question = (typed or st.session_state.pop(_WAITING, None) or "").strip()
    alone = bool(st.session_state.pop(_ALONE, False)) and not typed
    with conversation:
        for number, exchange in enumerate(talk):
            _show_exchange(number, exchange, shelf)
        if question:
            _answer(question, talk, shelf, filters, alone=alone)
    with beginning:
        if talk:
            st.button("Start a new conversation", on_click=talk.clear, icon=":material/restart_alt:", type="tertiary")
        else:
            _show_beginning(shelf, papers)


def _answer(question: str, talk: list[Exchange], shelf: Shelf, filters: Filters, *, alone: bool) -> None:
    """Show the question at once, and its answer when it is there; `alone`: nothing said before is read into it."""
    in_words = filters_in_words(filters)
    with st.chat_message("user", avatar=READER):
        _show_question(question)
    with st.chat_message("assistant", avatar=PAPERS):
        # What reads the papers is woken by the first question.
        with st.spinner(
            "Reading the papers…" if talk else "Reading the papers… The first question takes a little longer."
        ):
            answer = _ask(shelf, question, [] if alone else talk, filters)
        talk.append(Exchange(question, answer, in_words))
        _show_answer(len(talk) - 1, talk[-1], shelf)
    st.html(_GO_TO_QUESTION, unsafe_allow_javascript=True)


def _ask(shelf: Shelf, question: str, talk: list[Exchange], filters: Filters) -> Answer:
    # Here and not above: what answering needs takes seconds to load, and the first page shall stand at once.
    from answer.ask import Turn, ask
    from answer.register_question import read_question
    from ui.registers import brought_up

    history = [Turn(exchange.question, exchange.answer.text) for exchange in talk]
    if read_question(question, history) is not None:
        with suppress(LibraryError):  # the answer says so, and is given without the registers
            brought_up(shelf)
    return ask(
        shelf.library, question, history=history, filters=filters, writer=shelf.writer(), embedder=shelf.embedder()
    )


def _show_exchange(number: int, exchange: Exchange, shelf: Shelf) -> None:
    with st.chat_message("user", avatar=READER):
        _show_question(exchange.question)
    with st.chat_message("assistant", avatar=PAPERS):
        _show_answer(number, exchange, shelf)


def _show_answer(number: int, exchange: Exchange, shelf: Shelf) -> None:
    show_answer(f"answer-{number}", exchange.answer, exchange.filters, shelf.library.source)
    if follows(exchange.answer):
        st.button(
            "Ask it by itself",
            key=f"alone-{number}",
            on_click=_ask_alone,
            args=(exchange.question,),
            icon=":material/link_off:",
            type="tertiary",
            help="Ask the same question again without reading into it what was said before.",
        )


def _ask_alone(question: str) -> None:
    st.session_state[_WAITING], st.session_state[_ALONE] = question, True


def _show_question(question: str) -> None:
    st.html(f'<h2 class="scr-question">{as_html(question)}</h2>')


def _show_beginning(shelf: Shelf, papers: StreamlitPage) -> None:
    entries = shelf.entries()
    st.html("<p>Ask in your own words. Every answer names the printed paragraph it rests on, and shows it.</p>")
    held = "1 paper" if len(entries) == 1 else f"{len(entries):,} papers"
    st.page_link(papers, label=f"See the {held} in the library", icon=":material/folder:")
    questions = example_questions(entries)
    if questions:
        st.subheader("Questions to begin with", anchor=False)
    for number, question in enumerate(questions):
        st.button(as_label(question), key=f"example-{number}", on_click=_begin_with, args=(question,), width="stretch")


def _begin_with(question: str) -> None:
    st.session_state[_WAITING] = question
