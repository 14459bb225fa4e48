"""A file in the columns of ACLED: what happened by its sub-event, who by actor1 and actor2, the dead by fatalities."""

import re
from datetime import timedelta
from typing import IO, Any

from sourcebook.errors import ValueProblem
from sourcebook.export.cell import SEPARATOR
from sourcebook.export.coded.keep import Coded, Shape
from sourcebook.export.coded.keep import bring as bring_rows
from sourcebook.export.coded.own import MARK, Own, own
from sourcebook.export.coded.sheet import Row
from sourcebook.export.coded.who import Sort, actor_of, place_of
from sourcebook.export.happened import middle
from sourcebook.export.imports import Brought, Given
from sourcebook.knowledge.countries import country_of
from sourcebook.knowledge.event_codes import ANY, NONE, Reading, inter_code, rules, sub_events
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Event, EventType, Expression, Modality, Toll
from sourcebook.model.text import Span
from sourcebook.model.when import Ground, When, month_end
from sourcebook.model.where import Fineness, Place, Where

READER = "acled-csv/2"
_NEEDED = ("event_id_cnty", "event_date", "sub_event_type", "actor1", "country", "notes")
_FINE = {"1": Fineness.EXACT, "2": Fineness.NEAR, "3": Fineness.ADMIN1}
_SORTS = {
    "1": Sort(kind=ActorKind.STATE_BODY, unnamed="security_forces"),
    "2": Sort(subkind="rebel", unnamed="rebel"),
    "3": Sort(subkind="political_militia", unnamed="gunmen"),
    "4": Sort(subkind="communal_militia", unnamed="communal_militia"),
    **dict.fromkeys("567", Sort(kind=ActorKind.POPULATION)),
    "8": Sort(kind=ActorKind.COALITION, subkind="multinational_force", unnamed="security_forces"),
}
_PROTESTERS = "6"
_PEOPLE = "people-"  # how the ids of peoples begin
_CROWD = re.compile(r"(?:Civilians|Protesters|Rioters)\b")
_OWN_IDS = {"1": "sb_doers", "2": "sb_targets"}
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
    mine = own(row, dead=not row["fatalities"])
    country = country_of(row["country"] if mine else row.needed("country"))
    reading = _reading(row)
    doers, targets = _sides(row, reading, country, scope)
    place, fineness = _place(row, country, mine)
    when = _when(row, mine)
    kind, modes = (mine.type, mine.modes) if mine and _could_be(mine, row) else (reading.type, reading.modes)

    def event(words: Span) -> Event:
        return Event(
            type=kind,
            mode=modes,
            trigger=words,
            actor=tuple(a.id for a in doers),
            recipient=tuple(a.id for a in targets),
            when=when,
            where=Where(place=place.id, fineness=fineness) if place else None,
            killed=_killed(row, mine),
            wounded=mine.wounded if mine else None,
            **_thing(reading, kind),
        )

    return Coded(
        ident=row.needed("event_id_cnty"),
        words=row["notes"] or _words(row),
        when=when,
        event=event,
        actors=(*doers, *targets),
        places=(place,) if place else (),
        speaker=mine.speaker if mine else row["source"] or None,
        modality=mine.modality if mine else Modality.ASSERTED,
    )


def _could_be(mine: Own, row: Row) -> bool:
    """Whether an event of our type and modes can be of the row's sub-event, which somebody may have changed."""
    name = row["sub_event_type"].casefold()
    fitting = (r for r in rules().get(mine.type, ()) if r.sub_event.name.casefold() == name)
    return any(r.mode in (ANY, NONE, *mine.modes) for r in fitting)


def _thing(reading: Reading, kind: EventType) -> dict[str, Any]:
    """The weapon that a sub-event names, or what is seized in it."""
    if reading.thing is None or kind is not reading.type:
        return {}
    return {"weapon": reading.thing} if kind is EventType.ASSAULT else {"object": (reading.thing,)}


def _words(row: Row) -> str:
    parts = ("sub_event_type", "actor1", "actor2", "location", "country", "event_date")
    return ", ".join(row[name] for name in parts if row[name])


