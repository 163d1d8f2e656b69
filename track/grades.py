"""Inspectors' judgements: "Overall effectiveness | Inadequate", "The local authority's leadership is good".

The value is the grade as printed; no number is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.paper import Paragraph
from track.naming import tidy
from track.tabulated import CELL
from track.told import sentence_spans

# Ofsted's grades since 2012, and "adequate", the one they replaced.
_GRADE = r"(?:inadequate|requires improvement(?: to be good)?|good|outstanding|adequate)"
_CELL = re.compile(rf"(?:{_GRADE})\.?", re.IGNORECASE)
# What inspectors grade; other things that are "good" are only praised.
_AREA = re.compile(
    r"\b(?:services?|overall effectiveness|leadership|experiences and progress|impact of leaders|adoption performance|"
    r"safeguarding (?:children )?board|lscb|arrangements for|help and protection)\b",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    r"^(?P<what>[^.;:,]{6,110}?) (?:(?:is|are|remains?)(?: now| still)? )?(?P<grade>(?:(?<=is )|(?<=are )|"
    r"(?<=now )|(?<=still )|(?<=remain )|"
    r"(?<=remains ))(?:inadequate|good|outstanding|adequate)|requires? improvement(?: to be good)?)(?:\.|$| because)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    rf"^(?P<what>[^.;:]{{6,140}}?) (?:is|was|were|are|has been|have been|had been)(?: now| also| again| both)? "
    rf"(?:judged|graded|rated)(?: to be| as)? (?P<grade>{_GRADE})\b",
    re.IGNORECASE,
)


# An earlier inspection's judgement, which the date of this one does not fit
_EARLIER = re.compile(r"\b(?:19|20)\d\d\b|\b(?:last|previous|earlier) inspect|\bwhen last\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grade:
    """A judgement: what is judged, the grade, and the bounds of its row or sentence in the paragraph."""

    series: str
    value: str
    start: int
    end: int


def grades_in(paragraph: Paragraph, *, inspectorate: bool) -> Iterator[Grade]:
    """The judgements of a row or a paragraph; only an inspectorate's own paper judges with a bare "is good"."""
    text = paragraph.text
    if paragraph.kind == "table":
        texts = [cell.strip() for cell in text.split(CELL)]
        if len(texts) > 1 and len(texts[0]) > 5 and _CELL.fullmatch(texts[-1]) and not _CELL.fullmatch(texts[0]):
            yield Grade(re.sub(r"^[\d.]+ ", "", texts[0]), texts[-1], 0, len(text))
            return
    elif not re.search(_GRADE, text, re.IGNORECASE):
        return
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        if not _AREA.search(sentence) or _EARLIER.search(sentence):
            continue
        match = _PASSIVE.match(sentence) or (_JUDGED.match(sentence) if inspectorate else None)
        if match and _AREA.search(match["what"]):
            yield Grade(tidy(match["what"]), match["grade"], start, end)
