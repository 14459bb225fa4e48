import subprocess
import sys
from collections import Counter
from pathlib import Path

import drafts
from books import Address
from sourcebook.ledger import ClaimQuery, Ledger

TESTS = Path(__file__).parents[1]
WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
import drafts
from books import Address
from sourcebook.ledger import Ledger
first, last = int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
sys.stdin.readline()
with Ledger.open(sys.argv[2]) as ledger:
    for i in range(first, last):
        ledger.keep(drafts.draft(drafts.report(f"{drafts.TEXT} Number {i}.")))
"""


def writer(book: Address, first: int, last: int, *, code: str = WRITER) -> subprocess.Popen[str]:
    given = [str(TESTS), str(book), str(first), str(last)]
    return subprocess.Popen(
        [sys.executable, "-c", code, *given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_add_to_one_new_book_and_nothing_is_lost_or_doubled(path: Address) -> None:
    both = [writer(path, 0, 40), writer(path, 20, 60)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    out = []
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    out = [process.communicate(timeout=60) for process in both]

    assert [p.returncode for p in both] == [0, 0], out
    with Ledger.open(path, readonly=True) as ledger:
        assert len(list(ledger.sources())) == 60
        claims = [e.claim.id for e in ledger.claims(ClaimQuery(background=True))]
    assert len(claims) == len(set(claims)) == 60 * len(drafts.draft().claims)


def test_a_reader_sees_whole_reports_while_another_process_writes(path: Address) -> None:
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft())
    process = writer(path, 0, 30)
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    seen = set()
    while process.poll() is None:
        with Ledger.open(path, readonly=True) as ledger:
            seen.add(len(list(ledger.claims(ClaimQuery(background=True)))) % len(drafts.draft().claims))
    process.communicate()

    assert process.returncode == 0
    assert seen <= {0}


JUDGE = """
import sys
sys.path.insert(0, sys.argv[1])
import drafts
from datetime import UTC, datetime
from sourcebook.ledger import Ledger
from sourcebook.model.judgement import Judgement, Verdict
first, last = int(sys.argv[3]), int(sys.argv[4])
print("ready", flush=True)
sys.stdin.readline()
with Ledger.open(sys.argv[2]) as ledger:
    for i in range(first, last):
        told = drafts.report(f"{drafts.TEXT} Number {i}.")
        ledger.keep(drafts.draft(told))
        at = datetime(2025, 1, 2, tzinfo=UTC)
        ledger.judge(Judgement(claim=drafts.attack(told).id, verdict=Verdict.ACCEPT, by=str(first), at=at))
"""


def test_two_that_keep_and_judge_and_one_that_reads_lose_nothing_and_see_whole_reports(
    tmp_path: Path,
) -> None:
    book = tmp_path / "book.sourcebook"
    Ledger.open(book).close()
    both = [writer(book, 0, 30, code=JUDGE), writer(book, 20, 50, code=JUDGE)]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    seen, judged = set(), [0]
    with Ledger.open(book, readonly=True) as reader:
        while any(process.poll() is None for process in both):
            seen.add(len(list(reader.claims(ClaimQuery(background=True)))) % len(drafts.draft().claims))
            judged.append(len(reader.judgements()))
    out = [process.communicate(timeout=60) for process in both]

    assert [p.returncode for p in both] == [0, 0], out
    assert seen == {0}
    assert judged == sorted(judged)
    with Ledger.open(book, readonly=True) as ledger:
        told = ledger.judgements()
        assert len(list(ledger.sources())) == 50
    assert [one.n for one in told] == list(range(1, 61))
    assert Counter(one.judgement.by for one in told) == {"0": 30, "20": 30}
