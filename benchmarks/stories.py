"""Are the claims that tell one happening found to do so? B-cubed F1 on the story kit.

    python benchmarks/stories.py [--drafted] [FOLDER ...]

For each story of `tests/stories` the incidents drawn from the claims of the hand are measured against the hand's own,
with the share of true pairs that meet under a key. With `--drafted` the installed reader reads the reports, and what it
drafts is measured on the drafted claims that are a claim of the hand.
"""

import argparse
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from sourcebook.model.claim import Event, Predicate, Relation
from sourcebook.model.record import Draft
from sourcebook.stages import read
from sourcebook.story.compare import candidates


class Story(Protocol):
    """What is used here of the kit's stories."""

    rows: Any
    entries: Any


KIT = Path(__file__).parents[1] / "tests" / "stories"


def scorer() -> ModuleType:
    """The story kit's scorer."""
    spec = importlib.util.spec_from_file_location("scoring", KIT / "scoring.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{KIT} holds no scoring.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["scoring"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def by_hand(kit: ModuleType, folder: Path) -> dict[str, float]:
    """Figures of one story, from the claims of the hand."""
    story = kit.load(folder)
    key = {entry.claim.id: name for name, entry in story.entries.items()}
    claims = kit.ready(story.entries.values(), story.places, story.ties)
    drawn = [frozenset(key[c] for c in group) for group in kit.drawn(claims)]
    true = [frozenset(p) for group in story.incidents() for p in combinations(sorted(group), 2)]
    met = {frozenset(key[c] for c in pair) for pair in candidates(claims)}
    return _figures(kit.b_cubed(drawn, story.incidents())) | {
        "met": round(sum(pair in met for pair in true) / len(true), 3),
        "claims": len(claims),
    }


def drafted(kit: ModuleType, folder: Path) -> dict[str, float]:
    """Figures of one story, from what the reader drafts."""
    story = kit.load(folder)
    drafts = {file: read(report) for file, report in story.reports.items()}
    hand = {file: _of(story, file) for file in drafts}
    key = {c: k for file, draft in drafts.items() for c, k in kit.matched(draft, hand[file]).items()}
    entries = [e for file, draft in drafts.items() for e in _entries(kit, story, file, draft)]
    places = {p.id: p for draft in drafts.values() for p in draft.places}
    ties = (*kit.known_ties(), *_ties(drafts.values()))
    drawn = [frozenset(key.get(c, c) for c in g) for g in kit.drawn(kit.ready(entries, places, ties))]
    return _figures(kit.b_cubed(drawn, story.incidents())) | {
        "matched": len(key),
        "claims": len(story.entries),
    }


def _of(story: Story, file: str) -> dict[str, Any]:
    rows = (row["id"] for row in story.rows["claims"] if row["report"] == file)
    return {ident: story.entries[ident] for ident in rows}


def _entries(kit: ModuleType, story: Story, file: str, draft: Draft) -> list[Any]:
    (row,) = (r for r in story.rows["reports"] if r["file"] == file)
    at = kit.source(draft.report, row["read"])
    events = [c for c in draft.claims if isinstance(c.fact, Event)]
    return [kit.Entry(claim=c, words=c.quote.of(draft.report.text), source=at) for c in events]


def _ties(drafts: Iterable[Draft]) -> list[tuple[str, Predicate, str]]:
    facts = (c.fact for draft in drafts for c in draft.claims)
    said = [(f.subject, f.predicate, f.object) for f in facts if isinstance(f, Relation)]
    units = [(a.id, Predicate.PART_OF, a.unit_of) for d in drafts for a in d.actors if a.unit_of]
    return [*said, *units]


def _figures(scores: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("precision", "recall", "f1"), (round(s, 3) for s in scores), strict=True))


def main(given: Sequence[str] | None = None) -> None:
    """Print one line per story, then the mean F1."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folders", nargs="*", type=Path, help="folders of stories; all of the kit without any"
    )
    parser.add_argument("--drafted", action="store_true", help="measure what the reader drafts")
    asked = parser.parse_args(given)
    kit = scorer()
    found: list[float] = []
    for folder in asked.folders or kit.stories():
        figures = (drafted if asked.drafted else by_hand)(kit, folder)
        found.append(figures["f1"])
        print(f"{folder.name:28}", "  ".join(f"{name} {value}" for name, value in figures.items()))
    if found:
        print(f"{'mean F1':28} {sum(found) / len(found):.3f}")


if __name__ == "__main__":
    main()
