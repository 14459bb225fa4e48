"""What does an archive cost? Engines and bare work over one archive, in turn, as ratios of the same minutes.

    python benchmarks/archive_speed.py ARCHIVE --work FOLDER [--engines local daft ray] [--beside bare one] [--warm]
                                       [--reports 2000]
    python benchmarks/archive_speed.py ARCHIVE --work FOLDER --grow 1000 10000 [--engines local]

For each round, one after another: bare parsing and encoding in as many processes as there are workers ("bare"), the
whole run by one worker ("one"), and by all workers on each engine; with `--warm` each engine has read a few reports
before. Prints a JSON object a line: seconds on the clock, seconds of the processor (of the workers, and of this process
and whatever it started), reports a second, the most memory of a worker and of this process in MB, and for each engine
its ratios to "one", "bare" and "local".

With `--grow`, whole runs of so many reports on the first engine, and last the exponents with which the processor's
seconds grow with the reports, fitted by least squares over their logarithms; what starting takes is in them. With
tests/archive/standin first in PYTHONPATH no reader is loaded, and the figures are the framework's own.
"""

import argparse
import gzip
import json
import math
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import linear_regression
from typing import Any

from sourcebook.archive.engines import ENGINES
from sourcebook.archive.run import Asked, How, read_archive
from sourcebook.model.text import Report

WORKERS = len(os.sched_getaffinity(0))


def bare(texts: list[str]) -> int:
    """Parse and encode some texts, and nothing else; gives the peak of memory in MB."""
    from sourcebook.stages import STAGES, Reading  # noqa: PLC0415 - the stand-in has none

    for text in texts:
        reading = Reading(report=Report(text=text))
        for stage in STAGES[:2]:
            reading = stage.run(reading)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def texts_of(folder: Path) -> list[str]:
    """The texts of an archive that can be read."""
    found = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            try:
                text = json.loads(line).get("text")
            except ValueError:
                continue
            found += [text] if text and "0 1 2 3" not in text and "Les forces" not in text else []
    return found


def cut(source: Path, reports: int, to: Path) -> Path:
    """The first records of an archive, as an archive."""
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    lines: list[bytes] = []
    for path in sorted(source.glob("*.jsonl.gz")):
        with gzip.open(path) as stream:
            lines += islice(stream, reports - len(lines))
        if len(lines) == reports:
            break
    (to / "part-00000.jsonl.gz").write_bytes(gzip.compress(b"".join(lines), mtime=0))
    return to


def bare_run(texts: list[str]) -> dict[str, Any]:
    """All texts, shared out over processes."""
    began = time.perf_counter()
    with ProcessPoolExecutor(WORKERS) as pool:
        peaks = list(pool.map(bare, [texts[n::WORKERS] for n in range(WORKERS)]))
    return {"way": "bare", "seconds": time.perf_counter() - began, "worker_mb": max(peaks)}


def whole_run(source: Path, out: Path, engine: str, workers: int, shard: int) -> dict[str, Any]:
    """A whole run on an engine."""
    shutil.rmtree(out, ignore_errors=True)
    began, spent = time.perf_counter(), _spent()
    told = read_archive(out, Asked(sources=(str(source),), shard=shard), How(engine=engine, workers=workers))
    seconds = time.perf_counter() - began
    kept = ("items", "read", "copies", "claims", "worker_mb")
    return {
        "way": "one" if workers == 1 else engine,
        "seconds": seconds,
        "processor_workers": told["processor_seconds"],
        "processor_all": round(_spent() - spent, 1),
        "driver_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **{k: told[k] for k in kept},
    }


def _spent() -> float:
    """Seconds of the processor of this process and of those that it started and that have ended."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(r.ru_utime + r.ru_stime for r in map(resource.getrusage, who))


def exponent(rows: Sequence[Mapping[str, Any]], what: str) -> float:
    """With which power of the number of reports something grows."""
    sizes = [math.log(r["items"]) for r in rows]
    return round(linear_regression(sizes, [math.log(r[what]) for r in rows]).slope, 3)


def grow(asked: argparse.Namespace) -> None:
    """Runs of growing size, and how the processor's seconds grow."""
    rows = []
    for reports in asked.grow:
        source = cut(asked.archive, reports, asked.work / "in")
        rows.append(whole_run(source, asked.work / "out", asked.engines[0], WORKERS, asked.shard))
        say(rows[-1] | {"reports_a_second": round(reports / rows[-1]["seconds"], 2)})
    if len(rows) > 1:
        say({f"exponent_{k}": exponent(rows, k) for k in ("processor_workers", "processor_all")})


def compare(asked: argparse.Namespace) -> None:
    """All ways over the same reports, one after another."""
    source = cut(asked.archive, asked.reports, asked.work / "in")
    texts = texts_of(source)
    for engine in asked.engines if asked.warm else ():
        whole_run(cut(asked.archive, 20, asked.work / "few"), asked.work / "warm", engine, WORKERS, 10)
    for _ in range(asked.rounds):
        runs = [partial(bare_run, texts)] if "bare" in asked.beside else []
        if "one" in asked.beside:
            runs.append(partial(whole_run, source, asked.work / "one", "local", 1, asked.shard))
        runs += [partial(whole_run, source, asked.work / e, e, WORKERS, asked.shard) for e in asked.engines]
        ways = list(map(_told, runs))
        bases = {w["way"]: w["seconds"] for w in ways if w["way"] in {"bare", "one", "local"}}
        for way in ways:
            ratios = {f"to_{base}": round(way["seconds"] / seconds, 3) for base, seconds in bases.items()}
            say(way | {"reports_a_second": round(asked.reports / way["seconds"], 2)} | ratios)


def _told(run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What a run took, which is told at once, since the next one may take an hour."""
    way = run()
    print(way["way"], round(way["seconds"]), "s", file=sys.stderr, flush=True)
    return way


def say(told: Mapping[str, Any]) -> None:
    """Print a JSON object."""
    print(json.dumps({k: round(v, 3) if isinstance(v, float) else v for k, v in told.items()}))
    sys.stdout.flush()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=["local"])
    parser.add_argument(
        "--beside", nargs="*", choices=["bare", "one"], default=["bare", "one"], help="what else is run"
    )
    parser.add_argument("--warm", action="store_true", help="each engine has read a few reports before")
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--grow", type=int, nargs="+", help="whole runs of so many reports")
    parser.add_argument("--shard", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    if asked.grow:
        grow(asked)
    else:
        compare(asked)


if __name__ == "__main__":
    main()
