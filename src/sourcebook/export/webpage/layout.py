"""Where the nodes of a network stand: each connected part by itself, the parts side by side in rows."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

ROOM = 110.0  # how far apart names stand side by side, in pixels
_DOWN = 62.0  # how far apart they stand above one another
_LINK = 150.0  # how far apart two stand that are joined to nobody else
_SPARE = 2.2  # how many times the room of its names a part takes
_THIN = 0.55  # power of the distance from the middle; below 1 it empties the middle
_ROW = 1000.0  # width of a row of parts
_SEED = 7  # the same network is drawn alike every time
_TURNS = 120  # how often overlapping names are pushed apart at most

Points = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where nodes stand.

    Attributes:
        at: by node, pixels from the left and from above.
        width: of the whole, in pixels.
        height: likewise.
    """

    at: Points
    width: float
    height: float


def layout(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> Layout:
    """Where nodes stand; the same for the same network.

    Args:
        nodes: ids.
        edges: pairs of them.
    """
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p))
    at: Points = {}
    left = top = tall = wide = 0.0
    for part in parts:
        own, (width, height) = _boxed(_placed(graph, part))
        if left and left + width > _ROW:
            left, top, tall = 0.0, top + tall, 0.0
        at |= {n: (left + x, top + y) for n, (x, y) in own.items()}
        left, tall = left + width, max(tall, height)
        wide = max(wide, left)
    return Layout(at=at, width=max(wide, ROOM), height=max(top + tall, _DOWN))


def _placed(graph: nx.Graph, part: list[str]) -> Points:
    """A connected part, around no point in particular."""
    if len(part) <= 2:  # noqa: PLR2004 - one, or two side by side
        return {n: (i * _LINK, 0.0) for i, n in enumerate(part)}
    inside = nx.Graph()  # put together anew, so that the order does not hang on how it was told
    inside.add_nodes_from(part)
    inside.add_edges_from(sorted(tuple(sorted(e)) for e in graph.edges(part)))
    found = nx.spring_layout(inside, seed=_SEED, iterations=200, k=1.6 / math.sqrt(len(part)))
    size = math.sqrt(len(part) * ROOM * _DOWN * _SPARE)
    across = min(size * 1.2, _ROW - ROOM * 1.2)
    at = {n: (x * across / 2, y * size * size / across / 2) for n, (x, y) in _thinned(found).items()}
    return _apart(at)


def _thinned(found: Mapping[str, Sequence[float]]) -> Points:
    """Points within -1 and 1 each way, those in the crowded middle moved outwards."""
    far = {n: math.hypot(*p) for n, p in found.items()}
    out = {n: [float(v) * max(far[n], 0.01) ** (_THIN - 1) for v in p] for n, p in found.items()}
    widest = [max(abs(p[axis]) for p in out.values()) or 1.0 for axis in (0, 1)]
    return {n: (x / widest[0], y / widest[1]) for n, (x, y) in out.items()}


def _boxed(at: Points) -> tuple[Points, tuple[float, float]]:
    """Points moved to where their box, with a margin for names, begins at 0, 0; and its size."""
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]
    left, top = min(xs) - ROOM * 0.6, min(ys) - _DOWN * 0.4
    size = max(xs) + ROOM * 0.6 - left, max(ys) + _DOWN * 0.8 - top
    return {n: (x - left, y - top) for n, (x, y) in at.items()}, size


def _apart(at: Points) -> Points:
    """Points pushed from one another where names would overlap."""
    now = dict(at)
    pairs = list(combinations(sorted(now), 2))
    for _ in range(_TURNS):
        if not [True for one, other in pairs if _push(now, one, other)]:
            break
    return now


def _push(now: Points, one: str, other: str) -> bool:
    """Move two apart the shorter way; whether they were too near."""
    (ax, ay), (bx, by) = now[one], now[other]
    over_x, over_y = ROOM - abs(bx - ax), _DOWN - abs(by - ay)
    if over_x <= 0 or over_y <= 0:
        return False
    if over_y < over_x:
        step = (over_y / 2 + 0.5) * (-1 if ay <= by else 1)
        now[one], now[other] = (ax, ay + step), (bx, by - step)
    else:
        step = (over_x / 2 + 0.5) * (-1 if ax <= bx else 1)
        now[one], now[other] = (ax + step, ay), (bx - step, by)
    return True
