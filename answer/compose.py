"""Turns a question and the paragraphs found into a draft answer by a language model, every sentence of it checked.

Evidence is offered under short keys; the model's sentences must cite them. What a paragraph does not bear out is withheld,
whatever the model was told by the papers, so that an order hidden in a paper can change no fact that is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from answer.cite import cite
from answer.evidence import Offer, best_quote, offer, plain, show
from answer.facts import tokens
from answer.record import NOT_FOUND, Citation
from answer.verify import bears_out, check_sentence
from answer.wording import sentences
from answer.writer import Writer
from index.search import Hit
from prompts.load import Prompt, load

MOST_EVIDENCE = 20  # paragraphs offered
LONGEST_QUESTION = 400  # characters of a rewritten question; longer is no question

_KEYS = re.compile(
    r"\s*\[\s*((?:k[0-9a-z]{2,40}|\d{1,3})(?:\s*[,;]\s*(?:k[0-9a-z]{2,40}|\d{1,3}))*)\s*\]", re.IGNORECASE
)
_KEYS_ALONE = re.compile(r"\s*\n\s*(?=\[\s*k[0-9a-z]+)", re.IGNORECASE)  # keys on a line of their own
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•▪#>]+|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"(\*\*|__|`+)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a reply and the keys it cites."""

    sentence: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A sentence that was not shown, and why."""

    sentence: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked answer. `text` carries [1] [2] marks that count `citations` from 1; with `found` False it is NOT_FOUND."""

    text: str
    found: bool
    citations: tuple[Citation, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    prompt_sha256: str = ""

    @property
    def rejected(self) -> tuple[str, ...]:
        """The sentences withheld, as `Answer.rejected` keeps them."""
        return tuple(each.sentence for each in self.withheld)


def compose(question: str, hits: Sequence[Hit], writer: Writer, prompts: Callable[[str], Prompt] = load) -> Draft:
    """A checked answer to `question` from the first MOST_EVIDENCE `hits`. Without hits the model is not asked.

    `prompts` gives a prompt by its name. Raises WriterUnavailable, PromptError.
    """
    prompt = prompts("answer")
    offers = offer(hits[:MOST_EVIDENCE])
    if not offers:
        return Draft(NOT_FOUND, False, prompt_sha256=prompt.sha256)
    reply = writer.write(prompt.render(question=plain(question), evidence=show(offers), not_found=NOT_FOUND))
    return check(claims(reply), offers, prompt_sha256=prompt.sha256)


def rewrite(
    question: str, history: Sequence[tuple[str, str]], writer: Writer, prompts: Callable[[str], Prompt] = load
) -> str:
    """A follow-up as a question that stands by itself; the question as it is when the model's one cannot be trusted.

    `history` are (question, answer) pairs, oldest first. A rewritten question may bring no figure, date or code that was
    not said before. Raises WriterUnavailable, PromptError.
    """
    if not history:
        return question
    said = "\n".join(f"Question: {plain(asked)}\nAnswer: {plain(answer)}" for asked, answer in history)
    reply = writer.write(prompts("rewrite").render(history=said, question=plain(question)))
    lines = [line for line in map(str.strip, _cleaned(reply).splitlines()) if line]
    known = {token.norm for token in tokens(f"{said}\n{question}")}
    if len(lines) != 1 or len(lines[0]) > LONGEST_QUESTION:
        return question
    if any((token.is_fact or token.capital) and token.norm not in known for token in tokens(lines[0])[1:]):
        return question
    return lines[0]


def claims(reply: str) -> list[Claim]:
    """The sentences of a reply with their keys. A sentence without keys has those of the next one in its line."""
    found: list[Claim] = []
    for line in _KEYS_ALONE.sub(" ", _cleaned(reply)).splitlines():
        open_ones: list[str] = []
        for sentence in sentences(_BULLET.sub("", line).strip()):
            keys = tuple(
                dict.fromkeys(
                    one.strip().lower() for group in _KEYS.findall(sentence) for one in re.split("[,;]", group)
                )
            )
            text = " ".join(_KEYS.sub("", sentence).split())
            text = re.sub(r"\s+([.,;:!?])", r"\1", text)
            if not re.search(r"\w", text):
                continue
            open_ones.append(text)
            if keys:
                found += [Claim(each, keys) for each in open_ones]
                open_ones = []
        found += [Claim(each, ()) for each in open_ones]
    return found


def check(drafted: Sequence[Claim], offers: Mapping[str, Offer], *, prompt_sha256: str = "") -> Draft:
    """Keeps the claims that the paragraphs they cite bear out, withholds the rest."""
    sources = {key: each.source for key, each in offers.items()}
    kept: list[str] = []
    citations: dict[tuple[str, int, str], Citation] = {}
    withheld: list[Withheld] = []
    for claim in drafted:
        if _says_not_found(claim.sentence):
            continue
        verdict = check_sentence(claim.sentence, claim.keys, sources)
        if not verdict.ok:
            withheld.append(Withheld(claim.sentence, verdict.reasons))
            continue
        places = [_place(claim.sentence, offers[key], citations) for key in _needed(claim, offers)]
        kept.append(f"{claim.sentence} {''.join(f'[{place}]' for place in dict.fromkeys(places))}")
    if not kept:
        return Draft(NOT_FOUND, False, (), tuple(withheld), prompt_sha256)
    return Draft(" ".join(kept), True, tuple(citations.values()), tuple(withheld), prompt_sha256)


def _needed(claim: Claim, offers: Mapping[str, Offer]) -> list[str]:
    """The keys that bear the sentence out each by itself; all of them where it takes them together."""
    alone = [key for key in claim.keys if bears_out(claim.sentence, [offers[key].source]).ok]
    return alone or list(claim.keys)


def _place(sentence: str, offered: Offer, citations: dict[tuple[str, int, str], Citation]) -> int:
    """The number of the citation that shows the sentence's words in the paragraph, made when there is none yet."""
    quote = best_quote(sentence, offered.hit.paragraph.text)
    said = {token.norm for token in tokens(sentence) if token.is_fact}
    marks = [token.text for token in tokens(quote) if token.norm in said]
    made = cite(offered.hit, quote, tuple(dict.fromkeys(marks)))
    citations.setdefault((made.paper, made.ordinal, made.quote), made)
    return list(citations).index((made.paper, made.ordinal, made.quote)) + 1


def _says_not_found(sentence: str) -> bool:
    return sentence.strip(" .\"'“”").lower() == NOT_FOUND.strip(".").lower()


def _cleaned(reply: str) -> str:
    """The reply as plain text: without thoughts, code fences, emphasis, links' addresses, tags and control characters."""
    text = _THOUGHTS.sub("", reply)
    text = _LINK.sub(r"\1", text.replace("```", " "))
    text = _EMPHASIS.sub(r"\2", text)
    return "\n".join(plain(line) for line in text.splitlines())
