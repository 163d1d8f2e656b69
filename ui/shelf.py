"""A library's folder into what every page needs, opened once for all readers: the library and its catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from index.library import Library
from index.manifest import generation_of
from index.schema import DATABASE
from index.wake import wake
from ingest.paper import Entry

if TYPE_CHECKING:
    from answer.writer import Writer
    from index.embed import Embedder


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library with what questions and uploads need besides; `embedder` and `writer` take seconds when first called."""

    library: Library
    embedder: Callable[[], Embedder | None]
    writer: Callable[[], Writer | None]

    def entries(self) -> tuple[Entry, ...]:
        """The whole catalogue; read again only after the library has changed."""
        with self.library.reading() as connection:
            generation = generation_of(connection)
        return _catalogue(self.library, str(self.library.folder), generation)


def has_library(folder: Path) -> bool:
    """True when there is a library in the folder, readable or not."""
    return (folder / DATABASE).is_file()


def open_library(folder: Path, *, create: bool = False) -> Library:
    """The library in the folder, opened once for all readers. Raises LibraryError."""
    if create and not has_library(folder):
        Library.open(folder, create=True).close()
    made = (folder / DATABASE).stat().st_ino if has_library(folder) else 0
    return _opened(folder, made)


@st.cache_resource(show_spinner=False)
def _opened(folder: Path, made: int) -> Library:
    """`made` tells a library from another that was put in its place while the app was running."""
    library = Library.open(folder)
    wake(library)
    return library


@st.cache_resource(show_spinner=False, max_entries=4)
def _catalogue(_library: Library, folder: str, generation: str) -> tuple[Entry, ...]:
    return tuple(_library.entries())
