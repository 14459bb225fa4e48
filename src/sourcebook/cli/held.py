"""Questions about time to a book: ties, network, diff."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from sourcebook.cli.options import (
    DAY,
    Book,
    F,
    book_option,
    clock_options,
    examples,
    format_option,
    open_book,
)
from sourcebook.model.when import When

_AS_OF = click.option("--as-of", type=DAY, help="The day; of a month or year its last.")


def _shared(command: F) -> F:
    options: tuple[Callable[[F], F], ...] = (
        click.option(
            "--knowledge", is_flag=True, help="Also the ties that knowledge files state, marked so."
        ),
        click.option(
            "--project",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Folder with actors of your own, for --knowledge.",
        ),
        format_option(),
        clock_options,
        book_option(),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    epilog=examples(
        'sourcebook ties "Kataib Hezbollah"',
        'sourcebook ties "Quds Force" --as-of 2019-06-01 --knowledge',
        'sourcebook ties "Quds Force" --limit 50',
        "sourcebook ties Albukamal --format jsonl",
    ),
    short_help="Show somebody's ties over time.",
)
@click.argument("name")
@_AS_OF
@click.option("--limit", type=click.IntRange(min=1), help="Show at most so many ties.")
@_shared
def ties(
    name: str,
    as_of: When | None,
    limit: int | None,
    knowledge: bool,
    project: Path | None,
    form: str,
    book: Book,
) -> None:
    """Show somebody's ties over time: since when and until when they held, and which claims say so.

    NAME is any name of an actor or place, or its id. With --as-of only ties that held on that day, or may have,
    are shown. What disagrees about a tie stands under it.
    """
    from sourcebook.cli.held_text import print_ties
    from sourcebook.view.held import filed, ids_of
    from sourcebook.view.somebody import Somebody

    day = as_of.last if as_of else None
    with open_book(book) as ledger:
        ids = ids_of(ledger, name, project=project, files=knowledge)
        known = filed(ledger, ids, project=project) if knowledge else None
        shown = Somebody(ledger, ids, known).shown(day, limit)
        told = shown.ties(whole=form == "jsonl")
        names = shown.tied.names(end for tie in told for end in (tie.subject, tie.object))
        print_ties(told, names, form, ids=ids, day=day)
        _left_out(shown.over, day)
        _not_shown(shown.rest, day)


def _left_out(count: int, day: date | None) -> None:
    if count:
        words = "1 tie does" if count == 1 else f"{count} ties do"
        click.echo(f"{words} not hold on {day}, or nothing said reaches that day", err=True)


def _not_shown(count: int, day: date | None) -> None:
    if count:
        words = "1 more tie" if count == 1 else f"{count} more ties"
        click.echo(f"{words}{' may hold' if day else ''}; raise --limit or leave it out to see all", err=True)


@click.command(
    epilog=examples(
        "sourcebook network --as-of 2024-12-08",
        "sourcebook network --as-of 2019-06 --knowledge",
        "sourcebook network --format jsonl",
    ),
    short_help="Show who is tied to whom on a day.",
)
@_AS_OF
@click.option("--limit", type=click.IntRange(min=0), help="Show at most so many ties; all are counted.")
@_shared
def network(
    as_of: When | None, limit: int | None, knowledge: bool, project: Path | None, form: str, book: Book
) -> None:
    """Show who is tied to whom on a day: the ties that held, and, marked, those that may have.

    Without --as-of it is the day of the newest report. A tie may hold when a report from before the day says it, or
    when it ended only afterwards; one that is first said later, with no word on since when, is left out.
    """
    from sourcebook.cli.held_text import print_network
    from sourcebook.view.held import filed, newest
    from sourcebook.view.tied import Tied

    with open_book(book) as ledger:
        day = (as_of.last if as_of else None) or newest(ledger)
        if day is None:
            raise click.ClickException(f"{book} holds no report with a date; say which day with --as-of")
        tied = Tied(ledger, filed(ledger, None, project=project) if knowledge else None)
        seen = tied.on(day)
        names = tied.names(seen.nodes)
        shown = seen.first(names, len(seen.edges) if limit is None else limit)
        told = tied.spans(shown) if form == "jsonl" else tied.outlines_in_turn(shown)
        print_network(seen, told, names, form)
        if seen.silent:
            click.echo(
                f"{seen.silent} more ties are only told of later, with no word on since when", err=True
            )


@click.command(
    epilog=examples(
        "sourcebook diff --from 2024-12-07 --to 2024-12-31",
        "sourcebook diff --from 2024-11 --to 2024-12 Albukamal",
        "sourcebook diff --from 2024-12 --to 2025-01 --format jsonl",
    ),
    short_help="Show what changed between two days.",
)
@click.argument("name", required=False)
@click.option("--from", "first", type=DAY, required=True, help="First day; of a month or year its first.")
@click.option("--to", "last", type=DAY, required=True, help="Last day; of a month or year its last.")
@_shared
def diff(
    name: str | None,
    first: When,
    last: When,
    knowledge: bool,
    project: Path | None,
    form: str,
    book: Book,
) -> None:
    """Show what changed between two days, both included: who can do what now, and who says so.

    Turns of events (governments that fall, places that change hands, crossings that close, attacks that begin or
    stop, withdrawals), ties that began or ended, what was only possible before and is asserted now, what is denied,
    and what reports disagree on since. With NAME only what that actor or place has a part in.
    """
    from sourcebook.asof.changes import Between, changes
    from sourcebook.cli.held_text import print_changes
    from sourcebook.view.held import ids_of, read

    between = Between(first=first.first or date.min, last=last.last or date.max)
    if between.first > between.last:
        raise click.UsageError(f"--from {between.first} lies after --to {between.last}; exchange the two")
    with open_book(book) as ledger:
        ids = ids_of(ledger, name, project=project, files=knowledge) if name else None
        told = read(ledger, around=(ids or frozenset()) if knowledge else None, project=project)
        found = changes(told.entries, between=between, names=told.names, known=told.known, kinds=told.kinds)
        shown = [c for c in found if ids is None or not ids.isdisjoint(c.parties)]
        print_changes(shown, told.names, form)
