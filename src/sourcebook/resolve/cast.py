"""The cast of a report: every actor and place in it, and which words mean which."""

import re
from dataclasses import dataclass, field, replace

from sourcebook.find.found import Found, How
from sourcebook.knowledge.folding import fold_name
from sourcebook.model.actor import Actor, Alias, AliasType
from sourcebook.model.text import Document, MentionKind
from sourcebook.model.where import Place, Sense
from sourcebook.resolve.days import Calendar

_NAMING = frozenset({How.LISTED, How.CAPITALS, How.COUNTRY})
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Cast:
    """Who and where a report names; filled stage by stage, then read by the drafters.

    Attributes:
        doc: the document.
        actors: by id.
        places: by id.
        heads: for the head token of a mention, the ids meant, best first ("either the regime or Russia" has one each).
        covers: for each token of a mention, its head token.
        mentions: the mentions resolved, with the id each stands for.
        spokesman_for: id of the body for which the report's "we" and "I" speak.
        titles: title by person id, as the report gives it.
        voice: id of the official whose statement the report is.
        dateline: id of the place that the report was sent from.
        senses: how surely each place name was read, by first and last token.
        calendar: which day is spoken of where.
        by_day: state by id, for governments that only the day tells from others of their state ("the Syrian
            government").
        outright: ids of governments that the report names so that no other can be meant.
    """

    doc: Document
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    heads: dict[int, tuple[str, ...]] = field(default_factory=dict)
    covers: dict[int, int] = field(default_factory=dict)
    mentions: list[tuple[Found, str | None]] = field(default_factory=list)
    spokesman_for: str | None = None
    voice: str | None = None
    titles: dict[str, str] = field(default_factory=dict)
    dateline: str | None = None
    senses: dict[tuple[int, int], Sense] = field(default_factory=dict)
    calendar: Calendar = field(init=False)
    by_day: dict[str, str] = field(default_factory=dict)
    outright: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Without its dates, a report's calendar knows only the day of publication."""
        self.calendar = Calendar(self.doc)

    def add_actor(self, actor: Actor) -> str:
        """Enter an actor; one that is there already keeps its place and gains the names. Returns the id."""
        old = self.actors.get(actor.id)
        if old is None:
            self.actors[actor.id] = actor
        elif (names := _joined(old.aliases, actor.aliases)) != old.aliases:
            self.actors[actor.id] = replace(old, aliases=names)
        return actor.id

    def add_place(self, place: Place) -> str:
        """Enter a place; one that is there already keeps its place and gains the names. Returns the id."""
        known = self.places.setdefault(place.id, place)
        names = tuple(dict.fromkeys((*known.aliases, *place.aliases)))
        if names != known.aliases:
            self.places[place.id] = replace(known, aliases=names)
        return place.id

    def mention(self, found: Found, ident: str | None) -> None:
        """Note that some words mean an actor or place, and remember them as one of its names."""
        self.mentions.append((found, ident))
        if ident is None:
            return
        self.heads[found.head] = (ident,)
        for t in range(found.first, found.last + 1):
            self.covers.setdefault(t, found.head)
        if found.how not in _NAMING:
            return
        name = _ARTICLE.sub("", found.text)
        if ident in self.actors:
            actor = self.actors[ident]
            if not _bears(actor, fold_name(name)):
                self.actors[ident] = replace(
                    actor, aliases=(*actor.aliases, Alias(text=name, type=AliasType.ALIAS))
                )
        elif ident in self.places:
            place = self.places[ident]
            if name not in place.aliases and name != place.name:
                self.places[ident] = replace(place, aliases=(*place.aliases, name))

    def refer(self, head: int, idents: tuple[str, ...]) -> None:
        """Note whom a pronoun or a phrase without a name of its own means."""
        if idents:
            self.heads[head] = idents
            self.covers.setdefault(head, head)

    def at(self, token: int) -> tuple[str, ...]:
        """Ids that a token means: of the mention that it heads, or of the one that it stands in."""
        if token in self.heads:
            return self.heads[token]
        head = self.covers.get(token)
        return self.heads.get(head, ()) if head is not None else ()

    def speaks(self, ident: str) -> bool:
        """Whether what an actor says in this report, the body says for which the report speaks."""
        return ident in {self.voice, self.spokesman_for}

    def kind(self, ident: str) -> str:
        """Actor kind, or "place"."""
        return self.actors[ident].kind.value if ident in self.actors else "place"

    def is_actor(self, ident: str) -> bool:
        """Whether an id is an actor's."""
        return ident in self.actors

    def of_kind(self, kind: MentionKind) -> list[tuple[Found, str | None]]:
        """The mentions of a kind, in the order of the text."""
        return sorted((m for m in self.mentions if m[0].kind is kind), key=lambda m: m[0].first)


def _bears(actor: Actor, key: str) -> bool:
    """Whether an actor has a name with this folded form."""
    return fold_name(actor.name) == key or any(fold_name(a.text) == key for a in actor.aliases)


def _joined(old: tuple[Alias, ...], new: tuple[Alias, ...]) -> tuple[Alias, ...]:
    return tuple({a.text: a for a in (*new, *old)}.values())
