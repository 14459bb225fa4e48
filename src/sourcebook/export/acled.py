"""Incidents in the columns and codes of ACLED, for scripts and dashboards that were written for it.

The codebook page of the documentation says what each column means and where it differs from ACLED's own.
"""

from collections.abc import Iterator
from functools import cache

from sourcebook.export.cell import Cell
from sourcebook.export.happened import Happened, Side, happened, middle
from sourcebook.export.record import Record
from sourcebook.export.sheet import OURS, csv_lines, listed, ours
from sourcebook.knowledge.event_codes import SubEvent, inter, interaction, sub_event
from sourcebook.knowledge.outlets import Scope, outlet_named
from sourcebook.model.claim import EventType
from sourcebook.model.when import Precision
from sourcebook.story.clashes import Field
from sourcebook.story.incident import outlet

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp", *OURS,
)  # fmt: skip
"""ACLED's columns since March 2023 in its order, then ours."""
_ASSAULT, _PROTEST, _KILLED = EventType.ASSAULT, EventType.PROTEST, Field.KILLED
_TIME = {Precision.DAY: 1, Precision.FEW_DAYS: 2, Precision.WEEK: 2}
_SPREAD = 3  # time_precision of a month or more
_CROWDS = {"5": "Rioters", "6": "Protesters", "7": "Civilians"}
_RIOTS, _PROTESTS, _CIVILIANS = "5", "6", "7"


def lines(record: Record) -> Iterator[str]:
    """The incidents that ACLED would code, as CSV.

    Args:
        record: what is exported.
    """
    return csv_lines(COLUMNS, rows(record))


def rows(record: Record) -> Iterator[dict[str, Cell]]:
    """The same as cells by column.

    Args:
        record: what is exported.
    """
    for told in happened(record):
        doer, target = _doer(told), _target(told)
        kind = sub_event(
            told.one.type, told.modes, doer=doer, target=target, killed=told.deadly, things=told.things
        )
        if kind is None:
            record.leave_out("of no type that ACLED has")
        else:
            yield _row(told, kind, doer=doer, target=target)


def _doer(told: Happened) -> str:
    """ACLED's code of the doer: who demonstrates is a protester or rioter, whatever else it is."""
    code = told.doers.codes.doer
    if told.one.type is _ASSAULT:
        return code
    if told.one.type is not _PROTEST:
        return _CIVILIANS if code == _RIOTS else code
    return _RIOTS if {"riot", "vandalize"} & set(told.modes) else _PROTESTS


def _target(told: Happened) -> str:
    """ACLED's code of the target: who is dispersed is a protester; who clashes back is what it is as a doer."""
    codes = told.targets.codes
    if told.one.type is not _ASSAULT:
        return codes.target
    if "clash" in told.modes:
        return codes.doer
    return _PROTESTS if "crowd-control" in told.modes and codes.target == _CIVILIANS else codes.target


def _row(told: Happened, kind: SubEvent, *, doer: str, target: str) -> dict[str, Cell]:
    state = told.state
    return {
        "event_id_cnty": f"{state.iso3 if state else 'XXX'}-{told.one.id}",
        "disorder_type": kind.disorder,
        "event_type": kind.event,
        "sub_event_type": kind.name,
        **_days(told),
        **_actor("1", told.doers, doer, told),
        **_actor("2", told.targets, target, told),
        "interaction": interaction(doer, target),
        "civilian_targeting": "Civilian targeting" if _at_civilians(kind, target) else None,
        **_place(told),
        **_sources(told),
        "notes": " ".join(told.evidence.quotes[:1]),
        "fatalities": _fatalities(told),
        **ours(told),
    }


def _days(told: Happened) -> dict[str, Cell]:
    if told.days is None or told.one.when is None:
        return {}
    day = middle(*told.days)
    return {
        "event_date": day.isoformat(),
        "year": day.year,
        "time_precision": _TIME.get(told.one.when.precision, _SPREAD),
    }


def _actor(number: str, side: Side, code: str, told: Happened) -> dict[str, Cell]:
    """A main actor; crowds and civilians are called so, by country, and who they are stands beside them."""
    country, state = told.country, told.place.country if told.place else None
    names, people = side.names, f"people-{state.casefold()}" if state else None
    if code in _CROWDS:
        main = f"{_CROWDS[code]} ({country})" if country else _CROWDS[code]
        names = tuple(n for i, n in zip(side.ids, names, strict=True) if i != people)
    else:
        main, names = next(iter(names), ""), names[1:]
    return {f"actor{number}": main, f"assoc_actor_{number}": listed(names), f"inter{number}": inter(code)}


def _at_civilians(kind: SubEvent, target: str) -> bool:
    return kind.targeting == "always" or (kind.targeting == "theirs" and target == "7")


def _place(told: Happened) -> dict[str, Cell]:
    place, state = told.place, told.state
    cells: dict[str, Cell] = {"country": told.country}
    if state:
        cells |= {"iso": state.number, "region": state.acled_region}
    if place is None:
        return cells
    return cells | {
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": told.fineness.acled if told.fineness else None,
    }


def _sources(told: Happened) -> dict[str, Cell]:
    entries = told.one.entries
    return {
        "source": listed(dict.fromkeys(outlet(e) for e in entries)),
        "source_scale": "-".join(sorted(_scales(told), key=_SCALES.index)) or None,
        "timestamp": int(max(e.source.read_at for e in entries).timestamp()),
    }


_SCALES = ("Local", "Subnational", "National", "International")
_SCOPES = {Scope.LOCAL: "Local", Scope.REGIONAL: "Subnational", Scope.NATIONAL: "National"}


def _scales(told: Happened) -> set[str]:
    """The reach of each outlet that is known; one of another country is international whatever its own reach."""
    here = told.place.country if told.place else None
    names = {e.source.publisher for e in told.one.entries if e.source.publisher}
    return {scale for name in names if (scale := _scale(name, here))}


@cache
def _scale(publisher: str, here: str | None) -> str | None:
    found = outlet_named(publisher)
    if found is None:
        return None
    return _SCOPES.get(found.scope, "International") if found.country == here else "International"


def _fatalities(told: Happened) -> int | None:
    """The number that most origins allow; 0 where nobody speaks of dead, empty where the words give no number."""
    if _KILLED not in told.one.tolls:
        return 0
    return told.killed[1]
