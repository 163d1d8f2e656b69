"""Turns text into sentences, and words into the stems, negations and directions that are compared when a sentence is checked.

>>> sentences("Cllr. Smith paid £1.5m. It was e.g. late.")
['Cllr. Smith paid £1.5m.', 'It was e.g. late.']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from answer.facts import Token
from index.stemmer import english_stem

# A full stop after these ends no sentence: "Cllr. Smith", "no. 5", "e.g. schools".
_SHORT = frozenset(
    "cllr mr mrs ms dr prof rev st no nos para paras p pp e.g i.e eg ie etc vs fig ref approx inc ltd v".split()
)
_END = re.compile(
    r"(?<=[.!?])[\"'”’)]*(?:\s*\[[^\]\s][^\]]{0,60}\])*\s+(?=[\"'“‘(•\-–]*[A-Z0-9£])|\n\s*\n|\n\s*(?=[•▪–-]\s)"
)

# Words that say nothing of their own about a council's business; they are not counted when words are compared.
LIGHT = frozenset(
    """a an the this that these those it its they them their he she his her him we our us you your i my who whom whose which what
    when where why how there here and or but if then than so as at by for from in into of off on onto out over to up with within
    about after before during between through per via upon toward towards under is are was were be been being am has have had
    having do does did doing done will would shall should can could may might must ought also both each every all any some such
    other another same own very just only even still already again further however therefore thus while whilst because since
    until although though whether either e.g i.e etc
    say says said state states stated report reports reported according note notes noted set sets paper papers paragraph para
    section currently now overall""".split()
)
# Words that turn a statement round: "was not agreed", "failed to agree", "without agreement".
NEGATORS = frozenset(
    """not no never without none neither nor cannot unable nothing nobody nowhere hardly lack lacks lacked lacking absence absent
    fail fails failed failing failure failures unlikely ain't isn't aren't wasn't weren't don't doesn't didn't hasn't haven't
    hadn't won't wouldn't can't couldn't shouldn't mustn't needn't""".split()
)
# Sides that cannot stand for one another: the first of each pair may not become the second, nor the second the first.
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("rose rise rises risen rising increase increases increased increasing grew grow grows grown growing climbed "
     "higher upward gain",
     "fell fall falls fallen falling decrease decreases decreased decreasing reduce reduces reduced reducing reduction "
     "reductions drop drops dropped decline declined declining lower lowered downward cut cuts loss"),
    ("above exceed exceeds exceeded exceeding more greater over", "below under less fewer beneath"),
    ("agree agrees agreed approve approves approved accept accepts accepted adopted support supported endorsed",
     "reject rejects rejected refuse refuses refused decline declined oppose opposed disagree disagreed dismissed"),
    ("improve improves improved improving improvement improvements better strengthened",
     "worsen worsens worsened worsening deteriorate deteriorated deterioration worse weakened"),
    ("met achieved achieve achieves delivered completed", "missed miss misses"),
    ("overspend overspent overspending", "underspend underspent underspending saving surplus"),
    ("surplus", "deficit shortfall"),
    ("open opens opened opening", "close closes closed closing closure"),
    ("start starts started begin begins began begun", "end ends ended stop stops stopped finish finished cease ceased"),
    ("early earlier earliest", "late later latest"),
    ("before", "after"),
    ("first", "last"),
    ("high highest", "low lowest"),
    ("maximum most", "minimum least"),
    ("strong stronger", "weak weaker poor"),
    ("good outstanding", "inadequate poor"),
    ("for", "against"),
    ("include includes included including", "exclude excludes excluded excluding"),
    ("permanent", "temporary interim"),
    ("adequate", "inadequate"),
    ("always", "rarely seldom sometimes"),
    ("all every", "few some"),
    ("many", "few"),
    ("internal", "external"),
    ("capital", "revenue"),
    ("red", "green amber"),
    ("amber", "green"),
)  # fmt: skip
# Words that say the same in council papers, by their stems: the share of a sentence's words is counted with these as one.
ALIKE: tuple[str, ...] = (
    "child children young peopl",  # children, young people
    "staff employe workforc",  # staff, employees
    "ensur make sure",  # ensure, make sure
    "use util",  # use, utilise
    "need requir",  # needs, requires
    "begin start commenc",  # began, started, commenced
    "complet finish",  # completed, finished
    "budget fund",  # budget, funding
    "chang alter",  # changed, altered
    "receiv got get",  # received, got
    "buy purchas",  # bought, purchased
    "help support assist",  # help, support
)
_ALIKE = {word: group.split()[0] for group in ALIKE for word in group.split()}
# What a sentence claims of time and certainty; a matching place in the paper must be of the same class: "will be" is not "was".
MOODS: dict[str, str] = {
    **dict.fromkeys("will shall would".split(), "to come"),
    **dict.fromkeys("may might could can".split(), "possible"),
    **dict.fromkeys("should must ought".split(), "due"),
    **dict.fromkeys("was were has have had been did".split(), "done"),
}
_PREFIXES = ("un", "in", "im", "dis", "non-", "non", "ir", "il")
_SIDES: dict[str, set[tuple[int, int]]] = {}
for _number, _pair in enumerate(OPPOSITES):
    for _side, _words in enumerate(_pair):
        for _word in _words.split():
            _SIDES.setdefault(_word, set()).add((_number, _side))


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each verbatim and stripped; bullets and blank lines end one too."""
    parts, start = [], 0
    for match in _END.finditer(text):
        words = text[start : match.start()].split()
        last = words[-1].lower().strip("([\"'“‘") if words else ""
        if last.endswith(".") and (last[:-1] in _SHORT or re.fullmatch(r"[a-z]\.", last)):
            continue
        parts.append(text[start : match.end()].strip())
        start = match.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a word in small letters: "agreed", "agrees" and "agreeing" have one."""
    return english_stem(word.removesuffix("'s"))


def meaning(found: str) -> str:
    """A stem, or the first of those that say the same."""
    return _ALIKE.get(found, found)


def is_content(token: Token) -> bool:
    """True for a word that carries meaning: neither light ("what", "what's"), nor a negation, nor a fact."""
    bare = token.norm.removesuffix("'s")
    return token.kind == "word" and len(bare) > 1 and bare not in LIGHT and bare not in NEGATORS


def stems(tokens: Sequence[Token]) -> list[str]:
    """The stems of the content words, in order."""
    return [stem(token.norm) for token in tokens if is_content(token)]


def opposed(word: str, other: str) -> bool:
    """True when the two words stand on opposite sides of a pair, or differ by "un-", "in-", "dis-" or "non-" alone."""
    if any((number, 1 - side) in _SIDES.get(other, ()) for number, side in _SIDES.get(word, ())):
        return True
    longer, shorter = (word, other) if len(word) > len(other) else (other, word)
    return len(shorter) > 3 and any(longer == prefix + shorter for prefix in _PREFIXES)
