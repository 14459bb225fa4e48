"""What holds a network together? Bodies, places and ties without which it falls apart.

A hinge is a node of the network of ties, or of the ground, that every path between some others passes (an articulation
point), or a tie of which the same is true (a bridge). Persons have no part in either network.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from sourcebook.asof.ground import LEADS, ground
from sourcebook.asof.picture import Basis, Picture, basis_of
from sourcebook.asof.spans import TieSpan
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Predicate
from sourcebook.model.where import PlaceKind

_TIES = (
    Predicate.BACKED_BY,
    Predicate.PART_OF,
    Predicate.LED_BY,
    Predicate.ALLIED_WITH,
    Predicate.FRONT_FOR,
)
HINGING = (*_TIES, *LEADS, Predicate.LOCATED_IN, Predicate.CONTROLS)
"""Ties that either network is made of, or that tell whether a passage is open."""

_NO_BODY = frozenset({ActorKind.PERSON, ActorKind.OFFICE, ActorKind.CONFLICT, ActorKind.POPULATION})
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION, PlaceKind.SEA})
_FEW = 2  # bodies on the smaller side of a bridge, at least; every body with one tie hangs by a bridge of its own

Net = Mapping[str, frozenset[str]]


class Network(StrEnum):
    """Which network."""

    TIES = "ties"
    PLACES = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """Something without which a network falls apart.

    Attributes:
        network: which one.
        ends: the body or place; of a bridge, the two that it ties.
        apart: the groups into which its part of the network falls without it, the largest first.
        basis: what says that it is tied to them.
    """

    network: Network
    ends: tuple[str, ...]
    apart: tuple[tuple[str, ...], ...]
    basis: tuple[Basis, ...]

    @property
    def cut(self) -> int:
        """How many bodies or places are cut off from the largest group."""
        return sum(map(len, self.apart[1:]))


def hinges(picture: Picture) -> list[Hinge]:
    """Everything without which a network falls apart, what cuts off most first.

    Args:
        picture: claims and ties.
    """
    found = [*_hinges(Network.TIES, _bodies(picture), frozenset()), *_on_the_ground(picture)]
    return sorted(found, key=lambda h: (-h.cut, len(h.ends), h.network, h.ends))


def _bodies(picture: Picture) -> dict[tuple[str, str], list[Basis]]:
    out: dict[tuple[str, str], list[Basis]] = {}
    for tie in picture.holding(*_TIES):
        if _body(picture, tie.subject) and _body(picture, tie.object) and tie.subject != tie.object:
            out.setdefault(_pair(tie), []).append(basis_of(tie, day=picture.day))
    return out


def _body(picture: Picture, ident: str) -> bool:
    found = picture.actor(ident)
    return found is not None and found.kind not in _NO_BODY


def _pair(tie: TieSpan) -> tuple[str, str]:
    return (min(tie.subject, tie.object), max(tie.subject, tie.object))


def _on_the_ground(picture: Picture) -> list[Hinge]:
    land = ground(picture)
    links: dict[tuple[str, str], list[Basis]] = {}
    for edge in (e for edges in land.edges.values() for e in edges if land.passable(e)):
        if edge.start < edge.end:  # each step is there in both directions
            links.setdefault((edge.start, edge.end), []).append(edge.basis)
    wide = {i for pair in links for i in pair if (p := picture.place(i)) and p.kind in _WIDE}
    return _hinges(Network.PLACES, links, frozenset(wide))


def _hinges(
    network: Network, links: Mapping[tuple[str, str], list[Basis]], but: frozenset[str]
) -> list[Hinge]:
    net = net_of(links)
    out = []
    for node in sorted(articulation_points(net) - but):
        basis = tuple(b for near in sorted(net[node]) for b in links[min(node, near), max(node, near)])
        out.append(Hinge(network=network, ends=(node,), apart=cut_off(net, node), basis=basis))
    for pair in sorted(bridges(net)):
        apart = cut_off(net, *pair)
        if len(apart[-1]) >= _FEW and but.isdisjoint(pair):
            out.append(Hinge(network=network, ends=pair, apart=apart, basis=tuple(links[pair])))
    return out


def net_of(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Neighbours of each node.

    Args:
        pairs: the two ends of each tie.
    """
    out: dict[str, set[str]] = {}
    for a, b in pairs:
        out.setdefault(a, set()).add(b)
        out.setdefault(b, set()).add(a)
    return {k: frozenset(v) for k, v in out.items()}


def cut_off(net: Net, one: str, other: str | None = None) -> tuple[tuple[str, ...], ...]:
    """The groups into which a part of the network falls without a node, or without the tie between two.

    Args:
        net: the network.
        one: the node, or one end of the tie.
        other: the other end; None for a node.

    Returns:
        The groups, the largest first; of equal ones in the order of their ids.
    """
    starts = sorted(net[one]) if other is None else [one, other]
    groups: list[tuple[str, ...]] = []
    seen = set[str]()
    for start in starts:
        if start not in seen:
            groups.append(_group(net, start, one, other))
            seen.update(groups[-1])
    return tuple(sorted(groups, key=lambda g: (-len(g), g)))


def _group(net: Net, start: str, one: str, other: str | None) -> tuple[str, ...]:
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        for there in net[here]:
            gone = there == one if other is None else {here, there} == {one, other}
            if not gone and there not in seen:
                seen.add(there)
                todo.append(there)
    return tuple(sorted(seen))


def articulation_points(net: Net) -> frozenset[str]:
    """Nodes without which the part of the network in which they lie falls apart.

    Args:
        net: neighbours of each node.
    """
    return frozenset(nx.articulation_points(_graph(net)))


def bridges(net: Net) -> frozenset[tuple[str, str]]:
    """Ties without which the part of the network in which they lie falls apart, the lesser end first.

    Args:
        net: neighbours of each node.
    """
    return frozenset((min(a, b), max(a, b)) for a, b in nx.bridges(_graph(net)))


def _graph(net: Net) -> "nx.Graph[str]":
    return nx.Graph({node: sorted(near) for node, near in net.items()})
