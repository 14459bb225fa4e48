from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.link.hops import Citing, Hop, Read, Source, hops

DAY = date(2024, 12, 8)


def citing(claim: str, *tellers: str, words: str = "", publisher: str = "Quay Post") -> Citing:
    return Citing(
        claim=claim, report=f"r{claim}", publisher=publisher, published=DAY, tellers=tellers, words=words
    )


def test_the_outlet_that_most_claims_cite_is_read_first() -> None:
    told = [
        citing("1", "Ada Quill", "Reuters"),
        citing("2", "The New Arab"),
        citing("3", words="a commander told The New Arab"),
        citing("4", "the army"),
    ]

    assert hops(told) == (
        Hop(outlet="The New Arab", claims=("2", "3"), reports=("r2", "r3")),
        Hop(outlet="Reuters", claims=("1",), reports=("r1",)),
    )


def test_a_claim_that_names_an_outlet_twice_cites_it_once() -> None:
    found = hops([citing("1", "Agence France-Presse", words="officials told AFP")])

    assert found == (Hop(outlet="AFP", claims=("1",), reports=("r1",)),)


def test_what_is_in_the_book_is_not_to_be_read_again() -> None:
    told = [citing("1", "Reuters")]

    assert hops(told, [Read(publisher="Reuters", published=date(2024, 12, 6))]) == ()
    assert hops(told, [Read(publisher="Reuters")]) == ()


def test_an_older_report_of_the_outlet_is_not_the_one_that_is_cited() -> None:
    found = hops([citing("1", "Reuters")], [Read(publisher="Reuters", published=date(2024, 11, 2))])

    assert [hop.outlet for hop in found] == ["Reuters"]


def test_a_body_that_watches_is_told_from_an_outlet() -> None:
    found = hops(
        [
            citing("1", "Syrian Observatory for Human Rights"),
            citing("2", "Al Jazeera"),
            citing("3", "Quay Monitor"),
        ]
    )

    assert {hop.outlet: hop.kind for hop in found} == {
        "Al Jazeera": Source.OUTLET,
        "Quay Monitor": Source.OUTLET,
        "Syrian Observatory for Human Rights": Source.MONITOR,
    }


def test_an_outlet_that_cites_itself_sends_nobody_anywhere() -> None:
    assert hops([citing("1", "Harbour Wire", words="told Harbour Wire", publisher="Harbour Wire")]) == ()


def test_whoever_knows_more_names_says_which_are_media() -> None:
    assert [hop.outlet for hop in hops([citing("1", "Rozana")], media=lambda n: n == "Rozana")] == ["Rozana"]


@settings(deadline=None)  # the first look-up opens the list of outlets
@given(st.permutations([citing("1", "AFP"), citing("2", "Reuters"), citing("3", "AFP", "Quay Herald")]))
def test_the_order_of_claims_does_not_matter(told: list[Citing]) -> None:
    assert [(hop.outlet, hop.claims) for hop in hops(told)] == [
        ("AFP", ("1", "3")),
        ("Quay Herald", ("3",)),
        ("Reuters", ("2",)),
    ]
