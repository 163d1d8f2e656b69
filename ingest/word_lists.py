"""Word's `numbering.xml` into the numbers that Word shows: every paragraph of a list is asked for once, in order.

Lists (`w:num`) share the counters of their definition (`w:abstractNum`), so that a list goes on after a break in it; one
with a start of its own (`w:startOverride`) begins again there. A number that nothing has counted yet shows its start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ingest.label import Label
from ingest.lists import list_label, numeral
from ingest.word_styles import OFF, Styles, W, value, whole

LEVELS = 9


@dataclass(frozen=True, slots=True)
class ListNumber:
    """What stands before a paragraph of a list: its label, or the text of a number that is none, or a bullet."""

    label: Label | None
    printed: str
    bullet: bool
    level: Any  # the list's level, which has an indent of its own


@dataclass(slots=True)
class _Counters:
    values: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Lists:
    """The lists of one file and how far they have counted."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._nums: dict[str, Any] = {}
        if root is not None:
            self._abstract = {str(a.get(W + "abstractNumId")): a for a in root.findall(W + "abstractNum")}
            self._nums = {str(num.get(W + "numId")): num for num in root.findall(W + "num")}
        self._counters: dict[str, _Counters] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, paragraph: Any) -> ListNumber | None:
        """Count the paragraph and give what stands before it; None when it is in no list."""
        said = self._styles.numbering(paragraph)
        if said is None:
            return None
        number, at, style = said
        abstract_id, abstract = self._definition(number)
        if abstract is None:
            return None
        levels = self._levels(number, abstract)
        if style is not None:  # a style's list: the level is the one that names the style
            at = next((i for i, level in levels.items() if value(level, "pStyle") == style), at)
        at = min(LEVELS - 1, max(0, at or 0))
        level = levels.get(at)
        if level is None:
            return None
        counters = self._counters.setdefault(abstract_id, _Counters())
        self._count(number, at, levels, counters)
        return _shown(at, levels, counters)

    def _definition(self, number: str) -> tuple[str, Any]:
        """The definition that a list counts by; one that only names a style's list leads on to that."""
        for _ in range(5):
            name = value(self._nums.get(number), "abstractNumId") or ""
            abstract = self._abstract.get(name)
            link = value(abstract, "numStyleLink")
            if link is None:
                return name, abstract
            number = value(self._styles.by_id.get(link), "pPr/numPr/numId") or ""
        return "", None

    def _levels(self, number: str, abstract: Any) -> dict[int, Any]:
        levels = {whole(level.get(W + "ilvl")): level for level in abstract.findall(W + "lvl")}
        for override in self._overrides(number):
            own = override.find(W + "lvl")
            if own is not None:
                levels[whole(override.get(W + "ilvl"))] = own
        return {index: level for index, level in levels.items() if index is not None and 0 <= index < LEVELS}

    def _overrides(self, number: str) -> list[Any]:
        num = self._nums.get(number)
        return [] if num is None else list(num.findall(W + "lvlOverride"))

    def _count(self, number: str, at: int, levels: dict[int, Any], counters: _Counters) -> None:
        if (number, at) not in self._begun:
            self._begun.add((number, at))
            for override in self._overrides(number):
                start = whole(value(override, "startOverride"))
                if start is not None and whole(override.get(W + "ilvl")) == at:
                    counters.values[at] = start - 1
        for above in range(at):
            if counters.values[above] is None and above in levels:
                counters.values[above] = _start(levels[above])
        before = counters.values[at]
        counters.values[at] = _start(levels[at]) if before is None else before + 1
        for below in range(at + 1, LEVELS):
            restart = whole(value(levels.get(below), "lvlRestart"))
            if restart is None or (restart and at < restart):
                counters.values[below] = None


def _start(level: Any) -> int:
    start = whole(value(level, "start"))
    return 0 if start is None else start  # the standard's default


def _form(level: Any) -> str:
    return value(level, "numFmt") or "decimal"


def _shown(at: int, levels: dict[int, Any], counters: _Counters) -> ListNumber:
    level = levels[at]
    form, text = _form(level), value(level, "lvlText") or ""
    if form == "bullet":
        return ListNumber(None, "", True, level)
    legal = level.find(W + "isLgl") is not None and value(level, "isLgl") not in OFF

    def number(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        own = counters.values[index]
        if own is None or index not in levels:
            return ""
        return numeral(own, "decimal" if legal and _form(levels[index]) != "none" else _form(levels[index]))

    printed = re.sub(r"%([1-9])", number, text).strip()
    count = counters.values[at]
    if form == "none" or f"%{at + 1}" not in text or count is None:
        return ListNumber(None, printed, False, level)  # words before every paragraph, or nothing at all
    label = list_label(printed, "decimal" if legal else form, count)
    return ListNumber(label, "" if label else printed, False, level)
