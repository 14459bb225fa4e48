"""Which place the words mean; in the table an empty place says none, an empty country that nobody knows."""

import pytest

from readings import Case, cases, fits, graded, reading
from sourcebook.model.where import Place

TABLE = cases(__file__, "whereabouts_cases.csv")


def place_at(text: str, word: str) -> Place | None:
    r = reading(text)
    token = max(i for i, w in enumerate(r.doc.words) if w == word)
    return next((r.who.places[i] for i in reversed(r.who.at(token)) if i in r.who.places), None)


@pytest.mark.parametrize("case", graded(TABLE, "text", "word"))
def test_which_place_is_meant(case: Case) -> None:
    place = place_at(case["text"], case["word"])
    got = (place.name, str(place.kind), place.country or "") if place else ("", "", "")
    assert all(map(fits, (case["place"], case["kind"], case["country"]), got)), got


def test_a_country_that_acts_stays_an_actor_and_becomes_a_place() -> None:
    r = reading("Rebels fled to Syria.")
    token = r.doc.words.index("Syria")
    assert r.who.at(token) == ("syria", "place:sy")


def test_a_country_behind_a_comma_only_says_where_a_town_lies() -> None:
    r = reading("A blast hit Hama, Syria.")
    assert r.who.at(r.doc.words.index("Syria")) == ("place:sy",)


def test_a_place_that_nobody_knows_belongs_to_one_report_and_has_no_point() -> None:
    one, other = (place_at(f"Rebels fled near Zandar {day}.", "Zandar") for day in ("today", "on Monday"))
    assert one is not None
    assert other is not None
    assert one.id != other.id
    assert (one.known, one.lat, one.lon) == (False, None, None)


def test_a_place_named_twice_is_one_place() -> None:
    r = reading("Rebels attacked Hama. The army shelled Hama.")
    assert [p.name for p in r.who.places.values()] == ["Hama"]
