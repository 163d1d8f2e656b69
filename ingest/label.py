"""The grammar of printed paragraph numbers: what may stand at the beginning of a line and be its label.

`parse_label("2.5.4 A retention payment") -> Label("decimal", (2, 5, 4), "2.5.4"), "A retention payment"`. It says only what a
line could be; `ingest.numbering` reads the whole sequence and decides what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Style = Literal["decimal", "integer", "paren", "round", "letter", "capital", "roman", "coded", "named", "bare"]


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label: its style, its values (letters and roman numerals as numbers, outermost first), how it is printed.

    `name` is what an officer would say: "2.5.4", "12", "d", "A47/17", "Question 3".
    """

    style: Style
    values: tuple[int, ...]
    printed: str
    name: str
    prefix: str = ""  # what the values hang on: "A" of A1.1, "Question" of Question 3, "A/17" of A47/17


_ROMAN = "m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_END = r"(?=\s|$)"

# (style, pattern, an example of a real paper). The first that matches wins; `n` is the number, `p` a prefix.
_FORMS: tuple[tuple[Style, re.Pattern[str], str], ...] = (
    (
        "named",
        re.compile(
            rf"(?P<p>Question|Recommendation|Resolution|Article|Action|Finding|Priority|Objective|Standard|Minute)\s+(?P<n>\d{{1,3}})\s*(?:[.:)–-]|\|)?{_END}"
        ),
        "Question 6 – How will",
    ),
    (
        "coded",
        re.compile(rf"\*{{0,3}}(?P<p>[A-Z]{{1,3}})(?P<n>\d{{1,4}})/(?P<y>\d{{2,4}})\.?{_END}"),
        "A47/17 Minutes of the meeting",
    ),
    (
        "coded",
        re.compile(rf"(?P<n>\d{{1,4}})/(?P<y>\d{{2,4}})\.?{_END}(?!\s*(?:to|and|was|were|is)\b)"),
        "47/17 Minutes",
    ),
    (
        "decimal",
        re.compile(rf"(?P<p>[A-Z]\.?\s?)(?P<n>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})\.?{_END}"),
        "A1.1 For the purposes",
    ),
    ("coded", re.compile(rf"(?P<p>APR|[RACS])(?P<n>\d{{1,2}})[.:)]?{_END}"), "R1 The Cabinet should"),
    ("coded", re.compile(rf"(?P<p>[A-Z])(?P<n>\d{{1,2}})(?:[.:)]|(?=\s\s)){_END}"), "Q1. Why was it late?"),
    (
        "decimal",
        re.compile(rf"(?:[-–]\s)?(?P<n>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})[.)]?{_END}"),
        "2.5.4 A retention payment",
    ),
    ("decimal", re.compile(r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,4})\.?(?=[A-Z][a-z])"), "1.1On 16 December"),
    ("coded", re.compile(rf"(?P<n>\d{{1,2}})(?P<s>[a-z])\s*(?:\||[.)]{_END})"), "3a | Adult Social Care"),
    ("round", re.compile(r"\((?P<n>\d{1,3})\)(?=\s|$|[A-Z])"), "(3) Expects officers"),
    ("paren", re.compile(rf"(?P<n>\d{{1,3}})\){_END}"), "5) The Leader said"),
    ("integer", re.compile(rf"(?P<n>\d{{1,4}})\.{_END}"), "17. Senior leaders"),
    ("integer", re.compile(r"(?P<n>\d{1,3})\.(?=[“‘\"']?[A-Z](?:[A-Za-z’'-]|\s))"), "10.Regarding having"),
    ("integer", re.compile(r"(?P<n>\d{1,3})\s*\|(?=\s|$)"), "3 | Revenue Budget Forecast"),
    ("letter", re.compile(r"\((?P<a>[a-z]{1,4})\)(?=\s|$|[A-Z])"), "(a) NOTE the forecast"),
    ("letter", re.compile(rf"(?P<a>[a-z]{{1,4}})[].)]\)?{_END}"), "a) agree the plan"),
    ("capital", re.compile(rf"\(?(?P<A>[A-Z]{{1,4}})[.)]{_END}"), "A. Apologies"),
    ("bare", re.compile(rf"(?P<n>\d{{1,3}}){_END}"), "14   The main issues"),
)


def parse_label(line: str) -> tuple[Label, str] | None:
    """The label that the line could begin with and the rest of the line, or None."""
    for style, pattern, _example in _FORMS:
        match = pattern.match(line)
        if not match:
            continue
        label = _label(style, match)
        if label:
            return label, line[match.end() :].lstrip(" \t|–:").lstrip()
    return None


def _label(style: Style, match: re.Match[str]) -> Label | None:
    groups = match.groupdict()
    printed = match.group().strip()
    letters = groups.get("a") or groups.get("A")
    if letters:
        return _lettered(style, letters, printed)
    number = groups["n"]
    values = tuple(int(part) for part in number.split("."))
    prefix = re.sub(r"[.\s]", "", groups.get("p") or "")
    if groups.get("y"):
        return Label(style, values, printed, f"{prefix}{number}/{groups['y']}", f"{prefix}/{groups['y']}")
    if groups.get("s"):
        return Label(style, (*values, ord(groups["s"]) - 96), printed, f"{number}{groups['s']}", "")
    if style == "named":
        return Label(style, values, printed, f"{groups['p']} {number}", prefix)
    return Label(style, values, printed, prefix + number, prefix)


def _lettered(style: Style, letters: str, printed: str) -> Label | None:
    low = letters.lower()
    if len(set(low)) == 1 and len(low) <= 2 and low not in ("ii", "xx", "cc", "mm"):
        return Label(style, (ord(low[0]) - 96 + 26 * (len(low) - 1),), printed, letters)
    value = roman(low)
    return Label("roman", (value,), printed, letters) if value else None


def roman(text: str) -> int:
    """The value of a roman numeral in small letters, 0 when it is none: ``roman("xiv") == 14``."""
    if not text or not re.fullmatch(_ROMAN, text):
        return 0
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    values = [worth[letter] for letter in text]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def as_roman(label: Label) -> Label | None:
    """The same label read as a roman numeral, where a single letter can be one ("i", "v", "x")."""
    if label.style not in ("letter", "capital"):
        return None
    value = roman(label.name.lower())
    return Label("roman", (value,), label.printed, label.name) if value else None


def is_label(text: str) -> bool:
    """Whether a cell holds a label and nothing else, as in a form's first column. A bare number is a row's number, not one."""
    found = parse_label(text.strip())
    return found is not None and not found[1] and found[0].style != "bare"
