"""The hand-made places: `places/*.toml`, and a project's own `places.toml` or `places/*.toml`, which win."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.spelling import fold
from sourcebook.model.where import Place, PlaceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CuratedPlace:
    """A place of the hand-made files.

    Attributes:
        place: the place.
        also_in: codes of further countries that it lies in or opens to.
        geonames: id of the imported place that this one stands for and replaces.
        look_alikes: what it must not be taken for, in words.
        confidence: of the point: "high" within about 3 km, "medium" 10 km, "low" rough.
        note: a remark for people.
    """

    place: Place
    also_in: tuple[str, ...] = ()
    geonames: int | None = None
    look_alikes: tuple[str, ...] = ()
    confidence: str | None = None
    note: str | None = None


def _wrong(path: Traversable, number: int, field: str, why: str) -> KnowledgeError:
    line = _line(path.read_text(encoding="utf-8"), number, field)
    return KnowledgeError(f"{path}, line {line}, place {number}, field {field!r}: {why}")


def _line(text: str, number: int, field: str) -> int:
    """The line of a field of the nth [[place]] table; of the table's head where the field is missing."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if HEAD.match(line)]
    if number > len(heads):  # places written as an inline array
        return 1
    first = heads[number - 1]
    last = heads[number] if number < len(heads) else len(lines)
    return next((n for n in range(first, last) if _is_field(lines[n], field)), first) + 1


def _is_field(line: str, field: str) -> bool:
    return line.partition("=")[0].strip().strip("\"'") == field


HEAD = re.compile(r"\s*\[\[\s*place\s*\]\]")
FIELDS: Mapping[str, tuple[type, ...]] = {
    "id": (str,),
    "name": (str,),
    "aliases": (list,),
    "kind": (str,),
    "country": (str,),
    "also_in": (list,),
    "admin1": (str,),
    "lat": (int, float),
    "lon": (int, float),
    "radius_km": (int, float),
    "geonames": (int,),
    "confidence": (str,),
    "look_alikes": (list,),
    "note": (str,),
    "sources": (list,),
}


def _checked(raw: dict[str, Any], path: Traversable, number: int) -> None:
    """Refuse an entry that does not hold together, naming its field."""
    for field, value in raw.items():
        if field not in FIELDS:
            raise _wrong(path, number, field, f"is not known; known are {', '.join(FIELDS)}")
        if not isinstance(value, FIELDS[field]):
            raise _wrong(path, number, field, f"is {value!r}, not a {FIELDS[field][-1].__name__}")
        if isinstance(value, list) and not all(isinstance(v, str) for v in value):
            raise _wrong(path, number, field, "holds something that is not text")
    for field in ("name", "kind", "lat", "lon"):
        if field not in raw:
            raise _wrong(path, number, field, "is missing")
    _sound(raw, path, number)


def _sound(raw: dict[str, Any], path: Traversable, number: int) -> None:
    """Refuse a value outside its list or range."""
    if not fold(raw["name"]):
        raise _wrong(path, number, "name", "has no letters")
    if raw["kind"] not in set(PlaceKind):
        raise _wrong(path, number, "kind", f"is {raw['kind']!r}, not one of {', '.join(PlaceKind)}")
    for field, most in (("lat", 90), ("lon", 180)):
        if not -most <= raw[field] <= most:
            raise _wrong(path, number, field, f"is {raw[field]}, not between -{most} and {most} degrees")
    if not raw.get("radius_km", 0) >= 0:
        raise _wrong(path, number, "radius_km", f"is {raw['radius_km']}; give kilometres, 0 or more")
    for code in (*([raw["country"]] if "country" in raw else []), *raw.get("also_in", [])):
        if code not in by_code():
            raise _wrong(path, number, "country", f"is {code!r}, not an ISO 3166-1 alpha-2 code")


def _curated(raw: dict[str, Any], path: Traversable, number: int) -> CuratedPlace:
    _checked(raw, path, number)
    place = Place(
        id=raw.get("id", "place:" + fold(raw["name"]).replace(" ", "-")),
        name=raw["name"],
        kind=PlaceKind(raw["kind"]),
        lat=float(raw["lat"]),
        lon=float(raw["lon"]),
        country=raw.get("country"),
        admin1=raw.get("admin1"),
        aliases=tuple(raw.get("aliases", ())),
        known=True,
        radius_km=float(raw["radius_km"]) if "radius_km" in raw else None,
    )
    return CuratedPlace(
        place=place,
        also_in=tuple(raw.get("also_in", ())),
        geonames=raw.get("geonames"),
        look_alikes=tuple(raw.get("look_alikes", ())),
        confidence=raw.get("confidence"),
        note=raw.get("note"),
    )


def _read(path: Traversable) -> list[CuratedPlace]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as e:
        raise KnowledgeError(f"{path} is not UTF-8 ({e}); save it as UTF-8") from e
    except tomllib.TOMLDecodeError as e:
        raise KnowledgeError(f"{path} is not TOML: {e}; mend it there") from e
    entries = raw.get("place", [])
    if set(raw) - {"place"} or not isinstance(entries, list):
        raise KnowledgeError(f"{path} holds {', '.join(sorted(raw))}; write every place as a [[place]] table")
    found = [_curated(entry, path, n) for n, entry in enumerate(entries, start=1)]
    _refuse_twins(found, path)
    return found


def _refuse_twins(found: Sequence[CuratedPlace], path: Traversable) -> None:
    """Refuse a second place of one id, or of one name, kind and country."""
    seen: dict[tuple[str, ...], int] = {}
    for number, entry in enumerate(found, start=1):
        place = entry.place
        for field, key in (
            ("id", (place.id,)),
            ("name", (fold(place.name), place.kind, place.country or "")),
        ):
            first = seen.setdefault((field, *key), number)
            if first != number:
                raise _wrong(
                    path, number, field if field == "name" else "name",
                    f"is {place.name!r} like place {first}; write both names as one entry with aliases, "
                    "or give each an id and a country of its own",
                )  # fmt: skip


@cache
def places(extra: Path | None = None) -> tuple[CuratedPlace, ...]:
    """The hand-made places.

    Args:
        extra: a project's folder; places in its `places.toml` and `places/*.toml` replace ours of the same id
            or name, and the imported place whose GeoNames id they give.

    Raises:
        KnowledgeError: an entry that does not hold together (says file and field), or no such folder.
    """
    ours = [
        p for f in sorted((files("sourcebook.knowledge") / "places").iterdir(), key=str) for p in _read(f)
    ]
    if extra is None:
        return tuple(ours)
    if not extra.is_dir():
        raise KnowledgeError(
            f"{extra} is not a folder; name the project's folder, which may hold places/*.toml"
        )
    own = [f for f in (extra / "places.toml",) if f.is_file()]
    theirs = [p for f in (*own, *sorted((extra / "places").glob("*.toml"))) for p in _read(f)]
    ids, names = {p.place.id for p in theirs}, {fold(p.place.name) for p in theirs}
    return (*theirs, *(p for p in ours if p.place.id not in ids and fold(p.place.name) not in names))
