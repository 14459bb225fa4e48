"""Place names resolved, with gold spans: accuracy at 161 km on public toponym sets.

    python benchmarks/toponyms.py SET.jsonl.gz ...

Counted by the sets' own scorer (`bench_geo/score_geo.py` in the shared folder); misses are wrong.
"""

import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from sourcebook.knowledge.countries import by_code, country_of
from sourcebook.knowledge.outlets import Outlet, outlet_of
from sourcebook.knowledge.places import gazetteer, places
from sourcebook.model.where import Place
from sourcebook.resolve.candidates import PlaceQuery
from sourcebook.resolve.places import resolve_places
from sourcebook.resolve.wording import parent_after

WORD = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)?")


def named_countries(text: str) -> Counter[str]:
    """How often a text names each country, by name or people."""
    return Counter(code for word in countries_in(text) if (code := country_of(word)))


def countries_in(text: str) -> list[str]:
    """Words and pairs of words that begin with capitals."""
    words = [w for m in WORD.finditer(text) for w in (m[0], *m[0].split(" ")[: 2 if " " in m[0] else 0])]
    return [w.rstrip(".,’'") if w not in {"U.S.", "U.K.", "U.A.E."} else w for w in words]


def outlet_of_document(doc: dict) -> Outlet | None:
    """Where a document of a set was published, by its address."""
    return outlet_of(doc.get("domain") or "") or outlet_of(doc.get("url") or "")


def geonames_id(place: Place) -> int | None:
    """The GeoNames id behind a place's own, for the sets that compare ids."""
    tail = place.id.removeprefix("place:")
    if tail.startswith("gn") and "/" not in tail:
        return int(tail[2:])
    country = by_code().get(tail.upper())
    return (
        country.geonames if country else next((p.geonames for p in places() if p.place.id == place.id), None)
    )


def answers(doc: dict, *, seconds: list[float]) -> dict:
    """The document with our answer for each gold toponym."""
    spans = [s for s in doc["toponyms"] if s.get("kind", "toponym") == "toponym"]
    queries = [PlaceQuery(text=s["text"], parent=parent_after(doc["text"], s["end"])) for s in spans]
    start = time.perf_counter()
    found = resolve_places(
        queries, gazetteer=gazetteer(), countries=named_countries(doc["text"]), outlet=outlet_of_document(doc)
    )
    seconds.append(time.perf_counter() - start)
    out = []
    for span, place in zip(spans, found, strict=True):
        answer = {"start": span["start"], "end": span["end"]}
        if place and place.lat is not None:
            answer |= {"lat": place.lat, "lon": place.lon, "geonameid": geonames_id(place)}
        out.append(answer)
    return {"id": doc["id"], "toponyms": out}


SHARED = Path(os.environ.get("SOURCEBOOK_SHARED", Path(__file__).parents[1].parent / "shared"))


def accuracy(path: Path) -> dict[str, float]:
    """Accuracy at 161 km on a set, by id and by distance, and milliseconds for a report.

    Args:
        path: the set.
    """
    sys.path.insert(0, str(SHARED / "bench_geo"))
    import score_geo  # noqa: PLC0415

    with gzip.open(path, "rt", encoding="utf-8") as f:
        docs = [json.loads(line) for line in f if line.strip()]
    seconds: list[float] = []
    told = score_geo.score_toponyms(docs, [answers(d, seconds=seconds) for d in docs])["resolution"]
    return {
        "id": told["id"]["acc161"],
        "strict": told["strict"]["acc161"],
        "ms": 1000 * sum(seconds) / len(seconds),
    }


def main(paths: list[str]) -> None:
    """Score each set."""
    folder = SHARED / "bench_geo"
    if not (folder / "score_geo.py").is_file():
        sys.exit(f"{folder} holds no score_geo.py; set SOURCEBOOK_SHARED to the folder that holds bench_geo/")
    if not paths:
        sys.exit("name the sets to score: python benchmarks/toponyms.py SET.jsonl.gz ...")
    for path in paths:
        told = accuracy(Path(path))
        print(
            f"{Path(path).name}: by id {told['id']:.3f}, by distance {told['strict']:.3f}, {told['ms']:.1f} ms/report"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
