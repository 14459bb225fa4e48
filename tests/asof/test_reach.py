from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import day
from sourcebook.asof.picture import Picture
from sourcebook.asof.reach import Removal, loss, reach
from sourcebook.errors import ValueProblem
from sourcebook.model.claim import EventType, Modality, Predicate, Relation
from worlds import ACTORS, PLACES, deed, entry, member, picture, pictures, tie

P = Predicate
ACROSS = (tie("gate", P.LOCATED_IN, "place:no"), tie("gate", P.ADJOINS, "town"))
IN_THE_VALE = entry(deed(EventType.ASSAULT, where="hills"), words="fought in Vale")


def reached(world: Picture, **given: object) -> set[str]:
    return set(reach(world, ["front"], **given).places)  # type: ignore[arg-type]


def test_it_gets_from_home_over_the_border_and_each_hop_has_its_words() -> None:
    found = reach(picture(*ACROSS), ["front"])

    assert [(h.place, h.start, h.way) for h in found.hops] == [
        ("place:no", None, "home"),
        ("gate", "place:no", "holds"),
        ("town", "gate", "adjoins"),
        ("place:se", "town", "lies in"),
    ]
    assert all(h.basis.entries or h.basis.known for h in found.hops)


def test_of_a_country_entered_only_those_parts_are_reached_to_which_its_deeds_take_it() -> None:
    further = tie("far", P.LOCATED_IN, "place:se")

    assert reached(picture(*ACROSS, further, entries=(IN_THE_VALE,))) >= {"hills"}
    assert "far" not in reached(picture(*ACROSS, further, entries=(IN_THE_VALE,)))


def test_a_strike_from_afar_takes_nobody_there() -> None:
    struck = entry(deed(EventType.ASSAULT, where="hills", mode=("drone",)))

    found = reach(picture(*ACROSS, entries=(struck,)), ["front"])

    assert "hills" not in found.places
    assert [(p.place, p.kind) for p in found.apart] == [("hills", "strike")]


def test_a_place_that_only_the_words_name_is_where_it_happened() -> None:
    named = entry(deed(EventType.THREATEN), words="to threaten troops in the Vale")

    assert "hills" in reached(picture(*ACROSS, entries=(named,)))


@pytest.mark.parametrize("modality", [Modality.NEGATED, Modality.PLANNED, Modality.CONDITIONAL])
def test_what_did_not_happen_takes_nobody_anywhere(modality: Modality) -> None:
    unreal = entry(deed(EventType.MOBILIZE, where="hills"), modality=modality)

    assert "hills" not in reached(picture(*ACROSS, entries=(unreal,)))


def test_where_it_sits_without_a_way_being_told_it_begins() -> None:
    world = picture(tie("front", P.BASED_AT, "far"))

    assert ("far", None) in {(h.place, h.start) for h in reach(world, ["front"]).hops}
    assert "far" in reached(world, without=Removal(places=frozenset({"gate"})))


def test_where_it_sits_by_way_of_a_gate_is_lost_with_the_gate() -> None:
    world = picture(*ACROSS, tie("front", P.BASED_AT, "town"), entries=(IN_THE_VALE,))

    found = loss(world, ["front"], Removal(places=frozenset({"gate"})))

    assert [h.place for h in found.lost] == ["gate", "town", "place:se", "hills"]


def test_with_a_town_goes_the_crossing_that_bears_its_name() -> None:
    world = picture(*ACROSS, tie("post", P.CONNECTS, "town"))

    assert "town" in reached(world)
    assert "town" not in reached(world, without=Removal(places=frozenset({"gate"})))


def test_a_listed_member_s_base_counts_and_goes_with_the_member() -> None:
    world = member(picture(tie("wing", P.BASED_AT, "far")), "front", "wing")

    assert "far" in reached(world)
    assert "far" not in reached(world, without=Removal(actors=frozenset({"wing"})))


def test_parts_and_fronts_count_when_asked_for() -> None:
    world = picture(tie("wing", P.PART_OF, "front"), tie("wing", P.BASED_AT, "far"))

    assert "far" not in reached(world)
    assert "far" in reached(world, parts=True)


def test_a_gate_goes_with_the_only_body_that_holds_it() -> None:
    world = picture(*ACROSS, tie("sponsor", P.CONTROLS, "gate"))

    assert "town" not in reached(world, without=Removal(actors=frozenset({"sponsor"})))
    assert "town" in reached(world, without=Removal(actors=frozenset({"army"})))


def test_a_tie_can_be_thought_away() -> None:
    assert "town" not in reached(picture(*ACROSS), without=Removal(ties=frozenset({ACROSS[1].id})))


def test_a_spot_where_an_opponent_sits_is_not_passed() -> None:
    world = picture(*ACROSS, tie("army", P.BASED_AT, "town"), tie("front", P.OPPOSED_TO, "army"))

    assert "town" not in reached(world)
    assert list(reach(world, ["front"]).barred) == ["town"]


@pytest.mark.parametrize(
    ("asked", "passes"),
    [("2024-05-02", True), ("2024-05-04", False), ("2024-06-10", True), (None, True)],
)
def test_a_closed_crossing_is_not_passed_from_that_day_until_it_opens(
    asked: str | None, passes: bool
) -> None:
    shut = deed(EventType.TRANSITION, where="post", mode=("passage_closed",), when=day("2024-05-03"))
    opened = deed(EventType.TRANSITION, where="post", mode=("passage_opened",), when=day("2024-06-01"))
    told = (entry(shut), entry(opened, at=9))
    world = picture(*ACROSS, entries=told, day=date.fromisoformat(asked) if asked else None)

    assert ("town" in reached(world)) is passes


def test_what_reports_say_was_lost_stands_beside_it() -> None:
    left = entry(deed(EventType.RETREAT, mode=("withdraw",)), words="they pulled back")
    denied = entry(
        Relation(subject="front", predicate=P.OPERATES_IN, object="town"), at=20, modality=Modality.NEGATED
    )
    other = entry(deed(EventType.RETREAT, actor="army"), at=40)

    found = loss(picture(*ACROSS, entries=(left, denied, other)), ["front"], Removal())

    assert found.said == (left, denied)


def test_nobody_is_asked_to_do_without_a_person() -> None:
    with pytest.raises(ValueProblem, match="Chief is a person"):
        reach(picture(*ACROSS), ["front"], without=Removal(actors=frozenset({"chief"})))


def test_nobody_goes_without_himself() -> None:
    with pytest.raises(ValueProblem, match="is the actor asked about"):
        reach(picture(*ACROSS), ["front"], without=Removal(actors=frozenset({"front"})))


removals = st.builds(
    Removal,
    places=st.frozensets(st.sampled_from(sorted(PLACES)), max_size=2),
    actors=st.frozensets(st.sampled_from(sorted(set(ACTORS) - {"front", "chief"})), max_size=2),
)


@given(pictures(), removals)
@settings(deadline=None)
def test_going_without_something_never_adds_a_place(world: Picture, without: Removal) -> None:
    assert reached(world, without=without) <= reached(world)


@given(pictures())
@settings(deadline=None)
def test_going_without_nothing_changes_nothing(world: Picture) -> None:
    assert reach(world, ["front"], without=Removal()) == reach(world, ["front"])
    assert loss(world, ["front"], Removal()).lost == ()


@given(pictures())
@settings(deadline=None)
def test_a_place_is_reached_from_one_that_is_reached_before_it(world: Picture) -> None:
    places: list[str | None] = [None]
    for hop in reach(world, ["front"]).hops:
        assert hop.start in places
        places.append(hop.place)
