"""The form where papers are added: chosen files into the library, with progress, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import streamlit as st

from index.errors import LibraryError
from index.library import Library
from ui.escape import as_html, as_label

if TYPE_CHECKING:
    from index.build import FileReport, Progress
    from index.embed import Embedder
    from ui.taking_in import Upload

_REPORTS, _ROUND = "upload_reports", "upload_round"


def show_upload(library: Callable[[], Library], embedder: Callable[[], Embedder | None]) -> None:
    """Draw the form. `library` opens the library, or makes it when these are its first papers."""
    from ui.taking_in import MOST_BYTES, TYPES, Upload

    # A new key for each round empties the form once its files are in.
    turn = st.session_state.setdefault(_ROUND, 0)
    with st.form(f"upload-{turn}", border=True):
        chosen = st.file_uploader(
            f"Papers to add (PDF, Word or text, up to {MOST_BYTES >> 20} MB each)",
            type=[ending.removeprefix(".") for ending in TYPES],
            accept_multiple_files=True,
            key=f"upload-files-{turn}",
        )
        pressed = st.form_submit_button("Add to the library", type="primary")
    if pressed and not chosen:
        st.warning("Choose at least one file first.")
    if pressed and chosen:
        uploads = [Upload(file.name, file.getvalue()) for file in chosen]
        st.session_state[_REPORTS] = _take_in(library, embedder, uploads)
        st.session_state[_ROUND] = turn + 1
        st.rerun()
    _show_reports(st.session_state.get(_REPORTS, []))


def _take_in(
    library: Callable[[], Library], embedder: Callable[[], Embedder | None], uploads: Sequence[Upload]
) -> list[FileReport]:
    """Take the files in while a bar shows how far it has come; says what stopped it when it could not go on."""
    from ui.taking_in import take_in

    reports: list[FileReport] = []
    bar = st.progress(0.0, "Reading the papers…")

    def show(progress: Progress) -> None:
        name = as_label(PurePath(progress.file).name)
        bar.progress(progress.done / max(progress.total, 1), f"{progress.done} of {progress.total} read: {name}")

    try:
        for report in take_in(library(), uploads, embedder=embedder(), progress=show):
            reports.append(report)
    except LibraryError as exc:
        st.error(as_label(str(exc)))
        st.stop()
    return reports


def _show_reports(reports: Sequence[FileReport]) -> None:
    """What became of the files of the last round: first what could not be read, in words and not by colour alone."""
    from ui.taking_in import report_line

    for title, wanted in (("Not added", True), ("In the library", False)):
        lines = [report_line(report) for report in reports if (report.error is not None) == wanted]
        if lines:
            items = "".join(f"<li>{as_html(line)}</li>" for line in lines)
            st.html(f"<p><strong>{title}</strong></p><ul>{items}</ul>")
