"""Makes the ground of the map: Natural Earth's GeoJSON, cut down, as lists of whole numbers in public/map.

Run as `python web/scripts/map.py FOLDER`, where FOLDER holds `countries_50m.geojson` and the others named below.
A line or ring is [x, y, dx, dy, dx, dy ...] in hundredths of a degree: the first point, then steps.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "public" / "map"
UNITS = 100
SOLID = "International boundary"
DISPUTED_AREAS = {"Disputed", "Breakaway", "Indeterminate"}
SMALLEST_RING = 0.02
RIVER_RANK = 6
LAKE_RANK = 5
CITY_RANK = 3
MILLION = 1_000_000
RENAMED = {"Macedonia": "North Macedonia", "Swaziland": "Eswatini", "Turkey": "Türkiye"}
SHORT = {"Dem. Rep. Congo": "DR Congo", "United States of America": "United States"}

Point = tuple[float, float]
Feature = dict[str, Any]


def main() -> None:
    """Read the folder given and write the map's files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of Natural Earth's GeoJSON")
    folder: Path = parser.parse_args().folder
    OUT.mkdir(parents=True, exist_ok=True)
    write("land", {"countries": [country(one) for one in read(folder, "countries_50m")]})
    write("borders", borders(folder))
    write("water", water(folder))
    write("names", {"cities": cities(folder)})


def read(folder: Path, name: str) -> list[Feature]:
    """Features of a file, in its order."""
    found: list[Feature] = json.loads((folder / f"{name}.geojson").read_text("utf-8"))["features"]
    return found


def write(name: str, said: dict[str, Any]) -> None:
    """Write a file without blanks, so that the same input gives the same bytes."""
    (OUT / f"{name}.json").write_text(
        json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8"
    )


def country(one: Feature) -> dict[str, Any]:
    """A country: its name, where the name is drawn, how soon (1 first), its polygons."""
    said = one["properties"]
    name = SHORT.get(said["name"], RENAMED.get(said["name"], said["name"]))
    polygons = list(parts(one["geometry"], "Polygon"))
    largest = max((rings[0] for rings in polygons), key=area)
    spot = [round(x * UNITS) for x in middle(largest)]
    return {"name": name, "at": spot, "rank": said["labelrank"], "polygons": shapes(polygons, 0.0)}


def borders(folder: Path) -> dict[str, Any]:
    """Borders that states agree on, those that they do not, and the areas in dispute."""
    solid: list[list[int]] = []
    dashed: list[list[int]] = []
    for one in read(folder, "borders_50m"):
        kept = solid if one["properties"]["cls"].startswith(SOLID) else dashed
        kept += lines(one["geometry"], 0.0)
    for one in read(folder, "disputed_lines_10m"):
        if one["properties"]["cls"] != "Reference line":
            dashed += lines(one["geometry"], 0.01)
    areas = [one for one in read(folder, "disputed_areas_10m") if one["properties"]["type"] in DISPUTED_AREAS]
    polygons = [shape for one in areas for shape in shapes(list(parts(one["geometry"], "Polygon")), 0.01)]
    return {"solid": solid, "dashed": dashed, "disputed": polygons}


def water(folder: Path) -> dict[str, Any]:
    """The larger rivers with their ranks and the larger lakes."""
    rivers = [
        {"rank": one["properties"]["rank"], "lines": lines(one["geometry"], 0.02)}
        for one in read(folder, "rivers_10m")
        if one["properties"]["rank"] <= RIVER_RANK
    ]
    lakes = [
        shape
        for one in read(folder, "lakes_10m")
        if one["properties"]["rank"] <= LAKE_RANK
        for shape in shapes(list(parts(one["geometry"], "Polygon")), 0.015)
    ]
    return {"rivers": rivers, "lakes": lakes}


def cities(folder: Path) -> list[list[Any]]:
    """Capitals and large towns as [name, x, y, whether a capital, rank], the largest first."""
    rows = []
    for one in read(folder, "places_10m"):
        said = one["properties"]
        capital = said["cls"].startswith("Admin-0 capital")
        if capital or said["rank"] <= CITY_RANK or (said.get("pop") or 0) > MILLION:
            x, y = one["geometry"]["coordinates"]
            rows.append(
                (
                    said.get("pop") or 0,
                    [said["name"], round(x * UNITS), round(y * UNITS), int(capital), said["rank"]],
                )
            )
    return [row for _, row in sorted(rows, key=lambda row: (-row[0], row[1][0]))]


def parts(geometry: Feature, kind: str) -> Iterator[Any]:
    """Coordinates of the parts of a geometry, many or one."""
    if geometry["type"] == kind:
        yield geometry["coordinates"]
    else:
        yield from geometry["coordinates"]


def lines(geometry: Feature, within: float) -> list[list[int]]:
    """Lines, simplified and as steps; those that shrink to a point are left out."""
    kept = (steps(simplified(line, within)) for line in parts(geometry, "LineString"))
    return [line for line in kept if len(line) > 2]  # noqa: PLR2004


def shapes(polygons: Sequence[Any], within: float) -> list[list[list[int]]]:
    """Polygons as steps; of the many islands of a shape the smallest are left out, its largest part never."""
    largest = max(area(rings[0]) for rings in polygons)
    floor = min(SMALLEST_RING, largest / 2)
    kept = []
    for rings in polygons:
        if area(rings[0]) >= floor:
            as_steps = (steps(simplified(ring, within)) for ring in rings)
            kept.append([ring for ring in as_steps if len(ring) >= 8])  # noqa: PLR2004
    return [rings for rings in kept if rings]


def steps(line: Sequence[Point]) -> list[int]:
    """First point and the steps from point to point, without steps of nothing."""
    out: list[int] = []
    last = (0, 0)
    for x, y in line:
        here = (round(x * UNITS), round(y * UNITS))
        if not out or here != last:
            out += [here[0] - last[0], here[1] - last[1]]
        last = here
    return out


def simplified(line: Sequence[Point], within: float) -> Sequence[Point]:
    """Douglas and Peucker's (1973) line with few points, nowhere farther off than `within` degrees."""
    if not within or len(line) < 4:  # noqa: PLR2004
        return line
    keep = {0, len(line) - 1}
    if line[0] == line[-1]:
        keep.add(len(line) // 2)
    ends = sorted(keep)
    waiting = list(pairwise(ends))
    while waiting:
        a, b = waiting.pop()
        off, at = max(((away(line[k], line[a], line[b]), k) for k in range(a + 1, b)), default=(0.0, a))
        if off > within:
            keep.add(at)
            waiting += [(a, at), (at, b)]
    return [line[k] for k in sorted(keep)]


def away(point: Point, a: Point, b: Point) -> float:
    """Distance of a point from a stretch, in degrees."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / long)) if long else 0.0
    return float(((point[0] - a[0] - t * dx) ** 2 + (point[1] - a[1] - t * dy) ** 2) ** 0.5)


def area(ring: Sequence[Point]) -> float:
    """Area of a ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def middle(ring: Sequence[Point]) -> Point:
    """A spot well inside a ring: the middle of its widest stretch near its middle height."""
    low, high = min(p[1] for p in ring), max(p[1] for p in ring)
    best, spot = -1.0, ring[0]
    for k in range(1, 24):
        y = low + (high - low) * k / 24
        cuts = sorted(
            a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
            for a, b in pairwise(ring)
            if (a[1] > y) != (b[1] > y)
        )
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            weight = (right - left) * (1 - abs(k / 12 - 1) / 2)
            if weight > best:
                best, spot = weight, ((left + right) / 2, y)
    return spot


if __name__ == "__main__":
    main()
