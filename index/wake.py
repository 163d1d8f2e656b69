"""A library to one that answers its first question as fast as the next: what a question needs is loaded in the background.

The two models are made ready side by side: most of that work leaves Python free for the rest.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.embed import PACKAGED, load_embedder
from index.errors import LibraryError
from index.manifest import read_manifest

if TYPE_CHECKING:
    from index.library import Library


def wake(library: Library) -> threading.Thread:
    """Begin to load all that a question to the library needs, for where it is a while off; do not wait.

    What cannot be loaded is told by the first search, which tries again. Gives the thread that loads.
    """
    return _begun(threading.Thread(target=_load, args=(library,), name="waking"))


def wake_models(folder: Path) -> list[threading.Thread]:
    """Begin to load the ranker and, where the library in the folder was built with it, the packaged embedding model.

    Only the import of what runs them is waited for: imports that go on at once take turns. Gives the threads that load.
    """
    from index.convert import Unconvertible, openvino

    name = _model(folder)
    if name is None:
        return []
    with suppress(Unconvertible):  # who loads a model tells
        openvino()
    threads = [threading.Thread(target=_load_ranker, name="waking the ranker")]
    if name == PACKAGED:
        threads.insert(0, threading.Thread(target=_load_embedder, name="waking the embedder"))
    return [_begun(thread) for thread in threads]


def wake_index(library: Library) -> threading.Thread:
    """Begin to load the library's vectors and words. Gives the thread that loads."""
    return _begun(threading.Thread(target=_load_index, args=(library,), name="waking the index"))


def _begun(thread: threading.Thread) -> threading.Thread:
    thread.start()
    return thread


def _model(folder: Path) -> str | None:
    """The name of the model that the library's vectors come from, as its manifest has it; None where that is not known."""
    try:
        model = (read_manifest(folder) or {}).get("model")
    except LibraryError:
        return None  # who opens it says so
    return str(model.get("name")) if isinstance(model, dict) else None


def _load(library: Library) -> None:
    for thread in [*wake_models(library.folder), wake_index(library)]:
        thread.join()
    if _model(library.folder) == PACKAGED:
        with suppress(LibraryError):
            load_embedder().embed(["What is it?"])  # the first run of a model is slower than the next


def _load_embedder() -> None:
    with suppress(LibraryError):
        load_embedder()


def _load_index(library: Library) -> None:
    with suppress(LibraryError, sqlite3.Error), library.reading() as connection:
        library.vectors(connection)
        library.words(connection)


def _load_ranker() -> None:
    from index.ranker import load_ranker

    if ranker := load_ranker():
        ranker.asked("What is it?")  # a question is embedded first, and this is done meanwhile
