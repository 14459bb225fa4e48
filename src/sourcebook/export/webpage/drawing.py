"""The network of a day as a picture: SVG with a name to each node and the words to each tie."""

from collections.abc import Iterator
from textwrap import shorten, wrap

from sourcebook.asof.marks import Held
from sourcebook.asof.network import Edge, Network
from sourcebook.export.record import Record
from sourcebook.export.webpage.layout import Layout, layout
from sourcebook.export.webpage.looks import NODES, TIES, Look, line_of, look_of
from sourcebook.export.webpage.words import safe
from sourcebook.model.claim import SYMMETRIC
from sourcebook.view.words import tie_words

MOST = 150  # nodes; a picture of more cannot be read
_LINES = 250  # lines, likewise
_FEW = 20  # nodes that are drawn however many lines they have
_NAME = 17  # characters of a line of a name in the picture, which has two at most
_QUOTE = 300  # characters of a quote in the words to a tie
_BACK = 17.0  # pixels by which a line stops before its node
_FAN = 14.0  # pixels between lines that join the same two


def drawing(found: Network, record: Record) -> Iterator[str]:
    """The picture with its legend; the words of the ties stand in the list below it.

    Args:
        found: the ties of the day.
        record: the book that they are from.
    """
    edges = _shown(found)
    ends = {end for e in edges for end in (e.tie.subject, e.tie.object)}
    nodes = [n for n in found.nodes if n in ends]
    at = layout(nodes, ((e.tie.subject, e.tie.object) for e in edges))
    yield (
        f'<div class="wide"><svg viewBox="0 0 {at.width:.0f} {at.height:.0f}" width="{at.width:.0f}" role="img" '
        'aria-labelledby="net-title"><title id="net-title">'
        f"{len(nodes)} actors and places with {len(edges)} ties on {found.day}; the list below has them in words"
        "</title>\n"
    )
    yield _ARROWS
    yield from _lines(edges, record, at)
    for node in nodes:
        yield _node(node, record, at)
    yield "</svg></div>\n"
    yield _legend()
    if left := len(found.nodes) - len(nodes):
        yield f"<p class=note>{left:,} with the fewest ties are not drawn; the list has them.</p>\n"


def _shown(found: Network) -> list[Edge]:
    """The ties among those with the most of them, as many as can be told apart."""
    most = MOST
    while True:
        kept = frozenset(found.nodes[:most])
        edges = [e for e in found.edges if {e.tie.subject, e.tie.object} <= kept]
        if len(edges) <= _LINES or most <= _FEW:
            return edges
        most = most * 9 // 10


_ARROWS = (
    "<defs>"
    + "".join(
        f'<marker id="to-{t.name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse"><path class="head {t.name}" d="M0 0L8 4L0 8Z"/></marker>'
        for t in TIES
    )
    + "</defs>\n"
)


def _lines(edges: list[Edge], record: Record, at: Layout) -> Iterator[str]:
    beside: dict[frozenset[str], int] = {}
    for edge in edges:
        ends = frozenset((edge.tie.subject, edge.tie.object))
        nth = beside.get(ends, 0)
        beside[ends] = nth + 1
        yield _line(edge, record, at, _FAN * ((nth + 1) // 2) * (1 if nth % 2 else -1))


def _line(edge: Edge, record: Record, at: Layout, aside: float) -> str:
    tie = edge.tie
    turn = 1 if tie.subject <= tie.object else -1  # lines both ways between two fan out to both sides
    path = _path(at.at[tie.subject], at.at[tie.object], aside * turn)
    look = line_of(tie.predicate)
    both = f' marker-start="url(#to-{look.name})"' if tie.predicate in SYMMETRIC else ""
    held = "" if edge.held is Held.YES else " perhaps"
    return (
        f'<path class="tie {look.name}{held}" d="{path}" marker-end="url(#to-{look.name})"{both}>'
        f"<title>{safe(_in_words(edge, record))}</title></path>\n"
    )


def _in_words(edge: Edge, record: Record) -> str:
    """A tie in words, with the first words that say it."""
    tie = edge.tie
    ends = _name(tie.subject, record), _name(tie.object, record)
    words = f"{ends[0]} {tie_words(tie.predicate, forward=True)} {ends[1]}"
    words += "" if edge.held is Held.YES else " (perhaps)"
    if not tie.entries:
        return words
    first = tie.entries[0]
    return f"{words}: “{shorten(first.words, _QUOTE, placeholder=' …')}”, {first.source.label}"


def _path(a: tuple[float, float], b: tuple[float, float], aside: float) -> str:
    """A line from near one node to near another, bent aside where several join the two."""
    (ax, ay), (bx, by) = a, b
    dx, dy = bx - ax, by - ay
    far = max((dx * dx + dy * dy) ** 0.5, 1.0)
    ux, uy = dx / far, dy / far
    back = min(_BACK, far / 3)
    mx, my = (ax + bx) / 2 - uy * aside * 2, (ay + by) / 2 + ux * aside * 2
    start, end = (ax + ux * back, ay + uy * back), (bx - ux * back, by - uy * back)
    return f"M{start[0]:.1f} {start[1]:.1f}Q{mx:.1f} {my:.1f} {end[0]:.1f} {end[1]:.1f}"


def _node(ident: str, record: Record, at: Layout) -> str:
    x, y = at.at[ident]
    thing = record.actor(ident) or record.place(ident)
    look = look_of(thing)
    name = _name(ident, record)
    kind = str(thing.kind).replace("_", " ") if thing else "not known"
    return (
        f'<g class="node {look.name}" transform="translate({x:.1f} {y:.1f})"><title>{safe(f"{name} ({kind})")}</title>'
        f'<path d="{look.path}"/>{_label(name)}</g>\n'
    )


def _name(ident: str, record: Record) -> str:
    return " ".join(record.names[ident].split())


def _label(name: str) -> str:
    """A name in one line or two; what does not fit is cut."""
    rows = wrap(name, _NAME)[:2]
    if len(" ".join(rows)) < len(name):
        rows[-1] = f"{rows[-1][: _NAME - 1].rstrip()}…"
    return "".join(f'<text y="{24 + 13 * n}">{safe(row)}</text>' for n, row in enumerate(rows))


def _legend() -> str:
    nodes = "".join(f"<li>{_sign(look)}{look.words}</li>" for look in NODES)
    ties = "".join(f"<li>{_stroke(look)}{look.words}</li>" for look in TIES)
    perhaps = f"<li>{_stroke(TIES[0], ' perhaps')}dashed: may have held</li>"
    return f'<ul class="legend" aria-label="Legend">{nodes}{ties}{perhaps}</ul>\n'


def _sign(look: Look) -> str:
    return (
        '<svg class="sign" viewBox="-14 -14 28 28" width="20" height="20" aria-hidden="true">'
        f'<g class="node {look.name}"><path d="{look.path}"/></g></svg>'
    )


def _stroke(look: Look, more: str = "") -> str:
    return (
        '<svg class="sign" viewBox="0 0 36 12" width="36" height="12" aria-hidden="true">'
        f'<path class="tie {look.name}{more}" d="M1 6H28" marker-end="url(#to-{look.name})"/></svg>'
    )
