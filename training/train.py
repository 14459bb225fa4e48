"""Make the weights that ship.

    make train
    python -m training.train [--to FOLDER] [--epochs N] [--fold N/K] [--plain]

Reads the passages and labels beside it, and the public sets under ../shared (SOURCEBOOK_SHARED). Every tenth
passage is kept out and measured on afterwards; --fold N/K keeps others out. Progress goes to
standard error, figures to standard output. Half an hour on two cores.
"""

import argparse
import hashlib
import json
import random
import sys
from dataclasses import asdict
from pathlib import Path

from sourcebook.encode import labels
from sourcebook.encode.pieces import tokenizer
from sourcebook.encode.weights import FOLDER, load
from training import augment, learn, like_re3d, public, start
from training.evaluate import heats, measure
from training.examples import Example, of_passage
from training.export import export
from training.passages import passages
from training.standoff import SHARED, labelled

HERE = Path(__file__).parent
BENCH = SHARED / "bench/data"
KEPT_APART = frozenset(
    "108A8CFC 2ED27E1C 2FA0B45C 32AACD4C 6646F63F 76957901 78C6FA20 CFEF9B4E E1935755".split()
)
"""Documents of re3d's training part whose passages are left out: records of them were made by hand, to measure on."""
SURE_FOLD = 5
"""Every fifth sentence of the factuality set is kept out, to measure on."""
SURE_AN_EPOCH = 300
MILITARY_AN_EPOCH = 4
"""How often an epoch goes through re3d's training part, which is small."""
LIKE_MILITARY_AN_EPOCH = 2
"""How often it goes through our own passages in re3d's manner."""
VERSION = "1"


def everything() -> list[Example]:
    """All labelled passages but those of documents that are measured on."""
    rows = [r for p in sorted((HERE / "passages").glob("*.yaml")) for r in passages(p)]
    rows += [r for p in sorted((HERE / "labels").glob("*.jsonl")) for r in labelled(p)]
    apart = KEPT_APART | {d["id"][:8] for d in public.lines(BENCH / "re3d/dev.jsonl")}
    apart |= {p.stem for p in (SHARED / "gold/dev").glob("*.yaml")}
    return [
        of_passage(r)
        for r in rows
        if not (r["id"].startswith("re3d-") and r["id"].split("-")[1].upper() in apart)
    ]


def kept_out(ident: str, folds: int) -> int:
    """The fold that a passage falls into."""
    return int(hashlib.md5(ident.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def factual() -> list[Example]:
    """Sentences with how sure their happenings are, without those kept to measure on."""
    rows = public.factuality(BENCH / "uds_factuality/dev.jsonl")
    return [e for n, e in enumerate(rows) if n % SURE_FOLD]


def made(examples: list[Example], recipe: learn.Recipe) -> "learn.Network":
    """A network trained on these passages and on the public sets."""
    network = start.network(recipe.seed)
    cutter = tokenizer(start.folder() / "tokenizer.json")
    military = list(public.re3d(BENCH / "re3d/train.jsonl")) * MILITARY_AN_EPOCH
    military += list(like_re3d.examples()) * LIKE_MILITARY_AN_EPOCH
    sure, names = factual(), augment.Names(examples)

    def draw(_: int, rng: random.Random) -> list[Example]:
        changed = [augment.augmented(e, names, rng) for e in examples]
        return [*changed, *military, *rng.sample(sure, SURE_AN_EPOCH)]

    learn.train(network, cutter, draw, recipe)
    return network


def main() -> None:
    """Train, write the weights, and say how good they are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--to", type=Path, default=FOLDER, help="weights folder; the package's own without it"
    )
    parser.add_argument("--epochs", type=int, default=learn.Recipe.epochs)
    parser.add_argument(
        "--fold", default="0/10", help="N/K: keep every K-th passage out, from the N-th on; 0/0: none"
    )
    parser.add_argument("--plain", action="store_true", help="32-bit weights, to compare with")
    asked = parser.parse_args()
    examples = everything()
    out: list[Example] = []
    n, k = map(int, asked.fold.split("/"))
    if k:
        out = [e for e in examples if kept_out(e.id, k) == n]
        examples = [e for e in examples if kept_out(e.id, k) != n]
    recipe = learn.Recipe(epochs=asked.epochs)
    print(f"{len(examples)} passages to learn from, {len(out)} kept out", file=sys.stderr)
    network = made(examples, recipe)
    heat = json.loads((HERE / "heat.json").read_text(encoding="utf-8"))
    told = {"trained_on": {"passages": len(examples), "words": sum(len(e.words) for e in examples)},
            "recipe": asdict(recipe), "heat": heat, "types": len(labels.TYPES)}  # fmt: skip
    export(network, asked.to, name=f"minilm-l6/{VERSION}", told=told, eight_bit=not asked.plain)
    if out:
        weights = load(asked.to)
        print(measure(weights, out))
        print(json.dumps({"heat still to be taken out": heats(weights, out)}))


if __name__ == "__main__":
    main()
