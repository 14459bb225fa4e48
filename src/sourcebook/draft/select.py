"""Which happenings belong in the record, and which are only alluded to?

Every happening that the words name is kept as a claim; one that the report alludes to rather than tells is marked as
background: purposes, abilities, hypotheses, what somebody asks for, a happening told before and named again.
"""

from sourcebook.draft.again import BOTH, named_again
from sourcebook.draft.merge import Web
from sourcebook.draft.mishaps import is_mishap
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import OBJECT_CONTROL, agents, dependents, is_passive, is_verb, patients
from sourcebook.model.claim import EventType, Modality
from sourcebook.model.text import Document

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
    sketches = [s for s in sketches if not is_mishap(doc, s)]
    _inherit(sketches)
    untold = {s.trigger for s in sketches if not s.demand and not _told(doc, s)}
    kept = [s for s in sketches if s.trigger not in untold or _worth_a_mark(s)]
    web = Web.of(doc, kept)
    for s in kept:
        s.background = s.trigger in untold or _alluded(doc, s, web)
    named_again(doc, kept)
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
    if s.frame.mutual and len(s.role("actor")) >= BOTH:
        return True
    if s.type in _VERBAL and not s.nominal and not (doer or _unnamed_doer(doc, s)):
        return False
    if s.frame.weak:
        thing = not s.nominal and s.frame.obj != "none" and bool(patients(doc, s.verb))
        set_up = s.nominal and placed and s.when is not None  # "a summit planned for May in Doha"
        caused = (
            s.nominal and done_to and (placed or len(s.tokens) > 1 or _of_a_day(s))
        )  # "his death in a strike"
        by_attack = thing and placed and len(s.tokens) > 1  # "near X, strikes destroyed a tank"
        return (doer and (done_to or placed or thing)) or caused or set_up or by_attack
    if s.nominal:
        return doer or done_to or placed or s.when is not None or bool(s.tolls)
    if doer or done_to or s.tolls or (placed and s.type in {EventType.ASSAULT, EventType.TRANSITION}):
        return True
    if (
        (placed or s.when)
        and s.type in _DONE_SOMEWHERE
        and is_passive(doc, s.verb)
        and doc.dep[s.verb] != "acl"
    ):
        return True  # "a curfew was imposed on the town", "a delegation was sent to Doha"
    if placed and s.type in _ARRIVING and s.frame.subjects and agents(doc, s.verb):
        return True  # "no convoy has reached the city"
    if s.type is EventType.ASSAULT and (s.when is not None or s.weapon) and patients(doc, s.verb):
        return True  # "helicopters shelled a forest on Monday", "an aircraft was hit by gunfire"
    return any(_somebody(doc, t) for t in (*agents(doc, s.verb), *patients(doc, s.verb)))


def _of_a_day(s: Sketch) -> bool:
    """Harm that is dated or counted: "the burning of the school in May", "the army's losses at nine dead"."""
    return s.type is EventType.ASSAULT and (s.when is not None or bool(s.tolls))


def _unnamed_doer(doc: Document, s: Sketch) -> bool:
    """Whether somebody does it whom nothing names."""
    return any(doc.lower[t] not in _RELATIVE for t in agents(doc, s.verb)) or is_passive(doc, s.verb)


_DONE_SOMEWHERE = frozenset(
    {EventType.AGREE, EventType.COERCE, EventType.CONSULT, EventType.MOBILIZE, EventType.AID}
)
_ARRIVING = frozenset({EventType.MOBILIZE, EventType.AID})
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
    if s.modality in _UNTOLD and not _on_condition(doc, s):
        return True
    if s.cue is not None and _only_able(doc, s.cue) and not s.demand:
        return True
    if s.frame.mode == "clash" and s.frame.mutual and _one_sided(s):
        return True
    if _mediated(doc, s) or _advised(doc, s) or _standing(doc, s):
        return True
    if s.nominal and s.verb == s.trigger:
        if _passing_noun(doc, s):
            return True
    elif not s.demand and _passing_verb(doc, s, web):
        return True
    above = web.above(s)
    if above is None or s.modality not in {Modality.PLANNED, Modality.CONDITIONAL} or s.demand:
        return False
    return above.type in _ASKING or (s.nominal and above.modality is Modality.PLANNED)


def _only_able(doc: Document, cue: int) -> bool:
    """Whether a word says no more than what could be; "said that it would" looks ahead from the past."""
    if doc.lower[cue] != "would":
        return doc.lower[cue] in _ABILITY
    v = doc.head[cue]
    while doc.dep[v] == "conj" and is_verb(doc, doc.head[v]):
        v = doc.head[v]
    return doc.dep[v] != "ccomp" or doc.tag[doc.head[v]] not in {"VBD", "VBN"}


def _on_condition(doc: Document, s: Sketch) -> bool:
    """Whether somebody says what will follow: "will send troops if the truce fails, a minister said"."""
    said = s.attribution is not None and s.attribution.holder is not None and not s.nominal
    if not said or s.modality is not Modality.CONDITIONAL:
        return False
    if not any(doc.tag[k] == "MD" for k in dependents(doc, s.verb, "aux")):
        return False
    conditions = (k for c in dependents(doc, s.verb, "advcl") for k in dependents(doc, c, "mark"))
    return any(doc.lower[k] in {"if", "unless"} for k in conditions)


def _advised(doc: Document, s: Sketch) -> bool:
    """As in "Washington should not bomb Iraq": what the author advises has not happened, nor has its opposite."""
    own = s.attribution is None and not s.demand and not s.nominal
    return own and any(doc.lower[k] in {"should", "ought"} for k in dependents(doc, s.verb, "aux"))


def _standing(doc: Document, s: Sketch) -> bool:
    """As in "a militia funded by Y": a tie that is told in passing, and no happening of its own."""
    reduced = doc.dep[s.verb] == "acl" and doc.tag[s.verb] == "VBN"
    return reduced and s.type in _BACKING and s.when is None and s.place is None


_BACKING = frozenset({EventType.AID, EventType.SUPPORT})


def _mediated(doc: Document, s: Sketch) -> bool:
    """ "A truce brokered by Qatar": how a deal named there came about."""
    return doc.dep[s.verb] == "acl" and doc.lemma[s.verb] in _MEDIATING and s.type is EventType.CONSULT


_MEDIATING = frozenset({"broker", "mediate", "negotiate"})


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
    return sides < BOTH and s.when is None and not s.tolls and s.phase is None


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


def _at_present(doc: Document, s: Sketch) -> bool:
    """Whether a verb stands in the simple present, of no day."""
    return doc.tag[s.verb] in {"VBZ", "VBP"} and s.when is None


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
    if doc.lemma[i] == "hold" and s.type is EventType.TRANSITION and _at_present(doc, s):
        return True  # "the rebels hold the town": a tie, and nothing that happened
    if dep == "relcl" and s.type is EventType.AID and _at_present(doc, s):
        return True  # "the EU, which funds the force": what it does as a rule
    if dep == "relcl" and _restricts(doc, i):
        return s.when is None and not s.tolls
    if dep == "pcomp":
        above = web.above(s)
        accused = above is not None and above.type is EventType.ACCUSE
        return doc.lower[h] not in _TOLD_GERUND and not accused
    return False
