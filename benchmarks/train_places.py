"""Train the place ranker on development sets: writes `knowledge/place_ranker.json`.

    python benchmarks/train_places.py SET.jsonl.gz ... [--records FOLDER] [--cross N] [--hidden N] [--out FILE]

SET is a file of toponyms with coordinates (the kit's form); --records adds the places of hand-made records. With
--cross N nothing is written: prints the accuracy at 161 km on each set, each document ranked by weights trained
without it and without the others of its fold. A softmax over the candidates of a name and "none of them"; trained by
Adam on the log-likelihood of the right one, with weight decay; the second look is trained on the first look's odds.
Deterministic: the same sets give the same weights.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from place_drills import drills
from toponyms import named_countries, outlet_of_document

from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.places import Candidate, gazetteer
from sourcebook.knowledge.spelling import fold
from sourcebook.resolve import candidates as resolver
from sourcebook.resolve.evidence import ALONE, TOGETHER, Name, Numbers, alone, together
from sourcebook.resolve.geometry import km_between
from sourcebook.resolve.places import ENOUGH
from sourcebook.resolve.ranker import Scorer
from sourcebook.resolve.wording import parent_after

NEAR_KM, BESIDE = 161.0, 0.2
NONE = -1
DRILL = 0.3  # weight of a made-up case against a real one
EPOCHS, RATE, DECAY, SEED = 300, 0.02, 1e-4, 7
KNOWLEDGE = Path(__file__).parents[1] / "src/sourcebook/knowledge/place_ranker.json"


@dataclass(slots=True)
class Case:
    """One name of one document, with which of its candidates are right (the last place: none)."""

    name: Name
    right: Numbers
    weight: float


@dataclass(slots=True)
class Story:
    """A document's cases, and its names in the ranker's order."""

    source: str
    cases: list[Case]
    names: list[Name]
    unanswerable: int


def land_id(c: Candidate) -> int:
    """GeoNames id of a candidate that is a country; else one that nothing has."""
    land = by_code().get(c.place.country or "") if c.place.kind == "country" else None
    return land.geonames if land else NONE


def how_right(c: Candidate, span: dict) -> float:
    """1 for the gold answer itself, less for another place within 161 km of it, such as its province."""
    if (c.geonames or land_id(c)) == span.get("geonameid"):
        return 1.0
    at = c.place.lat, c.place.lon
    near = None not in at and km_between(*at, span["lat"], span["lon"]) <= span.get("km", NEAR_KM)
    if kind := span.get("kind_of_place"):
        if kind == "country" or c.place.kind == "country":
            return float(c.place.kind == kind and c.place.country == span["country"])
        return float(near and c.place.kind == kind)
    return BESIDE * near if span.get("geonameid") else float(near)


def story(doc: dict, source: str) -> Story:
    """The candidates of a document's gold names, with their numbers of the first look."""
    spans = [s for s in doc["toponyms"] if s.get("kind", "toponym") == "toponym"]
    queries = [resolver.PlaceQuery(text=s["text"], parent=parent_after(doc["text"], s["end"])) for s in spans]
    phrases = [resolver.settled(q, gazetteer()) for q in queries]
    names, scene = resolver.prepared(
        queries, phrases, gazetteer=gazetteer(), countries=named_countries(doc["text"]),
        outlet=outlet_of_document(doc),
    )  # fmt: skip
    cases, unanswerable = [], 0
    for span, phrase in zip(spans, phrases, strict=True):
        if span.get("lat") is None:
            continue
        name = names[fold(phrase.core)]
        right = np.array([how_right(c, span) for c in name.candidates])
        right = np.append(right, 0.0 if right.any() else 1.0)
        if right[-1] and not name.candidates:
            unanswerable += 1
            continue
        cases.append(Case(name, right, doc.get("weight", 1.0)))
    for name in names.values():
        name.numbers = alone(name, scene)
    return Story(source, cases, list(names.values()), unanswerable)


@dataclass(frozen=True, slots=True)
class Table:
    """Cases laid end to end: a row for each candidate and, last of each case, one of zeros for "none of them".

    Attributes:
        x: numbers.
        none: 1 for the rows that mean none.
        right: how right each row is.
        starts: first row of each case.
        case: the case of each row.
        weight: of each row, its case's share of all weights.
    """

    x: Numbers
    none: Numbers
    right: Numbers
    starts: np.ndarray
    case: np.ndarray
    weight: Numbers


