"""Which place a name means, from all the places that bear it.

Every candidate is scored by what it is (how prominent, how exactly spelled, the kind the words ask for),
by the countries that the report speaks of and their neighbours, by the place it is said to lie in, and by
how near it lies to what the report's other names mean. One name has one sense per report. Below a
threshold nothing is chosen: an unresolved name is an answer, a guess is not. The weights were set by hand
on two public sets of toponyms and on hand-made records; `benchmarks/toponyms.py` measures them.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from sourcebook.knowledge.countries import by_code, country_of
from sourcebook.knowledge.places import Candidate, Gazetteer
from sourcebook.knowledge.spelling import fold
from sourcebook.model.where import Place, PlaceKind
from sourcebook.resolve.derived import derived, nearest_crossing
from sourcebook.resolve.extent import sized
from sourcebook.resolve.geometry import about_km
from sourcebook.resolve.wording import Phrase, Tie, taken_apart

ENOUGH = 0.6  # a score below which nothing is chosen
LOOKED_AT = 12  # candidates of one name kept for the slower comparisons
NEAR_KM = 150.0  # the distance at which the pull of another resolved name has fallen to a third
COUNTRY_VOTE = 1.2
NEIGHBOUR_VOTE = 0.3
ACT_ABROAD = {"US", "GB"}  # named in most reports, and seldom where they happen
ABROAD = 0.4
PARENT = 1.0
ELSEWHERE = -0.6  # said to lie in a known place, and does not
PULL = 0.6
REACH = 2 * PULL + 0.1  # a candidate further behind the first cannot be drawn past it
FAR_DEGREES = 6.0  # of latitude: further away the pull is below 0.02
INEXACT = -0.5
HALF_KNOWN = 0.6  # what fame is worth to a place whose name is spelled otherwise
VOWEL_OFF = -0.1
MAIN_NAME = 0.25
CAPITAL = 0.4
METROPOLIS = 0.5  # for each tenfold above a town of 50,000: London is London, whatever the report's country
EVERYWHERE = 0.9  # "Africa", "the Mediterranean" lie in no one country, so no country's votes can reach them
KIND_FITS = 1.0
KIND_CLASHES = -0.8
COUNTIES = (" County", " Parish", " Raion", " Oblast")
NO_TOWN = -1.5  # "Morris County" is never the town of Morris
NAMED_LIKE_A_COUNTRY = -1.0  # "Mexico" is the country before the city
NAMED_LIKE_CURATED = -0.5  # places are added by hand where the imported tables mislead
CITY_KM = 25.0  # "a district of Baghdad"
INSIDE_KM = 90.0
AROUND = 0.4
PROMINENCE = {  # of what has no population
    PlaceKind.COUNTRY: 2.5,
    PlaceKind.REGION: 0.6,
    PlaceKind.SEA: 0.6,
    PlaceKind.WATERWAY: 0.5,
    PlaceKind.BASE: 0.5,
    PlaceKind.CROSSING: 0.5,
    PlaceKind.FACILITY: 0.4,
    PlaceKind.TERRAIN: 0.4,
}
CURATED = 0.7
BIG = 50_000
TOWN = 10_000
LESS_MEANT = {PlaceKind.ADMIN1: -0.15, PlaceKind.ADMIN2: -1.1}  # against the city of the same name
AKIN = {  # kinds that a word may mean besides its own
    PlaceKind.ADMIN1: {PlaceKind.REGION},
    PlaceKind.ADMIN2: {PlaceKind.ADMIN1, PlaceKind.SETTLEMENT},
    PlaceKind.SETTLEMENT: {PlaceKind.BASE},
    PlaceKind.REGION: {PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.SETTLEMENT, PlaceKind.TERRAIN},
    PlaceKind.BASE: {PlaceKind.FACILITY, PlaceKind.SETTLEMENT},
    PlaceKind.FACILITY: {PlaceKind.BASE},
    PlaceKind.WATERWAY: {PlaceKind.SEA},
    PlaceKind.SEA: {PlaceKind.WATERWAY},
    PlaceKind.TERRAIN: {PlaceKind.REGION},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuery:
    """A place name of a report.

    Attributes:
        text: as written: "Diyala Province", "30 km north of Mosul", "the airport in Mezzeh".
        parent: the place that the report puts it in ("Mosul, Iraq"), as written.
        kind: what the report says that it is.
    """

    text: str
    parent: str | None = None
    kind: PlaceKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate and its score; `ENOUGH` is the least that counts."""

    candidate: Candidate
    score: float


