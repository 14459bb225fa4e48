"""The words that attribute, and whom they name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sourcebook.knowledge.lexicons import lexicon, terms, words
from sourcebook.model.claim import Stance
from sourcebook.model.text import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionCues:
    """The words that attribute; see knowledge/lexicon/attribution.toml for what each table holds.

    `known` joins the verbs and nouns of all tables.
    """

    verbs: Mapping[str, Stance]
    quotative: frozenset[str]
    demanding: frozenset[str]
    desks: frozenset[str]
    wills: Mapping[str, Stance]
    nouns: Mapping[str, Stance]
    headers: Mapping[str, Stance]
    measures: Mapping[str, Stance]
    known: frozenset[str]

    def stance(self, lemma: str) -> Stance:
        """What a verb of speech, asking or promising does with its content."""
        return self.verbs.get(lemma) or self.wills.get(lemma) or Stance.STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to say it.

    Attributes:
        holder: first and last token of the words that name the speaker, both included; None when nobody is.
        cue: the token that attributes.
        stance: what the speaker does with it.
        outer: who in turn says that this one says so.
    """

    holder: tuple[int, int] | None
    cue: int
    stance: Stance
    outer: "Attribution | None" = None


@cache
def attribution_cues(project: Path | None = None) -> AttributionCues:
    """The word lists, with a project's own.

    Args:
        project: the project's folder, whose lexicon/attribution.toml adds words.

    Raises:
        KnowledgeError: a value is no stance.
    """
    raw = lexicon("attribution", project)
    tables = {
        t: terms(raw[t], Stance, where=f"attribution.toml, table {t!r}")
        for t in ("verbs", "wills", "nouns", "headers", "measures")
    }
    arrays = {
        a: words(raw[a], where=f"attribution.toml, {a!r},") for a in ("quotative", "demanding", "desks")
    }
    known = frozenset().union(tables["verbs"], tables["wills"], tables["nouns"], arrays["quotative"])
    parts: dict[str, Any] = {**tables, **arrays, "known": known}
    return AttributionCues(**parts)


def said(doc: Document, verb: int, stance: Stance) -> Attribution:
    """The speaker of a verb of speech.

    Args:
        doc: the parsed report.
        verb: index of the verb.
        stance: what it does with the content.
    """
    who = _sayer(doc, verb, 4)
    if who >= 0:
        return Attribution(holder=phrase(doc, who), cue=verb, stance=stance)
    passive = any(doc.dep[k] in {"auxpass", "nsubjpass"} for k in doc.children[verb])
    return Attribution(holder=None if passive else _left(doc, verb), cue=verb, stance=stance)


_STOPS = frozenset({"PUNCT", "SPACE", "VERB", "AUX", "SCONJ", "CCONJ"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})


def neighbour(doc: Document, verb: int) -> tuple[int, int] | None:
    """The words before a verb of speech, or behind it (", said a nurse"), however they are parsed.

    Args:
        doc: the parsed report.
        verb: index of the verb of speech.
    """
    if before := _left(doc, verb):
        return before
    first, last = verb + 1, verb
    while last + 1 < len(doc) and last - first < _LONGEST and doc.pos[last + 1] not in {*_STOPS, "ADP"}:
        last += 1
    return _trimmed(doc, first, last) if last >= first else None


def _left(doc: Document, verb: int) -> tuple[int, int] | None:
    start = doc.sentences[doc.sentence_of[verb]][0]
    last = verb - 1
    while last > start and doc.pos[last] in {"AUX", "ADV"}:
        last -= 1
    if (
        last > start and doc.words[last] == ","
    ):  # "X, an expert, said": the words before the first of the two commas
        last = (
            max((k for k in range(max(start, last - _ASIDE), last) if doc.words[k] == ","), default=last) - 1
        )
    elif who := [k for k in range(max(start + 1, last - _ASIDE), last) if doc.lower[k] == "who"]:
        last = who[-1] - 1  # "an official who asked not to be named said"
    first = last + 1
    while first > start and last - first < _LONGEST and not doc.quoted[first - 1]:
        if doc.pos[first - 1] in _STOPS:
            break
        first -= 1
    return _trimmed(doc, first, last) if first <= last else None


_ASIDE = 15  # words of an apposition or relative clause between a name and its verb
_LONGEST = 10  # words; a longer stretch is not a speaker's name


def _trimmed(doc: Document, first: int, last: int) -> tuple[int, int] | None:
    while first < last and doc.pos[first] == "DET":
        first += 1
    return (first, last) if any(doc.pos[k] in _NAMING for k in range(first, last + 1)) else None


def is_content(doc: Document, node: int, verb: int, cues: AttributionCues) -> bool:
    """Whether a clause is what a verb of speech tells, rather than a neighbour that the parser hung on it.

    Args:
        doc: the parsed report.
        node: head of the clause.
        verb: the verb of speech that governs it.
        cues: from `attribution_cues`.
    """
    kids = doc.children[verb]
    if (
        doc.dep[node] == "advcl"
    ):  # the speech stands before, its "unless ..." behind: "…, officials warned, unless"
        condition = any(doc.lower[k] in {"if", "unless", "should"} for k in doc.children[node])
        return condition and any(doc.dep[k] == "ccomp" and k < verb for k in kids)
    if node > verb:
        return True
    if doc.lemma[verb] not in cues.quotative or any(
        doc.dep[k] in {"ccomp", "xcomp"} and k > verb for k in kids
    ):
        return False
    return not any(doc.words[k] == ";" for k in kids if node < k < verb)