def _reading(row: Row) -> Reading:
    name = row.needed("sub_event_type")
    found = next((s for s in sub_events().values() if s.name.casefold() == name.casefold()), None)
    if found is None:
        raise ValueProblem(f"sub_event_type {name!r} is none of ACLED's")
    return found.reading


def _sides(
    row: Row, reading: Reading, country: str | None, scope: str
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Doers and targets; where force is used on a crowd the crowd is the target, on whichever side it stands."""
    one, other = (_side(row, n, country, scope) for n in _OWN_IDS)
    one = tuple(_crowd(a, row, scope) if a in other and a.id.startswith(_PEOPLE) else a for a in one)
    crowd = "crowd-control" in reading.modes and inter_code(row["inter1"]) == _PROTESTERS
    return (other, one) if crowd else (one, other)


def _crowd(people: Actor, row: Row, scope: str) -> Actor:
    """Those of a people who rise against others of it, as a crowd of the row's own."""
    return Actor(
        id=f"crowd@{scope}", name=row["actor1"].partition(" (")[0], kind=people.kind, state=people.state
    )


def _side(row: Row, number: str, country: str | None, scope: str) -> tuple[Actor, ...]:
    """The actor of a side and those named as going along with it."""
    main, others = row[f"actor{number}"], [n.strip() for n in row[f"assoc_actor_{number}"].split(";")]
    sort = _SORTS.get(inter_code(row[f"inter{number}"]), Sort())
    names = [n for n in (main, *others) if n]
    told = _identified(names, row[_OWN_IDS[number]], own=bool(row[MARK]))
    found = (actor_of(n, country=country, sort=sort, scope=scope, ident=i) for n, i in told)
    return tuple({a.id: a for a in found}.values())


def _identified(names: list[str], told: str, *, own: bool) -> list[tuple[str, str | None]]:
    """Names with their ids, where a file of this program tells those; "Civilians (Syria)" stands for all of its side.

    Args:
        names: of a side, the main actor first.
        told: ids, one to each actor.
        own: whether this program wrote the file.
    """
    crowd = bool(names) and _CROWD.match(names[0]) is not None
    ids = told.split(SEPARATOR) if told else []
    if own and crowd and len(names) == len(ids) + 1:
        return list(zip(names[1:], ids, strict=True))
    if own and len(names) == len(ids):
        people = [i for i in ids if i.startswith(_PEOPLE)] if crowd else []
        return list(zip(names, [*people, *(i for i in ids if i not in people)], strict=True))
    return [(name, None) for name in names]


def _when(row: Row, mine: Own | None) -> When | None:
    """The day; with a coarser time_precision the week around it, or its month; ours where the day is still the same."""
    if mine and not row["event_date"] and mine.when is None:
        return None
    day = row.day("event_date")
    if mine and mine.when and mine.when.closed and middle(*mine.when.closed) == day:
        return mine.when
    first = last = day
    if row["time_precision"] == _WEEK:
        first, last = day - timedelta(days=3), day + timedelta(days=3)
    if row["time_precision"] == _MONTH:
        first, last = day.replace(day=1), month_end(day)
    return When.of_days(first, last, ground=Ground.STATED)


def _place(row: Row, country: str | None, mine: Own | None) -> tuple[Place | None, Fineness]:
    fineness = _FINE.get(row["geo_precision"], Fineness.EXACT)
    lat, lon = row.degrees("latitude", _POLE), row.degrees("longitude", _DATE_LINE)
    at = (lat, lon) if lat is not None and lon is not None else None
    if mine:
        finer = (
            mine.fineness if mine.fineness and str(mine.fineness.acled) == row["geo_precision"] else fineness
        )
        return place_of(row["location"], country=country, at=at, fineness=finer, ident=mine.place), finer
    name = row["admin1"] or row["location"] if fineness is Fineness.ADMIN1 else row["location"]
    if not name and country is not None:
        fineness = Fineness.COUNTRY
    return place_of(name, country=country, at=at, fineness=fineness), fineness


def _killed(row: Row, mine: Own | None) -> Toll | None:
    """The dead; of our own file what its columns say of them, where fatalities still is the best of it."""
    count = row.count("fatalities")
    if mine and count == (mine.killed.best if mine.killed else 0):
        return mine.killed
    if count is None:
        return None
    return Toll(best=count, expression=Expression.EXACT if count else Expression.NONE_REPORTED)
