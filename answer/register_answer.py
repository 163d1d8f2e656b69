"""A question put to a register, into its answer: the entries under their citations, as the register pages have them.

question ─▶ rows of the register ─▶ lines with [1] [2] marks. None where the register holds nothing on the matter: then the
question goes the ordinary way.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from answer.record import NOT_FOUND, Answer, Turn
from answer.register_changes import draft_changes
from answer.register_draft import Draft, add_figures, add_promises, titled
from answer.register_question import Asks, RegisterQuestion, read_question
from answer.register_recommended import add_recommendations, recommended
from answer.register_search import (
    due_between,
    holds_itself,
    nearest,
    newest_day,
    promises,
    reading_day,
    scope,
    span,
    telling,
    trend,
)
from answer.register_words import iso_in_words
from answer.registered import became
from answer.understand import Understood
from index.library import Library
from index.record import Filters
from ingest.dates import in_words
from ingest.paper import Entry
from track.register import Registers
from track.register_rows import PromiseRow
from track.series import Series, disagreements

MOST_OWNERS = 3
NEAREST = 3  # entries shown when none is as asked
CONFIDENCE = 0.8  # at least so many of the entries in the register of promises are right (docs/registers.md)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question put to the registers, with all that it takes to answer it."""

    library: Library
    registers: Registers
    question: RegisterQuestion
    understood: Understood
    filters: Filters
    today: dt.date


@dataclass(frozen=True, slots=True)
class _Told:
    """What is answered, a notice for beside it, and why nothing was found, when nothing was."""

    draft: Draft
    notice: str
    none: str = ""


def from_registers(
    library: Library,
    understood: Understood,
    history: Sequence[Turn] = (),
    filters: Filters = Filters(),
    *,
    today: dt.date | None = None,
) -> Answer | None:
    """The answer to a question put to the registers; None when it is put to the papers, or no entry is on its matter.

    `found` is False where the register has the matter, but nothing on it that is overdue, say, or due in the time asked for.
    Raises LibraryError when the registers cannot be read.
    """
    question = read_question(understood.question, history)
    if question is None:
        return None
    asked = _Asked(library, Registers.open(library), question, understood, filters, today or dt.date.today())
    told = _ANSWERS[question.asks](asked)
    if told is None or not (told.draft.rows or told.none):
        return None
    return Answer(
        question=understood.question,
        asked=understood.asked,
        text=f"{NOT_FOUND} {told.none}" if told.none else "\n".join(told.draft.lines),
        found=not told.none,
        citations=() if told.none else told.draft.citations,
        nearest=told.draft.citations[:NEAREST] if told.none else (),
        retrieved=told.draft.hits,
        confidence=CONFIDENCE,
        notices=(told.notice,) if told.notice else (),
    )


def _promised(asked: _Asked) -> _Told | None:
    """What was promised on a matter, and what became of each."""
    entries = scope(asked.library, asked.understood, asked.filters)
    rows = _rows(asked, asked.question, entries)
    if not rows and asked.question.outcome is not None:
        return _none_so(asked, entries)
    if not rows:
        return None
    near = nearest(rows, asked.question.about, asked.understood)
    became_of_them = f" ({_counted(near)})" if asked.question.done else ""
    return _listed(near, f"{_many(near)} in the register{became_of_them}", f"as at {in_words(asked.today)}", len(rows))


def _due(asked: _Asked) -> _Told | None:
    """What falls due in a time, soonest first; or what is overdue, or has moved."""
    undated = replace(asked.understood, facts=())  # a date is when a thing is due, not when a paper was written
    entries = scope(asked.library, undated, asked.filters)
    if asked.question.outcome is not None:
        rows = sorted(_rows(asked, asked.question, entries), key=_last_day, reverse=True)
        if not rows:
            return _none_so(asked, entries)
        return _listed(rows, f"{_many(rows)} {became(asked.question.outcome)}", f"as at {in_words(asked.today)}")
    day = reading_day(entries, asked.today)
    time, rest = span(asked.question.about, day)
    past = time is not None and time.last < day
    if time is not None and past:  # all that was due then, whatever became of it
        day = newest_day(entries, time.last)
        time, rest = span(asked.question.about, day)
    question = replace(asked.question, about=rest)
    first, last = (time.first, time.last) if time else (day, dt.date.max)
    of_matter = _rows(asked, question, entries)
    rows = due_between(of_matter, first, last, all_of_them=past)
    when = f"from {in_words(first)}{f' to {in_words(last)}' if time else ''}"
    if rows:
        return _listed(rows, f"{_many(rows)} due {when}", f"read on {in_words(day)}")
    if not of_matter:
        return None
    on_this = " on this" if telling(rest, asked.understood) else " in the register"
    return _none(of_matter, f"No promise{on_this} is due {when}. Name a year to ask about another time.")


