"""Floors on passages labelled by hand, which live beside the project and are read where they are."""

import json
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sourcebook.draft.modality import modality_cues, modality_of
from sourcebook.draft.speaker import attribution_cues, speaker_of
from sourcebook.find.tolls import find_tolls, tolls_of
from sourcebook.model.text import Document, Report
from sourcebook.parse import parse

SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[3] / "shared")) / "labelled"
FLOORS = {"modality": 0.88, "modality macro": 0.72, "speaker": 0.74, "tolls found": 0.77}
NOISE = 0.005

pytest.importorskip("yaml", reason="PyYAML, which the labelled passages are written in, is not installed")
if not (SHARED / "compile.py").is_file():
    pytest.skip(f"the labelled passages are not at {SHARED}", allow_module_level=True)


@cache
def rows() -> list[tuple[dict[str, Any], Document, int]]:
    files = sorted(map(str, (SHARED / "passages").glob("*.yaml")))
    command = [sys.executable, str(SHARED / "compile.py"), *files]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = []
    for passage in map(json.loads, lines[::3]):  # a third of them keeps the test short
        doc = parse(Report(text=passage["text"]))
        found += [(event, doc, head_of(doc, event["trigger"])) for event in passage["events"]]
    return found


def head_of(doc: Document, span: dict[str, Any]) -> int:
    tokens = [i for i in range(len(doc)) if doc.start[i] < span["end"] and span["start"] < doc.end[i]]
    return next((i for i in tokens if doc.head[i] == i or doc.head[i] not in tokens), tokens[-1])


def f1(hits: int, drafted: int, gold: int) -> float:
    return 2 * hits / (drafted + gold) if hits else 0.0


def modalities() -> tuple[float, float]:
    pairs: Counter[tuple[str, str]] = Counter()
    for event, doc, trigger in rows():
        read = modality_of(doc, trigger, modality_cues())[0].value
        pairs[event["modality"], "hedged" if read == "question" else read] += 1
    kinds = {gold for gold, _ in pairs}
    each = [
        f1(
            pairs[kind, kind],
            sum(n for (_, read), n in pairs.items() if read == kind),
            sum(n for (gold, _), n in pairs.items() if gold == kind),
        )
        for kind in kinds
    ]
    return sum(pairs[kind, kind] for kind in kinds) / pairs.total(), sum(each) / len(each)


def speakers() -> float:
    hits = drafted = gold = 0
    for event, doc, trigger in rows():
        who, wanted = speaker_of(doc, trigger, attribution_cues()), event["speaker"]
        named = doc.span(*who.holder) if who and who.holder else None
        hits += bool(named and wanted and named.start < wanted["end"] and wanted["start"] < named.end)
        drafted += bool(named)
        gold += bool(wanted)
    return f1(hits, drafted, gold)


def tolls() -> float:
    hits = drafted = gold = 0
    for event, doc, trigger in rows():
        read = tolls_of(doc, trigger, find_tolls(doc))
        for key in ("killed", "wounded"):
            stated = key in read and not read[key][1].named  # the labels count numbers, not names
            stated = stated and (event["type"] == "ASSAULT") and read[key][0].best != 1
            hits += bool(event[key] and key in read)
            drafted += bool(stated or (event[key] and key in read))
            gold += bool(event[key])
    return f1(hits, drafted, gold)


def test_no_figure_falls_below_its_floor() -> None:
    accuracy, macro = modalities()
    scores = {"modality": accuracy, "modality macro": macro, "speaker": speakers(), "tolls found": tolls()}
    falls = {k: (round(scores[k], 3), floor) for k, floor in FLOORS.items() if scores[k] < floor - NOISE}
    assert falls == {}
