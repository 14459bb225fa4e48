"""Fields of a claim: what it says, one by one, as people read and correct it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sourcebook.ledger import Entry
from sourcebook.ledger.corrections import fields as names_of
from sourcebook.ledger.identity import Retold
from sourcebook.ledger.roles import ROLES
from sourcebook.model.claim import Claim, Event, Relation, Toll
from sourcebook.model.when import When
from sourcebook.model.where import Where
from sourcebook.review.words import Field
from sourcebook.view.words import drawn, number, tie_words

_PLACES = frozenset({"origin", "destination"})
_TOLLS = frozenset({"killed", "wounded", "missing", "abducted", "displaced"})
_CHOICES = frozenset({"type", "predicate", "modality", "stance", "phase"})
_FLAGS = frozenset({"background", "aggregate"})
_DATES = frozenset({"when", "since", "until"})
_LABELS = {
    "actor": "who", "recipient": "to whom", "victim": "who is harmed", "co_actor": "with whom", "mediator": "mediator",
    "claimant": "who says to have done it", "attributed_to": "who is named as the doer", "object": "what",
    "origin": "from where", "destination": "to where", "when": "when", "where": "where", "aggregate": "a total",
    "background": "only alluded to", "modality": "how surely", "predicate": "tie", "mode": "finer",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value in words.

    Attributes:
        value: as JSON.
        shown: in words; empty for nothing.
        ids: ids of the actors and places in it.
    """

    value: Any
    shown: str
    ids: tuple[str, ...] = ()


def fields(entry: Entry, names: Mapping[str, str]) -> list[Field]:
    """What a claim says, field by field.

    Args:
        entry: the claim.
        names: ids to names.
    """
    claim = entry.claim
    mended = {one.judgement.field for one in entry.standing.history if one.judgement.field}
    return [_field(claim, name, names, mended=name in mended) for name in names_of(claim)]


def _field(claim: Claim, name: str, names: Mapping[str, str], *, mended: bool) -> Field:
    now = _told(claim, name, names)
    before = _told(claim.drafted, name, names) if isinstance(claim, Retold) else now
    return Field(
        name=name,
        label=_LABELS.get(name, name.replace("_", " ")),
        sort=sort_of(claim, name),
        value=now.value,
        shown=now.shown,
        drafted=before.shown if mended else None,
        names={i: names[i] for i in now.ids},
    )


def sort_of(claim: Claim, name: str) -> str:
    """How a field is edited: "choice", "actors", "place", "date", "toll", "text", "texts" or "flag".

    Args:
        claim: the claim.
        name: the field.
    """
    tie = isinstance(claim.fact, Relation)
    if name in _CHOICES:
        return "choice"
    if name in _TOLLS:
        return "toll"
    if name in _FLAGS:
        return "flag"
    if name in _DATES:
        return "date"
    if name == "where" or name in _PLACES:
        return "place"
    if name in ROLES or (tie and name in {"subject", "object"}):
        return "actors"
    return "texts" if name in {"mode", "object", "support"} else "text"


def _told(claim: Claim, name: str, names: Mapping[str, str]) -> Told:
    held = getattr(claim if hasattr(claim, name) else claim.fact, name)
    if isinstance(held, When):
        return Told(value=held.edtf, shown=drawn(held))
    if isinstance(held, Where):
        place = {"place": held.place, "fineness": str(held.fineness)}
        return Told(value=place, shown=names[held.place], ids=(held.place,))
    if isinstance(held, Toll):
        told = {"low": held.low, "best": held.best, "high": held.high, "expression": str(held.expression)}
        return Told(value=told, shown=number(held))
    if held is None or held == ():
        return Told(value=None if held is None else [], shown="")
    if isinstance(held, bool):
        return Told(value=held, shown="yes" if held else "no")
    return _words(claim.fact, name, held, names)


def _words(fact: Event | Relation, name: str, held: Any, names: Mapping[str, str]) -> Told:  # noqa: ANN401 - any field
    if isinstance(fact, Relation) and name == "predicate":
        return Told(value=str(held), shown=tie_words(fact.predicate, forward=True))
    ids = name in ROLES or (isinstance(fact, Relation) and name in {"subject", "object"})
    if isinstance(held, tuple):
        shown = ", ".join(names[x] if ids else str(x) for x in held)
        return Told(value=list(held), shown=shown, ids=held if ids else ())
    if ids:
        return Told(value=held, shown=names[held], ids=(held,))
    return Told(value=str(held), shown=str(held).replace("_", " ") if name in _CHOICES else str(held))
