"""A question to terms, terms to an FTS5 query, a query to BM25 scores of paragraphs.

`terms` stands apart from `expression` so that spellings and acronyms can be added between the two.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence

from index.passage import written_date
from ingest.paper import Entry, Paragraph

WEIGHTS = (1.0, 0.6, 0.4, 0.3)  # columns of `words`: text, context, title, about
MOST_TERMS = 64  # of a very long question the first ones count

STOP_WORDS = frozenset({
    "a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
    "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "could", "did", "do", "does",
    "doing", "down", "during", "each", "few", "for", "from", "further", "had", "has", "have", "having", "he", "her",
    "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "many", "me",
    "more", "most", "much", "my", "no", "nor", "not", "now", "of", "off", "on", "once", "only", "or", "other", "our",
    "out", "over", "own", "please", "same", "shall", "she", "should", "so", "some", "such", "tell", "than", "that",
    "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under",
    "until", "up", "us", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom",
    "whose", "why", "will", "with", "would", "you", "your",
})  # fmt: skip
_TERM = re.compile(r"\w+(?:[-.,'’/:]\w+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


def terms(question: str) -> list[str]:
    """The question's telling words in order, each once, lower case; all its words when every one is a stop word.

    >>> terms("What were the Council's Section 106 receipts (in 2.5.4)?")
    ['council', 'section', '106', 'receipts', '2.5.4']
    """
    plain = unicodedata.normalize("NFKC", question).lower()
    found = list(dict.fromkeys(_POSSESSIVE.sub("", word) for word in _TERM.findall(plain)))
    return ([word for word in found if word not in STOP_WORDS] or found)[:MOST_TERMS]


def expression(wanted: Iterable[str]) -> str:
    """An FTS5 query for any of the terms; each is quoted, so that nothing a user types is an operator.

    >>> expression(["106", "2.5.4"])
    '"106" OR "2.5.4"'
    """
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in wanted)


def telling(connection: sqlite3.Connection, wanted: Sequence[str]) -> list[str]:
    """The terms without those that stand in more than half of all paragraphs, unless all do.

    BM25 gives such a term no weight, yet every paragraph that holds it would have to be scored.
    """
    most = (connection.execute("SELECT max(id) FROM words_docsize").fetchone()[0] or 0) / 2
    count = "SELECT count(*) FROM words WHERE words MATCH ?"
    return [term for term in wanted if connection.execute(count, (expression([term]),)).fetchone()[0] <= most] or list(
        wanted
    )


def words_row(entry: Entry, paragraph: Paragraph, lead: str = "") -> tuple[str, str, str, str]:
    """The columns of `words` for one paragraph: text, context (with the `lead` of a bullet or a row), title, about."""
    context = (paragraph.label, *paragraph.heading, paragraph.caption, *paragraph.columns, lead)
    about = (entry.council, entry.committee, written_date(entry.date))
    columns = (paragraph.text, " ".join(context), entry.title, " ".join(part for part in about if part))
    text, rest, title, meeting = (unicodedata.normalize("NFKC", column) for column in columns)
    return text, rest, title, meeting


def score_words(
    connection: sqlite3.Connection,
    query: str,
    k: int,
    *,
    papers: Sequence[int] | None = None,
    without: Sequence[int] = (),
    also: Iterable[int] = (),
) -> dict[int, float]:
    """The BM25 scores of the `k` best paragraphs (by key), best first, then of those in `also` that share a word.

    `papers` (by key) are those the best are chosen from; None for all but those in `without`.
    """
    if not query:
        return {}
    allowed = None if papers is None else json.dumps(list(papers))
    values = {
        "query": query,
        "k": k,
        "papers": allowed,
        "without": json.dumps(list(without)),
        "also": json.dumps(list(also)),
    }
    select = _WITHIN if papers is not None else _WITHOUT if without else _ALL
    return {row["key"]: -row["score"] for row in connection.execute(select, values)}


# One pass over the matching rows, however many are then wanted. "+" keeps SQLite from starting a search for each row.
_SCORES = f"""
WITH scores AS MATERIALIZED (
    SELECT rowid AS key, bm25(words, {", ".join(map(str, WEIGHTS))}) AS score FROM words WHERE words MATCH :query %s
)
SELECT key, score FROM (SELECT key, score FROM scores ORDER BY score, key LIMIT :k)
UNION ALL SELECT key, score FROM scores WHERE key IN (SELECT value FROM json_each(:also))
"""  # noqa: S608
_ALL = _SCORES % ""
_OF = "(SELECT key FROM paragraphs WHERE paper IN (SELECT value FROM json_each(:%s)))"
_WITHIN = _SCORES % f"AND +rowid IN {_OF % 'papers'}"
_WITHOUT = _SCORES % f"AND +rowid NOT IN {_OF % 'without'}"
INSERT_WORDS = "INSERT INTO words (rowid, text, context, title, about) VALUES (?, ?, ?, ?, ?)"
