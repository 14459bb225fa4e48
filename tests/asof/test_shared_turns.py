"""Turns kept once for all ties of somebody say of every day what they say laid on each tie."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.asof import held_many
from sourcebook.asof.held_many import BEGAN, ENDED, LACKS, OPEN, STANDS, Marks, joined
from sourcebook.asof.shared import shared_turns

BEGIN = date(2024, 5, 1).toordinal()
Row = tuple[int, int, int, bool]


@st.composite
def rows(draw: st.DrawFn, *turns: int) -> Row:
    first, last = sorted((draw(st.integers(0, 9)), draw(st.integers(0, 9))))
    times = [(first, first), (first, first), (first, last), (None, last), (first, None), (None, None)]
    begin, end = draw(st.sampled_from(times))
    return (
        draw(st.sampled_from(turns)),
        0 if begin is None else BEGIN + begin,
        OPEN if end is None else BEGIN + end,
        draw(st.booleans()),
    )


def marks_of(told: list[tuple[int, Row]]) -> Marks:
    return Marks(
        tie=np.array([tie for tie, _ in told], np.int64),
        turn=np.array([row[0] for _, row in told], np.int64),
        first=np.array([row[1] for _, row in told], np.int64),
        last=np.array([row[2] for _, row in told], np.int64),
        sure=np.array([row[3] for _, row in told], bool),
        claim=np.zeros(len(told), np.int64),
    )


GROUPS = st.lists(st.lists(rows(BEGAN, ENDED), max_size=14), min_size=1, max_size=3)
TIES = st.lists(
    st.tuples(st.integers(-1, 2), st.lists(rows(STANDS, LACKS), max_size=3)), min_size=1, max_size=4
)


@settings(deadline=None, max_examples=400)  # the machine may be busy
@given(GROUPS, TIES, st.integers(-1, 11))
def test_turns_kept_once_for_many_ties_say_of_a_day_what_they_say_on_each(
    groups: list[list[Row]], ties: list[tuple[int, list[Row]]], offset: int
) -> None:
    of = [group if group < len(groups) else -1 for group, _ in ties]
    base = marks_of([(n, row) for n, (_, own) in enumerate(ties) for row in own])
    each = [(n, row) for n, group in enumerate(of) if group >= 0 for row in groups[group]]
    laid = joined(base, marks_of(each))
    turns = marks_of([(n, row) for n, group in enumerate(groups) for row in group])
    day, count = BEGIN + offset, len(ties)

    shared = shared_turns(turns, np.array(of, np.int64), len(groups))

    once = joined(base, shared.near(base, day))
    assert held_many.held(once, count, day).tolist() == held_many.held(laid, count, day).tolist()
    reached = held_many.reached(base, count, day) | shared.reached(day)
    assert reached.tolist() == held_many.reached(laid, count, day).tolist()
    timed = np.isin(np.arange(count), marks_of(each).tie[marks_of(each).dated])
    assert shared.timed().tolist() == timed.tolist()


def test_of_a_thousand_deaths_a_day_lays_few_on_each_tie() -> None:
    days = range(1000)
    turns = marks_of([(0, (ENDED, BEGIN + n, BEGIN + n, True)) for n in days])
    base = marks_of([(tie, (STANDS, BEGIN + tie, BEGIN + tie, True)) for tie in range(100)])

    near = shared_turns(turns, np.zeros(100, np.int64), 1).near(base, BEGIN + 500)

    assert len(near.tie) <= 100 * 7
    assert max(near.last.tolist()) == BEGIN + 501
