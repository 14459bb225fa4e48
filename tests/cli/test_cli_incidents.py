import json
from pathlib import Path

import pytest

import drafts
from sourcebook.ledger import Ledger
from standin import Run


def lines(run: Run, *words: str) -> list[dict[str, object]]:
    done = run(*words, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.usefixtures("book")
def test_an_incident_opens_by_its_id_and_by_that_of_a_claim(run: Run) -> None:
    one = lines(run, "incidents", "--type", "ASSAULT")[0]
    claims = one["claims"]
    assert isinstance(claims, list)
    assert lines(run, "incident", str(one["id"]))[0]["id"] == one["id"]
    assert lines(run, "incident", str(claims[0]["id"]))[0]["id"] == one["id"]
    shown = run("incident", str(one["id"])).stdout
    assert "Who says what" in shown
    assert "1 claim in 1 report of 1 origin" in shown


@pytest.mark.usefixtures("book")
def test_an_incident_that_is_not_there_is_refused(run: Run) -> None:
    done = run("incident", "ffffffff")
    assert done.exit_code == 1
    assert "no incident 'ffffffff'" in done.stderr


def test_claims_that_nobody_linked_are_named_and_linked_by_the_next_add(run: Run, report: Path) -> None:
    with Ledger.open("book.sourcebook") as ledger:
        ledger.keep(drafts.draft())
    assert "1 report is not linked yet" in run("incidents").stderr
    run("add", str(report), "--published", "2024-05-04")
    assert "not linked" not in run("incidents").stderr


def told_twice(run: Run, report: Path) -> None:
    """The report, and another outlet's with the same attack and another number."""
    run("add", str(report), "--published", "2024-05-04")
    other = report.with_name("other.txt")
    text = report.read_text(encoding="utf-8").replace("is army said", "x")
    other.write_text("Reports from Ostby differ.\n" + text, encoding="utf-8")
    run("add", str(other), "--published", "2024-05-05")


def test_two_reports_of_one_attack_are_one_incident_and_a_person_may_part_them(
    run: Run, report: Path
) -> None:
    told_twice(run, report)
    asked = ("incidents", "--type", "ASSAULT", "--from", "2024-05-01")
    (one,) = lines(run, *asked)
    a, b = (c["id"] for c in one["claims"])  # type: ignore[attr-defined]

    run("judge", a, "cut", "--other", b, "--note", "two attacks", "--by", "amal")
    assert len(lines(run, *asked)) == 2
    run("judgements", "undo", "1", "--by", "amal")
    assert lines(run, *asked) == [one]


def test_a_copy_is_shown_as_a_copy_and_counts_once(run: Run, report: Path) -> None:
    told_twice(run, report)
    (copies,) = [o for o in lines(run, "origins") if o["kind"] == "copies"]
    assert len(copies["reports"]) == 2  # type: ignore[arg-type]
    assert "copied by" in run("origins").stdout
    (one,) = lines(run, "incidents", "--type", "ASSAULT", "--from", "2024-05-01")
    assert one["origins"] == 1


def test_the_order_in_which_reports_are_added_makes_no_difference(run: Run, report: Path) -> None:
    told_twice(run, report)
    other = report.with_name("other.txt")
    run("add", str(other), "--published", "2024-05-05", "--book", "turned.sourcebook")
    run("add", str(report), "--published", "2024-05-04", "--book", "turned.sourcebook")
    assert lines(run, "incidents") == lines(run, "incidents", "--book", "turned.sourcebook")
