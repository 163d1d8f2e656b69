"""A library to one that answers its first question as fast as the next: what a question needs is loaded in the background.

The two models are made ready side by side: most of that work leaves Python free for the rest.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

from index.embed import PACKAGED, load_embedder
from index.errors import LibraryError
from index.ranker import load_ranker

if TYPE_CHECKING:
    from index.library import Library


def wake_ranker() -> threading.Thread:
    """Begin to load the ranker, which every library needs; do not wait. Gives the thread that loads."""
    return _begun(threading.Thread(target=_load_ranker, name="waking the ranker"))


def wake(library: Library) -> threading.Thread:
    """Begin to load the library's vectors and words, the packaged embedding model where it is that, and the ranker; do not wait.

    What cannot be loaded is told by the first search, which tries again. Gives the thread that loads.
    """
    return _begun(threading.Thread(target=_load, args=(library,), name="waking"))


def _begun(thread: threading.Thread) -> threading.Thread:
    thread.start()
    return thread


def _load(library: Library) -> None:
    ranker = wake_ranker()
    try:
        model = library.model
        if model is not None and model.name == PACKAGED:
            load_embedder().embed(["What is it?"])  # the first run of a model is slower than the next
        with library.reading() as connection:
            library.vectors(connection)
            library.words(connection)
    except (LibraryError, sqlite3.Error):
        return
    finally:
        ranker.join()


def _load_ranker() -> None:
    if ranker := load_ranker():
        ranker.tokens(["What it is."])
