from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts import day
from sourcebook.asof.ground import closed, turns
from sourcebook.asof.marks import Held, Turn
from sourcebook.asof.passages import closing, passable, turns_at
from sourcebook.ledger import Entry
from sourcebook.model.claim import EventType, Modality
from worlds import deed, entry, picture


def turn(mode: str, on: str, *, where: str = "post", at: int = 0, **fields: object) -> Entry:
    fact = deed(EventType.TRANSITION, where=where, at=at, mode=(f"passage_{mode}",), when=day(on))
    return entry(fact, at=at, **fields)


def open_on(*told: Entry, on: str) -> str:
    return str(passable(turns_at(told).get("post", []), date.fromisoformat(on)))


SHUT, OPENED = turn("closed", "2024-05-03"), turn("opened", "2024-06-01", at=9)


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2024-04-01", "unknown"),
        ("2024-05-02", "yes"),
        ("2024-05-03", "no"),
        ("2024-05-31", "no"),
        ("2024-06-01", "yes"),
        ("2025-01-01", "yes"),
    ],
)
def test_a_passage_is_closed_from_the_day_on_which_it_is_closed_to_that_on_which_it_opens(
    on: str, answer: str
) -> None:
    assert open_on(SHUT, OPENED, on=on) == answer


def test_it_is_closed_whoever_says_so_outright() -> None:
    assert open_on(turn("closed", "2024-05-03", speaker="the ministry"), on="2024-05-20") == "no"


def test_words_of_doubt_close_nothing() -> None:
    assert open_on(turn("closed", "2024-05-03", modality=Modality.HEDGED), on="2024-05-20") == "unknown"


def test_two_accounts_of_one_closing_leave_it_closed_between_them() -> None:
    assert open_on(SHUT, turn("closed", "2024-05-10", at=9), on="2024-05-07") == "no"


def test_what_is_closed_again_after_months_was_open_at_some_time_between() -> None:
    assert open_on(SHUT, turn("closed", "2024-11-10", at=9), on="2024-10-01") == "unknown"


def test_the_last_claim_that_closed_it_is_given() -> None:
    later = turn("closed", "2024-05-10", at=9)

    assert closing(turns_at([SHUT, later])["post"], date(2024, 5, 9)) == SHUT
    assert closing(turns_at([SHUT, later])["post"], date(2024, 5, 10)) == later
    assert closing(turns_at([SHUT, later])["post"], date(2024, 5, 1)) is None


def test_what_is_told_of_a_town_is_told_of_the_one_crossing_that_bears_its_name() -> None:
    reopened = turn("opened", "2024-06-01", where="gate", at=9)
    world = picture(entries=(SHUT, reopened), day=date(2024, 6, 2))

    assert [m.turn for m in turns(world)["post"]] == [Turn.ENDED, Turn.BEGAN]
    assert closed(world) == {}


@given(
    st.lists(st.tuples(st.sampled_from(["closed", "opened"]), st.dates(date(2024, 1, 1), date(2024, 3, 1))))
)
def test_after_all_that_is_told_a_passage_is_as_the_last_day_left_it(
    told: list[tuple[str, date]],
) -> None:
    marks = turns_at(turn(m, d.isoformat(), at=n) for n, (m, d) in enumerate(told)).get("post", [])
    last = {mode for mode, on in told if on == max(d for _, d in told)}
    answers = {"closed": Held.NO, "opened": Held.YES}

    assert passable(marks, date(2024, 3, 2)) is (answers[last.pop()] if len(last) == 1 else Held.UNKNOWN)
