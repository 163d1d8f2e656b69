"""A sentence to the commitment it makes, if any: by which words, whose, and how far along it is.

What looks like a promise and is none (a condition, an effect, a forecast, a duty in law, how a service works) is turned
away by the words around the cue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from track.cues import ACTS, ANY, CUES, Cue
from track.record import Status
from track.verbs import Action, participle


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a sentence commits to: the cue is `sentence[start:end]`, the subject stands before it, the action after it.

    `verb` is what is to happen, where one word says so. Its clause is `sentence[opens:closes]`. `passive`: the subject is not who
    acts. `dated`: a commitment only if it has a date that is not over.
    """

    status: Status
    start: int
    end: int
    opens: int
    closes: int
    passive: bool = False
    dated: bool = False
    verb: str = ""


# A whole sentence that promises nothing, whatever its verb: a condition, a question, a template, a post's duties.
_NOT_SAID = re.compile(
    r"^[\W\d]*(?:if|should (?:the|a|an|this|it|any|you)|unless|where (?:a|an|the|there|this|any|appropriate|"
    r"necessary|possible)|"
    r"in the event|provided that|assuming|whether|were (?:the|a)|when (?:a|an|you) |before (?:a|an|you) |how |"
    r"what |why |who |(?:to )?note (?:that|the) |"
    r"will (?:the|this|there|it|you)|does|do you|is (?:the|there)|are (?:the|there))\b|"
    r"\?\s*$|\[(?:insert|name|date|xx)|\bpost ?holder|\bjob (?:description|applicant)|\bsuccessful candidate",
    re.IGNORECASE,
)
# Before the cue, in its clause: what follows is no statement of what will be done.
_CONDITION = re.compile(
    r"\b(?:if|unless|in the event|whether|should (?:the|a|an|it|this|there)|were (?:the|a|there)|otherwise|provided that|"
    r"assuming|would not|not all|forecasts? (?:that|indicat\w+|show\w*)|projected that|not yet|assum\w+ that|removal of an?)\b|"
    r"\b(?:policy|policies|strategy|guidance|regulations?|act|code|framework|nppf|circular|legislation|law)\b[^.;]{0,40}"
    r"\b(?:states?|requires?|says|provides|sets? out|describ\w+|indicates?)\b(?!.*\b(?:so|therefore)\b)|"
    r"\b(?:ensur\w*|so that|in order (?:that|for))\b(?:(?! and (?:will|the|we|is|are|continues?)\b)[^,;])*$|"
    r"\b(?:likely|unlikely|possible|potential|possibility|risks?|concerns?|hope\w*|doubt\w*|certainty)\b[^;]*\bthat\b"
    r"[^;]*$|"
    r"\b(?:how|what|why|where|when|(?:ways?|manner|extent|degree|terms) (?:in|to|on) which|(?:the )?stages? at which|"
    r"the extent to which)\b[^,;.]*$",
    re.IGNORECASE,
)
# Where one clause ends and another, with a subject of its own, may begin.
_BOUNDARY = re.compile(
    r"; |, (?:and|but|which|while|whilst|with)\b|\band (?=(?:the|this|these|it|will|we|officers|therefore|then|is|"
    r"are|an?)\b|(?-i:[A-Z]))"
)
# "the transport package that will be funded", "the scheme which is in development": which one is meant, not what is promised.
_RESTRICTIVE = re.compile(
    r"(?<![,–-])(?<!agreed)(?<!said)(?<!confirmed) (?:that|which|who)\s*$|(?<![,–-]) which "
    r"(?!is |are |was |were )[\w’' ]{2,40}$",
    re.IGNORECASE,
)
_WHICH_ONE = re.compile(
    r"(?<!said)(?<!agreed)(?<!confirmed)(?<!advised)(?<!noted)(?<!explained)(?<!reported)(?<!stated)(?<!hoped)"
    r"(?<!promised)(?<![,;]) (?:that|which) (?!she|he|it|they|we|this|there|these)(?:the |our |its |a )?[\w’' ]{2,40}$",
    re.IGNORECASE,
)  # "the model that the authority…"
_ENDS_AT_ONCE = re.compile(r"^\s*(?:\w+ly )?\w+(?: (?:set|take|use))?\s*(?:[.,;:]|$| (?:and|across|under|as)\b)")
_FORECAST = re.compile(
    r"\b(?:variance|overspend|underspend|deficit|shortfall|pressures?|forecast|outturn|inflation|demand|surplus|"
    r"profit|losses)\b[^,;]*$",
    re.IGNORECASE,
)
# "Our aim is to", "the policy on investments is to": what a thing is for, not what will be done.
_FOR = re.compile(
    r"\b(?:aim|purpose|role|objective|policy|approach|ask|vision|priority|focus|function|responsibility|duty|task|"
    r"theme|goal|ambition|reason|key|challenge|"
    r"next step|idea|solution|option|way|requirement|remit|mission)s?\b(?: (?:of|for|on|in|when|behind)\b[^,;]*)?\s*$",
    re.IGNORECASE,
)
_IS_TO = re.compile(r"(?:is|are|was|were) to", re.IGNORECASE)
# What "to be" hangs on when it is no plan: "Regulations require local plans to be reviewed".
_ASKED = re.compile(
    r"\b(?:requir\w*|need\w*|allow\w*|enabl\w*|expect\w*|should|must|for|able|unable|likely|opportunity|order|"
    r"process|wait\w*|yet)\b[^.;]*$",
    re.IGNORECASE,
)
# Boilerplate of letters, notices and front sheets, and funding statements.
_BOILERPLATE = re.compile(
    r"copying this letter|published on (?:the|our) (?:ofsted )?website|ofsted['’]s? website|can be found (?:at|on|in)|"
    r"members? (?:will|would) (?:be aware|recall|note|wish)|\bwebcast|members of the public|this meeting will be|"
    r"\byou will|\byour (?:response|comments|views) will|\bplease |(?:will|would) be met (?:from|by|within)|"
    r"correct record|be made in (?:accordance|line) with|"
    r"(?:secured|controlled|required|dealt with|addressed|submitted) (?:by|through|via|in|under|at|as part of) "
    r"(?:an? |the |any |detailed )*(?:legal agreement|s\.?106|section 106|planning "
    r"(?:condition|obligation)|conditions?\b|reserved matters|detailed design)|planning permission will be "
    r"granted|\bappellant|"
    r"\bwill (?:also )?continue to (?:provide|support|offer|ensure|have|receive|benefit)\b|inspectors will "
    r"(?:look|consider|evaluate|judge|take|make|review|meet|ask|discuss)",
    re.IGNORECASE,
)
# A resolution that only takes note: nothing more is to be done.
_NOTED = frozenset(
    """noted welcomed received approved agreed endorsed confirmed thanked accepted recorded signed supported commended granted
    adopted elected congratulated excluded""".split()
)


