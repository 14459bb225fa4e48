from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import said
from said import day, entry, event, tie, when
from sourcebook.asof.conflicts import Clash
from sourcebook.asof.marks import Held, Mark
from sourcebook.asof.spans import KnownSpan, TieSpan, spans
from sourcebook.asof.transitions import TURNING
from sourcebook.ledger import Entry
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType, Modality, Predicate

P = Predicate
PERSONS = {"ada", "bo"}


def made(*entries: Entry, known: tuple[KnownSpan, ...] = ()) -> list[TieSpan]:
    kind = ActorKind.PERSON
    return spans(entries, names=said.NAMES, known=known, kinds=lambda i: kind if i in PERSONS else None)


def only(*entries: Entry) -> TieSpan:
    (one,) = made(*entries)
    return one


def between(*entries: Entry, ends: tuple[str, str]) -> TieSpan:
    return next(s for s in made(*entries) if (s.subject, s.object) == ends)


def held(span: TieSpan, *days: str) -> list[str]:
    return [str(span.held(day(d))) for d in days]


def test_a_tie_without_a_date_is_unknown_before_its_report_and_may_hold_after_it() -> None:
    span = only(entry(tie("front", P.BACKED_BY, "norland"), "2024-05-04"))

    assert held(span, "2024-05-03", "2024-05-04", "2024-05-05") == ["unknown", "yes", "unknown"]
    assert [span.may_hold(day(d)) for d in ("2024-05-03", "2024-05-04", "2024-05-05")] == [False, True, True]


def test_a_tie_that_two_reports_assert_holds_between_them() -> None:
    link = tie("front", P.BACKED_BY, "norland")

    assert held(only(entry(link, "2024-05-04"), entry(link, "2024-07-01")), "2024-06-01") == ["yes"]


def test_a_tie_holds_from_its_beginning_to_its_end_and_not_outside() -> None:
    span = only(entry(tie("front", P.CONTROLS, "ostby", since="2014", until="2019-03-02"), "2024-05-04"))

    days = ("2013-12-31", "2014-06-01", "2015-01-01", "2019-03-01", "2019-03-02", "2019-03-03")
    assert held(span, *days) == ["no", "unknown", "yes", "yes", "unknown", "no"]


def test_what_ends_on_a_day_held_the_day_before() -> None:
    span = only(entry(tie("front", P.CONTROLS, "ostby", until="2019-03-02"), "2024-05-04"))

    assert held(span, "2019-02-28", "2019-03-01", "2019-03-03") == ["unknown", "yes", "no"]


def test_what_ends_within_a_month_is_unknown_the_day_before_it() -> None:
    span = only(entry(tie("front", P.CONTROLS, "ostby", until="2019-03"), "2024-05-04"))

    assert held(span, "2019-02-28") == ["unknown"]


def test_a_report_that_says_it_once_more_does_not_make_a_tie_unknown_that_began_and_did_not_end() -> None:
    began = entry(tie("front", P.CONTROLS, "ostby", since="2014"), "2024-05-04")
    again = entry(tie("front", P.CONTROLS, "ostby"), "2024-05-10")

    assert held(only(began, again), "2024-06-01") == ["yes"]


@pytest.mark.parametrize(("kind", "mode"), [(EventType.COERCE, "arrest"), (EventType.ASSAULT, "abduct")])
def test_whether_a_leader_who_was_taken_still_leads_is_unknown(kind: EventType, mode: str) -> None:
    leads = [entry(tie("front", P.LED_BY, "ada"), on) for on in ("2024-01-01", "2024-03-01")]
    taken = entry(event(kind, mode=mode, actor=["army"], recipient=["ada"], on="2024-02-01"), "2024-02-02")

    assert held(only(*leads, taken), "2024-01-15", "2024-02-15") == ["yes", "unknown"]


def test_both_directions_of_a_tie_that_holds_both_ways_are_one() -> None:
    span = only(
        entry(tie("b", P.ALLIED_WITH, "a"), "2024-05-04"), entry(tie("a", P.ALLIED_WITH, "b"), "2024-05-05")
    )

    assert (span.subject, span.object, len(span.said)) == ("a", "b", 2)


