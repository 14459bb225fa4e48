"""A file in the columns of ACLED: what happened by its sub-event, who by actor1 and actor2, the dead by fatalities."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import IO

from sourcebook.errors import ValueProblem
from sourcebook.export.coded.keep import Coded, Shape
from sourcebook.export.coded.keep import bring as bring_rows
from sourcebook.export.coded.sheet import Row
from sourcebook.export.coded.who import actor_of, place_of
from sourcebook.export.imports import Brought, Given
from sourcebook.knowledge.countries import country_of
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Event, EventType, Expression, Toll
from sourcebook.model.text import Span
from sourcebook.model.when import Ground, When, month_end
from sourcebook.model.where import Fineness, Place, Where

READER = "acled-csv/1"
_NEEDED = ("event_id_cnty", "event_date", "sub_event_type", "actor1", "country", "notes")
_FINE = {"1": Fineness.EXACT, "2": Fineness.NEAR, "3": Fineness.ADMIN1}
_STATE_FORCES = frozenset({"1", "8", "state forces", "external/other forces"})
_CROWDS = frozenset({"5", "6", "7", "rioters", "protesters", "civilians"})
_WEEK, _MONTH = "2", "3"  # time_precision
_POLE, _DATE_LINE = 90.0, 180.0  # degrees


def bring(ledger: Ledger, text: IO[str], given: Given) -> Brought:
    """Keep the events of a file.

    Args:
        ledger: a book that can be written.
        text: the file.
        given: what it is called.

    Raises:
        ValueProblem: it lacks columns of ACLED; nothing was added.
    """
    return bring_rows(
        ledger, text, given, Shape(reader=READER, needed=_NEEDED, ident="event_id_cnty", read=_read)
    )


def _read(row: Row, scope: str) -> Coded:
    country = country_of(row.needed("country"))
    doers, targets = _side(row, "1", country, scope), _side(row, "2", country, scope)
    place, fineness = _place(row, country)
    when, (kind, modes) = _when(row), _type(row)
    killed = _killed(row)

    def event(words: Span) -> Event:
        return Event(
            type=kind,
            mode=modes,
            trigger=words,
            actor=tuple(a.id for a in doers),
            recipient=tuple(a.id for a in targets),
            when=when,
            where=Where(place=place.id, fineness=fineness) if place else None,
            killed=killed,
        )

    return Coded(
        ident=row.needed("event_id_cnty"),
        words=row["notes"] or _words(row),
        when=when,
        event=event,
        actors=(*doers, *targets),
        places=(place,) if place else (),
        speaker=row["source"] or None,
    )


def _words(row: Row) -> str:
    parts = ("sub_event_type", "actor1", "actor2", "location", "country", "event_date")
    return ", ".join(row[name] for name in parts if row[name])


def _type(row: Row) -> tuple[EventType, tuple[str, ...]]:
    name = row.needed("sub_event_type")
    found = _types().get(name.casefold())
    if found is None:
        raise ValueProblem(f"sub_event_type {name!r} is none of ACLED's")
    return found


@cache
def _types() -> Mapping[str, tuple[EventType, tuple[str, ...]]]:
    text = (files(__package__) / "acled_types.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name.casefold(): (EventType(kind), (mode,) if mode else ()) for name, kind, mode in lines}


def _side(row: Row, number: str, country: str | None, scope: str) -> tuple[Actor, ...]:
    """The actor of a side and those named as going along with it."""
    names = [row[f"actor{number}"], *row[f"assoc_actor_{number}"].split(";")]
    code = row[f"inter{number}"].casefold()
    kind = ActorKind.STATE_BODY if code in _STATE_FORCES else ActorKind.ARMED_GROUP
    kind = ActorKind.POPULATION if code in _CROWDS else kind
    found = (actor_of(n.strip(), country=country, kind=kind, scope=scope) for n in names if n.strip())
    return tuple({a.id: a for a in found}.values())


def _when(row: Row) -> When:
    """The day; with a coarser time_precision the week around it, or its month."""
    day = row.day("event_date")
    first = last = day
    if row["time_precision"] == _WEEK:
        first, last = day - timedelta(days=3), day + timedelta(days=3)
    if row["time_precision"] == _MONTH:
        first, last = day.replace(day=1), month_end(day)
    return When.of_days(first, last, ground=Ground.STATED)


def _place(row: Row, country: str | None) -> tuple[Place | None, Fineness]:
    fineness = _FINE.get(row["geo_precision"], Fineness.EXACT)
    lat, lon = row.degrees("latitude", _POLE), row.degrees("longitude", _DATE_LINE)
    at = (lat, lon) if lat is not None and lon is not None else None
    name = row["admin1"] or row["location"] if fineness is Fineness.ADMIN1 else row["location"]
    if not name and country is not None:
        fineness = Fineness.COUNTRY
    return place_of(name, country=country, at=at, fineness=fineness), fineness


def _killed(row: Row) -> Toll | None:
    count = row.count("fatalities")
    if count is None:
        return None
    return Toll(best=count, expression=Expression.EXACT if count else Expression.NONE_REPORTED)
