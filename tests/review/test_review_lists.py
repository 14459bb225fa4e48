import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import ValueProblem
from sourcebook.review.lists import page

IDS = st.lists(st.text("abcdef0123", min_size=1, max_size=4), unique=True, max_size=30)


@given(IDS, st.integers(1, 7))
def test_pages_hold_every_id_once_and_in_order(every: list[str], limit: int) -> None:
    found: list[str] = []
    cursor = None
    while True:
        here = page(every, "q", limit=limit, cursor=cursor)
        found += here.ids
        assert here.total == len(every)
        if here.next is None:
            break
        cursor = here.next
    assert found == every


@given(IDS.filter(lambda ids: len(ids) > 2), st.data())
def test_a_list_that_grew_before_the_cursor_goes_on_where_the_page_ended(
    every: list[str], data: st.DataObject
) -> None:
    first = page(every, "q", limit=data.draw(st.integers(1, len(every) - 1)), cursor=None)
    later = page(["new", *every], "q", limit=100, cursor=first.next)

    assert [*first.ids, *later.ids] == every


@given(st.text(max_size=60))
def test_a_cursor_that_nobody_gave_is_refused(garbage: str) -> None:
    with pytest.raises(ValueProblem, match="ask for the first page"):
        page(["a", "b"], "q", limit=1, cursor=garbage)


@pytest.mark.parametrize("held", [["x"], ["", -1, "a"], ["", True, "a"], {"a": 1}, ["", 1e9, "a"], None, "a"])
def test_a_cursor_of_another_shape_is_refused(held: object) -> None:
    made = base64.urlsafe_b64encode(json.dumps(held).encode()).decode()

    with pytest.raises(ValueProblem):
        page(["a", "b"], "q", limit=1, cursor=made)


def test_a_cursor_of_another_question_is_refused() -> None:
    cursor = page(["a", "b"], "one", limit=1, cursor=None).next

    with pytest.raises(ValueProblem, match="another question"):
        page(["a", "b"], "two", limit=1, cursor=cursor)
