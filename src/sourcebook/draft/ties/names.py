"""Ties that names and titles say: offices, other names, namesakes."""

import re
from dataclasses import dataclass
from itertools import pairwise

from sourcebook.draft.ties.scene import End, P, Scene
from sourcebook.draft.ties.selves import itself
from sourcebook.find.found import Found, How
from sourcebook.find.groups import BODY_NOUNS
from sourcebook.find.headwords import says_another_name
from sourcebook.grammar import agents, dependents, is_passive, is_verb, patients
from sourcebook.knowledge.folding import fold_name
from sourcebook.model.actor import Actor, ActorKind, Alias
from sourcebook.model.text import MentionKind

_NAMES = frozenset({How.LISTED, How.CAPITALS})
_LINK = frozenset({"for", "of", "to"})
_WORD = re.compile(r"[^\W\d_]")
_REACH = 9  # tokens between an office and its holder's name
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


def by_title(scene: Scene, n: int) -> None:
    """Who holds an office: "Foreign Secretary NAME", "NAME, Minister for the Middle East"."""
    doc = scene.doc
    if not scene.has("offices.nouns", doc.lemma[n]) or doc.pos[n] not in {"NOUN", "PROPN"}:
        return
    after = _beside(scene, n, 1)
    if scene.has("offices.nouns", doc.lemma[after]) and doc.pos[after] in {"NOUN", "PROPN"}:
        return  # "Secretary General", "Secretary-General": the last word heads the title
    if scene.has("offices.seconding", doc.lower[n]) and _leads(scene, n + 1):
        n += 1  # "deputy head of X"
    before = doc.lemma[_beside(scene, n, -1)].rpartition("-")[2]
    if scene.has("offices.ranks", doc.lower[n]) and not scene.has("offices.nouns", before):
        return  # "militia leader General NAME"
    f = scene.stops.get(n) or scene.starts.get(n)
    if f and f.kind is MentionKind.PERSON:
        if f.first == n < f.last:  # the name as listed begins with the title
            _enter(scene, n, n, n, _holder(scene, f))
        return
    first, last = _title(scene, n)
    if all(scene.has("offices.ranks", doc.lower[t]) for t in range(first, last + 1)):
        return
    holder = (
        _next_name(scene, last) or _name_before(scene, first) or _said_of(scene, n) or _said_of(scene, last)
    )
    _enter(scene, first, last, n, holder)


def _beside(scene: Scene, n: int, step: int) -> int:
    """The word before or after a noun, hyphens passed over; the noun itself at the edge of the text."""
    words = scene.doc.words
    at = n + 2 * step if 0 <= n + step < len(words) and words[n + step] in _HYPHENS else n + step
    return at if 0 <= at < len(words) else n


_HYPHENS = frozenset({"-", "–"})


def _leads(scene: Scene, t: int) -> bool:
    """Whether a word says that somebody leads a body ("head", "commander")."""
    doc = scene.doc
    rules = scene.words.nouns.get(doc.lemma[t], ()) if t < len(doc) and doc.pos[t] == "NOUN" else ()
    return any(r.predicate is P.LED_BY for r in rules)


def _enter(scene: Scene, first: int, last: int, n: int, holder: End | None) -> None:
    if holder is None:
        return
    name, short = _named(scene, first, last, n)
    if not name:
        return
    office = Actor(
        id=f"office-{fold_name(name).replace(' ', '-')}",
        name=name,
        kind=ActorKind.OFFICE,
        aliases=tuple(Alias(text=s, strong=False) for s in short),
    )
    scene.tie([holder], P.HOLDS_OFFICE, [End(scene.cast.add_actor(office), n)], n, sure=True)


def _title(scene: Scene, n: int) -> tuple[int, int]:
    """First and last token of the title around its noun."""
    doc = scene.doc
    first = last = n
    start, stop = doc.sentences[doc.sentence_of[n]]
    while first > start and _in_title(scene, first - 1):
        first -= 1
    if doc.words[last + 1 : last + 2] == ("-",) and scene.has("offices.nouns", doc.lower[last + 2]):
        last += 2  # "secretary-general"
    if last + 1 < stop and doc.lower[last + 1] in _LINK:
        at = last + 2
        while at < stop and (_small(scene, at) or (doc.pos[at] in _NOMINAL and not _person(scene, at))):
            at += 1
        if at > last + 2:
            last = at - 1
    return first, last


