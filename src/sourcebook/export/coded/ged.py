"""A file in the columns of UCDP's georeferenced events: deadly uses of force between side_a and side_b."""

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
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Fineness, Place, Where

READER = "ged-csv/1"
_NEEDED = ("id", "date_start", "date_end", "type_of_violence", "side_a", "side_b", "country", "best")
_KINDS = {"1": "state-based", "2": "non-state", "3": "one-sided"}
_SUMMARY = "2"  # event_clarity of reports that lump several events together
_POLE, _DATE_LINE = 90.0, 180.0  # degrees


def bring(ledger: Ledger, text: IO[str], given: Given) -> Brought:
    """Keep the events of a file.

    Args:
        ledger: a book that can be written.
        text: the file.
        given: what it is called.

    Raises:
        ValueProblem: it lacks columns of UCDP GED; nothing was added.
    """
    return bring_rows(ledger, text, given, Shape(reader=READER, needed=_NEEDED, ident="id", read=_read))


def _read(row: Row, scope: str) -> Coded:
    country = country_of(row.needed("country").partition(" (")[0])
    doer, target = (_side(row, side, country, scope) for side in ("side_a", "side_b"))
    place, fineness = _place(row, country)
    when, killed = _when(row), _killed(row)

    def event(words: Span) -> Event:
        return Event(
            type=EventType.ASSAULT,
            trigger=words,
            actor=(doer.id,),
            recipient=(target.id,),
            when=when,
            where=Where(place=place.id, fineness=fineness) if place else None,
            killed=killed,
            aggregate=row["event_clarity"] == _SUMMARY,
        )

    return Coded(
        ident=row.needed("id"),
        words=_words(row, when),
        when=when,
        event=event,
        actors=(doer, target),
        places=(place,) if place else (),
        speaker=row["source_office"] or None,
    )


def _words(row: Row, when: When) -> str:
    """A line made of the columns, since the format has no notes."""
    if row["type_of_violence"] not in _KINDS:
        raise ValueProblem(f"type_of_violence {row['type_of_violence']!r} is none of 1, 2, 3")
    where = ", ".join(row[n] for n in ("where_description", "where_coordinates", "country") if row[n])
    told = f"{row['side_a']} and {row['side_b']} ({_KINDS[row['type_of_violence']]}), {where}, {when.edtf}"
    dead = f"{row['low'] or '?'} to {row['high'] or '?'} killed, best estimate {row['best'] or '?'}"
    return ". ".join(part for part in (f"{told}: {dead}", row["source_headline"]) if part)


def _side(row: Row, column: str, country: str | None, scope: str) -> Actor:
    name = row.needed(column)
    kind = ActorKind.STATE_BODY if name.casefold().startswith("government of") else ActorKind.ARMED_GROUP
    return actor_of(name, country=country, kind=kind, scope=scope)


def _when(row: Row) -> When:
    first, last = row.day("date_start"), row.day("date_end")
    if first > last:
        raise ValueProblem(f"date_start {first} lies after date_end {last}")
    return When.of_days(first, last, ground=Ground.STATED)


def _place(row: Row, country: str | None) -> tuple[Place | None, Fineness]:
    code = row.count("where_prec") or 1
    if code > len(Fineness):
        raise ValueProblem(f"where_prec {code} is none of 1 to {len(Fineness)}")
    fineness = list(Fineness)[code - 1]
    lat, lon = row.degrees("latitude", _POLE), row.degrees("longitude", _DATE_LINE)
    at = (lat, lon) if lat is not None and lon is not None else None
    areas = {Fineness.ADMIN2: row["adm_2"], Fineness.ADMIN1: row["adm_1"], Fineness.COUNTRY: row["country"]}
    name = areas.get(fineness) or row["where_coordinates"]
    return place_of(
        name.removesuffix(" town").removesuffix(" village"), country=country, at=at, fineness=fineness
    ), fineness


def _killed(row: Row) -> Toll | None:
    low, best, high = (row.count(n) for n in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return None
    expression = Expression.EXACT if low == high else Expression.RANGE
    return Toll(low=low, best=best, high=high, expression=expression)
