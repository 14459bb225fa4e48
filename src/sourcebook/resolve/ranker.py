"""How likely each candidate of a name is meant: a small trained scorer over the numbers of `evidence`.

Two looks. The first takes each name alone; the second knows what the other names of the report probably mean. In
each, a candidate's score is a weighted sum of its numbers and of a few hidden units' answers to them; the scores of
a name's candidates, and one for "none of them", become probabilities by softmax. The weights are plain numbers in
`knowledge/place_ranker.json`, made by `benchmarks/train_places.py`, which says from what.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from sourcebook.errors import KnowledgeError
from sourcebook.resolve.evidence import ALONE, TOGETHER, Name, Numbers, Scene, alone, together


@dataclass(frozen=True, slots=True)
class Scorer:
    """One look's weights.

    Attributes:
        plain: one weight for each number.
        hidden: numbers by hidden units.
        bias: one for each hidden unit.
        out: weight of each hidden unit's answer.
        none: score of "none of them".
    """

    plain: Numbers
    hidden: Numbers
    bias: Numbers
    out: Numbers
    none: float

    def odds(self, numbers: Numbers) -> Numbers:
        """Probability of each candidate, and of none of them, which comes last.

        Args:
            numbers: one row for each candidate.
        """
        if not len(numbers):
            return np.ones(1)
        scores = np.empty(len(numbers) + 1)
        scores[:-1] = numbers @ self.plain + np.tanh(numbers @ self.hidden + self.bias) @ self.out
        scores[-1] = self.none
        powers = np.exp(scores - np.maximum.reduce(scores))
        return np.asarray(powers / np.add.reduce(powers))


@dataclass(frozen=True, slots=True)
class Ranker:
    """The two looks."""

    first: Scorer
    second: Scorer

    def rank(self, names: Sequence[Name], scene: Scene) -> None:
        """Give every name its numbers and its odds.

        Args:
            names: with their candidates; filled in place.
            scene: what the report speaks of.
        """
        for name in names:
            name.numbers = alone(name, scene)
            name.odds = self.first.odds(name.numbers)
        for name, more in zip(names, together(names), strict=True):
            name.numbers = np.concatenate((name.numbers, more), axis=1)
            name.odds = self.second.odds(name.numbers)


@cache
def ranker() -> Ranker:
    """The shipped ranker.

    Raises:
        KnowledgeError: its weights are for other numbers than this release's.
    """
    raw = json.loads((files("sourcebook.knowledge") / "place_ranker.json").read_text(encoding="utf-8"))
    if raw["alone"] != list(ALONE) or raw["together"] != list(TOGETHER):
        raise KnowledgeError(
            "place_ranker.json was trained on other numbers than `evidence` gives; "
            "train it again with benchmarks/train_places.py"
        )
    return Ranker(_scorer(raw["first"]), _scorer(raw["second"]))


def _scorer(raw: dict[str, list[float]]) -> Scorer:
    plain, bias, out = (np.array(raw[key]) for key in ("plain", "bias", "out"))
    return Scorer(
        plain, np.array(raw["hidden"]).reshape(len(plain), len(bias)), bias, out, float(raw["none"][0])
    )
