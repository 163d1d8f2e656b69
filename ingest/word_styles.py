"""A Word file's styles into what a paragraph looks like: heading level, list, indent, bold, size, each inherited.

A property is looked for in the paragraph (or run) itself, then in its style, then in the styles that this is based on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_STYLES = 40  # based on each other: a longer chain is a circle
OFF = ("0", "false", "off", "none")
DEFAULT_SIZE = 10.0  # points, where nothing says
HEADING = re.compile(r"heading (\d)$", re.IGNORECASE)


def value(element: Any, path: str, attribute: str = "val") -> str | None:
    """An attribute of a descendant found by plain names: ``value(p, "pPr/pStyle")``; None where either is missing."""
    if element is None:
        return None
    found = element.find("/".join(W + name for name in path.split("/"))) if path else element
    text = None if found is None else found.get(W + attribute)
    return None if text is None else str(text)


def whole(text: str | None) -> int | None:
    """A whole number as Word writes it, or None; Word itself writes fractions at times."""
    match = re.fullmatch(r"\s*(-?\d{1,9})(?:\.\d+)?\s*", text or "")
    return int(match.group(1)) if match else None


class Styles:
    """The styles of one file by id."""

    def __init__(self, root: Any) -> None:
        self.by_id: dict[str, Any] = {}
        self.default: str | None = None
        self.size = DEFAULT_SIZE
        if root is None:
            return
        for style in root.findall(W + "style"):
            name = style.get(W + "styleId") or ""
            self.by_id[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") not in (None, *OFF):
                self.default = name
        self.size = (whole(value(root, "docDefaults/rPrDefault/rPr/sz")) or 2 * DEFAULT_SIZE) / 2

    def chain(self, style: str | None) -> Iterator[Any]:
        """The style and those it is based on, nearest first."""
        for _ in range(MOST_STYLES):
            element = self.by_id.get(style or "")
            if element is None:
                return
            yield element
            style = value(element, "basedOn")

    def of(self, paragraph: Any) -> str | None:
        """The id of a paragraph's style."""
        return value(paragraph, "pPr/pStyle") or self.default

    def name(self, paragraph: Any) -> str:
        """The style's name in small letters ("heading 1", "caption", "toc 2")."""
        return (value(self.by_id.get(self.of(paragraph) or ""), "name") or "").lower()

    def level(self, paragraph: Any) -> float | None:
        """The weight of a heading: 0 for the title, 1 for Heading 1…; None for body text."""
        for element in (paragraph, *self.chain(self.of(paragraph))):
            outline = whole(value(element, "pPr/outlineLvl"))
            if outline is not None:
                return float(outline + 1) if 0 <= outline < 9 else None
            name = value(element, "name") or ""
            if name.lower() in ("title", "subtitle"):
                return 0.0 if name.lower() == "title" else 0.5
            if match := HEADING.match(name):
                return float(match.group(1))
        return None

    def numbering(self, paragraph: Any) -> tuple[str, int | None, str | None] | None:
        """The list a paragraph is in: (list id, level if said, id of the style that says so); None for no list."""
        direct = value(paragraph, "pPr/numPr/numId")
        level = whole(value(paragraph, "pPr/numPr/ilvl"))
        if direct is not None:
            return None if direct == "0" else (direct, level or 0, None)
        for element in self.chain(self.of(paragraph)):
            number = value(element, "pPr/numPr/numId")
            if number is not None:
                said = level if level is not None else whole(value(element, "pPr/numPr/ilvl"))
                return None if number == "0" else (number, said, element.get(W + "styleId"))
        return None

    def indent(self, paragraph: Any, level: Any = None) -> tuple[float, bool]:
        """Where the first line begins, in points, and whether the others hang to its right. `level`: the list's own."""
        elements = [paragraph, *([level] if level is not None else []), *self.chain(self.of(paragraph))]
        left, hanging, first = (
            self._first(elements, names) for names in (("left", "start"), ("hanging",), ("firstLine",))
        )
        return (left - hanging + (first if not hanging else 0)) / 20, hanging > 0

    @staticmethod
    def _first(elements: list[Any], names: tuple[str, ...]) -> int:
        said = (whole(value(element, "pPr/ind", name)) for element in elements for name in names)
        return next((twips for twips in said if twips is not None), 0)

    def bold(self, run: Any, paragraph: Any) -> bool:
        """Whether a run is set in bold type."""
        places = [run, *self.chain(value(run, "rPr/rStyle")), *self.chain(self.of(paragraph))]
        for element in places:
            mark = element.find(f"{W}rPr/{W}b")
            if mark is not None:
                return mark.get(W + "val") not in OFF
        return False

    def points(self, run: Any, paragraph: Any) -> float:
        """The size of a run's type in points."""
        places = [run, *self.chain(value(run, "rPr/rStyle")), *self.chain(self.of(paragraph))]
        halves = (whole(value(element, "rPr/sz")) for element in places)
        return next((half / 2 for half in halves if half), self.size)

    def hidden(self, run: Any) -> bool:
        """Whether a run is hidden text, which Word does not show."""
        mark = run.find(f"{W}rPr/{W}vanish")
        return mark is not None and mark.get(W + "val") not in OFF
