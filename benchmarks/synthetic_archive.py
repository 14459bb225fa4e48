"""An archive of made-up reports as JSON lines, as large as wanted, the same for the same seed.

    python benchmarks/synthetic_archive.py --reports 1000000 FOLDER [--seed 1] [--short] [--bad 0.002]

Texts are those of `synthetic_book` (Zipf-distributed actors and places, events told again, one report in twenty another
outlet's copy), some with a site's boilerplate around them, and with a long tail of lengths: most reports are one page,
one in ten two or three, one in a hundred up to twenty. `--short` leaves the tail off, for fitting how time grows. A few
records are bad on purpose: no text, broken JSON, another language, a page of digits. Files are gzipped, 20,000 records
each, `part-00000.jsonl.gz` and on.
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from synthetic_book import drafts

from sourcebook.model.text import Report

IN_FILE = 20_000
_FURNITURE = (
    "Sign up for our newsletter to get the day's main stories every morning.",
    "Follow us for updates. All rights reserved.",
    "Advertisement",
    "Share this story",
)
_FOREIGN = "Les forces ont repris la ville dans la nuit, selon des habitants joints par téléphone."
_FURNISHED, _TWO, _MANY = 0.2, 0.1, 0.01


def records(reports: int, *, seed: int, bad: float, short: bool) -> Iterator[bytes]:
    """Lines of an archive.

    Args:
        reports: how many records.
        seed: of the generator.
        bad: share of records that cannot be read.
        short: whether every report is one page.
    """
    rng = random.Random(f"{seed}/archive")  # noqa: S311 - made-up reports
    told = iter(drafts(reports * 2 if not short else reports, seed=seed))
    for _ in range(reports):
        if rng.random() < bad:
            yield _bad(rng)
            continue
        pages = 1 if short else _pages(rng)
        some = [d.report for d in islice(told, pages)]
        if not some:  # the tail took what there was
            told = iter(drafts(reports, seed=seed + 1))
            some = [next(told).report]
        yield _line(rng, some)


def _pages(rng: random.Random) -> int:
    roll = rng.random()
    return rng.randint(4, 20) if roll < _MANY else rng.randint(2, 3) if roll < _TWO else 1


def _line(rng: random.Random, pages: list[Report]) -> bytes:
    first = pages[0]
    text = "\n\n".join(p.text for p in pages)
    if rng.random() < _FURNISHED:
        text = f"{rng.choice(_FURNITURE)}\n\n{text}\n\n{rng.choice(_FURNITURE)}"
    told = {
        "text": text,
        "title": first.title,
        "publisher": first.publisher,
        "published": first.published.edtf if first.published else None,
        "address": first.address,
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8") + b"\n"


def _bad(rng: random.Random) -> bytes:
    whole = {"text": "Cut off in the middle of a wo", "publisher": "Nobody"}
    return (
        rng.choice(
            (
                json.dumps({"title": "no words"}).encode(),
                json.dumps(whole).encode()[:25],
                json.dumps({"text": _FOREIGN}).encode(),
                json.dumps({"text": "0 1 2 3 " * 50}).encode(),
                b"\xff\xfe not UTF-8",
            )
        )
        + b"\n"
    )


def write(folder: Path, lines: Iterator[bytes]) -> int:
    """Write lines into files of a folder; the same lines give the same bytes.

    Returns:
        How many.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for number in range(1_000_000):
        some = list(islice(lines, IN_FILE))
        if not some:
            break
        with (folder / f"part-{number:05}.jsonl.gz").open("wb") as raw:
            raw.write(gzip.compress(b"".join(some), compresslevel=6, mtime=0))
        count += len(some)
        if sys.stderr.isatty():
            print(f"\r{count:,} records", end="", file=sys.stderr)
    return count


def main() -> None:
    """Write an archive."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bad", type=float, default=0.002)
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    lines = records(asked.reports, seed=asked.seed, bad=asked.bad, short=asked.short)
    print(f"{write(asked.folder, lines):,} records in {asked.folder}", file=sys.stderr)


if __name__ == "__main__":
    main()
