"""Turns a sentence into the names in it that the cited paragraphs do not hold.

A name is a word with a capital letter that does not merely begin the sentence. A word that begins it is taken for a name
unless it is an ordinary opening ("Officers", "Funding") or stands in the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator

from answer.facts import Token
from answer.ground import Ground, Laid, initials
from answer.wording import LIGHT, NEGATORS, stem

# Capitalised in council prose without naming anyone; any paper may use them of itself.
GENERIC = frozenset(
    """council council's councils councillor councillors cllr committee committee's member members officer officers report
    reports paper papers meeting item paragraph para section appendix mr mrs ms miss dr sir dame prof i""".split()
)
# Ordinary openings of a sentence about council business, where a capital letter says nothing.
OPENINGS = frozenset(
    """officers members councillors residents staff families children parents carers pupils schools inspectors leaders managers
    people workers services spending funding work plans costs savings money income expenditure demand progress performance
    numbers figures results figure number total cost budget responses responders respondents partners concerns issues risks
    delays action actions changes steps more most many several few fewer less one two three later earlier since despite
    following according overall currently nearly almost around approximately together today next last recently young adult
    adults women men new local there social legal data evidence once under over no not none neither never nobody nothing
    without only however meanwhile instead consultation average annual estimated projected actual planned proposed further
    additional""".split()
)
_OPENING_ENDINGS = ("ing", "ly", "tion", "tions", "ment", "ments", "ity", "ness", "ance", "ence")
_JOINING = frozenset("of the and for & in on de la".split())


def unborne_names(sentence: Laid, on: Ground) -> Iterator[str]:
    """Each name of `sentence` that neither the paragraphs nor what stands around them hold."""
    for number, token in enumerate(sentence.tokens):
        if not token.capital or token.norm in GENERIC or token.norm in LIGHT or token.norm in NEGATORS:
            continue
        if stem(token.norm) in on.words or stem(token.norm) in on.around:
            continue
        if begins(sentence, number) and not _acronym(token) and _ordinary_opening(token):
            continue
        if not _short_for(token, on) and not _spelt_out(sentence, number, on):
            yield token.text


def mixed_names(sentence: Laid, on: Ground) -> Iterator[str]:
    """Each pair of neighbouring names that the paper holds apart only: "Edwina Mills" from Edwina Grant and Alison Mills."""
    lowered = {token.text for laid in on.sentences for token in laid.tokens if not token.capital}
    for number, (one, two) in enumerate(zip(sentence.tokens, sentence.tokens[1:], strict=False)):
        if begins(sentence, number) and not _acronym(one) and stem(one.norm) not in on.words | on.around:
            continue
        if not all(
            t.capital and t.norm not in GENERIC and t.norm not in LIGHT and t.norm not in lowered for t in (one, two)
        ):
            continue
        if sentence.text[one.end : two.start] != " " or _acronym(one) or _acronym(two):
            continue
        if (stem(one.norm), stem(two.norm)) not in on.pairs:
            yield f"{one.text} {two.text}"


def begins(sentence: Laid, number: int) -> bool:
    """True when the token is the first of the sentence or of a quotation or bullet in it."""
    return number == 0 or sentence.text[: sentence.tokens[number].start].rstrip().endswith(
        (":", "•", "“", '"', "!", "?", "|")
    )


def is_name(sentence: Laid, number: int, on: Ground) -> bool:
    """True for a capitalised word that names: inside the sentence, or at its start when the paper uses it as a name."""
    token = sentence.tokens[number]
    if not token.capital or token.norm in GENERIC or token.norm in LIGHT or token.norm in NEGATORS:
        return False
    if not begins(sentence, number) or _acronym(token):
        return True
    return stem(token.norm) in on.around or any(
        other.norm == token.norm and other.capital and not begins(laid, place)
        for laid in on.sentences
        for place, other in enumerate(laid.tokens)
    )


def may_name(sentence: Laid, number: int) -> bool:
    """True for a capitalised word that is neither generic nor an ordinary opening of a sentence."""
    token = sentence.tokens[number]
    if not token.capital or token.norm in GENERIC or token.norm in LIGHT or token.norm in NEGATORS:
        return False
    return not (begins(sentence, number) and _ordinary_opening(token))


def _acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.removesuffix("s").isupper()


def _ordinary_opening(token: Token) -> bool:
    return token.norm in OPENINGS or token.norm.endswith(_OPENING_ENDINGS)


def _short_for(token: Token, on: Ground) -> bool:
    """True when the token is an acronym and the paper spells it out in capitals: LADO, Local Authority Designated Officer."""
    letters = token.norm.removesuffix("s")
    if not _acronym(token) or len(letters) < 3:
        return False
    for laid in on.sentences:
        run = [t for t in laid.tokens if t.capital and t.norm not in _JOINING]
        if any(initials(run[start : start + len(letters)]) == letters for start in range(len(run))):
            return True
    return False


def _spelt_out(sentence: Laid, number: int, on: Ground) -> bool:
    """True when the token stands in a run of capitals whose initials the paper prints as an acronym."""
    run = [(place, t) for place, t in enumerate(sentence.tokens) if t.capital and t.norm not in _JOINING]
    place = next(spot for spot, (found, _) in enumerate(run) if found == number)
    for start in range(max(0, place - 6), place + 1):
        for end in range(max(start + 3, place + 1), min(len(run), start + 7) + 1):
            if initials([t for _, t in run[start:end]]) in on.words:
                return True
    return False
