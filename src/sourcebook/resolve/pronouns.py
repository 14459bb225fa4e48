"""Whom do "they", "its", "the group" and "we" mean? The likeliest actor before them.

Order of preference, after Hobbs 1978 and the centring tradition (Grosz, Joshi and Weinstein 1995): the subject of the
same sentence, then the main subject of the sentence before, then other subjects, then the rest, latest first; never
further back than three sentences.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from sourcebook.find.found import Found, Group, How
from sourcebook.find.groups import ARMED, BODY_NOUNS, GOVERNING
from sourcebook.grammar import conjuncts
from sourcebook.knowledge.folding import fold_name
from sourcebook.model.actor import ActorKind
from sourcebook.model.text import Document, MentionKind
from sourcebook.model.where import PlaceKind
from sourcebook.resolve.cast import Cast
from sourcebook.resolve.clauses import antecedents, barred, tellers
from sourcebook.resolve.entries import state_actor
from sourcebook.resolve.governments import TELLING, of_state

_REACH = 3  # sentences
_OFFICES = 100  # mentions that "the prime minister" may point back over
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "these", "those"})
_THING = frozenset({"it", "its", "itself"})
_PERSON = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
_FIRST = frozenset({"we", "our", "us", "ours", "ourselves", "i", "my", "me"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_ARMED_BODIES = frozenset({ActorKind.ARMED_GROUP, ActorKind.FRONT_NAME})
_BODIES = frozenset(
    {
        ActorKind.ARMED_GROUP,
        ActorKind.COALITION,
        ActorKind.FRONT_NAME,
        ActorKind.PARTY,
        ActorKind.UNIDENTIFIED,
    }
)
ALLIANCE_NOUNS = frozenset({"coalition", "alliance"})
ORGAN_NOUNS = frozenset(
    "regime government army military police authority force troop soldier official administration security".split()
)


@dataclass(slots=True)
class _Entry:
    token: int
    ids: tuple[str, ...]
    plural: bool | None  # None: either


@dataclass(slots=True)
class Discourse:
    """Actors spoken of so far, in the order of the text."""

    doc: Document
    cast: Cast
    entries: list[_Entry] = field(default_factory=list)

    def say(self, token: int, ids: tuple[str, ...], plural: bool | None) -> None:
        """Note that a token has just meant somebody."""
        if ids:
            self.entries.append(_Entry(token, ids, plural))

    def latest(
        self, at: int, kinds: frozenset[ActorKind], plural: bool | None, *, reach: int = _REACH
    ) -> tuple[str, ...]:
        """The likeliest actor of some kinds before a token.

        Args:
            at: the token that points back.
            kinds: what it may be.
            plural: number that the pointing word has; None for either.
            reach: how many sentences back.
        """
        best: tuple[tuple[int, int, int], tuple[str, ...]] | None = None
        found = at
        here = self.doc.sentence_of[at]
        told = set(tellers(self.doc, at))
        told |= set(antecedents(self.doc, at)) if self.doc.tag[at] == "PRP$" else set()
        apart = set(barred(self.doc, at))
        for e in reversed(self.entries):
            back = here - self.doc.sentence_of[e.token]
            if back > reach:
                break
            if e.token >= at or (plural is not None and e.plural is not None and e.plural is not plural):
                continue
            ids = tuple(i for i in e.ids if i in self.cast.actors and self.cast.actors[i].kind in kinds)
            if not ids or e.token in apart or self._same_phrase(e.token, at):
                continue
            place = -1 if e.token in told else self._place(e.token)
            rank = (back, place, -e.token)
            if best is None or rank < best[0]:
                best, found = (rank, ids), e.token
        if best is None:
            return ()
        return self._together(found, best[1], kinds) if plural else best[1]

    def _together(self, token: int, ids: tuple[str, ...], kinds: frozenset[ActorKind]) -> tuple[str, ...]:
        """Those named in one breath with somebody: "Hamas and Hezbollah signed. They met"."""
        doc = self.doc
        while doc.dep[token] == "conj" and doc.head[token] != token:
            token = doc.head[token]
        others = (i for t in conjuncts(doc, token) for i in self.cast.heads.get(t, ()))
        same = (i for i in others if i in self.cast.actors and self.cast.actors[i].kind in kinds)
        return tuple(dict.fromkeys((*ids, *same)))

    def _place(self, token: int) -> int:
        """0 for a main subject or one set out by "as for", 1 for another subject, 2 for the rest."""
        doc, named = self.doc, token
        while (
            doc.dep[token] in {"poss", "compound", "amod", "nmod", "conj", "appos"}
            and doc.head[token] != token
        ):
            if doc.dep[token] == "appos" and token != named:
                return 2  # "Al-Shabaab, al-Qaeda's branch": only helps to say who the subject is
            token = doc.head[token]
        if _topic(doc, token):
            return 0
        if doc.dep[token] in _SUBJECT:
            return 0 if doc.head[doc.head[token]] == doc.head[token] else 1
        return 2

    def _same_phrase(self, earlier: int, later: int) -> bool:
        """Whether two cannot be one: arguments of one verb ("Hamas attacked it"), or joined by "and"."""
        doc = self.doc
        if doc.dep[later] == "conj" and (
            _first_of(doc, later) == _first_of(doc, earlier) or _side_by_side(doc, earlier, later)
        ):
            return True
        if _describes(doc, later, earlier) or _only_tells(doc, earlier, later) or _joins(doc, earlier, later):
            return True
        return (
            doc.head[earlier] == doc.head[later]
            and doc.dep[later] in {"dobj", "pobj"}
            and doc.dep[earlier] in _SUBJECT
        )


def _describes(doc: Document, pronoun: int, noun: int) -> bool:
    """Whether a pronoun stands in a clause on the noun, which is meant there by "which": "Kyiv, which it accuses"."""
    verb = doc.head[pronoun]
    while doc.pos[verb] in {"ADP", "ADV"} and doc.head[verb] != verb:
        verb = doc.head[verb]
    if doc.dep[pronoun] == "poss" or doc.dep[verb] != "relcl":
        return False
    borne = doc.head[verb]
    return noun in {borne, doc.head[borne] if doc.dep[borne] == "appos" else borne}


def _only_tells(doc: Document, teller: int, later: int) -> bool:
    """Whether somebody is named in "according to", before what is told: "According to the UN, its envoys"."""
    t = teller
    while doc.dep[t] in {"compound", "amod", "nmod", "poss", "conj"} and doc.head[t] != t:
        t = doc.head[t]
    to = doc.head[t]
    return (
        doc.dep[t] == "pobj"
        and doc.lower[doc.head[to]] == "according"
        and (doc.sentence_of[teller] == doc.sentence_of[later])
    )


def _joins(doc: Document, mate: int, subject: int) -> bool:
    """Whether somebody acts beside the subject, named before it: "Together with X, it took the town"."""
    t = _first_of(doc, mate)
    while doc.dep[t] in {"compound", "appos"} and doc.head[t] != t:
        t = _first_of(doc, doc.head[t])
    p = doc.head[t]
    over = doc.head[p]
    while doc.pos[over] in {"ADV", "ADP"} and doc.head[over] != over:  # "together with"
        over = doc.head[over]
    beside = doc.dep[t] == "pobj" and doc.lower[p] in _BESIDE
    return beside and doc.dep[subject] in _SUBJECT and over == doc.head[subject]


_BESIDE = frozenset({"with", "alongside", "against", "unlike", "like"})


def _topic(doc: Document, token: int) -> bool:
    """Whether a name is what the sentence turns to: "As for X, it ..."."""
    p = doc.head[token]
    return doc.dep[token] == "pobj" and doc.lower[p] == "for" and p > 0 and doc.lower[p - 1] == "as"


def _first_of(doc: Document, token: int) -> int:
    """The first of the phrases that "and" joins a word to; the word itself when it is joined to none."""
    while doc.dep[token] == "conj" and doc.head[token] != token:
        token = doc.head[token]
    return token


def _side_by_side(doc: Document, earlier: int, later: int) -> bool:
    """Whether nothing but "and" and the later one's own modifiers stand between two words, whatever the parse says."""
    joined = earlier + 1 < later and doc.lower[earlier + 1] in {"and", "or"}
    return joined and all(doc.head[t] == later for t in range(earlier + 2, later))


