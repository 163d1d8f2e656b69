"""Of the example papers' sentences, those that were altered are refused and those that were not are let through.

Every sentence of every paragraph is altered in each way that it allows. The shares are those promised: at least 99 in 100
altered ones refused, at least 98 in 100 unaltered ones let through.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from answer.ground import Source
from answer.verify import bears_out, check_sentence
from answer.wording import sentences
from eval.mutations import ALTERED, UNALTERED, Alter, in_council

SOURCES = Path(__file__).parent.parent / "examples" / "sources"
COUNCIL = "Aldermere Borough Council"


@cache
def paragraphs() -> tuple[tuple[Source, ...], ...]:
    """The numbered paragraphs of each example paper, in order, with their paper's title, council and date around them."""
    papers = []
    for path in sorted(SOURCES.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        facts = dict(re.findall(r"^(\w+): (.+)$", text, re.MULTILINE))
        day = dt.date.fromisoformat(facts["date"]) if "date" in facts else None
        around = (COUNCIL, *(facts[name] for name in ("title", "committee") if name in facts))
        found = re.findall(r"^\[\(?([\w.]+)\)?\.?\] (.{60,})$", text, re.MULTILINE)
        papers.append(tuple(Source(" ".join(body.split()), around, label, day) for label, body in found))
    return tuple(paper for paper in papers if len(paper) > 1)


def pairs() -> Iterator[tuple[str, Source, Source]]:
    """Each sentence with its paragraph and the next one."""
    for paper in paragraphs():
        for source, neighbour in pairwise(paper):
            for sentence in sentences(source.text):
                if len(sentence.split()) > 5 and sentence.endswith("."):
                    yield sentence, source, neighbour


@pytest.mark.parametrize("alter", ALTERED, ids=lambda alter: alter.__name__)
def test_altered_sentences_are_refused(alter: Alter, record_property: Callable[[str, object], None]) -> None:
    tried = [(altered, source) for sentence, source, _ in pairs() for altered in alter(sentence) if altered != sentence]
    passed = [altered for altered, source in tried if bears_out(altered, [source]).ok]
    record_property(f"{alter.__name__} refused", f"{len(tried) - len(passed)} of {len(tried)}")
    assert tried
    assert len(passed) <= 0.01 * len(tried), f"{len(passed)} of {len(tried)} passed: {passed[:5]}"


def own_council(sentence: str) -> Iterator[str]:
    yield in_council(sentence, "Aldermere")


@pytest.mark.parametrize("alter", [*UNALTERED, own_council], ids=lambda alter: alter.__name__)
def test_unaltered_sentences_are_let_through(alter: Alter, record_property: Callable[[str, object], None]) -> None:
    tried = [(said, bears_out(said, [source])) for sentence, source, _ in pairs() for said in alter(sentence)]
    refused = [(said, verdict.reasons) for said, verdict in tried if not verdict.ok]
    record_property(f"{alter.__name__} passed", f"{len(tried) - len(refused)} of {len(tried)}")
    assert tried
    assert len(refused) <= 0.02 * len(tried), f"{len(refused)} of {len(tried)} refused: {refused[:5]}"


def test_a_citation_moved_to_the_next_paragraph_is_refused() -> None:
    tried = [(sentence, beside) for sentence, source, beside in pairs() if sentence not in beside.text]
    passed = [sentence for sentence, beside in tried if check_sentence(sentence, ["k2"], {"k2": beside}).ok]
    assert len(passed) <= 0.01 * len(tried), f"{len(passed)} of {len(tried)} passed: {passed[:5]}"
