"""Names of councils and committees as papers print them, and readable ids made of them.

>>> council_in("Submission by Bristol City Council")
'Bristol City Council'
>>> committee_in("CABINET - THURSDAY, 30 JANUARY 2025")
'Cabinet'
>>> place("London Borough of Croydon"), place("Croydon Council")
('Croydon', 'Croydon')
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

_WORD = r"(?:[A-Z][A-Za-z’'.]*(?:-[A-Za-z]+)*)"
_JOIN = r"(?:and|upon|on|of|the|in|under|by|&)"
_PLACE = rf"{_WORD}(?: (?:{_JOIN} ){{0,2}}{_WORD}){{0,4}}?"
_PLACE_AFTER = rf"{_WORD}(?: (?:(?:and|upon|on|in) )?{_WORD}){{0,3}}"

# (pattern, an example as printed); the first that matches at a place wins
COUNCILS = (
    (
        re.compile(
            rf"\b(?:LONDON|London|ROYAL|Royal)(?: London)? (?:BOROUGH|Borough) (?:OF|of) "
            rf"{_PLACE_AFTER.replace('(?:and|', '(?:and|AND|')}"
        ),
        "Royal Borough of Kensington and Chelsea",
    ),
    (re.compile(rf"\b{_PLACE} (?:Combined Authority|COMBINED AUTHORITY)\b"), "West of England Combined Authority"),
    (
        re.compile(
            rf"\b{_PLACE} (?:(?:Metropolitan|METROPOLITAN|City|CITY|County|COUNTY|Borough|BOROUGH|"
            rf"District|DISTRICT|Town|TOWN|"
            r"Parish|PARISH|and District|Unitary) ){0,2}(?:Council|COUNCIL)\b(?!(?:[’']s)? Tax)"
        ),
        "Dudley Metropolitan Borough Council",
    ),
)

# Words that stand before a council's name on covers and in prose but are no part of it
NOT_PLACE = frozenset(
    "a an and as at by for "
    "from in inspection into leader of on our report reports submission that the this to under visit "
    "whether when where with "
    "within services service children director executive chief cabinet councillor both if at all "
    "joint between including since while dear how focused monitoring area send issued against".split()
)
# What is left when "Council" has no place before it, and bodies that are called councils but are none
NO_COUNCIL = frozenset(
    "full county city borough "
    "district parish town local unitary metropolitan annual extraordinary youth arts british care "
    "privy research medical "
    "school schools general ordinary budget new each every other neighbouring host in-care looked "
    "london national regional district's student works pupil upper two-tier principal combined social".split()
)

_COMMITTEE_WORDS = r"(?:Sub-Committee|Sub Committee|Committee|Commission|Panel|Board|Forum|Executive)"
_TITLE_WORD = r"[A-Z][A-Za-z’'-]*"
COMMITTEES = (
    (
        re.compile(
            rf"\b{_TITLE_WORD}(?:(?:,| (?:and|&|for|of|the|in|on|with|to))? (?:(?:the|and) )?{_TITLE_WORD}){{0,9}}? "
            rf"{_COMMITTEE_WORDS}(?: {_COMMITTEE_WORDS})?\b"
        ),
        "Scrutiny and Overview Committee",
    ),
    (
        re.compile(
            r"\b(?:Shadow )?(?:Cabinet|Executive)(?: Decision Session)?\b(?! (?:Member|Director|"
            r"Portfolio|Summary|Head))"
        ),
        "Cabinet",
    ),
    (re.compile(r"\b(?:Full|County|City|Borough|Annual|Extraordinary) Council\b"), "Full Council"),
    (re.compile(r"^(?:The )?Council\b(?! Tax)"), "Council"),
    (re.compile(r"\b(?:Board|Committee)(?= Meeting\b)"), "Suffolk Libraries IPS - Board Meeting"),
)
_SMALL = frozenset("and of the for in on with to upon under by".split())


def councils_in(text: str) -> Iterator[str]:
    """Every council named in full in the text, in reading order within each form of name."""
    for pattern, _ in COUNCILS:
        for match in pattern.finditer(text):
            name = _council(match.group())
            if name is not None:
                yield name


def council_in(text: str) -> str | None:
    """The first council named in full in a line of a cover or letterhead."""
    return next(councils_in(text), None)


def committee_in(text: str) -> str | None:
    """The committee, board, panel or cabinet that a line of a cover names; the whole council only if none is."""
    text = " ".join(text.split())
    if _shouts(text):
        text = _in_case(text)
    for pattern, _ in COMMITTEES:
        match = pattern.search(text)
        if match:
            return re.sub(r"^The ", "", match.group())
    return None


def place(council: str) -> str:
    """The place a council is named after: the same for all the forms of its name."""
    found = re.sub(
        r"^(?:the )?(?:(?:london|royal)(?: london)? )?borough of |^city of ", "", council.strip(), flags=re.IGNORECASE
    )
    found = re.sub(r"\bSt\. ", "St ", found)
    ends = (
        r"(?: (?:metropolitan|district|city|county|borough|town|parish|unitary|(?:local|combined) authority|council))+$"
    )
    return re.sub(ends, "", found, flags=re.IGNORECASE).strip()


def slug(council: str | None, committee: str | None, date: dt.date | None, title: str, *, longest: int = 80) -> str:
    """A readable id, "croydon-cabinet-2017-11-20-improvement-plan": ASCII, at most `longest` characters, the same each time."""
    head = [place(council) if council else "", committee or "", date.isoformat() if date else ""]
    known = set(_words(" ".join(head)))
    words = [word for word in _words("-".join(part for part in head if part))]
    for word in _words(title):
        if word in known and not word.isdigit() and len(word) > 3:
            continue  # the council's and committee's names are there already
        if len("-".join([*words, word])) > longest:
            break
        words.append(word)
    return "-".join(words)[:longest].strip("-") or "paper"


def tidy_capitals(text: str) -> str:
    """A title printed in capitals, in ordinary ones; any other text as it is."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 4 or sum(char.isupper() for char in letters) < 0.9 * len(letters):
        return text
    return _in_case(text)


def _in_case(text: str) -> str:
    """Words in capitals get one capital each; short words in between none."""
    words = text.split()
    return " ".join(
        (word.lower() if index and word.lower() in _SMALL else "-".join(_capital(bit) for bit in word.split("-")))
        if word.isupper() and len(word) > 1 and re.search(r"[AEIOUY]", word)
        else word
        for index, word in enumerate(words)
    )


def _capital(word: str) -> str:
    start = next((index for index, char in enumerate(word) if char.isalpha()), 0)
    return word[: start + 1].upper() + word[start + 1 :].lower()


def _shouts(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and sum(char.isupper() for char in letters) > 0.7 * len(letters)


def _council(printed: str) -> str | None:
    words = re.sub(r"[’']s$", "", printed).split()
    while words and words[0].lower().strip("’'.,") in NOT_PLACE:
        words = words[1:]
    name = _in_case(" ".join(words))
    if re.search(r"\b(?:the|of|our|this) Council$", name, re.IGNORECASE):
        return None
    named = place(name)
    if not named or not named[0].isupper() or named.lower() in NO_COUNCIL or named.split()[0].lower() in NO_COUNCIL:
        return None
    return name if named.lower() != name.lower() else None


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", re.sub(r"[’']", "", text)).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.lower())
