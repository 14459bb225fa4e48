import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import drafts
from sourcebook.ledger import Ledger
from sourcebook.ledger.by_hand import adding, marked
from sourcebook.model.claim import EventType
from standin import Run

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture(autouse=True)
def _analyst(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCEBOOK_BY", "amal")


def claim(run: Run, *asked: str) -> str:
    """The first claim that is listed."""
    return str(lines(run, "claims", *asked)[0]["id"])


def lines(run: Run, *words: str) -> list[dict[str, object]]:
    done = run(*words, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_judgement_says_how_to_take_it_back(run: Run) -> None:
    done = run("judge", claim(run), "accept", "--note", "two outlets")
    assert "judgement 1:" in done.stderr
    assert "`sourcebook judgements undo 1` takes it back" in done.stderr
    assert "accepted by amal: two outlets" in run("claims").stdout
    assert "accepted by amal: two outlets" in run("show", claim(run)).stdout
    run("judgements", "undo", "1")
    told = lines(run, "judgements", "list")
    assert [(j["verdict"], j.get("undone"), j["by"]) for j in told] == [
        ("accept", 2, "amal"),
        ("undo", None, "amal"),
    ]
    assert "taken back by 2" in run("judgements", "list").stdout


def test_a_correction_takes_names_numbers_and_dates_as_they_are_typed(run: Run) -> None:
    it = claim(run, "--type", "ASSAULT", "--modality", "asserted")
    for field, value in (
        ("killed", "14"),
        ("recipient", "River Front"),
        ("when", "2023"),
        ("where", "Norland"),
    ):
        done = run("judge", it, "correct", "--field", field, "--value", value)
        assert done.exit_code == 0, done.output
    (found,) = [c for c in lines(run, "claims") if c["id"] == it]
    event = found["event"]
    assert isinstance(event, dict)
    assert event["killed"]["best"] == 14
    assert event["recipient"] == ["river-front"]
    assert event["when"]["edtf"] == "2023"
    assert event["where"]["entity"] == "place:no"


def test_what_is_rejected_leaves_the_timeline(run: Run) -> None:
    it = claim(run, "--type", "ASSAULT", "--modality", "asserted")
    run("judge", it, "reject")
    assert it not in {c["id"] for c in lines(run, "timeline")}


def test_what_was_judged_is_exported_with_its_standing(run: Run) -> None:
    it = claim(run, "--type", "ASSAULT", "--modality", "asserted")
    run("judge", it, "accept", "--note", "seen")
    (shown,) = [c for c in lines(run, "timeline") if c["id"] == it]
    assert (shown["standing"]["status"], shown["standing"]["note"]) == ("accepted", "seen")
    run("judge", it, "reject")
    rejected = run("export", "--to", "jsonl", "--status", "rejected").stdout.splitlines()
    assert [json.loads(line)["id"] for line in rejected] == [it]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("accept", "--field", "killed", "--value", "3"), "no other verdict takes them"),
        (("correct",), "a correction needs --field and --value"),
        (("cut",), "join and cut need --other"),
        (("correct", "--field", "actor", "--value", "Nobody At All"), "nobody and nothing called"),
        (("correct", "--field", "killed", "--value", "lots"), "killed cannot be"),
    ],
)
def test_a_judgement_that_does_not_hold_together_is_refused(
    run: Run, words: tuple[str, ...], why: str
) -> None:
    done = run("judge", claim(run), *words)
    assert done.exit_code != 0
    assert why in done.stderr
    assert lines(run, "judgements", "list") == []


def test_judgements_travel_to_another_book_and_arrive_once(run: Run, report: Path) -> None:
    one, two = claim(run), claim(run, "--predicate", "backed_by")
    run("judge", one, "correct", "--field", "killed", "--value", "14")
    run("judge", two, "reject", "--note", "long ago")
    run("judgements", "undo", "2")
    Path("j.jsonl").write_text(run("judgements", "export").stdout, encoding="utf-8")
    run("add", str(report), "--published", "2024-05-04", "--book", "other.sourcebook")

    first = run("judgements", "import", "j.jsonl", "--book", "other.sourcebook")
    again = run("judgements", "import", "j.jsonl", "--book", "other.sourcebook")

    assert "3 judgements imported, 0 were in already" in first.stderr
    assert "0 judgements imported, 3 were in already" in again.stderr
    assert lines(run, "judgements", "list", "--book", "other.sourcebook") == lines(run, "judgements", "list")


