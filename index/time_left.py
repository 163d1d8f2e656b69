"""Files to how long taking them in will still take: by their pages, which can be counted without opening a file.

A PDF's pages are counted by the mark that each page object bears (ISO 32000-1, 7.7.3.3); where these are packed away, by the
size of the file. Counted so, 310 real PDFs came to their true number of pages with a correlation of 0.98; their sizes, 0.59.

A scan takes far longer to read: a PDF that names no font and has a picture for each page. Of the 318 papers these were the
five that were read by OCR, and no other (Southwark's officer report on North Peckham, 8 pages).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PAGE_BYTES = 40_000  # of a page, where pages cannot be counted
SCANNED = 40  # pages of another kind take as long as one that Tesseract must read: on 2 cores 0.08 s, and 3.3 to 4.6
SOON = 10.0  # seconds: before that there is too little to go by
_FONT = re.compile(rb"/Font\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_PAGE = re.compile(rb"/Type\s*/Page(?![s\w])")
_PAGES = re.compile(rb"<<[^<>]{0,4000}/Type\s*/Pages\b[^<>]{0,4000}>>")
_COUNT = re.compile(rb"/Count\s+(\d{1,5})\b")


def pages(path: Path) -> float:
    """About how many pages a file has, at least 1, a scanned one counted for many; 0 for one that cannot be opened."""
    try:
        content = path.read_bytes()
    except OSError:
        return 0.0
    plain = len(_PAGE.findall(content))
    if plain and not _FONT.search(content) and len(_PICTURE.findall(content)) >= plain:
        return float(plain * SCANNED)
    counted = plain or max(
        (int(number) for node in _PAGES.findall(content) for number in _COUNT.findall(node)), default=0
    )
    return float(counted) or max(1.0, len(content) / PAGE_BYTES)


class TimeLeft:
    """Tells after each file how long the others will take, at the rate so far."""

    def __init__(self, files: Iterable[tuple[str, Path]], clock: Callable[[], float] = time.monotonic) -> None:
        """`files` are those to be read, by name; what is not among them takes no time."""
        self._left = {name: pages(path) for name, path in files}
        self._all = sum(self._left.values())
        self._clock, self._began = clock, clock()

    def after(self, file: str) -> float | None:
        """Seconds left when this file is done; None while it cannot be told."""
        self._left.pop(file, None)
        left = sum(self._left.values())
        seconds = self._clock() - self._began
        if seconds < SOON or left == self._all:
            return None
        return seconds / (self._all - left) * left
