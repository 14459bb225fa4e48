"""Reading a folder of actor files, one TOML file per actor, persons together: whole and checked, or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.actor_checks import check_raw, check_together
from sourcebook.knowledge.actor_entry import ActorEntry, LookAlike, entries_of
from sourcebook.knowledge.toml_files import Lines, Raw, read_toml


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


def problems(folder: Path, known: Mapping[str, ActorEntry]) -> list[str]:
    """What keeps a project's folder from being used, as far as it can be told at once.

    Every file is checked by itself; only when all hold together are they checked side by side, and then one by one.

    Args:
        folder: the project's folder.
        known: the shipped actors.

    Returns:
        One line for each problem, with file, line and remedy; empty when there is none.
    """
    alone = [told for path in _files(folder) if (told := _problem(partial(_read_file, path)))]
    if alone:
        return alone
    told = _problem(lambda: read_folder(folder))
    if told:
        return [told]
    found = read_folder(folder)
    own = entries_of(found.raw)
    check = partial(check_together, {**known, **own}, found.files)
    return [told for slug in own if (told := _problem(partial(check, own=[slug])))]


def _problem(check: Callable[[], object]) -> str | None:
    try:
        check()
    except KnowledgeError as why:
        return str(why)
    return None


def _files(folder: Path) -> list[Path]:
    persons = folder / "persons.toml"
    return [*sorted((folder / "actors").glob("*.toml")), *([persons] if persons.is_file() else [])]


def _read_file(path: Path) -> None:
    """Check one file by itself."""
    if path.name == "persons.toml" and path.parent.name != "actors":
        for slug, fields, where in _persons(path):
            check_raw(where, slug, fields)
    else:
        check_raw(Lines(path), path.stem, read_toml(path))


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
