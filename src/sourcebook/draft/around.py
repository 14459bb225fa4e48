"""Which date do the words around a happening give it, when its own clause has none?

A clause takes the date of the clause that it belongs to: what happens "when", "as" or "while" something else does,
what a participle adds ("striking a port"), what is coordinated behind a date that opens the sentence. "Since the siege
began in May" gives the time from then on. What an official tells takes the month in which he tells it, never the day.
"""

from collections.abc import Sequence
from datetime import date

from sourcebook.draft.dates import OCCURRING, SAYING, Dated, anchor, governor, of_dateline, tells_only
from sourcebook.draft.sketch import Sketch
from sourcebook.grammar import dependents, is_verb
from sourcebook.model.claim import EventType, Modality
from sourcebook.model.text import Document
from sourcebook.model.when import Ground, Precision, When

ONWARD = frozenset(
    "then later since previously earlier meanwhile now today still recently afterwards before after until once".split()
)
NOT_THEN = ONWARD - {"after", "before", "until"} | {
    "subsequently",
    "already",
    "often",
    "usually",
    "regularly",
}
SAME_TIME = frozenset({"when", "as", "while"})
_BY_DOING = frozenset({"by", "while", "in", "when", "before", "upon"})
_DURING = frozenset({"during", "amid", "in", "by", "with"})
_EFFECT = frozenset(
    "kill wound injure destroy damage hit strike target deliver engage leave level demolish rock shake".split()
)
_BRINGING = frozenset("see witness suffer experience face spark trigger prompt provoke".split())
_SPEAKING = SAYING | {"speak"}
_COARSE = frozenset({Precision.MONTH, Precision.YEAR})
_ORDER = {"after": 1, "before": -1}
_UNITS = {"day": 1, "week": 7}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_STEPS = 6  # up the tree


