"""Writes down how each rendered paper is built: the truth that `eval/benchmark/examples.structure.jsonl` holds.

A record has the fields that hand-made annotations of real papers have: labels, what they stand under, their first words,
their pages, the headings, the tables and the furniture.
"""

from __future__ import annotations

import re
from typing import Any

from examples.layout import Furniture, Rendered
from examples.source import Block, plain

DECIMAL = re.compile(r"\d+(\.\d+)+\.?$")
NUMBERED = re.compile(r"(\d+(\.\d+)*[.)]?|\([a-z]\)) +\w")
DOTTED = "....."
FORMS = (  # outer forms first; a label ends every form at or below its own
    ("minute", re.compile(r"A\d+/\d+$|\d{3}\.$")),
    ("section", re.compile(r"\d+\.$")),
    ("decimal", DECIMAL),
    ("bracket", re.compile(r"\d+\)$")),
    ("letter", re.compile(r"\([a-z]\)$")),
)


def bare(label: str) -> str:
    return label.strip("().")


def start(text: str) -> str:
    return " ".join(plain(text).split()[:9])


def paragraphs(paper: Rendered, before: int = 0) -> list[dict[str, Any]]:
    """Every numbered or plain paragraph in reading order; `before` pages stand in front of the paper in its file."""
    found = []
    chain: list[tuple[int, str]] = []  # (form, label) of the numbers the next text stands under
    title: str | None = None
    for place, block in enumerate(paper.source.blocks):
        if block.kind == "heading" and not block.label:
            title, chain = plain(block.text), []
        if block.kind not in ("heading", "paragraph") or (block.kind == "heading" and not block.label):
            continue
        if DOTTED in block.text:  # a line to sign on
            continue
        page = before + paper.pages.seen[place][0]
        above = title
        if block.label:
            form = next((n for n, (_, pattern) in enumerate(FORMS) if pattern.match(block.label)), len(FORMS))
            chain = [(n, label) for n, label in chain if n < form]
            above = under(block, chain, title)
            chain.append((form, bare(block.label)))
        elif chain:
            above = " > ".join(label for _, label in chain[-1:]) if DECIMAL.match(chain[-1][1]) else joined(chain)
        record = {"label": bare(block.label) if block.label else None, "under": above, "start": start(block.text),
                  "page": page, "depth": depth(block.label)}  # fmt: skip
        if block.label:
            record["printed"] = block.label
        if block.kind == "heading":
            record["heading"] = True
        found.append(record)
    return found


def under(block: Block, chain: list[tuple[int, str]], title: str | None) -> str | None:
    """What a label stands under: nothing for a number that is its own address."""
    if block.kind == "heading" or DECIMAL.match(block.label or ""):
        return None
    return joined(chain) if chain else title


def joined(chain: list[tuple[int, str]]) -> str:
    """The numbers from the outside in; a decimal number needs none outside it."""
    labels = [label for _, label in chain]
    while len(labels) > 1 and DECIMAL.match(labels[1]):
        labels.pop(0)
    return " > ".join(labels)


def depth(label: str | None) -> int | None:
    if not label:
        return None
    return bare(label).count(".") + 1 if DECIMAL.match(label) else 1 if re.match(r"A?\d+(/\d+)?\.?$", label) else 2


def tables(paper: Rendered, before: int = 0) -> list[dict[str, Any]]:
    """Every table with column heads: three of its cells, so that a reader of tables can be checked."""
    found = []
    for place, block in enumerate(paper.source.blocks):
        if block.kind != "table":
            continue
        heads, *rows = [[plain(cell) for cell in row] for row in block.rows]
        at = [before + page for page in paper.pages.seen[place]]
        chosen = sorted({0, len(rows) // 2, len(rows) - 1})
        record: dict[str, Any] = {"page": at[0], "caption": block.options.get("caption"), "rows": len(rows), "cols": len(heads),
                  "cells": [[rows[n][0], heads[-1], rows[n][-1]] for n in chosen]}  # fmt: skip
        if len(at) > 1:
            record["pages"] = at
        found.append(record)
    return found


def lookalikes(known: list[dict[str, Any]], texts: list[str]) -> list[dict[str, Any]]:
    """Lines of the pages' text that begin like a number but begin no paragraph: wrapped lines and rows of tables."""
    starts = {f"{one['printed']} {one['start']}"[:16].rstrip() for one in known if "printed" in one}
    found = []
    for number, text in enumerate(texts, 1):
        for line in (line.strip() for line in text.splitlines()):
            if NUMBERED.match(line) and not any(line.startswith(start) for start in starts):
                found.append({"page": number, "text": line[:60]})
    return found


def record(file: str, facts: dict[str, str], parts: list[tuple[Rendered, int]], texts: list[str]) -> dict[str, Any]:
    """The record of one file: of a paper, or of a pack with each of its parts and the pages before it.

    `texts` is what the text layer gives for each of the file's pages.
    """
    known = [p for paper, before in parts for p in paragraphs(paper, before)]
    furniture = list(dict.fromkeys(line for paper, _ in parts for line in Furniture(paper.source).lines))
    return {
        "file": f"examples/papers/{file}",
        "pages": [1, len(texts)],
        "title": facts["title"],
        "kind": facts["kind"],
        "council": facts["council"],
        "committee": facts.get("committee") or None,
        "date": facts["date"],
        "item": facts.get("item") or None,
        "paragraphs": known,
        "headings": [plain(b.text) for paper, _ in parts for b in paper.source.blocks if b.kind == "heading"],
        "tables": [t for paper, before in parts for t in tables(paper, before)],
        "furniture": furniture,
        "page_number_format": parts[0][0].source["number"] or None,
        "not_paragraphs": lookalikes(known, texts),
    }
