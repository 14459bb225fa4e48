"""Which place a name means, from all the places that bear it.

Every place that bears a name is a candidate; `evidence` says what speaks for each, `ranker` makes probabilities of
it. One name has one sense per report. Where no candidate is likely enough nothing is chosen: an unresolved name is
an answer, a guess is not. The runners-up are kept with their probabilities and with what spoke for them.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sourcebook.knowledge.countries import ARTICLES, OTHER_SCRIPTS, by_code, country_of
from sourcebook.knowledge.outlets import Outlet
from sourcebook.knowledge.places import Candidate, Gazetteer
from sourcebook.knowledge.region_words import region_of
from sourcebook.knowledge.spelling import fold
from sourcebook.model.where import Place, PlaceKind, RunnerUp, Sense
from sourcebook.resolve.derived import derived, nearest_crossing
from sourcebook.resolve.evidence import AKIN, ALONE, TOGETHER, Name, Scene, apart, within
from sourcebook.resolve.extent import sized
from sourcebook.resolve.ranker import ranker
from sourcebook.resolve.wording import KINDS, Phrase, Tie, taken_apart

ENOUGH = 0.3  # a probability below which nothing is chosen
LOOKED_AT = 40  # candidates of one name that are compared
RUNNERS_UP = 4  # that are told
TOWN = 10_000  # people
DECIMALS = 3  # of a probability told
WORTH_TELLING = 0.01  # a probability below which a place was hardly considered
TWIN_KM = 25.0  # a hand-made place and an imported one of its name are one place
KIND_WORDS = {PlaceKind.ADMIN1: "first-level region", PlaceKind.ADMIN2: "second-level region"}
HALF = 0.5  # of a number's range, from which it is worth telling
WORD = re.compile(r"[\w’'.-]+")
GENERIC = frozenset(
    "lake river mount mountain fort port camp cape bay gulf island isle point saint san santa st new old north south "
    "east west central upper lower great greater big little grand royal king queen holy church university bank court "
    "third first second national federal international general main high hotel hampton no green red white black".split()
)
SMALL_WORDS = frozenset({"of", "the", "in", "at", "and", "for", "de", "al", "el"})


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


def prepared(
    queries: Sequence[PlaceQuery],
    phrases: Sequence[Phrase],
    *,
    gazetteer: Gazetteer,
    countries: Mapping[str, float],
    outlet: Outlet | None,
) -> tuple[dict[str, Name], Scene]:
    """The names of a report with their candidates, and what it speaks of: all that the ranker needs.

    Args:
        queries: see `place_answers`.
        phrases: each query taken apart, see `settled`.
        gazetteer: where to look.
        countries: see `place_answers`.
        outlet: see `place_answers`.
    """
    names = _names(queries, phrases, gazetteer)
    scene = Scene(votes=_votes(names, countries), regions=_regions(names, gazetteer), outlet=outlet)
    for name in names.values():
        _look_up(name, gazetteer, scene)
    return names, scene


def _names(queries: Sequence[PlaceQuery], phrases: Sequence[Phrase], gazetteer: Gazetteer) -> dict[str, Name]:
    """The names to look up, by folded form, with what the report's words say of each."""
    names: dict[str, Name] = {}
    for query, phrase in zip(queries, phrases, strict=True):
        name = names.setdefault(fold(phrase.core), Name(phrase.core))
        name.times += 1
        name.nationality = name.nationality or (region_of(query.text) is not None)
        if phrase.tie is Tie.SELF:  # of "Mosul hospital", the kind is not Mosul's
            name.kind = name.kind or query.kind or phrase.kind
        name.parents.update(dict.fromkeys(p for p in (query.parent, phrase.parent) if p))
        if phrase.other:
            other = _other(phrase)
            names.setdefault(fold(other), Name(by_code()[c].name if (c := country_of(other)) else other))
    for name in names.values():
        name.inside = [c for p in name.parents for c in gazetteer.lookup(taken_apart(p).core)[:LOOKED_AT]]
    return names


def _look_up(name: Name, gazetteer: Gazetteer, scene: Scene) -> None:
    """Find the candidates of a name: exactly so called, else a vowel off, else by a part of the name."""
    if name.text.lower() in KINDS:  # "the Barrage" names nothing by itself
        return
    found = [(c, "exact") for c in gazetteer.lookup(name.text)]
    if scene.votes and not any(_in_land(c, scene) for c, _ in found):
        near = (
            c for c in gazetteer.near(name.text) if c.place.country in ARTICLES
        )  # vowels are to taste there
        found += [(c, "near") for c in near if _in_land(c, scene)]
    if not found:
        parts = ([c for c in gazetteer.lookup(part) if c.exact] for part in _parts(name.text))
        found = [(c, "partial") for c in next(filter(None, parts), [])]
    found = _worth_a_look(found, name, scene)
    name.candidates, name.how = [c for c, _ in found], [how for _, how in found]


