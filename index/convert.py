"""Model weights to the model as OpenVINO reads it: made once for these weights and this OpenVINO, then kept in the cache.

``python -m index.convert`` makes the packaged model ready (`make` does so when it installs). Making needs torch and
transformers and a few seconds; a process of its own does it, so that the one that asks need not carry them.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from index.cache import folders, whole_folder
from index.weights import packaged_folder, revision, weight_files

logger = logging.getLogger(__name__)
MODEL = "model.xml"  # its weights lie beside it, in model.bin
_waking = threading.Lock()


class Unconvertible(Exception):
    """A model cannot be made ready for OpenVINO on this machine; the message says why."""


def openvino() -> Any:
    """The package openvino. Raises Unconvertible when it is not here.

    Its tools are left out: to import them takes as long as all the rest, and they tell their makers of every import, over
    the network and by a note in the user's home.
    """
    with _waking:
        ov = _imported("openvino.tools")
        # It fills its table of number types when a tensor is first looked into; two threads that do so at once have been seen
        # to wait for each other for ever, one holding the table and one the interpreter.
        _ = ov.Tensor(ov.Type.i64, ov.Shape([1])).data
        return ov


def runtime() -> str:
    """OpenVINO's name and version, as folders of the cache bear it: "openvino-2026.4.1". Raises Unconvertible."""
    return f"openvino-{str(openvino().__version__).partition('-')[0]}"


def openvino_with_tools() -> Any:
    """The package openvino with its converter, which is kept from telling its makers."""
    return _imported("openvino_telemetry")


def _imported(without: str) -> Any:
    sys.modules.setdefault(without, None)  # type: ignore[arg-type]  # an import of it then fails, as openvino foresees
    try:
        import openvino
    except (ImportError, OSError) as error:
        raise Unconvertible(f"OpenVINO cannot be loaded ({error})") from error
    return openvino


def ready(folder: Path) -> tuple[Path, str]:
    """The folder that holds the model in `folder` for OpenVINO, made if need be, and the revision of its weights.

    Raises Unconvertible when it can neither be found nor made, ModelError when `folder` holds no weights.
    """
    return made(folder, runtime(), MODEL, "index.convert")


def made(folder: Path, form: str, file: str, module: str) -> tuple[Path, str]:
    """As `ready`, for the model in any `form` that ``python -m module`` makes of it; `file` is the one it is read by."""
    place = Path(form) / (own := _seen(folder) or revision(folder))
    for cache in folders():
        if (cache / place / file).is_file():
            return cache / place, own
    why = ""
    for cache in folders():
        try:
            _make(folder, cache / place, module)
            _note(folder, cache, own)
            return cache / place, own
        except OSError as error:
            why = f"{cache} cannot be written to ({error})"
    raise Unconvertible(why)


def _make(folder: Path, target: Path, module: str) -> None:
    """Convert in another process. Raises OSError when the target cannot be written, Unconvertible when that fails."""
    with whole_folder(target) as fresh:
        logger.info("Making the embedding model ready, once: %s", target)
        paths = [str(Path(__file__).parents[1]), *(path for path in sys.path if path)]
        done = subprocess.run(
            [sys.executable, "-m", module, str(folder), str(fresh)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "HF_HUB_OFFLINE": "1"},
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or [f"exit {done.returncode}"])[-1]
            raise Unconvertible(f"it cannot be converted ({last})")


def convert(folder: Path, target: Path) -> None:
    """Write the model in `folder` into the folder `target`, its weights in float16, its inputs of any length."""
    import torch
    from transformers import AutoModel

    ov = openvino_with_tools()
    model = AutoModel.from_pretrained(folder, local_files_only=True).eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    example = {"input_ids": ids, "attention_mask": ids, "token_type_ids": torch.zeros_like(ids)}
    ov.save_model(ov.convert_model(model, example_input=example), target / MODEL, compress_to_fp16=True)


def _note_file(folder: Path, cache: Path) -> Path:
    return cache / f"weights-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}.json"


def _stats(folder: Path) -> list[list[object]]:
    return [[file.name, (stat := file.stat()).st_size, stat.st_mtime_ns] for file in weight_files(folder)]


def _note(folder: Path, cache: Path, own: str) -> None:
    """Note the revision of weights of this size and time, so that they need not be read through at every start."""
    note = _note_file(folder, cache)
    fresh = note.with_name(f"{note.name}.{os.getpid()}.tmp")
    fresh.write_text(json.dumps({"files": _stats(folder), "revision": own}), encoding="utf-8")
    fresh.replace(note)


def _seen(folder: Path) -> str | None:
    """The revision noted for weights of this size and time, if there is one."""
    for cache in folders():
        try:
            note = json.loads(_note_file(folder, cache).read_text(encoding="utf-8"))
            if note["files"] == _stats(folder):
                return str(note["revision"])
        except (OSError, ValueError, KeyError, TypeError):
            continue  # no note, or a spoilt one: then the weights are read
    return None


def main(arguments: list[str]) -> int:
    """Convert a folder into another when both are given, else make the packaged model ready; 0 when done."""
    if arguments:
        convert(*map(Path, arguments))
        return 0
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        ready(packaged_folder())
    except Unconvertible as error:
        logger.warning("The embedding model stays with sentence-transformers: %s", error)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
