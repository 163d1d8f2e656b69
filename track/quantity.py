"""Printed numbers as quantities: "(£1,304k)" in a cell, "just over 14" in a sentence, with their unit and their sign.

>>> [(one.value, one.number, one.unit) for one in quantities("An overspend of +£30.4m, 7% of the budget of section 12.")]
[('+£30.4m', 30.4, '£m'), ('7%', 7.0, '%')]
>>> quantity_of_cell("(2,337)", unit="£'000").number
-2337.0
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from track.as_of import date_spans

# £'000, £000s, £k, £m, %: in a head, a caption or a row's name they are the unit of the numbers it names.
_UNITS = (
    (re.compile(r"£ ?['’]?000['’]?s?|£ ?k\b|£ ?thousands?|\(000s\)|['’]000s?\b", re.IGNORECASE), "£'000"),
    (re.compile(r"£ ?m(?:illions?)?\b|\bm£\b", re.IGNORECASE), "£m"),
    (re.compile(r"£ ?bn\b|£ billions?", re.IGNORECASE), "£bn"),
    (re.compile(r"%|\bper ?cent|\bpercentage\b|\bpercent\b", re.IGNORECASE), "%"),
    (re.compile(r"£(?!\d)|\bGBP\b"), "£"),
    (re.compile(r"\bFTEs?\b"), "FTE"),
    (re.compile(r"\b(?:number of|in|average|mean|timescale.*|\() ?(?:working )?days\b", re.IGNORECASE), "days"),
    (re.compile(r"\b(?:number of|in|average|mean|\() ?weeks\b", re.IGNORECASE), "weeks"),
    (re.compile(r"\bper 10,?000\b", re.IGNORECASE), "per 10,000"),
    (re.compile(r"\bper 100,?000\b", re.IGNORECASE), "per 100,000"),
)
# What council papers count.
_COUNTED = re.compile(
    r"\b(children|young people|young adults|care leavers|pupils|residents|people|adults|staff|social workers|posts|cases|"
    r"referrals|assessments|contacts|places|homes|households|families|carers|visits|calls|complaints|requests|members|loans|"
    r"accounts|cards|proceedings|customers|properties|schools|trees|incidents|reviews|placements|plans|councils|"
    r"local authorities|teams|jobs|enquiries|flats|dwellings|vehicles|spaces|books|responses|respondents|inspections|"
    r"notifications|applications|decisions|actions|recommendations)\b(?= (?:on|in|with|who|whose|subject|at|by|for|"
    r"from|to|of|looked|being|per|under|were|was|are|is|had|have|has|that|a|"
    r"became|ceased|live|up|across|receiving|[a-z]+ed|[a-z]+ing)\b| *$|:| and young people\b| young people\b)",
    re.IGNORECASE,
)
# What the paper puts before a number to say that it is not exact: part of the value as printed.
HEDGE = (
    r"(?:(?:just|well) (?:over|under|below)|(?:slightly )?(?:over|more than|less than|fewer than)|nearly|almost|"
    r"around|about|approximately|approx\.?|circa|up to|at least|c\.)"
)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = r"(?:(?: ?(?P<scale>million|billion|thousand|bn)\b)|(?P<short>m|M|k|K|bn|b)(?![A-Za-z²2]))"
_NUMBER = re.compile(
    rf"(?P<hedge>\b{HEDGE} )?(?P<sign>[-+−–](?=[£\d]))?(?P<pound>£ ?)?(?P<inner>[-−])?(?P<digits>{_DIGITS})"
    rf"(?:{_SCALE}|(?P<percent> ?%|\s?per ?cent\b|\s?percentage points?\b))?",
    re.IGNORECASE,
)
_CELL = re.compile(
    rf"(?:(?P<label>[A-Za-z][A-Za-z .]{{2,30}}?):? ?)?(?P<open>\()?(?P<sign>[-+−–] ?)?(?P<pound>£ ?)?(?P<inner>[-−])?"
    rf"(?P<open2>\()?(?P<digits>{_DIGITS})(?:{_SCALE}|(?P<percent> ?%))?(?P<close>\))?[*#^†‡]{{0,2}}"
    r"(?: ?\((?P<aside>[^()]{1,30})\))?(?: (?P<noun>[a-z]{2,}(?: [a-z]+)?))?",
)
# Words whose number is a name: "section 47", "Year 7", "page 3", "Key Stage 4", "Regulation 18", "Croydon 2035".
_NAMED = re.compile(
    r"\b(?:paragraphs?|paras?|sections?|pages?|pp?|appendix|appendices|annexe?|tables?|figures?|fig|charts?|chapters?|"
    r"items?|clauses?|schedules?|polic(?:y|ies)|regulations?|articles?|parts?|stages?|phases?|tiers?|levels?|years?|"
    r"grades?|bands?|zones?|priorit(?:y|ies)|recommendations?|actions?|decisions?|refs?|no|nos|numbers?|minutes?|"
    r"options?|objectives?|outcomes?|principles?|wards?|rooms?|floors?|blocks?|plots?|lots?|categor(?:y|ies)|class|"
    r"rule|standing order|step|version|question|q|theme|strand|milestone|pillar|risk|line|route|junction|group|"
    r"form|code|key stage|ks|covid|ltp|volume|issue|act|notes?|use class|house|strategy|site|road|street|goal|sdg|"
    r"tel|telephone|fax|ext|extension|www|http|condition|informative|drawing|building|article|quarter|week|day|mosaic|"
    r"kpi|documents?|indicator|measure|target|tranche|wave|cohort|footnote|endnote|box|lane|gate|platform|type|"
    r"circular|award|windows?)"
    r"(?:s?[ :.]{1,2}|s? (?:nos?\.?|numbers?|and|to) )(?:\d[\d.]*(?:,| and| to| or| ?[-–&/]) ?)*$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged?|ages|age of|age group|aged between|turn(?:s|ed|ing)?|birthday|reach(?:es|ed|ing)? (?:the age of )?)"
    r"(?: (?:of|under|over|up to|between|from|the age of|below|at least))*(?: \d{1,2}(?: years)?(?:,| ?[-–]| to| and| or))* $|"
    r"(?:\b(?:young people|children|adults|people|those|residents|adolescents|pupils|leavers|dependants|persons|anyone)"
    r" (?:who are )?(?:aged )?(?:under|over|up to|below|above|post|between) )$|"
    r"\b(?:until|when|once|before|after) (?:they|you|he|she)(?: are| were| turn| reach|['’]re)? $",
    re.IGNORECASE,
)
# "under 18", "over 65", "post-16": only at the ages that law and services divide people by.
_AGE_LIMIT = re.compile(r"\b(?:under|over|post|pre|up to|below|above)[- ]$", re.IGNORECASE)
_AGE_LIMITS = frozenset("1 2 4 5 8 10 11 12 13 14 16 17 18 19 20 21 24 25 26 50 55 60 65 75 85".split())
_AGE_AFTER = re.compile(
    r"^(?:st|nd|rd|th)?[- ]?(?:years? old|year[- ]olds?|years? of age|years and (?:over|under|older|younger)|"
    r" and (?:over|under|above|older|younger)\b|(?:st|nd|rd|th)\b|"
    r"(?:\+| plus|s)(?!\w)|(?: to| and| or|[-–]) ?\d{1,2}[- ]year)",
    re.IGNORECASE,
)
_PHYSICAL = re.compile(
    r"^ ?(?:-|–)?(?:metres?|m|mm|cm|km|kms|miles?|mph|kwh?|mwh?|kw|sq\.? ?(?:m|ms|metres?|ft)|sqms?|m2|m²|sqft|"
    r"hectares?|ha|acres?|litres?|kg|"
    r"tco2e|db|degrees?|°c?|storeys?|storey|bed|bedrooms?|pt|px|am|pm|gb|mb|tb|hz|lux|dB\(?A?\)?|x \d|o'clock|noon)(?![a-z])",
    re.IGNORECASE,
)
# "172 New Kent Road"; "12 The development…", where a paragraph's number has strayed into its text
_PLACE = re.compile(
    r" (?:[A-Z][\w’']+ ){0,3}(?:Road|Street|Avenue|Lane|Place|House|Close|Square|Court|Drive|Hill|Gardens|Terrace|Row|"
    r"Grove|Crescent)\b|"
    r" (?:The|This|These|In|It|An?|There|At|On|For|As|We|Following|However)\b"
)
# "between 30 and 40", "2 to 6 storeys": no one number
_RANGE = re.compile(
    r"\bbetween \|\S* and|\bbetween [£\d.,%]+ and \||\| (?:to|and|or) \d[\d.]*[ -](?:storey|bed|year|"
    r"hour|day|week|month)",
    re.I,
)
# Words after which a number at a sentence's end is one: "the average was 19."
_SAYS_HOW_MANY = frozenset(
    "is was are were be of to at by with from than and only over in about now just reached totalled under nearly "
    "almost around".split()
)
DURATION = re.compile(
    r"^[- ](?:(?:working|calendar|school|consecutive|full|further|additional|clear) )?(?:days?|weeks?|months?|years?|hours?|"
    r"minutes?|terms?|weekly|nights?|weekends?|fortnights?)\b",
    re.IGNORECASE,
)
MEASURED_TIME = re.compile(r"\b(?:average|mean|median|took|takes|taking|waited|waiting time|timescale|longest)\b", re.I)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``text[start:end]``: `value` as printed, `number` the same in `unit` (None: a bare count)."""

    start: int
    end: int
    value: str
    number: float
    unit: str | None
    hedged: bool = False


