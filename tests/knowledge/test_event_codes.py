from itertools import product

import pytest

from sourcebook.knowledge.actor_entry import SUBKINDS
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.event_codes import actor_codes, state_codes, sub_event, sub_events
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType


def test_every_country_has_its_codes() -> None:
    codes = state_codes()

    assert codes.keys() == by_code().keys()
    assert len({c.iso3 for c in codes.values()}) == len(codes)
    assert [code for code, c in codes.items() if c.number is None] == ["XK"]
    assert len({c.acled_region for c in codes.values()}) == 17
    assert {c.ucdp_region for c in codes.values()} == {
        "",
        "Africa",
        "Americas",
        "Asia",
        "Europe",
        "Middle East",
    }


@pytest.mark.parametrize("kind", ActorKind)
def test_every_kind_that_acts_has_a_code(kind: ActorKind) -> None:
    codes = [actor_codes(kind, subkind) for subkind in (None, *SUBKINDS[kind])]

    assert all((c.doer == "0") == (kind in {ActorKind.CONFLICT, ActorKind.OTHER}) for c in codes)
    assert {c.side for c in codes} <= {"state", "group", "civilians", ""}


def test_every_assault_and_protest_has_a_sub_event() -> None:
    codes = "012345678"
    for kind, doer, target, killed in product(
        (EventType.ASSAULT, EventType.PROTEST), codes, codes, (True, False)
    ):
        assert sub_event(kind, (), doer=doer, target=target, killed=killed) is not None


def test_the_sub_events_are_the_25_of_the_codebook() -> None:
    assert len(sub_events()) == 25
    assert len({s.event for s in sub_events().values()}) == 6


@pytest.mark.parametrize(
    ("kind", "modes", "doer", "target", "killed", "name"),
    [
        (EventType.ASSAULT, ("drone",), "8", "7", True, "Air/drone strike"),
        (EventType.ASSAULT, ("suicide-attack", "explosives"), "3", "7", True, "Suicide bomb"),
        (EventType.ASSAULT, ("crowd-control",), "1", "6", True, "Excessive force against protesters"),
        (EventType.ASSAULT, ("crowd-control",), "1", "6", False, "Protest with intervention"),
        (EventType.ASSAULT, (), "5", "7", True, "Mob violence"),
        (EventType.ASSAULT, (), "2", "1", False, "Armed clash"),
        (EventType.ASSAULT, ("destroy",), "1", "0", False, "Looting/property destruction"),
        (EventType.TRANSITION, ("control_gained",), "1", "0", False, "Government regains territory"),
        (EventType.TRANSITION, ("control_gained",), "8", "1", False, "Non-state actor overtakes territory"),
        (EventType.COERCE, ("arrest",), "1", "7", False, "Arrests"),
    ],
)
def test_an_event_has_its_sub_event(
    kind: EventType, modes: tuple[str, ...], doer: str, target: str, killed: bool, name: str
) -> None:
    told = sub_event(kind, modes, doer=doer, target=target, killed=killed)

    assert told is not None
    assert told.name == name


def test_words_are_no_events_of_acled() -> None:
    assert sub_event(EventType.ACCUSE, ("allege",), doer="1", target="1", killed=False) is None
