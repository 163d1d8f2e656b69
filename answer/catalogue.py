"""Questions about the papers themselves, answered from the catalogue: which are held, and when Ofsted came last.

Each paper that is named is cited by the paragraph that prints its title, or the dates of the visit. A question that names
something the catalogue does not know is left to the ordinary way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from answer.cite import cite
from answer.facts import tokens
from answer.quote import find_quote
from answer.record import Answer, Citation
from answer.understand import Understood
from answer.wording import is_content, stem
from index.library import Library
from index.record import Filters, Hit
from ingest.names import place
from ingest.paper import Entry, Paragraph

MOST = 8  # papers named in an answer, newest first
SURE = 1.0  # the catalogue does not guess

_HELD = re.compile(
    r"\b(?:what|which|any|how many|list|show)\b.{0,40}\b(?:do|have|are|is|can) (?:you|we|i|there|it)\b.{0,20}?"
    r"\b(?:hold|held|keep|kept|got|have|in the library)\b"
    r"|\b(?:what|which) (?:papers|documents|reports|minutes|letters|agendas)(?: are there| have you|(?= (?:on|about|for|from)\b))"
    r"|\blist (?:all )?(?:the |your )?(?:\w+ )?(?:papers|documents|reports|minutes|letters|agendas)\b",
    re.IGNORECASE,
)  # "What do you hold on Darlington?"
_LAST_VISIT = re.compile(
    r"\bwhen\b.{0,20}\b(?:last|latest|most recent(?:ly)?)\b.{0,40}\b(?:ofsted|inspect\w*|visit\w*|monitoring)\b"
    r"|\bwhen (?:was|were|did|is)\b.{0,40}\b(?:ofsted|inspect\w*)\b.{0,40}\blast(?=[\s?]*$)",
    re.IGNORECASE,
)  # "When was the last Ofsted visit to Croydon?"
_EARLIER = re.compile(r"\b(?:before|since|prior|previous|earlier|full)\b", re.IGNORECASE)
_SORT = re.compile(r"\b(?:monitoring|focused|send)\b", re.IGNORECASE)  # of visit, as the catalogue names it
_KINDS = {
    "minutes": ("minutes",),
    "letter": ("ofsted_letter",),
    "agenda": ("agenda",),
    "report": ("report", "ofsted_report"),
    "appendix": ("appendix",),
    "decision": ("decision",),
    "ofsted": ("ofsted_report", "ofsted_letter"),
}
_EMPTY = frozenset(
    stem(word)
    for word in "paper document hold held keep kept got have library list show council committee all everything whole "
    "papers documents reports agendas appendices decisions minutes letters ofsted anything stuff file files you many".split()
)


def from_catalogue(library: Library, understood: Understood, filters: Filters) -> Answer | None:
    """The answer to a question about the papers held; None when it asks for something else."""
    question = understood.question
    if _HELD.search(question):
        found = _held(understood, library.entries(filters, once=True))
        return _listing(library, understood, found) if found else None
    if _LAST_VISIT.search(question) and not _EARLIER.search(question) and not understood.dates:
        visits = [
            entry for entry in library.entries(filters, once=True) if entry.kind in _KINDS["ofsted"] and entry.date
        ]
        visits = [entry for entry in visits if not understood.councils or entry.council in understood.councils]
        sort = _SORT.search(question)
        visits = [entry for entry in visits if not sort or sort[0].casefold() in _sort_of(entry)]
        return _latest_visit(library, understood, _newest(visits)) if visits else None
    return None


def _held(understood: Understood, entries: Sequence[Entry]) -> list[Entry]:
    """The papers that the question means, newest first; none when it names something that no title has."""
    entries = [entry for entry in entries if not understood.councils or entry.council in understood.councils]
    entries = [entry for entry in entries if not understood.committees or entry.committee in understood.committees]
    years = {date.year for date in understood.dates if date.year}
    entries = [entry for entry in entries if not years or (entry.date and entry.date.year in years)]
    said = tokens(understood.question)
    words = {stem(token.norm) for token in said if is_content(token) and not token.date}
    asked = [set(kinds) for word, kinds in _KINDS.items() if stem(word) in words]
    kinds = (set.intersection(*asked) or set.union(*asked)) if asked else set()
    named = {stem(token.norm) for name in (*understood.councils, *understood.committees) for token in tokens(name)}
    left = words - _EMPTY - named - {str(year) for year in years}
    of_kind = [entry for entry in entries if entry.kind in kinds]
    chosen = of_kind if kinds else entries
    return _newest([entry for entry in chosen if left <= {stem(token.norm) for token in tokens(entry.title)}])


def _newest(entries: Sequence[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (-(entry.date or dt.date.min).toordinal(), entry.id))


def _sort_of(entry: Entry) -> str:
    return dict(entry.details).get("kind of visit", "").casefold()


def _listing(library: Library, understood: Understood, found: Sequence[Entry]) -> Answer:
    shown = found[:MOST]
    citations = tuple(_titled(library, entry) for entry in shown)
    many = "1 paper is" if len(found) == 1 else f"{len(found)} papers are"
    lines = [f"{many} held{', newest first' if len(found) > 1 else ''}:"]
    lines += [f"{_named(entry)} [{number}]" for number, entry in enumerate(shown, 1)]
    lines += [f"and {len(found) - MOST} more: see the library's page."] if len(found) > MOST else []
    return _answer(understood, "\n".join(lines), citations)


def _latest_visit(library: Library, understood: Understood, visits: Sequence[Entry]) -> Answer:
    """The newest of Ofsted's reports and letters that are held, and the one it follows."""
    latest = visits[0]
    details = dict(latest.details)
    kind = details.get("kind of visit", "visit")
    days = details.get("inspection dates")
    when = f"was on {days}" if days else f"is reported in a paper of {_day(latest)}"
    lines = [f"The latest {kind} in the papers held {when} ({latest.title}, {_day(latest)}). [1]"]
    citations = [_printed(library, latest, days) if days else _titled(library, latest)]
    where = place(latest.council or "")
    before = [entry for entry in visits[1:] if place(entry.council or "") == where and entry.date != latest.date]
    if before:
        lines.append(f"The one before it: {_named(before[0])}. [2]")
        citations.append(_titled(library, before[0]))
    return _answer(understood, "\n".join(lines), tuple(citations))


def _answer(understood: Understood, text: str, citations: tuple[Citation, ...]) -> Answer:
    return Answer(
        question=understood.question,
        asked=understood.asked,
        text=text,
        found=True,
        citations=citations,
        confidence=SURE,
    )


def _named(entry: Entry) -> str:
    committee = entry.committee if entry.committee and entry.committee.casefold() not in entry.title.casefold() else ""
    day = "" if _day(entry) in entry.title else _day(entry)
    return ", ".join(part for part in (entry.title, committee, day) if part)


def _day(entry: Entry) -> str:
    return f"{entry.date.day} {entry.date:%B %Y}" if entry.date else "without a date"


def _titled(library: Library, entry: Entry) -> Citation:
    """The paragraph that prints the title, or else the paper's first."""
    return _printed(library, entry, entry.title)


def _printed(library: Library, entry: Entry, words: str) -> Citation:
    paragraphs = library.paragraphs(entry.id)
    for paragraph in paragraphs:
        if find_quote(words, paragraph.text):
            return _cited(entry, paragraph, words)
    return _cited(entry, paragraphs[0], paragraphs[0].text)


def _cited(entry: Entry, paragraph: Paragraph, quote: str) -> Citation:
    return cite(Hit(paragraph=paragraph, entry=entry, score=1.0, words=0.0, dense=0.0), quote)
