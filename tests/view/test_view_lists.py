import random
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import drafts
from sourcebook.ledger import Entry, Ledger
from sourcebook.model.actor import Actor
from sourcebook.model.claim import Claim, Event, Expression, Predicate, Relation, Toll
from sourcebook.model.record import Draft
from sourcebook.model.text import Report
from sourcebook.model.where import Place
from sourcebook.view.contradiction import contradictions
from sourcebook.view.timeline import Line, event_line, lines_of, timeline
from sourcebook.view.who import best, other_names, surface_names, ties

NAMES = {a.id: a.name for a in drafts.draft().actors} | {p.id: p.name for p in drafts.draft().places}


def lines(draft: Draft) -> list[Line]:
    return list(
        lines_of([(c, c.quote.of(draft.report.text)) for c in draft.claims], NAMES, source="The Daily")
    )


def test_a_line_tells_names_and_keeps_doubt() -> None:
    x = lines(drafts.draft())[0]

    assert (x.actor, x.recipient, x.place, x.fineness) == (
        ("River Front",),
        ("Norland Army",),
        "Ostby",
        "exact",
    )
    assert (x.tolls, x.weapon, x.speaker) == (("12 killed",), "rifles", "Norland Army")


def test_the_timeline_goes_by_day_and_leaves_background_out() -> None:
    shown = lines(drafts.draft())

    assert [x.words for x in timeline(shown)] == [shown[0].words, "may attack again"]
    assert timeline(shown, background=True)[0].words == "It did not attack in 2019"


@given(st.randoms())
def test_what_has_a_date_comes_in_the_order_of_days_whatever_order_it_was_given_in(
    chance: random.Random,
) -> None:
    shown = lines(drafts.draft())
    mixed = list(shown)
    chance.shuffle(mixed)

    assert timeline(mixed, background=True) == timeline(shown, background=True)


def test_an_id_that_nobody_named_is_shown_as_it_is() -> None:
    told = drafts.report()
    claim = drafts.attack(told)
    assert isinstance(claim.fact, Event)
    stranger = replace(claim, fact=replace(claim.fact, actor=("stranger",)))

    assert next(lines_of([(stranger, "x")], NAMES)).actor == ("stranger",)


def tie(told: Report, subject: str, predicate: Predicate, other: str) -> tuple[Claim, str]:
    claim = drafts.tie(told)
    return replace(claim, fact=Relation(subject=subject, predicate=predicate, object=other)), "words"


def test_ties_are_grouped_by_kind_and_direction() -> None:
    told = drafts.report()
    claims = [
        tie(told, "river-front", Predicate.BACKED_BY, "norland"),
        tie(told, "norland", Predicate.BACKED_BY, "river-front"),
        tie(told, "river-front", Predicate.BACKED_BY, "norland"),
        tie(told, "norland-army", Predicate.OPPOSED_TO, "river-front"),
        tie(told, "river-front", Predicate.OPPOSED_TO, "norland-army"),
        tie(told, "norland", Predicate.ALLIED_WITH, "norland-army"),
    ]
    found = ties(claims, of="river-front", names=NAMES)

    assert [(t.words, t.name, len(t.said)) for t in found] == [
        ("backed by", "Norland", 2),
        ("backs", "Norland", 1),
        ("opposed to", "Norland Army", 2),
    ]


def test_a_tie_shows_when_it_held_and_whether_anybody_asserts_it() -> None:
    told = drafts.report()
    claim = drafts.threat(told)
    fact = Relation(
        subject="river-front", predicate=Predicate.BACKED_BY, object="norland", since=drafts.month("2014-06")
    )
    found = ties([(replace(claim, fact=fact), "words")], of="river-front", names=NAMES)

    assert (found[0].since, found[0].doubt) == ("since 2014-06-··", "hedged")


def test_names_are_listed_once_and_pronouns_never() -> None:
    surfaces = [("it", 9), ("the  Front", 4), ("River Front", 3), ("THE FRONT", 1), ("rf", 1)]

    assert other_names(drafts.RIVERS) == ["RF", "Front of the Rivers"]
    assert surface_names(drafts.RIVERS, surfaces) == ["the Front"]


def test_a_name_means_an_actor_before_a_place_and_a_name_before_an_alias() -> None:
    place: Actor | Place = drafts.COUNTRY
    other = replace(drafts.LOOKALIKE, aliases=(drafts.Alias(text="Norland"),))
    described = replace(drafts.GUNMEN, name="Norland")

    assert best([described, other, drafts.NORLAND, place], "norland") == (
        [drafts.NORLAND],
        [described, other, place],
    )
    assert best([drafts.NORLAND, place], "place:no") == ([place], [drafts.NORLAND])
    assert best([], "x") == ([], [])


def entries(ledger: Ledger, *tolls: tuple[str, Toll]) -> list[Entry]:
    for publisher, toll in tolls:
        told = drafts.report(publisher=publisher)
        claim = drafts.attack(told)
        assert isinstance(claim.fact, Event)
        ledger.keep(drafts.draft(told, claims=(replace(claim, fact=replace(claim.fact, killed=toll)),)))
    return list(ledger.claims())


def pairs(ledger: Ledger, *tolls: tuple[str, Toll]) -> int:
    return len(list(contradictions(entries(ledger, *tolls))))


def test_numbers_that_cannot_both_be_right_are_a_contradiction(tmp_path: Path) -> None:
    cases = [
        (Toll(best=12), Toll(best=17), 1),
        (Toll(best=12), Toll(best=12), 0),
        (Toll(best=12), Toll(low=10, expression=Expression.AT_LEAST), 0),
        (Toll(best=12), Toll(low=15, expression=Expression.AT_LEAST), 1),
        (Toll(best=12), Toll(best=15, expression=Expression.ABOUT), 0),
        (Toll(low=10, high=12, expression=Expression.RANGE), Toll(best=13), 1),
    ]
    for i, (a, b, expected) in enumerate(cases):
        with Ledger.open(tmp_path / f"{i}.sourcebook") as ledger:
            assert pairs(ledger, ("A", a), ("B", b)) == expected


def test_a_tie_is_no_line(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "b.sourcebook") as ledger:
        ledger.keep(drafts.draft())
        shown = [event_line(e, ledger.names()) for e in ledger.claims()]

    assert [x is None for x in shown] == [False, False, True]