def test_a_leader_s_violent_death_ends_that_he_leads() -> None:
    leads = entry(tie("guard", P.LED_BY, "ada"), "2024-12-01", words="Guard leader Ada")
    strike = entry(
        event(EventType.ASSAULT, actor=["norland"], recipient=["ada", "guard"], on="2020-01", killed=2),
        "2024-12-01",
    )
    span = only(leads, strike)

    assert held(span, "2019-06-01", "2020-06-01") == ["unknown", "no"]
    assert [span.may_hold(day(d)) for d in ("2019-06-01", "2020-06-01")] == [True, False]
    assert span.until == when("2020-01")
    assert span.ended == (strike,)


def test_soldiers_that_are_killed_end_no_leadership_of_their_state() -> None:
    leads = entry(tie("coalition", P.LED_BY, "norland"), "2024-12-01")
    strike = event(EventType.ASSAULT, actor=["guard"], recipient=["norland"], on="2024-01", killed=3)

    assert only(leads, entry(strike, "2024-12-01")).ended == ()


def test_who_takes_a_place_holds_it_and_whoever_held_it_does_not() -> None:
    before = entry(tie("army", P.CONTROLS, "ostby"), "2024-05-01")
    taken = entry(event(mode="control_gained", actor=["front"], place="ostby", on="2024-05-04"), "2024-05-05")

    assert held(between(before, taken, ends=("front", "ostby")), "2024-05-03", "2024-05-06") == ["no", "yes"]
    assert held(between(before, taken, ends=("army", "ostby")), "2024-05-03", "2024-05-06") == ["yes", "no"]


def test_who_holds_a_part_keeps_it_when_another_takes_a_place() -> None:
    before = entry(tie("army", P.CONTROLS, "ostby", degree="partial"), "2024-05-01")
    taken = entry(event(mode="control_gained", actor=["front"], place="ostby", on="2024-05-04"), "2024-05-05")

    assert between(before, taken, ends=("army", "ostby")).ended == ()


def test_a_body_s_part_that_takes_a_place_takes_it_from_others_only() -> None:
    before = entry(tie("army", P.CONTROLS, "ostby"), "2024-05-01")
    part = entry(tie("brigade", P.PART_OF, "army"), "2024-05-01", at=1)
    taken = entry(
        event(mode="control_gained", actor=["brigade"], place="ostby", on="2024-05-04"), "2024-05-05"
    )

    assert between(before, part, taken, ends=("army", "ostby")).ended == ()


def test_the_ties_of_a_government_end_with_it_and_those_of_its_state_do_not() -> None:
    fell = entry(event(mode="regime_fell", actor=["junta"], on="2024-12-08"), "2024-12-09")
    backed = entry(tie("junta", P.BACKED_BY, "norland"), "2024-12-01")
    ally = entry(tie("guard", P.ALLIED_WITH, "junta"), "2024-12-01", at=1)
    other = entry(tie("norland", P.ALLIED_WITH, "sudland"), "2024-12-01", at=2)
    found = {(s.subject, s.object): held(s, "2024-12-20")[0] for s in made(fell, backed, ally, other)}

    assert found == {
        ("junta", "norland"): "no",
        ("guard", "junta"): "no",
        ("norland", "sudland"): "unknown",
    }


def test_an_allusion_without_a_date_blurs_no_date_that_is_given() -> None:
    backed = entry(tie("junta", P.BACKED_BY, "norland", since="2000"), "2024-12-01")
    fell = entry(event(mode="regime_fell", actor=["junta"], on="2024-12-08"), "2024-12-09")
    alluded = entry(event(mode="regime_fell", actor=["junta"], at=9), "2024-12-20", background=True, at=9)

    assert held(only(backed, fell, alluded), "2024-12-07", "2024-12-09") == ["yes", "no"]


