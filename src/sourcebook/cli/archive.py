"""`archive`: folders of reports, up to millions, into tables."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from sourcebook.cli.options import F, examples

if TYPE_CHECKING:
    from sourcebook.archive.progress import Progress
    from sourcebook.archive.run import How

FOLDER = click.Path(file_okay=False, path_type=Path)
_INTERRUPTED = 130
_STEPS = {
    "plan": "finding reports",
    "prepare": "preparing",
    "copies": "finding copies",
    "read": "reading",
    "publish": "writing tables",
}


@click.group(
    epilog=examples(
        "sourcebook archive read news/ --out archive",
        "sourcebook archive resume archive --workers 8",
        "sourcebook archive status archive",
    ),
    short_help="Read archives of up to millions of reports into tables.",
)
def archive() -> None:
    """Read archives of up to millions of reports into Parquet tables, on one machine or many.

    The same input gives the same tables, whatever the engine, the number of workers, or how often it was stopped.
    """
    missing = [name for name in ("pyarrow", "duckdb", "zstandard", "fastwarc") if find_spec(name) is None]
    if missing:
        raise click.ClickException(
            f"archives need {', '.join(missing)}; install with pip install 'sourcebook[archive]'"
        )


def _means(command: F) -> F:
    options: tuple[Callable[[F], F], ...] = (
        click.option(
            "--engine", default="local", show_default=True, help="Where it runs: local, daft or ray."
        ),
        click.option(
            "--workers", type=click.IntRange(min=1), help="How many at a time; else one for each core."
        ),
        click.option(
            "--report-seconds",
            type=click.FloatRange(min=0, min_open=True),
            default=300.0,
            show_default=True,
            help="Seconds of the processor that one report may take.",
        ),
        click.option(
            "--report-memory",
            type=click.FloatRange(min=1),
            default=4.0,
            show_default=True,
            metavar="GB",
            help="Memory that a worker may take, models and all.",
        ),
        click.option(
            "--allow-private", is_flag=True, help="Also fetch addresses inside your own machine or network."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@archive.command(
    epilog=examples(
        "sourcebook archive read news/ --out archive",
        "sourcebook archive read 2024.jsonl.gz --out archive --workers 4",
        "sourcebook archive read s3://my-bucket/crawl/ --out archive --engine ray",
        "sourcebook archive read dump.parquet --column text=body --column published=date --out archive",
    ),
    short_help="Read sources into tables.",
)
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "--out",
    type=FOLDER,
    required=True,
    help="The folder for the tables; a new one, or that of the same run.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help="How a column of a Parquet table is called.",
)
@click.option(
    "--shard", type=click.IntRange(1, 10_000), default=1000, show_default=True, help="Reports in a shard."
)
@click.option("--keep-copies", is_flag=True, help="Read reports that print what another prints, too.")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with actors, places and settings of your own.",
)
@_means
def read(
    sources: tuple[str, ...],
    out: Path,
    columns: tuple[str, ...],
    shard: int,
    keep_copies: bool,
    project: Path | None,
    **means: Any,  # noqa: ANN401 - click's options by name
) -> None:
    """Read sources into the tables reports, mentions, claims and failures.

    SOURCE is a file or folder of JSON lines (plain, gz, zst), Parquet, WARC (plain, gz), or whatever `sourcebook read`
    takes, an s3:// or an http(s):// address. A run that was stopped goes on where it was when the same command is given
    again.
    """
    from sourcebook.archive.asking import Asked

    asked = Asked(
        sources=sources,
        columns=_columns(columns),
        shard=shard,
        keep_copies=keep_copies,
        project=str(project.resolve()) if project else None,
    )
    _run(out, asked, _how(**means))


@archive.command(
    epilog=examples("sourcebook archive resume archive", "sourcebook archive resume archive --engine daft"),
    short_help="Go on with a run that was stopped.",
)
@click.argument("folder", type=FOLDER)
@_means
def resume(folder: Path, **means: Any) -> None:  # noqa: ANN401 - click's options by name
    """Go on with a run that was stopped, on any engine; what is done is not done again."""
    from sourcebook.archive.asking import asked_of
    from sourcebook.archive.layout import Layout

    _run(folder, asked_of(Layout(folder)), _how(**means))


@archive.command(
    epilog=examples("sourcebook archive status archive"), short_help="Tell how far a run is, as JSON."
)
@click.argument("folder", type=FOLDER)
def status(folder: Path) -> None:
    """Tell how far a run is, or how it went, as one JSON object."""
    from sourcebook.archive import run
    from sourcebook.cli.lines import json_line

    json_line(run.status(folder))


def _columns(given: tuple[str, ...]) -> dict[str, str]:
    from sourcebook.archive.sources import FIELDS

    pairs = [c.partition("=") for c in given]
    for name, equals, column in pairs:
        if name not in FIELDS or not equals or not column:
            raise click.UsageError(
                f"--column {name}{equals}{column}: give it as FIELD=NAME, FIELD one of {', '.join(FIELDS)}"
            )
    return {name: column for name, _, column in pairs}


def _how(
    *, engine: str, workers: int | None, report_seconds: float, report_memory: float, allow_private: bool
) -> "How":
    import os

    from sourcebook.archive.guard import Bounds
    from sourcebook.archive.run import How

    bounds = Bounds(seconds=report_seconds, bytes=int(report_memory * 1e9))
    count = (
        workers or len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else workers or os.cpu_count()
    )
    return How(engine=engine, workers=count or 1, bounds=bounds, allow_private=allow_private)


def _run(folder: Path, asked: Any, how: "How") -> None:  # noqa: ANN401 - an Asked
    from sourcebook.archive.run import read_archive
    from sourcebook.cli.lines import json_line

    try:
        with _shown() as progress:
            told = read_archive(folder, asked, how, progress)
    except OSError as e:
        again = f"`sourcebook archive resume {folder}` goes on when that is mended"
        raise click.ClickException(f"{e}; what is done is kept, and {again}") from e
    except KeyboardInterrupt:
        click.echo(f"\nstopped; `sourcebook archive resume {folder}` goes on", err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
    click.echo(_summary(told, folder), err=True)
    json_line(told)
    sys.stdout.flush()


def _summary(told: dict[str, Any], folder: Path) -> str:
    parts = [f"{told['read']:,} reports read ({told['claims']:,} claims)"]
    parts += [f"{told['copies']:,} copies not read"] if told["copies"] else []
    parts += [f"{told['failed']:,} failed (table failures)"] if told["failed"] else []
    parts += [f"{sum(told['skipped'].values()):,} records skipped"] if told["skipped"] else []
    return f"{', '.join(parts)}; tables in {folder}{_undated(told)}"


def _undated(told: dict[str, Any]) -> str:
    """What may be done where no day of publication is known, without which "last Sunday" is no day."""
    if not (many := told.get("undated", 0)):
        return ""
    return (
        f'\n{many:,} reports have no day of publication (month=none), from which days such as "last Sunday" are '
        'counted: lines of JSON give it as "published", tables by --column published=NAME'
    )


@contextmanager
def _shown() -> "Iterator[Progress]":
    """Progress with rate and time left, where standard error is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from sourcebook.archive.progress import Progress as Seen

    screen = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(
        *columns, TimeElapsedColumn(), console=screen, transient=True, disable=not screen.is_terminal
    ) as bar:
        task = bar.add_task("", total=None, rate="")
        step, at, before = "", 0.0, 0

        def show(seen: Seen) -> None:
            nonlocal step, at, before
            if step != seen.step:
                step, at, before = seen.step, monotonic(), seen.done
            bar.update(
                task,
                description=_STEPS[seen.step],
                completed=seen.done,
                total=seen.of or None,
                rate=_rate(seen, seen.done - before, monotonic() - at),
            )

        yield Seen(told=show)


def _rate(seen: "Progress", done: int, seconds: float) -> str:
    """Reports a second, time left, failures and copies."""
    if not done or seconds <= 0:
        return ""
    rate = done / seconds
    left = (seen.of - seen.done) / rate if seen.of else 0
    more = [f"{seen.copies:,} copies"] if seen.copies else []
    more += [f"{seen.failed:,} failed"] if seen.failed else []
    return ", ".join([f"{rate:,.1f}/s", f"{_spell(left)} left", *more])


def _spell(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
