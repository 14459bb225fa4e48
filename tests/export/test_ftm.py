import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostile
from sample_book import sample_book
from sourcebook.export import ftm, ftm_statements
from sourcebook.export.ftm_entity import clean, ident_of, prefix
from sourcebook.export.gexf import periods
from sourcebook.export.record import Record
from sourcebook.ledger import Ledger
from sourcebook.model.claim import Predicate
from sourcebook.model.when import Ground, When

ACTS = {"LegalEntity", "Organization", "PublicBody", "Company", "Person"}
BODIES = {"Organization", "PublicBody", "Company"}
ANY = {*ACTS, "Address", "Position", "Event", "Document"}
RANGES = {  # of the properties that name other entities, as the schemata of FollowTheMoney 4 have them
    "proof": {"Document"},
    "document": {"Document"},
    "entity": ANY,
    "organizer": ACTS,
    "involved": ACTS,
    "addressEntity": {"Address"},
    "member": ACTS,
    "organization": BODIES,
    "director": ACTS,
    "holder": {"Person"},
    "post": {"Position"},
    "agent": ACTS,
    "client": ACTS,
    "predecessor": ACTS,
    "successor": ACTS,
    "subject": ANY,
    "object": ANY,
}
REQUIRED = {
    "Event": {"name"},
    "Document": {"fileName"},
    "Documentation": {"document", "entity"},
    "Occupancy": {"holder", "post"},
    "Membership": {"member", "organization"},
    "Directorship": {"director", "organization"},
    "Representation": {"agent", "client"},
    "Succession": {"predecessor", "successor"},
    "UnknownLink": {"subject", "object"},
    "Address": set(),
    "Position": {"name"},
    **{key: {"name"} for key in ACTS},
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(sample_book(tmp_path_factory.mktemp("book"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.open(hostile.hostile_book(tmp_path_factory.mktemp("book"))) as opened:
        yield opened


def entities(ledger: Ledger) -> dict[str, Any]:
    every = [json.loads(line) for line in ftm.lines(Record(ledger))]
    assert len({e["id"] for e in every}) == len(every)
    return {e["id"]: e for e in every}


def held_together(every: dict[str, Any]) -> None:
    for ident, one in every.items():
        told = one["properties"]
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", ident)
        assert REQUIRED[one["schema"]] <= told.keys(), one
        assert all(
            values and all(isinstance(v, str) and v.strip() for v in values) for values in told.values()
        )
        for name in RANGES.keys() & told.keys():
            assert {every[v]["schema"] for v in told[name]} <= RANGES[name], one


def test_every_entity_has_what_its_schema_requires_and_names_others_that_are_there(ledger: Ledger) -> None:
    held_together(entities(ledger))


def test_every_incident_tie_and_report_is_an_entity_with_its_claims(ledger: Ledger) -> None:
    every = entities(ledger)
    incidents = {i.id: i for i in Record(ledger).incidents()}
    ties = {
        t.id: t for t in Record(ledger).ties() if periods(t) and t.predicate is not Predicate.DISTINCT_FROM
    }

    assert {i for i, e in every.items() if e["schema"] == "Event"} == incidents.keys()
    assert ties.keys() <= every.keys()
    for ident, one in {**incidents, **ties}.items():
        claims = [e.claim.id for e in one.entries]
        assert every[ident]["sourcebook"]["claims"] == claims
        assert set(every[ident]["properties"]["proof"]) == {e.source.id for e in one.entries}


def test_ties_take_the_schema_that_fits_them(ledger: Ledger) -> None:
    every = entities(ledger)
    schemata = {}
    for tie in Record(ledger).ties():
        if tie.id in every:
            schemata.setdefault(tie.predicate, set()).add(every[tie.id]["schema"])

    assert "Directorship" in schemata[Predicate.LED_BY]
    assert "Occupancy" in schemata[Predicate.HOLDS_OFFICE]
    assert schemata[Predicate.BACKED_BY] == {"UnknownLink"}
    assert "Succession" in schemata[Predicate.SUCCEEDS]


def test_the_library_finds_nothing_wrong(ledger: Ledger, broken: Ledger) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="needs ICU, which pip alone cannot bring")
    for one in [*entities(ledger).values(), *entities(broken).values()]:
        schema = followthemoney.model.get(one["schema"])
        assert schema.validate({"properties": one["properties"]}) is None, one
        proxy = followthemoney.model.get_proxy(one, cleaned=False)
        told = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert told == {name: sorted(values) for name, values in one["properties"].items()}


def test_the_library_makes_the_same_entities_of_the_statements(ledger: Ledger) -> None:
    pytest.importorskip("followthemoney", reason="needs ICU, which pip alone cannot bring")
    from followthemoney.statement.serialize import read_csv_statements  # noqa: PLC0415

    text = "".join(ftm_statements.lines(Record(ledger)))
    found: dict[str, dict[str, set[str]]] = {}
    for one in read_csv_statements(io.BytesIO(text.encode())):
        assert one.id == one.generate_key()
        values = found.setdefault(one.entity_id, {})
        if one.prop != "id":
            assert one.prop_type  # the library knows the property
            values.setdefault(one.prop, set()).add(one.value)
    every = {i: {k: set(v) for k, v in e["properties"].items()} for i, e in entities(ledger).items()}
    assert found == every


def test_statements_hold_every_value_of_every_entity(ledger: Ledger) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(ftm_statements.lines(Record(ledger)))), dialect="unix"))
    every = entities(ledger)

    values = sum(len(v) for e in every.values() for v in e["properties"].values())
    assert len(rows) == values + len(every)
    assert len({r["id"] for r in rows}) == len(rows)
    assert {r["entity_id"] for r in rows if r["prop"] == "id"} == every.keys()
    latitudes = {r["value"] for r in rows if r["prop"] == "latitude"}
    assert all(-90 <= float(n) <= 90 for n in latitudes)


def test_hostile_names_make_whole_entities_and_no_formulas(broken: Ledger) -> None:
    every = entities(broken)
    held_together(every)
    rows = list(csv.DictReader(io.StringIO("".join(ftm_statements.lines(Record(broken)))), dialect="unix"))

    assert hostile.HOSTILE[0] in {n for e in every.values() for n in e["properties"].get("name", ())}
    assert not [r["value"] for r in rows if r["value"].startswith(("=", "+", "@"))]
    assert not [e for e in every.values() for u in e["properties"].get("sourceUrl", ()) if "a> ." in u]


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("2024-12-08", "2024-12-08"),
        ("2024-12", "2024-12"),
        ("2024", "2024"),
        ("2024-11-16/2024-11-30", "2024-11"),
    ],
)
def test_a_date_is_told_as_far_as_it_is_known(edtf: str, told: str) -> None:
    assert prefix(When.parse(edtf, ground=Ground.STATED)) == told


@pytest.mark.parametrize("edtf", ["../2024-12-20", "2024-12-20/..", "1999-12-31/2000-01-01"])
def test_an_open_date_or_one_of_two_years_is_no_single_date(edtf: str) -> None:
    assert prefix(When.parse(edtf, ground=Ground.STATED)) is None


@given(st.text(), st.text())
def test_ids_stay_apart_and_are_made_of_what_is_allowed(one: str, other: str) -> None:
    made = ident_of(one)

    assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", made)
    assert (made == ident_of(other)) == (one == other)


def test_texts_lose_control_characters_and_needless_blanks() -> None:
    assert clean([" a\x00 b\n\tc\u202e ", None, "", "\x07", "a b c"]) == ["a b c"]
