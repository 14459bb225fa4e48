from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

import strangers
from books import Address, sql
from sourcebook.errors import KeptApart, ValueProblem
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Relation
from sourcebook.model.identity import Ruling
from sourcebook.model.record import Draft
from sourcebook.view.who import ties
from strangers import decision, merge, undo

FIRST, SECOND, THIRD = (d.report.id for d in (strangers.first(), strangers.second(), strangers.third()))
ATTACK = "attacked the Joint River Command at dawn"
BACKS = "The River Front backs Harakat an-Noor"
BLAMES = "blamed the Front of the River instead"
PORT = "promised jobs"


@pytest.fixture
def ledger(path: Address) -> Iterator[Ledger]:
    with strangers.book(path) as opened:
        yield opened


def words(ledger: Ledger, *idents: str) -> list[str]:
    return sorted(e.words for e in ledger.claims(ClaimQuery(actors=idents)))


def the_actor(ledger: Ledger, ident: str) -> Actor:
    found = ledger.actor(ident)
    assert found is not None
    return found


def test_merged_actors_are_one_under_the_surviving_id_with_all_names(ledger: Ledger) -> None:
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))

    both = the_actor(ledger, "harakat-an-noor")
    assert (both.id, both.name, both.state) == ("harakat-al-nour", "Harakat al-Nour", "IQ")
    assert [a.text for a in both.aliases] == ["Harakat an-Noor"]
    assert ledger.find("Harakat an-Noor") == ledger.find("harakat-an-noor") == [both]
    assert ledger.names()["harakat-an-noor"] == "Harakat al-Nour"
    assert ledger.surfaces("harakat-an-noor") == [("Harakat an-Noor", 3), ("Harakat al-Nour", 2)]


def test_claims_of_merged_actors_are_found_under_either_id_and_name_the_surviving_one(ledger: Ledger) -> None:
    drafted = {e.claim.id for e in ledger.claims()}
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))

    told = list(ledger.claims(ClaimQuery(kind="relation", actors=("harakat-an-noor",))))
    subjects = {e.claim.fact.subject for e in told if isinstance(e.claim.fact, Relation)}
    assert words(ledger, "harakat-an-noor") == words(ledger, "harakat-al-nour") == [BACKS, ATTACK, BLAMES]
    assert subjects == {"harakat-al-nour"}
    assert {e.claim.id for e in ledger.claims()} == drafted
    assert [e.claim.id for e in ledger.claims_like(told[0].claim.id)] == [told[0].claim.id]


def test_nothing_that_was_kept_is_rewritten_by_a_decision(path: Address) -> None:
    def kept() -> list[object]:
        tables = ("actor", "claim", "mention", "name", "party", "run_actor")
        return [sql(path, f"SELECT * FROM {t}") for t in tables]

    with strangers.book(path) as ledger:
        before = kept()
        ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))
        ledger.decide(
            decision(Ruling.SPLIT, "joint-river-command", "port", name="Port Command", reports=(THIRD,))
        )

        assert kept() == before


def test_a_decision_can_neither_be_changed_nor_removed(ledger: Ledger, path: Address) -> None:
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))

    for statement in ("UPDATE decision SET note = 'x'", "DELETE FROM decision"):
        with pytest.raises(sa.exc.IntegrityError, match="appended"):
            sql(path, statement)


def test_an_undone_merge_may_be_done_again_by_undoing_the_undo(ledger: Ledger) -> None:
    first = ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))
    second = ledger.decide(undo(first))
    apart = ledger.names()["harakat-an-noor"]
    ledger.decide(undo(second))

    assert (apart, ledger.names()["harakat-an-noor"]) == ("Harakat an-Noor", "Harakat al-Nour")
    assert [(d.n, d.undone) for d in ledger.decisions()] == [(1, None), (2, 3), (3, None)]


def test_a_decision_is_kept_as_it_was_made_with_the_reports_that_it_rests_on(ledger: Ledger) -> None:
    made = decision(Ruling.REJECT, "harakat-an-noor", "harakat-al-nour", note="another valley")
    ledger.decide(made)

    assert [d.decision for d in ledger.decisions()] == [replace(made, seen=tuple(sorted((FIRST, SECOND))))]


def test_a_split_report_tells_of_the_other_actor(ledger: Ledger) -> None:
    ledger.decide(
        decision(Ruling.SPLIT, "joint-river-command", "port", name="Port Command", reports=(THIRD,))
    )

    assert words(ledger, "port") == [PORT]
    assert words(ledger, "joint-river-command") == [ATTACK]
    assert ledger.surfaces("port") == [("Joint River Command", 1)]
    port = the_actor(ledger, "port")
    assert (port.name, port.kind, [a.text for a in port.aliases]) == (
        "Port Command",
        ActorKind.STATE_BODY,
        ["Joint River Command"],
    )
    assert [a.id for a in ledger.find("Joint River Command")] == ["joint-river-command", "port"]
    assert [a.id for a in ledger.find("port command")] == ["port"]


