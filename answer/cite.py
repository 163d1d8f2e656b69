"""Turns a hit and the words quoted from it into a `Citation`: every fact in it comes from the library, none from prose."""

from __future__ import annotations

from collections.abc import Sequence

from answer.quote import find_quote
from answer.record import Citation
from index.search import Hit


def cite(hit: Hit, quote: str, marks: Sequence[str] = ()) -> Citation:
    """A citation of `quote` in the hit's paragraph, or in the printed paragraph that this is a piece of (a list quoted whole).

    Its quote is spaced as the paragraph is.
    `marks` are the words inside the quote that answer; those that do not stand in it are left out.
    Raises ValueError when the quote is not verbatim in the paragraph.
    """
    paragraph, entry = hit.paragraph, hit.entry
    text, place = paragraph.text, find_quote(quote, paragraph.text)
    if place is None and hit.unit is not None:
        text, place = hit.unit.text, find_quote(quote, hit.unit.text)
    if place is None:
        raise ValueError(f"not verbatim in {entry.id}, {paragraph.label}: {quote!r}")
    verbatim = text[place[0] : place[1]]
    return Citation(
        paper=entry.id,
        file=entry.file,
        title=entry.title,
        council=entry.council,
        committee=entry.committee,
        date=entry.date,
        item=entry.item,
        ordinal=paragraph.ordinal,
        label=paragraph.label,
        label_kind=paragraph.label_kind,
        kind=paragraph.kind,
        heading=paragraph.heading,
        page=paragraph.page,
        printed_page=paragraph.printed_page,
        quote=verbatim,
        text=text,
        whole=hit.unit.text if hit.unit else paragraph.text,
        columns=paragraph.columns,
        caption=paragraph.caption,
        boxes=paragraph.boxes,
        also_in=entry.also_in,
        marks=tuple(mark for mark in marks if find_quote(mark, verbatim)),
    )
