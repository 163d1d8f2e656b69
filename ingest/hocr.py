"""Tesseract's hOCR into words in points: lines made level, each in one size, bold where the strokes are thick.

hOCR gives for each line the slope and height of its baseline and the height of its letters; both vary a little from line
to line where the print does not, so lines of nearly the same size are taken to be in one.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.drawn import Bounds, Drawing
from ingest.page import Page, Word
from ingest.pdf import ASCENT, DESCENT

SCALE = 1.03  # Tesseract's height of a line, ascenders to descenders, against the size of its type (44.5 px for 11 pt)
SAME_SIZE = 0.16  # of the usual size: lines that differ less are set in one
UNSURE = 30  # per cent: a word less sure is a speck or a drawing
DOUBTFUL, CERTAIN = 60, 90  # per cent: a word less sure is guessed; one as sure is nearly always right
UNSURE_LINE = 45  # per cent
UNSURE_SIGNS = 85  # per cent: lines of signs without a word, less sure than this, are a map's or a signature's strokes
SPECK = 60  # per cent: a single sign less sure than this at a line's beginning is a bullet
HEAVY = 1.25  # of the usual stroke: bold (measured on two scans: plain lines 0.95 to 1.1, bold ones 1.46 to 1.66)
LONG_ENOUGH = 3  # letters: the strokes of a shorter word say little

WORD = re.compile(r"[^\W\d_]{3}|\d\d")
MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\W*$")
BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
HEIGHT = re.compile(r"x_size ([\d.]+)")
SURE = re.compile(r"x_wconf (\d+)")
RESOLUTION = re.compile(r"scan_res (\d+)")
PAGES = "//*[@class='ocr_page']"
LINES = ".//*[@class='ocr_line' or @class='ocr_header' or @class='ocr_caption' or @class='ocr_textfloat']"
WORDS = ".//*[@class='ocrx_word']"


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word with its box in pixels and how sure it is, in per cent."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    sure: int

    @property
    def bounds(self) -> Bounds:
        return self.left, self.top, self.right, self.bottom


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line: its words, its baseline at its left end, how far that falls to the right, how high its letters are (pixels)."""

    words: tuple[ReadWord, ...]
    left: float
    base: float
    slope: float
    height: float

    def set_apart(self, gap: float) -> bool:
        """Whether the first word stands apart from the second by more than `gap` of the letters' height."""
        return len(self.words) > 1 and self.words[1].left - self.words[0].right > gap * self.height


@dataclass(frozen=True, slots=True)
class Read:
    """One page as it was read, in pixels. `sure`: how sure its words are on average, None where there are none."""

    width: float
    height: float
    dpi: float
    lines: tuple[ReadLine, ...]
    sideways: bool = False  # whether most lines stand upright, as on a page that lies on its side

    @property
    def sure(self) -> float | None:
        sure = [word.sure for line in self.lines for word in line.words]
        return statistics.fmean(sure) if sure else None

    @property
    def sure_words(self) -> int:
        """How many words are read without a doubt."""
        return sum(word.sure >= CERTAIN for line in self.lines for word in line.words)

    @property
    def unsure(self) -> float:
        """What share of the words is doubtful, 0 to 1."""
        sure = [word.sure for line in self.lines for word in line.words]
        return sum(each < DOUBTFUL for each in sure) / max(1, len(sure))


def pages_read(output: bytes) -> list[Read]:
    """The pages of an hOCR file; none where it holds nothing."""
    from lxml import html

    if b"ocr_page" not in output:
        return []
    root = html.document_fromstring(output, parser=html.HTMLParser(encoding="utf-8"))
    return [_read(page) for page in root.xpath(PAGES)]


def _read(page: Any) -> Read:
    title = page.get("title") or ""
    _left, _top, width, height = _box(title)
    elements = page.xpath(LINES)
    words = [[word for word in map(_word, element.xpath(WORDS)) if word.text] for element in elements]
    following = [*((line[0].text if line else "") for line in words[1:]), ""][: len(words)]
    lines = (
        _line(element, list(_mended(line, after)))
        for element, line, after in zip(elements, words, following, strict=True)
    )
    dpi = float(_matched(RESOLUTION, title, "0")[0])
    several = [_box(element.get("title") or "") for element, line in zip(elements, words, strict=True) if len(line) > 2]
    sideways = sum(bottom - top > right - left for left, top, right, bottom in several)
    return Read(width, height, dpi, tuple(line for line in lines if line is not None), 2 * sideways > len(several))


