"""Which day does a telling go on with?

"On 7 December X happened. Y followed": what follows in the past tense within the paragraph is dated by the day last
told, when that day is exact, until another is named. "These strikes" are dated as the strikes just told, what is listed
below a dated sentence as that sentence, and what stands under headings that are dates by its heading.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from sourcebook.draft.around import NOT_THEN, ONWARD, SAME_TIME, Around, marks_of, past, perfect
from sourcebook.draft.dates import Dated, governor, tells_only
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents
from sourcebook.model.claim import EventType, Modality
from sourcebook.model.text import Document
from sourcebook.model.when import Precision, When

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
_SAID = frozenset({EventType.ACCUSE, EventType.SUPPORT, EventType.REJECT, EventType.THREATEN})
_REACH = 2  # sentences that a day is carried on for
_STEPS = 6  # up the tree
_CHRONICLE = 2  # headings
_STEP = frozenset({"later", "earlier", "afterwards", "before"})
_WORD = re.compile(r"\w")
_BREAK = re.compile(r"\n\s*\n|[.!?:;\"”’)\]]\s*\n")  # a line broken within a sentence is no paragraph
_ENTRY = re.compile(r"(?:\.|:| [-–—]) +(?=[A-Z])")
_ITEM = re.compile(r"\n\s*(?:--|[-–—•*·]|\d{1,2}[.)])\s")


def carry_dates(doc: Document, sketches: Sequence[Sketch], dates: Sequence[Dated], around: Around) -> None:
    """Date what the grammar of its own clause leaves undated.

    Args:
        doc: the parsed report.
        sketches: in the order of the text; changed in place.
        dates: every date mention of the report.
        around: of these sketches and dates.
    """
    around.give(sketches)
    _headed(doc, sketches, dates)
    _tell_on(doc, sorted(sketches, key=lambda s: s.trigger), dates)
    around.give(sketches)


def _tell_on(doc: Document, sketches: Sequence[Sketch], dates: Sequence[Dated]) -> None:
    """Carry the day last told from one happening to the next."""
    last: tuple[int, When] | None = None
    of_type: dict[EventType, list[Sketch]] = defaultdict(list)
    for s in sketches:
        if s.when is None:
            s.when = _same(doc, s, of_type[s.type]) or _listed(doc, s, last)
        if s.when is None and last is not None and _carries(doc, last, s, dates):
            s.when = last[1] if last[1].precision is Precision.DAY else None
        elif s.when is not None and _moves_the_telling(doc, s):
            last = (s.trigger, s.when) if s.modality is Modality.ASSERTED else None
        of_type[s.type].append(s)


def _moves_the_telling(doc: Document, s: Sketch) -> bool:
    """Whether what follows a happening is of its day; not after what is only said, or told in passing.

    "On Monday he condemned the rebels. They had attacked"; "rebels, who had lost it in 2018, attacked".
    """
    return s.type not in _SAID and _main(doc, s.verb)


def _same(doc: Document, s: Sketch, told: Sequence[Sketch]) -> When | None:
    """The date of what is spoken of again: "These strikes destroyed two depots".

    In a later paragraph only when everything of its kind that was told has one date.
    """
    points = s.points_back or s.inherits or (s.nominal and s.definite)
    before = told[-1] if told else None
    if before is None or not points or before.when is None or before.modality is not Modality.ASSERTED:
        return None
    if (s.place and before.place and s.place != before.place) or perfect(doc, s.verb):
        return None  # "the strikes have killed 300": all of them, not those just told
    near = doc.sentence_of[s.trigger] - doc.sentence_of[before.trigger] <= _REACH
    alone = len({t.when for t in told if t.when}) == 1
    return before.when if near and (alone or _one_paragraph(doc, before.trigger, s.trigger)) else None


def _listed(doc: Document, s: Sketch, last: tuple[int, When] | None) -> When | None:
    """The date of the sentence above a list, for what is listed."""
    if last is None or s.modality is not Modality.ASSERTED or doc.tag[s.verb] != "VBD":
        return None
    between = doc.text[doc.start[last[0]] : doc.start[s.trigger]]
    breaks, items = _BREAK.findall(between), _ITEM.findall(between)
    return last[1] if items and len(items) >= len(breaks) else None


def _headed(doc: Document, sketches: Sequence[Sketch], dates: Sequence[Dated]) -> None:
    """Date what stands under headings that are dates, two at least: one alone may be the report's own."""
    heads = [d for d in dates if d.mention.when is not None and _alone(doc, d)]
    if len({d.mention.when for d in heads}) < _CHRONICLE:
        return
    for s in sketches:
        above = [d for d in heads if d.last < s.trigger]
        told = s.type in _DATED and s.modality is Modality.ASSERTED and past(doc, s.verb)
        if s.when is None and above and told and not perfect(doc, s.verb):
            s.when = above[-1].mention.when
    _entered(doc, sketches, heads)