def quantities(text: str, spans: Sequence[tuple[int, int]] | None = None) -> list[Quantity]:
    """The quantities in running text; `spans` are the dates in it, where they are known.

    Left out: dates, ages, telephone numbers, numbers that are names ("section 47"), ranges, lengths and areas, and lengths of
    time unless the sentence says that they were measured ("took 26 days on average").
    """
    taken = [*date_spans(text), *_addresses(text)] if spans is None else [*spans, *_addresses(text)]
    found: list[Quantity] = []
    for match in _NUMBER.finditer(text):
        start, end = match.span("digits")
        if found and start < found[-1].end:
            continue
        if any(start < last and first < end for first, last in taken):
            continue
        if _stands_alone(text, match) and not _is_a_name(text, match):
            found.append(_with_span_of_time(_quantity(match), text))
    return found


def quantity_of_cell(cell: str, *, unit: str | None = None) -> Quantity | None:
    """The quantity that a table's cell consists of, or None; `unit` is what its head or caption says.

    "(255)" is minus 255, as accounts print it. "4,236 (+30%)" is 4,236, "Total contract value £381,000" is £381,000.
    """
    match = _CELL.fullmatch(cell.strip())
    if match is None or (match["label"] and (_LIMIT.search(match["label"]) or _NAMED.search(match["label"] + " "))):
        return None
    if match["label"] and not (match["pound"] or match["percent"] or cell.rstrip().endswith(match["digits"])):
        return None
    if re.fullmatch(r"0\d{3,}|\d{9,}", match["digits"]) or (match["noun"] and match["noun"].lower() in _NOT_NOUNS):
        return None
    opened = match["open"] or match["open2"]
    if bool(opened) != bool(match["close"]) and not match["aside"]:
        return None
    number = float(match["digits"].replace(",", ""))
    if opened or (match["sign"] or "").strip() in {"-", "−", "–"} or match["inner"]:
        number = -number
    start = next(match.start(name) for name in ("open", "sign", "pound", "inner", "open2", "digits") if match[name])
    end = match.end("close") if match["close"] else max(match.end(n) for n in ("digits", "scale", "short", "percent"))
    start += cell.index(cell.strip()) if cell.strip() else 0
    end += cell.index(cell.strip()) if cell.strip() else 0
    own = _unit(match) or (match["noun"].lower() if match["noun"] else None)
    if own == "£" and unit and unit.startswith("£") and not match["pound"]:
        own = unit
    return Quantity(start, end, cell[start:end], number, own or unit)