def test_a_report_may_be_split_off_from_a_merged_actor(ledger: Ledger) -> None:
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))
    ledger.decide(decision(Ruling.SPLIT, "harakat-al-nour", "river-front", reports=(FIRST,)))

    assert words(ledger, "harakat-al-nour") == [BLAMES]
    assert words(ledger, "river-front") == [BACKS, ATTACK, PORT]


def test_a_split_by_name_holds_where_no_other_name_is_used(ledger: Ledger) -> None:
    alone = strangers.told("Fourth Hand", "RF won the cup at home.", strangers.RIVERS)
    ledger.keep(alone)
    ledger.decide(decision(Ruling.SPLIT, "river-front", "rowers", name="Rowing Federation", called="rf"))

    assert ledger.surfaces("rowers") == [("RF", 1)]
    assert {a.id for a in ledger.find("RF")} == {"river-front", "rowers"}
    assert ledger.surfaces("river-front") == [("RF", 2), ("River Front", 2)]


def test_a_split_by_name_takes_in_reports_that_come_later(ledger: Ledger) -> None:
    ledger.keep(strangers.told("Fourth Hand", "RF won the cup at home.", strangers.RIVERS))
    ledger.decide(decision(Ruling.SPLIT, "river-front", "rowers", name="Rowing Federation", called="RF"))
    ledger.keep(strangers.told("Fifth Wheel", "Again RF lost, away.", strangers.RIVERS))

    assert ledger.surfaces("rowers") == [("RF", 2)]


def test_what_was_split_off_may_be_split_again_and_given_back(ledger: Ledger) -> None:
    ledger.decide(
        decision(Ruling.SPLIT, "joint-river-command", "port", name="Port Command", reports=(THIRD,))
    )
    ledger.decide(decision(Ruling.SPLIT, "port", "joint-river-command", reports=(THIRD,)))

    assert words(ledger, "joint-river-command") == [ATTACK, PORT]
    assert words(ledger, "port") == []


def test_a_split_that_no_report_bears_out_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueProblem, match="does not name"):
        ledger.decide(decision(Ruling.SPLIT, "harakat-an-noor", "river-front", reports=(THIRD,)))
    with pytest.raises(ValueProblem, match="nothing to split"):
        ledger.decide(decision(Ruling.SPLIT, "harakat-an-noor", "river-front", called="Nobody"))


@pytest.mark.parametrize(
    "pair", [("river-front", "front-of-the-river"), ("front-of-the-river", "river-front")]
)
def test_lookalikes_of_the_knowledge_files_are_not_merged(ledger: Ledger, pair: tuple[str, str]) -> None:
    with pytest.raises(KeptApart, match="says the knowledge files"):
        ledger.decide(merge(*pair))

    assert ledger.decisions() == []


def test_actors_that_a_report_keeps_apart_are_not_merged_and_the_report_is_named(ledger: Ledger) -> None:
    ledger.keep(fine_print())

    with pytest.raises(KeptApart, match=r"Fine Print, “Harakat an-Noor is not to be confused"):
        ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))


def test_actors_kept_apart_by_a_decision_are_not_merged_until_it_is_undone(ledger: Ledger) -> None:
    first = ledger.decide(
        decision(Ruling.DISTINCT, "harakat-an-noor", "harakat-al-nour", note="another village")
    )
    with pytest.raises(KeptApart, match="decision 1, by amal: another village"):
        ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))
    assert the_actor(ledger, "harakat-an-noor").distinct_from == ("harakat-al-nour",)

    ledger.decide(undo(first))
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))
    assert ledger.names()["harakat-an-noor"] == "Harakat al-Nour"


def test_an_overruled_warning_lets_a_merge_pass_and_its_reason_is_kept(ledger: Ledger) -> None:
    ledger.decide(merge("river-front", "front-of-the-river", overrule="the party was a cover name"))

    assert the_actor(ledger, "river-front").id == "front-of-the-river"
    assert the_actor(ledger, "river-front").distinct_from == ()
    assert ledger.decisions()[0].decision.overrule == "the party was a cover name"


def test_a_third_actor_does_not_carry_a_merge_past_a_warning(ledger: Ledger) -> None:
    ledger.decide(merge("river-front", "harakat-an-noor"))

    with pytest.raises(KeptApart, match="Front of the River"):
        ledger.decide(merge("front-of-the-river", "harakat-an-noor"))


def test_a_warning_is_not_got_round_by_undoing_its_undo(ledger: Ledger) -> None:
    warning = ledger.decide(decision(Ruling.DISTINCT, "harakat-an-noor", "harakat-al-nour", note="no"))
    taken_back = ledger.decide(undo(warning))
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))

    with pytest.raises(KeptApart, match="decision 1"):
        ledger.decide(undo(taken_back))


def fine_print() -> Draft:
    text = "Harakat an-Noor is not to be confused with Harakat al-Nour."
    claim = ("harakat-an-noor", "distinct_from", "harakat-al-nour", text)
    return strangers.told("Fine Print", text, strangers.NOOR, strangers.NOUR, claims=(claim,))