def table(cases: Sequence[Case]) -> Table:
    """All cases in one table."""
    width = cases[0].name.numbers.shape[1]
    x = np.vstack([m for c in cases for m in (c.name.numbers, np.zeros((1, width)))])
    sizes = np.array([len(c.right) for c in cases])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    none = np.zeros(len(x))
    none[starts + sizes - 1] = 1.0
    weight = np.array([c.weight for c in cases])
    case = np.repeat(np.arange(len(cases)), sizes)
    return Table(
        x, none, np.concatenate([c.right for c in cases]), starts, case, (weight / weight.sum())[case]
    )


def trained(cases: Sequence[Case], hidden: int) -> Scorer:
    """Weights that make the right candidates likely."""
    t = table(cases)
    random = np.random.default_rng(SEED)
    width = t.x.shape[1]
    at = {
        "plain": np.zeros(width),
        "hidden": random.normal(0, 0.3, (width, hidden)),
        "bias": np.zeros(hidden),
        "out": random.normal(0, 0.1, hidden),
        "none": np.zeros(1),
    }
    first = {k: np.zeros_like(v) for k, v in at.items()}
    second = {k: np.zeros_like(v) for k, v in at.items()}
    for step in range(1, EPOCHS + 1):
        for key, raw in slopes(at, t).items():
            slope = raw + DECAY * at[key]
            first[key] = 0.9 * first[key] + 0.1 * slope
            second[key] = 0.999 * second[key] + 0.001 * slope**2
            rate = RATE * min(1.0, 2 * (1 - step / (EPOCHS + 1)))
            at[key] -= (
                rate * (first[key] / (1 - 0.9**step)) / (np.sqrt(second[key] / (1 - 0.999**step)) + 1e-8)
            )
    return Scorer(at["plain"], at["hidden"], at["bias"], at["out"], float(at["none"][0]))


def slopes(at: dict[str, Numbers], t: Table) -> dict[str, Numbers]:
    """Slopes of the loss: mean of -log(probability of the right answers together)."""
    h = np.tanh(t.x @ at["hidden"] + at["bias"])
    scores = np.where(t.none > 0, at["none"][0], t.x @ at["plain"] + h @ at["out"])
    scores -= np.maximum.reduceat(scores, t.starts)[t.case]
    p = np.exp(scores)
    p /= np.add.reduceat(p, t.starts)[t.case]
    good = p * t.right
    good /= np.maximum(np.add.reduceat(good, t.starts), 1e-12)[t.case]
    d = (p - good) * t.weight
    dc = d * (1 - t.none)
    dh = dc[:, None] * at["out"] * (1 - h**2)
    return {
        "plain": t.x.T @ dc,
        "out": h.T @ dc,
        "hidden": t.x.T @ dh,
        "bias": dh.sum(axis=0),
        "none": np.array([(d * t.none).sum()]),
    }


def fit(stories: Sequence[Story], hidden: int) -> tuple[Scorer, Scorer]:
    """Both looks."""
    cases = [c for s in stories for c in s.cases]
    first = trained(cases, hidden)
    look_again(stories, first)
    second = trained(cases, hidden)
    return first, second


def look_again(stories: Sequence[Story], first: Scorer) -> None:
    """Give every name the odds of the first look and the numbers of the second."""
    for s in stories:
        for name in s.names:
            name.numbers = name.numbers[:, : len(ALONE)]
            name.odds = first.odds(name.numbers)
        for name, more in zip(s.names, together(s.names), strict=True):
            name.numbers = np.hstack([name.numbers, more])


Told = dict[str, tuple[float, float, float, int]]


def accuracy(stories: Sequence[Story], second: Scorer) -> Told:
    """Rightly answered cases, by distance and by the very place, answered ones, and all of them, by source."""
    told: Told = {}
    for s in stories:
        hits, exact, answered, every = told.get(s.source, (0.0, 0.0, 0.0, 0))
        for case in s.cases:
            odds = second.odds(case.name.numbers)
            n = int(np.argmax(odds[:-1]))
            hits += (case.right[n] > 0) * (odds[n] >= ENOUGH)
            exact += case.right[n] * (odds[n] >= ENOUGH)
            answered += odds[n] >= ENOUGH
        told[s.source] = hits, exact, answered, every + len(s.cases) + s.unanswerable
    return told


