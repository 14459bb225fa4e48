"""The network of a day: who is tied to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sourcebook.asof.marks import Held
from sourcebook.asof.spans import TieSpan
from sourcebook.model.claim import Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie on a day.

    Attributes:
        tie: the tie.
        held: YES when it held; UNKNOWN when it may have.
    """

    tie: TieSpan
    held: Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The ties of a day.

    Attributes:
        day: the day.
        edges: ties that held or may have held on it.
        nodes: ids at their ends, those with the most ties first.
        silent: ties of which nothing said reaches the day.
    """

    day: date
    edges: tuple[Edge, ...]
    nodes: tuple[str, ...]
    silent: tuple[TieSpan, ...]


def network(ties: Iterable[TieSpan], day: date) -> Network:
    """The ties that held, or may have held, on a day.

    Args:
        ties: all ties; warnings that two are not the same are left out.
        day: the day.
    """
    every = [t for t in ties if t.predicate is not Predicate.DISTINCT_FROM]
    held = [Edge(tie=t, held=h) for t in every if (h := t.held(day)) is not Held.NO]
    edges = tuple(e for e in held if e.held is Held.YES or e.tie.reached(day))
    silent = tuple(e.tie for e in held if e.held is not Held.YES and not e.tie.reached(day))
    return Network(day=day, edges=edges, nodes=_nodes(edges), silent=silent)


def _nodes(edges: Iterable[Edge]) -> tuple[str, ...]:
    count: dict[str, int] = {}
    for edge in edges:
        for end in (edge.tie.subject, edge.tie.object):
            count[end] = count.get(end, 0) + 1
    return tuple(sorted(count, key=lambda ident: (-count[ident], ident)))
