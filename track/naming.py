"""What a number in a sentence is the number of, in the sentence's own words, and what kind of number the words make it.

>>> name_in("At 19 June 2017, 399 children were the subject of a child protection plan.", 17, 20, [(3, 15)])
'children were the subject of a child protection plan'
>>> name_in("Total external debt outstanding in November was £746.67m.", 48, 56, [(35, 43)])
'Total external debt outstanding'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from track.record import Basis

MOST_WORDS = 16  # of a name: what is longer is a sentence

# Where a clause ends: a stop, a dash, or a comma before a word that begins another clause.
_CLAUSE = re.compile(
    r"[;:]| [–—-] |\s?\((?![\w&]{1,12}\))|\)|\n|, (?=(?:which|who|whom|with|while|whilst|although|but|and|so|compared|"
    r"representing|"
    r"an? |up |down |includ|of (?:which|whom|these|those)|however|whereas|though|bringing|leaving|making|it |this |they |the |"
    r"we |there |rising|rose|falling|against|when|where|as |because|since|despite|exceeding|below|above|at |in |to |"
    r"from |resulting|\d|£))|"
    r" (?:while|whilst|whereas|although|but|compared (?:with|to)|against|because|which|when|so that|representing|"
    r"of (?:whom|which)) |"
    r" and (?=(?:£|\d|a (?:further|total)|another|the |only|just|up to|is |has ))"
)
# What may stand between a number and the words that name it, or before them.
_AFTER_NUMBER = re.compile(
    r"^[\s,]*(?:out )?(?:(?:of|in) )?(?:(?:the|all|its|their|our|these|those|a|an|total|more|new|additional|further) )*",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^(?:[\s,.•*\-–:;'’\"]+|(?:the|a|an|there|were|was|are|is|has|have|had|been|be|also|currently|now|this|that|"
    r"these|those|which|who|"
    r"it|and|but|or|so|however|in|at|as|on|of|by|for|to|with|from|during|since|over|approximately|around|about|only|"
    r"just|including|some|"
    r"we|our|their|its|overall|while|although|additionally|furthermore|therefore|of (?:these|those|this)|where|will|"
    r"would|having|"
    r"for example|in addition|as a result|compared|against|then|thus|such|end|quarter|year|to date|total of|"
    r"financial)\b[\s,]*)+",
    re.IGNORECASE,
)
_CLOSERS = re.compile(
    r"(?:[\s,.•*\-–:;(=/'\"+]+|\b(?:the|a|an|is|are|was|were|be|been|being|has|have|had|will|would|of|to|at|by|from|"
    r"in|on|for|with|as|"
    r"and|or|now|currently|just|only|over|under|approximately|approx|around|about|nearly|almost|at least|up|down|more|"
    r"less|than|below|above|"
    r"stood|stands|standing|totals|totalled|totalling|totaling|reached|reach|reaches|some|it|that|which|this|there|"
    r"expected|equates|equal|"
    r"equivalent|comprising|comprises|comprised|includes|including|contains|contained|estimated|forecast|another|"
    r"further|set|its|their|our|"
    r"increased|decreased|reduced|risen|rose|rises|fell|fallen|falls|grown|grew|dropped|dropping|improved|reporting|"
    r"reported|projected|"
    r"end|amounts|amounting|amounted|represents|representing|average|averaged|cost|costs|costing|worth|between|per|"
    r"also|so|recorded|"
    r"further|additional|showing|shows|showed|remains|remained|but|not|who|provides|using|through))+$",
    re.IGNORECASE,
)
_FUNCTION = frozenset(
    "at in by to from as for since compared and or over under on with between within after before against until up "
    "down is are was were has "
    "have had be been will would per out which that who but than during while when if not so because through lower "
    "higher more less better "
    "above below respectively each also then only now across following due out since year-on-year".split()
)
_KEEP_VERB = re.compile(
    r"^ (?:has|have|had|was|were|is|are|will|would|to) (?:been |be )?(?=[a-z]+(?:ed|nt|ne|de|ilt|et)\b)"
)
_PRONOUN = re.compile(r"(?:\b(?:this|these|it|they|which|figure|number|that|those|total|rate|percentage|year|earlier|"
    r"previous\w*|just|"
                      r"increase|decrease|reduction|rise|fall|rising|falling|down|up|from|compared|numbers|drop|"
                      r"average|further|same|time|"
                      r"remaining|others?|majority|minority|large|small|vast|most|approximate|less|more|half|all|"
                      r"some)\b|\W)+", re.I)  # fmt: skip
_CHANGE = re.compile(
    r"\b(?:increas|decreas|reduc|ris|rose|fell|fall|grew|grow|drop|improv|declin|up|down|chang|higher|"
    r"lower)\w*(?: (?:again|further|slightly|"
    r"significantly))? (?:by|of)(?: (?:just|only|around|approximately|about|over|nearly|almost|a further))*\s*$",
    re.IGNORECASE,
)
# From a figure's earlier or other value: the name is that of the figure before it.
_OTHER_VALUE = re.compile(
    r"\b(?:from|compared (?:with|to)|against|rising to|falling to|rose to|fell to|risen to|fallen to|down to|up to|"
    r"reduced to|and|to|than|"
    r"target of|target (?:was|is)|average (?:is|was|of)|averages? (?:of|at)|neighbours?(?: at| of| is)?|nationally|"
    r"England|previously|was|"
    r"figure of|figure (?:is|was)|country as a whole)\s*(?:just |only |around |approximately |the |a )*\s*$",
    re.IGNORECASE,
)
_BASES: tuple[tuple[Basis, re.Pattern[str]], ...] = (
    # "the local authority's target of 16", "the ambition is 90%"
    ("target", re.compile(r"\b(?:target\w*|ambition|goal|aims? to|floor)\b", re.IGNORECASE)),
    # "is forecast to be", "is expected to reach 200"
    (
        "forecast",
        re.compile(
            r"\b(?:forecast\w*|project(?:ed|ion|ing)\b|predict\w*|expected|anticipat\w*|outturn forecast|will be|"
            r"will rise|will reach|will cost|would cost|by 20[3-9]\d)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "budget",
        re.compile(
            r"\b(?:budgets?|budgeted|allocat\w*|approved)\b(?! (?:pressure|overspend|variance|gap|monitoring))",
            re.IGNORECASE,
        ),
    ),
)


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause in which ``text[start:end]`` stands."""
    left = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    after = _CLAUSE.search(text, end)
    return left, after.start() if after else len(text)


