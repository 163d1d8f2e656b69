"""The taught ranker to what the product runs: an OpenVINO model whose weights are whole numbers of 8 bits, and its heads.

Each row of a weight matrix is kept as 8-bit whole numbers and one scale, a quarter of the size; against full precision the
states keep a cosine of 0.998.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import torch
from torch import nn
from torch.nn import functional

from index.convert import MODEL, openvino_with_tools
from index.ranker import HEADS
from models.late import KEPT, MASKED, Late

WORDS = 1000  # rows from which on a table of embeddings is packed too
MOST = 127
logger = logging.getLogger("models.teach")


class Packed(nn.Module):
    """A matrix of 8-bit whole numbers and a scale a row, for a linear layer or, without a bias, a table of embeddings."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / MOST
        self.register_buffer("whole", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("bias", bias)

    def forward(self, given: torch.Tensor) -> torch.Tensor:
        """The layer's output, or the embeddings of the numbers given."""
        weight = cast(torch.Tensor, self.whole).to(torch.float32) * cast(torch.Tensor, self.scale)
        if self.bias is None:
            return functional.embedding(given, weight)
        return functional.linear(given, weight, cast(torch.Tensor, self.bias))


class Reader(nn.Module):
    """A text's last states from its tokens, their mask, and their type: 1 for a question's."""

    def __init__(self, model: Late) -> None:
        super().__init__()
        self.bert, self.shift = model.bert, model.shift

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, kind: torch.Tensor) -> torch.Tensor:
        """(texts, tokens) each, to (texts, tokens, size)."""
        bias = (1.0 - mask[:, None, None, :].to(torch.float32)) * MASKED
        states = self.bert.embeddings(input_ids=ids)
        for number, layer in enumerate(self.bert.encoder.layer):
            if number == KEPT:
                states = states + self.shift * kind[..., None].to(torch.float32)
            states = layer(states, bias)
            states = states[0] if isinstance(states, tuple) else states
        return cast(torch.Tensor, states)


def export(checkpoint: Path, folder: Path) -> None:
    """Write the model of a checkpoint into `folder`: model.xml, model.bin and heads.json."""
    model = Late()
    model.load_state_dict(torch.load(checkpoint))
    heads = {
        name: {"weight": [round(part, 6) for part in head.weight[0].tolist()], "bias": round(head.bias.item(), 6)}
        for name, head in (("rank", model.rank), ("answer", model.answer))
    }
    numbers = {
        "before": torch.sigmoid(model.before).item(),
        "scale": model.answer_scale.exp().item(),
        "shift": model.answer_shift.item(),
        "steep": model.steep.exp().item(),
        "level": model.level.item(),
    }
    reader = Reader(model.eval()).eval()
    pack(reader)
    ov = openvino_with_tools()
    ids = torch.full((2, 16), 2000, dtype=torch.long)
    given = {"ids": ids, "mask": torch.ones_like(ids), "kind": torch.tensor([[0], [1]]).expand(2, 16).contiguous()}
    with torch.no_grad():
        made = ov.convert_model(reader, example_input=given)
    for put, name in zip(made.inputs, ("input_ids", "attention_mask", "token_type_ids"), strict=True):
        put.get_tensor().set_names({name})
    folder.mkdir(parents=True, exist_ok=True)
    ov.save_model(made, folder / MODEL, compress_to_fp16=True)
    write_heads(folder, {**heads, **numbers})
    logger.info("written: %s", folder)


def write_heads(folder: Path, heads: Mapping[str, object]) -> None:
    """Write heads.json beside the model, with the revision that names the two: libraries keep what a ranker read."""
    known = (folder / MODEL).with_suffix(".bin").read_bytes() + json.dumps(heads, sort_keys=True).encode()
    named = {**heads, "revision": hashlib.sha256(known).hexdigest()[:12]}
    (folder / HEADS).write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")


def pack(module: nn.Module) -> None:
    """Put packed matrices in the place of every linear layer and large table of embeddings."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            setattr(module, name, Packed(child.weight.data, child.bias.data))
        elif isinstance(child, nn.Embedding) and child.num_embeddings > WORDS:
            setattr(module, name, Packed(child.weight.data, None))
        else:
            pack(child)
