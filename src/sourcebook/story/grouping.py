"""From scores of pairs to incidents, whatever the order of the input.

Claims are joined bottom up by the mean of their pairs' scores, so that one likely pair does not draw two crowds into
one. What a person decided stands above every score and every veto; of two decisions that cannot both hold, the later.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

JOIN = 0.5  # mean score from which two groups are one incident
_ROUNDED = 1e-9  # by more than which no mean is rounded
MOST = 400  # claims that hang together; more are joined by their likeliest pairs alone, which takes less than squares

Pair = frozenset[str]
Scores = Mapping[Pair, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What a person decided about two claims.

    Attributes:
        one: id of a claim.
        other: id of another.
        together: whether they tell one happening.
    """

    one: str
    other: str
    together: bool

    @property
    def pair(self) -> Pair:
        """The two claims."""
        return frozenset({self.one, self.other})


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Which claims tell one happening.

    Attributes:
        groups: ids of claims, each group and all groups in the order of the ids; a claim on its own is a group.
        overruled: decisions that later ones contradict, in the order given.
    """

    groups: tuple[tuple[str, ...], ...]
    overruled: tuple[Ruled, ...] = ()


def grouped(
    claims: Iterable[str],
    scores: Scores,
    *,
    forbidden: Collection[Pair] = frozenset(),
    decided: Sequence[Ruled] = (),
    join: float = JOIN,
) -> Groups:
    """Which claims tell one happening.

    Args:
        claims: ids; those without a pair stay alone.
        scores: likeness of pairs, 0 to 1; a pair that is missing counts as 0.
        forbidden: pairs that must not be together unless a person says so.
        decided: decisions in the order in which they were made; about claims that are not given, they say nothing.
        join: mean score from which two groups are one.
    """
    known = sorted(set(claims))
    standing, overruled = _standing([d for d in decided if d.pair.issubset(known)])
    apart = {d.pair for d in standing if not d.together}
    start = hanging_together(known, [d.pair for d in standing if d.together])
    likely = {p: s for p, s in scores.items() if s >= join and p not in apart and p not in forbidden}
    found: list[tuple[str, ...]] = []
    parts = list(_components(start, likely))
    home = {i: n for n, part in enumerate(parts) if len(part) > 1 for group in part for i in group}
    inside, cut = _by_part(scores, home), _by_part(apart | set(forbidden), home)
    for n, part in enumerate(parts):
        within = {pair: scores[pair] for pair in inside.get(n, ())}
        if len(part) == 1 or (n not in cut and _all_alike(part, within, join)):
            found.append(tuple(sorted(ident for group in part for ident in group)))
            continue
        clusters = _Clusters.of(part, within, cut.get(n, ()))
        found += clusters.nearest(join) if sum(map(len, part)) > MOST else clusters.averaged(join)
    return Groups(groups=tuple(sorted(found)), overruled=overruled)


def _all_alike(groups: Sequence[tuple[str, ...]], scores: Scores, join: float) -> bool:
    """Whether all pairs among some claims are likely; then each mean is, and all are one in whatever order."""
    size = sum(map(len, groups))
    surely = join + _ROUNDED
    every = len(scores) == size * (size - 1) // 2
    return every and all(score >= surely and len(pair) > 1 for pair, score in scores.items())


def _by_part(pairs: Iterable[Pair], home: Mapping[str, int]) -> dict[int, list[Pair]]:
    """The pairs that lie within one part each, by its number."""
    found: dict[int, list[Pair]] = {}
    for pair in pairs:
        ends = {home.get(ident) for ident in pair}
        if len(ends) == 1 and (n := ends.pop()) is not None:
            found.setdefault(n, []).append(pair)
    return found


def _standing(decided: Sequence[Ruled]) -> tuple[list[Ruled], tuple[Ruled, ...]]:
    """The decisions that hold, and those that a later one contradicts."""
    home = _Home()
    held: list[Ruled] = []
    lost: list[Ruled] = []
    for ruled in reversed(decided):
        apart = [d.pair for d in held if not d.together]
        (held if _fits(ruled, home, apart) else lost).append(ruled)
        if held and held[-1] is ruled and ruled.together:
            home.join(ruled.one, ruled.other)
    return held, tuple(reversed(lost))


def _fits(ruled: Ruled, home: "_Home", apart: list[Pair]) -> bool:
    if len(ruled.pair) == 1:
        return ruled.together
    one, other = home.of(ruled.one), home.of(ruled.other)
    if not ruled.together:
        return one != other
    return all({home.of(i) for i in pair} != {one, other} or one == other for pair in apart)


@dataclass(slots=True)
class _Home:
    """Which ids belong together: each points to one that stands for all."""

    above: dict[str, str] = field(default_factory=dict)

    def of(self, ident: str) -> str:
        while (parent := self.above.get(ident, ident)) != ident:
            self.above[ident] = self.above.get(parent, parent)
            ident = parent
        return ident

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self.above[high] = low


def hanging_together(ids: Sequence[str], pairs: Iterable[Collection[str]]) -> list[tuple[str, ...]]:
    """Ids that pairs hold together, directly or through others."""
    home = _Home()
    for pair in pairs:
        home.join(min(pair), max(pair))
    found: dict[str, list[str]] = {}
    for ident in ids:
        found.setdefault(home.of(ident), []).append(ident)
    return [tuple(group) for group in found.values()]


def _components(groups: Sequence[tuple[str, ...]], likely: Scores) -> Iterator[list[tuple[str, ...]]]:
    """Groups that hang together by likely pairs; nothing outside can change what becomes of them."""
    first = {ident: group[0] for group in groups for ident in group}
    links = [{first[i] for i in pair} for pair in likely if pair <= first.keys()]
    members = {group[0]: group for group in groups}
    for part in hanging_together(sorted(members), (link for link in links if len(link) > 1)):
        yield [members[i] for i in part]


@dataclass(slots=True)
class _Clusters:
    """Groups on their way to incidents, with the sums of the scores between them.

    Attributes:
        members: ids by the first of them.
        sums: between two groups, the sum of their pairs' scores.
        apart: pairs of groups that must not become one.
    """

    members: dict[str, tuple[str, ...]]
    sums: dict[str, dict[str, float]]
    apart: dict[str, set[str]]

    @classmethod
    def of(
        cls, groups: Sequence[tuple[str, ...]], scores: Scores, forbidden: Collection[Pair]
    ) -> "_Clusters":
        """Groups before anything is joined."""
        first = {ident: group[0] for group in groups for ident in group}
        new = cls(
            members={g[0]: g for g in groups},
            sums={g[0]: {} for g in groups},
            apart={g[0]: set() for g in groups},
        )
        told = ((sorted(pair), score) for pair, score in scores.items() if len(pair) > 1)
        for ends, score in sorted(told):
            one, other = sorted(first[i] for i in ends)
            if one != other:
                new._link(one, other, new.sums[one].get(other, 0.0) + score)
        for pair in forbidden:
            if pair <= first.keys() and len(two := {first[i] for i in pair}) > 1:
                one, other = sorted(two)
                new.apart[one].add(other)
                new.apart[other].add(one)
        return new

    def averaged(self, join: float) -> list[tuple[str, ...]]:
        """Join the two groups with the highest mean until none reaches `join`; ties go by the ids."""
        heap = [self._bid(a, b) for a, row in self.sums.items() for b in row if a < b]
        heapify(heap)
        while heap:
            score, one, other, size = heappop(heap)
            if -score < join:
                break
            live = one in self.members and other in self.members
            if not live or other in self.apart[one] or size != self._size(one, other):
                continue
            self._merge(one, other)
            for third in self.sums[one]:
                heappush(heap, self._bid(*sorted((one, third))))
        return list(self.members.values())

    def nearest(self, join: float) -> list[tuple[str, ...]]:
        """Join along the likeliest pairs, unless a pair between the groups is forbidden."""
        means = (
            (-s / self._size(a, b), a, b) for a, row in self.sums.items() for b, s in row.items() if a < b
        )
        rows = sorted(bid for bid in means if -bid[0] >= join)
        home = _Home()
        for _, a, b in rows:
            one, other = sorted((home.of(a), home.of(b)))
            if one != other and other not in self.apart[one]:
                self._merge(one, other)
                home.join(one, other)
        return list(self.members.values())

    def _link(self, one: str, other: str, total: float) -> None:
        self.sums[one][other] = self.sums[other][one] = total

    def _size(self, one: str, other: str) -> int:
        return len(self.members[one]) * len(self.members[other])

    def _bid(self, one: str, other: str) -> tuple[float, str, str, int]:
        size = self._size(one, other)
        return (-round(self.sums[one][other] / size, 9), one, other, size)

    def _merge(self, one: str, other: str) -> None:
        """Take the second group into the first, which keeps its key: the smaller id."""
        self.members[one] = tuple(sorted((*self.members[one], *self.members.pop(other))))
        for third, total in sorted(self.sums.pop(other).items()):
            self.sums[third].pop(other, None)
            if third != one:
                self._link(one, third, self.sums[one].get(third, 0.0) + total)
        for third in self.apart.pop(other):
            self.apart[third].discard(other)
            self.apart[third].add(one)
            self.apart[one].add(third)
