"""Texts to vectors by ONNX Runtime, where OpenVINO is not at hand: the same weights in full precision, on every core.

Needs the packages of the extra `onnx`. ``python -m index.onnx_runtime FOLDER MADE`` writes the model as ONNX, once for these
weights, in a process of its own, since that takes torch; what embeds does without it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.compiled import LONGEST, own_cores
from index.convert import Unconvertible, made
from index.errors import ModelError
from index.weights import REMEDY
from index.wordpiece import batches, encoded, load_tokenizer, pooled

MODEL = "model.onnx"
OPERATORS = 17  # the version of ONNX's operators; ONNX Runtime has known these since 2022
INPUTS = ("input_ids", "attention_mask", "token_type_ids")


class OnnxEmbedder:
    """A BERT-like model, its tokens' states averaged, in a sentence-transformers folder. Any number of threads may ask.

    Raises Unconvertible where ONNX Runtime cannot run it, ModelError when the folder holds no such model.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        onnxruntime = _onnxruntime()
        place, self.revision = made(folder, f"onnx-{OPERATORS}", MODEL, "index.onnx_runtime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = own_cores()
        self._session: Any = onnxruntime.InferenceSession(
            str(place / MODEL), options, providers=["CPUExecutionProvider"]
        )
        self.dimension = int(self._session.get_outputs()[0].shape[2])
        try:
            self._tokenizer = load_tokenizer(folder, LONGEST)
        except (OSError, ValueError) as error:
            raise ModelError(folder, f"its tokeniser cannot be loaded ({error})", REMEDY) from error

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, one a row. A text is read to its 256th token; always the same vector for the same text."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = encoded(self._tokenizer, texts)
        for batch in batches([each.ids for each in encodings], LONGEST):
            given = dict(zip(INPUTS, (batch.ids, batch.mask, np.zeros_like(batch.ids)), strict=True))
            (states,) = self._session.run(None, given)
            vectors[list(batch.rows)] = pooled(states, batch.mask)
        return vectors


def _onnxruntime() -> Any:
    try:
        import onnxruntime
    except (ImportError, OSError) as error:
        raise Unconvertible(f"nor can ONNX Runtime be loaded ({error})") from error
    return onnxruntime


def convert(folder: Path, target: Path) -> None:
    """Write the model in `folder` into the folder `target` as ONNX, its inputs of any length."""
    import torch
    from transformers import AutoModel

    class States(torch.nn.Module):
        """The model's last states, by inputs in order."""

        def __init__(self, model: Any) -> None:
            super().__init__()
            self.model = model

        def forward(self, *given: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.model(**dict(zip(INPUTS, given, strict=True))).last_hidden_state
            return states

    model = States(AutoModel.from_pretrained(folder, local_files_only=True)).eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        model,
        (ids, ids, torch.zeros_like(ids)),
        str(target / MODEL),
        input_names=list(INPUTS),
        output_names=["states"],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in (*INPUTS, "states")},
        dynamo=False,
        opset_version=OPERATORS,
    )


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
