"""How is it trained? Batches, losses and the loop; each layer of labels costs only where it is known."""

import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from sourcebook.encode import labels
from sourcebook.encode.pieces import pieces
from training.examples import Example, Span, acts, layers, tags
from training.network import Batch, Network, between, distance, running

UNKNOWN_KINDS = 0.15
"""Share of spans whose kind is hidden from the pair heads in training, since it may be wrong in reading."""


@dataclass(frozen=True)
class Recipe:
    """Settings of a training.

    Attributes:
        epochs: passes over the examples.
        batch: examples a step.
        encoder_rate, head_rate: highest learning rates.
        warm: share of steps in which the rates rise.
        seed: of shuffling, dropout and new weights.
    """

    epochs: int = 12
    batch: int = 8
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warm: float = 0.06
    seed: int = 7


WEIGHTS = {
    "outer": 1.0, "inner": 0.7, "signals": 1.0, "triggers": 1.2, "re3d": 1.0, "role": 2.0, "relation": 4.0,
    "act": 3.0, "re3d_tie": 3.0, "same": 0.5, "mode": 0.5, "modality": 0.6, "phase": 0.3, "factual": 0.25,
}  # fmt: skip
"""What each loss counts."""
NONE = {"relation": 0.5, "act": 0.25, "re3d_tie": 0.5}
"""What a pair without a label counts beside one with."""


def collate(cutter: Tokenizer, examples: Sequence[Example]) -> Batch:
    """Examples as one padded batch."""
    cut = [pieces(cutter, e.text, e.words) for e in examples]
    long = max(len(c.ids) for c in cut)
    many = max(len(c.first) for c in cut)
    return Batch(
        ids=torch.tensor([c.ids + [0] * (long - len(c.ids)) for c in cut]),
        case=torch.tensor([c.case + [5] * (long - len(c.case)) for c in cut]),
        attention=torch.tensor([[1] * len(c.ids) + [0] * (long - len(c.ids)) for c in cut]),
        first=torch.tensor([c.first + [0] * (many - len(c.first)) for c in cut]),
        present=torch.tensor(
            [[1] * len(c.first) + [0] * (many - len(c.first)) for c in cut], dtype=torch.bool
        ),
    )


def _line_targets(examples: Sequence[Example], many: int) -> dict[str, Tensor]:
    unknown = [-100] * many
    lines: dict[str, list[list[int]]] = {n: [] for n in ("outer", "inner", "signals", "triggers", "re3d")}
    for e in examples:
        size = len(e.words)
        rest = [-100] * (many - size)
        if e.mentions is None:
            lines["outer"].append(unknown)
            lines["inner"].append(unknown)
        else:
            outer, inner = layers(e.mentions)
            lines["outer"].append(tags(e.mentions, outer, size) + rest)
            lines["inner"].append(tags(e.mentions, inner, size) + rest)
        if e.events is None:
            lines["signals"].append(unknown)
            lines["triggers"].append(unknown)
        else:
            lines["signals"].append(tags(e.signals, layers(e.signals)[0], size) + rest)
            triggers = {t.trigger: t.type for t in e.events}
            lines["triggers"].append(tags(triggers, layers(triggers)[0], size) + rest)
        if e.re3d is None:
            lines["re3d"].append(unknown)
        else:
            line = tags(e.re3d, layers(e.re3d)[0], size)
            for span in e.re3d_ignored:
                if not any(line[span[0] : span[1]]):
                    line[span[0] : span[1]] = [-100] * (span[1] - span[0])
            lines["re3d"].append(line + rest)
    return {name: torch.tensor(line) for name, line in lines.items()}


class _Spans:
    """Spans of a batch, each asked for once."""

    def __init__(self) -> None:
        self.at: list[tuple[int, int, int]] = []
        self.kinds: list[int] = []
        self._seen: dict[tuple[int, int, int, int], int] = {}

    def __call__(self, text: int, span: Span, kind: int) -> int:
        key = (text, *span, kind)
        if key not in self._seen:
            self._seen[key] = len(self.at)
            self.at.append((text, *span))
            self.kinds.append(kind)
        return self._seen[key]


