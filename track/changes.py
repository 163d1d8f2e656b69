"""Two papers on one matter become what the later says differently: figures and dates changed, promises kept, new, gone.

Where the earlier paper is not named, it is the one before it on the same matter: of the same council, by the words of its title
and text, a paper to the same committee before others.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.errors import UnknownPaper
from index.library import Library
from ingest.dates import in_words
from ingest.names import place
from ingest.paper import Entry, Paragraph
from track.follow import mentions
from track.record import Due, Figure
from track.register import Registers
from track.register_rows import FigureRow, MentionRow, PromiseRow, Wanted
from track.series import amount, series
from track.shown import counted
from track.statement import statements
from track.stems import stems

TITLE_WEIGHT = 0.5  # of the likeness of two papers; the rest is their text's
SAME_COMMITTEE = 1.1  # papers to one committee come before others as like
LEAST_ALIKE = 0.25  # below it no paper is on the same matter
NEARLY = 0.9  # of the best likeness: of papers so near to it the last is taken
_WORD = re.compile(r"[A-Za-z]+")
MOST_READ = 25  # papers read whole for their likeness


class NoEarlierPaper(LookupError):
    """The library holds no earlier paper on the matter of this one; name one with --since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """The last value of a series in each of two papers, which differ."""

    before: FigureRow
    after: FigureRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChange:
    """A promise of the earlier paper and what the later one says of it."""

    before: PromiseRow
    after: MentionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a paper says differently from an earlier one, `since`; `why` says in a sentence how that one was chosen.

    `dates` are promises whose date the later paper changes, `kept` those it speaks of otherwise; `new` it makes itself;
    of `vanished` it says nothing. `same_figures` counts the series whose value is the same in both.
    """

    paper: Entry
    since: Entry
    why: str
    figures: tuple[FigureChange, ...]
    same_figures: int
    dates: tuple[PromiseChange, ...]
    kept: tuple[PromiseChange, ...]
    new: tuple[PromiseRow, ...]
    vanished: tuple[PromiseRow, ...]


def changes(library: Library, registers: Registers, paper: str, since: str | None = None) -> Changes:
    """What a paper (by id) says differently from the paper `since`, or from the one before it on the same matter.

    Raises UnknownPaper for an id that is not in the library, NoEarlierPaper when no paper before it is on the same matter.
    """
    entries = {entry.id: entry for entry in library.entries()}
    for id in (paper, since):
        if id is not None and id not in entries:
            library.paragraphs(id)  # says which ids are near
            raise UnknownPaper(id)
    paper, since = counted(library, paper), since and counted(library, since)
    own = entries[paper]
    before, why = (entries[since], "It was named.") if since else earlier(library, own)
    changed, same = _figures(registers, before, own)
    spoken = _spoken(library, registers, before, own)
    dates = tuple(each for each in spoken.values() if _redated(each))
    promised = registers.promises(Wanted(papers=(own.id,)))
    touched = [each.after for each in spoken.values()]
    return Changes(
        paper=own,
        since=before,
        why=why,
        figures=changed,
        same_figures=same,
        dates=dates,
        kept=tuple(each for each in spoken.values() if each not in dates),
        new=tuple(row for row in promised if not any(_meet(row, mention) for mention in touched)),
        vanished=tuple(row for row in registers.promises(Wanted(papers=(before.id,))) if row.promise.id not in spoken),
    )


def earlier(library: Library, paper: Entry) -> tuple[Entry, str]:
    """The paper before this one on the same matter, and why it was chosen. Raises NoEarlierPaper."""
    if paper.date is None or not paper.council:
        lacking = "date" if paper.date is None else "council"
        raise NoEarlierPaper(
            f"{paper.id} has no known {lacking}, so no earlier paper can be found. Name one with --since."
        )
    council, title = place(paper.council).casefold(), _titled(paper)
    before = [
        entry
        for entry in library.entries(once=True)
        if entry.date and entry.date < paper.date and entry.council and place(entry.council).casefold() == council
    ]
    before = _likely(before, paper)
    texts = {entry.id: _texted(library.paragraphs(entry.id)) for entry in [*before, paper]}
    rare = _rarity(list(texts.values()))
    scored = []
    for entry in before:
        score = TITLE_WEIGHT * _alike(title, _titled(entry), rare) + (1 - TITLE_WEIGHT) * _alike(
            texts[paper.id], texts[entry.id], rare
        )
        if entry.committee and entry.committee == paper.committee:
            score *= SAME_COMMITTEE
        scored.append((score, entry))
    best = max((score for score, _ in scored), default=0.0)
    if best < LEAST_ALIKE:
        raise NoEarlierPaper(
            f"No earlier paper of {paper.council} held here is on the same matter as {paper.id}. Name one with --since."
        )
    found = max((entry for score, entry in scored if score >= NEARLY * best), key=lambda one: (one.date, one.id))
    common = texts[paper.id].keys() & texts[found.id].keys()
    telling = sorted(common, key=lambda stem: (-rare[stem] * texts[found.id][stem], stem))[:4]
    return found, _reason(paper, found, telling, library.paragraphs(found.id))


def _likely(before: Sequence[Entry], paper: Entry) -> list[Entry]:
    """Those worth reading whole: the likest by title and the last ones, to the same committee first."""
    title = _titled(paper)

    def rank(entry: Entry) -> tuple[object, ...]:
        return (_alike(title, _titled(entry), {}), entry.committee == paper.committee, entry.date, entry.id)

    by_title = sorted(before, key=rank, reverse=True)[:MOST_READ]
    last = sorted(before, key=lambda one: (one.committee == paper.committee, one.date, one.id), reverse=True)[
        :MOST_READ
    ]
    return list({entry.id: entry for entry in (*by_title, *last)}.values())


def _reason(paper: Entry, found: Entry, telling: Sequence[str], paragraphs: Sequence[Paragraph]) -> str:
    """Why a paper was chosen, with the words, as it prints them, that both have most in common."""
    printed: dict[str, str] = {}
    for each in paragraphs:
        for stem, at in stems(each.text):
            match = _WORD.match(each.text, at)
            printed.setdefault(stem, match[0].lower() if match else stem)
    words = ", ".join(printed[stem] for stem in telling if stem in printed)
    to = " to the same committee" if found.committee and found.committee == paper.committee else ""
    day = in_words(found.date) if found.date else "no known date"
    return f"It is the last earlier paper of the same council{to} ({day}) on the same matter: {words}."


def _titled(entry: Entry) -> Counter[str]:
    own = {stem for stem, _ in stems(place(entry.council or ""))}
    return Counter(stem for stem, _ in stems(entry.title) if stem not in own and not stem.isdigit())


def _texted(paragraphs: Sequence[Paragraph]) -> Counter[str]:
    return Counter(stem for each in paragraphs for stem, _ in stems(each.text) if not stem.isdigit())


def _rarity(texts: Sequence[Counter[str]]) -> dict[str, float]:
    many = Counter(stem for text in texts for stem in text)
    return {stem: math.log(1 + len(texts) / count) for stem, count in many.items()}


def _alike(one: Counter[str], other: Counter[str], rare: Mapping[str, float]) -> float:
    """The cosine of two texts' stems, each weighed by how often it stands there and how rare it is."""

    def weights(text: Counter[str]) -> dict[str, float]:
        return {stem: (1 + math.log(count)) * rare.get(stem, 1.0) for stem, count in text.items()}

    first, second = weights(one), weights(other)
    norm = math.sqrt(sum(w * w for w in first.values()) * sum(w * w for w in second.values()))
    return sum(weight * second.get(stem, 0.0) for stem, weight in first.items()) / norm if norm else 0.0


