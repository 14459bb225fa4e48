"""Who is one and who is two: the actors of whole reports."""

import pytest

from readings import Case, cases, draft, graded
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import MentionKind

TABLE = cases(__file__, "actors_cases.csv")


def bearers(text: str) -> dict[str, list[str]]:
    """For each mention's words the ids that they stand for, in the order of the text."""
    d = draft(text)
    found: dict[str, list[str]] = {}
    for m in d.mentions:
        if m.kind in {MentionKind.ACTOR, MentionKind.PERSON} and m.entity:
            words = m.span.of(d.report.text).removeprefix("The ").removeprefix("the ")
            found.setdefault(words, []).append(m.entity)
    return found


@pytest.mark.parametrize("case", graded(TABLE, "text", "one", "other"))
def test_two_namings_mean_one_actor_or_two(case: Case) -> None:
    found = bearers(case["text"])
    one, other = found[case["one"]][0], found[case["other"]][-1]
    assert (one == other) is (case["same"] == "yes"), found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Green Valley Brigade left.", "Green Valley Brigade", ActorKind.ARMED_GROUP),
        ("The Ministry of Irrigation denied it.", "Ministry of Irrigation", ActorKind.STATE_BODY),
        ("Iran left.", "Iran", ActorKind.STATE),
        ("Hezbollah left.", "Hezbollah", ActorKind.ARMED_GROUP),
        ("Emmanuel Macron left.", "Emmanuel Macron", ActorKind.PERSON),
        ("Syrians marched.", "Syrians", ActorKind.POPULATION),
        ("Villagers fled.", "Villagers", ActorKind.POPULATION),
        ("Gunmen fled.", "Gunmen", ActorKind.UNIDENTIFIED),
        ("Iran-backed militias fled.", "Iran-backed militias", ActorKind.ARMED_GROUP),
        ("The United Nations left.", "United Nations", ActorKind.INTL_ORG),
        ("The International Court of Justice ruled.", "International Court of Justice", ActorKind.INTL_ORG),
    ],
)
def test_what_an_actor_is(text: str, name: str, kind: ActorKind) -> None:
    assert {a.name: a.kind for a in draft(text).actors}[name] is kind


def test_who_is_described_and_not_named_belongs_to_one_report() -> None:
    one, other = (draft(f"Gunmen fled {where}.").actors[0].id for where in ("Hama", "Homs"))
    assert one.split("@")[0] == other.split("@")[0]
    assert one != other


def test_a_known_actor_brings_its_lookalikes() -> None:
    actors = {a.id: a for a in draft("The Syrian Free Army left.").actors}
    assert "free-syrian-army" in actors["syrian-free-army"].distinct_from


def test_an_acronym_in_brackets_becomes_a_name() -> None:
    d = draft("The Green Valley Liberation Army (GVLA) left. The GVLA returned.")
    assert [[a.text for a in actor.aliases] for actor in d.actors] == [["GVLA"]]


def test_a_name_used_becomes_an_alias_without_its_article() -> None:
    (actor,) = draft("The Lebanese Hezbollah left.").actors
    assert actor.id == "hezbollah"
    assert not any(a.text.lower().startswith("the lebanese") for a in actor.aliases)


def test_no_actor_stands_twice() -> None:
    d = draft("Iran, Iranian troops, Tehran and the Iranian government met Iran.")
    assert len({a.id for a in d.actors}) == len(d.actors)


def test_a_state_belongs_to_itself() -> None:
    assert [a.state for a in draft("Iran left.").actors] == ["IR"]
