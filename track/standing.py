"""Whether a commitment's words are a promise in the paper they stand in.

"Referrals are being made" is news in an officer's report and practice in an inspector's; "reserves will be reviewed" is work in a
report and a rule in a policy. What is dated, or names who will do it, counts anywhere.
"""

from __future__ import annotations

import re

from ingest.paper import Paper
from track.commitment import Commitment
from track.record import Due

_INSPECTIONS = frozenset({"ofsted_report", "ofsted_letter"})
# Papers that lay down or describe: their bare "will be" is a rule, an option or a form's answer.
_RULES = re.compile(
    r"\b(?:policy|policies|treasury|investment strategy|capital strategy|agreement|contract|byelaws?|compulsory "
    r"purchase|explanatory|"
    r"guide|guidance|constitution|code of|standing orders|capital programme)\b",
    re.IGNORECASE,
)
_OPTIONS = re.compile(
    r"\b(?:impact assessment|eqia|screening|feasibility|evaluation|planning application|development management|"
    r"risk register|best value|budget templates|statement of reasons|options)\b",
    re.IGNORECASE,
)
# "Savings are expected to be delivered in 2025-26": a forecast of the budget.
_BUDGETED = re.compile(r"£|\bsavings?\b|\bincome\b|\bbudget|\bfunding\b", re.IGNORECASE)
_HOPED = re.compile(r"expected|anticipated|planned|due|set|projected|forecast", re.IGNORECASE)

# In an inspection what is under way is how a service works, unless something is being made.
_IN_THE_MAKING = re.compile(
    r"\b(?:being|currently|now|of|under) (?:also |further |currently |actively )*(?:develop|draft|procur|pilot|"
    r"finalis|recruit|redesign|refresh|introduc|establish|creat|roll|"
    r"implement|evaluat|recommission|revis|updat|trial|restructur)\w*|\b(?:is|are) (?:also |now |currently "
    r")*(?:developing|drafting|procuring|piloting|"
    r"finalising|redesigning|introducing|establishing|implementing|recruiting|reviewing)\b|"
    r"\b(?:recruitment|procurement|restructur\w+|consultation|review|plans?|planning) (?:\w+ ){0,4}(?:is|are) "
    r"(?:now |currently |also )*(?:under ?way|in progress)",
    re.IGNORECASE,
)
_VIRTUE = re.compile(r"\bcommit(?:ted|ment)s? to\b", re.IGNORECASE)  # "is committed to finding the best possible match"
_TURNED = re.compile(
    r"\b(?:not always|does not|do not|is not|are not|although|while|whilst|evidence|evident|demonstrates?|shows?|"
    r"ensur\w+)\b",
    re.IGNORECASE,
)


def stands(paper: Paper, text: str, made: Commitment, due: Due | None, agent: str | None) -> bool:
    """Whether a commitment counts in this paper. `text` is its sentence, `agent` who the sentence says will act."""
    dated = due is not None and due.date is not None
    if paper.kind in _INSPECTIONS:
        return _in_an_inspection(text, made, dated=dated, agent=agent)
    if (
        due is not None
        and due.precision == "year"
        and _HOPED.search(text[made.start : made.end])
        and _BUDGETED.search(text)
    ):
        return False
    if paper.kind in {"appendix", "other"} and _RULES.search(paper.title):
        return dated
    if paper.kind == "other" or (paper.kind not in {"minutes", "decision"} and _OPTIONS.search(paper.title)):
        return dated or (agent is not None and not made.passive)
    return True


def _in_an_inspection(text: str, made: Commitment, *, dated: bool, agent: str | None) -> bool:
    if dated:
        return True
    if _VIRTUE.search(text):
        return False
    if made.status == "underway":
        return bool(_IN_THE_MAKING.search(text)) and not _TURNED.search(text[: made.start])
    inspectorate = re.search(
        r"\b(?:ofsted|monitoring|inspection|inspectors|hmi|department for education|dfe|minister|commissioner)\b",
        text,
        re.I,
    )
    return bool(agent or inspectorate) and not _TURNED.search(text[: made.start])
