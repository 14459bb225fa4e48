"""Lines as columns."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sourcebook.review.words import Incidents, Ties
from sourcebook.review.world.lines import IncidentLine, TieLine

Index = Mapping[str, int]


def incidents(lines: Iterable[IncidentLine], entities: Index, reports: Index) -> Incidents:
    """Incidents as columns, the first day first; what has no date last.

    Args:
        lines: incidents, in any order.
        entities: ids of actors and places to their indexes.
        reports: the same of reports.
    """
    every = sorted(lines, key=in_time)
    one = {f.name: [getattr(x, f.name) for x in every] for f in fields(Incidents)}
    one["claims"] = [list(x.claims) for x in every]
    one["reports"] = _lists((x.reports for x in every), reports)
    one["doers"] = _lists((x.doers for x in every), entities)
    one["targets"] = _lists((x.targets for x in every), entities)
    one["where"] = [entities[x.where] if x.where else None for x in every]
    return Incidents(**one)


def ties(lines: Iterable[TieLine], entities: Index, reports: Index) -> Ties:
    """Ties as columns.

    Args:
        lines: ties, in the order wanted.
        entities: ids of actors and places to their indexes.
        reports: the same of reports.
    """
    every = list(lines)
    same = ("id", "predicate", "modality", "status", "since", "until")
    one: dict[str, Any] = {name: [getattr(x, name) for x in every] for name in same}
    return Ties(
        **one,
        subject=[entities[x.subject] for x in every],
        object=[entities[x.object] for x in every],
        claims=[list(x.claims) for x in every],
        reports=_lists((x.reports for x in every), reports),
        states=[list(x.states) for x in every],
        conflicts=[len(x.disagreements) for x in every],
    )


def _lists(ids: Iterable[tuple[str, ...]], index: Index) -> list[list[int]]:
    return [[index[i] for i in some] for some in ids]


def in_time(line: IncidentLine) -> tuple[str, str, str]:
    """What incidents are sorted by."""
    return line.first or line.last or "9999", line.last or "9999", line.id
