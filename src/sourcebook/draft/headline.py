"""Is it the headline's happening that the first lines tell? "Rebels seize town in east Congo" and what follows."""

from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents
from sourcebook.model.claim import EventType, Expression, Modality, Toll
from sourcebook.model.text import Document
from sourcebook.model.when import When
from sourcebook.model.where import Fineness

_LEAD = 3  # sentences after the headline in which its happening is told
_CLOSING = frozenset({".", "?", "!", ":", ";"})
_WIDE = frozenset({None, Fineness.COUNTRY, Fineness.ADMIN1, Fineness.LINE_OR_REGION})


def in_headline(doc: Document, token: int) -> bool:
    """Whether a token stands in a first line that is no sentence.

    Args:
        doc: the parsed report.
        token: the token.
    """
    first, stop = doc.sentences[0]
    while stop > first and not doc.words[stop - 1].strip():
        stop -= 1
    if not first <= token < stop or stop == len(doc) or doc.words[stop - 1] in _CLOSING:
        return False
    after = next((t for t in range(stop, len(doc)) if doc.words[t].strip()), None)
    return after is not None and "\n" in doc.text[doc.end[stop - 1] : doc.start[after]]


def passive_in_headline(doc: Document, v: int) -> bool:
    """Whether a headline leaves out the "were" of a passive: "Two commanders killed in Beirut".

    Args:
        doc: the parsed report.
        v: the verb.
    """
    past = doc.tag[v] in {"VBD", "VBN"} and doc.lemma[v] in _DONE_TO
    bare = not dependents(doc, v, "dobj", "aux", "auxpass", "ccomp", "conj", "agent")
    return past and bare and bool(dependents(doc, v, "nsubj")) and in_headline(doc, v)


# Verbs that are nothing without an object.
_DONE_TO = frozenset(
    "kill wound injure hurt arrest detain abduct kidnap behead execute jail free release deport expel oust displace "
    "capture seize rescue assassinate target evacuate".split()
)


def told_below(doc: Document, head: Sketch, s: Sketch) -> bool:
    """Whether a clause of the first lines tells what the headline announced.

    Args:
        doc: the parsed report.
        head: a happening of the headline.
        s: one told further on.
    """
    near = 0 < doc.sentence_of[s.trigger] <= _LEAD and in_headline(doc, head.trigger)
    if not near or (s.nominal and not s.tolls) or s.demand or s.background or s.type is not head.type:
        return False
    asserted = s.modality is Modality.ASSERTED and head.modality is Modality.ASSERTED
    if not asserted or not _same_way(doc, head, s) or not _same_tolls(head, s):
        return False
    sides = all(_may_be(head.role(r), s.role(r)) for r in ("actor", "recipient"))
    return sides and _same_place(head, s) and _same_day(head.when, s.when)


def _same_way(doc: Document, head: Sketch, s: Sketch) -> bool:
    """Whether both name it alike: one verb, one finer type, or an attack told by its dead."""
    if doc.lemma[head.trigger] == doc.lemma[s.trigger]:
        return True
    mine, theirs = _mode(head), _mode(s)
    if head.type is EventType.ASSAULT:
        return (
            (mine is None or theirs is None or mine == theirs)
            and "killed" in head.tolls
            and "killed" in s.tolls
        )
    return mine is not None and mine == theirs


def _mode(s: Sketch) -> str | None:
    return s.modes[0] if s.modes else s.frame.mode


def _same_tolls(head: Sketch, s: Sketch) -> bool:
    return all(k not in s.tolls or _rounded(toll, s.tolls[k]) for k, toll in head.tolls.items())


def _rounded(head: Toll, told: Toll) -> bool:
    """Whether a headline's number may be short for the one told: "kill 14" for "at least 14", "dozens" for 40."""
    return head.expression is Expression.VAGUE or (head.best or head.low) == (told.best or told.low)


def _may_be(head: tuple[str, ...], told: tuple[str, ...]) -> bool:
    """Whether those of a headline, named or only described, may be those told; who is left out may be anybody."""
    named = {i for i in head if "@" not in i}
    return not told or not named or bool(named & set(told)) or all("@" in i for i in told)


def _same_place(head: Sketch, s: Sketch) -> bool:
    return head.place == s.place or head.fineness in _WIDE or s.fineness in _WIDE


def _same_day(head: When | None, told: When | None) -> bool:
    return head is None or told is None or head.edtf == told.edtf