_ALL = frozenset(ActorKind) - {ActorKind.OFFICE, ActorKind.CONFLICT}
_THEY = _ALL - {ActorKind.PERSON, ActorKind.STATE}
_IT = _ALL - {ActorKind.PERSON, ActorKind.POPULATION, ActorKind.MEDIA, ActorKind.OTHER}


def resolve_pronoun(doc: Document, cast: Cast, discourse: Discourse, i: int) -> None:
    """Say whom a pronoun means, when somebody fits.

    Args:
        doc: the parsed report.
        cast: given the meaning.
        discourse: what has been spoken of; given the pronoun too.
        i: token of the pronoun.
    """
    word = doc.lower[i]
    if word in _FIRST:
        if (
            not doc.quoted[i] or len(cast.titles) <= 1
        ):  # among several speakers, each quotation is its own speaker's
            _spoken_for(cast, i)
        return
    if word in _PERSON:
        ids = discourse.latest(i, frozenset({ActorKind.PERSON}), None)[:1]
    elif word in _PLURAL:
        ids = discourse.latest(i, _THEY, plural=True) or discourse.latest(
            i, frozenset({ActorKind.STATE}), plural=True
        )
    elif word in _THING and not _expletive(doc, i):
        ids = discourse.latest(i, _IT, plural=False)[:1]
    else:
        return
    if ids:
        cast.refer(i, ids)
        cast.mentions.append((_pronoun(doc, i, cast, ids[0]), ids[0]))
        discourse.say(i, ids, word in _PLURAL)


