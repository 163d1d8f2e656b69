"""The words by which papers promise, as a table: a pattern, how far along it tells a thing to be, what must follow it.

In minutes "would", "was to" and "was under way" are the reported "will", "is to" and "is under way".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from track.record import Status
from track.verbs import EFFECTS, Action, action_after

Follows = Callable[[str, bool], Action | None]  # the words after the cue, and whether the subject is somebody who acts


@dataclass(frozen=True, slots=True)
class Cue:
    """`reported`: True only in minutes, None anywhere. `dated`: a promise only with a date that is not over."""

    pattern: re.Pattern[str]
    status: Status
    follows: Follows
    reported: bool | None = None
    dated: bool = False


_NOTHING = Action("", passive=True)
_SOMEBODY_S = Action("")
# What is under way when it "is being" done; not "is being supported", which says how a service works.
_PROJECT = frozenset(
    """developed scoped recruited established drafted reviewed finalised prepared procured rolled implemented trialled
    piloted designed undertaken planned progressed introduced created explored considered worked set built updated carried
    negotiated commissioned put sought sent made refreshed revised redesigned strengthened tested produced consulted
    convened advertised tendered rewritten restructured refurbished upgraded installed investigated collated compiled
    pursued arranged organised expanded extended addressed taken launched delivered appointed mapped evaluated modelled""".split()
)
_PROJECT_ING = re.compile(
    r"^\s*(?:now |currently |also |actively )*(?:(?:develop|scop|recruit|establish|draft|review|finalis|prepar|"
    r"procur|implement|trial|pilot|"
    r"design|undertak|progress|introduc|creat|explor|negotiat|commission|seek|updat|refresh|revis|consult|plann|"
    r"build|launch|"
    r"investigat|expand|roll|carry|putt|sett|arrang|restructur|strengthen)ing\b|working (?:(?:closely |jointly "
    r")?with [\w ,’']{2,60} )?(?:to|on|towards)\b)"
)
# What somebody may be doing on a day to come: "is reporting at the end of October".
_APPOINTED = re.compile(
    r"^\s*(?:reporting|meeting|starting|joining|launching|opening|moving|returning|holding|hosting|visiting|"
    r"attending|closing|going live)\b"
)
# The acts councils plan, agree or undertake to do; also how the actions of a plan begin.
ACTS = frozenset(
    """deliver develop produce publish provide bring report write review recruit appoint establish introduce implement launch
    open close complete carry undertake work make take send circulate submit present prepare draft finalise agree consult
    commission procure build fit install replace invest fund support train recommission extend expand create set hold meet
    visit invite ask seek secure continue lead adopt join adapt move transfer sell buy acquire lease demolish refurbish
    convert repair resurface raise keep maintain monitor audit check update revise refresh redesign restructure improve
    reduce increase strengthen ensure explore investigate consider look identify scope test pilot trial roll promote
    engage communicate share commit use offer attend issue sign approve embed align define design evaluate host give
    arrange organise run start begin commence put address allocate bid apply relocate merge integrate protect include let
    tender pay convene phase withdraw separate double halve renew recover collect map track brief clarify confirm contact
    discuss add""".split()
)


def _action(after: str, agent: bool) -> Action | None:
    return action_after(after, agent=agent)


def _expected(after: str, agent: bool) -> Action | None:
    """What follows "is expected to": events and what is done; "is expected to make a loss" is a forecast."""
    return action_after(after, agent=False)


def _anything(after: str, agent: bool) -> Action | None:
    return _NOTHING


def _somebody_s(after: str, agent: bool) -> Action | None:
    return _SOMEBODY_S


def _project(after: str, agent: bool) -> Action | None:
    words = re.findall(r"[a-z-]+", after.lower())[:3]
    while words and (words[0].endswith("ly") or words[0] in {"also", "now", "currently"}):
        words = words[1:]
    return Action(words[0], passive=True) if words and words[0] in _PROJECT else None


def _projecting(after: str, agent: bool) -> Action | None:
    match = _PROJECT_ING.match(after.lower()) if agent else None
    return Action(match[0].strip()) if match else None


def _appointed(after: str, agent: bool) -> Action | None:
    match = _APPOINTED.match(after.lower())
    return Action(match[0].strip()) if match else None


def _doing(after: str, agent: bool) -> Action | None:
    """What follows "committed to": an act, not a virtue ("committed to equality")."""
    word = (re.findall(r"[a-z-]+", after.lower()) or [""])[0]
    return Action(word) if word.endswith("ing") or word in ACTS or _acting(after, agent) else None


def _acting(after: str, agent: bool) -> Action | None:
    words = re.findall(r"[a-z-]+", after.lower())[:1]
    if words == ["be"]:
        return action_after(after, agent=agent)
    return Action(words[0]) if words and words[0] in ACTS else None


def _meaning(after: str, agent: bool) -> Action | None:
    """What follows "plans to": an act, of somebody; "the updates to the Plan to bring it into line" plans nothing."""
    return _acting(after, agent) if agent else None


def _vowed(after: str, agent: bool) -> Action | None:
    """What follows "has undertaken to": whatever is not a state of mind."""
    word = (re.findall(r"[a-z-]+", after) or [""])[0]
    plain = word not in EFFECTS or word in {"raise", "enhance", "be"}
    return Action(word) if word and plain else None


def _having(after: str, agent: bool) -> Action | None:
    return Action("have") if re.match(r"\s*(?:also |now )?have (?:an? |its own |their own )", after) else None


def _cue(pattern: str, status: Status, follows: Follows, *, reported: bool | None = None, dated: bool = False) -> Cue:
    return Cue(re.compile(pattern, re.IGNORECASE), status, follows, reported, dated)


_ADV = (
    r"(?:now |also |still |currently |both |all |already |well |therefore |then |provisionally |formally |actively )*"
)
_IS = r"\b(?:is|are|remains?|has been|have been)\s+" + _ADV
_WAS = r"\b(?:was|were|remained|had been)\s+" + _ADV
_SET = (
    r"(?:due|scheduled|set|planned|intended|timetabled|programmed|booked|on schedule|on track|on course|proposing|"
    r"planning|intending|looking|seeking|aiming|preparing|hoping)"
)
_FIXED = r"(?:scheduled|set|planned|timetabled|booked|arranged|programmed|due|expected|anticipated|proposed|targeted)"
_AT = r"(?: to (?:be|finish|start|end|begin))?(?: for| in| on| by| from|$)(?! £)"
_GOING = (
    r"(?:underway|under way|in progress|in train|on-?going|progressing(?= (?:well|and|on|with|to|through|at)\b|"
    r"[.,;]|$)|under development|in development|under consultation|"
    r"out to (?:consultation|tender|advert)|under construction|in the process of|in negotiations?|in "
    r"discussions?)(?!\w)"
)
_REPORTED_BACK = (
    r"(?:be (?:reported|brought|presented|submitted|taken|circulated|referred|completed|finalised|published|"
    r"implemented|delivered|"
    r"considered|launched)|report back|come back|follow)"
)
_DAY = r"(?= (?:(?:on|in|from) )?(?:the )?(?:\d|(?-i:[A-Z])[a-z]{2,8} \d|early|mid|late|spring|summer|autumn))"

# "committed to improving outcomes", "a commitment to ensure": virtues, not acts.
_VAGUE = (
    r"(?:ensur|improv|support|promot|work|engag|meet|secur|maintain|be|provid|help|enabl|encourag|protect|"
    r"continu|consider)(?:e|ing|ting)?\b"
)
# "would close on" proposes, "did not open in" tells of the past.
_NO_MODAL = "".join(f"(?<!{word} )" for word in "would could may might should must can will not did".split())
_MEETING = (
    r"(?:review|meeting|visit|inspection|re-?inspection|consultation|event|workshop|audit|conference|launch|"
    r"campaign|seminar|"
    r"evaluation|survey|exhibition|hearing|inquiry)s?\b"
)
CUES: tuple[Cue, ...] = (
    # "will be submitted to the Minister"; "would be brought back" in minutes
    _cue(r"\b(?:will|['’]ll)\b(?! be £)", "planned", _action),
    _cue(r"\bwould\b", "planned", _action, reported=True),
    # "each Scrutiny Meeting will have a standing item"
    _cue(r"(?<=\bmeeting )will\b|\b(?:each|every) [\w ’',&-]{3,80} will\b", "planned", _having),
    # "there will be a second review", "the next inspection will be within three years"
    _cue(
        r"\bthere (?:will|is to) be (?:an?|the|one|two|three|further|\d+) (?:[\w’'-]+ ){0,4}?" + _MEETING,
        "planned",
        _anything,
    ),
    _cue(_MEETING + r" will be (?:on|in|within|by|before)\b", "planned", _anything),
    # "with plans to open a support unit"
    _cue(r"\bwith (?:firm |clear |advanced |ambitious )?plans (?:in place )?to\b", "planned", _acting),
    # "is on schedule to be completed", "was due to launch"
    _cue(_IS + _SET + r" to\b", "planned", _action),
    _cue(_WAS + _SET + r" to\b", "planned", _action, reported=True),
    _cue(_IS + r"(?:expected|anticipated) to\b", "planned", _expected),
    _cue(_WAS + r"(?:expected|anticipated) to\b", "planned", _expected, reported=True),
    _cue(_IS + _FIXED + _AT, "planned", _anything, dated=True),
    _cue(_WAS + _FIXED + _AT, "planned", _anything, reported=True, dated=True),
    # "Formal public consultation is proposed as part of Stage Two"
    _cue(
        r"\b(?:consultation|engagement|review|workshops?|meetings?|survey|events?|report) (?:is|are) (?:proposed|"
        r"planned) (?:as part of|for|during)\b",
        "planned",
        _anything,
    ),
    # "the Board is to meet", "work is to be finished by"; not "our aim is to"
    _cue(r"\b(?:is|are) to\b", "planned", _action),
    _cue(r"\b(?:was|were) to\b", "planned", _action, reported=True),
    # "has agreed to", "undertook to", "is committed to delivering"
    _cue(
        r"(?<!is )(?<!are )(?<!be )(?<!been )(?<!was )(?<!were )\b(?:agreed|offered|resolved|decided|"
        r"agrees)\s+to\b(?! " + _VAGUE + ")",
        "planned",
        _doing,
    ),
    _cue(r"\b(?:committed|commits)\s+to\b(?! " + _VAGUE + ")", "planned", _doing),
    _cue(r"\b(?:(?:has|have|had) undertaken|undertook|pledged|promised|undertakes)\s+to\b", "planned", _vowed),
    _cue(r"\bagreed that\b", "planned", _somebody_s, reported=True, dated=True),
    _cue(r"\b(?:undertook|promised|pledged) that\b", "planned", _somebody_s, dated=True),
    _cue(r"\bcommitment to\b(?! " + _VAGUE + ")", "planned", _acting),
    # "A decision has taken place, with partners, to separate…"
    _cue(r"\bdecision (?:has been|was|has) (?:made|taken)(?: place)?(?:,[^,.]{0,40},)? to\b", "planned", _acting),
    _cue(r"\b(?:has|have) been (?:commissioned|asked|appointed|instructed|tasked|engaged) to\b", "underway", _acting),
    # "the Council plans to", "our intention is to"
    _cue(r"\b(?:plans?|intends?|proposes?) to\b", "planned", _meaning),
    _cue(r"\bintending to\b", "planned", _action),
    _cue(r"\b(?:intention|plan|proposal) is to\b", "planned", _acting),
    _cue(r"\b(?:planned|intended) to\b", "planned", _meaning, reported=True),
    # "it expects to fill the post by the end of March", "our aim is that… by September"
    _cue(
        r"(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bwas )(?<!\bwere )(?<!\bwould )\bexpect(?:s|ed)? (?:(?!that)\w+ "
        r"){0,3}?to\b|\bconfident (?:of|that)\b",
        "planned",
        _somebody_s,
        dated=True,
    ),
    _cue(
        r"\b(?:aim|target|goal|ambition|commitment) (?:is|remains) (?:that|to|for)\b",
        "planned",
        _somebody_s,
        dated=True,
    ),
    _cue(r"\bwe are required to\b(?= (?:develop|produce|publish|submit|prepare|report))", "planned", _anything),
    # "is underway", "are being scoped", "we are developing", "a review takes place"
    _cue(_IS + _GOING, "underway", _anything),
    _cue(_WAS + _GOING, "underway", _anything, reported=True),
    _cue(r"\b(?:is|are) " + _ADV + r"being\b", "underway", _project),
    _cue(r"\b(?:was|were) " + _ADV + r"being\b", "underway", _project, reported=True),
    _cue(r"\b(?:is|are)\b(?= " + _ADV + r"\w+ing\b)", "underway", _projecting),
    _cue(r"\b(?:was|were)\b(?= " + _ADV + r"\w+ing\b)", "underway", _projecting, reported=True),
    _cue(
        r"\b(?:review|work|recruitment|consultation|activities|discussions?|talks|negotiations|procurement)\b[\w "
        r"’']{0,30} (?:is taking|are taking) place\b|\bwhil(?:st|e) (?:an?|the|we|our) [\w ’']{3,40} takes place\b",
        "underway",
        _anything,
    ),
    _cue(
        r"\b(?:advert|advertisement|consultation|tender|survey|recruitment)\b[\w ’']{0,60} (?:is|are) (?:now "
        r")?(?:live|open)\b",
        "underway",
        _anything,
    ),
    # "This group is reporting at the end of October"
    _cue(r"\b(?:is|are)\b(?= \w+ing\b)", "underway", _appointed, dated=True),
    # "to be reported back to the Committee", "to be presented on 13th February"
    _cue(r"\bto " + _REPORTED_BACK + r"\b", "planned", _anything, dated=True),
    # "with implementation set to begin in Spring 2025"
    _cue(
        r"(?<!not )\b(?:set|due|scheduled|planned|expected) to (?:be \w+ed|begin|start|open|launch|complete|"
        r"commence|finish|close|go live|take place)\b",
        "planned",
        _anything,
        dated=True,
    ),
    # "a planned end date of June 2026", "The launch date is 24 October 2017"
    _cue(
        r"\b(?:planned|target|expected|anticipated|revised|proposed|completion|launch|go-live|opening|start|end) "
        r"(?:\w+ )?date\b(?: of| is| for| was| remains)?",
        "planned",
        _anything,
        dated=True,
    ),
    # "Both join on 30 October", "closes 31st March 2025"
    _cue(
        _NO_MODAL + r"\b(?:joins?|starts?|begins?|opens?|closes?|launch(?:es)?|commences?|reopens?)" + _DAY,
        "planned",
        _somebody_s,
        dated=True,
    ),
)
# One look before all the others: a sentence without any of these has no cue.
ANY = re.compile(
    r"\b(?:will|would|plans|to (?:be|report|come|follow)|(?:is|are|was|were) to|agreed|undert\w+|pledg\w+|promis\w+|"
    r"offered|resolved|commit\w*|"
    r"decision|decided|(?:commissioned|asked|appointed|instructed|tasked|engaged) to|plan\w*|intend\w*|propos\w+|"
    r"intention|expect\w*|"
    r"confident|aim|target|goal|ambition|due|scheduled|set|timetabled|booked|arranged|programmed|anticipated|"
    r"required to|on (?:schedule|track|course)|"
    r"under ?way|progress\w*|in train|on-?going|under (?:development|consultation|construction)|in (?:development|"
    r"the process|negotiation|discussion)s?|"
    r"out to|being|place|advert\w*|consultation|tender|survey|recruitment|date|joins?|starts?|begins?|opens?|"
    r"closes?|launch\w*|commences?|reopens?|"
    r"(?:is|are|was|were)(?: (?:now|also|still|currently|already|well|therefore|then|formally|actively|"
    r"provisionally|both|all))* \w+ing)\b|['’]ll\b",
    re.IGNORECASE,
)
