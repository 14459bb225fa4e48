"""Terms of RDF: how things of a book are named in it, and which vocabularies say what of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from sourcebook.export.markup import allowed

URN = "urn:sourcebook:"
PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "sb": f"{URN}terms:",
}
"""Vocabularies by prefix; `sb` are this program's own terms."""
_SAFE = ":@/"  # may stand in a URN as they are


@dataclass(frozen=True, slots=True)
class Iri:
    """A thing by its name.

    Attributes:
        value: the whole IRI.
    """

    value: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value.

    Attributes:
        value: its text.
        type: its data type with prefix; None for a text.
    """

    value: str
    type: str | None = None


Term = Iri | Literal


@dataclass(frozen=True, slots=True)
class Thing:
    """All that is said of one thing.

    Attributes:
        iri: its name.
        types: its classes, with prefix.
        said: terms by property, with prefix; none empty.
    """

    iri: Iri
    types: tuple[str, ...]
    said: dict[str, list[Term]]


def named(sort: str, ident: str) -> Iri:
    """The name of a thing.

    Args:
        sort: "incident", "tie", "claim", "report", "outlet", "actor", "type".
        ident: its id in the book, or its name.
    """
    return Iri(f"{URN}{sort}:{quote(ident, safe=_SAFE)}")


def entity(ident: str) -> Iri:
    """The name of an actor or place by its id.

    Args:
        ident: of the book.
    """
    place = ident.startswith("place:")
    return named("place" if place else "actor", ident.removeprefix("place:"))


def web(address: str) -> Iri:
    """An address on the web.

    Args:
        address: as the report has it.
    """
    return Iri(quote(address, safe=":/?#[]@!$&'()*+,;=%~"))


def texts(*values: str | None) -> list[Term]:
    """Texts without characters that no document may hold; blank ones left out.

    Args:
        values: texts, None among them.
    """
    return [Literal(plain) for v in values if v is not None and (plain := allowed(v)).strip()]


def numbers(*values: float | None) -> list[Term]:
    """Whole numbers and decimal ones.

    Args:
        values: numbers, None among them.
    """
    return [
        Literal(str(v), "xsd:integer") if isinstance(v, int) else Literal(f"{v:.6f}", "xsd:decimal")
        for v in values
        if v is not None
    ]


def thing(iri: Iri, types: Iterable[str], **said: list[Term]) -> Thing:
    """A thing of what is known; properties are given as `prefix_name`.

    Args:
        iri: its name.
        types: its classes.
        **said: terms by property; empty lists are left out.
    """
    every = {name.replace("_", ":", 1): terms for name, terms in said.items() if terms}
    return Thing(iri, tuple(types), every)
