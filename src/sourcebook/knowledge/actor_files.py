"""Reading a folder of actor files, one TOML file per actor, persons together: whole and checked, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.actor_checks import check_raw
from sourcebook.knowledge.actor_entry import ActorEntry, LookAlike, Raw
from sourcebook.knowledge.toml_files import Lines, read_toml


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds, each file checked by itself.

    Attributes:
        raw: fields by id, in the order of the ids.
        files: where each comes from.
    """

    raw: Mapping[str, Raw]
    files: Mapping[str, Lines]


def read_folder(folder: Path) -> Folder:
    """Every actor file and the persons of a folder, checked one by one.

    Args:
        folder: holds `actors/*.toml` and, if wanted, `persons.toml` with one table per person.

    Raises:
        KnowledgeError: a file or field does not hold together.
    """
    raw: dict[str, Raw] = {}
    files: dict[str, Lines] = {}
    for path in sorted((folder / "actors").glob("*.toml")):
        fields, where = read_toml(path), Lines(path)
        check_raw(where, path.stem, fields)
        raw[path.stem], files[path.stem] = fields, where
    for slug, fields, where in _persons(folder / "persons.toml"):
        if slug in raw:
            raise KnowledgeError(
                f"{where.path}, line {where.line('name')}: {slug!r} is also the name of a file in actors/; "
                "keep one of the two"
            )
        check_raw(where, slug, fields)
        raw[slug], files[slug] = fields, where
    return Folder(dict(sorted(raw.items())), files)


def _persons(path: Path) -> list[tuple[str, Raw, Lines]]:
    if not path.is_file():
        return []
    found = []
    for slug, fields in sorted(read_toml(path).items()):
        where = Lines(path, slug)
        if not isinstance(fields, dict):
            line = Lines(path).line(slug)
            raise KnowledgeError(
                f"{path}, line {line}: {slug!r} stands outside a table; begin each person with [his-or-her-id]"
            )
        found.append((slug, {"kind": "person"} | fields, where))
    return found


def made_mutual(entries: Mapping[str, ActorEntry]) -> dict[str, ActorEntry]:
    """The same entries, each warning given in both directions, with its reason.

    Args:
        entries: all actors that will stand side by side, by id.
    """
    warned: dict[str, dict[str, LookAlike]] = {}
    for entry in entries.values():
        for one in entry.look_alikes:
            warned.setdefault(one.other, {})[entry.id] = LookAlike(other=entry.id, why=one.why)
    return {slug: _warned(entry, warned.get(slug, {})) for slug, entry in entries.items()}


def _warned(entry: ActorEntry, by: Mapping[str, LookAlike]) -> ActorEntry:
    """The entry with the warnings that others give of it."""
    own = {one.other: one for one in entry.look_alikes}
    both = {
        other: own[other] if other in own and own[other].why else by.get(other, own.get(other))
        for other in sorted({*own, *by})
    }
    return replace(entry, look_alikes=tuple(one for one in both.values() if one is not None))
