"""Papers that arrived twice to the pairs that are the same paper, and to the one of them that a search shows.

A report comes alone and inside a pack, or as PDF and as Word. Both stay in the library, whole; only one is searched, and it
names the other. Papers that merely look alike are two papers: the same letter to another council, a draft whose final version
has one other figure (Kent's report on its 18-25 service came twice for one meeting, with 894 and with 925 young adults).

What is a copy of what follows from the papers alone, so removing one file brings the other back.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePath

from index.filters import matching
from ingest.paper import Paper

FEWEST_LETTERS = 200  # a shorter paper ("There are no exempt items.") is alike by chance
STAMPS_A_PAGE = 3  # numbers that one copy may have more than the other: what is printed at head and foot
FORMS = (".pdf", ".docx", ".html", ".htm", ".md", ".txt")  # which is shown: rather the one with fixed pages

# What a page's head or foot says, left behind in one copy and not in the other; with what stays of it.
_STAMPS = (
    (re.compile(r"\bpage\s+(\d{1,4})\s+of\s+\d{1,4}\b"), r" \1 "),  # "Page 2 of 4"
    (re.compile(r"\bpage\b"), " "),  # "Page 17" of a pack, its two words apart where it fell into a table (Kent)
    (re.compile(r"\bfor general release\b"), " "),  # Croydon's marking of reports that are not exempt
)
_NO_LETTER = re.compile(r"[\W\d_]+")
_DASH = re.compile(r"\s*[-‐‑–—−]\s*")
_PIECE = re.compile(r"[£$€+(-]*\d[\d.,]*%?|[^\W\d_]")

Printed = list[tuple[str, str]]  # the printed label (or nothing) and the text of each paragraph


def fingerprint(paper: Paper) -> str | None:
    """The same for papers whose letters are the same, figures and spaces left aside; None for a very short paper."""
    letters = _NO_LETTER.sub("", _plain(paragraph.text for paragraph in paper.paragraphs))
    if len(letters) < FEWEST_LETTERS:
        return None
    return hashlib.blake2b(letters.encode("utf-8", "replace"), digest_size=16).hexdigest()


def note_copies(connection: sqlite3.Connection, key: int) -> None:
    """Record which papers of the library are the same as the one of this key, which was just put in."""
    alike = "SELECT other.key FROM papers AS own JOIN papers AS other USING (fingerprint) WHERE own.key = ? AND other.key <> ?"
    keys = [int(row[0]) for row in connection.execute(alike, (key, key))]
    if not keys:
        return
    own = _Copy(connection, key)
    same = [other for other in keys if own.same_as(_Copy(connection, other))]
    pairs = [(min(key, other), max(key, other)) for other in same]
    connection.executemany("INSERT INTO copies VALUES (?, ?)", pairs)


def hidden(connection: sqlite3.Connection, allowed: Collection[int] | None = None) -> set[int]:
    """The keys of papers that a search leaves out, for it shows a copy; `allowed` are those it may show, None for all.

    Of papers that are the same the first is shown that knows most of its meeting; then one that came alone, for a pack's pages
    are counted through the pack; then one with fixed pages; then by name.
    """
    pairs = [(int(row[0]), int(row[1])) for row in connection.execute("SELECT one, other FROM copies")]
    if allowed is not None:
        inside = frozenset(allowed)
        pairs = [pair for pair in pairs if inside.issuperset(pair)]
    same: dict[int, set[int]] = {}
    for one, other in pairs:
        same.setdefault(one, set()).add(other)
        same.setdefault(other, set()).add(one)
    left_out: set[int] = set()
    for key in _by_rank(connection, same):
        if key not in left_out:
            left_out |= same[key]
    return left_out


def also_in(connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, tuple[tuple[str, int], ...]]:
    """For each paper that the library has from elsewhere too: the other files and the pages it begins on in them."""
    rows = connection.execute(
        "WITH wanted AS (SELECT value AS key FROM json_each(?)), same AS ("
        " SELECT key, key AS copy FROM wanted"
        " UNION SELECT key, other FROM wanted JOIN copies ON one = key"
        " UNION SELECT key, one FROM wanted JOIN copies ON other = key)"
        " SELECT DISTINCT same.key, files.name, copy.first_page FROM same JOIN papers AS copy ON copy.key = same.copy"
        " JOIN files ON files.sha256 = copy.sha256 JOIN papers AS own ON own.key = same.key"
        " WHERE (files.name, copy.first_page) <> (own.file, own.first_page) ORDER BY files.name, copy.first_page",
        (json.dumps(sorted(keys)),),
    )
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    for key, file, page in rows:
        found[key] = (*found.get(key, ()), (file, page))
    return found


class _Copy:
    """A paper of the library with what tells whether another is the same."""

    def __init__(self, connection: sqlite3.Connection, key: int) -> None:
        self._facts = connection.execute(
            "SELECT access, date, council, committee, pages, first_page FROM papers WHERE key = ?", (key,)
        ).fetchone()
        rows = connection.execute(
            "SELECT label, label_kind, text, printed_page FROM paragraphs WHERE paper = ? ORDER BY ordinal", (key,)
        ).fetchall()
        self._printed: Printed = [(row["label"] if row["label_kind"] == "printed" else "", row["text"]) for row in rows]
        pages = range(self._facts["first_page"], self._facts["first_page"] + self._facts["pages"])
        self._stamps = {str(page) for page in pages} | {row["printed_page"] for row in rows if row["printed_page"]}

    def same_as(self, other: _Copy) -> bool:
        """Whether both are one paper: nothing known of them differs, and word for word and figure for figure the text."""
        if not self._of_one_meeting(other):
            return False
        most = STAMPS_A_PAGE * max(self._facts["pages"], other._facts["pages"])
        stamps = (self._stamps, other._stamps)
        # A number that one file's reader took for a label stands in the text of the other.
        return any(_agree(self._pieces(labels), other._pieces(labels), stamps, most) for labels in (False, True))

    def _of_one_meeting(self, other: _Copy) -> bool:
        one, two = self._facts, other._facts
        if one["access"] != two["access"] or (one["date"] and two["date"] and one["date"] != two["date"]):
            return False
        return all(
            matching(one[name], [two[name]]) or matching(two[name], [one[name]])
            for name in ("council", "committee")
            if one[name] and two[name]
        )

    def _pieces(self, labels: bool) -> list[str]:
        return _pieces(f"{label} {text}" if labels else text for label, text in self._printed)


def _pieces(texts: Iterable[str]) -> list[str]:
    """Letters one by one, figures as they are printed with sign, currency and per cent; the rest is left out."""
    return [piece.rstrip(".,") for piece in _PIECE.findall(_DASH.sub("-", _plain(texts)))]


def _plain(texts: Iterable[str]) -> str:
    plain = unicodedata.normalize("NFKC", "\n".join(texts)).casefold()
    for pattern, rest in _STAMPS:
        plain = pattern.sub(rest, plain)
    return plain


def _agree(one: Sequence[str], other: Sequence[str], stamps: tuple[set[str], set[str]], most: int) -> bool:
    """Whether two texts are the same but for at most `most` stamps, each standing in one of them only."""
    at, there = 0, 0
    skipped = 0
    while True:
        while at < len(one) and there < len(other) and one[at] == other[there]:
            at, there = at + 1, there + 1
        if at == len(one) and there == len(other):
            return skipped <= most
        past, beyond = _past(one, at, stamps[0]), _past(other, there, stamps[1])
        if past > at and one[past : past + 1] == other[there : there + 1]:
            skipped, at = skipped + past - at, past
        elif beyond > there and one[at : at + 1] == other[beyond : beyond + 1]:
            skipped, there = skipped + beyond - there, beyond
        else:
            return False


def _past(pieces: Sequence[str], at: int, stamps: Collection[str]) -> int:
    while at < len(pieces) and pieces[at] in stamps:
        at += 1
    return at


def _by_rank(connection: sqlite3.Connection, keys: Collection[int]) -> list[int]:
    """The papers of these keys, the one to be shown first."""
    rows = connection.execute(
        "SELECT key, (council IS NULL) + (committee IS NULL) + (date IS NULL) AS lacking, file, first_page, id, warnings,"
        " (SELECT count(*) FROM papers AS near WHERE near.sha256 = papers.sha256) > 1 AS packed"
        " FROM papers WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(keys)),),
    ).fetchall()

    def rank(row: sqlite3.Row) -> tuple[object, ...]:
        suffix = PurePath(row["file"]).suffix.lower()
        form = FORMS.index(suffix) if suffix in FORMS else len(FORMS)
        return (row["lacking"], row["packed"], form, row["warnings"] != "[]", row["file"], row["first_page"], row["id"])

    return [row["key"] for row in sorted(rows, key=rank)]
