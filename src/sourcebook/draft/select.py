"""Which happenings belong in the record, and which are only alluded to?

Every happening that the words name is kept as a claim; one that the report alludes to rather than tells is marked as
background: purposes, abilities, hypotheses, what somebody asks for, a happening told before and named again.
"""

from sourcebook.draft.merge import Web
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import OBJECT_CONTROL, agents, dependents, is_passive, patients
from sourcebook.model.claim import EventType, Modality, Toll
from sourcebook.model.text import Document
from sourcebook.model.when import When

_UNTOLD = frozenset({Modality.CONDITIONAL, Modality.QUESTION})
_ABILITY = frozenset({"can", "could", "would", "able"})
_ASKING = frozenset(
    {
        EventType.REQUEST,
        EventType.THREATEN,
        EventType.SUPPORT,
        EventType.REJECT,
        EventType.AGREE,
        EventType.CONSULT,
        EventType.AID,
    }
)
_TOLD_GERUND = frozenset({"after", "before", "since", "while", "upon", "following"})
_ALLUDING = frozenset(
    {
        "in",
        "for",
        "of",
        "against",
        "from",
        "during",
        "since",
        "with",
        "to",
        "on",
        "before",
        "amid",
        "despite",
        "about",
    }
)
_PURPOSE_NOUNS = frozenset(
    "fight campaign effort battle war struggle operation plan strategy attempt bid mission ability aim goal".split()
)
# Nouns that name a happening without saying which; with "the" or "this" they point back.
_POINTING = frozenset(
    "attack strike assault violence incident offensive operation raid bombing bombardment shelling killing airstrike "
    "liberation capture seizure fall collapse ceasefire truce meeting talk clash fighting battle deal "
    "agreement protest  "
    "invasion withdrawal explosion blast shooting death atrocity war support violation visit".split()
)
_DECIDED = frozenset("decision move vote order announcement agreement".split())
_INSTRUMENTAL = frozenset({"use", "employ", "deploy"})


def select(doc: Document, sketches: list[Sketch]) -> list[Sketch]:
    """Drop what says too little, and mark what is only alluded to.

    Args:
        doc: the parsed report.
        sketches: folded, with modality, date and numbers; changed in place.

    Returns:
        Those that are kept, in their order.
    """
    _inherit(sketches)
    untold = {s.trigger for s in sketches if not s.demand and not _told(doc, s)}
    kept = [s for s in sketches if s.trigger not in untold or _worth_a_mark(s)]
    web = Web.of(doc, kept)
    for s in kept:
        s.background = s.trigger in untold or _alluded(doc, s, web)
    _named_again(doc, kept)
    return kept


def _inherit(sketches: list[Sketch]) -> None:
    """ "These strikes destroyed": the doer is that of the strikes told before."""
    last: dict[EventType, tuple[str, ...]] = {}
    for s in sketches:
        if s.inherits and not s.role("actor"):
            s.give("actor", last.get(s.type, ()))
        if s.role("actor"):
            last[s.type] = s.role("actor")


def _worth_a_mark(s: Sketch) -> bool:
    """A happening that is only named ("after the protests") is kept behind the record, for search and reading."""
    return s.nominal and (
        not s.frame.weak or s.place is not None or bool(s.role("actor") or s.role("recipient"))
    )


def _told(doc: Document, s: Sketch) -> bool:
    """Whether enough is said to speak of a happening at all."""
    doer, done_to = bool(s.role("actor")), bool(s.role("recipient"))
    placed = s.place is not None
    if s.state or (doc.pos[s.trigger] == "ADJ" and not s.nominal):
        return doer and (done_to or any(doc.dep[k] in _SAID_OF for k in doc.children[s.trigger]))
    if s.frame.mutual and len(s.role("actor")) >= _BOTH:
        return True
    if s.type in _VERBAL and not s.nominal and not (doer or _unnamed_doer(doc, s)):
        return False
    if s.frame.weak:
        thing = not s.nominal and s.frame.obj != "none" and bool(patients(doc, s.verb))
        return (doer and (done_to or placed or thing)) or (s.nominal and done_to and placed)
    if s.nominal:
        return doer or done_to or placed or s.when is not None or bool(s.tolls)
    if doer or done_to or s.tolls or (placed and s.type in {EventType.ASSAULT, EventType.TRANSITION}):
        return True
    return any(_somebody(doc, t) for t in (*agents(doc, s.verb), *patients(doc, s.verb)))