def _line(element: Any, words: Sequence[ReadWord]) -> ReadLine | None:
    title = element.get("title") or ""
    sure = statistics.fmean(word.sure for word in words) if words else 0.0
    if sure < (UNSURE_LINE if any(WORD.search(word.text) for word in words) else UNSURE_SIGNS):
        return None
    left, top, _right, bottom = _box(title)
    slope, offset = map(float, _matched(BASELINE, title, "0 0"))
    height = float(_matched(HEIGHT, title, str(bottom - top))[0])
    return ReadLine(tuple(words), left, bottom + offset, slope, height)


def _word(element: Any) -> ReadWord:
    title = element.get("title") or ""
    return ReadWord("".join(element.itertext()).strip().strip("_"), *_box(title), int(_matched(SURE, title, "0")[0]))


def _mended(words: Sequence[ReadWord], following: str) -> Iterator[ReadWord]:
    """The words without specks; a doubtful sign before a line is its bullet, a lone stroke an I, a 1 or a table's rule.

    `following`: the first word of the next line.
    """
    for index, word in enumerate(words):
        after = words[index + 1].text if index + 1 < len(words) else following
        if word.text == "|":
            if MONTH.match(after):
                yield replace(word, text="1")
            elif re.match(r"[a-z]", after):
                yield replace(word, text="I")
        elif index == 0 and len(word.text) == 1 and not word.text.isdigit() and word.sure < SPECK and len(words) > 1:
            yield replace(word, text="•", sure=100)
        elif word.sure >= UNSURE:
            yield word


def _matched(pattern: re.Pattern[str], text: str, otherwise: str) -> tuple[str, ...]:
    match = pattern.search(text)
    return match.groups() if match else tuple(otherwise.split())


def _box(title: str) -> Bounds:
    left, top, right, bottom = map(float, _matched(BOX, title, "0 0 1 1"))
    return left, top, right, bottom


def slope_of(read: Read) -> float:
    """How far the page is askew: what its long lines fall by, for each pixel across."""
    long = [line.slope for line in read.lines if line.words[-1].right - line.left > 0.3 * read.width]
    return statistics.median(long) if long else 0.0


def words_of(read: Read, page: Page, scale: float, drawing: Drawing | None = None) -> list[Word]:
    """The words in points, the page turned about its middle until its lines are level.

    `scale`: points for a pixel; `drawing`: the page's picture, without which nothing is bold.
    """
    slope = slope_of(read)
    sizes = [line.height * scale * SCALE for line in read.lines for _word in line.words]
    usual = statistics.median(sizes) if sizes else 0.0
    heavy = _heavy(read, drawing) if drawing is not None else set()
    words: list[Word] = []
    for line in read.lines:
        own = line.height * scale * SCALE
        size = round(2 * (usual if abs(own - usual) < SAME_SIZE * usual else own)) / 2
        base = line.base * scale
        level = base - slope * (line.left * scale - page.width / 2)
        aside = slope * (base - page.height / 2)
        for word in line.words:
            left, right = word.left * scale + aside, word.right * scale + aside
            words.append(
                Word(word.text, left, level - ASCENT * size, right, level + DESCENT * size, size, word in heavy)
            )
    return words


def _heavy(read: Read, drawing: Drawing) -> set[ReadWord]:
    """The words in bold type: their strokes are thicker, for the height of their letters, than is usual on the page."""
    strokes = {word: drawing.stroke(word.bounds) / max(1.0, line.height) for line in read.lines for word in line.words}
    usual = statistics.median(strokes.values()) if strokes else 0.0
    heavy: set[ReadWord] = set()
    for line in read.lines:
        long = [word for word in line.words if len(word.text) >= LONG_ENOUGH]
        if long and statistics.median(strokes[word] for word in long) > HEAVY * usual:
            heavy.update(line.words)
        else:
            heavy.update(word for word in long if strokes[word] > HEAVY * usual)
    return heavy
