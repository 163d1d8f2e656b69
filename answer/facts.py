"""Turns a sentence into its tokens: dates, figures, codes and words, each in one form however it is printed.

>>> [token.norm for token in tokens("On 31/10/17 costs rose to £1.5 million")]
['on', '2017-10-31', 'costs', 'rose', 'to', 'GBP 1500000']
>>> [token.norm for token in tokens("twelve of 1,234 (see A47/17)")]
['12', 'of', '1234', 'see', 'a47/17']
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

TokenKind = Literal["date", "figure", "code", "word"]

MONTHS = (
    "january february march april may june july august september october november december".split()
)  # fmt: skip
_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_MONTH = r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"  # noqa: E501
_DAY = r"(?P<{0}>[0-3]?\d)(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"

# What is looked for at each place of the text, first match wins; beside each, words it takes.
_DATES = (
    _YEAR.format("y1") + r"-(?P<m1>[01]\d)-(?P<d1>[0-3]\d)(?!\d)",  # 2017-10-31
    r"(?P<d2>[0-3]?\d)(?P<s2>[/.-])(?P<m2>[01]?\d)(?P=s2)(?P<y2>(?:19|20)\d\d)(?!\d)",  # 31/10/2017
    r"(?P<d3>[0-3]?\d)/(?P<m3>[01]?\d)/(?P<y3>\d\d)(?![\d/])",  # 31/10/17
    _DAY.format("d4")
    + r"\s?(?:of\s)?\s?"
    + _MONTH.format("m4")
    + r"(?:,?\s"
    + _YEAR.format("y4")
    + r"(?!\d))?",  # 31st October 2017
    _MONTH.format("m5")
    + r"\s"
    + _DAY.format("d5")
    + r"(?![\d.,]*\d)(?:,?\s"
    + _YEAR.format("y5")
    + r"(?!\d))?",  # October 31, 2017
    _MONTH.format("m6") + r"(?:,|\sof)?[\s-]+" + _YEAR.format("y6") + r"(?![\d/])",  # October 2017
    _MONTH.format("m7") + r"[-\s]?['’]?(?P<y7>\d\d)(?!\d)",  # Oct-17
)
_YEARS = r"(?P<span1>(?:19|20)\d\d)\s?[-/–—]\s?(?P<span2>(?:19|20)?\d\d)(?![\d/-]|\.\d)"  # 2017/18, 2017-2018
_BARE_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d%]|[,.]\d|\s?%)"  # 2017
_BARE_MONTH = (
    r"(?P<month>(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec))\b"
)
_UNITS = "zero|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"  # noqa: E501
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_SCALE = r"(?:\s?-?(?P<{0}>millions?|billions?|trillions?|thousands?|hundreds?|dozens?|mn?|bn|tn|k)\b)?"
_PERCENT = r"(?P<{0}>\s?%\s?points?|\s?percentage\spoints?|\s?%|\s?per\s?cent\b)"
_TIME = r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b)|(?P<hour24>[0-2]?\d):(?P<minute24>[0-5]\d)(?!\d)"
_QUARTER = r"(?:q|quarter\s)(?P<quarter>[1-4])\b"
_FRACTION = r"(?P<fraction>(?:(?:a|one|two|three|four)[\s-])?(?:half|halves|thirds|quarters|fifths|tenths)|(?:a|one)[\s-](?:third|quarter|fifth|tenth))\b"  # noqa: E501
_ORDINAL = rf"(?P<ordinal>\d+)(?:st|nd|rd|th)\b|(?P<ordinal_word>{_ORDINALS})\b"
_CODE = (
    r"(?P<code>(?=[a-z]*[-/]?\d)[a-z]+[-/]?\d[\w/-]*|\d+(?:\.\d+){2,}|\d+(?!(?:mn?|bn|tn|k)\b)[a-z][\w/-]*"
    r"|\d+\([a-z\d]+\)|\d{1,6}/\d[\d/]*)"
)
_AMOUNT = (
    r"(?P<money>[£$€]\s?)?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d]|\.\d)"
    + _SCALE.format("scale") + r"(?:" + _PERCENT.format("percent") + r")?(?P<pounds>\s(?:pounds?|sterling)\b)?"
)  # fmt: skip
_NUMBER_WORDS = (
    rf"(?P<words>(?:(?:{_TENS})(?:[\s-](?:{_UNITS}))?|{_UNITS})(?=\b))"
    + _SCALE.format("word_scale") + r"(?:" + _PERCENT.format("word_percent") + r")?(?P<word_pounds>\s(?:pounds?|sterling)\b)?"
)  # fmt: skip
_HUNDREDS = r"(?P<dozen>(?:a\s)?(?:dozen|hundred|thousand|million|billion))\b"
_WORD = r"(?P<word>[^\W\d_]+(?:['’.][^\W\d_]+)*(?:['’](?=\s|$))?)"
_SCAN = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join((*_DATES, _YEARS, _TIME, _QUARTER, _FRACTION, _ORDINAL, _CODE, _BARE_YEAR, _AMOUNT))
    + "|" + "|".join((_BARE_MONTH, _NUMBER_WORDS, _HUNDREDS))
    + ")(?![^\\W_])|" + _AMOUNT.replace("?P<", "?P<late_") + "|" + _WORD,
    re.IGNORECASE,
)  # fmt: skip

_SCALES = {
    "hundred": 100, "dozen": 12, "thousand": 1000, "k": 1000, "million": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_VALUES = {word: number for number, word in enumerate(_UNITS.replace("nil|", "").split("|"))} | {"nil": 0}
_VALUES |= {word: 10 * number for number, word in enumerate(_TENS.split("|"), 2)}
_CURRENCY = {"£": "GBP", "$": "USD", "€": "EUR"}


class Date(NamedTuple):
    """A date as printed; what is not printed is None."""

    year: int | None
    month: int | None
    day: int | None

    def holds(self, day: dt.date | None) -> bool:
        """Whether the day is of this date, as far as it is printed; never where no day is known."""
        return day is not None and all(
            part is None or part == own for part, own in zip(self, (day.year, day.month, day.day), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Token:
    """One date, figure, code or word of a text, at text[start:end].

    `norm` is its one form: "2017-10-31", "GBP 1500000", "12", "50 %", "a47/17", or the word in small letters.
    `date` is set on dates, `unit` and `value` on figures ("GBP", "%", "points", "ordinal", "quarter", "time" or "").
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    norm: str
    date: Date | None = None
    unit: str = ""
    value: Decimal | None = None

    @property
    def is_fact(self) -> bool:
        """True for whatever must stand in the cited paragraph exactly."""
        return self.kind != "word"

    @property
    def capital(self) -> bool:
        """True for a word printed with a capital letter."""
        return self.kind == "word" and self.text[0].isupper()