def _unnamed_doer(doc: Document, s: Sketch) -> bool:
    """Whether somebody does it whom nothing names."""
    return any(doc.lower[t] not in _RELATIVE for t in agents(doc, s.verb)) or is_passive(doc, s.verb)


_SAID_OF = frozenset({"prep", "ccomp", "xcomp", "agent", "advcl"})
_RELATIVE = frozenset({"who", "that", "which", "those", "others", "anyone"})
_VERBAL = frozenset(
    {
        EventType.SUPPORT,
        EventType.ACCUSE,
        EventType.REQUEST,
        EventType.REJECT,
        EventType.THREATEN,
        EventType.CONSULT,
        EventType.COOPERATE,
        EventType.AID,
    }
)


def _somebody(doc: Document, t: int) -> bool:
    """A participant whom nothing names: a pronoun for people, a bare number."""
    return doc.lower[t] in _PEOPLE or (doc.tag[t] == "CD" and doc.pos[t] == "NUM")


_PEOPLE = frozenset("he she they him her them who i we us me".split())


def _alluded(doc: Document, s: Sketch, web: Web) -> bool:
    if s.unlisted and s.nominal and not (s.role("actor") and s.role("recipient")) and not s.tolls:
        return True  # "the operation", "their support": named, not told
    if s.modality in _UNTOLD or (s.cue is not None and doc.lower[s.cue] in _ABILITY and not s.demand):
        return True
    if s.frame.mode == "clash" and s.frame.mutual and _one_sided(s):
        return True
    if s.nominal and s.verb == s.trigger:
        if _passing_noun(doc, s):
            return True
    elif not s.demand and _passing_verb(doc, s, web):
        return True
    above = web.above(s)
    if above is None or s.modality is not Modality.PLANNED or s.demand:
        return False
    return above.type in _ASKING or (s.nominal and above.modality is Modality.PLANNED)


def _restricts(doc: Document, v: int) -> bool:
    """Whether a relative clause only says which are meant: "those who supported the insurgency", "land they held"."""
    first = doc.edges[v][0]
    pronouns = [doc.lower[k] for k in doc.children[v] if k < v and doc.lower[k] in _RELATIVES]
    contact = not pronouns and bool(dependents(doc, v, "nsubj")) and not dependents(doc, v, "dobj")
    relative = contact or any(
        doc.lower[k] in {"who", "that"} for k in dependents(doc, v, "nsubj", "nsubjpass")
    )
    return relative and first > 0 and doc.words[first - 1] not in {",", "(", "—", "–", "-"}


_RELATIVES = frozenset("who whom whose which that where when why".split())


def _to_what_end(doc: Document, governor: int) -> bool:
    """Whether an infinitive tells what something was done for: "bought boats to attack"."""
    lemma = doc.lemma[governor]
    return (
        lemma not in _INSTRUMENTAL and lemma not in OBJECT_CONTROL and bool(dependents(doc, governor, "dobj"))
    )


def _one_sided(s: Sketch) -> bool:
    """Fighting of which only one side is said, and neither when nor how many fell."""
    sides = len(s.role("actor")) + len(s.role("recipient"))
    return sides < _BOTH and s.when is None and not s.tolls and s.phase is None


def _passing_noun(doc: Document, s: Sketch) -> bool:
    """A noun in a phrase that only sets the scene or names a purpose."""
    i, h = s.trigger, doc.head[s.trigger]
    sides = bool(s.role("actor")) + bool(s.role("recipient"))
    if s.definite and not sides and s.place is None and s.when is None:
        return True
    if doc.dep[i] != "pobj" or doc.lower[h] not in _ALLUDING:
        return doc.dep[i] in {"nsubj", "nsubjpass"} and _scene_clause(doc, h)
    if doc.lemma[i] in _PURPOSE_NOUNS and s.when is None:
        return True
    if s.when or s.tolls or s.place:
        return False
    return sides < 2 or doc.lower[h] == "in"  # noqa: PLR2004 - two sides


