"""How well does it read? Figures of a weights folder on labelled examples, layer by layer."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sourcebook.encode import labels
from sourcebook.encode.pieces import pieces
from sourcebook.encode.see import Stretch
from sourcebook.encode.tags import FEW, softmax
from sourcebook.encode.weights import Weights
from training.examples import Event, Example, Span, acts, layers, tags


@dataclass
class Tally:
    """Right, predicted and wanted."""

    right: float = 0
    told: float = 0
    wanted: float = 0

    def add(self, told: set[object], wanted: set[object]) -> None:
        """Count one example."""
        self.right += len(told & wanted)
        self.told += len(told)
        self.wanted += len(wanted)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.told + self.wanted) if self.told + self.wanted else 0.0

    def __str__(self) -> str:
        p = self.right / self.told if self.told else 0.0
        r = self.right / self.wanted if self.wanted else 0.0
        return f"P {p:.3f} R {r:.3f} F1 {self.f1:.3f} (of {self.wanted:.0f})"


@dataclass
class Figures:
    """Tallies by name, and shares of right answers."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def add(self, name: str, told: Iterable[object], wanted: Iterable[object]) -> None:
        """Count what one example gives under a name."""
        self.tallies.setdefault(name, Tally()).add(set(told), set(wanted))

    def __str__(self) -> str:
        return "\n".join(f"{name:28} {t}" for name, t in sorted(self.tallies.items()))


def stretch(weights: Weights, example: Example) -> Stretch:
    """An example read by the weights, as one stretch."""
    cut = pieces(weights.cutter, example.text, example.words)
    return Stretch(example.words, weights.vectors(cut), weights.heads)


def measure(weights: Weights, examples: Sequence[Example]) -> Figures:
    """Figures on examples that are labelled whole; end to end, and with the spans given ("gold: ...")."""
    figures = Figures()
    for e in examples:
        if e.mentions is not None and e.events is not None:
            _measure(figures, stretch(weights, e), e)
    return figures


def _measure(figures: Figures, seen: Stretch, e: Example) -> None:
    assert e.mentions is not None and e.events is not None  # noqa: S101, PT018
    kinds = {s: labels.KINDS[k] for s, k in e.mentions.items()}
    figures.add("mentions", ((at, k) for at, k, *_ in seen.mentions), kinds.items())
    figures.add("mentions, any kind", (at for at, *_ in seen.mentions), kinds)
    figures.add(
        "signals",
        ((at, k) for at, k, _ in seen.signals),
        ((s, labels.SIGNALS[k]) for s, k in e.signals.items()),
    )
    types = {t.trigger: labels.TYPES[t.type] for t in e.events}
    figures.add("triggers", ((at, k) for at, k, _ in seen.triggers), types.items())
    figures.add("triggers, any type", (at for at, *_ in seen.triggers), types)
    for name in labels.TYPES:
        figures.add(
            f"type {name}",
            (at for at, k, _ in seen.triggers if k == name),
            (s for s, k in types.items() if k == name),
        )
    told = seen.told()
    at = {
        seen.span(*s): s
        for s in [m[0] for m in seen.mentions] + [s[0] for s in seen.signals] + [t[0] for t in seen.triggers]
    }
    roles = {(at[v.start, v.end], at[m.start, m.end], role) for v in told.events for role, m, _ in v.roles}
    wanted = {(t.trigger, s, labels.ROLES[r]) for t in e.events for s, r in t.roles.items()}
    figures.add("roles", roles, wanted)
    ties = {
        (at[t.subject.start, t.subject.end], t.predicate, at[t.object.start, t.object.end]) for t in told.ties
    }
    held = {(a, labels.PREDICATES[p], b) for (a, b), p in (e.relations or {}).items()}
    figures.add("relations", once(ties), once(held))
    _given(figures, seen, e)


def once(ties: Iterable[tuple[Span, str, Span]]) -> set[tuple[Span, str, Span]]:
    """Ties, those that hold both ways written one way round."""
    return {(min(a, b), p, max(a, b)) if p in labels.SYMMETRIC else (a, p, b) for a, p, b in ties}


