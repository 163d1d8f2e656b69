"""Texts to vectors by sentence-transformers: any model of its kind, and the reference for the faster way.

Loading it takes seconds and half a gigabyte, so `index.embed` takes it only for models that `index.compiled` does not run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.weights import REMEDY, revision

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 64


class SentenceEmbedder:
    """A sentence-transformers model in a folder. Raises ModelError when the folder holds none."""

    def __init__(self, folder: Path, name: str) -> None:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        # Else a bar of loading weights stands among the command line's own lines.
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.name = name
        self.revision = revision(folder)
        try:
            self._model: SentenceTransformer = SentenceTransformer(str(folder), local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelError(folder, f"the embedding model cannot be loaded ({error})", REMEDY) from error
        self.dimension = len(self.embed(["."])[0])

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, one a row; batches are sorted by length inside, so that little is padded."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.asarray(
            self._model.encode(
                list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
            ),
            dtype=np.float32,
        )
