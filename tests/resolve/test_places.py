import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.places import gazetteer
from sourcebook.model.where import Place, PlaceKind
from sourcebook.resolve.candidates import PlaceQuery
from sourcebook.resolve.geometry import BEARINGS, about_km, km_between, shifted
from sourcebook.resolve.places import rank_places, resolve_places
from sourcebook.resolve.wording import Tie, parent_after, taken_apart

TABLE = (Path(__file__).parent / "places_cases.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(TABLE.splitlines()))


def resolved(*texts: str, countries: str = "", parent: str | None = None) -> list[Place | None]:
    votes = Counter({code: int(n) for code, n in (pair.split(":") for pair in countries.split())})
    queries = [PlaceQuery(text=text, parent=parent) for text in texts]
    return resolve_places(queries, gazetteer=gazetteer(), countries=votes)


def km_off(place: Place, lat: float, lon: float) -> float:
    assert place.lat is not None
    assert place.lon is not None
    return km_between(place.lat, place.lon, lat, lon)


@pytest.mark.parametrize("case", [c for c in CASES if c["quality"] == "strong"], ids=lambda c: c["mention"])
def test_a_name_finds_its_place(case: dict[str, str]) -> None:
    (place,) = resolved(case["mention"], countries=case["countries"], parent=case["parent"] or None)
    if not case["lat"]:
        assert place is None
    else:
        assert place is not None
        assert place.kind == case["kind"]
        assert km_off(place, float(case["lat"]), float(case["lon"])) <= float(case["km"])


def test_names_of_one_report_draw_each_other_to_the_same_corner() -> None:
    places = resolved("Karabilah", "Husaybah", "Ubaydi", "Sadah", countries="IQ:5 SY:1")
    assert all(place is not None and km_off(place, 34.39, 41.08) < 25 for place in places)


def test_a_name_alone_without_fame_or_context_is_left_unresolved() -> None:
    assert resolved("Sadah Kabirah", "Kafr Batikh") == [None, None]


def test_answers_come_in_the_order_of_the_questions() -> None:
    places = resolved("Mosul", "nowhere at all", "Damascus", countries="IQ:1 SY:1")
    assert [place and place.country for place in places] == ["IQ", None, "SY"]


def test_one_name_has_one_sense_in_a_report() -> None:
    first, _, again = resolved("Tripoli", "Beirut", "Tripoli", countries="LB:2")
    assert first == again


def test_a_place_is_shown_under_the_name_that_the_report_gives_it() -> None:
    (place,) = resolved("Tadmur", countries="SY:2")
    assert place is not None
    assert place.name == "Tadmur"
    assert "Palmyra" in place.aliases


def test_a_part_of_a_place_carries_the_id_of_the_whole() -> None:
    (place,) = resolved("eastern Syria", countries="SY:1")
    assert place is not None
    assert (place.id, place.known) == ("place:sy/east", False)


def test_two_wordings_of_one_border_are_one_place() -> None:
    one, other = resolved("the Iraqi border with Syria", "the Syrian-Iraqi border", countries="IQ:1 SY:1")
    assert one == other


def test_a_stretch_lies_between_its_ends() -> None:
    (place,) = resolved("the steppe between Palmyra and the Iraqi border", countries="SY:2 IQ:1")
    assert place is not None
    assert km_off(place, 34.2, 38.8) < 80


def test_states_without_a_common_border_have_no_border_place() -> None:
    assert resolved("the Yemeni border with Iceland", countries="YE:1") == [None]


def test_runners_up_come_with_scores_best_first() -> None:
    (ranked,) = rank_places([PlaceQuery(text="Tripoli")], gazetteer=gazetteer(), countries={"LB": 1})
    assert [r.candidate.place.country for r in ranked][:2] == ["LB", "LY"]
    assert list(ranked) == sorted(ranked, key=lambda r: -r.score)


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("Mosul, Iraq, was quiet.", "Iraq"),
        ("Mosul in northern Iraq", None),
        ("Mosul district of Nineveh", "Nineveh"),
        ("Mosul. Iraq said", None),
        ("Mosul fell", None),
    ],
)
def test_the_words_after_a_name_may_tell_where_it_lies(text: str, parent: str | None) -> None:
    assert parent_after(text, len("Mosul")) == parent


def test_a_phrase_that_fits_no_pattern_is_its_own_name() -> None:
    phrase = taken_apart("Wadi Barada")
    assert (phrase.core, phrase.tie) == ("Wadi Barada", Tie.SELF)


@given(st.text(max_size=60))
def test_any_words_can_be_taken_apart_and_resolved(text: str) -> None:
    (place,) = resolve_places([PlaceQuery(text=text)], gazetteer=gazetteer(), countries={})
    assert place is None or place.lat is not None


@given(st.lists(st.sampled_from(["Mosul", "Tripoli", "Sadah", "Gaza", "eastern Syria", "Doura"]), max_size=6))
def test_the_order_of_names_changes_no_answer(names: list[str]) -> None:
    answers = dict(zip(names, resolved(*names, countries="IQ:2"), strict=True))
    backwards = dict(zip(reversed(names), resolved(*reversed(names), countries="IQ:2"), strict=True))
    assert answers == backwards


LATITUDES, LONGITUDES = st.floats(-60, 60), st.floats(-170, 170)


@given(LATITUDES, LONGITUDES, st.sampled_from(sorted(BEARINGS)), st.floats(1, 500))
def test_a_shifted_point_lies_so_far_away(lat: float, lon: float, compass: str, km: float) -> None:
    there = shifted(lat, lon, compass=compass, km=km)
    assert km_between(lat, lon, *there) == pytest.approx(km, rel=1e-6)


@given(LATITUDES, LONGITUDES, st.sampled_from(sorted(BEARINGS)), st.floats(1, 500))
def test_the_quick_distance_is_near_the_true_one(lat: float, lon: float, compass: str, km: float) -> None:
    there = shifted(lat, lon, compass=compass, km=km)
    assert about_km(lat, lon, *there) == pytest.approx(km, rel=0.05)


def test_every_country_answers_to_its_own_name() -> None:
    names = [c.name for c in by_code().values()]
    places = [resolved(name)[0] for name in names]
    assert [p.country for p in places if p and p.kind is PlaceKind.COUNTRY] == list(by_code())
