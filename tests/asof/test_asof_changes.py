import pytest

import said
from said import day, entry, event, tie
from sourcebook.asof.changes import Between, Change, Sort, changes
from sourcebook.asof.conflicts import Clash
from sourcebook.asof.network import network
from sourcebook.asof.spans import spans
from sourcebook.ledger import Entry
from sourcebook.model.claim import EventType, Modality, Predicate

P = Predicate
DECEMBER = Between(first=day("2024-12-01"), last=day("2024-12-31"))


def found(*entries: Entry, between: Between = DECEMBER) -> list[Change]:
    return changes(entries, between=between, names=said.NAMES, kinds=lambda _: None)


def sorts(*entries: Entry) -> list[Sort]:
    return [c.sort for c in found(*entries)]


def fall(published: str, *, on: str | None = None, at: int = 0, background: bool = False) -> Entry:
    return entry(
        event(mode="regime_fell", actor=["junta"], on=on, at=at), published, at=at, background=background
    )


def test_what_several_claims_tell_is_one_happening_with_the_day_that_one_gives() -> None:
    told = [
        fall("2024-12-20", at=1, background=True),
        fall("2024-12-09", on="2024-12"),
        fall("2024-12-10", on="2024-12-08"),
    ]
    (one,) = found(*told)

    assert (one.sort, one.dated, len(one.entries)) == (Sort.HAPPENED, True, 3)
    assert one.when is not None
    assert one.when.edtf == "2024-12-08"


def test_a_later_mention_of_an_old_happening_is_no_news() -> None:
    assert found(fall("2024-06-02", on="2024-06-01"), fall("2024-12-09", at=1)) == []


def test_a_happening_without_a_day_is_told_in_the_time_of_its_report_and_marked() -> None:
    halt = event(EventType.RETREAT, "ceasefire", actor=["front"], recipient=["norland"])
    (one,) = found(entry(halt, "2024-12", speaker="The New Arab"))

    assert (one.sort, one.dated) == (Sort.HAPPENED, False)
    assert one.entries[0].claim.speaker == "The New Arab"


@pytest.mark.parametrize("modality", [Modality.PLANNED, Modality.NEGATED, Modality.CONDITIONAL])
def test_what_did_not_happen_is_no_change(modality: Modality) -> None:
    told = event(mode="regime_fell", actor=["junta"], on="2024-12-08")

    assert found(entry(told, "2024-12-09", modality=modality)) == []


def test_an_attack_like_any_other_changes_nothing() -> None:
    raid = event(EventType.ASSAULT, actor=["front"], recipient=["norland"], on="2024-12-08")

    assert found(entry(raid, "2024-12-09")) == []


def test_ties_that_begin_or_end_in_the_time_are_told_with_their_claims() -> None:
    taken = entry(
        event(mode="control_gained", actor=["front"], recipient=["army"], place="ostby", on="2024-12-04"),
        "2024-12-05",
    )
    changed = {(c.sort, c.tie.subject): c.entries for c in found(taken) if c.tie}

    assert changed == {(Sort.BEGAN, "front"): (taken,), (Sort.ENDED, "army"): (taken,)}


def test_a_tie_that_ended_before_the_time_is_left_out() -> None:
    assert found(entry(tie("front", P.BACKED_BY, "norland", until="2024-11-30"), "2024-12-05")) == []


@pytest.mark.parametrize("guess", [Modality.HEDGED, Modality.PLANNED])
def test_what_was_possible_or_planned_and_is_asserted_later_is_confirmed(guess: Modality) -> None:
    left = event(EventType.RETREAT, "withdraw", actor=["front"])
    before = entry(left, "2024-11-20", modality=guess)
    after = entry(left, "2024-12-08")
    confirmed = [c for c in found(before, after) if c.sort is Sort.CONFIRMED]

    assert [c.entries for c in confirmed] == [(after, before)]


def test_a_hedged_tie_that_is_asserted_later_is_confirmed_once() -> None:
    link = tie("front", P.BACKED_BY, "norland")
    told = [
        entry(link, "2024-11-20", modality=Modality.HEDGED),
        entry(link, "2024-12-08"),
        entry(link, "2024-12-20"),
    ]

    assert sorts(*told) == [Sort.CONFIRMED]


def test_what_was_asserted_before_is_not_confirmed_again() -> None:
    link = tie("front", P.BACKED_BY, "norland")
    told = [
        entry(link, "2024-11-20", modality=Modality.HEDGED),
        entry(link, "2024-11-25"),
        entry(link, "2024-12-08"),
    ]

    assert sorts(*told) == []


def test_what_is_denied_stands_beside_what_was_said() -> None:
    link = tie("front", P.BACKED_BY, "norland")
    says = entry(link, "2024-11-20")
    denies = entry(link, "2024-12-08", modality=Modality.NEGATED, speaker="Norland")
    (one,) = found(says, denies)

    assert (one.sort, one.entries) == (Sort.DENIED, (denies, says))


def test_a_denial_of_what_nobody_said_is_no_change() -> None:
    link = tie("front", P.BACKED_BY, "norland")

    assert found(entry(link, "2024-12-08", modality=Modality.NEGATED)) == []


def test_a_disagreement_is_new_only_once() -> None:
    one = entry(tie("front", P.CONTROLS, "ostby", since="2020-01-01"), "2024-11-01")
    two = entry(tie("army", P.CONTROLS, "ostby", since="2021-01-01"), "2024-12-05", at=1)
    later = Between(first=day("2025-01-01"), last=day("2025-01-31"))
    new = [c.conflict.kind for c in found(one, two) if c.conflict]

    assert new == [Clash.OVERLAP, Clash.OVERLAP]
    assert [c for c in found(one, two, between=later) if c.conflict] == []


def test_a_network_holds_what_held_and_what_may_have_and_counts_the_rest() -> None:
    told = [
        entry(tie("front", P.BACKED_BY, "norland", since="2014"), "2024-12-08"),
        entry(tie("guard", P.BACKED_BY, "norland"), "2024-06-01"),
        entry(tie("army", P.BACKED_BY, "norland"), "2024-12-08", at=1),
        entry(tie("front", P.DISTINCT_FROM, "guard", since="2014"), "2024-06-01", at=2),
    ]
    shown = network(spans(told, names=said.NAMES), day("2024-07-01"))

    assert {(e.tie.subject, str(e.held)) for e in shown.edges} == {("front", "yes"), ("guard", "unknown")}
    assert shown.nodes == ("norland", "front", "guard")
    assert [t.subject for t in shown.silent] == ["army"]
