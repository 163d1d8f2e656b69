"""The registers as the pages ask for them, read once for each state of the library and each set of wishes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from index.record import Filters
from track.changes import Changes, changes
from track.register import Progress, Registers
from track.register_rows import FigureRow, PromiseRow, RecommendationRow, Wanted
from track.series import Disagreement, Series, disagreements, series
from ui.shelf import Shelf

READING = "Reading the register…"
KEPT = 32  # answers held in memory; the rows of 300 papers take some 20 MB


def wanted_under(shelf: Shelf, filters: Filters) -> tuple[str, ...] | None:
    """The ids of the papers that the sidebar's filters let through; None when they let all through."""
    if filters == Filters():
        return None
    return tuple(entry.id for entry in shelf.library.entries(filters))


def brought_up(shelf: Shelf) -> Registers:
    """The registers, brought up to the library first, while a bar shows how far that has come. Raises LibraryError."""
    registers = Registers.open(shelf.library)
    if not registers.current():
        bar = st.progress(0.0, "Making the registers from the papers…")

        def show(told: Progress) -> None:
            bar.progress(told.done / told.total, f"Making the registers: {told.done} of {told.total} papers read")

        registers.update(show)
        bar.empty()
    return registers


def promise_rows(shelf: Shelf, wanted: Wanted, today: dt.date) -> Sequence[PromiseRow]:
    """The promises wanted, with what became of each as at `wanted.as_at`, else today."""
    registers = brought_up(shelf)
    with st.spinner(READING):
        return _promises(registers, _state(shelf, registers), wanted, today)


def recommendation_rows(shelf: Shelf, wanted: Wanted, today: dt.date) -> Sequence[RecommendationRow]:
    """The recommendations wanted."""
    registers = brought_up(shelf)
    with st.spinner(READING):
        return _recommendations(registers, _state(shelf, registers), wanted, today)


def figure_rows(shelf: Shelf, wanted: Wanted) -> tuple[Sequence[FigureRow], Sequence[Series]]:
    """The figures wanted, and the series that they make."""
    registers = brought_up(shelf)
    with st.spinner(READING):
        return _figures(registers, _state(shelf, registers), wanted)


def changed(shelf: Shelf, paper: str, since: str | None) -> Changes:
    """What one paper says differently from an earlier one. Raises NoEarlierPaper."""
    registers = brought_up(shelf)
    with st.spinner("Comparing the two papers…"):
        return _changes(registers, _state(shelf, registers), paper, since)


def differing(one: Series) -> list[Disagreement]:
    """Where papers give different values of a series for one date."""
    return disagreements([one])


def _state(shelf: Shelf, registers: Registers) -> str:
    return f"{shelf.library.folder}-{registers.generation()}"


# Rows never change once made, so all readers may share them: what is copied for each would cost more than the reading.
@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _promises(_registers: Registers, state: str, wanted: Wanted, today: dt.date) -> Sequence[PromiseRow]:
    return tuple(_registers.promises(wanted, today=today))


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _recommendations(_registers: Registers, state: str, wanted: Wanted, today: dt.date) -> Sequence[RecommendationRow]:
    return tuple(_registers.recommendations(wanted, today=today))


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _figures(_registers: Registers, state: str, wanted: Wanted) -> tuple[Sequence[FigureRow], Sequence[Series]]:
    rows = tuple(_registers.figures(wanted))
    return rows, tuple(series(row.figure for row in rows))


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _changes(_registers: Registers, state: str, paper: str, since: str | None) -> Changes:
    return changes(_registers.library, _registers, paper, since)
