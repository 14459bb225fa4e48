from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.asof.conflicts import exclusive
from sourcebook.asof.marks import Held, Mark, Turn, held_on, pruned
from sourcebook.asof.spans import TieSpan
from sourcebook.model.claim import Predicate
from sourcebook.model.when import Ground, When

BEGIN = date(2024, 5, 1)
DAYS = [BEGIN + timedelta(days=n) for n in range(10)]


@st.composite
def mark(draw: st.DrawFn) -> Mark:
    day = draw(st.sampled_from(DAYS))
    when = When.of_days(day, day, ground=Ground.STATED)
    return Mark(
        turn=draw(st.sampled_from((Turn.BEGAN, Turn.ENDED))), when=when, sure=draw(st.integers(0, 9)) > 0
    )


def holder(number: int, marks: list[Mark], *, filed: bool) -> TieSpan:
    sources = ("a file",) if filed else ()
    return TieSpan(
        id=f"t{number}",
        subject=f"band-{number}",
        predicate=Predicate.CONTROLS,
        object="ostby",
        marks=tuple(marks),
        known=sources,
    )


HOLDERS = st.lists(st.tuples(st.lists(mark(), max_size=5), st.booleans()), max_size=6)


@settings(deadline=None, max_examples=300)  # the machine may be busy
@given(HOLDERS)
def test_ties_are_flagged_where_both_held_on_one_day_and_a_report_says_one_of_them(
    given_: list[tuple[list[Mark], bool]],
) -> None:
    ties = [holder(n, marks, filed=filed) for n, (marks, filed) in enumerate(given_)]
    far = [BEGIN - timedelta(days=1), *DAYS]
    together = {
        frozenset((a.id, b.id)): next(day for day in far if _both(a, b, day))
        for a, b in combinations(ties, 2)
        if any(_both(a, b, day) for day in far) and not (a.known and b.known)
    }

    flagged = exclusive(ties, {}, kinds=lambda _: None, kept=lambda tie: pruned(tie.marks))

    told = {(ident, c.other, c.words.split()[2]) for ident, all_ in flagged.items() for c in all_}
    assert told == {(a, b, day.isoformat()) for (a, b), day in _each_way(together)}


def _both(one: TieSpan, other: TieSpan, day: date) -> bool:
    return all(held_on(tie.marks, day) is Held.YES for tie in (one, other))


def _each_way(pairs: dict[frozenset[str], date]) -> list[tuple[tuple[str, str], date]]:
    return [((a, b), day) for pair, day in pairs.items() for a in pair for b in pair if a != b]
