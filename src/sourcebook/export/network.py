"""Ties as a network of nodes and edges, each with what stands behind it, for the formats of networks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from sourcebook.asof.spans import TieSpan
from sourcebook.export.cell import SEPARATOR
from sourcebook.export.evidence import evidence
from sourcebook.export.record import Record
from sourcebook.export.spool import Spool, Stood
from sourcebook.ledger import Entry
from sourcebook.model.actor import Actor
from sourcebook.model.claim import SYMMETRIC, Predicate
from sourcebook.model.where import Place
from sourcebook.view.words import TIES

_TOGETHER = 2000  # claims behind nodes that are read together
Cell = str | float | bool | None
Cells = Mapping[str, Cell]

_LISTS = ("claims", "reports", "sources", "outlets", "modalities", "quotes", "speakers")
_BEHIND = (*_LISTS, "modality", "score", "status")
_TYPES: dict[str, str] = {"score": "double", "lat": "double", "lon": "double", "known": "boolean"}
NODE = (
    "kind", "subkind", "names", "country", "known", "lat", "lon", "ties", *_BEHIND,
)  # fmt: skip
"""Columns of nodes, beside id and label."""
EDGE = (
    "predicate", "symmetric", "since", "until", "held", *_BEHIND, "knowledge", "conflicts",
)  # fmt: skip
"""Columns of edges, beside id, label and ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody or some place at the end of a tie.

    Attributes:
        id: of the actor or place.
        label: its name.
        cells: values by column; those that are None say nothing.
    """

    id: str
    label: str
    cells: Cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A tie over time.

    Attributes:
        tie: the tie.
        label: its predicate in words.
        cells: values by column; those that are None say nothing.
    """

    tie: TieSpan
    label: str
    cells: Cells

    @property
    def mutual(self) -> bool:
        """Whether it holds both ways."""
        return self.tie.predicate in SYMMETRIC


def type_of(column: str) -> str:
    """Type of a column, as GraphML and GEXF both call it.

    Args:
        column: of `NODE` or `EDGE`.
    """
    return "boolean" if column == "symmetric" else _TYPES.get(column, "string")


def text_of(cell: Cell) -> str:
    """A value as both formats write it.

    Args:
        cell: the value.
    """
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


class Network:
    """The ties of a record and those at their ends.

    Args:
        record: what is exported.
        kept: its ties, put aside.
    """

    def __init__(self, record: Record, kept: Spool) -> None:
        self._record, self._kept = record, kept
        self.edge_count, self.node_count = kept.ties, kept.nodes

    def edges(self) -> Iterator[str]:
        """Edges as they are written, in the order of the record."""
        return self._kept.written()

    def nodes(self) -> Iterator[Node]:
        """Nodes by their ids; the claims behind some are read together."""
        some: list[Stood] = []
        claims = 0
        for one in self._kept.stood():
            some.append(one)
            claims += len(one[2])
            if claims >= _TOGETHER:
                yield from self._read(some)
                some, claims = [], 0
        yield from self._read(some)

    def _read(self, some: list[Stood]) -> Iterator[Node]:
        wanted = {claim for _, _, claims in some for claim in claims}
        entries = {e.claim.id: e for e in self._record.ledger.entries(wanted)}
        for ident, ties, claims in some:
            yield _node(self._record, ident, ties, [entries[claim] for claim in claims])


@contextmanager
def network(
    record: Record, written: Callable[[Edge], str], *, of: Callable[[TieSpan], object] = lambda _: True
) -> Iterator[Network]:
    """The ties of a record and those at their ends; warnings that two are not the same are no ties.

    Args:
        record: what is exported.
        written: an edge as the format writes it.
        of: which of its ties; all without it.
    """
    with closing(Spool()) as kept:
        for tie in record.ties():
            if tie.predicate is not Predicate.DISTINCT_FROM and of(tie):
                claims = (e.claim.id for e in tie.entries)
                words = written(_edge(record, tie))
                kept.put(tie.id, ends=(tie.subject, tie.object), claims=claims, words=words)
        record.count = kept.ties
        yield Network(record, kept)


def _edge(record: Record, tie: TieSpan) -> Edge:
    cells: dict[str, Cell] = {
        "predicate": str(tie.predicate),
        "symmetric": tie.predicate in SYMMETRIC,
        "since": tie.since.edtf if tie.since else None,
        "until": tie.until.edtf if tie.until else None,
        "held": str(record.held(tie)),
        **_behind(tie.entries),
        "knowledge": _joined(tie.known),
        "conflicts": _joined(c.words for c in tie.conflicts),
    }
    return Edge(tie=tie, label=TIES[tie.predicate][0], cells=cells)


def _node(record: Record, ident: str, ties: Iterable[str], entries: Sequence[Entry]) -> Node:
    found = record.actor(ident) or record.place(ident)
    told = _actor(found) if isinstance(found, Actor) else _place(found) if found else {}
    label = record.names.get(ident, ident)
    return Node(id=ident, label=label, cells={**told, "ties": _joined(ties), **_behind(entries)})


def _actor(actor: Actor) -> dict[str, Cell]:
    names = dict.fromkeys(a.text for a in actor.aliases if a.text != actor.name)
    head = {"kind": str(actor.kind), "subkind": actor.subkind, "country": actor.state, "known": actor.known}
    return {**head, "names": _joined(names)}


def _place(place: Place) -> dict[str, Cell]:
    names = dict.fromkeys(n for n in place.aliases if n != place.name)
    head: dict[str, Cell] = {"kind": "place", "subkind": str(place.kind), "country": place.country}
    return {**head, "known": place.known, "lat": place.lat, "lon": place.lon, "names": _joined(names)}


def _behind(entries: Iterable[Entry]) -> dict[str, Cell]:
    every = evidence(entries)
    lists = {name: _joined(getattr(every, name)) for name in _LISTS}
    modality = str(every.modality) if every.modality else None
    return {**lists, "modality": modality, "status": str(every.status), "score": every.score}


def _joined(values: Iterable[str]) -> str | None:
    return SEPARATOR.join(map(str, values)) or None