def _sayer(doc: Document, verb: int, depth: int) -> int:
    """Deep subject of a verb of speech; -1 when nobody is named."""
    passive = any(doc.dep[k] in {"auxpass", "nsubjpass"} for k in doc.children[verb])
    for c in doc.children[verb]:
        if passive and doc.dep[c] == "agent":
            return object_of(doc, c)
    sayers = [c for c in doc.children[verb] if doc.dep[c] == "nsubj" and doc.lower[c] not in _RELATIVE]
    if sayers and not passive:  # a dateline before the sentence is taken for a second subject
        return min(sayers, key=lambda c: abs(c - verb))
    if passive or depth == 0:
        return -1
    return _inherited(doc, verb, depth)


_RELATIVE = {"who", "which", "that", "whom"}


def _inherited(doc: Document, verb: int, depth: int) -> int:
    """Subject that a verb of speech takes over: "condemned it and said", "who say", "quoted X as saying"."""
    dep, head = doc.dep[verb], doc.head[verb]
    if dep == "relcl" or (dep == "acl" and doc.tag[verb] != "VBN"):
        return _sayer(doc, doc.head[head], depth - 1) if _not_by_noun(doc, verb, head) else head
    if dep == "pcomp" and doc.lower[head] == "as":
        quoter = doc.head[head]
        wanted = {"nsubjpass", "dobj"}
        return next((k for k in doc.children[quoter] if doc.dep[k] in wanted), -1)
    if dep in {"conj", "advcl", "xcomp", "ccomp"} and doc.pos[head] in {"VERB", "AUX"}:
        if any(doc.dep[k] == "nsubjpass" for k in doc.children[head]):
            return next(k for k in doc.children[head] if doc.dep[k] == "nsubjpass")
        return _sayer(doc, head, depth - 1)
    if dep == "pcomp" and doc.pos[doc.head[head]] == "VERB":
        return _sayer(doc, doc.head[head], depth - 1)
    return -1


def _not_by_noun(doc: Document, verb: int, noun: int) -> bool:
    """Whether the noun over a verb of speech is no speaker: reason to suspect, held a rally demanding."""
    if doc.head[noun] == noun or doc.dep[verb] != "acl":
        return False
    return is_infinitive(doc, verb) or (doc.dep[noun] == "dobj" and doc.tag[verb] == "VBG")


def is_infinitive(doc: Document, node: int) -> bool:
    """Whether a verb stands with "to"."""
    return any(doc.dep[k] == "aux" and doc.lower[k] == "to" for k in doc.children[node])


def object_of(doc: Document, prep: int) -> int:
    """The noun after a preposition; -1 when there is none."""
    return next((k for k in doc.children[prep] if doc.dep[k] == "pobj"), -1)


def according(doc: Document, c: int, cues: AttributionCues) -> Attribution | None:
    """The speaker of "according to X", "by the count of X", "in the words of X".

    Args:
        doc: the parsed report.
        c: index of the phrase's first word.
        cues: from `attribution_cues`.
    """
    word = doc.lower[c]
    if word == "according":
        to = next((k for k in doc.children[c] if doc.lower[k] == "to"), c)
        o = object_of(doc, to)
    elif word in {"by", "in", "per"}:
        o = object_of(doc, c)
        if o < 0 or doc.lemma[o] not in cues.measures:
            return None
    else:
        return None
    if o < 0:
        return None
    if doc.lemma[o] in cues.measures:
        inner = [k for k in doc.children[o] if doc.dep[k] == "poss"]
        inner += [x for k in doc.children[o] if doc.lower[k] == "of" and (x := object_of(doc, k)) >= 0]
        if not inner and word != "according":
            return None
        o = inner[0] if inner else o
    return Attribution(holder=phrase(doc, o), cue=c, stance=Stance.STATES)


_TITLES = frozenset(
    {"chief", "commander", "director", "leader", "minister", "officer", "official", "president", "secretary"}
    | {
        "general",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "analyst",
        "ambassador",
        "governor",
        "mayor",
        "head",
    }
)
_BEFORE = {"compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod"}
_AFTER = {"of", "for", "in", "at", "from", "with"}


def phrase(doc: Document, head: int) -> tuple[int, int]:
    """First and last token of the words that name somebody, without article, apposition and relative clause.

    Args:
        doc: the parsed report.
        head: index of the noun; a common noun with a name in apposition ("its spokesman, X") gives the name.
    """
    if doc.pos[head] == "NOUN" or doc.lemma[head] in _TITLES:
        for c in doc.children[head]:
            if doc.dep[c] == "appos" and doc.pos[c] == "PROPN":
                return phrase(doc, c)
    first = last = head
    for c in doc.children[head]:
        if doc.dep[c] in _BEFORE and c < head:
            first = min(first, doc.edges[c][0])
        elif (
            doc.dep[c] == "prep"
            and doc.lower[c] in _AFTER
            and c == last + 1
            and (o := object_of(doc, c)) >= 0
        ):
            last = phrase(doc, o)[1]
    while first < head and doc.pos[first] in {"DET", "PUNCT", "SPACE"}:
        first += 1
    return first, last
