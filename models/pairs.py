"""Questions on real papers into what the ranker is taught with: which passages and sentences answer each, and which look so.

A question's looking-right passages are those that the shipped search finds in its own paper, and its written near miss.
Papers that repeat each other go into one group, so that a split by group is a split by text.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from answer.ask import found_hits
from answer.record import Turn
from answer.understand import understand
from index.embed import Embedder
from index.library import Library
from index.passage import context, passage_texts
from index.search import Filters, Hit
from ingest.paper import Entry, Paragraph
from models.questions import pieces, records, squashed, whole_records

LOOKED_AT = 40  # hits of the search a question's looking-right passages are taken from
SHARED = 3  # long paragraphs in common make two papers repeat each other...
LONG = 150  # ...of at least so many characters...
COMMON = 4  # ...that no more papers than this have: what more have is a form's own text


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as the ranker reads it: `front` characters of context, then sentences, each a (start, end, number) of it.

    `quotes` are the sentences of the whole paragraph, which the numbers count.
    """

    text: str
    front: int
    spans: tuple[tuple[int, int, int], ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question or a twin of one: its numbers of texts that answer, near misses, and those found that do not answer.

    `right` are the answering sentences of each answering text, `beside` the other pieces of the paragraphs that answer.
    """

    id: str
    twin: bool
    file: str
    group: str
    question: str
    before: str
    standalone: str
    answering: tuple[int, ...] = ()
    right: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    beside: frozenset[int] = frozenset()
    near: tuple[int, ...] = ()
    found: tuple[int, ...] = ()


def turned(record: dict[str, Any]) -> Iterator[tuple[str, list[Turn], bool]]:
    """What a record asks: each question, the turns before it, and whether it is a twin that the papers do not answer.

    A record's one `twin` stands alone; its `twins` are asked where the question is.
    """
    turns = [Turn(turn["question"], turn["answer"]) for turn in record.get("history") or ()]
    yield record["question"], turns, False
    if record.get("twin"):
        yield record["twin"], [], True
    for twin in record.get("twins") or ():
        yield twin, turns, True


def share_of(group: str) -> int:
    """A number from 0 to 99 that is always the same for a group: what parts are split by."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 100


class Pairs:
    """The texts and askings made of the questions in folders and the library that holds their papers."""

    def __init__(self, library: Library, folders: Sequence[Path], embedder: Embedder) -> None:
        self.texts: list[Text] = []
        self._numbers: dict[tuple[str, int], tuple[int, ...]] = {}
        entries = library.entries()
        self._papers: dict[str, list[tuple[Entry, Paragraph]]] = defaultdict(list)
        ids: dict[str, list[str]] = defaultdict(list)
        asked = {Path(record["file"]).name for record in records(folders)}
        for entry in entries:
            if (name := Path(entry.file).name) in asked:
                ids[name].append(entry.id)
                self._papers[name] += [(entry, one) for one in library.paragraphs(entry.id) if one.kind != "heading"]
        self._at: dict[tuple[str, str], list[tuple[Entry, Paragraph]]] = defaultdict(list)
        for name, own in self._papers.items():
            for entry, one in own:
                self._at[name, squashed(one.text)].append((entry, one))
        self.groups = groups(self._papers)
        self.askings: list[Asking] = []
        for record in whole_records(folders, self._papers):
            name = Path(record["file"]).name
            for question, history, twin in turned(record):
                understood = understand(question, history, entries)
                hits = found_hits(library, understood, Filters(papers=tuple(ids[name])), embedder)[:LOOKED_AT]
                self.askings.append(self._asking(record, question, understood.before, hits, twin=twin))

    def _asking(self, record: dict[str, Any], question: str, before: str, hits: Sequence[Hit], *, twin: bool) -> Asking:
        name = Path(record["file"]).name
        answer, paragraph, short, near = (squashed(str(record.get(key) or "")) for key in _READ)
        answering: dict[int, tuple[int, ...]] = {}
        beside: set[int] = set()
        nears: list[int] = []
        for entry, one in () if twin else self._papers[name]:
            whole = squashed(one.text)
            if answer in whole or (len(whole) > 40 and whole in paragraph):
                for number in self._of(entry, one):
                    right = _right(self.texts[number], answer, short)
                    if right:
                        answering[number] = right
                    else:
                        beside.add(number)
            elif near and (near[:80] in whole or (len(whole) > 40 and whole in near)):
                nears += self._of(entry, one)
        for other in () if twin else record.get("beside") or ():
            for entry, one in self._at[Path(other["file"]).name, squashed(other["paragraph"])]:
                beside |= {number for number in self._of(entry, one) if number not in answering}
        found = [number for hit in hits for number in self._of(hit.entry, hit.paragraph)]
        found = [number for number in found if number not in answering and number not in beside]
        return Asking(
            record["id"], twin, name, self.groups[name], question, before, record.get("standalone") or "",
            tuple(answering), answering, frozenset(beside), tuple(nears), tuple(found),
        )  # fmt: skip

    def _of(self, entry: Entry, paragraph: Paragraph) -> tuple[int, ...]:
        """The numbers of a paragraph's passages, which are noted when they are met first."""
        key = (entry.id, paragraph.ordinal)
        if key not in self._numbers:
            quotes = tuple(pieces(entry, paragraph))
            made = [
                _text(text, len(context(entry, paragraph)), quotes, table=paragraph.kind == "table")
                for text in passage_texts(entry, paragraph)
            ]
            self._numbers[key] = tuple(range(len(self.texts), len(self.texts) + len(made)))
            self.texts += made
        return self._numbers[key]


_READ = ("answer", "paragraph", "short", "near")


def _text(text: str, front: int, quotes: tuple[str, ...], *, table: bool) -> Text:
    spans = []
    for number, quote in enumerate(quotes):
        wanted = " ".join(quote.split())
        start = max(text.find(wanted, front), text.find(wanted[:60], front))
        if start >= 0:
            spans.append((start, min(start + len(wanted), len(text)), number))
    if table and quotes and not spans:  # its cells are written out under their columns' heads
        spans = [(min(front, len(text)), len(text), 0)]
    return Text(text, front, tuple(spans), quotes)


def _right(text: Text, answer: str, short: str) -> tuple[int, ...]:
    """The places among its spans of the sentences that are the answer, or else that hold its fact."""
    said = [squashed(text.quotes[number]) for _, _, number in text.spans]
    whole = tuple(place for place, one in enumerate(said) if answer in one or (len(one) > 25 and one in answer))
    return whole or tuple(place for place, one in enumerate(said) if len(short) > 3 and short in one)


def groups(papers: Mapping[str, Sequence[tuple[Entry, Paragraph]]]) -> dict[str, str]:
    """For each file the name of its group: files that have several long paragraphs in common are in one."""
    holders: dict[str, set[str]] = defaultdict(set)
    for name, paragraphs in papers.items():
        for _, paragraph in paragraphs:
            if len(text := squashed(paragraph.text)) > LONG:
                holders[text].add(name)
    alike = Counter(
        pair for names in holders.values() if len(names) <= COMMON for pair in combinations(sorted(names), 2)
    )
    group = {name: name for name in papers}
    for (one, other), count in alike.items():
        if count >= SHARED and group[one] != group[other]:
            gone, stays = group[one], group[other]
            group = {name: stays if own == gone else own for name, own in group.items()}
    return group
