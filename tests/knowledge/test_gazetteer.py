import sqlite3
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.countries import by_code, countries, country_of
from sourcebook.knowledge.gazetteer_file import KINDS
from sourcebook.knowledge.places import CuratedPlace, Gazetteer, gazetteer, places
from sourcebook.knowledge.spelling import check, fold, skeleton
from sourcebook.model.where import PlaceKind

KNOWLEDGE = Path(str(files("sourcebook.knowledge")))


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Iraq", "IQ"),
        ("Iraqi", "IQ"),
        ("Iraqis", "IQ"),
        ("IRAQ", "IQ"),
        ("US", "US"),
        ("U.S.", "US"),
        ("the United States", "US"),
        ("Syria’s", "SY"),
        ("Britain", "GB"),
        ("Ivory Coast", "CI"),
        ("DR Congo", "CD"),
        ("Emirati", "AE"),
        ("Palestinians", "PS"),
        ("us", None),
        ("turkey", None),
        ("poles", None),
        ("Mosul", None),
        ("", None),
    ],
)
def test_a_word_points_to_its_country(word: str, code: str | None) -> None:
    assert country_of(word) == code


def test_every_border_is_mutual() -> None:
    lands = by_code()
    across_water = {("YE", "DJ"), ("YE", "SO"), ("YE", "ER"), ("US", "CU"), ("CU", "US")}
    pairs = {(c.code, n) for c in countries() for n in c.neighbours} - across_water
    assert not [(one, other) for one, other in sorted(pairs) if one not in lands[other].neighbours]


def test_every_country_is_itself_by_every_name_of_its_own_that_no_other_shares() -> None:
    shared = {"Congo", "Congolese", "Georgia", "Guinean", "Dominican", "Samoan"}
    for c in countries():
        assert all(country_of(name) == c.code for name in (c.name, *c.aliases) if name not in shared)


@pytest.mark.parametrize(
    "spellings",
    [
        "Al Qaim|al-Qa'im|Qaim|Al-Qāʾim|Al Qa’im",
        "Raqqa|Raqqah|Ar Raqqah|ar-Raqqa",
        "Deir ez-Zor|Deir Ezzor|Dayr az Zawr|Deir al-Zour",
        "Fallujah|Al Fallujah|Falluja|al-Fallūjah",
        "Sabboura|As Sabburah",
        "Jabalia|Jabaliya|Jabalya",
        "Doura|Ad Dawrah|Dora",
        "Sanaa|San'a|Sana",
    ],
)
def test_spellings_of_one_name_meet_in_its_skeleton(spellings: str) -> None:
    assert len({skeleton(fold(s)) for s in spellings.split("|")}) == 1


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Idlib", "Arbil"), ("Mosul", "Masaf")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert skeleton(fold(one)) != skeleton(fold(other))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert 0 <= check(fold(name)) < 2**15


@pytest.mark.parametrize("entry", places(), ids=lambda e: e.place.id)
def test_a_curated_place_is_found_by_each_of_its_names(entry: CuratedPlace) -> None:
    place = entry.place
    missing = [
        name
        for name in (place.name, *place.aliases)
        if place.id not in {c.place.id for c in gazetteer().lookup(name) if c.exact}
    ]
    assert not missing


def test_curated_ids_are_given_once() -> None:
    ids = [p.place.id for p in places()]
    assert len(ids) == len(set(ids))


def test_a_curated_place_lies_near_the_country_it_names() -> None:
    """Within 13 degrees of the country's middle: catches swapped or mistyped coordinates."""
    wide = {"RU", "US", "IO", "CU", "UA", "EG", "LY", "SD"}
    far = []
    for p in (e.place for e in places()):
        if p.country and p.country not in wide and p.lat is not None and p.lon is not None:
            land = by_code()[p.country]
            if abs(land.lat - p.lat) > 13 or abs(land.lon - p.lon) > 13:
                far.append(p.id)
    assert not far


def test_curated_candidates_come_first() -> None:
    found = gazetteer().lookup("Baghuz")
    assert [c.curated for c in found] == sorted((c.curated for c in found), reverse=True)


def test_an_unknown_name_has_no_candidates() -> None:
    assert gazetteer().lookup("Qwertyuiopia") == ()
    assert not gazetteer().knows("Qwertyuiopia")


@pytest.mark.parametrize("word", ["", "war", "the city", "us", "12", "—", "' '"])
def test_what_has_no_capital_letter_is_no_name(word: str) -> None:
    assert not gazetteer().knows(word)


@given(st.text(max_size=80))
def test_looking_up_never_fails(name: str) -> None:
    assert gazetteer().knows(name) == bool(gazetteer().lookup(name))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("حلب", "Aleppo"), ("دير الزور", "Deir ez-Zor"), ("Київ", "Kyiv"), ("ירושלים", "Jerusalem"), ("تهران", "Tehran"),
     ("Харків", "Kharkiv"), ("الموصل", "Mosul"), ("موصل", "Mosul"), ("חיפה", "Haifa"), ("کابل", "Kabul")],
)  # fmt: skip
def test_a_place_is_found_by_its_name_in_its_own_script(name: str, shown: str) -> None:
    assert shown in {c.place.name for c in gazetteer().lookup(name)}


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [("Laurel County", "US", "Kentucky"), ("Oxfordshire", "GB", "England"), ("St. Cloud", "US", "Minnesota"),
     ("Saint Cloud", "US", "Minnesota"), ("Ft. Worth", "US", "Texas"), ("W. Columbia", "US", "South Carolina"),
     ("L.A.", "US", "California"), ("Clark Co.", "US", "Nevada"), ("Heathrow", "GB", None)],
)  # fmt: skip
def test_short_and_long_forms_of_a_name_meet(name: str, country: str, admin1: str | None) -> None:
    assert (country, admin1) in {(c.place.country, c.place.admin1) for c in gazetteer().lookup(name)}


