"""A question that asks for a register, into what it asks of it: which entries, whose, by when, since which paper.

Only questions plainly put to a register are taken; every other is left to the ordinary way.

>>> read_question("What was promised about caseloads and is it done?").about
'about caseloads'
>>> read_question("When does the hub open?") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from answer.record import Turn

if TYPE_CHECKING:
    from track.record import Response
    from track.register_rows import Outcome

Asks = Literal["promised", "due", "owner", "trend", "changed", "recommended"]
_PROMISED = r"promised|pledged|committed(?: itself| themselves)? to|undertaken|agreed to do"
_PROMISE = r"promise|pledge|commit(?: itself| themselves)? to|undertake|agree to do"
_PROMISES = r"promises|commitments|pledges|undertakings"
_CHANGE = r"move[ds]?|moving|chang(?:e[ds]?|ing)|ris(?:en?|ing)|rose|fall(?:en|ing)?|fell|gr[eo]wn?|growing|develop(?:ed|ing)?"
_LATER = r"last|latest|previous|earlier|prior|preceding"
_THINGS = rf"{_PROMISES}|actions|things|deadlines"
_REPORT = rf"(?:the |our |their )?(?:{_LATER})(?: \w+){{0,3}}? (?:report|paper|update|time|one|plan)"
_RESPONDED = r"(?:fully |partly |partially |not )?(?:accepted|agreed|rejected|refused|declined)"
_STATES = "done|kept|met|completed|overdue|open|outstanding|moved|delayed|slipped|dropped|underway|under way"
# How each thing is asked for, the first that fits; beside each, a question it takes. `about` is the matter, `who` the doer.
_FORMS: tuple[tuple[Asks, Outcome | None, str], ...] = (
    ("due", "overdue", rf"(?:what|which (?:{_THINGS})|is anything|are any (?:{_THINGS}))(?:'s| is| are)?(?: now| still)?"
     r" overdue\b(?P<about>.*)"),  # What is overdue on smartphones?
    ("due", None, rf"(?:what|which) (?:{_THINGS})(?: (?P<about>(?:about|on|for|to|in) .+?))? (?:have been|has been|were|are|is)"
     rf"(?: still| now)? (?P<state>{_STATES})"),  # Which promises on foster care have been kept?
    ("due", "moved", rf"which (?:{_THINGS}) (?P<about>(?:about|on|for|to|in) .+?) have (?:slipped|been (?:moved|delayed))"),
    ("due", "moved", rf"(?:what|which (?:{_THINGS})) ha(?:s|ve) (?:slipped|been (?:moved|delayed|put back))\b"
     r"(?P<about>.*)"),  # Which deadlines have slipped?
    ("due", None, rf"(?:what|which (?:{_THINGS})|anything)(?:'s| is| are| was| were| falls?)?(?: coming)?(?: up)? due\b"
     r"(?! (?:to|process|diligence|regard|course)\b)(?P<about>.*)"),  # What is due before March?
    ("due", None, r"(?:what|which) deadlines (?:are(?: there)?|come|fall)(?: coming)?(?: up)?\b(?P<about>.*)"),
    ("promised", None, rf"what(?:'s| is| was| were| has| have| had)?(?: been)? (?:{_PROMISED})\b(?P<about>.*)"),
    ("promised", None, rf"what (?:did|has|have|had|does|do) (?P<who>.{{2,60}}?) (?:{_PROMISED}|{_PROMISE})\b(?P<about>.*)"),
    ("promised", None, rf"(?:what|which|list (?:all )?(?:the )?|show (?:me )?(?:all )?(?:the )?) ?(?:{_PROMISES})\b"
     r"(?: (?:were|was|are|is|has|have|did|there|been|made|given|the council|in the papers|make|give))*\b(?P<about>.*)"),
    ("recommended", None, r"what (?:did|does|has|have) (?P<who>.{2,60}?) recommend(?:ed)?\b(?P<about>.*)"),
    ("recommended", None, r"(?:what|which|list (?:all )?(?:the )?|show (?:me )?(?:all )?(?:the )?) ?recommendations\b"
     r"(?: (?P<about>(?:about|on|for|from|by|to|in|of) .+?))? (?:were|was|are|is|have been|has been|did|has|have)"
     rf"(?: (?!(?:not|fully|part\w+) )(?P<who>.{{2,60}}?))? (?P<response>{_RESPONDED}|accept(?!ed)|reject(?!ed))"),
    ("recommended", None, r"(?:what|which|list (?:all )?(?:the )?|show (?:me )?(?:all )?(?:the )?) ?recommendations\b"
     r"(?: (?:were|was|are|is|has|have|did|there|been|made|given|make))*"
     r"(?P<about>(?: (?:about|on|for|from|by)\b.*)?)"),  # What recommendations were made about supervision?
    ("recommended", None, r"what (?:was|were|is|has been) recommended\b(?P<about>(?: (?:about|on|for|by)\b.*)?)"),
    ("owner", None, r"who(?:'s| is| was| are)(?: the (?:person|officer|one))? (?:responsible|accountable) for (?P<about>.+)"),
    ("owner", None, r"who (?:owns|leads on|is leading on|is to lead on) (?P<about>.+)"),
    ("changed", None, r"what(?:'s| has| have| is)?(?: been)? (?:changed|different|new)\b(?P<about>.*?)"
     rf"\b(?:since|from|compared (?:with|to)) {_REPORT}\b(?P<more>.*)"),  # What changed since the last report?
    ("trend", None, rf"how (?:has|have|is|are|did) (?P<about>.+?) (?:{_CHANGE})\b(?P<span>.*)"),
    ("trend", None, r"what(?:'s| is| has been) the trend (?:in|of|for) (?P<about>.+)"),
    ("trend", None, r"(?:has|have|is|are) (?P<about>.+?) (?:gone|going) (?:up|down)(?: or (?:up|down))?\b(?P<span>.*)"),
)  # fmt: skip
_COMPILED = tuple((asks, outcome, re.compile(rf"^{form}$", re.IGNORECASE)) for asks, outcome, form in _FORMS)
_OPENING = re.compile(
    r"^(?:and|so|but|please|then|ok|okay|can you (?:tell|show) me|tell me|do we know|remind me)[,:]? +", re.IGNORECASE
)
# What else may be asked of the same entries in one breath, and by itself of those just shown.
_THEM = r"(?:(?:any|all) of )?(?:it|they|them|this|that|these|those)"
_DID = r"done|kept|met|delivered|finished|completed?|happen(?:ed)?|carried out|achieved"
_DONE = (
    rf"(?:(?:is|are|was|were|has|have|did|does) {_THEM}(?: all| now| yet| actually| ever)*(?: been)? ?(?:{_DID})?"
    rf"|what (?:became|has become|happened|has happened) (?:of|to|with) {_THEM})(?: yet| so far| since)?"
)
_WHO_WHEN = rf"(?:by )?wh(?:om|en)|when (?:is|are) {_THEM} due|who (?:is|are) to do {_THEM}|who(?:'s| is) responsible"
_WHY = "why(?: not)?"
_REPLY = (
    r"(?:what (?:was|were|is) (?:the|their|its) (?:council's )?(?:response|reply|answer)s?"
    rf"|(?:was|were|is|are) {_THEM} {_RESPONDED}|how did (?:the council|they) respond)(?: to {_THEM})?"
)
_ALSO = re.compile(
    rf"(?:[,;.?] *(?:and )?| and )(?:{_DONE}|{_WHO_WHEN}|{_WHY}|{_REPLY})(?: and (?:by )?wh(?:om|en))?$",
    re.IGNORECASE,
)
_ASKS_DONE = re.compile(rf"^(?:and |so |but )?{_DONE}$", re.IGNORECASE)
_ASKS_WHO_WHEN = re.compile(rf"^(?:and |so |but )?(?:{_WHO_WHEN})(?: and (?:by )?wh(?:om|en))?$", re.IGNORECASE)
_WHICH = re.compile(
    r"^(?:and |so |but )?which(?: ones?)?(?: of (?:them|these|those|it))? (?:is|are|has|have)(?: been)?(?: still| now)? "
    rf"(?P<outcome>{_STATES})$",
    re.IGNORECASE,
)
_AND_FOR = re.compile(
    r"^(?:and|what about|how about|and what about)(?: (?:for|on|about|in))? (?P<about>.+)$", re.IGNORECASE
)
_OUTCOMES: dict[str, Outcome] = {
    "done": "done", "overdue": "overdue", "open": "open", "moved": "moved", "dropped": "dropped", "underway": "underway",
    "kept": "done", "met": "done", "completed": "done", "outstanding": "open", "slipped": "moved", "delayed": "moved",
    "under way": "underway",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterQuestion:
    """What is asked of the registers: `about` is the matter and `who` the doer, as the question words them.

    `outcome` narrows to what became so, `response` to recommendations answered so; `done` says that the question asks what
    became of it all.
    """

    asks: Asks
    about: str
    who: str = ""
    outcome: Outcome | None = None
    done: bool = False
    response: Response | None = None


def read_question(question: str, history: Sequence[Turn] = ()) -> RegisterQuestion | None:
    """What a question asks of the registers; None when it asks for something else.

    A follow-up ("and is it done?", "which are overdue?") is read with the question just before it, if that was put to a
    register.
    """
    plain = _plain(question)
    if history and (before := read_question(history[-1].question, history[:-1])):
        if _ASKS_DONE.match(plain):
            return replace(before, done=True)
        if which := _WHICH.match(plain):
            return replace(before, outcome=_outcome(which["outcome"]), done=True)
        if _ASKS_WHO_WHEN.match(plain) and before.asks in ("promised", "owner"):
            return replace(before, asks="promised")
        if (other := _AND_FOR.match(plain)) and before.asks in ("promised", "trend", "owner"):
            return replace(before, about=other["about"].strip())
    return _alone(plain)


def _alone(plain: str) -> RegisterQuestion | None:
    also = _ALSO.search(plain)
    said = plain[: also.start()].strip(" ,;.") if also and also.start() else plain
    for asks, outcome, form in _COMPILED:
        if match := form.match(said):
            parts = match.groupdict()
            about = " ".join(part.strip() for part in (parts.get("about"), parts.get("more")) if part)
            became = _outcome(parts["state"]) if parts.get("state") else outcome
            who = (parts.get("who") or "").strip()
            response = _response(parts["response"]) if parts.get("response") else None
            return RegisterQuestion(asks, about.strip(" ,"), who, became, also is not None, response)
    return None


def _response(said: str) -> Response:
    if re.match(r"part", said, re.IGNORECASE):
        return "partly"
    return "rejected" if re.match(r"not|rej|ref|dec", said, re.IGNORECASE) else "accepted"


def _outcome(said: str) -> Outcome:
    return _OUTCOMES[said.lower()]


def _plain(question: str) -> str:
    text = " ".join(question.replace("’", "'").split()).strip(" ?.!")
    while (shorter := _OPENING.sub("", text)) != text:
        text = shorter
    return text
