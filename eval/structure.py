"""A library's paragraphs against structure gold: which begin where they should, under the right number, on the right page.

The rules are those of the collection's own scorer, so that the figures are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from eval.gold import GoldParagraph, Structure
from eval.matching import same_number, squash, stem
from index.library import Library
from ingest.paper import Paragraph

SLACK = 12  # signs that may stand before the gold beginning: a label, a bullet
FURNITURE = 5  # a running line of fewer signs would be found by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Counts for one file. `dirty` are running lines found inside a paragraph, `false` look-alikes taken for numbered."""

    file: str
    wanted: int = 0
    begins: int = 0
    labels: int = 0
    pages: int = 0
    dirty: int = 0
    furniture: int = 0
    false: int = 0
    lookalikes: int = 0
    missing: bool = False


def score_structure(library: Library, gold: Sequence[Structure]) -> list[Read]:
    """One row of counts a gold file; a file that the library has not is `missing`, with nothing right."""
    held: dict[str, list[str]] = {}
    for entry in library.entries():
        held.setdefault(stem(entry.file), []).append(entry.id)
    rows = []
    for each in gold:
        papers = held.get(stem(each.file))
        if papers is None:
            rows.append(Read(file=each.file, wanted=len(each.paragraphs), missing=True))
        else:
            rows.append(score_file(each, [paragraph for paper in papers for paragraph in library.paragraphs(paper)]))
    return rows


def score_file(gold: Structure, paragraphs: Sequence[Paragraph]) -> Read:
    """The counts of one file's paragraphs, of which those on the annotated pages are looked at."""
    first, last = gold.pages
    inside = [each for each in paragraphs if first <= each.page <= last]
    texts = [squash(each.text) for each in inside]
    taken: set[int] = set()
    begins = labels = pages = 0
    for want in gold.paragraphs:
        at = _find(want, inside, texts, taken)
        if at is None:
            continue
        taken.add(at)
        begins += 1
        pages += inside[at].page == want.page
        labels += inside[at].label_kind != "printed" if want.label is None else _labelled(inside[at], want.label)
    return Read(
        file=gold.file,
        wanted=len(gold.paragraphs),
        begins=begins,
        labels=labels,
        pages=pages,
        dirty=sum(_stands_in(line, inside, texts) for line in gold.furniture if len(line) > FURNITURE),
        furniture=len(gold.furniture),
        false=sum(_taken_for_numbered(line, inside) for line in gold.not_paragraphs),
        lookalikes=len(gold.not_paragraphs),
    )


def whole(rows: Sequence[Read]) -> Read:
    """The sum of all files."""
    counts = {each.name for each in fields(Read)} - {"file", "missing"}
    return Read(file="all", **{name: sum(getattr(row, name) for row in rows) for name in counts})


def cells(rows: Sequence[Read]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Heads and rows to show, all files together last."""
    heads = ("file", "paragraphs", "begins right", "number right", "page right", "running lines left", "false numbers")
    body = []
    for row in [*rows, whole(rows)]:
        if row.missing:
            body.append([row.file, str(row.wanted), "not in the library", "", "", "", ""])
            continue
        shares = [f"{100 * count / max(1, row.wanted):.1f}" for count in (row.begins, row.labels, row.pages)]
        lines = [f"{row.dirty} of {row.furniture}", f"{row.false} of {row.lookalikes}"]
        body.append([row.file, str(row.wanted), *shares, *lines])
    return heads, body


def _find(want: GoldParagraph, inside: Sequence[Paragraph], texts: Sequence[str], taken: set[int]) -> int | None:
    """The paragraph that begins so: on or beside its page if there is one, and of those one with its label."""
    key = squash(want.start)
    found = [
        at for at, text in enumerate(texts) if at not in taken and 0 <= text[: len(key) + SLACK].find(key) <= SLACK
    ]
    found = [at for at in found if abs(inside[at].page - want.page) <= 1] or found
    for at in found:
        if want.label is None or _labelled(inside[at], want.label):
            return at
    return found[0] if found else None


def _labelled(paragraph: Paragraph, label: str) -> bool:
    """The number is the paragraph's whole label or its last part: gold ``d`` is met by ``12(d)``."""
    ending = f"({squash(label).strip('()')})"
    return same_number(paragraph.label, label) or squash(paragraph.label).endswith(ending)


def _stands_in(line: str, inside: Sequence[Paragraph], texts: Sequence[str]) -> bool:
    key = squash(line)
    return bool(key) and any(key in text for each, text in zip(inside, texts, strict=True) if each.kind != "heading")


def _taken_for_numbered(line: str, inside: Sequence[Paragraph]) -> bool:
    key = squash(line)[:40]
    return any(
        squash(each.text).startswith(key) or squash(f"{each.label}{each.text}").startswith(key)
        for each in inside
        if each.label_kind == "printed"
    )
