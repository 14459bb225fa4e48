"""The words that say how surely something is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sourcebook.knowledge.lexicons import lexicon, terms, words
from sourcebook.model.claim import Modality

_TABLES = ("auxiliaries", "adverbs", "modifiers", "marks", "governors", "objects", "prepositions")
_ARRAYS: tuple[str, ...] = ("light", "occur", "fulfilled", "means", "reported", "frequency", "nobody")
_ARRAYS += ("parts", "through", "infinitive", "ending", "looking_back")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityCues:
    """The words that say how surely; see knowledge/lexicon/modality.toml for what each list holds."""

    auxiliaries: Mapping[str, Modality]
    adverbs: Mapping[str, Modality]
    modifiers: Mapping[str, Modality]
    marks: Mapping[str, Modality]
    governors: Mapping[str, Modality]
    objects: Mapping[str, Modality]
    prepositions: Mapping[str, Modality]
    light: frozenset[str]
    occur: frozenset[str]
    fulfilled: frozenset[str]
    means: frozenset[str]
    reported: frozenset[str]
    frequency: frozenset[str]
    nobody: frozenset[str]
    parts: frozenset[str]
    through: frozenset[str]
    infinitive: frozenset[str]
    ending: frozenset[str]
    looking_back: frozenset[str]


@cache
def modality_cues(project: Path | None = None) -> ModalityCues:
    """The word lists, with a project's own.

    Args:
        project: the project's folder, whose lexicon/modality.toml adds words.

    Raises:
        KnowledgeError: a value is no modality, or an entry no word in lower case.
    """
    raw = lexicon("modality", project)
    tables = {t: terms(raw[t], Modality, where=f"modality.toml, table {t!r}") for t in _TABLES}
    arrays = {a: words(raw[a], where=f"modality.toml, {a!r},") for a in _ARRAYS}
    parts: dict[str, Any] = {**tables, **arrays}
    return ModalityCues(**parts)
