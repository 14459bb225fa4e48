"""How do weights leave the training? As an ONNX graph with 8-bit weights, the heads as arrays, and a card."""

import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from sourcebook.encode.labels import LABELS
from sourcebook.encode.weights import CARD, FORMAT, GRAPH, HEADS, VOCABULARY
from training.network import Network
from training.start import folder as start_folder


class _OneText(nn.Module):
    """The encoder for one text without padding, its attention written out, which makes a plainer graph."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        encoder.bert.config._attn_implementation = "eager"  # noqa: SLF001 - the library's own switch

    def forward(self, ids: torch.Tensor, case: torch.Tensor) -> torch.Tensor:
        bert = self.encoder.bert
        hidden = bert.embeddings(inputs_embeds=bert.embeddings.word_embeddings(ids) + self.encoder.case(case))
        for layer in bert.encoder.layer:
            given = layer(hidden, None)
            hidden = given[0] if isinstance(given, tuple) else given
        return hidden


def export(network: Network, to: Path, *, name: str, told: dict[str, Any], eight_bit: bool = True) -> None:
    """Write a weights folder.

    Args:
        network: trained.
        to: folder; made if it is not there.
        name: version of the weights.
        told: what else the card says (what it was trained on, figures, temperatures under "heat").
        eight_bit: whether matrices are stored and multiplied in 8 bits.
    """
    to.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as made:
        plain = Path(made) / "plain.onnx"
        _graph(network, plain)
        if eight_bit:
            real = {"DefaultTensorType": onnx.TensorProto.FLOAT}
            quantize_dynamic(  # seven bits in eight: processors without VNNI would overflow, and answer otherwise
                plain,
                to / GRAPH,
                weight_type=QuantType.QInt8,
                per_channel=True,
                reduce_range=True,
                extra_options=real,
            )
        else:
            shutil.copy(plain, to / GRAPH)
    held = {
        k: v.numpy().astype(np.float16)
        for k, v in network.state_dict().items()
        if not k.startswith("encoder.")
    }
    np.savez(to / HEADS, **held)
    shutil.copy(start_folder() / "tokenizer.json", to / VOCABULARY)
    digests = {f: hashlib.sha256((to / f).read_bytes()).hexdigest() for f in (GRAPH, HEADS, VOCABULARY)}
    card = {"name": name, "format": FORMAT, "labels": LABELS, "sha256": digests, **told}
    (to / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _graph(network: Network, path: Path) -> None:
    """Trace the encoder.

    The older, tracing exporter is used on purpose: in eight bits its graph runs a third faster than the newer one's,
    and faster than either with the run time's fused operators, which take no eight-bit matrices.
    """
    ids = torch.tensor([[101, 2023, 2003, 102]])
    free = {1: "pieces"}
    torch.onnx.export(
        _OneText(network.encoder), (ids, torch.zeros_like(ids)), str(path), input_names=["ids", "case"],
        output_names=["vectors"], dynamic_axes={"ids": free, "case": free, "vectors": free}, opset_version=17,
        dynamo=False,
    )  # fmt: skip
