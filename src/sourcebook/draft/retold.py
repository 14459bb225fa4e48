"""Which day and place does a telling that comes back to a happening take from the telling before it?

"Aircraft struck a convoy on Wednesday. ... The Pentagon denied that American aircraft had struck the convoy": what is
told again, denied, claimed or counted of a happening just told is of its day and place, when nothing in its own
sentence speaks of another.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from sourcebook.draft.around import NOT_THEN, Around, marks_of
from sourcebook.draft.dates import Dated, of_dateline, tells_only
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents
from sourcebook.model.claim import EventType, Modality
from sourcebook.model.text import Document
from sourcebook.model.when import When

_TOLD = frozenset({Modality.ASSERTED, Modality.HEDGED, Modality.NEGATED})
_KINDS = {
    "control_gained": "hold",
    "control_lost": "hold",
    "seize": "hold",
    "withdraw": "hold",
    "passage_opened": "passage_opened",
    "passage_closed": "passage_closed",
}
_TALK = frozenset({EventType.CONSULT, EventType.AGREE})
_SHORT = 3  # days; a longer interval says hardly when
_PARAGRAPHS = 1  # back, in which a happening is still spoken of
_BREAK = re.compile(r"\n\s*\n")
_OTHER = frozenset(
    "another second third other again previous earlier new separate fresh similar past".split()
)
_ELSEWHERE = frozenset("elsewhere meanwhile separately abroad later since".split())
_SIDES = ("actor", "recipient", "victim")


def retell(doc: Document, sketches: Sequence[Sketch], dates: Sequence[Dated], around: Around) -> None:
    """Date and place what tells again what an earlier sketch has told.

    Args:
        doc: the parsed report.
        sketches: in the order of the text; changed in place.
        dates: every date mention of the report.
        around: of these sketches and dates.
    """
    spoken = [d for d in dates if d.mention.when is not None and not of_dateline(doc, d)]
    breaks = [found.start() for found in _BREAK.finditer(doc.text)]
    paragraph = [bisect_left(breaks, doc.start[s.trigger]) for s in sketches]
    for n, s in enumerate(sketches):
        if s.when is None or s.place is None:
            _there(doc, s, sketches[n - 1] if n else None)
        if (s.when is None or s.place is None) and _may_retell(doc, s):
            from_here = bisect_left(paragraph, paragraph[n] - _PARAGRAPHS)
            told = [t for t in sketches[from_here:n] if _told_before(doc, t, s)]
            told.sort(key=lambda t: _alike(doc, s, t))  # stable: of those alike the nearest is last
            _date(doc, s, told, spoken)
            _place(s, told)
    around.give(sketches)


def _date(doc: Document, s: Sketch, told: Sequence[Sketch], spoken: Sequence[Dated]) -> None:
    if s.when is not None:
        return
    for t in reversed(told):
        if t.when is not None and _short(t.when) and _one_place(s, t):
            s.when = None if _another_day(doc, s, t, spoken) else t.when
            return


def _place(s: Sketch, told: Sequence[Sketch]) -> None:
    t = next((t for t in reversed(told) if t.place and _one_day(s, t)), None)
    if s.place is None and t is not None:
        s.place, s.fineness = t.place, t.fineness


def _told_before(doc: Document, t: Sketch, s: Sketch) -> bool:
    told = t.modality in _TOLD and not t.total and doc.sentence_of[t.trigger] != doc.sentence_of[s.trigger]
    return told and _kind(t) == _kind(s) and _fits(s, t)


def _alike(doc: Document, s: Sketch, t: Sketch) -> int:
    """How much the words for two tell of one: the same noun, then the same means."""
    if doc.lemma[s.trigger] == doc.lemma[t.trigger]:
        return 2
    return int(bool(_means(s) & _means(t)))


def _another_day(doc: Document, s: Sketch, t: Sketch, spoken: Sequence[Dated]) -> bool:
    """Whether another date is named in the sentence, or on the way to it from what was told."""
    here = doc.sentence_of[s.trigger]
    here_or_between = (
        d for d in spoken if doc.sentence_of[d.head] == here or t.trigger < d.first < s.trigger
    )
    return any(d.mention.when != t.when for d in here_or_between)


def _there(doc: Document, s: Sketch, t: Sketch | None) -> None:
    """The place and day of "nobody was hurt there": those of the happening told last, in the sentence before."""
    if not any(doc.lower[k] == "there" for k in dependents(doc, s.verb, "advmod")):
        return
    if t is None or not t.place or doc.sentence_of[s.trigger] - doc.sentence_of[t.trigger] > 1:
        return
    s.place, s.fineness = t.place, t.fineness
    s.when = s.when or (t.when if s.modality in _TOLD and _may_retell(doc, s) else None)


def _may_retell(doc: Document, s: Sketch) -> bool:
    if s.modality not in _TOLD or _other(doc, s) or tells_only(s, doc):
        return False
    first = doc.sentences[doc.sentence_of[s.trigger]][0]
    if not _ELSEWHERE.isdisjoint(doc.lower[first : first + 3]):
        return False
    if s.nominal:
        return s.definite or s.points_back or s.inherits
    present = any(doc.lower[k] in {"has", "have"} for k in dependents(doc, s.verb, "aux"))
    return doc.tag[s.verb] in {"VBD", "VBN", "VBG"} and not present and not marks_of(doc, s.verb) & NOT_THEN


def _other(doc: Document, s: Sketch) -> bool:
    """Whether the words speak of another happening of the kind: "a second raid"."""
    nouns = [s.trigger, *dependents(doc, s.verb, "nsubj", "nsubjpass", "advmod")]
    return any(doc.lower[k] in _OTHER for n in nouns for k in (n, *doc.children[n]))


def _fits(s: Sketch, t: Sketch) -> bool:
    """Whether a telling comes back to another: by a definite noun, a denial, the same party, or the harm done."""
    if s.nominal or s.modality is Modality.NEGATED or _parties(s) & _parties(t):
        return True
    one, other = _means(s), _means(t)
    harmed = bool(s.role("victim") or s.role("recipient") or s.tolls)
    return harmed and not s.role("actor") and not (one and other and one.isdisjoint(other))


def _means(s: Sketch) -> set[str]:
    return {m for m in (*s.modes, s.frame.mode) if m}


def _kind(s: Sketch) -> str:
    modes = (*s.modes, s.frame.mode or "")
    return next((_KINDS[m] for m in modes if m in _KINDS), "talk" if s.type in _TALK else s.type)


def _one_place(s: Sketch, t: Sketch) -> bool:
    return s.place is None or t.place is None or s.place == t.place


def _one_day(s: Sketch, t: Sketch) -> bool:
    return s.when is None or t.when is None or s.when == t.when


def _short(when: When) -> bool:
    days = when.closed
    return days is not None and (days[1] - days[0]).days < _SHORT


def _parties(s: Sketch) -> set[str]:
    return {i for role in _SIDES for i in s.role(role)}
