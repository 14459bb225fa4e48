"""Questions about time over HTTP, on a book made of the sample reports."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from served import Person, an_app
from sourcebook.cli import main
from sourcebook.intake import reports
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.samples import sample_paths
from sourcebook.story.keeping import add


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "levant.sourcebook"
    with Ledger.open(path) as ledger:
        for item in reports([str(p) for p in sample_paths()]):
            add(ledger, item)
    return path


@pytest.fixture(scope="module")
def asker(book: Path) -> Iterator[Person]:
    person = Person(an_app(book))
    with person.http:
        yield person


def ask(asker: Person, path: str, **given: Any) -> Any:
    answer = asker.get(path, params=given)
    assert answer.status_code == 200, answer.text
    return answer.json()


def lines(book: Path, *words: str) -> list[dict[str, Any]]:
    """What the command line answers."""
    done = CliRunner().invoke(main, [*words, "--format", "jsonl", "--book", str(book)])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def quoted(book: Path, said: list[dict[str, Any]]) -> None:
    """Every quote stands in its report, where its claim says."""
    with Ledger.open(book, readonly=True) as ledger:
        for one in said:
            found = ledger.claim(one["claim"])
            assert found is not None
            assert (found.words, found.claim.report) == (one["words"], one["report"])
            text = ledger.text(one["report"]) or ""
            assert one["before"] + one["words"] + one["after"] in text


def test_a_diff_tells_what_the_command_line_tells_with_its_words(asker: Person, book: Path) -> None:
    told = ask(asker, "/diff", **{"from": "2024-12-07", "to": "2024-12-31"})
    same = lines(book, "diff", "--from", "2024-12-07", "--to", "2024-12-31")
    assert [line["sort"] for line in told["lines"]] == [c["change"] for c in same]
    claims = [[c["id"] for c in one["claims"]] for one in same]
    assert [[q["claim"] for q in line["said"]] for line in told["lines"]] == [
        list(dict.fromkeys(some)) for some in claims
    ]
    assert all(line["said"] and line["title"] for line in told["lines"])
    assert any(line["incident"] for line in told["lines"])
    assert (told["first"], told["last"]) == ("2024-12-07", "2024-12-31")
    quoted(book, [q for line in told["lines"] for q in line["said"]])


def test_a_diff_of_somebody_is_part_of_the_diff(asker: Person) -> None:
    whole = ask(asker, "/diff", **{"from": "2024-11", "to": "2025-01"})["lines"]
    part = ask(asker, "/diff", **{"from": "2024-11", "to": "2025-01", "name": "Albukamal"})["lines"]
    assert part
    assert len(part) < len(whole)
    assert all(line in whole for line in part)


def test_a_posture_is_in_the_order_of_time_and_each_step_has_its_words(asker: Person, book: Path) -> None:
    told = ask(asker, "/posture", actor="Kataib Hezbollah", target="Iraq")
    same = lines(book, "posture", "Kataib Hezbollah", "Iraq")
    assert [(s["move"], s["claim"]) for s in told["steps"]] == [(s["move"], s["claim"]) for s in same]
    assert told["steps"]
    quoted(book, [s["said"] for s in told["steps"]])


def test_a_reach_names_no_place_before_that_from_which_it_is_reached(asker: Person, book: Path) -> None:
    told = ask(asker, "/reach", actor="Kataib Hezbollah")
    seen: set[str] = set()
    for hop in told["hops"]:
        assert hop["start"] is None or hop["start"]["id"] in seen
        seen.add(hop["place"]["id"])
    assert seen
    assert all(hop["said"] or hop["known"] for hop in told["hops"])
    quoted(book, [q for hop in told["hops"] for q in hop["said"]])


def test_what_is_lost_and_what_is_left_are_together_what_was_reached(asker: Person) -> None:
    before = ask(asker, "/reach", actor="Kataib Hezbollah")
    after = ask(asker, "/reach", actor="Kataib Hezbollah", without=["Albukamal", "Al Qaim"])
    kept, lost = ({h["place"]["id"] for h in after[key]} for key in ("hops", "lost"))
    assert kept | lost == {h["place"]["id"] for h in before["hops"]}
    assert kept.isdisjoint(lost)
    assert {w["name"] for w in after["without"]} >= {"Albukamal"}


def test_hinges_are_those_of_the_command_line(asker: Person, book: Path) -> None:
    told = ask(asker, "/hinges", as_of="2024-12-31")
    same = lines(book, "hinges", "--as-of", "2024-12-31")
    assert [[[n["id"] for n in part] for part in h["parts"]] for h in told] == [
        [[n["id"] for n in group] for group in h["apart"]] for h in same
    ]
    assert all((h["entity"] is None) != (h["tie"] is None) or h["said"] == [] for h in told)
    quoted(book, [q for h in told for q in h["said"]])


def test_the_queue_gives_reasons_and_counts_every_claim(asker: Person, book: Path) -> None:
    told = ask(asker, "/queue", limit=7)
    assert len(told["items"]) == 7
    assert all(item["reasons"] and item["claim"]["status"] == "candidate" for item in told["items"])
    with Ledger.open(book, readonly=True) as ledger:
        assert (told["judged"], told["total"]) == (0, len(list(ledger.claims(ClaimQuery()))))


@pytest.mark.parametrize(
    ("path", "given", "status", "why"),
    [
        ("/posture", {"actor": "Nobody At All", "target": "Israel"}, 404, "no actor called 'Nobody At All'"),
        ("/reach", {"actor": "Bashar al-Assad"}, 400, "is a person"),
        ("/reach", {"actor": "Kataib Hezbollah", "without": "t0000"}, 404, "nothing called 't0000'"),
        ("/diff", {"from": "2025-01", "to": "2024-12"}, 400, "exchange the two"),
        ("/diff", {"from": "soon", "to": "2024-12"}, 400, "'soon' is no day"),
        ("/diff", {"from": "2024-12", "to": "2025-01", "name": "Atlantis"}, 404, "nothing called 'Atlantis'"),
        ("/queue", {"limit": "0"}, 422, "limit"),
        ("/history", {"cursor": "1.x"}, 400, "no place in the history"),
        ("/hinges", {"release": "none"}, 400, "no release 'none'"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    asker: Person, path: str, given: dict[str, str], status: int, why: str
) -> None:
    answer = asker.get(path, params=given)
    assert answer.status_code == status
    assert why in answer.json()["message"]


def test_what_was_known_before_the_first_report_is_nothing(asker: Person) -> None:
    assert ask(asker, "/hinges", known_by="2020-01-01") == []
    assert (
        ask(asker, "/diff", **{"from": "2024-11", "to": "2025-01", "known_by": "2020-01-01"})["lines"] == []
    )


def test_a_refusal_does_not_tell_where_the_book_lies(asker: Person, book: Path) -> None:
    told = asker.get("/posture", params={"actor": "Nobody At All", "target": "Israel"}).json()["message"]
    assert "in the book" in told
    assert str(book) not in told
