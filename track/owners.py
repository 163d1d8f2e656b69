"""Who is to act: the sentence's agent, read from its subject ("The Director will…") or from "by the Director".

A body, a post or a person is an agent; a plan, a scheme or a report is not. "We" and "the Council" are the paper's council.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from track.record import OwnerSource

NEAR = 120  # characters after the verb in which "by the Director" is its agent
FAR = 600  # characters back in which "she" was named
LONGEST = 16  # words of a clause's subject that may be a name
_HEADS = (
    "council committee board cabinet panel team group forum officer director manager service leader member "
    "minister commissioner "
    "ofsted dfe department authority partnership trust ccg nhs police school chair chairman chairperson "
    "executive secretary solicitor "
    "provider contractor consultant association company agency unit government partner colleague staff inspector "
    "auditor mayor "
    "councillor university college hospital charity foundation lead worker coordinator administrator party "
    "sub-committee "
    "subcommittee commission inspectorate regulator directorate division developer landlord operator supplier "
    "accountant "
    "treasurer governor headteacher trustee employer clerk superintendent constable librarian organisation "
    "consortium probation "
    "representative delegation ombudsman practitioner responder society federation parliament executives "
    "applicant bureau"
).split()
_HEAD = rf"(?:{'|'.join(_HEADS)})(?:s|es|ies)?"
CAPITALISED = r"(?:[A-Z][\w'’&/-]*|[A-Z]{2,})"
_LINK = r"(?:of|for|and|the|&|with|in|by|on|\([A-Z&]{2,8}\))"
PERSON = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Cllrs?|Councillors?|Sir|Lady|Lord|Dame|Prof|Professor|Canon|Rev)\.? (?:[A-Z]\.? "
    r")?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
)
_POST = (
    rf"(?:{CAPITALISED} )*(?:Director|Head|Leader|Chair|Secretary|Minister|Manager|Officer|Member|Commissioner|Lead|Chief|"
    rf"Deputy)s? (?:of|for) "
    rf"(?:the )?{CAPITALISED}(?:(?:,| and| &| of)? {CAPITALISED}(?!\s+(?:will|would)\b))*"
)
_HEADS_UP = "|".join([*(head.title() for head in _HEADS), *(head.upper() for head in _HEADS)])
_BODY = (
    rf"(?:(?:{CAPITALISED},?|{_LINK}) )*(?:(?!(?:of|for|to|in|and|with|the|on|by|from|at) )[a-z'’-]+ "
    rf"){{0,2}}(?:{_HEAD}|(?:{_HEADS_UP})(?:s|es|ies)?)\b"
)
_NAME = rf"{CAPITALISED}(?:(?: {_LINK}){{0,2}} {CAPITALISED})*"
_ACRONYM = r"[A-Z][A-Z&]{1,6}s?"
AGENT = rf"(?:{PERSON}|{_POST}|{_BODY}|{_ACRONYM})"
_DET = (
    r"(?:the |our |its |their |an? |each |all |both |some |most |any |every |this |these |those |(?:the "
    r")?(?:two|three|four|other|new) )*"
)
_TAIL = r"(?: (?:of|for|from|in|at|within) [\w ’'&-]+| ?\([^)]*\)|, [\w ’'&,-]+,)?"
_SUBJECT = re.compile(rf"^(?i:{_DET})(?P<agent>{AGENT}(?:(?: and|,| &) (?:the |some |our )?{AGENT})*){_TAIL}\s*$")
_NAMED_SUBJECT = re.compile(rf"^(?:[Tt]he )?(?P<agent>{CAPITALISED}(?:(?: {_LINK}){{0,2}} {CAPITALISED})+){_TAIL}\s*$")
_WHOSE = re.compile(rf"^(?i:{_DET})(?P<agent>(?:Ofsted|{AGENT}))(?:['’]s|(?<=s)['’]) ")
# A sentence's first words, when they name who the next sentence calls "it".
_OPENS = re.compile(
    rf"^(?i:{_DET})(?P<agent>(?:{PERSON}|{_POST}|{_BODY}))(?= (?:has|have|is|was|are|were|met|meets|said|will|"
    rf"would|agreed|includes?)\b)"
)
_SUBJECT_FIRST = re.compile(rf"^(?i:{_DET})(?P<agent>(?:{PERSON}|{_POST}|{_BODY}|{_ACRONYM}))(?= [a-z]+)")
_OPENING = re.compile(
    r"^(?:(?:(?:this |which )?means|firstly|secondly|finally|and|but|then|also|so|that|however|therefore|"
    r"additionally|furthermore|in addition|in turn|meanwhile|as|currently|internally)\b,? ?|"
    r"(?:in|at|on|following|during|from|by|once|after|before|under|for|with|to|upon|when|where|while|whilst|as|"
    r"alongside|subject to|since|"
    r"until|over|through|throughout|given|based)\b[^,]*, |\d+(?:\.\d+)*\.? )+",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?<!approval )(?<!review )(?<!consideration )(?<!agreement )(?<!introduced )(?<!use )(?<!provided )(?<!faced )"
    rf"\bby (?:(?:the |a |our )?next meeting of )?(?:the |its |our |an? )?(?:future |next |new |relevant |"
    rf"appropriate )?(?P<agent>{AGENT}(?: and (?:the )?{AGENT})?|{_NAME})"
)
# "ask the Director to report", "that the Head of Highways bring a paper"
_ASKED = re.compile(
    rf"\b(?:(?:ask|request|instruct|invite|task|commission)(?:s|ed)?|RESOLVED that|and that) (?:the |that the "
    rf")?(?P<agent>{AGENT})(?= to\b| (?:report|bring|provide|write|consider|review|be asked)\b)"
)
# "RESOLVED that Cabinet agree…", "Cabinet endorsed the draft budget to be presented"
_DECIDES = re.compile(
    rf"^(?:(?i:resolved),? (?:that )?)?(?:[Tt]he )?(?P<agent>(?:{CAPITALISED} (?:(?:and|of|for) "
    rf")?){{0,6}}(?:{_HEADS_UP}))(?= (?:(?:considered|noted|received|discussed)\b[^.;]{{1,120}}\band )?"
    r"(?:agree[ds]?|endorse[ds]?|approve[ds]?|resolve[ds]?)\b)"
)
_AUXILIARY = re.compile(
    r"(?:[ ,]+(?:has|have|had|is|are|was|were|also|now|then|therefore|both|still|further|itself))+\s*$"
)
_PRONOUN = re.compile(r"(?:^|[\s,(])(we|he|she|they|it|who|which)\s*(?:both|all|also)?\s*$", re.IGNORECASE)
_SPELT_OUT = re.compile(
    r"\b(?P<last>[A-Z][a-z]+|[a-z]{3,})s? \((?:the )?[‘“\"']?(?P<short>[A-Z][A-Z&]{1,7})s?[’”\"']?\)"
)
_MENTION = re.compile(rf"{PERSON}|{_POST}")
# "The Improvement Plan will…": a thing with a name is no agent.
_THINGS = frozenset(
    """one two three four plan plans
    report reports strategy strategies programme project scheme policy system bill act centre hub budget
    framework review document levy model fund process site road work works contract meeting meetings training survey
    consultation data agreement campaign academy guidance regulations order study statement letter appendix case phase
    stage paper package payment tool form assessment protocol charter pathway home homes library building street park
    bridge route website portal dashboard audit inspection visit visits event recommendations recommendation funding grant
    allocation spd dpd obc tis tip ehcp ehcps plo crs send wpl caz kpis kpi eqia year april january this these it there
    that which annex proposal proposals arrangements responses response findings services' workshops workshop modelling
    engagement results market covid brexit uk england kent london medway area areas summary pupil posts post hours
    council's""".split()
)
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|"
    r"Autumn|Winter|Christmas|Easter|Q[1-4])\b"
)
_COUNCIL = re.compile(
    r"^(?:the |our )?(?:(?:county|borough|city|district|london borough|local|whole|royal borough|unitary) "
    r")?(?:council|authority|local authority|we|us)$",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^(?:(?:{_LINK}|that|and|both|if|when|as|but|or|from|to)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a promise is, and where that was read."""

    name: str
    source: OwnerSource


@dataclass(frozen=True, slots=True)
class Names:
    """What a paper calls things: its council, and the acronyms that stand for no body ("OBC", "S106")."""

    council: str | None
    things: frozenset[str] = frozenset()


def names_in(text: str, council: str | None) -> Names:
    """The names of a paper's text: "Outline Business Case (OBC)" is a thing, "Safeguarding Children Board (CSCB)" a body."""
    spelt = ((match["last"].lower(), match["short"]) for match in _SPELT_OUT.finditer(text))
    return Names(council, frozenset(short for last, short in spelt if not re.fullmatch(_HEAD, last)))


def agent_of(subject: str, after: str, names: Names, *, before: str = "") -> str | None:
    """Who acts in a clause, or None where nobody is named.

    `subject` is what stands before the verb (empty where it is passive), `after` what follows it ("by the Director"), `before`
    the paragraph up to this sentence, in which "he", "she" and "it" were named. "We" is the paper's council.
    """
    near = after[:NEAR].rsplit(" ", 1)[0] if len(after) > NEAR else after
    asked = _ASKED.search(subject[-NEAR:] + near)
    if asked and _acts(asked["agent"], names):
        return _named(asked["agent"], names.council)
    named = _of_subject(_AUXILIARY.sub("", subject), names, before)
    if named:
        return named
    by = _BY.search(near)
    return _named(by["agent"], names.council) if by and _acts(by["agent"], names) else None


def decider(text: str, names: Names) -> str | None:
    """The body whose resolution a sentence is: "RESOLVED that Cabinet agree…"; None where it does not begin with one."""
    match = _DECIDES.match(text[: 2 * NEAR])
    return _named(match["agent"], names.council) if match and _acts(match["agent"], names) else None


def _of_subject(subject: str, names: Names, before: str) -> str | None:
    pronoun = _PRONOUN.search(subject)
    said = pronoun[1].lower() if pronoun else ""
    if said == "we":
        return council_name(names.council) or "the Council"
    if pronoun and said in {"he", "she"}:
        people = _MENTION.findall(f"{before} {subject[: pronoun.start()]}"[-FAR:])
        return str(people[-1]) if people else None
    if pronoun and said in {"it", "they"}:
        last = re.split(r"(?<=[.!?])\s+", before.strip())[-1]
        opening = _OPENS.match(last[:NEAR])
        return _named(opening["agent"], names.council) if opening and _acts(opening["agent"], names) else None
    if pronoun:  # "…supported by CSCB and who also agreed to", "the Panel, which will meet"
        subject = re.sub(r"(?:[ ,]+and)?[ ,]*$", "", subject[: pronoun.start()])
        subject = re.split(
            r"\b(?:by|with|from|to|of|for|chairs|under|set up|established|created|formed) (?=(?:the |an? )?[A-Z])",
            subject,
        )[-1]
    if re.search(r"\b(?:and|but)\s*$", subject):  # "The council recognised the challenges and was working on"
        opening = _SUBJECT_FIRST.match(_OPENING.sub("", subject)[:NEAR])
        return _named(opening["agent"], names.council) if opening and _acts(opening["agent"], names) else None
    clause = _OPENING.sub("", _last_clause(subject))
    if clause.count(" ") >= LONGEST:  # no name; and a long row of names and "and"s takes too long to try
        return None
    match = _SUBJECT.match(clause) or _NAMED_SUBJECT.match(clause) or _WHOSE.match(clause)
    return _named(match["agent"], names.council) if match and _acts(match["agent"], names) else None


def _acts(name: str, names: Names) -> bool:
    """Whether a name is of somebody who acts: not a thing with a name, nor a month."""
    last = name.split()[-1]
    return (
        last.lower() not in _THINGS
        and last.rstrip("s") not in names.things
        and not _MONTH.match(name)
        and not re.search(r"\d", name)
    )


def _last_clause(subject: str) -> str:
    """The clause the verb belongs to: after the last semicolon, "that" or "and" that begins one, or comma before a subject."""
    joined = re.match(
        r".*\b(?:is|are|was|were|will|would|has|have|had)\b.* and (?=[A-Z]|(?:the|we|this|it|our|officers)\b)", subject
    )
    subject = subject[joined.end() :] if joined else subject
    parts = re.split(
        r"; |: |\bthat (?=the |[A-Z]|we |it |this )|, (?=(?:the|this|these|it|an?|we|our|officers|[A-Z])\b)|(?:, "
        r"and|,? but|, so|,? which) (?=(?:the|we|this|it|our|officers)\b)",
        subject,
    )
    return parts[-1].strip() or subject.strip()


def _named(name: str, council: str | None) -> str | None:
    name = _LEADING.sub("", name).strip(" ,")
    if not name:
        return None
    if _COUNCIL.match(name) or (council and _initials(council) == name):
        return council_name(council) or name
    return name


def council_name(council: str | None) -> str | None:
    """A council under one name: "London Borough of Croydon" is "Croydon Council" in its other papers."""
    borough = re.match(
        r"(?:the )?(?:London|Royal) Borough of (?P<place>.+?)(?: council)?$", council or "", re.IGNORECASE
    )
    return f"{borough['place']} Council" if borough else council


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())
