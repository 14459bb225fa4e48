"""Which mentions are of one happening, across documents? An adapter for ECB+, fitted on first use and kept in a cache.

    python benchmarks/event_coreference.py [--folds]

prints the figures on the development part; with --folds, on five folds of the training part's topics instead. The
mentions are given, as the kit's `score.py strip` leaves them, their class included; the topic of a document is not
looked at. Documents are put into groups by their words, trees tell how likely two mentions of a group are one
happening (see event_pairs.py), and mentions are joined by average link.

The trees are fitted on the training part that lies in `../shared/bench`, or where SOURCEBOOK_SHARED points, and kept
under XDG_CACHE_HOME (or ~/.cache), outside the project: this set may be used but not shipped, and neither may what is
learnt from it.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import adapters
import numpy as np
import numpy.typing as npt
from adapters import Array, Line, Numbers
from event_mentions import WORDS, judged
from event_pairs import NUMBERS, Group, groups
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.ensemble import GradientBoostingClassifier

LIKELY = 0.38
"""Mean probability from which two clusters are one; chosen by five folds over the training part's topics."""
HEAPS = 3
"""Into how many heaps the training part's topics are dealt: each is then about as many documents as are asked for."""
SEEDS = (1, 2, 3)
DEPTH = 5
FEW = 5
"""One in so many pairs that are plainly not one happening is learnt from, and counts as so many."""


@dataclass(frozen=True)
class Trees:
    """Boosted trees, their nodes one after the other; a leaf is followed by itself.

    Attributes:
        roots: node at which each tree begins.
        number: which number of a pair each node looks at.
        bound: up to which value the way goes left.
        left, right: nodes that follow.
        value: what a leaf adds.
        bias: what the sum begins with.
    """

    roots: Numbers
    number: Numbers
    bound: npt.NDArray[np.float64]
    left: Numbers
    right: Numbers
    value: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]

    def likely(self, numbers: Array) -> Array:
        """Probability that each pair is one happening, (pairs)."""
        total = np.full(len(numbers), float(self.bias[0]))
        every = np.arange(len(numbers))
        for root in self.roots.tolist():
            node = np.full(len(numbers), root)
            for _ in range(DEPTH):
                low = numbers[every, self.number[node]] <= self.bound[node]
                node = np.where(low, self.left[node], self.right[node])
            total += self.value[node]
        return np.asarray(1 / (1 + np.exp(-total)), dtype=np.float32)


def fitted_trees(numbers: Array, gold: npt.NDArray[np.bool_]) -> Trees:
    """Trees fitted on pairs; several forests that differ by chance alone, averaged.

    Args:
        numbers: (pairs, numbers).
        gold: which pairs are one happening.
    """
    chance = np.random.default_rng(7)
    plain = ~gold & (numbers[:, NUMBERS.index("stem")] == 0) & (numbers[:, NUMBERS.index("sets")] == 0)
    kept = ~plain | (chance.random(len(gold)) < 1 / FEW)
    weight = np.where(plain, float(FEW), 1.0)[kept]
    made = [boosted(seed).fit(numbers[kept], gold[kept], sample_weight=weight) for seed in SEEDS]
    return _packed(made, numbers[:1])


def boosted(seed: int) -> GradientBoostingClassifier:
    """A forest that is not fitted yet."""
    return GradientBoostingClassifier(
        n_estimators=150, learning_rate=0.1, max_depth=DEPTH, subsample=0.5, max_features=8, min_samples_leaf=30,
        random_state=seed,
    )  # fmt: skip


