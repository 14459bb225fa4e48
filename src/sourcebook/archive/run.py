"""A run: sources in, tables out, on any engine, taken up wherever it was left."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from sourcebook.archive.asking import Asked, asked_of, begin, check
from sourcebook.archive.copies import copies
from sourcebook.archive.engines import Engine, engine
from sourcebook.archive.guard import Bounds
from sourcebook.archive.layout import TABLES, Layout, discard, is_done, outcome, put, sweep, write_json
from sourcebook.archive.lock import alone
from sourcebook.archive.planning import Plan, Shard, plan, planned
from sourcebook.archive.prepare import PARTS, VERSION
from sourcebook.archive.progress import Progress, Steps
from sourcebook.archive.publish import publish
from sourcebook.archive.sources import Skipped, Taking
from sourcebook.archive.work import Done, Unit, done_before
from sourcebook.errors import ArchiveError
from sourcebook.model.text import digest
from sourcebook.story.keeping import reader


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """By what means it is run; another time another way gives the same.

    Attributes:
        engine: its name.
        workers: how many at a time.
        bounds: what one report may take.
        allow_private: whether addresses of one's own machine and network may be fetched.
    """

    engine: str = "local"
    workers: int = 1
    bounds: Bounds = field(default_factory=Bounds)
    allow_private: bool = False


def read_archive(
    root: Path,
    asked: Asked,
    how: How = How(),
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Read sources into an archive's folder, or take up where an earlier run of the same was left.

    Args:
        root: the folder.
        asked: what is read.
        how: by what means.
        progress: is told how far it is.

    Returns:
        How it went: numbers of items, reports, copies, failures, claims and rows, by `report.json`.

    Raises:
        ArchiveError: the folder is of another run or a newer release, or the work cannot go on; what is done stays.
    """
    layout, do = Layout(root), engine(how.engine)
    check(layout, asked)
    if (told := _over(layout, asked)) is not None:
        return told
    with alone(layout, how.engine):
        begin(layout, asked)
        sweep(layout)
        told = _over(layout, asked) or _run(layout, asked, how, do, progress or Progress())
        discard(layout.work)
    return told


def _over(layout: Layout, asked: Asked) -> dict[str, Any] | None:
    """How a run went that is over, and of which nothing is left lying about."""
    left = layout.work.exists() or any(layout.root.glob(".*.part"))
    if left or not layout.told.exists() or not all(layout.table(t).is_dir() for t in TABLES):
        return None
    told = _told(layout)
    return told if told["reader"] == _reader(asked) else None


def _told(layout: Layout) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(layout.told.read_text(encoding="utf-8"))
    return told


def _reader(asked: Asked) -> str:
    return reader(Path(asked.project) if asked.project else None)


def _run(layout: Layout, asked: Asked, how: How, do: Engine, seen: Progress) -> dict[str, Any]:
    taking = Taking(columns=asked.columns, skipped=Skipped(), allow_private=how.allow_private)
    seen.begin("plan", 0)
    made = plan(layout, asked.sources, taking, size=asked.shard, told=lambda n: seen.add(n - seen.done))

    def all_of(step: str, units: Sequence[Unit]) -> None:
        seen.begin(step, sum(u.count for u in units))
        for one in _worked(layout, units, do, how, seen):
            seen.failed += one.told.get("failed", 0) * (step == "read")

    prepare = [_prepare(layout, s) for s in made.shards]
    all_of("prepare", prepare)
    same = {} if asked.keep_copies else _copies(layout, prepare, seen)
    read = [_read(layout, unit, s, same, asked) for unit, s in zip(prepare, made.shards, strict=True)]
    all_of("read", read)
    return _published(layout, made, prepare, read, asked, seen)


def _prepare(layout: Layout, shard: Shard) -> Unit:
    ident = digest("prepare", VERSION, shard.id, str(shard.first))
    job = {
        "do": "prepare",
        "from": str(layout.items(shard.id)),
        "to": str(layout.prepared(ident)),
        "first": shard.first,
    }
    return Unit(id=ident, count=shard.count, job=job)


def _read(layout: Layout, prepared: Unit, shard: Shard, same: Mapping[int, str], asked: Asked) -> Unit:
    first, last = shard.first * PARTS, (shard.first + shard.count) * PARTS
    own = {str(n): ident for n, ident in same.items() if first <= n < last}
    ident = digest("read", _reader(asked), prepared.id, json.dumps(own, sort_keys=True))
    job = {
        "do": "read",
        "from": str(layout.prepared(prepared.id)),
        "to": str(layout.read(ident)),
        "copies": own,
        "project": asked.project,
    }
    told = outcome(layout, prepared.id)
    return Unit(id=ident, count=told["reports"] + told["failed"], job=job)


