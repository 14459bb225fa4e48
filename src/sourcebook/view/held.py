"""What questions about time need of a book: every claim, who is called what, and what the files know."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
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
    """

    entries: tuple[Entry, ...]
    names: Mapping[str, str]
    known: tuple[KnownSpan, ...]
    kinds: Callable[[str], ActorKind | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """Ties of the knowledge files.

    Attributes:
        ties: the ties.
        names: names that the files give, by id.
    """

    ties: tuple[KnownSpan, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def ends(self) -> frozenset[str]:
        """Ids at their ends."""
        return frozenset(end for one in self.ties for end in (one.subject, one.object))


def read(
    ledger: Ledger,
    *,
    around: frozenset[str] | None = None,
    project: Path | None = None,
    ties_only: bool = False,
    claims: Iterable[Entry] | None = None,
) -> Read:
    """A book's claims with all that a question about time needs.

    Args:
        ledger: the book.
        around: whose ties to take from the knowledge files; empty for those between actors of the book, None for
            none.
        project: a folder with the user's own knowledge, or None.
        ties_only: whether events that no tie turns on are left out.
        claims: every claim of the book, allusions too, when they are at hand.
    """
    asked = ClaimQuery(background=True, events=TURNING if ties_only else None)
    entries = tuple(ledger.claims(asked) if claims is None else claims)
    ids = {ident for e in entries for _, ident in parties(e.claim)}
    known: tuple[KnownSpan, ...] = ()
    if around is not None:
        known = _known(ledger, around or frozenset(ids), project, outward=bool(around))
    names = _names(ledger, ids, known, project)
    return Read(entries=entries, names=names, known=known, kinds=kinds_of(ledger, names))


def newest(ledger: Ledger) -> date | None:
    """The last day of publication; None when no report has a date.

    Args:
        ledger: the book.
    """
    return max((day for d in ledger.published() if (day := d.last or d.first)), default=None)


def filed(ledger: Ledger, around: frozenset[str] | None, *, project: Path | None = None) -> Filed:
    """Ties of the knowledge files.

    Args:
        ledger: the book.
        around: whose; None for those between whomever claims of the book name, which goes through all of them.
        project: a folder with the user's own knowledge, or None.
    """
    ids = around
    if ids is None:
        every = ledger.claims(ClaimQuery(background=True))
        ids = frozenset(ident for e in every for _, ident in parties(e.claim))
    known = _known(ledger, ids, project, outward=around is not None)
    return Filed(ties=known, names=known_names(project))


def _known(
    ledger: Ledger, ids: frozenset[str], project: Path | None, *, outward: bool
) -> tuple[KnownSpan, ...]:
    return tuple(known_spans(ids, outward=outward, place_id=_place_id(ledger), project=project))


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


def kinds_of(ledger: Ledger, idents: Collection[str]) -> Callable[[str], ActorKind | None]:
    """Tells what an actor is; all of those that may be asked for are looked up together, when the first one is.

    Args:
        ledger: the book.
        idents: ids that may be asked for.
    """
    told = cache(lambda: ledger.kinds(idents))
    return cache(lambda ident: told().get(ident) or known_kind(ident))


def _place_id(ledger: Ledger) -> Callable[[str], str]:
    """Finds a place that a knowledge file writes as "Sanaa, YE" in the book; without it those words stay."""

    @cache
    def ident(written: str) -> str:
        name, _, country = written.rpartition(", ")
        found = [p.id for p in ledger.find(name or written) if isinstance(p, Place) and p.country == country]
        return found[0] if len(found) == 1 else written

    return ident
