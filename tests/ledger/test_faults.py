"""A program that is killed in the middle of writing leaves a book in which everything it acknowledged is there."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import drafts
from sourcebook.ledger import ClaimQuery, Ledger

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
KILLS = int(os.environ.get("SOURCEBOOK_KILLS", "12"))  # 200 take a few minutes
PER_REPORT = 4  # claims in a draft of `drafts`
NURSERY = """
import os, sys, traceback
sys.path.insert(0, sys.argv[1])
import drafts
from datetime import UTC, datetime
from sourcebook.ledger import Ledger
from sourcebook.model.judgement import Judgement, Verdict

AT = datetime(2025, 1, 2, tzinfo=UTC)

def say(word, number):  # a line cut short by the kill has no dot, and the next one begins on a line of its own
    os.write(1, f"\\n{word} {number} .\\n".encode())

def work(first):
    say("started", os.getpid())
    with Ledger.open(sys.argv[2]) as ledger:
        for number in range(first, first + 1000):
            told = drafts.report(f"{drafts.TEXT} Number {number}.")
            ledger.keep(drafts.draft(told))
            say("kept", number)
            claim = drafts.attack(told).id
            (n,) = ledger.judge(Judgement(claim=claim, verdict=Verdict.ACCEPT, by="amal", at=AT))
            say("judged", n)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            work(int(line))
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.waitpid(child, 0)
    say("gone", 0)
"""


@dataclass
class Acknowledged:
    """What the killed writers said that they had written."""

    kept: set[int] = field(default_factory=set)
    judged: set[int] = field(default_factory=set)

    def hear(self, word: str, number: int) -> None:
        if word in ("kept", "judged"):
            getattr(self, word).add(number)


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    given = [str(Path(drafts.__file__).parent), str(tmp_path / "book.sourcebook")]
    process = subprocess.Popen(
        [sys.executable, "-c", NURSERY, *given], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.communicate(timeout=60)


def heard(process: subprocess.Popen[str]) -> tuple[str, int]:
    assert process.stdout is not None
    for line in process.stdout:
        if line.endswith(" .\n"):
            word, number, _ = line.split()
            return word, int(number)
    pytest.fail("the writers' parent has died")


def write_and_be_killed(process: subprocess.Popen[str], acknowledged: Acknowledged, *, first: int) -> None:
    """A writer starts, and is killed somewhere behind its first few lines."""
    assert process.stdin is not None
    process.stdin.write(f"{first}\n")
    process.stdin.flush()
    _, writer = heard(process)
    for _ in range(random.randint(0, 8)):
        acknowledged.hear(*heard(process))
    time.sleep(random.uniform(0, 0.02))
    os.kill(writer, signal.SIGKILL)
    while (line := heard(process))[0] != "gone":
        acknowledged.hear(*line)


def rows(book: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(book)) as conn:
        return conn.execute(statement).fetchall()


def check_whole(book: Path) -> None:
    """The file is sound, and every reading in it is there with all that belongs to it."""
    assert rows(book, "PRAGMA integrity_check") == [("ok",)]
    assert rows(book, "PRAGMA foreign_key_check") == []
    for table in ("report_fts", "claim_fts"):  # compares the index with the words
        rows(book, f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    assert rows(book, "SELECT n FROM claim EXCEPT SELECT id FROM claim_fts_docsize") == []
    assert rows(book, "SELECT n FROM report EXCEPT SELECT id FROM report_fts_docsize") == []
    parts = ("run", "report_text", "sighting")
    counts = rows(book, " UNION ALL ".join(f"SELECT count(*) FROM {t}" for t in ("report", *parts)))
    assert len(set(counts)) == 1
    of_run = "(SELECT count(*) FROM {} WHERE run = run.id)"
    columns = ", ".join(of_run.format(t) for t in ("claim", "mention", "run_actor", "run_place"))
    assert rows(book, f"SELECT DISTINCT {columns} FROM run") in ([], [(PER_REPORT, 3, 5, 2)])


def check_nothing_lost(book: Path, acknowledged: Acknowledged) -> None:
    wanted = {
        claim.id
        for number in acknowledged.kept
        for claim in drafts.draft(drafts.report(f"{drafts.TEXT} Number {number}.")).claims
    }
    with Ledger.open(book) as ledger:
        found = {e.claim.id for e in ledger.claims(ClaimQuery(background=True))}
        judged = {one.n for one in ledger.judgements()}
    assert wanted <= found
    assert acknowledged.judged <= judged


def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged_and_leaves_nothing_half_written(
    tmp_path: Path, nursery: subprocess.Popen[str]
) -> None:
    book, acknowledged = tmp_path / "book.sourcebook", Acknowledged()
    for kill in range(KILLS):
        write_and_be_killed(nursery, acknowledged, first=kill * 1000)
        if kill % 2:  # in between the next writer finds the file as the killed one left it
            check_nothing_lost(book, acknowledged)
            check_whole(book)
    assert len(acknowledged.kept) >= KILLS
    assert acknowledged.judged


def test_an_index_without_a_claims_words_does_not_pass_for_whole(tmp_path: Path) -> None:
    book = tmp_path / "book.sourcebook"
    with Ledger.open(book) as ledger:
        ledger.keep(drafts.draft())
    check_whole(book)
    with closing(sqlite3.connect(book)) as conn:
        conn.execute("INSERT INTO claim_fts (claim_fts, rowid, quote) SELECT 'delete', n, quote FROM claim")
        conn.commit()
    with pytest.raises((AssertionError, sqlite3.DatabaseError)):
        check_whole(book)