def _scene_clause(doc: Document, v: int) -> bool:
    """ "since the war began": a clause of time whose happening is known."""
    return doc.dep[v] == "advcl" and any(
        doc.lower[k] in {"since", "before", "until"} for k in dependents(doc, v, "mark", "prep")
    )


def _passing_verb(doc: Document, s: Sketch, web: Web) -> bool:
    """A purpose ("to defeat"), a manner ("by letting"), an ability's content ("able to")."""
    i, h = s.verb, doc.head[s.verb]
    dep = doc.dep[i]
    if (
        dep == "conj"
        and web.by_token.get(h) is None
        and any(doc.dep[k] == "aux" and doc.lower[k] == "to" for k in doc.children[h])
    ):
        dep, h = doc.dep[h], doc.head[h]
    if (
        dep == "conj"
        and h in web.by_token
        and doc.dep[h] == "pcomp"
        and not dependents(doc, i, "nsubj", "nsubjpass")
    ):
        return web.by_token[h].background
    to = any(doc.lower[k] == "to" and doc.dep[k] == "aux" for k in doc.children[i])
    if to and dep in {"acl", "relcl"}:
        return doc.lemma[h] not in _DECIDED
    if to and dep == "advcl":
        return doc.lemma[h] not in _INSTRUMENTAL
    if to and dep == "xcomp":
        return doc.pos[h] == "ADJ" or _to_what_end(doc, h)
    if dep == "relcl" and _restricts(doc, i):
        return s.when is None and not s.tolls
    if dep == "pcomp":
        above = web.above(s)
        accused = above is not None and above.type is EventType.ACCUSE
        return doc.lower[h] not in _TOLD_GERUND and not accused
    return False


# --- named again ----------------------------------------------------------------------------------------------------


def _named_again(doc: Document, sketches: list[Sketch]) -> None:
    """A happening that was told before, named again without news, fills what the telling lacked and stays behind it."""
    told: list[Sketch] = []
    for s in sketches:
        if s.points_back and (cause := _pointed_at(doc, s, told)):
            _add_victims(s, to=cause)
            s.background = True
            continue
        earlier = next((t for t in reversed(told[-_MEMORY:]) if t.type is s.type and _same(doc, s, t)), None)
        if earlier is None:
            if not s.background:
                told.append(s)
            continue
        again = s
        if earlier.nominal and not s.nominal and not s.background and _tells_more(s, earlier):
            told[told.index(earlier)] = s  # the clause tells; the noun before it only named
            earlier, again = s, earlier
        _learn(earlier, again)


def _tells_more(s: Sketch, earlier: Sketch) -> bool:
    """Whether a clause names a side that the noun before it left out."""
    bare = not earlier.role("actor") and not earlier.role("recipient")
    return bool(s.role("actor")) or (bare and bool(s.role("recipient")))


def _learn(earlier: Sketch, again: Sketch) -> None:
    """Fill what a telling lacks from where its happening is named again, and put that behind it."""
    if earlier.place is None or (
        earlier.fineness == "country" and again.place and again.fineness != "country"
    ):
        earlier.place, earlier.fineness = again.place or earlier.place, again.fineness or earlier.fineness
    earlier.when = earlier.when or again.when
    for slot, toll in again.tolls.items():
        earlier.tolls.setdefault(slot, toll)
    if again.nominal:
        earlier.give("recipient", tuple(r for r in again.role("recipient") if r not in earlier.role("actor")))
        if not earlier.role("actor"):
            earlier.give("actor", again.role("actor"))
    again.background = True


def _pointed_at(doc: Document, s: Sketch, told: list[Sketch]) -> Sketch | None:
    """The attack that "the death of X in the same attack" speaks of."""
    return next(
        (t for t in reversed(told) if t.type is s.type and t.tolls.get("killed") and _dates_agree(s.when, t.when)
         and doc.sentence_of[s.trigger] - doc.sentence_of[t.trigger] <= _NEAR), None
    )  # fmt: skip


_NEAR = 4  # sentences
_MEMORY = 200  # happenings that a later one may be named after; a report tells fewer, a dump of text more


