import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.gazetteer_file import GazetteerFile
from sourcebook.knowledge.geonames import KIND_OF, import_dump
from sourcebook.knowledge.places import Gazetteer
from sourcebook.model.where import PlaceKind

REGION = (
    "11\tWestland\tWestland\tغربلاند\t34.5\t38.5\tA\tADM1\tSY\t\t08\t\t\t\t0\t\t5\tAsia/Damascus\t2020-01-01"
)
COUNTY = (
    "12\tNahr District\tNahr District\t\t34.6\t38.4\tA\tADM2\tSY\t\t08\t0801\t\t\t0\t\t5"
    "\tAsia/Damascus\t2020-01-01"
)
TOWN = (
    "13\tTall Nahr\tTall Nahr\tTel Nahr,تل نهر\t34.61\t38.41\tP\tPPLA2\tSY\t\t08\t0801\t\t\t4200\t\t5\tAsia/Damascus"
    "\t2020-01-01"
)
WELL = "14\tBir Nahr\tBir Nahr\t\t34.7\t38.5\tH\tWLL\tSY\t\t08\t\t\t\t0\t\t5\tAsia/Damascus\t2020-01-01"
POST = "15\tNahr Post\tNahr Post\t\t34.7\t38.9\tS\tPSTB\tSY\t\t08\t\t\t\t0\t\t5\tAsia/Damascus\t2020-01-01"
LINES = (REGION, COUNTY, TOWN, WELL, POST)


def dump(folder: Path, lines: Sequence[str] = LINES) -> Path:
    path = folder / "SY.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def packed(folder: Path, *names: str) -> Path:
    path = folder / "SY.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, "\n".join(LINES))
    return path


def test_places_of_a_dump_are_found_in_the_project_by_every_name(tmp_path: Path) -> None:
    import_dump(dump(tmp_path), tmp_path)
    known = Gazetteer.open(tmp_path)
    for name in ("Tall Nahr", "Tel Nahr", "تل نهر"):
        found = next(c for c in known.lookup(name) if c.geonames == 13)
        assert (found.place.id, found.place.admin1, known.county(found)) == (
            "place:gn13",
            "Westland",
            "Nahr District",
        )
        assert (found.population, found.seat) == (4200, "admin2")


def test_a_packed_dump_gives_what_the_plain_one_gives(tmp_path: Path) -> None:
    plain, zipped = tmp_path / "plain", tmp_path / "zipped"
    plain.mkdir()
    zipped.mkdir()
    one = import_dump(dump(tmp_path), plain)
    other = import_dump(packed(tmp_path, "SY.txt", "readme.txt"), zipped)
    assert one.path.read_bytes() == other.path.read_bytes()


def test_what_is_no_place_of_ours_is_counted_and_left_out(tmp_path: Path) -> None:
    done = import_dump(dump(tmp_path), tmp_path)
    assert done.left == {"WLL": 1}
    assert done.kinds == {"admin1": 1, "admin2": 1, "settlement": 1, "crossing": 1}


def test_an_imported_place_comes_before_the_shipped_one_of_its_id(tmp_path: Path) -> None:
    moved = TOWN.replace("13\tTall Nahr", "169577\tHoms").replace("34.61", "34.99")
    import_dump(dump(tmp_path, [REGION, moved]), tmp_path)
    lats = [c.place.lat for c in Gazetteer.open(tmp_path).lookup("Homs") if c.geonames == 169577]
    assert lats == [34.99]


def test_the_same_dump_again_replaces_what_it_gave_before(tmp_path: Path) -> None:
    import_dump(dump(tmp_path), tmp_path)
    done = import_dump(dump(tmp_path, [REGION]), tmp_path)
    assert len(GazetteerFile(done.path)) == 1
    assert [p.name for p in (tmp_path / "gazetteer").iterdir()] == ["SY.sqlite"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("SY\t12345\tHoms", "line 2 has 3 columns, not 19"),
        (TOWN.replace("34.61", "north"), "line 2: 'north' is no number of degrees"),
        (TOWN.replace("34.61", "134.61"), "line 2: 134.61 is not between -90 and 90"),
        (TOWN.replace("13\tTall", "x\tTall"), "line 2: 'x' is no GeoNames id"),
        (TOWN.replace("\tSY\t", "\tQQ\t"), "line 2: 'QQ' is no ISO"),
        (TOWN.replace("Tall Nahr", "Tall \udcff"), "line 2 is not UTF-8"),
    ],
)
def test_a_bad_line_is_refused_by_number_and_nothing_is_left_behind(
    tmp_path: Path, line: str, words: str
) -> None:
    path = tmp_path / "SY.txt"
    path.write_bytes(f"{REGION}\n{line}\n".encode("utf-8", "surrogateescape"))
    with pytest.raises(KnowledgeError) as refused:
        import_dump(path, tmp_path)
    assert words in str(refused.value)
    assert "SY.txt" in str(refused.value)
    assert not (tmp_path / "gazetteer").exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is not there"):
        import_dump(tmp_path / "XX.zip", tmp_path)


def test_half_a_zip_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, "SY.txt")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(KnowledgeError, match="download it again"):
        import_dump(path, tmp_path)


def test_a_zip_of_something_else_is_refused_by_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="not one table"):
        import_dump(packed(tmp_path, "one.txt", "two.txt"), tmp_path)


def test_a_dump_without_any_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no place that can be used"):
        import_dump(dump(tmp_path, [WELL]), tmp_path)


def test_a_project_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="not a folder"):
        import_dump(dump(tmp_path), tmp_path / "nowhere")


def test_every_feature_code_means_one_kind_that_a_file_can_hold() -> None:
    assert set(KIND_OF.values()) <= set(PlaceKind)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_imported_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    folder = tmp_path_factory.mktemp("dump")
    path = folder / "SY.txt"
    path.write_bytes(raw)
    with pytest.raises(KnowledgeError):
        import_dump(path, folder)
