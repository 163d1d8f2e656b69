"""What each part of answering brings: the same questions asked with each part taken out in turn.

    python -m eval.ablation QUESTIONS.jsonl --library DIR --out DIR [--only NAME ...]

A part is taken out, nothing put in its place, and nothing learnt anew without it: the figures say what the product would lose
today. Writes OUT/ablation.json and OUT/ablation.md; ten minutes for 170 questions on two cores.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import answer.ask
import answer.choose
import answer.features
import answer.judge
import answer.prefer
import answer.soft
import answer.statements
import answer.understand
import index.search
from eval.gold import Question, load_questions
from eval.measures import figures
from eval.run import answer_all
from index.embed import load_embedder
from index.library import Library

SHOWN = ("accuracy", "cite_recall", "cite_prec", "hit1", "hit5", "in1500", "refused", "wrongly_refused")
logger = logging.getLogger("eval.ablation")

Change = tuple[ModuleType, str, object]  # a module, a name in it, and what stands there without the part


def _as_they_are(_first: object, found: Sequence[object], *_more: object) -> list[object]:
    return list(found)


def _nothing(*_given: object) -> tuple[()]:
    return ()


def _one(room: answer.choose.Room) -> answer.choose.Room:
    return replace(room, statements=1)


# What is taken out, in the order of the way from a question to an answer.
PARTS: dict[str, tuple[Change, ...]] = {
    "words (BM25)": ((index.search, "_words", lambda *_given: {}),),
    "vectors": ((index.search, "_nearest", lambda *_given: set()), (index.search, "WORDS_WEIGHT", 1.0)),
    "short and long names, spelling": (
        (index.search, "other_names", _nothing),
        (index.search, "respelt", _nothing),
    ),
    "late interaction over everything found": ((answer.ask, "question_tokens", lambda *_given: None),),
    "council, committee and date preferred": ((answer.prefer, "worth", lambda *_given: 0.0),),
    "words of the question in the paragraph itself": ((answer.prefer, "COVERED", 0.0),),
    "pointers to other paragraphs": ((answer.ask, "with_pointed", _as_they_are),),
    "the printed paragraph around a piece": ((answer.ask, "in_full", _as_they_are),),
    "the trained ranker": (
        (answer.ask, "question_tokens", lambda *_given: None),
        (answer.soft, "load_ranker", lambda: None),
    ),
    "hits in the order of their statements": ((answer.statements, "ORDER", 0.0),),
    "what only repeats the question left out": (
        (answer.statements, "says_more", lambda *_given: True),
        (answer.features, "in_contents", lambda _row: False),
    ),
    "other years, and what was said already, put last": ((answer.ask, "demanded", _as_they_are),),
    "sides of a comparison": (
        (answer.ask, "facing", lambda _library, _understood, hits, ranked, *_more: (hits, ranked)),
        (answer.choose, "face_to_face", lambda *_given: []),
        (answer.choose, "_of_sides", lambda _understood, ranked: list(ranked)),
    ),
    "two things asked, each by itself": ((answer.understand, "parts", lambda _question: ()),),
    "more than one statement": tuple(
        (answer.choose, name, _one(getattr(answer.choose, name))) for name in ("PLAIN", "SEVERAL", "COMPARED")
    ),
    "belief": ((answer.judge, "believed_from", lambda *_given: 0.0),),
    "registers": ((answer.ask, "_from_registers", lambda *_given: (None, "")),),
}


@contextmanager
def without(part: str) -> Iterator[None]:
    """The product without one of `PARTS`, as long as the block runs. Raises KeyError for another name."""
    with ExitStack() as stack:
        for module, name, instead in PARTS[part]:
            stack.enter_context(patch.object(module, name, instead))
        yield


def measure(library: Library, questions: Sequence[Question]) -> dict[str, float | None]:
    """The figures of `SHOWN` over the questions, in shares of 1."""
    with tempfile.TemporaryDirectory() as folder:
        found = figures(answer_all(library, questions, Path(folder), embedder=load_embedder()).scored)
    return {name: found[name] for name in SHOWN}


def ablate(
    library: Library, questions: Sequence[Question], parts: Sequence[str], told: Callable[[str], None]
) -> dict[str, dict[str, float | None]]:
    """The figures with everything, under "everything", and without each part."""
    found = {"everything": measure(library, questions)}
    for part in parts:
        told(part)
        with without(part):
            found[part] = measure(library, questions)
    return found


def as_markdown(found: dict[str, dict[str, float | None]]) -> str:
    """A table of per cents: everything, and by how many points each figure moves without each part."""
    whole = found["everything"]
    lines = [f"| without | {' | '.join(SHOWN)} |", f"| --- |{' ---: |' * len(SHOWN)}"]
    lines.append(f"| nothing | {' | '.join(_percent(whole[name]) for name in SHOWN)} |")
    for part, values in found.items():
        if part != "everything":
            lines.append(f"| {part} | {' | '.join(_moved(whole[name], values[name]) for name in SHOWN)} |")
    return "\n".join(lines) + "\n"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _moved(whole: float | None, value: float | None) -> str:
    return "–" if whole is None or value is None else f"{100 * (value - whole):+.1f}"


def main() -> None:
    """Ask, and write the table."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("questions", type=Path)
    given.add_argument("--library", type=Path, required=True)
    given.add_argument("--out", type=Path, required=True)
    given.add_argument("--only", nargs="*", choices=sorted(PARTS), default=list(PARTS))
    options = given.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with Library.open(options.library) as library:
        found = ablate(library, load_questions(options.questions), options.only, lambda part: logger.info(part))
    (options.out / "ablation.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (options.out / "ablation.md").write_text(as_markdown(found), encoding="utf-8")
    logger.info("%s", as_markdown(found))


if __name__ == "__main__":
    main()
