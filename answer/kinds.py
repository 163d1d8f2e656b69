"""The kinds of answer: how a question asks for each, and how each is told in a statement: a date for "when"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.facts import Token


def _any(*forms: str) -> re.Pattern[str]:
    """Any of the forms, as whole words."""
    return re.compile("|".join(rf"\b(?:{form})\b" for form in forms), re.IGNORECASE)


_MONEY = r"cost|budget|spend|spent|overspend|underspend|saving|savings|price|fee|grant|funding|allocat\w+"
# The kind that a question asks for: the form that comes first in it, with a question beside each.
_ASKED: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("grade", _any("grade[ds]?", "judge?ments?", "rated|rating"), "What grade did Ofsted give?"),
    (
        "money",
        re.compile(
            r"\bhow much (?:money|did|does|do|will|would|was|were|is|has|have|of)\b"
            r"|\bwhat (?:did|does|will|would) .{3,60} cost\b|£",
            re.IGNORECASE,
        ),
        "How much was set aside?",
    ),
    (
        "percent",
        re.compile(r"\b(?:what|which) (?:percentage|proportion|share|rate)\b|\bper ?cent\b|%", re.IGNORECASE),
        "What percentage were seen in time?",
    ),
    (
        "count",
        _any(
            "how many",
            r"(?:what|total|average|number) (?:number|caseload|total|is the number)",
            "number of",
            "average",
            "how (?:large|big|high|low|far|old|often)",
            "(?:at )?what age",
        ),
        "How many children were on a plan?",
    ),
    ("duration", _any("how long", "how soon"), "How long will it take?"),
    (
        "date",
        _any(
            "when",
            r"what(?:['’]?s| is| was)? (?:the )?(?:\w+ ){0,2}(?:date|day|month|year|time|deadline)",
            "by what",
            "(?:on )?which (?:date|day|month|year)",
            "deadline",
            "since when",
        ),
        "When was the letter sent?",
    ),
    (
        "person",
        _any(
            "who(?:se|m)?",
            "which (?:officer|councillor|member|inspector|director|person|minister)",
            "lead inspector",
            "name of the",
        ),
        "Who chairs the board?",
    ),
    ("place", _any("where"), "Where was it held?"),
    ("reason", _any("why", "what (?:reason|caused|led)", "how come"), "Why was it delayed?"),
)
_QUESTION = "how|what|which|who|whose|whom|why|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
_ABOUT_MONEY = re.compile(rf"\b(?:{_MONEY})\b.{{0,60}}\?*$", re.IGNORECASE)  # "What was Croydon's overspend?"
_LEADING = re.compile(
    rf"^(?:when|where|while|as|after|before|once|since|according to) [^,?]{{3,80}}, (?=(?:{_QUESTION})\b)",
    re.IGNORECASE,
)  # "When Ofsted failed Stoke in 2019, how many…"
_OPENS = re.compile(rf"(?:so |and |but |or )?(?:{_QUESTION})\b", re.IGNORECASE)
_RELATIVE = re.compile(r"(?<=\s)([\w’']+) (?:when|where|who|whose|whom)\b(?!\?)", re.IGNORECASE)
# Words after which "who" and "when" go on asking: "Do we know who…", "and when", "by when".
_ASKS_ON = frozenset(
    "and or but know known say says said tell told me us ask asked clear decided agreed named name give given state stated "
    "find confirm remember sure out by since until till to from of for with about on exactly is was are were".split()
)
KINDS = ("", *(kind for kind, _pattern, _example in _ASKED))  # in a fixed order: learnt weights count on it

LIST = _any(
    "what (?:are|were) (?:the|all)",
    "list",
    "name (?:the|all|them)",
    r"which (?:\w+ ){0,2}\w+s(?! (?:is|was|has))",
    r"what (?:\w+ ){0,3}(?:things|areas|reasons|steps|actions|recommendations|options|measures|groups|services|priorities)",
    r"what (?:\w+ ){0,3}(?:points|kinds|types)",
    "what (?:two|three|four|five|six|seven)",
)
COMPARISON = _any(
    "compared?",
    "differen(?:t|ce|ces)",
    "changed?",
    "between .{2,80} and",
    "(?:more|fewer|less|higher|lower|bigger|better|worse) .{2,80} than",
    "versus|vs",
    "which (?:council|authority|paper|report|year) (?:got|had|has|was|is)",
    "(?:go|gone|went|going|moved?) (?:up|down)",
    "from what to what",
    "do(?:es)? .{3,60} (?:agree|disagree|differ|match)",
    "both",
    "each",
)
SEVERAL = re.compile(
    r"\band (?:how|what|who|when|where|which|why|is|are|was|were|did|does|do|by|has|have|then)\b"
    r"|\bboth\b|\brespectively\b|\?.+\?",
    re.IGNORECASE,
)  # "Who took over, and when?"
LATEST = _any(
    "(?:latest|newest|most recent|current) (?:position|figures?|numbers?|status|news|update|picture|forecast|word)",
    "what(?:'s|’s| is) the latest",
    "as things stand",
    "up to date",
)  # "What is the latest position on caseloads?"
YES_NO = re.compile(
    r"^(?:so |and |but |or )?"
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must)\b",
    re.IGNORECASE,
)

# "Was it within budget?", "Which was further under budget?", "What were they told to do about savings?" ask for no amount.
NO_AMOUNT = re.compile(
    rf"{YES_NO.pattern}|\bwhich\b|\bwhat\b.*\b(?:told|tells?|says?|said|do|done|happen(?:s|ed)?|means?)\b",
    re.IGNORECASE,
)

FREQUENCY = _any("daily|weekly|fortnightly|monthly|quarterly|annually|annual", "every|each|twice|once")
SPAN = _any("days?|weeks?|months?|years?|hours?|minutes?|term")
WHEN = _any(
    "spring|summer|autumn|winter",
    "half term|term|quarter|Q[1-4]|week|month",
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
    "immediate(?:ly)?|ongoing",
    r"(?:19|20)\d\d ?[-/–] ?(?:\d\d){1,2}",  # a financial year
    "(?:this|next|last|previous|following) year",
    r"(?:\d+|one|two|three|four|five|six|several|few) (?:days?|years?) (?:ago|later|earlier|after|before)",
)
GRADE = _any(
    "outstanding|good|requires? improvement|inadequate|adequate|satisfactory",
    "red|amber|green",  # RAG ratings
)
_BODIES = (  # capitalised words that are no part of a person's name: "Improvement Board", "Social Care"
    "Board|Council|Committee|Panel|Plan|Services?|Directors?|Officers?|Head|Members?|Cabinet|Improvement|Children|Childrens|Social|Care|Early"
    "|Help|Report|Teams?|Groups?|The|This|These|In|On|At|For|From|Our|An|County|Borough|City|Local|Authority|Government|Trust|Partnership"
    "|Strategy|Programme|Project|Executive|Chief|Lead|Independent|Interim|Chair|Department|Education|Safeguarding|Scrutiny|Overview|Working"
    "|Monitoring|Health|Adult|Adults|Public|Finance|Resources|Place|Act|Framework|Review|Office|House|School|College|Centre|Library|Road"
    "|Street|Park|Green|North|South|East|West|New|Young|People|January|February|March|April|May|June|July|August|September|October|November"
    "|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Table|Appendix|Part|Item"
)
NAME = re.compile(
    r"\b(?:Cllr|Councillor|Mrs?|Ms|Miss|Dr|Sir|Dame|Lord|Baroness|Professor)\b"
    rf"|\b(?!(?:{_BODIES})\b)[A-Z][a-z'’-]+ (?:[A-Z]\.? )?(?!(?:{_BODIES})\b)[A-Z][a-z'’-]+\b"
)
ROLE = _any(  # an office may be the answer to "who" as well as a name: "head of the virtual school"
    "chair(?:man|woman)?|director|head of|officer|manager|leader|inspectors?|commissioner|minister|secretary|members?",
    "cabinet|committee|board|panel|council|team|service|department|ofsted|trust|partner(?:s|ship)?|provider|consultants?|group",
)
CAUSE = _any(
    "because|due to|as a result|owing to|in order|so that|since|therefore|reason|caused",
    "to (?:ensure|enable|allow|avoid|address|manage|support|meet|reflect|reduce|improve)",
    "as (?:the|it|there|this)|would (?:require|need)",
)
_UNITS = {"money": ("GBP",), "percent": ("%", "points"), "count": ("", "%", "GBP"), "duration": ("",)}
_SIGNS = {"count": FREQUENCY, "duration": SPAN, "grade": GRADE, "reason": CAUSE, "date": WHEN}


def kind_asked(question: str) -> str:
    """The kind of answer that the question asks for, "" when any will do."""
    question = _without_clauses(question)
    found = [(match.start(), kind) for kind, pattern, _example in _ASKED if (match := pattern.search(question))]
    if not found:
        return "money" if _ABOUT_MONEY.search(question) and not NO_AMOUNT.search(question) else ""
    return min(found, key=lambda each: each[0])[1]


def _without_clauses(question: str) -> str:
    """The question without what only says when, where or of whom it is: "Was it checked when Ofsted came?" asks for no date."""
    question = _LEADING.sub("", question.strip())
    if _OPENS.match(question) is None:
        return question
    return _RELATIVE.sub(lambda match: match[0] if match[1] in _ASKS_ON else match[1], question)


def answers(token: Token, kind: str) -> bool:
    """Whether a token is itself of the kind asked for: an amount of money for "how much"."""
    if kind == "date":
        return token.date is not None
    return token.kind == "figure" and token.unit in _UNITS.get(kind, ())


def fits(kind: str, statement: str, spoken: Sequence[Token]) -> bool:
    """Whether the statement holds the kind of answer where no single token shows it; any does when no kind is asked for."""
    if kind in ("", "place"):
        return True
    if kind in ("money", "percent"):  # "how much" may ask for no money: "By how much has it grown?"
        return (kind == "money" or " | " in statement) and any(token.kind == "figure" for token in spoken)
    if kind == "person":
        return bool(NAME.search(statement) or ROLE.search(statement))
    return bool(_SIGNS[kind].search(statement))
