"""What a number in a sentence is the number of, in the sentence's own words.

A number is named by the words after it ("399 children were the subject of a plan"), else by its subject ("the average caseload
was 19"), else by what was named just before ("compared with 198 a year earlier"). What says how much something moved is named so
("increase in calls").

>>> text = "At 19 June 2017, 399 children were the subject of a child protection plan, compared with 360 a year earlier."
>>> line = Line(text, [(3, 15)], [(17, 20), (89, 92)])
>>> name_of(line, 0, None)
'children were the subject of a child protection plan'
>>> name_of(line, 1, "children were the subject of a child protection plan")
'children were the subject of a child protection plan'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from track.quantity import counted

MOST_WORDS = 14  # of a name: what is longer is a sentence
_DATE = "¦"  # stands for each character of a date and of the word that leads it in

# Where a clause ends: a stop, a dash, a bracket, or a comma or small word before another clause.
_CLAUSE = re.compile(
    r"[;:](?=\s)| [–—-] |\s?\((?![A-Z][\w&]{1,12}\))|(?<![A-Z])\)|\n|, (?=(?:which|who|whom|with|while|whilst|"
    r"although|but|and|so|compared|"
    r"representing|an? |up |down |includ|of (?:which|whom|these|those|this)|however|whereas|though|bringing|leaving|"
    r"making|it |this |"
    r"they |the |we |there |rising|rose|falling|against|when|where|as |because|since|despite|exceeding|below|above|"
    r"at |in |to |from |"
    r"particularly|resulting|totalling|just |nearly |almost |over |around |\d|£))|"
    r" (?:while|whilst|whereas|although|but|compared (?:with|to)|against|because|which|when|so that|representing|"
    r"of (?:whom|which)) |"
    r" and (?=(?:£|\d|a (?:further|total)|another|the |only|just|up to|is |has |these |this |create ))"
)
# What may stand between a number and the words that name it.
_BETWEEN = re.compile(
    r"^[\s,]*(?:out )?(?:(?:of|in) )?(?:(?:the|all|its|their|our|these|those|a|an|total|more|new|additional|further) )*",
    re.IGNORECASE,
)
_OPENERS = re.compile(
    r"^(?:[\s,.•*\-–:;'’\"¦]++|(?:the|a|an|there|were|was|are|is|has|have|had|been|be|also|currently|now|this|that|"
    r"these|those|which|"
    r"who|it|and|but|or|so|however|in|at|as|on|of|by|for|to|with|from|during|since|over|approximately|around|about|only|just|"
    r"including|some|we|our|their|its|overall|while|although|additionally|furthermore|therefore|where|will|would|"
    r"having|for example|"
    r"in addition|as a result|on average,|average,|compared|against|then|thus|such|end|to date|financial|regards to|"
    r"terms of|saw|note|"
    r"that is|totalling|"
    r"between|particularly|giving|the time of writing|time of the (?:ofsted )?inspection)\b[\s,]*)+",
    re.IGNORECASE,
)  # fmt: skip
_CLOSERS = re.compile(
    r"(?:[\s,.•*\-–:;(=/'\"+¦]++|\b(?:the|a|an|is|are|was|were|be|been|being|has|have|had|will|would|of|to|at|by|from|"
    r"in|on|for|with|as|"
    r"and|or|now|currently|just|only|over|under|approximately|approx|around|about|nearly|almost|at least|up|down|more|"
    r"less|than|"
    r"below|above|stood|stands|standing|totals|totalled|totalling|reached|reach|reaches|some|it|that|which|this|there|expected|"
    r"equates|equal|equivalent|comprising|comprises|comprised|includes|including|contains|contained|estimated|forecast|another|"
    r"further|set|its|their|our|increased|decreased|reduced|risen|rose|rises|fell|fallen|falls|grown|grew|dropped|dropping|"
    r"improved|reporting|reported|projected|end|amounts|amounting|amounted|represents|representing|averaged|costs|"
    r"costing|worth|"
    r"between|per|also|so|recorded|additional|showing|shows|showed|remains|remained|but|not|who|provides|using|"
    r"through|continues|"
    r"accounts?|accounted|accounting|where|possible|these|those|within|all|target|make|making|made|up)\b)+$",
    re.IGNORECASE,
)  # fmt: skip
_FUNCTION = frozenset(
    "at in by to from as for since compared and or over under on with between within after before against until up "
    "down is are was were has "
    "have had be been will would per out which that who but than during while when if not so because through lower "
    "higher better above "
    "below respectively each also then only now across following due year-on-year previously although it this they "
    "there a of".split()
)
_PASSIVE = re.compile(
    r"^ (?:has|have|had|was|were|is|are|will|would|to) (?:been |be )?(?=[a-z]+(?:ed|nt|ne|de|ilt|et)\b)"
)
# A phrase that begins with what was done and not with who: it needs its subject.
_VERB = re.compile(
    r"(?:(?:subsequently|also|still|already|successfully) )?(?:lived?|living|are|were|had|have|has|was|is|became|"
    r"become|remain\w*|left|took|went|met|(?!need|speed|bed|seed|"
    r"feed|hundred|red)"
    r"[a-z]{3,}ed)\b(?! (?:children|young|people|staff|care|social|budget|spend|homes|posts|places|plans|foster))"
)
_EMPTY = re.compile(
    r"(?:\b(?:this|these|it|they|which|figure|number|that|those|total|totals|rate|percentage|year|years|earlier|"
    r"previous\w*|just|"
    r"increase|decrease|reduction|rise|fall|rising|falling|down|up|from|compared|numbers|drop|further|same|time|period|quarter|"
    r"remaining|others?|majority|minority|large|small|vast|most|approximate|less|more|half|all|some|still|high|low|proportion|"
    r"national|average|averages|nationally|england|statistical|neighbours?|neighbour|target|of|the|than|last|the|a|an|"
    r"is|was|country|"
    r"as|whole|in|for|and|whom|slight|slightly|significant|significantly|much|well|better|worse|far|above|below|any|"
    r"all|groups?|"
    r"per|represents?|represented|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|lower|higher|"
    r"improvement|month|months|level|"
    r"respectively|similar|comparable|london|on|to|at|"
    r"by|or|so)\b|\W|¦)+",
    re.IGNORECASE,
)  # fmt: skip
_MOVED = re.compile(
    r"\b(?P<way>increas|decreas|reduc|ris|rose|fell|fall|grew|grow(?!th)|drop|improv|declin|up|down|saving|cut|higher|"
    r"lower)\w*(?: (?:again|further|"
    r"slightly|significantly|overall))?(?: from [^()]{3,40}?)?(?: (?:by|of)(?: (?:just|only|around|approximately|about|"
    r"over|under|nearly|"
    r"almost|a|further))*)\s*$|\b(?P<bare>up|down) $",
    re.IGNORECASE,
)  # fmt: skip
_MORE = re.compile(
    r"^ (?:per cent |net )?(?P<way>fewer|more|increase|decrease|reduction|rise|fall|drop|growth|improvement|uplift|"
    r"decline)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DOWN = re.compile(r"decreas|reduc|fell|fall|drop|declin|down|fewer|lower|cut", re.IGNORECASE)
# Another value of what was just named: "compared with 198", "rising to 44", "(the national average is 18%)".
_OTHER_VALUE = re.compile(
    r"\b(?:from|compared (?:with|to)|against|(?:rising|falling|rose|fell|risen|fallen|down|up|reduced|increased|"
    r"decreased) to|than|"
    r"(?:target|threshold|timescale|standard|requirement|benchmark) of|target (?:was|is)|averages? (?:is|was|of|at)|average|"
    r"neighbours?(?: at| of| is)?|nationally|England|previously|"
    r"figure (?:of|is|was)|country as a whole|expected to (?:reach|be))\s*(?:just |only |around |approximately |the |a )*\s*$",
    re.IGNORECASE,
)
# "a reduction in exclusions from 80 to 10": the 80 is of exclusions
# "Ms Felgate said the average caseload was", "the survey suggests that": who said it is no part of the name
_SAID = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.? [\w’'-]+(?: [A-Z][\w’'-]+)?|officers?|members?|it|committee|board|"
    r"leader|director|"
    r"[^,;]{0,50}?\b(?:survey|reports?|data|results?|research|index|figures|analysis|evidence|review|audit|forecast|"
    r"authority)(?: results)?)"
    r" (?:also |was |were )?(?:said|reported|noted|advised|added|explained|told|stated|heard|confirmed|informed|"
    r"suggests?|shows?|showed|"
    r"indicates?|indicated|notes?|identifies|highlights?|reveals?|revealed|states?|reports?|found)(?: (?:that|the \w+ that))?"
    r"(?: (?:the|a|an|there (?:is|are|were)))* ",
    re.IGNORECASE,
)
# "a reduction in exclusions from 80 to 10": the 80 is of exclusions
# "Ms Felgate said the average caseload was": who said it is no part of the name
_SAID = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.? [\w’'-]+(?: [A-Z][\w’'-]+)?|officers?|members?|it|committee|board|"
    r"leader|director)"
    r" (?:was |were )?(?:said|reported|noted|advised|added|explained|told|stated|heard|confirmed|informed)(?: (?:that|"
    r"the \w+ that))?(?: the)? ",
    re.IGNORECASE,
)
_TREND = re.compile(
    r"^(?:[a-z]+ )?(?:reduction|increase|decrease|rise|fall|decline|improvement|"
    r"drop) in (?:the )?(?=\w)",
    re.IGNORECASE,
)
_QUANTIFIER = re.compile(r"\b(?:proportion|majority|minority|percentage|share|few|most|many|some|half)$", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:(?:accounts?|accounted|accounting) for|represent\w*|makes? up|made up|is|are|was|were|equates? to|constitut\w+)"
    r"(?: (?:a rate of|now|just|only|around|nearly|almost|about|approximately|over))*\s*$"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, the bounds of its dates and of its numbers; `plain` has its dates blotted out, each place kept."""

    text: str
    dates: list[tuple[int, int]]
    numbers: list[tuple[int, int]]
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        plain = self.text
        for start, end in self.dates:
            led = re.search(
                r"(?:\b(?:as at|as of|at|in|on|by|during|for|since|until|of|end of|the|and|to|between|from|over|"
                r"financial year|year)\s)*$",
                plain[:start],
            )
            start = led.start() if led else start
            plain = plain[:start] + _DATE * (end - start) + plain[end:]
        object.__setattr__(self, "plain", plain)


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause in which ``text[start:end]`` stands."""
    left = max((match.end() for match in _CLAUSE.finditer(text, max(0, start - 400), start)), default=0)
    after = _CLAUSE.search(text, end)
    return left, after.start() if after else len(text)


def moved(line: Line, index: int) -> bool:
    """The number says how much something moved, not where it stands."""
    start, end = line.numbers[index]
    return bool(_MOVED.search(line.plain[max(0, start - 70) : start]) or _MORE.match(line.plain[end : end + 40]))


def name_of(line: Line, index: int, last: str | None) -> str:
    """The name of a sentence's number; `last` names the number before it. "" when no words name it."""
    start, end = line.numbers[index]
    left, right = clause_of(line.plain, start, end)
    if moved(line, index):
        return _movement(line, index, left, right, last)
    named = _after(line, index, right)
    subject = _before(line, index, left)
    opened = line.plain[:left].rstrip().endswith("(")
    if opened and (line.plain[left:start].strip() == "" or _empty(subject)):
        return _aside(line, index, left, right, last)
    if (
        last
        and _OTHER_VALUE.search(line.plain[left if left < start else 0 : start])
        and (_empty(named) or _empty(subject))
    ):
        counts = _empty(subject) and named[:1].islower() and len(named.split()) > 2 and not _VERB.match(named)
        return named if counts and not _empty(named) else last
    shares = line.text[start:end].rstrip().endswith("%") or re.search(r" per \S+$", line.text[start:end])
    if shares and re.match(r"\s+of ", line.plain[end:]):
        shared = subject if not _empty(subject) else last or ""
        if shared and _SHARE.search(line.plain[left:start]):
            return shared
    if _empty(named):
        return next((name for name in (subject, last or "", _clause_before(line, index, left)) if not _empty(name)), "")
    if _VERB.match(named) and not _PASSIVE.match(line.plain[end:right]):
        whose = subject if not _empty(subject) else last or ""
        return f"{whose}: {named}" if whose else named
    bare = " " not in named or counted(named) == named.lower()
    return f"{subject}: {named}" if bare and not _empty(subject) else named


