"""Reading and checking the files behind `sourcebook.knowledge.actors`, one TOML file per actor."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.folding import exact_key, fold_name
from sourcebook.model.actor import ActorKind, Alias, AliasType

SUBKINDS: Mapping[ActorKind, frozenset[str]] = MappingProxyType(
    {
        ActorKind(kind): frozenset(subkinds.split())
        for kind, subkinds in {
            "state": "independent partially_recognised former",
            "state_body": "government military police intelligence judiciary legislature paramilitary",
            "armed_group": "rebel political_militia communal_militia criminal unspecified",
            "coalition": "umbrella operation_room multinational_force alliance",
            "front_name": "",
            "party": "ruling opposition movement",
            "intl_org": "universal regional court peacekeeping",
            "civil_org": "ngo think_tank religious union education health",
            "media": "outlet agency social_channel armed_group_media",
            "business": "company state_owned multinational",
            "person": "",
            "population": "ethnic religious tribal national displaced occupational civilians",
            "unidentified": "gunmen security_forces other",
            "office": "",
            "conflict": "war campaign operation dispute",
            "other": "",
        }.items()
    }
)
"""The finer kinds that each kind may have."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELDS = frozenset(
    {"name", "kind", "subkind", "state", "strong", "names", "distinct_from", "description", "sources"}
)
_NAME_FIELDS = frozenset({"text", "type", "lang", "strong", "from", "to"})

Raw = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """What the knowledge files say about one actor.

    Attributes:
        id: slug of its file.
        name: commonest full name.
        kind: what it is.
        subkind: finer, from `SUBKINDS`.
        state: ISO 3166-1 alpha-2 code of the state that it belongs to or mainly acts from.
        names: every name, the commonest first.
        distinct_from: ids of its look-alikes; always mutual.
        description: one line.
        sources: addresses of public pages about it.
    """

    id: str
    name: str
    kind: ActorKind
    subkind: str | None = None
    state: str | None = None
    names: tuple[Alias, ...] = ()
    distinct_from: tuple[str, ...] = ()
    description: str = ""
    sources: tuple[str, ...] = ()


def _names(raw: Raw) -> Iterable[Alias]:
    """The names of an entry that has been checked."""
    yield Alias(text=raw["name"], type=AliasType.CANONICAL, strong=raw.get("strong", True))
    for n in raw.get("names", ()):
        yield Alias(
            text=n["text"],
            type=AliasType(n.get("type", "alias")),
            lang=n.get("lang"),
            strong=n.get("strong", True),
            since=date.fromisoformat(n["from"]) if "from" in n else None,
            until=date.fromisoformat(n["to"]) if "to" in n else None,
        )


def _entry(slug: str, raw: Raw) -> ActorEntry:
    """An entry from fields that have been checked."""
    return ActorEntry(
        id=slug,
        name=raw["name"],
        kind=ActorKind(raw["kind"]),
        subkind=raw.get("subkind"),
        state=raw.get("state"),
        names=tuple(_names(raw)),
        distinct_from=tuple(raw.get("distinct_from", ())),
        description=raw.get("description", ""),
        sources=tuple(raw.get("sources", ())),
    )


def entries_of(raw: Mapping[str, Raw]) -> dict[str, ActorEntry]:
    """Entries from fields that have been checked.

    Args:
        raw: fields by id, as `read_folder` gives them.
    """
    return {slug: _entry(slug, fields) for slug, fields in raw.items()}


def refuse(where: str, field: str, problem: str) -> KnowledgeError:
    """The error for one field of one file.

    Args:
        where: the file.
        field: its field.
        problem: what is wrong and what to write instead.
    """
    return KnowledgeError(f"{where}, field {field!r}: {problem}")


def _check_choice(where: str, field: str, value: object, allowed: Iterable[str]) -> None:
    """Refuse a value outside a list."""
    choices = sorted(allowed)
    if value not in choices:
        listed = ", ".join(choices) if choices else "nothing; leave it out"
        raise refuse(where, field, f"{value!r} is not known here; write one of: {listed}")


def _check_text(where: str, field: str, value: object) -> None:
    """Refuse what is not a line of text."""
    if not isinstance(value, str) or not fold_name(value):
        raise refuse(
            where, field, f"{value!r} holds no Latin letters; write a name or sentence in quotation marks"
        )


def _check_texts(where: str, field: str, value: object) -> None:
    """Refuse what is not a list of lines."""
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise refuse(where, field, f'{value!r} is not a list of texts; write ["one", "two"]')


def _check_unknown(where: str, raw: Raw, known: frozenset[str]) -> None:
    """Refuse a misspelt field."""
    for field in raw:
        if field not in known:
            raise refuse(where, field, f"no such field; the fields are {', '.join(sorted(known))}")


def _check_day(where: str, field: str, value: object) -> None:
    """Refuse what is not a calendar day."""
    if not isinstance(value, str):
        raise refuse(where, field, f'{value!r} is not text; write the day in quotation marks, "2024-12-08"')
    try:
        date.fromisoformat(value)
    except ValueError as problem:
        raise refuse(where, field, f'{value!r} is not a day; write it as "2024-12-08"') from problem


def _check_name(where: str, raw: object) -> None:
    """Refuse a further name that does not hold together."""
    if not isinstance(raw, dict):
        raise refuse(where, "names", f'{raw!r} is not a table; write {{text = "…", type = "acronym"}}')
    _check_unknown(where, raw, _NAME_FIELDS)
    _check_text(where, "names.text", raw.get("text"))
    _check_choice(where, "names.type", raw.get("type", "alias"), [t.value for t in AliasType])
    if not isinstance(raw.get("strong", True), bool):
        raise refuse(where, "names.strong", f"{raw['strong']!r} is neither true nor false")
    for field in ("from", "to"):
        if field in raw:
            _check_day(where, f"names.{field}", raw[field])


