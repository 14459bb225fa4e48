"""When does it happen? The date that the grammar of its own clause gives to a happening.

A date belongs to the trigger that governs it: a verb ("attacked on Monday"), a noun ("Monday's attack", "the battle of
March 2019"), the clause on a noun ("the strike, which took place on 3 May"), or the verb that only says that it began,
was tried or is reported ("on Monday they tried to seize"). What has no date of its own asks the words around it, in
`sourcebook.draft.carry`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents, is_passive, is_verb
from sourcebook.model.claim import EventType
from sourcebook.model.text import Document, Mention
from sourcebook.model.when import Ground

SAYING = frozenset(
    "say tell add announce declare write warn note explain insist state report claim comment confirm".split()
)
OCCURRING = frozenset("happen occur take begin start erupt break come continue resume last end".split())
_TRIED = frozenset(  # verbs that only say how another's deed goes on
    "begin start continue attempt try seek manage help cease stop finish resume proceed go come".split()
)
_REPORTED = frozenset("report say believe think know allege understand see".split())
_MADE = frozenset(
    "sign announce reach agree conclude launch carry conduct stage adopt declare hold mount".split()
)
_FORCE = frozenset({EventType.ASSAULT, EventType.MOBILIZE})
_DECLARED = frozenset(
    {EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT, EventType.ACCUSE, EventType.REJECT}
)
_RELATIVE = (
    3  # steps that a date counted from elsewhere stands behind a stated one: "five years ago, on 3 January"
)
_COUNTED = frozenset({"earlier", "later", "before", "after"})
_APPOSED = frozenset({",", "on", "the"})
_REACH = 7  # steps up the tree from a date to the trigger that it dates
_OF_A_NOUN = frozenset({"acl", "amod", "xcomp"})
_IN_NAME = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "ADV", "CCONJ"})
_DATELINE = re.compile(
    r"^[A-Z][A-Z .'/-]{2,}(?:,[^,\n]{1,30})?,?\s[^\n]{3,30}?\s*(?:\([^)\n]*\)\s*)?(?:--|[-–—])\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date mention with the token that the grammar knows it by."""

    mention: Mention
    first: int
    last: int
    head: int


def own_dates(doc: Document, sketches: Sequence[Sketch], dates: Sequence[Dated]) -> None:
    """Date what has a date in its own words.

    Args:
        doc: the parsed report.
        sketches: changed in place.
        dates: every date mention of the report.
    """
    triggers = frozenset(t for s in sketches for t in (s.trigger, s.verb))
    by_sentence: dict[int, list[tuple[Dated, int]]] = defaultdict(list)
    told_again = _restated(doc, dates)
    for d in dates:
        if d.mention.when is not None and not of_dateline(doc, d) and d not in told_again:
            by_sentence[doc.sentence_of[d.head]].append((d, anchor(doc, d, triggers)))
    for s in sketches:
        declares = s.type in _DECLARED and not s.nominal and doc.tag[s.verb] in {"VBZ", "VBP"}
        if declares:
            continue  # "condemns Monday's attack": what is said in the report itself is said now
        near = by_sentence[doc.sentence_of[s.trigger]]
        dated = _on_which(doc, s, near) or _nearest(doc, s, near, triggers)
        s.when = dated.mention.when if dated else None


def _restated(doc: Document, dates: Sequence[Dated]) -> list[Dated]:
    """Dates counted from another that the next words give outright: "two days earlier, on 10 May"."""
    found = []
    for one, other in pairwise(sorted(dates, key=lambda d: d.first)):
        between = {doc.lower[t] for t in range(one.last + 1, other.first)}
        said = doc.lower[one.last] in _COUNTED and other.mention.when is not None
        if said and "," in between and between <= _APPOSED:
            found.append(one)
    return found


def of_dateline(doc: Document, d: Dated) -> bool:
    """Whether a date only says when the report was sent: "AMMAN, 8 December (Reuters) -"."""
    at = doc.text.rfind("\n", 0, d.mention.span.start) + 1
    if not doc.text[at : at + 2].isupper():
        return False
    line = _DATELINE.match(doc.text[at : at + 120])
    return line is not None and d.mention.span.end <= at + line.end()