def needs_subject(name: str) -> bool:
    """The name begins with what was done: "lived outside the area"."""
    return bool(_VERB.match(name))


def tidy(words: str) -> str:
    """A name without the small words at its ends, of no more than MOST_WORDS words."""
    words = re.sub(rf"[{_DATE}\s]+", " ", re.sub(r"\(\s*\)", "", words)).strip()
    before = None
    while before != words:
        before = words
        words = _CLOSERS.sub("", _OPENERS.sub("", words)).strip(" ,.;:-–(")
    parts = words.split()
    if len(parts) > MOST_WORDS:
        words = _CLOSERS.sub("", " ".join(parts[:MOST_WORDS]))
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].strip() if re.search(r"\([^)]* ", words) else words + ")"
    return words


def _after(line: Line, index: int, right: int) -> str:
    """The phrase after the number, up to the next number or date."""
    end = line.numbers[index][1]
    plain = line.plain
    if not plain[end:right].strip() and re.match(r"\s?\([^()]*\)", plain[right:]):
        right = plain.index(")", right) + 1  # "324 (43%) lived outside the area"
        end, right = right, clause_of(plain, right, right)[1]
    following = next((start for start, _ in line.numbers[index + 1 :] if start >= end), len(plain))
    return _phrase(plain[end : min(right, following)])


