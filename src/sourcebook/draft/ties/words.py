"""The words that tie entities: knowledge/lexicon/relations.toml, checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.lexicons import lexicon, words
from sourcebook.model.claim import Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where the two ends of a tie stand around a word.

    Attributes:
        predicate: what the word says of them.
        subject: slot of the subject ("agent", "self", "of/for" ...).
        object: slot of the object.
    """

    predicate: Predicate
    subject: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TieWords:
    """The word lists; see knowledge/lexicon/relations.toml for what each holds.

    Attributes:
        verbs: rules by lemma, or by lemma and particle or preposition ("break_away", "stand by").
        nouns: rules by lemma.
        idioms: rules by the lemmas of a verb and its object ("take order").
        adjectives: rules by word ("active in").
        compounds: rule by the second half of a hyphened adjective.
        prefixes: rule by the first half of a hyphened adjective ("anti").
        support: what is given, by word.
        sets: every other list, by "table.key".
        lemmas: every lemma with which a verb rule can begin.
        alert: every lemma at which a finder has to look.
    """

    verbs: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[Rule, ...]]
    idioms: Mapping[str, tuple[Rule, ...]]
    adjectives: Mapping[str, tuple[Rule, ...]]
    compounds: Mapping[str, Rule]
    prefixes: Mapping[str, Rule]
    support: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    lemmas: frozenset[str]
    alert: frozenset[str]


_SETS = ("hostile", "supporting", "lists", "offices", "naming", "distinct", "ground", "gifts", "unions")
_ALERT = (
    "hostile.verbs",
    "hostile.nouns",
    "hostile.against",
    "naming.verbs",
    "naming.labels",
    "naming.listing",
    "lists.verbs",
    "distinct.negated",
    "distinct.nothing",
    "distinct.plain",
    "ground.force",
    "ground.keep",
    "ground.take",
    "ground.across",
    "offices.nouns",
    "lists.parts",
    "lists.following",
    "ground.sway",
    "gifts.give",
    "unions.mergers",
    "unions.merge",
    "unions.unite",
    "gifts.receive",
    "gifts.rely",
)
_PARTS = 3


@cache
def tie_words(project: Path | None = None) -> TieWords:
    """The word lists, with a project's own. Read once per process.

    Args:
        project: the project's folder, whose lexicon/relations.toml adds words.

    Raises:
        KnowledgeError: a rule is no triple of a known predicate and two slots, or a list holds no words.
    """
    raw = lexicon("relations", project)
    verbs = {w: _rules(rows, f"relations.toml, verbs, {w!r}") for w, rows in raw["verbs"].items()}
    nouns = {w: _rules(rows, f"relations.toml, nouns, {w!r}") for w, rows in raw["nouns"].items()}
    idioms = {w: _rules(rows, f"relations.toml, idioms, {w!r}") for w, rows in raw["idioms"].items()}
    adjectives = {
        w: _rules(rows, f"relations.toml, adjectives, {w!r}") for w, rows in raw["adjectives"].items()
    }
    compounds = {w: _rule(r, f"relations.toml, compounds, {w!r}") for w, r in raw["compounds"].items()}
    prefixes = {w: _rule(r, f"relations.toml, prefixes, {w!r}") for w, r in raw["prefixes"].items()}
    sets = {
        f"{t}.{key}": words(value, where=f"relations.toml, {t}.{key},")
        for t in _SETS
        for key, value in raw[t].items()
    }
    lemmas = frozenset(w.replace("_", " ").split()[0] for w in verbs)
    spoken = (w.split()[0] for w in idioms)
    alert = lemmas.union(spoken, nouns, adjectives, compounds, prefixes, *(sets[key] for key in _ALERT))
    return TieWords(
        verbs=verbs,
        nouns=nouns,
        idioms=idioms,
        adjectives=adjectives,
        compounds=compounds,
        prefixes=prefixes,
        support=dict(raw["support"]),
        sets=sets,
        lemmas=lemmas,
        alert=alert | {"use", "other", "friendly"},
    )


def _rules(rows: Any, where: str) -> tuple[Rule, ...]:  # noqa: ANN401 - what a TOML file holds
    if not isinstance(rows, list):
        raise KnowledgeError(f"{where} holds {rows!r}; write an array of [predicate, subject, object]")
    return tuple(_rule(r, where) for r in rows)


def _rule(row: Any, where: str) -> Rule:  # noqa: ANN401 - what a TOML file holds
    if not isinstance(row, list) or len(row) != _PARTS or not all(isinstance(x, str) for x in row):
        raise KnowledgeError(f"{where} holds {row!r}; write [predicate, subject, object]")
    known = {p.value: p for p in Predicate}
    if row[0] not in known:
        raise KnowledgeError(f"{where}: {row[0]!r} is no predicate; write one of {', '.join(known)}")
    return Rule(predicate=known[row[0]], subject=row[1], object=row[2])
