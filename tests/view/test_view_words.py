from datetime import date

import pytest
from hypothesis import given

import drafts
from sourcebook.model.claim import Expression, Predicate, Toll
from sourcebook.model.when import Ground, Precision, When
from sourcebook.view.words import TIES, drawn, ground_note, number, tie_words


def when(
    first: str | None, last: str | None, *, ground: Ground = Ground.STATED, clash: str | None = None
) -> When:
    return When(
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        precision=Precision.DAY,
        ground=ground,
        edtf="",
        clash=clash,
    )


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2024-12-08", "2024-12-08", "2024-12-08"),
        ("2024-12-01", "2024-12-31", "2024-12-··"),
        ("2024-02-01", "2024-02-29", "2024-02-··"),
        ("2024-01-01", "2024-12-31", "2024-··-··"),
        ("2024-12-06", "2024-12-08", "2024-12-06…12-08"),
        ("2024-12-30", "2025-01-02", "2024-12-30…2025-01-02"),
        ("2024-10-01", "2024-12-31", "2024-10…2024-12"),
        ("2011-01-01", "2013-12-31", "2011…2013"),
        ("2014-01-01", None, "since 2014"),
        ("2014-06-01", None, "since 2014-06"),
        ("2014-06-07", None, "since 2014-06-07"),
        (None, "2019-12-31", "until 2019"),
        (None, "2019-03-31", "until 2019-03"),
        (None, "2019-03-30", "until 2019-03-30"),
        ("9999-01-01", "9999-12-31", "9999-··-··"),
    ],
)
def test_a_date_is_drawn_as_finely_as_it_is_known(first: str | None, last: str | None, shown: str) -> None:
    assert drawn(when(first, last)) == shown


def test_no_date_is_drawn_as_none() -> None:
    assert drawn(None) == "no date"
    assert ground_note(None) is None


@given(drafts.whens())
def test_every_interval_can_be_drawn_on_one_line(interval: When) -> None:
    assert drawn(interval).strip() == drawn(interval)
    assert "None" not in drawn(interval)


def test_a_date_that_the_words_do_not_state_says_so() -> None:
    day = "2024-12-08"

    assert ground_note(when(day, day)) is None
    assert ground_note(when(day, day, ground=Ground.RELATIVE)) == "counted from the report's date"
    assert ground_note(when(day, day, ground=Ground.PUBLISHED)) == "the report's own date"
    assert ground_note(when(day, day, clash="a year off")) == "but a year off"


@pytest.mark.parametrize(
    ("toll", "said"),
    [
        (Toll(best=12), "12"),
        (Toll(best=1200), "1,200"),
        (Toll(low=12, best=12, high=12), "12"),
        (Toll(low=3, expression=Expression.AT_LEAST), "at least 3"),
        (Toll(low=3, best=3, expression=Expression.AT_LEAST), "at least 3"),
        (Toll(high=9, expression=Expression.AT_MOST), "at most 9"),
        (Toll(best=50, expression=Expression.ABOUT), "about 50"),
        (Toll(low=10, high=12, expression=Expression.RANGE), "10 to 12"),
        (Toll(expression=Expression.VAGUE), "some"),
        (Toll(best=0, expression=Expression.NONE_REPORTED), "none"),
    ],
)
def test_a_number_is_said_with_its_doubt(toll: Toll, said: str) -> None:
    assert number(toll) == said


@pytest.mark.parametrize("predicate", Predicate)
def test_every_tie_reads_both_ways(predicate: Predicate) -> None:
    assert set(TIES) == set(Predicate)
    assert tie_words(predicate, forward=True)
    assert tie_words(predicate, forward=False)