def _phrase(words: str) -> str:
    """A noun phrase at the head of `words` with what is said of it; "" when there is none."""
    passive = _PASSIVE.match(words)
    rest = words[passive.end() :] if passive else _BETWEEN.sub("", words, count=1)
    head = re.match(r"[\"'“‘(]?([A-Za-z&][\w’'&-]*)", rest)
    if (
        not head
        or head[1].lower().endswith("ly")
        or (head[1].lower() in _FUNCTION and not passive)
        or (words and not words[0].isspace())
    ):
        return ""
    piece = rest.split(_DATE)[0]
    return tidy(piece if not _empty(tidy(piece)) else rest)


def _before(line: Line, index: int, left: int) -> str:
    """The subject before the number, in its clause and after the number before it."""
    start = line.numbers[index][0]
    previous = line.numbers[index - 1][1] if index else 0
    return _TREND.sub("", tidy(_SAID.sub("", tidy(line.plain[max(left, previous) : start]))))


def _clause_before(line: Line, index: int, left: int) -> str:
    """The subject of the clause before, or of the sentence."""
    if left <= 1:
        return ""
    first = clause_of(line.plain, left - 2, left - 2)[0]
    nearest = tidy(line.plain[first : left - 1])
    if not _empty(nearest) and not any(first <= one < left for one, _ in line.numbers):
        return nearest
    opening = clause_of(line.plain, 0, 0)[1]
    ahead = next((one for one, _ in line.numbers if one < left), opening)
    return tidy(line.plain[: min(opening, ahead)])


