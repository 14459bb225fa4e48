"""A word that only says what sort of people a name's are is no name, whatever capital its sentence gives it."""

import pytest

from readings import events, reading


@pytest.mark.parametrize(
    ("text", "opener", "named"),
    [
        ("Senior Hamas official Saleh al-Arouri was killed in Beirut.", "Senior", "Hamas"),
        ("Suspected Boko Haram militants attacked Gamboru.", "Suspected", "Boko Haram"),
        ("Outgoing Taliban governor Abdul Karim resigned.", "Outgoing", "Taliban"),
        ("Masked Houthi gunmen abducted aid workers.", "Masked", "Houthi"),
        ("Jihadist JNIM fighters attacked Djibo.", "Jihadist", "JNIM"),
    ],
)
def test_a_quality_that_opens_a_sentence_is_no_name(text: str, opener: str, named: str) -> None:
    found = {f.text for f, _ in reading(text).cast.mentions}
    assert (opener in found, named in found) == (False, True)


@pytest.mark.parametrize(
    ("text", "named"),
    [("Mohammed Deif led Hamas.", "Mohammed Deif"), ("Beijing sent troops to Tibet.", "Beijing")],
)
def test_a_name_that_opens_a_sentence_stays_one(text: str, named: str) -> None:
    assert named in {f.text for f, _ in reading(text).cast.mentions}


def test_the_doers_are_those_whom_the_name_tells() -> None:
    assert [row["actor"] for row in events("Suspected Boko Haram militants attacked Gamboru.")] == [
        "Boko Haram"
    ]
