"""Questions and passages to vectors of their tokens, by the trained evidence ranker: late interaction on this machine.

The ranker is the packaged embedding model trained further on questions about council papers (`models/README.md`). It reads a
question and a passage apart: each gives a vector a token. A question's token also has two weights: what its best match counts
when passages are ranked, and what it counts when it is asked whether one answers at all.
"""

from __future__ import annotations

import functools
import hashlib
import json
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.cache import folders
from index.compiled import FEW, LONGEST, Lanes, own_cores
from index.convert import MODEL, Unconvertible, runtime
from index.weights import packaged_folder
from index.wordpiece import TokenVectors, batches, encoded, load_tokenizer, token_vectors, unit

FOLDER = Path(__file__).parents[1] / "models" / "ranker"
HEADS = "heads.json"  # what turns a question's tokens into weights
QUESTION_TOKENS = 64  # a question's last ones, as in training
QUESTION = 1  # the token type of a question's tokens; a passage's is 0

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question's tokens: unit vectors (tokens, dimension); their shares (tokens,) of 1 in ranking, and their weights (tokens,)
    when it is asked whether a statement answers, which `scale`, `shift`, `steep` and `level` make a logit of. `revision` names
    the ranker that read it.
    """

    vectors: np.ndarray
    share: np.ndarray
    answer: np.ndarray
    scale: float = 1.0
    shift: float = 0.0
    steep: float = 1.0
    level: float = 0.0
    revision: str = ""

    def answering(self, matched: np.ndarray) -> float:
        """The logit that a statement answers, from how well it matches each token (`models.late.Late.answering`)."""
        missing = np.logaddexp(0.0, self.steep * (self.level - matched))
        return self.shift - self.scale * float(missing @ self.answer)


class Ranker:
    """The trained model. Raises Unconvertible where OpenVINO cannot run it. Any number of threads may ask at once."""

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            self._heads: dict[str, Any] = json.loads((folder / HEADS).read_text(encoding="utf-8"))
            self.revision = str(self._heads["revision"])
            self._lanes = Lanes(folder, min(own_cores(), FEW), _kept(folder))
            self._tokenizer = load_tokenizer(packaged_folder(), LONGEST)
        except (OSError, ValueError, KeyError) as error:
            raise Unconvertible(f"its files cannot be read ({error})") from error

    def asked(self, question: str, before: str = "") -> Asked:
        """The tokens of the question, those of the questions `before` it in front."""
        whole = f"{before} {question}".strip()
        start = len(whole) - len(question)
        encoding = encoded(self._tokenizer, [whole])[0]
        chosen = list(range(len(encoding.ids)))
        if len(chosen) > QUESTION_TOKENS:
            chosen = [0, *chosen[1 - QUESTION_TOKENS :]]
        ids = [encoding.ids[place] for place in chosen]
        ((_, states),) = self._lanes.states(batches([ids], QUESTION_TOKENS), QUESTION)
        own = states[0, : len(ids) - 1]  # the last only marks the end
        spans = [encoding.offsets[place] for place in chosen[:-1]]
        worth = np.array([self._heads["before"] if a < b <= start else 1.0 for a, b in spans], dtype=np.float32)
        rank, answer = (_weights(own, self._heads[head]) * worth for head in ("rank", "answer"))
        numbers = {name: float(self._heads[name]) for name in ("scale", "shift", "steep", "level")}
        return Asked(unit(own), rank / max(float(rank.sum()), 1e-6), answer, revision=self.revision, **numbers)

    def tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The unit vectors of each passage's tokens, to its 254th, and where they stand in it."""
        encodings = encoded(self._tokenizer, texts)
        found: dict[int, TokenVectors] = {}
        for batch, states in self._lanes.states(batches([each.ids for each in encodings], LONGEST)):
            for row, own in zip(batch.rows, states, strict=True):
                found[row] = token_vectors(encodings[row], own)
        return [found[row] for row in range(len(texts))]


def packaged_revision() -> str:
    """What names the ranker that this version carries; "" where it cannot be read."""
    try:
        return str(json.loads((FOLDER / HEADS).read_text(encoding="utf-8"))["revision"])
    except (OSError, ValueError, KeyError):
        return ""


def _weights(states: np.ndarray, head: dict[str, Any]) -> np.ndarray:
    raw = states @ np.array(head["weight"], dtype=np.float32) + np.float32(head["bias"])
    return np.asarray(np.logaddexp(0.0, raw), dtype=np.float32)


def _kept(folder: Path) -> Path:
    """Where the model as made ready for this processor is kept: a folder of the cache that can be written to."""
    stat = (folder / MODEL).with_suffix(".bin").stat()
    own = hashlib.sha256(f"{stat.st_size} {stat.st_mtime_ns}".encode()).hexdigest()[:16]
    for cache in folders():
        kept = cache / runtime() / f"ranker-{own}"
        try:
            kept.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        return kept
    return folder


@functools.cache
def _loaded() -> Ranker | None:
    try:
        return Ranker()
    except Unconvertible as error:
        logger.warning("The evidence ranker does not run here, statements are ranked without it: %s", error)
        return None


@functools.lru_cache(maxsize=32)
def question_tokens(question: str, before: str = "") -> Asked | None:
    """The question, those `before` it in front, as the packaged ranker reads it; None where that cannot run."""
    ranker = load_ranker()
    return ranker.asked(question, before) if ranker else None


_loading = threading.Lock()


def load_ranker() -> Ranker | None:
    """The ranker, kept once loaded; None, with a warning, where it cannot run. Any number of threads may ask."""
    with _loading:
        return _loaded()
