from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sourcebook.errors import ValueProblem
from sourcebook.link.origins import OriginInput, Origins, origins
from sourcebook.link.overlap import Overlap, Passage, compared
from sourcebook.link.sketch import candidates, of_wording
from sourcebook.link.wording import Wording
from sourcebook.model.text import Report, Span
from sourcebook.model.when import Ground, When

FIRST = (
    "Forty lorries left Quay Town before dawn on Sunday and crossed the river at the old ford, two drivers said. "
    "The guards at the bridge let them pass, and nobody has told the mayor what they carried."
)
SECOND = (
    "In the harbour quarter bread is sold by the slice, and three bakeries shut their doors during the week. "
    "A baker named Orla Venn put the price of a sack of flour at four times what it had been in the spring."
)
THIRD = (
    "The ministry of roads denied that any of its vehicles had been lent to the brigade that holds the ford. "
    "It promised to look into the matter and to publish whatever it found before the end of the month."
)
WIRE = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
OWN = (
    "Snow came early to the hills this year, and the shepherds have brought their flocks down to the plain. "
    "The school has closed its upper floor to save wood, said a teacher who has worked there for thirty years.\n\n"
    "Nobody in the valley remembers a colder autumn. The mill stands still because its wheel is frozen, and the "
    "miller walks to the next town each morning in order to buy what he used to sell.\n\n"
    "At night one hears engines on the road above the village, but those who went up to look found only tracks."
)
APART = (
    "Lorries without lights were seen at the ford on Sunday, according to a fisherman who keeps his boat there. He "
    "counted some forty of them. It took two hours until the last one had climbed the far bank, he said."
)

LEAD = "Nobody knows what rolled through the night along the delta, but bread is dear and the ministry says no word."


def changed(text: str) -> str:
    """Every tenth word another."""
    return " ".join(f"so{n}" if n % 10 == 9 else word for n, word in enumerate(text.split()))


TEN = {
    "wire": ("Harbour Wire", 7, WIRE),
    "verbatim": ("Quay Post", 8, WIRE),
    "trimmed": ("Delta Times", 9, f"{FIRST}\n\n{SECOND}"),
    "headline": ("Ford Herald", 9, f"Lorries at the ford\n\n{WIRE}"),
    "lead": ("Mill News", 9, f"{LEAD}\n\n{SECOND}\n\n{THIRD}"),
    "edited": ("Sluice Mail", 10, changed(WIRE)),
    "turned": ("Bank Review", 10, f"{THIRD}\n\n{FIRST}\n\n{SECOND}"),
    "tail": ("Lock Gazette", 10, f"{SECOND}\n\n{THIRD}"),
    "late": ("Weir Star", 11, f"{WIRE}\n\nThe road is open again."),
    "merged": ("Hill Journal", 11, OWN.replace("\n\n", f"\n\n{FIRST}\n\n", 1)),
}
ALONE = {"alone": ("Fisher Tribune", 9, APART)}
Told = Mapping[str, tuple[str | None, int | None, str]]


def found(
    told: Told, *, credit: Mapping[str, str] | None = None, order: Iterable[str] | None = None
) -> Origins:
    """The origins of some texts, found as a book would find them."""
    order = list(order or told)
    words = {key: Wording.of(told[key][2]) for key in order}
    pairs = candidates({key: of_wording(words[key]) for key in order})
    return origins(
        {key: given_of(told[key], (credit or {}).get(key)) for key in order},
        [compared(words[a], words[b], ids=(a, b)) for a, b in pairs],
    )


def given_of(told: tuple[str | None, int | None, str], credit: str | None) -> OriginInput:
    publisher, day, text = told
    return OriginInput(
        publisher=publisher,
        published=date(2024, 12, day) if day else None,
        credits=(credit,) if credit else (),
        length=len(text),
    )


def at(text: str, words: str) -> Span:
    return Span(start=text.index(words), end=text.index(words) + len(words))


def quotes(told: Told) -> list[tuple[str, Span]]:
    """What each report says of the lorries, in the first words it has about them."""
    cues = ("orries", "bread", "ministry of roads")
    return [
        (key, at(text, next(cue for cue in cues if cue in text)))
        for key, (_, _, text) in sorted(told.items())
    ]


def test_ten_copies_and_an_independent_report_have_two_origins() -> None:
    both = {**TEN, **ALONE}

    assert found(both).standing(quotes(both)) == ("alone", "wire")


def test_what_a_merged_article_says_itself_is_its_own() -> None:
    text, told = TEN["merged"][2], found(TEN)

    assert told.origin_of("merged", at(text, "two drivers said")) == "wire"
    assert told.origin_of("merged", at(text, "The mill stands still")) == "merged"
    assert told.origin_of("merged") == "merged"


@settings(max_examples=20, deadline=None)
@given(st.permutations(sorted({**TEN, **ALONE})))
def test_the_answer_does_not_depend_on_the_order_of_reports(order: list[str]) -> None:
    both = {**TEN, **ALONE}
    told, usual = found(both, order=order), found(both)

    assert told.groups() == usual.groups()
    assert told.taken == usual.taken


SMALL = st.fixed_dictionaries(
    {
        key: st.builds(
            OriginInput,
            publisher=st.sampled_from([None, "AFP", "Quay Post", "Delta Times"]),
            published=st.sampled_from([None, date(2024, 12, 8), date(2024, 12, 9)]),
            credits=st.sampled_from([(), ("AFP",), ("Quay Post", "AFP"), ("Reuters",)]),
            length=st.integers(0, 3),
        )
        for key in "abcde"
    }
)
SHARES = st.lists(st.sampled_from([0.2, 0.6, 1.0]), min_size=10, max_size=10)


