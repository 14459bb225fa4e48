"""Do actor files hold together? Each by itself, then all side by side. Every error names file, line and remedy."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from sourcebook.errors import DateProblem, KnowledgeError
from sourcebook.knowledge.actor_entry import (
    AT_PLACES,
    SUBKINDS,
    TIES,
    ActorEntry,
    first_day,
    last_day,
)
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.folding import exact_key, fold_name
from sourcebook.knowledge.toml_files import Lines, Raw
from sourcebook.model.actor import ActorKind, AliasType
from sourcebook.model.claim import Predicate

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELDS = frozenset("name kind subkind state strong names distinct_from ties description sources".split())
_NAME_FIELDS = frozenset("text type lang script strong from to".split())
_TIE_FIELDS = frozenset("tie other place from to source note".split())
_WARNING_FIELDS = frozenset({"id", "why"})
_PLACE = re.compile(r"\S.*, [A-Z]{2}")
_LANG = re.compile(r"[a-z]{3}")
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")


# --- one file ---------------------------------------------------------------------------------------------------------


def _choice(where: Lines, field: str, value: object, allowed: Iterable[str]) -> None:
    """Refuse a value outside a list."""
    choices = sorted(allowed)
    if value not in choices:
        listed = ", ".join(choices) if choices else "nothing; leave it out"
        raise where.refuse(field, f"{value!r} is not known here; write one of: {listed}", value)


def _text(where: Lines, field: str, value: object) -> None:
    """Refuse what is not a line of text."""
    if not isinstance(value, str) or not fold_name(value):
        raise where.refuse(
            field, f"{value!r} holds no letters; write a name or sentence in quotation marks", value
        )


def _table(where: Lines, field: str, raw: object, known: frozenset[str], example: str) -> Raw:
    """Refuse what is not a table, or has a misspelt key."""
    if not isinstance(raw, dict):
        raise where.refuse(field, f"{raw!r} is not a table; write {example}", raw)
    for key in raw:
        if key not in known:
            raise where.refuse(
                f"{field}.{key}" if field else key,
                f"no such key; the keys are {', '.join(sorted(known))}",
                key,
            )
    return raw


def _matches(where: Lines, field: str, value: object, pattern: re.Pattern[str], remedy: str) -> None:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise where.refuse(field, f"{value!r} {remedy}", value)


def _interval(where: Lines, field: str, raw: Raw) -> None:
    """Refuse days that no calendar has, and an end before the beginning."""
    days = []
    for key, day_of in (("from", first_day), ("to", last_day)):
        value = raw.get(key)
        if value is not None and (not isinstance(value, str) or "/" in value):
            raise where.refuse(
                f"{field}.{key}", f'{value!r} is no date; write it in quotation marks, "2024-12"', value
            )
        try:
            days.append(day_of(value))
        except DateProblem as problem:
            remedy = 'write it as "2024", "2024-12" or "2024-12-08"'
            raise where.refuse(f"{field}.{key}", f"{problem}; {remedy}", value) from problem
    first, last = days
    if first and last and last < first:
        backwards = f"ends on {last}, before it begins on {first}; correct one of the two"
        raise where.refuse(f"{field}.to", backwards, raw["to"])


def _name(where: Lines, raw: object) -> None:
    """Refuse a further name that does not hold together."""
    name = _table(where, "names", raw, _NAME_FIELDS, '{ text = "…", type = "acronym" }')
    _text(where, "names.text", name.get("text"))
    _choice(where, "names.type", name.get("type", "alias"), [t.value for t in AliasType])
    if not isinstance(name.get("strong", True), bool):
        raise where.refuse("names.strong", f"{name['strong']!r} is neither true nor false", name["text"])
    if "lang" in name:
        _matches(where, "names.lang", name["lang"], _LANG, 'is no ISO 639-3 code; write three letters, "ara"')
    if "script" in name:
        _matches(where, "names.script", name["script"], _SCRIPT, 'is no ISO 15924 code; write "Arab"')
    _interval(where, "names", name)


def _tie(where: Lines, slug: str, raw: object) -> None:
    """Refuse a tie that does not hold together."""
    example = '{ tie = "backed_by", other = "iran", from = "2014", source = "https://…" }'
    tie = _table(where, "ties", raw, _TIE_FIELDS, example)
    _choice(where, "ties.tie", tie.get("tie"), [t.value for t in TIES])
    ends = [key for key in ("other", "place") if key in tie]
    wanted = "place" if tie["tie"] in AT_PLACES else "other"
    if ends != [wanted]:
        hint = 'place = "Sanaa, YE"' if wanted == "place" else 'other = "an-actors-id"'
        raise where.refuse(
            f"ties.{wanted}", f"a tie {tie['tie']} has one other end; write {hint}", tie["tie"]
        )
    if wanted == "place":
        _matches(
            where, "ties.place", tie["place"], _PLACE, 'is no place; write name and country, "Sanaa, YE"'
        )
        code = tie["place"][-2:]
        if code not in by_code():
            raise where.refuse(
                "ties.place", f"{code!r} is no country's ISO 3166-1 alpha-2 code", tie["place"]
            )
    elif tie["other"] == slug:
        raise where.refuse("ties.other", "is the actor itself; name another", slug)
    _text(where, "ties.source", tie.get("source"))
    if "note" in tie:
        _text(where, "ties.note", tie["note"])
    _interval(where, "ties", tie)


def _warning(where: Lines, slug: str, raw: object) -> None:
    """Refuse a look-alike that does not hold together."""
    if not isinstance(raw, str):
        warning = _table(where, "distinct_from", raw, _WARNING_FIELDS, '{ id = "…", why = "…" }')
        _text(where, "distinct_from.id", warning.get("id"))
        _text(where, "distinct_from.why", warning.get("why"))
        raw = warning["id"]
    if raw == slug:
        raise where.refuse("distinct_from", f"{slug!r} is the actor itself; name another", slug)


def _list(where: Lines, field: str, value: object, example: str) -> list[object]:
    if not isinstance(value, list):
        raise where.refuse(field, f"is not a list; write {field} = [ {example} ]")
    return value


def check_raw(where: Lines, slug: str, raw: Raw) -> None:
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
            f"{where.path}: {slug!r} is no id; use small letters, digits and hyphens, as in kataib-hezbollah"
        )
    _table(where, "", raw, _FIELDS, "")
    _text(where, "name", raw.get("name"))
    _choice(where, "kind", raw.get("kind"), [k.value for k in ActorKind])
    if "subkind" in raw:
        _choice(where, "subkind", raw["subkind"], SUBKINDS[ActorKind(raw["kind"])])
    if "state" in raw and raw["state"] not in by_code():
        raise where.refuse(
            "state", f'{raw["state"]!r} is no ISO 3166-1 alpha-2 code; write two capitals, "IQ"', raw["state"]
        )
    if "description" in raw:
        _text(where, "description", raw["description"])
    if not isinstance(raw.get("strong", True), bool):
        raise where.refuse("strong", f"{raw['strong']!r} is neither true nor false")
    for source in _list(where, "sources", raw.get("sources", []), '"https://…"'):
        _text(where, "sources", source)
    for warning in _list(where, "distinct_from", raw.get("distinct_from", []), '"an-actors-id"'):
        _warning(where, slug, warning)
    for name in _list(where, "names", raw.get("names", []), '{ text = "…" }'):
        _name(where, name)
    for tie in _list(where, "ties", raw.get("ties", []), '{ tie = "…", other = "…", source = "…" }'):
        _tie(where, slug, tie)


# --- all side by side -------------------------------------------------------------------------------------------------


def state_id(code: str) -> str:
    """Id of the state with an ISO 3166-1 alpha-2 code, as an actor.

    Args:
        code: two capitals.
    """
    return fold_name(by_code()[code].name).replace(" ", "-")


@cache
def state_codes() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 codes of all states by their id, which ties may name as they may name actors."""
    return MappingProxyType({state_id(code): code for code in by_code()})


