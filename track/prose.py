"""A paper's paragraphs to the promises that its sentences, lists and resolutions make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.paper import Paper, Paragraph
from track.commitment import Commitment, acts, asks_for_an_act, commitments, silent
from track.dates import Found, dues
from track.entry import Entry, fallback, title
from track.next_sentence import due_told_next
from track.owners import Names, Owner, agent_of, decider, names_in
from track.record import Due
from track.rows import numbered_owners
from track.sentences import Sentence, leads_in, sentences
from track.speakers import itself, speaker, undertaker
from track.standing import stands

SHORTEST = 20  # characters of a sentence that can promise
MOST_DATES = 4  # in one sentence: more are a timetable read as text

_SILENT_HEADINGS = re.compile(
    r"job description|person specification|role profile|terms of reference|^(?:\d+\.? )?legal (?:implications|"
    r"considerations|framework|"
    r"context)|statutory (?:duty|duties|framework)|glossary|how to (?:comment|respond|complain)|contact officer|"
    r"declarations? of interest|evacuation|webcast",
    re.IGNORECASE,
)
# What leads a list of actions in: "To achieve this, we will:".
_LEAD = re.compile(
    r"\b(?:will|would|agreed to|is to|are to|plans? to|intends? to|resolved|resolved that|undertook to)\b[^.]{0,80}:$",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    r"\bresolved\b|^(?:decision|agreed|action)s?\b[^.]{0,30}:?|"
    r"\b(?:cabinet|committee|board|council|panel)\b[^.]{0,60}\b(?:agreed|approved|resolved|endorsed)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:ask|asks|asked|request|requests|requested|instruct|instructs|agree|agreed|resolve|"
    r"resolved)\b[^.]{0,120}\b(?:to|that)\b",
    re.IGNORECASE,
)
# "Lead officer: Simon Dace": whose the section is.
_LED = re.compile(
    r"^(?:lead(?: officer)?|responsible officer|owner|accountable)\s*[:–-]\s*(?P<name>.{3,90})$", re.IGNORECASE
)
# "Priority 2: workforce": its owner stands in the table of priorities.
_NUMBERED = re.compile(r"^(?:priority|workstream|theme|objective|strand|outcome) (\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands: its paper, what that calls things, its paragraph, and its section's lead officer."""

    paper: Paper
    names: Names
    paragraph: Paragraph
    section: str | None


def told(paper: Paper) -> Iterator[tuple[Paragraph, Entry]]:
    """The promises of a paper's sentences in reading order, each with its paragraph."""
    names = names_in(paper.text, paper.council)
    numbered = numbered_owners(paper.paragraphs)
    leads: dict[int, str] = {}
    section: str | None = None
    for paragraph in paper.paragraphs:
        if paragraph.kind == "heading":
            section = None
            continue
        led = _LED.match(paragraph.text) if paragraph.kind != "table" else None
        section = led["name"].strip(" .") if led else section
        if any(_SILENT_HEADINGS.search(heading) for heading in paragraph.heading[-2:]):
            continue
        lead = leads.get(paragraph.parent, "") if paragraph.parent is not None else ""
        leads[paragraph.ordinal] = leads_in(paragraph.text) or lead
        number = _NUMBERED.match(paragraph.text)
        owner = numbered.get(number[1]) if number else None
        printed = list(sentences(paragraph.text, lead))
        for sentence, following in zip_longest(printed, printed[1:]):
            entries = list(_said(sentence, _Place(paper, names, paragraph, owner or section)))
            if following and len(entries) == 1 and entries[0].due is None:
                entries = [replace(entries[0], due=due_told_next(sentence.text, following.text, paper.date))]
            yield from ((paragraph, entry) for entry in entries)


