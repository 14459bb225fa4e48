"""A file in the columns of UCDP's georeferenced events: deadly uses of force between side_a and side_b."""

from typing import IO

from sourcebook.errors import ValueProblem
from sourcebook.export.cell import SEPARATOR
from sourcebook.export.coded.keep import Coded, Shape
from sourcebook.export.coded.keep import bring as bring_rows
from sourcebook.export.coded.own import Own, own, toll
from sourcebook.export.coded.sheet import Row
from sourcebook.export.coded.who import Sort, actor_of, place_of
from sourcebook.export.imports import Brought, Given
from sourcebook.knowledge.actor_checks import state_id
from sourcebook.knowledge.actors import actors
from sourcebook.knowledge.countries import by_code, country_of
from sourcebook.knowledge.event_codes import by_gw
from sourcebook.ledger import Ledger
from sourcebook.model.actor import Actor, ActorKind
from sourcebook.model.claim import Event, EventType, Modality, Toll
from sourcebook.model.text import Span
from sourcebook.model.when import Ground, When
from sourcebook.model.where import Fineness, Place, Where

READER = "ged-csv/2"
_NEEDED = ("id", "date_start", "date_end", "type_of_violence", "side_a", "side_b", "country", "best")
_KINDS = {"1": "state-based", "2": "non-state", "3": "one-sided"}
_STATE_BASED = "1"
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
    mine = own(row, dead=True)
    country = _country(row, mine)
    doers, targets = _sides(row, country, scope, mine)
    place, fineness = _place(row, country, mine)
    when = _when(row, mine)
    killed = _killed(row) or (mine.killed if mine else None)

    def event(words: Span) -> Event:
        return Event(
            type=EventType.ASSAULT,
            mode=mine.modes if mine else (),
            trigger=words,
            actor=tuple(a.id for a in doers),
            recipient=tuple(a.id for a in targets),
            when=when,
            where=Where(place=place.id, fineness=fineness) if place else None,
            killed=killed,
            wounded=mine.wounded if mine else None,
            aggregate=row["event_clarity"] == _SUMMARY,
        )

    return Coded(
        ident=row.needed("relid" if mine else "id"),
        words=_words(row, when, mine),
        when=when,
        event=event,
        actors=(*doers, *targets),
        places=(place,) if place else (),
        speaker=mine.speaker if mine else row["source_office"] or None,
        modality=mine.modality if mine else Modality.ASSERTED,
    )


def _country(row: Row, mine: Own | None) -> str | None:
    """By its name, without the older one in brackets; else by its number."""
    name = row["country"] if mine else row.needed("country")
    return country_of(name.partition(" (")[0]) or by_gw().get(row.count("country_id") or 0)


def _words(row: Row, when: When | None, mine: Own | None) -> str:
    """A line made of the columns, since the format has no notes; only a file of this program may leave the type out."""
    kind = _KINDS.get(row["type_of_violence"])
    if kind is None and not (mine and not row["type_of_violence"]):
        raise ValueProblem(f"type_of_violence {row['type_of_violence']!r} is none of 1, 2, 3")
    where = ", ".join(row[n] for n in ("where_description", "where_coordinates", "country") if row[n])
    who = f"{row['side_a'] or '?'} and {row['side_b'] or '?'}" + (f" ({kind})" if kind else "")
    told = ", ".join(part for part in (who, where, when.edtf if when else "") if part)
    dead = f"{row['low'] or '?'} to {row['high'] or '?'} killed, best estimate {row['best'] or '?'}"
    return ". ".join(part for part in (f"{told}: {dead}", row["source_headline"]) if part)


def _sides(
    row: Row, country: str | None, scope: str, mine: Own | None
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Doers and targets; a file of this program tells by ids who is which, since a state stands first in any case."""
    if mine is None:
        return _side(row.needed("side_a"), country, scope), _side(row.needed("side_b"), country, scope)
    doer, target = (row[c].partition(SEPARATOR)[0] for c in ("sb_doers", "sb_targets"))
    turned = row["type_of_violence"] == _STATE_BASED and _is_state(target) and not _is_state(doer)
    one, other = ("side_b", "side_a") if turned else ("side_a", "side_b")
    return _side(row[one], country, scope, doer), _side(row[other], country, scope, target)


def _side(name: str, country: str | None, scope: str, ident: str | None = None) -> tuple[Actor, ...]:
    state = name.casefold().startswith("government of")
    sort = Sort(kind=ActorKind.STATE_BODY) if state else Sort()
    return (actor_of(name, country=country, sort=sort, scope=scope, ident=ident or None),) if name else ()


def _is_state(ident: str) -> bool:
    """Whether the knowledge files know somebody as a state or a body of one."""
    entry = actors().get(ident)
    return (entry is not None and "state" in entry.kind) or ident in {state_id(code) for code in by_code()}


def _when(row: Row, mine: Own | None) -> When | None:
    """From date_start to date_end; ours where they are still the same."""
    if mine and not row["date_start"] and not row["date_end"]:
        return mine.when
    first, last = row.day("date_start"), row.day("date_end")
    if mine and mine.when and mine.when.closed == (first, last):
        return mine.when
    if first > last:
        raise ValueProblem(f"date_start {first} lies after date_end {last}")
    return When.of_days(first, last, ground=Ground.STATED)


def _place(row: Row, country: str | None, mine: Own | None) -> tuple[Place | None, Fineness]:
    code = row.count("where_prec") or 1
    if code > len(Fineness):
        raise ValueProblem(f"where_prec {code} is none of 1 to {len(Fineness)}")
    fineness = list(Fineness)[code - 1]
    lat, lon = row.degrees("latitude", _POLE), row.degrees("longitude", _DATE_LINE)
    at = (lat, lon) if lat is not None and lon is not None else None
    if mine:
        name = row["where_coordinates"]
        return place_of(name, country=country, at=at, fineness=fineness, ident=mine.place), fineness
    areas = {Fineness.ADMIN2: row["adm_2"], Fineness.ADMIN1: row["adm_1"], Fineness.COUNTRY: row["country"]}
    name = areas.get(fineness) or row["where_coordinates"]
    return place_of(
        name.removesuffix(" town").removesuffix(" village"), country=country, at=at, fineness=fineness
    ), fineness


def _killed(row: Row) -> Toll | None:
    return toll(*(row.count(n) for n in ("low", "best", "high")))
