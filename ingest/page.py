"""Pages as a reader hands them on: words and lines with their places, before anything is known of paragraphs.

Lengths are in points from the page's top left corner as displayed (rotation applied). Text files have pages too: every line
a fixed height, every character a fixed width, so that indents and gaps mean the same as in a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["number", "heading"]  # what a tagged PDF says of a word


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline within one column, left to right."""

    words: tuple[Word, ...]
    page: int

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def size(self) -> float:
        """The size of most of the line's characters, in points."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @property
    def bold(self) -> bool:
        """True when most of the line's characters are bold."""
        heavy = sum(len(word.text) for word in self.words if word.bold)
        return 2 * heavy > sum(len(word.text) for word in self.words)

    @property
    def tagged_heading(self) -> bool:
        """Whether the file's own tags call the whole line a heading."""
        return all(word.role == "heading" for word in self.words)

    def tagged_number(self, count: int) -> bool:
        """Whether the file's own tags call its first `count` words, and no more, a list's number."""
        return all(word.role == "number" for word in self.words[:count]) and not any(
            word.role == "number" for word in self.words[count : count + 1]
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line (or thin box), horizontal or vertical: what tables are ruled with."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file, its lines in reading order. `number` counts the file's pages from 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...] = ()
    pictures: bool = False  # True when the page shows at least one picture that fills a good part of it
    turned: int = (
        0  # quarter turns to the left by which a picture that lay on its side was set upright; lines are as upright
    )
