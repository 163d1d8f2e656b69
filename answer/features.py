"""What can be said of a statement as an answer to a question, in numbers: the features that the learnt judge weighs.

One row of `NAMES` a statement. Shares are of the question's words, weighed by how rare each is among the paragraphs found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answer.facts import Token, tokens
from answer.kinds import CAUSE, KINDS, NAME, answers, fits
from answer.soft import Nearness, Read, near_paragraph, near_statement
from answer.understand import Understood
from answer.wording import is_content, meaning, sentences, stem
from index.passage import CELL
from index.ranker import Asked
from index.search import Hit
from ingest.paper import ITEM, Paragraph

NAMES = (
    "own", "all", "score", "relative", "rank", "dense", "words", "words_relative", "fits", "marks", "facts", "length", "table",
    "list", "place", "pieces", "near", "near_framed", "near_paragraph", "near_weakest", "answers", "near_lead", "paragraph_lead",
    "answers_lead", "figures", "dates", "name", "cause", "row_named",
    "kind", "asks_list", "asks_comparison", "asks_yes_no", "question_words", "question_facts", "follows", "printed",
)  # fmt: skip
LED = {"near_lead": "near_framed", "paragraph_lead": "near_paragraph", "answers_lead": "answers"}  # behind the best by
POINTS_BACK = re.compile(r"(?:It|Its|They|Their|He|His|She|Her|This|These|Those|Both|The latter)\b")
CONTENTS = re.compile(r"[^|:]+ \| \d{1,3}")  # "Key findings | 12"; "Agenda item: | 9" is none
ROW_WORDS = 5
MOST_COUNTED = 4  # figures or dates in a statement: more say no more


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, bullet or table row of a hit's paragraph, verbatim; `marks` are the words in it of the kind asked for.

    `lead` is the sentence before one that begins by pointing back at it: "It is chaired by…".
    """

    hit: Hit
    rank: int
    quote: str
    own: float
    all: float
    fits: bool
    marks: tuple[str, ...]
    lead: str = ""


def pieces_of(hit: Hit) -> list[str]:
    """A paragraph's sentences and bullets; a table's row whole; of a table of contents nothing."""
    if hit.paragraph.kind == "table":
        return [] if in_contents(hit.paragraph) else [hit.paragraph.text]
    lines = hit.paragraph.text.split("\n")
    return [piece.removeprefix(ITEM) for line in lines for piece in sentences(line) if len(piece) > 2]


def in_contents(row: Paragraph) -> bool:
    """Whether a table's row is a line of a table of contents: a title and a page, under no heads or under "Page"."""
    heads = "".join(row.columns).casefold()
    return CONTENTS.fullmatch(row.text) is not None and (not heads or "page" in heads)


def features(
    understood: Understood, hits: Sequence[Hit], asked: Asked | None, read: Sequence[Read]
) -> tuple[list[Piece], np.ndarray]:
    """Every statement of the hits' paragraphs, best hit first, and its row of features, float32 (statements, NAMES)."""
    weight = _weights(understood, hits)
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    most = max((hit.words for hit in hits), default=0.0) or 1.0
    pieces: list[Piece] = []
    rows: list[list[float]] = []
    for rank, hit in enumerate(hits):
        paragraph = near_paragraph(asked, read[rank]) if asked else 0.0
        found = pieces_of(hit)
        around = _around(hit)
        for place, quote in enumerate(found):
            lead = found[place - 1] if place and POINTS_BACK.match(quote) else ""
            near = near_statement(asked, read[rank], f"{lead} {quote}".strip()) if asked else Nearness()
            spoken = tokens(quote)
            piece, own = _piece(understood, hit, rank, quote, spoken, lead, around, weight)
            pieces.append(piece)
            ranked = [hit.score, hit.score / best, rank, hit.dense, hit.words, hit.words / most]
            rows.append(
                [
                    piece.own,
                    piece.all,
                    *ranked,
                    *own,
                    place,
                    len(found),
                    near.own,
                    near.framed,
                    paragraph,
                    near.weakest,
                    near.answers,
                    *[0.0] * len(LED),
                    *_said(quote, spoken),
                    _row_named(hit, weight),
                    *_asked(understood),
                    hit.paragraph.label_kind == "printed",
                ]
            )
    return pieces, _led(np.array(rows, dtype=np.float32).reshape(len(rows), len(NAMES)))


