"""How likely two claims tell one happening."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saying import FAR, GATE, PROVINCE, TOWN, killed, ready, said

from drafts import day
from sourcebook.ledger.rows import Entry
from sourcebook.model.claim import EventType, Expression, Modality, Phase
from sourcebook.model.when import Ground
from sourcebook.story.compare import candidates, compared
from sourcebook.story.nearness import Nearness, nearness
from sourcebook.story.pairs import Likeness, likeness, score, vetoes
from sourcebook.story.told import keys
from sourcebook.story.weights import WEIGHTS, Trait

OTHER = {"outlet": "The Weekly", "published": "2024-05-05"}
LOST = {"kind": EventType.TRANSITION, "mode": ("control_lost",), "actor": ("norland-army",)}
GAINED = {"kind": EventType.TRANSITION, "mode": ("control_gained",), "actor": ("river-front",)}


def of(one: Entry, other: Entry) -> Likeness:
    return likeness(ready(one), ready(other))


def traits(one: Entry, other: Entry) -> set[Trait]:
    return {reason.trait for reason in of(one, other).reasons}


def test_one_attack_told_by_two_outlets_is_likely_one() -> None:
    one = said(
        "River Front gunmen killed 12 soldiers in Ostby on Friday", actor=("river-front",), killed=killed(12)
    )
    other = said(
        "An attack on Ostby left 12 soldiers dead", actor=("river-front",), killed=killed(12), **OTHER
    )

    assert of(one, other).score > 0.9


def test_what_two_claims_share_is_told_with_its_weight_and_in_words() -> None:
    found = of(said(), said(**OTHER))
    by_trait = {reason.trait: reason for reason in found.reasons}

    assert by_trait[Trait.PLACE].weight == WEIGHTS[Trait.PLACE].value
    assert by_trait[Trait.DAY].words == WEIGHTS[Trait.DAY].why
    assert not found.vetoes


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"aggregate": True}, "total"),
        ({"modality": Modality.PLANNED}, "planned"),
        ({"modality": Modality.GENERIC}, "habit"),
        ({"kind": EventType.CONSULT}, "kinds"),
        ({"where": FAR}, "places"),
        ({"when": "2024-05-20"}, "days"),
        ({"when": "2023-05-03"}, "days"),
    ],
)
def test_what_forbids_one_happening_is_said(change: dict[str, object], why: str) -> None:
    found = of(said(), said(**(OTHER | change)))  # type: ignore[arg-type]

    assert found.score == 0
    assert any(why in veto for veto in found.vetoes)


def test_a_start_and_a_stop_are_contrary() -> None:
    one = said(kind=EventType.AGREE, phase=Phase.START)

    assert list(vetoes(ready(one), ready(said(kind=EventType.AGREE, phase=Phase.STOP, **OTHER))))


def test_a_gate_closed_is_not_the_gate_opened() -> None:
    closed = said(kind=EventType.TRANSITION, mode=("passage_closed",))

    assert of(closed, said(kind=EventType.TRANSITION, mode=("passage_opened",), **OTHER)).score == 0


def test_what_is_shot_down_is_not_the_shooting_down() -> None:
    assert of(said(mode=("drone",)), said(mode=("interception",), **OTHER)).score == 0


def test_a_town_taken_is_the_town_lost_and_its_two_doers_are_no_disagreement() -> None:
    one, other = said("The army lost Ostby", **LOST), said("The front took Ostby", **GAINED, **OTHER)

    assert of(one, other).score > 0.5
    assert Trait.OTHER_DOER not in traits(one, other)


def test_a_denial_may_belong_to_the_deed() -> None:
    denial = said(
        "The front denied the attack on Ostby", modality=Modality.NEGATED, actor=("river-front",), **OTHER
    )

    assert of(said(actor=("river-front",)), denial).score > 0.5


def test_a_denial_of_anything_over_days_is_not_the_denial_of_one_deed() -> None:
    denial = said(
        "We fired nothing near Ostby this week", modality=Modality.NEGATED, when="2024-04-29/2024-05-05"
    )

    assert of(said(**OTHER), denial).score == 0


def test_what_may_come_is_not_the_deed_and_what_may_have_come_is() -> None:
    coming = said(modality=Modality.HEDGED, when="2024-05-01/2024-06-30", **OTHER)
    past = said(modality=Modality.HEDGED, **OTHER)

    assert "one is planned, the other done" in of(said(), coming).vetoes
    assert not of(said(), past).vetoes


def test_places_that_no_map_lists_meet_by_their_names() -> None:
    here = replace(TOWN, id="place:one", lat=None, lon=None, country=None)
    there = replace(here, id="place:two", name="ostby")

    assert nearness(here, there) is Nearness.SAME
    assert nearness(here, replace(there, name="Vestby")) is Nearness.UNKNOWN
    assert nearness(TOWN, replace(TOWN, id="place:two", lat=62.5)) is not Nearness.SAME
    assert nearness(TOWN, replace(there, country="SE")) is not Nearness.SAME


def test_one_voice_telling_two_tolls_in_one_report_tells_two_things() -> None:
    one = said(killed=killed(12))

    assert of(one, said(at=90, killed=killed(3))).vetoes
    assert not of(one, said(at=90, killed=killed(3), speaker="a nurse")).vetoes


def test_two_places_in_one_report_are_two_things_also_when_near() -> None:
    near = said(at=90, where=GATE)
    base = said(at=90, where=FAR)

    assert not of(said(), near).vetoes  # the crossing bears the town's name
    assert of(said(), base).vetoes


def test_the_province_holds_the_town() -> None:
    assert Trait.PLACE_INSIDE in traits(said(), said(where=PROVINCE, **OTHER))


def test_a_brigade_may_go_by_the_name_of_its_front_but_not_of_another_brigade() -> None:
    brigade = said(actor=("river-brigade",))

    assert Trait.DOER_KIN in traits(brigade, said(actor=("river-front",), **OTHER))
    assert Trait.OTHER_DOER in traits(brigade, said(actor=("hill-brigade",), **OTHER))


@pytest.mark.parametrize(
    ("full", "short"),
    [("person-anna-berg-lund", "person-lund"), ("person-anna-berg", "person-anna"), ("people-no", "norway")],
)
def test_a_person_goes_by_one_of_several_names_and_a_people_stands_for_its_state(
    full: str, short: str
) -> None:
    found = traits(said(actor=(full,)), said(actor=(short,), **OTHER))

    assert Trait.DOER_KIN in found


@pytest.mark.parametrize(
    ("one", "other"),
    [("person-anna-berg", "person-anna-lund"), ("people-s-front", "norway")],
)
def test_two_full_names_or_a_party_of_the_people_are_not_kin(one: str, other: str) -> None:
    assert Trait.OTHER_DOER in traits(said(actor=(one,)), said(actor=(other,), **OTHER))


def test_a_denial_answers_what_the_report_told_just_before_it_and_nothing_else() -> None:
    denial = {"words": "The front denied it", "modality": Modality.NEGATED, "where": None, "when": None}

    assert Trait.ANSWER in traits(said(), said(at=60, **denial))
    assert Trait.ANSWER not in traits(said(at=60), said(**denial))
    assert Trait.ANSWER not in traits(said(), said(at=600, **denial))
    assert Trait.ANSWER not in traits(said(), said(at=60, **denial, **OTHER))
    assert Trait.ANSWER not in traits(said(modality=Modality.NEGATED), said(at=60, **denial))


def test_a_denial_days_later_is_not_dated_apart_from_the_deed_it_denies() -> None:
    lost = said("Ostby fell to the front", **LOST)
    again = said("Ostby fell", when="2024-05-05", **LOST, **OTHER)
    denial = said("Reports that Ostby fell are false", modality=Modality.NEGATED, when="2024-05-05", **LOST)

    assert Trait.DAYS_BETWEEN in traits(lost, again)
    assert {Trait.DENIED_LATER, Trait.HANDS} <= traits(lost, denial)
    assert of(lost, denial).score > 0.5


def test_a_denial_before_the_deed_does_not_deny_it() -> None:
    denial = said("Ostby has not fallen", modality=Modality.NEGATED, when="2024-05-01", **LOST, **OTHER)

    assert Trait.DENIED_LATER not in traits(said("Ostby fell to the front", **LOST), denial)


def test_late_on_one_day_and_before_dawn_of_the_next_are_one_night() -> None:
    late = said("An attack late on Friday in Ostby")
    early = said("The front attacked Ostby before dawn on Saturday", when="2024-05-04", **OTHER)
    noon = said("The front attacked Ostby on Saturday", when="2024-05-04", **OTHER)

    assert Trait.NIGHT in traits(late, early)
    assert Trait.NIGHT not in traits(late, noon)
    assert Trait.NIGHT not in traits(said("An attack before dawn in Ostby"), early)


def test_two_speakers_in_one_report_may_give_one_happening_two_days() -> None:
    assert of(said(), said(at=90, when="2024-05-04")).vetoes
    assert not of(said(), said(at=90, when="2024-05-04", speaker="a nurse")).vetoes


def test_those_only_described_are_neither_the_same_nor_others() -> None:
    found = traits(said(actor=("gunmen@12ab",)), said(actor=("river-front",), **OTHER))

    assert found.isdisjoint({Trait.DOER, Trait.DOER_KIN, Trait.OTHER_DOER})


def test_soldiers_hit_and_traders_hit_are_two_sorts() -> None:
    assert Trait.OTHER_SORT in traits(said(victim=("traders@1",)), said(victim=("ten-soldiers@2",), **OTHER))


def test_a_place_aimed_at_stands_for_the_place_of_the_attack() -> None:
    assert Trait.PLACE in traits(said(where=None, recipient=(TOWN.id,)), said(**OTHER))


def test_words_that_name_the_other_s_place_count() -> None:
    road = said("Planes hit the road outside Ostby", where=None)

    assert Trait.PLACE_NAMED in traits(road, said(**OTHER))


def test_an_open_number_agrees_with_a_higher_one_and_not_with_a_lower_one() -> None:
    least = said(killed=killed(9, Expression.AT_LEAST))

    assert Trait.KILLED_FAR not in traits(least, said(killed=killed(40), **OTHER))
    assert Trait.KILLED_FAR in traits(least, said(killed=killed(2), **OTHER))


MODALITIES = st.sampled_from(Modality)
CLAIMS = st.builds(
    said,
    words=st.sampled_from(("Shells hit Ostby", "The front took Ostby", "Two men died", "A raid, then talks")),
    kind=st.sampled_from((EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.TRANSITION)),
    outlet=st.sampled_from(("The Daily", "The Weekly", "The Hour")),
    when=st.none() | st.sampled_from(("2024-05-02", "2024-05-03", "2024-05", "2024-04-29/2024-05-05")),
    where=st.none() | st.sampled_from((TOWN, FAR, GATE, PROVINCE)),
    modality=MODALITIES,
    at=st.integers(0, 200),
    ground=st.sampled_from(Ground),
    mode=st.sampled_from(((), ("drone",), ("seize",), ("control_lost",), ("withdraw",))),
    actor=st.sampled_from(((), ("river-front",), ("river-brigade",), ("gunmen@1",))),
    killed=st.none() | st.builds(killed, st.integers(0, 50)),
    aggregate=st.booleans(),
)


@settings(deadline=None)  # the machine may be busy
@given(CLAIMS, CLAIMS)
def test_likeness_is_the_same_both_ways_and_between_0_and_1(one: Entry, other: Entry) -> None:
    found = of(one, other)

    assert found == of(other, one)
    assert 0 <= found.score <= 1


@settings(deadline=None)
@given(CLAIMS, CLAIMS)
def test_the_score_alone_is_that_of_the_likeness(one: Entry, other: Entry) -> None:
    found = of(one, other)

    assert score(ready(one), ready(other)) == (None if found.vetoes else found.score)


@settings(deadline=None)  # the machine may be busy
@given(CLAIMS, st.integers(0, 5))
def test_a_claim_shares_a_key_with_the_same_words_printed_days_later(one: Entry, later: int) -> None:
    first = ready(one)
    assert first.published
    source = replace(one.source, id="copy", published=day(str(first.published + timedelta(days=later))))
    copy = ready(Entry(claim=replace(one.claim, report="copy"), words=one.words, source=source))

    assert keys(first) & keys(copy)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(CLAIMS, max_size=8, unique_by=lambda e: e.claim.id))
def test_only_claims_that_share_a_key_are_candidates(entries: list[Entry]) -> None:
    claims = {e.claim.id: ready(e) for e in entries}
    pairs = {frozenset(p) for p in product(claims, repeat=2) if len(set(p)) > 1}

    meeting = {p for p in pairs if frozenset.intersection(*(keys(claims[i]) for i in p))}
    assert candidates(claims.values()) == meeting


@settings(deadline=None)  # the machine may be busy
@given(st.lists(CLAIMS, max_size=6, unique_by=lambda e: e.claim.id), st.randoms())
def test_comparing_does_not_depend_on_the_order(entries: list[Entry], chance: object) -> None:
    claims = [ready(e) for e in entries]
    mixed = list(claims)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert compared(claims) == compared(mixed)
