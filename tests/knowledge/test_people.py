import pytest

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.people import (
    AgentNumber,
    TitleKind,
    _agents_of,
    agents,
    given_names,
    plural_of,
    titles,
)
from sourcebook.model.actor import ActorKind


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("soldier", "soldiers"),
        ("gunman", "gunmen"),
        ("spy", "spies"),
        ("boy", "boys"),
        ("coach", "coaches"),
        ("police officer", "police officers"),
    ],
)
def test_a_regular_plural(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural


@pytest.mark.parametrize(
    ("word", "kind", "number"),
    [
        ("gunmen", ActorKind.UNIDENTIFIED, AgentNumber.ONE),
        ("insurgents", ActorKind.ARMED_GROUP, AgentNumber.ONE),
        ("militia", ActorKind.ARMED_GROUP, AgentNumber.BODY),
        ("troops", ActorKind.STATE_BODY, AgentNumber.BODY),
        ("warplanes", ActorKind.STATE_BODY, AgentNumber.THING),
        ("officials", ActorKind.STATE_BODY, AgentNumber.ONE),
        ("people", ActorKind.POPULATION, AgentNumber.ONE),
        ("children", ActorKind.POPULATION, AgentNumber.ONE),
        ("cartel", ActorKind.ARMED_GROUP, AgentNumber.BODY),
        ("carjackers", ActorKind.ARMED_GROUP, AgentNumber.ONE),
        ("paratroops", ActorKind.STATE_BODY, AgentNumber.BODY),
        ("cattle thieves", ActorKind.ARMED_GROUP, AgentNumber.ONE),
    ],
)
def test_a_noun_makes_people_actors(word: str, kind: ActorKind, number: AgentNumber) -> None:
    assert agents()[word].kind is kind
    assert agents()[word].number is number


def test_those_who_bear_arms_are_marked() -> None:
    assert agents()["fighters"].armed
    assert agents()["policemen"].armed
    assert agents()["gunman"].armed
    assert not agents()["villager"].armed
    assert not agents()["minister"].armed


def test_a_word_that_is_an_actor_only_beside_a_name_is_unsure() -> None:
    assert not agents()["party"].sure
    assert agents()["soldiers"].sure


def test_a_word_without_plural_has_one_form() -> None:
    assert agents()["police"].plural is None
    assert "polices" not in agents()


def test_every_agent_noun_is_in_small_letters() -> None:
    assert [word for word in agents() if word != word.lower().strip()] == []


def test_a_group_of_no_known_kind_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="rebels"):
        list(_agents_of("agents.toml", {"kind": "armed_group", "subkind": "rebels"}))


def test_a_group_whose_nouns_are_no_list_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="is not a list"):
        list(_agents_of("agents.toml", {"kind": "person", "nouns": "leader"}))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Mr.", TitleKind.HONORIFIC),
        ("Ayatollah", TitleKind.HONORIFIC),
        ("Lt. Gen.", TitleKind.RANK),
        ("Navy Capt.", TitleKind.RANK),
        ("Prime Minister", TitleKind.OFFICE),
        ("Foreign Secretary", TitleKind.OFFICE),
        ("veteran leader", TitleKind.LEADERSHIP),
        ("commander", TitleKind.LEADERSHIP),
    ],
)
def test_a_title_is_known_whatever_its_stops_and_capitals(text: str, kind: TitleKind) -> None:
    assert kind in {title.kind for title in titles()[fold_name(text)]}


def test_an_office_that_a_branch_may_follow_says_so() -> None:
    assert titles()["minister"][0].takes_of
    assert not titles()["senator"][0].takes_of


def test_given_names_are_folded_and_many() -> None:
    assert {"muhammad", "olena", "aung", "chinedu", "hassan", "maria"} <= given_names()
    assert len(given_names()) >= 1500
    assert all(name == fold_name(name) for name in given_names())


@pytest.mark.parametrize(
    "place", ["london", "paris", "jordan", "israel", "chad", "georgia", "sydney", "mali", "aden"]
)
def test_a_name_that_is_a_place_first_is_no_given_name(place: str) -> None:
    assert place not in given_names()