def _entered(doc: Document, sketches: Sequence[Sketch], heads: Sequence[Dated]) -> None:
    """Date the entries of a chronicle: "3 May 2021. Rebels enter the capital."."""
    for s in sketches:
        above = [d for d in heads if d.last < s.trigger]
        if s.when is not None or not above or s.modality is not Modality.ASSERTED or perfect(doc, s.verb):
            continue
        if _main(doc, s.verb) and "\n" not in doc.text[above[-1].mention.span.end : doc.start[s.trigger]]:
            s.when = above[-1].mention.when


def _alone(doc: Document, d: Dated) -> bool:
    """Whether a date fills its line, or the sentence that opens it."""
    span = d.mention.span
    left = doc.text.rfind("\n", 0, span.start) + 1
    if not doc.text[left : span.start].strip() and _ENTRY.match(doc.text, span.end):
        return True
    right = doc.text.find("\n", span.end)
    return right > 0 and not _WORD.search(doc.text[left : span.start] + doc.text[span.end : right])


def _one_paragraph(doc: Document, a: int, b: int) -> bool:
    return not _BREAK.search(doc.text[doc.start[a] : doc.start[b]])


def _main(doc: Document, v: int) -> bool:
    """Whether a clause tells, rather than adds something to another clause or a noun."""
    if doc.dep[v] in {"pobj", "poss", "appos"}:
        return False  # "in response to the attack on Monday"
    for _ in range(_STEPS):
        if doc.dep[v] in {"relcl", "acl", "pcomp"} or (
            doc.dep[v] == "advcl" and not marks_of(doc, v) & SAME_TIME
        ):
            return False
        v = doc.head[v]
    return True


def _in_passing(doc: Document, d: Dated) -> bool:
    verb = governor(doc, d.head)
    return verb is not None and not _main(doc, verb)


def _carries(doc: Document, last: tuple[int, When], s: Sketch, dates: Sequence[Dated]) -> bool:
    """Whether a trigger goes on with the telling of an earlier one."""
    before, when = last
    told = _told(doc, s.verb) or _opens_after(doc, s.verb)
    if s.type not in _DATED or s.modality is not Modality.ASSERTED or not told or tells_only(s, doc):
        return False
    here, there = doc.sentence_of[s.trigger], doc.sentence_of[before]
    hours = _within_hours(doc, s.verb)
    if not 0 <= here - there <= _REACH * (1 + hours) or not (hours or _one_paragraph(doc, before, s.trigger)):
        return False
    between = (d for d in dates if before < d.first < s.trigger and d.mention.when != when)
    if not all(_in_passing(doc, d) for d in between):
        return False
    if _opens_after(doc, s.verb) or _within_hours(doc, s.verb):
        return True
    onward = any(_moves_on(doc, n) for n in range(there + 1, here + 1)) or marks_of(doc, s.verb) & NOT_THEN
    return not onward and doc.dep[s.verb] in {"ROOT", "conj", "ccomp"}


def _moves_on(doc: Document, sentence: int) -> bool:
    """Whether a sentence opens with words that leave the day last told: "Since then", "Later"."""
    first, end = doc.sentences[sentence]
    return not ONWARD.isdisjoint(doc.lower[first : min(first + 3, end)])


def _told(doc: Document, v: int) -> bool:
    """Whether a verb stands in the simple past, the passive included."""
    was = any(doc.tag[k] == "VBD" for k in dependents(doc, v, "auxpass"))
    return doc.tag[v] == "VBD" or (doc.tag[v] == "VBN" and was and not perfect(doc, v))


def _within_hours(doc: Document, v: int) -> bool:
    """Whether a verb is told of "an hour later", "minutes afterwards"."""
    first, end = doc.sentences[doc.sentence_of[v]]
    then = (k for k in range(first, end) if doc.lower[k] in _STEP and governor(doc, k) == v)
    return any(doc.lemma[n] in {"hour", "minute"} for k in then for n in dependents(doc, k, "npadvmod"))


def _opens_after(doc: Document, v: int) -> bool:
    """ "After seizing it, they ...": what was just told."""
    h = doc.head[v]
    first = doc.sentences[doc.sentence_of[v]][0]
    return doc.dep[v] == "pcomp" and doc.lower[h] in {"after", "following"} and h - first <= 1
