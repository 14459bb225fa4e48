"""Deadly incidents in the columns and codes of UCDP's georeferenced events, for scripts that were written for them.

The codebook page of the documentation says what each column means and where it differs from UCDP's own.
"""

from collections.abc import Iterator
from math import floor

from sourcebook.export.cell import Cell
from sourcebook.export.happened import Happened, Side, happened
from sourcebook.export.record import Record
from sourcebook.export.sheet import OURS, csv_lines, listed, ours
from sourcebook.knowledge.countries import by_code
from sourcebook.knowledge.event_codes import state_codes
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import EventType
from sourcebook.model.when import Precision
from sourcebook.model.where import Place

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob", *OURS,
)  # fmt: skip
"""The columns of GED 23.1 in their order, then ours."""
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_DATE = {
    Precision.DAY: 1,
    Precision.FEW_DAYS: 2,
    Precision.WEEK: 3,
    Precision.MONTH: 4,
    Precision.YEAR: 5,
}
_ID_DIGITS = 12  # hexadecimal digits of an incident's id that fit any number type
_CELLS = 2  # cells of PRIO-GRID in a degree
_ROW = 360 * _CELLS  # cells in a row, the first at 180 degrees west and 90 south


def lines(record: Record) -> Iterator[str]:
    """The incidents that UCDP would code, as CSV.

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
        if told.one.type is not EventType.ASSAULT:
            record.leave_out("no use of force")
        elif not told.deadly:
            record.leave_out("nobody is said to have died")
        else:
            yield _row(told)


def _row(told: Happened) -> dict[str, Cell]:
    kind = type_of_violence(told.doers, told.targets)
    a, b = _sides(told, kind)
    one, other = _called(a), "Civilians" if kind == ONE_SIDED else _called(b)
    dyad = f"{one} - {other}" if one and other else None
    return {
        "id": int(told.one.id[1 : _ID_DIGITS + 1], 16),
        "relid": told.one.id,
        "code_status": _status(told, kind),
        "type_of_violence": kind,
        "conflict_name": dyad if kind in {NON_STATE, ONE_SIDED} else None,
        "dyad_name": dyad,
        "side_a": one,
        "side_b": other,
        **_sources(told),
        **_where(told),
        "event_clarity": 2 if told.one.aggregate else 1,
        **_days(told),
        **_deaths(told, kind),
        "gwnoa": _number(a),
        "gwnob": _number(b) if kind == STATE_BASED else None,
        **ours(told),
    }


def type_of_violence(doers: Side, targets: Side) -> int | None:
    """UCDP's type: with a state on a side, between others, or against people without arms.

    Args:
        doers: who does it.
        targets: at whom it is directed.

    Returns:
        None when the kinds of the two tell no type.
    """
    one, other = doers.codes.side, targets.codes.side
    if other == "civilians" and one in {"state", "group"}:
        return ONE_SIDED
    if {one, other} <= {"state", "group"}:
        return STATE_BASED if "state" in {one, other} else NON_STATE
    return None


def _sides(told: Happened, kind: int | None) -> tuple[Side, Side]:
    """Both sides; against another a state comes first."""
    a, b = told.doers, told.targets
    return (b, a) if kind == STATE_BASED and a.codes.side != "state" else (a, b)


def _state(side: Side) -> str | None:
    """The state that a side is, or is an organ of, as ISO 3166-1 alpha-2 code."""
    actor = side.first
    ruling = actor is not None and actor.kind in {ActorKind.STATE, ActorKind.STATE_BODY}
    return actor.state if actor and ruling and actor.state in by_code() else None


def _number(side: Side) -> int | None:
    """The number of a side that is a state, by Gleditsch and Ward."""
    state = _state(side)
    return state_codes()[state].gw if state else None


def _called(side: Side) -> str | None:
    """The first of a side; a state and its organs as its government."""
    state = _state(side)
    return f"Government of {by_code()[state].name}" if state else next(iter(side.names), None)


def _status(told: Happened, kind: int | None) -> str:
    """What must be looked at before the row is used."""
    if kind is None:
        return "Check type of violence"
    if told.one.contradictions:
        return "Check contradictions"
    return "Clear" if told.days and told.place else "Check date and place"


def _sources(told: Happened) -> dict[str, Cell]:
    sources = list({e.source.id: e.source for e in told.one.entries}.values())
    return {
        "number_of_sources": len(sources),
        "source_article": listed(f'"{s.label}, {s.title or s.address or s.id}"' for s in sources),
        "source_office": listed(told.evidence.outlets),
        "source_date": listed(s.published.edtf for s in sources if s.published),
        "source_headline": listed(s.title for s in sources if s.title),
        "source_original": listed(told.evidence.speakers),
    }


def _where(told: Happened) -> dict[str, Cell]:
    place, state = told.place, told.state
    cells: dict[str, Cell] = {"country": told.country}
    if state:
        cells |= {"country_id": state.gw, "region": state.ucdp_region}
    if place is None:
        return cells
    return cells | {
        "where_prec": told.fineness.ucdp if told.fineness else None,
        "where_coordinates": place.name,
        "where_description": listed(n for n in (place.name, place.admin2, place.admin1, told.country) if n),
        "adm_1": place.admin1,
        "adm_2": place.admin2,
        **_point(place),
    }


def _point(place: Place) -> dict[str, Cell]:
    if place.lat is None or place.lon is None:
        return {}
    return {
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})",
        "priogrid_gid": priogrid(place.lat, place.lon),
    }


def priogrid(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell that a point lies in: half degrees, by rows from the south-west corner.

    Args:
        lat: degrees north.
        lon: degrees east.
    """
    row = min(floor((lat + 90) * _CELLS), 180 * _CELLS - 1)
    column = min(floor((lon + 180) * _CELLS), _ROW - 1)
    return row * _ROW + column + 1


def _days(told: Happened) -> dict[str, Cell]:
    if told.days is None or told.one.when is None:
        return {}
    first, last = told.days
    return {
        "year": first.year,
        "date_prec": _DATE.get(told.one.when.precision),
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
    }


def _deaths(told: Happened, kind: int | None) -> dict[str, Cell]:
    """The dead: of one-sided violence civilians, of all other nobody says whose they were."""
    low, best, high = told.killed
    of: dict[str, Cell] = dict.fromkeys(
        ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), None if best is None else 0
    )
    of["deaths_civilians" if kind == ONE_SIDED else "deaths_unknown"] = best
    return {**of, "best": best, "high": high, "low": low}
