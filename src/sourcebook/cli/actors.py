"""`actors`: who is new in a book, who may be one, and what a person decides about it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourcebook.cli.actor_check import check
from sourcebook.cli.deciding import (
    account_options,
    checked_state,
    decide,
    decision_options,
    done,
    for_writing,
)
from sourcebook.cli.options import Book, book_option, examples, format_option, limit_option, open_book
from sourcebook.model.actor import ActorKind
from sourcebook.model.identity import Ruling

if TYPE_CHECKING:
    from sourcebook.ledger import Ledger

PAIR = "+"  # between the ids of two that may be one


@click.group(
    epilog=examples(
        "sourcebook actors review",
        "sourcebook actors accept harakat-an-noor+harakat-al-nour",
        'sourcebook actors merge "Harakat an-Noor" harakat-al-nour --by amal --note "one name, two spellings"',
        "sourcebook actors undo",
    ),
    short_help="Decide who is new, who is one, and who is not.",
)
def actors() -> None:
    """Decide who is who across reports: who is new, which two are one, and which are not.

    Names that no knowledge file lists become proposals. Nothing is joined until a person says so; every decision
    is kept with its author and reason, and can be taken back. Wherever an ID is asked for, a name will do.
    """


@actors.command(
    epilog=examples("sourcebook actors review", "sourcebook actors review --limit 20 --format jsonl"),
    short_help="List proposals: who may be one, and who is new.",
)
@limit_option()
@format_option()
@book_option()
def review(limit: int | None, form: str, book: Book) -> None:
    """List what the reports propose: pairs that may be one, then names that are new.

    A pair is proposed when two independent reports spell one name differently, or when a report says it outright;
    never across a warning. Known names that come near are shown to look at, best first; they are no proposal. What
    was accepted or rejected is not shown again, unless a further independent report gives a reason.
    """
    from sourcebook.cli.proposed import print_proposals

    with open_book(book) as ledger:
        print_proposals(ledger, form, limit=limit)


@actors.command(
    epilog=examples(
        "sourcebook actors accept joint-river-command",
        'sourcebook actors accept joint-river-command --name "River Command" --kind state_body --state IQ',
        "sourcebook actors accept joint-river-command --into levant",
        "sourcebook actors accept harakat-an-noor+harakat-al-nour",
    ),
    short_help="Accept a proposed actor, or a proposed pair.",
)
@click.argument("ident", metavar="ID")
@account_options
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also write it into this project folder, as actors/ID.toml.",
)
@decision_options
def accept(
    ident: str, name: str | None, kind: str | None, state: str | None, into: Path | None, by: str | None,
    note: str | None, book: Book,
) -> None:  # fmt: skip
    """Let a proposed actor stand, with a better name, kind or state if you give one; or join a proposed pair.

    ID is an actor's id or name, or a pair's ids with + between them.
    """
    from sourcebook.cli.actor_file import checked_entry, written
    from sourcebook.view.whom import the_actor

    with for_writing(book) as ledger:
        pair = _pair(ledger, ident)
        if pair:
            if name or kind or state or into:
                raise click.UsageError("a pair is accepted as it is; accept the actor that stays afterwards")
            n = decide(ledger, Ruling.MERGE, by=by, actor=pair[0], other=pair[1], note=note)
            done(n, f"{pair[0]} is {pair[1]}")
            return
        actor = the_actor(ledger, ident)
        given = {
            "name": name,
            "kind": ActorKind(kind.lower()) if kind else None,
            "state": checked_state(state),
        }
        entry = checked_entry(ledger, actor, into, **given) if into else None
        n = decide(ledger, Ruling.ACCEPT, by=by, actor=actor.id, note=note, **given)
        done(n, f"{ledger.names()[actor.id]} stands")
        if entry:
            click.echo(f"written to {written(entry)}", err=True)


@actors.command(
    epilog=examples(
        "sourcebook actors reject explainer opinion", "sourcebook actors reject 'odd-berg+odd-bergen'"
    ),
    short_help="Reject proposed actors or pairs.",
)
@click.argument("idents", nargs=-1, required=True, metavar="ID...")
@decision_options
def reject(idents: tuple[str, ...], by: str | None, note: str | None, book: Book) -> None:
    """Say that a proposed actor is none, or that a proposed pair is not to be joined on this evidence.

    ID is an actor's id or name, or a pair's ids with + between them. Claims stay as they are. To keep two apart
    whatever comes, use `sourcebook actors distinct`.
    """
    from sourcebook.view.whom import the_actor

    with for_writing(book) as ledger:
        chosen = [_pair(ledger, ident) or (the_actor(ledger, ident).id, None) for ident in idents]
        for actor, other in chosen:
            n = decide(ledger, Ruling.REJECT, by=by, actor=actor, other=other, note=note)
            done(n, f"{actor} is not proposed as {other}" if other else f"{actor} is no actor")


def _pair(ledger: "Ledger", ident: str) -> tuple[str, str] | None:
    """The two ids of a pair; None when it is none."""
    from sourcebook.view.whom import actors_called, the_actor

    one, plus, other = ident.partition(PAIR)
    if not (plus and one.strip() and other.strip()) or actors_called(ledger, ident):
        return None
    return the_actor(ledger, one.strip()).id, the_actor(ledger, other.strip()).id


@actors.command(
    epilog=examples(
        'sourcebook actors merge "Harakat an-Noor" harakat-al-nour --by amal --note "two spellings"',
        'sourcebook actors merge sfa syrian-free-army --overrule "the agency corrected its text"',
    ),
    short_help="Say that one actor is another.",
)
@click.argument("actor", metavar="A")
@click.argument("into", metavar="INTO_B")
@click.option("--overrule", metavar="WHY", help="Join them although a warning keeps them apart, and why.")
@decision_options
def merge(actor: str, into: str, overrule: str | None, by: str | None, note: str | None, book: Book) -> None:
    """Say that A is INTO_B: from now on they are one, under B's id, with the names of both.

    Refused where the knowledge files, a report or an earlier decision say that they are two, unless --overrule
    gives a reason. B may also be an actor of the knowledge files that no report names yet.
    """
    from sourcebook.view.whom import anybody, the_actor

    with for_writing(book) as ledger:
        one = the_actor(ledger, actor).id
        other, account = anybody(ledger, into)
        n = decide(
            ledger, Ruling.MERGE, by=by, actor=one, other=other, note=note, overrule=overrule, **account
        )
        done(n, f"{one} is {other}, {ledger.names()[other]}")


@actors.command(
    epilog=examples(
        'sourcebook actors split "Joint Operations Command" --report 50e15546 --to "Libyan Joint Operations Command"',
        "sourcebook actors split syrian-free-army --called SFA --to 'Singapore Football Association'",
    ),
    short_help="Say that some reports mean another actor.",
)
@click.argument("actor", metavar="A")
@click.option(
    "--report", "reports", multiple=True, metavar="ID", help="In this report; may be given several times."
)
@click.option("--called", metavar="NAME", help="In every report that calls A this and by no other name.")
@click.option(
    "--to", required=True, metavar="NAME_OR_ID", help="Whom they mean; a new name makes a new actor."
)
@decision_options
def split(
    actor: str, reports: tuple[str, ...], called: str | None, to: str, by: str | None, note: str | None,
    book: Book,
) -> None:  # fmt: skip
    """Say that in some reports A is somebody else: their claims and mentions go to the other actor.

    With --called, reports that come later and use that name alone are taken in too; one that uses another name of
    A besides is left as it is, and --report can name it.
    """
    from sourcebook.view.whom import somebody, the_actor, the_reports

    if bool(reports) == bool(called):
        raise click.UsageError("say where: --report ID (one or more), or --called NAME; one of the two")
    with for_writing(book) as ledger:
        one = the_actor(ledger, actor)
        where = the_reports(ledger, reports)
        other, account = somebody(ledger, to, like=one)
        before = len(ledger.namings(one.id))
        given = {"actor": one.id, "other": other, "reports": where, "called": called, "note": note}
        n = decide(ledger, Ruling.SPLIT, by=by, **given, **account)
        count = before - len(ledger.namings(one.id))
        reports_ = "1 report" if count == 1 else f"{count} reports"
        done(n, f"in {reports_} {one.id} is {other}, {ledger.names()[other]}")


@actors.command(
    epilog=examples(
        'sourcebook actors distinct sfa "Free Syrian Army" --note "trained at al-Tanf since 2015"'
    ),
    short_help="Say that two actors are not one.",
)
@click.argument("actor", metavar="A")
@click.argument("other", metavar="B")
@decision_options
def distinct(actor: str, other: str, by: str | None, note: str | None, book: Book) -> None:
    """Keep A and B apart: no merge joins them, directly or by way of a third, until this is undone or overruled."""
    from sourcebook.view.whom import anybody, the_actor

    if not (note or "").strip():
        raise click.UsageError("say why they are two: --note TEXT")
    with for_writing(book) as ledger:
        one, two = the_actor(ledger, actor).id, anybody(ledger, other)[0]
        n = decide(ledger, Ruling.DISTINCT, by=by, actor=one, other=two, note=note)
        done(n, f"{one} is not {two}")


@actors.command(
    epilog=examples("sourcebook actors undo", "sourcebook actors undo 3"),
    short_help="Take a decision back.",
)
@click.argument("n", type=click.IntRange(min=1), required=False)
@decision_options
def undo(n: int | None, by: str | None, note: str | None, book: Book) -> None:
    """Take decision N back, or the last one that still counts; everything reads as it did before.

    An undo is a decision too, and may be undone by its number.
    """
    from sourcebook.view.judged import decision_in_words

    with for_writing(book) as ledger:
        every = ledger.decisions()
        standing = [d.n for d in every if d.undone is None and d.decision.ruling is not Ruling.UNDO]
        if n is None and not standing:
            raise click.ClickException(f"no decision in {book} counts; there is nothing to undo")
        chosen = n if n is not None else standing[-1]
        number = decide(ledger, Ruling.UNDO, by=by, undoes=chosen, note=note)
        taken = next(d.decision for d in every if d.n == chosen)
        done(number, f"taken back: decision {chosen}, {decision_in_words(taken)}")


@actors.command(
    epilog=examples("sourcebook actors log", "sourcebook actors log --format jsonl > decisions.jsonl"),
    short_help="List the decisions, those taken back too.",
)
@format_option()
@book_option()
def log(form: str, book: Book) -> None:
    """List all decisions in their order: what, by whom, when and why, and whether they were taken back."""
    from sourcebook.cli.decided import print_decided

    with open_book(book) as ledger:
        for one in ledger.decisions():
            print_decided(one, form)


actors.add_command(check)
