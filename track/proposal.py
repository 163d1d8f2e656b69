"""A promise that a language model proposes, to an entry of the register, if the paper bears it out.

Nothing is taken on the model's word: the sentence must be one of the paragraph's, whole; who and when must stand in its
words; and when must be a time that can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.paper import Paper, Paragraph
from track.commitment import silent
from track.dates import due_of
from track.entry import Entry, fallback, title
from track.owners import Owner
from track.promises import promise_of
from track.record import Promise
from track.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a model says a paragraph promises: the sentence, who and when in the paper's words; "" where it does not say."""

    ordinal: int
    quote: str
    owner: str = ""
    due: str = ""


def borne_out(paper: Paper, proposal: Proposal) -> Promise | None:
    """The promise, marked as proposed; None where the paper's paragraph does not bear the proposal out, word for word."""
    paragraph = next((each for each in paper.paragraphs if each.ordinal == proposal.ordinal), None)
    sentence = _printed(paragraph, proposal.quote) if paragraph else None
    if paragraph is None or sentence is None or silent(sentence.text):
        return None
    due = due_of(proposal.due, paper.date) if proposal.due else None
    unread = proposal.due and (due is None or not _stands(proposal.due, sentence.text))
    if unread or (proposal.owner and not _stands(proposal.owner, paragraph.text)):
        return None
    owner = Owner(proposal.owner, "sentence") if proposal.owner else fallback(paper, None)
    entry = Entry((sentence.start, sentence.end), title(sentence.text), owner, due, "planned")
    return promise_of(paper, paragraph, entry, proposed=True)


def _printed(paragraph: Paragraph, quote: str) -> Sentence | None:
    """The sentence of the paragraph that is the quote, white space apart."""
    return next((each for each in sentences(paragraph.text) if _folded(each.text) == _folded(quote)), None)


def _stands(words: str, text: str) -> bool:
    """Whether the words stand in the text as they are, each whole."""
    return bool(re.search(rf"(?<!\w){re.escape(_folded(words))}(?!\w)", _folded(text)))


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()
