"""What can go wrong with a library, each said with its remedy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class LibraryError(Exception):
    """A library that cannot be opened, read or written; the message names the folder, the reason and what to do."""

    def __init__(self, folder: Path | str, reason: str, remedy: str) -> None:
        super().__init__(f"{folder}: {reason}. {remedy}")
        self.folder, self.reason, self.remedy = Path(folder), reason, remedy


class UnfitPaper(LibraryError):
    """A paper that breaks the law of papers (text and offsets disagree, an ordinal twice), so it was not taken in."""


class ModelError(LibraryError):
    """An embedding model that cannot be loaded, or is not the one the library was built with."""


class UnknownPaper(KeyError):
    """No paper has this id; `near` are the ids most like it."""

    def __init__(self, paper: str, near: Sequence[str] = ()) -> None:
        self.paper, self.near = paper, tuple(near)
        hint = f" Did you mean {', '.join(self.near)}?" if self.near else ""
        super().__init__(f"no paper has the id {paper!r}.{hint}")

    def __str__(self) -> str:
        return str(self.args[0])
