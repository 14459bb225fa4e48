"""Where is meant? Names of places, parts of countries, and "the city" that points back to one.

Builds the phrases that the place resolver weighs together, and hangs its answers on the words.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sourcebook.find.found import Found, How
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.places import gazetteer
from sourcebook.model.text import Document, MentionKind
from sourcebook.model.where import Place, PlaceKind
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.places import PlaceQuery, resolve_places

_COMPASS = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north "
    "south east west  "
    "north-east north-west south-east south-west northeast northwest southeast southwest north-eastern north-western "
    "south-eastern south-western".split()
)
_NOUNS_OF: dict[PlaceKind | None, str] = {
    PlaceKind.ADMIN1: "province governorate",
    PlaceKind.ADMIN2: "district",
    PlaceKind.REGION: "region",
    PlaceKind.SETTLEMENT: "city town village camp neighbourhood neighborhood suburb",
    PlaceKind.FACILITY: "airport hospital prison complex market compound",
    PlaceKind.BASE: "base airbase garrison",
    PlaceKind.CROSSING: "crossing",
    None: "area countryside",
}
_KIND_NOUNS = {noun: kind for kind, nouns in _NOUNS_OF.items() for noun in nouns.split()}
_WORKS = frozenset(
    "military international civilian hospital refugee air army naval border district market".split()
)
# Nouns that point back to a place spoken of before.
_POINTING = frozenset(
    "city town village area location site camp compound complex hospital airport base district "
    "neighbourhood neighborhood  "
    "region province garrison crossing island place building facility".split()
)
_FACILITIES = frozenset(
    "hospital airport base camp compound complex crossing garrison building facility prison market".split()
)
_BACK = 250  # tokens that "the city" may point back over
_SHORT = 4  # names up to this length may be acronyms
_BORDERS = frozenset({"border", "frontier"})


def resolve_where(
    doc: Document, cast: Cast, names: Sequence[Found], report: str, project: Path | None = None
) -> None:
    """Enter every place that a report names.

    Args:
        doc: the parsed report.
        cast: filled in place; countries that are actors already gain their place.
        names: with their kinds told.
        report: id of the report, which scopes places that no gazetteer knows.
        project: a folder with the user's own knowledge, or None.
    """
    phrases = [*(_phrase(doc, f) for f in names if f.kind is MentionKind.PLACE), *_derived(doc, names)]
    lands = [f for f in names if f.country]
    votes = Counter({code: n for code, n in Counter(f.country for f in lands).items() if code})
    queries = [PlaceQuery(text=f.text, parent=f.parent, kind=_kind(f.kind_hint)) for f in phrases]
    answers = resolve_places(queries, gazetteer=gazetteer(project), countries=votes)
    for f in lands:
        if f.how is How.COUNTRY and f.country:
            _also_place(cast, f.head, cast.add_place(_country(f.country)))
    ends = {f.last for f in names if f.kind is MentionKind.PLACE}
    for f in lands:
        if f.how is How.COUNTRY and f.first > 1 and doc.words[f.first - 1] == "," and f.first - 2 in ends:
            cast.heads[f.head] = tuple(i for i in cast.heads[f.head] if i in cast.places)
    for f, place in zip(phrases, answers, strict=True):
        _enter(cast, f, place, report)


def _kind(hint: str | None) -> PlaceKind | None:
    return PlaceKind(hint) if hint in set(PlaceKind) else None


def _country(code: str) -> Place:
    land = by_code()[code]
    return Place(
        id=f"place:{code.lower()}", name=land.name, kind=PlaceKind.COUNTRY, lat=land.lat, lon=land.lon, country=code,
        aliases=land.aliases, known=True,
    )  # fmt: skip


def _also_place(cast: Cast, head: int, ident: str) -> None:
    actors = tuple(i for i in cast.heads.get(head, ()) if cast.is_actor(i))
    cast.heads[head] = (*actors, ident)


def _enter(cast: Cast, f: Found, place: Place | None, report: str) -> None:
    """Hang an answer on the words; a place that nobody knows is still a place, without a point."""
    if f.how is How.COUNTRY:  # a part of a country, or a border: the country stays an actor
        if place is not None:
            ident = cast.add_place(place)
            cast.mentions.append((replace(f, kind=MentionKind.PLACE), ident))
            _also_place(cast, f.head, ident)
        return
    if place is None:
        name = f.text.removeprefix("the ").removeprefix("The ")
        slug = fold_name(name).replace(" ", "-") or "unnamed"
        kind = _kind(f.kind_hint) or PlaceKind.SETTLEMENT
        place = Place(id=f"place:{slug}@{report[:8]}", name=name, kind=kind)
    elif fold_name(f.text) != fold_name(place.name) and not _written_in_latin(place.name):
        place = replace(place, name=f.text, aliases=(place.name, *place.aliases))
    elif len(place.name) > _SHORT and place.name.isupper():
        place = replace(place, name=place.name.title())  # a dateline's capitals are no spelling
    cast.mention(f, cast.add_place(place))


def _written_in_latin(name: str) -> bool:
    return bool(fold_name(name))


def _phrase(doc: Document, f: Found) -> Found:
    """A place name with the nouns and compass words that belong to it: "Al Salem hospital complex", "East Mosul"."""
    first, last = f.first, f.last
    while (
        last + 1 < len(doc)
        and doc.lower[last + 1] in {*_KIND_NOUNS, *_WORKS}
        and doc.sentence_of[last + 1] == doc.sentence_of[first]
    ):
        if doc.lower[last + 1] in _WORKS and not (last + 2 < len(doc) and doc.lower[last + 2] in _KIND_NOUNS):
            break
        last += 1
    if first and doc.lower[first - 1] in _COMPASS and doc.sentence_of[first - 1] == doc.sentence_of[first]:
        first -= 1
    if (first, last) == (f.first, f.last):
        return f
    text = " ".join(doc.text[doc.start[first] : doc.end[last]].split())
    kind = _KIND_NOUNS.get(doc.lower[last]) if last > f.last else None
    head = last if last > f.last and doc.head[f.head] == last else f.head
    return replace(
        f, first=first, last=last, head=head, text=text, kind_hint=kind.value if kind else f.kind_hint
    )


def _derived(doc: Document, names: Sequence[Found]) -> list[Found]:
    """Parts of countries and borders: "eastern Syria", "the Iraqi border with Syria"."""
    found = []
    for f in names:
        if not f.country or f.how not in {How.COUNTRY, How.DEMONYM}:
            continue
        if f.how is How.COUNTRY and f.first and doc.lower[f.first - 1] in _COMPASS:
            found.append(_stretch(doc, f, f.first - 1, f.last, f.head))
        elif f.last + 1 < len(doc) and doc.lower[f.last + 1] in _BORDERS:
            last = f.last + 1
            other = next(
                (g for g in names if g.country and g.first == last + 2 and doc.lower[last + 1] == "with"),
                None,
            )
            found.append(_stretch(doc, f, f.first, other.last if other else last, last))
    return found


def _stretch(doc: Document, f: Found, first: int, last: int, head: int) -> Found:
    text = " ".join(doc.text[doc.start[first] : doc.end[last]].split())
    return replace(f, first=first, last=last, head=head, text=text, kind=MentionKind.PLACE, how=How.COUNTRY)


def resolve_definite_place(doc: Document, cast: Cast, i: int) -> None:
    """ "the city", "the hospital", "the area": the place spoken of last that may be called so.

    Args:
        doc: the parsed report.
        cast: given the meaning.
        i: token of the noun.
    """
    if doc.lemma[i] not in _POINTING or i in cast.covers or doc.dep[i] == "compound":
        return
    if not any(doc.lower[k] in {"the", "this", "that"} for k in doc.children[i]):
        return
    if any(doc.dep[k] == "prep" and doc.lower[k] == "of" for k in doc.children[i]):
        return
    for head in range(i - 1, max(-1, i - _BACK), -1):
        place = next((p for p in cast.heads.get(head, ()) if p in cast.places), None)
        if place and _may_be_called(cast.places[place], doc.lemma[i]):
            cast.refer(i, (place,))
            return


def _may_be_called(place: Place, noun: str) -> bool:
    if noun in _FACILITIES:
        return (
            place.kind in {PlaceKind.FACILITY, PlaceKind.BASE, PlaceKind.CROSSING}
            or noun in fold_name(place.name).split()
        )
    if noun in {"city", "town", "village", "camp"}:
        return place.kind in {PlaceKind.SETTLEMENT, PlaceKind.ADMIN2}
    if noun in {"region", "province"}:
        return place.kind in {PlaceKind.ADMIN1, PlaceKind.REGION, PlaceKind.TERRAIN}
    return place.kind not in {PlaceKind.COUNTRY, PlaceKind.SEA}
