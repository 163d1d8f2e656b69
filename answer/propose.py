"""Papers' paragraphs to promises that a language model finds in them beyond the rules, each checked word for word.

The model sees only paragraphs that speak of what is to come and in which the rules found nothing. What it proposes counts
only when `track.proposal` finds it in the paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from answer.writer import Writer
from index.passage import written_date
from ingest.paper import Paper, Paragraph
from prompts.load import Prompt, load
from track.cues import ANY
from track.promises import SILENT_KINDS
from track.proposal import Proposal, borne_out
from track.record import Promise
from track.register import Progress, Registers
from track.register_rows import Wanted

PARAGRAPHS = 12  # shown to the model at once: with the rules they fit a small model's window
LONGEST = 1500  # characters of a paragraph that are shown
_LINE = re.compile(r"^\W*(?P<key>k\d+)\]?\s*\|\s*(?P<quote>.+?)\s*\|\s*(?P<owner>[^|]*?)\s*\|\s*(?P<due>[^|]*?)\s*$")


@dataclass(frozen=True, slots=True)
class Proposed:
    """The promises borne out, and how many proposals were not."""

    promises: tuple[Promise, ...]
    refused: int


@dataclass(frozen=True, slots=True)
class Told:
    """How many papers the model was asked about, how many promises it added, and how many proposals were refused."""

    papers: int
    promises: int
    refused: int


def propose_into(
    registers: Registers,
    writer: Writer,
    wanted: Wanted = Wanted(),
    progress: Callable[[Progress], None] | None = None,
) -> Told:
    """Ask the model about the papers wanted that it was not asked about yet, and keep what the papers bear out.

    Each paper is kept as it is done: cut off, it goes on where it was. Raises WriterUnavailable, PromptError, LibraryError.
    """
    prompt = load("promises")
    waiting = registers.unasked(Wanted(council=wanted.council, as_at=wanted.as_at, papers=wanted.papers), writer.name)
    added = refused = 0
    try:
        for done, id in enumerate(waiting, 1):
            held = [row.promise for row in registers.promises(Wanted(papers=(id,)))]
            found = propose(registers.library.paper(id), held, writer, prompt)
            registers.take_in_proposed(id, found.promises, writer.name)
            added, refused = added + len(found.promises), refused + found.refused
            if progress is not None:
                progress(Progress(done=done, total=len(waiting), paper=id))
    finally:
        registers.follow()
    return Told(len(waiting), added, refused)


def propose(paper: Paper, held: Sequence[Promise], writer: Writer, prompt: Prompt) -> Proposed:
    """What a model finds in a paper beyond the promises `held`. Raises WriterUnavailable, PromptError."""
    found: dict[str, Promise] = {}
    refused = 0
    unread = list(_unread(paper, held))
    for begin in range(0, len(unread), PARAGRAPHS):
        group = unread[begin : begin + PARAGRAPHS]
        keys = {f"k{number}": paragraph for number, paragraph in enumerate(group, 1)}
        shown = "\n".join(f"[{key}] {_one_line(paragraph.text)}" for key, paragraph in keys.items())
        reply = writer.write(prompt.render(made=written_date(paper.date) or "an unknown date", paragraphs=shown))
        for proposal in _proposals(reply, keys):
            promise = borne_out(paper, proposal)
            refused += promise is None
            if promise is not None:
                found[promise.id] = promise
    return Proposed(tuple(sorted(found.values(), key=lambda promise: (promise.ordinal, promise.start))), refused)


def _unread(paper: Paper, held: Sequence[Promise]) -> Iterator[Paragraph]:
    """The paragraphs that speak of what is to come and hold no promise yet."""
    known = {promise.ordinal for promise in held}
    for paragraph in () if paper.kind in SILENT_KINDS else paper.paragraphs:
        if paragraph.kind != "heading" and paragraph.ordinal not in known and ANY.search(paragraph.text):
            yield paragraph


def _one_line(text: str) -> str:
    """A paragraph as one line of data: it can neither end the paragraphs nor pass for a line of the reply."""
    return re.sub(r"\s+", " ", text)[:LONGEST].replace("<", "‹").replace("|", "/")


def _proposals(reply: str, keys: dict[str, Paragraph]) -> Iterator[Proposal]:
    """The reply's lines that keep to the form and name a paragraph that was shown."""
    for line in reply.splitlines():
        match = _LINE.match(line)
        if match and match["key"] in keys:
            owner, due = (re.sub(r"^-+$", "", match[name]) for name in ("owner", "due"))
            yield Proposal(keys[match["key"]].ordinal, match["quote"].strip('"“”'), owner, due)
