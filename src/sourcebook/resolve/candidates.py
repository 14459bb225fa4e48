"""Which places may a name mean? The candidates for the names of a report, and what the report speaks of.

All that `ranker` weighs: each name once, with what the report's words say of it, the places that bear it, and the
countries and regions that the report names.
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
from sourcebook.model.where import PlaceKind
from sourcebook.resolve.evidence import AKIN, Name, Scene, apart, within
from sourcebook.resolve.wording import KINDS, Phrase, Tie, taken_apart

LOOKED_AT = 40  # candidates of one name that are compared
TWIN_KM = 25.0  # a hand-made place and an imported one of its name are one place
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
            other = other_name(phrase)
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
        )  # where vowels are to taste
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


def other_name(phrase: Phrase) -> str:
    """The name behind the second end of a stretch: "the Iraqi border" counts as Iraq."""
    return taken_apart(phrase.other or "").core


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
