"""Which date holds for what comes next? A telling keeps its day until it names another.

"On 7 December X happened. Y followed": what follows in the past tense within the paragraph is dated by the day last
told, when that day is exact. "When A did this on a day, B did that" gives both the day.
"""

from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents
from sourcebook.model.claim import EventType, Modality
from sourcebook.model.text import Document
from sourcebook.model.when import Precision, When

_ONWARD = frozenset(
    "then later since previously earlier meanwhile now today still recently afterwards before after until".split()
)
_SAME_TIME = frozenset({"when", "as", "while"})
_DATED = frozenset(
    {
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.TRANSITION,
        EventType.RETREAT,
        EventType.REQUEST,
        EventType.MOBILIZE,
    }
)
_REACH = 2  # sentences that a day is carried on for


def carry_dates(doc: Document, sketches: list[Sketch]) -> None:
    """Date what the grammar leaves undated.

    Args:
        doc: the parsed report.
        sketches: in the order of the text; changed in place.
    """
    by_token = {s.verb: s for s in sketches} | {s.trigger: s for s in sketches}
    for s in sketches:
        if s.when is None:
            s.when = _clause_date(doc, s, by_token)
    last: tuple[int, When] | None = None
    for s in sorted(sketches, key=lambda s: s.trigger):
        if s.when is not None:
            last = (
                (s.trigger, s.when)
                if s.when.precision is Precision.DAY and s.modality is Modality.ASSERTED
                else None
            )
        elif last is not None and _carries(doc, last[0], s):
            s.when = last[1]


def _clause_date(doc: Document, s: Sketch, by_token: dict[int, Sketch]) -> When | None:
    """The date of a "when" clause on the trigger, or of the clause that it is the "when" clause of."""
    for k in dependents(doc, s.verb, "advcl"):
        other = by_token.get(k)
        if (
            other
            and other.when
            and any(doc.lower[m] in _SAME_TIME for m in dependents(doc, k, "advmod", "mark"))
        ):
            return other.when
    if doc.dep[s.verb] == "advcl" and any(
        doc.lower[m] in _SAME_TIME for m in dependents(doc, s.verb, "advmod", "mark")
    ):
        other = by_token.get(doc.head[s.verb])
        return other.when if other else None
    return None


def _carries(doc: Document, before: int, s: Sketch) -> bool:
    """Whether a trigger goes on with the telling of an earlier one."""
    if s.type not in _DATED or s.modality is not Modality.ASSERTED or doc.tag[s.verb] != "VBD":
        return False
    here, there = doc.sentence_of[s.trigger], doc.sentence_of[before]
    if not 0 <= here - there <= _REACH or "\n\n" in doc.text[doc.start[before] : doc.start[s.trigger]]:
        return False
    first = doc.sentences[here][0]
    opening = {doc.lower[t] for t in range(first, min(first + 3, len(doc)))}
    return not opening & _ONWARD and doc.dep[s.verb] in {"ROOT", "conj", "ccomp"}
