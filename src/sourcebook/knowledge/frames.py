"""Event frames: which words name which happening, and what role their grammar gives to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.lexicons import lexicon
from sourcebook.model.claim import EventType

ROLES = frozenset({"actor", "recipient", "victim", "object", "place", "origin", "destination", "none"})
_KNOWN = frozenset(
    "type mode verbs nouns adjectives subject obj of object subjects preps mutual weak requires complement".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way in which words name a happening.

    Attributes:
        type: event type.
        mode: finer type, or None.
        subject: role of the deep subject.
        obj: role of the deep object.
        of: role of a noun's "of" phrase.
        object: conditions on the object (lemmas, "#kind" for entity kinds); empty when there is none.
        subjects: conditions on the subject.
        preps: role by preposition.
        requires: one of these prepositions must stand there; empty when none must.
        complement: lemmas that must follow a copula and "in" ("be in touch").
        mutual: the doers do it to each other.
        weak: counts only with somebody named on both sides, or a place.
    """

    type: EventType
    mode: str | None = None
    subject: str = "actor"
    obj: str = "recipient"
    of: str = "recipient"
    object: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    preps: Mapping[str, str] = field(default_factory=dict)
    requires: frozenset[str] = frozenset()
    complement: frozenset[str] = frozenset()
    mutual: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Frames by the lemma of their trigger, in the order in which they are tried.

    Attributes:
        verbs: by verb lemma; a particle follows an underscore.
        nouns: by noun lemma; words of a compound are joined by an underscore.
        adjectives: by predicate adjective.
        light: verbs that carry a noun trigger, with "doer", "sufferer" or "teller" for what their subject is.
        phase: verbs that say which part of a happening is meant.
    """

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    light: Mapping[str, str]
    phase: Mapping[str, str]


@cache
def frames(project: Path | None = None) -> Frames:
    """The frames, a project's own before ours.

    Args:
        project: folder with the user's own knowledge, or None.

    Raises:
        KnowledgeError: a frame does not hold together.
    """
    table = lexicon("events", project)
    ours = len(lexicon("events")["frame"])
    rows = [*table["frame"][ours:], *table["frame"][:ours]]
    verbs: dict[str, list[Frame]] = {}
    nouns: dict[str, list[Frame]] = {}
    adjectives: dict[str, list[Frame]] = {}
    for n, row in enumerate(rows, 1):
        frame = _frame(row, table["class"], n)
        for key, target in (("verbs", verbs), ("nouns", nouns), ("adjectives", adjectives)):
            for lemma in str(row.get(key, "")).split():
                target.setdefault(lemma, []).append(frame)
    return Frames(
        verbs=_frozen(verbs),
        nouns=_frozen(nouns),
        adjectives=_frozen(adjectives),
        light=MappingProxyType({v: kind for kind, vs in table["light"].items() for v in vs.split()}),
        phase=MappingProxyType({v: kind for kind, vs in table["phase"].items() for v in vs.split()}),
    )


def _frozen(table: dict[str, list[Frame]]) -> Mapping[str, tuple[Frame, ...]]:
    return MappingProxyType({k: tuple(v) for k, v in table.items()})


def _frame(row: Mapping[str, Any], classes: Mapping[str, str], n: int) -> Frame:
    unknown = set(row) - _KNOWN
    if unknown:
        raise KnowledgeError(
            f"events.toml, frame {n}: unknown key {min(unknown)!r}; known: {', '.join(sorted(_KNOWN))}"
        )
    if row.get("type") not in set(EventType):
        raise KnowledgeError(
            f"events.toml, frame {n}: type {row.get('type')!r} is none of {', '.join(EventType)}"
        )
    roles = {key: str(row[key]) for key in ("subject", "obj", "of") if key in row}
    preps = {str(k): str(v) for k, v in row.get("preps", {}).items()}
    for role in (*roles.values(), *preps.values()):
        if role not in ROLES:
            raise KnowledgeError(
                f"events.toml, frame {n}: role {role!r} is none of {', '.join(sorted(ROLES))}"
            )
    return Frame(
        type=EventType(row["type"]),
        mode=row.get("mode"),
        **roles,
        object=_condition(row.get("object", ()), classes, n),
        subjects=_condition(row.get("subjects", ()), classes, n),
        preps=MappingProxyType(preps),
        requires=frozenset(row.get("requires", ())),
        complement=frozenset(str(row.get("complement", "")).split()),
        mutual=bool(row.get("mutual", False)),
        weak=bool(row.get("weak", False)),
    )


def _condition(items: Any, classes: Mapping[str, str], n: int) -> frozenset[str]:  # noqa: ANN401 - as TOML gives it
    out: set[str] = set()
    for item in items:
        if not item.startswith("@"):
            out.add(item)
        elif item[1:] in classes:
            out.update(classes[item[1:]].split())
        else:
            raise KnowledgeError(
                f"events.toml, frame {n}: no class {item!r}; known: {', '.join(sorted(classes))}"
            )
    return frozenset(out)
