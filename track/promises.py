"""A paper to the promises it makes: what, by whom, by when, and how far along; each proved by its sentence or table row.

>>> [promise.what for promise in promises(paper)]          # doctest: +SKIP
['The plan to go to Cabinet for final sign off on the 20th November']

Rules alone, one paper at a time: the same paper gives the same promises with the same ids, whatever else is held.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.paper import Paper, Paragraph
from track.commitment import Commitment, acts, asks_for_an_act, commitments, silent
from track.dates import Found, due_of, dues
from track.owners import Owner, agent_of, council_name
from track.record import Due, Promise, Status
from track.rows import rows
from track.sentences import Sentence, leads_in, sentences
from track.standing import stands

TITLE = 110  # characters of a short title
FORM = 4  # a sentence printed so often in one paper is a form's

# Papers of these kinds tell what a service, a law or a meeting is, not what somebody will do.
_SILENT_KINDS = frozenset({"guidance", "agenda"})
_SILENT_HEADINGS = re.compile(
    r"job description|person specification|role profile|terms of reference|^(?:\d+\.? )?legal (?:implications|considerations|framework|context)|"
    r"statutory (?:duty|duties|framework)|glossary|how to (?:comment|respond|complain)|contact officer|declarations? of interest|evacuation|webcast",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:will|would|agreed to|is to|are to|plans? to|intends? to|resolved|resolved that|undertook to)\b[^.]{0,80}:$",
    re.IGNORECASE,
)
_RESOLVED = re.compile(
    r"\bresolved\b|^(?:decision|agreed|action)s?\b[^.]{0,30}:?|\b(?:cabinet|committee|board|council|panel)\b[^.]{0,60}\b(?:agreed|approved|resolved|endorsed)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:ask|asks|asked|request|requests|requested|instruct|instructs|agree|agreed|resolve|resolved)\b[^.]{0,120}\b(?:to|that)\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^(?:lead(?: officer)?|responsible officer|owner|accountable)\s*[:–-]\s*(?P<name>.{3,90})$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is told of one promise; `number` tells those of one sentence apart."""

    place: tuple[int, int]
    what: str
    owner: Owner | None
    due: Due | None
    status: Status
    number: int = 0


def promises(paper: Paper) -> list[Promise]:
    """The promises of a paper in reading order. Nothing for a paper that only lays down or announces (guidance, an agenda)."""
    if paper.kind in _SILENT_KINDS:
        return []
    found = list(_from_rows(paper))
    told = {promise.ordinal for promise in found}
    found += _once(promise for promise in _from_prose(paper) if promise.ordinal not in told)
    return sorted(found, key=lambda promise: (promise.ordinal, promise.start, promise.id))


def _once(found: Iterable[Promise]) -> Iterator[Promise]:
    """A sentence that a paper says again is one promise; one that it says over and over is a form's, and none."""
    said: dict[str, list[Promise]] = {}
    for promise in found:
        said.setdefault(f"{promise.quote}\n{promise.what}\n{promise.due}", []).append(promise)
    return (same[0] for same in said.values() if len(same) < FORM)


def _from_rows(paper: Paper) -> Iterator[Promise]:
    for paragraph, row in rows(paper.paragraphs):
        due = due_of(row.due, paper.date) if row.due else None
        owner = Owner(row.owner, "column") if row.owner else _fallback(paper, None)
        whole = (0, len(paragraph.text))
        yield _promise(paper, paragraph, _Entry(whole, _title(row.action), owner, due, row.status))


def _from_prose(paper: Paper) -> Iterator[Promise]:
    reported = paper.kind == "minutes"
    leads: dict[int, str] = {}
    section: str | None = None
    for paragraph in paper.paragraphs:
        if paragraph.kind == "heading":
            section = None
        led = _LED.match(paragraph.text) if paragraph.kind != "table" else None
        section = led["name"].strip(" .") if led else section
        if paragraph.kind == "heading" or any(_SILENT_HEADINGS.search(heading) for heading in paragraph.heading[-2:]):
            continue
        lead = leads.get(paragraph.parent, "") if paragraph.parent is not None else ""
        leads[paragraph.ordinal] = leads_in(paragraph.text) or lead
        for sentence in sentences(paragraph.text, lead):
            yield from _said(paper, paragraph, sentence, reported=reported, section=section)


