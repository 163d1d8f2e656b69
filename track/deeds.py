"""What was promised and what is reported become whether that is the deed that was promised, and whether it is done in full.

>>> same_deed("The programme will commence in September.", "started at")
True
>>> same_deed("Work is taking place to relaunch the process.", "was reviewed")
False
"""

from __future__ import annotations

import re

from track.stems import stem

# Deeds that stand for one another; in each row what is said of one may be reported of another.
_ALIKE = tuple(
    frozenset(stem(word) for word in row.split())
    for row in (
        "start commence begin began begun launch introduce establish create open form set",
        "complete finish conclude finalise close end",
        "submit send sent present circulate issue publish write written give given lodge",
        "report present bring brought return come consider receive update",
        "recruit appoint join employ fill hire post",
        "review evaluate assess audit examine check inspect",
        "engage consult involve meet met hold held talk discuss",
        "train develop learn",
        "agree approve adopt sign endorse ratify decide",
        "buy bought acquire purchase procure commission award let tender",
        "build built construct install erect",
        "visit inspect monitor",
        "test trial pilot",
        "write written draft draw drawn prepare produce develop",
        "roll deploy issue provide supply distribute implement deliver",
    )
)
# Words that report any deed: "took place", "has been completed", "is now in place".
_ANY = frozenset(
    stem(word)
    for word in "place complete achieve deliver implement do done undertake undertaken carry met fulfil finish".split()
)
_BEGINS = _ALIKE[0]
_WORD = re.compile(r"[a-z]{2,}")
# "Some", "most of", "not yet", "is variable": what is reported is no more than a part, or a beginning.
_PARTLY = re.compile(
    r"\b(?:some|most|many|several|majority|almost|nearly|half|progress|improving|increasing|"
    r"partly|partially|in part|not yet|yet to|variable|inconsistent\w*|limited|"
    r"lacks?|lacking|too (?:many|often|few|much)|remains?|early (?:stages?|days)|beginning|begun|further work|needs? to|still|"
    r"however|but|although|while|not (?:all|always|every|enough|sufficiently|consistently|fully))\b",
    re.IGNORECASE,
)


def same_deed(promised: str, reported: str) -> bool:
    """Whether the words of a report ("has been established") tell of a deed named in the promise, or of any deed at all."""
    told = _stems(reported)
    if told & _ANY:
        return True
    own = _stems(promised)
    return bool(told & own) or any(told & row and own & row for row in _ALIKE)


def begins(promised: str, reported: str) -> bool:
    """Whether something was to begin and is reported to have begun."""
    return bool(_stems(promised) & _BEGINS and _stems(reported) & _BEGINS)


def partly(report: str) -> bool:
    """Whether a report tells of a part only, or of a beginning.

    >>> partly("For some children, life-story work is undertaken."), partly("The hub has opened.")
    (True, False)
    """
    return _PARTLY.search(report) is not None


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(text.lower()))
