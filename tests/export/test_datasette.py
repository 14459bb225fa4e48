import hashlib
import json
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from sample_book import sample_book
from sourcebook.export import acled, datasette
from sourcebook.export.acled import COLUMNS as ACLED
from sourcebook.export.ged import COLUMNS as GED
from sourcebook.export.record import Record
from sourcebook.export.target import write_text
from sourcebook.knowledge.event_codes import sub_event, sub_events
from sourcebook.ledger import ClaimQuery, Ledger, coded
from sourcebook.ledger.migrations import MIGRATIONS
from sourcebook.ledger.views import ABOUT, statements
from sourcebook.model.claim import Event, EventType, Predicate, Relation
from sourcebook.model.judgement import Judgement, Verdict

LONG = 60  # seconds
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = sample_book(tmp_path_factory.mktemp("book"))
    with Ledger.open(path) as ledger:
        one, other, third = (e.claim.id for e in list(ledger.claims())[:3])
        ledger.judge(Judgement(claim=one, verdict=Verdict.ACCEPT, by="amal", at=NOON))
        ledger.judge(Judgement(claim=other, verdict=Verdict.REJECT, by="amal", at=NOON))
        (kept,) = ledger.judge(Judgement(claim=third, verdict=Verdict.REJECT, by="amal", at=NOON))
        ledger.judge(Judgement(verdict=Verdict.UNDO, undoes=kept, by="amal", at=NOON))
    return path


@pytest.fixture(scope="module")
def served(book: Path) -> Iterator[str]:
    about = book.with_name("metadata.json")
    with Ledger.open(book) as ledger:
        write_text(datasette.lines(Record(ledger)), about)
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(book), "-m", str(about), "-p", str(port)]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _awake(f"http://127.0.0.1:{port}")
    finally:
        program.terminate()
        program.wait(LONG)


def _awake(address: str) -> str:
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        try:
            httpx.get(address + "/-/versions.json").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return address
    raise TimeoutError(address)


def rows(book: Path, statement: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(book)) as raw:
        raw.row_factory = sqlite3.Row
        return [dict(row) for row in raw.execute(statement)]


@pytest.mark.parametrize("view", ABOUT)
def test_datasette_serves_every_view_with_words_for_its_columns(served: str, view: str, book: Path) -> None:
    told = httpx.get(f"{served}/{book.stem}/{view}.json?_size=1&_shape=objects", timeout=LONG).json()
    page = httpx.get(f"{served}/{book.stem}/{view}", timeout=LONG).text

    assert set(told["rows"][0]) == set(datasette.COLUMNS[view])
    assert len(rows(book, f"SELECT * FROM {view}")) > 1
    assert ABOUT[view] in page


def test_datasette_answers_a_question_in_sql(served: str, book: Path) -> None:
    asked = "SELECT sub_event_type, count(*) AS n FROM v_event_acled GROUP BY 1 ORDER BY 1"
    told = httpx.get(
        f"{served}/{book.stem}.json", params={"sql": asked, "_shape": "array"}, timeout=LONG
    ).json()

    assert told == rows(book, asked)
    assert {row["sub_event_type"] for row in told} <= set(sub_events())


def test_the_views_have_every_claim_of_the_last_readers(book: Path) -> None:
    with Ledger.open(book) as ledger:
        every = {e.claim.id: e for e in ledger.claims(ClaimQuery(background=True))}

    shown = {
        row["claim_id"]: row for row in rows(book, "SELECT * FROM v_claim") if row["status"] != "rejected"
    }
    ties = {r["claim_id"] for r in rows(book, "SELECT * FROM v_relation") if r["status"] != "rejected"}
    assert shown.keys() == every.keys()
    assert {i: shown[i]["quote"] for i in shown} == {i: e.words for i, e in every.items()}
    assert {i: shown[i]["status"] for i in shown} == {i: str(e.standing.status) for i, e in every.items()}
    assert ties == {i for i, row in shown.items() if row["type_or_predicate"] in set(Predicate)}


def test_verdicts_show_and_one_taken_back_does_not(book: Path) -> None:
    told = rows(
        book, "SELECT status, count(*) AS n FROM v_claim WHERE status <> 'candidate' GROUP BY 1 ORDER BY 1"
    )

    assert told == [{"status": "accepted", "n": 1}, {"status": "rejected", "n": 1}]


