"""What the words after "will", "would" or "is being" are: an action that someone promises, or a state, an effect, a forecast.

The tables say which verbs make no promise ("will mean", "will be affected"), each with a real example where it is not plain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Past participles that do not end in -ed.
IRREGULAR = frozenset(
    """made held taken brought sent given set put run built done drawn written undertaken led begun kept shown sought paid
    bought found spent chosen seen fed cut let reset rebuilt rewritten overseen told sold withdrawn taught laid split won
    grown rolled driven dealt left shut read lent hosted""".split()
)
# "will be required", "will be affected by": a state or an effect, nobody's action.
STATIVE = frozenset(
    """required needed affected impacted based expected entitled related interested concerned involved limited located
    situated reduced increased improved exceeded incurred charged noted aware unaffected unchanged retained dependent
    liable exposed associated faced experienced caused pleased delighted minded considered-as known seen regarded deemed
    treated supposed allowed permitted forced obliged bound prevented restricted excluded exempted generated lost gained
    saved viewed measured realised determined outweighed offset compared satisfied encouraged advised aligned judged
    mitigated minimised maximised achieved missed protected welcomed commended hoped informed guided driven underpinned
    governed reflected assumed""".split()
)
# "will mean", "will enable", "will cost": effects and forecasts.
EFFECTS = frozenset(
    """mean enable help allow ensure result lead cause remain depend vary affect impact benefit contribute require need have
    cost save increase decrease reduce rise fall grow become act see face experience exceed total amount make-sure know
    recall wish note appreciate understand want like find feel believe expect hope suffer lose gain apply receive exist
    occur happen arise stay last differ relate reflect represent show demonstrate indicate suggest prove improve minimise
    maximise mitigate generate create encourage attract drop get tend seem appear matter inform facilitate strengthen
    raise live belong serve comprise consist constitute cease count determine influence incur inevitably probably likely
    thrive encounter account be permit prevent restrict limit avoid enhance outweigh outline describe explain""".split()
)
# What a thing does only when somebody sees to it: "the programme will commence in May".
EVENTS = frozenset(
    """begin start commence launch open close reopen end finish conclude complete come go take move transfer meet report
    return join host visit sit""".split()
)
# What a thing may do by its nature too ("the scheme will include"): a promise only with a date.
WEAK = frozenset("include form focus cover feed run follow cease replace continue".split())
# Of a thing these are events only with certain words: "will take place", "will go to Cabinet".
_ONLY = {
    "take": {"place", "effect", "over", "forward", "part", "on"},
    "go": {"to", "live", "ahead", "out", "before", "through", "forward"},
}
# "will be challenging" tells how a thing is.
_ADJECTIVES = frozenset(
    """nothing something being challenging outstanding existing ongoing demanding willing lacking missing pressing
    rewarding interesting increasing growing rising falling continuing pending facing seeing binding
    exciting surprising overarching""".split()
)
# "will be in place by", "will be live": a state that is somebody's to bring about.
STATES = re.compile(
    r"(?:fully )?(?:in place|in post|in use|live|open|ready|complete|operational|available|up and running|on site|"
    r"online|back)\b"
)
ADVERBS = frozenset(
    "now also then therefore still first only both all each soon again next either in-turn further thus".split()
)
_REQUIRED_BY = re.compile(
    r"^ (?:also )?be required by (?:the end of )?(?:\d|[A-Z][a-z]+ \d)"
)  # "will be required by 2030"
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")


def participle(word: str) -> bool:
    """Whether a word is the past participle of an action: "reviewed", "brought"; not "required"."""
    return word not in STATIVE and ((word.endswith("ed") and len(word) > 3) or word in IRREGULAR)


@dataclass(frozen=True, slots=True)
class Action:
    """What is to happen: the verb, and whether the subject has it done to it ("will be reviewed"); `weak`: only with a date."""

    verb: str
    passive: bool = False
    weak: bool = False


def action_after(text: str, *, agent: bool) -> Action | None:
    """The action that "will" or "would" promises in the words that follow it; None where they promise none.

    `agent`: whether the subject is somebody who acts; of a thing ("the scheme will…") only some verbs are promises.
    """
    words = _past_adverbs([word.lower() for word in _WORD.findall(text[:120])])
    if words[:1] == ["not"]:
        words = _past_adverbs(words[1:])
        if not agent or words[:1] == ["be"]:
            return None  # "will not be affected", "would not now open in January"
    if words[:2] == ["continue", "to"]:
        words = _past_adverbs(words[2:])
    if not words:
        return None
    if words[0] == "be":
        return _being(text, _past_adverbs(words[1:]))
    if words[0] in {"seek", "aim", "work", "look", "endeavour"} and words[1:2] == ["to"]:
        return Action(words[0], weak=not agent)
    if words[0] in EFFECTS:
        return None
    if words[0] in _ONLY and words[1:2] and words[1] not in _ONLY[words[0]]:
        return None  # "will take a sustained effort", "is expected to go on rising"
    if agent or words[0] in EVENTS:
        return Action(words[0])
    return Action(words[0], weak=True) if words[0] in WEAK else None


def _past_adverbs(words: list[str]) -> list[str]:
    while words and (
        words[0] in ADVERBS or (words[0].endswith("ly") and words[0] not in {"apply", "supply", "comply", "rely"})
    ):
        words = words[1:]
    return words


def _being(text: str, words: list[str]) -> Action | None:
    if not words:
        return None
    if participle(words[0]) or _REQUIRED_BY.search(text):
        return Action(words[0], passive=True)
    if words[0].endswith("ing") and words[0] not in _ADJECTIVES and words[0][:-3] not in EFFECTS:
        return Action(words[0])
    after = re.search(r"\bbe\s+(?:\w+ly )?", text)
    if after and STATES.match(text[after.end() :].lower()):
        return Action(words[0], passive=True)
    if words[:2] in (["subject", "to"], ["asked", "to"], ["invited", "to"]):
        return Action(words[0], passive=True)
    return None
