"""Where is meant? Names of places, parts of countries, and "the city" that points back to one.

Builds the phrases that the place resolver weighs together, and hangs its answers on the words.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sourcebook.find.found import Found, How
from sourcebook.grammar import begins_clause
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import fold_name
from sourcebook.knowledge.outlets import Outlet
from sourcebook.knowledge.places import gazetteer
from sourcebook.model.text import Document, MentionKind
from sourcebook.model.where import Fineness, Place, PlaceKind, fineness_of
from sourcebook.resolve.candidates import PlaceQuery
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.derived import derived
from sourcebook.resolve.extent import land
from sourcebook.resolve.geometry import BEARINGS
from sourcebook.resolve.phrases import grown, parts_of_lands
from sourcebook.resolve.places import PlaceAnswer, place_answers
from sourcebook.resolve.wording import Phrase, Tie

# Nouns that point back to a place spoken of before.
_POINTING = frozenset(
    "city town village area location site camp compound complex hospital airport base district "
    "neighbourhood neighborhood  "
    "region province garrison crossing island place building facility".split()
)
_FACILITIES = frozenset(
    "hospital airport base camp compound complex crossing garrison building facility prison market".split()
)
_HEAD = 600  # characters in which a dateline stands
_DATELINE = re.compile(
    r"^(?P<town>[A-Z][A-Z'’]+(?:[ -][A-Z'’]+){0,3})(?:, (?P<land>[A-Z][a-z]+(?: [A-Z][a-z]+)?))?"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([^()\n]{2,30}\))?\s?(?:—|–|--| - )",
    re.MULTILINE,
)
_KINDS_OF = {
    "crossing": {PlaceKind.CROSSING},
    "base": {PlaceKind.BASE},
    "garrison": {PlaceKind.BASE},
    "facility": {PlaceKind.FACILITY, PlaceKind.BASE, PlaceKind.CROSSING},
}
_KINDS = {kind.value: kind for kind in PlaceKind}
_TOWNS = frozenset({"city", "town", "village", "camp"})
_SPOTS = frozenset({"location", "site", "place"})
_BACK = 250  # tokens that "the city" may point back over
_SHORT = 4  # names up to this length may be acronyms


def resolve_where(
    doc: Document,
    cast: Cast,
    names: Sequence[Found],
    report: str,
    project: Path | None = None,
    outlet: Outlet | None = None,
) -> None:
    """Enter every place that a report names.

    Args:
        doc: the parsed report.
        cast: filled in place; countries that are actors already gain their place.
        names: with their kinds told.
        report: id of the report, which scopes places that no gazetteer knows.
        project: a folder with the user's own knowledge, or None.
        outlet: where the report was published, when known.
    """
    phrases = [p for f in names if f.kind is MentionKind.PLACE for p in grown(doc, f)]
    phrases += parts_of_lands(doc, names)
    lands = [f for f in names if f.country]
    votes = Counter({code: n for code, n in Counter(f.country for f in lands).items() if code})
    queries = [PlaceQuery(text=f.text, parent=f.parent, kind=_kind(f.kind_hint)) for f in phrases]
    sent = _DATELINE.search(doc.text[:_HEAD])
    queries += [PlaceQuery(text=sent["town"].title(), parent=sent["land"])] if sent else []
    answers = place_answers(queries, gazetteer=gazetteer(project), countries=votes, outlet=outlet)
    for f in lands:
        if f.how is How.COUNTRY and f.country:
            _also_place(cast, f.head, cast.add_place(land(by_code()[f.country])))
    ends = {f.last for f in names if f.kind is MentionKind.PLACE}
    for f in lands:
        address = f.first > 1 and doc.words[f.first - 1] == "," and f.first - 2 in ends
        if f.how is How.COUNTRY and address and not begins_clause(doc, f.head):
            cast.heads[f.head] = tuple(i for i in cast.heads[f.head] if i in cast.places)
    if sent and (town := answers.pop().place) and town.kind is PlaceKind.SETTLEMENT:
        cast.dateline = cast.add_place(town)
    for f, answer in zip(phrases, answers, strict=True):
        _enter(doc, cast, f, answer, report)


def _kind(hint: str | None) -> PlaceKind | None:
    return _KINDS.get(hint or "")


def _also_place(cast: Cast, head: int, ident: str) -> None:
    actors = tuple(i for i in cast.heads.get(head, ()) if cast.is_actor(i))
    cast.heads[head] = (*actors, ident)


def _enter(doc: Document, cast: Cast, f: Found, answer: PlaceAnswer, report: str) -> None:
    """Hang an answer on the words; a place that nobody knows is still a place, without a point."""
    place = answer.place
    for other in answer.based:
        cast.add_place(other)
    cast.senses[f.first, f.last] = answer.sense
    if f.how is How.COUNTRY:  # a part of a country, or a border: the country stays an actor
        if place is not None:
            ident = cast.add_place(place)
            cast.mentions.append((replace(f, kind=MentionKind.PLACE), ident))
            _also_place(cast, f.head, ident)
            for t in range(f.first, f.last + 1):
                if doc.pos[t] in {"NOUN", "ADV"}:
                    cast.heads.setdefault(t, (ident,))
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
    place = _before(cast, i, doc.lemma[i])
    if place:
        cast.refer(i, (place,))


def resolve_own_place(doc: Document, cast: Cast, i: int) -> None:
    """ "The hospital" that acts and has been spoken of as a place is both.

    Args:
        doc: the parsed report.
        cast: given the further meaning.
        i: token of the noun.
    """
    definite = any(doc.lower[k] in {"the", "this", "that"} for k in doc.children[i])
    place = _before(cast, i, doc.lemma[i]) if doc.lemma[i] in _FACILITIES and definite else None
    if place and not any(p in cast.places for p in cast.heads.get(i, ())):
        cast.refer(i, (*cast.heads.get(i, ()), place))


def resolve_there(doc: Document, cast: Cast, i: int) -> None:
    """ "There": the place spoken of last.

    Args:
        doc: the parsed report.
        cast: given the meaning.
        i: token of the adverb.
    """
    place = _before(cast, i, "there") if doc.tag[i] == "RB" and i not in cast.covers else None
    if place:
        cast.refer(i, (place,))


def resolve_side(doc: Document, cast: Cast, i: int) -> None:
    """ "The south of the country": a side of the country spoken of last.

    Args:
        doc: the parsed report.
        cast: given the meaning, and the side as a place.
        i: token of the compass word.
    """
    compass = doc.lower[i].replace("-", "")
    if i in cast.heads or compass not in BEARINGS:
        return
    inner = [o for p in doc.children[i] if doc.lower[p] == "of" for o in doc.children[p]]
    owners = [k for k in doc.children[i] if doc.dep[k] == "poss"]
    if not any(doc.lemma[o] == "country" for o in (*inner, *owners)):
        return
    ident = _before(cast, i, "country")
    code = cast.places[ident].country if ident else None
    if code is None:
        return
    whole = land(by_code()[code])
    phrase = Phrase(core=whole.name, whole=f"{doc.lower[i]} of {whole.name}", tie=Tie.PART, compass=compass)
    side = derived(phrase, whole, gazetteer=gazetteer())
    if side:
        cast.add_place(whole)
        cast.refer(i, (cast.add_place(side),))


def _before(cast: Cast, i: int, noun: str) -> str | None:
    """The place spoken of last before a token that may be called by a noun."""
    for head in range(i - 1, max(-1, i - _BACK), -1):
        place = next((p for p in cast.heads.get(head, ()) if p in cast.places), None)
        if place and _may_be_called(cast.places[place], noun):
            base = cast.places[place].based_on[:1] if noun in _TOWNS else ()
            return next((b for b in base if b in cast.places), place)  # after "east Homs", the city is Homs
    return None


def _may_be_called(place: Place, noun: str) -> bool:
    if noun == "there":
        return True
    if noun == "country":
        return place.country is not None
    if noun in _SPOTS:
        return fineness_of(place) in {Fineness.EXACT, Fineness.NEAR}
    if noun in _FACILITIES:
        return (
            place.kind in _KINDS_OF.get(noun, {PlaceKind.FACILITY, PlaceKind.BASE})
            or noun in fold_name(place.name).split()
        )
    if noun in _TOWNS:
        return place.kind in {PlaceKind.SETTLEMENT, PlaceKind.ADMIN2}
    if noun in {"region", "province"}:
        return place.kind in {PlaceKind.ADMIN1, PlaceKind.REGION, PlaceKind.TERRAIN}
    return place.kind not in {PlaceKind.COUNTRY, PlaceKind.SEA}
