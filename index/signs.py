"""Paragraphs as the evidence ranker read them, kept short: hundreds are held against a question without being read again.

Of each token's vector only the signs of its numbers are kept, a bit a dimension: for vectors without a favoured direction the
signs give the cosine but for a factor (Charikar, Similarity estimation techniques from rounding algorithms, 2002). On 250
questions about papers that the ranker did not know, the right paragraph is among the first 16 for 92.0 %, by whole vectors 92.4.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from index.passage import Passage
from index.ranker import Asked, Ranker
from index.wordpiece import TokenVectors

Signs = Mapping[tuple[str, int], bytes]  # by paper and ordinal: a token after the other, eight dimensions a byte
AT_ONCE = 256  # passages: their whole vectors take 40 MB
TELLING = "£€$%"  # of the tokens without a letter or figure, those that are kept
SHRUNK = math.sqrt(2 / math.pi)  # the mean of a normal number's distance from nought, in standard deviations


def signs_of(ranker: Ranker, passages: Sequence[Passage]) -> Signs:
    """The signs of each paragraph's tokens: those of all its passages, punctuation left out."""
    found: dict[tuple[str, int], list[bytes]] = {}
    for start in range(0, len(passages), AT_ONCE):
        some = passages[start : start + AT_ONCE]
        for passage, read in zip(some, ranker.tokens([each.text for each in some]), strict=True):
            found.setdefault((passage.paper, passage.ordinal), []).append(_signs(passage.text, read))
    return {place: b"".join(parts) for place, parts in found.items()}


def near(asked: Asked, kept: Sequence[bytes]) -> np.ndarray:
    """How near each paragraph comes to the question by late interaction, about -1 to 1: (paragraphs,) from their signs."""
    size = asked.vectors.shape[1]
    lengths = [len(each) * 8 // size for each in kept]
    found = np.zeros(len(kept), dtype=np.float32)
    if not sum(lengths):
        return found
    bits = np.unpackbits(np.frombuffer(b"".join(kept), dtype=np.uint8)).reshape(-1, size).astype(np.float32)
    # The signs are -1 and 1, the bits 0 and 1.
    similar = (2 * (bits @ asked.vectors.T) - asked.vectors.sum(axis=1)) / (math.sqrt(size) * SHRUNK)
    filled = np.array([place for place, length in enumerate(lengths) if length])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[filled]
    found[filled] = np.maximum.reduceat(similar, starts, axis=0) @ asked.share
    return found


def _signs(text: str, read: TokenVectors) -> bytes:
    telling = [any(sign.isalnum() or sign in TELLING for sign in text[start:end]) for start, end in read.spans.tolist()]
    return np.packbits(read.vectors[np.array(telling, dtype=bool)] > 0, axis=1).tobytes()
