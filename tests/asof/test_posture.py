from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts import day, month
from sourcebook.asof.posture import Move, posture
from sourcebook.ledger import Entry
from sourcebook.model.claim import EventType, Modality, Phase, Predicate
from worlds import deed, entry, picture, tie

T = EventType


def at(
    kind: EventType, words: str = "words", *, trigger: str = "", start: int = 0, **fields: object
) -> Entry:
    """A deed of the front about the army whose words begin at `start` of the text."""
    claim = {k: fields.pop(k) for k in ("modality", "background", "speaker") if k in fields}
    where = start + (words.index(trigger) if trigger else 0)
    given = {"recipient": ("army",)} | fields
    return entry(deed(kind, at=where, **given), at=start, words=words, **claim)  # type: ignore[arg-type]


def track(*entries: Entry, **given: object) -> list[str]:
    steps = posture(picture(entries=entries), ["front"], ["army"], **given).steps  # type: ignore[arg-type]
    return [str(s.move) for s in steps]


@pytest.mark.parametrize(
    ("words", "trigger", "move"),
    [
        ("they had increased their attacks", "attacks", "increase"),
        ("an escalation as it attacked", "attacked", "attack"),
        ("they stepped up strikes", "strikes", "increase"),
        ("pressure increased after the attack", "attack", "attack"),
        ("it reduced its attacks", "attacks", "reduce"),
        ("it attacked eastern Vale", "attacked", "attack"),
    ],
)
def test_more_and_less_are_told_from_the_words_before_the_deed(words: str, trigger: str, move: str) -> None:
    assert track(at(T.ASSAULT, words, trigger=trigger)) == [move]


@pytest.mark.parametrize(
    ("kind", "fields", "move"),
    [
        (T.RETREAT, {"mode": ("ceasefire",)}, Move.HALT),
        (T.RETREAT, {"mode": ("withdraw",)}, Move.WITHDRAW),
        (T.ASSAULT, {"phase": Phase.STOP}, Move.HALT),
        (T.CONSULT, {}, Move.NEGOTIATE),
        (T.THREATEN, {}, Move.THREATEN),
    ],
)
def test_a_step_is_what_its_type_and_phase_say(
    kind: EventType, fields: dict[str, object], move: Move
) -> None:
    assert track(at(kind, **fields)) == [move]


def test_a_transition_is_no_step() -> None:
    assert track(at(T.TRANSITION, mode=("group_formed",))) == []


def test_a_step_without_a_date_stands_after_the_last_dated_deed_told_before_it() -> None:
    told = (
        at(T.MOBILIZE, start=0, when=day("2023-10-07")),
        at(T.THREATEN, start=10),
        at(T.ASSAULT, start=20, when=month("2024-03")),
        at(T.RETREAT, start=30, mode=("ceasefire",)),
    )

    steps = posture(picture(entries=told[::-1]), ["front"], ["army"]).steps

    assert [s.move for s in steps] == [Move.MOBILISE, Move.THREATEN, Move.ATTACK, Move.HALT]
    assert steps[1].when is None
    assert steps[1].after == day("2023-10-07")


def test_what_is_alluded_to_comes_when_asked_for() -> None:
    told = at(T.ASSAULT, background=True)

    assert track(told) == []
    assert track(told, background=True) == ["attack"]


def test_members_are_named_and_fronts_are_only_possibly_meant() -> None:
    ties = (tie("wing", Predicate.PART_OF, "front"), tie("mask", Predicate.FRONT_FOR, "front"))
    told = tuple(
        entry(deed(T.ASSAULT, actor=who, at=n, recipient=("army",)), at=n)
        for n, who in enumerate(("wing", "mask"))
    )

    steps = posture(picture(*ties, entries=told), ["front"], ["army"]).steps

    assert [(s.by[0].id, str(s.by[0].role), s.possibly) for s in steps] == [
        ("wing", "part", False),
        ("mask", "front", True),
    ]


def test_a_step_keeps_its_modality_and_what_begins_later_is_left_out() -> None:
    told = (
        at(T.ASSAULT, when=day("2024-05-03"), modality=Modality.HEDGED),
        at(T.ASSAULT, start=9, when=day("2025-01-01")),
    )

    steps = posture(picture(entries=told, day=date(2024, 12, 31)), ["front"], ["army"]).steps

    assert [s.entry.claim.modality for s in steps] == [Modality.HEDGED]


days = st.none() | st.dates(min_value=date(2023, 1, 1), max_value=date(2024, 12, 31))


@given(st.lists(days, max_size=6), st.randoms())
@settings(deadline=None)
def test_the_order_is_by_day_whatever_the_order_of_the_claims(
    given_days: list[date | None], chance: Random
) -> None:
    told = [
        at(T.ASSAULT, start=10 * n, when=day(d.isoformat()) if d else None) for n, d in enumerate(given_days)
    ]
    mixed = chance.sample(told, len(told))

    steps = posture(picture(entries=tuple(told)), ["front"], ["army"]).steps
    dated = [s.when.first for s in steps if s.when and s.when.first]

    assert posture(picture(entries=tuple(mixed)), ["front"], ["army"]).steps == steps
    assert dated == sorted(dated)
    assert len(steps) == len(told)
