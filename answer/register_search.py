"""A question put to the registers, into the rows that answer it: the very rows that the register pages show.

The matter's telling words must all stand in the entry or its paragraph, as on the pages. A council, committee or meeting that the
question names narrows the papers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.facts import Date, Token, tokens
from answer.register_question import RegisterQuestion
from answer.understand import Understood
from answer.wording import is_content, stem
from index.library import Library
from index.record import Filters
from ingest.names import place
from ingest.paper import Entry
from track.dates import dues
from track.register import Registers
from track.register_rows import FigureRow, PromiseRow, Wanted
from track.series import Series, key_of, series
from track.shown import holds
from track.stems import stems

YEAR = dt.timedelta(days=330)  # so far ahead a month that was just over is the next one
OLD = dt.timedelta(days=180)  # a library whose newest paper is older is asked as on that paper's day
MORE_WORDS = 2  # telling words that a series' name may have besides those asked for
FEWEST = 3  # words of a matter of which one may be missing
FEWEST_POINTS = 2  # values of a series that has moved
# Words of a question that name no matter: who promises, where it stands, how it is asked.
_IDLE = frozenset(
    stem(word)
    for word in "officer officers paper papers report reports meeting meetings promise promised "
    "promises commitment commitments action actions thing things anything due overdue still yet now say said tell told number "
    "numbers figure figures autumn spring summer winter early late member members everything far today currently list".split()
)
_THE_COUNCIL = re.compile(r"\b(?:the|our|your|this) (?:council|authority)(?:['’]s)?(?!\w)", re.IGNORECASE)
_KIDS = re.compile(r"\b(?:kids|youngsters)\b", re.IGNORECASE)  # no paper counts "kids"


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which something is due, `words` as the question has them."""

    first: dt.date
    last: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A series and the rows of its values, in the order of their dates."""

    series: Series
    rows: tuple[FigureRow, ...]


def scope(library: Library, understood: Understood, filters: Filters, *, days: bool = False) -> tuple[Entry, ...]:
    """The papers the question is about: those let through by the filters, of the councils, committees and dates it names.

    With `days` a date counts only to the day: "since 2015" names no paper.
    """
    entries = library.entries(filters)
    if understood.councils:
        names = {place(council).casefold() for council in understood.councils}
        entries = [entry for entry in entries if entry.council and place(entry.council).casefold() in names]
    if understood.committees and (of := [each for each in entries if each.committee in understood.committees]):
        entries = of
    dates = [date for date in understood.dates if date.day or (date.year and not days)]
    if of := [entry for entry in entries if any(_of_day(entry, date) for date in dates)]:
        entries = of
    return tuple(entries)


def reading_day(entries: Sequence[Entry], today: dt.date) -> dt.date:
    """The day on which a question is asked of these papers: today, or the newest paper's where that lies long ago."""
    newest = newest_day(entries, today)
    return newest if today - newest > OLD else today


def newest_day(entries: Sequence[Entry], last: dt.date) -> dt.date:
    """The day of the newest paper that is no newer than `last`; that day itself when there is none."""
    return max((entry.date for entry in entries if entry.date and entry.date <= last), default=last)


def telling(text: str, understood: Understood) -> str:
    """The words of a matter that an entry must have; the names of councils and committees, and dates, left out."""
    return " ".join(re.sub(r"['’]s$", "", token.text) for token in _tellers(_unnamed(text, understood)))


def promises(
    registers: Registers, asked: RegisterQuestion, understood: Understood, entries: Sequence[Entry], today: dt.date
) -> list[PromiseRow]:
    """The promises asked for whose paragraph has the words of the matter, as the register's page has them, earliest first."""
    wanted = Wanted(
        text=telling(asked.about, understood) or None,
        owner=telling(asked.who, understood) or None,
        status=None if asked.outcome == "moved" else asked.outcome,
        papers=tuple(entry.id for entry in entries),
    )
    rows = registers.promises(wanted, today=today)
    if not rows and (understood.dates or understood.committees):
        rows = _but_one_word(registers, wanted, today)
    if asked.outcome == "moved":  # also what is by now done or overdue
        rows = [row for row in rows if any(each.mention.says == "moved" for each in row.later)]
    return sorted(rows, key=lambda row: row.entry.date or dt.date.max)


def _but_one_word(registers: Registers, wanted: Wanted, today: dt.date) -> list[PromiseRow]:
    """The promises that say all but one of at least FEWEST words one after another, in the papers of a meeting that was named.

    A reader's own word need not be the paper's: "tip reuse shops" are its "HWRC reuse shops".
    """
    words = (wanted.text or "").split()
    if len(words) < FEWEST:
        return []
    found: dict[str, PromiseRow] = {}
    for left_out in range(len(words)):
        rest = " ".join(words[:left_out] + words[left_out + 1 :])
        rows = registers.promises(replace(wanted, text=rest), today=today)
        found |= {row.promise.id: row for row in rows if _within(_stems(rest), _stems(row.promise.quote))}
    return list(found.values())


