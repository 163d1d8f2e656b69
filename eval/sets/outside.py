"""The shape that every outside set is brought to: papers, questions about them, and follow-ups with their rewrites.

Each loader draws its sample with a fixed seed, so that two runs ask the same questions.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

from eval.gold import BadGold, Place, Question, rows
from ingest.paper import Paper, Paragraph, ParagraphKind

T = TypeVar("T")
SEED = 20240611
CELL = " | "
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a set. `within` is the id of the paper it is about; None asks all papers of the set."""

    question: Question
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A follow-up, the user's turns before it, oldest first, and how people wrote it as a question of its own."""

    turns: tuple[str, ...]
    question: str
    rewrite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSet:
    """`name` is shown; `licence` is that of the set's text, none of which is kept in the repository."""

    name: str
    licence: str
    papers: tuple[Paper, ...] = ()
    questions: tuple[Asked, ...] = ()
    followups: tuple[Rewritten, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph to be: its text, and the column heads when it is a table's row."""

    text: str
    columns: tuple[str, ...] = ()
    caption: str = ""
    heading: tuple[str, ...] = ()


def sampled(items: Sequence[T], most: int) -> list[T]:
    """`most` of the items, the same ones every time, in their order."""
    chosen = sorted(random.Random(SEED).sample(range(len(items)), min(most, len(items))))
    return [items[at] for at in chosen]


def paper_of(id: str, title: str, pieces: Sequence[Piece]) -> Paper:
    """A paper of these paragraphs, numbered by position, on one page; its file is ``<id>.txt``."""
    made: list[Paragraph] = []
    start = 0
    for ordinal, piece in enumerate(pieces, start=1):
        kind: ParagraphKind = "table" if piece.columns else "body"
        made.append(
            Paragraph(
                paper=id, ordinal=ordinal, label=f"¶{ordinal}", label_kind="position", heading=piece.heading,
                text=piece.text, kind=kind, page=1, start=start, end=start + len(piece.text), columns=piece.columns,
                caption=piece.caption,
            )
        )  # fmt: skip
        start += len(piece.text) + 2
    text = "\n\n".join(piece.text for piece in pieces)
    return Paper(
        id=id, title=title, kind="other", council=None, committee=None, date=None, item=None, file=f"{id}.txt",
        sha256=f"outside-{id}", pages=1, text=text, paragraphs=tuple(made),
    )  # fmt: skip


def place(paper: str, text: str) -> Place:
    """Evidence: this text, in this paper."""
    return Place(paper=paper, quote=text)


def plain(html: str) -> str:
    """The text of a scrap of HTML: ``<li>2 weeks&rsquo; leave</li>`` is ``2 weeks’ leave``."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def lines(path: Path) -> list[Any]:
    """The records of a file of JSON lines. Raises BadGold."""
    return [row for _, row in rows(path)]


def document(path: Path) -> Any:
    """The content of a JSON file. Raises BadGold."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise BadGold(f"{path} cannot be read as JSON ({exc}).") from exc
