"""Which place a name means, from all the places that bear it.

Every place that bears a name is a candidate; `evidence` says what speaks for each, `ranker` makes probabilities of
it. One name has one sense per report. Where no candidate is likely enough nothing is chosen: an unresolved name is
an answer, a guess is not. The runners-up are kept with their probabilities and with what spoke for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.outlets import Outlet
from sourcebook.knowledge.places import Candidate, Gazetteer
from sourcebook.knowledge.spelling import fold
from sourcebook.model.where import Place, PlaceKind, RunnerUp, Sense
from sourcebook.resolve.candidates import PlaceQuery, other_name, prepared, settled
from sourcebook.resolve.derived import derived, nearest_crossing
from sourcebook.resolve.evidence import ALONE, TOGETHER, Name, Scene
from sourcebook.resolve.extent import sized
from sourcebook.resolve.ranker import ranker
from sourcebook.resolve.wording import Phrase, Tie, taken_apart

ENOUGH = 0.3  # a probability below which nothing is chosen
ENOUGH_ELSEWHERE = 0.5  # the same of a place spelled otherwise, for which nothing but its fame speaks
LITTLE = 0.1
RUNNERS_UP = 4  # that are told
TOWN = 10_000  # people
DECIMALS = 3  # of a probability told
WORTH_TELLING = 0.01  # a probability below which a place was hardly considered
_SPEAKING = ("votes", "votes_beside", "inside", "inside_region", "home_near", "home_around", "region_named")
KIND_WORDS = {PlaceKind.ADMIN1: "first-level region", PlaceKind.ADMIN2: "second-level region"}
HALF = 0.5  # of a number's range, from which it is worth telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate, its probability among all of its name, and, of the likeliest, what speaks for it, in words."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswer:
    """What a name means.

    Attributes:
        query: the name asked about.
        place: the place meant; None when none is likely enough.
        based: the places that the phrase makes it from.
        score: probability of its base among all the places of that name, 0 to 1.
        considered: candidates for the name in it, the likeliest first.
        phrase: how the words hang on that name ("30 km north of").
    """

    query: PlaceQuery
    place: Place | None
    based: tuple[Place, ...]
    score: float
    considered: tuple[Ranked, ...]
    phrase: Phrase

    @property
    def sense(self) -> Sense:
        """The same for the record: how surely, why, and what else was considered."""
        told = self.considered if self.place else (None, *self.considered)
        first, *others = told or (None,)
        likeliest = next((r for r in told if r), None)
        return Sense(
            score=round(self.score, DECIMALS) if first else 0.0,
            reasons=likeliest.reasons if likeliest else (),
            others=tuple(_runner_up(r) for r in others if r and r.score >= WORTH_TELLING),
        )


def _runner_up(r: Ranked) -> RunnerUp:
    place = r.candidate.place
    name = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, place.country) if part))
    return RunnerUp(id=place.id, name=name, kind=place.kind, score=round(r.score, DECIMALS))


def resolve_places(
    queries: Sequence[PlaceQuery],
    *,
    gazetteer: Gazetteer,
    countries: Mapping[str, float],
    outlet: Outlet | None = None,
) -> list[Place | None]:
    """The place that each name means; arguments as for `place_answers`."""
    return [a.place for a in place_answers(queries, gazetteer=gazetteer, countries=countries, outlet=outlet)]


def place_answers(
    queries: Sequence[PlaceQuery],
    *,
    gazetteer: Gazetteer,
    countries: Mapping[str, float],
    outlet: Outlet | None = None,
) -> list[PlaceAnswer]:
    """What each name means, how surely, and what else was considered.

    Args:
        queries: every place name of one report, in any order; the same name has the same sense throughout.
        gazetteer: where to look.
        countries: how often the report names each country (ISO 3166-1 alpha-2), by name or people.
        outlet: where the report was published.

    Returns:
        One answer per query, in their order.
    """
    phrases = [settled(q, gazetteer) for q in queries]
    names, scene = prepared(queries, phrases, gazetteer=gazetteer, countries=countries, outlet=outlet)
    ranker().rank(list(names.values()), scene)
    considered = {key: tuple(_considered(name, scene)) for key, name in names.items()}
    found: dict[str, Place] = {}
    answers = []
    for query, phrase in zip(queries, phrases, strict=True):
        place, based, score = _meant(phrase, names, gazetteer=gazetteer, countries=countries)
        answers.append(
            PlaceAnswer(
                query=query, place=place and found.setdefault(place.id, _shown(place, phrase)), based=based,
                score=score, considered=considered[fold(phrase.core)], phrase=phrase,
            )
        )  # fmt: skip
    return answers


def _considered(name: Name, scene: Scene) -> Iterator[Ranked]:
    """The likeliest candidates of a name."""
    order = sorted(range(len(name.candidates)), key=lambda n: (-name.odds[n], name.candidates[n].place.id))
    for rank, n in enumerate(order[: RUNNERS_UP + 1]):
        why = () if rank else reasons(name, n, scene)
        yield Ranked(candidate=name.candidates[n], score=float(name.odds[n]), reasons=why)


def reasons(name: Name, n: int, scene: Scene) -> tuple[str, ...]:
    """What speaks for a candidate, in words.

    Args:
        name: ranked.
        n: which candidate.
        scene: what the report speaks of.
    """
    c, told = name.candidates[n], dict(zip((*ALONE, *TOGETHER), name.numbers[n], strict=True))
    land = by_code()[c.place.country].name if c.place.country else ""
    kind = KIND_WORDS.get(name.kind, name.kind.value) if name.kind else ""
    said = (
        (told["near"], "the spelling is a vowel off"),
        (told["partial"], "only a part of the name is known"),
        (told["curated"], "in the hand-made files"),
        (
            told["inside"] + told["inside_region"] > HALF,
            f"in {' or '.join(name.parents)}, as the report says",
        ),
        (told["outside"], f"not in {' or '.join(name.parents)}"),
        (told["kind_fits"], f"{kind}, as the report says"),
        (told["kind_clashes"], f"no {kind}"),
        (told["votes_first"], f"the report speaks most of {land}"),
        (told["votes"] and not told["votes_first"], f"the report speaks of {land}"),
        (told["votes_beside"], f"{land} borders a country that the report speaks of"),
        (told["region_named"], f"the report names {c.place.admin1}"),
        (
            told["home_around"] > HALF,
            f"near {scene.outlet.town if scene.outlet else ''}, where it was published",
        ),
        (told["pull_100"] > HALF, "near the report's other places"),
        (told["capital"], f"capital of {land}"),
        (told["most_people"] and len(name.candidates) > 1, "the largest of its name"),
        (len(name.candidates) == 1, "the only place of that name"),
    )
    return tuple(words for holds, words in said if holds)


def _best(name: Name) -> tuple[Candidate, float] | None:
    """The candidate meant, when one is likely enough."""
    if not name.candidates:
        return None
    n = max(range(len(name.candidates)), key=lambda k: (name.odds[k], -k))
    enough = (
        ENOUGH_ELSEWHERE
        if _elsewhere(dict(zip((*ALONE, *TOGETHER), name.numbers[n], strict=True)))
        else ENOUGH
    )
    return (name.candidates[n], float(name.odds[n])) if name.odds[n] >= enough else None


def _elsewhere(told: Mapping[str, float]) -> bool:
    """Whether nothing but its fame speaks for a place that is spelled otherwise: no word for its land, nothing near."""
    spelled = not (told["transliterated"] or told["near"])
    return (
        not (spelled or any(told[what] for what in _SPEAKING))
        and told["pull_400"] + told["same_country"] < LITTLE
    )


def _meant(
    phrase: Phrase, names: Mapping[str, Name], *, gazetteer: Gazetteer, countries: Mapping[str, float]
) -> tuple[Place | None, tuple[Place, ...], float]:
    """The place of one phrase, the places that it is made from, and the odds of what its name means."""
    best = _best(names[fold(phrase.core)])
    if best is None or (phrase.person and not _known_town(best[0], countries)):
        return None, (), 0.0
    base = _whole(best[0], gazetteer)
    second = _best(names[fold(other_name(phrase))]) if phrase.other else None
    other = _whole(second[0], gazetteer) if second else None
    if phrase.tie is Tie.BORDER and not phrase.other:
        other = _across(base, countries, gazetteer)
    if other and phrase.tie is Tie.BETWEEN and taken_apart(phrase.other or "").tie is Tie.BORDER:
        other = nearest_crossing(base, other, gazetteer) or other
    place = derived(phrase, base, gazetteer=gazetteer, other=other)
    if place is None:
        return None, (), 0.0
    return place, tuple(p for p in (base, other) if p and p.id in place.based_on), best[1]


def _known_town(c: Candidate, countries: Mapping[str, float]) -> bool:
    """For a hospital or a mosque, the name means a town only when that is one of the lands spoken of, no hamlet."""
    spoken_of = not countries or any(code in countries for code in (c.place.country, *c.also_in))
    return c.exact and spoken_of and (c.curated or c.population >= TOWN)


def _whole(c: Candidate, gazetteer: Gazetteer) -> Place:
    """The place with its second-level region, and its radius, which for a town follows from its people."""
    place = replace(c.place, admin2=gazetteer.county(c))
    return sized(place, gazetteer=gazetteer, population=c.population)


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
    """The candidates of each name, best first; arguments as for `place_answers`."""
    return [a.considered for a in place_answers(queries, gazetteer=gazetteer, countries=countries)]


def _across(base: Place, countries: Mapping[str, float], gazetteer: Gazetteer) -> Place | None:
    """The neighbour that the report names most: what "the Iraqi border" is the border with."""
    if base.country is None:
        return None
    near = by_code()[base.country].neighbours
    said = max(near, key=lambda c: countries.get(c, 0), default=None)
    return _state(said, gazetteer) if said and countries.get(said, 0) else None


def _state(code: str, gazetteer: Gazetteer) -> Place:
    found = gazetteer.lookup(by_code()[code].name)
    return next(_whole(c, gazetteer) for c in found if c.place.kind is PlaceKind.COUNTRY)