def _given(figures: Figures, seen: Stretch, e: Example) -> None:
    """What the heads say of the spans that the labels give."""
    assert e.mentions is not None and e.events is not None  # noqa: S101, PT018
    ends = [(s, labels.KINDS[k]) for s, k in e.mentions.items()] + [
        (s, labels.SIGNALS[k]) for s, k in e.signals.items()
    ]
    triggers = [(t.trigger, labels.TYPES[t.type]) for t in e.events]
    if not ends:
        return
    held = seen.made([s for s, _ in (*ends, *triggers)], [k for _, k in (*ends, *triggers)])
    mentions = range(len(e.mentions))
    if triggers:
        which = [len(ends) + n for n in range(len(triggers))]
        for name, known in (
            ("modality", labels.MODALITIES),
            ("phase", labels.PHASES),
            ("mode", labels.MODES),
        ):
            p = seen.heads.doubt(name, held, which).argmax(axis=1)
            figures.add(
                f"gold: {name}",
                ((n, known[i]) for n, i in enumerate(p)),
                ((n, known[getattr(t, name)]) for n, t in enumerate(e.events)),
            )
            for value in known if name != "mode" else ():
                figures.add(
                    f"gold: {name} {value or 'none'}",
                    (n for n, i in enumerate(p) if known[i] == value),
                    (n for n, t in enumerate(e.events) if known[getattr(t, name)] == value),
                )
        pairs = [(t, m) for t in which for m in range(len(ends))]
        a, b = zip(*pairs, strict=True)
        p = seen.heads.pairs(["role"], held, a, b)["role"].argmax(axis=1)
        told = {(t - len(ends), ends[m][0], labels.ROLES[r]) for (t, m), r in zip(pairs, p, strict=True) if r}
        wanted = {(n, s, labels.ROLES[r]) for n, t in enumerate(e.events) for s, r in t.roles.items()}
        figures.add("gold: roles", told, wanted)
        for role in labels.ROLES[1:]:
            figures.add(
                f"gold: role {role}", (x for x in told if x[2] == role), (x for x in wanted if x[2] == role)
            )
    pairs = [(x, y) for x in mentions for y in mentions if x != y]
    if pairs:
        a, b = zip(*pairs, strict=True)
        p = seen.heads.pairs(["relation", "act"], held, a, b)
        ties = {
            (ends[x][0], labels.PREDICATES[r], ends[y][0])
            for (x, y), r in zip(pairs, p["relation"].argmax(axis=1), strict=True)
            if r
        }
        figures.add(
            "gold: relations",
            once(ties),
            once((s, labels.PREDICATES[r], o) for (s, o), r in (e.relations or {}).items()),
        )
        done = {
            (ends[x][0], ends[y][0], r) for (x, y), r in zip(pairs, p["act"].argmax(axis=1), strict=True) if r
        }
        figures.add("gold: acts", done, ((s, o, r) for (s, o), r in acts(e).items()))


def confusion(weights: Weights, examples: Sequence[Example]) -> Counter[tuple[str, str]]:
    """Types that triggers get for types that they have; "" is none."""
    found: Counter[tuple[str, str]] = Counter()
    for e in examples:
        seen = {at: k for at, k, _ in stretch(weights, e).triggers}
        wanted: dict[Span, Event] = {t.trigger: t for t in e.events or ()}
        found.update((labels.TYPES[t.type], seen.get(s, "")) for s, t in wanted.items())
        found.update(("", k) for s, k in seen.items() if s not in wanted)
    return found


def heats(weights: Weights, examples: Sequence[Example]) -> dict[str, float]:
    """Temperature of each head under which its probabilities fit examples that it did not learn from.

    Guo and others, "On Calibration of Modern Neural Networks" (2017): one number a head, the one with the least
    negative log-likelihood.
    """
    seen: dict[str, list[tuple[np.ndarray, int]]] = {}
    for e in examples:
        if e.mentions is not None and e.events is not None:
            _logits(stretch(weights, e), e, seen)
    grid = [0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.1, 2.5]
    return {
        name: min(grid, key=lambda t: -sum(float(np.log(softmax(x / t)[y] + FEW)) for x, y in rows))
        for name, rows in seen.items()
    }


def _logits(s: Stretch, e: Example, seen: dict[str, list[tuple[np.ndarray, int]]]) -> None:
    """Logits and right answers of the heads whose scores claims carry."""
    assert e.mentions is not None and e.events is not None  # noqa: S101, PT018
    size = len(e.words)
    types = {t.trigger: t.type for t in e.events}
    lines = {
        "outer": tags(e.mentions, layers(e.mentions)[0], size),
        "inner": tags(e.mentions, layers(e.mentions)[1], size),
        "triggers": tags(types, layers(types)[0], size),
        "signals": tags(e.signals, layers(e.signals)[0], size),
    }
    for name, line in lines.items():
        seen.setdefault(name, []).extend(zip(s.layer(name), line, strict=True))
    ends = [(m, labels.KINDS[k]) for m, k in e.mentions.items()]
    triggers = [(t.trigger, labels.TYPES[t.type]) for t in e.events]
    if not ends:
        return
    held = s.made([at for at, _ in (*ends, *triggers)], [k for _, k in (*ends, *triggers)])
    which = range(len(ends), len(ends) + len(triggers))
    for name in ("mode", "modality", "phase") if triggers else ():
        p = s.heads.doubt(name, held, which)
        seen.setdefault(name, []).extend(
            (np.log(row + FEW), getattr(t, name)) for row, t in zip(p, e.events, strict=True)
        )
    if triggers:
        pairs = [(t, m) for t in which for m in range(len(ends))]
        p = s.heads.pairs(["role"], held, *zip(*pairs, strict=True))["role"]
        for (t, m), row in zip(pairs, p, strict=True):
            role = e.events[t - len(ends)].roles.get(ends[m][0], 0)
            seen.setdefault("role", []).append((np.log(row + FEW), role))
    pairs = [(a, b) for a in range(len(ends)) for b in range(len(ends)) if a != b]
    if pairs:
        p = s.heads.pairs(["relation"], held, *zip(*pairs, strict=True))["relation"]
        for (a, b), row in zip(pairs, p, strict=True):
            right = (e.relations or {}).get((ends[a][0], ends[b][0]), 0)
            seen.setdefault("relation", []).append((np.log(row + FEW), right))
