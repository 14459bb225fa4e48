"""The days on which a tie certainly held are those of which the marks say so one by one."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.asof.marks import Held, Mark, Turn, held_on, pruned, sure_days
from sourcebook.model.when import Ground, When

BEGIN = date(2024, 5, 1)
DAYS = [BEGIN + timedelta(days=n) for n in range(12)]


@st.composite
def times(draw: st.DrawFn) -> When | None:
    one, other = draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)))
    first, last = min(one, other), max(one, other)
    exact, span = (
        When.of_days(first, first, ground=Ground.STATED),
        When.of_days(first, last, ground=Ground.STATED),
    )
    return draw(st.sampled_from((exact, exact, span, exact.up_to(), None)))


MARKS = st.lists(
    st.builds(Mark, turn=st.sampled_from(Turn), when=times(), sure=st.booleans()), min_size=1, max_size=6
)
STANDS = st.lists(st.builds(Mark, turn=st.just(Turn.STANDS), when=times(), sure=st.booleans()), min_size=1)


@settings(deadline=None, max_examples=300)  # the machine may be busy
@given(MARKS | STANDS)
def test_a_day_is_sure_when_the_marks_say_that_the_tie_held_on_it(marks: list[Mark]) -> None:
    found = sure_days(pruned(marks))
    for day in (
        BEGIN - timedelta(days=2),
        *DAYS,
        DAYS[-1] + timedelta(days=1),
        DAYS[-1] + timedelta(days=90),
    ):
        assert any(a <= day < b for a, b in found) == (held_on(marks, day) is Held.YES)


@settings(deadline=None)  # the machine may be busy
@given(MARKS, st.sampled_from(DAYS))
def test_what_is_said_twice_says_no_more(marks: list[Mark], day: date) -> None:
    assert held_on([*marks, *marks], day) is held_on(marks, day)