def _pronoun(doc: Document, i: int, cast: Cast, ident: str) -> Found:
    person = cast.actors[ident].kind is ActorKind.PERSON
    kind = MentionKind.PERSON if person else MentionKind.ACTOR
    return Found(first=i, last=i, head=i, kind=kind, how=How.PRONOUN, text=doc.words[i])


def _spoken_for(cast: Cast, i: int) -> None:
    if cast.spokesman_for:
        cast.refer(i, (cast.spokesman_for,))


def _expletive(doc: Document, i: int) -> bool:
    """ "It is vital that", "it was reported"."""
    v = doc.head[i]
    if doc.dep[i] == "expl":
        return True
    return (
        doc.lemma[v] == "be"
        and any(doc.dep[k] in {"ccomp", "acomp"} and doc.pos[k] in {"VERB", "ADJ"} for k in doc.children[v])
        and any(doc.lower[k] in {"that", "to", "for"} for c in doc.children[v] for k in doc.children[c])
    )


def _office_holder(cast: Cast, discourse: Discourse, group: Group) -> tuple[str, ...]:
    """ "the prime minister", "the secretary": the person of that title spoken of last."""
    words = fold_name(group.found.text)
    for e in reversed(discourse.entries[-_OFFICES:]):
        for i in e.ids:
            title = fold_name(cast.titles.get(i, ""))
            if title and (title.endswith(words) or title.split()[-1] == group.lemma):
                return (i,)
    return ()


def resolve_definite(
    cast: Cast,
    discourse: Discourse,
    group: Group,
    project: Path | None = None,
    *,
    described: AbstractSet[str] = frozenset(),
) -> tuple[str, ...]:
    """Whom a noun phrase without a name of its own points back to; nothing when it points to nobody.

    Args:
        cast: its actors.
        discourse: what has been spoken of.
        group: the phrase.
        project: a folder with the user's own knowledge, or None.
        described: nouns of the groups that the report has described so far.
    """
    if group.owners or group.backers or group.country:
        return ()
    head = group.found.head
    if "enemy" in group.traits or (group.lemma == "enemy" and group.definite):
        return _foe(discourse, head)
    if group.lemma in ALLIANCE_NOUNS and not group.plural:
        return discourse.latest(head, frozenset({ActorKind.COALITION}), None, reach=40)[:1]
    if not group.definite:
        return ()
    holder = () if group.plural else _office_holder(cast, discourse, group)
    return (
        holder
        or _short_form(cast, discourse, group)
        or _body_meant(discourse, group)
        or (() if group.lemma in described else _fighters_meant(discourse, group))
        or _organ_meant(cast, discourse, group, project)
    )


def _foe(discourse: Discourse, head: int) -> tuple[str, ...]:
    """ "Enemy fighters": those of the armed group spoken of last that is not itself acting in the sentence."""
    doc, cast = discourse.doc, discourse.cast
    start = doc.sentences[doc.sentence_of[head]][0]
    acting = {i for t in range(start, head) if doc.dep[t] in _SUBJECT for i in cast.heads.get(t, ())}
    for e in reversed(discourse.entries[-_OFFICES:]):
        foes = tuple(i for i in e.ids if i in cast.actors and cast.actors[i].kind in _ARMED_BODIES)
        if foes and not set(foes) & acting:
            return foes[:1]
    return ()