def is_change(text: str, start: int) -> bool:
    """The number before which `start` stands says how much something moved, not where it stands."""
    return bool(_CHANGE.search(text[max(0, start - 60) : start]))


def is_other_value(before: str) -> bool:
    """The words before a number say that it is another value of what was last named: "compared with 198"."""
    return bool(_OTHER_VALUE.search(before))


def name_in(text: str, start: int, end: int, dates: Sequence[tuple[int, int]]) -> str:
    """The words that name the number at ``text[start:end]``: those after it, else its subject; "" when there are none."""
    plain = _without(text, dates)
    left, right = clause_of(plain, start, end)
    if plain[:start].rstrip().endswith("("):
        outside = _subject(plain[clause_of(plain, left - 1, left - 1)[0] : left - 1])
        behind = _following(" " + plain[plain.find(")", end) + 1 :].lstrip()) if ")" in plain[end:] else ""
        return next((name for name in (outside, behind, _following(plain[end:right])) if not _weak(name)), "")
    if not plain[end:right].strip() and plain[right:].lstrip().startswith("(") and ")" in plain[right:]:
        right = plain.index(")", right) + 1  # "324 (43%) lived outside the area"
        named = _following(" " + plain[right : clause_of(plain, right, right)[1]].lstrip())
    else:
        named = _following(plain[end:right])
    choices = (named, _subject(plain[left:start]), _subject(plain[:left]) if left else "")
    return next((name for name in choices if not _weak(name)), "")


def basis_of(words: str) -> Basis:
    """Actual, unless the words say target, forecast or budget."""
    return next((basis for basis, pattern in _BASES if pattern.search(words)), "actual")


def _without(text: str, dates: Sequence[tuple[int, int]]) -> str:
    """The text with its dates blanked, so that places stay."""
    for start, end in dates:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _following(after: str) -> str:
    """The noun phrase that follows a number, with what is said of it; "" when none does."""
    kept = _KEEP_VERB.match(after)
    words = after[kept.end() :] if kept else _AFTER_NUMBER.sub("", after, count=1)
    first = re.match(r"[\"'“‘(]?([A-Za-z&][\w’'&-]*)", words)
    if not first or (first[1].lower() in _FUNCTION and not kept) or (after and not after[0].isspace()):
        return ""
    return tidy(words)


def _subject(before: str) -> str:
    return tidy(before)


def _weak(name: str) -> bool:
    """It has no word that says what is counted."""
    return not name or len(name) < 3 or bool(_PRONOUN.fullmatch(name))


def tidy(words: str) -> str:
    """A name without the small words at its ends, of no more than MOST_WORDS words."""
    words = re.sub(r"\s+", " ", re.sub(r"\(\s*\)", "", words)).strip()
    before = None
    while before != words:
        before = words
        words = _CLOSERS.sub("", _OPENERS.sub("", words)).strip(" ,.;:-–(")
    parts = words.split()
    if len(parts) > MOST_WORDS:
        words = _CLOSERS.sub("", " ".join(parts[:MOST_WORDS]))
    return words
