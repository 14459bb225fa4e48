"""What questions about time need of a book: every claim, who is called what, and what the files know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sourcebook.asof.known import known_names, known_spans
from sourcebook.asof.spans import KnownSpan, known_kind
from sourcebook.asof.transitions import TURNING
from sourcebook.errors import NameProblem
from sourcebook.ledger import ClaimQuery, Entry, Ledger
from sourcebook.ledger.roles import parties
from sourcebook.model.actor import ActorKind
from sourcebook.model.where import Place
from sourcebook.view import known as files_


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A book, read for a question about time.

    Attributes:
        entries: every claim, allusions too.
        names: ids to names.
        known: ties of the knowledge files, when asked for.
        kinds: tells what an actor is.
        newest: the last day of publication.
    """

    entries: tuple[Entry, ...]
    names: Mapping[str, str]
    known: tuple[KnownSpan, ...]
    kinds: Callable[[str], ActorKind | None]
    newest: date | None


def read(
    ledger: Ledger,
    *,
    around: frozenset[str] | None = None,
    project: Path | None = None,
    ties_only: bool = False,
) -> Read:
    """A book's claims with all that a question about time needs.

    Args:
        ledger: the book.
        around: whose ties to take from the knowledge files; empty for those between actors of the book, None for
            none.
        project: a folder with the user's own knowledge, or None.
        ties_only: whether events that no tie turns on are left out.
    """
    entries = tuple(ledger.claims(ClaimQuery(background=True, events=TURNING if ties_only else None)))
    ids = {ident for e in entries for _, ident in parties(e.claim)}
    known: tuple[KnownSpan, ...] = ()
    if around is not None:
        wanted = around or frozenset(ids)
        place_id = _place_id(ledger)
        known = tuple(known_spans(wanted, outward=bool(around), place_id=place_id, project=project))
    days = (day for d in ledger.published() if (day := d.last or d.first))
    names, newest = _names(ledger, ids, known, project), max(days, default=None)
    return Read(entries=entries, names=names, known=known, kinds=_kinds(ledger), newest=newest)


def ids_of(ledger: Ledger, name: str, *, project: Path | None = None, files: bool = False) -> frozenset[str]:
    """Ids of the actors and places of a name.

    Args:
        ledger: the book.
        name: a name or id.
        project: a folder with the user's own knowledge, or None.
        files: whether those count, too, that only the knowledge files know.

    Raises:
        NameProblem: nobody and nothing is called so; its text names those that come near.
    """
    found = [e.id for e in ledger.find(name)]
    found = [name] if name in found else found
    if not found and files:
        found = list(files_.known_names(name, project))
    if found:
        return frozenset(found)
    near = ", ".join(e.name for e in ledger.near(name))
    hint = f"; did you mean {near}?" if near else "; `sourcebook sources --search` looks through the texts"
    raise NameProblem(f"nobody and nothing called {name!r} in {ledger.path}{hint}")


def _names(
    ledger: Ledger, ids: set[str], known: tuple[KnownSpan, ...], project: Path | None
) -> dict[str, str]:
    called = ledger.names()
    called.fetch(ids)
    filed = known_names(project) if known else {}
    every = ids | {end for one in known for end in (one.subject, one.object)}
    return {i: filed.get(i, i) if called[i] == i else called[i] for i in sorted(every)}


def _kinds(ledger: Ledger) -> Callable[[str], ActorKind | None]:
    @cache
    def kind(ident: str) -> ActorKind | None:
        actor = ledger.actor(ident)
        return actor.kind if actor else known_kind(ident)

    return kind


def _place_id(ledger: Ledger) -> Callable[[str], str]:
    """Finds a place that a knowledge file writes as "Sanaa, YE" in the book; without it those words stay."""

    @cache
    def ident(written: str) -> str:
        name, _, country = written.rpartition(", ")
        found = [p.id for p in ledger.find(name or written) if isinstance(p, Place) and p.country == country]
        return found[0] if len(found) == 1 else written

    return ident
