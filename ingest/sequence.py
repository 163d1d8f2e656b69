"""A paper's labels in reading order to what is odd about them: numbers missing, printed twice, out of order, or inferred.

1.4 then 1.6 is a gap; two 2.3 are a repeat. A sequence may begin again at 1 (an appendix, a list under another paragraph):
that is no fault. Nothing is judged here; a person looks at the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.label import roman
from ingest.paper import Paragraph


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that stand nowhere between two labels: `first` to `last`, `count` of them. `page` is that of `before`.

    `after` is empty where a list under a number does not begin with its first ("2.2" straight after "2").
    """

    after: str
    before: str
    first: str
    last: str
    count: int
    page: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A label and the page of the file on which its paragraph begins."""

    label: str
    page: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """A label printed more than once without the numbering beginning again, with the page of each."""

    label: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Oddities:
    """What a sequence of labels has that a person should look at, each in reading order."""

    gaps: tuple[Gap, ...]
    repeats: tuple[Repeat, ...]
    late: tuple[Numbered, ...]  # printed after a higher number, for the first time
    inferred: tuple[Numbered, ...]  # numbers that stand nowhere in the text


@dataclass(frozen=True, slots=True)
class _Step:
    """One level of a label: in "2.5(b)" the last is `stem` "2.5(" and `mark` "b"."""

    stem: str
    mark: str
    close: str = ""

    @property
    def label(self) -> str:
        return f"{self.stem}{self.mark}{self.close}"

    @property
    def listed(self) -> bool:
        """Whether it is a letter or a number in brackets: lists begin again without a word."""
        return self.stem.endswith("(") or not self.mark.isdigit()


_CODED = re.compile(
    r"(?P<before>[A-Z]{0,3})(?P<mark>(?!(?:19|20)\d\d/)\d+)(?P<after>/\d+)"
)  # 47/17, not the year 2017/18
_NUMBER = re.compile(r"(?P<name>[A-Za-z][A-Za-z ]*)?(?P<number>\d+(?:\.\d+)*)(?P<letter>[a-z])?(?P<lists>(?:\(\w+\))*)")
_LETTER = re.compile(r"(?P<open>\(?)(?P<mark>[A-Za-z]+)(?P<close>\)?)(?P<lists>(?:\(\w+\))*)")
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def oddities(paragraphs: Iterable[Paragraph]) -> Oddities:
    """What is odd about the labels of a paper's paragraphs, given in reading order. Positions (¶3) are passed over."""
    walk = _Walk()
    for paragraph in paragraphs:
        if paragraph.label_kind != "position":
            walk.take(paragraph.label, paragraph.page, printed=paragraph.label_kind == "printed")
    return walk.found()


