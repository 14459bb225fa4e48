"""Which deaths are nobody's doing? Those by floods, crashes and disease: "the quake killed 40".

Who shot an aircraft down or set a house on fire has done harm; a crash of which nothing more is told has no doer.
"""

from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import agents, dependents, is_verb, prepositional
from sourcebook.model.claim import EventType
from sourcebook.model.text import Document

_HARM = frozenset("kill injure wound hurt die perish displace death casualty".split())
_CAUSES = frozenset(
    "flood flooding earthquake quake tsunami storm cyclone typhoon hurricane tornado landslide mudslide avalanche "
    "drought famine heatwave lightning wildfire eruption disaster accident crash derailment stampede collapse "
    "outbreak epidemic pandemic disease cholera malaria ebola measles virus".split()
)
_HAPPENS = frozenset("crash collapse capsize overturn derail collide erupt".split())
_IN_THE_COURSE = frozenset({"in", "by", "from", "of", "after", "during"})


def is_mishap(doc: Document, s: Sketch) -> bool:
    """Whether people came to harm without anybody's doing.

    Args:
        doc: the parsed report.
        s: a happening, with its parties.
    """
    if s.type is not EventType.ASSAULT or doc.lemma[s.trigger] not in _HARM or s.weapon:
        return False
    causes = [o for p, o in prepositional(doc, s.trigger) if p in _IN_THE_COURSE]
    if is_verb(doc, s.verb):
        causes += [k for t in agents(doc, s.verb) for k in (t, *dependents(doc, t, "compound"))]
    return any(doc.lemma[t] in _CAUSES for t in causes) or _followed(doc, s.verb)


def _followed(doc: Document, v: int) -> bool:
    """Whether the harm came of something that crashed or fell in: "the plane crashed, killing 46"."""
    below = [k for k in dependents(doc, v, "advcl") if is_verb(doc, k)]
    above = [doc.head[v]] if doc.dep[v] == "advcl" and doc.tag[v] == "VBG" else []
    return any(doc.lemma[k] in _HAPPENS and not dependents(doc, k, "dobj") for k in (*below, *above))
