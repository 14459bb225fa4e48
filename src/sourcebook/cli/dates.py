"""`dates`: every date expression of a report, what it means and why."""

import sys

import click

from sourcebook.cli.options import DAY, examples, format_option
from sourcebook.model.text import Report
from sourcebook.model.when import When


@click.command(
    epilog=examples(
        "sourcebook dates report.txt",
        "sourcebook dates report.txt --published 2024-12-08",
        "sourcebook dates reports/*.html --format jsonl > dates.jsonl",
    ),
    short_help="Show every date that a report names, and what it means.",
)
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@click.option("--published", type=DAY, help="Publication date, where the reports do not give theirs.")
@click.option(
    "--allow-private", is_flag=True, help="Also fetch addresses inside your own machine or network."
)
@format_option()
def dates(reports: tuple[str, ...], published: When | None, allow_private: bool, form: str) -> None:
    """Show every date expression of a report: its words, the interval meant, and from what it was counted.

    REPORT is a file, a folder, an address, or - for standard input, as for `sourcebook read`. Lengths of time
    ("for two weeks"), what comes again ("every Friday") and words such as "now" are shown with their TIMEX3
    value; they have no interval, and no event is dated by them.
    """
    from sourcebook import intake
    from sourcebook.cli.expressions import print_dates
    from sourcebook.find.dates import read_dates

    done = failed = 0
    for item in intake.reports(reports, published=published, allow_private=allow_private):
        if isinstance(item, Report):
            print_dates(item, read_dates(item.text, published=item.published), form)
            sys.stdout.flush()
            done += 1
        else:
            shown = "".join(c if c.isprintable() or c == "\n" else "�" for c in item.message)
            click.echo(f"{item.source}: {shown}", err=True)
            failed += 1
    if not done:
        click.echo("nothing to read" if not failed else "no report could be read", err=True)
        raise click.exceptions.Exit(1)
