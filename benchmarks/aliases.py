"""Are two names one actor's? And who is meant by a name that no list holds?

    python benchmarks/aliases.py [PAIRS.csv]

First the pairs: precision and recall of "the same", and how many look-alikes were taken for one. PAIRS.csv has the
columns id, name_a, name_b, same_actor (1 or 0); without it, the development pairs in `../shared` or where
SOURCEBOOK_SHARED points. Then open retrieval: 500 names drawn from the imported lists by a fixed seed, each taken out
of every list, is looked up; right is the actor that it was taken from.
"""

import argparse
import csv
import os
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sourcebook.knowledge.actors import actors, candidates, fold_name, same_name, without_name
from sourcebook.knowledge.places import gazetteer

SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[1].parent / "shared"))
PAIRS = SHARED / "data" / "actors" / "alias_pairs_dev.csv"
LISTS = Path(str(files("sourcebook.knowledge"))) / "lists" / "names.tsv"
DRAWN = 500
SEED = 20241208


class BadPairsError(ValueError):
    """A file of pairs that cannot be used; its text says where, why, and what to do."""


def same_entity(one: str, other: str) -> bool:
    """Whether two names are one body's, one person's, one state's or, when neither is known, one place's.

    Args:
        one: a name as written.
        other: another.
    """
    if same_name(one, other):
        return True
    if any(alias.strong for name in (one, other) for _, alias in candidates(name)):
        return False
    first, second = ({c.place.id for c in gazetteer().lookup(n) if c.exact} for n in (one, other))
    return bool(first & second)


def pairs(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a file of pairs.

    Raises:
        BadPairsError: a column is missing, or a line has no names.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for column in ("id", "name_a", "name_b"):
            if column not in (reader.fieldnames or ()):
                raise BadPairsError(
                    f"{path}: has no column {column!r}; write id,name_a,name_b in its first line"
                )
        for row in reader:
            if not (row["name_a"] or "").strip() or not (row["name_b"] or "").strip():
                raise BadPairsError(
                    f"{path}, line {reader.line_num}: lacks a name; fill both, or take the line out"
                )
            yield row


def decide(rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, int]]:
    """Id and decision of each pair: 1 for the same actor, 0 for two."""
    return ((row["id"], int(same_entity(row["name_a"], row["name_b"]))) for row in rows)


def pair_figures(path: Path) -> dict[str, float]:
    """Precision, recall and look-alikes merged, of pairs whose answer is known.

    Args:
        path: with the column same_actor too.
    """
    rows = list(pairs(path))
    told = [(row["same_actor"] == "1", bool(same)) for row, (_, same) in zip(rows, decide(rows), strict=True)]
    hits = sum(gold and said for gold, said in told)
    return {
        "alias pairs precision": hits / max(1, sum(said for _, said in told)),
        "alias pairs recall": hits / max(1, sum(gold for gold, _ in told)),
        "look-alikes merged": -sum(said and not gold for gold, said in told),
    }


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What became of the names drawn."""

    right: int
    wrong: int
    unanswered: int

    def figures(self) -> dict[str, float]:
        """Shares of the names drawn."""
        drawn = self.right + self.wrong + self.unanswered
        return {"retrieval right": self.right / drawn, "retrieval wrong": -self.wrong / drawn}


def drawn(count: int = DRAWN, seed: int = SEED) -> list[tuple[str, str]]:
    """Actors and names of the imported lists; only of actors that keep another name.

    Args:
        count: how many.
        seed: of the drawing.
    """
    names: dict[str, dict[str, str]] = {}
    with LISTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            names.setdefault(row["actor"], {}).setdefault(fold_name(row["name"]), row["name"])
    known = actors()
    others = {slug: {fold_name(n.text) for n in known[slug].names} for slug in names}
    every = sorted(
        (slug, n) for slug, these in names.items() for key, n in these.items() if others[slug] - {key}
    )
    return random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311 - a sample, no secret


def retrieval(count: int = DRAWN, seed: int = SEED, *, hide: bool = True, show: bool = False) -> Retrieval:
    """Look up names drawn from the lists; only a name that is proof by itself is an answer.

    Args:
        count: how many.
        seed: of the drawing.
        hide: take each name out of its actor first, so that only the other names can find it.
        show: print what was not found right, to standard error.
    """
    told = {"right": 0, "wrong": 0, "unanswered": 0}
    for slug, name in drawn(count, seed):
        hits = without_name(name, slug) if hide else candidates(name)
        ids = {found for found, alias in hits if alias.strong}
        outcome = "unanswered" if len(ids) != 1 else "right" if ids == {slug} else "wrong"
        told[outcome] += 1
        if show and outcome != "right":
            print(f"{outcome}: {name!r} of {slug}, found {sorted(ids)}", file=sys.stderr)
    return Retrieval(**told)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="?", type=Path, default=PAIRS)
    parser.add_argument("--show", action="store_true", help="print the names that were not found")
    asked = parser.parse_args()
    if asked.pairs.is_file():
        for words, figure in pair_figures(asked.pairs).items():
            print(f"{words}: {abs(figure):.3f}")
    else:
        print(
            f"no pairs at {asked.pairs}; set SOURCEBOOK_SHARED to the folder that holds data/",
            file=sys.stderr,
        )
    for hide, how in ((False, "as listed"), (True, "each taken out")):
        for words, figure in retrieval(hide=hide, show=asked.show and hide).figures().items():
            print(f"{words}, {how}: {abs(figure):.3f}")


if __name__ == "__main__":
    main()
