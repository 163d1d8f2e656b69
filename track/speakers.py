"""Who speaks in a sentence, to whose promise it is: where minutes and reports tell what somebody said or undertook.

"Waymark has undertaken to reach 80%" is Waymark's. "Ms Felgate replied that five cases would be passed on" names nobody who will
do it: Ms Felgate, who answered for it, is a fallback, to be shown as such.
"""

from __future__ import annotations

import re

from ingest.names import place
from track.owners import AGENT, CAPITALISED, PERSON, Names, council_name

OPENING = 200  # characters of a sentence in which its speaker is named

_SAID = (
    r"(?:said|says|replied|responded|explained|advised|confirmed|reported|stated|told|clarified|assured|noted|informed|"
    r"answered|added|apologised|outlined|highlighted|agreed|indicated|commented|undertook)"
)
_BEGINS = re.compile(r"^|(?<=[.!?])\s+")
_POST_OF = r"(?: ?\([A-Z][^()]{4,70}\)|, (?:the )?[A-Z][^,.;:]{4,70},)?"
_SPEAKER = re.compile(rf"^(?P<who>{PERSON}{_POST_OF}),? (?:has |had |also |then )?{_SAID}\b")
_OTHERS = re.compile(r"^(?:The )?(?:Chair|Vice|Committee|Members?|Cabinet|Panel|Board|Councillors)\b")
_UNDERTAKES = re.compile(
    rf"^(?:The )?(?P<who>{CAPITALISED}(?: {CAPITALISED})*) (?:has |have |had |also )?"
    r"(?:undertaken|undertook|committed|pledged|promised|offered|agreed) to\b"
)
# "The Probation Service has said that it expects to fill the post"
_OF_ITSELF = re.compile(
    rf"^(?:The |Our )?(?P<who>{AGENT}) (?:has |have |had )?{_SAID} (?:\w+ )?that (?:it|they|he|she)$"
)


def undertaker(text: str, names: Names) -> str | None:
    """Who undertakes, pledges or agrees to act in a sentence that begins so: only somebody who acts can."""
    match = _UNDERTAKES.match(text[:OPENING])
    if match and names.council and match["who"].casefold() == place(names.council).casefold():
        return council_name(names.council)  # "Croydon has agreed to be part of the project"
    return match["who"] if match else None


def itself(subject: str) -> str | None:
    """Who "it" or "they" are in "The Probation Service has said that it…"."""
    match = _OF_ITSELF.match(subject[-OPENING:].strip())
    return match["who"] if match else None


def speaker(paragraph: str, at: int) -> str | None:
    """Who says the sentence that stands at `at` of a paragraph of minutes; None where nobody is named."""
    found = None
    for begin in (match.end() for match in _BEGINS.finditer(paragraph[: at + 1])):
        said = _SPEAKER.match(paragraph[begin : begin + OPENING])
        if said or _OTHERS.match(paragraph[begin : begin + OPENING]):
            found = said["who"].rstrip(",") if said else None
    return found