def _said(sentence: Sentence, place: _Place) -> Iterator[Entry]:
    """The promises of one sentence: one to a clause, and one to a date where a clause has several."""
    if len(sentence.text) < SHORTEST or sentence.text.endswith(":"):
        return
    text, before = sentence.text, place.paragraph.text[: sentence.start]

    def has_agent(subject: str) -> bool:
        return agent_of(subject, "", place.names, before=before) is not None

    made = commitments(text, reported=place.paper.kind == "minutes", has_agent=has_agent) or _resolved(sentence, place)
    timed = [each for each in dues(text, place.paper.date) if not each.past] if made else []
    if sum(each.due.date is not None for each in timed) > MOST_DATES:
        return
    many = 0
    for one in made:
        within = [each for each in timed if one.opens <= each.start < one.closes]
        due = _due(within or ([] if len(made) > 1 else timed), one)
        if (one.dated or many) and (due is None or due.due.date is None):
            continue
        subject = "" if one.passive else text[one.opens : one.start]
        after = "" if one.passive and not one.verb else text[one.end : one.closes]
        agent = agent_of(subject, after, place.names, before=before) or decider(text, place.names)
        agent = agent or itself(text[: one.start]) or undertaker(text[one.opens :], place.names)
        if not stands(place.paper, text, one, due.due if due else None, agent):
            continue
        owner = Owner(agent, "sentence") if agent else _unnamed(sentence, place)
        for due_by, what in _each_date(text, one, due, within):
            yield Entry((sentence.start, sentence.end), what, owner, due_by, one.status, many)
            many += 1


def _unnamed(sentence: Sentence, place: _Place) -> Owner | None:
    """Whose a promise is that names nobody: the section's lead officer's, in minutes the speaker's, else the council's."""
    minuted = place.paper.kind == "minutes" and not place.section
    says = speaker(place.paragraph.text, sentence.start) if minuted else None
    return Owner(says, "speaker") if says else fallback(place.paper, place.section)


def _resolved(sentence: Sentence, place: _Place) -> list[Commitment]:
    """A resolution or a decision that asks for an act, a list's action under "we will:"; nothing else."""
    text = sentence.text
    noted = re.match(
        r".*?\bnote[sd]? (?:the|that|and|its)\b[^;]*(?:;|$)", text
    )  # "RESOLVED that Cabinet note the report; and…"
    begin = noted.end() if noted else 0
    whole = Commitment("planned", begin, begin, begin, len(text))
    dated = replace(whole, dated=True)
    if begin == len(text) or re.search(r"\bwhether\b", text) or silent(text):
        return []
    resolved = _RESOLVED.search(sentence.lead)
    if sentence.lead and _LEAD.search(sentence.lead) and not resolved:
        return [whole] if acts(text) else []
    recommended = place.paragraph.kind == "recommendation"
    if not (place.paper.kind in {"minutes", "decision"} or recommended):
        return []
    if not (resolved or recommended or _RESOLVED.search(text) or _ASKS.search(text)):
        return []
    if re.search(r"\bbe (?:reported|brought) (?:back )?|\breport back\b", text):
        return [whole]
    return [dated] if asks_for_an_act(text) or _ASKS.search(text) or (resolved and acts(text)) else []


def _each_date(text: str, made: Commitment, due: Found | None, timed: list[Found]) -> Iterator[tuple[Due | None, str]]:
    """A commitment by its due date; "to the Board on the 7th and to Cabinet on the 20th" is two."""
    yield due.due if due else None, _what(text, made)
    last = due
    for each in timed:
        joined = last and last.start < each.start and last.due.precision == each.due.precision == "day"
        link = re.search(r"\band\b(?P<clause> .*)", text[last.end : each.start]) if last and joined else None
        if last and link and each.rank <= 1 and each.due.date != last.due.date:
            yield each.due, title(text[last.end + link.start("clause") : each.end])
            last = each


def _due(timed: list[Found], made: Commitment) -> Found | None:
    """The phrase of time that the commitment falls due by: one that names a date, behind the cue, best ranked, first."""
    return min(
        timed, key=lambda each: (each.due.date is None, each.start < made.start, each.rank, each.start), default=None
    )


def _what(text: str, made: Commitment) -> str:
    """The clause of the commitment, in the paper's words."""
    parts = re.finditer(r"[;:] |, (?:and|but|which|so) (?=[a-z])", text[: made.start])
    start = max((match.end() for match in parts), default=0)
    return title(re.sub(r"^(?:, )?(?:and|but|while|whilst|with) ", "", text[max(start, made.opens) :]))
