"""Decision, Ruling: what a person decided about who is who."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sourcebook.errors import ValueProblem
from sourcebook.model.actor import ActorKind


class Ruling(StrEnum):
    """What was decided about an actor."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"
    DISTINCT = "distinct"
    SPLIT = "split"
    UNDO = "undo"


_PAIRS = frozenset({Ruling.MERGE, Ruling.DISTINCT, Ruling.SPLIT})
_NAMING = frozenset({Ruling.ACCEPT, Ruling.MERGE, Ruling.SPLIT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision by one person about actors. Appended, never changed; an undo is a decision too.

    Attributes:
        ruling: what was decided.
        by: who decided.
        at: when, with time zone.
        actor: id of the actor decided about; None for an undo.
        other: id of the other one: whom the actor is (merge), is not (distinct, or a rejected merge), or is in the
            reports of a split.
        note: why.
        name: the name that an accepted actor is to have, or that of `other` when no report names it.
        kind: what it is, likewise.
        state: ISO 3166-1 alpha-2 code of its state, likewise.
        reports: ids of the reports in which a split holds.
        called: the name under which a split holds, in every report that gives the actor that name and no other.
        overrule: why two actors are one although a warning keeps them apart.
        undoes: number of the decision that is taken back.
        seen: ids of the reports that an acceptance or rejection rests on; None lets the book fill them in.
    """

    ruling: Ruling
    by: str
    at: datetime
    actor: str | None = None
    other: str | None = None
    note: str | None = None
    name: str | None = None
    kind: ActorKind | None = None
    state: str | None = None
    reports: tuple[str, ...] = ()
    called: str | None = None
    overrule: str | None = None
    undoes: int | None = None
    seen: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        self._check_who()
        self._check_fields()
        if self.at.tzinfo is None:
            raise ValueProblem("a decision's time needs its time zone")
        if not self.by.strip():
            raise ValueProblem("a decision needs the name of who decides")

    def _check_who(self) -> None:
        if (self.ruling is Ruling.UNDO) != (self.undoes is not None):
            raise ValueProblem("an undo names the number of the decision that it takes back; no other does")
        if (self.actor is None) != (self.ruling is Ruling.UNDO):
            raise ValueProblem(f"{self.ruling} names the actor that it is about; only an undo names none")
        if self.ruling in _PAIRS and self.other is None:
            raise ValueProblem(f"{self.ruling} names two actors")
        if self.other is not None and self.ruling not in _PAIRS | {Ruling.REJECT}:
            raise ValueProblem(f"{self.ruling} names one actor only")
        if self.actor is not None and self.actor == self.other:
            raise ValueProblem(f"{self.ruling} names two actors, and {self.actor!r} is named twice")

    def _check_fields(self) -> None:
        split = self.ruling is Ruling.SPLIT
        if split != bool(self.reports or self.called):
            raise ValueProblem("a split names reports or the name under which it holds; no other ruling does")
        if self.overrule is not None and (self.ruling is not Ruling.MERGE or not self.overrule.strip()):
            raise ValueProblem("only a merge overrules a warning, and it says why")
        if self.ruling is Ruling.DISTINCT and not (self.note or "").strip():
            raise ValueProblem("to keep two actors apart, say why in the note")
        if (self.name or self.kind or self.state) and self.ruling not in _NAMING:
            raise ValueProblem(f"{self.ruling} gives no name, kind or state")
        if self.name is not None and not self.name.strip():
            raise ValueProblem("a name without characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision with its place in the book.

    Attributes:
        n: its number; a higher one came later.
        decision: what was decided.
        undone: number of the decision that took it back; None while it counts.
    """

    n: int
    decision: Decision
    undone: int | None = None