def unit_in(words: str) -> str | None:
    """The unit that a head, a caption or a row's name gives its numbers, or None."""
    return next((unit for pattern, unit in _UNITS if pattern.search(words)), None) if words else None


def counted(name: str) -> str | None:
    """The things that a name counts: "children", "cases", "staff"; None when its words do not say."""
    found = _COUNTED.search(re.sub(r"\([^)]*\)", "", name))
    return found[1].lower() if found else None


# "Variances over £500k" names what is counted; its number is no value.
_LIMIT = re.compile(r"\b(?:below|over|under|above|than|between|exceeding|least|within)\W*$", re.IGNORECASE)
_NOT_NOUNS = frozenset(
    "january february march april may june july august september october november december am pm st nd rd th".split()
)


def _quantity(match: re.Match[str]) -> Quantity:
    number = float(match["digits"].replace(",", ""))
    if match["sign"] in {"-", "−", "–"} or match["inner"]:
        number = -number
    value = match.group().strip()
    return Quantity(
        match.start() + len(match.group()) - len(match.group().lstrip()),
        match.end(),
        value,
        number,
        _unit(match),
        bool(match["hedge"]),
    )


# "43.9 per 10,000 children", "30 weeks", "1 minute 7 seconds": the unit behind the number
_RATE = re.compile(r"(?: [a-z]+){0,2} per (?P<base>100,?000|10,?000|1,?000)\b")
_TIME = re.compile(
    r"[- ](?:working |calendar |school )?(?P<unit>days?|weeks?|months?|years?|hours?|minutes?|"
    r"seconds?)\b(?: (?P<more>\d+) seconds?)?"
)


def _with_span_of_time(quantity: Quantity, text: str) -> Quantity:
    """The quantity with the rate's or the time's unit that stands behind it."""
    rate = _RATE.match(text, quantity.end)
    if rate:
        return replace(quantity, unit=f"per {int(rate['base'].replace(',', '')):,}", end=rate.end())
    time = _TIME.match(text, quantity.end) if quantity.unit is None else None
    if time is None:
        return quantity
    if time["more"]:
        return replace(
            quantity,
            value=text[quantity.start : time.end()],
            number=quantity.number * 60 + int(time["more"]),
            unit="seconds",
            end=time.end(),
        )
    return replace(quantity, unit=time["unit"].rstrip("s") + "s", end=time.end("unit"))


