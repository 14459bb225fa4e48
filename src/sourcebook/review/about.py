"""What the server says of the book and of itself."""

from enum import StrEnum

from sourcebook import __version__
from sourcebook.intake.limits import Limits
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType, Expression, Modality, Phase, Predicate, Stance
from sourcebook.model.judgement import Status
from sourcebook.model.where import Fineness, PlaceKind
from sourcebook.review.books import Books
from sourcebook.review.export import FILES
from sourcebook.review.shown import Shown
from sourcebook.review.words import About, Choice, Release
from sourcebook.view.words import TIES

_LABELS = {"admin1": "province or state", "admin2": "district", "sea_air": "at sea or in the air"}
CHOICES: dict[str, type[StrEnum]] = {
    "type": EventType,
    "modality": Modality,
    "stance": Stance,
    "phase": Phase,
    "predicate": Predicate,
    "status": Status,
    "fineness": Fineness,
    "expression": Expression,
    "place_kind": PlaceKind,
    "actor_kind": ActorKind,
}


def about(books: Books, shown: Shown, *, reading: bool) -> About:
    """The book and the server.

    Args:
        books: the book that is served.
        shown: the book as asked for.
        reading: whether reports are being read at this moment.
    """
    counts = books.worlds.once(("counts", shown.version), shown.ledger.overview.counts)
    path = shown.ledger.path
    return About(
        book=getattr(path, "name", None) or str(path),
        version=shown.version,
        release=__version__,
        reports=counts.reports,
        claims=counts.claims,
        judged=len(shown.ledger.standings().of),
        first=counts.first,
        last=counts.last,
        newest=counts.newest,
        choices=choices(),
        releases=[
            Release(name=r.name, at=r.at.isoformat(), by=r.by, claims=r.claims)
            for r in shown.ledger.releases.every()
        ],
        exports=list(FILES),
        upload_bytes=Limits().file_bytes,
        reading=reading,
    )


def choices() -> dict[str, list[Choice]]:
    """For each enumerated field its values, with the words that stand for them on the page."""
    kinds = [Choice(value="event", label="event"), Choice(value="relation", label="tie")]
    found = {name: [Choice(value=str(v), label=label(v)) for v in kind] for name, kind in CHOICES.items()}
    return {"kind": kinds, **found}


def label(value: StrEnum) -> str:
    """The words that stand for a value.

    Args:
        value: of any of the choices.
    """
    if isinstance(value, Predicate):
        return TIES[value][0]
    return _LABELS.get(str(value), str(value).replace("_", " ").lower())
