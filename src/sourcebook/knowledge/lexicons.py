"""Word lists as files: one TOML per subject, checked when read, extended by a project's own folder.

A list holds tables and arrays at its top level. A project may carry `lexicon/NAME.toml` beside its book: its
entries are added to ours, and where both have one, the project's stands.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from sourcebook.errors import KnowledgeError

Term = TypeVar("Term", bound=StrEnum)


@cache
def lexicon(name: str, project: Path | None = None) -> Mapping[str, Any]:
    """A word list, with what the project adds to it. Read once per process.

    Args:
        name: file name without ending ("modality").
        project: the project's folder; its `lexicon/NAME.toml` is read when there is one.

    Raises:
        KnowledgeError: there is no such list, or one of the two files does not hold together.
    """
    source = files("sourcebook").joinpath("knowledge", "lexicon", f"{name}.toml")
    if not source.is_file():
        raise KnowledgeError(f"there is no word list {name!r}; look into knowledge/lexicon for the names")
    ours = _read(source.read_text(encoding="utf-8"), f"{name}.toml")
    own = project / "lexicon" / f"{name}.toml" if project else None
    if own and own.is_file():
        ours = _merged(ours, _read(own.read_text(encoding="utf-8"), str(own)), str(own))
    return MappingProxyType(ours)


def words(table: object, *, where: str) -> frozenset[str]:
    """An array of words as a set.

    Args:
        table: what the file holds there.
        where: file and key, for the message.

    Raises:
        KnowledgeError: it is not an array of strings in lower case.
    """
    if not isinstance(table, list):
        raise KnowledgeError(f"{where} holds {table!r}; write an array of words in lower case")
    for word in table:
        if not isinstance(word, str) or not word or word != word.lower():
            raise KnowledgeError(f"{where} holds {word!r}; write each word as a string in lower case")
    return frozenset(table)


def terms(table: Mapping[str, object], kind: type[Term], *, where: str) -> Mapping[str, Term]:
    """A table from words to the terms of a closed list.

    Args:
        table: what the file holds there.
        kind: the closed list.
        where: file and table, for the message.

    Raises:
        KnowledgeError: a value is none of the list's terms.
    """
    known = {k.value: k for k in kind}
    for word, value in table.items():
        if value not in known:
            raise KnowledgeError(
                f"{where}: {word!r} is {value!r}, which is no {kind.__name__.lower()}; "
                f"write one of {', '.join(known)}"
            )
    return {word: known[str(value)] for word, value in table.items()}


def _read(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise KnowledgeError(f"{where} is not TOML: {why}; mend the line it names") from why


def _merged(ours: dict[str, Any], own: dict[str, Any], where: str) -> dict[str, Any]:
    both = dict(ours)
    for key, value in own.items():
        if key not in ours:
            raise KnowledgeError(
                f"{where} has a table {key!r} that the list does not know; known: {', '.join(ours)}"
            )
        if type(value) is not type(ours[key]):
            kinds = type(ours[key]).__name__, type(value).__name__
            raise KnowledgeError(f"{where}, {key!r}: should be a {kinds[0]} and is a {kinds[1]}")
        if isinstance(value, dict):
            both[key] = {**ours[key], **value}
        elif isinstance(value, list):
            both[key] = [*ours[key], *value]
        else:
            both[key] = value
    return both