def test_the_event_views_use_the_names_of_their_codebooks(book: Path) -> None:
    for view, columns in (("v_event_acled", ACLED), ("v_event_ged", GED)):
        named = {c for c in rows(book, f"SELECT * FROM {view}")[0] if not c.startswith("sb_")}
        assert named <= set(columns)


CODED = ("sub_event_type", "event_type", "disorder_type", "inter1", "inter2")


def claimants(fact: Event | Relation) -> tuple[str, ...]:
    return (*fact.claimant, *fact.attributed_to) if isinstance(fact, Event) else ()


def test_a_claim_has_the_codes_of_the_incident_that_it_alone_tells(book: Path) -> None:
    """Where a claim has one actor in a role and nobody claims the deed or is blamed for it.

    The order of several, and the body of a person, SQL cannot see; its views name no claimants.
    """
    with Ledger.open(book) as ledger:
        claimed = {e.claim.id for e in ledger.claims() if claimants(e.claim.fact)}
        told = [
            row
            for row in acled.rows(Record(ledger))
            if row["sb_status"] == "candidate"
            and not any(
                ";" in str(row[c]) or "person-" in str(row[c])
                for c in ("sb_claims", "sb_doers", "sb_targets")
            )
        ]
    shown = {row["sb_claim"]: row for row in rows(book, "SELECT * FROM v_event_acled")}
    told = [r for r in told if ";" not in str(shown[str(r["sb_claims"])]["actor1"])]
    told = [r for r in told if r["sb_claims"] not in claimed]

    assert len(told) > 30
    assert [[shown[str(r["sb_claims"])][c] for c in CODED] for r in told] == [
        [r[c] for c in CODED] for r in told
    ]


@pytest.mark.parametrize(
    ("kind", "mode", "fact", "name"),
    [
        ("ASSAULT", ["aerial", "clash"], {}, "Armed clash"),
        ("ASSAULT", ["abduct"], {"killed": {"low": 1}}, "Attack"),
        ("ASSAULT", ["abduct"], {"killed": {"best": 0, "high": 0}}, "Abduction/forced disappearance"),
        ("ASSAULT", ["explosives"], {"weapon": "two Grenades"}, "Grenade"),
        ("COERCE", ["seize"], {"object": ["weapons and cattle"]}, "Disrupted weapons use"),
        ("COERCE", ["seize"], {"object": ["weaponry"]}, "Looting/property destruction"),
        ("TRANSITION", [], {}, "Change to group/activity"),
        ("THREATEN", [], {}, None),
    ],
)
def test_sql_goes_by_the_same_rules(
    kind: str, mode: list[str], fact: dict[str, Any], name: str | None
) -> None:
    killed, things = fact.get("killed"), [fact.get("weapon", ""), *fact.get("object", ())]
    dead = killed is not None and killed.get("high") != 0
    by_rules = sub_event(EventType(kind), mode, doer="2", target="1", killed=dead, things=things)
    body = json.dumps({"fact": {"mode": mode, **fact}})
    row = "SELECT ? AS type, ? AS body, ? AS killed_high, ? AS killed_best, '2' AS doer, '1' AS target"
    with closing(sqlite3.connect(":memory:")) as raw:
        numbers = [(killed or {}).get(n) for n in ("high", "best")]
        (told,) = raw.execute(
            f"SELECT {coded.sub_event()} FROM ({row}) AS claim", (kind, body, *numbers)
        ).fetchone()

    assert told == (by_rules.name if by_rules else None) == name


def test_who_changes_the_views_or_the_codes_makes_a_migration() -> None:
    """Books keep the views of their last migration: change this digest together with a new one."""
    made = hashlib.sha256("".join(statements()).encode()).hexdigest()

    assert (len(MIGRATIONS), made[:16]) == (9, "8cf9074f40dbdfb7")


def test_the_words_name_the_file_that_they_are_for(book: Path) -> None:
    with Ledger.open(book) as ledger:
        told = json.loads("".join(datasette.lines(Record(ledger))))

    assert told["databases"].keys() == {book.stem}
