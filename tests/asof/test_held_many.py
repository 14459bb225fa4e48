from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.asof import held_many
from sourcebook.asof.marks import Held, Mark, Turn, held_on, reaches
from sourcebook.model.when import Ground, When

BEGIN = date(2024, 5, 1)
DAYS = [BEGIN + timedelta(days=n) for n in range(9)]
TOLD = {held_many.NO: Held.NO, held_many.UNKNOWN: Held.UNKNOWN, held_many.YES: Held.YES}


@st.composite
def times(draw: st.DrawFn) -> When | None:
    first, last = sorted((draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))))
    exact, span = (When.of_days(first, day, ground=Ground.STATED) for day in (first, last))
    return draw(st.sampled_from((exact, exact, exact, span, exact.up_to(), exact.onward(), None)))


MARK = st.builds(Mark, turn=st.sampled_from(Turn), when=times(), sure=st.integers(0, 3).map(bool))


def columns(ties: list[list[Mark]]) -> held_many.Marks:
    rows = [(n, mark) for n, marks in enumerate(ties) for mark in marks]
    turns = list(Turn)
    return held_many.Marks(
        tie=np.array([n for n, _ in rows], np.int64),
        turn=np.array([turns.index(m.turn) for _, m in rows], np.int64),
        first=np.array([m.first.toordinal() if m.first else 0 for _, m in rows], np.int64),
        last=np.array([m.last.toordinal() if m.last else held_many.OPEN for _, m in rows], np.int64),
        sure=np.array([m.sure for _, m in rows], bool),
        claim=np.zeros(len(rows), np.int64),
    )


@settings(deadline=None, max_examples=500)  # the machine may be busy
@given(st.lists(st.lists(MARK, max_size=6), max_size=5), st.sampled_from(DAYS), st.randoms())
def test_many_ties_asked_at_once_say_what_each_says_alone(
    ties: list[list[Mark]], day: date, chance: object
) -> None:
    marks = columns(ties)
    order = np.argsort([chance.random() for _ in marks.tie])  # type: ignore[attr-defined]
    mixed = held_many.Marks(**{name: getattr(marks, name)[order] for name in held_many.Marks.__slots__})

    held = held_many.held(mixed, len(ties), day.toordinal())
    reached = held_many.reached(mixed, len(ties), day.toordinal())

    assert [TOLD[one] for one in held.tolist()] == [held_on(marks, day) for marks in ties]
    assert reached.tolist() == [reaches(marks, day) for marks in ties]
