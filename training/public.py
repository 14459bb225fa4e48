"""Which public sets feed the weights? Readers of those whose licence lets the weights be released."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sourcebook.encode import labels
from sourcebook.encode.words import words
from training.examples import Example, Span, cover

_SENTENCE_END = re.compile(r"(?<=[.!?\"”’)])\s+(?=[\"“‘(]?[A-Z0-9])|\n+")
SIZE = 110
"""Words of a piece of a long text, about."""
SURE = 0.5
"""Confidence from which a label of re3d counts; below it is the set's own noise."""
SYMMETRIC_TIES = frozenset({"CoLocated", "FightingAgainst", "AlliesOf", "CommWith", "IsSynonymOf", "Apart"})


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a file of JSON lines, packed or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for line in file:
            yield json.loads(line)


def pieces(text: str, size: int = SIZE) -> list[tuple[int, int]]:
    """A text cut at ends of sentences into stretches of about `size` words."""
    cuts = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    found, start = [], 0
    for before, after in zip(cuts[1:], [*cuts[2:], cuts[-1]], strict=True):
        if len(text[start:after].split()) > size and before > start:
            found.append((start, before))
            start = before
    return [*found, (start, len(text))] if text[start:].strip() else found


def re3d(path: Path) -> Iterator[Example]:
    """Entities and relations of re3d; documents under a licence that forbids training are left out."""
    for doc in lines(path):
        if doc["train_ok"]:
            yield from re3d_pieces(doc)


def re3d_pieces(doc: dict[str, Any]) -> Iterator[Example]:
    """One document of re3d, piece by piece."""
    for start, end in pieces(doc["text"]):
        text = doc["text"][start:end]
        found = words(text)
        example = Example(id=f"re3d:{doc['id']}:{start}", text=text, words=found, re3d={})
        inside = [e for e in doc["entities"] if start <= e["begin"] and e["end"] <= end]
        for e in sorted(inside, key=lambda e: e["begin"] - e["end"]):
            span = cover(found, e["begin"] - start, e["end"] - start)
            if e["confidence"] >= SURE:
                example.re3d.setdefault(span, labels.RE3D_KINDS.index(e["type"]))
            else:
                example.re3d_ignored.add(span)
        for r in doc["relations"]:
            ends = (*r["source"], *r["target"])
            if min(ends) < start or max(ends) > end or r["confidence"] < SURE:
                continue
            a, b = (cover(found, x[0] - start, x[1] - start) for x in (r["source"], r["target"]))
            if a == b or a not in example.re3d or b not in example.re3d:
                continue
            example.re3d_ties[a, b] = labels.RE3D_TIES.index(r["type"])
            if r["type"] in SYMMETRIC_TIES:
                example.re3d_ties.setdefault((b, a), labels.RE3D_TIES.index(r["type"]))
        yield example


def factuality(path: Path) -> Iterator[Example]:
    """How sure each happening of a sentence is (Decomp/UDS factuality over UD English-EWT)."""
    for row in lines(path):
        found = words(row["text"])
        sure: dict[int, float] = {}
        for e in row["events"]:
            span: Span = cover(found, e["begin"], e["end"])
            if span[0] < span[1]:
                sure[span[0]] = float(e["value"])
        if sure:
            yield Example(id=row["id"], text=row["text"], words=found, factual=sure)
