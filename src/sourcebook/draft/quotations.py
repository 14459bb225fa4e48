"""Whose words stand on the page? Quotations and statements, each with the speaker who is named beside them.

A quotation belongs to the verb of speech behind it ("…," he said), or before it ("He said: …"), else to the
speaker of the quotation before it. Words after "X said:" belong to X until another speaker or a heading, as
government press releases have it.
"""

import weakref
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sourcebook.draft.attribution import (
    Attribution,
    AttributionCues,
    according,
    neighbour,
    object_of,
    phrase,
    said,
)
from sourcebook.model.claim import Stance
from sourcebook.model.text import Document

_SHORT = 3  # tokens; shorter quotations are words held at arm's length, not speech
_TAIL = 14  # tokens between a quotation and its verb of speech
_NEAR = 8  # tokens between a verb of speech and its colon
_HEADING = 6  # words; a line as short as this without a full stop is a heading and ends a statement
_HEADER = 14  # tokens; a first sentence this short may say whose statement the report is
_TOLD = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_TELLING = _TOLD | {"VBG"}
# a name was cut in two after one of these: "…, Navy Capt. X said"
_ABBREVIATED = frozenset(
    {"adm", "brig", "capt", "cmdr", "col", "cpl", "dr", "gen", "gov", "lt"}
    | {"maj", "mr", "mrs", "ms", "prof", "rep", "rev", "sen", "sgt"}
)
_PAUSE = frozenset({",", "”", '"', "’", "''"})
_MARKS = frozenset("\"“”«»„'’")


@dataclass(frozen=True, slots=True)
class Passages:
    """Half-open token ranges with their speakers, in order and without overlap."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    speakers: tuple[Attribution, ...]
    tails: Mapping[int, tuple[int, Attribution]]
    sentence_of: tuple[int, ...]

    def over(self, token: int, *, loose: bool = False) -> Attribution | None:
        """The speaker of the passage that a token stands in.

        Args:
            token: index of the token.
            loose: whether a ", he said" at the end of the sentence counts where the parse does not say so.
        """
        at = bisect_right(self.starts, token) - 1
        if at >= 0 and token < self.ends[at]:
            return self.speakers[at]
        tail = self.tails.get(self.sentence_of[token]) if loose else None
        return tail[1] if tail and token < tail[0] else None


_last: list[tuple["weakref.ref[Document]", AttributionCues, Passages]] = []


def passages(doc: Document, cues: AttributionCues) -> Passages:
    """Quotations and statements of a report; kept for the report asked about last.

    Args:
        doc: the parsed report.
        cues: from `attribution_cues`.
    """
    for ref, with_cues, kept in _last[:1]:
        if ref() is doc and with_cues is cues:
            return kept
    found = _passages(doc, cues)
    _last[:] = [(weakref.ref(doc), cues, found)]
    return found


def _passages(doc: Document, cues: AttributionCues) -> Passages:
    tails = _tails(doc, cues)
    quoted = list(_quotations(doc, cues, tails)) if any(doc.quoted) else []
    stated = _statements(doc, cues)
    rows: list[tuple[int, int, Attribution]] = []
    for a, b, who in stated:
        at = a
        for c, d, _ in quoted:
            if at <= c < b:
                if at < c:
                    rows.append((at, c, who))
                at = d
        if at < b:
            rows.append((at, b, who))
    rows = sorted(rows + quoted, key=lambda r: r[0])
    return Passages(
        starts=tuple(r[0] for r in rows),
        ends=tuple(r[1] for r in rows),
        speakers=tuple(r[2] for r in rows),
        tails=tails,
        sentence_of=doc.sentence_of,
    )


def _tails(doc: Document, cues: AttributionCues) -> dict[int, tuple[int, Attribution]]:
    """Sentences that end in ", X said": where the tail begins, and the speaker."""
    found: dict[int, tuple[int, Attribution]] = {}
    for i, lemma in enumerate(doc.lemma):
        if doc.lower[i] == "according":
            _framed(doc, i, cues, found)
        if lemma not in cues.quotative or doc.tag[i] not in _TOLD or doc.quoted[i]:
            continue
        first, after = doc.sentences[doc.sentence_of[i]]
        if after - i > _TAIL or any(
            doc.dep[k] in {"ccomp", "xcomp", "dobj"} and k > i for k in doc.children[i]
        ):
            continue
        holder = neighbour(doc, i)
        if holder is None:
            continue
        begin = min(i, holder[0])
        while begin > first and doc.pos[begin - 1] == "DET":
            begin -= 1
        if begin == first > 1 and doc.lower[first - 2] in _ABBREVIATED and doc.words[first - 1] == ".":
            found[doc.sentence_of[i] - 1] = (
                first,
                Attribution(holder=holder, cue=i, stance=cues.stance(lemma)),
            )
        if begin == first or (begin > first + 2 and doc.words[begin - 1] in _PAUSE):
            found[doc.sentence_of[i]] = (begin, Attribution(holder=holder, cue=i, stance=cues.stance(lemma)))
    return found


def _framed(doc: Document, i: int, cues: AttributionCues, found: dict[int, tuple[int, Attribution]]) -> None:
    """Adds a sentence that begins or ends with "according to X"."""
    n = doc.sentence_of[i]
    first, after = doc.sentences[n]
    if i > first and doc.words[i - 1] != ",":
        return
    who = according(doc, i, cues)
    if who and who.holder and (i == first or after - who.holder[1] <= _NEAR):
        found[n] = (after if i == first else i, who)


def _runs(doc: Document) -> Iterator[tuple[int, int]]:
    """Stretches of quoted tokens; a paragraph that opens with a mark goes on with the quotation before it."""
    first = -1
    for i, inside in enumerate(doc.quoted):
        if inside and first < 0:
            first = i
        elif not inside and first >= 0:
            yield first, i
            first = -1
    if first >= 0:
        yield first, len(doc)


def _quotations(
    doc: Document, cues: AttributionCues, tails: Mapping[int, tuple[int, Attribution]]
) -> Iterator[tuple[int, int, Attribution]]:
    before: tuple[int, Attribution] | None = None
    for a, b in _runs(doc):
        if b - a < _SHORT:
            continue
        who = _behind(doc, b, cues) or _in_front(doc, a, cues)
        if who is None:
            who = _alone_behind(doc, b, tails) or _just_before(doc, a, tails, cues)
        if who is None and before and _joined(doc, before[0], a):
            who = before[1]
        if who:
            yield a, b, who
        before = (b, who) if who else None


def _alone_behind(doc: Document, b: int, tails: Mapping[int, tuple[int, Attribution]]) -> Attribution | None:
    """The speaker of a bare "X said." behind a quotation that ends with a full stop."""
    if b >= len(doc):
        return None
    n = doc.sentence_of[b] + 1
    tail = tails.get(n)
    return tail[1] if tail and tail[0] == doc.sentences[n][0] else None


def _just_before(
    doc: Document, a: int, tails: Mapping[int, tuple[int, Attribution]], cues: AttributionCues
) -> Attribution | None:
    """The speaker of the sentence before a quotation that stands alone: "It was late, X said."."""
    opening = doc.sentence_of[max(a - 1, 0)]
    if doc.sentences[opening][0] < a - 1 or opening == 0:
        return None
    if tail := tails.get(opening - 1):
        return tail[1]
    first, after = doc.sentences[opening - 1]
    for i in range(first, after):
        if doc.dep[i] == "ROOT" and doc.lemma[i] in cues.quotative and not doc.quoted[i]:
            who = said(doc, i, cues.stance(doc.lemma[i]))
            return who if who.holder else None
    return None


def _joined(doc: Document, end: int, start: int) -> bool:
    """Whether one quotation goes on with the next: at most its "he said" and the sentence's end between."""
    return doc.sentence_of[start] - doc.sentence_of[min(end, len(doc) - 1)] <= 1 or all(
        w in _MARKS or w.isspace() for w in doc.words[end:start]
    )


