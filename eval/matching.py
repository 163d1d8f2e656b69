"""Whether a text bears out what gold says: quotes, spellings, numbers and file names compared as a reader would.

Extraction from PDFs splits and joins words and swaps quotes and dashes; none of that makes a quote another quote.

>>> holds("The Council ’s budget – £1.2 m", "council's budget - £1.2m")
True
>>> says("It cost £1,234,000 in all", ["1234000"]), says("It cost £1,234", ["234"])
(True, False)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from answer.wording import LIGHT
from answer.wording import stem as stem_of_word
from eval.gold import Place

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"}
    | dict.fromkeys("\u00ad\u200b*", None)  # soft hyphen, zero-width space, emphasis
    | dict.fromkeys("•·|\uf0b7\uf0a7", " ")  # bullets, and the bars between a table row's cells
)
_ENDING = re.compile(r"\.(pdf|txt|docx|html?|md)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_BARE_NUMBER = re.compile(r"[\d£.,%]+")
_NOT_LABEL = re.compile(r"[^0-9a-z.()]")


_WORD = re.compile(r"\w+(?:['’]\w+)?")


class Placed(Protocol):
    """A cited or retrieved passage: its text, and the file it is from (empty when it was not said)."""

    @property
    def text(self) -> str: ...

    @property
    def file(self) -> str: ...


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """NFKC, plain quotes and dashes, bullets and soft hyphens gone, white space as one space, case folded."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split()).casefold()


@lru_cache(maxsize=100_000)
def squash(text: str) -> str:
    """`fold` with every space gone."""
    return fold(text).replace(" ", "")


def holds(text: str, quote: str) -> bool:
    """The quote stands in the text."""
    return squash(quote) in squash(text)


def stem(file: str) -> str:
    """The name a file goes by: without folders and ending. ``ofsted/Kent-2022.PDF`` is ``kent-2022``."""
    return _ENDING.sub("", file.replace("\\", "/").rsplit("/", 1)[-1]).casefold()


def bears(passage: Placed, place: Place) -> bool:
    """The passage holds the gold quote and is from the gold paper's file, where its file is said."""
    return holds(passage.text, place.quote) and (not passage.file or stem(passage.file) == stem(place.paper))


def bears_any(passage: Placed, places: Iterable[Place]) -> bool:
    """The passage bears one of the places."""
    return any(bears(passage, place) for place in places)


def same_number(label: str | None, printed: str | None) -> bool:
    """Two labels are one number: ``12.`` and ``12``, ``(a)`` and ``a``."""
    return _number(label) == _number(printed)


def stems(text: str) -> set[str]:
    """The stems of a text's telling words: ``The hub's costs`` are ``hub`` and ``cost``."""
    words = (word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return {stem_of_word(word) for word in words if word not in LIGHT}


def says(text: str, spellings: Sequence[str]) -> bool:
    """One of the spellings stands in the text; a bare number stands there only when it is not part of a longer one."""
    folded = fold(text)
    plain = _THOUSANDS.sub("", folded)
    return any(_says_one(folded, plain, fold(spelling)) for spelling in spellings)


def _says_one(folded: str, plain: str, spelling: str) -> bool:
    without = _THOUSANDS.sub("", spelling)
    if not _BARE_NUMBER.fullmatch(spelling):
        return spelling in folded or without in plain
    return _alone(without, plain) or _alone(spelling, folded)


def _alone(number: str, text: str) -> bool:
    """The number stands in the text by itself, also with ``,000`` or ``.0`` behind it."""
    return bool(re.search(rf"(?<!\d)(?<!\d[.,]){re.escape(number)}(?:,000|\.0+)?(?!\d|[.,]\d)", text))


def _number(label: str | None) -> str:
    return _NOT_LABEL.sub("", fold(str(label))).strip(".()")
