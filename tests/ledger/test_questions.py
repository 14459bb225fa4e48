from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import drafts
from books import NewBook
from sourcebook.ledger import ClaimQuery, Ledger, Order
from sourcebook.ledger.dialects import words
from sourcebook.ledger.fold import fold
from sourcebook.model.claim import EventType, Modality, Predicate

ATTACK = "The River Front killed 12 soldiers of the Norland Army in Ostby on 3 May 2024"
THREAT = "may attack again"
TIE = "The group, which Norland once armed"
ALLUSION = "It did not attack in 2019"


@pytest.fixture(scope="module")
def ledger(new_book: NewBook) -> Iterator[Ledger]:
    with Ledger.open(new_book()) as opened:
        opened.keep(drafts.draft())
        yield opened


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (ClaimQuery(), [ATTACK, THREAT, TIE]),
        (ClaimQuery(background=True), [ATTACK, THREAT, TIE, ALLUSION]),
        (ClaimQuery(actors=("norland",)), [TIE]),
        (ClaimQuery(actors=("norland", "norland-army")), [ATTACK, TIE]),
        (ClaimQuery(actors=()), []),
        (ClaimQuery(places=("place:7",)), [ATTACK]),
        (ClaimQuery(places=("place:no",)), [ATTACK]),
        (ClaimQuery(type=EventType.ASSAULT), [ATTACK, THREAT]),
        (ClaimQuery(type=EventType.AID), []),
        (ClaimQuery(predicate=Predicate.BACKED_BY), [TIE]),
        (ClaimQuery(kind="event", limit=1), [ATTACK]),
        (ClaimQuery(modality=Modality.HEDGED), [THREAT]),
        (ClaimQuery(first=date(2024, 5, 3)), [ATTACK]),
        (ClaimQuery(first=date(2024, 5, 4)), []),
        (ClaimQuery(last=date(2024, 5, 2), background=True), [ALLUSION]),
        (ClaimQuery(first=date(2019, 6, 1), last=date(2019, 6, 2), background=True), [ALLUSION]),
        (ClaimQuery(search="killing soldier"), [ATTACK]),
        (ClaimQuery(search='"attack again"'), [THREAT]),
        (ClaimQuery(search="again attack"), [THREAT]),
        (ClaimQuery(search="AND OR NOT ( * ^ :"), []),
        (ClaimQuery(order=Order.TIME, background=True), [ALLUSION, ATTACK, THREAT, TIE]),
        (ClaimQuery(report=drafts.report().id[:6]), [ATTACK, THREAT, TIE]),
        (ClaimQuery(report="%"), []),
    ],
)
def test_a_question_is_answered_with_the_claims_that_fit(
    ledger: Ledger, query: ClaimQuery, told: list[str]
) -> None:
    assert [e.words for e in ledger.claims(query)] == told


@settings(deadline=None)
@given(typed=st.text(max_size=30))
def test_nothing_typed_breaks_the_search(ledger: Ledger, typed: str) -> None:
    typed = typed.encode("utf-8", "ignore").decode()

    assert len(list(ledger.claims(ClaimQuery(search=typed or None)))) <= 3
    assert list(ledger.sources(search=typed)) in ([], list(ledger.sources()))


def test_search_words_are_never_operators() -> None:
    assert words('drone AND "truce talks" x"y') == '"drone" "AND" "truce talks" "xy"'


def test_names_are_found_whatever_their_case_accents_and_article(ledger: Ledger) -> None:
    for name in ("river front", "THE RIVER FRONT", "rf", "Front of the Rivers", "river-front"):
        assert [e.id for e in ledger.find(name)] == ["river-front"]
    assert [e.id for e in ledger.find("østby")] == ["place:7"]
    assert ledger.find("nobody") == []


def test_a_lookalike_is_not_found_under_the_others_name(ledger: Ledger) -> None:
    assert [e.id for e in ledger.find("Front of the River")] == ["front-of-the-river"]


def test_what_comes_near_is_suggested(ledger: Ledger) -> None:
    assert [e.id for e in ledger.near("river")] == ["front-of-the-river", "river-front"]
    assert [e.id for e in ledger.near("the norland guard")] == ["norland", "norland-army", "place:no"]
    assert ledger.near("xyzzy") == []


def test_claims_are_found_by_the_beginning_of_their_id(ledger: Ledger) -> None:
    ident = drafts.attack(drafts.report()).id

    assert [e.words for e in ledger.claims_like(ident[:6].upper())] == [ATTACK]
    assert ledger.claims_like("%") == []
    assert ledger.claim(ident[:6]) is None


def test_an_id_without_a_name_is_its_own_name(ledger: Ledger) -> None:
    names = ledger.names()

    assert (names["river-front"], names["place:7"], names["who"]) == ("River Front", "Ostby", "who")


def test_a_text_is_found_by_its_report(ledger: Ledger) -> None:
    assert ledger.text(drafts.report().id) == drafts.TEXT
    assert ledger.text("none") is None


@given(st.text(max_size=20))
@example("㎴")
@example("The the Hague")
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)