def test_a_claim_made_by_hand_is_listed_and_travels_with_what_was_judged_about_it(
    run: Run, report: Path
) -> None:
    told = drafts.report(address=str(report), title=None, publisher=None)
    book = Path("book.sourcebook")
    with Ledger.open(book) as ledger:
        (source,) = ledger.sources()
        by_hand = marked(source.id, drafts.span(told.text, "Norland once armed"), EventType.AID, {})
        ledger.judge(adding(by_hand, by="amal", at=datetime(2025, 1, 2, tzinfo=UTC)))
    run("judge", by_hand.id, "correct", "--field", "weapon", "--value", "rifles")
    assert "is what the reader missed" in run("judgements", "list").stdout
    assert by_hand.id in {c["id"] for c in lines(run, "claims", "--type", "AID")}
    assert "marked by hand" not in run("show", by_hand.id).stdout  # it was corrected since
    Path("j.jsonl").write_text(run("judgements", "export").stdout, encoding="utf-8")
    run("add", str(report), "--published", "2024-05-04", "--book", "other.sourcebook")

    first = run("judgements", "import", "j.jsonl", "--book", "other.sourcebook")
    again = run("judgements", "import", "j.jsonl", "--book", "other.sourcebook")

    assert "2 judgements imported, 0 were in already" in first.stderr
    assert "0 judgements imported, 2 were in already" in again.stderr
    other = ("--book", "other.sourcebook")
    assert lines(run, "judgements", "list", *other) == lines(run, "judgements", "list")
    assert lines(run, "claims", *other) == lines(run, "claims")


def test_a_file_with_one_bad_line_brings_nothing_in(run: Run, report: Path) -> None:
    run("judge", claim(run), "accept")
    good = run("judgements", "export").stdout
    Path("j.jsonl").write_text(good + '{"n": 2, "verdict": "praise"}\n', encoding="utf-8")
    run("add", str(report), "--published", "2024-05-04", "--book", "other.sourcebook")

    done = run("judgements", "import", "j.jsonl", "--book", "other.sourcebook")

    assert done.exit_code == 1
    assert "j.jsonl, line 2:" in done.stderr
    assert "nothing was imported" in done.stderr
    assert lines(run, "judgements", "list", "--book", "other.sourcebook") == []


def test_the_queue_gives_its_reasons(run: Run) -> None:
    told = lines(run, "queue", "--limit", "2")
    assert 1 <= len(told) <= 2
    assert all(t["why"] for t in told)
    assert "worth judging: " in run("queue").stdout


def test_a_release_is_read_as_it_was(run: Run) -> None:
    it = claim(run, "--type", "ASSAULT", "--modality", "asserted")
    assert run("release", "2024-05", "--note", "brief").exit_code == 0
    run("judge", it, "reject")
    run("release", "2024-06")

    assert it in {c["id"] for c in lines(run, "claims", "--release", "2024-05")}
    assert it not in {c["id"] for c in lines(run, "claims", "--release", "2024-06")}
    assert [r["name"] for r in lines(run, "releases", "list")] == ["2024-05", "2024-06"]
    assert run("releases", "check", "2024-05").exit_code == 0
    assert [(d["change"], d["claim"]) for d in lines(run, "releases", "compare", "2024-05", "2024-06")] == [
        ("gone", it)
    ]


def test_what_was_known_before_the_first_reading_is_nothing(run: Run) -> None:
    assert lines(run, "claims", "--known-by", "2020-01-01") == []
    assert lines(run, "claims", "--known-by", "2999-01-01T00:00:00+02:00") == lines(run, "claims")
    both = run("claims", "--known-by", "2999-01-01", "--release", "x")
    assert both.exit_code == 2
    assert "give one of them" in both.stderr


def test_an_incident_and_a_tie_are_judged_whole(run: Run) -> None:
    incident = lines(run, "incidents", "--type", "ASSAULT")[0]
    tie = lines(run, "ties", "River Front")[0]
    assert run("judge", str(incident["id"]), "accept").exit_code == 0
    assert run("judge", str(tie["id"]), "reject", "--note", "long ago").exit_code == 0
    judged = {j["claim"]: j["verdict"] for j in lines(run, "judgements", "list")}
    assert {c["id"] for c in incident["claims"]} <= judged.keys()  # type: ignore[attr-defined]
    assert "reject" in judged.values()
    assert lines(run, "ties", "River Front") == []


def test_what_is_about_a_single_claim_is_refused_for_an_incident(run: Run) -> None:
    done = run("judge", "i123", "correct", "--field", "killed", "--value", "3")
    assert "correct is about a single claim" in done.stderr
    assert "no incident 'i123'" in run("judge", "i123", "accept").stderr
    assert "no tie 't123'" in run("judge", "t123", "accept").stderr
