"""What different libraries read of the same PDF page: how fast, and how many words whole.

A word is torn when the page's text has "signifi cant", glued when it has "ofthe". Both are told by a list of words built from
the papers themselves: what at least two libraries read often, in several files, is a word.
"""

from __future__ import annotations

import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from eval.matching import squash
from ingest.pdf import read_pages

READINGS = ("pypdf", "pdfium", "ours")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
OFTEN, FILES = 5, 3  # a word of the list is read at least so often, in so many files
SHORTEST = 3  # letters of each half of a glued word: "into" is no "in" and "to"


@dataclass
class Reading:
    """One library's text of some files, page by page, and the processor seconds that it took."""

    seconds: float = 0.0
    pages: dict[tuple[str, int], str] = field(default_factory=dict)


def read_with_all(paths: Sequence[Path]) -> dict[str, Reading]:
    """The files' pages as pypdf's text, as pdfium's own text, and as our lines of words with their boxes."""
    readers: dict[str, Callable[[Path], Iterator[str]]] = {"pypdf": _pypdf, "pdfium": _pdfium, "ours": _ours}
    found = {name: Reading() for name in READINGS}
    for path in paths:
        for name, read in readers.items():
            start = time.process_time()
            pages = list(read(path))
            found[name].seconds += time.process_time() - start
            found[name].pages.update({(str(path), number): text for number, text in enumerate(pages, start=1)})
    return found


def _pypdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    for page in PdfReader(path).pages:
        yield page.extract_text()


def _pdfium(path: Path) -> Iterator[str]:
    from pypdfium2 import PdfDocument

    document = PdfDocument(path)
    for page in document:
        yield page.get_textpage().get_text_bounded().replace("\ufffe", "-")  # its sign for a hyphen at a line's end
    document.close()


def _ours(path: Path) -> Iterator[str]:
    for page in read_pages(path):
        yield "\n".join(line.text for line in page.lines)


def words(text: str) -> list[str]:
    """The runs of letters in a text, in lower case."""
    return [word.lower() for word in WORD.findall(text)]


def known_words(readings: Mapping[str, Reading]) -> frozenset[str]:
    """The list of words: those that two libraries or more read often enough, in enough files."""
    votes: Counter[str] = Counter()
    for reading in readings.values():
        often: Counter[str] = Counter()
        files: dict[str, set[str]] = {}
        for (file, _page), text in reading.pages.items():
            for word in words(text):
                often[word] += 1
                files.setdefault(word, set()).add(file)
        votes.update(word for word in often if often[word] >= OFTEN and len(files[word]) >= FILES)
    return frozenset(word for word, count in votes.items() if count >= 2)


def torn_and_glued(text: str, known: frozenset[str]) -> tuple[int, int]:
    """How many words of a text are in two pieces, and how many are two words in one; line ends tear nothing."""
    torn = glued = 0
    for line in text.splitlines():
        found = words(line)
        glued += sum(word not in known and _parts(word, known) for word in found)
        torn += sum(one + other in known and (one not in known or other not in known) for one, other in pairwise(found))
    return torn, glued


def _parts(word: str, known: frozenset[str]) -> bool:
    halves = ((word[:cut], word[cut:]) for cut in range(SHORTEST, len(word) - SHORTEST + 1))
    return any(one in known and other in known for one, other in halves)


def shared(one: Reading, other: Reading) -> float:
    """The share of the words of both that both found, page by page (each occurrence counts), from 0 to 1."""
    both = either = 0
    for page in one.pages.keys() & other.pages.keys():
        first, second = Counter(words(one.pages[page])), Counter(words(other.pages[page]))
        both += (first & second).total()
        either += (first | second).total()
    return both / max(1, either)


def begins_found(reading: Reading, begins: Sequence[tuple[str, int, str]]) -> tuple[int, int]:
    """How many paragraph beginnings (end of the path, page, words) stand on their page word for word, and squashed.

    The first counts words and the spaces between them as printed; the second, letters alone, forgives every space.
    """
    exact = letters = 0
    texts = {(file, page): " ".join(text.split()) for (file, page), text in reading.pages.items()}
    for ending, page, start in begins:
        text = next((text for (file, number), text in texts.items() if number == page and file.endswith(ending)), "")
        exact += " ".join(start.split()) in text
        letters += squash(start) in squash(text)
    return exact, letters
