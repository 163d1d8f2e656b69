"""Text becomes its telling words, stemmed, each with its place: what sentences of two papers are compared by.

>>> stems("The Council's panels will be established in May.")
[('panel', 14), ('establish', 29)]
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.stemmer import english_stem

_WORD = re.compile(r"[a-z]{2,}(?:'[a-z]+)*|\d[\d,./]*\d|\d")
# Words that are in every paper and name no action of their own.
LIGHT = frozenset(
    """a an the that this these those it its they them their he she his her we our us you your who whom whose which what when
    where why how there here and or but if then than so as at by for from in into of off on onto out over to up with within
    about after before during between through per via upon towards under is are was were be been being am has have had having
    do does did doing done will would shall should can could may might must ought also both each every all any some such
    other another same own very just only even still already again further however therefore while whilst because since
    until although though whether either not no nor yet now currently new including include includes included ensure ensuring
    make made take taken place first following follow need needs next set put get use used using across against well
    part order one two three
    council councils committee report reports reported reporting paper meeting meetings member members officer officers
    borough county city cabinet service services work working process progress undertaken undertake carried carry
    year years month months week weeks day days date time january february march april june july august september october
    november december spring summer autumn winter early late end start monday tuesday wednesday thursday friday""".split()
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending: "establishing" and "established" are one."""
    return english_stem(word)


def stems(text: str, *, light: bool = False) -> list[tuple[str, int]]:
    """The telling words of a text, stemmed, each with the place at which it stands; with `light` every word."""
    found = []
    for match in _WORD.finditer(text.lower().replace("’", "'")):
        word = match[0].removesuffix("'s")
        if light or (word not in LIGHT and (len(word) > 2 or word.isdigit())):
            found.append((stem(word), match.start()))
    return found