def nearest(rows: Sequence[PromiseRow], about: str, understood: Understood) -> list[PromiseRow]:
    """Of promises whose paragraph has the words of a matter, those that say it themselves: word for word, else in any order."""
    plain = _unnamed(about, understood)
    found = _tellers(plain)
    if not found:
        return list(rows)
    phrase = _stems(plain[found[0].start : found[-1].end])
    said = [row for row in rows if _within(phrase, _stems(row.promise.quote))]
    return said or [row for row in rows if holds_itself(row, telling(about, understood))] or list(rows)


def holds_itself(row: PromiseRow, text: str) -> bool:
    """Whether all words stand in the promise itself, not only in the paragraph around it."""
    return holds(text, row.promise.what, row.promise.quote)


def span(about: str, day: dt.date) -> tuple[Span | None, str]:
    """The time a question about what is due names, read on this day, and its words without that time.

    >>> found, rest = span("before March on caseloads", dt.date(2017, 11, 20))
    >>> found.last, rest
    (datetime.date(2018, 2, 28), 'on caseloads')
    """
    found = next((each for each in dues(about, day) if each.due.latest), None)
    if found is None or found.due.latest is None:
        return None, about
    due, start, end = found.due, found.start, found.end
    if found.due.latest < day and not re.search(r"\d{4}|/\d\d", due.words):  # "before March", asked in June: next March
        due = next((each.due for each in dues(about, day + YEAR) if each.start == start and each.due.latest), due)
    last = due.latest or day
    within = re.match(r"(?:in|on|during|this|next)\b(?! the next)", due.words, re.IGNORECASE)
    first = _first_day(due.date) if within and due.date else day
    return Span(first, last, due.words), f"{about[:start]} {about[end:]}".strip()


def due_between(
    rows: Sequence[PromiseRow], first: dt.date, last: dt.date, *, all_of_them: bool = False
) -> list[PromiseRow]:
    """The promises that fall due in these days, soonest first; those kept or dropped are left out, unless all are wanted."""
    kept = [
        row
        for row in rows
        if row.due and row.due.latest and first <= row.due.latest <= last
        if all_of_them or row.outcome not in ("done", "dropped")
    ]
    return sorted(kept, key=lambda row: row.due.latest if row.due and row.due.latest else dt.date.max)


def trend(registers: Registers, about: str, understood: Understood, entries: Sequence[Entry]) -> Trend | None:
    """The series whose name is nearest to the words asked for and holds them all, with values for two days at least."""
    rows = registers.figures(Wanted(papers=tuple(entry.id for entry in entries)))
    by_figure = {id(row.figure): row for row in rows}
    best: tuple[tuple[int, int, int], Series] | None = None
    for one in series(row.figure for row in rows):
        asked = _folded(key_of(_unnamed(about, understood), one.unit, one.council))
        name = _folded(one.key)
        days = {each.as_of for each in one.points if each.as_of}
        if not asked or not asked <= name or len(name - asked) > MORE_WORDS or len(days) < FEWEST_POINTS:
            continue
        rank = (-len(name - asked), len({each.paper for each in one.points}), len(days))
        if best is None or rank > best[0]:
            best = rank, one
    if best is None:
        return None
    return Trend(best[1], tuple(by_figure[id(each)] for each in best[1].points if each.as_of))


def _unnamed(about: str, understood: Understood) -> str:
    """The words of a matter without the names of councils and committees, and without dates."""
    about = _KIDS.sub("children", _THE_COUNCIL.sub(" ", about))
    places = (place(council) for council in understood.councils)
    for name in (*understood.councils, *places, *understood.committees):
        about = re.sub(rf"\b{re.escape(name)}(?:['’]s)?(?!\w)", " ", about, flags=re.IGNORECASE)
    dates = [(token.start, token.end) for token in tokens(about) if token.date]
    for start, end in reversed(dates):
        about = f"{about[:start]} {about[end:]}"
    return about


def _tellers(text: str) -> list[Token]:
    return [token for token in tokens(text) if is_content(token) and stem(token.norm) not in _IDLE]


def _stems(text: str) -> list[str]:
    return [each for each, _ in stems(text, light=True)]


def _within(phrase: Sequence[str], text: Sequence[str]) -> bool:
    """Whether the words stand in the text one after another."""
    return any(list(text[at : at + len(phrase)]) == list(phrase) for at in range(len(text) - len(phrase) + 1))


def _folded(key: str) -> frozenset[str]:
    return frozenset(key.partition("|")[0].split())


def _first_day(date: str) -> dt.date:
    parts = [int(part) for part in date.split("-")]
    return dt.date(*[*parts, 1, 1][:3])


def _of_day(entry: Entry, date: Date) -> bool:
    return entry.date is not None and all(
        known in (None, own)
        for known, own in zip(date, (entry.date.year, entry.date.month, entry.date.day), strict=True)
    )
