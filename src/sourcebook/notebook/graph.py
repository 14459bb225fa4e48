"""Graph: the network of a day as two tables, and as a graph of networkx."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sourcebook.asof.network import Network
from sourcebook.export.record import Record
from sourcebook.model.actor import Actor
from sourcebook.notebook.rows import NODES, TIES, tie_row
from sourcebook.notebook.table import Row, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Who is tied to whom on a day.

    Attributes:
        day: the day.
        nodes: the actors and places at the ends of ties, those with the most ties first.
        ties: the ties that held (`held` is "yes") or may have ("unknown").
    """

    day: date
    nodes: Table
    ties: Table

    def __len__(self) -> int:
        return len(self.ties)

    def to_networkx(self) -> Any:  # noqa: ANN401 - networkx ships no types
        """The same as a directed graph with parallel edges; nodes by id, edges keyed by the tie's id."""
        import networkx as nx  # noqa: PLC0415 - takes a while to load

        made = nx.MultiDiGraph(day=self.day.isoformat())
        made.add_nodes_from((row["id"], dict(row)) for row in self.nodes)
        made.add_edges_from((t["subject_id"], t["object_id"], t["id"], dict(t)) for t in self.ties)
        return made

    def _repr_html_(self) -> str:
        """Both tables as a notebook shows them."""
        return f"<p>{self.day.isoformat()}</p>{self.ties._repr_html_()}{self.nodes._repr_html_()}"


def graph(found: Network, record: Record) -> Graph:
    """The network of a day as tables.

    Args:
        found: the ties of the day.
        record: the book that they are from.
    """
    ends = [{e.tie.subject, e.tie.object} for e in found.edges]
    count = Counter(ident for both in ends for ident in both)
    ties = (tie_row(e.tie, record.names, e.held) for e in found.edges)
    return Graph(
        day=found.day,
        nodes=Table(of="actors and places", columns=NODES, rows=tuple(_nodes(found.nodes, count, record))),
        ties=Table(of="ties", columns=TIES, rows=tuple(ties)),
    )


def _nodes(idents: Iterable[str], count: Counter[str], record: Record) -> Iterable[Row]:
    for ident in idents:
        thing: Any = record.actor(ident) or record.place(ident)
        kind = str(thing.kind) if isinstance(thing, Actor) else "place"
        yield {"id": ident, "name": record.names[ident], "kind": kind, "ties": count[ident]}