@dataclass(slots=True)
class _Name:
    """One name to look up, its candidates best first."""

    text: str
    kind: PlaceKind | None = None
    parents: dict[str, None] = field(default_factory=dict)
    alone: list[tuple[float, Candidate]] = field(default_factory=list)
    ranked: list[tuple[float, Candidate]] = field(default_factory=list)

    @property
    def best(self) -> Place | None:
        """The place meant, when one is good enough."""
        return self.ranked[0][1].place if self.ranked and self.ranked[0][0] >= ENOUGH else None


def resolve_places(
    queries: Sequence[PlaceQuery], *, gazetteer: Gazetteer, countries: Mapping[str, float]
) -> list[Place | None]:
    """The place that each name means.

    Args:
        queries: every place name of one report, in any order; the same name has the same sense throughout.
        gazetteer: where to look.
        countries: how often the report names each country (ISO 3166-1 alpha-2), by name or people.

    Returns:
        One place per query, in their order; None where no candidate is good enough.
    """
    meant = places_meant(queries, gazetteer=gazetteer, countries=countries)
    return [places[0] if places else None for places in meant]


def places_meant(
    queries: Sequence[PlaceQuery], *, gazetteer: Gazetteer, countries: Mapping[str, float]
) -> list[tuple[Place, ...]]:
    """The place that each name means, then the places that a phrase makes it from; arguments as above.

    Returns:
        One tuple per query, in their order; empty where no candidate is good enough.
    """
    phrases, names = _ranked(queries, gazetteer=gazetteer, countries=countries)
    found: dict[str, Place] = {}
    answers: list[tuple[Place, ...]] = []
    for phrase in phrases:
        place, *ends = _meant(phrase, names, gazetteer=gazetteer, countries=countries)
        based = tuple(p for p in ends if place and p and p.id in place.based_on)
        answers.append((found.setdefault(place.id, _shown(place, phrase)), *based) if place else ())
    return answers


def _meant(
    phrase: Phrase, names: Mapping[str, _Name], *, gazetteer: Gazetteer, countries: Mapping[str, float]
) -> tuple[Place | None, Place | None, Place | None]:
    """The place of one phrase, what its name means, and the second end of a border or stretch."""
    base = _sized(_base(names[fold(phrase.core)], phrase), names[fold(phrase.core)], gazetteer)
    second = names[fold(_other(phrase))] if phrase.other else None
    other = _sized(second.best, second, gazetteer) if second else None
    if base and phrase.tie is Tie.BORDER and not phrase.other:
        other = _across(base, countries, gazetteer)
    if base and other and phrase.tie is Tie.BETWEEN and taken_apart(phrase.other or "").tie is Tie.BORDER:
        other = nearest_crossing(base, other, gazetteer) or other
    return derived(phrase, base, gazetteer=gazetteer, other=other), base, other


def _sized(place: Place | None, name: _Name, gazetteer: Gazetteer) -> Place | None:
    """The place with its radius, which for a town follows from its people."""
    return place and sized(place, gazetteer=gazetteer, population=name.ranked[0][1].population)


def _shown(place: Place, phrase: Phrase) -> Place:
    """The place under the name that the report gives it; the gazetteer's spelling stays beside it."""
    written = phrase.core if phrase.tie is Tie.SELF else place.name
    if not place.known or written in {place.name, *place.aliases}:
        return place
    if place.kind is PlaceKind.COUNTRY or not place.id.startswith("place:gn"):
        return replace(place, aliases=(*place.aliases, written))
    return replace(place, name=written, aliases=(place.name, *place.aliases))


def rank_places(
    queries: Sequence[PlaceQuery], *, gazetteer: Gazetteer, countries: Mapping[str, float]
) -> list[tuple[Ranked, ...]]:
    """The candidates of each name with their scores, best first; arguments as for `resolve_places`."""
    phrases, names = _ranked(queries, gazetteer=gazetteer, countries=countries)
    return [tuple(Ranked(candidate=c, score=s) for s, c in names[fold(p.core)].ranked) for p in phrases]


def _base(name: _Name, phrase: Phrase) -> Place | None:
    """What the name means; for a hospital or a mosque only when that is a town, not some hamlet."""
    if phrase.person and name.ranked:
        first = name.ranked[0][1]
        known = first.exact and (first.curated or first.population >= TOWN)
        return name.best if known else None
    return name.best


def _other(phrase: Phrase) -> str:
    """The name behind the second end of a stretch: "the Iraqi border" counts as Iraq."""
    return taken_apart(phrase.other or "").core


