import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import drafts
from sourcebook.ledger import Ledger
from standin import Run

TESTS = Path(__file__).parents[1]


def write(folder: Path, name: str, extra: str = "") -> str:
    (folder / name).write_text(f"{drafts.TEXT} {extra}".strip(), encoding="utf-8")
    return name


def test_read_prints_who_what_and_in_which_words_and_keeps_nothing(run: Run, report: Path) -> None:
    done = run("read", report, "--published", "2024-05-04")

    assert done.exit_code == 0
    for words in (
        "2024-05-03   ASSAULT firearms  River Front → Norland Army  at Ostby  12 killed  with rifles",
        "“The River Front killed 12 soldiers of the Norland Army in Ostby on 3 May 2024”",
        "says Norland Army",
        "hedged",
        "River Front backed by Norland · arms",
        "1 more event is alluded to",
    ):
        assert words in done.stdout
    assert "It did not attack in 2019" not in done.stdout
    assert [p.name for p in report.parent.iterdir()] == ["ostby.txt"]


def test_read_as_jsonl_is_one_object_per_report(run: Run, folder: Path) -> None:
    done = run("read", write(folder, "a.txt"), write(folder, "b.txt", "More."), "--format", "jsonl")
    lines = [json.loads(x) for x in done.stdout.splitlines()]

    assert [x["report"]["address"] for x in lines] == ["a.txt", "b.txt"]
    assert all(x.keys() >= {"report", "entities", "mentions", "claims"} for x in lines)


def test_a_report_that_fails_is_named_and_the_others_are_read(run: Run, folder: Path) -> None:
    names = [
        write(folder, "a.txt", "CRASH"),
        write(folder, "b.txt"),
        "missing.txt",
        write(folder, "c.txt", "REFUSE"),
    ]
    done = run("read", *names)

    assert done.exit_code == 0
    assert "a.txt: the reader failed: ZeroDivisionError: division by zero" in done.stderr
    assert "c.txt: this report is refused; leave it out" in done.stderr
    assert "missing.txt: " in done.stderr
    assert "1 report read, 3 failed" in done.stderr
    assert "River Front" in done.stdout


def test_when_nothing_can_be_read_that_is_a_failure(run: Run, folder: Path) -> None:
    done = run("read", "missing.txt", write(folder, "a.txt", "CRASH"))

    assert (done.exit_code, done.stdout) == (1, "")
    assert "0 reports read, 2 failed" in done.stderr


@pytest.mark.parametrize(
    "bad", ["yesterday", "2024-13", "2023-02-29", "08.12.2024", "2024-12-08T10:00", "20241208"]
)
def test_a_bad_date_is_misuse_and_the_forms_are_told(run: Run, report: Path, bad: str) -> None:
    done = run("read", report, "--published", bad)

    assert done.exit_code == 2
    message = " ".join(done.stderr.split())
    for form in ("2024 (year)", "2024-12 (month)", "2024-12-08 (day)", bad):
        assert form in message


def test_no_report_is_misuse(run: Run) -> None:
    assert run("read").exit_code == 2
    assert run("add").exit_code == 2