def commitments(sentence: str, *, reported: bool, has_agent: Callable[[str], bool]) -> list[Commitment]:
    """The commitments of a sentence, one to a clause. `reported`: it is of minutes; `has_agent` judges a subject."""
    if not ANY.search(sentence) or silent(sentence):
        return []
    bounds = [match.start() for match in _BOUNDARY.finditer(sentence)]
    chosen: list[tuple[Cue, re.Match[str], Action]] = []
    for cue, match, action in sorted(
        _accepted(sentence, reported, has_agent), key=lambda one: (one[1].start(), one[0].dated)
    ):
        before = chosen[-1] if chosen else None
        if before is None or any(before[1].end() <= bound < match.start() for bound in bounds):
            chosen.append((cue, match, action))
        elif (before[0].dated or before[2].weak) and not (cue.dated or action.weak):
            chosen[-1] = (cue, match, action)
    opens = [0]
    for (_, before_match, _), (_, match, _) in pairwise(chosen):
        opens.append(max(bound for bound in bounds if before_match.end() <= bound < match.start()))
    closes = [*opens[1:], len(sentence)]
    return (
        [
            Commitment(
                cue.status,
                match.start(),
                match.end(),
                begin,
                stop,
                action.passive,
                cue.dated or action.weak,
                action.verb,
            )
            for (cue, match, action), begin, stop in zip(chosen, opens, closes, strict=True)
        ]
        if chosen
        else []
    )


def _accepted(
    sentence: str, reported: bool, has_agent: Callable[[str], bool]
) -> Iterator[tuple[Cue, re.Match[str], Action]]:
    """The cues that the words around them let stand."""
    for cue in CUES:
        if cue.reported and not reported:
            continue
        for match in cue.pattern.finditer(sentence):
            subject = sentence[: match.start()]
            if _CONDITION.search(subject) or (match[0].lower().startswith("to be") and _ASKED.search(subject)):
                continue
            if _IS_TO.fullmatch(match[0]) and _FOR.search(subject):
                continue
            if _RESTRICTIVE.search(subject) and not re.match(r" (?:now|then) ", sentence[match.end() :]):
                continue
            if _WHICH_ONE.search(subject) and _ENDS_AT_ONCE.match(sentence[match.end() :]):
                continue
            action = cue.follows(sentence[match.end() :], has_agent(subject))
            if action is not None and (action.passive or not _FORECAST.search(subject)):
                yield cue, match, action


LONGEST = 700  # characters: what is longer is a page's debris or a table read as text, not a sentence


def silent(sentence: str) -> bool:
    """Whether a sentence promises nothing, whatever its verb: boilerplate, a question, a condition, a template."""
    return len(sentence) > LONGEST or bool(_NOT_SAID.search(sentence) or _BOILERPLATE.search(sentence))


def acts(text: str) -> bool:
    """Whether a text begins as an action of a plan does: "Open the multi-agency safeguarding hub"."""
    word = re.match(r"(?:to )?([a-z-]+)", text.strip().lower())
    return bool(word and word[1] in ACTS)


def asks_for_an_act(text: str) -> bool:
    """Whether a resolution's "be" asks for an act: "that the cost be reported"; not "that the report be noted"."""
    verbs = (match[1].lower() for match in re.finditer(r"\bbe (?:\w+ly )?(\w+)\b", text))
    return any(participle(verb) and verb not in _NOTED for verb in verbs)