def _aside(line: Line, index: int, left: int, right: int, last: str | None) -> str:
    """The name of a number in brackets: that of the number just before them, else of the words before or behind them."""
    end = line.numbers[index][1]
    before = line.plain[: line.plain.rindex("(", 0, line.numbers[index][0])].rstrip()
    if index and line.numbers[index - 1][1] == len(before) and last:
        return last
    outside = tidy(before[clause_of(before, len(before), len(before))[0] :])
    previous = line.numbers[index - 1][1] if index else 0
    if previous > clause_of(before, len(before), len(before))[0]:
        outside = tidy(before[previous:])
    close = line.plain.find(")", end)
    behind = (
        _phrase(" " + line.plain[close + 1 : clause_of(line.plain, close + 1, close + 1)[1]].lstrip())
        if close > 0
        else ""
    )
    if last and _OTHER_VALUE.search(line.plain[left : line.numbers[index][0]]):
        return last
    if _QUANTIFIER.search(before) and not _empty(behind):
        return behind  # "a high proportion (89%) of conferences result in a plan"
    if last and line.plain[left : line.numbers[index][0]].strip() and previous > 0:
        return last  # "760 children were looked after (a rate of 81.5 per 10,000)"
    choices = (outside, behind, _after(line, index, right), last or "")
    return next((name for name in choices if not _empty(name)), "")


def _movement(line: Line, index: int, left: int, right: int, last: str | None) -> str:
    """The name of a change: "increase in calls", "decrease in forecast outturn position"."""
    start, end = line.numbers[index]
    before = line.plain[left:start]
    more = _MORE.match(line.plain[end:right])
    match = _MOVED.search(before)
    way = "decrease" if _DOWN.search(more["way"] if more else match.group() if match else before) else "increase"
    if more:
        rest = re.sub(r"^ (?:in|of|on|to) ", " ", more["rest"].split(" than ")[0])
        of = _phrase(rest) or (last or "")
        return f"{way} in {of}" if not _empty(of) else ""
    behind = line.plain[end:right]
    of = (
        _phrase(re.sub(r"^ in ", " ", behind))
        if re.match(r" (?:in the |in |(?!has |is |was )[a-z]+s\b)", behind)
        else ""
    )
    subject = tidy(before[: match.start()]) if match else tidy(before)
    name = next((one for one in (of, subject, last or "", _clause_before(line, index, left)) if not _empty(one)), "")
    return f"{way} in {name}" if name else ""


def _empty(name: str) -> bool:
    """It has no word that says what is counted."""
    return len(name) < 3 or bool(_EMPTY.fullmatch(name))
