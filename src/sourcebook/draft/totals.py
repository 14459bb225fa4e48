"""Is it one happening, or a total over several? "34 air strikes since March", "have fought each other since 2020"."""

from collections.abc import Sequence

from sourcebook.draft.around import perfect
from sourcebook.draft.dates import Dated
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents
from sourcebook.model.claim import EventType
from sourcebook.model.text import Document

_SINGLE = frozenset(  # nouns of which several are several happenings; shots, shells and blasts are of one
    "airstrike ambush assault attack battle bombardment bombing clash incident incursion kidnapping killing offensive "
    "operation raid shelling skirmish strike violation".split()
)
_FEW = frozenset({"1", "2", "one", "two", "both", "no", "zero", "0"})
_MANY = frozenset({"dozen", "score", "hundred", "thousand", "series", "string", "wave", "spate"})
_SEVERAL = frozenset("daily frequent many multiple nightly numerous repeated several".split())
_TIMES = frozenset({"once", "twice"})
_FORCE = frozenset({EventType.ASSAULT, EventType.COERCE})
_ONWARD = frozenset({"since", "between"})


def is_total(doc: Document, s: Sketch, dates: Sequence[Dated]) -> bool:
    """Whether a sketch tells several happenings at once.

    Args:
        doc: the parsed report.
        s: with its date.
        dates: every date mention of the report.
    """
    inside = (
        k for p in dependents(doc, s.verb, "prep") if doc.lower[p] == "in" for k in dependents(doc, p, "pobj")
    )
    if any(_counted(doc, t) for t in {s.trigger, *s.tokens, *(() if s.nominal else inside)}):
        return True
    return _times(doc, s.verb) or (s.type in _FORCE and not s.nominal and _onward(doc, s, dates))


def _counted(doc: Document, t: int) -> bool:
    """Whether a noun is counted by three or more: "34 air strikes", "dozens of attacks"."""
    if doc.tag[t] != "NNS" or doc.lemma[t] not in _SINGLE:
        return False
    numbers = dependents(doc, t, "nummod")
    prep = doc.head[t]
    many = doc.dep[t] == "pobj" and doc.lower[prep] == "of" and doc.lemma[doc.head[prep]] in _MANY
    several = any(doc.lower[k] in _SEVERAL for k in dependents(doc, t, "amod"))
    return many or several or any(doc.lower[k] not in _FEW for k in numbers)


def _times(doc: Document, v: int) -> bool:
    """Whether a verb says that it happened several times: "changed hands three times"."""
    times = [k for k in dependents(doc, v, "npadvmod", "dobj") if doc.lower[k] == "times"]
    return any(doc.lower[n] not in _FEW for k in times for n in dependents(doc, k, "nummod"))


def _onward(doc: Document, s: Sketch, dates: Sequence[Dated]) -> bool:
    """Whether force went on from one day to another: "fifty fighters killed since Sunday"."""
    said = (
        d for d in dates if d.mention.when == s.when and doc.sentence_of[d.head] == doc.sentence_of[s.verb]
    )
    words = {w for d in said for w in doc.lower[max(0, d.first - 1) : d.first + 1]}
    return (
        s.when is not None
        and bool(words & _ONWARD)
        and ("between" in words or perfect(doc, s.verb) or bool(s.tolls))
    )
