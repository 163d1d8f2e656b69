"""Gold files to records: questions, promises, figures and paragraph structure with their right answers.

A file is JSON lines, one object a line. What a record does not say is None or empty; unknown keys are ignored.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class BadGold(Exception):
    """A gold file or a file of results that cannot be used; the message names file, line and reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: a file's path or name without ending, and words that are verbatim there."""

    paper: str
    quote: str
    paragraph: str | None = None
    item: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its right answer.

    Every entry of `must` is needed in the answer, in any of its spellings; none of `must_not` may be there. All of
    `evidence` is needed together; `alternatives` bear the same out elsewhere. Without evidence it cannot be answered.
    """

    id: str
    question: str
    category: str = ""
    history: tuple[tuple[str, str], ...] = ()
    answer: str = ""
    must: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    evidence: tuple[Place, ...] = ()
    alternatives: tuple[Place, ...] = ()

    @property
    def answerable(self) -> bool:
        return bool(self.evidence)

    def sources(self, place: Place) -> tuple[Place, ...]:
        """The places that meet the need for one piece of evidence: alternatives stand in only for a single piece."""
        return (place, *self.alternatives) if len(self.evidence) == 1 else (place,)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPromise:
    """A commitment to act. `due` is an ISO date or the start of one. A borderline one is neither a miss nor a fault.

    `also` are other words of the same paper that make the same promise; `due_ok` other dates that may be read; `labels`
    other numbers that its paragraph may bear ("1(a)" where gold gives "1" and, apart, "(a) Mr Gough").
    """

    id: str
    place: Place
    promise: str
    owner: str | None = None
    due: str | None = None
    due_text: str | None = None
    made: str | None = None
    status: str | None = None
    borderline: bool = False
    also: tuple[str, ...] = ()
    due_ok: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDone:
    """A later paper's word that a promise was kept, and where the promise had been made, as far as that is known."""

    id: str
    place: Place
    promise: str
    earlier: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldFigure:
    """A number with a name and a date. `as_of` is an ISO date or the start of one; `value` as printed.

    `value_ok` are other ways to give it ("-3.5" for a fall of 3.5); `labels` other numbers that its paragraph may bear.
    """

    id: str
    place: Place
    series: str
    value: str
    council: str | None = None
    unit: str | None = None
    as_of: str | None = None
    value_ok: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldParagraph:
    """How a paragraph begins, on which page of the file, under which number (None: none is printed)."""

    label: str | None
    start: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A file's paragraphs on its annotated `pages` (first and last), its running lines, and what only looks numbered."""

    file: str
    pages: tuple[int, int]
    paragraphs: tuple[GoldParagraph, ...]
    furniture: tuple[str, ...] = ()
    not_paragraphs: tuple[str, ...] = ()


def load_questions(path: Path) -> list[Question]:
    """Raises BadGold."""
    return _load(path, _question)


def load_promises(path: Path) -> list[GoldPromise]:
    """Raises BadGold."""
    return _load(path, _promise)


def load_done(path: Path) -> list[GoldDone]:
    """Raises BadGold."""
    return _load(path, _done)


def load_figures(path: Path) -> list[GoldFigure]:
    """Raises BadGold."""
    return _load(path, _figure)


def load_structure(path: Path) -> list[Structure]:
    """Raises BadGold."""
    return _load(path, _structure)


def load_whole(path: Path) -> list[str]:
    """The papers that a sections file says were read from end to end. Raises BadGold."""
    return [paper for paper in _load(path, lambda row: str(row["paper"]) if row.get("whole") else "") if paper]


def rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a file of JSON lines, or of one JSON array, with its place for messages. Raises BadGold."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if text.lstrip().startswith("["):
            yield from ((f"{path}, record {number}", row) for number, row in enumerate(json.loads(text), 1))
            return
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield f"{path}, line {number}", json.loads(line)
    except OSError as exc:
        raise BadGold(f"{path}: cannot be read ({exc.strerror}).") from exc
    except ValueError as exc:
        raise BadGold(f"{path}: is not JSON lines in UTF-8 ({exc}). Write one object a line.") from exc


def _load(path: Path, read: Callable[[Mapping[str, Any]], T]) -> list[T]:
    found = []
    for where, row in rows(path):
        try:
            found.append(read(row))
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            raise BadGold(f"{where}: is not shaped as gold ({type(exc).__name__}: {exc}).") from exc
    if not found:
        raise BadGold(f"{path}: holds no record.")
    return found


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        paper=str(row["paper"]),
        quote=str(row["quote"]),
        paragraph=_optional(row.get("paragraph")),
        item=_optional(row.get("item")),
        page=row.get("page"),
    )


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        id=str(row["id"]),
        question=str(row["question"]),
        category=str(row.get("category") or ""),
        history=tuple((str(turn["question"]), str(turn["answer"])) for turn in row.get("history") or ()),
        answer=str(row.get("answer") or ""),
        must=tuple(tuple(map(str, spellings)) for spellings in row.get("must") or ()),
        must_not=tuple(map(str, row.get("must_not") or ())),
        evidence=tuple(map(_place, row.get("evidence") or ())),
        alternatives=tuple(map(_place, row.get("alternatives") or ())),
    )


def _promise(row: Mapping[str, Any]) -> GoldPromise:
    return GoldPromise(
        id=str(row["id"]),
        place=_place(row),
        promise=str(row["promise"]),
        owner=_optional(row.get("owner")),
        due=_optional(row.get("due")),
        due_text=_optional(row.get("due_text")),
        made=_optional(row.get("made")),
        status=_optional(row.get("status")),
        borderline=row.get("strength") == "borderline",
        also=_strings(row.get("also")) + tuple(str(each["quote"]) for each in row.get("alternatives") or ()),
        due_ok=_strings(row.get("due_ok")) + _strings(row.get("due_alt")),
        labels=(f"{row['paragraph']}{str(row['sub']).split()[0]}",) if row.get("sub") and row.get("paragraph") else (),
    )


def _done(row: Mapping[str, Any]) -> GoldDone:
    promised = row.get("promised_in")
    earlier = [*(row.get("earlier") or ()), *([promised] if promised else [])]
    return GoldDone(
        id=str(row["id"]), place=_place(row), promise=str(row["promise"]), earlier=tuple(map(_place, earlier))
    )


def _figure(row: Mapping[str, Any]) -> GoldFigure:
    return GoldFigure(
        id=str(row["id"]),
        place=_place(row),
        series=str(row["series"]),
        value=str(row["value"]),
        council=_optional(row.get("council")),
        unit=_optional(row.get("unit")),
        as_of=_optional(row.get("as_of")),
        value_ok=_strings(row.get("value_ok")),
        labels=_strings(row.get("paragraph_alt")),
    )


def _structure(row: Mapping[str, Any]) -> Structure:
    first, last = row.get("pages") or (1, 10**6)
    return Structure(
        file=str(row["file"]),
        pages=(int(first), int(last)),
        paragraphs=tuple(
            GoldParagraph(label=_optional(each["label"]), start=str(each["start"]), page=int(each["page"]))
            for each in row["paragraphs"]
        ),
        furniture=tuple(map(str, row.get("furniture") or ())),
        not_paragraphs=tuple(str(each["text"]) for each in row.get("not_paragraphs") or ()),
    )


def _strings(value: object) -> tuple[str, ...]:
    """A list of strings, or a single one."""
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (str(value),)


def _optional(value: object) -> str | None:
    return None if value is None else str(value)
