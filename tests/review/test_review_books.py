"""The server over books of either kind, and over books that cannot be used."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import drafts
from books import NewBook, Shelf, sql
from served import Person, a_book, an_app, with_accounts
from sourcebook.ledger import Ledger
from sourcebook.ledger.migrations import MIGRATIONS
from sourcebook.ledger.opening import book_at
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.story.linker import link_new

ATTACK = drafts.attack(drafts.report())
KEYS = count()
NOW = len(MIGRATIONS)


@pytest.fixture
def amal(new_book: NewBook) -> Iterator[Person]:
    address = new_book()
    with Ledger.open(address) as ledger:
        ledger.keep(drafts.draft())
        link_new(ledger)
    person = Person(an_app(book_at(address)))
    with person.http:
        yield person


def judge(person: Person, verdict: str = "accept", **given: Any) -> Any:
    sent = {"key": f"b{next(KEYS)}", "by": "amal", "claim": ATTACK.id, "verdict": verdict, **given}
    return person.change("POST", "/judgements", sent)


def standing(person: Person) -> str:
    return str(person.get(f"/claims/{ATTACK.id}").json()["row"]["status"])


def test_over_either_kind_of_book_claims_are_read_judged_and_given_back(amal: Person) -> None:
    listed = amal.get("/claims").json()
    rejected = judge(amal, "reject")
    told = [standing(amal), amal.get("/claims").json()["total"]]
    undo = {"key": "back", "by": "amal"}
    undone = amal.change("POST", f"/judgements/{rejected.json()['numbers'][0]}/undo", undo)

    assert [rejected.status_code, undone.status_code] == [200, 200], (rejected.text, undone.text)
    assert told == ["rejected", listed["total"] - 1]
    assert standing(amal) == "candidate"
    assert amal.get("/claims").json() == listed


def test_over_either_kind_of_book_every_view_is_answered(amal: Person) -> None:
    report = amal.get("/reports").json()["items"][0]["id"]
    paths = ("/about", "/world", "/queue", "/history", f"/reports/{report}", f"/claims/{ATTACK.id}",
             f"/incidents/i{ATTACK.id}", "/search?q=river", "/suggest?q=riv", "/entities/river-front")  # fmt: skip

    assert {path: amal.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_over_either_kind_of_book_actors_are_merged_and_parted_again(amal: Person) -> None:
    merge = {"key": "m", "by": "amal", "ruling": "merge", "actor": "norland-army", "other": "norland"}
    merged = amal.change("POST", "/decisions", merge)
    undone = amal.change("POST", f"/decisions/{merged.json()['numbers'][0]}/undo", {"key": "u", "by": "amal"})

    assert [merged.status_code, undone.status_code] == [200, 200], (merged.text, undone.text)


def test_a_connection_that_the_server_ended_is_worth_trying_again(shelf: Shelf) -> None:
    address = f"{shelf()}&application_name=ended"
    with Ledger.open(address) as ledger:
        ledger.keep(drafts.draft())
    person = Person(an_app(book_at(address)))
    with person.http:
        assert judge(person).status_code == 200
        sql(
            shelf.url,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ended'",
        )
        answers = [judge(person, key="the-same") for _ in range(12)]

    statuses = [a.status_code for a in answers]
    assert set(statuses) <= {200, 503}
    assert statuses[-1] == 200
    assert all(a.headers["Retry-After"].isdecimal() for a in answers if a.status_code == 503)
    assert len({n for a in answers if a.status_code == 200 for n in a.json()["numbers"]}) == 1


@pytest.mark.parametrize("version", [NOW + 1, NOW - 1])
def test_a_book_that_became_another_releases_is_refused_and_not_written(tmp_path: Path, version: int) -> None:
    book = a_book(tmp_path)
    person = Person(an_app(book))
    with person.http:
        assert judge(person).status_code == 200
        with sqlite3.connect(book) as conn:
            conn.execute(f"PRAGMA user_version = {version}")
        answer = judge(person, "reject")
        with sqlite3.connect(book) as conn:
            held = conn.execute("SELECT count(*) FROM judgement").fetchone()

    assert (answer.status_code, answer.json()["error"]) == (409, "book")
    assert "release" in answer.json()["message"] or "newer" in answer.json()["message"]
    assert str(book) not in answer.text
    assert held == (1,)


def test_a_damaged_book_is_refused_and_not_tried_for_ever(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    with sqlite3.connect(book) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    person = Person(an_app(book))
    with person.http:
        raw = bytearray(book.read_bytes())
        raw[4096:] = b"\x5a" * (len(raw) - 4096)
        book.write_bytes(raw)
        answer = judge(person)

    assert (answer.status_code, answer.json()["error"]) == (409, "book")
    assert "damaged" in answer.json()["message"]


def test_a_locked_book_is_busy_and_takes_the_same_request_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sourcebook.ledger.file.BUSY_MS", 50)
    book = a_book(tmp_path)
    person = Person(an_app(book))
    with person.http:
        other = sqlite3.connect(book, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        busy = judge(person, key="later")
        other.execute("ROLLBACK")
        other.close()
        later = judge(person, key="later")

    assert (busy.status_code, busy.json()["error"]) == (503, "busy")
    assert int(busy.headers["Retry-After"]) > 0
    assert later.status_code == 200, later.text


def test_of_two_reviewers_the_second_sees_the_first_and_may_overrule_with_a_note(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    with_accounts(book, chief="admin", amal="reviewer", basim="reviewer").engine.dispose()
    amal, basim = Person(an_app(book)), Person(an_app(book))
    with amal.http, basim.http:
        assert [amal.log_in("amal").status_code, basim.log_in("basim").status_code] == [200, 200]
        seen = basim.get(f"/claims/{ATTACK.id}").json()["row"]["version"]
        first = judge(amal, "accept", seen=seen, note="two wires say so")
        late = judge(basim, "reject", seen=seen)
        silent = judge(basim, "reject", seen=seen, overrule=True)
        overruled = judge(basim, "reject", seen=seen, overrule=True, note="the agency withdrew it")
        history = amal.get(f"/claims/{ATTACK.id}").json()["history"]

    assert [a.status_code for a in (first, late, silent, overruled)] == [200, 409, 422, 200]
    current = late.json()["current"]
    told = (current["by"], current["verdict"], current["note"], current["n"])
    assert told == ("amal", "accept", "two wires say so", first.json()["numbers"][0])
    assert [(c["by"], c["verdict"]) for c in history] == [("amal", "accept"), ("basim", "reject")]
    assert history[1]["note"] == "the agency withdrew it"
    assert overruled.json()["claims"][0]["status"] == "rejected"


def test_questions_asked_at_once_are_of_one_moment(tmp_path: Path) -> None:
    book = a_book(tmp_path)
    with Ledger.open(book) as ledger, Ledger.open(book) as writer:
        told = Judgement(verdict=Verdict.REJECT, by="amal", at=datetime.now(UTC), claim=ATTACK.id)
        with ledger.at_once():
            before = ledger.standings().of
            writer.judge(told)
            within = ledger.standings().of, len(ledger.judgements())

        assert (before, within) == ({}, ({}, 0))
        assert list(ledger.standings().of) == [ATTACK.id]
