import re
from itertools import product

import pytest

from sourcebook.knowledge.actor_entry import SUBKINDS
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.event_codes import (
    actor_codes,
    by_gw,
    inter,
    inter_code,
    interaction,
    inters,
    rules,
    state_codes,
    sub_event,
    sub_events,
)
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


VIOLENCE, CROWDS, STEPS = "Political violence", "Demonstrations", "Strategic developments"
CODEBOOK = {  # ACLED Codebook, table of event types: event, disorder, sub-events in their order
    ("Battles", VIOLENCE): "Government regains territory|Non-state actor overtakes territory|Armed clash",
    ("Protests", f"{VIOLENCE}; {CROWDS}"): "Excessive force against protesters",
    ("Protests", CROWDS): "Protest with intervention|Peaceful protest",
    ("Riots", CROWDS): "Violent demonstration",
    ("Riots", VIOLENCE): "Mob violence",
    ("Explosions/Remote violence", VIOLENCE): "Chemical weapon|Air/drone strike|Suicide bomb|"
    "Shelling/artillery/missile attack|Remote explosive/landmine/IED|Grenade",
    ("Violence against civilians", VIOLENCE): "Sexual violence|Attack|Abduction/forced disappearance",
    (STEPS, STEPS): "Agreement|Arrests|Change to group/activity|Disrupted weapons use|"
    "Headquarters or base established|Looting/property destruction|Non-violent transfer of territory|Other",
}


def test_the_sub_events_are_the_25_of_the_codebook_in_its_order() -> None:
    told = [
        (name, event, disorder) for (event, disorder), some in CODEBOOK.items() for name in some.split("|")
    ]

    assert [(s.name, s.event, s.disorder) for s in sub_events().values()] == told
    assert len(told) == 25
    assert len({s.event for s in sub_events().values()}) == 6


def test_every_sub_event_has_a_rule_that_gives_it() -> None:
    assert {r.sub_event.name for some in rules().values() for r in some} == set(sub_events())


READ_AS_ANOTHER = {"Non-violent transfer of territory"}  # a gain of control, which says nothing of fighting


@pytest.mark.parametrize("name", [n for n in sub_events() if n not in READ_AS_ANOTHER])
def test_what_is_read_of_a_sub_event_is_written_as_the_same(name: str) -> None:
    """Between those whom ACLED records in such events."""
    reading, doer, target = sub_events()[name].reading, "2", "1"
    if name in {"Government regains territory", "Arrests"}:
        doer, target = "1", "2"
    if name == "Mob violence":
        doer = "5"
    if sub_events()[name].event == "Violence against civilians":
        target = "7"
    things = (reading.thing,) if reading.thing else ()
    killed = name == "Excessive force against protesters"
    told = sub_event(reading.type, reading.modes, doer=doer, target=target, killed=killed, things=things)

    assert told is not None
    assert told.name == name


INTERS = (
    "State forces|Rebel group|Political militia|Identity militia|Rioters|Protesters|Civilians|External/Other forces"
).split("|")


def test_types_of_actors_and_who_meets_whom_are_those_of_the_codebook() -> None:
    pairs = "10 11 12 13 14 15 16 17 18 20 22 23 24 25 26 27 28 30 33 34 35 36 37 38 40 44 45 46 47 48 50 55 56 57 58"
    every = [*"12345678", *pairs.split(), *"60 66 67 68 70 77 78 80 88".split()]

    assert list(inters()) == every
    assert [inter(code) for code in "12345678"] == INTERS
    assert (
        [inter_code(words) for words in INTERS] == [inter_code(code) for code in "12345678"] == [*"12345678"]
    )
    assert [interaction(*pair) for pair in ("12", "21", "01", "10", "78", "57")] == [
        "State forces-Rebel group",
        "State forces-Rebel group",
        "State forces only",
        "State forces only",
        "External/Other forces-Civilians",
        "Rioters-Civilians",
    ]
    assert (inter("0"), interaction("0", "0"), inter_code(""), inter_code("Aliens")) == (None, None, "0", "0")


def test_the_words_of_a_pair_are_those_of_both() -> None:
    for code, words in inters().items():
        if len(code) == 2:
            named = {INTERS[int(digit) - 1] for digit in code if digit != "0"}
            assert set(re.split(" only$|-(?=[A-Z])", words)) - {"", None} == named


def test_states_have_the_numbers_of_gleditsch_and_ward() -> None:
    known = {
        "US": 2, "HT": 41, "CO": 100, "GB": 200, "DE": 260, "RS": 340, "XK": 347, "RU": 365, "UA": 369, "ML": 432,
        "NG": 475, "CD": 490, "SO": 520, "ET": 530, "SD": 625, "SS": 626, "IR": 630, "IQ": 645, "SY": 652, "IL": 666,
        "YE": 678, "AF": 700, "PK": 770, "MM": 775, "VN": 816, "TO": 972, "WS": 990,
    }  # fmt: skip

    assert {code: state_codes()[code].gw for code in known} == known
    assert len(by_gw()) == len([c for c in state_codes().values() if c.gw]) == 195
    assert [code for code in ("PS", "VA", "HK", "PR", "EH") if state_codes()[code].gw] == []


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
        (EventType.COERCE, ("arrest",), "2", "7", False, "Abduction/forced disappearance"),
        (EventType.ASSAULT, ("aerial", "clash"), "1", "2", True, "Armed clash"),
        (EventType.ASSAULT, ("drone", "suicide-attack"), "2", "1", True, "Air/drone strike"),
        (EventType.ASSAULT, ("abduct",), "2", "7", True, "Attack"),
        (EventType.ASSAULT, ("abduct",), "2", "7", False, "Abduction/forced disappearance"),
        (EventType.ASSAULT, ("clash",), "1", "5", False, "Mob violence"),
    ],
)
def test_an_event_has_its_sub_event(
    kind: EventType, modes: tuple[str, ...], doer: str, target: str, killed: bool, name: str
) -> None:
    told = sub_event(kind, modes, doer=doer, target=target, killed=killed)

    assert told is not None
    assert told.name == name


@pytest.mark.parametrize(
    ("kind", "mode", "things", "name"),
    [
        (EventType.ASSAULT, "explosives", ("two hand grenades",), "Grenade"),
        (EventType.ASSAULT, "explosives", ("a car bomb",), "Remote explosive/landmine/IED"),
        (EventType.COERCE, "seize", ("a cache of weapons",), "Disrupted weapons use"),
        (EventType.COERCE, "seize", ("weaponry plans", "cattle"), "Looting/property destruction"),
    ],
)
def test_what_it_was_done_with_or_to_tells_some_sub_events(
    kind: EventType, mode: str, things: tuple[str, ...], name: str
) -> None:
    told = sub_event(kind, (mode,), doer="2", target="0", killed=False, things=things)

    assert told is not None
    assert told.name == name


def test_words_are_no_events_of_acled() -> None:
    assert sub_event(EventType.ACCUSE, ("allege",), doer="1", target="1", killed=False) is None