def _add_victims(s: Sketch, *, to: Sketch) -> None:
    """Count the named dead of a further telling with those of the first."""
    new = tuple(r for r in s.role("recipient") if r not in to.role("recipient"))
    killed, before = s.tolls.get("killed"), to.tolls.get("killed")
    if new and killed and before and killed.best == len(new) and before.best == len(to.role("recipient")):
        total = before.best + killed.best
        to.tolls["killed"] = Toll(low=total, best=total, high=total)
    to.give("recipient", new)


def _same(doc: Document, s: Sketch, t: Sketch) -> bool:
    """Whether a sketch speaks of the happening that an earlier one tells."""
    if s.type is not t.type or s.demand or t.demand or s.phase is not t.phase:
        return False
    if _attempted(doc, t) and not _attempted(doc, s):
        return False
    if not _dates_agree(s.when, t.when) or not _places_agree(s, t) or not _sides_agree(s, t):
        return False
    if _killed_again(s, t):
        return True
    if any(t.tolls.get(k) not in {None, v} for k, v in s.tolls.items()):
        return False
    shared = sum(bool(set(s.role(r)) & set(t.role(r))) for r in ("actor", "recipient"))
    if s.type is EventType.TRANSITION:
        return _mode(s) == _mode(t) and (shared > 0 or (s.place is not None and s.place == t.place))
    if s.nominal and doc.lemma[s.trigger] in _POINTING:
        return _points_to(doc, s, t, shared)
    return _retold(doc, s, t) and shared > 0


def _attempted(doc: Document, s: Sketch) -> bool:
    """ "Tried to seize it": what is done after that is news."""
    return doc.dep[s.verb] == "xcomp" and doc.lemma[doc.head[s.verb]] in _TRYING


_TRYING = frozenset({"attempt", "try", "seek", "struggle", "move"})


def _killed_again(s: Sketch, t: Sketch) -> bool:
    """Nobody is killed twice: "when X was killed" is the strike that killed X and others."""
    killed = s.type is EventType.ASSAULT and "killed" in s.tolls and "killed" in t.tolls
    mine = s.role("recipient")
    return killed and bool(mine) and not s.role("actor") and set(mine) <= set(t.role("recipient"))


def _points_to(doc: Document, s: Sketch, t: Sketch, shared: int) -> bool:
    """Whether a noun such as "the attack" means the happening before."""
    bare = not s.role("actor") and not s.role("recipient")
    if s.definite and (bare or shared):
        return s.when is None or t.when is not None or shared > 0
    return _predicated(doc, s) or (shared == _BOTH and s.when is None and not s.tolls)


_BOTH = 2  # sides


def _retold(doc: Document, s: Sketch, t: Sketch) -> bool:
    """Whether a clause only says again, in the same word, what one before has said."""
    news = (s.when and not t.when) or (s.place and not t.place) or s.tolls
    said = s.nominal or not patients(doc, s.verb) or bool(s.role("recipient")) or s.place is not None
    same_word = doc.lemma[s.trigger] == doc.lemma[t.trigger]
    return same_word and not news and said and _nothing_new(s, t)


def _nothing_new(s: Sketch, t: Sketch) -> bool:
    return all(set(s.role(r)) <= set(t.role(r)) for r in ("actor", "recipient"))


def _predicated(doc: Document, s: Sketch) -> bool:
    """ "This was an indefensible attack": says what the happening before was."""
    v = doc.head[s.trigger]
    return doc.dep[s.trigger] == "attr" and any(
        doc.lower[k] in {"this", "it", "that", "these"} or doc.lemma[k] in _POINTING
        for k in dependents(doc, v, "nsubj")
    )


def _mode(s: Sketch) -> str | None:
    return s.modes[0] if s.modes else s.frame.mode


def _dates_agree(a: When | None, b: When | None) -> bool:
    if a is None or b is None:
        return True
    starts = a.first is None or b.last is None or a.first <= b.last
    ends = b.first is None or a.last is None or b.first <= a.last
    return starts and ends


def _places_agree(a: Sketch, b: Sketch) -> bool:
    return not (a.place and b.place and a.place != b.place and "country" not in {a.fineness, b.fineness})


def _sides_agree(a: Sketch, b: Sketch) -> bool:
    for role in ("actor", "recipient"):
        mine, theirs = set(a.role(role)), set(b.role(role))
        if mine and theirs and not mine & theirs:
            return False
    return True
