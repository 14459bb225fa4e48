"""Scene and Tie: what the tie finders look at, and what they find."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sourcebook.draft.roles import whom
from sourcebook.draft.ties.words import TieWords
from sourcebook.find.found import Found, How
from sourcebook.grammar import conjuncts, dependents
from sourcebook.knowledge.actors import actors as actor_entries
from sourcebook.knowledge.actors import candidates
from sourcebook.knowledge.countries import by_code, country_of
from sourcebook.knowledge.folding import fold_name
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Predicate
from sourcebook.model.text import Document
from sourcebook.model.when import When
from sourcebook.model.where import PlaceKind
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.entries import known_actor, state_actor
from sourcebook.resolve.extent import land

P = Predicate
_NAMING = frozenset({How.LISTED, How.CAPITALS, How.COUNTRY})
_NO_BODY = frozenset({"person", "population", "office", "conflict", "place"})
_KINDS = frozenset(k.value for k in ActorKind)
_BODY = _KINDS - _NO_BODY
_FIT: dict[str, frozenset[str]] = {
    "actor": _KINDS - {"office"},
    "backed": _BODY - {"media"},
    "body": _BODY,
    "lead": _KINDS - {"population", "office", "conflict"},
    "leader": frozenset({"person", "other"}),
    "led": _BODY - {"state"},  # who leads a state holds an office
    "lister": frozenset({"state", "intl_org", "state_body"}),
    "named": _BODY,
    "office": frozenset({"office"}),
    "founded": frozenset({"coalition", "party", "intl_org"}),
    "outlet": frozenset({"media"}),
    "people": frozenset({"population"}),
    "person": frozenset({"person"}),
    "side": _BODY - {"media", "business", "civil_org"},
    "state": frozenset({"state"}),
}
# What the parser takes a second description for when it is none ("arms the FDLR, a militia": two objects).
_ASTRAY = frozenset({"dobj", "conj", "attr", "npadvmod", "oprd", "dep"})
_ARTICLES = frozenset({"a", "an", "the"})
_BY_NAME = frozenset({"lead", "leader", "named"})  # somebody described and not named will not do
# What may stand at the two ends (the schema's domain and range).
ENDS: dict[Predicate, tuple[str, str]] = {
    P.PART_OF: ("body", "named"),
    P.MEMBER_OF: ("person", "named"),
    P.HOLDS_OFFICE: ("person", "office"),
    P.OFFICE_OF: ("office", "body"),
    P.LED_BY: ("led", "lead"),
    P.FOUNDED_BY: ("body", "lead"),
    P.BACKED_BY: ("backed", "side"),
    P.PLEDGED_TO: ("actor", "lead"),
    P.ALLIED_WITH: ("side", "side"),
    P.OPPOSED_TO: ("side", "side"),
    P.NEGOTIATES_WITH: ("side", "side"),
    P.FRONT_FOR: ("body", "body"),
    P.SPLIT_FROM: ("body", "named"),
    P.MERGED_INTO: ("body", "body"),
    P.SUCCEEDS: ("actor", "actor"),
    P.PARTY_TO: ("actor", "actor"),
    P.BASED_AT: ("actor", "place"),
    P.OPERATES_IN: ("side", "place"),
    P.CONTROLS: ("side", "place"),
    P.OF_STATE: ("actor", "state"),
    P.DRAWS_FROM: ("body", "people"),
    P.DESIGNATED_BY: ("actor", "lister"),
    P.LOCATED_IN: ("place", "place"),
    P.ADJOINS: ("place", "place"),
    P.CONNECTS: ("place", "place"),
    P.DISTINCT_FROM: ("actor", "actor"),
    P.AFFILIATED_WITH: ("actor", "actor"),
    P.ALIAS: ("actor", "actor"),
}


class End(NamedTuple):
    """One end of a tie: who, and the token that says so."""

    id: str
    token: int


@dataclass(slots=True, kw_only=True)
class Tie:
    """A tie on its way to a claim.

    Attributes:
        subject: its one end.
        predicate: what ties the two.
        object: its other end.
        token: the word that says so; modality and speaker are read there.
        first: first token of the words that say it.
        last: last token of them.
        said: the tokens that mean subject and object; -1 when no one token does.
        since: when it began to hold.
        until: when it ceased to.
        degree: of backing or control.
        support: what is given.
        sure: whether the words show the tie whatever is said of them ("X-backed", a title).
        score: how sure it is, 0 to 1; None until somebody weighs it.
    """

    subject: str
    predicate: Predicate
    object: str
    token: int
    first: int
    last: int
    said: tuple[int, int] = (-1, -1)
    since: When | None = None
    until: When | None = None
    degree: str | None = None
    support: tuple[str, ...] = ()
    sure: bool = False
    score: float | None = None


@dataclass(slots=True)
class Scene:
    """A document with its cast and the words that tie.

    Attributes:
        doc: the document.
        cast: its actors and places.
        words: the word lists.
        project: folder with the user's own knowledge, or None.
        ties: found so far; the finders add to it.
        mentions: those that mean somebody or some place, in the order of the text.
        starts: mention by its first token.
        stops: mention by its last token.
        names: head tokens of the mentions that are names.
        sponsors: those whose proxies were spoken of last.
    """

    doc: Document
    cast: Cast
    words: TieWords
    project: Path | None = None
    ties: list[Tie] = field(default_factory=list)
    mentions: list[Found] = field(default_factory=list)
    starts: dict[int, Found] = field(default_factory=dict)
    stops: dict[int, Found] = field(default_factory=dict)
    names: frozenset[int] = frozenset()
    sponsors: list[End] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mentions = sorted((f for f, i in self.cast.mentions if i), key=lambda f: (f.first, f.last))
        self.starts = {f.first: f for f in self.mentions}
        self.stops = {f.last: f for f in self.mentions}
        self.names = frozenset(f.head for f in self.mentions if f.how in _NAMING)

    def has(self, key: str, word: str) -> bool:
        """Whether a word stands in one of the word lists ("lists.verbs")."""
        return word in self.words.sets[key]

    def is_a(self, ident: str, what: str) -> bool:
        """Whether an entity may stand at an end of a tie (see ENDS)."""
        if what == "place":
            return ident in self.cast.places
        actor = self.cast.actors.get(ident)
        return actor is not None and actor.kind in _FIT[what] and not (what in _BY_NAME and "@" in ident)

    def who(self, token: int, what: str) -> list[End]:
        """The entities that a noun phrase means, of the kind that a tie's end asks for.

        A description gives way to the name in apposition to it ("the cleric NAME", "our ally NAME").
        """
        if what == "place":
            return self._place(token)
        found = [End(i, token) for i in self._meant(token) if self.is_a(i, what)]
        if not found or all("@" in e.id for e in found):
            return self._apposed(token, what) or found
        return found

    def _place(self, token: int) -> list[End]:
        """The place that a token means, or that names the district, province or valley which it heads."""
        found = [End(i, token) for i in self.cast.at(token) if i in self.cast.places]
        whole = self.has("ground.districts", self.doc.lemma[token])
        if found or not (whole or self.has("ground.portions", self.doc.lemma[token])):
            return found
        near = [k for k in self.doc.children[token] if self.doc.dep[k] in {"compound", "nmod", "amod"}]
        for p in self.doc.children[token]:
            if self.doc.dep[p] == "prep" and self.doc.lower[p] == "of":
                near += [
                    k
                    for o in self.doc.children[p]
                    if self.doc.dep[o] == "pobj"
                    for k in conjuncts(self.doc, o)
                ]
        return [End(i, k) for k in near for i in self.cast.heads.get(k, ()) if i in self.cast.places]

    def _meant(self, token: int) -> tuple[str, ...]:
        own = self.cast.heads.get(token, ())
        if own and "@" in own[0] and any(self.doc.lower[k] in {"a", "an"} for k in self.doc.children[token]):
            return own  # "a force of former rebels": a new group, not those it was made of
        return whom(self.doc, self.cast, token)

    def _apposed(self, token: int, what: str) -> list[End]:
        doc = self.doc
        near = [k for k in doc.children[token] if doc.dep[k] == "appos"]
        near += [doc.head[token]] if doc.dep[token] == "appos" else []
        near += [self.starts[token + 1].head] if token + 1 in self.starts else []
        near += self.set_off(token)
        for v in doc.children[token]:  # "a group that they called NAME"
            if doc.dep[v] in {"relcl", "acl"} and self.has("naming.verbs", doc.lemma[v]):
                near += [k for k in doc.children[v] if doc.dep[k] == "oprd"]
        if doc.dep[token] == "attr" and doc.lemma[doc.head[token]] == "be":
            near += [k for k in doc.children[doc.head[token]] if doc.dep[k] == "nsubj"]
        for k in near:
            ids = [i for i in self.cast.heads.get(k, ()) if "@" not in i and self.is_a(i, what)]
            if ids and k in self.names:
                more = [End(i, j) for j in conjuncts(doc, k)[1:] for i in whom(doc, self.cast, j)]
                return [*(End(i, k) for i in ids), *(e for e in more if self.is_a(e.id, what))]
        return []

    def set_off(self, noun: int) -> list[int]:
        """The name before the comma before a description, where the parser joins the two otherwise.

        As in "arms the FDLR, a militia based in X" and "part of the EMC (Y), the organisation led by Z".
        """
        doc = self.doc
        first = next(t for t in range(doc.edges[noun][0], noun + 1) if doc.pos[t] != "PUNCT")
        article = [k for k in doc.children[noun] if doc.dep[k] in {"det", "poss"} and k < noun]
        if doc.dep[noun] not in _ASTRAY or first < 2 or doc.words[first - 1] != "," or not article:  # noqa: PLR2004
            return []
        if dependents(doc, noun, "cc", "conj") or doc.lower[first] not in _ARTICLES | {
            doc.lower[k] for k in article
        }:
            return []
        last = first - 2
        if doc.words[last] == ")" and last - 1 in self.stops:
            last -= 1
        f = self.stops.get(last)
        return [f.head] if f is not None and f.head in self.names and doc.dep[f.head] != "nsubj" else []

    def by_name(self, name: str) -> list[str]:
        """Ids of the actors that bear a name which no mention covers ("U.S." in "U.S.-led").

        One that only the knowledge files know is entered.
        """
        folded = fold_name(name)
        called = {folded, f"{folded}s"}
        actors = self.cast.actors.items() if folded else ()
        found = [i for i, a in actors if fold_name(a.name) in called]
        found = found or [i for i, a in actors if any(fold_name(x.text) == folded for x in a.aliases)]
        code = country_of(name)
        if not found and not code:
            known = [i for i, alias in candidates(name, self.project) if alias.strong]
            found = [self.cast.add_actor(known_actor(actor_entries(self.project)[i])) for i in known[:1]]
        return found or ([self.cast.add_actor(state_actor(code))] if code else [])

    def country(self, code: str) -> str:
        """Id of a country as a place; entered when it is new."""
        return self.cast.add_place(land(by_code()[code]))

    def every(self, tokens: Iterable[int], what: str) -> list[End]:
        """The entities that several noun phrases mean, each once."""
        return once(e for t in tokens for e in self.who(t, what))

    def tie(
        self,
        subjects: Iterable[End],
        predicate: Predicate,
        objects: Iterable[End],
        token: int,
        *,
        sure: bool = False,
        support: tuple[str, ...] = (),
    ) -> list[Tie]:
        """Note that every subject is tied to every object; gives the new ties."""
        objects = [self._whole(o) for o in objects] if predicate is P.LOCATED_IN else list(objects)
        named = predicate is P.CONNECTS  # a road goes by the names of its ends
        pairs = [
            (s, o) for s in subjects for o in objects if s.id != o.id and (named or not self._nested(s, o))
        ]
        new = [
            Tie(
                subject=s.id,
                predicate=predicate,
                object=o.id,
                token=token,
                first=min(map(self._first, near)),
                last=max(map(self._last, near)),
                said=(s.token, o.token),
                sure=sure,
                support=support,
            )
            for s, o in pairs
            for near in (self._near(token, s, o),)
        ]
        self.ties.extend(new)
        return new

    def _whole(self, end: End) -> End:
        """A country for its side: what lies in northern Syria lies in Syria."""
        place = self.cast.places[end.id]
        side = place.country is not None and end.id.startswith(f"place:{place.country.lower()}/")
        return End(self.country(place.country), end.token) if side and place.country else end

    def _nested(self, one: End, other: End) -> bool:
        """Whether one place's name stands within the other's ("northern Syria")."""
        both = {one.id, other.id} <= self.cast.places.keys()
        return both and self.cast.covers.get(one.token) == self.cast.covers.get(other.token, -1)

    def _near(self, token: int, *ends: End) -> list[int]:
        sentence = self.doc.sentence_of[token]
        return [token, *(e.token for e in ends if self.doc.sentence_of[e.token] == sentence)]

    def _first(self, token: int) -> int:
        covers = self.cast.covers
        head = covers.get(token, token)
        return next((t for t in range(max(0, head - 8), token) if covers.get(t) == head), token)

    def _last(self, token: int) -> int:
        covers = self.cast.covers
        head = covers.get(token, token)
        after = range(min(len(self.doc), head + 8) - 1, token, -1)
        return next((t for t in after if covers.get(t) == head), token)


def once(ends: Iterable[End]) -> list[End]:
    """Each entity once, at its first token."""
    found = list(ends)
    return list({e.id: e for e in reversed(found)}.values())[::-1] if len(found) > 1 else found


_SIZE = {
    PlaceKind.COUNTRY: 6,
    PlaceKind.SEA: 6,
    PlaceKind.REGION: 5,
    PlaceKind.ADMIN1: 4,
    PlaceKind.ADMIN2: 3,
    PlaceKind.SETTLEMENT: 2,
    PlaceKind.TERRAIN: 2,
    PlaceKind.WATERWAY: 2,
    PlaceKind.ROUTE: 1,
    PlaceKind.CROSSING: 1,
    PlaceKind.BASE: 1,
    PlaceKind.FACILITY: 1,
}


def size(kind: PlaceKind) -> int:
    """Rank of a kind of place by how much it can hold; a larger one may contain a smaller one."""
    return _SIZE[kind]