def _packed(made: Sequence[GradientBoostingClassifier], example: Array) -> Trees:
    """Forests as arrays. What a forest adds before its trees is what an example has beyond them."""
    trees = [(model.learning_rate / len(made), t.tree_) for model in made for t in model.estimators_[:, 0]]
    starts = np.cumsum([0, *(t.node_count for _, t in trees)])
    parts: dict[str, list[npt.NDArray[np.float64]]] = {
        k: [] for k in ("number", "bound", "left", "right", "value")
    }
    for (rate, tree), start in zip(trees, starts.tolist(), strict=False):
        own, leaf = np.arange(start, start + tree.node_count), tree.children_left < 0
        parts["number"].append(np.where(leaf, 0, tree.feature))
        parts["bound"].append(tree.threshold)
        parts["left"].append(np.where(leaf, own, tree.children_left + start))
        parts["right"].append(np.where(leaf, own, tree.children_right + start))
        parts["value"].append(np.where(leaf, rate * tree.value[:, 0, 0], 0.0))
    held = {k: np.concatenate(p) for k, p in parts.items()}
    begun = [
        float(
            m.decision_function(example)[0]
            - m.learning_rate * sum(t.predict(example)[0] for t in m.estimators_[:, 0])
        )
        for m in made
    ]
    return Trees(
        roots=starts[:-1], number=held["number"].astype(np.int64), bound=held["bound"],
        left=held["left"].astype(np.int64), right=held["right"].astype(np.int64), value=held["value"],
        bias=np.array([np.mean(begun)]),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------ the training part


def heaps(lines: Sequence[Line]) -> list[list[Line]]:
    """The training part dealt by topic into heaps."""
    topics = sorted({x["topic"] for x in lines})
    return [[x for x in lines if topics.index(x["topic"]) % HEAPS == n] for n in range(HEAPS)]


def gold_of(group: Group, cluster: Mapping[str, str]) -> npt.NDArray[np.bool_]:
    """Which pairs of a group are one happening, given each mention's cluster."""
    named = np.array([cluster[m.id] for m in group.mentions])
    return np.asarray(named[group.first] == named[group.second])


def clusters_of(lines: Sequence[Line]) -> dict[str, str]:
    """Cluster of each mention, as a part with gold gives it."""
    return {m["id"]: str(m["cluster"]) for x in lines for m in x["mentions"]}


def _fit(lines: Sequence[Line]) -> dict[str, npt.NDArray[np.generic]]:
    cluster = clusters_of(lines)
    found = [g for heap in heaps(lines) for g in groups(ordered(heap))]
    gold = np.concatenate([gold_of(g, cluster) for g in found])
    return dict(vars(fitted_trees(np.concatenate([g.numbers for g in found]), gold)))


@cache
def trees() -> Trees:
    """The trees that belong to the weights that ship."""
    return Trees(**adapters.kept("ecbplus", _fit, also=WORDS.read_bytes()))


# --------------------------------------------------------------------------------------- what is of one happening


def clusters(lines: Sequence[Line], likely: Trees | None = None) -> list[dict[str, str]]:
    """Name of the happening that each mention is of, for each document in the order given.

    Args:
        lines: documents with `id`, `text` and `mentions`; all that shall be compared.
        likely: the trees; those of the cache, or fitted now, when left out.
    """
    order = sorted(range(len(lines)), key=lambda n: _key(lines[n]))
    told: list[dict[str, str]] = [{} for _ in lines]
    for number, group in enumerate(groups([lines[n] for n in order])):
        p = (likely or trees()).likely(group.numbers)
        for m, name in zip(group.mentions, joined(group, p), strict=True):
            told[order[m.document]][m.id] = f"{number}.{name}"
    return told


def joined(group: Group, likely: Array, least: float = LIKELY) -> list[int]:
    """Number of each mention's cluster.

    Args:
        group: the mentions.
        likely: probability that each pair is one happening, (pairs).
        least: mean probability from which two clusters are one.
    """
    if len(group.mentions) < 2:
        return [1] * len(group.mentions)
    tree = linkage((1 - likely).astype(float), "average")
    return [int(n) for n in fcluster(tree, 1 - least, "distance")]


def ordered(lines: Sequence[Line]) -> list[Line]:
    """Documents in an order that does not depend on how they were given."""
    return sorted(lines, key=_key)


def _key(line: Line) -> tuple[str, str]:
    return line["id"], line["text"]


# --------------------------------------------------------------------------------------------------- figures


def folded(lines: Sequence[Line], folds: int = 5) -> Iterator[tuple[float, list[Line]]]:
    """Answers about the training part by trees that did not learn from its topic, for several values of LIKELY."""
    cluster = clusters_of(lines)
    dealt = [(heap, g) for heap in map(ordered, heaps(lines)) for g in groups(heap)]
    topics = sorted({x["topic"] for x in lines})
    turn = np.random.default_rng(0).permutation(len(topics)) % folds
    fold = np.array([turn[topics.index(heap[g.mentions[0].document]["topic"])] for heap, g in dealt])
    gold = [gold_of(g, cluster) for _, g in dealt]
    likely: list[Array] = [np.zeros(0, dtype=np.float32) for _ in dealt]
    for n in range(folds):
        rest = np.flatnonzero(fold != n).tolist()
        made = fitted_trees(
            np.concatenate([dealt[i][1].numbers for i in rest]), np.concatenate([gold[i] for i in rest])
        )
        for i in np.flatnonzero(fold == n).tolist():
            likely[i] = made.likely(dealt[i][1].numbers)
    for least in np.arange(0.26, 0.56, 0.02).tolist():
        told = {
            m.id: f"{n}.{name}"
            for n, ((_, g), p) in enumerate(zip(dealt, likely, strict=True))
            for m, name in zip(g.mentions, joined(g, p, least), strict=True)
        }
        yield least, [{"clusters": {m["id"]: told[m["id"]] for m in judged(x)}} for x in lines]


def figures() -> dict[str, float]:
    """Headline figures on the development part; none when the set is not there."""
    path = adapters.part("ecbplus", "dev")
    if not path.is_file():
        return {}
    lines = adapters.lines_of(path)
    return adapters.scored("ecbplus", lines, [{"clusters": one} for one in clusters(lines)])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folds", action="store_true", help="on the training part, by folds")
    if parser.parse_args().folds:
        lines = adapters.lines_of(adapters.part("ecbplus", "train"))
        for least, told in folded(lines):
            _show(f"LIKELY {least:.2f}", adapters.scored("ecbplus", lines, told))
        return
    found = figures()
    if not found:
        sys.exit(f"no ecbplus at {adapters.BENCH}; set SOURCEBOOK_SHARED to the folder that holds bench/")
    _show("dev", found)


def _show(where: str, told: Mapping[str, float]) -> None:
    print(where, *(f"{k} {100 * v:.1f}" for k, v in told.items()), sep="\n  ")


if __name__ == "__main__":
    main()
