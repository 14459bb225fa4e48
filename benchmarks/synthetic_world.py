"""Invented actors and places for a made-up book: as many as a large archive names, a few of them in most reports."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from sourcebook.model.actor import Actor, ActorKind, Alias, AliasType
from sourcebook.model.where import Place, PlaceKind

ACTORS, PLACES, REGIONS = 5_000, 20_000, 400
KNOWN = 0.6  # share of the actors that stand in knowledge files
COUNTRIES = tuple(
    a + b for a, letters in (("Q", "MNOPQRSTUVWXYZ"), ("X", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for b in letters
)  # codes that ISO 3166 leaves to users, so that no real country is meant
_SYLLABLES = (
    "ba bel da dor e fa gan ha il ja ka kor la lem ma mir na nor o pa qa ra rus sa shi ta tel u va za".split()
)
_BODIES = {
    ActorKind.ARMED_GROUP: ("Front", "Brigade", "Liberation Army", "Resistance Movement"),
    ActorKind.STATE_BODY: ("Army", "Police", "Ministry of Defence", "Border Guard"),
    ActorKind.PARTY: ("Party", "Congress"),
    ActorKind.INTL_ORG: ("Mission", "Monitoring Commission"),
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Whom and what reports may name, the most frequent first.

    Attributes:
        actors: bodies and persons.
        persons: the persons among them, who speak.
        places: countries, regions and settlements.
        actor_odds, person_odds, place_odds: running sums of how often each is named.
    """

    actors: tuple[Actor, ...]
    persons: tuple[Actor, ...]
    places: tuple[Place, ...]
    actor_odds: tuple[float, ...]
    person_odds: tuple[float, ...]
    place_odds: tuple[float, ...]

    def actor(self, rng: random.Random) -> Actor:
        """An actor by its odds."""
        return rng.choices(self.actors, cum_weights=self.actor_odds)[0]

    def person(self, rng: random.Random) -> Actor:
        """A person by their odds."""
        return rng.choices(self.persons, cum_weights=self.person_odds)[0]

    def place(self, rng: random.Random) -> Place:
        """A place by its odds."""
        return rng.choices(self.places, cum_weights=self.place_odds)[0]


def zipf(count: int) -> tuple[float, ...]:
    """Running sums of 1, 1/2, 1/3 ... (G. K. Zipf, Human Behavior and the Principle of Least Effort, 1949).

    Args:
        count: how many.
    """
    return tuple(accumulate(1 / rank for rank in range(1, count + 1)))


def make_world(rng: random.Random) -> World:
    """Actors and places, the same for the same state of the chance.

    Args:
        rng: the chance.
    """
    names = _names(rng)
    actors = tuple(_actor(rng, names, number) for number in range(ACTORS))
    persons = tuple(a for a in actors if a.kind is ActorKind.PERSON)
    places = _shuffled(rng, tuple(_places(rng, names)))
    odds = (zipf(len(actors)), zipf(len(persons)), zipf(len(places)))
    return World(
        actors=actors,
        persons=persons,
        places=places,
        actor_odds=odds[0],
        person_odds=odds[1],
        place_odds=odds[2],
    )


def _shuffled(rng: random.Random, items: Sequence[T]) -> tuple[T, ...]:
    return tuple(rng.sample(items, len(items)))


def _names(rng: random.Random) -> Iterator[str]:
    """Words that no other bears, without end."""
    used: set[str] = set()
    while True:
        word = "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))).capitalize()
        if word not in used:
            used.add(word)
            yield word


def _actor(rng: random.Random, names: Iterator[str], number: int) -> Actor:
    word, known = next(names), rng.random() < KNOWN
    state = rng.choice(COUNTRIES)
    if rng.random() < 0.3:
        name = f"{word} {next(names)}"
        return Actor(id=f"person-{number}", name=name, kind=ActorKind.PERSON, known=known, state=state)
    kind = rng.choice(tuple(_BODIES))
    name = f"{word} {rng.choice(_BODIES[kind])}"
    short = Alias(text=f"{word[:3].upper()}{number}", type=AliasType.ACRONYM, strong=False)
    return Actor(id=f"body-{number}", name=name, kind=kind, aliases=(short,), known=known, state=state)


def _places(rng: random.Random, names: Iterator[str]) -> Iterator[Place]:
    for code in COUNTRIES:
        yield _place(rng, next(names), PlaceKind.COUNTRY, code, None)
    regions = [(next(names), rng.choice(COUNTRIES)) for _ in range(REGIONS)]
    for name, code in regions:
        yield _place(rng, name, PlaceKind.ADMIN1, code, None)
    for _ in range(PLACES - len(COUNTRIES) - REGIONS):
        region, code = rng.choice(regions)
        yield _place(rng, next(names), PlaceKind.SETTLEMENT, code, region)


def _place(rng: random.Random, name: str, kind: PlaceKind, country: str, admin1: str | None) -> Place:
    lat, lon = round(rng.uniform(-35, 60), 4), round(rng.uniform(-17, 140), 4)
    return Place(
        id=f"place:{name.lower()}",
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        country=country,
        admin1=admin1,
        known=True,
    )