def _behind(doc: Document, b: int, cues: AttributionCues) -> Attribution | None:
    """The verb of speech behind a quotation, in the sentence where it ends."""
    if b >= len(doc):
        return None
    after = doc.sentences[doc.sentence_of[b]][1]
    return _speech(doc, range(b, min(after, b + _TAIL)), cues)


def _in_front(doc: Document, a: int, cues: AttributionCues) -> Attribution | None:
    """The verb of speech before a quotation: in its sentence, or in the one that ends with a colon."""
    first = doc.sentences[doc.sentence_of[max(a - 1, 0)]][0]
    if a - 2 > first and doc.words[a - 2] == ":":
        return _introduced(doc, a - 2, cues)
    who = _speech(doc, range(a - 1, max(first, a - 1 - _TAIL) - 1, -1), cues)
    if who or first == 0:
        return who
    back = first - 1
    while back > 0 and doc.words[back].isspace():
        back -= 1
    return _introduced(doc, back, cues) if doc.words[back] == ":" else None


def _speech(doc: Document, where: range, cues: AttributionCues) -> Attribution | None:
    for i in where:
        if doc.quoted[i]:
            return None
        if doc.lemma[i] in cues.quotative and doc.tag[i] in _TELLING and doc.dep[i] not in {"relcl", "pcomp"}:
            who = said(doc, i, cues.stance(doc.lemma[i]))
            if who.holder and doc.quoted[who.holder[0]]:
                who = Attribution(holder=neighbour(doc, i), cue=i, stance=who.stance)
            if who.holder:
                return who
    return None