def _figures(registers: Registers, before: Entry, after: Entry) -> tuple[tuple[FigureChange, ...], int]:
    """The series that both papers give, by their last value in each: those that differ, and how many do not."""
    rows = registers.figures(Wanted(papers=(before.id, after.id)))
    by_figure = {id(row.figure): row for row in rows}
    changed, same = [], 0
    for one in series(row.figure for row in rows):
        last: dict[tuple[str, str], Figure] = {}
        for figure in one.points:
            last[figure.basis, figure.paper] = figure
        for basis in sorted({basis for basis, _ in last}):
            old, new = last.get((basis, before.id)), last.get((basis, after.id))
            if old is None or new is None:
                continue
            if _value(old) == _value(new):
                same += 1
            else:
                changed.append(FigureChange(before=by_figure[id(old)], after=by_figure[id(new)]))
    return tuple(sorted(changed, key=lambda each: each.after.figure.ordinal)), same


def _value(figure: Figure) -> object:
    return figure.value.casefold() if figure.number is None else amount(figure)


def _spoken(library: Library, registers: Registers, before: Entry, after: Entry) -> dict[str, PromiseChange]:
    """The earlier paper's promises that the later speaks of, by id, as the register has it or, out of order, found afresh."""
    rows = registers.promises(Wanted(papers=(before.id,)))
    if before.date and after.date and before.date < after.date and _places(before) == _places(after):
        return {
            row.promise.id: PromiseChange(before=row, after=later)
            for row in rows
            for later in row.later
            if later.entry.id == after.id
        }
    paper = library.paper(after.id)
    day = after.date or before.date or dt.date.today()
    made = {before.id: day - dt.timedelta(days=1), after.id: day}
    by_id = {row.promise.id: row for row in rows}
    at = {paragraph.ordinal: paragraph for paragraph in paper.paragraphs}
    return {
        mention.promise: PromiseChange(
            before=by_id[mention.promise],
            after=MentionRow(mention=mention, entry=after, paragraph=at[mention.ordinal]),
        )
        for mention in mentions([row.promise for row in rows], statements(paper), made)
    }


def _places(entry: Entry) -> str | None:
    return place(entry.council).casefold() if entry.council else None


def _redated(change: PromiseChange) -> bool:
    old, new = change.before.promise.due, change.after.mention.due
    return change.after.mention.says == "moved" or (new is not None and not _agree(old, new))


def _agree(old: Due | None, new: Due) -> bool:
    """Whether one date holds the other, or either names none."""
    if old is None or old.date is None or new.date is None:
        return True
    return old.date.startswith(new.date) or new.date.startswith(old.date)


def _meet(row: PromiseRow, mention: MentionRow) -> bool:
    one, other = row.promise, mention.mention
    return one.ordinal == other.ordinal and one.start < other.end and other.start < one.end
