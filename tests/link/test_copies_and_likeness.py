from hypothesis import given
from hypothesis import strategies as st

from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.lexicons import lexicon
from sourcebook.knowledge.telling import contradict, tell_apart
from sourcebook.link.copies import Independence
from sourcebook.link.likeness import Nearest

KNOWN = {
    "free-syrian-army": ("Free Syrian Army", "FSA"),
    "syrian-free-army": ("Syrian Free Army", "SFA"),
    "norland-army": ("Norland Army",),
}
texts = st.text(st.sampled_from("ab ."), max_size=40)
LONG = "The convoy left the town at dawn and reached the river before noon, a driver said on Sunday."


def test_what_comes_near_is_ranked_whatever_the_order_of_words() -> None:
    assert [n.id for n in Nearest(KNOWN).to("Army of Free Syrian")] == [
        "free-syrian-army",
        "syrian-free-army",
    ]
    assert Nearest(KNOWN).to("Quay Lions") == []


def test_an_acronym_comes_near_nothing() -> None:
    assert [n.name for n in Nearest({"x": ("FSA",)}).to("FSA Army")] == []


@given(st.lists(texts, min_size=1), texts)
def test_at_most_so_many_are_shown_the_nearest_first(names: list[str], name: str) -> None:
    found = Nearest({str(n): (one,) for n, one in enumerate(names)}).to(name, limit=2)
    assert len(found) <= 2
    assert [n.likeness for n in found] == sorted((n.likeness for n in found), reverse=True)
    assert all(0.65 <= n.likeness <= 1 for n in found)


def test_a_text_inside_a_longer_one_is_a_copy() -> None:
    longer = f"{LONG} Nobody else would say what it had carried or who had sent it."
    outlets = {
        "a": ("A", LONG),
        "b": ("B", longer),
        "c": ("C", "Something else was told by all of them that day."),
    }
    found = Independence(publisher=lambda r: outlets[r][0], text=lambda r: outlets[r][1])

    assert not found.independent("a", "b")
    assert found.chosen(["a", "b", "c"]) == ("a", "c")


def test_numbers_directions_and_qualifiers_tell_names_apart() -> None:
    assert tell_apart("Division 22", "Division 2")
    assert tell_apart("Northern Front", "Southern Front")
    assert tell_apart("Real Army", "Army")
    assert not tell_apart("4th Brigade", "Fourth Brigade")
    assert not tell_apart("Harakat al-Nour", "Harakat an-Noor")


def test_names_that_are_quite_different_contradict_each_other_only_where_both_say_something() -> None:
    assert contradict("4th Brigade", "Brigade of the River 5")
    assert not contradict("4th Brigade", "Lions of the River")


def test_every_telling_word_is_written_as_names_are_folded() -> None:
    words = [w for table in lexicon("telling").values() for w in table]

    assert [w for w in words if fold_name(w) != w] == []
