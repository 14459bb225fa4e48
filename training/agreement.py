"""How far do two people agree who label the same passages apart?

    python -m training.agreement

Compares `second/` (labels by a second hand, who saw the texts only) with the passages of the same ids, layer by layer.
The F1 of one against the other is the same whichever is taken for right.
"""

from collections.abc import Iterator
from pathlib import Path

from sourcebook.encode import labels
from training.evaluate import Figures, once
from training.examples import Example, of_passage
from training.passages import Row, passages
from training.standoff import labelled

HERE = Path(__file__).parent


def rows(folder: Path) -> Iterator[Row]:
    """Passages of a folder's YAML files and of its files of labels."""
    for path in sorted(folder.rglob("*.yaml")):
        yield from passages(path)
    for path in sorted(folder.rglob("*.jsonl")):
        yield from labelled(path)


def compare(one: Example, other: Example, figures: Figures) -> None:
    """Count what two hands say of one text."""
    figures.add("mentions", _spans(one, labels.KINDS), _spans(other, labels.KINDS))
    figures.add("mentions, any kind", one.mentions or (), other.mentions or ())
    mine, theirs = ({t.trigger: t for t in e.events or ()} for e in (one, other))
    figures.add("triggers", ((s, t.type) for s, t in mine.items()), ((s, t.type) for s, t in theirs.items()))
    figures.add("triggers, any type", mine, theirs)
    both = mine.keys() & theirs.keys()
    for name in ("type", "modality", "phase"):
        figures.add(
            f"shared triggers: {name}",
            ((s, getattr(mine[s], name)) for s in both),
            ((s, getattr(theirs[s], name)) for s in both),
        )
    figures.add(
        "shared triggers: roles",
        ((s, *role) for s in both for role in mine[s].roles.items()),
        ((s, *role) for s in both for role in theirs[s].roles.items()),
    )
    figures.add("relations", _ties(one), _ties(other))


def _spans(e: Example, kinds: tuple[str, ...]) -> Iterator[tuple[object, str]]:
    return ((s, kinds[k]) for s, k in (e.mentions or {}).items())


def _ties(e: Example) -> set[object]:
    return set(once((a, labels.PREDICATES[p], b) for (a, b), p in (e.relations or {}).items()))


def main() -> None:
    """Print the agreement."""
    second = {r["id"]: of_passage(r) for r in rows(HERE / "second")}
    first = {r["id"]: of_passage(r) for name in ("passages", "labels") for r in rows(HERE / name)}
    figures = Figures()
    for ident, e in second.items():
        compare(e, first[ident], figures)
    print(f"{len(second)} passages")
    print(figures)


if __name__ == "__main__":
    main()
