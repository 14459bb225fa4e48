"""Entities of FollowTheMoney: how ids, texts, dates and addresses are written in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sourcebook.export.evidence import Evidence
from sourcebook.model.text import digest
from sourcebook.model.when import When

Given = Mapping[str, Iterable[str | None]]
_PLAIN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An entity.

    Attributes:
        id: made of letters, digits, full stops and hyphens.
        schema: name of its schema.
        properties: values by name; none empty.
        behind: what stands behind it; None for reports and what documents them.
    """

    id: str
    schema: str
    properties: dict[str, list[str]]
    behind: Evidence | None = None

    def as_json(self) -> dict[str, Any]:
        """The entity as FollowTheMoney writes it; what stands behind it goes beside, as context."""
        told = {"id": self.id, "schema": self.schema, "properties": self.properties}
        return told if self.behind is None else told | {"sourcebook": _context(self.behind)}


def made(
    ident: str, schema: str, given: Given, behind: Evidence | None = None, *, notes: str = "notes"
) -> Entity:
    """An entity of what is known.

    Args:
        ident: its id, as FollowTheMoney takes it.
        schema: name of its schema.
        given: values by property; those that are None or blank are left out.
        behind: what stands behind it, told in words too.
        notes: the property that takes these words.
    """
    every = {name: clean(values) for name, values in given.items()}
    if behind is not None:
        every[notes] = [*every.get(notes, []), *clean([_told(behind)])]
        every["proof"] = [ident_of(r) for r in behind.reports]
        every["publisher"] = clean(behind.outlets)
    return Entity(id=ident, schema=schema, properties={k: v for k, v in every.items() if v}, behind=behind)


def ident_of(ident: str) -> str:
    """An id as FollowTheMoney takes it: the same, or made of it with a digest.

    Args:
        ident: of an actor, place, report, incident or tie.
    """
    if _PLAIN.fullmatch(ident):
        return ident
    return f"{re.sub('[^0-9A-Za-z]+', '-', ident).strip('-') or 'x'}.{digest(ident)}"


def prefix(when: When | None) -> str | None:
    """A date as far as it is known: the day, else the month, else the year; None where not even that is.

    Args:
        when: the interval; None where nothing is said.
    """
    if when is None or when.closed is None:
        return None
    first, last = (day.isoformat().split("-") for day in when.closed)
    same = 0
    while same < len(first) and first[same] == last[same]:
        same += 1
    return "-".join(first[:same]) or None


def web(addresses: Iterable[str | None]) -> list[str]:
    """Addresses on the web, each once.

    Args:
        addresses: of reports, paths among them.
    """
    return list(dict.fromkeys(a for a in addresses if a and _on_the_web(a)))


def _on_the_web(address_: str) -> bool:
    try:
        parts = urlsplit(address_)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "." in host and not re.search(r"[\s<>\"']", address_)


def clean(values: Iterable[str | None]) -> list[str]:
    """Texts without control characters and needless blanks, each once; blank ones left out.

    Args:
        values: texts, None among them.
    """
    plain = (" ".join(_CONTROL.sub("", v).split()) for v in values if v is not None)
    return list(dict.fromkeys(v for v in plain if v))


def _context(behind: Evidence) -> dict[str, Any]:
    lists = {name: list(getattr(behind, name)) for name in ("claims", "reports", "sources", "modalities")}
    return lists | {"modality": behind.modality, "score": behind.score, "status": behind.status}


def _told(behind: Evidence) -> str:
    said = [f"claims {', '.join(behind.claims)}", f"sources {', '.join(behind.sources)}"]
    said += [f"said as {', '.join(behind.modalities)}", f"review: {behind.status}"]
    return "; ".join([*said, *([f"score {behind.score:.2f}"] if behind.score is not None else [])])