def _small(scene: Scene, t: int) -> bool:
    """Whether a word goes on with a title: the article, and the "'s" of "chairman of Russia's Security Council"."""
    doc = scene.doc
    if doc.lower[t] in _POSSESSIVE:
        return t + 1 < len(doc) and doc.words[t + 1][:1].isupper()
    return doc.lower[t] == "the"


_POSSESSIVE = frozenset({"'s", "’s"})


def _in_title(scene: Scene, t: int) -> bool:
    doc = scene.doc
    if _person(scene, t) or doc.pos[t] not in _NOMINAL or not _WORD.match(doc.words[t]):
        return doc.words[t] == "-" and t > 0
    return not scene.has("offices.former", doc.lower[t])


def _person(scene: Scene, t: int) -> bool:
    f = scene.starts.get(t)
    return f is not None and f.kind is MentionKind.PERSON


def _next_name(scene: Scene, last: int) -> End | None:
    """The person named right after a title, ranks between."""
    doc = scene.doc
    at, comma = last + 1, False
    while at < len(doc) and at <= last + _REACH:
        if _person(scene, at):
            f = scene.starts[at]
            if comma and not (doc.dep[f.head] == "appos" or _fronted(scene, last, f)):
                return None
            return _holder(scene, f)
        if doc.words[at] == "," and not comma:
            comma = True
        elif not scene.has("offices.ranks", doc.lower[at]):
            return None
        at += 1
    return None


def _fronted(scene: Scene, last: int, f: Found) -> bool:
    """As in "Minister for X, NAME said", not "told the minister, NAME said": no article, or two commas."""
    doc = scene.doc
    after = doc.words[f.last + 1] if f.last + 1 < len(doc) else ""
    start = doc.sentences[doc.sentence_of[last]][0]
    return after == "," or not any(
        doc.lower[t] in {"the", "a", "an"} for t in range(start, min(last, start + 1))
    )


def _name_before(scene: Scene, first: int) -> End | None:
    """As in "Tobias Ellwood, (the) Minister for the Middle East"."""
    doc = scene.doc
    at = first - 1
    while at > 0 and (doc.lower[at] in {"the", "a", "an"} or scene.has("offices.former", doc.lower[at])):
        at -= 1
    if at > 0 and doc.words[at] == "," and (f := scene.stops.get(at - 1)) and f.kind is MentionKind.PERSON:
        return _holder(scene, f)
    return None


def _said_of(scene: Scene, n: int) -> End | None:
    """As in "X served as transport minister", "X is the governor of Y"."""
    doc = scene.doc
    if doc.dep[n] in {"attr", "oprd", "pobj", "appos"}:
        return next(iter(itself(scene, n, "person")), None)
    return None


def _holder(scene: Scene, f: Found) -> End | None:
    return next((End(i, f.head) for i in scene.cast.heads.get(f.head, ()) if scene.is_a(i, "person")), None)


def _named(scene: Scene, first: int, last: int, n: int) -> tuple[str, list[str]]:
    """The title as written, without the state or body it belongs to, and with it."""
    doc = scene.doc

    def text(a: int, b: int) -> str:
        return " ".join(doc.text[doc.start[a] : doc.end[b]].split())

    start, bare = first, first
    while bare < n and (f := scene.starts.get(bare)) and f.last < n and f.kind is not MentionKind.PERSON:
        bare = f.last + 1
        bare += bare < n and doc.lower[bare] in _POSSESSIVE
        start = bare if f.country else start
    if (office := _local(scene, bare, n)) is not None:
        start = bare = office
    end = last
    if last > n + 1 and doc.lower[n + 1] == "of" and (_of_state(scene, n, last) or _of_the(scene, last)):
        end = n
    name = text(start, end)
    return name, [s for s in (text(first, last), text(bare, end)) if s != name]


def _local(scene: Scene, first: int, n: int) -> int | None:
    """Where the office begins in a title that a place stands before: "Punjab | Chief Minister", "Lviv | Mayor"."""
    doc = scene.doc
    for at in (n - 1, n):
        office = " ".join(doc.lower[at : n + 1])
        if at >= first and scene.has("offices.local", office):
            named = all(
                doc.pos[t] == "PROPN" and not scene.has("offices.former", doc.lower[t])
                for t in range(first, at)
            )
            return at if named else None
    return None