def anchor(doc: Document, d: Dated, triggers: frozenset[int]) -> int:
    """The token from which a date climbs to what it dates.

    Args:
        doc: the parsed report.
        d: the date.
        triggers: of every sketch of the report.
    """
    return next(
        (
            t
            for t in (
                _genitive(doc, d, triggers),
                _beside(doc, d),
                _clause_before(doc, d),
                _declared(doc, d, triggers),
                _misread(doc, d),
                _of_named(doc, d, triggers),
            )
            if t is not None
        ),
        d.head,
    )


def _genitive(doc: Document, d: Dated, triggers: frozenset[int]) -> int | None:
    """The noun of "today's brutal, senseless attack", which parsers lose among its adjectives."""
    t = d.last + 1
    if doc.dep[d.head] != "poss" or doc.head[d.head] in triggers or t >= len(doc):
        return None
    while t < len(doc) and (doc.tag[t] == "POS" or doc.pos[t] in _IN_NAME):
        if t in triggers and doc.pos[t] in {"NOUN", "PROPN"}:
            return t
        t += 1
    return None


def _beside(doc: Document, d: Dated) -> int | None:
    """The main verb of "On Monday, officials said, rebels attacked": who says it stands in brackets."""
    v = governor(doc, d.head)
    if v is None or doc.lemma[v] not in SAYING or d.last > v or doc.lower[min(v + 1, len(doc) - 1)] != ",":
        return None
    if doc.dep[v] == "parataxis" and doc.head[v] > v:
        return doc.head[v]
    return next((k for k in dependents(doc, v, "ccomp") if k > v), None)


def _clause_before(doc: Document, d: Dated) -> int | None:
    """The verb of "the attack, which took place in Homs, on 3 May", when the parser hangs the date higher."""
    first, _ = doc.sentences[doc.sentence_of[d.head]]
    verb = next((t for t in range(d.first - 1, first - 1, -1) if is_verb(doc, t)), None)
    if verb is None or doc.dep[verb] != "relcl" or not _occurs(doc, verb):
        return None
    dated = any(doc.pos[t] == "NUM" for t in range(verb, d.first))
    return None if dated else verb


def _declared(doc: Document, d: Dated, triggers: frozenset[int]) -> int | None:
    """The noun of "condemns the attack in Basra on 3 May": what is done in the present has no date behind it."""
    v = governor(doc, d.head)
    if v is None or v not in triggers or doc.tag[v] not in {"VBZ", "VBP"} or d.first < v:
        return None
    nouns = {"NOUN", "PROPN"}
    return next((t for t in range(d.first - 1, v, -1) if t in triggers and doc.pos[t] in nouns), None)


def _misread(doc: Document, d: Dated) -> int | None:
    """The noun of "the truce signed on 3 May was broken", or the verb of "air strikes on 3 May killed two".

    Parsers take "signed" and "strikes" for the main verb there, and leave the true one without a subject.
    """
    h = governor(doc, d.head)
    if h is None or d.first < h:
        return None
    main = next((k for k in dependents(doc, h, "ccomp") if k > d.last), None)
    if (
        main is None
        or doc.edges[main][0] != d.last + 1
        or dependents(doc, main, "nsubj", "nsubjpass", "mark")
    ):
        return None
    return main if doc.tag[h] == "VBZ" else next(iter(dependents(doc, h, "nsubj")), None)


def _of_named(doc: Document, d: Dated, triggers: frozenset[int]) -> int | None:
    """The noun right before the date in "to avenge a strike last month", which an infinitive takes to itself."""
    v = governor(doc, d.head)
    if v is None or doc.tag[v] != "VB" or doc.dep[d.head] != "npadvmod" or d.first - 1 not in triggers:
        return None
    return d.first - 1 if doc.pos[d.first - 1] == "NOUN" else None


def _occurs(doc: Document, v: int) -> bool:
    """Whether a verb only says that something happens."""
    if doc.lemma[v] == "take":
        return any(doc.lower[k] in {"place", "effect"} for k in dependents(doc, v, "dobj"))
    return doc.lemma[v] in OCCURRING


def governor(doc: Document, t: int) -> int | None:
    """The nearest verb above a token; None where no verb governs it."""
    while doc.head[t] != t:
        t = doc.head[t]
        if is_verb(doc, t):
            return t
    return None


