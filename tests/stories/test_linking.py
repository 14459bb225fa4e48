"""Incidents drawn from the claims of the story kit come near to those of the hand."""

from functools import cache
from itertools import combinations
from statistics import mean

import pytest

pytest.importorskip("yaml", reason="PyYAML, which the stories are written in, is not installed")

from scoring import Story, b_cubed, drawn, load, origins, ready, stories

from sourcebook.story.clashes import Field
from sourcebook.story.compare import candidates
from sourcebook.story.incident import Incident, incident
from sourcebook.story.kin import kin_of

NAMES = [path.name for path in stories()]
each = pytest.mark.parametrize("name", NAMES)


@cache
def story(name: str) -> Story:
    return next(load(path) for path in stories() if path.name == name)


@cache
def f1(name: str) -> float:
    told = story(name)
    key = {entry.claim.id: ident for ident, entry in told.entries.items()}
    claims = ready(told.entries.values(), told.places, told.ties)
    return b_cubed([frozenset(key[c] for c in group) for group in drawn(claims)], told.incidents())[2]


@cache
def of_the_hand(name: str) -> dict[str, Incident]:
    told, kin = story(name), kin_of(story(name).ties)
    origin = origins(told)
    return {
        row["id"]: incident(
            [told.entries[c] for c in row["claims"]],
            places=told.places,
            kin=kin,
            origin=lambda entry: origin[entry.claim.id],
        )
        for row in told.rows["incidents"]
    }


@each
def test_each_story_is_drawn_nearly_as_by_the_hand(name: str) -> None:
    assert f1(name) >= 0.86


def test_the_stories_are_drawn_by_and_large_as_by_the_hand() -> None:
    assert mean(map(f1, NAMES)) >= 0.95


@each
def test_most_true_pairs_meet_under_a_key(name: str) -> None:
    told = story(name)
    key = {entry.claim.id: ident for ident, entry in told.entries.items()}
    met = {
        frozenset(key[c] for c in p) for p in candidates(ready(told.entries.values(), told.places, told.ties))
    }
    true = [frozenset(p) for group in told.incidents() for p in combinations(sorted(group), 2)]

    assert mean(pair in met for pair in true) >= 0.74


@each
def test_the_range_of_a_toll_is_that_of_the_hand(name: str) -> None:
    for row in story(name).rows["incidents"]:
        figure = of_the_hand(name)[row["id"]].tolls.get(Field.KILLED)
        if "killed" in row:
            assert figure
            assert (figure.low, figure.high) == (row["killed"]["low"], row["killed"]["high"]), row["id"]


def test_the_best_number_is_mostly_that_of_the_hand() -> None:
    pairs = [
        (of_the_hand(name)[row["id"]].tolls[Field.KILLED].best, row["killed"]["best"])
        for name in NAMES
        for row in story(name).rows["incidents"]
        if "killed" in row
    ]

    assert mean(ours == theirs for ours, theirs in pairs) >= 0.88


@each
def test_the_origins_of_an_incident_are_counted_as_by_the_hand(name: str) -> None:
    found = of_the_hand(name)

    assert {r["incident"]: r["count"] for r in story(name).rows["origins"]} == {
        r["incident"]: found[r["incident"]].origins for r in story(name).rows["origins"]
    }


def test_most_contradictions_of_the_hand_are_seen() -> None:
    seen, of_hand = 0, 0
    for name in NAMES:
        key = {entry.claim.id: ident for ident, entry in story(name).entries.items()}
        for row in story(name).rows["incidents"]:
            ours = {
                (frozenset({key[c.one.claim.id], key[c.other.claim.id]}), c.field.value)
                for c in of_the_hand(name)[row["id"]].contradictions
            }
            theirs = {(frozenset(x[:2]), x[2]) for x in row.get("contradicts", ())}
            seen, of_hand = seen + len(ours & theirs), of_hand + len(theirs)

    assert seen >= 0.75 * of_hand