def shared(parts: list[float], chance: Random | None = None) -> list[Overlap]:
    passage = Passage(one=Span(start=0, end=50), other=Span(start=10, end=60))
    made = [
        Overlap(one=a, other=b, covered_one=part, covered_other=1.2 - part, passages=(passage,))
        for (a, b), part in zip(combinations("abcde", 2), parts, strict=True)
    ]
    if chance:
        chance.shuffle(made)
        return [o.turned() if chance.random() < 0.5 else o for o in made]
    return made


@settings(max_examples=60, deadline=None)
@given(SMALL, SHARES, st.randoms(use_true_random=False))
def test_neither_the_order_nor_the_side_of_overlaps_matters(
    reports: dict[str, OriginInput], parts: list[float], chance: Random
) -> None:
    keys = list(reports)
    chance.shuffle(keys)
    one, other = (
        origins(reports, shared(parts)),
        origins({key: reports[key] for key in keys}, shared(parts, chance)),
    )

    assert (one.whole, one.phantoms, one.taken) == (other.whole, other.phantoms, other.taken)


@settings(max_examples=60, deadline=None)
@given(SMALL, SHARES)
def test_an_origin_is_a_report_of_the_book_that_stands_for_itself_or_a_phantom(
    reports: dict[str, OriginInput], parts: list[float]
) -> None:
    told = origins(reports, shared(parts))
    origin = {told.origin_of(key, Span(start=0, end=9)) for key in reports} | {*told.whole.values()}

    assert all(o in told.phantoms or told.whole[o] == o for o in origin)
    assert 1 <= told.count((key, Span(start=0, end=9)) for key in reports) <= len(reports)


def test_of_one_day_the_credited_outlet_is_the_original() -> None:
    told = {"a": ("Quay Post", 8, WIRE), "b": ("Harbour Wire", 8, WIRE), "c": ("Delta Times", 9, WIRE)}

    assert found(told).origin_of("c") == "a"
    assert found(told, credit={"c": "Harbour Wire"}).origin_of("c") == "b"


def test_a_report_that_credits_another_is_no_original_even_when_it_was_dated_earlier() -> None:
    told = {"a": ("Quay Post", 8, WIRE), "b": ("Harbour Wire", 9, WIRE)}

    assert found(told, credit={"a": "Harbour Wire"}).origin_of("a") == "b"


def test_a_credited_outlet_that_is_not_in_the_book_is_the_origin_by_its_name() -> None:
    told = {"a": ("Quay Post", 8, WIRE), "b": ("Delta Times", 9, WIRE), "c": ("Mill News", 9, APART)}
    both = found(told, credit={"b": "Harbour Wire", "c": "Harbour Wire"})

    assert both.groups() == {"Harbour Wire": ("a", "b", "c")}
    assert both.phantoms == {"Harbour Wire"}
    assert both.count(quotes(told)) == 1


def test_versions_of_one_story_by_one_outlet_are_one_origin() -> None:
    told = {"a": ("Quay Post", 8, FIRST), "b": ("Quay Post", 9, f"{FIRST}\n\n{OWN}")}

    assert found(told).origin_of("b") == "a"


def test_one_outlet_is_one_voice_and_so_are_those_who_are_not_known() -> None:
    told = {
        "a": ("Quay Post", 8, FIRST),
        "b": ("Quay Post", 9, APART),
        "c": (None, 9, OWN),
        "d": (None, 9, THIRD),
    }
    spans = [(key, Span(start=0, end=20)) for key in told]

    assert found(told).standing(spans) == ("a", "c")
    assert [found(told).voice(*one) for one in spans] == ["quay post", "quay post", "", ""]


def test_a_passage_is_followed_through_those_who_handed_it_on() -> None:
    words = [Span(start=s, end=s + 100) for s in (0, 300, 700)]
    handed = [
        Overlap(one="b", other="a", passages=(Passage(one=words[1], other=words[0]),)),
        Overlap(one="c", other="b", passages=(Passage(one=words[2], other=words[1]),)),
    ]
    given_ = {k: OriginInput(publisher=k, published=date(2024, 12, n)) for n, k in enumerate("abc", 1)}
    told = origins(given_, handed)

    assert told.origin_of("c", Span(start=710, end=750)) == "a"
    assert told.origin_of("c", Span(start=10, end=50)) == "c"


def test_a_report_tells_what_must_be_known_of_it() -> None:
    report = Report(
        text=f"{FIRST} (Harbour Wire)",
        published=When.parse("2024-12", ground=Ground.STATED),
        address="https://www.quay-post.example/1",
    )

    assert OriginInput.of(report) == OriginInput(
        publisher="quay-post.example",
        published=date(2024, 12, 31),
        credits=("Harbour Wire",),
        length=len(report.text),
    )


def test_a_report_that_was_not_given_is_refused_by_its_id() -> None:
    with pytest.raises(ValueProblem, match="'b', which is not given"):
        origins({"a": OriginInput()}, [Overlap(one="a", other="b")])
    with pytest.raises(ValueProblem, match="'z' is none of those"):
        origins({"a": OriginInput()}, []).origin_of("z")
