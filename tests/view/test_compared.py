from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import drafts
from sample_book import sample_book
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import Claim, Event, EventType, Toll
from sourcebook.model.where import Fineness, Where
from sourcebook.story.linker import link_new
from sourcebook.view.agreeing import Aspect, Fit, agreements, kappa
from sourcebook.view.compared import Comparison, compare


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_book(tmp_path_factory.mktemp("compared"))


def book(path: Path, *claims: tuple[str, Claim]) -> Ledger:
    """A book of one claim a report, each of another outlet."""
    ledger = Ledger.open(path)
    for outlet, claim in claims:
        told = drafts.report(publisher=outlet)
        ledger.keep(drafts.draft(told, claims=(replace(claim, report=told.id),)))
    link_new(ledger)
    return ledger


def changed(**fields: object) -> Claim:
    """The attack at Ostby on 3 May 2024, 12 killed, but for some fields."""
    claim = drafts.attack(drafts.report())
    assert isinstance(claim.fact, Event)
    return replace(claim, fact=replace(claim.fact, **fields))  # type: ignore[arg-type] # fields of an event


def compared(tmp_path: Path, ours: list[Claim], theirs: list[Claim]) -> Comparison:
    a = book(tmp_path / "a.sourcebook", *((f"A{n}", c) for n, c in enumerate(ours)))
    b = book(tmp_path / "b.sourcebook", *((f"B{n}", c) for n, c in enumerate(theirs)))
    with a, b:
        return compare(a, b)


def test_a_book_is_wholly_like_itself(samples: Path) -> None:
    with Ledger.open(samples, create=False, readonly=True) as ledger:
        found = compare(ledger, ledger)

    assert len(found.matched) > 100
    assert (found.precision, found.recall, found.f1) == (1.0, 1.0, 1.0)
    assert [p for p in found.matched if p.a.id != p.b.id] == []
    assert {a: r.share for a, r in agreements(p.fits for p in found.matched).items()} == dict.fromkeys(
        Aspect, 1.0
    )


def test_each_incident_stands_once_whichever_book_is_first(samples: Path) -> None:
    with Ledger.open(samples, create=False, readonly=True) as ledger:
        all_of_it, half = ClaimQuery(), ClaimQuery(last=date(2024, 12, 6))
        there, back = (
            compare(ledger, ledger, of_a=a, of_b=b) for a, b in ((all_of_it, half), (half, all_of_it))
        )

    assert [p.a.id for p in there.matched] == [p.b.id for p in there.matched]
    assert {p.a.id for p in there.matched} == {p.a.id for p in back.matched}
    assert {a.one.id for a in there.missing} == {a.one.id for a in back.extra}
    assert (there.precision, back.recall) == (1.0, 1.0)
    assert there.recall == back.precision
    assert 0 < (there.recall or 0) < 1


@pytest.mark.parametrize(
    ("fields", "aspect", "fit"),
    [
        ({}, Aspect.DAY, Fit.SAME),
        ({"when": drafts.month("2024-05")}, Aspect.DAY, Fit.NEAR),
        ({"when": drafts.day("2024-05-04")}, Aspect.DAY, Fit.OTHER),
        ({"when": None}, Aspect.DAY, Fit.ONLY_A),
        ({"where": None}, Aspect.PLACE, Fit.ONLY_A),
        ({"where": Where(place="place:no", fineness=Fineness.COUNTRY)}, Aspect.PLACE, Fit.NEAR),
        ({"actor": ("norland",)}, Aspect.DOER, Fit.OTHER),
        ({"actor": ()}, Aspect.DOER, Fit.ONLY_A),
        ({"recipient": ("norland-army", "norland")}, Aspect.TARGET, Fit.NEAR),
        ({"killed": Toll(best=12)}, Aspect.KILLED, Fit.SAME),
        ({"killed": Toll(low=10, high=15)}, Aspect.KILLED, Fit.NEAR),
        ({"killed": Toll(best=14)}, Aspect.KILLED, Fit.OTHER),
        ({"wounded": Toll(best=3)}, Aspect.WOUNDED, Fit.ONLY_B),
        ({}, Aspect.WOUNDED, Fit.NEITHER),
    ],
)
def test_fields_of_a_match_are_compared(
    tmp_path: Path, fields: dict[str, object], aspect: Aspect, fit: Fit
) -> None:
    found = compared(tmp_path, [changed()], [changed(**fields)])

    assert len(found.matched) == 1
    assert found.matched[0].fits[aspect] is fit


def test_a_report_that_both_books_have_says_nothing_against_a_match(tmp_path: Path) -> None:
    told = drafts.report()
    other = replace(drafts.attack(told), stage="draft.events/2")
    with book(tmp_path / "a", ("X", drafts.attack(told))) as a, book(tmp_path / "b", ("X", other)) as b:
        found = compare(a, b)

    assert len(found.matched) == 1
    assert found.matched[0].reasons != ("both hold the same claim",)


def test_what_only_one_has_is_missing_or_extra_with_what_speaks_against_the_nearest(tmp_path: Path) -> None:
    far = changed(when=drafts.day("2024-04-29"), killed=Toll(best=40))
    found = compared(tmp_path, [changed(), far], [changed()])

    assert (found.precision, found.recall) == (1.0, 0.5)
    (missing,) = found.missing
    assert missing.nearest is not None
    assert not missing.taken
    assert "their days are certainly apart" in missing.nearest.reasons


def test_the_likeliest_is_matched_and_the_other_told_to_be_taken(tmp_path: Path) -> None:
    vague = changed(when=drafts.month("2024-05"), where=None, recipient=())
    a = book(tmp_path / "a.sourcebook", ("A", changed()))
    with a, Ledger.open(tmp_path / "b.sourcebook") as b:
        for n, claim in enumerate((changed(), vague)):  # not linked, so that they stand as two
            told = drafts.report(publisher=f"B{n}")
            b.keep(drafts.draft(told, claims=(replace(claim, report=told.id),)))
        found = compare(a, b)

    assert len(found.matched) == 1
    assert found.matched[0].fits[Aspect.PLACE] is Fit.SAME
    assert [alone.taken for alone in found.extra] == [True]


def test_another_kind_of_event_is_near_nothing(tmp_path: Path) -> None:
    found = compared(tmp_path, [changed()], [changed(type=EventType.CONSULT, mode=())])

    assert found.matched == ()
    assert [a.nearest for a in (*found.missing, *found.extra)] == [None, None]
    assert (found.precision, found.recall, found.f1) == (0.0, 0.0, 0.0)


def test_two_empty_books_have_no_precision(tmp_path: Path) -> None:
    found = compared(tmp_path, [], [])

    assert (found.precision, found.recall, found.f1) == (None, None, None)


def test_kappa_is_that_of_the_textbook_table() -> None:
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    assert kappa(table) == pytest.approx(0.4)
    assert kappa([]) is None
    assert kappa([("y", "y")]) is None


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_kappa_is_at_most_one_and_the_same_both_ways(pairs: list[tuple[str, str]]) -> None:
    found = kappa(pairs)

    assert found is None or found <= 1
    assert found == pytest.approx(kappa([(b, a) for a, b in pairs]))
