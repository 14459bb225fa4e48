"""GraphML: the network of ties, for igraph, yEd, Gephi and networkx (http://graphml.graphdrawing.org)."""

from collections.abc import Iterator

from sourcebook.export.markup import HEAD, element, opened
from sourcebook.export.network import EDGE, NODE, Cells, Edge, Node, network, text_of, type_of
from sourcebook.export.record import Record

_LABEL = "label"
_COLUMNS = {"node": (_LABEL, *NODE), "edge": (_LABEL, *EDGE)}
_ROOT = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns "
    "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}


def lines(record: Record) -> Iterator[str]:
    """The network in GraphML, an element a line.

    Every edge is directed, from subject to object, since readers take either sort and not both; `symmetric` tells
    the ties that hold both ways.

    Args:
        record: what is exported.
    """
    day = record.as_of.isoformat() if record.as_of else None
    with network(record, _edge) as told:
        yield HEAD
        yield opened("graphml", _ROOT) + "\n"
        yield from _keys()
        yield opened("graph", {"id": f"ties-{day}" if day else "ties", "edgedefault": "directed"}) + "\n"
        yield from map(_node, told.nodes())
        yield from told.edges()
    yield "</graph>\n</graphml>\n"


def _keys() -> Iterator[str]:
    for of, columns in _COLUMNS.items():
        for column in columns:
            about = {"for": of, "attr.name": column, "attr.type": type_of(column)}
            yield opened("key", {"id": _key(of, column), **about}, empty=True) + "\n"


def _key(of: str, column: str) -> str:
    return f"{of}-{column}"


def _node(node: Node) -> str:
    return f"{opened('node', {'id': node.id})}{_data('node', {_LABEL: node.label, **node.cells})}</node>\n"


def _edge(edge: Edge) -> str:
    ends = {"id": edge.tie.id, "source": edge.tie.subject, "target": edge.tie.object}
    return f"{opened('edge', ends)}{_data('edge', {_LABEL: edge.label, **edge.cells})}</edge>\n"


def _data(of: str, cells: Cells) -> str:
    said = {column: cell for column, cell in cells.items() if cell is not None}
    return "".join(element("data", text_of(cell), {"key": _key(of, c)}) for c, cell in said.items())
