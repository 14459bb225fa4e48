"""Governments by date: the file that ships holds together, and a project's is checked."""

from datetime import date
from pathlib import Path

import pytest

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.actors import actors, candidates
from sourcebook.knowledge.governments import (
    Government,
    by_government_name,
    governments,
    governments_of,
)

ROW = """
[[government]]
state = "NO"
id = "norway-fjord-government"
name = "Fjord government"
heads = ["Ola Fjord"]
from = 2001-02-03
to = 2004-05-06
sources = ["https://fjord.example"]
"""


def project(folder: Path, text: str) -> Path:
    (folder / "governments.toml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("state", "day", "who"),
    [
        ("SY", date(2016, 1, 1), ["syria-assad-government"]),
        ("SY", date(2025, 1, 1), ["syria-new-government"]),
        ("AF", date(2010, 1, 1), ["islamic-republic-of-afghanistan"]),
        ("AF", date(2022, 1, 1), ["taliban-government"]),
        ("IQ", date(1991, 1, 1), ["iraq-saddam-government"]),
        ("IQ", date(2016, 1, 1), []),
        ("LY", date(2011, 10, 20), ["libya-gaddafi-government"]),
        ("NO", date(2016, 1, 1), []),
    ],
)
def test_who_governed_a_state_on_a_day(state: str, day: date, who: list[str]) -> None:
    assert [g.id for g in governments_of(state) if g.held(day, day)] == who


def test_governments_of_a_state_stand_in_the_order_of_their_days() -> None:
    rows = governments_of("BF")
    assert len(rows) > 2
    assert list(rows) == sorted(rows, key=lambda g: g.since)


@pytest.mark.parametrize("government", governments().values(), ids=lambda g: g.id)
def test_a_government_that_the_pack_lists_is_of_the_same_state(government: Government) -> None:
    entry = actors().get(government.id)
    assert entry is None or entry.state == government.state


@pytest.mark.parametrize("government", governments().values(), ids=lambda g: g.id)
def test_no_name_of_a_government_is_anothers_in_the_pack(government: Government) -> None:
    names = (government.name, *government.aliases)
    named = {i for n in names for i, alias in candidates(n) if alias.strong}
    assert named <= {government.id}


def test_a_government_is_found_by_each_of_its_names_without_the_article() -> None:
    assert by_government_name()["government of shah"] == "iran-pahlavi-government"
    assert by_government_name()["pahlavi regime"] == "iran-pahlavi-government"


def test_a_project_adds_a_government_and_replaces_ours_by_id(tmp_path: Path) -> None:
    text = ROW + ROW.replace("norway-fjord-government", "iraq-saddam-government").replace('"NO"', '"IQ"')
    own = governments(project(tmp_path, text))
    assert own["norway-fjord-government"].until == date(2004, 5, 6)
    assert own["iraq-saddam-government"].name == "Fjord government"
    assert len(own) == len(governments()) + 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"NO"', '"Norway"', "'state'.*ISO 3166"),
        ("2004-05-06", "1999-05-06", "'to'.*before 2001-02-03"),
        ("from = 2001-02-03", 'from = "2001-02-03"', "'from'.*without quotes"),
        ("heads", "head", "'head'.*no key"),
        ('["Ola Fjord"]', '"Ola Fjord"', "'heads'.*no list of names"),
        ('sources = ["https://fjord.example"]', "sources = []", "'sources'.*is empty"),
        ('name = "Fjord government"', "", "'name'.*is missing"),
        ('name = "Fjord government"', 'name = "!"', "'name'.*is no name"),
        ("heads", "junta = 1\nheads", "'junta'.*true or false"),
        ("[[government]]", "[government]", "'government'.*list of tables"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused_by_its_field(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(KnowledgeError, match=words):
        governments(project(tmp_path, ROW.replace(old, new)))


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="norway-fjord-government stands twice"):
        governments(project(tmp_path, ROW + ROW))


def test_two_governments_that_the_same_words_mean_at_one_time_are_refused(tmp_path: Path) -> None:
    other = ROW.replace("fjord-g", "glacier-g").replace("2001-02-03", "2003-01-01")
    with pytest.raises(KnowledgeError, match="both in power on 2003-01-01"):
        governments(project(tmp_path, ROW + other))


def test_two_governments_of_one_time_stand_when_one_is_never_meant_alone(tmp_path: Path) -> None:
    other = ROW.replace("fjord-g", "glacier-g").replace("heads", "bare = false\nheads")
    assert len(governments_of("NO", project(tmp_path, ROW + other))) == 2