def test_a_bases_s_beginning_and_end_need_no_other_claim() -> None:
    made_ = entry(
        event(mode="base_established", actor=["front"], place="ostby", on="2020-01-01"), "2024-01-01"
    )
    left = entry(
        event(mode="base_abandoned", actor=["front"], place="ostby", on="2021-01-01"), "2024-01-01", at=5
    )
    span = only(made_, left)

    assert span.predicate is P.BASED_AT
    assert held(span, "2019-01-01", "2020-06-01", "2022-01-01") == ["no", "yes", "no"]


def test_a_group_that_is_dissolved_has_no_ties_but_its_past() -> None:
    gone = entry(event(mode="group_dissolved", recipient=["front"], on="2024-06-01"), "2024-06-02")
    backed = entry(tie("front", P.BACKED_BY, "norland", since="2020"), "2024-01-01")
    split = entry(tie("front", P.SPLIT_FROM, "guard", since="2015"), "2024-01-01", at=1)
    found = {s.predicate: held(s, "2024-07-01")[0] for s in made(gone, backed, split)}

    assert found == {P.BACKED_BY: "no", P.SPLIT_FROM: "yes"}


def test_a_withdrawal_from_a_place_ends_what_held_there_and_perhaps_where_it_happened() -> None:
    base = entry(tie("front", P.BASED_AT, "ostby", since="2020"), "2024-01-01")
    left = event(EventType.RETREAT, "withdraw", actor=["front"], origin=["ostby"], on="2024-06-01")
    near = event(EventType.RETREAT, "withdraw", actor=["front"], place="ostby", on="2024-06-01")

    assert held(only(base, entry(left, "2024-06-02")), "2024-07-01") == ["no"]
    assert held(only(base, entry(near, "2024-06-02")), "2024-07-01") == ["unknown"]


@pytest.mark.parametrize(
    "doubt", [{"modality": Modality.HEDGED}, {"speaker": "an officer"}, {"speaker": "The New Arab"}]
)
def test_an_end_that_is_hedged_or_told_by_another_leaves_the_tie_unknown(doubt: dict[str, object]) -> None:
    backed = entry(tie("junta", P.BACKED_BY, "norland", since="2000"), "2024-12-01")
    fell = entry(event(mode="regime_fell", actor=["junta"], on="2024-12-08"), "2024-12-09", **doubt)  # type: ignore[arg-type]

    assert held(only(backed, fell), "2024-12-07", "2024-12-10") == ["yes", "unknown"]


@pytest.mark.parametrize(
    "modality", [Modality.PLANNED, Modality.CONDITIONAL, Modality.QUESTION, Modality.GENERIC]
)
def test_what_is_only_planned_or_asked_changes_no_tie(modality: Modality) -> None:
    backed = entry(tie("front", P.BACKED_BY, "norland", since="2000"), "2024-12-01")
    gone = event(mode="group_dissolved", recipient=["front"], on="2024-12-08")

    assert held(only(backed, entry(gone, "2024-12-09", modality=modality)), "2024-12-10") == ["yes"]


def test_a_place_lost_and_won_back_is_held_again() -> None:
    def turn(mode: str, on: str, at: int) -> Entry:
        return entry(event(mode=mode, actor=["front"], place="ostby", on=on, at=at), "2024-12-01", at=at)

    span = only(
        turn("control_gained", "2020-01-01", 1),
        turn("control_lost", "2021-01-01", 2),
        turn("control_gained", "2022-01-01", 3),
    )

    assert held(span, "2020-06-01", "2021-06-01", "2022-06-01") == ["yes", "no", "yes"]
    assert span.until is None
    assert span.conflicts == ()


def test_two_who_hold_one_place_at_a_time_are_flagged_on_both() -> None:
    one = entry(tie("front", P.CONTROLS, "ostby", since="2020-01-01"), "2024-01-01")
    two = entry(tie("army", P.CONTROLS, "ostby", since="2021-01-01"), "2024-01-01", at=1)
    a, b = made(one, two)

    assert [(c.kind, c.other) for c in a.conflicts] == [(Clash.OVERLAP, b.id)]
    assert [(c.kind, c.other) for c in b.conflicts] == [(Clash.OVERLAP, a.id)]


