"""Entries of the registers into the words and lines the pages show: dates, owners, values, what became of a promise."""

from __future__ import annotations

from answer.register_words import SAYS, due_in_short, iso_in_words, outcome_in_words, title_of, value_in_words
from ingest.paper import Entry
from track.record import Due, Promise, Recommendation
from track.register_rows import FigureRow, MentionRow, Outcome, PromiseRow, RecommendationRow
from ui.citation import day
from ui.escape import as_label, shortened

LINE_LENGTH = 150  # characters of a title in the line that opens a row
# What the words for an outcome mean, for beside a register.
MEANINGS: dict[Outcome, str] = {
    "done": "a paper says that it was done",
    "underway": "a paper says that it has been begun",
    "moved": "a later paper gives another date",
    "dropped": "a later paper says that it will not be done",
    "overdue": "its day has passed; that it was not done is not known",
    "open": "its day has not passed, or none is named",
}
STATUS_THEN = {"planned": "planned", "underway": "underway", "done": "done"}
OWNER_READ_FROM = {
    "section": "not named beside it; the officer named for this section",
    "speaker": "not named; the speaker who reported it",
    "paper": "not named beside it; the paper’s own council or lead officer",
}
RESPONSES = {"accepted": "accepted", "partly": "partly accepted", "rejected": "rejected"}


def due_in_full(due: Due | None) -> str:
    """When it falls due: the paper's words, the date they mean and the last day that keeps it."""
    if due is None:
        return "no date given"
    means = iso_in_words(due.date)
    last = f"kept by {day(due.latest)} at the latest" if due.latest and due.precision != "day" else ""
    return "; ".join(part for part in (f"“{due.words}”", means, last) if part)


def owner_in_full(owner: str | None, read_from: str | None) -> str:
    """Who is to do it; a fallback is said to be one."""
    if owner is None:
        return "nobody is named"
    return f"{owner} ({OWNER_READ_FROM[read_from]})" if read_from in OWNER_READ_FROM else owner


def promise_line(number: int, row: PromiseRow) -> str:
    """The line that opens a promise, escaped for Markdown: its number, what, when, who, what became of it."""
    promise = row.promise
    rest = [due_in_short(row.due), _owner_in_short(promise), outcome_in_words(row.outcome)]
    return _line(f"{number}. {title_of(promise)}", rest)


def recommendation_line(number: int, row: RecommendationRow) -> str:
    """The line that opens a recommendation: its own number, not its place `number` in the list."""
    each = row.recommendation
    response = RESPONSES[each.response] if each.response else "no response printed"
    return _line(f"{each.number or number}. {each.quote}", [each.by or "", response, *_reported(row)])


def figure_line(number: int, row: FigureRow) -> str:
    """The line that opens a figure: date, value, basis, where it stands."""
    figure = row.figure
    when = iso_in_words(figure.as_of) or figure.period or "no date"
    return _line(f"{number}. {when}: {value_in_words(figure)}", [figure.basis, source_in_words(row.entry)])


def source_in_words(entry: Entry) -> str:
    """A paper by its committee, or its title, and its date."""
    return ", ".join(part for part in (entry.committee or shortened(entry.title, 60), day(entry.date)) if part)


def mention_in_words(row: MentionRow) -> str:
    """A later paper's word: `Later, 20 November 2017: moved, now “by January” (January 2018)`."""
    mention = row.mention
    now = f", now {due_in_full(mention.due)}" if mention.due and mention.says in ("moved", "underway") else ""
    return f"Later, {day(row.entry.date) or 'on no known date'}: {SAYS[mention.says]}{now}"


def promise_facts(row: PromiseRow) -> list[tuple[str, str]]:
    """What the register holds of a promise, as pairs of name and value."""
    promise = row.promise
    moved = "" if row.due == promise.due else due_in_full(row.due)
    return [
        ("Promise", title_of(promise)),
        ("Who", owner_in_full(promise.owner, promise.owner_source)),
        ("Due", due_in_full(promise.due)),
        ("Due now", moved),
        ("Promised", day(promise.made) or "the paper has no known date"),
        ("Then", STATUS_THEN[promise.status]),
        ("What became of it", f"{outcome_in_words(row.outcome)} ({MEANINGS[row.outcome]})"),
        ("How found", "proposed by the language model, then checked against the paragraph" if promise.proposed else ""),
    ]


def recommendation_facts(row: RecommendationRow) -> list[tuple[str, str]]:
    """What the register holds of a recommendation, as pairs of name and value."""
    each: Recommendation = row.recommendation
    return [
        ("Number", each.number),
        ("Made by", each.by or "not named"),
        ("Response", RESPONSES[each.response] if each.response else "none is printed beside it"),
        ("Reason or detail", each.reason or ""),
        ("Who", each.owner or ""),
        ("Due", due_in_full(each.due) if each.due else ""),
        ("In later papers", f"{outcome_in_words(row.outcome)} ({MEANINGS[row.outcome]})" if row.later else ""),
    ]


def _line(title: str, rest: list[str]) -> str:
    head = f"**{as_label(shortened(title, LINE_LENGTH))}**"
    return " · ".join([head, *(as_label(part) for part in rest if part)])


def _owner_in_short(promise: Promise) -> str:
    if promise.owner is None:
        return ""
    return f"{promise.owner} (assumed)" if promise.owner_source in OWNER_READ_FROM else promise.owner


def _reported(row: RecommendationRow) -> list[str]:
    many = len(row.later)
    return [f"{many} later paper{'s' * (many != 1)}"] if many else []
