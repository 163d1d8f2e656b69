"""Numbers that a format counts itself (Word's lists, HTML's `<ol>`) into the labels a reader sees.

`numeral(14, "lowerRoman") == "xiv"`; `list_label("(xiv)", "lowerRoman", 14)` is the label (xiv), and no letter.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.label import Label, parse_label

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_LETTERED = ("letter", "capital", "roman")
NAMED = re.compile(r"(?P<p>[A-Z][A-Za-z]+)\s+\S+?[.:)–-]?")  # "Appendix 1:"
SHORT = 16  # characters: what is longer is a phrase before the text, no number


def numeral(value: int, form: str) -> str:
    """The value in one of Word's number formats; one that is not known counts in digits.

    >>> [numeral(28, form) for form in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['28', 'bb', 'XXVIII', '28']
    """
    if form in ("none", "bullet"):
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 780:
        letters = chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)  # Word counts …y, z, aa, bb
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        text, rest = "", value
        for worth, sign in _ROMAN:
            text += sign * (rest // worth)
            rest %= worth
        text += _UNITS[rest]
        return text.upper() if form == "upperRoman" else text
    if form == "ordinal":
        ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value}{ending}"
    return str(value)


def list_label(printed: str, form: str, value: int) -> Label | None:
    """The label printed before a list's item, whose own number is `value` in the format `form`; None where it is no number."""
    printed = re.sub(r"\s+", " ", printed).strip()
    if not printed or len(printed) > SHORT:
        return None
    found = parse_label(printed) or parse_label(f"{printed}.")
    if found is None or found[1]:
        return _other(printed, value)
    label = replace(found[0], printed=printed)
    if label.style in _LETTERED and form == "upperRoman" and ")" not in printed:
        return Label("coded", (value,), printed, label.name)  # "II." heads a part; nobody says (II)
    if label.style in _LETTERED:
        style = "roman" if form.endswith("Roman") else ("capital" if form == "upperLetter" else "letter")
        return Label(style, (value,), printed, label.name)  # type: ignore[arg-type]
    return replace(label, style="integer") if label.style == "bare" else label


def _other(printed: str, value: int) -> Label | None:
    """What no grammar of prose would dare to take for a number: "A.1", "Appendix 1:"."""
    named = NAMED.fullmatch(printed)
    name = printed.strip(" .:)(–-")
    if named:
        return Label("named", (value,), printed, name, named.group("p"))
    if " " in name or not re.search(r"\w$", name):
        return None
    return Label("coded", (value,), printed, name, re.sub(r"\w+$", "", name))