def check_raw(where: str, slug: str, raw: Raw) -> None:
    """Check the fields of one entry.

    Args:
        where: the file, for the error's text.
        slug: the entry's id.
        raw: the fields as TOML gives them.

    Raises:
        KnowledgeError: a field is missing, misspelt or holds something that it cannot.
    """
    if not _SLUG.fullmatch(slug):
        raise KnowledgeError(
            f"{where}: {slug!r} is no id; use small letters, digits and hyphens, as in kataib-hezbollah"
        )
    _check_unknown(where, raw, _FIELDS)
    _check_text(where, "name", raw.get("name"))
    _check_choice(where, "kind", raw.get("kind"), [k.value for k in ActorKind])
    if "subkind" in raw:
        _check_choice(where, "subkind", raw["subkind"], SUBKINDS[ActorKind(raw["kind"])])
    if "state" in raw and not re.fullmatch(r"[A-Z]{2}", str(raw["state"])):
        raise refuse(
            where, "state", f'{raw["state"]!r} is no ISO 3166-1 alpha-2 code; write two capitals, "IQ"'
        )
    if "description" in raw:
        _check_text(where, "description", raw["description"])
    if not isinstance(raw.get("strong", True), bool):
        raise refuse(where, "strong", f"{raw['strong']!r} is neither true nor false")
    for field in ("distinct_from", "sources"):
        _check_texts(where, field, raw.get(field, []))
    if not isinstance(raw.get("names", []), list):
        raise refuse(where, "names", 'is not a list; write names = [ {text = "…"} ]')
    for name in raw.get("names", []):
        _check_name(where, name)


def read_toml(path: Path) -> Raw:
    """One TOML file.

    Args:
        path: the file, in UTF-8.

    Raises:
        KnowledgeError: the file is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as problem:
        raise KnowledgeError(f"{path}: not TOML: {problem}; mend that line") from problem
    except UnicodeDecodeError as problem:
        raise KnowledgeError(
            f"{path}: not in UTF-8 ({problem.reason}); save it in that encoding"
        ) from problem


def read_folder(folder: Path) -> dict[str, Raw]:
    """Every actor file and the persons of a folder, checked one by one.

    Args:
        folder: holds `actors/*.toml` and, if wanted, `persons.toml` with one table per person.

    Returns:
        Fields by id, in the order of the ids.

    Raises:
        KnowledgeError: a file or field does not hold together.
    """
    found: dict[str, Raw] = {}
    for path in sorted((folder / "actors").glob("*.toml")):
        raw = read_toml(path)
        check_raw(str(path), path.stem, raw)
        found[path.stem] = raw
    persons = folder / "persons.toml"
    for slug, raw in sorted(read_toml(persons).items()) if persons.is_file() else ():
        if not isinstance(raw, dict):
            raise KnowledgeError(
                f"{persons}: {slug!r} stands outside a table; begin each person with [his-or-her-id]"
            )
        if slug in found:
            raise KnowledgeError(
                f"{persons}: {slug!r} is also the name of a file in actors/; keep one of the two"
            )
        check_raw(f"{persons} [{slug}]", slug, {"kind": "person"} | raw)
        found[slug] = {"kind": "person"} | raw
    return dict(sorted(found.items()))


def check_together(entries: Iterable[ActorEntry]) -> None:
    """Check entries against each other.

    Args:
        entries: all actors that will stand side by side.

    Raises:
        KnowledgeError: a look-alike is unknown, or two actors have one strong name.
    """
    by_id = {e.id: e for e in entries}
    owner: dict[str, str] = {}
    for entry in by_id.values():
        for other in entry.distinct_from:
            if other not in by_id or other == entry.id:
                problem = f"{other!r} is no other actor; write the id of one, or add its file"
                raise refuse(f"actors/{entry.id}.toml", "distinct_from", problem)
        for name in entry.names:
            if name.strong and owner.setdefault(exact_key(name.text), entry.id) != entry.id:
                first = owner[exact_key(name.text)]
                problem = f"{name.text!r} is a strong name of {first!r} too; add strong = false to one"
                raise refuse(f"actors/{entry.id}.toml", "names", problem)


def check_mutual(entries: Mapping[str, ActorEntry]) -> None:
    """Check that every warning is given in both files.

    Args:
        entries: all actors that will stand side by side, by id.

    Raises:
        KnowledgeError: a warning stands in one file only.
    """
    for entry in entries.values():
        for other in entry.distinct_from:
            if entry.id not in entries[other].distinct_from:
                raise refuse(
                    f"actors/{other}.toml", "distinct_from", f"add {entry.id!r}, which warns of {other!r}"
                )


def made_mutual(entries: Mapping[str, ActorEntry]) -> dict[str, ActorEntry]:
    """The same entries, each warning given in both directions.

    Args:
        entries: all actors that will stand side by side, by id.
    """
    warned: dict[str, set[str]] = {}
    for entry in entries.values():
        for other in entry.distinct_from:
            warned.setdefault(other, set()).add(entry.id)
    return {
        slug: replace(entry, distinct_from=tuple(sorted({*entry.distinct_from, *warned.get(slug, ())})))
        for slug, entry in entries.items()
    }