class Around:
    """The dates of the clauses around a trigger."""

    def __init__(self, doc: Document, sketches: Sequence[Sketch], dates: Sequence[Dated]) -> None:
        """Note which verb each date belongs to.

        Args:
            doc: the parsed report.
            sketches: with the dates of their own clauses.
            dates: every date mention.
        """
        self.doc = doc
        triggers = frozenset(t for s in sketches for t in (s.trigger, s.verb))
        self.by_token = {t: s for s in sketches for t in (*s.tokens, s.verb)}
        self.by_token |= {s.trigger: s for s in sketches}
        self.of_verb: dict[int, Dated] = {}
        self.during: dict[int, When] = {}
        for d in dates:
            verb = _adverbial(doc, d, anchor(doc, d, triggers))
            if verb is not None and d.mention.when is not None and not of_dateline(doc, d):
                self.of_verb.setdefault(verb, d)
            during = _during(doc, d)
            if during is not None and d.mention.when is not None:
                self.during.setdefault(during, d.mention.when)

    def give(self, sketches: Sequence[Sketch]) -> None:
        """Date what has no date yet."""
        for s in sketches:
            s.when = s.when or self.date(s)

    def date(self, s: Sketch) -> When | None:
        """The date of the clauses that a sketch belongs to, or of its own "since" and "when" clauses."""
        if s.modality is Modality.PLANNED or tells_only(s, self.doc):
            return None
        around = self._since(s) or self._below(s) or self._above(s) or self._counted(s)
        return self.during.get(s.verb) or around

    def _since(self, s: Sketch) -> When | None:
        """The time on from "since the siege began in May", for what has gone on since."""
        doc = self.doc
        if not perfect(doc, s.verb):
            return None
        for k in dependents(doc, s.verb, "advcl"):
            if "since" in marks_of(doc, k) and (when := self._at(k)):
                return _onward(when, doc.published)
        return None

    def _below(self, s: Sketch) -> When | None:
        """The date of what happens "when" it does, and of "speaking on Monday"."""
        doc = self.doc
        for v in (s.verb, *(k for k in dependents(doc, s.verb, "conj") if _elliptic(doc, k))):
            for k in dependents(doc, v, "advcl"):
                other = self.by_token.get(k)
                if other and other.when and marks_of(doc, k) & SAME_TIME:
                    return other.when
                if doc.tag[k] == "VBG" and doc.lemma[k] in _SPEAKING and k in self.of_verb:
                    return self.of_verb[k].mention.when
        return None

    def _above(self, s: Sketch) -> When | None:
        """The date of the clauses that govern it, as long as each says that it is then."""
        doc, i = self.doc, s.verb
        noun = s.nominal or (
            doc.tag[s.trigger] == "VBG" and doc.dep[s.trigger] == "nsubj"
        )  # "shelling killed three"
        if noun and s.verb == s.trigger:
            up = self._of_noun(s)
            if up is None:
                return None
            if when := self._at(up):
                return when
            i = up
        for _ in range(_STEPS):
            up = self._over(s, i)
            if up is None:
                return None
            if doc.lemma[up] in SAYING and doc.dep[i] == "ccomp":
                return self._told(s, up)
            if when := self._at(up):
                return when
            i = up
        return None

    def _counted(self, s: Sketch) -> When | None:
        """The day counted from another clause: "on Monday, two days after rebels took the town"."""
        doc, up = self.doc, self.doc.head[s.verb]
        if doc.dep[s.verb] == "advcl" and (days := _days_after(doc, s.verb)):
            return _shifted(self._of_clause(_said(doc, up)), -days)
        if s.nominal and doc.dep[s.trigger] == "pobj" and (days := _days_after_noun(doc, s.trigger)):
            return _shifted(self._of_clause(doc.head[doc.head[s.trigger]]), -days)
        below = ((k, _days_after(doc, k)) for k in dependents(doc, s.verb, "advcl"))
        return next((_shifted(self._at(k), days) for k, days in below if days), None)

    def _of_noun(self, s: Sketch) -> int | None:
        """The verb that makes a noun happen: "airstrikes hit", "the town saw clashes", "died during protests"."""
        doc, i = self.doc, s.trigger
        h, dep = doc.head[i], doc.dep[i]
        if dep in {"nsubj", "nsubjpass"} and (doc.lemma[h] in _EFFECT or doc.lemma[h] in OCCURRING):
            return h
        if dep == "dobj" and doc.lemma[h] in _BRINGING and not s.definite:
            return h
        if dep == "pobj" and doc.lower[h] in _DURING and not s.definite and is_verb(doc, doc.head[h]):
            return doc.head[h]
        return None

    def _over(self, s: Sketch, i: int) -> int | None:
        """The clause above, when what is told in a clause is told of the same time."""
        doc, (h, dep) = self.doc, (self.doc.head[i], self.doc.dep[i])
        if h == i:
            return None
        if dep == "conj" and is_verb(doc, h):
            then = not _later(doc, i) or (perfect(doc, h) and perfect(doc, i))
            return h if then and (self._opens(h) or not _has_subject(doc, i)) else None
        if dep == "advcl":
            marks = marks_of(doc, i)
            same = marks & SAME_TIME or (doc.tag[i] == "VBG" and not marks)
            behind = "after" in marks and doc.tag[i] == "VBD" and not dependents(doc, i, "npadvmod")
            return h if same or (behind and self._opens(h)) else None
        if dep == "pcomp":
            then = doc.lower[h] in _BY_DOING or (doc.lower[h] == "after" and self._opens(doc.head[h]))
            return doc.head[h] if then and is_verb(doc, doc.head[h]) else None
        if dep == "acl" and doc.tag[i] == "VBG" and s.type is EventType.ASSAULT:
            return self._doing(i)
        return h if dep == "ccomp" and doc.lemma[h] in SAYING else None

    def _doing(self, i: int) -> int | None:
        """The finite verb above "fighters firing at the post": what they are doing then."""
        up = governor(self.doc, i)
        for _ in range(_STEPS):
            if up is None or self.doc.tag[up] != "VB" or self.doc.dep[up] not in {"advcl", "xcomp"}:
                return up
            up = governor(self.doc, up)
        return None

    def _told(self, s: Sketch, verb: int) -> When | None:
        """The month or year that opens a statement holds for what is stated, if that is past; a day does not."""
        when = self.of_verb[verb].mention.when if verb in self.of_verb else None
        if when is None or when.precision not in _COARSE or not self._opens(verb):
            return None
        return when if s.modality is not Modality.NEGATED and past(self.doc, s.verb) else None

    def _opens(self, verb: int) -> bool:
        """Whether the date of a clause stands before all of it: then it holds for what is joined to it."""
        d = self.of_verb.get(verb)
        if d is None:
            return False
        subjects = dependents(self.doc, verb, "nsubj", "nsubjpass", "expl")
        return d.last < min([verb, *(self.doc.edges[k][0] for k in subjects)])

    def _of_clause(self, verb: int) -> When | None:
        """The date of a verb, or of the happening that is its subject: "the raids came"."""
        subjects = (self.by_token.get(k) for k in dependents(self.doc, verb, "nsubj", "nsubjpass"))
        return self._at(verb) or next((s.when for s in subjects if s), None)

    def _at(self, verb: int) -> When | None:
        other = self.by_token.get(verb)
        if other and other.when:
            return other.when
        return self.of_verb[verb].mention.when if verb in self.of_verb else None


