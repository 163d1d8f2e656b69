"""The phrases of time that council papers use, as a table: a pattern and the reader that says what it means.

Order is rank: of two phrases that begin at one place the first in the table wins. A pattern's groups are what its reader needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from track import date_readers as read
from track.date_readers import Reading, When

Reader = Callable[[re.Match[str], When], Reading | None]

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?=,? ?\d))?"
)
# A month with nothing beside it must be written as a name: "may" and "march" are words too.
_NAMED = (
    r"(?-i:(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JANUARY|FEBRUARY|MARCH|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|"
    r"NOVEMBER|DECEMBER))\b(?:\.(?=,? ?\d))?"
)
_OTHER_MONTH = _NAMED.replace("?P<month>", "?:")
_D = r"(?:0?[1-9]|[12]\d|3[01])(?!\d) ?(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d]|,\d|/\d)"
_SHORT = r"(?P<year>(?:19|20)\d\d(?!\d|,\d|/\d)|['’]\d\d\b)"
_TWO = r"(?P<year>20\d\d) ?[/–-] ?(?P<second>(?:20)?\d\d)(?![\d/])"
_FREE = r"(?<![\d.,/£:-])"  # no part of a longer number
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,? +(?:the )?"
_COUNT = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(read.NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>(?:working |calendar )?(?:days?|weeks?|fortnights?|months?|years?)['’]?)"
_EACH = r"(?:day|week|fortnight|month|quarter|term|half term|year|meeting|six weeks)"
_OF_THIS = (
    r"(?: (?:time|from now|of today))?(?P<meeting> (?:of|from|after) (?:this|the date of this|the date of the) "
    r"(?:meeting|report|letter|decision)| of (?:the|today['’]s) meeting)?"
    r"(?P<event> (?:of|from|after|following) (?!this\b|today)\w+)?"
)

# Phrases that name a date, or would if the paper had one.
DATED: tuple[tuple[str, Reader], ...] = (
    # "April Annually", "each April", "in March every year"
    (rf"{_OTHER_MONTH},? (?:annually|each year|every year)|(?:each|every) {_OTHER_MONTH}", read.read_recurring),
    # "October half term", "during half term"
    (rf"(?:{_NAMED} )?half[- ]term(?: holidays?)?(?: (?P<year>20\d\d))?(?!ly)", read.read_half_term),
    # "w/c 9 October", "Thursday, 30th January, 2025", "1 and 2 April 2025", "8-14th May", "16th\n• October" (a broken line)
    (
        rf"(?:(?P<week>w/c|week (?:commencing|beginning|ending))\s+)?(?:{_WEEKDAY})?{_FREE}"
        rf"(?P<day>{_D}(?:(?:,? ?and |,? ?& ?|, ?|/)(?:{_WEEKDAY})?{_D})*(?P<until> ?(?:-|–|to) ?{_D})?)"
        rf"[\s•,-]{{0,3}}(?:day )?(?:of )?(?!may be|march(?:ed|ing)){_MONTH}(?:[,-]? ?{_SHORT})?",
        read.read_day,
    ),
    # "16-Feb-24"
    (rf"{_FREE}(?P<day>{_D})-{_MONTH}-(?P<year>\d\d)\b", read.read_day),
    # "October 31, 2017", "December 4th"
    (rf"\b{_NAMED} (?P<day>{_D}),? (?P<year>(?:19|20)\d\d)", read.read_day),
    (rf"\b{_NAMED} (?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th))\b(?P<year>)", read.read_day),
    # "31/10/2017", "31.10.17", "2024-02-01"
    (rf"{_FREE}(?P<day>\d\d?)([/.-])(?P<month>\d\d?)\2(?P<year>(?:19|20)\d\d)(?![/.-]?\d)", read.read_day),
    (rf"{_FREE}(?P<day>\d\d?)([/.])(?P<month>\d\d)\2(?P<year>\d\d)(?![/.]?\d)", read.read_day),
    (rf"{_FREE}(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])", read.read_day),
    # "between April and June 2025", "January to March 2026", "April/May 2025": kept by the later month
    (rf"{_OTHER_MONTH}(?: ?(?:/|-|–) ?| and | to | or ){_NAMED},? {_SHORT}", read.read_month),
    # "December 2017", "Apr-18", "April '18"
    (rf"(?<!\d )(?<!\d(?:st|nd|rd|th) )\b{_MONTH}[ ,/-]{{1,2}}{_SHORT}", read.read_month),
    (rf"\b{_MONTH}-(?P<year>\d\d)\b", read.read_month),
    # "April 18"
    (
        rf"(?<!\d )\b{_NAMED} (?P<digits>\d\d?)\b(?![,.]\d|%|/| (?:people|children|cases))",
        read.read_month_and_two_digits,
    ),
    # "in November"; "Mar" and "May" may be part of a name: May needs a word of time before it
    (
        rf"(?<!\d )(?<!\d(?:st|nd|rd|th) )(?<!Mr )(?<!Mrs )(?<!Ms )(?<!Dr )(?<!Cllr )(?:{_OTHER_MONTH}(?: ?(?:/|-|"
        rf"–) ?| and | to ))?\b{_NAMED}(?![\w’'-]| \d| (?-i:[A-Z][a-z]))",
        read.read_month,
    ),
    # "09/2024"
    (r"(?<![\d/£.])(?P<month>0[1-9]|1[0-2])/(?P<year>20\d\d)(?![/\d])", read.read_number_month),
    # "Q2 2017/18", "quarter 3", "the second quarter of 2017/18", "Q3 2025"
    (
        rf"\b(?:q ?|quarter )(?P<quarter>[1-4])\b(?:,? ?(?:\(|of |in |FY ?)?(?:{_TWO}|(?P<alone>20\d\d)\b(?!/)))?",
        read.read_quarter,
    ),
    (
        rf"\b(?P<quarter>first|second|third|fourth|final|last) quarter(?: of)?(?: the)?(?: financial year)?,?(?: "
        rf"(?:{_TWO}|(?P<alone>20\d\d)\b(?!/)))?",
        read.read_quarter,
    ),
    # "first half of 2018", "second half of 2017/18"
    (
        r"\b(?P<half>first|second) half of (?:the )?(?P<year>20\d\d)(?: ?[/–-] ?(?P<second>(?:20)?\d\d)\b)?",
        read.read_half,
    ),
    # "start of the autumn term 2024", "end of the summer term"
    (
        r"(?:\b(?P<edge>start|beginning|end) of (?:the )?)?\b(?P<term>autumn|winter|spring|easter|summer) "
        r"term(?:,? (?:of |in )?(?P<year>20\d\d))?\b",
        read.read_term,
    ),
    # "Spring 2021", "winter 2023/24", "this autumn", "in the summer"
    (
        r"\b(?:(?P<which>next|this|the|early|late|mid|following|coming)[ -])?(?P<season>spring|summer|autumn|"
        r"winter)(?: of)?,? (?P<year>20\d\d)(?:[/–-](?P<second>\d\d)\b)?",
        read.read_season,
    ),
    (
        r"\b(?P<which>next|this|in(?: the)?(?: early| late)?|(?:by|during|from|until|before|over|throughout|of|"
        r"later in) the|early|late) "
        r"(?P<season>spring|summer|autumn|winter)\b(?! (?:budget|statement|fuel|term|holiday|school|programme|"
        r"scheme|\d))(?P<year>)(?P<second>)",
        read.read_season,
    ),
    # "by Christmas", "before Easter 2024"
    (
        r"(?:(?<=by )|(?<=before )|(?<=until )|(?<=after ))(?P<feast>christmas|easter)\b(?! hol)(?: (?P<year>20\d\d))?",
        read.read_feast,
    ),
    # "2017/18", "the 2026/27 financial year", "academic year 2024/25", "FY 25/26"
    (
        rf"(?:\b(?:financial|academic|school|municipal) year )?{_FREE}{_TWO}(?: (?:financial|academic|school|"
        rf"municipal) year)?",
        read.read_two_years,
    ),
    (r"\b(?:FY ?|financial year |in |of |during )(?P<year>[1-4]\d)/(?P<second>[1-4]\d)\b(?!/)", read.read_two_years),
    # "by the end of the financial year", "year-end", "later this year", "next year"
    (
        r"\b(?:end of (?:the |this |next )?(?:(?:current|next|new|this|financial|academic|school|municipal|"
        r"calendar) ){0,2}year\b|(?:financial )?year[ -]end\b|"
        r"(?:later |during )?(?:this|next|the coming|the current|the next|the following|the new) (?:(?:financial|"
        r"academic|school|municipal|calendar) )?year\b)",
        read.read_this_year,
    ),
    (r"\b(?:in|early in|by|into) the new year\b", read.read_new_year),
    # "next month", "later this month", "next week"
    (r"\b(?:later )?(?P<which>this|next|following) (?P<unit>week|month)\b(?!['’]s)", read.read_near_span),
    # "within two months of this meeting", "in the next six weeks", "over the next two years", "in six months' time"
    (
        rf"\b(?:within(?: the| approximately| about| around)?(?: (?:next|coming|following))?|(?:in|over|during|"
        rf"for) the (?:next|coming|"
        rf"following)|in) {_COUNT} {_UNIT}{_OF_THIS}",
        read.read_within,
    ),
    # "by 2030"
    (rf"{_FREE}\b{_YEAR}(?![–-]\d)", read.read_year),
)

# Phrases that name no date: what comes round again, and what waits for something else.
RECURRING = (
    r"\b(?:daily|weekly|fortnightly|monthly|bi-?monthly|quarterly|termly|half-?termly|half-?yearly|annually|"
    r"yearly|bi-?annually|"
    rf"six-monthly|ongoing|on-going|continuous(?:ly)?|continual(?:ly)?|(?:once|twice|three times|\w+ times) (?:a|"
    rf"per|each) {_EACH}|"
    rf"(?:every|each|per) (?:other )?(?:(?:{_COUNT} )?{_UNIT}|{_EACH})|on an? (?:\w+ ){{1,2}}basis|at regular "
    rf"intervals|regularly|"
    r"(?:at )?(?:each|every) (?:\w+ ){0,6}meeting|throughout the year|year[- ]round|rolling)\b"
)
EVENTS = (
    r"\b(?:(?:at|by|to|for|before|until|from) )?(?:the|its|their|our|a|this committee['’]s) (?:next|following|"
    r"forthcoming|future|subsequent) "
    r"(?:[\w'’&-]+ ){0,5}?(?:meetings?|committee|board|panel|inspection|cabinet|council)\b|\bnext meeting\b",
    r"\b(?:once|until|when) (?:the|a|an|it|this|these|all|they|key|we|approval|funding|complete|adopted|approved|"
    r"agreed|then)\b[^.;,\n]{0,90}",
    r"\b(?:following|upon|after|subject to|pending|on (?=completion|approval|receipt|adoption of|publication)) "
    r"?(?!an? )(?:the |its |their |formal |successful )?(?:[\w'’-]+ ){0,4}?"
    r"(?:approval|completion|adoption|agreement|consultation|consideration|publication|inspection|decision|"
    r"submission|implementation|receipt|"
    r"appointment|review|outcome|sign[- ]off)\b(?: of (?:the |this )?(?:[\w'’-]+ ?){1,4})?",
    r"\bat the end of (?:the )?(?:stage|phase|consultation|contract|pilot|project)\b(?: \w+)?",
    r"\b(?:in due course|shortly|soon|tomorrow|imminently|immediate(?:ly)?|with immediate effect|as soon as "
    r"(?:reasonably "
    r")?(?:possible|practicable)|asap|going forward|"
    r"in the (?:near|short|medium|long(?:er)?|very near)[- ](?:future|term)|(?:in|over) the (?:coming|next few|"
    r"following) (?:weeks|months|years|days)|"
    r"in the coming (?:week|month|year)s?|to be (?:confirmed|agreed|determined)|tb[cad]|until further notice|in "
    r"future years|in advance of)\b",
)

MONTH_OR_DIGIT = re.compile(
    r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter|week|month|year|quarter|term|"
    r"easter|christmas|"
    r"fortnight|day",
    re.IGNORECASE,
)
