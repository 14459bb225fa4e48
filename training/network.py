"""What is trained? One small BERT over words and their case, and light heads over its output."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from sourcebook.encode import labels
from sourcebook.encode.heads import DISTANCES, NEAR
from sourcebook.encode.words import CASES

HIDDEN = 384
SPAN = 192


@dataclass(frozen=True)
class Batch:
    """Stretches of text, padded to one length.

    Attributes:
        ids, case, attention: word pieces, (texts, pieces).
        first: piece that begins each word, (texts, words); 0 where a text has no such word.
        present: which words there are, (texts, words).
    """

    ids: Tensor
    case: Tensor
    attention: Tensor
    first: Tensor
    present: Tensor


class Encoder(nn.Module):
    """Word pieces and their case to vectors; this part is shipped as ONNX."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert
        self.case = nn.Embedding(len(CASES), HIDDEN)
        nn.init.zeros_(self.case.weight)

    def forward(self, ids: Tensor, case: Tensor, attention: Tensor) -> Tensor:
        """Vectors, (texts, pieces, HIDDEN)."""
        vectors = self.bert.embeddings.word_embeddings(ids) + self.case(case)
        return self.bert(inputs_embeds=vectors, attention_mask=attention).last_hidden_state


class Pairs(nn.Module):
    """What one span is to another."""

    def __init__(self, heads: dict[str, int]) -> None:
        super().__init__()
        self.a = nn.Linear(SPAN, SPAN)
        self.b = nn.Linear(SPAN, SPAN, bias=False)
        self.both = nn.Linear(SPAN, SPAN, bias=False)
        self.between = nn.Linear(HIDDEN, SPAN, bias=False)
        self.distance = nn.Embedding(2 * DISTANCES, SPAN)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.drop = nn.Dropout(0.2)
        self.heads = nn.ModuleDict({name: nn.Linear(SPAN, size) for name, size in heads.items()})

    def forward(self, first: Tensor, second: Tensor, between: Tensor, distance: Tensor) -> Tensor:
        """Hidden vectors of pairs, (pairs, SPAN)."""
        mixed = self.a(first) + self.b(second) + self.both(first * second)
        return self.drop(
            functional.gelu(mixed + self.between(between) + self.distance(distance), approximate="tanh")
        )


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.encoder = Encoder(bert)
        self.drop = nn.Dropout(0.15)
        self.lines = nn.ModuleDict(
            {
                "outer": nn.Linear(HIDDEN, len(labels.bio(labels.KINDS))),
                "inner": nn.Linear(HIDDEN, len(labels.bio(labels.KINDS))),
                "signals": nn.Linear(HIDDEN, len(labels.bio(labels.SIGNALS))),
                "triggers": nn.Linear(HIDDEN, len(labels.bio(labels.TYPES))),
                "re3d": nn.Linear(HIDDEN, len(labels.bio(labels.RE3D_KINDS))),
            }
        )
        self.span = nn.Linear(3 * HIDDEN, SPAN)
        self.kind = nn.Embedding(len(labels.SPAN_KINDS), SPAN)
        nn.init.normal_(self.kind.weight, std=0.02)
        self.span_drop = nn.Dropout(0.2)
        self.role_pairs = Pairs({"role": len(labels.ROLES)})
        self.tie_pairs = Pairs(
            {"relation": len(labels.PREDICATES), "act": len(labels.ACTS), "re3d_tie": len(labels.RE3D_TIES)}
        )
        self.same_pairs = Pairs({"same": 2})
        self.doubt_drop = nn.Dropout(0.3)
        self.doubts = nn.ModuleDict(
            {
                "mode": nn.Linear(SPAN, len(labels.MODES)),
                "modality": nn.Linear(SPAN, len(labels.MODALITIES)),
                "phase": nn.Linear(SPAN, len(labels.PHASES)),
            }
        )
        self.factual = nn.Sequential(nn.Linear(HIDDEN, 128), nn.GELU("tanh"), nn.Linear(128, 1))

    def words(self, batch: Batch) -> Tensor:
        """Vectors of words, (texts, words, HIDDEN)."""
        vectors = self.encoder(batch.ids, batch.case, batch.attention)
        index = batch.first.unsqueeze(-1).expand(-1, -1, HIDDEN)
        return torch.gather(vectors, 1, index)

    def spans(self, words: Tensor, sums: Tensor, at: Tensor, kinds: Tensor) -> Tensor:
        """Vectors of spans.

        Args:
            words: (texts, words, HIDDEN).
            sums: running sums of `words`, (texts, words + 1, HIDDEN).
            at: text, first word, word after the last, (spans, 3).
            kinds: index into SPAN_KINDS, (spans).
        """
        text, first, end = at.unbind(1)
        mean = (sums[text, end] - sums[text, first]) / (end - first).unsqueeze(1)
        joined = torch.cat([words[text, first], words[text, end - 1], mean], 1)
        return self.span_drop(functional.gelu(self.span(joined) + self.kind(kinds), approximate="tanh"))


def running(words: Tensor) -> Tensor:
    """Running sums over words, with a zero before the first."""
    return functional.pad(words.cumsum(1), (0, 0, 1, 0))


def between(sums: Tensor, a: Tensor, b: Tensor) -> Tensor:
    """Mean of the words between two spans, zero when they touch."""
    text = a[:, 0]
    left, right = torch.minimum(a[:, 2], b[:, 2]), torch.maximum(a[:, 1], b[:, 1])
    count = (right - left).clamp(min=1).unsqueeze(1)
    apart = (right > left).unsqueeze(1)
    right = torch.maximum(left, right)
    return torch.where(apart, (sums[text, right] - sums[text, left]) / count, 0.0)


def distance(a: Tensor, b: Tensor) -> Tensor:
    """Bucket of the distance of two spans: the sign tells which comes first, nesting counts as near."""
    gap = torch.where(
        b[:, 1] >= a[:, 1], (b[:, 1] - a[:, 2]).clamp(min=-1) + 1, (a[:, 1] - b[:, 2]).clamp(min=-1) + 1
    )
    bucket = (
        torch.where(gap < NEAR, gap, NEAR + torch.log2(gap.clamp(min=NEAR) / NEAR) * 3)
        .long()
        .clamp(max=DISTANCES - 1)
    )
    return torch.where(b[:, 1] >= a[:, 1], bucket, bucket + DISTANCES)
