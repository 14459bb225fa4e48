"""A GeoNames country dump (`SY.zip`, `SY.txt`) as a gazetteer file of a project.

The form of a dump is described in GeoNames' readme: 19 columns parted by tabs, UTF-8, one place a line.
"""

import io
import math
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from sourcebook.errors import KnowledgeError
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.gazetteer_file import FAME_STEPS, Gathering, Row, Traits, write
from sourcebook.model.where import PlaceKind

COLUMNS = 19
MOST_LINES = 4_000_000  # the largest country, the United States, has 2.3 million; memory: 1 GB a million
MOST_NAMES = 60  # alternate names kept of one place
LONGEST = 80  # characters in a name
LONGEST_LINE = 100_000  # characters; an alternate-names column has 10,000 at most
EVERY = 20_000  # lines between two words of progress

# GeoNames' feature codes (https://www.geonames.org/export/codes.html) that mean a place of ours.
_CODES = {
    PlaceKind.ADMIN1: "ADM1",
    PlaceKind.ADMIN2: "ADM2",
    PlaceKind.SETTLEMENT: (
        "PPL PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPLC PPLF PPLG PPLH PPLL PPLQ PPLR PPLS PPLW PPLX STLMT CMPRF CMP CMPO"
    ),
    PlaceKind.FACILITY: (
        "AIRP AIRF AIRH AIRQ DAM DAMQ PRN HSP UNIV PS PSH PSN OILR OILT GASF PRT MFG MN BDG STDM MKT EMB PRKGT"
    ),
    PlaceKind.BASE: "AIRB MILB NVB INSM MVA FT GARR",
    PlaceKind.CROSSING: "PSTB PSTC CSTM",
    PlaceKind.REGION: "RGN RGNH AREA OILF ZN ADM1H ADM2H ADM3 PRK RES RESN MVA OAS",
    PlaceKind.WATERWAY: "STM STMI STMX LK LKS LKI RSV CNL CNLI WAD WADS WADM LGN MRSH",
    PlaceKind.SEA: "SEA OCN GULF BAY STRT CHN SD COVE",
    PlaceKind.TERRAIN: (
        "MT MTS HLL HLLS PK RDGE PASS VAL VALS DSRT ERG PLN PLAT ISL ISLS PEN CAPE PT ISTH OASIS FRST DLTA DPR"
        " ESCP GRGE CNYN UPLD"
    ),
}
KIND_OF = {code: kind for kind, codes in _CODES.items() for code in codes.split()}
SEAT_OF = {"PPLC": "capital", "PPLG": "capital", "PPLA": "admin1", "PPLA2": "admin2", "PPLX": "section"}


class Line(NamedTuple):
    """What is used of a line of a dump."""

    id: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    code: str
    country: str
    admin1: str
    admin2: str
    population: int


class Imported(NamedTuple):
    """What became of a dump.

    Attributes:
        path: the file written.
        kinds: places kept, by kind.
        left: lines of features that are no place of ours (wells, roads, undersea), by feature code.
    """

    path: Path
    kinds: Counter[str]
    left: Counter[str]


def import_dump(dump: Path, project: Path, *, told: Callable[[int], None] | None = None) -> Imported:
    """Make a project's gazetteer file of a GeoNames country dump.

    Args:
        dump: `SY.zip` as downloaded, or the `SY.txt` in it.
        project: the project's folder; the file is written to its `gazetteer/`, an older one of the same
            dump is replaced when the new one is whole.
        told: called with the number of lines read, now and then.

    Raises:
        KnowledgeError: the dump cannot be read or is no dump; says which line, and what to do.
    """
    if not project.is_dir():
        raise KnowledgeError(f"{project} is not a folder; make it first, or name the project's folder")
    gathering, left = Gathering(), Counter[str]()
    regions, counties = _levels(dump)
    for number, line in enumerate(_lines(dump), start=1):
        if told and number % EVERY == 0:
            told(number)
        kind = KIND_OF.get(line.code)
        if kind is None:
            left[line.code or "none"] += 1
        else:
            gathering.add(_row(line, kind, regions, counties), line.names)
    if not gathering.rows:
        raise KnowledgeError(f"{dump} holds no place that can be used; is it a GeoNames country dump?")
    out = project / "gazetteer" / f"{dump.stem}.sqlite"
    out.parent.mkdir(exist_ok=True)
    write(gathering, out)
    return Imported(out, Counter(r.traits.kind.value for r in gathering.rows.values()), left)


