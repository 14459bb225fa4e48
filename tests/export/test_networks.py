from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

import hostile
from sample_book import sample_book
from sourcebook.export import gexf, graphml
from sourcebook.export.gexf import periods
from sourcebook.export.markup import allowed
from sourcebook.export.record import Record
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import SYMMETRIC, Predicate

NS = {"g": "http://gexf.net/1.3"}
DAY = date(2024, 12, 7)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("book"))) as opened:
        yield opened


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(hostile.hostile_book(tmp_path)) as opened:
        yield opened


def bytes_of(module: Any, record: Record) -> bytes:
    return "".join(module.lines(record)).encode("utf-8")


def ties_of(ledger: Ledger, query: ClaimQuery | None = None) -> list[Any]:
    return [t for t in Record(ledger, query).ties() if t.predicate is not Predicate.DISTINCT_FROM]


def graphml_of(ledger: Ledger, query: ClaimQuery | None = None) -> Any:
    data = bytes_of(graphml, Record(ledger, query))
    return nx.read_graphml(BytesIO(data), force_multigraph=True)


def valid_gexf(data: bytes) -> Any:
    rules = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf13.rng")))
    tree = etree.fromstring(data)
    rules.assertValid(tree)
    ids = set(tree.xpath("//g:node/@id", namespaces=NS))
    assert ids.issuperset(tree.xpath("//g:edge/@source | //g:edge/@target", namespaces=NS))
    declared = set(tree.xpath("//g:attribute/@id", namespaces=NS))
    assert declared.issuperset(tree.xpath("//g:attvalue/@for", namespaces=NS))
    return tree


def test_graphml_gives_networkx_every_tie_with_what_stands_behind_it(ledger: Ledger) -> None:
    ties = {t.id: t for t in ties_of(ledger)}
    graph = graphml_of(ledger)

    edges = {key: (a, b, data) for a, b, key, data in graph.edges(keys=True, data=True)}
    assert set(edges) == set(ties)
    assert {(a, b) for a, b, _ in edges.values()} == {(t.subject, t.object) for t in ties.values()}
    for ident, (_, _, data) in edges.items():
        assert data["predicate"] == ties[ident].predicate
        assert data["claims"].split("; ") == [e.claim.id for e in ties[ident].entries]
        assert data["symmetric"] is (ties[ident].predicate in SYMMETRIC)
        assert {"sources", "modality", "status", "score", "quotes"} <= data.keys()


def test_a_node_has_its_name_kind_and_claims(ledger: Ledger) -> None:
    graph = graphml_of(ledger)

    army = graph.nodes["syrian-free-army"]
    assert (army["label"], army["kind"], army["known"]) == ("Syrian Free Army", "armed_group", True)
    crossed = graph.nodes["place:albukamal"]
    assert (crossed["kind"], crossed["country"]) == ("place", "SY")
    assert 34 < crossed["lat"] < 35
    known = {e.claim.id for e in ledger.claims(ClaimQuery(background=True))}
    assert all(set(data["claims"].split("; ")) <= known for _, data in graph.nodes(data=True))


@pytest.mark.parametrize("module", [graphml, gexf])
def test_of_a_day_the_network_is_that_days(module: Any, ledger: Ledger) -> None:
    query = ClaimQuery(as_of=DAY)
    wanted = {t.id for t in ties_of(ledger, query)}
    root = etree.fromstring(bytes_of(module, Record(ledger, query)))

    assert {e.get("id") for e in root.iter("{*}edge")} == wanted
    assert not list(root.iter("{*}spell"))
    assert 0 < len(wanted) < len(ties_of(ledger))


def test_gexf_keeps_the_rules_of_1_3(ledger: Ledger) -> None:
    valid_gexf(bytes_of(gexf, Record(ledger)))
    valid_gexf(bytes_of(gexf, Record(ledger, ClaimQuery(as_of=DAY))))


def test_networkx_reads_gexf_with_ties_both_ways(ledger: Ledger) -> None:
    ties = [t for t in ties_of(ledger) if periods(t)]
    graph = nx.read_gexf(BytesIO(bytes_of(gexf, Record(ledger))), version="1.3")

    both = sum(t.predicate in SYMMETRIC for t in ties)
    assert graph.number_of_edges() == len(ties) + both
    assert graph.nodes["kataib-hezbollah"]["label"] == "Kataib Hezbollah"


def test_spells_and_held_say_of_each_day_what_the_tie_says(ledger: Ledger) -> None:
    tree = valid_gexf(bytes_of(gexf, Record(ledger)))
    days = [date(2019, 1, 1), *(date(2024, 11, n) for n in (15, 16, 29, 30)), DAY, date(2025, 2, 1)]
    for tie in ties_of(ledger):
        found = tree.xpath("//g:edge[@id=$i]", i=tie.id, namespaces=NS)
        if not periods(tie):
            assert not found
            continue
        held = found[0].xpath(".//g:attvalue[@for='edge-held']", namespaces=NS)
        spells = found[0].xpath(".//g:spell", namespaces=NS)
        for day in days:
            told = [one.get("value") for one in held if covers(one, day)]
            assert told == ([str(tie.held(day))] if tie.may_hold(day) else [])
            assert (not spells or any(covers(s, day) for s in spells)) == tie.may_hold(day)


def covers(one: Any, day: date) -> bool:
    return (one.get("start") or "0001-01-01") <= day.isoformat() <= (one.get("end") or "9999-12-31")


def test_hostile_names_and_words_come_through_graphml_as_they_are(broken: Ledger) -> None:
    graph = graphml_of(broken)

    entry = next(iter(ties_of(broken)[0].entries))
    (_, _, data) = next(iter(graph.edges(data=True)))
    assert data["quotes"] == allowed(entry.words)
    assert graph.nodes["river-front"]["label"] == hostile.HOSTILE[0]
    assert "\r\n" in data["quotes"]


def test_hostile_names_and_words_stay_inside_their_attributes_in_gexf(broken: Ledger) -> None:
    tree = valid_gexf(bytes_of(gexf, Record(broken)))

    labels = {n.get("id"): n.get("label") for n in tree.iter("{*}node")}
    assert labels == {"river-front": hostile.HOSTILE[0], "norland": allowed(hostile.HOSTILE[3])}


def test_only_what_xml_forbids_is_left_out() -> None:
    assert allowed("a\x00\x08\t\n\r\x1f\ud800\ufffe\uffff\u202e😀") == "a\t\n\r\u202e😀"