def _short_form(cast: Cast, discourse: Discourse, group: Group) -> tuple[str, ...]:
    """ "The Organization", "the brigade": the body spoken of last whose name ends in that word."""
    if group.plural or group.traits or (group.lemma in ORGAN_NOUNS and group.lemma != "force"):
        return ()
    for e in reversed(discourse.entries[-_OFFICES:]):
        for i in e.ids:
            body = cast.actors.get(i)
            if body is None or body.kind not in _NAMED or "@" in i:
                continue
            if fold_name(body.name).rpartition(" ")[2] in {group.lemma, fold_name(group.lemma)}:
                return (i,)
    return ()


def _fighters_meant(discourse: Discourse, group: Group) -> tuple[str, ...]:
    """ "The militants", "the gunmen": those of the armed group spoken of last."""
    if not group.plural or group.traits - ARMED or group.quantified or group.lemma not in _FIGHTERS:
        return ()
    return discourse.latest(group.found.head, _ARMED_BODIES, None, reach=4)[:1]


_FIGHTERS = frozenset(
    "militant fighter insurgent rebel terrorist jihadist extremist guerrilla separatist islamist assailant gunman "
    "attacker raider".split()
)
_NAMED = _BODIES | {ActorKind.INTL_ORG, ActorKind.STATE_BODY, ActorKind.CIVIL_ORG, ActorKind.OTHER}


def _body_meant(discourse: Discourse, group: Group) -> tuple[str, ...]:
    """ "the group", "this terrorist organisation", "these groups"."""
    head = group.found.head
    if group.kind == "armed_group" and not group.plural and group.traits <= ARMED:
        return discourse.latest(head, _ARMED_BODIES, plural=False, reach=4)[:1]
    if group.lemma not in BODY_NOUNS:
        return ()
    if group.plural:
        kinds = frozenset({ActorKind.ARMED_GROUP, ActorKind.UNIDENTIFIED})
        return discourse.latest(head, kinds, plural=True, reach=6)
    return discourse.latest(head, _BODIES, plural=False, reach=4)[:1]


def _organ_meant(cast: Cast, discourse: Discourse, group: Group, project: Path | None) -> tuple[str, ...]:
    """ "the army", "the new government": of the state spoken of last."""
    head = group.found.head
    if group.lemma in GOVERNING and not group.one and group.traits <= TELLING:
        return _government_meant(cast, discourse, group, project)
    organ = group.lemma in ORGAN_NOUNS or group.subkind in {"government", "military", "police"}
    if not organ or group.traits or group.found.first != head or group.one:
        return ()
    found = discourse.latest(head, frozenset({ActorKind.STATE}), None, reach=6)[:1]
    return _at_home(cast, discourse, group, found)


_AT_LEAST, _SHARE = 4, 0.8  # places named, and how many of them lie in one country


def _at_home(cast: Cast, discourse: Discourse, group: Group, found: tuple[str, ...]) -> tuple[str, ...]:
    """The state on whose ground nearly all is told, where no other has just been spoken of, or only in passing."""
    head = group.found.head
    near = discourse.latest(head, frozenset({ActorKind.STATE}), None, reach=1)
    last = [e.token for e in discourse.entries if e.token < head and set(e.ids) & set(found)]
    if near and last and discourse.doc.dep[last[-1]] != "pobj":
        return found
    lands = [
        cast.places[i].country
        for f, i in cast.mentions
        if i in cast.places and cast.places[i].kind is not PlaceKind.COUNTRY
    ]
    most = max(set(lands), key=lands.count, default=None)
    if most is None or len(lands) < _AT_LEAST or lands.count(most) < _SHARE * len(lands):
        return found
    return (cast.add_actor(state_actor(most)),)


def _government_meant(
    cast: Cast, discourse: Discourse, group: Group, project: Path | None
) -> tuple[str, ...]:
    """The government spoken of last, or that of the state spoken of last for the day."""
    head = group.found.head
    plain = not group.traits
    if plain and group.lemma == "regime":
        bodies = discourse.latest(head, frozenset({ActorKind.STATE_BODY}), None, reach=4)
        if said := [i for i in bodies if cast.actors[i].subkind == "government"]:
            return (said[0],)
    found = discourse.latest(head, frozenset({ActorKind.STATE, ActorKind.STATE_BODY}), None, reach=6)
    if not found:
        return ()
    last = cast.actors[found[0]]
    if last.kind is ActorKind.STATE_BODY and last.unit_of and plain:
        return found[:1]
    if last.kind is not ActorKind.STATE and not last.unit_of:
        found = discourse.latest(head, frozenset({ActorKind.STATE}), None, reach=6)
        last = cast.actors[found[0]] if found else last
    return (of_state(cast, group, last.state, project),) if found and last.state else ()