@dataclass(slots=True)
class _Walk:
    """What is known at one place of the reading."""

    at: dict[str, int] = field(default_factory=dict)  # the value reached at each stem
    seen: dict[str, list[int]] = field(default_factory=dict)  # pages of each label since the numbering last began
    gaps: list[tuple[Gap, dict[str, list[int]]]] = field(default_factory=list)
    repeated: list[tuple[str, list[int]]] = field(default_factory=list)
    late: list[Numbered] = field(default_factory=list)
    inferred: list[Numbered] = field(default_factory=list)

    def take(self, label: str, page: int, *, printed: bool) -> None:
        """Note the next paragraph's label."""
        steps = _steps(label)
        if not printed and label in self.seen:
            return  # a paragraph that goes on under a number printed before
        if not printed:
            self.inferred.append(Numbered(label, page))
        for step in steps[:-1]:
            self._pass(step, label, page)
        if steps:
            self._arrive(steps[-1], label, page, nested=len(steps) > 1)
        elif label in self.seen:
            self._repeat(label)
        self.seen.setdefault(label, []).append(page)

    def found(self) -> Oddities:
        """What was odd. A number that came late is not missing."""
        gaps = tuple(gap for gap, seen in self.gaps if gap.count > 1 or gap.first not in seen)
        repeats = tuple(Repeat(label, tuple(pages)) for label, pages in self.repeated)
        return Oddities(gaps, repeats, tuple(self.late), tuple(self.inferred))

    def _pass(self, step: _Step, label: str, page: int) -> None:
        """Note a number that a deeper one stands under: "3.1" says that 3 is reached."""
        last = self.at.get(step.stem)
        value = _value(step.mark, last)
        if last is not None and value == last:
            return
        if last is not None and value < last:
            self._begin_again(step.stem)
        elif last is not None and value > last + 1:
            self._gap(_label(step, last), step, last + 1, value, label, page)
        self.at[step.stem] = value

    def _arrive(self, step: _Step, label: str, page: int, *, nested: bool) -> None:
        last = self.at.get(step.stem)
        value = _value(step.mark, last)
        if last is None and nested and value > 1:
            self._gap("", step, 1, value, label, page)
        elif last is not None and value > last + 1:
            self._gap(_label(step, last), step, last + 1, value, label, page)
        elif last is not None and value <= last and label in self.seen:
            if value < last and value <= 1 and (step.listed or not nested):
                self._begin_again(step.stem)
            else:
                self._repeat(label)
        elif last is not None and value < last:
            if value <= 1:
                self._begin_again(step.stem)
            else:
                self.late.append(Numbered(label, page))
        self.at[step.stem] = value if value <= 1 else max(value, self.at.get(step.stem, value))

    def _gap(self, after: str, step: _Step, first: int, value: int, label: str, page: int) -> None:
        gap = Gap(after, label, _label(step, first), _label(step, value - 1), value - first, page)
        self.gaps.append((gap, self.seen))

    def _repeat(self, label: str) -> None:
        pages = self.seen[label]
        if not any(known is pages for _, known in self.repeated):
            self.repeated.append((label, pages))  # the list itself, which the next page is added to

    def _begin_again(self, stem: str) -> None:
        """Forget what stood under the stem: its numbers may come once more."""
        self.at = {known: value for known, value in self.at.items() if not known.startswith(stem)}
        self.seen = {known: pages for known, pages in self.seen.items() if not known.startswith(stem)}


def _steps(label: str) -> tuple[_Step, ...]:
    """The levels of a label, outermost first; none for one of no known form."""
    if coded := _CODED.fullmatch(label):
        return (_Step(coded["before"], coded["mark"], coded["after"]),)
    if found := _NUMBER.fullmatch(label):
        stem = found["name"] or ""
        steps = []
        for mark in found["number"].split("."):
            steps.append(_Step(stem, mark))
            stem = f"{stem}{mark}."
        stem = stem[:-1]
        if found["letter"]:
            steps.append(_Step(stem, found["letter"]))
            stem += found["letter"]
    elif (found := _LETTER.fullmatch(label)) and _values(found["mark"]):
        steps = [_Step(found["open"], found["mark"], found["close"])]
        stem = steps[0].label
    else:
        return ()
    for mark in re.findall(r"\((\w+)\)", found["lists"]):
        if not _values(mark):
            return ()
        steps.append(_Step(f"{stem}(", mark, ")"))
        stem = steps[-1].label
    return tuple(steps)


def _values(mark: str) -> tuple[int, ...]:
    """What a mark can count: "i" is the ninth letter and the first roman numeral."""
    if mark.isdigit():
        return (int(mark),)
    low = mark.lower()
    letter = (ord(low[0]) - 96 + 26 * (len(low) - 1),) if low.isascii() and len(set(low)) == 1 else ()
    numeral = (roman(low),) if roman(low) else ()
    return numeral + letter if len(low) > 1 else letter + numeral


def _value(mark: str, last: int | None) -> int:
    """What a mark counts after `last`: the next number where it can be that, else the first where there was none."""
    values = _values(mark)
    wanted = 1 if last is None else last + 1
    if wanted in values:
        return wanted
    return last if last is not None and last in values else values[0]


def _label(step: _Step, value: int) -> str:
    """The label of another value in the same place: letters as letters, roman numerals as such."""
    if step.mark.isdigit():
        return f"{step.stem}{value}{step.close}"
    low = step.mark.lower()
    as_letter = len(low) == 1 and (not roman(low) or abs(ord(low) - 96 - value) < abs(roman(low) - value))
    mark = chr(96 + value) if as_letter and value <= 26 else _roman(value)
    return f"{step.stem}{mark.upper() if step.mark.isupper() else mark}{step.close}"


def _roman(value: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        while value >= worth:
            out, value = out + sign, value - worth
    return out
