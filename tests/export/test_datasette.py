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
from sourcebook.export import datasette
from sourcebook.export.acled import COLUMNS as ACLED
from sourcebook.export.ged import COLUMNS as GED
from sourcebook.export.record import Record
from sourcebook.export.target import write_text
from sourcebook.knowledge.event_codes import sub_events
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.ledger.views import ABOUT
from sourcebook.model.claim import Predicate
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


def test_the_words_name_the_file_that_they_are_for(book: Path) -> None:
    with Ledger.open(book) as ledger:
        told = json.loads("".join(datasette.lines(Record(ledger))))

    assert told["databases"].keys() == {book.stem}