def _of_state(scene: Scene, n: int, last: int) -> bool:
    if not _POSSESSIVE.isdisjoint(scene.doc.lower[n : last + 1]):
        return False  # of a body of that state
    return any(f.country for t in range(n, last + 1) if (f := scene.starts.get(t)))


def _of_the(scene: Scene, last: int) -> bool:
    """Whether a title ends in "of the city", "of the state": which one, others words say."""
    doc = scene.doc
    land = scene.has("ground.districts", doc.lower[last]) or doc.lower[last] in _LANDS
    return land and doc.lower[last - 1] in {"the", "that", "this"}


_LANDS = frozenset({"country", "state", "nation", "republic", "kingdom", "capital"})


@dataclass(frozen=True, slots=True)
class Naming:
    """A described group and the name that a sentence gives it.

    Attributes:
        described: ids of the group while it had no name of its own.
        tokens: words that describe it.
        named: id of the actor that bears the name.
        at: the naming word.
    """

    described: frozenset[str]
    tokens: frozenset[int]
    named: str
    at: int


def by_naming(scene: Scene, v: int) -> list[Naming]:
    """Described groups that a sentence gives a name: "The group is called X", "a new group they called X"."""
    doc = scene.doc
    if not scene.has("naming.verbs", doc.lemma[v]) or not is_verb(doc, v):
        return []
    given = [e for e in scene.every(_names_given(scene, v), "actor") if "@" not in e.id]
    bearers = [t for t in _bearers(scene, v) if t not in scene.names] if given else []
    if not bearers:
        return []
    tokens = frozenset((*bearers, *(k for t in bearers for k in _introduced(scene, t))))
    described = frozenset(i for t in tokens for i in scene.cast.heads.get(t, ()) if "@" in i)
    return [Naming(described - {given[0].id}, tokens, given[0].id, v)]


_LOOK_BACK = 2  # sentences in which "the group" may have been introduced


def _introduced(scene: Scene, token: int) -> list[int]:
    """The group last introduced with "a", which "the group" takes up."""
    doc = scene.doc
    if not any(doc.lower[k] in {"the", "this"} for k in doc.children[token]) or doc.pos[token] != "NOUN":
        return []
    start = doc.sentences[max(0, doc.sentence_of[token] - _LOOK_BACK)][0]
    for f in reversed([m for m in scene.mentions if start <= m.first and m.last < token]):
        if f.how is How.GROUP and any(doc.lower[k] in {"a", "an"} for k in doc.children[f.head]):
            return [f.head]
    return []


def _names_given(scene: Scene, v: int) -> list[int]:
    doc = scene.doc
    found = dependents(doc, v, "oprd", "attr")
    for p in dependents(doc, v, "prep"):
        if doc.lower[p] == "as":
            found += dependents(doc, p, "pobj")
    if not found and doc.dep[v] == "relcl":
        found = dependents(doc, v, "dobj", "ccomp")
    return found


def _bearers(scene: Scene, v: int) -> list[int]:
    doc = scene.doc
    if is_passive(doc, v):
        return patients(doc, v)
    if doc.dep[v] == "relcl":
        return [doc.head[v]]
    return dependents(doc, v, "dobj") or agents(doc, v)


def by_alias(scene: Scene) -> None:
    """Two names of one: "A, also known as B", "A (B)", "A, or B,"."""
    doc = scene.doc
    named = [m for m in scene.mentions if m.how is not How.PRONOUN]
    for a, b in pairwise(named):
        between = [doc.lower[t] for t in range(a.last + 1, b.first)]
        apart = doc.sentence_of[a.last] != doc.sentence_of[b.first] and "a.k.a" not in "".join(between)
        if not between or len(between) > 6 or apart:  # noqa: PLR2004
            continue
        if a.how in _NAMES and b.how in _NAMES and _another_name(scene, a, b, between):
            one, other = _proper(scene, a), _proper(scene, b)
            if one and other and scene.cast.kind(one) != "state" and _alike(scene, one, other):
                scene.tie([End(one, a.head)], P.ALIAS, [End(other, b.head)], a.head, sure=True)


def _another_name(scene: Scene, a: Found, b: Found, between: list[str]) -> bool:
    doc = scene.doc
    after = doc.words[b.last + 1] if b.last + 1 < len(doc) else ""
    if between[0] == "(" and not (_ONCE & set(between)) and len(set(between) - _OPENING) == 0:
        quoted = between[-1] in {'"', "“"}
        return after in {")", '"', "”", ","} and (
            quoted or _shortens(b.text, a.text) or _translated(scene, a, b)
        )
    return says_another_name(between, after)