def _unit(match: re.Match[str]) -> str | None:
    """The unit: "£m", "£'000", "£bn", "£", "%" or "million"; None for a bare number."""
    scale = (match["scale"] or match["short"] or "").lower()
    if match["percent"]:
        return "percentage points" if "point" in match["percent"] else "%"
    if match["pound"]:
        return {
            "million": "£m",
            "m": "£m",
            "billion": "£bn",
            "bn": "£bn",
            "b": "£bn",
            "thousand": "£'000",
            "k": "£'000",
        }.get(scale, "£")
    return (
        scale
        if scale in {"million", "billion", "thousand"}
        else {"m": "million", "bn": "billion", "k": "thousand"}.get(scale)
    )


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """The number is no part of a word, a longer number, a reference or a range."""
    start, end = match.start("digits"), match.end()
    first = match.start("pound") if match["pound"] else start
    before, after = text[:first], text[end : end + 14]
    if not match["pound"] and re.search(
        r"[A-Za-z_/@#$€:.‘’']$|\d[,.\-–−]$|[A-Za-z\d][-–−]$|\d ?[-–/] ?$|\d\($", before[-6:]
    ):
        return False
    if re.match(r"[A-Za-z_/@]|[-–−]\d|\.\d|,\d|:\d| ?[-–/] ?£?\d|\(\w\)|°|\)\(", after):
        return False
    return not re.fullmatch(r"0\d+", match["digits"]) and len(match["digits"].replace(",", "")) < 12


def _is_a_name(text: str, match: re.Match[str]) -> bool:
    """It names a section, a year or an age, or is a length, an hour or a share's base ("per 10,000")."""
    start, end = match.start("digits"), match.end()
    before, after = text[max(0, start - 60) : start], text[end : end + 30]
    if match["pound"] or match["percent"]:
        return bool(
            re.search(r"(?:[<>]|\b(?:below|above|exceeding|excess of|between|less than)) ?$", before.rstrip("£ "))
        )
    if not before.strip(" (") and re.match(r"[.)] | [A-Z][a-z]+ (?!workers)", after) and len(match["digits"]) < 3:
        return True  # a list's or a footnote's own number
    lead = text[max(0, start - 60) : match.start("hedge")] if match["hedge"] else before
    if match["short"] in {"m", "M"} or _PLACE.match(after) or _RANGE.search(f"{before}|{after}"):
        return True
    return _strays(before, after, match) or bool(
        _NAMED.search(before)
        or _AGE.search(before)
        or (match["digits"] in _AGE_LIMITS and _AGE_LIMIT.search(before) and not re.match(r" [a-z]{3,}", after))
        or _AGE_AFTER.match(after)
        or _PHYSICAL.match(after)
        or re.search(
            r"\b(?:per|every|each|out of|1 in|one in|multiplied by|first|last|previous|next|past|top) $", lead, re.I
        )
        or (DURATION.match(after) and (not MEASURED_TIME.search(text) or re.search(r"\bwithin (?:\w+ )?$", lead, re.I)))
        or re.match(r" times\b|-(?!\d)|x\b|:1\b", after)
        or (re.fullmatch(r"(?:19|20)\d\d", match["digits"]) and not re.match(r" [a-z]+s\b", after))
    )


def _strays(before: str, after: str, match: re.Match[str]) -> bool:
    """It belongs to a short name ("FTSE 100") or is a form's next number, left at the end of an answer ("None 24.")."""
    word = before.rstrip().rpartition(" ")[2]
    left_over = after == "." and len(match["digits"]) < 3 and word.isalpha() and word.lower() not in _SAYS_HOW_MANY
    return not match["hedge"] and (left_over or bool(re.fullmatch(r"[A-Z]{2,6}", word)))


def _addresses(text: str) -> list[tuple[int, int]]:
    """Where telephone numbers, postcodes, web addresses and references stand."""
    if not any(mark in text for mark in ("0", "@", "/", ".")):
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


_ADDRESS = re.compile(
    r"\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b|\+44[\d ()]{9,14}|https?://\S+|www\.\S+|\S+@\S+|"
    r"\b[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}\b|"
    r"\b\d{1,4}/\d{2,6}(?:/\w+)*\b|\b[A-Z]{2,}[-/]?\d+\b|\b\d+\.\d+\.\d+(?:\.\d+)*\b|\b\d{1,2}[.:]\d\d ?(?:am|pm|hrs|hours)\b|"
    r"\b\d{1,2}:\d\d\b|\b\d{1,2} ?(?:am|pm)\b|\b24/7\b|\[\w*\d+\]"
)
