"""Make `extents/*.tsv`: how large countries and regions are, and where countries meet.

    python build_extents.py SOURCES

SOURCES holds `geonames/countryInfo.txt` (areas), `natural_earth/countries_50m.geojson` (outlines, whose neighbours
share their corners) and `wof_regions.geojson.gz` (simplified outlines of regions). Run by hand; the result is
committed, and the same sources give the same bytes.
"""

import gzip
import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from sourcebook.knowledge.countries import by_code

Point = tuple[float, float]  # latitude, longitude
Ring = Sequence[Sequence[float]]  # longitude, latitude

OUT = Path(__file__).parent.parent / "extents"
KM = 111.195  # of a degree of arc
HALF_TURN = 180.0
ISO3 = {"SOL": "SO", "CYN": "CY"}  # areas without a code of their own, with the state that they count to


def rings(geometry: dict[str, Any]) -> Iterator[list[Ring]]:
    """The polygons of an outline, each its outer ring and its holes."""
    yield from [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def area(ring: Ring) -> float:
    """Square kilometres inside a ring, on the equal-area cylinder."""
    total = 0.0
    for (x1, y1, *_), (x2, y2, *_) in pairwise([*ring, ring[0]]):
        total += math.radians(x2 - x1) * (math.sin(math.radians(y1)) + math.sin(math.radians(y2)))
    return abs(total) / 2 * math.degrees(KM) ** 2


def km(a: Point, b: Point) -> float:
    """Flat-earth distance."""
    east = (b[1] - a[1] + HALF_TURN) % 360 - HALF_TURN
    return KM * math.hypot(b[0] - a[0], east * math.cos(math.radians((a[0] + b[0]) / 2)))


def code_of(properties: dict[str, Any]) -> str | None:
    """ISO 3166-1 alpha-2 of an outline, where our table of countries has it."""
    code = ISO3.get(properties["adm0_a3"], properties.get("iso_a2"))
    return code if code in by_code() else None


def outlines(sources: Path) -> dict[str, list[list[Ring]]]:
    """The polygons of each country."""
    found: dict[str, list[list[Ring]]] = {}
    layer = json.loads((sources / "natural_earth/countries_50m.geojson").read_text("utf-8"))
    for feature in layer["features"]:
        if code := code_of(feature["properties"]):
            found.setdefault(code, []).extend(rings(feature["geometry"]))
    return found


def country_rows(sources: Path) -> Iterator[str]:
    """Code and area."""
    rows = (r.split("\t") for r in (sources / "geonames/countryInfo.txt").read_text("utf-8").splitlines())
    known = {r[0]: float(r[6]) for r in rows if r[0] in by_code() and r[6]}
    return (f"{code}\t{known[code]:.2f}" for code in sorted(known))


def border_rows(lands: dict[str, list[list[Ring]]]) -> Iterator[str]:
    """Two codes, the two ends of their border, and the point of it that lies halfway between them."""
    corners = {
        c: {(y, x) for p in polygons for ring in p for x, y, *_ in ring} for c, polygons in lands.items()
    }
    for one in sorted(lands):
        for other in sorted(lands):
            shared = sorted(corners[one] & corners[other]) if one < other else []
            if len(shared) > 1:
                a, b = max(((p, q) for p in shared for q in shared if p < q), key=lambda e: km(*e))
                half = min(shared, key=lambda p: (abs(km(p, a) - km(p, b)), p))
                cells = ["{:.2f} {:.2f}".format(*p) for p in (a, b, half)]
                yield "\t".join([one, other, *cells, f"{max(km(half, p) for p in shared):.0f}"])


def region_rows(sources: Path) -> Iterator[str]:
    """GeoNames id and area of first-level regions."""
    with gzip.open(sources / "wof_regions.geojson.gz", "rt", encoding="utf-8") as file:
        features = json.load(file)["features"]
    sized = {
        f["properties"]["geonames_id"]: sum(area(p[0]) - sum(map(area, p[1:])) for p in rings(f["geometry"]))
        for f in features
        if (f["properties"]["geonames_id"] or 0) > 0
    }
    return (f"{ident}\t{sized[ident]:.0f}" for ident in sorted(sized))


def write(name: str, head: str, rows: Iterable[str]) -> None:
    """One table, its columns named in the first line."""
    (OUT / name).write_text("\n".join(["\t".join(head.split()), *rows, ""]), encoding="utf-8")


def main(sources: Path) -> None:
    """Make the three tables."""
    write("countries.tsv", "code km2", country_rows(sources))
    write("borders.tsv", "one other end end halfway km", border_rows(outlines(sources)))
    write("regions.tsv", "geonames km2", region_rows(sources))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
