from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.asof.marks import Held, Mark, Turn, held_on, steps
from sourcebook.asof.spans import TieSpan
from sourcebook.model.claim import Predicate
from sourcebook.model.when import Ground, When

DAYS = st.dates(date(2019, 12, 20), date(2020, 1, 20))


@st.composite
def mark(draw: st.DrawFn) -> Mark:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    when = When.of_days(first, last, ground=Ground.STATED)
    shape = draw(st.sampled_from(["closed", "open before", "open after", "none"]))
    told = {"closed": when, "open before": when.up_to(), "open after": when.onward(), "none": None}[shape]
    return Mark(turn=draw(st.sampled_from(Turn)), when=told, sure=draw(st.booleans()))


@given(st.lists(mark(), max_size=6), st.dates(date(2019, 12, 1), date(2020, 2, 10)))
def test_steps_say_of_every_day_what_the_day_itself_is_told(marks: list[Mark], day: date) -> None:
    said = [held for start, held in steps(marks) if start <= day]

    assert said[-1] is held_on(marks, day)


@given(st.lists(mark(), max_size=6), st.dates(date(2019, 12, 1), date(2020, 2, 10)))
def test_the_states_of_a_tie_say_what_it_says_of_each_day(marks: list[Mark], day: date) -> None:
    tie = TieSpan(id="t", subject="a", predicate=Predicate.PART_OF, object="b", marks=tuple(marks))
    _, held, may = next(one for one in reversed(tie.states()) if one[0] <= day)

    assert (held, may) == (tie.held(day), tie.may_hold(day))


def test_a_tie_that_nothing_dates_has_one_state() -> None:
    tie = TieSpan(id="t", subject="a", predicate=Predicate.PART_OF, object="b")

    assert tie.states() == [(date.min, Held.UNKNOWN, False)]


@given(st.lists(mark(), min_size=1, max_size=6))
def test_neighbouring_states_differ(marks: list[Mark]) -> None:
    tie = TieSpan(id="t", subject="a", predicate=Predicate.PART_OF, object="b", marks=tuple(marks))
    told = [one[1:] for one in tie.states()]

    assert all(a != b for a, b in pairwise(told))
    assert tie.states()[0][0] < date(2019, 12, 20) - timedelta(days=1)