def _across(base: Place, countries: Mapping[str, float], gazetteer: Gazetteer) -> Place | None:
    """The neighbour that the report names most: what "the Iraqi border" is the border with."""
    if base.country is None:
        return None
    near = by_code()[base.country].neighbours
    said = max(near, key=lambda c: countries.get(c, 0), default=None)
    return _state(said, gazetteer) if said and countries.get(said, 0) else None


def _state(code: str, gazetteer: Gazetteer) -> Place:
    return next(c.place for c in gazetteer.lookup(by_code()[code].name) if c.place.kind is PlaceKind.COUNTRY)


def _settled(query: PlaceQuery, gazetteer: Gazetteer) -> Phrase:
    """The phrase, unless its whole is a name of its own: "South Sudan" is no part of Sudan."""
    phrase = taken_apart(query.text)
    own = phrase.core != phrase.whole and any(c.exact or c.curated for c in gazetteer.lookup(phrase.whole))
    if own:
        return replace(phrase, core=phrase.whole, tie=Tie.SELF, other=None, compass=None)
    within = query.parent or phrase.parent
    if phrase.person and within:
        return replace(phrase, core=taken_apart(within).core, parent=None, person=False)
    code = country_of(phrase.core)  # "Iraqi" stands for Iraq, even where a village is called so
    if code is None or (phrase.tie is Tie.PART and phrase.core in by_code()[code].adjectives):
        return phrase  # "Central American" is not the middle of America
    return replace(phrase, core=by_code()[code].name)


def _ranked(
    queries: Sequence[PlaceQuery], *, gazetteer: Gazetteer, countries: Mapping[str, float]
) -> tuple[list[Phrase], dict[str, _Name]]:
    phrases = [_settled(q, gazetteer) for q in queries]
    names: dict[str, _Name] = {}
    for query, phrase in zip(queries, phrases, strict=True):
        name = names.setdefault(fold(phrase.core), _Name(phrase.core))
        if phrase.tie is Tie.SELF:  # of "Mosul hospital", the kind is not Mosul's
            name.kind = name.kind or query.kind or phrase.kind
        name.parents.update(dict.fromkeys(p for p in (query.parent, phrase.parent) if p))
        if phrase.other:
            other = _other(phrase)
            names.setdefault(fold(other), _Name(by_code()[c].name if (c := country_of(other)) else other))
    votes = _votes(names, countries)
    for name in names.values():
        name.ranked = name.alone = _first_look(name, gazetteer, votes)
    for _ in range(2):
        _pull(names.values(), votes)
    return phrases, names


def _votes(names: Mapping[str, _Name], countries: Mapping[str, float]) -> dict[str, float]:
    """Shares of the most named country, with the countries that are themselves among the names."""
    votes = Counter(dict(countries))
    votes.update(code for n in names.values() if (code := country_of(n.text)))
    votes.update(code for n in names.values() for p in n.parents if (code := country_of(taken_apart(p).core)))
    most = max(votes.values(), default=0)
    dimmed = {code: ABROAD for code in ACT_ABROAD if votes[code] < most}
    return {code: n / most * dimmed.get(code, 1) for code, n in votes.items()} if most else {}


def _first_look(
    name: _Name, gazetteer: Gazetteer, votes: Mapping[str, float]
) -> list[tuple[float, Candidate]]:
    """Candidates by what can be said of each alone."""
    beside = {n for code in votes for n in by_code()[code].neighbours}
    scored = [(_alone(c, name, votes, beside), c) for c in gazetteer.lookup(name.text)]
    if votes and not any(_of(c, votes) for _, c in scored):
        near = (c for c in gazetteer.near(name.text) if _of(c, votes))
        scored += [(_alone(c, name, votes, beside) + VOWEL_OFF, c) for c in near]
    behind = _behind([c for _, c in scored if c.exact])
    scored = [(s if c.curated else s + behind, c) for s, c in scored]
    parents = [c for p in name.parents for c in gazetteer.lookup(taken_apart(p).core)[:LOOKED_AT]]
    inside = [_inside(c, parents) for _, c in scored] if parents else []
    if any(inside):  # otherwise what follows the name is no parent: "Aleppo, Homs and Hama"
        scored = [(s + (fits or ELSEWHERE), c) for (s, c), fits in zip(scored, inside, strict=True)]
    scored.sort(key=_order)
    return [(s, c) for s, c in scored[:LOOKED_AT] if s > scored[0][0] - REACH]


def _behind(exact: Sequence[Candidate]) -> float:
    """What the imported places of a name lose to a country or a hand-made place of that name."""
    if any(c.place.kind is PlaceKind.COUNTRY for c in exact):
        return NAMED_LIKE_A_COUNTRY
    return NAMED_LIKE_CURATED if any(c.curated for c in exact) else 0.0


