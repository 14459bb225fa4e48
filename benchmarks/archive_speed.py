"""What does an archive cost? Engines and bare work over one archive, in turn, as ratios of the same minutes.

    python benchmarks/archive_speed.py ARCHIVE --work FOLDER [--engines local daft ray] [--reports 2000] [--rounds 1]

For each round, one after another: bare parsing and encoding in as many processes as there are workers ("bare"), the
whole run by one worker ("one"), and by all workers on each engine. Prints a JSON object a line: seconds, reports a
second, peak memory of a worker in MB, and for each engine its ratio to "one" and to "bare".
"""

import argparse
import gzip
import json
import os
import resource
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

from sourcebook.archive.engines import ENGINES
from sourcebook.archive.run import Asked, How, read_archive
from sourcebook.model.text import Report
from sourcebook.stages import STAGES, Reading

WORKERS = len(os.sched_getaffinity(0))


def bare(texts: list[str]) -> int:
    """Parse and encode some texts, and nothing else; gives the peak of memory in MB."""
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
    began = time.perf_counter()
    told = read_archive(out, Asked(sources=(str(source),), shard=shard), How(engine=engine, workers=workers))
    seconds = time.perf_counter() - began
    way = "one" if workers == 1 else engine
    return {
        "way": way,
        "seconds": seconds,
        "read": told["read"],
        "copies": told["copies"],
        "claims": told["claims"],
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=["local"])
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--shard", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    source = cut(asked.archive, asked.reports, asked.work / "in")
    texts = texts_of(source)
    for _ in range(asked.rounds):
        ways = [bare_run(texts), whole_run(source, asked.work / "one", "local", 1, asked.shard)]
        ways += [whole_run(source, asked.work / e, e, WORKERS, asked.shard) for e in asked.engines]
        seconds = {w["way"]: w["seconds"] for w in ways}
        for way in ways:
            ratios = {f"to_{base}": round(way["seconds"] / seconds[base], 3) for base in ("bare", "one")}
            rate = round(asked.reports / way["seconds"], 2)
            print(json.dumps(way | {"seconds": round(way["seconds"], 1), "reports_a_second": rate} | ratios))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