def _led(rows: np.ndarray) -> np.ndarray:
    """The rows with how far each statement lies behind the best of them."""
    for name, of in LED.items():
        if len(rows):
            column = rows[:, NAMES.index(of)]
            rows[:, NAMES.index(name)] = column - column.max()
    return rows


def _piece(
    understood: Understood,
    hit: Hit,
    rank: int,
    quote: str,
    spoken: Sequence[Token],
    lead: str,
    around: frozenset[str],
    weight: dict[str, float],
) -> tuple[Piece, list[float]]:
    words = _stems(spoken) | _stems(tokens(lead))
    marks = tuple(token.text for token in spoken if answers(token, understood.kind))
    fitting = bool(marks) or fits(understood.kind, quote, spoken)
    piece = Piece(hit, rank, quote, _share(words, weight), _share(around | words, weight), fitting, marks, lead)
    table, listed = hit.paragraph.kind == "table", hit.paragraph.kind == "list"
    return piece, [
        fitting,
        min(len(marks), MOST_COUNTED),
        _facts_met(understood, spoken, hit),
        len(quote.split()),
        table,
        listed,
    ]


def _said(quote: str, spoken: Sequence[Token]) -> list[float]:
    figures = sum(token.kind == "figure" for token in spoken)
    dates = sum(token.date is not None for token in spoken)
    return [min(figures, MOST_COUNTED), min(dates, MOST_COUNTED), bool(NAME.search(quote)), bool(CAUSE.search(quote))]


def _row_named(hit: Hit, weight: dict[str, float]) -> float:
    """The share of a table row's name, the first words of its first cell that has any, that the question says."""
    for cell in hit.paragraph.text.split(CELL) if hit.paragraph.kind == "table" else ():
        if name := [meaning(stem(token.norm)) for token in tokens(cell) if is_content(token)][:ROW_WORDS]:
            return sum(word in weight for word in name) / len(name)
    return 0.0


def _asked(understood: Understood) -> list[float]:
    return [
        KINDS.index(understood.kind), understood.is_list, understood.is_comparison, understood.is_yes_no,
        len(understood.stems), len(understood.facts), understood.follows,
    ]  # fmt: skip


def _around(hit: Hit) -> frozenset[str]:
    paragraph, entry = hit.paragraph, hit.entry
    around = (
        entry.title,
        *paragraph.heading,
        paragraph.caption,
        *paragraph.columns,
        paragraph.text,
        entry.council,
        entry.committee,
    )
    return frozenset(_stems(tokens(" ".join(part for part in around if part))))


def _weights(understood: Understood, hits: Sequence[Hit]) -> dict[str, float]:
    """How telling each word of the question is: rare ones among the paragraphs found count more, those of the history half."""
    held: Counter[str] = Counter()
    for hit in hits:
        held.update(_stems(tokens(hit.paragraph.text)))
    return understood.weighed(held, len(hits) + 1)


def _stems(spoken: Sequence[Token]) -> set[str]:
    return {meaning(stem(token.norm)) for token in spoken if is_content(token)}


def _share(words: set[str] | frozenset[str], weight: dict[str, float]) -> float:
    total = sum(weight.values())
    return sum(worth for word, worth in weight.items() if word in words) / total if total else 0.0


def _facts_met(understood: Understood, spoken: Sequence[Token], hit: Hit) -> float:
    """The share of the figures, dates and codes of the question that the statement, its frame or its paper's dates meet."""
    if not understood.facts:
        return 0.0
    frame = (*hit.paragraph.heading, *hit.paragraph.columns, hit.paragraph.caption, hit.entry.title)
    details = (value for _name, value in hit.entry.details)  # "Inspection dates": "20 May 2024 to 24 May 2024"
    context = [*spoken, *tokens(" ".join((*frame, *details)))]
    met = sum(
        any(_same(fact, token) for token in context) or (fact.date is not None and fact.date.holds(hit.entry.date))
        for fact in understood.facts
    )
    return met / len(understood.facts)


def _same(fact: Token, token: Token) -> bool:
    if fact.date and token.date:
        return all(
            one is None or other is None or one == other for one, other in zip(fact.date, token.date, strict=True)
        )
    return fact.norm == token.norm
