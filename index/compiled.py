"""Texts to vectors by OpenVINO: the packaged model on every core, without torch, ready in half a second.

Each core works on a batch of its own, so a text's vector does not depend on the number of cores, on the texts around it or
on what is asked at the same time. Any number of threads may ask at once.
"""

from __future__ import annotations

import os
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.convert import MODEL, Unconvertible, openvino, ready
from index.errors import ModelError
from index.weights import REMEDY
from index.wordpiece import Batch, batches, encoded, load_tokenizer, pooled

LONGEST = 256  # tokens; what the packaged model was made for
FEW = 4  # cores for questions: each more takes 0.05 s to make ready
MANY = 256  # texts for which every core is made ready
PRECISION = "SCRUTINEER_PRECISION"  # f32 asks for full precision; else the processor's own, bf16 where it has that
PRECISIONS = ("", "f32", "bf16")


class CompiledEmbedder:
    """A BERT-like model, its tokens' states averaged, in a sentence-transformers folder.

    Raises Unconvertible where OpenVINO cannot run it, ModelError when the folder holds no such model.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._model, self.revision = ready(folder)
        self._cores = own_cores()
        self._few = Lanes(self._model, min(self._cores, FEW))
        self._all: Lanes | None = self._few if self._cores <= FEW else None
        self._widening = threading.Lock()
        # After the lanes: making those leaves Python free, this does not, and others are at work meanwhile.
        try:
            self._tokenizer = load_tokenizer(folder, LONGEST)
        except (OSError, ValueError) as error:
            raise ModelError(folder, f"its tokeniser cannot be loaded ({error})", REMEDY) from error
        self.dimension = self._few.dimension

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, one a row. A text is read to its 256th token; always the same vector for the same text."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = encoded(self._tokenizer, texts)
        for batch, states in self._lanes(len(texts)).states(batches([each.ids for each in encodings], LONGEST)):
            vectors[list(batch.rows)] = pooled(states, batch.mask)
        return vectors

    def _lanes(self, texts: int) -> Lanes:
        if texts < MANY:
            return self._few
        with self._widening:
            self._all = self._all or Lanes(self._model, self._cores)
            return self._all


class Lanes:
    """The model on some cores of this machine; each works on a batch of its own. Raises Unconvertible.

    What it takes to make the model ready for this processor is kept in the folder `kept`, or beside the model.
    """

    def __init__(self, model: Path, cores: int, kept: Path | None = None) -> None:
        compiled = _compiled(model, cores, kept or model)
        self.dimension = int(compiled.output(0).get_partial_shape()[2].get_length())
        self._cores = cores
        # Twice as many as one caller uses, so that a question does not wait until an ingest gives one back.
        self._idle: queue.SimpleQueue[Any] = queue.SimpleQueue()
        for _ in range(2 * (cores + 1)):
            self._idle.put(compiled.create_infer_request())

    def states(self, work: Iterable[Batch], kind: int = 0) -> Iterator[tuple[Batch, np.ndarray]]:
        """The model's last states (texts, tokens, dimension) of each batch; as many run at once as there are cores.

        `kind` is the token type that the model is told: 0, or for a model of two kinds of text 1.
        """
        running: deque[tuple[Batch, Any]] = deque()
        try:
            for batch in work:
                # Only one that holds no request waits for others to give theirs back: else all might wait for all.
                if len(running) > self._cores:
                    yield self._finish(running)
                while (request := self._free(wait=not running)) is None:
                    yield self._finish(running)
                running.append((batch, _started(request, batch, kind)))
            while running:
                yield self._finish(running)
        finally:
            for _, request in running:
                request.wait()
                self._idle.put(request)

    def _free(self, *, wait: bool) -> Any:
        """A request that nobody uses; None when there is none and it is not waited for."""
        try:
            return self._idle.get(block=wait)
        except queue.Empty:
            return None

    def _finish(self, running: deque[tuple[Batch, Any]]) -> tuple[Batch, np.ndarray]:
        batch, request = running[0]
        request.wait()
        states = np.array(request.get_output_tensor(0).data)
        running.popleft()
        self._idle.put(request)
        return batch, states


def _started(request: Any, batch: Batch, kind: int) -> Any:
    inputs = {"input_ids": batch.ids, "attention_mask": batch.mask, "token_type_ids": np.full_like(batch.ids, kind)}
    request.start_async(inputs)
    return request


def own_cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _compiled(model: Path, cores: int, kept: Path) -> Any:
    """The model made ready for this processor; what that takes is kept beside it for the next start, if it may be."""
    ov = openvino()
    options: dict[str, object] = {"NUM_STREAMS": cores, "INFERENCE_NUM_THREADS": cores}
    precision = os.environ.get(PRECISION, "").strip().lower()
    if precision not in PRECISIONS:
        raise ModelError(model, f"{PRECISION} is {precision!r}", "Set it to f32 or bf16, or leave it out.")
    if precision:
        options["INFERENCE_PRECISION_HINT"] = precision
    if os.access(kept, os.W_OK):
        options["CACHE_DIR"] = str(kept / "compiled")
    try:
        return ov.Core().compile_model(str(model / MODEL), "CPU", options)
    except RuntimeError as error:
        raise Unconvertible(f"OpenVINO cannot run it ({str(error).strip().splitlines()[-1]})") from error
