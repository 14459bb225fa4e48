"""JSON-LD (https://www.w3.org/TR/json-ld11/): the same RDF as in Turtle, with its prefixes in its own context."""

import json
from collections.abc import Iterator
from typing import Any

from sourcebook.export.rdf import things
from sourcebook.export.rdf_terms import PREFIXES, Iri, Term, Thing
from sourcebook.export.record import Record


def lines(record: Record) -> Iterator[str]:
    """One JSON object, a thing a line.

    Args:
        record: what is exported.
    """
    yield f'{{"@context": {json.dumps(PREFIXES)},\n"@graph": ['
    between = "\n"
    for written, one in enumerate(things(record), start=1):
        yield between + json.dumps(_node(one), ensure_ascii=False)
        between = ",\n"
        record.count = written
    yield "\n]}\n"


def _node(one: Thing) -> dict[str, Any]:
    said = {name: [_term(t) for t in terms] for name, terms in one.said.items()}
    return {"@id": one.iri.value, "@type": list(one.types), **said}


def _term(term: Term) -> Any:  # noqa: ANN401 - as JSON has it
    if isinstance(term, Iri):
        return {"@id": term.value}
    return term.value if term.type is None else {"@value": term.value, "@type": term.type}
