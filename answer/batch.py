"""A file of questions into a file of answers: JSON lines in, JSON lines out, for `ask --batch` and for scoring.

A question is {"id", "question", "history": [{"question", "answer"}]}; history may be left out, other keys are ignored.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from answer.wire import Wire


class BadQuestions(Exception):
    """A file of questions that cannot be used; the message names file, line and reason."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One question of a batch. `history` holds earlier (question, answer) pairs, oldest first."""

    id: str
    question: str
    history: tuple[tuple[str, str], ...] = ()


def read_questions(path: Path) -> list[BatchQuestion]:
    """The questions of a JSON-lines file, all checked before the first is asked. Raises BadQuestions."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split(
            "\n"
        )  # splitlines would also part at signs that texts may hold
    except OSError as exc:
        raise BadQuestions(f"{path}: cannot be read ({exc.strerror}).") from exc
    except UnicodeDecodeError as exc:
        raise BadQuestions(f"{path}: is not UTF-8 text. Save it as UTF-8, one JSON object a line.") from exc
    questions = [_read_line(f"{path}, line {number}", line) for number, line in enumerate(lines, 1) if line.strip()]
    if not questions:
        raise BadQuestions(f"{path}: holds no question. Write one JSON object a line, each with id and question.")
    return questions


def _read_line(place: str, line: str) -> BatchQuestion:
    try:
        given = json.loads(line)
        history = tuple((_text(turn["question"]), _text(turn["answer"])) for turn in given.get("history") or ())
        return BatchQuestion(str(given["id"]), _text(given["question"]), history)
    except json.JSONDecodeError as exc:
        raise BadQuestions(f"{place}: is not JSON ({exc.msg}). Write one object a line.") from exc
    except KeyError as exc:
        raise BadQuestions(
            f"{place}: has no {exc}. It needs id and question; a turn of history question and answer."
        ) from exc
    except (TypeError, AttributeError) as exc:
        raise BadQuestions(f"{place}: is not shaped as a question ({exc}).") from exc


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A file to write line by line that is under `path` only once it is complete.

    Until then it lies beside it as "….part", where its lines can be watched; a run that dies leaves an earlier `path` alone.
    """
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", buffering=1) as file:
        yield file
    os.replace(part, path)


def to_line(record: Wire) -> str:
    """A record as one JSON line."""
    return json.dumps(record, ensure_ascii=False) + "\n"
