"""What the claims of one incident tell together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saying import FAR, KIN, PLACES, PROVINCE, TOWN, killed, ready, said, source

from drafts import TEXT, report
from sourcebook.errors import ValueProblem
from sourcebook.ledger.rows import Entry
from sourcebook.model.claim import (
    Claim,
    EventType,
    Expression,
    Modality,
    Predicate,
    Relation,
    Stance,
)
from sourcebook.model.text import Span
from sourcebook.story.clashes import Field
from sourcebook.story.incident import Incident, incident
from sourcebook.story.totals import part_of

LATER = {"outlet": "The Weekly", "published": "2024-05-06", "hour": 5}
DAILY = {"outlet": "The Daily", "published": "2024-05-06", "hour": 5}


def of(*entries: Entry) -> Incident:
    return incident(entries, places=PLACES, kin=KIN)


def fields(found: Incident) -> list[Field]:
    return [clash.field for clash in found.contradictions]


def test_an_incident_needs_a_claim() -> None:
    with pytest.raises(ValueProblem, match="without claims"):
        of()


def test_a_tie_is_refused() -> None:
    tie = Relation(subject="a", predicate=Predicate.PART_OF, object="b")
    claim = Claim(
        report=report().id, fact=tie, quote=Span(start=0, end=5), modality=Modality.ASSERTED, stage="hand/1"
    )

    with pytest.raises(ValueProblem, match="tells a tie"):
        of(Entry(claim=claim, words=TEXT[:5], source=source("The Daily", "2024-05-04")))


def test_its_id_is_that_of_its_smallest_claim() -> None:
    one, other = said(), said(**LATER)

    assert of(one, other).id == "i" + min(one.claim.id, other.claim.id)


def test_days_agree_on_what_all_claims_allow() -> None:
    found = of(
        said(when="2024-05-01/2024-05-03"), said(when="2024-05", **LATER), said(when=None, outlet="The Hour")
    )

    assert found.when is not None
    assert found.when.edtf == "2024-05-01/2024-05-03"
    assert found.when_agreed


def test_days_that_do_not_meet_give_a_range_and_a_contradiction() -> None:
    found = of(said(), said(when="2024-05-04", **LATER))

    assert found.when is not None
    assert found.when.edtf == "2024-05-03/2024-05-04"
    assert not found.when_agreed
    assert fields(found) == [Field.WHEN]


def test_the_finest_place_is_taken_where_all_may_be_right() -> None:
    found = of(said(where=PROVINCE), said(**LATER))

    assert (found.where, found.where_agreed) == (TOWN.id, True)


def test_places_apart_give_the_one_told_most_and_a_contradiction() -> None:
    found = of(said(where=FAR), said(**LATER), said(outlet="The Hour"))

    assert (found.where, found.where_agreed) == (TOWN.id, False)
    assert fields(found) == [Field.WHERE, Field.WHERE]


def test_a_toll_has_the_smallest_the_largest_and_the_best_number_with_who_says_what() -> None:
    said_so = [
        said(killed=killed(4)),
        said(killed=killed(7), outlet="The Weekly"),
        said(killed=killed(7), outlet="The Hour"),
    ]
    figure = of(*said_so).tolls[Field.KILLED]

    assert (figure.low, figure.best, figure.high) == (4, 7, 7)
    assert {e.claim.id for e in figure.said} == {e.claim.id for e in said_so}


def test_an_outlet_s_later_number_replaces_its_earlier_one() -> None:
    found = of(said(killed=killed(9)), said(killed=killed(5), **DAILY))

    assert found.tolls[Field.KILLED].best == 5
    assert found.clashes
    assert found.clashes[0].update
    assert not found.contradictions


def test_copies_of_one_origin_have_one_vote() -> None:
    copies = [said(killed=killed(4), outlet=name) for name in ("A", "B", "C")]
    own = [said(killed=killed(7), outlet=name) for name in ("The Hour", "The Weekly")]

    def origin(entry: Entry) -> str:
        name = entry.source.publisher or ""
        return "wire" if len(name) == 1 else name

    found = incident([*copies, *own], places=PLACES, kin=KIN, origin=origin)
    assert found.tolls[Field.KILLED].best == 7
    assert found.origins == 3


def test_an_open_number_stands_by_a_higher_one() -> None:
    least = said(killed=killed(4, Expression.AT_LEAST))
    found = of(least, said(killed=killed(9), outlet="The Hour"), said(killed=killed(2), outlet="The Weekly"))

    assert found.tolls[Field.KILLED].best == 9
    assert found.tolls[Field.KILLED].open


def test_the_doer_s_own_number_yields_to_another() -> None:
    boast = said(killed=killed(34), stance=Stance.CLAIMS_RESPONSIBILITY, speaker="River Front", hour=9)
    found = of(boast, said(killed=killed(4), outlet="The Hour"))

    assert found.tolls[Field.KILLED].best == 4
    assert found.claimed == (boast,)


def test_a_number_that_rose_by_a_later_day_contradicts_nothing() -> None:
    rose = of(said(killed=killed(4)), said(killed=killed(7), **LATER))
    fell = of(said(killed=killed(7)), said(killed=killed(4), **LATER))

    assert fields(rose) == []
    assert fields(fell) == [Field.KILLED]


def test_a_denial_contradicts_the_deed_of_the_one_who_denies() -> None:
    deed, other = said(actor=("river-front",)), said(actor=("norland-army",), outlet="The Hour")
    denial = said(actor=("river-front",), modality=Modality.NEGATED, stance=Stance.DENIES, **LATER)

    found = of(deed, denial)
    assert (fields(found), found.denied) == ([Field.MODALITY], (denial,))
    assert Field.MODALITY not in fields(of(other, denial))


def test_different_doers_contradict_and_kin_does_not() -> None:
    brigade, front = said(actor=("river-brigade",)), said(actor=("river-front",), outlet="The Hour")
    army = said(actor=("norland-army",), **LATER)

    assert fields(of(brigade, front)) == []
    assert fields(of(brigade, army)) == [Field.ACTOR]


def test_each_outlet_s_last_word_is_known() -> None:
    first, last = said(killed=killed(4)), said(killed=killed(6), **DAILY)
    (voice,) = of(last, first).voices

    assert (voice.outlet, voice.said, voice.latest) == ("The Daily", (first, last), last)


def test_a_total_holds_what_it_may_count_and_nothing_else() -> None:
    whole = ready(said(aggregate=True, where=PROVINCE, when="2024-05-01/2024-05-31"))

    assert part_of(ready(said()), whole)
    assert not part_of(ready(said(when="2024-04-30")), whole)
    assert not part_of(ready(said(where=FAR)), whole)
    assert not part_of(ready(said(kind=EventType.CONSULT)), whole)
    assert not part_of(ready(said(modality=Modality.PLANNED)), whole)
    assert not part_of(whole, whole)


CLAIMS = st.builds(
    said,
    outlet=st.sampled_from(("The Daily", "The Weekly", "The Hour")),
    published=st.sampled_from(("2024-05-04", "2024-05-05")),
    when=st.none() | st.sampled_from(("2024-05-02", "2024-05-03", "2024-05", "2024-05-01/2024-05-03")),
    where=st.none() | st.sampled_from((TOWN, FAR, PROVINCE)),
    modality=st.sampled_from((Modality.ASSERTED, Modality.HEDGED, Modality.NEGATED)),
    at=st.integers(0, 99),
    hour=st.integers(0, 3),
    killed=st.none()
    | st.builds(killed, st.integers(0, 30), st.sampled_from((Expression.EXACT, Expression.AT_LEAST))),
    actor=st.sampled_from(((), ("river-front",), ("norland-army",))),
)
SOME = st.lists(CLAIMS, min_size=1, max_size=6, unique_by=lambda e: e.claim.id)


@settings(deadline=None)  # the machine may be busy
@given(SOME, st.randoms())
def test_the_order_of_the_claims_does_not_matter(entries: list[Entry], chance: object) -> None:
    mixed = list(entries)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert of(*entries) == of(*mixed)


@settings(deadline=None)  # the machine may be busy
@given(SOME)
def test_the_best_number_lies_between_the_smallest_and_the_largest(entries: list[Entry]) -> None:
    for figure in of(*entries).tolls.values():
        assert figure.low is not None
        assert figure.best is not None
        assert figure.high is not None
        assert figure.low <= figure.best <= figure.high


@settings(deadline=None)  # the machine may be busy
@given(SOME)
def test_every_value_opens_to_claims_of_the_incident(entries: list[Entry]) -> None:
    found = of(*entries)
    opened = [e for f in found.tolls.values() for e in f.said] + [e for p in found.doers for e in p.said]
    opened += [e for clash in found.clashes for e in (clash.one, clash.other)]

    assert {e.claim.id for e in opened} <= {e.claim.id for e in entries}
    assert sorted(e.claim.id for v in found.voices for e in v.said) == sorted(e.claim.id for e in entries)
