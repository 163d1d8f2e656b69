"""Turns search hits into the evidence a language model is shown: one line a paragraph, each under a short key.

Text in a paper is data. A line cannot leave its block: line breaks, control characters, tags and anything that looks like a
key or a block's end are taken out of it. The paragraph itself, which sentences are checked against, stays as it is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.ground import Source, lay, source_of
from answer.wording import sentences
from index.search import Hit

_KEY_LENGTH = 4  # letters of the hash at first; more where two paragraphs share them
_TAG = re.compile(
    r"<(?:script|style)\b[^>]*>.*?(?:</(?:script|style)\s*>|\Z)|</?[a-zA-Z!][^<>]*>", re.DOTALL | re.IGNORECASE
)
_KEY_LIKE = re.compile(r"\[\s*(k[0-9a-z]+)\s*\]", re.IGNORECASE)
_BLOCK = re.compile(r"</?\s*(evidence|conversation)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A hit and its paragraph as sentences are checked against it."""

    hit: Hit
    source: Source


def offer(hits: Sequence[Hit]) -> dict[str, Offer]:
    """The hits under short keys made of their content, in order; a paragraph that comes twice is offered once."""
    offers: dict[str, Offer] = {}
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        place = (hit.paragraph.paper, hit.paragraph.ordinal)
        if place not in seen:
            seen.add(place)
            offers[_key(hit, offers)] = Offer(hit, source_of(hit))
    return offers


def show(offers: Mapping[str, Offer]) -> str:
    """The evidence as lines: ``[k3f2a] Cabinet, 1 May 2019, para 3.2, Finance: text``."""
    return "\n".join(f"[{key}] {_line(each.hit)}" for key, each in offers.items())


def plain(text: str) -> str:
    """The text in one line, without tags, control and invisible characters."""
    for _ in range(3):  # a tag inside a tag leaves a tag behind
        text = _TAG.sub(" ", text)
    text = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    return " ".join("".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cs", "Co")).split())


def best_quote(sentence: str, text: str) -> str:
    """The sentence of `text`, verbatim, that shares most words and facts with `sentence`; two when each adds to the other.

    Two are quoted only when they stand side by side. A table row or a paragraph without a full stop is quoted whole.
    """
    parts = sentences(text)
    if not parts:
        return text
    wanted = lay(sentence).content()
    shared = [wanted & lay(part).content() for part in parts]
    best = max(range(len(parts)), key=lambda number: (len(shared[number]), -len(parts[number])))
    beside = [n for n in (best - 1, best + 1) if 0 <= n < len(parts) and len(shared[n] - shared[best]) > 1]
    if not beside:
        return parts[best]
    other = max(beside, key=lambda number: len(shared[number] - shared[best]))
    first, last = sorted((best, other))
    start = text.index(parts[first])
    return text[start : text.index(parts[last], start + len(parts[first])) + len(parts[last])]


def _key(hit: Hit, taken: Mapping[str, Offer]) -> str:
    content = f"{hit.paragraph.paper}\n{hit.paragraph.ordinal}\n{hit.paragraph.text}"
    digest = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    length = _KEY_LENGTH
    while f"k{digest[:length]}" in taken:
        length += 1
    return f"k{digest[:length]}"


def _line(hit: Hit) -> str:
    paragraph, entry = hit.paragraph, hit.entry
    day = f"{entry.date.day} {entry.date:%B %Y}" if entry.date else ""
    source = [entry.council, entry.committee, day, entry.title, paragraph.label, *paragraph.heading]
    text = paragraph.text
    cells = text.split(" | ")
    if len(cells) == len(paragraph.columns):
        text = "; ".join(
            f"{head}: {cell}" if head else cell for head, cell in zip(paragraph.columns, cells, strict=True)
        )
    return f"{_harmless(', '.join(part for part in source if part))}: {_harmless(text)}"


def _harmless(text: str) -> str:
    return _BLOCK.sub(r"(\1", _KEY_LIKE.sub(r"(\1)", plain(text))).replace("<", "‹").replace(">", "›")