def test_words_that_steer_a_terminal_are_not_shown(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text(
        f"\x1b[31mRed\x1b[0m [bold]headline[/bold] \u202egnorw\n\n{drafts.TEXT}", encoding="utf-8"
    )
    done = run("read", "a.txt")

    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_add_makes_a_book_and_says_what_it_did(run: Run, report: Path) -> None:
    done = run("add", report)

    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "1 report added to book.sourcebook (4 claims)\n"


def test_adding_again_skips_what_is_there_without_reading_it(
    run: Run, report: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sourcebook.stages.read", None)
    done = run("add", report, "--published", "2024-05-04")

    assert done.exit_code == 0
    assert f"{report}: already in the book" in done.stderr
    assert "nothing new for book.sourcebook, 1 already there" in done.stderr
    assert book.exists()


def test_failures_are_kept_and_the_rest_is_added(run: Run, folder: Path) -> None:
    done = run("add", write(folder, "a.txt", "CRASH"), write(folder, "b.txt"), "missing.txt")

    assert done.exit_code == 0
    assert "1 report added to book.sourcebook (4 claims), 2 failed (see `sourcebook failures`)" in done.stderr
    listed = run("failures")
    assert "a.txt  read: ZeroDivisionError" in listed.stdout
    assert "missing.txt  intake: NotFound" in listed.stdout
    assert len(run("failures", "--format", "jsonl").stdout.splitlines()) == 2


def test_a_failure_is_forgotten_once_its_source_is_read(run: Run, folder: Path) -> None:
    run("add", write(folder, "a.txt", "CRASH"))
    run("add", write(folder, "a.txt"))

    assert run("failures").stdout == ""


def test_when_nothing_can_be_added_that_is_a_failure(run: Run, folder: Path) -> None:
    assert run("add", write(folder, "a.txt", "CRASH")).exit_code == 1
    assert run("add", "missing.txt").exit_code == 1


def test_knowledge_of_ones_own_makes_another_reader(run: Run, report: Path, folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "a.toml").write_text("x = 1", encoding="utf-8")
    run("add", report)
    first = run("add", report, "--project", "mine")
    again = run("add", report, "--project", "mine")

    assert "1 report added" in first.stderr
    assert "1 already there" in again.stderr


def test_the_book_may_be_named_by_the_environment(run: Run, report: Path) -> None:
    done = run("add", report, env={"SOURCEBOOK_BOOK": "mine.sourcebook"})

    assert "added to mine.sourcebook" in done.stderr
    assert (report.parent / "mine.sourcebook").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Not a book. " * 100, "is not a book, or is damaged"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "is not a book"),
    ],
)
def test_a_file_that_is_no_book_is_refused_in_a_line(
    run: Run, report: Path, content: bytes, message: str
) -> None:
    (report.parent / "x.sourcebook").write_bytes(content)
    for command in (("add", str(report)), ("claims",), ("timeline",), ("sources",), ("demo",)):
        done = run(*command, "--book", "x.sourcebook")
        assert (done.exit_code, done.stdout) == (1, "")
        assert message in done.stderr
        assert "Traceback" not in done.stderr


def started(folder: Path, *words: str, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(TESTS / "standin.py"), *words],
        cwd=folder,
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send there")
def test_ctrl_c_keeps_what_was_read_and_says_how_to_go_on(folder: Path) -> None:
    names = [write(folder, "a.txt"), write(folder, "b.txt", "More."), write(folder, "c.txt", "SLOW")]
    flag = folder / "flag"
    process = started(folder, "add", *names, "missing.txt", STANDIN_FLAG=str(flag))
    deadline = time.monotonic() + 60
    while not flag.exists() and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert process.returncode == 130, (out, err)
    assert "2 reports added to book.sourcebook (8 claims)" in err
    assert "run the same command again to go on" in err
    assert "Traceback" not in err
    with Ledger.open(folder / "book.sourcebook", readonly=True) as ledger:
        assert [s.address for s in ledger.sources()] != []
        assert len(list(ledger.sources())) == 2


def test_a_broken_pipe_is_quiet(folder: Path) -> None:
    for i in range(40):
        write(folder, f"{i:02}.txt", f"{'Word ' * 40} {i}.")
    process = started(folder, "read", ".", "--format", "jsonl")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    with process.stderr as stream:
        err = stream.read()
    process.wait(timeout=60)

    assert "Traceback" not in err
    assert "BrokenPipe" not in err


def test_two_adds_at_once_both_finish(folder: Path) -> None:
    for i in range(12):
        write(folder, f"{i:02}.txt", f"Number {i}.")
    both = [started(folder, "add", *(f"{i:02}.txt" for i in r)) for r in (range(8), range(4, 12))]
    out = [p.communicate(timeout=120) for p in both]

    assert [p.returncode for p in both] == [0, 0], out
    with Ledger.open(folder / "book.sourcebook", readonly=True) as ledger:
        assert len(list(ledger.sources())) == 12
