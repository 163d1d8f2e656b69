"""What a system answered, read from the JSON of DESIGN's `ask --batch`, whoever wrote it.

Only "id" is needed; what is left out is empty, so that other systems' answers can be scored as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.gold import BadGold, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A cited or retrieved passage. `quote` is empty for a retrieved one; `label` is None where none was given.

    `about` is what stands around it: its paper's title, council, committee and date, its headings and column heads.
    """

    text: str
    file: str = ""
    label: str | None = None
    page: int | None = None
    quote: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer. `confidence` is None when the system gives none; `seconds` are by step, with "total"."""

    id: str
    answer: str = ""
    found: bool = False
    citations: tuple[Passage, ...] = ()
    retrieved: tuple[Passage, ...] = ()
    confidence: float | None = None
    seconds: dict[str, float] = field(default_factory=dict)


def load_given(path: Path) -> dict[str, Given]:
    """A file of answers by their questions' ids. Raises BadGold."""
    found = {}
    for where, row in rows(path):
        try:
            given = given_of(row)
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            raise BadGold(f"{where}: is not shaped as an answer ({type(exc).__name__}: {exc}).") from exc
        found[given.id] = given
    return found


def given_of(row: Mapping[str, Any]) -> Given:
    """One answer from its JSON."""
    confidence = row.get("confidence")
    return Given(
        id=str(row["id"]),
        answer=str(row.get("answer") or ""),
        found=bool(row.get("found")),
        citations=_passages(row.get("citations") or ()),
        retrieved=_passages(row.get("retrieved") or ()),
        confidence=None if confidence is None else float(confidence),
        seconds={str(step): float(spent) for step, spent in (row.get("seconds") or {}).items()},
    )


def _passages(cells: Sequence[Mapping[str, Any]]) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            text=str(each.get("text") or ""),
            file=str(each.get("file") or ""),
            label=None if each.get("label") is None else str(each["label"]),
            page=each.get("page"),
            quote=str(each.get("quote") or ""),
            about=_about(each),
        )
        for each in cells
    )


def _about(cell: Mapping[str, Any]) -> str:
    parts = [cell.get(name) for name in ("title", "council", "committee", "caption")]
    parts += [*(cell.get("heading") or ()), *(cell.get("columns") or ())]
    try:
        day = dt.date.fromisoformat(str(cell.get("date")))
        parts.append(f"{day.day} {day:%B %Y}")
    except ValueError:
        pass  # no date was given, or none that can be read
    return " ".join(str(part) for part in parts if part)
