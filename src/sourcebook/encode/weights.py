"""Which weights does the encoder have? A folder of four files that name one another by digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from sourcebook.encode.heads import Heads
from sourcebook.encode.labels import LABELS
from sourcebook.encode.pieces import Pieces, tokenizer
from sourcebook.errors import SourcebookError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parent / "weights"
CARD, GRAPH, HEADS, VOCABULARY = "weights.json", "encoder.onnx", "heads.npz", "tokenizer.json"
_SLOW = ["SkipLayerNormFusion"]  # its one operator takes six times as long as the two that it stands for
FORMAT = 1
"""Raised whenever a weights folder of before can no longer be read."""


class WeightsError(SourcebookError):
    """A weights folder is damaged or meant for another version; the text says which file and what to do."""


@dataclass(frozen=True)
class Weights:
    """What reads words: vocabulary, encoder and heads.

    Attributes:
        name: version of the weights, as the card gives it, with the first digits of their digest.
        cutter: the vocabulary.
        session: the encoder.
        heads: the heads.
        threads: holds numpy to one thread while the heads reckon; several would wait for one another on such small
            matrices, and might round differently.
    """

    name: str
    cutter: "Tokenizer"
    session: "InferenceSession"
    heads: Heads
    threads: ThreadpoolController

    def vectors(self, cut: Pieces) -> npt.NDArray[np.float32]:
        """Vectors of a stretch's words, (words, size); one stretch at a time, so that batching changes nothing."""
        given = {
            "ids": np.array([cut.ids], dtype=np.int64),
            "case": np.array([cut.case], dtype=np.int64),
        }
        hidden = np.asarray(self.session.run(["vectors"], given)[0], dtype=np.float32)
        return np.asarray(hidden[0][cut.first])


@cache
def shipped() -> Weights | None:
    """The weights that ship with the package; None when there are none.

    Raises:
        WeightsError: they are damaged or of another version.
    """
    return load(FOLDER) if (FOLDER / CARD).exists() else None


def name(folder: Path = FOLDER) -> str | None:
    """Name of a folder's weights without loading them; None when there are none that could be read."""
    try:
        return _name(_card(folder))
    except (WeightsError, KeyError):
        return None


def _name(card: Mapping[str, Any]) -> str:
    """Name and digest: weights trained again are others, though they bear the same name."""
    return f"{card['name']}+{card['sha256'][GRAPH][:8]}"


def load(folder: Path) -> Weights:
    """Weights of a folder, each file checked against the card.

    Raises:
        WeightsError: the card or a file is missing, damaged, or meant for another version.
    """
    card = _card(folder)
    if card.get("format") != FORMAT or card.get("labels") != LABELS:
        raise WeightsError(
            f"{folder / CARD}: the weights {card.get('name')!r} are of format {card.get('format')!r} and labels "
            f"{card.get('labels')!r}; this version reads format {FORMAT} and labels {LABELS!r}. "
            "Install the weights that belong to it, or train them again"
        )
    for name, told in dict(card["sha256"]).items():
        _check(folder / name, told)
    with np.load(folder / HEADS, allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    return Weights(
        name=_name(card),
        cutter=tokenizer(folder / VOCABULARY),
        session=_session(folder / GRAPH),
        heads=Heads(arrays, dict(card.get("heat", {}))),
        threads=ThreadpoolController(),
    )


def _card(folder: Path) -> dict[str, Any]:
    path = folder / CARD
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as why:
        raise WeightsError(f"{path} is not there; a weights folder needs it") from why
    except ValueError as why:
        raise WeightsError(f"{path} is no JSON ({why}); install the package again") from why
    if not isinstance(card, dict) or not isinstance(card.get("sha256"), dict):
        raise WeightsError(f"{path} does not name its files; install the package again")
    return card


def _check(path: Path, told: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError as why:
        raise WeightsError(f"{path} is not there, and its card names it; install the package again") from why
    if found != told:
        raise WeightsError(
            f"{path} is damaged: its SHA-256 is {found}, not {told}; install the package again"
        )


def _session(path: Path) -> "InferenceSession":
    import onnxruntime  # noqa: PLC0415 - a command that reads nothing need not load it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
    )
