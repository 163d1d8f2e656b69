"""Whether words speak of what is, what is aimed at, what is foreseen or what is set aside: actual, target, forecast, budget.

>>> basis_of("The average caseload is just over 14, below the target of ", money=False)
'target'
"""

from __future__ import annotations

import re

from track.record import Basis

# "the local authority's target of 16", "aims to recruit 20"; what merely met a target is no target
_TARGET = re.compile(
    r"\b(?:targets?|threshold|timescale|ambition|goal|aims? to|aims? of|floor)\b(?! (?:group|area|"
    r"audience))[^,.;]{0,25}$",
    re.IGNORECASE,
)
_TARGET_HEAD = re.compile(r"\b(?:targets?|ambition|goal|floor|benchmark)\b(?! group)", re.IGNORECASE)
_MET = re.compile(r"\b(?:variance|against|vs|met)\b", re.IGNORECASE)
# "is forecast to be", "is expected to reach 200", "projected at £35.4 million"
_FORECAST = re.compile(
    r"\b(?:forecast\w*|project(?:ed|ion|ions|ing)|predict\w*|(?:is|are|was|were|be) (?:now )?expected|expected (?:to|"
    r"outturn|20\d\d)|anticipat\w*|"
    r"will (?:be|rise|reach|cost|increase|have)|would (?:be|cost|rise|deliver)|by 20[3-9]\d)\b|^expected\b",
    re.IGNORECASE,
)
_BUDGET = re.compile(
    r"\bbudget(?:ed|s)?\b(?! (?:pressure|overspen|varianc|gap|monitoring|deficit|reduction))|"
    r"\ballocat(?:ed|ion)\b",
    re.IGNORECASE,
)


def basis_of(words: str, *, money: bool) -> Basis:
    """The basis that the words of a sentence up to its number, and the few behind it, give it."""
    if _TARGET.search(words):
        return "target"
    if _FORECAST.search(words):
        return "forecast"
    return "budget" if money and _BUDGET.search(words) else "actual"


def basis_of_head(head: str) -> Basis:
    """The basis that a column's head or a value's own label gives."""
    if _TARGET_HEAD.search(head) and not _MET.search(head):
        return "target"
    if _FORECAST.search(head):
        return "forecast"
    return "budget" if _BUDGET.search(head) and not re.search(r"\bvariance\b", head, re.IGNORECASE) else "actual"
