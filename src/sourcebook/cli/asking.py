"""Questions to a book: sources, timeline, claims, show, who, failures."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sourcebook.cli.options import (
    DAY,
    Book,
    F,
    book_option,
    clock_options,
    examples,
    format_option,
    limit_option,
    open_book,
    the_ids,
    there_is,
)
from sourcebook.model.actor import Actor
from sourcebook.model.claim import EventType, Modality, Predicate
from sourcebook.model.when import When
from sourcebook.model.where import Place

if TYPE_CHECKING:
    from sourcebook.ledger import ClaimQuery, Ledger


def _choice(values: Iterable[str]) -> click.Choice[str]:
    return click.Choice([str(v) for v in values], case_sensitive=False)


EVENT_TYPE = _choice(EventType)


def filters(command: F) -> F:
    """What `claims` and `timeline` are narrowed by."""
    options: tuple[Callable[[F], F], ...] = (
        click.option("--actor", metavar="NAME", help="Only what names this actor, under any of its names."),
        click.option(
            "--place", metavar="NAME", help="Only what happens there; a country takes in its places."
        ),
        click.option(
            "--type",
            "kind",
            type=EVENT_TYPE,
            metavar="TYPE",
            help="Only events of this type: ASSAULT ...",
        ),
        click.option("--from", "first", type=DAY, help="Only what may have happened on or after this day."),
        click.option("--to", "last", type=DAY, help="Only what may have happened on or before this day."),
        click.option(
            "--as-of",
            type=DAY,
            help="Only events that may have happened by this day, and ties that may hold on it.",
        ),
        click.option(
            "--with-members",
            is_flag=True,
            help="With --actor: also what its members and parts do, and as possible what its fronts do.",
        ),
        click.option("--background", is_flag=True, help="Also events that a report only alludes to."),
        limit_option(),
        format_option(),
        clock_options,
        book_option(),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(epilog=examples("sourcebook sources", 'sourcebook sources --search "truce talks"'))
@click.option("--search", metavar="TEXT", help="Only reports whose text holds these words.")
@format_option()
@clock_options
@book_option()
def sources(search: str | None, form: str, book: Book) -> None:
    """List the reports in a book, the oldest first."""
    from sourcebook.cli.answers import print_source

    with open_book(book) as ledger:
        for source in ledger.sources(search=search):
            print_source(source, form)


@click.command(
    epilog=examples(
        "sourcebook timeline --actor Houthis --from 2024-01 --to 2024-06",
        "sourcebook timeline --place Aleppo --type ASSAULT",
        "sourcebook timeline --format jsonl | jq .when",
    )
)
@filters
def timeline(book: Book, form: str, **asked: Any) -> None:  # noqa: ANN401 - click's options by name
    """Show what happened, the first day first.

    Dates are drawn as finely as the reports give them: 2024-12-·· is some day in December. Events that a
    report only alludes to are left out unless --background asks for them.
    """
    from sourcebook.cli.answers import print_event
    from sourcebook.ledger import Order

    with open_book(book) as ledger:
        called = ledger.names()
        for entry in ledger.claims(query_of(ledger, order=Order.TIME, only="event", **asked)):
            print_event(entry, called, form)


@click.command(
    epilog=examples(
        'sourcebook claims --actor "Syrian Free Army"',
        "sourcebook claims --predicate backed_by --modality asserted",
        'sourcebook claims --search "drone strike" --format jsonl',
    )
)
@click.option(
    "--predicate", type=_choice(Predicate), metavar="TIE", help="Only ties of this kind: backed_by ..."
)
@click.option(
    "--modality", type=_choice(Modality), metavar="HOW", help="Only what is said so: asserted, hedged ..."
)
@click.option("--report", metavar="ID", help="Only from this report; the beginning of its id is enough.")
@click.option("--search", metavar="TEXT", help="Only claims whose quote holds these words.")
@filters
def claims(book: Book, form: str, **asked: Any) -> None:  # noqa: ANN401 - click's options by name
    """List what reports say, each with its words.

    With --format jsonl each line holds the claim, its report and the actors and places that it names.
    """
    from sourcebook.cli.answers import print_claim
    from sourcebook.ledger import Order

    with open_book(book) as ledger:
        called = ledger.names()
        for entry in ledger.claims(query_of(ledger, order=Order.REPORT, **asked)):
            print_claim(ledger, entry, called, form)


def query_of(
    ledger: "Ledger",
    *,
    actor: str | None,
    place: str | None,
    kind: str | None,
    first: When | None,
    last: When | None,
    as_of: When | None = None,
    with_members: bool = False,
    only: str | None = None,
    predicate: str | None = None,
    modality: str | None = None,
    **rest: Any,  # noqa: ANN401 - order, background, limit, report and search go through as they are
) -> "ClaimQuery":
    """What was typed as a question to the book.

    Raises:
        click.UsageError: it asks for events and for ties at once.
        click.ClickException: a name means nobody.
    """
    from sourcebook.ledger import ClaimQuery

    if kind and predicate:
        raise click.UsageError("--type asks for events and --predicate for ties; give one of them")
    if with_members and not actor:
        raise click.UsageError("--with-members rolls up an actor; name it with --actor")
    actors = the_ids(ledger, actor, place=False)
    return ClaimQuery(
        actors=_rolled_up(ledger, actors, as_of) if with_members and actors else actors,
        places=the_ids(ledger, place, place=True),
        type=EventType(kind) if kind else None,
        predicate=Predicate(predicate) if predicate else None,
        modality=Modality(modality) if modality else None,
        first=first.first if first else None,
        last=last.last if last else None,
        as_of=as_of.last if as_of else None,
        kind=only,
        **rest,
    )


def _rolled_up(ledger: "Ledger", actors: tuple[str, ...], as_of: When | None) -> tuple[str, ...]:
    """Actors with their members and parts, and fronts behind which they may act; who that is goes to stderr."""
    from sourcebook.asof.picture import Role, company
    from sourcebook.view.asked import picture_of

    day = as_of.last if as_of else None
    picture = picture_of(ledger, day)
    found = company(picture, actors, parts=True, fronts=True)
    names = ledger.names()
    more = {role: sorted({names[p.id] for p in found if p.role is role}) for role in Role}
    certain = [*more[Role.MEMBER], *more[Role.PART]]
    if certain:
        click.echo(f"with its members and parts: {', '.join(certain)}", err=True)
    if more[Role.FRONT]:
        click.echo(f"possibly also, as its fronts: {', '.join(more[Role.FRONT])}", err=True)
    behind = sorted({names[t.object] for t in picture.holding(Predicate.FRONT_FOR) if t.subject in actors})
    if behind:
        click.echo(f"behind it there may be, and are not counted: {', '.join(behind)}", err=True)
    return tuple(p.id for p in found)


@click.command(
    epilog=examples("sourcebook show 70959e49", "sourcebook show 70959e49 --format jsonl"),
    short_help="Open a claim to the words that say it.",
)
@click.argument("claim")
@format_option()
@clock_options
@book_option()
def show(claim: str, form: str, book: Book) -> None:
    """Open a claim: its sentence with the words marked, who says it, how surely, and where it comes from.

    CLAIM is a claim's id, or the beginning of one.
    """
    from sourcebook.cli.answers import print_opened

    with open_book(book) as ledger:
        found = ledger.claims_like(claim.strip())
        exact = [e for e in found if e.claim.id == claim.strip().lower()] or found
        if not exact:
            raise click.ClickException(f"no claim {claim!r} in {book}; `sourcebook claims` lists them")
        if len(exact) > 1:
            several = ", ".join(e.claim.id for e in exact)
            raise click.ClickException(
                f"{claim!r} is the beginning of several claims: {several}; give more of it"
            )
        print_opened(ledger, exact[0], form)


@click.command(
    epilog=examples(
        'sourcebook who "Kataib Hezbollah"',
        "sourcebook who SFA --as-of 2024-12-08",
        "sourcebook who Aleppo",
    ),
    short_help="Tell who somebody is: names, ties, events, look-alikes.",
)
@click.argument("name")
@click.option("--as-of", type=DAY, help="Leave out names and ties that did not hold, and events after it.")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with actors of your own.",
)
@format_option()
@clock_options
@book_option()
def who(name: str, as_of: When | None, project: Path | None, form: str, book: Book) -> None:
    """Tell who somebody is: names, ties, events, and with whom not to confuse them.

    NAME is any name of an actor or place, or its id. What the reports of a book say is shown beside what the
    knowledge files say, each with its sources; somebody whom no report names is shown from the files alone.
    """
    day = as_of.last if as_of else None
    if not there_is(book):
        hint = "; make one with `sourcebook add REPORT...`"
        _who_by_files(name, day, project, form, f"there is no book at {book}", hint)
        return
    from sourcebook.cli.people import print_who
    from sourcebook.view.who import best

    with open_book(book) as ledger:
        found = ledger.find(name)
        if not found:
            near = ", ".join(e.name for e in ledger.near(name))
            hint = (
                f"; did you mean {near}?"
                if near
                else "; `sourcebook sources --search` looks through the texts"
            )
            _who_by_files(name, day, project, form, f"nobody and nothing called {name!r} in {book}", hint)
            return
        first, others = best(found, name)
        if len(first) > 1:
            raise click.ClickException(
                f"{name!r} may be any of these; ask again with an id:\n{_listed(found)}"
            )
        print_who(ledger, first[0], form, as_of=day, project=project)
        if others:
            click.echo(f"\n{name!r} may also be:\n{_listed(others)}", err=True)


def _who_by_files(
    name: str, day: date | None, project: Path | None, form: str, why: str, hint: str = ""
) -> None:
    """Somebody whom no report of the book names, from the knowledge files.

    Raises:
        click.ClickException: the files know nobody of that name, or several.
    """
    from sourcebook.cli.people import print_known_who
    from sourcebook.view.known import known_actor, known_names

    ids = known_names(name, project)
    known = [k for i in ids if (k := known_actor(i, as_of=day, project=project))]
    if not known:
        raise click.ClickException(f"{why}, nor in the knowledge files{hint}")
    if len(known) > 1:
        listed = "\n".join(f"  {k.entry.id}  {k.entry.name}" for k in known)
        raise click.ClickException(f"{why}; in the knowledge files {name!r} may be any of these:\n{listed}")
    click.echo(f"{why}; this is what the knowledge files say", err=True)
    print_known_who(known[0], form)


def _listed(found: list[Actor | Place]) -> str:
    return "\n".join(f"  {e.id}  {e.name} ({str(e.kind).replace('_', ' ')})" for e in found)


@click.command(
    epilog=examples("sourcebook failures", "sourcebook failures --format jsonl"),
    short_help="List what could not be read, and why.",
)
@format_option()
@clock_options
@book_option()
def failures(form: str, book: Book) -> None:
    """List what could not be read, and why; what was read since is left out."""
    from sourcebook.cli.answers import print_failure

    with open_book(book) as ledger:
        for failure in ledger.failures():
            print_failure(failure, form)
