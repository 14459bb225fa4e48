"""Turtle (https://www.w3.org/TR/turtle/): a record in RDF, for people's eyes and triple stores."""

import re
from collections.abc import Iterator

from sourcebook.export.rdf import things
from sourcebook.export.rdf_terms import PREFIXES, Iri, Term, Thing
from sourcebook.export.record import Record

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NEXT = " ;\n    "
_SPECIAL = re.compile(r'[\\"\n\r\t]')


def lines(record: Record) -> Iterator[str]:
    """The prefixes, then a block for each thing.

    Args:
        record: what is exported.
    """
    for prefix, space in PREFIXES.items():
        yield f"@prefix {prefix}: <{space}> .\n"
    for written, one in enumerate(things(record), start=1):
        yield f"\n{_block(one)}"
        record.count = written


def _block(one: Thing) -> str:
    said = [f"a {', '.join(one.types)}"]
    said += [f"{name} {', '.join(map(_term, terms))}" for name, terms in one.said.items()]
    return f"<{one.iri.value}> {_NEXT.join(said)} .\n"


def _term(term: Term) -> str:
    if isinstance(term, Iri):
        return f"<{term.value}>"
    text = _SPECIAL.sub(lambda found: _ESCAPED[found[0]], term.value)
    return f'"{text}"' + (f"^^{term.type}" if term.type else "")
