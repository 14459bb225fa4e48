import csv
import os
import re
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

import pytest

from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.countries import by_code
from sourcebook.model.actor import ActorKind

SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[3] / "shared"))
LISTED = SHARED / "data" / "actors" / "ofac" / "ofac_org_names.csv"
PROGRAMMES = {"FTO", "SDGT", "SDT"}
SAME_BODY = {"canonical", "alias", "translation", "transliteration", "acronym", "former_name"}
OWN_BODY = {"front", "sub_unit", "media_arm", "business", "charity", "other_body"}
COLUMNS = ["uid", "name", "type", "of", "kind", "state", "note"]

Row = dict[str, str]


def table(name: str) -> list[list[str]]:
    text = files("sourcebook.knowledge").joinpath("lists", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


HEADER, *CELLS = table("ofac_reviewed.tsv")
LINKS_HEADER, *LINKS = table("ofac_links.tsv")
ROWS: list[Row] = [dict(zip(HEADER, cells, strict=True)) for cells in CELLS]
BY_NAME = {(row["uid"], row["name"]): row for row in ROWS}


def test_both_tables_have_their_columns() -> None:
    assert HEADER == COLUMNS
    assert LINKS_HEADER == ["uid", "actor", "name"]
    assert [cells for cells in LINKS if len(cells) != len(LINKS_HEADER)] == []


def test_every_type_is_a_known_one() -> None:
    assert {row["type"] for row in ROWS} == SAME_BODY | OWN_BODY | {"unsure"}


def test_every_organisation_has_one_canonical_name() -> None:
    counts = Counter({row["uid"]: 0 for row in ROWS})
    counts.update(row["uid"] for row in ROWS if row["type"] == "canonical")
    assert [uid for uid, count in counts.items() if count != 1] == []


def test_no_name_stands_twice_within_an_organisation() -> None:
    counts = Counter((row["uid"], row["name"]) for row in ROWS)
    assert [key for key, count in counts.items() if count > 1] == []


def test_no_cell_has_blanks_around_it() -> None:
    assert [row for row in ROWS if any(cell != cell.strip() for cell in row.values())] == []


def test_a_body_has_a_kind_and_a_mere_name_has_none() -> None:
    kinds = {kind.value for kind in ActorKind}
    for row in ROWS:
        if row["type"] in OWN_BODY | {"canonical"}:
            assert row["kind"] in kinds, row
        else:
            assert (row["kind"], row["state"], row["of"]) == ("", "", ""), row


def test_every_state_is_a_country_that_we_know() -> None:
    assert {row["state"] for row in ROWS} - {""} - set(by_code()) == set()


def test_a_body_belongs_to_another_organisation_of_the_table_or_to_its_own() -> None:
    uids = {row["uid"] for row in ROWS}
    told = [row for row in ROWS if row["of"]]
    assert [row for row in told if row["of"] not in uids - {row["uid"]}] == []
    assert {row["type"] for row in told} <= OWN_BODY


def test_every_link_joins_a_row_and_an_actor_that_exist() -> None:
    organisations = {row["uid"] for row in ROWS}
    for uid, actor, name in LINKS:
        assert actor in actors()
        assert (uid, name) in BY_NAME if name else uid in organisations


def test_only_a_name_with_a_body_of_its_own_is_linked_by_name() -> None:
    assert [link for link in LINKS if link[2] and BY_NAME[link[0], link[2]]["type"] not in OWN_BODY] == []


def test_no_row_has_two_links_and_no_actor_is_two_organisations() -> None:
    linked = Counter((uid, name) for uid, _, name in LINKS)
    wholes = Counter(actor for _, actor, name in LINKS if not name)
    assert [key for key, count in linked.items() if count > 1] == []
    assert [actor for actor, count in wholes.items() if count > 1] == []


def test_a_linked_body_is_of_the_kind_and_state_of_its_actor() -> None:
    canonical = {row["uid"]: row for row in ROWS if row["type"] == "canonical"}
    for uid, actor, name in LINKS:
        row, entry = BY_NAME[uid, name] if name else canonical[uid], actors()[actor]
        if row["of"]:
            continue
        assert (row["kind"], row["state"]) == (entry.kind.value, entry.state or ""), row


def test_a_front_or_wing_is_never_linked_to_the_body_that_it_belongs_to() -> None:
    wholes = {uid: actor for uid, actor, name in LINKS if not name}
    assert [link for link in LINKS if link[2] and wholes.get(link[0]) == link[1]] == []


@pytest.mark.parametrize(
    ("uid", "name", "expected"),
    [
        ("4697", "ISLAMIC JIHAD ORGANIZATION", "front"),
        ("4697", "LEBANESE HIZBALLAH", "alias"),
        ("4697", "EXTERNAL SECURITY ORGANIZATION OF HEZBOLLAH", "sub_unit"),
        ("4695", "IZZ AL-DIN AL QASSAM BRIGADES", "sub_unit"),
        ("4695", "ISLAMIC RESISTANCE MOVEMENT", "translation"),
        ("7140", "JAMAAT-UD-DAWA", "front"),
        ("8759", "AMAQ NEWS AGENCY", "media_arm"),
        ("8759", "AL-QAIDA IN IRAQ", "other_body"),
        ("6897", "GSPC", "acronym"),
        ("12299", "JAISH UL-ADL", "other_body"),
        ("16937", "HAYAT TAHRIR AL-SHAM", "other_body"),
        ("25419", "BANK MELLI IRAN ZAO", "former_name"),
    ],
)
def test_known_names_are_what_they_are_known_to_be(uid: str, name: str, expected: str) -> None:
    assert BY_NAME[uid, name]["type"] == expected


@pytest.mark.skipif(not LISTED.is_file(), reason="the list of names is not there; see SOURCEBOOK_SHARED")
def test_every_name_of_the_listed_organisations_is_reviewed() -> None:
    names: dict[str, set[str]] = defaultdict(set)
    wanted: dict[str, str] = {}
    with LISTED.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names[row["uid"]].add(row["name"])
            if PROGRAMMES & set(re.findall(r"[A-Z0-9-]+", row["programs"])):
                wanted[row["uid"]] = row["name"]
    assert set(BY_NAME) == {(uid, name) for uid in wanted for name in names[uid]}
    assert wanted == {row["uid"]: row["name"] for row in ROWS if row["type"] == "canonical"}
