"""This machine to its own ceilings, measured now: matrix products in float32 and bf16, and memory read in a second."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from index.convert import openvino

SIDE = 2048  # of the square matrices
BYTES = 512 << 20  # more than any cache
SECONDS = 1.0  # for which a product is repeated; the best counts: other work on the machine only ever slows down
# all-MiniLM-L6-v2: 6 layers, states of 384, an inner layer of 1536
LAYERS, STATES, INNER = 6, 384, 1536


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Thousand million operations (multiply and add count two) and bytes a second, on all cores; `load` of the machine.

    `bf16_cpu` is a second of processor time, on one core; other work on the machine bears less on it.
    """

    float32: float
    bf16: float
    bf16_cpu: float
    memory: float
    cores: int
    load: float


def ceilings() -> Ceilings:
    """Measure them; takes some seconds."""
    operations = 2 * SIDE**3 / 1e9
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    load = os.getloadavg()[0]
    full, rounded = (operations / _best(_product(precision, cores)) for precision in ("f32", "bf16"))
    content = np.ones(BYTES // 8)
    one = _product("bf16", 1)
    return Ceilings(
        full, rounded, operations / _best(one, time.process_time), BYTES / 1e9 / _best(content.sum), cores, load
    )


def operations(tokens: int, squares: int) -> float:
    """Operations that the packaged model needs for texts of so many tokens in all, `squares` being the sum of their squares.

    Each token costs two for every weight of a layer (4 of states by states, 2 of states by inner); attention compares every
    token of a text with every other, twice (Vaswani and others, Attention is all you need, 2017, table 1).
    """
    weights = LAYERS * (4 * STATES * STATES + 2 * STATES * INNER)
    return 2.0 * tokens * weights + LAYERS * 4.0 * STATES * squares


def _product(precision: str, cores: int) -> Callable[[], object]:
    """A product of two square matrices, by what runs the model."""
    ov = openvino()
    given = ov.opset13.parameter([SIDE, SIDE], np.float32)
    weights = ov.opset13.constant(np.random.default_rng(1).normal(size=(SIDE, SIDE)).astype(np.float32))
    model = ov.Model([ov.opset13.matmul(given, weights, False, False)], [given], "product")
    options = {"INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": cores, "NUM_STREAMS": 1}
    request = ov.Core().compile_model(model, "CPU", options).create_infer_request()
    request.set_input_tensor(ov.Tensor(np.ones((SIDE, SIDE), dtype=np.float32)))
    return request.infer  # type: ignore[no-any-return]


def _best(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the quickest run."""
    work()
    seconds: list[float] = []
    while sum(seconds) < SECONDS:
        start = clock()
        work()
        seconds.append(clock() - start)
    return min(seconds)
