"""`gazetteer`: places of one's own, and what a name may mean."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourcebook.cli.options import examples, format_option

if TYPE_CHECKING:
    from sourcebook.knowledge.places import Candidate

SHOWN = 20

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(
    epilog=examples(
        "sourcebook gazetteer find Tripoli", "sourcebook gazetteer import SY.zip --project levant"
    )
)
def gazetteer() -> None:
    """Look up places, add a country's GeoNames dump, check a project's places."""


@gazetteer.command(
    "import",
    epilog=examples(
        "sourcebook gazetteer import SY.zip --project levant",
        "sourcebook read report.txt --project levant",
    ),
)
@click.argument("dumps", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DUMP...")
@click.option("--project", type=_FOLDER, required=True, help="Folder that will hold the places.")
def import_(dumps: tuple[Path, ...], project: Path) -> None:
    """Add GeoNames country dumps to a project.

    DUMP is a country's file as GeoNames offers it (SY.zip) or the table in it (SY.txt). Its places come before
    the shipped ones wherever the project is named; places written by hand come before both. The same dump
    again replaces what it gave before.
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from sourcebook.knowledge.geonames import import_dump

    screen = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        for dump in dumps:
            task = progress.add_task(f"reading {dump.name}", total=None)
            done = import_dump(
                dump,
                project,
                told=lambda n, task=task, dump=dump: progress.update(  # type: ignore[misc]
                    task, description=f"reading {dump.name}, {n:,} lines"
                ),
            )
            kinds = ", ".join(f"{n:,} {kind}" for kind, n in done.kinds.most_common())
            click.echo(f"{done.path}: {done.kinds.total():,} places ({kinds})", err=True)
            if done.left:
                codes = ", ".join(f"{n:,} {code}" for code, n in done.left.most_common(5))
                click.echo(
                    f"left out, no places of ours: {done.left.total():,} lines ({codes} ...)", err=True
                )


@gazetteer.command(epilog=examples("sourcebook gazetteer find Tripoli", "sourcebook gazetteer find حلب"))
@click.argument("name")
@click.option("--project", type=_FOLDER, help="Folder with places of your own.")
@format_option()
def find(name: str, project: Path | None, form: str) -> None:
    """Print every place that bears a name, in whatever script: hand-made ones first, then the largest.

    This is all that the name may mean; which one a report means is told by `sourcebook places`.
    """
    from sourcebook.knowledge.places import gazetteer as opened

    known = opened(project)
    found = known.lookup(name) or known.near(name)
    if not found:
        raise click.ClickException(
            f"no place is called {name!r}; write the name with a capital letter, or add it to places.toml"
        )
    _print(found, form, county=known.county)


def _print(found: Iterable["Candidate"], form: str, *, county: object) -> None:
    from sourcebook.cli.lines import json_line
    from sourcebook.cli.paint import out, say

    assert callable(county)  # noqa: S101  (for the type checker)
    screen = out()
    for n, c in enumerate(found):
        place, inside = c.place, county(c)
        if form == "jsonl":
            json_line(
                {"id": place.id, "name": place.name, "kind": place.kind, "country": place.country,
                 "admin1": place.admin1, "admin2": inside, "lat": place.lat, "lon": place.lon,
                 "population": c.population or None, "exact": c.exact, "curated": c.curated}
            )  # fmt: skip
        elif n < SHOWN:
            where = ", ".join(dict.fromkeys(w for w in (inside, place.admin1, place.country) if w))
            text = say(place.name, "bold").append(f"  {place.kind.replace('_', ' ')}", style="cyan")
            text.append(f"  {where}" if where else "")
            text.append(f"  {place.lat:.3f}, {place.lon:.3f}" if place.lat is not None else "", style="dim")
            text.append(f"  {c.population:,} people" if c.population else "", style="dim")
            text.append("  spelled otherwise" if not c.exact else "", style="dim").append(
                f"  {place.id}", style="dim"
            )
            screen.print(text, soft_wrap=True)


@gazetteer.command(epilog=examples("sourcebook gazetteer check levant"))
@click.argument("project", type=_FOLDER)
def check(project: Path) -> None:
    """Check a project's places: places.toml, places/*.toml and imported dumps.

    Refuses the first entry that does not hold together, with its file, line and remedy.
    """
    from sourcebook.knowledge.curated import places
    from sourcebook.knowledge.gazetteer_file import GazetteerFile

    ours = {p.place.id for p in places()}
    theirs = [p for p in places(project) if p not in places()]
    mended = sum(p.place.id in ours or p.geonames is not None for p in theirs)
    click.echo(f"{len(theirs)} hand-made places hold together, {mended} of them mend ours", err=True)
    for path in sorted((project / "gazetteer").glob("*.sqlite")):
        click.echo(f"{path.name}: {len(GazetteerFile(path)):,} imported places", err=True)
