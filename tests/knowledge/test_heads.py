"""Heads of state and government by day, from a small table of a project's own."""

from datetime import date
from pathlib import Path

import pytest

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.heads import Role, heads, holder, in_office, titled

TABLE = """state\trole\ttitle\tname\tfrom\tto
NO\thead_of_state\tKing\tHaakon Fjord\t1990-01-01\t
NO\thead_of_government\tPrime Minister\tOla Sund\t1990-01-01\t1999-12-31
NO\thead_of_government\tPrime Minister\tKari Vik\t2000-01-01\t2005-12-31
SE\thead_of_state\tPresident\tNils Vik\t1990-01-01\t1995-12-31
SE\thead_of_state\tPresident\tAnna Vik\t2000-01-01\t
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "heads.tsv").write_text(TABLE, "utf-8")
    return tmp_path


def test_a_projects_table_replaces_what_ours_says_of_an_office(own: Path) -> None:
    norwegian = [h.name for h in heads(own) if h.state == "NO"]
    assert norwegian == ["Haakon Fjord", "Ola Sund", "Kari Vik"]
    assert [h for h in heads(own) if h.state == "SY"] == [h for h in heads() if h.state == "SY"]


def test_the_shipped_table_says_who_ruled_where() -> None:
    assads = in_office("SY", "president", date(2024, 12, 1))
    assert assads is not None
    assert assads.name == "Bashar al-Assad"
    assert in_office("SY", "president", date(2025, 1, 1)) is None
    assert len({h.state for h in heads()}) > 190


def test_without_a_table_nobody_is_added(tmp_path: Path) -> None:
    assert heads(tmp_path) == heads()


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(1999, 12, 31), "Ola Sund"), (date(2000, 1, 1), "Kari Vik"), (date(2006, 1, 1), None)],
)
def test_who_held_an_office_on_a_day(own: Path, day: date, name: str | None) -> None:
    head = holder("NO", Role.GOVERNMENT, day, project=own)
    assert (head.name if head else None) == name


def test_an_office_that_changed_hands_within_the_time_is_nobodys(own: Path) -> None:
    assert holder("NO", Role.GOVERNMENT, date(1999, 1, 1), date(2001, 1, 1), own) is None


def test_an_office_is_found_by_its_title(own: Path) -> None:
    head = in_office("NO", "prime minister", date(2001, 1, 1), project=own)
    assert head is not None
    assert head.name == "Kari Vik"
    assert in_office("NO", "vice president", date(2001, 1, 1), project=own) is None


@pytest.mark.parametrize(
    ("title", "day", "name"),
    [
        ("President", date(1992, 1, 1), "Nils Vik"),
        ("Swedish President", date(2001, 1, 1), "Anna Vik"),
        ("Prime Minister", date(2001, 1, 1), "Kari Vik"),
        ("Vice", date(2001, 1, 1), None),
        ("President", date(1997, 1, 1), None),
    ],
)
def test_a_title_and_a_surname_mean_one_person_on_a_day(
    own: Path, title: str, day: date, name: str | None
) -> None:
    head = titled(title, "Vik", day, project=own)
    assert (head.name if head else None) == name


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("state\trole", "land\trole", "line 1: is no header"),
        ("NO\thead_of_state", "Norway\thead_of_state", "line 2: state is 'Norway'"),
        ("head_of_state\tKing", "monarch\tKing", "line 2: role is 'monarch'"),
        ("\tKing\t", "\t\t", "line 2: lacks a title"),
        ("2005-12-31", "31.12.2005", "line 4: '31.12.2005' is no day"),
        ("2005-12-31", "1995-12-31", "line 4: ends on 1995-12-31"),
        ("\tOla Sund", "", "line 3: has 5 cells"),
    ],
)
def test_a_line_that_does_not_hold_together_is_refused(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    (tmp_path / "heads.tsv").write_text(TABLE.replace(old, new), "utf-8")
    with pytest.raises(KnowledgeError, match=words):
        heads(tmp_path)
