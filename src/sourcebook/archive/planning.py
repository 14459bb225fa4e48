"""Planning: sources are cut into shards, named by what is in them; whoever plans the same again gets the same."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from sourcebook.archive.items import Item, pack, write
from sourcebook.archive.layout import Layout, put
from sourcebook.archive.sources import Taking, items
from sourcebook.model.text import digest

SHARD_BYTES = 32_000_000  # of unpacked items, at which a shard ends early, so that it fits a worker's memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A stretch of items.

    Attributes:
        id: digest of its bytes.
        first: number of its first item among all of the run.
        count: how many items it has.
    """

    id: str
    first: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run reads.

    Attributes:
        shards: in order.
        skipped: records that are no reports by their kind, by why.
    """

    shards: tuple[Shard, ...]
    skipped: dict[str, int]

    @property
    def items(self) -> int:
        """How many items there are."""
        return sum(s.count for s in self.shards)


def plan(
    layout: Layout, sources: Sequence[str], taking: Taking, *, size: int, told: Callable[[int], None]
) -> Plan:
    """Cut the sources into shards and put them down; a plan that is there already is taken as it is.

    Args:
        layout: the archive's.
        sources: files, folders and addresses.
        taking: how they are taken.
        size: items in a shard.
        told: is called with the number of items so far.
    """
    if layout.plan.exists():
        return planned(layout)
    shards = []
    first = 0
    for some in _stretches(items(sources, taking), size):
        data = pack(some)
        shard = Shard(id=digest(data.hex()), first=first, count=len(some))
        write(layout.items(shard.id), data)
        shards.append(shard)
        first += len(some)
        told(first)
    made = Plan(shards=tuple(shards), skipped=dict(sorted(taking.skipped.counts.items())))
    with put(layout.plan) as part, part.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps({"skipped": made.skipped}, sort_keys=True) + "\n")
        stream.writelines(json.dumps(asdict(s), sort_keys=True) + "\n" for s in made.shards)
    return made


def planned(layout: Layout) -> Plan:
    """The plan that was put down."""
    with layout.plan.open(encoding="utf-8") as stream:
        head: dict[str, Any] = json.loads(stream.readline())
        shards = tuple(Shard(**json.loads(line)) for line in stream)
    return Plan(shards=shards, skipped=head["skipped"])


def _stretches(every: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while some := _stretch(every, size):
        yield some


def _stretch(every: Iterator[Item], size: int) -> list[Item]:
    some, weight = [], 0
    for item in islice(every, size):
        some.append(item)
        weight += len(item.data)
        if weight >= SHARD_BYTES:
            break
    return some
