import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.asof.hinges import articulation_points, bridges, cut_off, hinges, net_of
from sourcebook.model.claim import Predicate
from worlds import picture, tie

P = Predicate
Pair = tuple[str, str]
nodes = st.sampled_from("abcdefg")
pairs = st.lists(st.tuples(nodes, nodes).filter(lambda p: p[0] < p[1]), max_size=12, unique=True)


def groups(edges: list[Pair], names: set[str]) -> int:
    found = {n: n for n in names}
    for _ in names:
        for a, b in edges:
            if a in names and b in names:
                found[a] = found[b] = min(found[a], found[b])
    return len(set(found.values()))


@given(pairs)
@settings(deadline=None)
def test_a_hinge_is_what_leaves_more_groups_behind(edges: list[Pair]) -> None:
    every = {n for pair in edges for n in pair}
    now = groups(edges, every)
    split = {n for n in every if groups(edges, every - {n}) > now}

    assert articulation_points(net_of(edges)) == split


@given(pairs)
@settings(deadline=None)
def test_a_bridge_is_what_leaves_more_groups_behind(edges: list[Pair]) -> None:
    every = {n for pair in edges for n in pair}
    now = groups(edges, every)
    split = {e for e in edges if groups([other for other in edges if other != e], every) > now}

    assert bridges(net_of(edges)) == split


def test_the_groups_are_named_the_largest_first() -> None:
    assert cut_off(net_of([("a", "b"), ("b", "c"), ("c", "d")]), "b") == (("c", "d"), ("a",))


def test_a_sponsor_of_two_holds_them_together_in_the_words_of_the_reports() -> None:
    world = picture(tie("front", P.BACKED_BY, "sponsor"), tie("wing", P.BACKED_BY, "sponsor"))

    (found,) = hinges(world)

    assert found.ends == ("sponsor",)
    assert found.apart == (("front",), ("wing",))
    assert [b.entries[0].words for b in found.basis] == ["words", "words"]


@pytest.mark.parametrize("predicate", [P.LED_BY, P.ALLIED_WITH, P.BACKED_BY])
def test_a_person_is_no_hinge(predicate: Predicate) -> None:
    assert hinges(picture(tie("front", predicate, "chief"), tie("wing", predicate, "chief"))) == []


def test_a_town_holds_together_what_lies_on_both_sides_but_no_country_is_listed() -> None:
    world = picture(tie("gate", P.LOCATED_IN, "place:no"), tie("gate", P.ADJOINS, "town"))

    assert {h.ends for h in hinges(world)} == {("gate",), ("town",), ("gate", "town")}
