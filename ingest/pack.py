"""A file that holds a whole meeting's papers into its parts: agenda, minutes, each item's report and its appendices.

The marks of a beginning are found in `ingest.starts`; marks close together are one beginning. A file without a frontsheet
and with no more than one item is one paper, however long.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.agenda import AgendaItem, frontsheet
from ingest.metadata import Details, describe
from ingest.names import place, tidy_capitals
from ingest.page import Page
from ingest.paper import PaperKind
from ingest.pdf import Bookmark
from ingest.starts import BLANK, Start, blank, bookmarked, covered, inside, merged, minuted, ranged, stamped


@dataclass(frozen=True, slots=True)
class Part:
    """One paper inside a file: the file's pages `first` to `last`, from line `top` of the first to before `bottom` of the last.

    A file that is no pack is one part with neither item nor title. `kind` is a hint: what the marks say it is.
    """

    first: int
    last: int
    item: str | None = None
    title: str | None = None
    kind: PaperKind | None = None
    top: int = 0
    bottom: int | None = None


def split(pages: Sequence[Page], bookmarks: Sequence[Bookmark] = ()) -> list[Part]:
    """The papers in a file, in its order; one part for a file that holds one paper."""
    if not pages:
        return []
    whole = [Part(pages[0].number, pages[-1].number)]
    texts = [[line.text.strip(" *#") for line in page.lines] for page in pages]
    items, agenda_end = frontsheet(texts)
    marked = [*bookmarked(bookmarks, pages, items), *stamped(texts), *covered(pages, texts)]
    if not _is_pack(marked, items, agenda_end, len(pages)):
        return whole
    starts = merged([*marked, *ranged(texts, items, agenda_end, marked), *minuted(texts, items, agenda_end)])
    starts = [start for start in starts if (start.page, start.line) > (0, 3)]
    if not starts:
        return whole
    starts = merged([*starts, *inside(pages, texts, starts)])
    if items or agenda_end:
        starts = [Start(0, 0, "cover", None, None, "agenda"), *starts]
    elif starts[0].page > 0:
        starts = [Start(0, 0, "cover"), *starts]
    return [part for part in _parts(pages, texts, _named(starts, items)) if part is not None]


def cut(pages: Sequence[Page], part: Part) -> list[Page]:
    """The part's own pages, with only its own lines; blank pages put in for printing are left out."""
    kept = []
    for page in pages:
        if not part.first <= page.number <= part.last or blank([line.text for line in page.lines]):
            continue
        top = part.top if page.number == part.first else 0
        bottom = part.bottom if page.number == part.last else None
        lines = tuple(line for line in page.lines[top:bottom] if not BLANK.match(line.text))
        kept.append(page if len(lines) == len(page.lines) else replace(page, lines=lines))
    return kept


def describe_parts(
    pages: Sequence[Page], parts: Sequence[Part], *, name: str, title_hint: str | None = None
) -> list[Details]:
    """The details of each part: a pack's papers share its meeting, council and, if they print none, their item's number."""
    if len(parts) < 2:
        return [describe(pages, name=name, title_hint=title_hint)]
    agenda = describe(cut(pages, parts[0]), name=name)
    own = [describe(cut(pages, part), name=name, title_hint=part.title, pack=agenda) for part in parts]
    council = _council_of(agenda, own)
    own = [one if one.kind.startswith("ofsted") else replace(one, council=council) for one in own]
    return [
        replace(
            one,
            title=one.title
            if part.title is None or one.kind in ("minutes", "agenda")
            else _better(one.title, part.title),
            item=part.item or one.item,
            kind=part.kind
            if part.kind and one.kind == "other" and not one.title.startswith(("Equality", "Data"))
            else one.kind,
        )
        for one, part in zip(own, parts, strict=True)
    ]


def _council_of(agenda: Details, own: Sequence[Details]) -> str | None:
    """The pack's council: the agenda's, by the fullest name that its papers print; else the one most of them name."""
    councils = Counter(one.council for one in own if one.council and not one.kind.startswith("ofsted"))
    if agenda.council:
        same = [name for name in councils if place(name) == place(agenda.council) != name]
        return agenda.council if agenda.council != place(agenda.council) or not same else min(same)
    return max(councils, key=lambda name: (councils[name], len(name), name)) if councils else None


def _better(printed: str, marked: str) -> str:
    """The fuller of a title read from the paper and that of its mark, where one begins the other."""
    return tidy_capitals(marked) if marked.lower().startswith(printed.lower()) else printed


def pack_title(pages: Sequence[Page]) -> str | None:
    """What a pack is called, from its frontsheet: "Agenda pack, Cabinet, 18 September 2017"; None if it has none."""
    items, end = frontsheet([[line.text.strip(" *#") for line in page.lines] for page in pages[:8]])
    if not items:
        return None
    details = describe(pages[: max(1, end)], name="")
    return re.sub(r"^Agenda\b", "Agenda pack", details.title) if details.kind == "agenda" else details.title or None


def _is_pack(marked: Sequence[Start], items: Sequence[AgendaItem], agenda_end: int, pages: int) -> bool:
    numbered = {start.item for start in marked if start.item and (start.page, start.line) > (0, 3)}
    beginnings = {(start.page, start.line) for start in marked if start.mark in ("cover", "stamp", "bookmark")}
    if items:
        return len(beginnings) >= 2 or (pages > agenda_end and (bool(numbered) or any(item.first for item in items)))
    return len(numbered) >= 2 or (len(beginnings) >= 2 and any(start.mark == "stamp" for start in marked))


def _named(starts: Sequence[Start], items: Sequence[AgendaItem]) -> list[Start]:
    """Items carried on to what is attached to them; the agenda's title for an item whose paper prints none."""
    titles = {item.number: item.title for item in items}
    named: list[Start] = []
    current: str | None = None
    seen: set[str] = set()
    for start in starts:
        current = start.item or current
        title = start.title
        if title is None and current and current not in seen and start.kind not in ("agenda", "minutes"):
            title = titles.get(current)
        seen |= {current} if current else set()
        attached = start.mark in ("appendix", "visit", "copyright", "blank")
        kind = start.kind or (None if attached or start.mark in ("bookmark", "stamp", "range") else "report")
        named.append(replace(start, item=None if start.kind == "agenda" else current, title=title, kind=kind))
    return named


def _parts(pages: Sequence[Page], texts: Sequence[Sequence[str]], starts: Sequence[Start]) -> Iterator[Part | None]:
    for number, start in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else None
        last, bottom = len(pages) - 1, None
        if following and following.line > 0:
            last, bottom = following.page, _withoutblank(texts[following.page], following.line)
        elif following:
            last = following.page - 1
        while last > start.page and (blank(texts[last]) or bottom == 0):
            last, bottom = last - 1, None
        if last < start.page:
            yield None
            continue
        yield Part(
            pages[start.page].number, pages[last].number, start.item, start.title, start.kind, start.line, bottom
        )


def _withoutblank(lines: Sequence[str], end: int) -> int:
    while end > 0 and BLANK.match(lines[end - 1]):
        end -= 1
    return end
