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
from sourcebook.knowledge.actor_entry import entries_of
from sourcebook.knowledge.actor_files import read_folder
from sourcebook.knowledge.actor_index import KEYS, keys_of
from sourcebook.knowledge.recipes.listed_actors import joined

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
    raw = joined(raw, folder / "lists")
    entries = entries_of(raw)
    check_together(entries, found.files)
    check_mutual(entries, found.files)
    keys = keys_of(entries.values())
    tables = {f"{kind}.tsv": _rows(keys.rows(kind)) for kind in KEYS}
    return Compiled(
        _lines((i, _dumped(f)) for i, f in raw.items()),
        {"ids.txt": "".join(f"{i}\n" for i in keys.ids), **tables},
    )


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
