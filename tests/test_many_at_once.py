"""Twenty people who ask at the same moment each get the answer to their own question, from one model and one index."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from small_library import build, write_papers

from answer.ask import Turn, ask
from index.build import ingest_paths
from index.library import Library

USERS = 20
QUESTIONS = (
    "When will the family hub at Tanner Street open?",
    "Who was the contract for the building works let to?",
    "What will the building works cost?",
    "What caused the delay?",
    "On which day is the household waste centre at Upper Marling closed?",
    "Who sent apologies?",
    "How many families came to the hub in its first fortnight?",
    "What is the price of a bus ticket?",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("many") / "library")


@pytest.mark.model
def test_each_gets_the_answer_to_their_own_question(shelf: Path) -> None:
    with Library.open(shelf) as library:
        alone = {question: ask(library, question) for question in QUESTIONS}
    together = threading.Barrier(USERS)
    with Library.open(shelf) as library:  # nothing of it is loaded yet: all come upon that at once

        def one(number: int) -> None:
            question = QUESTIONS[number % len(QUESTIONS)]
            history = [Turn("Who wrote the report?", "The officers.")] if number % 2 else []
            together.wait()
            for _ in range(3):
                given = ask(library, question, history=history)
                assert (given.question, given.text) == (question, alone[question].text) or history
                assert given.citations == alone[question].citations or history

        with ThreadPoolExecutor(USERS) as users:
            list(users.map(one, range(USERS)))
        with library.reading() as connection:
            assert library.vectors(connection) is library.vectors(connection)


@pytest.mark.model
def test_nobody_is_disturbed_while_papers_are_put_in_and_taken_out(shelf: Path, tmp_path: Path) -> None:
    more = write_papers(tmp_path / "more")
    (more / "cabinet-minutes.txt").write_text("Fennshire Council\nCabinet\n\n1. Trams\nRESOLVED that trams run.\n")
    question, done = QUESTIONS[2], threading.Event()
    with Library.open(shelf) as library, Library.open(shelf) as other:
        alone = ask(library, question).text

        def one(_: int) -> int:
            asked = 0
            while not done.is_set() or asked < 2:
                assert ask(library, question).text == alone
                asked += 1
            return asked

        with ThreadPoolExecutor(5) as users:
            asking = [users.submit(one, number) for number in range(4)]
            for _ in range(2):
                assert not [report.error for report in ingest_paths(other, [more]) if report.error]
                other.remove(str(more / "cabinet-minutes.txt"))
            done.set()
            assert all(each.result() >= 2 for each in asking)
