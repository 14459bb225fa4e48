"""How near is a draft to what a careful analyst writes down?

    python benchmarks/records.py [--json] [GOLD.yaml ...]

Reads each hand-made record's report with the installed reader and scores the draft with the record kit's own scorer.
Records live outside the project, in `../shared/gold` or where SOURCEBOOK_SHARED points.
"""

import argparse
import importlib.util
import json
import os
import sys
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

from sourcebook.export.interchange import to_interchange
from sourcebook.intake import reports
from sourcebook.model.text import Report
from sourcebook.model.when import Ground, When
from sourcebook.stages import READER, read

SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[1].parent / "shared"))
GOLD = SHARED / "gold"
WRITTEN = Path(__file__).with_name("written")
UNSEEN = ("day_chronology", "levant_brief", "militia_profile", "ocha_sitrep", "sponsor_oped", "wire_attack")
"""Written reports whose misses nobody has read; see `written/README.md`."""


def kit() -> ModuleType:
    """The record kit's scorer."""
    return scorer_at(GOLD / "score_record.py")


def scorer_at(path: Path) -> ModuleType:
    """A kit's scorer, which lies beside the project."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path.parent} holds no {path.name}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(path: Path, scorer: ModuleType) -> dict[str, Any]:
    """Figures of one record.

    Args:
        path: the hand-made record; its report lies beside it.
        scorer: from `kit`.
    """
    gold = scorer.Gold(path)
    published = gold.g["report"].get("published")
    when = When.parse(str(published), ground=Ground.PUBLISHED) if published else None
    report = next(iter(reports([str(path.parent / gold.g["report"]["file"])], published=when)))
    if not isinstance(report, Report):
        sys.exit(f"{path}: {report.message}")
    figures: dict[str, Any] = scorer.score(gold, scorer.Draft(to_interchange(read(report))))
    return figures


def summary(seed: dict[str, Any], dev: list[dict[str, Any]]) -> dict[str, float]:
    """The figures that are pinned.

    Args:
        seed: figures of the seed record.
        dev: figures of the development records.
    """
    slots = [seed["slots"][s]["f1"] for s in ("modality", "speaker")]
    every = [seed, *dev]
    return {
        "seed named": seed["named"]["found"],
        "seed events F1": seed["events"]["f1"],
        "seed relations F1": seed["relations"]["f1"],
        "seed dates": seed["dates"]["right"],
        "seed places": seed["places_right"]["right"],
        "seed modality and speaker F1": min(slots),
        "seed place slots F1": seed["slots"]["place"]["f1"],
        "seed date slots F1": seed["slots"]["date"]["f1"],
        "seed kept from saying": -len(seed["must_not"]),
        "development events F1, mean": round(figure(dev, "events"), 3),
        "development relations F1, mean": round(figure(dev, "relations"), 3),
        "development place slots F1, mean": round(slot(dev, "place"), 3),
        "development date slots F1, mean": round(slot(dev, "date"), 3),
        "development actor slots F1, mean": round(slot(dev, "actor"), 3),
        "development recipient slots F1, mean": round(slot(dev, "recipient"), 3),
        "verbatim": sum(d["verbatim"]["ok"] for d in every) / sum(d["verbatim"]["of"] for d in every),
    }


def written(scorer: ModuleType) -> dict[str, float]:
    """Means over the reports written for measuring: those that were looked at, and those that were not.

    Args:
        scorer: from `kit`.
    """
    figures = {p.stem: score(p, scorer) for p in sorted(WRITTEN.glob("*.yaml"))}
    told = {}
    for words, unseen in (("seen", False), ("unseen", True)):
        some = [f for name, f in figures.items() if (name in UNSEEN) is unseen]
        for what, of in (("events", figure), ("relations", figure), ("actor", slot), ("recipient", slot)):
            told[f"written {words}, {what} F1"] = round(of(some, what), 3)
    return told


def figure(records: list[dict[str, Any]], name: str) -> float:
    """Mean F1 of events or relations."""
    return float(mean(f[name]["f1"] for f in records))


def slot(records: list[dict[str, Any]], name: str) -> float:
    """Mean F1 of a slot of events, over the records whose analyst gives such a thing at all."""
    return float(mean(f["slots"][name]["f1"] for f in records if f["slots"][name]["gold"]))


def pinned() -> dict[str, float]:
    """The pinned figures, measured now."""
    scorer = kit()
    dev = [score(p, scorer) for p in sorted((GOLD / "dev").glob("*.yaml"))]
    return summary(score(GOLD / "seed.yaml", scorer), dev) | written(scorer)


def main() -> None:
    """Print one line per record, then the summary."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "gold", nargs="*", type=Path, help="records; the seed and the development records without any"
    )
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")
    asked = parser.parse_args()
    if not GOLD.is_dir():
        sys.exit(f"no records at {GOLD}; set SOURCEBOOK_SHARED to the folder that holds gold/")
    scorer = kit()
    paths = asked.gold or [GOLD / "seed.yaml", *sorted((GOLD / "dev").glob("*.yaml"))]
    figures = {p.stem: score(p, scorer) for p in paths}
    if asked.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
        return
    print(f"reader {READER}")
    for name, f in figures.items():
        e, r = f["events"], f["relations"]
        print(
            f"{name:10} events {e['f1']:.3f} (P {e['p']:.2f} R {e['r']:.2f})  relations {r['f1']:.3f}  "
            f"named {f['named']['found']}/{f['named']['of']}  dates {f['dates']['right']}/{f['dates']['of']}  "
            f"places {f['places_right']['right']}/{f['places_right']['of']}  must not {len(f['must_not'])}"
        )
    if not asked.gold:
        for name, value in summary(figures["seed"], [f for n, f in figures.items() if n != "seed"]).items():
            print(f"  {name}: {value}")


if __name__ == "__main__":
    main()