def _worked(
    layout: Layout,
    units: Sequence[Unit],
    do: Engine,
    how: How,
    seen: Progress,
) -> Iterator[Done]:
    """Units that were done before, then the others as they are done."""
    left = []
    for unit in units:
        if (before := done_before(layout, unit)) is not None:
            seen.add(unit.count)
            yield before
        else:
            left.append(unit)
    if not left:
        return
    by_id = {u.id: u for u in left}
    steps = Steps(seen)
    try:
        for one in do(layout.root, left, workers=how.workers, bounds=how.bounds, at=steps.one):
            steps.unit(by_id[one.unit].count)
            _put_down(layout, by_id[one.unit], one)
            yield one
    except ArchiveError as error:
        kept = f"what is done is kept; when that is mended, `sourcebook archive resume {layout.root}` goes on"
        raise ArchiveError(f"{error}; {kept}") from error


def _put_down(layout: Layout, unit: Unit, one: Done) -> None:
    told = {"do": unit.job["do"], "unit": unit.id, "seconds": round(one.seconds, 3), **one.told}
    with layout.metrics.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(told) + "\n")


def _copies(layout: Layout, prepared: Sequence[Unit], seen: Progress) -> dict[int, str]:
    """Copies over all shards; kept, since they depend on nothing but the prepared shards."""
    seen.begin("copies", 1)
    kept = layout.work / f"copies-{digest(*(u.id for u in prepared))}.json"
    if not kept.exists():
        files = [layout.prepared(u.id) for u in prepared]
        found = copies(files, work=layout.work / "spill")
        with put(kept) as part:
            part.write_text(json.dumps(found), encoding="utf-8")
    same = {int(n): ident for n, ident in json.loads(kept.read_text(encoding="utf-8")).items()}
    seen.copies = len(same)
    seen.add()
    return same


def _published(
    layout: Layout, made: Plan, prepared: Sequence[Unit], read: Sequence[Unit], asked: Asked, seen: Progress
) -> dict[str, Any]:
    named = _reader(asked)
    key = digest(named, *(u.id for u in read))
    if layout.told.exists():
        told = _told(layout)
        if told["of"] == key and all(layout.table(t).is_dir() for t in TABLES):
            return told
    seen.begin("publish", len(TABLES))
    began = monotonic()
    rows = publish(layout, [u.id for u in read], reader=named)
    seen.add(len(TABLES))
    outcomes = [outcome(layout, u.id) for u in read]
    every = [*outcomes, *(outcome(layout, u.id) for u in prepared)]
    told = {
        "of": key,
        "reader": named,
        "items": made.items,
        "skipped": made.skipped,
        **{
            k: sum(o[k] for o in outcomes)
            for k in ("read", "copies", "failed", "claims", "characters", "undated")
        },
        "aside": sum(o["aside"] for o in every),
        "processor_seconds": round(sum(o["processor_seconds"] for o in every), 3),
        "worker_mb": max((o["worker_mb"] for o in every), default=0),
        "rows": rows,
        "publishing_seconds": round(monotonic() - began, 3),
    }
    write_json(layout.told, told)
    return told


def status(root: Path) -> dict[str, Any]:
    """How far the run in a folder is; asks nothing of the sources.

    Args:
        root: the folder.

    Returns:
        "step", and of the shards and items how many are prepared and read; of a run that is over its report.

    Raises:
        ArchiveError: there is none, or it is of a newer release.
    """
    layout = Layout(root)
    asked = asked_of(layout)
    told: dict[str, Any] = {"folder": str(root), "sources": list(asked.sources)}
    if layout.told.exists():
        over = _told(layout)
        if not layout.plan.exists() or over["reader"] == _reader(asked):
            return told | {"step": "over"} | over
    if not layout.plan.exists():
        return told | {"step": "plan"}
    made = planned(layout)
    prepared = [_prepare(layout, s) for s in made.shards]
    ready = [u for u in prepared if is_done(layout, u.id)]
    told |= {"items": made.items, "shards": len(prepared), "prepared": len(ready), "step": "prepare"}
    if len(ready) < len(prepared):
        return told
    same = {} if asked.keep_copies else _copies(layout, prepared, Progress())
    read = [_read(layout, u, s, same, asked) for u, s in zip(prepared, made.shards, strict=True)]
    done = [outcome(layout, u.id) for u in read if is_done(layout, u.id)]
    numbers = {k: sum(o[k] for o in done) for k in ("read", "copies", "failed", "claims")}
    return told | {"step": "read", "shards_read": len(done), **numbers}
