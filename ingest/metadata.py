"""A paper's pages into what the catalogue says of it: title, kind, council, committee, date, item, access.

The text comes first: Ofsted's covers, the fields of a cover table, the head of minutes and agendas, then the largest
type on the first page. The PDF's title and the file's name serve only where the text is silent. What none of them says
stays None.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest import cover
from ingest.council import council_of, seat_of
from ingest.cover import Field, fields_of
from ingest.dates import find_dates, first_day, in_words
from ingest.kinds import HEAD_LINES, access_of, kind_of
from ingest.names import committee_in, council_in, place
from ingest.names import slug as slug
from ingest.ofsted import Visit, visit_of
from ingest.page import Line, Page
from ingest.paper import Access, PaperKind
from ingest.titles import title_from, title_of

FIRST_PAGES, LAST_PAGES = 3, 1  # that are looked at
COVER_LINES = 45  # of the first page that may belong to a cover


@dataclass(frozen=True, slots=True)
class Details:
    """What a paper says of itself; None where nothing says it. `more` holds further printed facts by name."""

    title: str
    kind: PaperKind
    council: str | None = None
    committee: str | None = None
    date: dt.date | None = None
    item: str | None = None
    access: Access = "public"
    more: tuple[tuple[str, str], ...] = ()


LISTED = re.compile(r"^\d{1,2}[a-z]?[.)]?\s+[A-Z]")  # an item of an agenda
HELD = re.compile(r"(?:meeting|minutes|held|summoned|proceedings)\b", re.IGNORECASE)
ASKED = re.compile(
    r"^(?:recommend\w*\W{1,4})?(?:that )?(?:the )?(?P<body>[A-Z][\w ,&-]{3,60}?) (?:is|"
    r"are) (?:asked|recommended|invited|requested) to"
)
UPDATES = re.compile(
    r"(?:report|paper) is to (?:update|inform|ask|seek|advise|"
    r"provide) (?P<body>(?:the )?[A-Z][\w ,&]{3,50}?) (?:on|of|with|to|that|about)\b"
)
MORE = ("lead officer", "cabinet member", "contact officer", "from", "wards", "decision number", "key decision")


def describe(
    pages: Sequence[Page], *, name: str, title_hint: str | None = None, pack: Details | None = None
) -> Details:
    """What these pages say of the paper they make up.

    `name` is the file's path as shown to the user, `title_hint` the PDF's own title or the agenda's for this item, and
    `pack` the details of the agenda it came with, which fill what the paper leaves open.
    """
    head, rest = _head(pages), _rest(pages)
    visit = visit_of(head, rest)
    found = _of_visit(visit) if visit else _of_paper(head, rest, name, title_hint, in_pack=pack is not None)
    if pack is not None:
        return _filled(found, pack, inside=True)
    return _filled(found, _from_name(name, rest), inside=False)


def _head(pages: Sequence[Page]) -> tuple[Line, ...]:
    """The first page's lines that may be a cover, without page numbers and the like."""
    lines = next((page.lines for page in pages if any(len(line.text) > 3 for line in page.lines)), ())
    return tuple(line for line in lines if not re.match(r"^\W*(?:page )?\d*(?: of \d+)?\W*$", line.text, re.IGNORECASE))


def _rest(pages: Sequence[Page]) -> str:
    looked_at = [*pages[:FIRST_PAGES], *pages[max(FIRST_PAGES, len(pages) - LAST_PAGES) :]]
    return "\n".join(line.text for page in looked_at for line in page.lines)


def _of_visit(visit: Visit) -> Details:
    more = (
        ("kind of visit", visit.visit),
        ("council inspected", visit.council),
        ("inspection dates", visit.inspected),
        (
            "publication date" if visit.kind == "ofsted_report" else "letter date",
            in_words(visit.date) if visit.date else None,
        ),
        ("lead inspector", visit.inspector),
    )
    return Details(
        visit.title,
        visit.kind,
        visit.council,
        None,
        visit.date,
        more=tuple((key, value) for key, value in more if value),
    )


def _of_paper(head: Sequence[Line], rest: str, name: str, title_hint: str | None, *, in_pack: bool) -> Details:
    texts = [line.text.strip(" *#") for line in head]
    fields = fields_of(head[:COVER_LINES])
    kind = kind_of(texts, fields, name, title_hint, in_pack=in_pack)
    committee = _committee(texts, fields, kind, rest)
    date = _date(texts, fields, kind)
    council = council_of(texts, rest, name)
    return Details(
        title_of(head, fields, kind, (committee, date), title_from(title_hint, name)),
        kind,
        council,
        committee,
        date,
        _item(texts, fields, kind),
        access_of(texts, fields),
        _more(fields),
    )


