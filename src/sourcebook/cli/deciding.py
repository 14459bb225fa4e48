"""Whom a decision about actors is about, who makes it, and what it says when it is done."""

import getpass
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from sourcebook.cli.options import Book, F, book_option, is_place
from sourcebook.knowledge.folding import fold_name
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.identity import Decision, Ruling

if TYPE_CHECKING:
    from sourcebook.ledger import Ledger

BY = "SOURCEBOOK_BY"


def decision_options(command: F) -> F:
    """`--by NAME`, `--note TEXT` and `--book PATH`."""
    options: tuple[Callable[[F], F], ...] = (
        click.option(
            "--by", metavar="NAME", envvar=BY, show_envvar=True, help="Who decides.  [default: login name]"
        ),
        click.option("--note", metavar="TEXT", help="Why; kept with the decision."),
        book_option(),
    )
    for option in reversed(options):
        command = option(command)
    return command


def account_options(command: F) -> F:
    """`--name`, `--kind` and `--state`: what an actor is to be called, and what it is."""
    kinds = click.Choice([str(k) for k in ActorKind], case_sensitive=False)
    options: tuple[Callable[[F], F], ...] = (
        click.option("--name", metavar="NAME", help="The name that it is to have."),
        click.option("--kind", type=kinds, metavar="KIND", help="What it is: armed_group, party, person ..."),
        click.option("--state", metavar="CODE", help="Its state, two capitals (ISO 3166-1): IQ."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def checked_state(state: str | None) -> str | None:
    """A state's code, checked.

    Raises:
        click.UsageError: there is no such state.
    """
    from sourcebook.knowledge.countries import by_code

    if state is not None and state not in by_code():
        raise click.UsageError(f"--state {state!r} is no ISO 3166-1 alpha-2 code; give two capitals, as IQ")
    return state


def decided_by(by: str | None) -> str:
    """Who decides: as given, else the login name.

    Raises:
        click.UsageError: neither is known.
    """
    if by and by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (KeyError, OSError) as e:
        raise click.UsageError(f"say who decides: --by NAME, or set {BY}") from e


def decide(ledger: "Ledger", ruling: Ruling, *, by: str | None, **given: Any) -> int:  # noqa: ANN401 - a decision's fields
    """Append a decision made now; its number."""
    now = datetime.now(UTC).replace(microsecond=0)
    return ledger.decide(Decision(ruling=ruling, by=decided_by(by), at=now, **given))


def for_writing(book: Book) -> "Ledger":
    """The book, for a decision."""
    from sourcebook.ledger import Ledger

    return Ledger.open(book, create=False)


def the_actor(ledger: "Ledger", name: str) -> Actor:
    """The one actor of the book that a name or id means.

    Raises:
        click.ClickException: nobody is called so, or several are; its text lists them.
    """
    found = actors_called(ledger, name)
    if len(found) == 1:
        return found[0]
    if found:
        listed = "\n".join(f"  {a.id}  {a.name} ({str(a.kind).replace('_', ' ')})" for a in found)
        raise click.ClickException(f"{name!r} may be any of these; give an id:\n{listed}")
    near = [f"{e.name} ({e.id})" for e in ledger.near(name) if not is_place(e)]
    hint = f"; did you mean {', '.join(near)}?" if near else "; `sourcebook actors review` lists who is new"
    raise click.ClickException(f"no actor called {name!r} in {ledger.path}{hint}")


def actors_called(ledger: "Ledger", name: str) -> list[Actor]:
    """The actors that a name may mean: that of the id, else those so named, else those only described so."""
    found = [a for a in ledger.find(name) if isinstance(a, Actor)]
    exact = [a for a in found if a.id == name]
    named = [a for a in found if a.kind is not ActorKind.UNIDENTIFIED]
    return exact or named or found


def anybody(ledger: "Ledger", name: str) -> tuple[str, dict[str, Any]]:
    """The id of an actor of the book, else of the knowledge files, with what a decision must say of the latter.

    Raises:
        click.ClickException: neither knows the name, or several are called so.
    """
    if not actors_called(ledger, name) and (known := _of_files(name)):
        return known
    return the_actor(ledger, name).id, {}


def _of_files(name: str) -> tuple[str, dict[str, Any]] | None:
    from sourcebook.knowledge.actors import actors, candidates

    ids = {name} & actors().keys() or {ident for ident, _ in candidates(name)}
    if len(ids) != 1:
        return None
    entry = actors()[ids.pop()]
    return entry.id, {"name": entry.name, "kind": entry.kind, "state": entry.state}


def somebody(ledger: "Ledger", name: str, *, like: Actor) -> tuple[str, dict[str, Any]]:
    """The id of somebody who is known, or a new one for a name that nobody has.

    Args:
        ledger: the book.
        name: an id, or a name.
        like: of what kind a new actor is to be.

    Raises:
        click.ClickException: several are called so, or no id can be made of the name.
    """
    found = [a for a in actors_called(ledger, name) if a.id != like.id]
    if not found and (known := _of_files(name)) and known[0] != like.id:
        return known
    if found:
        return (found[0] if len(found) == 1 else the_actor(ledger, name)).id, {}
    slug = fold_name(name).replace(" ", "-")
    if not slug:
        raise click.ClickException(f"{name!r} holds no Latin letters; give the new actor a name with some")
    stem = f"person-{slug}" if like.kind is ActorKind.PERSON else slug
    return _free(ledger, stem), {"name": name, "kind": like.kind}


def _free(ledger: "Ledger", stem: str) -> str:
    from sourcebook.knowledge.actors import actors

    taken = actors().keys() | ledger.who_is_who().touched
    tries = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3)))
    return next(t for t in tries if t not in taken and ledger.actor(t) is None)


def the_reports(ledger: "Ledger", prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """Whole ids of the reports whose ids begin so.

    Raises:
        click.ClickException: none does, or several do.
    """
    every = [s.id for s in ledger.sources()] if prefixes else []
    chosen = []
    for prefix in prefixes:
        fits = [ident for ident in every if ident.startswith(prefix.strip().lower())]
        if len(fits) != 1:
            several = f"several reports: {', '.join(fits[:5])}; give more of it" if fits else "no report"
            raise click.ClickException(
                f"{prefix!r} is the beginning of {several}; `sourcebook sources` has the ids"
            )
        chosen.append(fits[0])
    return tuple(dict.fromkeys(chosen))


def done(n: int, words: str) -> None:
    """Tell on stderr what was decided, and how to take it back."""
    click.echo(f"decision {n}: {words} (`sourcebook actors undo {n}` takes it back)", err=True)
