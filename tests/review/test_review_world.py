"""The world: patched by judgements it is the one that would be built anew."""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sample_book import sample_book
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import Event
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.review.books import Books
from sourcebook.review.settings import Settings
from sourcebook.review.words import Incidents, Patch
from sourcebook.review.world.keeper import Worlds

AT = datetime(2025, 2, 1, tzinfo=UTC)
POINTING = {"where", "doers", "targets", "subject", "object", "reports"}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    made = Books(Settings(book=sample_book(tmp_path_factory.mktemp("world"))))
    unpacked(made.worlds, made)
    yield made
    made.close()


def unpacked(worlds: Worlds, books: Books) -> Any:
    return json.loads(gzip.decompress(worlds.packed(books.now(), patience=120).body))


def meant(world: Any) -> dict[str, dict[str, Any]]:
    """Incidents and ties by id, with ids in place of indexes."""
    ids, reports = world["entities"]["id"], world["reports"]["id"]

    def named(column: str, value: Any) -> Any:
        of = reports if column == "reports" else ids
        return value if value is None else of[value] if isinstance(value, int) else [of[i] for i in value]

    return {
        ident: {k: named(k, v[n]) if k in POINTING else v[n] for k, v in world[part].items()}
        for part in ("incidents", "ties")
        for n, ident in enumerate(world[part]["id"])
    }


def test_the_world_is_begun_before_anybody_asks_for_it(tmp_path: Path) -> None:
    new = Books(Settings(book=sample_book(tmp_path)))
    new.ahead()
    work = new.worlds.start(new.now())

    assert work.done.wait(60)
    assert new.worlds.built(new.now()) is not None
    assert not new.worlds.packed(new.now(), patience=0).partial
    new.close()


def judged(books: Books, *several: Judgement) -> list[int]:
    return books.writer().judge(*several)


def a_judgement(claim: str, verdict: Verdict, **more: Any) -> Judgement:
    return Judgement(verdict=verdict, by="amal", at=AT, claim=claim, **more)


def undone(books: Books, numbers: list[int]) -> None:
    judged(books, *(Judgement(verdict=Verdict.UNDO, by="amal", at=AT, undoes=n) for n in numbers))


def claims(books: Books) -> list[str]:
    return sorted(e.claim.id for e in books.now().ledger.claims(ClaimQuery(background=True)))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_a_patched_world_is_the_world_built_anew(books: Books, data: st.DataObject) -> None:
    every = claims(books)
    chosen = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=3, unique=True))
    verdict = data.draw(st.sampled_from([Verdict.REJECT, Verdict.ACCEPT]))
    numbers = judged(books, *(a_judgement(c, verdict) for c in chosen))

    patched, anew = unpacked(books.worlds, books), unpacked(Worlds(), books)
    undone(books, numbers)

    assert meant(patched) == meant(anew)


def test_what_is_taken_back_restores_the_world(books: Books) -> None:
    before = meant(unpacked(books.worlds, books))
    numbers = judged(books, *(a_judgement(c, Verdict.REJECT) for c in claims(books)[:20]))
    between = meant(unpacked(books.worlds, books))
    undone(books, numbers)

    assert between != before
    assert meant(unpacked(books.worlds, books)) == before


def test_joining_and_cutting_change_the_incidents_of_both(books: Books) -> None:
    events = [
        e for e in books.now().ledger.claims(ClaimQuery(kind="event")) if isinstance(e.claim.fact, Event)
    ]
    one, other = events[0].claim.id, events[-1].claim.id
    numbers = judged(books, a_judgement(one, Verdict.JOIN, other=other, note="told twice"))
    patch = books.worlds.patch(books.now(), [one, other])
    undone(books, numbers)

    assert isinstance(patch, Patch)
    assert any({one, other} <= set(told) for told in patch.incidents.claims)
    assert {f"i{one}", f"i{other}"} & set(patch.gone)


def test_a_corrected_event_is_patched_with_its_new_place(books: Books) -> None:
    event = next(
        e
        for e in books.now().ledger.claims(ClaimQuery(kind="event"))
        if isinstance(e.claim.fact, Event) and e.claim.fact.where is None
    )
    place = next(i for i in unpacked(books.worlds, books)["entities"]["id"] if i.startswith("place:"))
    numbers = judged(
        books, a_judgement(event.claim.id, Verdict.CORRECT, field="where", value=json.dumps(place))
    )
    patch = books.worlds.patch(books.now(), [event.claim.id])
    names = unpacked(books.worlds, books)["entities"]["id"]
    undone(books, numbers)

    assert patch is not None
    row = next(n for n, told in enumerate(patch.incidents.claims) if event.claim.id in told)
    assert names[patch.incidents.where[row] or 0] == place


def test_somebody_new_comes_with_the_patch(books: Books) -> None:
    world = unpacked(books.worlds, books)
    tie = next(e for e in books.now().ledger.claims(ClaimQuery(kind="relation")))
    assert "boko-haram" not in world["entities"]["id"]
    numbers = judged(books, a_judgement(tie.claim.id, Verdict.CORRECT, field="object", value='"boko-haram"'))
    patch = books.worlds.patch(books.now(), [tie.claim.id])
    undone(books, numbers)

    assert patch is not None
    assert patch.base == len(world["entities"]["id"])
    assert patch.entities.id == ["boko-haram"]
    assert patch.base in patch.ties.object
    assert patch.build == world["build"]


def test_there_is_no_patch_for_a_world_that_nobody_has(books: Books) -> None:
    assert Worlds().patch(books.now(), claims(books)[:1]) is None


def test_a_decision_about_actors_has_the_world_built_anew(tmp_path: Path) -> None:
    held = Books(Settings(book=sample_book(tmp_path)))
    before = unpacked(held.worlds, held)
    with Ledger.open(held.settings.book) as ledger:
        ledger.decide(
            Decision(
                ruling=Ruling.MERGE, by="amal", at=AT, actor="person-abu-yusif", other="person-abu-haydar"
            )
        )

    assert held.worlds.patch(held.now(), []) is None
    assert held.worlds.packed(held.now()).partial
    assert held.worlds.start(held.now()).done.wait(120)
    after = unpacked(held.worlds, held)
    held.close()
    assert after["build"] != before["build"]
    assert "person-abu-yusif" in json.dumps(before["entities"]["id"])
    assert "person-abu-yusif" not in json.dumps(after["entities"]["id"])


def test_the_dead_of_an_incident_stand_in_columns(books: Books) -> None:
    columns = unpacked(books.worlds, books)["incidents"]
    told = [n for n, best in enumerate(columns["best"]) if best]

    assert told
    assert all(columns["low"][n] <= columns["best"][n] <= columns["high"][n] for n in told)
    assert columns.keys() == set(Incidents.__dataclass_fields__)
