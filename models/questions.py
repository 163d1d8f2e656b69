"""Questions on papers as they are kept in this repository, which holds no text of the papers: texts are named by marks.

A record of `models/questions/*.jsonl` is one of a folder of questions (`models.pairs`), but `paragraph`, `near` and those of
`beside` are marks of paragraphs, and `answer` is the list of the marks of the sentences, bullets or rows in it that answer.
With a library of the papers, whole records are made of them again.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from answer.features import pieces_of
from index.search import Hit
from ingest.paper import Entry, Paragraph

FOLDER = Path(__file__).parent / "questions"
SAID = 60  # characters of a text that its mark is made of: a paragraph that is read on further keeps its mark
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "•": " ", "|": " ", "\u00ad": None})


def squashed(text: str) -> str:
    """The text without spaces, case and kinds of dashes and quotes, to compare what two readings of a file give."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_PLAIN)).casefold()


def mark(text: str) -> str:
    """Twelve hexadecimal digits for how a text begins."""
    return hashlib.sha256(squashed(text)[:SAID].encode()).hexdigest()[:12]


def pieces(entry: Entry, paragraph: Paragraph) -> list[str]:
    """The sentences, bullets or row of a paragraph, as statements are made of them."""
    return pieces_of(Hit(paragraph=paragraph, entry=entry, score=0.0, words=0.0, dense=0.0))


def records(folders: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The lines of the folders' JSON files, in order, as they stand there."""
    for folder in folders:
        for file in sorted(folder.glob("*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)


def whole_records(
    folders: Iterable[Path], papers: Mapping[str, Sequence[tuple[Entry, Paragraph]]]
) -> Iterator[dict[str, Any]]:
    """The records on the papers, given by their files' names, with texts in the place of marks.

    What is asked of a paragraph that the papers lack, as this reader reads them, is left out.
    """
    at = {
        (name, mark(one.text)): (entry, one)
        for name, own in papers.items()
        for entry, one in own
        if one.kind != "heading"
    }
    for record in records(folders):
        if (name := Path(record["file"]).name) not in papers:
            continue
        if isinstance(record["answer"], str):
            yield record
        elif found := at.get((name, record["paragraph"])):
            answer = " ".join(piece for piece in pieces(*found) if mark(piece) in record["answer"])
            near = at.get((name, record.get("near", "")))
            others = ((Path(one["file"]).name, one["paragraph"]) for one in record.get("beside", ()))
            beside = [{"file": key[0], "paragraph": at[key][1].text} for key in others if key in at]
            texts = {"paragraph": found[1].text, "near": near[1].text if near else "", "beside": beside}
            if answer:
                yield record | texts | {"answer": answer}
