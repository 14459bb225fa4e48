"""What does reading cost? Ratios against spaCy, measured in the same minute on the same texts.

    python benchmarks/speed.py [TEXTS.jsonl] [--note "machine"]

TEXTS.jsonl has one object a line with a key `text`; without it the sample reports are read. Prints words per second of
spaCy alone (our own parse, block by block), of the whole reader, the ratio of everything else to spaCy, the peak of
memory, and the wall time of one cold `sourcebook read`.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sourcebook.intake import reports
from sourcebook.model.text import Report
from sourcebook.parse import blocks, language_model
from sourcebook.samples import sample_paths
from sourcebook.stages import READER, read

ROUNDS = 9


def texts(path: Path | None) -> list[Report]:
    """The reports to read."""
    if path is None:
        return [r for r in reports([str(p) for p in sample_paths()]) if isinstance(r, Report)]
    with path.open(encoding="utf-8") as lines:
        return [Report(text=json.loads(line)["text"]) for line in lines]


def spacy_alone(report: Report) -> None:
    """SpaCy over the same blocks."""
    for _ in language_model().pipe((report.text[a:b] for a, b in blocks(report.text)), batch_size=32):
        pass


def seconds(ways: tuple[Callable[[Report], object], ...], over: list[Report]) -> list[float]:
    """CPU seconds of each way over all reports, report by report in turn, so that a busy machine slows all alike."""
    spent = [0.0 for _ in ways]
    for report in over:
        for n, way in enumerate(ways):
            start = time.process_time()
            way(report)
            spent[n] += time.process_time() - start
    return spent


def cold(path: Path) -> float:
    """Wall seconds of one `sourcebook read` in a new process."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "sourcebook", "read", str(path), "--format", "jsonl"]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="?", type=Path)
    parser.add_argument("--note", default=platform.processor() or platform.machine())
    asked = parser.parse_args()
    over = texts(asked.texts)
    words = sum(len(r.text.split()) for r in over)
    for report in over[:5]:
        read(report)
    rounds = [seconds((spacy_alone, read), over) for _ in range(ROUNDS)]
    alone, whole = (median(column) for column in zip(*rounds, strict=True))
    print(
        json.dumps(
            {
                "reader": READER,
                "machine": asked.note,
                "reports": len(over),
                "words": words,
                "spaCy words/s": round(words / alone),
                "reader words/s": round(words / whole),
                "everything else / spaCy": round((whole - alone) / alone, 3),
                "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "cold read s": round(min(cold(sample_paths()[0]) for _ in range(3)), 2),
            }
        )
    )


if __name__ == "__main__":
    main()
