"""Compile actor files, persons and lists into `actors.json` and `actor_keys/`, which open many times faster.

Run after every change of an actor's file::

    python -m sourcebook.knowledge.recipes.compile_actors
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.actor_checks import check_mutual, check_together
from sourcebook.knowledge.actor_entry import entries_of, look_alike
from sourcebook.knowledge.actor_files import read_folder
from sourcebook.knowledge.actor_index import KEYS, keys_of
from sourcebook.knowledge.folding import exact_key
from sourcebook.knowledge.recipes.listed_actors import joined
from sourcebook.knowledge.toml_files import Raw
from sourcebook.model.actor import ActorKind

KNOWLEDGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Compiled:
    """The texts of the compiled files.

    Attributes:
        actors: of `actors.json`, one actor a line, in the order of the ids.
        keys: of the files in `actor_keys/` by name, one key a line.
    """

    actors: str
    keys: Mapping[str, str]


def compiled(folder: Path = KNOWLEDGE) -> Compiled:
    """The compiled files of a folder.

    Args:
        folder: holds `actors/` and `persons.toml`.

    Raises:
        KnowledgeError: a file does not hold together, or a warning is not mutual.
    """
    found = read_folder(folder)
    raw = found.raw
    if not raw:
        raise KnowledgeError(f"{folder}: no actor found; expected actors/*.toml in it")
    raw = joined(warned_of_namesakes(raw), folder / "lists")
    entries = entries_of(raw)
    check_together(entries, found.files)
    check_mutual(entries, found.files)
    keys = keys_of(entries.values())
    tables = {f"{kind}.tsv": _rows(keys.rows(kind)) for kind in KEYS}
    return Compiled(
        _lines((i, _dumped(f)) for i, f in raw.items()),
        {"ids.txt": "".join(f"{i}\n" for i in keys.ids), **tables},
    )


def warned_of_namesakes(raw: Mapping[str, Raw]) -> dict[str, Raw]:
    """The same actors, those that share a name warning of each other whether or not a file says so; persons apart.

    Args:
        raw: fields of the hand-written actors by id.
    """
    bearers: dict[str, set[str]] = {}
    for entry in entries_of(raw).values():
        for name in entry.names if entry.kind is not ActorKind.PERSON else ():
            bearers.setdefault(exact_key(name.text), set()).add(entry.id)
    others: dict[str, set[str]] = {}
    for ids in bearers.values():
        for slug in ids if len(ids) > 1 else ():
            others.setdefault(slug, set()).update(ids - {slug})
    return {slug: _warned(fields, others.get(slug, set())) for slug, fields in raw.items()}


def _warned(fields: Raw, others: set[str]) -> Raw:
    told = list(fields.get("distinct_from", ()))
    known = {look_alike(one).other for one in told}
    return {**fields, "distinct_from": [*told, *sorted(others - known)]} if others - known else fields


def _rows(rows: Mapping[str, str]) -> str:
    return "".join(f"{key}\t{numbers}\n" for key, numbers in rows.items())


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _lines(members: Iterable[tuple[str, str]]) -> str:
    """A JSON object, one member a line, so that a change shows where it is."""
    return (
        "{\n"
        + ",\n".join(f"{json.dumps(key, ensure_ascii=False)}:{value}" for key, value in members)
        + "\n}\n"
    )


if __name__ == "__main__":
    made = compiled()
    (KNOWLEDGE / "actors.json").write_text(made.actors, encoding="utf-8")
    (KNOWLEDGE / "actor_keys").mkdir(exist_ok=True)
    for name, text in made.keys.items():
        (KNOWLEDGE / "actor_keys" / name).write_text(text, encoding="utf-8")
