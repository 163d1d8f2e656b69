"""A question about recommendations, into the lines of its answer: the rows that the page Recommendations shows, the newest first.

Each line has the recommendation in the paper's words, who made it, the response printed beside it with its reason, and what the
last later paper reports.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from answer.register_draft import Draft, later_words
from answer.register_question import RegisterQuestion
from answer.register_search import telling
from answer.understand import Understood
from ingest.paper import Entry
from track.record import Recommendation
from track.register import Registers
from track.register_rows import RecommendationRow, Wanted
from track.shown import holds

LONGEST_QUOTE, LONGEST_REASON = 30, 20  # words
_RESPONSES = {"accepted": "accepted", "partly": "partly accepted", "rejected": "rejected"}
_BY = re.compile(r"^(?:from|by) (?P<who>.+?)(?P<rest> (?:about|on|for) .+)?$", re.IGNORECASE)
_INSPECTORS = re.compile(r"\b(?:the )?inspect(?:ors?|orate)\b", re.IGNORECASE)


def recommended(
    registers: Registers,
    question: RegisterQuestion,
    understood: Understood,
    entries: Sequence[Entry],
    today: dt.date,
) -> list[RecommendationRow]:
    """The recommendations asked for, those of the newest paper first; those that say the matter themselves before all others."""
    about, who = question.about, "" if question.response else question.who  # who responds is not who recommends
    if by := _BY.match(about):
        about, who = (by["rest"] or "").strip(), by["who"]
    text = telling(about, understood)
    wanted = Wanted(
        text=text or None,
        owner=telling(_INSPECTORS.sub("Ofsted", who), understood) or None,
        status=question.response,
        papers=tuple(entry.id for entry in entries),
    )
    rows = registers.recommendations(wanted, today=today)
    if text:
        rows = [row for row in rows if holds(text, row.recommendation.quote, row.recommendation.reason)] or rows
    return sorted(rows, key=lambda row: row.entry.date or dt.date.min, reverse=True)


def add_recommendations(draft: Draft, rows: Sequence[RecommendationRow]) -> int:
    """Add the recommendations there is room for, one a line; how many were."""
    for told, row in enumerate(rows):
        later = row.later[-1:]
        if not draft.add(f"- {recommendation_words(row.recommendation)}{later_words(later)}", [row, *later]):
            return told
    return len(rows)


def recommendation_words(each: Recommendation) -> str:
    """A recommendation in a line: its words, who made it, the response with its reason."""
    by = f" ({each.by})" if each.by else ""
    response = _RESPONSES[each.response] if each.response else "no response is printed beside it"
    reason = f" – “{_cut(each.reason, LONGEST_REASON)}”" if each.reason else ""
    return f"{_cut(each.quote, LONGEST_QUOTE)}{by}: {response}{reason}."


def _cut(text: str, most: int) -> str:
    words = " ".join(text.split()).rstrip(" .;:").split()
    return " ".join(words[:most]) + ("…" if len(words) > most else "")
