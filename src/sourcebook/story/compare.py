"""Which claims are worth comparing, and what comes of it: `compared(claims)`, made for `grouping.grouped`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sourcebook.story.grouping import JOIN, MOST, Pair, hanging_together
from sourcebook.story.pairs import likeness
from sourcebook.story.told import Told, keys

_CROWD = 400  # claims under one key; a larger crowd says too little to be gone through in squares


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What comparing claims gave.

    Attributes:
        scores: likeness of the pairs compared, 0 to 1; those of 0 left out.
        forbidden: pairs that must not be together.
    """

    scores: Mapping[Pair, float]
    forbidden: frozenset[Pair]


def candidates(claims: Iterable[Told]) -> frozenset[Pair]:
    """Pairs of claims that share a key, by their ids.

    Args:
        claims: each once.
    """
    met: dict[str, list[str]] = {}
    for one in claims:
        for key in keys(one):
            met.setdefault(key, []).append(one.id)
    crowds = (ids for ids in met.values() if len(ids) <= _CROWD)
    return frozenset(frozenset(pair) for ids in crowds for pair in combinations(ids, 2))


def compared(claims: Sequence[Told]) -> Compared:
    """Compare the claims that share a key, then all those that hang together.

    Args:
        claims: each once, in any order.
    """
    known = {one.id: one for one in claims}
    scores: dict[Pair, float] = {}
    forbidden: set[Pair] = set()
    _score(candidates(claims), known, scores, forbidden)
    likely = [pair for pair, score in scores.items() if score >= JOIN]
    _score(
        _inside(hanging_together(sorted(known), likely)) - scores.keys() - forbidden, known, scores, forbidden
    )
    return Compared(scores=scores, forbidden=frozenset(forbidden))


def _inside(parts: Iterable[Sequence[str]]) -> set[Pair]:
    """Every pair within groups that are not too large for it."""
    return {frozenset(pair) for part in parts if len(part) <= MOST for pair in combinations(part, 2)}


def _score(
    pairs: Iterable[Pair], known: Mapping[str, Told], scores: dict[Pair, float], forbidden: set[Pair]
) -> None:
    for one, other in _ordered(pairs):
        found = likeness(known[one], known[other])
        if found.vetoes:
            forbidden.add(frozenset({one, other}))
        elif found.score:
            scores[frozenset({one, other})] = found.score


def _ordered(pairs: Iterable[Pair]) -> Iterator[tuple[str, str]]:
    for pair in pairs:
        one, other = sorted(pair)
        yield one, other
