"""The columns of ours in a file that this program wrote, which say more than those of the codebook beside them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sourcebook.errors import ValueProblem
from sourcebook.export.cell import SEPARATOR
from sourcebook.export.coded.sheet import Row
from sourcebook.model.claim import EventType, Expression, Modality, Toll
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Fineness

MARK = "sb_incident"
"""The column that is filled in every row that this program wrote, and in no other."""
C = TypeVar("C", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What the columns of ours say of an event.

    Attributes:
        type: its type.
        modes: its modes.
        when: its days; None when not told.
        place: id of its place; None when not told.
        fineness: how finely the place is known; None without one.
        killed: the dead; None when nobody speaks of any.
        wounded: the wounded, likewise.
        modality: how surely it is said.
        speaker: whose words tell it; None when not told.
    """

    type: EventType
    modes: tuple[str, ...]
    when: When | None
    place: str | None
    fineness: Fineness | None
    killed: Toll | None
    wounded: Toll | None
    modality: Modality
    speaker: str | None


def own(row: Row, *, dead: bool) -> Own | None:
    """What the columns of ours say; None for a row that another program wrote.

    Args:
        row: the row.
        dead: whether somebody died by the codebook's columns, be it without a number.

    Raises:
        ValueProblem: one of the columns holds what it cannot.
    """
    if not row[MARK]:
        return None
    date, ground, fineness = row["sb_date"], row["sb_date_ground"], row["sb_place_precision"]
    return Own(
        type=_one_of(EventType, row, "sb_type"),
        modes=tuple(m for m in row["sb_modes"].split(SEPARATOR) if m),
        when=When.parse(date, ground=_one_of(Ground, row, "sb_date_ground") if ground else Ground.STATED)
        if date
        else None,
        place=row["sb_place"] or None,
        fineness=_one_of(Fineness, row, "sb_place_precision") if fineness else None,
        killed=_toll(row, "sb_killed") or (Toll(expression=Expression.VAGUE) if dead else None),
        wounded=_toll(row, "sb_wounded"),
        modality=_one_of(Modality, row, "sb_modality"),
        speaker=row["sb_speakers"] or None,
    )


def _one_of(choices: type[C], row: Row, column: str) -> C:
    try:
        return choices(row[column])
    except ValueError as e:
        raise ValueProblem(f"{column} {row[column]!r} is none of {', '.join(choices)}") from e


def _toll(row: Row, column: str) -> Toll | None:
    """The number of people; None where no cell says one."""
    return toll(*(row.count(f"{column}_{name}") for name in ("low", "best", "high")))


def toll(low: int | None, best: int | None, high: int | None) -> Toll | None:
    """A number of people by the three numbers that a row gives; None where it gives none.

    Args:
        low: the lowest.
        best: the best.
        high: the highest.

    Raises:
        ValueProblem: they are out of order.
    """
    said = [n for n in (low, best, high) if n is not None]
    if not said:
        return None
    return Toll(low=low, best=best, high=high, expression=_expression(low, best, high))


def _expression(low: int | None, best: int | None, high: int | None) -> Expression:
    if best is None and high is None:
        return Expression.AT_LEAST
    if best is None and low is None:
        return Expression.AT_MOST
    return Expression.EXACT if low == high else Expression.RANGE
