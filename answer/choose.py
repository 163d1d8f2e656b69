"""Statements into the few that answer: a plain question gets one, or two or three that belong together; a list the whole list; a
comparison one statement a paper, in date order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.facing import face_to_face
from answer.prefer import worth
from answer.statements import Statement
from answer.understand import Understood

PLAIN_WORDS, LONG_WORDS = 60, 150  # of an answer to a plain question; to a list or a comparison
MORE_WORDS = 30  # room for a second statement beside a first one that fills the answer alone
SET_BESIDE = 3  # papers at most
ALONE = 0.7  # of the best one's: what a second statement of the only paper that speaks to it must have
SIDE_BY_SIDE = 0.15  # of the best one's: what another paper's statement must have to be set beside it
LIKELY = 0.4  # of the best one's: what the newest paper's statement must have to be taken for the latest word


@dataclass(frozen=True, slots=True)
class Room:
    """How many statements and words an answer has room for, and what a further statement must have of the best one's
    probability: in a paragraph that is quoted already (`beside`), or in another.
    """

    statements: int
    words: int
    beside: float
    elsewhere: float


PLAIN = Room(3, PLAIN_WORDS, 0.1, 0.25)
SEVERAL = Room(4, 100, 0.1, 0.2)  # the question asks for two things
COMPARED = Room(4, 115, 0.1, 0.2)  # leaves room for the names of the papers


def newest_first(ranked: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """The statements of the newest paper that speaks to the question before all others; and the best of each older one.

    A paper speaks to it when its best statement is at least `LIKELY` as likely as the best of all.
    """
    best: dict[str, Statement] = {}
    for one in ranked:
        if one.probability >= LIKELY * ranked[0].probability and one.hit.entry.date:
            best.setdefault(one.hit.entry.id, one)
    order = sorted(best.values(), key=lambda one: -(one.hit.entry.date or dt.date.min).toordinal())
    if not order:
        return list(ranked), []
    newest = order[0].hit.entry.id
    moved = sorted(ranked, key=lambda one: one.hit.entry.id != newest)
    return moved, [one for one in order[1:] if one.hit.entry.date != order[0].hit.entry.date]


def choose(understood: Understood, ranked: Sequence[Statement]) -> list[Statement]:
    """The fewest statements that answer."""
    if not ranked:
        return []
    if understood.is_comparison:
        chosen = _side_by_side(understood, ranked)
        chosen = _filled(chosen, _of_sides(understood, ranked), COMPARED)
        chosen.sort(key=lambda one: (one.hit.entry.date is None, one.hit.entry.date, *one.place, _start(one)))
    elif understood.is_list and (whole := _whole(ranked[0])) is not None:
        return [whole]
    else:
        room = SEVERAL if understood.asks_several else PLAIN
        chosen = _filled(ranked[:1], _of_papers_named(understood, ranked), room)
        chosen.sort(key=lambda one: (one.place != ranked[0].place, *one.place, _start(one)))
    return [_led(one) for one in _joined(chosen)]


def _filled(chosen: Sequence[Statement], ranked: Sequence[Statement], room: Room) -> list[Statement]:
    """The chosen statements and the likeliest others that add something, as far as there is room."""
    filled = list(chosen)
    words = sum(len(one.quote.split()) for one in filled)
    most = max(room.words, words + MORE_WORDS) if len(filled) == 1 else room.words
    for other in ranked:
        if len(filled) >= room.statements:
            break
        needed = room.beside if any(other.place == one.place for one in filled) else room.elsewhere
        more = len(other.quote.split())
        if other.probability < needed * ranked[0].probability or words + more > most:
            continue
        if all(_adds(other, one) for one in filled):
            filled.append(other)
            words += more
    return filled


def _of_sides(understood: Understood, ranked: Sequence[Statement]) -> list[Statement]:
    """The statements of the papers that the question compares; all where it names none."""
    named = frozenset().union(*understood.sides)
    return [one for one in ranked if not named or one.hit.entry.id in named]


def _of_papers_named(understood: Understood, ranked: Sequence[Statement]) -> list[Statement]:
    """The statements of the first one's paper, and of those that are no less the paper that the question names by council,
    committee or date.
    """
    first = ranked[0].hit
    least = worth(understood, first)
    return [one for one in ranked if one.hit.entry.id == first.entry.id or worth(understood, one.hit) >= least]


def _start(one: Statement) -> int:
    return one.hit.paragraph.text.find(one.quote)


def _led(one: Statement) -> Statement:
    """With the sentence before it, where it points back at that one and the two are no longer than an answer may be."""
    text = one.hit.paragraph.text
    start = text.find(one.lead) if one.lead else -1
    end = text.find(one.quote, start) + len(one.quote)
    quote = text[start:end]
    between = quote[len(one.lead) : len(quote) - len(one.quote)]
    if start < 0 or between.strip(" \n-") or len(quote.split()) > PLAIN_WORDS:
        return one
    return replace(one, quote=quote)


def _adds(other: Statement, chosen: Statement) -> bool:
    """A further statement is worth its words when it says something that the first does not; another row always does."""
    if other.hit.paragraph.kind == chosen.hit.paragraph.kind == "table":
        return other.quote != chosen.quote
    new, said = set(other.quote.casefold().split()), set(chosen.quote.casefold().split())
    return len(new - said) > 0.4 * len(new)


def _joined(chosen: Sequence[Statement]) -> list[Statement]:
    """Statements that stand side by side in a paragraph are quoted as one."""
    joined: list[Statement] = []
    for one in chosen:
        before = joined[-1] if joined else None
        text = one.hit.paragraph.text
        if before is not None and before.place == one.place:
            start = text.find(before.quote)
            end = text.find(one.quote, start) + len(one.quote)
            if start >= 0 and text[start + len(before.quote) : end - len(one.quote)].strip(" \n-") == "":
                joined[-1] = replace(before, quote=text[start:end], marks=(*before.marks, *one.marks))
                continue
        joined.append(one)
    return joined


def _side_by_side(understood: Understood, ranked: Sequence[Statement]) -> list[Statement]:
    """What each side that the question names says to it; else the likeliest statement of the two or three papers that
    speak to it best. In the order of their dates.
    """
    chosen = face_to_face(understood.sides, ranked)
    if len(chosen) < 2:
        best: dict[str, Statement] = {}
        for one in ranked:
            if one.probability >= SIDE_BY_SIDE * ranked[0].probability:
                best.setdefault(one.hit.entry.id, one)
        chosen = list(best.values())[:SET_BESIDE]
    if len(chosen) == 1:
        beside = (one for one in ranked[1:] if one.place != ranked[0].place)
        chosen += [one for one in beside if one.probability >= ALONE * ranked[0].probability][:1]
    words = 0
    kept: list[Statement] = []
    for one in chosen:
        words += len(one.quote.split())
        if words <= LONG_WORDS or not kept:
            kept.append(one)
    return sorted(kept, key=lambda one: (one.hit.entry.date is None, one.hit.entry.date, *one.place))


def _whole(best: Statement) -> Statement | None:
    """The printed paragraph that the statement is part of, when it is a list and no longer than an answer may be."""
    unit = best.hit.unit
    if unit and unit.first < unit.last and best.hit.paragraph.kind != "table" and len(unit.text.split()) <= LONG_WORDS:
        return replace(best, quote=unit.text)
    text = best.hit.paragraph.text
    listed = "\n- " in text or text.count(";") >= 2 or len(text.split()) <= PLAIN_WORDS
    return replace(best, quote=text) if listed and len(text.split()) <= LONG_WORDS else None