@pytest.mark.parametrize(
    ("words", "flagged"), [("Guard leader Bo", True), ("Bo, a veteran leader of the Guard", False)]
)
def test_two_leaders_at_a_time_are_flagged_when_both_are_named_as_the_one(words: str, flagged: bool) -> None:
    one = entry(tie("guard", P.LED_BY, "ada", since="2020-01-01"), "2024-01-01", words="led by Ada")
    two = entry(tie("guard", P.LED_BY, "bo", since="2021-01-01"), "2024-01-01", words=words)

    assert all(bool(s.conflicts) is flagged for s in made(one, two))


def test_a_denial_is_flagged_and_makes_a_tie_unknown() -> None:
    says = entry(tie("norland", P.BACKED_BY, "sudland", since="2000"), "2024-01-01")
    denies = entry(
        tie("norland", P.BACKED_BY, "sudland"), "2024-02-01", modality=Modality.NEGATED, speaker="Norland"
    )
    span = only(says, denies)

    assert [(c.kind, c.words) for c in span.conflicts] == [(Clash.DENIED, "denied by Norland")]
    assert span.denied == (denies,)
    assert held(span, "2024-01-15", "2024-03-01") == ["yes", "unknown"]


def test_two_beginnings_that_cannot_be_one_are_flagged() -> None:
    one = entry(tie("front", P.PART_OF, "guard", since="2014"), "2024-01-01")
    two = entry(tie("front", P.PART_OF, "guard", since="2016"), "2024-02-01")
    span = only(one, two)

    assert [c.kind for c in span.conflicts] == [Clash.DATES]
    assert held(span, "2015-06-01", "2017-01-01") == ["unknown", "yes"]


def test_a_closed_crossing_leaves_its_tie_and_shuts_the_way() -> None:
    way = entry(tie("gate", P.CONNECTS, "norland", since="2000"), "2024-01-01")
    shut = entry(event(mode="passage_closed", actor=["army"], place="gate", on="2024-05-01"), "2024-05-02")
    span = only(way, shut)

    assert held(span, "2024-06-01") == ["yes"]
    assert str(span.passable(day("2024-06-01"))) == "no"


def test_a_crossing_is_met_under_a_name_made_of_its_two_sides() -> None:
    way = entry(tie("east", P.ADJOINS, "west"), "2024-01-01")
    shut = entry(event(mode="passage_closed", actor=["army"], place="gate", on="2024-05-01"), "2024-05-02")
    names = {"east": "Al-Ostby", "west": "Vestby", "gate": "Al Ostby–Vestby crossing"}

    (span,) = spans([way, shut], names=names)

    assert [m.sure for m in span.gates] == [False]


def test_a_knowledge_file_adds_a_tie_and_is_named() -> None:
    known = KnownSpan(
        subject="guard", predicate=P.LED_BY, object="ada", since=when("1998"), until=when("2020-01-03"),
        source="https://example.org/guard",
    )  # fmt: skip
    (span,) = made(known=(known,))

    assert span.known == ("https://example.org/guard",)
    assert held(span, "1997-01-01", "2019-06-01", "2020-06-01") == ["no", "yes", "no"]


def test_a_span_made_by_hand_goes_by_its_borders() -> None:
    span = TieSpan(
        id="t1", subject="a", predicate=P.BACKED_BY, object="b", since=when("2014"), until=when("2016")
    )

    assert held(span, "2013-01-01", "2015-01-01", "2017-01-01") == ["no", "yes", "no"]


# --- laws

days = st.sampled_from([date(2024, 1, 1) + timedelta(days=n) for n in (0, 1, 2, 5, 9, 40, 41, 90, 400, 800)])
reports = days.map(date.isoformat)
modalities = st.sampled_from([Modality.ASSERTED, Modality.HEDGED, Modality.NEGATED, Modality.PLANNED])
speakers = st.sampled_from([None, None, "an officer"])


