"""Texts to batches of numbered tokens, and a model's states of them to vectors.

Every text is padded to the next of a few lengths and only to that one, so that its vector does not depend on its
neighbours; texts of one length go together in batches of so many tokens.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

STEP = 16  # tokens; texts are padded to a multiple of it
BATCH_TOKENS = 1024  # more at once is no faster, and a question that is asked meanwhile waits for less


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text's tokens: `vectors` float32 (tokens, dimension) of unit length, `spans` int32 (tokens, 2): text[start:end].

    What a model adds at the ends (special tokens) is left out, as is what lies beyond its longest text.
    """

    vectors: np.ndarray
    spans: np.ndarray


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts of like length: `rows` are their places among the texts; ids and mask are int64 (texts, tokens)."""

    rows: tuple[int, ...]
    ids: np.ndarray
    mask: np.ndarray


_loading = threading.Lock()


def load_tokenizer(folder: Path, longest: int) -> Tokenizer:
    """The tokeniser of a model's folder, cutting texts after `longest` tokens: one for all who ask, kept once loaded.

    Any number of threads may ask, and use it. Raises OSError or ValueError.
    """
    with _loading:
        return _loaded(folder, longest)


@functools.cache
def _loaded(folder: Path, longest: int) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return tokenizer


def encoded(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Encoding]:
    """Each text's tokens. Halves of characters, which no tokeniser takes, count as question marks."""
    return tokenizer.encode_batch([text.encode("utf-8", "replace").decode("utf-8") for text in texts])


def batches(texts: Sequence[Sequence[int]], longest: int) -> Iterator[Batch]:
    """Texts, each given by its tokens' numbers, in batches; the longest first."""
    lengths = [min(longest, -(-len(text) // STEP) * STEP) for text in texts]
    order = sorted(range(len(texts)), key=lambda row: (-lengths[row], row))
    start = 0
    while start < len(order):
        length = lengths[order[start]]
        end = start + 1
        while end < len(order) and lengths[order[end]] == length and (end - start + 1) * length <= BATCH_TOKENS:
            end += 1
        yield _batch(texts, tuple(order[start:end]), length)
        start = end


def _batch(texts: Sequence[Sequence[int]], rows: tuple[int, ...], length: int) -> Batch:
    ids = np.zeros((len(rows), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    for place, row in enumerate(rows):
        ids[place, : len(texts[row])] = texts[row]
        mask[place, : len(texts[row])] = 1
    return Batch(rows, ids, mask)


def pooled(states: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Texts' vectors: the mean of their tokens' states, of unit length. (texts, tokens, size) to (texts, size)."""
    weights = mask[:, None, :].astype(np.float32)
    return unit((weights @ states)[:, 0, :])


def unit(vectors: np.ndarray) -> np.ndarray:
    """Float32 rows of unit length; a row of nothing stays as it is."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def token_vectors(encoding: Encoding, states: np.ndarray) -> TokenVectors:
    """One text's tokens from its row of states (tokens, size), without those the model adds."""
    plain = ~np.asarray(encoding.special_tokens_mask, dtype=bool)
    spans = np.asarray(encoding.offsets, dtype=np.int32).reshape(-1, 2)
    return TokenVectors(unit(states[: len(plain)][plain]), spans[plain])
