"""What the hand-made actors look like to the lists: ids, kinds, names; and the names of states."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sourcebook.knowledge.actor_files import read_folder
from sourcebook.knowledge.countries import countries
from sourcebook.knowledge.folding import fold_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A hand-made actor.

    Attributes:
        id: its slug.
        kind: what it is.
        subkind: finer, or empty.
        state: ISO 3166-1 alpha-2 code, or empty.
        names: each name, and whether it is strong.
    """

    id: str
    kind: str
    subkind: str
    state: str
    names: Mapping[str, bool]


def _body(slug: str, raw: Mapping[str, object]) -> Body:
    names = {str(raw["name"]): bool(raw.get("strong", True))}
    further = raw.get("names", [])
    for n in further if isinstance(further, list) else ():
        names[n["text"]] = n.get("strong", True)
    return Body(
        id=slug,
        kind=str(raw.get("kind", "person")),
        subkind=str(raw.get("subkind", "")),
        state=str(raw.get("state", "")),
        names=names,
    )


def read_pack(knowledge: Path) -> dict[str, Body]:
    """The hand-made actors and persons by id.

    Args:
        knowledge: the folder with `actors/` and `persons.toml`.

    Raises:
        KnowledgeError: a file does not hold together.
    """
    return {slug: _body(slug, raw) for slug, raw in read_folder(knowledge).raw.items()}


@cache
def state_names() -> frozenset[str]:
    """Folded names, demonyms, capitals and seats of states: never the name of an actor of the lists."""

    def forms() -> Iterable[str]:
        for c in countries():
            yield from (c.name, *c.aliases, *c.adjectives, *c.people, *c.capitals, *c.seats)

    return frozenset(map(fold_name, forms()))
