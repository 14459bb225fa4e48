"""Who may stand for whom is told from the ties nearby as from all of them."""

from collections.abc import Collection, Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.model.claim import Predicate
from sourcebook.story.kin import NO_KIN, Kinship, Tie, kin_of, ties_near

IDS = "abcdefg"
TIES = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from((Predicate.PART_OF, Predicate.ALIAS, Predicate.OPPOSED_TO)),
        st.sampled_from(IDS),
    ),
    max_size=14,
)


@settings(deadline=None)  # the machine may be busy
@given(TIES, TIES, st.sets(st.sampled_from(IDS), max_size=3))
def test_the_ties_near_some_actors_tell_their_kin_as_all_ties_do(
    held: list[Tie], known: list[Tie], wanted: set[str]
) -> None:
    def ask(idents: Collection[str], predicates: Collection[Predicate]) -> set[Tie]:
        return {t for t in held if t[1] in predicates and not set(idents).isdisjoint((t[0], t[2]))}

    near, every = kin_of(ties_near(wanted, known, ask)), kin_of((*known, *held))
    assert {i: near.get(i) for i in wanted} == {i: every.get(i) for i in wanted}


@settings(deadline=None)
@given(TIES, TIES, st.lists(st.sets(st.sampled_from(IDS), max_size=3), max_size=4))
def test_actors_asked_about_a_few_at_a_time_have_the_kin_that_they_have_when_asked_about_afresh(
    held: list[Tie], known: list[Tie], asked: list[set[str]]
) -> None:
    def ask(idents: Collection[str], predicates: Collection[Predicate]) -> set[Tie]:
        return {t for t in held if t[1] in predicates and not set(idents).isdisjoint((t[0], t[2]))}

    def files(idents: Iterable[str]) -> list[Tie]:
        return [t for t in known if t[0] in set(idents)]

    kinship = Kinship(ask, files)
    every = [kin_of(ties_near(some, files(some), ask)) for some in asked]
    assert [kinship.of(some) for some in asked] == [
        {i: kin.get(i, NO_KIN) for i in some} for some, kin in zip(asked, every, strict=True)
    ]
