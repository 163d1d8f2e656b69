"""Short names and long ones: what the papers themselves write as "Local Safeguarding Children Board (LSCB)".

A question that says LSCB also looks for the long name's words, and one that says the long name also for LSCB. A definition is
one where the letters of the short name are the initials of the words before the bracket, small words passed over (after
Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, 2003).
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.bm25 import Words

SHORTEST, LONGEST = 2, 6  # letters of a short name
READ = 60  # paragraphs in which a definition is looked for
LOOK_BACK = 300  # characters before the bracket, in which a long name's words stand
SMALL = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})

_SHORT = re.compile(rf"\b[A-Z][A-Za-z]{{0,{LONGEST - 2}}}[A-Z]s?\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")


def other_names(connection: sqlite3.Connection, question: str, words: Words | None = None) -> list[str]:
    """The words, lower case, that the library's papers put for the question's short and long names; none when there are none.

    `connection` reads the table `words` of a library; `words` are the same as arrays, where it has them.
    """
    found = dict.fromkeys(word for short in _shorts(question) for word in _spelt_out(connection, short))
    found |= dict.fromkeys(_shortened(connection, question, words))
    return list(found)


def _shorts(question: str) -> list[str]:
    return [short.removesuffix("s") for short in dict.fromkeys(_SHORT.findall(question)) if len(short) <= LONGEST + 1]


def _spelt_out(connection: sqlite3.Connection, short: str) -> list[str]:
    """The words of the long name that most paragraphs give a short one."""
    bracket = re.compile(rf"\(\s*[“‘\"']?{re.escape(short)}s?\b")
    before = re.compile(rf"(?:[\w’'-]+[ \n]+){{2,{2 * len(short)}}}\Z")
    long_names: Counter[tuple[str, ...]] = Counter()
    rows = connection.execute("SELECT text FROM words WHERE words MATCH ? LIMIT ?", (f'"{short.lower()}"', READ))
    for (text,) in rows:
        for match in bracket.finditer(text):
            words = before.search(text[max(0, match.start() - LOOK_BACK) : match.start()])
            if words and (long_name := _long_name(words[0].split(), short)):
                long_names[tuple(long_name)] += 1
    return [word for word in long_names.most_common(1)[0][0] if word not in SMALL] if long_names else []


def _long_name(before: list[str], short: str) -> list[str]:
    """The last of the words before the bracket whose initials are the short name; none when they are not.

    >>> _long_name("by the Local Safeguarding Children Board".split(), "LSCB")
    ['local', 'safeguarding', 'children', 'board']
    >>> _long_name("in the last three years".split(), "DfE")
    []
    """
    wanted = short.casefold()
    words = [word.casefold() for word in before]
    for start in range(len(words) - 1, -1, -1):
        initials = [word[0] for word in words[start:]]
        telling = [word[0] for word in words[start:] if word not in SMALL]
        if words[start] not in SMALL and wanted in ("".join(initials), "".join(telling)):
            return words[start:]
    return []


def _shortened(connection: sqlite3.Connection, question: str, held: Words | None) -> Iterator[str]:
    """The short names that some paragraph puts right after a long name that stands in the question."""
    spans = list(_spans([word.casefold() for word in _WORD.findall(question)]))
    if held is not None:  # what FTS5 would be long in finding out
        spans = [span for span, stands in zip(spans, held.stand([short for _, short in spans]), strict=True) if stands]
    for long_name, short in spans:
        phrase = f"{long_name} {short}"
        if held.printed(connection, phrase) if held is not None else _printed(connection, phrase):
            yield short


def _spans(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each run of a question's words that may be a long name, with the short name it would have."""
    for start, first in enumerate(words):
        for end in range(start + SHORTEST, min(len(words), start + 2 * LONGEST) + 1):
            span = words[start:end]
            short = "".join(word[0] for word in span if word not in SMALL)
            if first not in SMALL and span[-1] not in SMALL and SHORTEST < len(short) <= LONGEST:
                yield " ".join(span), short


def _printed(connection: sqlite3.Connection, phrase: str) -> bool:
    return (
        connection.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (f'"{phrase}"',)).fetchone() is not None
    )