def check_together(
    entries: Mapping[str, ActorEntry], files: Mapping[str, Lines], *, own: Iterable[str] | None = None
) -> None:
    """Check entries against each other.

    Args:
        entries: all actors that will stand side by side, by id.
        files: where each comes from, for the errors' text; an entry without one is named by its id.
        own: ids whose files are new; only they are blamed, the rest are known to hold together. None for all.

    Raises:
        KnowledgeError: a look-alike or the other end of a tie is unknown, two actors have one strong name, or an
            actor is, through others, a part of itself.
    """
    ours = list(entries) if own is None else list(own)
    states = frozenset(state_codes())
    for slug in ours:
        _check_ends(entries, states, entries[slug], _lines(files, slug))
    _check_strong(entries, files, frozenset(ours))
    for slug in ours:
        _check_circle(entries, slug, _lines(files, slug))


def _lines(files: Mapping[str, Lines], slug: str) -> Lines:
    return files.get(slug) or Lines(Path(f"actors/{slug}.toml"))


def _check_ends(
    entries: Mapping[str, ActorEntry], states: frozenset[str], entry: ActorEntry, where: Lines
) -> None:
    for other in entry.distinct_from:
        if other not in entries:
            problem = f"{other!r} is no actor; write the id of one, or add its file"
            raise where.refuse("distinct_from", problem, other)
    for tie in entry.ties:
        if tie.other is not None and tie.other not in entries and tie.other not in states:
            problem = (
                f"{tie.other!r} is no actor; write the id of one, or of a state as in 'iran', or add its file"
            )
            raise where.refuse("ties.other", problem, tie.other)


