"""A library to one that answers its first question as fast as the next: what a question needs is loaded in the background."""

from __future__ import annotations

import sqlite3
import threading

from index.embed import PACKAGED, load_embedder
from index.errors import LibraryError
from index.library import Library
from index.ranker import load_ranker


def wake(library: Library) -> threading.Thread:
    """Begin to load the library's vectors and words, the packaged embedding model where it is that, and the ranker; do not wait.

    What cannot be loaded is told by the first search, which tries again. Gives the thread that loads.
    """
    thread = threading.Thread(target=_load, args=(library,), name="waking")
    thread.start()
    return thread


def _load(library: Library) -> None:
    try:
        model = library.model
        if model is not None and model.name == PACKAGED:
            load_embedder().embed(["What is it?"])  # the first run of a model is slower than the next
        with library.reading() as connection:
            library.vectors(connection)
            library.words(connection)
        if ranker := load_ranker():
            ranker.tokens(["What it is."])
    except (LibraryError, sqlite3.Error):
        return
