"""`judge`, `judgements`, `queue`, `release`, `releases`: what people decide about claims, and versions of the book."""

import json
import sys
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

import click

from sourcebook.cli.deciding import decided_by, decision_options, for_writing
from sourcebook.cli.options import Book, book_option, examples, format_option, is_place, open_book
from sourcebook.errors import SourcebookError
from sourcebook.model.judgement import PAIRS, Judgement, Verdict

if TYPE_CHECKING:
    from sourcebook.ledger import Ledger

_GIVEN = (Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT, Verdict.JOIN, Verdict.CUT)
_NAMES_WHO = frozenset(
    "actor recipient victim co_actor mediator claimant attributed_to origin destination subject".split()
)


@click.command(
    epilog=examples(
        "sourcebook judge 70959e49 accept --by amal",
        'sourcebook judge 70959e49 correct --field killed --value 14 --note "the army corrected itself"',
        'sourcebook judge 70959e49 correct --field actor --value "Kataib Hezbollah"',
        'sourcebook judge 70959e49 cut --other 1f2e3d4c --note "two raids on two nights"',
    ),
    short_help="Accept, reject or correct a claim, or join and cut what tells one incident.",
)
@click.argument("claim")
@click.argument("verdict", type=click.Choice([str(v) for v in _GIVEN], case_sensitive=False))
@click.option("--field", metavar="FIELD", help="Which field a correction changes: killed, actor, when ...")
@click.option(
    "--value", metavar="VALUE", help="Its new value: a name, number, date or JSON; null empties it."
)
@click.option("--other", metavar="CLAIM", help="The other claim, for join and cut.")
@decision_options
def judge(
    claim: str,
    verdict: str,
    field: str | None,
    value: str | None,
    other: str | None,
    by: str | None,
    note: str | None,
    book: Book,
) -> None:
    """Say what is right about a claim. Nothing is overwritten: judgements are appended, and the last one counts.

    CLAIM is a claim's id or the beginning of one; accept and reject also take an incident (i...) or a tie over time
    (t...), and judge each of its claims. A correction gives --field and --value; names of actors and
    places are looked up, dates are written as 2024-12-08 or 2024-12, tolls as 14 or {"low": 10, "high": 14}.
    What was judged stays judged when a newer reader drafts the report again.
    """
    kind = Verdict(verdict.lower())
    if (kind is Verdict.CORRECT) != (field is not None and value is not None):
        raise click.UsageError("a correction needs --field and --value; no other verdict takes them")
    if (kind in PAIRS) != (other is not None):
        raise click.UsageError("join and cut need --other CLAIM; no other verdict takes it")
    from sourcebook.view.judged import in_words, the_claim, the_claims

    with for_writing(book) as ledger:
        claims = the_claims(ledger, claim, kind)
        two = the_claim(ledger, other) if other else None
        made = [
            Judgement(
                claim=one,
                verdict=kind,
                by=decided_by(by),
                at=datetime.now(UTC),
                note=note,
                field=field,
                value=as_json(ledger, field, value) if field and value is not None else None,
                other=two.claim.id if two else None,
            )
            for one in claims
        ]
        numbers = ledger.judge(*made)
    for n, one in zip(numbers, made, strict=True):
        click.echo(
            f"judgement {n}: {in_words(one)} (`sourcebook judgements undo {n}` takes it back)", err=True
        )


def as_json(ledger: "Ledger", field: str, value: str) -> str:
    """What was typed for a field, as the JSON that a judgement keeps.

    Args:
        ledger: the book, for names.
        field: the field.
        value: JSON, or a name, date, number or word without quotation marks.

    Raises:
        click.ClickException: a name means nobody, or several.
    """
    try:
        held = json.loads(value)
    except json.JSONDecodeError:
        held = value
    if field in _NAMES_WHO or field in {"object", "where"}:
        return json.dumps(_ids(ledger, field, held), ensure_ascii=False)
    if isinstance(held, int | float) and not isinstance(held, bool) and field in {"when", "since", "until"}:
        held = value  # a year is a date, not a number
    if field in {"mode", "support"} and isinstance(held, str):
        held = [held]
    return json.dumps(held, ensure_ascii=False)


def _ids(ledger: "Ledger", field: str, held: object) -> object:
    if held is None or isinstance(held, dict):
        return held
    several = held if isinstance(held, list) else [held]
    if field == "object" and not all(ledger.find(str(v)) for v in several):
        return [str(v) for v in several]  # of an event: words
    ids = [_id(ledger, str(v), place=field in {"where", "origin", "destination"}) for v in several]
    return ids[0] if field in {"where", "subject"} or (field == "object" and len(ids) == 1) else ids


def _id(ledger: "Ledger", name: str, *, place: bool) -> str:
    found = ledger.find(name)
    first = [e for e in found if e.id == name] or [e for e in found if is_place(e) == place] or found
    if len(first) == 1:
        return first[0].id
    if first:
        listed = "\n".join(f"  {e.id}  {e.name} ({e.kind})" for e in first)
        raise click.ClickException(f"{name!r} may be any of these; give an id:\n{listed}")
    near = ", ".join(f"{e.name} ({e.id})" for e in ledger.near(name))
    raise click.ClickException(
        f"nobody and nothing called {name!r} in {ledger.path}" + (f"; did you mean {near}?" if near else "")
    )


@click.group(
    epilog=examples("sourcebook judgements list", "sourcebook judgements export > judgements.jsonl"),
    short_help="List, take back, export and import judgements.",
)
def judgements() -> None:
    """Judgements about claims: who decided what, when and why."""


