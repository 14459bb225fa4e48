"""The tables of an archive that was never read: made-up claims in millions, by month, the same for the same seed.

    python benchmarks/synthetic_claims.py --claims 5000000 FOLDER [--months 120] [--seed 1]

The files have the columns, the order, the groups of rows and the packing of a run's own: claims of a report lie
together, actors and places are Zipf-distributed, seven events in ten are of a day near the publication, the others of a
week, a month, several, or undated. Only `claims` is filled; the other three tables are there and empty.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sourcebook.archive.layout import TABLES, Layout
from sourcebook.archive.rows import NO_MONTH
from sourcebook.archive.schemas import SCHEMAS, marked
from sourcebook.model.claim import EventType, Modality

_GROUP = 50_000
_OF_REPORT = 8  # claims, on average
_ACTORS, _PLACES, _QUOTES = 20_000, 30_000, 5_000
_SPANS = (
    (0, 0.7),
    (6, 0.1),
    (30, 0.08),
    (200, 0.04),
    (None, 0.08),
)  # days that an event may have, and how often
_EVENTS = 0.8
_READER = "synthetic/1"


def _ids(numbers: np.ndarray) -> pa.Array:
    """Numbers as ids of sixteen hexadecimal digits, scattered as digests are."""
    spread = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    digits = np.frombuffer(spread.astype(">u8").tobytes().hex().encode(), dtype="S16")
    return pa.array(digits.astype("U16"))


def _zipf(rng: np.random.Generator, many: int, kinds: int) -> np.ndarray:
    return np.minimum(rng.zipf(1.2, many), kinds).astype(np.int64) - 1


def _named(stem: str, kinds: int) -> pa.Array:
    return pa.array([f"{stem} {n}" for n in range(kinds)])


def _lists(values: pa.Array, lengths: np.ndarray) -> pa.Array:
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), values)


class World:
    """Names and words that claims are made of."""

    def __init__(self) -> None:
        self.actors, self.actor_ids = _named("Brigade", _ACTORS), _ids(np.arange(_ACTORS) + 1)
        self.places, self.place_ids = _named("Town", _PLACES), _ids(np.arange(_PLACES) + 10**9)
        self.quotes = pa.array(
            [f"Fighters of unit {n} shelled the outskirts and killed two. " * 2 for n in range(_QUOTES)]
        )
        told = {"event": {"mode": [], "phase": None, "where": {"precision": "exact"}}, "modality": "asserted"}
        self.more = pa.array(
            [json.dumps(told | {"n": n, "quote": "words of the report " * 15})[1:] for n in range(_QUOTES)]
        )

    def parties(self, rng: np.random.Generator, many: int, role: str) -> dict[str, pa.Array]:
        """The columns of those who do or suffer."""
        lengths = rng.choice([0, 1, 2], many, p=[0.3, 0.6, 0.1])
        who = pa.array(_zipf(rng, int(lengths.sum()), _ACTORS))
        kinds = pa.array(["armed-group"] * len(who))
        columns = (self.actor_ids.take(who), self.actors.take(who), kinds)
        return {
            f"{role}{end}": _lists(c, lengths) for end, c in zip(("", "_name", "_kind"), columns, strict=True)
        }


def claims(rng: np.random.Generator, world: World, *, first: int, many: int, month: date) -> pa.Table:
    """The claims of a month.

    Args:
        rng: the chance.
        world: names and words.
        first: number of the first claim.
        many: how many.
        month: its first day.
    """
    number = np.arange(first, first + many)
    report = number // _OF_REPORT
    event = rng.random(many) < _EVENTS
    start = np.datetime64(month, "D")
    published = start + (report - report[0]) * 28 // (report[-1] - report[0] + 1)
    ids, words = _ids(number + 10**12), pa.array(_zipf(rng, many, _QUOTES))
    where = pa.array(_zipf(rng, many, _PLACES), mask=rng.random(many) < 0.2)
    columns = {
        "n": pa.array(report * 4096),
        "report": _ids(report + 1),
        "id": ids,
        "seq": pa.array((number % _OF_REPORT).astype(np.int32)),
        "kind": pc.if_else(pa.array(event), "event", "relation"),
        "type": _kinds(rng, event),
        **{k: v for role in ("actor", "recipient") for k, v in world.parties(rng, many, role).items()},
        **_days(rng, published, many),
        "place": world.place_ids.take(where),
        "place_name": world.places.take(where),
        "lat": pa.array(rng.random(many) * 60),
        "lon": pa.array(rng.random(many) * 60),
        "modality": pa.array(np.array([str(m) for m in Modality])[_zipf(rng, many, len(Modality))]),
        "background": pa.array(rng.random(many) < 0.05),
        "quote": world.quotes.take(words),
        "published_first": pa.array(published),
        "more": pc.binary_join_element_wise('{"id": "', ids, '", ', world.more.take(words), ""),
    }
    return _whole(columns, many)


def _kinds(rng: np.random.Generator, event: np.ndarray) -> pa.Array:
    types = np.array([str(t) for t in EventType])
    return pa.array(types[_zipf(rng, len(event), len(types))], mask=~event)


def _days(rng: np.random.Generator, published: np.ndarray, many: int) -> dict[str, pa.Array]:
    span = rng.choice(len(_SPANS), many, p=[share for _, share in _SPANS])
    last = published - rng.integers(0, 10, many)
    days = np.array([d or 0 for d, _ in _SPANS])[span]
    undated = np.array([d is None for d, _ in _SPANS])[span]
    return {"first": pa.array(last - days, mask=undated), "last": pa.array(last, mask=undated)}


def _whole(columns: dict[str, pa.Array], many: int) -> pa.Table:
    """A table with all columns; those that are not given are empty."""
    schema = _schema("claims")
    arrays = [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(many, f.type) for f in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _schema(name: str) -> pa.Schema:
    whole = marked(SCHEMAS[name], reader=_READER)
    return whole.remove(whole.get_field_index("month"))


def _put(folder: Path, month: str, table: pa.Table) -> None:
    (folder / f"month={month}").mkdir(parents=True, exist_ok=True)
    path = folder / f"month={month}" / "part-0.parquet"
    pq.write_table(table, path, compression="zstd", row_group_size=_GROUP)


def write(root: Path, *, many: int, months: int, seed: int) -> None:
    """Write the tables.

    Args:
        root: the archive's folder.
        many: claims.
        months: over which they are spread, from January 2015.
        seed: of all chance.
    """
    rng, world = np.random.default_rng(seed), World()
    for name in TABLES[:2] + TABLES[3:]:
        _put(Layout(root).table(name), NO_MONTH, _schema(name).empty_table())
    for n in range(months):
        first, end = many * n // months, many * (n + 1) // months
        month = date(2015 + n // 12, n % 12 + 1, 1)
        some = claims(rng, world, first=first, many=end - first, month=month)
        _put(Layout(root).table("claims"), f"{month:%Y-%m}", some)


def main() -> None:
    """Write the tables of an archive."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--claims", type=int, default=5_000_000)
    parser.add_argument("--months", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write(asked.folder, many=asked.claims, months=asked.months, seed=asked.seed)
    print(f"{asked.claims:,} claims in {asked.folder}", file=sys.stderr)


if __name__ == "__main__":
    main()