def _owner(asked: _Asked) -> _Told | None:
    """Who is to do what the question names; only where the promise itself says both."""
    text = telling(asked.question.about, asked.understood)
    rows = _rows(asked, asked.question, scope(asked.library, asked.understood, asked.filters))
    named = [
        row for row in rows if row.promise.owner_source in ("column", "sentence") and text and holds_itself(row, text)
    ]
    draft = Draft()
    for row in named[:MOST_OWNERS]:
        draft.add(f"- {row.promise.owner}: {titled(row.promise)}", [row])
    return _Told(draft, "From the register of promises, where the promise itself names who is to do it.")


def _trend(asked: _Asked) -> _Told | None:
    """How a series has moved: every value with its date, the papers' differences named."""
    entries = scope(asked.library, asked.understood, asked.filters, days=True)
    found = trend(asked.registers, asked.question.about, asked.understood, entries)
    if found is None:
        return None
    one, draft = found.series, Draft()
    draft.add(f"{one.name}{f' ({one.council})' if one.council else ''}:", [])
    if differ := _differing(one):
        draft.add(f"The papers differ for {differ}; each value is given, none is averaged.", [])
    add_figures(draft, found.rows)
    return _Told(draft, f"From the register of figures: all {len(found.rows)} values are on the page Figures.")


def _changed(asked: _Asked) -> _Told | None:
    """What the newest paper on a matter says differently from the one before it."""
    entries = scope(asked.library, asked.understood, asked.filters)
    text = telling(asked.question.about, asked.understood)
    draft = draft_changes(asked.library, asked.registers, entries, text)
    return _Told(draft, "From the registers: both papers stand side by side on the page Changes.") if draft else None


def _recommended(asked: _Asked) -> _Told | None:
    """What was recommended on a matter, the response to each, and what later papers report."""
    entries = scope(asked.library, asked.understood, asked.filters)
    rows = recommended(asked.registers, asked.question, asked.understood, entries, asked.today)
    if not rows:
        return None
    draft = Draft()
    draft.add(f"{len(rows)} recommendation{'s' * (len(rows) != 1)} in the register:", [])
    told = add_recommendations(draft, rows)
    which = f"{told} of {len(rows)} are told here; all" if told < len(rows) else "all"
    return _Told(draft, f"From the register of recommendations: {which} are on the page Recommendations.")


_ANSWERS: dict[Asks, Callable[[_Asked], _Told | None]] = {
    "promised": _promised,
    "due": _due,
    "owner": _owner,
    "trend": _trend,
    "changed": _changed,
    "recommended": _recommended,
}


def _rows(asked: _Asked, question: RegisterQuestion, entries: Sequence[Entry]) -> list[PromiseRow]:
    return promises(asked.registers, question, asked.understood, entries, asked.today)


def _listed(rows: Sequence[PromiseRow], head: str, day: str, many: int = 0) -> _Told:
    """The rows there is room for; `many` is how many stand on the page, where it has more of the matter."""
    draft = Draft()
    draft.add(f"{head}:", [])
    told, many = add_promises(draft, rows), max(many, len(rows))
    which = f"{told} of {many} are told here; all" if told < many else "all"
    return _Told(draft, f"From the register of promises, {day}: {which} are on the page Promises.")


def _none_so(asked: _Asked, entries: Sequence[Entry]) -> _Told | None:
    """The register has the matter, but nothing on it that became so."""
    rows = _rows(asked, replace(asked.question, outcome=None), entries)
    outcome = asked.question.outcome
    return _none(rows, f"Of {_many(rows)} on this in the register none is {outcome}.") if rows and outcome else None


def _none(rows: Sequence[PromiseRow], why: str) -> _Told:
    draft = Draft()
    add_promises(draft, rows)
    return _Told(draft, "From the register of promises.", why)


def _many(rows: Sequence[PromiseRow]) -> str:
    return f"{len(rows)} promise{'s' * (len(rows) != 1)}"


def _counted(rows: Sequence[PromiseRow]) -> str:
    """How many became what: "1 done, 2 open"."""
    return ", ".join(f"{many} {became(outcome)}" for outcome, many in Counter(row.outcome for row in rows).items())


def _last_day(row: PromiseRow) -> dt.date:
    return row.due.latest if row.due and row.due.latest else dt.date.min


def _differing(one: Series) -> str:
    """The dates for which papers give different values, in words."""
    dates = sorted({each.one.as_of or "" for each in disagreements([one])})
    return " and ".join(iso_in_words(date) for date in dates)