def documents(path: Path) -> Iterator[dict]:
    """Documents of a set."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        yield from (json.loads(line) for line in f if line.strip())


def records(folder: Path) -> Iterator[dict]:
    """Hand-made records as documents of a set: each place of a record at its first naming in the report."""
    import yaml  # noqa: PLC0415 - needed for --records alone

    for path in sorted(folder.rglob("*.yaml")):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = (path.parent / record["report"]["file"]).read_text(encoding="utf-8")
        spans = [
            {"start": text.index(p["name"]), "end": text.index(p["name"]) + len(p["name"]), "text": p["name"],
             "lat": p["lat"], "lon": p["lon"], "km": p["km"]}
            for p in record.get("places", []) if p["name"] in text and p.get("lat") is not None
        ]  # fmt: skip
        yield {"id": path.stem, "text": text, "toponyms": spans, "weight": 3.0}


def drilled(many: int) -> Iterator[Story]:
    """Made-up scenes with their candidates; see `place_drills`."""
    for drill in drills(many):
        queries = [resolver.PlaceQuery(text=n.text, parent=n.parent) for n in drill.names]
        phrases = [resolver.settled(q, gazetteer()) for q in queries]
        names, scene = resolver.prepared(
            queries, phrases, gazetteer=gazetteer(), countries=drill.countries, outlet=None
        )
        cases = []
        for n, phrase in zip(drill.names, phrases, strict=True):
            name = names[fold(phrase.core)]
            right = np.array([float(n.place in {c.number, -land_id(c)}) for c in name.candidates])
            if n.place and right.any():
                cases.append(Case(name, np.append(right, 0.0), DRILL))
        for name in names.values():
            name.numbers = alone(name, scene)
        yield Story("drills", cases, list(names.values()), 0)


MARK = re.compile(r"\[([^\[\]|]+)\|([a-z0-9]+)\|([A-Z]{2}|-)\|(-?[\d.]+),\s*(-?[\d.]+)\]")
REACH = {"settlement": 20.0, "admin2": 60.0, "facility": 20.0, "base": 20.0, "crossing": 20.0}  # km


def passages(path: Path) -> Iterator[dict]:
    """Passages with places marked in them, as documents of a set; see `training/toponyms.txt`."""
    paragraphs = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    for number, paragraph in enumerate(paragraphs):
        marked = "\n".join(line for line in paragraph.splitlines() if not line.startswith("#"))
        text, spans, last = "", [], 0
        for m in MARK.finditer(marked):
            text += marked[last : m.start()]
            spans.append(
                {"start": len(text), "end": len(text) + len(m[1]), "text": m[1], "kind_of_place": m[2],
                 "lat": float(m[4]), "lon": float(m[5]), "km": REACH.get(m[2], 161.0), "country": m[3]}
            )  # fmt: skip
            text, last = text + m[1], m.end()
        if spans:
            yield {"id": f"passage-{number}", "text": text + marked[last:], "toponyms": spans}


def plain(scorer: Scorer) -> dict[str, list[float]]:
    """A scorer's weights as lists, to four figures."""
    parts = {"plain": scorer.plain, "hidden": scorer.hidden.ravel(), "bias": scorer.bias, "out": scorer.out}
    return {k: [float(f"{v:.4g}") for v in w] for k, w in parts.items()} | {"none": [round(scorer.none, 4)]}


def main() -> None:
    """Train, or cross-validate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--passages", type=Path)
    parser.add_argument("--drills", type=int, default=0)
    parser.add_argument("--cross", type=int, default=0)
    parser.add_argument("--hidden", type=int, default=12)
    parser.add_argument("--out", type=Path, default=KNOWLEDGE)
    asked = parser.parse_args()
    stories = [story(d, p.name) for p in asked.sets for d in documents(p)]
    if asked.records:
        stories += [story(d, "records") for d in records(asked.records)]
    if asked.passages:
        stories += [story(d, "passages") for d in passages(asked.passages)]
    stories += drilled(asked.drills)
    if asked.cross:
        folds = [stories[n :: asked.cross] for n in range(asked.cross)]
        total: Told = {}
        for n, held in enumerate(folds):
            first, second = fit([s for m, f in enumerate(folds) if m != n for s in f], asked.hidden)
            look_again(held, first)
            for source, told in accuracy(held, second).items():
                total[source] = tuple(
                    a + b for a, b in zip(total.get(source, (0, 0, 0, 0)), told, strict=True)
                )
            for s in stories:
                for name in s.names:
                    name.numbers = name.numbers[:, : len(ALONE)]
        for source, (hits, exact, answered, every) in total.items():
            print(
                f"{source}: {hits / every:.3f} right of {every} ({exact / every:.3f} the very place), "
                f"{hits / answered:.3f} of the {answered:.0f} answered"
            )
        return
    first, second = fit(stories, asked.hidden)
    for source, (hits, _, _, every) in accuracy(stories, second).items():
        print(f"{source}: {hits / every:.3f} right of {every} (trained on)", file=sys.stderr)
    told = {"alone": ALONE, "together": TOGETHER, "first": plain(first), "second": plain(second)}
    asked.out.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