@judgements.command(
    "list", epilog=examples("sourcebook judgements list", "sourcebook judgements list --format jsonl")
)
@format_option()
@book_option()
def list_(form: str, book: Book) -> None:
    """List every judgement in the order in which they were made, those taken back too."""
    from sourcebook.cli.judged import print_judged

    with open_book(book) as ledger:
        for one in ledger.judgements():
            print_judged(one, form)


@judgements.command(epilog=examples("sourcebook judgements undo 12"))
@click.argument("number", type=click.IntRange(min=1))
@decision_options
def undo(number: int, by: str | None, note: str | None, book: Book) -> None:
    """Take judgement NUMBER back; an undo can itself be undone."""
    with for_writing(book) as ledger:
        made = Judgement(
            verdict=Verdict.UNDO, by=decided_by(by), at=datetime.now(UTC), note=note, undoes=number
        )
        (n,) = ledger.judge(made)
    click.echo(f"judgement {n}: judgement {number} is taken back", err=True)


@judgements.command("export", epilog=examples("sourcebook judgements export > judgements.jsonl"))
@book_option()
def export_(book: Book) -> None:
    """Write all judgements as JSON lines, fit to be kept under version control: old lines never change."""
    from sourcebook.cli.lines import json_line
    from sourcebook.export.judgements import exported

    with open_book(book) as ledger:
        for one in ledger.judgements():
            json_line(exported(one))


@judgements.command("import", epilog=examples("sourcebook judgements import judgements.jsonl"))
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
@book_option()
def import_(file: IO[str], book: Book) -> None:
    """Append the judgements of FILE (or stdin), as `judgements export` writes them; those that are in stay as they are.

    A judgement about a claim that this book has under another id, since another reader drafted it, is matched by its
    words. All lines are checked before any is kept.
    """
    from sourcebook.export.judgements import Lines

    with for_writing(book) as ledger:
        lines = Lines(ledger)
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    lines.add(line)
                except (SourcebookError, ValueError, KeyError, TypeError) as e:
                    raise click.ClickException(
                        f"{getattr(file, 'name', 'stdin')}, line {number}: {e}; nothing was imported"
                    ) from e
        added = lines.keep()
    click.echo(f"{added} judgements imported, {lines.known} were in already", err=True)


@click.command(
    epilog=examples("sourcebook queue", "sourcebook queue --limit 5 --format jsonl"),
    short_help="Offer the claims that are most worth judging.",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many.")
@format_option()
@book_option()
def queue(limit: int, form: str, book: Book) -> None:
    """Offer the claims that are most worth judging first, with the reasons.

    First come those judged before a newer reader changed them, then the doubtful, the contradicted and those on which
    much else rests.
    """
    from sourcebook.cli.judged import print_wanted
    from sourcebook.view.queue import worth_judging

    with open_book(book) as ledger:
        names = ledger.names()
        for wanted in worth_judging(ledger.claims(), limit=limit):
            print_wanted(wanted, names, form)


@click.command(
    epilog=examples('sourcebook release 2025-01 --note "for the January brief"'),
    short_help="Give the book as it stands a name that can be cited.",
)
@click.argument("name")
@decision_options
def release(name: str, by: str | None, note: str | None, book: Book) -> None:
    """Give the book as it stands a NAME under which it can be cited, and read for ever with --release NAME.

    Nothing is copied: a book only grows, and a release is read up to where it had grown. Its digest proves that it
    still says what it said.
    """
    with for_writing(book) as ledger:
        made = ledger.releases.make(name, by=decided_by(by), at=datetime.now(UTC), note=note)
    click.echo(
        f"released {made.name}: {made.claims:,} claims of {made.reports:,} reports, sha256 {made.digest}",
        err=True,
    )


@click.group(
    epilog=examples("sourcebook releases list", "sourcebook releases compare 2025-01 2025-02"),
    short_help="List, check and compare releases.",
)
def releases() -> None:
    """Released versions of the book."""


@releases.command("list", epilog=examples("sourcebook releases list"))
@format_option()
@book_option()
def list_releases(form: str, book: Book) -> None:
    """List every release, the first one first."""
    from sourcebook.cli.judged import print_release

    with open_book(book) as ledger:
        for one in ledger.releases.every():
            print_release(one, form)


@releases.command(epilog=examples("sourcebook releases check 2025-01"))
@click.argument("name")
@book_option()
def check(name: str, book: Book) -> None:
    """Check that release NAME still says, to the letter, what it said when it was made."""
    with open_book(book) as ledger:
        if not ledger.releases.unchanged(name):
            raise click.ClickException(
                f"release {name!r} of {book} no longer says what it said; the book was changed by another program, "
                "or this version of sourcebook reads corrections otherwise"
            )
    click.echo(f"release {name} says what it said", err=True)


@releases.command(epilog=examples("sourcebook releases compare 2025-01 2025-02"))
@click.argument("old")
@click.argument("new")
@format_option()
@book_option()
def compare(old: str, new: str, form: str, book: Book) -> None:
    """Tell what release NEW says that OLD did not, and the other way round."""
    from sourcebook.cli.judged import print_difference

    with open_book(book) as ledger:
        with ledger.releases.open(old) as before, ledger.releases.open(new) as after:
            one = {e.claim.id: e for e in before.claims()}
            two = {e.claim.id: e for e in after.claims()}
        names = ledger.names()
        for ident in [i for i in one if i not in two]:
            print_difference("gone", one[ident], names, form)
        for ident, entry in two.items():
            if ident not in one:
                print_difference("new", entry, names, form)
            elif (entry.claim, entry.standing.status) != (one[ident].claim, one[ident].standing.status):
                print_difference("changed", entry, names, form)
    sys.stdout.flush()
