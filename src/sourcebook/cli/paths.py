"""Questions about networks: how far somebody reaches, what holds together, how somebody stands to somebody."""

import click

from sourcebook.cli.options import DAY, Book, book_option, clock_options, examples, format_option, open_book
from sourcebook.model.when import When

_AS_OF = click.option(
    "--as-of", type=DAY, help="What held on this day; without it, whatever is told, whichever day it held."
)


@click.command(
    epilog=examples(
        'sourcebook reach "Kataib Hezbollah"',
        'sourcebook reach "Iran-backed militias in Iraq" --without Albukamal',
        'sourcebook reach "Popular Mobilization Forces" --with-members --as-of 2024-12-07',
    ),
    short_help="Tell to which places somebody can get, and what is lost without something.",
)
@click.argument("actor")
@click.option(
    "--without", multiple=True, metavar="NAME", help="Think a place, a body or a tie (by its id) away."
)
@click.option("--with-members", is_flag=True, help="Also from where its parts and fronts are.")
@_AS_OF
@format_option()
@clock_options
@book_option()
def reach(
    actor: str, without: tuple[str, ...], with_members: bool, as_of: When | None, form: str, book: Book
) -> None:
    """Tell to which places somebody can get by the ways that reports tell of, hop by hop, with their words.

    ACTOR is any name of a body, or its id. With --without what is lost is shown, beside what the reports
    themselves say was lost. Only ways that reports name count; distances play no part.
    """
    from sourcebook.asof import reach as reaching
    from sourcebook.cli.paths_text import print_loss, print_reach
    from sourcebook.view.asked import no_person, picture_of, the_actor, the_removal

    with open_book(book) as ledger:
        ids = the_actor(ledger, actor)
        no_person(ledger, ids)
        picture = picture_of(ledger, as_of.last if as_of else None)
        if without:
            removal = the_removal(ledger, picture, without)
            print_loss(picture, reaching.loss(picture, ids, removal, parts=with_members), form)
        else:
            print_reach(picture, reaching.reach(picture, ids, parts=with_members), form)


@click.command(
    epilog=examples("sourcebook hinges", "sourcebook hinges --as-of 2024-12-07 --format jsonl"),
    short_help="List the bodies, places and ties without which a network falls apart.",
)
@_AS_OF
@format_option()
@clock_options
@book_option()
def hinges(as_of: When | None, form: str, book: Book) -> None:
    """List what holds together: bodies, places and ties without which the rest falls into separate groups.

    In the network of who backs, leads, belongs to or is allied with whom, and in that of places and passages.
    Persons have no part in either.
    """
    from sourcebook.asof import hinges as hinging
    from sourcebook.cli.paths_text import print_hinge
    from sourcebook.view.asked import picture_of
    from sourcebook.view.hinged import hinged

    with open_book(book) as ledger:
        picture = picture_of(ledger, as_of.last if as_of else None, told=hinged(ledger))
        for hinge in hinging.hinges(picture):
            print_hinge(picture, hinge, form)


@click.command(
    epilog=examples(
        'sourcebook posture "Iran-backed militias in Iraq" Israel',
        "sourcebook posture Hezbollah Israel --as-of 2024-11 --format jsonl",
    ),
    short_help="Show what somebody does about somebody, as one track in time.",
)
@click.argument("actor")
@click.argument("target")
@click.option("--background", is_flag=True, help="Also what a report only alludes to.")
@_AS_OF
@format_option()
@clock_options
@book_option()
def posture(actor: str, target: str, background: bool, as_of: When | None, form: str, book: Book) -> None:
    """Show what ACTOR does about TARGET, in time order: threatens, attacks, increases, halts, negotiates ...

    What its members and parts do counts, and is named as theirs; what its fronts do is "possibly" its own. A step
    without a date stands where its report tells it.
    """
    from sourcebook.asof import posture as postures
    from sourcebook.cli.posture_text import print_posture
    from sourcebook.view.asked import picture_of, the_actor

    with open_book(book) as ledger:
        doer, aim = the_actor(ledger, actor), the_actor(ledger, target)
        picture = picture_of(ledger, as_of.last if as_of else None)
        print_posture(picture, postures.posture(picture, doer, aim, background=background), form)