def _order(scored: tuple[float, Candidate]) -> tuple[float, str]:
    return -scored[0], scored[1].place.id


def _of(candidate: Candidate, votes: Mapping[str, float]) -> float:
    """The share of votes of the countries that a candidate lies in."""
    codes = (candidate.place.country, *candidate.also_in)
    return max((votes.get(c, 0.0) for c in codes if c), default=0.0)


def _alone(c: Candidate, name: _Name, votes: Mapping[str, float], beside: AbstractSet[str]) -> float:
    place = c.place
    score = (
        _prominence(c) * (1 if c.exact else HALF_KNOWN)
        + (0 if c.exact else INEXACT)
        + (MAIN_NAME if c.exact and (c.main or c.curated) else 0)
    )
    score += COUNTRY_VOTE * _of(c, votes)
    if place.country in beside and not _of(c, votes):
        score += NEIGHBOUR_VOTE
    if name.kind is None:
        score += LESS_MEANT.get(place.kind, 0)
    elif place.kind is name.kind:
        score += KIND_FITS
    elif place.kind not in AKIN.get(name.kind, ()):
        score += KIND_CLASHES
    if place.kind is PlaceKind.SETTLEMENT and name.text.endswith(COUNTIES):
        score += NO_TOWN
    return score


def _prominence(c: Candidate) -> float:
    place = c.place
    if place.kind is PlaceKind.COUNTRY:
        return PROMINENCE[PlaceKind.COUNTRY]
    if c.curated:
        return max(CURATED, PROMINENCE.get(place.kind, 0)) + (0 if place.country else EVERYWHERE)
    if not c.population:
        return PROMINENCE.get(place.kind, 0.0)
    score = math.log10(c.population + 10) / 7  # a city of ten million counts 1
    if place.kind is PlaceKind.SETTLEMENT and c.population > BIG and c.exact:
        fame = METROPOLIS * math.log10(c.population / BIG)
        score += fame if c.main else fame * HALF_KNOWN
        if place.country and place.name in by_code()[place.country].capitals:
            score += CAPITAL
    return score


def _inside(c: Candidate, parents: Sequence[Candidate]) -> float:
    """Whether it lies in what the report says that it lies in; half the weight when that is misspelled."""
    if c.place.kind is PlaceKind.COUNTRY:
        return 0.0
    return (
        max((_within(c.place, p.place) * (1 if p.exact else HALF_KNOWN) for p in parents), default=0.0)
        * PARENT
    )


def _within(inner: Place, outer: Place) -> float:
    """1 for a place inside another, less for one that only lies in its wider surroundings, else 0."""
    if inner.id == outer.id or (inner.country and outer.country and inner.country != outer.country):
        return 0.0
    if outer.kind is PlaceKind.COUNTRY:
        return float(inner.country == outer.country)
    if outer.kind is PlaceKind.ADMIN1 and inner.admin1 and outer.admin1:
        return float(inner.admin1 == outer.admin1)
    km = _km(inner, outer)
    return 1.0 if km < CITY_KM else AROUND if km < INSIDE_KM else 0.0


def _km(a: Place, b: Place) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return about_km(a.lat, a.lon, b.lat, b.lon)


def _pull(names: Collection[_Name], votes: Mapping[str, float]) -> None:
    """Draw each name towards what the others mean: near places, and the countries that they lie in."""
    firm = {n.text: n.best for n in names if n.best and n.best.kind is not PlaceKind.COUNTRY}
    for name in names:
        others = [p for text, p in firm.items() if text != name.text]
        name.ranked = sorted(((s + _drawn(c.place, others, votes), c) for s, c in name.alone), key=_order)


def _drawn(place: Place, others: Sequence[Place], votes: Mapping[str, float]) -> float:
    if place.kind is PlaceKind.COUNTRY or not others:
        return 0.0
    near = 0.0
    for other in others:
        if near < 1 and other.id != place.id:
            near += _nearness(place, other)
    at_home = sum(o.country == place.country for o in others) / len(others) if place.country else 0.0
    return PULL * min(1.0, near) + (0 if votes else COUNTRY_VOTE / 2) * at_home


def _nearness(place: Place, other: Place) -> float:
    """1 for a region and a place in it, else falling with distance."""
    region = PlaceKind.ADMIN1 in {place.kind, other.kind}
    if region and place.admin1 and place.admin1 == other.admin1 and place.country == other.country:
        return 1.0
    if place.lat is None or other.lat is None or abs(place.lat - other.lat) > FAR_DEGREES:
        return 0.0
    return math.exp(-_km(place, other) / NEAR_KM)
