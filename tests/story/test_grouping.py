"""From scores of pairs to groups: laws that hold for every input."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.story import grouping
from sourcebook.story.grouping import JOIN, Groups, Pair, Ruled, grouped

IDS = ("a", "b", "c", "d", "e", "f", "g")
PAIRS = [frozenset(p) for p in combinations(IDS, 2)]
SCORES = st.dictionaries(st.sampled_from(PAIRS), st.floats(0, 1))
FORBIDDEN = st.sets(st.sampled_from(PAIRS), max_size=4)
RULED = st.lists(
    st.builds(Ruled, one=st.sampled_from(IDS), other=st.sampled_from(IDS), together=st.booleans()).filter(
        lambda r: r.one != r.other
    ),
    max_size=6,
)


def pair(one: str, other: str) -> Pair:
    return frozenset({one, other})


def home(found: Groups) -> dict[str, tuple[str, ...]]:
    return {ident: group for group in found.groups for ident in group}


def test_likely_pairs_are_joined_and_the_rest_stay_alone() -> None:
    assert grouped("abc", {pair("a", "b"): 0.9, pair("b", "c"): 0.2}).groups == (("a", "b"), ("c",))


def test_one_likely_pair_does_not_join_two_crowds() -> None:
    scores = {pair(*p): 0.9 for p in ("ab", "bc", "ac", "de", "ef", "df")} | {pair("c", "d"): 0.8}

    assert grouped("abcdef", scores).groups == (("a", "b", "c"), ("d", "e", "f"))


@given(
    st.fixed_dictionaries(
        {p: st.floats(JOIN, 1) for p in PAIRS if p <= set("abcd")},
        optional={pair("d", "e"): st.floats(0, 1), pair("f", "g"): st.floats(JOIN, 1)},
    ),
    FORBIDDEN,
)
def test_crowds_that_are_all_alike_come_out_as_by_their_means(
    scores: dict[Pair, float], forbidden: set[Pair]
) -> None:
    found = grouped(IDS, scores, forbidden=forbidden)

    with pytest.MonkeyPatch.context() as slowly:
        slowly.setattr(grouping, "_all_alike", lambda *_: False)
        assert found == grouped(IDS, scores, forbidden=forbidden)


def test_a_person_s_word_stands_above_score_and_veto() -> None:
    scores = {pair("a", "b"): 0.99}
    joined = Ruled(one="a", other="c", together=True)
    parted = Ruled(one="a", other="b", together=False)

    found = grouped("abc", scores, forbidden={pair("a", "c")}, decided=[joined, parted])
    assert found.groups == (("a", "c"), ("b",))


def test_of_two_decisions_that_cannot_both_hold_the_later_counts() -> None:
    first = Ruled(one="a", other="b", together=True)
    second = Ruled(one="b", other="c", together=True)
    last = Ruled(one="a", other="c", together=False)

    found = grouped("abc", {}, decided=[first, second, last])
    assert found == Groups(groups=(("a",), ("b", "c")), overruled=(first,))


def test_a_crowd_too_large_for_squares_is_joined_by_its_likeliest_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grouping, "MOST", 3)
    chain = {pair("a", "b"): 0.9, pair("b", "c"): 0.8, pair("c", "d"): 0.7}

    assert grouped("abcd", chain).groups == (("a", "b", "c", "d"),)
    assert grouped("abcd", chain, forbidden={pair("a", "c")}).groups == (("a", "b"), ("c", "d"))


@settings(deadline=None)  # the machine may be busy
@given(SCORES, FORBIDDEN, RULED, st.permutations(IDS), st.randoms())
def test_the_order_of_the_input_does_not_matter(
    scores: dict[Pair, float], forbidden: set[Pair], decided: list[Ruled], mixed: list[str], chance: object
) -> None:
    rows = list(scores.items())
    chance.shuffle(rows)  # type: ignore[attr-defined]

    found = grouped(IDS, scores, forbidden=forbidden, decided=decided)
    assert grouped(mixed, dict(rows), forbidden=forbidden, decided=decided) == found


@settings(deadline=None)  # the machine may be busy
@given(SCORES, FORBIDDEN, RULED)
def test_every_claim_is_in_one_group(
    scores: dict[Pair, float], forbidden: set[Pair], decided: list[Ruled]
) -> None:
    found = grouped(IDS, scores, forbidden=forbidden, decided=decided)

    assert sorted(i for group in found.groups for i in group) == sorted(IDS)


@settings(deadline=None)  # the machine may be busy
@given(SCORES, FORBIDDEN, RULED)
def test_what_was_decided_holds_unless_a_later_decision_contradicts_it(
    scores: dict[Pair, float], forbidden: set[Pair], decided: list[Ruled]
) -> None:
    found = grouped(IDS, scores, forbidden=forbidden, decided=decided)
    where = home(found)

    for ruled in decided:
        if ruled not in found.overruled:
            assert (where[ruled.one] == where[ruled.other]) is ruled.together


@settings(deadline=None)  # the machine may be busy
@given(SCORES, RULED.filter(bool))
def test_the_last_decision_is_never_overruled(scores: dict[Pair, float], decided: list[Ruled]) -> None:
    where = home(grouped(IDS, scores, decided=decided))

    assert (where[decided[-1].one] == where[decided[-1].other]) is decided[-1].together


@settings(deadline=None)  # the machine may be busy
@given(SCORES, FORBIDDEN)
def test_forbidden_pairs_are_never_together_where_nobody_decides(
    scores: dict[Pair, float], forbidden: set[Pair]
) -> None:
    where = home(grouped(IDS, scores, forbidden=forbidden))

    assert all(where[min(p)] != where[max(p)] for p in forbidden)


@settings(deadline=None)  # the machine may be busy
@given(SCORES, FORBIDDEN, st.floats(0, JOIN, exclude_max=True))
def test_an_unrelated_claim_changes_nothing_else(
    scores: dict[Pair, float], forbidden: set[Pair], faint: float
) -> None:
    before = grouped(IDS, scores, forbidden=forbidden)
    after = grouped((*IDS, "new"), {**scores, pair("a", "new"): faint}, forbidden=forbidden)

    assert set(after.groups) == {*before.groups, ("new",)}


@settings(deadline=None)  # the machine may be busy
@given(SCORES)
def test_a_group_of_several_has_a_mean_that_reaches_the_bar_somewhere(scores: dict[Pair, float]) -> None:
    for group in grouped(IDS, scores).groups:
        inside = [scores.get(pair(*p), 0.0) for p in combinations(group, 2)]
        assert not inside or max(inside) >= JOIN