def _said(
    paper: Paper, paragraph: Paragraph, sentence: Sentence, *, reported: bool, section: str | None
) -> Iterator[Promise]:
    if len(sentence.text) < 20 or sentence.text.endswith(":"):
        return
    before = paragraph.text[: sentence.start]

    def has_agent(subject: str) -> bool:
        return agent_of(subject, "", council=paper.council, before=before) is not None

    made = commitments(sentence.text, reported=reported, has_agent=has_agent) or (
        [] if silent(sentence.text) else _resolved(sentence, paragraph, paper)
    )
    timed = [each for each in dues(sentence.text, paper.date) if not each.past] if made else []
    place = (sentence.start, sentence.end)
    many = 0
    for one in made:
        within = [each for each in timed if one.opens <= each.start < one.closes]
        due = _due(within or ([] if len(made) > 1 else timed), one)
        loose = due is None or due.due.date is None
        if loose and (one.dated or many):
            continue
        subject = "" if one.passive else sentence.text[one.opens : one.start]
        agent = agent_of(subject, sentence.text[one.end : one.closes], council=paper.council, before=before)
        if not stands(paper, sentence.text, one, due.due if due else None, agent):
            continue
        owner = Owner(agent, "sentence") if agent else _fallback(paper, section)
        for due_by, what in _each_date(sentence.text, one, due, within):
            yield _promise(paper, paragraph, _Entry(place, what, owner, due_by, one.status, many))
            many += 1


def _each_date(text: str, made: Commitment, due: Found | None, timed: list[Found]) -> Iterator[tuple[Due | None, str]]:
    """A commitment by its due date; "to the Board on the 7th and to Cabinet on the 20th" is two."""
    yield due.due if due else None, _what(text, made)
    last = due
    for each in timed:
        joined = last and last.start < each.start and last.due.precision == each.due.precision == "day"
        link = re.search(r"\band\b(?P<clause> .*)", text[last.end : each.start]) if last and joined else None
        if last and link and each.rank <= 1 and each.due.date != last.due.date:
            yield each.due, _title(text[last.end + link.start("clause") : each.end])
            last = each


def _resolved(sentence: Sentence, paragraph: Paragraph, paper: Paper) -> list[Commitment]:
    """A resolution or a decision that asks for an act, a list's action under "we will:"; nothing else."""
    text = sentence.text
    whole = Commitment("planned", 0, 0, 0, len(text))
    dated = Commitment("planned", 0, 0, 0, len(text), dated=True)
    resolved = _RESOLVED.search(sentence.lead)
    if sentence.lead and _LEAD.search(sentence.lead) and not resolved:
        return [whole] if acts(text) else []
    if not (paper.kind in {"minutes", "decision"} or paragraph.kind == "recommendation"):
        return []
    if not (resolved or _RESOLVED.search(text) or _ASKS.search(text) or paragraph.kind == "recommendation"):
        return []
    if re.search(r"\bbe (?:reported|brought) (?:back )?|\breport back\b", text):
        return [whole]
    return [dated] if asks_for_an_act(text) or _ASKS.search(text) or (resolved and acts(text)) else []


def _due(timed: list[Found], made: Commitment) -> Found | None:
    """The phrase of time that the commitment falls due by: one that names a date, behind the cue, best ranked, first."""
    return min(
        timed, key=lambda each: (each.due.date is None, each.start < made.start, each.rank, each.start), default=None
    )


def _fallback(paper: Paper, section: str | None) -> Owner | None:
    if section:
        return Owner(section, "section")
    return Owner(name, "paper") if (name := council_name(paper.council)) else None


def _what(text: str, made: Commitment) -> str:
    """The clause of the commitment, in the paper's words."""
    start = max(
        (match.end() for match in re.finditer(r"[;:] |, (?:and|but|which|so) (?=[a-z])", text[: made.start])), default=0
    )
    return _title(text[start:])


def _title(text: str) -> str:
    words = re.sub(r"\s+", " ", text).strip(" ;,.•")
    if len(words) <= TITLE:
        return words
    cut = words[:TITLE].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f"{cut}…"


def _promise(paper: Paper, paragraph: Paragraph, entry: _Entry) -> Promise:
    start, end = entry.place
    key = f"{paper.id}\n{paragraph.ordinal}\n{start}" + (f"\n{entry.number}" if entry.number else "")
    return Promise(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        paper=paper.id,
        ordinal=paragraph.ordinal,
        quote=paragraph.text[start:end],
        start=start,
        end=end,
        what=entry.what,
        owner=entry.owner.name if entry.owner else None,
        owner_source=entry.owner.source if entry.owner else None,
        due=entry.due,
        made=paper.date,
        status=entry.status,
    )