def test_a_town_knows_its_county() -> None:
    found = {gazetteer().county(c) for c in gazetteer().lookup("Springfield")}
    assert {"Greene County", "Sangamon County"} <= found


def test_continents_lie_where_geonames_puts_them() -> None:
    assert {c.geonames for c in gazetteer().lookup("Europe")} >= {6255148}


def test_a_near_spelling_is_found_when_one_vowel_differs() -> None:
    assert "Urum al Kubra" in {c.place.name for c in gazetteer().near("Urem al-Kubra")}


def test_first_level_regions_of_a_country_are_listed() -> None:
    assert {"Al Anbar", "Nineveh"} <= {r.name for r in gazetteer().regions_of("IQ")}


def test_crossings_are_found_from_both_sides() -> None:
    assert gazetteer().crossings("IQ", "SY") == gazetteer().crossings("SY", "IQ") != ()


ENTRY = '[[place]]\nname = "X"\nkind = "base"\nlat = 1\nlon = 1\n'


def write(folder: Path, text: str) -> Path:
    (folder / "places").mkdir()
    (folder / "places/ours.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_project_overrides_our_places(tmp_path: Path) -> None:
    text = '[[place]]\nname = "Baghuz"\nkind = "settlement"\ncountry = "SY"\nlat = 34.0\nlon = 41.0\n'
    first = Gazetteer.open(write(tmp_path, text)).lookup("Baghuz")[0]
    assert (first.curated, first.place.lat, first.place.lon) == (True, 34.0, 41.0)


def test_places_toml_in_the_project_itself_is_read_too(tmp_path: Path) -> None:
    text = '[[place]]\nname = "Tall Nowhere"\nkind = "settlement"\ncountry = "SY"\nlat = 34.0\nlon = 41.0\n'
    (tmp_path / "places.toml").write_text(text, encoding="utf-8")
    assert [c.curated for c in Gazetteer.open(tmp_path).lookup("Tall Nowhere")] == [True]


def test_a_project_mends_an_imported_place_by_its_geonames_id(tmp_path: Path) -> None:
    text = '[[place]]\nname = "Homs"\nkind = "settlement"\ncountry = "SY"\nlat = 34.7\nlon = 36.7\ngeonames = 169577\n'
    (tmp_path / "places.toml").write_text(text, encoding="utf-8")
    found = [c for c in Gazetteer.open(tmp_path).lookup("Homs") if c.geonames == 169577]
    assert [(c.curated, c.place.lat) for c in found] == [(True, 34.7)]


def test_a_project_without_places_changes_nothing(tmp_path: Path) -> None:
    assert places(tmp_path) == places()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[place]]\nkind = "settlement"\nlat = 1\nlon = 1\n', "'name': is missing"),
        ('[[place]]\nname = "X"\nkind = "planet"\nlat = 1\nlon = 1\n', "'kind': is 'planet'"),
        ('[[place]]\nname = "X"\nkind = "base"\nlat = 91\nlon = 1\n', "'lat': is 91"),
        ('[[place]]\nname = "X"\nkind = "base"\nlat = "1"\nlon = 1\n', "'lat': is '1'"),
        ('[[place]]\nname = "X"\nkind = "base"\nlat = 1\nlon = 1\nhue = 2\n', "'hue': is not known"),
        ('[[place]]\nname = "X"\nkind = "base"\nlat = 1\nlon = 1\ncountry = "ZZ"\n', "'country': is 'ZZ'"),
        ('[[place]]\nname = "—"\nkind = "base"\nlat = 1\nlon = 1\n', "'name': has no letters"),
        ('name = "X"\n', "[[place]]"),
        ("[[place\n", "is not TOML"),
        (
            ENTRY + "\n" + ENTRY.replace("X", "x"),
            "line 8, place 2, field 'name': is 'x' like place 1",
        ),
        ('# ours\n[[place]]\nname = "X"\nkind = "base"\nlat = 99\nlon = 1\n', "line 5, place 1, field 'lat'"),
    ],
)
def test_a_bad_entry_is_refused_by_file_and_field(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        places(write(tmp_path, text))
    assert "ours.toml" in str(refused.value)
    assert words in str(refused.value)


def test_a_project_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="not a folder"):
        places(tmp_path / "nowhere")


def test_a_missing_gazetteer_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is missing"):
        Gazetteer((), [tmp_path / "gazetteer.sqlite"])


def test_the_shipped_file_is_sound_and_within_its_size() -> None:
    path = KNOWLEDGE / "gazetteer.sqlite"
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    (kinds,) = db.execute("SELECT max(traits & 15) FROM place").fetchone()
    (astray,) = db.execute(
        "SELECT count(*) FROM place WHERE abs(lat) > 900000 OR abs(lon) > 1800000 OR name = ''"
    ).fetchone()
    db.close()
    assert path.stat().st_size < 40_000_000
    assert kinds < len(KINDS)
    assert astray == 0
    assert set(KINDS) <= set(PlaceKind)


def test_every_place_file_says_what_it_holds() -> None:
    for path in (KNOWLEDGE / "places").glob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# ")
        assert tomllib.loads(path.read_text(encoding="utf-8"))["place"]
