"""Numbers that count, date or time something: the words after them tell that they label nothing."""

from __future__ import annotations

import re

from ingest.label import Label

MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# What follows a number that counts something or dates something, with an example of a real paper.
_COUNTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?:st|nd|rd|th)?\s*{MONTHS}\b", re.IGNORECASE), "1 March and 30 June"),
    (
        re.compile(
            r"(?:%|per cent|percent|million|billion|m|bn|k|years?|months?|weeks?|days?|hours?|minutes?|times|FTE|FE|km|miles|"
            r"hectares|places|pupils|children|people|members|units|dwellings|homes)\b"
        ),
        "2.5 million people",
    ),
    (
        re.compile(
            r"(?:of the|of|and|to|in|on|at|by|was|were|is|are|has|have|had|for|from|with|which|that|new|out of)\s"
        ),
        "14.60 of the proposed constitution",
    ),
    (re.compile(r"(?:a\.?m|p\.?m|noon|hours|hrs|o['’]clock)\b", re.IGNORECASE), "6.30 pm"),
    (re.compile(r"[-–+£|]?\s*[\d£][\d,.%£k]*(?:\s+[-–+£]?\d[\d,.%]*)*\s*$"), "4 12.5 13.0"),
)


def counts_something(rest: str, label: Label) -> bool:
    """Whether the words after a possible label make it a quantity, a date or a time: "6.30 pm", "2.5 million people"."""
    if label.style in ("decimal", "integer", "bare", "paren"):
        return any(pattern.match(rest) for pattern, _example in _COUNTS)
    if label.style == "named":  # "Objective 6 states that the Plan will promote"
        return re.match(r"(?!that\b)[a-z]", rest) is not None
    return False
