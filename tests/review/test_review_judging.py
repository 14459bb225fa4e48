"""Judging, marking and deciding over HTTP: kept once, refused when overtaken, undone without a trace."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import drafts
from served import Person, a_book, an_app, with_accounts
from sourcebook.ledger import Ledger
from sourcebook.model.claim import Claim, Event
from sourcebook.story.linker import link_new

KEYS = count()
ATTACK = drafts.attack(drafts.report())
THREAT = drafts.threat(drafts.report())
TIE = drafts.tie(drafts.report())
REPORT = drafts.report()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = a_book(tmp_path)
    with Ledger.open(path) as ledger:
        link_new(ledger)
    return path


@pytest.fixture
def amal(book: Path) -> Iterator[Person]:
    person = Person(an_app(book))
    with person.http:
        yield person


def send(person: Person, path: str, **given: Any) -> Any:
    return person.change("POST", path, {"key": f"k{next(KEYS)}", "by": "amal", **given})


def judge(person: Person, claim: str, verdict: str, **given: Any) -> Any:
    return send(person, "/judgements", claim=claim, verdict=verdict, **given)


def good(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]


def claim(book: Path, ident: str) -> Claim:
    with Ledger.open(book, readonly=True) as ledger:
        found = ledger.claim(ident)
    assert found is not None
    return found.claim


def everything(book: Path) -> list[Any]:
    with Ledger.open(book, readonly=True) as ledger:
        return list(ledger.claims())


def mark(person: Person, words: str = "Norland once armed", **given: Any) -> Any:
    start = drafts.TEXT.index(words)
    told = {"report": REPORT.id, "start": start, "end": start + len(words), "kind": "event", "type": "AID"}
    return send(person, "/claims", **{**told, **given})


def test_a_judgement_answers_with_the_claim_as_it_stands(amal: Person, book: Path) -> None:
    told = good(judge(amal, ATTACK.id, "correct", field="killed", value={"low": 11, "high": 13}, seen=0))
    (row,) = told["claims"]
    assert (row["id"], row["status"], row["version"]) == (ATTACK.id, "corrected", told["numbers"][0])
    fact = claim(book, ATTACK.id).fact
    assert isinstance(fact, Event)
    assert fact.killed is not None
    assert fact.killed.high == 13


def test_the_version_of_the_book_moves_with_every_change(amal: Person) -> None:
    versions = [
        good(judge(amal, ATTACK.id, "accept"))["version"],
        good(judge(amal, THREAT.id, "reject", note="it did not"))["version"],
        good(send(amal, "/judgements/2/undo"))["version"],
    ]
    assert len(set(versions)) == 3


def test_an_incident_and_a_tie_are_judged_whole(amal: Person) -> None:
    told = good(judge(amal, f"i{ATTACK.id}", "accept"))
    assert ATTACK.id in {row["id"] for row in told["claims"]}
    tie = good(judge(amal, TIE.id, "accept"))["claims"][0]["tie"]
    assert [row["id"] for row in good(judge(amal, tie, "reject"))["claims"]] == [TIE.id]


def test_a_request_sent_twice_is_kept_once_also_after_a_restart(amal: Person, book: Path) -> None:
    sent = {"key": "same", "claim": ATTACK.id, "verdict": "accept", "seen": 0}
    first = good(send(amal, "/judgements", **sent))
    assert good(send(amal, "/judgements", **sent))["numbers"] == first["numbers"]
    with Person(an_app(book)).http as again:
        person = Person(again.app)  # type: ignore[arg-type]
        assert good(send(person, "/judgements", **sent))["numbers"] == first["numbers"]
    with Ledger.open(book, readonly=True) as ledger:
        assert len(ledger.judgements()) == 1


def test_a_rejection_sent_twice_finds_its_incident_no_more_and_is_answered_all_the_same(amal: Person) -> None:
    sent = {"key": "gone", "claim": f"i{ATTACK.id}", "verdict": "reject"}
    first = good(send(amal, "/judgements", **sent))
    assert good(send(amal, "/judgements", **sent))["numbers"] == first["numbers"]


def test_a_key_is_not_good_for_another_request(amal: Person) -> None:
    good(send(amal, "/judgements", key="one", claim=ATTACK.id, verdict="accept"))
    other = send(amal, "/judgements", key="one", claim=ATTACK.id, verdict="reject")
    assert refused(other) == (409, "key")
    assert refused(mark(amal, key="one")) == (409, "key")


def test_two_people_with_one_key_are_both_heard(amal: Person, book: Path) -> None:
    for by in ("amal", "basim"):
        good(send(amal, "/judgements", key="1", by=by, claim=ATTACK.id, verdict="accept"))
    with Ledger.open(book, readonly=True) as ledger:
        assert [j.judgement.by for j in ledger.judgements()] == ["amal", "basim"]


def test_whoever_judges_on_an_older_view_is_shown_what_came_between(amal: Person) -> None:
    good(judge(amal, ATTACK.id, "accept", by="basim", note="I was there", seen=0))
    late = judge(amal, ATTACK.id, "reject", seen=0)
    assert refused(late) == (409, "overtaken")
    current = late.json()["current"]
    assert (current["by"], current["verdict"], current["note"]) == ("basim", "accept", "I was there")
    assert refused(judge(amal, ATTACK.id, "reject", seen=0, overrule=True)) == (422, "note")
    told = good(judge(amal, ATTACK.id, "reject", seen=0, overrule=True, note="the agency withdrew it"))
    assert told["claims"][0]["status"] == "rejected"


def test_of_two_who_judge_one_view_at_once_one_is_refused(amal: Person) -> None:
    def both(by: str) -> int:
        return int(judge(amal, ATTACK.id, "accept", by=by, seen=0).status_code)

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(both, ["amal", "basim", "celine", "dana"]))
    assert answers == [200, 409, 409, 409]


def test_joining_and_cutting_move_claims_between_incidents(amal: Person) -> None:
    added = good(mark(amal))["claims"][0]
    assert added["incident"] == f"i{added['id']}"
    joined = good(judge(amal, added["id"], "join", other=ATTACK.id, note="one and the same"))
    assert len({row["incident"] for row in joined["claims"]}) == 1
    apart = good(judge(amal, added["id"], "cut", other=ATTACK.id, note="years apart"))
    assert len({row["incident"] for row in apart["claims"]}) == 2


def test_an_undo_is_kept_once_and_a_second_one_is_told_who_was_first(amal: Person, book: Path) -> None:
    before = everything(book)
    (n,) = good(judge(amal, ATTACK.id, "reject"))["numbers"]
    undone = good(send(amal, f"/judgements/{n}/undo", key="u"))
    assert good(send(amal, f"/judgements/{n}/undo", key="u"))["numbers"] == undone["numbers"]
    assert undone["claims"][0]["status"] == "candidate"
    assert everything(book) == before
    again = send(amal, f"/judgements/{n}/undo", by="basim")
    assert refused(again) == (409, "undone")
    assert again.json()["current"]["by"] == "amal"
    assert refused(send(amal, "/judgements/99/undo")) == (404, "missing")


def test_a_marked_claim_shows_and_goes_with_its_undo(amal: Person, book: Path) -> None:
    before = everything(book)
    told = good(mark(amal, fields={"actor": ["norland"], "recipient": ["river-front"], "when": "2010"}))
    (row,) = told["claims"]
    assert (row["quote"]["words"], row["when"], row["status"]) == ("Norland once armed", "2010", "accepted")
    assert row["title"] == "Norland aids River Front"
    assert refused(mark(amal, fields={"actor": ["norland"], "recipient": ["river-front"]})) == (409, "added")
    gone = good(send(amal, f"/judgements/{told['numbers'][0]}/undo"))
    assert gone["claims"] == []
    assert everything(book) == before


def test_a_marked_tie_is_a_tie_of_the_book(amal: Person) -> None:
    ends = {"subject": "river-front", "object": "norland-army"}
    told = good(mark(amal, "River Front attacks", kind="relation", type="opposed_to", fields=ends))
    assert told["claims"][0]["tie"].startswith("t")
    assert good(judge(amal, told["claims"][0]["tie"], "accept"))["claims"][0]["id"] == told["claims"][0]["id"]


@pytest.mark.parametrize(
    ("given", "status", "error"),
    [
        ({"type": "WAR"}, 400, "bad"),
        ({"kind": "rumour"}, 422, "words"),
        ({"report": "0" * 16}, 404, "missing"),
        ({"start": 5, "end": 5}, 400, "bad"),
        ({"start": 26, "end": 27}, 422, "span"),
        ({"end": 10**9}, 400, "bad"),
        ({"fields": {"actor": ["nobody-at-all"]}}, 422, "name"),
        ({"fields": {"colour": "red"}}, 400, "bad"),
        ({"fields": {"killed": {"low": "x"}}}, 400, "bad"),
        ({"kind": "relation", "type": "opposed_to"}, 400, "bad"),
        ({"by": " "}, 422, "by"),
        ({"key": ""}, 422, "key"),
    ],
)
def test_a_marking_that_cannot_be_is_refused_and_nothing_is_kept(
    amal: Person, book: Path, given: dict[str, Any], status: int, error: str
) -> None:
    assert refused(mark(amal, **given)) == (status, error)
    with Ledger.open(book, readonly=True) as ledger:
        assert ledger.judgements() == []


@pytest.mark.parametrize(
    ("given", "status", "error"),
    [
        ({"verdict": "praise"}, 422, "verdict"),
        ({"verdict": "add"}, 422, "verdict"),
        ({"claim": "f" * 16}, 404, "missing"),
        ({"claim": "i" + "f" * 16}, 404, "missing"),
        ({"claim": "t" + "f" * 16}, 404, "missing"),
        ({"claim": "%"}, 404, "missing"),
        ({"verdict": "correct"}, 422, "field"),
        ({"verdict": "correct", "field": "actor", "value": ["nobody-at-all"]}, 422, "name"),
        ({"verdict": "correct", "field": "type", "value": "WAR"}, 400, "bad"),
        ({"verdict": "join"}, 422, "other"),
        ({"verdict": "join", "other": THREAT.id}, 422, "note"),
        ({"verdict": "join", "other": "f" * 16, "note": "one"}, 404, "missing"),
        ({"verdict": "join", "other": ATTACK.id, "note": "one"}, 400, "bad"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused_and_nothing_is_kept(
    amal: Person, book: Path, given: dict[str, Any], status: int, error: str
) -> None:
    assert refused(judge(amal, **{"claim": ATTACK.id, "verdict": "accept", **given})) == (status, error)
    with Ledger.open(book, readonly=True) as ledger:
        assert ledger.judgements() == []


def test_a_merge_and_its_undo_are_kept_once_and_a_warning_stands_until_overruled(
    amal: Person, book: Path
) -> None:
    merge = {"key": "m", "ruling": "merge", "actor": "norland-army", "other": "norland"}
    first = good(send(amal, "/decisions", **merge))
    assert first["sort"] == "decision"
    assert good(send(amal, "/decisions", **merge))["numbers"] == first["numbers"]
    undo = f"/decisions/{first['numbers'][0]}/undo"
    good(send(amal, undo, key="mu"))
    good(send(amal, undo, key="mu"))
    assert refused(send(amal, undo)) == (409, "undone")
    warned = {"ruling": "merge", "actor": "river-front", "other": "front-of-the-river"}
    assert refused(send(amal, "/decisions", **warned)) == (409, "kept_apart")
    good(send(amal, "/decisions", **warned, overrule="one group, says its founder"))
    with Ledger.open(book, readonly=True) as ledger:
        assert len(ledger.decisions()) == 3


def test_a_split_gives_a_report_another_actor_and_distinct_asks_why(amal: Person, book: Path) -> None:
    good(
        send(
            amal,
            "/decisions",
            ruling="split",
            actor="river-front",
            other="River League",
            reports=[REPORT.id],
        )
    )
    fact = claim(book, ATTACK.id).fact
    assert isinstance(fact, Event)
    assert fact.actor == ("river-league",)
    apart = {"ruling": "distinct", "actor": "norland-army", "other": "norland"}
    assert refused(send(amal, "/decisions", **apart)) == (400, "bad")
    good(send(amal, "/decisions", **apart, note="an army is no state"))
    assert refused(send(amal, "/decisions", ruling="accept", actor="norland", other="x")) == (422, "ruling")


def test_the_history_is_complete_and_without_doubles_whatever_the_page(amal: Person) -> None:
    for n in range(4):
        good(judge(amal, ATTACK.id, "accept" if n % 2 else "reject"))
    good(send(amal, "/decisions", ruling="merge", actor="norland-army", other="norland"))
    whole = good(amal.get("/history"))
    assert [(c["sort"], c["n"]) for c in whole if c["sort"] == "judgement"] == [
        ("judgement", n) for n in (4, 3, 2, 1)
    ]
    seen, cursor = [], None
    while True:
        page = amal.get("/history", params={"limit": 2, **({"cursor": cursor} if cursor else {})})
        seen += good(page)
        cursor = page.headers.get("X-Sourcebook-Next")
        if cursor is None:
            break
    assert seen == whole
    assert "norland-army is Norland" in {c["words"] for c in whole}


def test_with_accounts_the_account_judges_whatever_name_is_sent(book: Path) -> None:
    with_accounts(book, amal="admin", noor="reviewer").engine.dispose()
    person = Person(an_app(book))
    with person.http:
        good(person.log_in("noor"))
        good(judge(person, ATTACK.id, "accept", by="somebody else"))
    with Ledger.open(book, readonly=True) as ledger:
        assert [j.judgement.by for j in ledger.judgements()] == ["noor"]


Deed = Callable[[Person], Any]
_DEEDS: dict[str, Deed] = {
    "accept": lambda p: judge(p, ATTACK.id, "accept"),
    "reject": lambda p: judge(p, ATTACK.id, "reject"),
    "correct": lambda p: judge(p, TIE.id, "correct", field="until", value="2020"),
    "incident": lambda p: judge(p, f"i{THREAT.id}", "accept"),
    "join": lambda p: judge(p, ATTACK.id, "join", other=THREAT.id, note="one"),
    "mark": lambda p: mark(p, fields={"actor": ["norland"]}),
}


@given(st.lists(st.sampled_from(sorted(_DEEDS)), max_size=5, unique=True))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taking_all_back_restores_every_answer(amal: Person, book: Path, deeds: list[str]) -> None:
    before = everything(book)
    numbers: list[int] = []
    for deed in deeds:
        answer = _DEEDS[deed](amal)
        if deed == "incident" and answer.status_code == 404:  # joined or rejected away
            continue
        numbers += good(answer)["numbers"]
    for n in reversed(numbers):
        good(send(amal, f"/judgements/{n}/undo"))
    assert everything(book) == before
