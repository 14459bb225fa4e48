"""Bulk lists joined to hand-written actors: the hand-written ones win."""

from pathlib import Path

import pytest

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.recipes.listed_actors import joined
from sourcebook.knowledge.toml_files import Raw

NAMES = "list id actor kind subkind state name type strong lang from to".split()
TIES = "subject predicate object from to source".split()
HEADS = "state role title name actor from to to_basis".split()
OURS: dict[str, Raw] = {
    "red-hawks": {
        "name": "Red Hawks",
        "kind": "armed_group",
        "names": [{"text": "RH", "strong": False}],
        "ties": [{"tie": "split_from", "other": "blue-hawks", "source": "The Quarry Papers"}],
    },
    "blue-hawks": {"name": "Blue Hawks", "kind": "armed_group"},
}


def tables(folder: Path, names: list[str], ties: list[str] = [], heads: list[str] = []) -> Path:  # noqa: B006
    for file, columns, rows in (("names", NAMES, names), ("ties", TIES, ties), ("heads", HEADS, heads)):
        lines = ("\t".join(columns), *(row.replace("|", "\t") for row in rows))
        (folder / f"{file}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_list_adds_names_and_says_from_which_row(tmp_path: Path) -> None:
    row = "ucdp|17|red-hawks|armed_group|||Halcones Rojos|translation|1|spa|2001|"
    made = joined(OURS, tables(tmp_path, [row]))["red-hawks"]["names"]
    assert made[-1] == {
        "text": "Halcones Rojos",
        "type": "translation",
        "list": "ucdp:17",
        "lang": "spa",
        "from": "2001",
    }


def test_a_name_that_the_actor_has_is_not_added(tmp_path: Path) -> None:
    row = "ucdp|17|red-hawks|armed_group|||The RED HAWKS|alias|1|||"
    assert joined(OURS, tables(tmp_path, [row]))["red-hawks"]["names"] == OURS["red-hawks"]["names"]


def test_a_strong_name_of_ours_is_a_weak_one_of_a_listed_actor(tmp_path: Path) -> None:
    rows = [
        "ucdp|18|red-hawks-ni|armed_group|rebel|NI|Red Hawks|canonical|1|||",
        "ucdp|18|red-hawks-ni|armed_group|rebel|NI|Hawks of the River|alias|1|||",
    ]
    made = joined(OURS, tables(tmp_path, rows))["red-hawks-ni"]
    assert (made["origin"], made["state"], made["strong"]) == ("ucdp", "NI", False)
    assert "strong" not in made["names"][0]


def test_a_tie_of_a_list_is_added_unless_ours_says_it(tmp_path: Path) -> None:
    ties = [
        "red-hawks|split_from|blue-hawks|||UCDP, actor 17",
        "red-hawks|allied_with|blue-hawks|2003||UCDP, actor 17",
        "red-hawks|part_of|norway|||UCDP, actor 17",
    ]
    made = joined(OURS, tables(tmp_path, [], ties))["red-hawks"]["ties"]
    assert [(t["tie"], t["source"]) for t in made] == [
        ("split_from", "The Quarry Papers"),
        ("allied_with", "UCDP, actor 17"),
        ("part_of", "UCDP, actor 17"),
    ]


def test_a_tie_to_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="'green-hawks' is no actor"):
        joined(OURS, tables(tmp_path, [], ["red-hawks|part_of|green-hawks|||x"]))


def test_heads_of_state_are_persons_with_their_offices(tmp_path: Path) -> None:
    heads = [
        "NO|head_of_government|Prime Minister|Ola Sund|ola-sund|2001-02-03|2004|listed",
        "NO|head_of_state|King|Ola Sund|ola-sund|2004||still",
        "NO|head_of_state|King|Olaf|olaf|1990|2004|listed",
    ]
    made = joined(OURS, tables(tmp_path, [], heads=heads))
    assert made["ola-sund"]["kind"] == "person"
    assert made["ola-sund"]["description"] == (
        "Prime Minister of Norway, 2001-02-03 to 2004; King of Norway, 2004 to today"
    )
    assert "olaf" not in made  # a lone name is no proof


@pytest.mark.parametrize(
    ("text", "words"),
    [("list\tid\nx\ty\n", "has no column"), ("\t".join(NAMES) + "\nucdp\t1\n", "line 2: has not one cell")],
)
def test_a_table_that_does_not_hold_together_is_refused(tmp_path: Path, text: str, words: str) -> None:
    tables(tmp_path, [])
    (tmp_path / "names.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=words):
        joined(OURS, tmp_path)
