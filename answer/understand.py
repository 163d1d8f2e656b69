"""A question, with what was said before it, into what is looked for: the words to search, the kind of answer, and the
council, committee, paper and dates that it names.

No language model: a follow-up is completed from the questions before it.

>>> understand("and how often does it meet?", [Turn("Who chairs the Improvement Board?", "Edwina Grant")], []).asked
'and how often does it meet? (following: Who chairs the Improvement Board?)'
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from answer.facts import Date, Token, tokens
from answer.kinds import COMPARISON, LATEST, LIST, SEVERAL, YES_NO, kind_asked
from answer.parts import parts
from answer.record import Turn
from answer.sides import Side, by_date, sides
from answer.wording import is_content, meaning, stem
from ingest.names import place
from ingest.paper import Entry

CARRIED = 0.5  # what a telling word counts that only the history gave
MOST_TURNS = 2  # of the history, the latest: older ones speak of something else more often than not

_FOLLOW = re.compile(
    r"^(?:and|but|so|or|what about|how about|also|then|ok(?:ay)?|which of|why(?: not)?\??$|who else|what else"
    r"|when\??$|where\??$|by (?:whom|when)|since when)\b",
    re.IGNORECASE,
)
# Words that point back; "the team that visited" points at nothing.
_POINTING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|she|him|her|his|hers|this|these|those|else"
    r"|the (?:first|second|last|other|former|latter|same)(?: one)?"
    r"|that(?= (?:out|up|in|on|same|one|month|year|figure|report|number|plan|meeting|time|date|money|team|group|paper)\b"
    r"| (?:option|rate)\b"
    r"| (?:go|help|mean|going|up|more|all)\b|\s*\?*$)"
    r"|then(?=\s*\?*$)|instead(?=\s*\?*$))\b",
    re.IGNORECASE,
)
SHORT = 3  # telling words, none of them a name: so few say too little by themselves
POINTING_WORDS = 5  # telling words: a pronoun among no more of them is taken to point back
POINTS_BEFORE = 2  # telling words: a pronoun after so many of them points at one of these, not at what was said before


@dataclass(frozen=True, slots=True)
class Understood:
    """What is looked for.

    `asked` is the question as understood, in words; `query` what is searched for. `kind` is the kind of answer asked for
    ("" when any will do).
    `stems` are the question's telling words; `carried` those that only the history gave. `facts` are the figures, dates and
    codes that the question names. `councils`, `committees` and `papers` are those of the library that it names.
    """

    question: str
    asked: str
    query: str
    kind: str
    is_list: bool
    is_comparison: bool
    is_yes_no: bool
    stems: tuple[str, ...]
    carried: tuple[str, ...]
    facts: tuple[Token, ...]
    councils: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    before: str = ""  # the questions of the history that are searched with it
    said: str = ""  # what was answered to them
    is_latest: bool = False  # it asks for the newest word on the matter
    asks_several: bool = False  # it asks for more than one thing
    sides: tuple[Side, ...] = ()  # of a comparison: the papers of each
    parts: tuple[Understood, ...] = ()  # of a question that asks two or three things

    @property
    def follows(self) -> bool:
        """Whether it leans on what was said before."""
        return bool(self.before)

    @property
    def dates(self) -> tuple[Date, ...]:
        """The dates that the question names, as far as they are named."""
        return tuple(token.date for token in self.facts if token.date)

    def weighed(self, held: Mapping[str, int], of: int) -> dict[str, float]:
        """What each telling word counts: the rarer the more, those of the history half.

        `held` says in how many of the `of` paragraphs found a word stands.
        """
        worth = {meaning(word): CARRIED for word in self.carried} | {meaning(word): 1.0 for word in self.stems}
        return {word: share * math.log(1 + of / (1 + held.get(word, 0))) for word, share in worth.items()}


def understand(question: str, history: Sequence[Turn], entries: Sequence[Entry]) -> Understood:
    """Read the question in the light of its history and of the papers held.

    Of a question that asks two things the second part leans on the first, as a follow-up on what was asked before it.
    """
    question = " ".join(question.split())
    turns = history[-MOST_TURNS:] if history and is_follow_up(question) else []
    before, said = [turn.question for turn in turns], " ".join(turn.answer for turn in turns)
    whole = _read(question, before, said, entries)
    pieces = () if whole.sides else parts(question)
    return replace(
        whole,
        parts=tuple(_read(piece, [*before, *pieces[:place]], said, entries) for place, piece in enumerate(pieces)),
    )


def _read(question: str, before: Sequence[str], said: str, entries: Sequence[Entry]) -> Understood:
    """Read the question behind those `before` it, to which `said` was answered."""
    context = " ".join(before)
    own, given = tokens(question), tokens(context)
    stems = _stems(own)
    named = f"{question} {context}"
    councils, committees = _named_councils(named, entries), _named_committees(named, entries)
    dates = [token.date for token in own if token.date]
    compares = bool(COMPARISON.search(question)) or len(by_date(dates, entries)) > 1
    return Understood(
        question=question,
        asked=f"{question} (following: {context})" if before else question,
        query=f"{context} {question}".strip(),
        kind=kind_asked(question)
        or (kind_asked(before[-1]) if before and len(stems) < 4 and not _own_kind(question) else ""),
        is_list=bool(LIST.search(question)),
        is_comparison=compares,
        is_yes_no=bool(YES_NO.search(question)),
        stems=tuple(stems),
        carried=tuple(found for found in _stems(given) if found not in stems),
        facts=tuple(token for token in own if token.is_fact),
        councils=councils,
        committees=committees,
        before=context,
        said=said,
        asks_several=bool(SEVERAL.search(question)),
        is_latest=bool(LATEST.search(question)) and not dates,
        sides=tuple(sides(dates, committees, councils, entries)) if compares else (),
    )


def is_follow_up(question: str) -> bool:
    """Whether the question leans on what was said before: it points back, joins on, or says too little by itself."""
    said = tokens(question)
    content = [token for token in said if is_content(token)]
    named = any(token.capital and token.start > 0 for token in content)
    if _FOLLOW.search(question) or (len(content) <= SHORT and not named):
        return True
    pointing = _POINTING.search(question)
    if pointing is None:
        return False
    return len(content) <= POINTING_WORDS or sum(token.start < pointing.start() for token in content) < POINTS_BEFORE


def _stems(found: Sequence[Token]) -> list[str]:
    return list(dict.fromkeys(stem(token.norm) for token in found if is_content(token)))


def _own_kind(question: str) -> bool:
    """The question asks for something itself ("and why?"), so it does not take over what was asked for before."""
    return bool(re.search(r"\b(?:who|what|when|where|why|how|which)\b(?! about)", question, re.IGNORECASE))


def _named_councils(text: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    councils = dict.fromkeys(entry.council for entry in entries if entry.council)
    return tuple(council for council in councils if _named(place(council), text))


def _named_committees(text: str, entries: Sequence[Entry]) -> tuple[str, ...]:
    committees = dict.fromkeys(entry.committee for entry in entries if entry.committee)
    found = [committee for committee in committees if _named(committee, text) or _named(_short(committee), text)]
    return tuple(found)


def _short(committee: str) -> str:
    """The word by which people call a committee: "scrutiny" for the Scrutiny and Overview Committee."""
    return "scrutiny" if "scrutiny" in committee.casefold() else committee


def _named(name: str, text: str) -> bool:
    plain = re.sub(r"[-\s]+", " ", name).strip()
    return (
        bool(plain)
        and re.search(rf"\b{re.escape(plain)}(?:'s|’s)?\b", re.sub(r"[-\s]+", " ", text), re.IGNORECASE) is not None
    )
