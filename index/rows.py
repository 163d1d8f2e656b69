"""Records to rows and back: papers and paragraphs as SQLite holds them, nothing lost on the way."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from dataclasses import astuple, fields
from typing import Any

from index.copies import fingerprint
from ingest.paper import Box, Entry, Paper, Paragraph

ENTRY = tuple(field.name for field in fields(Entry) if field.name != "also_in")  # which depends on the other papers
PARAGRAPH = tuple(field.name for field in fields(Paragraph))
ENTRY_COLUMNS = ", ".join(f"papers.{name}" for name in ENTRY)
PARAGRAPH_COLUMNS = ", ".join("papers.id AS paper" if name == "paper" else f"paragraphs.{name}" for name in PARAGRAPH)
OWN_COLUMNS = ", ".join(f"paragraphs.{name}" for name in PARAGRAPH if name != "paper")
INSERT_PAPER = (
    f"INSERT INTO papers ({', '.join(ENTRY)}, text, fingerprint) VALUES ({', '.join('?' * len(ENTRY))}, ?, ?)"  # noqa: S608
)
INSERT_PARAGRAPH = f"INSERT INTO paragraphs ({', '.join(PARAGRAPH)}) VALUES ({', '.join('?' * len(PARAGRAPH))})"  # noqa: S608


def paper_row(paper: Paper) -> tuple[object, ...]:
    """The values of INSERT_PAPER."""
    return (*(_stored(getattr(paper, name)) for name in ENTRY), paper.text, fingerprint(paper))


def paragraph_row(paragraph: Paragraph, paper: int) -> tuple[object, ...]:
    """The values of INSERT_PARAGRAPH; `paper` is the key of its paper's row."""
    return tuple(paper if name == "paper" else _stored(getattr(paragraph, name)) for name in PARAGRAPH)


def entry(paper: Paper) -> Entry:
    """The paper's entry alone."""
    return Entry(**{name: getattr(paper, name) for name in ENTRY})


def entry_of(row: sqlite3.Row, also_in: tuple[tuple[str, int], ...] = ()) -> Entry:
    """The entry in a row of ENTRY_COLUMNS; `also_in` is where the library has the same paper from."""
    values = {name: row[name] for name in ENTRY}
    values["date"] = dt.date.fromisoformat(values["date"]) if values["date"] else None
    values["warnings"] = tuple(json.loads(values["warnings"]))
    values["details"] = tuple((name, value) for name, value in json.loads(values["details"]))
    return Entry(**values, also_in=also_in)


def paragraph_of(row: sqlite3.Row, paper: str | None = None, *, boxes: bool = True) -> Paragraph:
    """The paragraph in a row of PARAGRAPH_COLUMNS, or of OWN_COLUMNS when the id of its `paper` is given.

    `boxes`: whether to read where it stands on the page, which takes as long as all the rest.
    """
    values = {name: row[name] for name in PARAGRAPH if name != "paper"}
    values["paper"] = row["paper"] if paper is None else paper
    values["heading"] = _list(values["heading"])
    values["columns"] = _list(values["columns"])
    values["boxes"] = tuple(Box(*box) for box in _list(values["boxes"])) if boxes else ()
    return Paragraph(**values)


def _list(stored: str) -> tuple[Any, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))  # most are empty


def _stored(value: object) -> object:
    if isinstance(value, tuple):
        plain = [astuple(item) if isinstance(item, Box) else item for item in value]
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return value.isoformat() if isinstance(value, dt.date) else value
