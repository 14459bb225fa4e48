"""Which formats there are, and which module writes each."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from sourcebook.errors import ExtraMissing
from sourcebook.export.record import Record


class Lines(Protocol):
    """A module that writes text, streamed."""

    def lines(self, record: Record) -> Iterator[str]:
        """Pieces of the file, in UTF-8's own characters, each ended as the format asks."""


class Saves(Protocol):
    """A module that writes a file or a folder by itself."""

    def save(self, record: Record, out: Path) -> None:
        """Write all to a path at which nothing lies yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format.

    Attributes:
        name: what `--to` takes.
        module: the module of `sourcebook.export` that writes it.
        what: what is in it, in a few words.
        of: what its things are called, in the plural ("claims").
        suffix: how its files' names end.
        media: media type (IANA), for the server.
        text: whether it is text that can go to a stream; else its module saves a file or folder by itself.
        folder: whether it is a folder of several files.
        background: whether what reports only allude to comes too when nobody says.
        needs: modules that an extra brings.
        extra: the extra that brings them; empty for none.
    """

    name: str
    module: str
    what: str
    of: str
    suffix: str
    media: str
    text: bool = True
    folder: bool = False
    background: bool = False
    needs: tuple[str, ...] = ()
    extra: str = ""

    def writer(self) -> Lines | Saves:
        """The module that writes it.

        Raises:
            ExtraMissing: a library that it needs is not installed.
        """
        missing = [name for name in self.needs if find_spec(name) is None]
        if missing:
            raise ExtraMissing(
                f"--to {self.name} needs {', '.join(missing)}; install with pip install 'sourcebook[{self.extra}]'"
            )
        return cast("Lines | Saves", import_module(f"sourcebook.export.{self.module}"))


FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format(
            name="csv",
            module="table",
            what="claims, one a row",
            of="claims",
            suffix=".csv",
            media="text/csv",
            background=True,
        ),
        Format(
            name="jsonl",
            module="lines",
            what="claims, one JSON object a line",
            of="claims",
            suffix=".jsonl",
            media="application/jsonl",
            background=True,
        ),
        Format(
            name="acled",
            module="acled",
            what="incidents in the columns and codes of ACLED",
            of="incidents",
            suffix=".csv",
            media="text/csv",
        ),
        Format(
            name="ged",
            module="ged",
            what="deadly incidents in the columns and codes of UCDP GED",
            of="incidents",
            suffix=".csv",
            media="text/csv",
        ),
        Format(
            name="geojson",
            module="geojson",
            what="incidents and ties on a map, for QGIS and kepler.gl",
            of="incidents and ties",
            suffix=".geojson",
            media="application/geo+json",
        ),
        Format(
            name="gpkg",
            module="gpkg",
            what="the same as layers of a GeoPackage, for QGIS and ArcGIS",
            of="incidents and ties",
            suffix=".gpkg",
            media="application/geopackage+sqlite3",
            text=False,
            needs=("pyogrio", "pyarrow"),
            extra="gpkg",
        ),
        Format(
            name="parquet",
            module="parquet",
            what="claims, incidents, ties, actors, places and reports as tables, for DuckDB, pandas and R",
            of="claims, incidents and ties",
            suffix="",
            media="application/vnd.apache.parquet",
            text=False,
            folder=True,
            needs=("pyarrow",),
            extra="parquet",
        ),
        Format(
            name="datasette",
            module="datasette",
            what="what Datasette shows of the book's views: their columns in words",
            of="views",
            suffix=".json",
            media="application/json",
        ),
        Format(
            name="html",
            module="webpage.page",
            what="one page of timeline, network and claims with their words, to mail or print",
            of="incidents",
            suffix=".html",
            media="text/html",
        ),
        Format(
            name="brief",
            module="brief.markdown",
            what="what changed between two days, with footnotes to the words, in Markdown",
            of="lines",
            suffix=".md",
            media="text/markdown",
        ),
        Format(
            name="brief-pdf",
            module="brief.pdf",
            what="the same as PDF",
            of="lines",
            suffix=".pdf",
            media="application/pdf",
            text=False,
            needs=("typst",),
            extra="pdf",
        ),
        Format(
            name="graphml",
            module="graphml",
            what="the network of ties, for igraph, yEd, Gephi, networkx",
            of="ties",
            suffix=".graphml",
            media="application/graphml+xml",
        ),
        Format(
            name="gexf",
            module="gexf",
            what="the network of ties over time, for Gephi",
            of="ties",
            suffix=".gexf",
            media="application/gexf+xml",
        ),
        Format(
            name="timelinejs",
            module="timelinejs",
            what="incidents as the slides of a TimelineJS timeline",
            of="incidents",
            suffix=".json",
            media="application/json",
        ),
        Format(
            name="labelstudio",
            module="labelstudio",
            what="reports as Label Studio's tasks, with claims as predictions",
            of="claims",
            suffix=".json",
            media="application/json",
            background=True,
        ),
        Format(
            name="webannotations",
            module="webannotations",
            what="claims and judgements as W3C Web Annotations (JSON-LD)",
            of="claims",
            suffix=".jsonld",
            media="application/ld+json",
            background=True,
        ),
        Format(
            name="ftm",
            module="ftm",
            what="FollowTheMoney entities, for OpenAleph and its kin",
            of="entities",
            suffix=".ftm.json",
            media="application/jsonl",
        ),
        Format(
            name="ftm-statements",
            module="ftm_statements",
            what="the same entities as FollowTheMoney statements (CSV)",
            of="statements",
            suffix=".csv",
            media="text/csv",
        ),
        Format(
            name="ttl",
            module="turtle",
            what="RDF in Turtle: events (SEM), sources (PROV-O), words (Web Annotation)",
            of="things",
            suffix=".ttl",
            media="text/turtle",
        ),
        Format(
            name="jsonld",
            module="jsonld",
            what="the same RDF in JSON-LD",
            of="things",
            suffix=".jsonld",
            media="application/ld+json",
        ),
    )
}
"""Formats by name, in the order in which they are listed."""
