from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyshacl import validate
from rdflib import RDF, RDFS, Literal, Namespace, URIRef

import hostile
from sample_book import sample_book
from sourcebook.export import jsonld, turtle
from sourcebook.export.markup import allowed
from sourcebook.export.rdf_terms import PREFIXES, entity
from sourcebook.export.record import Record
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import Predicate

pytestmark = pytest.mark.filterwarnings(  # rdflib's own reader of JSON-LD uses a class that it deprecates
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)
SEM, OA, PROV, SB = (Namespace(PREFIXES[p]) for p in ("sem", "oa", "prov", "sb"))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("book"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(hostile.hostile_book(tmp_path_factory.mktemp("book"))) as opened:
        yield opened


def graph_of(ledger: Ledger, module: Any = turtle) -> rdflib.Graph:
    form = {turtle: "turtle", jsonld: "json-ld"}[module]
    return rdflib.Graph().parse(data="".join(module.lines(Record(ledger))), format=form)


@pytest.fixture(scope="module")
def graph(ledger: Ledger) -> rdflib.Graph:
    return graph_of(ledger)


def conforms(graph: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(Path(__file__).with_name("shapes.ttl"))
    fits, _, words = validate(graph, shacl_graph=shapes)
    assert fits, words


def test_the_record_keeps_the_shapes_of_its_vocabularies(graph: rdflib.Graph) -> None:
    conforms(graph)


def test_turtle_and_json_ld_say_the_same(ledger: Ledger, graph: rdflib.Graph) -> None:
    assert set(graph_of(ledger, jsonld)) == set(graph)


def test_every_incident_and_tie_is_there_with_the_claims_that_it_is_derived_from(
    ledger: Ledger, graph: rdflib.Graph
) -> None:
    incidents = list(Record(ledger).incidents())
    ties = [t for t in Record(ledger).ties() if t.predicate is not Predicate.DISTINCT_FROM]

    assert len(set(graph.subjects(RDF.type, SEM.Event))) == len(incidents)
    assert len(set(graph.subjects(RDF.type, SB.Tie))) == len(ties)
    for sort, every in (("incident", incidents), ("tie", ties)):
        for one in every:
            derived = set(graph.objects(URIRef(f"urn:sourcebook:{sort}:{one.id}"), PROV.wasDerivedFrom))
            claims = {URIRef(f"urn:sourcebook:claim:{e.claim.id}") for e in one.entries}
            reports = {URIRef(f"urn:sourcebook:report:{e.source.id}") for e in one.entries}
            assert derived == claims | reports


def test_the_selectors_of_a_claim_find_its_words(ledger: Ledger, graph: rdflib.Graph) -> None:
    found = 0
    for entry in ledger.claims(ClaimQuery(background=True)):
        iri = f"urn:sourcebook:claim:{entry.claim.id}"
        if (URIRef(iri), RDF.type, OA.Annotation) not in graph:
            continue
        found += 1
        text = ledger.text(entry.source.id)
        start, end = (graph.value(URIRef(f"{iri}#position"), p) for p in (OA.start, OA.end))
        assert isinstance(start, Literal)
        assert isinstance(end, Literal)
        assert text is not None
        assert text[start.toPython() : end.toPython()] == str(graph.value(URIRef(f"{iri}#quote"), OA.exact))
    assert found == len(set(graph.subjects(RDF.type, OA.Annotation))) > 100


def test_a_tie_is_a_statement_and_asserts_nothing(ledger: Ledger, graph: rdflib.Graph) -> None:
    backed = [t for t in Record(ledger).ties() if t.predicate is Predicate.BACKED_BY]

    assert not list(graph.triples((None, SB.backed_by, None)))
    assert len(list(graph.subjects(RDF.predicate, SB.backed_by))) == len(backed)


@pytest.mark.parametrize("module", [turtle, jsonld])
def test_hostile_names_and_words_come_back_as_they_are(module: Any, broken: Ledger) -> None:
    graph = graph_of(broken, module)
    conforms(graph)
    label = graph.value(URIRef("urn:sourcebook:actor:river-front"), RDFS.label)

    assert str(label) == hostile.HOSTILE[0]
    quotes = {str(q) for q in graph.objects(None, OA.exact)}
    claims = {str(s) for s in graph.subjects(RDF.type, OA.Annotation)}
    entries = [e for e in broken.claims() if f"urn:sourcebook:claim:{e.claim.id}" in claims]
    assert quotes == {allowed(e.words) for e in entries}
    assert any("\r\n" in q for q in quotes)


@pytest.mark.parametrize(
    ("ident", "iri"),
    [
        ("place:gn98182/road-to-gn170654", "urn:sourcebook:place:gn98182/road-to-gn170654"),
        ("fighters@98af14c0", "urn:sourcebook:actor:fighters@98af14c0"),
        ("a b>\n<", "urn:sourcebook:actor:a%20b%3E%0A%3C"),
    ],
)
def test_an_id_makes_a_name_that_holds_no_break(ident: str, iri: str) -> None:
    assert entity(ident).value == iri