def _committee(texts: Sequence[str], fields: Sequence[Field], kind: PaperKind, rest: str) -> str | None:
    for field in fields:
        if field.name == "to" and (named := committee_in(re.split(r"\d", field.value)[0]) or committee_in(field.value)):
            return named
    if kind in ("minutes", "agenda", "decision"):
        for index, text in enumerate(texts[: HEAD_LINES + 8]):
            named = committee_in(_without_council(text))
            heading = len(text) < 70 and not re.search(
                r"[a-z][.;,]$|councillor|member|minutes of the", text, re.IGNORECASE
            )
            if named and (heading or HELD.search(text) or (index and HELD.search(texts[index - 1]))):
                return named
    asked = [match for text in rest.split("\n") if (match := ASKED.match(text.strip()))]
    for match in asked or UPDATES.finditer(" ".join(rest.split("\n")[:60])):
        if named := committee_in(match.group("body")):
            return named
    return next(
        (
            named
            for text in texts[:6]
            if len(text) < 50 and (named := committee_in(text)) and named.lower() == text.lower()
        ),
        None,
    )


def _without_council(text: str) -> str:
    """A line without the council's own name, which would pass for a meeting of the whole council."""
    named = council_in(text)
    return re.sub(re.escape(named), "", text, flags=re.IGNORECASE) if named else text


def _date(texts: Sequence[str], fields: Sequence[Field], kind: PaperKind) -> dt.date | None:
    for wanted in ("to", "date"):
        for field in fields:
            if field.name == wanted and (day := first_day(field.value)) and not (wanted == "date" and kind == "agenda"):
                return day
    if kind in ("minutes", "agenda"):
        texts = [text for text in texts if not LISTED.match(text) or find_dates(text[:20])]
        met = [
            text
            for text in texts[: HEAD_LINES + 14]
            if re.search(r"day,? \d", text, re.IGNORECASE) and committee_in(text)
        ]
        weekday = [text for text in texts[:HEAD_LINES] if re.search(r"day\b", text)]
        held = _sentences(texts[: HEAD_LINES + 14], HELD)
        likely = (*met, *weekday, *held) if kind == "agenda" else (*met, *held, *weekday)
        return next((day for text in (*likely, *texts[:HEAD_LINES]) if (day := first_day(text))), None)
    return next((day for text in texts[:HEAD_LINES] if (day := _alone(text))), None)


def _alone(text: str) -> dt.date | None:
    """The day on a line that holds nothing else, as on a title page or a letter."""
    found = find_dates(text)
    around = text[: found[0].start] + text[found[0].end :] if found else text
    plain = re.sub(
        r"(?:date[d:]*|(?:mon|tues|wednes|thurs|fri|satur|sun)day|at \d.*|\d[\d.:]* ?[ap]m)|\W",
        "",
        around,
        flags=re.IGNORECASE,
    )
    return found[0].date if found and found[0].precision == "day" and not plain else None


def _sentences(texts: Sequence[str], pattern: re.Pattern[str]) -> list[str]:
    """Lines that match, each with the next two: a date may stand on the following line. An agenda's items are left out."""
    return [
        " ".join(texts[index : index + 3])
        for index, text in enumerate(texts)
        if pattern.search(text) and not cover.NUMBERED.match(text) and "previous" not in text
    ]


def _item(texts: Sequence[str], fields: Sequence[Field], kind: PaperKind) -> str | None:
    value = cover.first(fields, "item")
    if value is None and kind not in ("agenda", "minutes"):
        stamped = [
            re.match(r"^agenda item (?:no\.? ?)?(\d{1,2}[a-z]?)$", text, re.IGNORECASE)
            for text in (*texts[:3], *texts[-3:])
        ]
        value = next((match.group(1) for match in stamped if match), None)
    match = re.match(r"(\d{1,2}(?:\.\d{1,2})?[a-z]?(?: ?(?:&|and) ?\d{1,2})?)\b", value or "", re.IGNORECASE)
    return match.group(1) if match else None


def _more(fields: Sequence[Field]) -> tuple[tuple[str, str], ...]:
    kept = [(field.name, field.value.strip(" .")) for field in fields if field.name in MORE]
    return tuple(dict.fromkeys(kept))


def _from_name(name: str, rest: str) -> Details:
    """What the file's name tells: a date, a meeting; a weak hint."""
    file = re.split(r"[\\/]", name)[-1]
    spaced = re.sub(r"[_\s]+", " ", file)
    words = re.sub(r"[-_]+", " ", file).lower()
    body = re.search(r"\b(cabinet|full council|planning committee|scrutiny committee|audit committee)\b", words)
    return Details(
        "",
        "other",
        council=seat_of(file, rest),
        committee=body.group(1).title() if body else None,
        date=first_day(spaced),
    )


def _filled(details: Details, other: Details | None, *, inside: bool) -> Details:
    """What is open in one filled from the other: Ofsted's papers have no meeting, minutes and letters a day of their own."""
    if other is None:
        return details
    ofsted = details.kind in ("ofsted_report", "ofsted_letter")
    dated = details.date or (None if inside and (ofsted or details.kind == "minutes") else other.date)
    return replace(
        details,
        council=_council_inside(details.council, other.council)
        if inside and not ofsted
        else details.council or other.council,
        committee=details.committee or (None if ofsted and not inside else other.committee),
        date=dated,
    )


def _council_inside(own: str | None, packs: str | None) -> str | None:
    """A pack's papers are its council's; the fuller of two forms of one name is kept."""
    if own and packs and place(own) == place(packs):
        return max(own, packs, key=len) if packs == place(packs) else packs
    return packs or own