def _adverbial(doc: Document, d: Dated, start: int) -> int | None:
    """The verb of which a date is an adverbial; none when it is said of a noun ("Monday's talks", "the 2011 deal")."""
    t = start
    while not is_verb(doc, t):
        if doc.head[t] == t or not (d.first <= t <= d.last or doc.pos[t] in {"ADP", "ADV", "SCONJ"}):
            return None
        t = doc.head[t]
    return t


def _during(doc: Document, d: Dated) -> int | None:
    """The verb of "during the 2006 war they fired rockets"."""
    noun = doc.head[d.head]
    if doc.dep[noun] != "pobj" or doc.lower[doc.head[noun]] not in {"during", "throughout"}:
        return None
    return governor(doc, noun)


def _days_after(doc: Document, v: int) -> int:
    """How many days after a clause the main one lies; negative for before, 0 where the words do not count."""
    marks = [k for k in dependents(doc, v, "mark") if doc.lower[k] in _ORDER]
    amounts = [k for k in dependents(doc, v, "npadvmod") if doc.lemma[k] in _UNITS]
    if not marks or not amounts or amounts[0] > marks[0]:
        return 0
    return _ORDER[doc.lower[marks[0]]] * _amount(doc, amounts[0])


def _days_after_noun(doc: Document, noun: int) -> int:
    """How many days after a happening the clause lies: "the raids came a day after the attack"."""
    prep = doc.head[noun]
    amounts = [k for k in dependents(doc, prep, "npadvmod") if doc.lemma[k] in _UNITS]
    return _ORDER[doc.lower[prep]] * _amount(doc, amounts[0]) if amounts and doc.lower[prep] in _ORDER else 0


def _amount(doc: Document, unit: int) -> int:
    """The days of "two weeks"; 0 where the words do not count."""
    words = [doc.lower[k] for k in dependents(doc, unit, "nummod", "det")]
    count = next((int(w) if w.isascii() and w.isdigit() else _COUNTS.get(w, 0) for w in words), 0)
    return count * _UNITS[doc.lemma[unit]]


def _shifted(when: When | None, days: int) -> When | None:
    """A day so many days later; None for what is no exact day."""
    if when is None or when.precision is not Precision.DAY or when.first is None:
        return None
    day = date.fromordinal(min(max(when.first.toordinal() + days, 1), date.max.toordinal()))
    return When.of_days(day, day, ground=Ground.RELATIVE)


def marks_of(doc: Document, v: int) -> set[str]:
    """The words that join a clause to another and say when: "as", "after", "later"."""
    return {doc.lower[k] for k in dependents(doc, v, "advmod", "mark")}


def _said(doc: Document, v: int) -> int:
    """What is said, for the verb that says it in brackets: "they took it, residents said, a day after"."""
    if doc.lemma[v] not in SAYING:
        return v
    if doc.dep[v] == "parataxis":
        return doc.head[v]
    return next((k for k in dependents(doc, v, "ccomp") if k < v), v)


def _elliptic(doc: Document, v: int) -> bool:
    """Whether a coordinated verb leans on the one before it: "were killed and 30 wounded"."""
    return is_verb(doc, v) and not dependents(doc, v, "aux", "auxpass") and doc.tag[v] == "VBN"


def _later(doc: Document, v: int) -> bool:
    """Whether a clause says that it is of another time than the one before it."""
    return bool({doc.lower[k] for k in dependents(doc, v, "advmod")} & NOT_THEN) or perfect(doc, v)


def perfect(doc: Document, v: int) -> bool:
    """Whether a verb stands in the perfect ("have killed", "had killed")."""
    return any(doc.lemma[k] == "have" for k in dependents(doc, v, "aux"))


def past(doc: Document, v: int) -> bool:
    """Whether a verb tells what is over."""
    return doc.tag[v] in {"VBD", "VBN"}


def _has_subject(doc: Document, v: int) -> bool:
    return bool(dependents(doc, v, "nsubj", "nsubjpass", "expl"))


def _onward(when: When, published: When | None) -> When | None:
    """From a date to the report's own; None when it lies later or is open already."""
    last = published.last if published else None
    if when.first is None or (last and when.first > last):
        return None
    return when.onward(last)