def test_a_reports_warning_is_about_whom_the_report_means_by_now(ledger: Ledger) -> None:
    ledger.keep(fine_print())
    where = (fine_print().report.id,)
    ledger.decide(decision(Ruling.SPLIT, "harakat-an-noor", "lamps", name="Lamp Club", reports=where))

    with pytest.raises(KeptApart, match="Fine Print"):
        ledger.decide(merge("lamps", "harakat-al-nour"))
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))
    assert ledger.names()["harakat-an-noor"] == "Harakat al-Nour"


def test_a_split_cannot_make_one_of_two_that_the_same_report_keeps_apart(ledger: Ledger) -> None:
    ledger.keep(fine_print())
    where = (fine_print().report.id,)

    with pytest.raises(KeptApart, match="would join two"):
        ledger.decide(decision(Ruling.SPLIT, "harakat-an-noor", "harakat-al-nour", reports=where))


def test_one_actor_cannot_be_called_distinct_from_itself(ledger: Ledger) -> None:
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))

    with pytest.raises(ValueProblem, match="are one already"):
        ledger.decide(decision(Ruling.DISTINCT, "harakat-an-noor", "harakat-al-nour", note="no"))


def test_an_accepted_actor_has_the_name_kind_and_state_that_it_was_given(ledger: Ledger) -> None:
    given = {"name": "Joint Command of the River", "kind": ActorKind.COALITION, "state": "NO"}
    ledger.decide(decision(Ruling.ACCEPT, "joint-river-command", **given))

    accepted = the_actor(ledger, "joint-river-command")
    assert (accepted.name, accepted.kind, accepted.state) == tuple(given.values())
    assert [a.text for a in accepted.aliases] == ["Joint River Command"]
    assert ledger.names()["joint-river-command"] == "Joint Command of the River"
    assert [a.id for a in ledger.find("joint command of the river")] == ["joint-river-command"]


def test_an_unknown_actor_is_what_most_reports_take_it_for(ledger: Ledger) -> None:
    noor = strangers.NOOR
    other, party = replace(noor, kind=ActorKind.OTHER), replace(noor, kind=ActorKind.PARTY, state="NO")
    text = "Harakat an-Noor met for the {} time."
    for n, account in enumerate((other, other, party, party, replace(party, state="SE"))):
        ledger.keep(strangers.told(f"Outlet {n}", text.format(n), account))

    assert (the_actor(ledger, noor.id).kind, the_actor(ledger, noor.id).state) == (ActorKind.PARTY, "NO")


def test_a_rejected_actor_is_not_among_the_best_connected(ledger: Ledger) -> None:
    assert "joint-river-command" in dict(ledger.connected(limit=20))

    ledger.decide(decision(Ruling.REJECT, "joint-river-command"))
    assert "joint-river-command" not in dict(ledger.connected(limit=20))


def test_a_claim_of_two_merged_actors_counts_once_among_the_best_connected(ledger: Ledger) -> None:
    ledger.decide(merge("harakat-an-noor", "joint-river-command"))

    assert dict(ledger.connected(limit=20))["joint-river-command"] == 1 + 3 + 3


@pytest.mark.parametrize(
    "wrong",
    [
        merge("nobody", "river-front"),
        merge("river-front", "nobody"),
        decision(Ruling.ACCEPT, "nobody"),
        undo(7),
    ],
)
def test_a_decision_about_what_is_not_there_is_refused(ledger: Ledger, wrong: object) -> None:
    with pytest.raises(ValueProblem, match=r"has no actor|there is no decision"):
        ledger.decide(wrong)  # type: ignore[arg-type]


def test_what_was_undone_cannot_be_undone_twice(ledger: Ledger) -> None:
    first = ledger.decide(decision(Ruling.ACCEPT, "river-front"))
    ledger.decide(undo(first))

    with pytest.raises(ValueProblem, match="taken back by decision 2 already"):
        ledger.decide(undo(first))


def test_two_who_have_a_book_open_see_each_others_decisions(ledger: Ledger, path: Address) -> None:
    called = ledger.names()["harakat-an-noor"]
    with Ledger.open(path) as other:
        other.decide(merge("harakat-an-noor", "harakat-al-nour"))

    assert (called, ledger.names()["harakat-an-noor"]) == ("Harakat an-Noor", "Harakat al-Nour")


def test_two_that_were_merged_have_no_tie_to_each_other(ledger: Ledger) -> None:
    text = "Harakat an-Noor is allied with Harakat al-Nour."
    claim = ("harakat-an-noor", "allied_with", "harakat-al-nour", text)
    ledger.keep(strangers.told("Fourth Hand", text, strangers.NOOR, strangers.NOUR, claims=(claim,)))
    ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))

    told = [(e.claim, e.words) for e in ledger.claims(ClaimQuery(kind="relation"))]
    found = ties(told, of="harakat-al-nour", names=ledger.names())
    assert text in [said for _, said in told]
    assert {t.other for t in found} == {"river-front", "front-of-the-river"}
