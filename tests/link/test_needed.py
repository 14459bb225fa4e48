"""What must stand in a text for a pattern to find anything there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.knowledge.lexicons import lexicon
from sourcebook.link.needed import needed, stands

TABLES = ("whole", "whole_of_outlet", "part_of_outlet", "cites", "lines")
ROWS = [row.replace("{NAME}", "(?:[A-Z]+)") for table in TABLES for row in lexicon("credits")[table]]


@pytest.mark.parametrize(
    ("pattern", "must"),
    [
        ("from here", (("from here",),)),
        (r"^\(here\)[ \t]*[-:]", (("(here)",),)),
        ("(?:by|on the) day", (("by", "on the"), (" day",))),
        ("(?:also )?told", (("told",),)),
        ("ab?c", (("a",), ("c",))),
        ("a{2,3}b", (("b",),)),
        ("(?:ab(?:c|d)+)e", (("e",),)),
        ("one|other", ()),
        ("(?i)one", ()),
        ("one(?=two)", ()),
        (r"\x41", ()),
        (r"[a|b]\bc", (("c",),)),
    ],
)
def test_letters_that_stand_in_every_find_are_told(pattern: str, must: tuple[tuple[str, ...], ...]) -> None:
    assert needed(pattern) == must


@pytest.mark.parametrize("row", ROWS)
@given(data=st.data())
def test_whatever_a_pattern_of_credits_finds_holds_what_must_stand_in_it(
    row: str, data: st.DataObject
) -> None:
    found = data.draw(st.from_regex(re.compile(row, re.MULTILINE)))

    assert stands(needed(row), found)
