import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.knowledge.actors import candidates, same_name
from sourcebook.knowledge.meaning import meaning, name_words
from sourcebook.knowledge.turned import turned


@pytest.mark.parametrize(
    ("foreign", "english"),
    [
        ("Jaysh al-Islam", "Army of Islam"),
        ("Saraya al-Ashtar", "al-Ashtar Brigades"),
        ("Ejército de Liberación Nacional", "National Liberation Army"),
        ("Groupe Salafiste pour la Prédication et le Combat", "Salafist Group for Preaching and Combat"),
        ("Partiya Karkerên Kurdistan", "Kurdistan Workers' Party"),
        ("Quwat Suriya al-Dimuqratiya", "Syrian Democratic Forces"),
        ("Halk Savunma Birlikleri", "People's Defence Units"),
    ],
)
def test_a_name_and_its_translation_have_one_meaning(foreign: str, english: str) -> None:
    one, other = meaning(foreign), meaning(english)
    assert one is not None
    assert other is not None
    assert (one.key, one.foreign, other.foreign) == (other.key, True, False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Liwa al-Quds", "al-Quds Brigades"),
        ("Army of Islam", "Islamic Army"),
        ("Jaysh al-Islam", "Islamic Army"),
        ("Jabhat al-Nusra", "Jabhat al-Shamiya"),
        ("Kataib Hezbollah", "Hezbollah"),
        ("Jabhat Thuwar Suriya", "Syrian Free Army"),
    ],
)
def test_names_that_mean_different_things_have_different_keys(one: str, other: str) -> None:
    first, second = meaning(one), meaning(other)
    assert first is None or second is None or first.key != second.key


def test_two_english_names_are_never_one_for_having_the_same_words() -> None:
    assert not same_name("Red Valley Army", "Valley Red Army")
    assert not same_name("Syrian Free Army", "Free Syrian Army")


def test_an_unknown_name_and_its_translation_are_one() -> None:
    assert same_name("Liwa al-Zabadani", "Zabadani Brigade")
    assert not same_name("Liwa al-Zabadani", "Zabadani Brigades")


@pytest.mark.parametrize("name", ["Islamic Jihad Group", "National Front", "FARC", "Army"])
def test_plain_words_alone_name_nobody_in_another_way(name: str) -> None:
    assert all(alias.text.casefold() == name.casefold() for _, alias in candidates(name))


def test_the_longer_acronym_of_a_name_that_lists_none_is_believed() -> None:
    assert same_name("ZVRDF", "Zabadani Valley Revolutionary Democratic Front")
    assert not same_name("ZVF", "Zabadani Valley Front")


def test_dropped_words_have_no_meaning() -> None:
    known = name_words()
    assert not known.dropped & set(known.meanings)


@given(st.lists(st.sampled_from("Liwa Jaysh al-Islam Syria Red Hawks of the Valley".split()), min_size=1))
def test_the_order_of_words_does_not_change_a_meaning(words: list[str]) -> None:
    one, other = meaning(" ".join(words)), meaning(" ".join(reversed(words)))
    assert (one is None) == (other is None) or "al-Islam" in words
    if one and other:
        assert set(one.key.split()) - {"islam"} == set(other.key.split()) - {"islam"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Workers' Party of Kurdistan", "Kurdistan Workers' Party"),
        ("Uganda People's Democratic Army", "Ugandan People's Democratic Army"),
        ("Islamic Army of the Valley", "Valley Islamic Army"),
    ],
)
def test_of_and_a_country_s_adjective_build_one_name_in_two_ways(one: str, other: str) -> None:
    assert turned(one) == turned(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Syrian Free Army", "Free Syrian Army"),
        ("Niger Movement", "Nigerian Movement"),
        ("Army of Islam", "Islamic Army"),
        ("South Sudan Army", "Sudan Army"),
    ],
)
def test_another_order_is_another_name(one: str, other: str) -> None:
    assert turned(one) != turned(other)
