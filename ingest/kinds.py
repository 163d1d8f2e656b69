"""What kind of paper a first page begins, and whether it is for the public: rules as data, tried in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import cover
from ingest.cover import Field
from ingest.paper import Access, PaperKind

HEAD_LINES = 14  # in which a paper says what it is

# (kind, pattern, how it is tried: on each line of the head or on the head as one text, an example as printed)
_KINDS: tuple[tuple[PaperKind, str, str, str], ...] = (
    (
        "decision",
        r"^(?:.{0,40}[-–] )?(?:proposed |executive )?record of (?:the )?(?:executive |officer )?decision",
        "line",
        "KENT COUNTY COUNCIL – PROPOSED RECORD OF DECISION",
    ),
    (
        "decision",
        r"^(?:officer |executive |cabinet |urgent )?(?:decision (?:recording form|notice|"
        r"record|statement|sheet)|statement of decisions?|notice of decisions?)\b",
        "line",
        "Decision Recording Form",
    ),
    ("agenda", r"^a ?g ?e ?n ?d ?a\W*$", "top", "AGENDA"),
    (
        "minutes",
        r"^(?!\d).{0,40}\bminutes of (?:a|the) (?:virtual |hybrid |annual |remote )*(?:meeting|proceedings)",
        "line",
        "MINUTES of a meeting of the Cabinet held in",
    ),
    (
        "minutes",
        r"^(?:draft |public |open |unconfirmed |confirmed )*(?:\w+ ){0,3}meeting minutes$",
        "line",
        "OPEN BOARD MEETING MINUTES",
    ),
    (
        "minutes",
        r"^(?:draft |public |open |unconfirmed |confirmed )*minutes(?: ?[-–:] ?part [ab])?$",
        "line",
        "DRAFT MINUTES - PART A",
    ),
    (
        "agenda",
        r"^\W*a ?g ?e ?n ?d ?a\W*$|^agenda\b.{0,30}part [ab]\b|^agenda (?:supplement|item no)\b",
        "line",
        "AGENDA",
    ),
    (
        "agenda",
        r"^(?:notice (?:and summons|of (?:a |the )?meeting)|formal notice|summons to)\b|^\W*[\w ]{3,40} agenda\W*$",
        "line",
        "Formal notice for",
    ),
    (
        "agenda",
        r"enclose, for consideration|hereby summoned to attend",
        "head",
        "I am now able to enclose, for consideration, the following",
    ),
    (
        "other",
        r"^eqia submission|^eq\w+ impact assess?ment|^dpia |^data protection impact|^equality analysis",
        "line",
        "EQIA Submission Form",
    ),
    (
        "appendix",
        r"^(?:.{0,12} )?(?:appendix|annex(?:e|ure)?)(?: [a-z]?\d{0,2}[a-z]?)?(?:$|"
        r" ?[-–:.|] ?\S.*$)|^(?:appendix|annex) [a-z0-9]{1,3} [A-Z].{0,80}$",
        "top",
        "Appendix G",
    ),
    (
        "report",
        r"^(?:committee|cabinet|council|officer|summary|executive|joint|"
        r"delegated)(?: member)? report$|^report (?:to|of|for|by|title)\b.{0,60}:",
        "line",
        "Committee Report",
    ),
    ("report", r"(?:^| )purpose of (?:the |this )?report\b|^reason for report", "line", "Purpose of the Report"),
    (
        "guidance",
        r"\b(?:statutory |practice |non-statutory |good practice )?guidance (?:for|on|to|"
        r"note)\b|\bhandbook\b|\bcode of practice\b",
        "top",
        "Inspectors' handbook",
    ),
)
KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE), where) for kind, pattern, where, _ in _KINDS)
# Kinds that a title or a file's name tells when the text does not
NAMED_KINDS: tuple[tuple[PaperKind, re.Pattern[str]], ...] = (
    ("minutes", re.compile(r"\bminutes\b", re.IGNORECASE)),
    ("agenda", re.compile(r"\bagenda\b(?! item)", re.IGNORECASE)),
    ("decision", re.compile(r"\b(?:prod|record of decision|decision (?:notice|record))\b", re.IGNORECASE)),
    ("appendix", re.compile(r"\b(?:appendix|annex)\b", re.IGNORECASE)),
    ("ofsted_letter", re.compile(r"\bofsted.letter|\bfocused.visit|\bmonitoring.visit", re.IGNORECASE)),
    ("guidance", re.compile(r"\bguidance\b|\bhandbook\b", re.IGNORECASE)),
    ("report", re.compile(r"\b\w*report\b|\b(?:draft|revenue) budget\b|\bstatement\b", re.IGNORECASE)),
)
# (pattern on a line of the first page's head, an example); said of an appendix it is not said of the paper
EXEMPT = tuple(
    (re.compile(pattern, re.IGNORECASE), example)
    for pattern, example in (
        (r"^\W*(?:strictly )?(?:not for publication|exempt|confidential|closed|private (?:and|"
            r"&) confidential)(?: (?:report|item|appendix|paper|information))?\W*$", "NOT FOR PUBLICATION"),
        (r"^\W*(?:strictly )?not for (?:publication|"
            r"release)\b(?!.{0,40}\bappendi)", "Not for publication by virtue of paragraph 3 of Schedule 12A"),
        (r"^\W*(?:agenda )?(?:[-–] )?part b(?: report| item| agenda item| - exempt.*|"
            r" ?[-–] ?not for.*)?\W*$", "PART B"),
        (r"^\W*(?:access|classification|status|security) ?:\s*(?:part b|exempt|closed|"
            r"restricted|confidential|not for publication)", "Classification: EXEMPT"),
        (r"^\W*th(?:is|e) (?:report|paper|document|item|appendix) (?:is|contains|"
            r"includes) (?:\w+ ){0,3}(?:exempt|confidential|"
                r"not for publication)", "This report is exempt from publication"),
        (r"^\W*exempt (?:from publication|under|by virtue|information under|"
            r"report under)", "Exempt under paragraph 3 of Part 1 of Schedule 12A"),
    )
)  # fmt: skip


def kind_of(
    texts: Sequence[str], fields: Sequence[Field], name: str, title_hint: str | None, *, in_pack: bool = False
) -> PaperKind:
    """The kind of the paper whose first page has these lines and cover fields; the file's name and title only hint."""
    top, joined = texts[:4], " ".join(texts[: 2 * HEAD_LINES])
    addressed = cover.first(fields, "to") is not None and cover.first(fields, "title") is not None
    for kind, pattern, where in KINDS:
        if addressed and kind in ("agenda", "minutes", "guidance", "appendix"):
            continue
        tried = {"line": texts[:HEAD_LINES], "top": top, "head": [joined]}[where]
        if kind in ("agenda", "report"):
            tried = texts[: 2 * HEAD_LINES] if where == "line" else tried
        if any(pattern.search(text) for text in tried):
            return kind
    if addressed or cover.first(fields, "to"):
        return "report"
    if in_pack:
        return "appendix"  # what comes with a report and says no more of itself; the file's name is the pack's
    file = re.sub(r"[_\s.-]+", " ", re.split(r"[\\/]", name)[-1])
    hints = (" ".join(texts[:4]), file, title_hint or "")
    for hint in hints if texts else (file, title_hint or ""):
        for kind, pattern in NAMED_KINDS:
            if pattern.search(hint) and not (
                hint is hints[0] and kind in ("appendix", "report") and _is_appendix(file)
            ):
                return kind
    return "other"


def _is_appendix(file: str) -> bool:
    return re.search(r"\b(?:appendix|annex)\b", file, re.IGNORECASE) is not None


def access_of(texts: Sequence[str], fields: Sequence[Field]) -> Access:
    """Whether the paper itself is marked as exempt from publication; what it says of its appendices is another matter."""
    if cover.first(fields, "class") and re.match(
        r"\W*(?:exempt|closed|restricted|confidential|part b)", cover.first(fields, "class") or "", re.I
    ):
        return "exempt"
    return (
        "exempt" if any(pattern.search(text) for pattern, _ in EXEMPT for text in texts[: HEAD_LINES + 6]) else "public"
    )