def _introduced(doc: Document, colon: int, cues: AttributionCues) -> Attribution | None:
    """Who is introduced before a colon: "X said:", "X gave the following statement:"."""
    first = doc.sentences[doc.sentence_of[colon]][0]
    who = _speech(doc, range(colon - 1, max(first, colon - _NEAR) - 1, -1), cues)
    if who:
        return who
    for i in range(first, colon):
        if doc.lemma[i] in cues.headers and doc.pos[i] in {"NOUN", "PROPN"} and not doc.quoted[i]:
            return _header(doc, i, first, colon) or _label(doc, first, colon)
    return None


def _label(doc: Document, first: int, colon: int) -> Attribution | None:
    """A speaker's name and title before a colon, as in a transcript: "SECRETARY X:"."""
    last = next((k - 1 for k in range(first, colon) if doc.words[k] == "("), colon - 1)
    told = any(doc.tag[k] in {"VBD", "VBZ", "VBP", "MD"} for k in range(first, colon))
    if told or last - first > _NEAR or not any(doc.pos[k] == "PROPN" for k in range(first, last + 1)):
        return None
    return Attribution(holder=(first, last), cue=colon, stance=Stance.STATES)


def _header(doc: Document, noun: int, first: int, before: int) -> Attribution | None:
    """Whose a statement is: its verb's subject, "of X", or the name before it."""
    top = noun
    while doc.head[top] != top and doc.sentence_of[doc.head[top]] == doc.sentence_of[noun]:
        top = doc.head[top]
    if doc.pos[top] == "VERB" and top < before:
        who = said(doc, top, Stance.STATES)
        return Attribution(holder=who.holder, cue=noun, stance=Stance.STATES) if who.holder else None
    for k in doc.children[noun]:
        if doc.lower[k] in {"of", "by", "from"} and (o := object_of(doc, k)) >= 0:
            person = doc.lemma[noun].startswith("spokes")
            return Attribution(holder=phrase(doc, noun if person else o), cue=noun, stance=Stance.STATES)
    last = noun - 1
    while last > first and (
        doc.lower[last] in {"news", "press", "media"} or doc.pos[last] in {"PUNCT", "ADP"}
    ):
        last -= 1
    named = first <= last < noun and any(doc.pos[k] == "PROPN" for k in range(first, last + 1))
    named = named and doc.lower[last] not in {"news", "press", "media"}
    return Attribution(holder=(first, last), cue=noun, stance=Stance.STATES) if named else None


def _statements(doc: Document, cues: AttributionCues) -> list[tuple[int, int, Attribution]]:
    """Unquoted words that follow "X said:" or a heading such as "Statement of X."."""
    found: list[tuple[int, int, Attribution]] = []
    for n, (first, after) in enumerate(doc.sentences):
        colon = -1
        if ":" in doc.words[first:after]:
            colon = next((k for k in range(first, after) if doc.words[k] == ":" and not doc.quoted[k]), -1)
        who = _introduced(doc, colon, cues) if colon > first else None
        begin = colon + 1
        if who is None and (n == 0 or doc.lower[first:after].count("following")):
            who, begin = _opening(doc, first, after, cues), after
        if who and begin < len(doc) and not _opens_quote(doc, begin):
            if found:
                found[-1] = (found[-1][0], min(found[-1][1], first), found[-1][2])
            found.append((begin, _statement_end(doc, n), who))
    return [f for f in found if f[0] < f[1]]


def _opening(doc: Document, first: int, after: int, cues: AttributionCues) -> Attribution | None:
    if after - first > _HEADER:
        return None
    verbs = [i for i in range(first, after) if doc.tag[i] in {"VBD", "VBZ", "VBP"}]
    if any(doc.lemma[i] in cues.verbs and "following" in doc.lower[i:after] for i in verbs):
        return _speech(doc, range(first, after), cues)
    noun = next(
        (i for i in range(first, after) if doc.lemma[i] in cues.headers or doc.lemma[i] in cues.desks), -1
    )
    if noun < 0 or verbs or any(doc.pos[k] == "ADP" and doc.lower[k] != "of" for k in range(first, after)):
        return None
    if who := _header(doc, noun, first, after):
        return who
    comma = next((k for k in range(first, after) if doc.words[k] in {",", "."}), after)
    same_line = after < len(doc) and "\n" not in doc.text[doc.end[after - 1] : doc.start[after]]
    named = same_line and any(doc.pos[k] == "PROPN" for k in range(first, after))
    return (
        Attribution(holder=(first, comma - 1), cue=noun, stance=Stance.STATES)
        if named and comma > first
        else None
    )


def _opens_quote(doc: Document, i: int) -> bool:
    while i < len(doc) and doc.words[i].isspace():
        i += 1
    return i < len(doc) and (doc.words[i] in _MARKS or doc.quoted[i])


def _statement_end(doc: Document, n: int) -> int:
    """Where an unquoted statement ends: at a heading, or with the report."""
    for first, after in doc.sentences[n + 1 :]:
        newline = "\n" in doc.text[doc.end[first - 1] : doc.start[first]]
        closed = doc.words[after - 1][-1] in ".!?\"”'’:;,"
        if newline and after - first <= _HEADING and not closed:
            return first
    return len(doc)
