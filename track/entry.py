"""What is told of one promise before it has its paper's name and an id."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.paper import Paper
from track.owners import Owner, council_name
from track.record import Due, Status

TITLE = 110  # characters of a short title


@dataclass(frozen=True, slots=True)
class Entry:
    """A promise at `paragraph.text[place[0]:place[1]]`; `number` tells those of one sentence apart."""

    place: tuple[int, int]
    what: str
    owner: Owner | None
    due: Due | None
    status: Status
    number: int = 0


def title(text: str) -> str:
    """A short title in the paper's words: cut at a word, with a mark where words are left out."""
    words = re.sub(r"\s+", " ", text).strip(" ;,.•")
    if len(words) <= TITLE:
        return words
    cut = words[:TITLE].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f"{cut}…"


def fallback(paper: Paper, section: str | None) -> Owner | None:
    """Whose a promise is when its words name nobody: the section's lead officer, else the paper's council."""
    if section:
        return Owner(section, "section")
    name = council_name(paper.council)
    return Owner(name, "paper") if name else None
