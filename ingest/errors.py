"""What can go wrong while a file is read, each said with file, page and remedy."""

from __future__ import annotations

from pathlib import Path


class UnreadableFile(Exception):
    """A file that cannot be read at all; the message names the file, the reason and what to do."""

    def __init__(self, path: Path | str, reason: str, remedy: str, page: int | None = None) -> None:
        where = f"{path}, page {page}" if page else str(path)
        super().__init__(f"{where}: {reason}. {remedy}")
        self.path, self.reason, self.remedy, self.page = Path(path), reason, remedy, page


class DamagedPage(Exception):
    """A page of a PDF that cannot be opened, while others can."""
