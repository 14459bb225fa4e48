"""A scene rules out nothing that a comparison would not."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saying import FAR, TOWN
from test_pairs import CLAIMS
from test_pairs import ready as compared_as

from sourcebook.ledger import Ledger
from sourcebook.ledger.links import Scene, number
from sourcebook.model.record import Draft
from sourcebook.story.linker import LIKELY, link_new, ready
from sourcebook.story.pairs import likeness, vetoes
from sourcebook.story.scene import apart, scene_of
from sourcebook.story.told import Told, keys_by_week

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from synthetic_book import drafts

NOWHERE = Scene(first=None, last=None, slack=None, dated=None, lat=None, lon=None, sort=0)


def there(lat: float | None, lon: float | None, *, sort: int = 0) -> Scene:
    return Scene(first=None, last=None, slack=None, dated=None, lat=lat, lon=lon, sort=sort)


@settings(deadline=None)  # the machine may be busy
@given(st.tuples(CLAIMS, CLAIMS))
def test_what_is_apart_by_its_scene_is_forbidden_when_it_is_compared(pair: tuple[object, object]) -> None:
    one, other = (compared_as(e) for e in pair)  # type: ignore[arg-type]
    if apart(scene_of(one), scene_of(other)):
        assert list(vetoes(one, other))


def test_two_towns_far_from_one_another_are_apart_and_an_unknown_place_is_not() -> None:
    assert apart(there(TOWN.lat, TOWN.lon), there(FAR.lat, FAR.lon))
    assert not apart(there(TOWN.lat, TOWN.lon), there(None, None))
    assert not apart(NOWHERE, NOWHERE)


def test_a_habit_is_apart_from_everything() -> None:
    assert apart(there(None, None, sort=-1), there(None, None, sort=-1))


def test_keys_of_one_week_lie_together_in_the_book() -> None:
    weeks = [number(key, week=week) for week in (1, 2, 105_000) for key in ("a", "b")]
    assert sorted(weeks)[:2] == sorted(weeks[:2])
    assert max(weeks) < 2**63


@pytest.fixture(scope="module")
def told() -> list[Draft]:
    """Reports of one day, as a large book has them."""
    return list(drafts(2_000, seed=3))[:40]


def test_reports_are_linked_as_if_every_pair_under_a_key_had_been_compared(
    told: list[Draft], tmp_path: Path
) -> None:
    with Ledger.open(tmp_path / "b.sourcebook") as ledger:
        for draft in told:
            link_new(ledger, report=ledger.keep(draft).report)
        ids = [c.id for d in told for c in d.claims]
        every = ready(ledger.entries(ids, drafted=True), ledger)
        expected = {
            frozenset((a.id, b.id))
            for n, a in enumerate(every)
            for b in every[:n]
            if (a.report == b.report or meet(a, b)) and likeness(a, b).score >= LIKELY
        }
        linked = set(ledger.links.among(ids))
    assert len(expected) > 20
    assert linked == expected


def meet(one: Told, other: Told) -> bool:
    return not keys_by_week(one).isdisjoint(keys_by_week(other))
