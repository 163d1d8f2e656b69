"""Promises and later papers' statements become `Mention`s: which statement speaks of which promise, and what it says of it.

Rather no link than a wrong one, and rather "spoken of again" than "done": that is said only where the deed is the one promised.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from track.dates import due_of
from track.deeds import begins, partly, same_deed
from track.likeness import Statements, words_of
from track.record import Due, Mention, Promise, Recommendation, Says
from track.saying import cues, in_cell, said, was
from track.statement import Statement

ALIKE = 0.85  # from here on two sentences are the same but for a word
MOST_OF_ONE = 2  # promises of one paper that one statement may speak of
NEARLY = 0.8  # of the best likeness; a statement speaks of those promises only that are so like it
LONG_PAST = dt.timedelta(days=180)  # "in September", said of last September, is not meant in the spring

Followed = Promise | Recommendation
Link = tuple[float, Followed, Mention]


def mentions(
    promised: Sequence[Followed],
    statements: Sequence[Statement],
    made: Mapping[str, dt.date],
    *,
    fresh: Collection[str] | None = None,
) -> list[Mention]:
    """The later mentions of each promise among the statements of one council's papers, at most one for each later paper.

    `made` gives the papers' dates; a paper without one is neither earlier nor later. With `fresh` only the pairs are looked
    at of which one paper is among these.
    """
    index = Statements(statements)
    links: list[Link] = []
    for promise in promised:
        day = made.get(promise.paper)
        if day is None:
            continue
        like: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for number, score in index.like(promise.quote).items():
            paper = statements[number].paper
            later = made.get(paper)
            if later is not None and later > day and (fresh is None or paper in fresh or promise.paper in fresh):
                like[paper].append((score, number))
        for paper, candidates in sorted(like.items()):
            links.extend(_best(promise, candidates, statements, made[paper]))
    return [mention for _, _, mention in _few(links)]


def _best(
    promise: Followed, candidates: list[tuple[float, int]], statements: Sequence[Statement], made: dt.date
) -> Iterator[Link]:
    """The statement of one later paper that is most like a promise and says something of it."""
    for score, number in sorted(candidates, key=lambda each: (-each[0], each[1])):
        found = _mention(promise, statements[number], score, made)
        if found is not None:
            yield score, promise, found
            return


def _few(links: Sequence[Link]) -> Iterator[Link]:
    """The links without those of a sentence that seems to speak of everything: it speaks of the promises most like it."""
    by_statement: dict[tuple[str, str, int, int, bool], list[Link]] = defaultdict(list)
    for link in links:
        _, promise, mention = link
        kind = isinstance(promise, Promise)
        by_statement[promise.paper, mention.paper, mention.ordinal, mention.start, kind].append(link)
    for same in by_statement.values():
        best = sorted(same, key=lambda each: (-each[0], each[1].ordinal, each[1].start))[:MOST_OF_ONE]
        yield from (each for each in best if each[0] >= NEARLY * best[0][0])


def _mention(promise: Followed, statement: Statement, score: float, made: dt.date) -> Mention | None:
    own, words = words_of(promise.quote).places, words_of(statement.words).places
    common = sorted(place for stem, place in words.items() if stem in own)
    told = _told(promise, statement, common[len(common) // 2], score)
    if told is None:
        return None
    due = _due(promise.due, statement.words, made) if told in ("repeated", "moved", "underway") else None
    if told == "repeated" and due and promise.due and _later(due, promise.due):
        told = "moved"
    return Mention(
        promise=promise.id,
        paper=statement.paper,
        ordinal=statement.ordinal,
        quote=statement.quote,
        start=statement.start,
        end=statement.end,
        says=told,
        due=due,
        made=made,
    )


def _told(promise: Followed, statement: Statement, at: int, score: float) -> Says | None:
    """What a statement says of a promise whose words stand around `at` in it."""
    cue = said(statement.words, at)
    if cue is None:
        return None if score < ALIKE else "done" if was(statement.words) else "repeated"
    if cue.says not in ("done", "underway"):
        return cue.says
    same = [each.says for each in cues(promise.quote)] == [each.says for each in cues(statement.words)]
    if cue.says == "done" and score >= ALIKE and same:
        return "repeated"  # the same sentence again: "a board has been agreed and will meet in May"
    deed = statement.words[cue.start : cue.end]
    if cue.says == "done" and in_cell(statement.words, cue):
        return "repeated"  # "requests completed within the timescale | RED" measures
    if isinstance(promise, Promise) and not same_deed(promise.quote, deed):
        return "repeated" if cue.says == "done" else "underway"
    if cue.says == "underway":  # what was to begin has begun
        return "done" if begins(promise.quote, deed) else "underway"
    return "underway" if partly(statement.words) else "done"


def _due(old: Due | None, words: str, made: dt.date) -> Due | None:
    """The due date a statement gives. The promise's own words again mean its own date, while that is not long past."""
    new = due_of(words, made)
    if new is None or old is None or old.latest is None or " ".join(new.words.split()) != " ".join(old.words.split()):
        return new
    return old if made - old.latest <= LONG_PAST else new


def _later(new: Due, old: Due) -> bool:
    """Whether a due date is plainly after another: past the last day that would have kept it."""
    return bool(new.latest and old.latest and new.latest > old.latest and new.date and old.date)