def _levels(dump: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Ids of the regions and counties, by their codes."""
    regions: dict[str, int] = {}
    counties: dict[str, int] = {}
    for line in _lines(dump):
        if line.code == "ADM1":
            regions[f"{line.country}.{line.admin1}"] = line.id
        elif line.code == "ADM2":
            counties[f"{line.country}.{line.admin1}.{line.admin2}"] = line.id
    return regions, counties


def _row(line: Line, kind: PlaceKind, regions: dict[str, int], counties: dict[str, int]) -> Row:
    fame = min(FAME_STEPS, round(2 * math.log2(1 + len(line.names))))
    return Row(
        id=line.id,
        name=line.name,
        traits=Traits(kind, SEAT_OF.get(line.code, ""), fame),
        lat=line.lat,
        lon=line.lon,
        country=line.country,
        region=regions.get(f"{line.country}.{line.admin1}"),
        county=counties.get(f"{line.country}.{line.admin1}.{line.admin2}"),
        population=line.population,
    )


def _lines(dump: Path) -> Iterator[Line]:
    with _opened(dump) as file:
        number = 0
        while raw := file.readline(LONGEST_LINE):
            number += 1
            if number > MOST_LINES:
                raise KnowledgeError(
                    f"{dump} has more than {MOST_LINES:,} lines; import one country at a time, not all of them"
                )
            yield _line(raw, f"{dump}, line {number}")


@contextmanager
def _opened(dump: Path) -> Iterator[IO[bytes]]:
    """The table of a dump, packed or not."""
    if not dump.is_file():
        raise KnowledgeError(f"{dump} is not there; download a country's dump from GeoNames, such as SY.zip")
    if dump.suffix.lower() != ".zip":
        with dump.open("rb") as file:
            yield file
        return
    if not zipfile.is_zipfile(dump):
        raise KnowledgeError(f"{dump} is no zip file, or only a part of one; download it again")
    with zipfile.ZipFile(dump) as packed:
        tables = [n for n in packed.namelist() if n.lower().endswith(".txt") and "readme" not in n.lower()]
        if len(tables) != 1:
            raise KnowledgeError(
                f"{dump} holds {', '.join(packed.namelist()) or 'nothing'}, not one table such as SY.txt; "
                "name a country dump, or unpack it and name the table"
            )
        with packed.open(tables[0]) as file:
            try:
                yield io.BufferedReader(file)  # type: ignore[type-var]  # ZipExtFile reads as a raw stream does
            except zipfile.BadZipFile as e:
                raise KnowledgeError(f"{dump}: {tables[0]} is damaged ({e}); download it again") from e


def _line(raw: bytes, where: str) -> Line:
    try:
        cells = raw.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as e:
        raise KnowledgeError(f"{where} is not UTF-8 ({e.reason}); download the dump again") from e
    if len(cells) != COLUMNS:
        raise KnowledgeError(
            f"{where} has {len(cells)} columns, not {COLUMNS}; a country dump of GeoNames has them, parted by "
            "tabs (postal codes and alternate names are other files)"
        )
    if not (cells[0].isascii() and cells[0].isdigit() and 0 < int(cells[0]) < MOST_ID):
        raise KnowledgeError(f"{where}: {cells[0]!r} is no GeoNames id; take the dump as GeoNames gives it")
    if cells[8] not in by_code():
        raise KnowledgeError(f"{where}: {cells[8]!r} is no ISO 3166-1 alpha-2 code; mend or remove the line")
    names = (cells[2], *cells[3].split(","))
    return Line(
        id=int(cells[0]), name=cells[1] or cells[2], names=_names(names),
        lat=_degrees(cells[4], 90, where), lon=_degrees(cells[5], 180, where),
        code=cells[7], country=cells[8], admin1=cells[10], admin2=cells[11],
        population=int(cells[14]) if cells[14].isascii() and cells[14].isdigit() else 0,
    )  # fmt: skip


MOST_ID = 20_000_000  # where the ids of other sources begin


def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    kept = [n for n in dict.fromkeys(names) if 1 < len(n) <= LONGEST and not n.startswith("http")]
    return tuple(kept[:MOST_NAMES])


def _degrees(cell: str, most: int, where: str) -> float:
    try:
        value = float(cell)
    except ValueError as e:
        raise KnowledgeError(f"{where}: {cell!r} is no number of degrees; mend or remove the line") from e
    if not -most <= value <= most:
        raise KnowledgeError(f"{where}: {cell} is not between -{most} and {most} degrees; mend the line")
    return value
