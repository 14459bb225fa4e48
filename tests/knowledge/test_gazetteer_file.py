import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.gazetteer_file import (
    KINDS,
    SEATS,
    Gathering,
    GazetteerFile,
    Row,
    Traits,
    source_id,
    unpacked,
    write,
)
from sourcebook.knowledge.spelling import check, fold, native, skeleton
from sourcebook.model.where import PlaceKind


def rows() -> Gathering:
    g = Gathering()
    g.add(Row(1, "Westland", Traits(PlaceKind.ADMIN1), 34.5, 38.5, "SY", 1))
    g.add(Row(2, "Nahr District", Traits(PlaceKind.ADMIN2), 34.6, 38.4, "SY", 1))
    g.add(
        Row(3, "Tall Nahr", Traits(PlaceKind.SETTLEMENT, "admin2", 4), 34.61, 38.41, "SY", 1, 2, 4200),
        ["تل نهر"],
    )
    g.add(Row(4, "Tall Nahr", Traits(PlaceKind.SETTLEMENT), 31.2, 35.1, "JO"))
    return g


@given(st.sampled_from(KINDS), st.sampled_from(SEATS), st.integers(0, 15))
def test_traits_survive_packing(kind: str, seat: str, fame: int) -> None:
    traits = Traits(PlaceKind(kind), seat, fame)
    assert unpacked(traits.packed()) == traits


def test_what_was_written_is_found_again(tmp_path: Path) -> None:
    write(rows(), tmp_path / "g.sqlite")
    file = GazetteerFile(tmp_path / "g.sqlite")
    first, other = file.named(skeleton(fold("Tall Nahr")), check(fold("Tall Nahr")), 0)
    assert first.row == Row(
        3, "Tall Nahr", Traits(PlaceKind.SETTLEMENT, "admin2", 4), 34.61, 38.41, "SY", 1, 2, 4200
    )
    assert (first.inside, first.exact, first.main) == ("Westland", True, True)
    assert (other.row.country, other.inside) == ("JO", None)
    assert [e.row.id for e in file.named(skeleton(native("تل نهر")), check(native("تل نهر")), 0)] == [3]
    assert len(file) == 4


def test_the_same_places_give_the_same_bytes(tmp_path: Path) -> None:
    write(rows(), tmp_path / "a.sqlite")
    write(rows(), tmp_path / "b.sqlite")
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    for name, raw in (
        ("text", b"no database at all, but long enough to be read as one" * 30),
        ("empty", b""),
    ):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(KnowledgeError, match="is no gazetteer"):
            GazetteerFile(tmp_path / name)


def test_a_file_of_an_older_form_is_refused(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "old.sqlite")
    db.execute("CREATE TABLE region(id INTEGER PRIMARY KEY, name TEXT)")
    db.close()
    with pytest.raises(KnowledgeError, match="import it again"):
        GazetteerFile(tmp_path / "old.sqlite")


@pytest.mark.parametrize(
    ("number", "ident"),
    [(170063, "place:gn170063"), (421190051, "place:wof421190051"),
     (4_000_000_000 + int("OSDI", 36), "place:icao-osdi"), (4_100_000_007, "place:ne7")],
)  # fmt: skip
def test_an_id_tells_its_source(number: int, ident: str) -> None:
    assert source_id(number) == ident


@given(st.text(alphabet="أإآاىيكکةه ًُِّـالقصرמםנן", max_size=20))
def test_a_native_key_is_its_own_key(name: str) -> None:
    assert native(native(name)) == native(name) or "ال" in name