def _worth_a_look(
    found: list[tuple[Candidate, str]], name: Name, scene: Scene
) -> list[tuple[Candidate, str]]:
    """The first of many candidates: those in the lands and regions spoken of, then the more populous."""
    if any(how == "exact" and _fits(c, name) for c, how in found):  # "Hama province"
        akin = AKIN.get(name.kind, set()) if name.kind else set()
        found = [(c, how) for c, how in found if c.place.kind is name.kind or c.place.kind in akin]
    ours = [c for c, _ in found if c.exact and c.curated and c.place.kind is not PlaceKind.COUNTRY]
    found = [(c, how) for c, how in found if c.curated or not any(_twins(c, o) for o in ours)]
    lands = {c.place.country for c, _ in found if c.exact and c.place.kind is PlaceKind.COUNTRY}
    if lands and name.kind is None:  # "Djibouti" is the country before its capital
        found = [
            (c, how)
            for c, how in found
            if c.place.kind in {PlaceKind.COUNTRY, PlaceKind.REGION} or c.place.country not in lands
        ]
    if len(found) <= LOOKED_AT:
        return found

    def order(each: tuple[Candidate, str]) -> tuple[bool, bool, bool, int]:
        c, how = each
        region = (c.place.country or "", c.place.admin1 or "")
        home = scene.outlet is not None and region == (scene.outlet.country, scene.outlet.region)
        told = any(within(c, p) for p in name.inside)
        return c.curated or told, home or region in scene.regions, c.exact and how == "exact", c.population

    ranked = sorted(found, key=order, reverse=True)
    populous = sorted(found, key=lambda each: -each[0].population)[: LOOKED_AT // 2]
    return list(dict.fromkeys((*ranked[: LOOKED_AT // 2], *populous, *ranked)))[:LOOKED_AT]


def _twins(imported: Candidate, ours: Candidate) -> bool:
    """Whether an imported place is the same as a hand-made one of its name."""
    return imported.place.kind is ours.place.kind and apart(imported.place, ours.place) < TWIN_KM


def _fits(c: Candidate, name: Name) -> bool:
    """Whether a candidate is what the words say, under a spelling that its country's script leaves to taste."""
    return c.place.kind is name.kind and (c.exact or c.place.country in OTHER_SCRIPTS)


def _in_land(c: Candidate, scene: Scene) -> bool:
    return any(code in scene.votes for code in (c.place.country, *c.also_in) if code)


def _parts(text: str) -> Iterator[str]:
    """Parts of a long name that may be a place: "Clark County Sheriff's Office" has "Clark County"."""
    words = [m[0] for m in WORD.finditer(text)]
    for last in range(len(words) - 1, 0, -1):
        ends = words[last - 1].lower() in SMALL_WORDS
        if words[0][0].isupper() and not ends and (last > 1 or words[0].lower() not in GENERIC):
            yield " ".join(words[:last]).removesuffix("’s").removesuffix("'s")
    for first in range(1, len(words)):
        if words[first][0].isupper() and words[first - 1].lower() in {"of", "in", "at"}:
            yield " ".join(words[first:])


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
    return (name.candidates[n], float(name.odds[n])) if name.odds[n] >= ENOUGH else None


def _meant(
    phrase: Phrase, names: Mapping[str, Name], *, gazetteer: Gazetteer, countries: Mapping[str, float]
) -> tuple[Place | None, tuple[Place, ...], float]:
    """The place of one phrase, the places that it is made from, and the odds of what its name means."""
    best = _best(names[fold(phrase.core)])
    if best is None or (phrase.person and not _known_town(best[0], countries)):
        return None, (), 0.0
    base = _whole(best[0], gazetteer)
    second = _best(names[fold(_other(phrase))]) if phrase.other else None
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


def settled(query: PlaceQuery, gazetteer: Gazetteer) -> Phrase:
    """The phrase to look up, unless its whole is a name of its own: "South Sudan" is no part of Sudan."""
    phrase = taken_apart(query.text)
    if region := region_of(phrase.whole):
        parent = by_code()[region.country].name if region.country else None
        return replace(phrase, core=region.place, tie=Tie.SELF, other=None, compass=None, parent=parent)
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


def _votes(names: Mapping[str, Name], countries: Mapping[str, float]) -> dict[str, float]:
    """Shares of all namings of countries, with the countries that are themselves among the names."""
    votes = Counter(dict(countries))
    votes.update(code for n in names.values() if (code := country_of(n.text)))
    votes.update(code for n in names.values() for p in n.parents if (code := country_of(taken_apart(p).core)))
    every = math.fsum(votes.values())
    return {code: n / every for code, n in votes.items()} if every else {}


def _regions(names: Mapping[str, Name], gazetteer: Gazetteer) -> dict[tuple[str, str], frozenset[str]]:
    """First-level regions that the report names, each with the names that do."""
    named: dict[tuple[str, str], set[str]] = {}
    for name in names.values():
        for c in (*name.inside, *gazetteer.lookup(name.text)[:LOOKED_AT]):
            if c.exact and c.place.kind is PlaceKind.ADMIN1:
                named.setdefault((c.place.country or "", c.place.name), set()).add(name.text)
    return {region: frozenset(texts) for region, texts in named.items()}
