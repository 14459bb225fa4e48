"""What holds whatever is decided, in whatever order."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strangers
from books import Address, NewBook
from sourcebook.errors import ValueProblem
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.ledger.identity import Caution, Identity, identity, numbered
from sourcebook.model.identity import Decision, Ruling
from strangers import IDS, decision, merge, undo

REPORTS = [d.report.id for d in (strangers.first(), strangers.second(), strangers.third())]
LETTERS = "abcdefg"
pairs = st.permutations(LETTERS).map(lambda p: (p[0], p[1]))
ids = st.sampled_from(IDS)


def nowhere(ident: str, name: str) -> frozenset[str]:
    del ident, name
    return frozenset()


def of(history: list[Decision]) -> Identity:
    return identity(numbered(enumerate(history, start=1)), called_in=nowhere)


def partition(who: Identity) -> set[frozenset[str]]:
    return {frozenset(x for x in LETTERS if who.of(x) == who.of(y)) for y in LETTERS}


@given(st.lists(pairs, max_size=6), st.data())
def test_merges_in_any_order_give_the_same_partition(
    merged: list[tuple[str, str]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(merged))

    assert partition(of([merge(*p) for p in merged])) == partition(of([merge(*p) for p in shuffled]))


@given(st.lists(pairs, max_size=6))
def test_an_id_that_stands_for_others_stands_for_itself(merged: list[tuple[str, str]]) -> None:
    who = of([merge(*p) for p in merged])

    assert all(who.of(who.of(x)) == who.of(x) for x in LETTERS)
    assert all(x in who.sources(who.of(x)) for x in LETTERS)


@given(st.lists(pairs, max_size=6), st.data())
def test_undoing_everything_leaves_everybody_alone(
    merged: list[tuple[str, str]], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(1, len(merged) + 1)))

    who = of([*(merge(*p) for p in merged), *(undo(n) for n in order)])
    assert all(who.of(x) == x for x in LETTERS)


@given(st.lists(pairs, max_size=3), st.lists(st.tuples(pairs, st.booleans()), max_size=8))
def test_no_chain_of_merges_joins_two_that_are_kept_apart_unless_that_is_overruled(
    warned: list[tuple[str, str]], wanted: list[tuple[tuple[str, str], bool]]
) -> None:
    cautions = [Caution(one=a, other=b, source="a file") for a, b in warned]
    history: list[Decision] = []
    sanctioned: set[frozenset[str]] = set()
    for (a, b), overrule in wanted:
        before = of(history)
        more = [*history, merge(a, b, overrule="known better" if overrule else None)]
        if of(more).joined(cautions):
            continue  # the book refuses it
        history = more
        if overrule:
            group = [[x for x in LETTERS if before.of(x) == before.of(y)] for y in (a, b)]
            sanctioned |= {frozenset(p) for p in itertools.product(*group)}

    who = of(history)
    one = [c for c in cautions if who.of(c.one) == who.of(c.other)]
    assert all(frozenset({c.one, c.other}) in sanctioned for c in one)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    ruling = draw(st.sampled_from(Ruling))
    if ruling is Ruling.UNDO:
        return undo(draw(st.integers(1, 6)))
    one, other = draw(st.permutations(IDS))[:2]
    if ruling is Ruling.ACCEPT:
        return decision(ruling, one, name=draw(st.none() | st.just("Another Name")))
    if ruling is Ruling.MERGE:
        return merge(one, other, overrule=draw(st.none() | st.just("why")))
    if ruling is Ruling.SPLIT and draw(st.booleans()):
        return decision(ruling, one, other, called=draw(st.sampled_from(["RF", "Joint River Command"])))
    if ruling is Ruling.SPLIT:
        reports = draw(st.lists(st.sampled_from(REPORTS), min_size=1, max_size=2, unique=True))
        return decision(ruling, one, other, reports=tuple(reports))
    return decision(ruling, one, other, note="so it is" if ruling is Ruling.DISTINCT else None)


def try_all(ledger: Ledger, wanted: list[Decision]) -> None:
    """Decide what the book does not refuse."""
    for one in wanted:
        try:
            ledger.decide(one)
        except ValueProblem:
            continue


SETTINGS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(before=st.lists(decisions(), max_size=4), tried=decisions())
def test_a_decision_and_its_undo_leave_every_answer_as_it_was(
    before: list[Decision], tried: Decision, new_book: NewBook
) -> None:
    with strangers.book(new_book()) as ledger:
        try_all(ledger, before)
        answers = strangers.answers(ledger)
        made = len(ledger.decisions())
        try_all(ledger, [tried])
        if len(ledger.decisions()) > made:
            ledger.decide(undo(len(ledger.decisions())))

        assert strangers.answers(ledger) == answers


@SETTINGS
@given(wanted=st.lists(decisions(), max_size=6))
def test_claims_keep_their_ids_and_words_whatever_is_decided(
    wanted: list[Decision], new_book: NewBook
) -> None:
    everything = ClaimQuery(background=True)
    with strangers.book(new_book()) as ledger:
        kept = [(e.claim.id, e.words) for e in ledger.claims(everything)]
        try_all(ledger, wanted)

        assert [(e.claim.id, e.words) for e in ledger.claims(everything)] == kept


@SETTINGS
@given(wanted=st.lists(decisions(), max_size=6))
def test_every_claim_is_found_under_those_that_it_names_now_and_under_nobody_else(
    wanted: list[Decision], new_book: NewBook
) -> None:
    with strangers.book(new_book()) as ledger:
        try_all(ledger, wanted)
        who = ledger.who_is_who()
        for ident in IDS:
            shown = {e.claim.id for e in ledger.claims() if who.of(ident) in strangers.named(e.claim)}
            assert {e.claim.id for e in ledger.claims(ClaimQuery(actors=(ident,)))} == shown


def test_a_book_with_decisions_reads_the_same_after_it_was_closed(path: Address) -> None:
    with strangers.book(path) as ledger:
        ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))
        answers = strangers.answers(ledger)
    with Ledger.open(path, readonly=True) as ledger:
        assert strangers.answers(ledger) == answers
