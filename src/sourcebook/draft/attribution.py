"""The words that attribute, and whom they name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.lexicons import lexicon, words
from sourcebook.model.claim import Stance
from sourcebook.model.text import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionCues:
    """The words that attribute; see knowledge/lexicon/attribution.toml for what each table holds."""

    verbs: Mapping[str, Stance]
    quotative: frozenset[str]
    wills: Mapping[str, Stance]
    nouns: Mapping[str, Stance]
    headers: Mapping[str, Stance]
    measures: Mapping[str, Stance]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to say it.

    Attributes:
        holder: first and last token of the words that name the speaker, both included; None when nobody is named.
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
    return AttributionCues(
        quotative=words(raw["quotative"], where="attribution.toml, 'quotative',"),
        **{t: _stances(raw[t], t) for t in ("verbs", "wills", "nouns", "headers", "measures")},
    )


def _stances(table: Mapping[str, object], name: str) -> Mapping[str, Stance]:
    known = {m.value: m for m in Stance}
    for word, value in table.items():
        if value not in known:
            raise KnowledgeError(
                f"attribution.toml, table {name!r}: {word!r} is {value!r}, which is no stance; "
                f"write one of {', '.join(known)}"
            )
    return {word: known[str(value)] for word, value in table.items()}


def said(doc: Document, verb: int, stance: Stance) -> Attribution:
    """The speaker of a verb of speech.

    Args:
        doc: the parsed report.
        verb: index of the verb.
        stance: what it does with the content.
    """
    who = _sayer(doc, verb, 4)
    return Attribution(holder=phrase(doc, who) if who >= 0 else None, cue=verb, stance=stance)


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
        if not passive and doc.dep[c] == "nsubj" and doc.lower[c] not in {"it", "there"} | _RELATIVE:
            return c
        if not passive and doc.dep[c] == "nsubj" and doc.lower[c] == "it":
            return c
    if passive or depth == 0:
        return -1
    return _inherited(doc, verb, depth)


_RELATIVE = {"who", "which", "that", "whom"}


def _inherited(doc: Document, verb: int, depth: int) -> int:
    """Subject that a verb of speech takes over: "condemned it and said", "who say", "quoted X as saying"."""
    dep, head = doc.dep[verb], doc.head[verb]
    if dep in {"relcl", "acl"}:
        return head
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


def object_of(doc: Document, prep: int) -> int:
    """The noun after a preposition; -1 when there is none."""
    return next((k for k in doc.children[prep] if doc.dep[k] == "pobj"), -1)


_BEFORE = {"compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod"}
_AFTER = {"of", "for", "in", "at", "from", "with"}


def phrase(doc: Document, head: int) -> tuple[int, int]:
    """First and last token of the words that name somebody, without article, apposition and relative clause.

    Args:
        doc: the parsed report.
        head: index of the noun; a common noun with a name in apposition ("its spokesman, X") gives the name.
    """
    if doc.pos[head] == "NOUN":
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
