"""The catalogue into a handful of questions to begin with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import PurePath

from ingest.paper import Entry
from ui.citation import day
from ui.escape import shortened

MOST = 4
TITLE_LENGTH = 80  # characters
# The example papers' questions, each with the file that answers it.
OF_THE_EXAMPLES = (
    ("aldermere-cabinet-2024-06-18-minutes.pdf", "When will the Social Work Academy open?"),
    ("aldermere-ofsted-inspection-2023-07-10.pdf", "How many families were waiting for an early help assessment?"),
    ("aldermere-cabinet-2023-09-12-improvement-plan.pdf", "Who chairs the Improvement Board?"),
    ("aldermere-cabinet-2024-06-18-minutes.pdf", "When do Nether Wick and Linden become community libraries?"),
)
OF_A_KIND = (
    ("report", "What is recommended in “{title}”?"),
    ("minutes", "What was decided at the {committee} on {date}?"),
    ("ofsted_report", "What needs to improve, according to “{title}”?"),
    ("ofsted_letter", "What does “{title}” say has got better?"),
    ("decision", "What does “{title}” decide?"),
)


def example_questions(entries: Sequence[Entry]) -> list[str]:
    """Up to four questions: the example papers' own where they are in the library, else made from the newest of each kind."""
    files = {PurePath(entry.file).name for entry in entries}
    of_examples = [question for file, question in OF_THE_EXAMPLES if file in files]
    return (of_examples or list(_of_catalogue(entries)))[:MOST]


def _of_catalogue(entries: Sequence[Entry]) -> list[str]:
    questions = []
    for kind, pattern in OF_A_KIND:
        dated = [entry for entry in entries if entry.kind == kind and _fits(entry, pattern)]
        if dated:
            newest = max(dated, key=lambda entry: (entry.date or dt.date.min, entry.id))
            questions.append(
                pattern.format(
                    title=shortened(newest.title, TITLE_LENGTH), committee=newest.committee, date=day(newest.date)
                )
            )
    return questions


def _fits(entry: Entry, pattern: str) -> bool:
    """True when everything the pattern names is known of the entry."""
    return ("{committee}" not in pattern or bool(entry.committee)) and ("{date}" not in pattern or bool(entry.date))
