import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readings import parsed, reading, report
from sourcebook.find.found import Group
from sourcebook.find.groups import find_groups
from sourcebook.find.kinds import tell_kinds
from sourcebook.find.names import find_names
from sourcebook.parse import parse


def groups(text: str) -> list[Group]:
    return list(reading(text, "find.groups").groups)


def only(text: str) -> Group:
    found = groups(text)
    assert len(found) == 1, [g.found.text for g in found]
    return found[0]


def words(text: str, tokens: tuple[int, ...]) -> list[str]:
    return [parsed(text).words[t] for t in tokens]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen fled.", ["Gunmen"]),
        ("Nine masked gunmen fled.", ["masked gunmen"]),
        ("Houthi fighters fled.", ["Houthi fighters"]),
        ("Rebels killed nine soldiers and two civilians.", ["Rebels", "soldiers", "civilians"]),
        ("Police commando uniforms were found.", []),
        ("The mill of the rebels burned.", ["rebels"]),
        ("The town burned.", []),
        ("The group fled.", ["group"]),
    ],
)
def test_nouns_that_make_people_actors_are_found(text: str, wanted: list[str]) -> None:
    assert [g.found.text.removeprefix("The ") for g in groups(text)] == wanted


@pytest.mark.parametrize(
    ("text", "kind", "subkind"),
    [
        ("Gunmen fled.", "unidentified", None),
        ("Rebels fled.", "armed_group", "rebel"),
        ("Soldiers fled.", "state_body", "military"),
        ("Policemen fled.", "state_body", "police"),
        ("Villagers fled.", "population", None),
        ("The armed group fled.", "armed_group", None),
        ("The group fled.", "unidentified", None),
    ],
)
def test_the_noun_says_what_they_are(text: str, kind: str, subkind: str | None) -> None:
    group = only(text)
    assert group.kind == kind
    assert subkind in {group.subkind, None}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Iraqi policemen fled.", "IQ"),
        ("The government of Mali fell.", "ML"),
        ("American soldiers fled.", "US"),
        ("Gunmen fled.", None),
    ],
)
def test_whose_people_they_are(text: str, country: str | None) -> None:
    assert only(text).country == country


def test_an_owner_is_the_body_named_before_or_behind() -> None:
    before, behind = "Hezbollah fighters fled.", "Fighters of Hezbollah fled."
    assert words(before, only(before).owners) == ["Hezbollah"]
    assert words(behind, only(behind).owners) == ["Hezbollah"]


def test_a_backer_is_no_owner() -> None:
    text = "Iran-backed militias in Iraq fled."
    group = only(text)
    assert words(text, group.backers) == ["Iran"]
    assert (group.owners, group.country, group.within) == ((), None, "IQ")


@pytest.mark.parametrize(
    ("text", "plural", "definite", "quantified"),
    [
        ("The militias fled.", True, True, False),
        ("Militias fled.", True, False, False),
        ("Two militias fled.", True, False, True),
        ("A militia fled.", False, False, True),
        ("These militias fled.", True, True, False),
        ("The police fled.", True, True, False),
    ],
)
def test_number_and_article_are_kept(text: str, *, plural: bool, definite: bool, quantified: bool) -> None:
    group = only(text)
    assert (group.plural, group.definite, group.quantified) == (plural, definite, quantified)


def test_adjectives_that_tell_groups_apart_are_kept_and_plain_ones_are_not() -> None:
    assert only("Several radical foreign militias fled.").traits == {"radical", "foreign"}


@pytest.mark.xfail(strict=False, raises=AssertionError, reason="guards are people only beside a name")
def test_guards_are_people() -> None:
    assert [g.found.text for g in groups("Gunmen killed two guards.")] == ["Gunmen", "guards"]


HEAP = "the Iran - backed militias Houthi gunmen of in Iraq nine police 's group rebels killed civilians , .".split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HEAP), min_size=1, max_size=14).map(" ".join))
def test_a_group_lies_within_its_sentence_and_outside_of_names(heap: str) -> None:
    doc = parse(report(heap))
    names = tell_kinds(doc, find_names(doc))
    for group in find_groups(doc, names):
        f = group.found
        assert f.first <= f.head == f.last
        assert doc.sentence_of[f.first] == doc.sentence_of[f.last]
        assert not any(n.first <= f.head <= n.last for n in names)
        assert set(group.owners).isdisjoint(group.backers)
