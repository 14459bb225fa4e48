import pytest

from sourcebook.knowledge.places import gazetteer
from sourcebook.knowledge.region_words import _words, region_of


@pytest.mark.parametrize("word", sorted(_words()))
def test_a_word_for_a_region_points_to_a_place_that_the_gazetteer_knows(word: str) -> None:
    region = _words()[word]
    found = gazetteer().lookup(region.place)
    assert any(region.country in {None, c.place.country, *c.also_in} for c in found)


@pytest.mark.parametrize(
    ("word", "place"),
    [("Chechen", "Chechnya"), ("Texan", "Texas"), ("European’s", "Europe"), ("Gazans", "Gaza Strip")],
)
def test_a_word_for_a_region_is_read_as_written(word: str, place: str) -> None:
    region = region_of(word)
    assert region is not None
    assert region.place == place


@pytest.mark.parametrize("word", ["chechen", "Iraqi", "", "Norman"])
def test_other_words_point_to_no_region(word: str) -> None:
    assert region_of(word) is None
