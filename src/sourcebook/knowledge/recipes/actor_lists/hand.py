"""The tables that a person keeps beside the generated ones: links, mendings, added ties."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sourcebook.knowledge.recipes.actor_lists.rows import Tie, read_table

LINKS = "list id name actor".split()
MENDED = "actor name kind subkind state".split()
TIES = "subject predicate object from to source".split()
AMBIGUOUS = "name".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """What a person said about an actor of the lists; an empty field says nothing.

    Attributes:
        name: its commonest name.
        kind: what it is.
        subkind: finer.
        state: ISO 3166-1 alpha-2 code; "-" for none.
    """

    name: str
    kind: str
    subkind: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Everything that a person decided about the lists.

    Attributes:
        links: the actor of an entry, by (list, id, ""), or of one of its names, by (list, id, name).
        mended: what an actor of the lists is, by its id.
        ties: ties between actors that no column of a list holds.
    """

    links: Mapping[tuple[str, str, str], str]
    mended: Mapping[str, Mending]
    ties: tuple[Tie, ...]


def read_hand(folder: Path) -> Hand:
    """The hand-made tables of a folder.

    Args:
        folder: holds `links.tsv`, `mended.tsv` and `ties_added.tsv`; what is missing is empty.

    Raises:
        KnowledgeError: a table has another header, or a row has more or fewer cells.
    """
    links = {(r["list"], r["id"], r["name"]): r["actor"] for r in read_table(folder / "links.tsv", LINKS)}
    mended = {
        r["actor"]: Mending(name=r["name"], kind=r["kind"], subkind=r["subkind"], state=r["state"])
        for r in read_table(folder / "mended.tsv", MENDED)
    }
    ties = tuple(
        Tie(
            subject=r["subject"],
            predicate=r["predicate"],
            object=r["object"],
            since=r["from"],
            until=r["to"],
            source=r["source"],
        )
        for r in read_table(folder / "ties_added.tsv", TIES)
    )
    return Hand(links=links, mended=mended, ties=ties)