def _check_strong(entries: Mapping[str, ActorEntry], files: Mapping[str, Lines], own: frozenset[str]) -> None:
    """Refuse a strong name of two actors."""
    owner: dict[str, str] = {}
    for entry in sorted(entries.values(), key=lambda e: e.id in own):  # those to blame come last
        for name in entry.names:
            if name.strong and owner.setdefault(exact_key(name.text), entry.id) != entry.id:
                first = owner[exact_key(name.text)]
                problem = f"{name.text!r} is a strong name of {first!r} too; add strong = false to one"
                raise _lines(files, entry.id).refuse("names", problem, name.text)


def _wholes(entries: Mapping[str, ActorEntry], slug: str) -> Iterator[str]:
    if slug in entries:
        yield from (t.other for t in entries[slug].ties if t.other and t.predicate is Predicate.PART_OF)


def _check_circle(entries: Mapping[str, ActorEntry], slug: str, where: Lines) -> None:
    """Refuse an actor that is part of itself."""
    paths: list[tuple[str, ...]] = [(slug, whole) for whole in _wholes(entries, slug)]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        if path[-1] == slug:
            problem = f"is part of itself: {' → '.join(path)}; take one of these ties out"
            raise where.refuse("ties", problem, path[1])
        if path[-1] not in seen:
            seen.add(path[-1])
            paths += [(*path, whole) for whole in _wholes(entries, path[-1])]


def check_mutual(entries: Mapping[str, ActorEntry], files: Mapping[str, Lines]) -> None:
    """Check that every warning is given in both files.

    Args:
        entries: all actors that will stand side by side, by id.
        files: where each comes from.

    Raises:
        KnowledgeError: a warning stands in one file only.
    """
    for entry in entries.values():
        for other in entry.distinct_from:
            if entry.id not in entries[other].distinct_from:
                raise _lines(files, other).refuse(
                    "distinct_from", f"add {entry.id!r}, which warns of {other!r}"
                )