@st.composite
def whens(draw: st.DrawFn) -> str:
    first = draw(days)
    last = draw(days)
    return f"{first.isoformat()}/{last.isoformat()}" if last > first else first.isoformat()


@st.composite
def ties_said(draw: st.DrawFn, modality: st.SearchStrategy[Modality] = modalities) -> Entry:
    since, until = draw(st.none() | whens()), draw(st.none() | whens())
    link = tie("front", P.CONTROLS, draw(st.sampled_from(["ostby", "vestby"])), since=since, until=until)
    at = draw(st.integers(0, 99))
    return entry(link, draw(st.none() | reports), modality=draw(modality), speaker=draw(speakers), at=at)


@st.composite
def turns(draw: st.DrawFn, modality: st.SearchStrategy[Modality] = modalities) -> Entry:
    mode = draw(st.sampled_from(["control_gained", "control_lost", "group_dissolved"]))
    who = draw(st.sampled_from(["front", "front", "army"]))
    at = draw(st.integers(0, 99))
    fact = event(mode=mode, actor=[who], place="ostby", on=draw(st.none() | whens()), at=at)
    return entry(fact, draw(st.none() | reports), modality=draw(modality), speaker=draw(speakers), at=at)


entries = st.lists(ties_said() | turns(), max_size=5, unique_by=lambda e: e.claim.id)
hedged = st.just(Modality.HEDGED)
unhurried = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.data(), entries)
@unhurried
def test_the_order_of_entries_does_not_matter(data: st.DataObject, told: list[Entry]) -> None:
    assert made(*told) == made(*data.draw(st.permutations(told)))


@given(entries, days)
@unhurried
def test_a_tie_never_surely_holds_after_an_asserted_end_nor_before_an_asserted_beginning(
    told: list[Entry], on: date
) -> None:
    for span in made(*told):
        if span.held(on) is Held.YES:
            assert not any(ended_for_good(span, m.last, on) for m in sure_marks(span, "ended"))
            assert not any(not_begun(span, m.first, on) for m in sure_marks(span, "began"))


def sure_marks(span: TieSpan, turn: str) -> list[Mark]:
    return [m for m in span.marks if m.sure and m.turn == turn]


def ended_for_good(span: TieSpan, last: date | None, on: date) -> bool:
    """Whether an end lies before a day, with no beginning in between."""
    if last is None or last >= on:
        return False
    return not any(m.last is not None and last <= m.last <= on for m in sure_marks(span, "began"))


def not_begun(span: TieSpan, first: date | None, on: date) -> bool:
    """Whether a beginning lies after a day, with no end that may lie in between."""
    if first is None or first <= on:
        return False
    ends = sure_marks(span, "ended")
    return not any(m.last is None or m.last >= on for m in ends if m.first is None or m.first <= first)


@given(entries, ties_said(hedged) | turns(hedged), days)
@unhurried
def test_a_hedged_claim_never_turns_yes_into_no(told: list[Entry], doubt: Entry, on: date) -> None:
    after = {s.id: s.held(on) for s in made(*told, doubt)}

    held_ = [s.id for s in made(*told) if s.held(on) is Held.YES]
    assert [i for i in held_ if after[i] is Held.NO] == []


@given(entries, days)
@unhurried
def test_what_surely_holds_may_hold_and_what_surely_does_not_may_not(told: list[Entry], on: date) -> None:
    for span in made(*told):
        assert span.may_hold(on) or span.held(on) is not Held.YES
        assert not (span.may_hold(on) and span.held(on) is Held.NO)


def test_events_of_types_that_turn_no_tie_leave_the_ties_as_they_are() -> None:
    every = [kind for kind in EventType if kind not in TURNING]
    link = entry(tie("front", P.LED_BY, "ada"), "2024-05-04")
    others = [entry(event(kind, actor=("front",), recipient=("ada",)), "2024-05-05") for kind in every]

    assert made(link, *others) == made(link)
    assert set(TURNING) == {EventType.TRANSITION, EventType.RETREAT, EventType.ASSAULT, EventType.COERCE}