def _on_which(doc: Document, s: Sketch, dates: Iterable[tuple[Dated, int]]) -> Dated | None:
    """The date of "on 3 May, when rebels attacked"."""
    if doc.dep[s.verb] != "relcl" or "when" not in {
        doc.lower[k] for k in dependents(doc, s.verb, "advmod", "mark")
    }:
        return None
    return next((d for d, _ in dates if d.first <= doc.head[s.verb] <= d.last), None)


def _nearest(
    doc: Document, s: Sketch, dates: Iterable[tuple[Dated, int]], triggers: frozenset[int]
) -> Dated | None:
    """The date fewest steps away; none when every way passes another trigger."""
    best: tuple[int, Dated] | None = None
    goals = {s.trigger} if tells_only(s, doc) else {s.trigger, s.verb, *_over(doc, s.verb), *_behind(doc, s)}
    for d, start in dates:
        steps = _steps(doc, start, goals, _blocking(doc, s, triggers - goals))
        if steps is None:
            continue
        steps += 0 if d.mention.when and d.mention.when.ground is Ground.STATED else _RELATIVE
        if best is None or steps < best[0]:
            best = steps, d
    return best[1] if best else None


def tells_only(s: Sketch, doc: Document) -> bool:
    """Whether the verb of a happening only tells of it: "claimed responsibility on Monday for the bombing"."""
    return s.nominal and s.verb != s.trigger and doc.lemma[s.verb] in {"claim", "deny", "report", "confirm"}


def _over(doc: Document, v: int) -> list[int]:
    """Verbs that carry another's deed: "began to attack", "were reported to have fired"."""
    found = []
    while doc.dep[v] == "xcomp" and doc.head[v] != v:
        v = doc.head[v]
        if doc.lemma[v] not in _TRIED and not (doc.lemma[v] in _REPORTED and is_passive(doc, v)):
            break
        found.append(v)
    return found


def _behind(doc: Document, s: Sketch) -> list[int]:
    """The verb of "was behind the attack on Monday", which only says whose deed it was."""
    prep = doc.head[s.trigger]
    if not s.nominal or doc.dep[s.trigger] != "pobj" or doc.lower[prep] != "behind":
        return []
    return [doc.head[prep]] if doc.lemma[doc.head[prep]] == "be" else []


def _blocking(doc: Document, s: Sketch, others: frozenset[int]) -> frozenset[int]:
    """Other triggers that keep a date to themselves.

    What a move is for does not ("advanced to isolate it on 3 May"), nor how a deed was done ("the deal signed in May").
    """
    others -= {t for t in dependents(doc, s.trigger, "acl") if doc.lemma[t] in _MADE and doc.tag[t] == "VBN"}
    if s.type not in _FORCE or doc.tag[s.verb] != "VBD":
        return others
    purpose = {
        t
        for t in others
        if doc.tag[t] == "VB"
        and doc.dep[t] in {"xcomp", "advcl", "acl"}
        and doc.head[t] in {s.verb, s.trigger}
    }
    return others - purpose


def _steps(doc: Document, t: int, goals: set[int], blocked: frozenset[int]) -> int | None:
    for n in range(_REACH + 1):
        if t in goals:
            return n
        if (
            t in blocked
            or doc.head[t] == t
            or (is_verb(doc, t) and not _of_noun(doc, t) and not is_thing(doc, t))
        ):
            return None
        t = doc.head[t]
    return None


def is_thing(doc: Document, t: int) -> bool:
    """Whether what is tagged as a verb names a thing: "closed the Bunagana crossing on Monday"."""
    if doc.tag[t] != "VBG" or doc.dep[t] in _OF_A_NOUN:
        return False
    first = t
    while first and doc.pos[first - 1] == "PROPN":
        first -= 1
    return 0 < first < t and doc.pos[first - 1] == "DET"


def _of_noun(doc: Document, v: int) -> bool:
    """Whether a verb hands its date on to what governs it."""
    return doc.dep[v] in _OF_A_NOUN or (doc.dep[v] == "relcl" and _occurs(doc, v)) or doc.tag[v] == "VB"