_ONCE = frozenset({"formerly", "previously", "originally"})
_OPENING = frozenset({"(", "the", '"', "“"})
_KINDS = frozenset({"armed_group", "front_name", "coalition", "party", "other"})


def _translated(scene: Scene, a: Found, b: Found) -> bool:
    """Whether a name in brackets is the other in another language: two bodies of which at most one is listed."""
    cast = scene.cast
    ids = [next((i for i in cast.heads.get(f.head, ()) if i in cast.actors), None) for f in (a, b)]
    both = [cast.actors[i] for i in ids if i is not None]
    if len(both) < len(ids) or " " not in b.text:
        return False
    return all(x.kind.value in _KINDS for x in both) and not all(x.known for x in both)


def _shortens(short: str, name: str) -> bool:
    """Whether an acronym's letters stand in a name in their order, its first letter first ("KRG")."""
    letters = [c.lower() for c in short if c.isalpha()]
    rest = iter(fold_name(name).replace(" ", ""))
    return short.isupper() and fold_name(name)[:1] == letters[0] and all(c in rest for c in letters)


def _proper(scene: Scene, f: Found) -> str | None:
    return next(
        (i for i in scene.cast.heads.get(f.head, ()) if i in scene.cast.actors and "@" not in i), None
    )


def _alike(scene: Scene, one: str, other: str) -> bool:
    if one == other:
        return False
    return scene.is_a(one, "person") == scene.is_a(other, "person")


def by_difference(scene: Scene, t: int) -> None:
    """As in "not to be confused with X", "unrelated to X", "no relation to X", "A and B are different groups"."""
    doc = scene.doc
    if not _tells_apart(scene, t):
        return
    start, stop = doc.sentences[doc.sentence_of[t]]
    named = [f for f in scene.mentions if f.how is not How.PRONOUN and _proper(scene, f)]
    before = [f for f in named if start <= f.first and f.last < t]
    after = [f for f in named if t < f.first < stop and f.how in _NAMES]
    if not after and doc.dep[t] in {"acomp", "amod"}:
        _both_apart(scene, before, t)
        return
    if not before or not after or after[0].first > t + 6 or doc.lower[after[0].first - 1] in {".", ";"}:
        return
    between = {doc.lower[k] for k in range(t + 1, after[0].first)}
    if between & {"with", "from", "to", "for", "as"}:
        _distinct(scene, before[-1], after[0], t)


def _tells_apart(scene: Scene, t: int) -> bool:
    """Whether a word says that two are not one."""
    doc, lemma = scene.doc, scene.doc.lemma[t]
    if scene.has("distinct.plain", lemma) and doc.pos[t] == "ADJ":
        return doc.dep[t] != "amod" or doc.lemma[doc.head[t]] in _BODIES
    if scene.has("distinct.nothing", lemma):
        return lemma == "nothing" or any(doc.lower[k] == "no" for k in doc.children[t])
    if not (scene.has("distinct.negated", lemma) or scene.has("distinct.negated", doc.lower[t])):
        return False
    governors = [t]
    while doc.dep[governors[-1]] in {"acomp", "amod", "attr"} and len(governors) < _REACH:
        governors.append(doc.head[governors[-1]])
    return any(
        doc.dep[k] == "neg" or doc.lower[k] in {"not", "never", "neither"}
        for g in governors
        for k in doc.children[g]
    )


_BODIES = BODY_NOUNS | frozenset(
    "body force militia party entity unit army brigade people alliance coalition".split()
)


def _both_apart(scene: Scene, before: list[Found], t: int) -> None:
    """ "A and B are two different groups"."""
    doc = scene.doc
    two = 2
    if (
        len(before) >= two
        and doc.dep[before[-1].head] == "conj"
        and doc.head[before[-1].head] == before[-2].head
    ):
        _distinct(scene, before[-2], before[-1], t)


def _distinct(scene: Scene, a: Found, b: Found, t: int) -> None:
    one, other = _proper(scene, a), _proper(scene, b)
    if one and other and one != other:
        scene.tie([End(one, a.head)], P.DISTINCT_FROM, [End(other, b.head)], t, sure=True)