_KIND = {name: labels.SPAN_KINDS.index(name) for name in labels.SPAN_KINDS}


_Pairs = dict[str, list[tuple[int, int, int]]]


def _pair_targets(examples: Sequence[Example]) -> tuple[_Spans, _Pairs, list[tuple[int, int, int, int]]]:
    """Spans, pairs of them with their labels by head, and triggers with mode, modality and phase."""
    spans = _Spans()
    pairs: _Pairs = {n: [] for n in ("role", "relation", "act", "re3d_tie", "same")}
    doubts: list[tuple[int, int, int, int]] = []
    for n, e in enumerate(examples):
        mentions = {s: spans(n, s, _KIND[labels.KINDS[k]]) for s, k in (e.mentions or {}).items()}
        _event_pairs(n, e, spans, mentions, pairs, doubts)
        _tie_pairs(n, e, spans, mentions, pairs)
    return spans, pairs, doubts


def _event_pairs(
    n: int,
    e: Example,
    spans: _Spans,
    mentions: dict[Span, int],
    pairs: _Pairs,
    doubts: list[tuple[int, int, int, int]],
) -> None:
    signals = {s: spans(n, s, _KIND[labels.SIGNALS[k]]) for s, k in e.signals.items()}
    events = e.events or []
    triggers = [spans(n, t.trigger, _KIND[labels.TYPES[t.type]]) for t in events]
    for t, at in zip(events, triggers, strict=True):
        doubts.append((at, t.mode, t.modality, t.phase))
        pairs["role"] += [(at, m, _role(t.roles.get(s, 0), signal=False)) for s, m in mentions.items()]
        pairs["role"] += [(at, m, _role(t.roles.get(s, 0), signal=True)) for s, m in signals.items()]
    for i, t in enumerate(events):
        for j in range(i):
            same = t.same is not None and t.same == events[j].same and t.type == events[j].type
            pairs["same"].append((triggers[j], triggers[i], int(same)))


def _tie_pairs(n: int, e: Example, spans: _Spans, mentions: dict[Span, int], pairs: _Pairs) -> None:
    if e.relations is not None:
        done = acts(e)
        both = [(s, o) for s in mentions for o in mentions if s != o]
        pairs["relation"] += [(mentions[s], mentions[o], e.relations.get((s, o), 0)) for s, o in both]
        pairs["act"] += [(mentions[s], mentions[o], done.get((s, o), 0)) for s, o in both]
    if e.re3d is not None:
        ends = {s: spans(n, s, _KIND[labels.RE3D_KINDS[k]]) for s, k in e.re3d.items()}
        pairs["re3d_tie"] += [
            (a, b, e.re3d_ties.get((s, o), 0)) for s, a in ends.items() for o, b in ends.items() if o != s
        ]


_FIRST_SIGNAL = labels.ROLES.index("cue")


def _role(role: int, *, signal: bool) -> int:
    return role if (role >= _FIRST_SIGNAL) == signal else 0


def losses(
    network: Network, cutter: Tokenizer, examples: Sequence[Example], rng: random.Random
) -> dict[str, Tensor]:
    """Loss of each head that has something to learn from these examples."""
    batch = collate(cutter, examples)
    words = network.words(batch)
    dropped = network.drop(words)
    found: dict[str, Tensor] = {}
    for name, target in _line_targets(examples, words.shape[1]).items():
        if (target >= 0).any():
            found[name] = functional.cross_entropy(
                network.lines[name](dropped).flatten(0, 1), target.flatten()
            )
    spans, pairs, doubts = _pair_targets(examples)
    if spans.at:
        found |= _span_losses(network, words, spans, pairs, doubts, rng)
    sure = [(n, at, value) for n, e in enumerate(examples) for at, value in (e.factual or {}).items()]
    if sure:
        at = torch.tensor([s[:2] for s in sure])
        said = network.factual(dropped[at[:, 0], at[:, 1]]).squeeze(1)
        found["factual"] = functional.smooth_l1_loss(said, torch.tensor([s[2] for s in sure]))
    return found


