"""A later paper's sentence becomes what it says of an action: done, under way, moved, dropped, or still to come.

>>> [cue.says for cue in cues("The panel has not yet met; it is to meet in May.")]
['repeated', 'repeated']
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from track.record import Says

_ADVERB = r"(?:(?:now|also|since|all|both|\w+ly) )*"
_BE_DONE = rf"(?:has|have|had) {_ADVERB}(?:been )?{_ADVERB}"
# "has been delayed" is no report of a deed.
_HAS = r"(?:(?:has|have|had|was|were|is|are) (?:now |\w+ly )?(?:been )?)?"
_PAST = (
    r"(?:\w{3,}ed|met|set up|put|held|built|made|taken(?: place)?|given|sent|written|brought|begun|gone|found|drawn up|"
    r"undertaken|let|won|led|cut|grown|risen|fallen|seen|spent|chosen|shown|become)\b"
)
# (what it says, how a later paper puts it); the first that matches at a place wins. The example above each is a real one.
_CUES: tuple[tuple[Says, tuple[str, ...]], ...] = (
    # "will no longer be required", "the project has been cancelled"
    (
        "dropped",
        (
            r"\bno longer (?:be(?:ing)? )?(?:required|needed|proceed\w*|pursued|planned|going ahead|feasible|viable)\b",
            r"\bwill no longer\b",
            r"\b(?:will|would|does|do|did) not (?:now )?(?:be )?(?:proceed|progressed|go ahead|taken forward|pursued)",
            rf"\b{_HAS}(?:cancelled|abandoned|discontinued|withdrawn|scrapped|stood down)\b",
        ),
    ),
    # "the opening has been delayed until March", "a revised timescale", "later than planned", "would not now open"
    (
        "moved",
        (
            rf"\b{_HAS}(?:delayed|deferred|postponed|rescheduled|slipped|pushed back|put back|brought forward)\b",
            rf"\b{_HAS}(?:extended|moved|revised) (?:back |forward )?(?:to|until)\b",
            r"\brevised (?:date|timescale|timetable|timeline|deadline|completion)",
            r"\b(?:later|earlier) than (?:was |originally |first )?(?:planned|expected|scheduled|anticipated|intended)\b",
            r"\bnow (?:expected|due|scheduled|planned|anticipated|likely) (?:to|for|in|by)\b",
            r"\bwould not now\b",
        ),
    ),
    # "has not yet been completed", "is still to be appointed", "awaiting confirmation"
    (
        "repeated",
        (
            r"\bnot yet\b|\byet to\b|\bstill (?:to be|needs?|awaiting|waiting)\b|\bremains? to be\b|\bawait(?:ing|s|ed)\b",
            r"\b(?:has|have|had) not been\b",
        ),
    ),
    # "is underway and is on schedule", "are being rolled out", "is progressing", "a programme has started"
    (
        "underway",
        (
            r"\bunder ?way\b|\bin progress\b|\bon (?:schedule|track|target)\b|\bon ?-?going\b|\bcontinu(?:es?|ing)\b",
            r"\b(?:is|are|was|were) (?:now |currently |also )*being\b",
            r"\bunder (?:development|review|consultation|construction)\b|\bin development\b",
            r"\b(?:is|are) (?:now |currently |also |actively )*"
            r"(?:work|progress|develop|recruit|implement|prepar|review|roll|deliver|driv)\w*ing\b",
            r"\b(?:have|has) been (?:work|progress|develop|recruit|implement|prepar)\w*ing\b",
            r"\bpartially (?:complete|met|implemented)\w*",
            rf"\b(?:has|have) {_ADVERB}(?:started|begun|commenced)\b|\b(?:started|began|commenced) (?:in|on|at|from)\b",
        ),
    ),
    # "has been established", "took place in November", "is now in place", "completed in October"
    (
        "done",
        (
            rf"\b{_BE_DONE}{_PAST}|\b(?:was|were) {_ADVERB}{_PAST}|\bnow \w{{3,}}ed\b",
            r"\b(?:took|taken) place\b|\b(?:now |is |are |already )(?:fully )?in place\b|\bmet for the first time\b",
            r"\bnow (?:complete|open|live|operational)\b|\b(?:is|are) complete\b|\bwent live\b|\b(?:re)?opened\b",
            r"\b(?:completed|achieved|launched|implemented|delivered|published|signed off|appointed|established|received|"
            r"commissioned|introduced|recruited|agreed|approved|submitted|awarded|created|secured)\b",
        ),
    ),
    # "will be completed by", "is to report", "it is intended to"
    (
        "repeated",
        (
            r"\b(?:will|shall)\b|\b(?:is|are) (?:to|due to|expected to|planned to|scheduled to|intended to)\b",
            r"\b(?:plans?|intends?|aims?) to\b|\bintention is to\b",
            r"\bto be (?:completed|reported|presented|agreed|reviewed|implemented)\b",
        ),
    ),
)
_ANY = re.compile(
    "|".join(f"(?P<c{number}>{'|'.join(patterns)})" for number, (_, patterns) in enumerate(_CUES)), re.IGNORECASE
)
# "will be completed" and "to be completed" hold a participle, and are no report that it was done.
_COMING = re.compile(
    r"\b(?:will|shall|to|must|should|would|could|can|may|might|cannot|not|once|when|until|if|is|are)"
    r"(?: \w+){0,2} (?:be |have been )?$",
    re.IGNORECASE,
)
_WAS = re.compile(r"\b(?:was|were|had|did)\b")
_GOES_ON = re.compile(r"\b(?:and|which) (?:is|are)\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words at `start` to `end` of a sentence say of the action they stand by."""

    says: Says
    start: int
    end: int


def cues(sentence: str) -> list[Cue]:
    """Every cue in a sentence, in order; a participle after "will be" is part of what is to come."""
    found = []
    for match in _ANY.finditer(sentence):
        meant = _CUES[int((match.lastgroup or "c0")[1:])][0]
        if meant == "done" and _COMING.search(sentence[: match.start()]):
            meant = "repeated"
        found.append(Cue(meant, match.start(), match.end()))
    return found


def said(sentence: str, at: int) -> Cue | None:
    """The cue that says what became of the action whose words stand around `at`: the nearest. None when there is none.

    >>> said("The hub opened in June and a second hub will open in May.", 50).says
    'repeated'
    """
    found = cues(sentence)
    if not found:
        return None
    strong = [cue for cue in found if cue.says in ("dropped", "moved")]
    nearest = min(strong or found, key=lambda cue: min(abs(cue.start - at), abs(cue.end - at)))
    if nearest.says == "done":
        goes_on = next((cue for cue in found if cue.says == "underway" and cue.start > nearest.end), None)
        if goes_on is not None and _GOES_ON.search(sentence, nearest.end):
            return goes_on
    return nearest


def was(sentence: str) -> bool:
    """Whether a sentence without any cue tells of the past: "This was the review at the board in November"."""
    return _WAS.search(sentence) is not None


def in_cell(row: str, cue: Cue) -> bool:
    """Whether a bare participle stands inside a cell of a table's row, where it tells of no deed; at its head it does.

    >>> row = "New rota agreed with staff | Completed"
    >>> [in_cell(row, cue) for cue in cues(row)]
    [True, False]
    """
    bare = " " not in row[cue.start : cue.end]
    return "|" in row and bare and row[: cue.start].rstrip()[-1:] != "|"
