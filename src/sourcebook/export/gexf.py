"""GEXF 1.3: the network of ties over time, for Gephi (https://gexf.net)."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from sourcebook.asof.spans import TieSpan
from sourcebook.export.markup import HEAD, element, opened
from sourcebook.export.network import EDGE, NODE, Cells, Edge, Node, network, text_of, type_of
from sourcebook.export.record import Record

_SPACE = "http://gexf.net/1.3"
_HELD = "held"

Period = tuple[date | None, date | None, str]
"""First and last day, both included and None when open, and how surely a tie held on them."""


def lines(record: Record) -> Iterator[str]:
    """The network in GEXF, an element a line.

    Without a day a tie has spells, from and to the days on which it held or may have, and `held` tells which, day
    by day; a tie that never may have held is left out. Of a day `held` tells of that day, and there are no spells.

    Args:
        record: what is exported.
    """
    dynamic = record.as_of is None
    of = periods if dynamic else _any
    with network(record, partial(_edge, dynamic=dynamic), of=of) as told:
        yield HEAD
        yield opened("gexf", {"xmlns": _SPACE, "version": "1.3"}) + "\n"
        yield from _head(dynamic=dynamic)
        yield opened("nodes", {"count": str(told.node_count)}) + "\n"
        yield from map(_node, told.nodes())
        yield f"</nodes>\n{opened('edges', {'count': str(told.edge_count)})}\n"
        yield from told.edges()
    yield "</edges>\n</graph>\n</gexf>\n"


def periods(tie: TieSpan) -> list[Period]:
    """When a tie held ("yes") or may have ("unknown"), in the order of time.

    Args:
        tie: the tie.
    """
    states = tie.states()
    ends = [*(day - timedelta(days=1) for day, _, _ in states[1:]), None]
    return [
        (None if first == date.min else first, last, str(held))
        for (first, held, may), last in zip(states, ends, strict=True)
        if may
    ]


def _any(_: TieSpan) -> bool:
    return True


def _head(*, dynamic: bool) -> Iterator[str]:
    yield f"<meta>{element('creator', 'sourcebook')}{element('description', 'Ties that reports tell of')}</meta>\n"
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if dynamic else {}
    yield opened("graph", {"defaultedgetype": "directed", "mode": "static"} | time) + "\n"
    yield _attributes("node", NODE)
    yield _attributes("edge", tuple(c for c in EDGE if not dynamic or c != _HELD))
    if dynamic:
        yield _attributes("edge", (_HELD,), mode="dynamic")


def _attributes(of: str, columns: tuple[str, ...], *, mode: str = "static") -> str:
    every = (
        opened("attribute", {"id": _key(of, c), "title": c, "type": type_of(c)}, empty=True) for c in columns
    )
    return f"{opened('attributes', {'class': of, 'mode': mode})}{''.join(every)}</attributes>\n"


def _key(of: str, column: str) -> str:
    return f"{of}-{column}"


def _node(node: Node) -> str:
    return f"{opened('node', {'id': node.id, 'label': node.label})}{_values('node', node.cells)}</node>\n"


def _edge(edge: Edge, *, dynamic: bool) -> str:
    tie = edge.tie
    ends = {"id": tie.id, "source": tie.subject, "target": tie.object, "label": edge.label}
    head = opened(
        "edge", ends | {"type": "mutual" if edge.mutual else "directed", "kind": str(tie.predicate)}
    )
    if not dynamic:
        return f"{head}{_values('edge', edge.cells)}</edge>\n"
    cells = {c: cell for c, cell in edge.cells.items() if c != _HELD}
    when = periods(tie)
    return f"{head}{_values('edge', cells, when)}{_spells(when)}</edge>\n"


def _values(of: str, cells: Cells, held: list[Period] | None = None) -> str:
    said = [{"for": _key(of, c), "value": text_of(cell)} for c, cell in cells.items() if cell is not None]
    timed = [{"for": _key(of, _HELD), "value": how} | _days(a, b) for a, b, how in held or ()]
    inside = "".join(opened("attvalue", one, empty=True) for one in [*said, *timed])
    return f"<attvalues>{inside}</attvalues>"


def _spells(held: list[Period]) -> str:
    """The stretches of days without a gap; none for a tie that may have held from the first day of all to the last."""
    joined: list[tuple[date | None, date | None]] = []
    for first, last, _ in held:
        if joined and first and joined[-1][1] == first - timedelta(days=1):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    if joined == [(None, None)] or not joined:
        return ""
    return f"<spells>{''.join(opened('spell', _days(a, b), empty=True) for a, b in joined)}</spells>"


def _days(first: date | None, last: date | None) -> dict[str, str]:
    return {k: day.isoformat() for k, day in (("start", first), ("end", last)) if day}
