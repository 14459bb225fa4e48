"""Compile `actors/*.toml` and `persons.toml` into `actors.json`, which loads many times faster.

Run after every change of an actor's file::

    python -m sourcebook.knowledge.recipes.compile_actors
"""

import json
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.actor_checks import check_mutual, check_together
from sourcebook.knowledge.actor_entry import entries_of
from sourcebook.knowledge.actor_files import read_folder

KNOWLEDGE = Path(__file__).resolve().parent.parent


def compiled(folder: Path = KNOWLEDGE) -> str:
    """The text of `actors.json`: one actor a line, in the order of the ids.

    Args:
        folder: holds `actors/` and `persons.toml`.

    Raises:
        KnowledgeError: a file does not hold together, or a warning is not mutual.
    """
    found = read_folder(folder)
    raw = found.raw
    if not raw:
        raise KnowledgeError(f"{folder}: no actor found; expected actors/*.toml in it")
    entries = entries_of(raw)
    check_together(entries, found.files)
    check_mutual(entries, found.files)
    lines = (f"{json.dumps(i)}: {json.dumps(f, ensure_ascii=False, sort_keys=True)}" for i, f in raw.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    (KNOWLEDGE / "actors.json").write_text(compiled(), encoding="utf-8")