def tokens(text: str) -> list[Token]:
    """The tokens of `text` in order; punctuation is left out."""
    return list(_tokens(text))


@functools.lru_cache(
    512
)  # a title, a heading, a sentence: the same are met again and again while one question is answered
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(_token(match) for match in _SCAN.finditer(text))


def _token(match: re.Match[str]) -> Token:
    found = {name.removeprefix("late_"): value for name, value in match.groupdict().items() if value is not None}
    text, start, end = match[0], match.start(), match.end()
    if date := _date(found):
        return Token("date", text, start, end, "-".join("??" if part is None else f"{part:02}" for part in date), date)
    if "word" in found:
        return Token("word", text, start, end, found["word"].replace("’", "'").lower().removesuffix("'"))
    if "code" in found or "span1" in found or "fraction" in found:
        return Token("code", text, start, end, _code(found))
    unit, value = _amount(found)
    norm = f"{unit} {_plain(value)}" if unit != "%" else f"{_plain(value)} %"
    return Token("figure", text, start, end, norm.strip(), None, unit, value)


def _date(found: dict[str, str]) -> Date | None:
    """The date that a pattern of `_DATES`, or a bare year or month, took; None when it took something else."""
    if "year" in found:
        return Date(int(found["year"]), None, None)
    if "month" in found:
        return Date(None, _MONTH_NUMBER[found["month"][:3].lower()], None)
    for number in range(1, len(_DATES) + 1):
        if month := found.get(f"m{number}"):
            year, day = found.get(f"y{number}"), found.get(f"d{number}")
            of_year = int(month) if month.isdigit() else _MONTH_NUMBER[month[:3].lower()]
            whole = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
            return Date(whole, of_year, int(day) if day else None)
    return None


def _code(found: dict[str, str]) -> str:
    if "span1" in found:
        return f"{found['span1']}/{found['span2'][-2:]}"  # 2017-18, 2017/2018 and 2017–18 are one financial year
    return re.sub(r"\s+", "-", (found.get("code") or found["fraction"]).lower())


def _amount(found: dict[str, str]) -> tuple[str, Decimal]:
    """Unit and value of a figure printed in digits or words."""
    if "quarter" in found:
        return "quarter", Decimal(found["quarter"])
    if "hour" in found or "hour24" in found:
        hour = int(found.get("hour24") or found["hour"])
        if half := found.get("half"):
            hour = hour % 12 + (12 if half[0] in "pP" else 0)
        return "time", Decimal(60 * hour + int(found.get("minute24") or found.get("minute") or 0))
    if "ordinal" in found:
        return "ordinal", Decimal(found["ordinal"])
    if "ordinal_word" in found:
        return "ordinal", Decimal(_ORDINALS.split("|").index(found["ordinal_word"].lower()) + 1)
    if "dozen" in found:
        return "", Decimal(_SCALES[found["dozen"].lower().split()[-1]])
    if "words" in found:
        value = Decimal(sum(_VALUES[word] for word in re.split(r"[\s-]", found["words"].lower())))
        scale, percent, pounds = (found.get(f"word_{name}") for name in ("scale", "percent", "pounds"))
    else:
        value = Decimal(found["digits"].replace(",", ""))
        scale, percent, pounds = (found.get(name) for name in ("scale", "percent", "pounds"))
    if scale:
        value *= _SCALES[scale.lower().removesuffix("s")]
    if percent:
        return ("points" if "point" in percent.lower() else "%"), value
    money = found.get("money", "").strip()
    return ("GBP" if pounds else _CURRENCY.get(money, "")), value


def _plain(value: Decimal) -> str:
    """A number without needless noughts: 1.50 is 1.5, 1E+6 is 1000000."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
