"""Ofsted's covers and letterheads into what they say: council, kind of visit, dates, lead inspector.

A report's cover names the authority in large type, alone ("Havering") or inside its heading ("Inspection of Havering local
authority children's services"); a letter names it in the address and in the heading after "Dear …".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.dates import first_day
from ingest.names import councils_in, place
from ingest.page import Line

_SERVICES = (
    r"(?:local authority )?(?:children[’'‘]?s?[’']? (?:social care )?services|"
    r"services for children|looked after children)"
)
# (kind of visit, pattern of the heading, the group that names the place if the heading does, an example)
HEADINGS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (visit, re.compile(pattern, re.IGNORECASE), example)
    for visit, pattern, example in (
        (
            "focused visit",
            rf"^focuss?ed (?:\S+ \S+ )?visit to (?:the )?(?P<place>.+?)(?:[’']s?)? {_SERVICES}",
            "Focused visit to Bolton children’s services",
        ),
        (
            "monitoring visit",
            rf"^monitoring visit (?:to|of) (?:the )?(?P<place>.+?)(?:[’']s?)? {_SERVICES}",
            "Monitoring visit to Croydon children's services",
        ),
        (
            "assurance visit",
            r"^assurance visit to (?:the )?(?P<place>.+?)(?:[’']s?)? (?:local authority )?children",
            "Assurance visit to Kent children",
        ),
        (
            "joint targeted area inspection",
            r"^joint (?:targeted )?(?:area|local) .*? in (?P<place>.+?)$",
            "Joint targeted area inspection in Kent",
        ),
        (
            "area SEND inspection",
            r"^area send (?:full |monitoring )?inspection of (?P<place>.+?) local area",
            "Area SEND inspection of Bolton Local Area Partnership",
        ),
        (
            "re-inspection",
            r"^re-inspection of services for children",
            "Re-inspection of services for children in need of help",
        ),
        (
            "inspection",
            r"^inspection of (?:services for|children|looked after|local authority|local authority’s)",
            "Inspection of services for children in need",
        ),
        (
            "inspection",
            rf"^inspection of (?:the )?(?P<place>[A-Z].+?)(?:[’']s?)? {_SERVICES}",
            "Inspection of Havering local authority children’s services",
        ),
    )
)
LETTERHEAD = re.compile(r"ofsted\.gov\.uk|www\.gov\.uk/ofsted|^ofsted\b|piccadilly gate", re.IGNORECASE)
INSPECTED = re.compile(
    r"^(?:joint )?inspection dates?:? ?(?P<dates>.*\d{4}(?:\s+(?:to|and|[–&-])\s*$)?|.*\d.*)", re.IGNORECASE
)
DATES_OPEN = re.compile(r"(?:\bto|\band|[–&-])\s*$")
DATES_GO_ON = re.compile(r"(?:to|and|[–&-])\s+\d")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# "a focused visit to Bedford children’s services on 11 December 2018", "on 30 and 31 January", "between 29 September and …"
VISITED = re.compile(
    rf"\b(?:on|between|from) (?:the )?({_DAY}(?: [A-Z][a-z]+)?(?: \d{{4}})? (?:and|to|[–-]) {_DAY} [A-Z][a-z]+(?: \d{{4}})?"
    rf"|{_DAY} [A-Z][a-z]+ \d{{4}})"
)
PUBLISHED = re.compile(
    r"^(?:report )?(?:published|publication date|date of publication):? ?(?P<date>.*\d.*)", re.IGNORECASE
)
INSPECTOR = re.compile(r"^(?:lead|reporting) inspectors?:? (?P<name>.+)", re.IGNORECASE)
JUDGEMENT = re.compile(
    r"^(?:the )?(?:overall (?:judgement|effectiveness)|judgement\b|inspection outcome|children’s services in)",
    re.IGNORECASE,
)
HEAD = 24  # lines of the first page that may belong to the cover


@dataclass(frozen=True, slots=True)
class Visit:
    """What an Ofsted cover or letter says of itself; `place` as printed there."""

    kind: Literal["ofsted_report", "ofsted_letter"]
    visit: str
    title: str
    council: str | None
    date: dt.date | None
    inspected: str | None = None
    inspector: str | None = None


def visit_of(lines: Sequence[Line], rest: str = "") -> Visit | None:
    """The Ofsted report or letter that begins with these lines, or None. `rest` is more text, searched for the full name."""
    texts = [text for line in lines[: HEAD + 16] if (text := line.text.strip(" *#"))]
    letterhead = any(LETTERHEAD.search(text) for text in texts[:8])
    dear = next((index for index, text in enumerate(texts) if re.match(r"dear\b", text, re.IGNORECASE)), None)
    if letterhead and dear is not None:
        return _letter(texts, dear, rest)
    if any(INSPECTED.match(text) for text in texts[:HEAD]) and re.search(
        r"ofsted|inspector|judgement|local area partnership|children", " ".join(texts), re.IGNORECASE
    ):
        return _report(lines, texts, rest)
    return None


def _letter(texts: Sequence[str], dear: int, rest: str) -> Visit | None:
    heading = _heading(texts, dear + 1, 4)
    if heading is None:
        return None
    visit, named, title, _ = heading
    address = texts[:dear]
    named = (named or "").strip() or None
    printed = next((name for line in (named or "", *address) for name in councils_in(line)), None)
    council = _fuller(named, "\n".join(address)) or printed or _fuller(named, rest) or named
    date = next((day for day in map(first_day, address) if day), None)
    inspected = VISITED.search(" ".join(texts[dear:]))
    return Visit("ofsted_letter", visit, title, council, date, inspected.group(1) if inspected else None)


def _report(lines: Sequence[Line], texts: Sequence[str], rest: str) -> Visit | None:
    heading = _heading(texts, 0, HEAD // 2)
    if heading is None:
        return None
    visit, named, title, start = heading
    if named is None:
        before = [text for text in texts[:start] if not re.match(r"(?:page )?\d+$|ofsted|report$", text, re.IGNORECASE)]
        after = title_end(texts, start)
        named = " ".join(before).strip() or (
            texts[after] if after < len(texts) and next(councils_in(texts[after]), None) else None
        )
        title = f"{named}: {title}" if named else title
    council = next(councils_in(named or ""), None) or _fuller(named, rest) or named
    dates, published, inspector = (_first(pattern, texts) for pattern in (INSPECTED, PUBLISHED, INSPECTOR))
    dates = _whole(dates, texts)
    return Visit(
        "ofsted_report",
        visit,
        title,
        council,
        first_day(published or ""),
        dates,
        re.split(r",| HMI\b| Her | His ", inspector)[0] if inspector else None,
    )


def _whole(dates: str | None, texts: Sequence[str]) -> str | None:
    """The inspection's dates with the lines they go on in: "8 July to 12 July 2019" / "and 7 August 2019"."""
    if dates is None:
        return None
    after = next(index for index, text in enumerate(texts) if INSPECTED.match(text)) + 1
    for text in texts[after : after + 2]:
        if not (DATES_OPEN.search(dates) or DATES_GO_ON.match(text)) or not re.search(r"\d", text):
            break
        dates += f" {text}"
    return dates


