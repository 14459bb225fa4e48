from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import strangers
from sourcebook.knowledge.folding import skeleton
from sourcebook.ledger import Ledger
from sourcebook.link.copies import Independence
from sourcebook.link.figures import gathered
from sourcebook.link.proposals import Proposals, proposals
from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType
from sourcebook.model.identity import Ruling
from sourcebook.model.record import Draft
from strangers import decision, merge, told, undo

NOOR, NOUR = strangers.NOOR, strangers.NOUR
PAIR = ("harakat-al-nour", "harakat-an-noor")
Book = Callable[..., Ledger]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Makes a book of some drafts."""
    opened = Ledger.open(tmp_path / "book.sourcebook")

    def keep(*kept: Draft) -> Ledger:
        for draft in kept:
            opened.keep(draft)
        return opened

    return keep


def proposed(ledger: Ledger) -> Proposals:
    return proposals(gathered(ledger), Independence.of(ledger))


def pairs(ledger: Ledger) -> list[tuple[str, ...]]:
    return [tuple(sorted((m.actor.id, m.into.id))) for m in proposed(ledger).mergers]


def news(ledger: Ledger) -> list[str]:
    return [n.id for n in proposed(ledger).actors]


def group(ident: str, name: str, **more: object) -> Actor:
    return Actor(id=ident, name=name, kind=ActorKind.ARMED_GROUP, **more)  # type: ignore[arg-type]


def named(
    publisher: str | None, *actors: Actor, place: str = "", claims: tuple[tuple[str, ...], ...] = ()
) -> Draft:
    """A report of an outlet that names some actors, in words of its own."""
    own = f"{publisher} {place}".casefold().replace(" ", "")
    words = " ".join(f"{own}{n}" for n in range(9))
    return told(publisher, "".join(f"{a.name} {words}. " for a in actors), *actors, claims=claims)


def test_one_name_in_two_spellings_of_two_independent_reports_is_proposed_as_one(book: Book) -> None:
    found = proposed(book(strangers.first(), strangers.second())).mergers

    assert [(m.id, m.reasons) for m in found] == [
        (
            "harakat-al-nour+harakat-an-noor",
            ("one name in two independent reports: Harakat al-Nour, Harakat an-Noor",),
        )
    ]
    assert {e.report for e in found[0].evidence} == {
        strangers.first().report.id,
        strangers.second().report.id,
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Daily", "The Daily"),
        ("The Daily", "the daily"),
        (None, None),
    ],
)
def test_two_reports_of_one_outlet_or_of_none_known_are_not_independent(
    book: Book, one: str | None, other: str | None
) -> None:
    first, second = named(one, NOOR, place="Ostby"), named(other, NOUR, place="Vestby")

    assert pairs(book(first, second)) == []


def test_a_copy_by_another_outlet_is_not_independent(book: Book) -> None:
    text = "{} took the bridge before dawn and held it until noon, when its fighters left in two columns, it was said."
    first = told("The Daily", text.format("Harakat an-Noor"), NOOR)
    copied = told("Other Voice", text.format("Harakat al-Nour"), NOUR)

    assert pairs(book(first, copied)) == []


def test_names_that_differ_in_a_number_alone_are_not_proposed_as_one(book: Book) -> None:
    one, other = group("one", "Division 22"), group("two", "Division 2")

    assert skeleton(one.name) == skeleton(other.name)
    assert pairs(book(named("The Daily", one), named("Other Voice", other))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NOOR, replace(NOUR, kind=ActorKind.PERSON)),
        (replace(NOOR, state="SY"), replace(NOUR, state="IQ")),
    ],
)
def test_a_person_and_a_body_or_bodies_of_two_states_are_not_proposed_as_one(
    book: Book, one: Actor, other: Actor
) -> None:
    assert pairs(book(named("The Daily", one), named("Other Voice", other))) == []


def test_the_last_name_of_a_person_is_proof_of_nobody(book: Book) -> None:
    one = Actor(id="person-a", name="Odd Berg", kind=ActorKind.PERSON, aliases=(Alias(text="Berg"),))
    other = Actor(id="person-b", name="Mohammed Berg", kind=ActorKind.PERSON, aliases=(Alias(text="Berg"),))

    assert pairs(book(named("The Daily", one), named("Other Voice", other))) == []


def test_an_unknown_spelling_of_a_known_actor_is_proposed_under_the_known_one(book: Book) -> None:
    known = replace(NOUR, id="nour-movement", known=True)
    found = proposed(book(named("The Daily", NOOR, place="Ostby"), named("Other Voice", known))).mergers

    assert [m.id for m in found] == ["harakat-an-noor+nour-movement"]


def test_two_known_actors_are_never_proposed_as_one(book: Book) -> None:
    one, other = replace(NOOR, known=True), replace(NOUR, known=True)

    assert pairs(book(named("The Daily", one), named("Other Voice", other))) == []


@pytest.mark.parametrize("warned", ["file", "report", "decision"])
def test_nothing_is_proposed_across_a_warning(book: Book, warned: str) -> None:
    one = replace(NOOR, distinct_from=(NOUR.id,)) if warned == "file" else NOOR
    ledger = book(named("The Daily", one), named("Other Voice", NOUR))
    if warned == "report":
        words = "Harakat an-Noor is not Harakat al-Nour."
        claim = (NOOR.id, "distinct_from", NOUR.id, words)
        ledger.keep(told("Third", words, NOOR, NOUR, claims=(claim,)))
    elif warned == "decision":
        ledger.decide(decision(Ruling.DISTINCT, NOOR.id, NOUR.id, note="they met"))

    assert pairs(ledger) == []


def test_words_that_give_two_names_to_one_are_enough_in_a_single_report(book: Book) -> None:
    lions, hawks = group("lions", "Lions of the Quay"), group("hawks", "Hawks of the Mole")
    words = "Lions of the Quay, also known as Hawks of the Mole"
    draft = told("The Daily", f"{words}, struck.", lions, hawks, claims=(("lions", "alias", "hawks", words),))
    found = proposed(book(draft)).mergers

    assert [m.reasons for m in found] == [("a report gives the two names to one",)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3rd Company", "4th Company"),
        ("Northern Front", "Southern Front"),
        ("Real Army", "New Army"),
    ],
)
def test_words_that_give_two_names_to_one_do_not_join_numbers_directions_or_qualifiers_that_differ(
    book: Book, one: str, other: str
) -> None:
    words = f"{one}, also known as {other}"
    actors, claim = (group("one", one), group("two", other)), ("one", "alias", "two", words)

    assert pairs(book(told("The Daily", words, *actors, claims=(claim,)))) == []


def test_an_acronym_that_a_report_explains_is_proposed_for_the_bare_one_elsewhere(book: Book) -> None:
    short = Alias(text="LQF", type=AliasType.ACRONYM)
    full = group("lower-quay-front", "Lower Quay Front", aliases=(short,))
    bare = Actor(id="lqf", name="LQF", kind=ActorKind.OTHER)
    found = proposed(book(named("The Daily", full), named("Other Voice", bare))).mergers

    assert [(m.id, m.reasons) for m in found] == [
        ("lqf+lower-quay-front", ("a report explains LQF as Lower Quay Front",))
    ]


def test_merged_actors_are_not_proposed_again(book: Book) -> None:
    ledger = book(strangers.first(), strangers.second())
    ledger.decide(merge(*PAIR))

    assert pairs(ledger) == []
    assert "harakat-an-noor" in news(ledger)


def test_a_rejected_pair_comes_back_with_a_further_independent_report_only(book: Book) -> None:
    ledger = book(strangers.first(), strangers.second())
    ledger.decide(decision(Ruling.REJECT, *PAIR))
    at_once = pairs(ledger)
    ledger.keep(named("The Daily", NOOR))
    after_a_report_of_the_same_outlet = pairs(ledger)
    ledger.keep(named("Third Hand", NOOR, place="Vestby"))

    assert (at_once, after_a_report_of_the_same_outlet) == ([], [])
    assert [m.again for m in proposed(ledger).mergers] == [
        "rejected in decision 1; a further independent report has come"
    ]


def test_an_undone_rejection_brings_the_proposal_back(book: Book) -> None:
    ledger = book(strangers.first(), strangers.second())
    before = proposed(ledger)
    ledger.decide(decision(Ruling.REJECT, *PAIR))
    ledger.decide(undo(1))

    assert (proposed(ledger).mergers, proposed(ledger).actors) == (before.mergers, before.actors)


def test_new_actors_come_with_their_evidence_the_best_first(book: Book) -> None:
    found = proposed(book(strangers.first(), strangers.second(), strangers.third())).actors

    assert [(n.id, len(n.reports), len(n.independent), n.mentions) for n in found] == [
        ("joint-river-command", 3, 3, 3),
        ("person-odd-berg", 2, 2, 2),
        ("harakat-an-noor", 1, 1, 3),
    ]
    assert {e.report for e in found[0].evidence} == set(found[0].reports)


def test_copies_do_not_count_as_evidence(book: Book) -> None:
    text = "Harakat an-Noor took the bridge before dawn and held it until noon, when it left."
    found = proposed(book(*(told(outlet, text, NOOR) for outlet in ("A Post", "B Post", "C Post")))).actors

    assert [(len(n.reports), len(n.independent)) for n in found] == [(3, 1)]


def test_an_outlet_that_names_itself_and_an_author_are_not_new_actors(book: Book) -> None:
    outlet = Actor(id="harbour-post", name="Harbour Post", kind=ActorKind.MEDIA)
    author = Actor(id="person-ida-lund", name="Ida Lund", kind=ActorKind.PERSON)
    draft = named("The Harbour Post", outlet, author)
    report = replace(draft.report, author="Ida Lund")

    assert news(book(replace(draft, report=report))) == []


@pytest.mark.parametrize(
    "kind", [ActorKind.UNIDENTIFIED, ActorKind.POPULATION, ActorKind.OFFICE, ActorKind.OTHER]
)
def test_crowds_offices_and_single_names_of_no_told_kind_are_not_proposed(
    book: Book, kind: ActorKind
) -> None:
    assert news(book(named("The Daily", replace(NOOR, kind=kind)))) == []


def test_groups_that_a_report_only_describes_are_not_proposed(book: Book) -> None:
    assert news(book(named("The Daily", group("gunmen@12345678", "gunmen")))) == []


def test_a_rejected_actor_comes_back_with_a_further_independent_report(book: Book) -> None:
    ledger = book(named("The Daily", NOOR))
    ledger.decide(decision(Ruling.REJECT, NOOR.id))
    at_once = news(ledger)
    ledger.keep(named("Other Voice", NOOR, place="Vestby"))

    assert (at_once, news(ledger)) == ([], [NOOR.id])


def test_an_accepted_actor_comes_back_only_when_a_further_report_takes_it_for_something_else(
    book: Book,
) -> None:
    ledger = book(named("The Daily", NOOR))
    ledger.decide(decision(Ruling.ACCEPT, NOOR.id, kind=ActorKind.ARMED_GROUP))
    ledger.keep(named("Other Voice", NOOR, place="Vestby"))
    agreeing = news(ledger)
    ledger.keep(named("Third Hand", replace(NOOR, kind=ActorKind.PARTY), place="Sorby"))

    assert agreeing == []
    assert [n.again for n in proposed(ledger).actors] == [
        "accepted in decision 1; a further independent report says party"
    ]


def test_a_warning_that_comes_after_a_merge_is_shown(book: Book) -> None:
    ledger = book(strangers.first(), strangers.second())
    ledger.decide(merge(*PAIR))
    words = "Harakat an-Noor is not Harakat al-Nour"
    ledger.keep(told("Third", words, NOOR, NOUR, claims=((NOOR.id, "distinct_from", NOUR.id, words),)))

    assert [words in doubt.source for doubt in proposed(ledger).doubts] == [True]


def test_the_order_in_which_reports_come_does_not_change_the_proposals(tmp_path: Path) -> None:
    drafts = [strangers.first(), strangers.second(), strangers.third()]
    out = []
    for name, order in (("a", drafts), ("b", drafts[::-1])):
        with Ledger.open(tmp_path / name) as ledger:
            for draft in order:
                ledger.keep(draft)
            out.append(proposed(ledger))

    assert out[0] == out[1]