def _span_losses(network, words, spans, pairs, doubts, rng) -> dict[str, Tensor]:  # noqa: ANN001
    found: dict[str, Tensor] = {}
    sums = running(words)
    at = torch.tensor(spans.at)
    kinds = torch.tensor([0 if rng.random() < UNKNOWN_KINDS else k for k in spans.kinds])
    vectors = network.spans(words, sums, at, kinds)
    families = (
        (network.role_pairs, ("role",)), (network.tie_pairs, ("relation", "act", "re3d_tie")),
        (network.same_pairs, ("same",)),
    )  # fmt: skip
    for family, names in families:
        for name in names:
            if not pairs[name]:
                continue
            a, b, target = torch.tensor(pairs[name]).unbind(1)
            hidden = family(vectors[a], vectors[b], between(sums, at[a], at[b]), distance(at[a], at[b]))
            logits = family.heads[name](hidden)
            weight = torch.ones(logits.shape[1])
            weight[0] = NONE.get(name, 1.0)
            found[name] = functional.cross_entropy(logits, target, weight=weight)
    if doubts:
        index, mode, modality, phase = torch.tensor(doubts).unbind(1)
        trigger = network.doubt_drop(vectors[index])
        found["mode"] = functional.cross_entropy(network.doubts["mode"](trigger), mode)
        uneven = torch.tensor([0.6, 1.5, 1.2, 1.4, 1.5, 1.5])
        found["modality"] = functional.cross_entropy(
            network.doubts["modality"](trigger), modality, weight=uneven
        )
        found["phase"] = functional.cross_entropy(network.doubts["phase"](trigger), phase)
    return found


def batches(examples: Sequence[Example], size: int, rng: random.Random) -> list[list[Example]]:
    """Examples in an order drawn anew, those of a batch alike in length."""
    order = sorted(examples, key=lambda e: len(e.words) * (1 + 0.3 * rng.random()))
    cut = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(cut)
    return cut


def train(
    network: Network,
    cutter: Tokenizer,
    draw: Callable[[int, random.Random], list[Example]],
    recipe: Recipe,
) -> None:
    """Train a network in place.

    Args:
        network: with the weights to start from.
        cutter: the vocabulary.
        draw: epoch and a source of chance -> the examples of that epoch.
        recipe: settings.
    """
    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    network.encoder.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    inside = [p for n, p in network.named_parameters() if n.startswith("encoder.bert") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.bert")]
    groups = [{"params": inside, "lr": recipe.encoder_rate}, {"params": heads, "lr": recipe.head_rate}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    per_epoch = -(-len(draw(0, random.Random(0))) // recipe.batch)
    total = per_epoch * recipe.epochs
    warm = max(1, int(total * recipe.warm))
    rate = torch.optim.lr_scheduler.LambdaLR(
        adam, lambda step: min((step + 1) / warm, max(0.0, (total - step) / max(1, total - warm)))
    )
    network.train()
    began = time.monotonic()
    for epoch in range(recipe.epochs):
        told: dict[str, list[float]] = {}
        for step in batches(draw(epoch, rng), recipe.batch, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=True):
                parts = losses(network, cutter, step, rng)
            loss = sum(WEIGHTS[name] * part for name, part in parts.items())
            adam.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
            rate.step()
            for name, part in parts.items():
                told.setdefault(name, []).append(float(part.detach()))
        mean = " ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in sorted(told.items()))
        print(
            f"epoch {epoch + 1}/{recipe.epochs} {time.monotonic() - began:.0f} s {mean}",
            file=sys.stderr,
            flush=True,
        )
    network.eval()