def _heading(texts: Sequence[str], first: int, within: int) -> tuple[str, str | None, str, int] | None:
    """Kind of visit, the place it names, its whole text and its first line: the heading may run over four lines."""
    for start in range(first, min(len(texts), first + within)):
        end = title_end(texts, start)
        joined = re.sub(r"(?<=\w)- (?=\w)", "-", " ".join(texts[start:end]))
        for visit, pattern, _ in HEADINGS:
            match = pattern.match(joined)
            if match:
                title = joined if first == 0 else _one_heading(texts, start, match.end())
                return visit, match.groupdict().get("place"), title, start
    return None


def title_end(texts: Sequence[str], start: int) -> int:
    """The line after a heading that begins at `start`: the dates, a judgement or prose end it."""
    for index in range(start + 1, min(len(texts), start + 7)):
        text = texts[index]
        if INSPECTED.match(text) or PUBLISHED.match(text) or JUDGEMENT.match(text) or INSPECTOR.match(text):
            return index
        if (
            re.match(r"(?:this letter|following|her majesty|his majesty|in |i am|the )\w*", text, re.IGNORECASE)
            or ":" in text
        ):
            return index
        if next(councils_in(text), None) == text:
            return index
    return min(len(texts), start + 7)


def _one_heading(texts: Sequence[str], start: int, needed: int) -> str:
    """A letter's heading: only as many lines as the pattern needed."""
    title = texts[start]
    for text in texts[start + 1 : start + 3]:
        if len(title) >= needed:
            break
        title += f" {text}"
    return title


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str | None:
    return next(
        (next(iter(match.groupdict().values())).strip() for text in texts if (match := pattern.match(text))), None
    )


def _fuller(named: str | None, text: str) -> str | None:
    """The council's full name where the text gives it for the same place: the most frequent, then the longest."""
    if not named:
        return None
    wanted = place(named).lower()
    counts: dict[str, int] = {}
    for name in councils_in(text):
        if place(name).lower() == wanted:
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: (counts[name], len(name), name)) if counts else None
