"""Links between claims that may tell one happening: kept as found, read as far as they go."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields
from typing import Any

import sqlalchemy as sa

from sourcebook.ledger.dialects import each, given, whole_numbers
from sourcebook.ledger.pile import Row
from sourcebook.ledger.tables import CLAIM, CURRENT, FINGERPRINT, LINK, LINKED, OVERLAP, RUN, SCENE, SPOT
from sourcebook.ledger.write import put_all

Reading = Callable[[], AbstractContextManager[sa.Connection]]
_MOST = 2000
"""Claims under one key that a new one is compared with, the last ones first; a key with more tells little."""
_DIGEST = 44  # bits of a key that its digest fills; before them stands the week, in 19


def number(key: str, *, week: int) -> int:
    """A key as the book keeps it: keys of one week lie together, so that a new report touches few pages.

    Args:
        key: what claims share.
        week: counted from the beginning of the calendar.
    """
    digest = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
    return (week << _DIGEST) | (digest >> (64 - _DIGEST))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What of an event claim shows most cheaply that it tells another happening than a second one.

    Attributes:
        first: first day, as its ordinal; None when it is not known.
        last: last day.
        slack: days by which both may be off.
        dated: whether the text gives any date.
        lat: degrees north of a settlement; None for all other places.
        lon: degrees east of it.
        sort: what must be equal in two claims of one happening, as a number.
    """

    first: int | None
    last: int | None
    slack: int | None
    dated: bool | None
    lat: float | None
    lon: float | None
    sort: int


_SCENE = [SCENE.c[one.name] for one in fields(Scene)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging:
    """What links lead to.

    Attributes:
        ids: of the claims asked about and of all that links lead to from them.
        pairs: ids of two of them that a link joins.
    """

    ids: frozenset[str]
    pairs: frozenset[frozenset[str]]

    def with_(self, other: "Hanging") -> "Hanging":
        """Both together."""
        return Hanging(ids=self.ids | other.ids, pairs=self.pairs | other.pairs)


class Links:
    """What `Ledger.links` gives: the claims not yet linked, those that meet under a key, and the links.

    Args:
        reading: opens the book for a question.
        writing: opens it for a transaction.
    """

    def __init__(self, reading: Reading, writing: Reading) -> None:
        self._reading, self._writing = reading, writing

    def waiting(self, linker: str, *, report: str | None = None) -> list[int]:
        """Numbers of the current readings whose claims this linker has not linked.

        Args:
            linker: its name and version.
            report: id of the only report that is looked at; None for all, which takes longer the more there are.
        """
        done = sa.select(LINKED.c.run).where(LINKED.c.run == RUN.c.id, LINKED.c.linker == linker)
        current = sa.select(CURRENT.c.run).where(CURRENT.c.run == RUN.c.id)
        asked = sa.select(RUN.c.id).where(~done.exists(), current.exists()).order_by(RUN.c.id)
        asked = asked if report is None else asked.where(RUN.c.report == report)
        with self._reading() as conn:
            return list(conn.execute(asked).scalars())

    def numbers(self, run: int) -> dict[str, int]:
        """Ids of the event claims of a reading, with their numbers."""
        asked = sa.select(CLAIM.c.id, CLAIM.c.n).where(CLAIM.c.run == run, CLAIM.c.kind == "event")
        with self._reading() as conn:
            return {row.id: row.n for row in conn.execute(asked)}

    def meeting(self, keys: Iterable[int], scene: Scene, *, degrees: float) -> dict[int, Scene]:
        """Scenes of the claims that go under some keys, by their numbers, but of those that are plainly apart.

        Args:
            keys: as `number` makes them.
            scene: of the claim that they belong to; others of another sort are left out.
            degrees: of latitude by which two settlements may lie apart.
        """
        asked: dict[str, object] = {"keys": [str(key) for key in keys], "sort": scene.sort}
        if scene.lat is not None:
            asked |= {"low": scene.lat - degrees, "high": scene.lat + degrees}
        with self._reading() as conn:
            found = conn.execute(_MEETING if scene.lat is None else _MEETING_NEAR, asked).all()
        return {n: _scene(*told) for n, *told in found}

    def ids(self, claims: Iterable[int], *, but: int) -> dict[int, str]:
        """Ids of claims by their numbers, of those that are current.

        Args:
            claims: numbers.
            but: number of the reading that asks; its own claims are left out.
        """
        asked = {"claims": [str(n) for n in claims], "but": but}
        with self._reading() as conn:
            return dict(conn.execute(_IDS, asked).all())

    def put(
        self,
        run: int,
        linker: str,
        *,
        spots: Iterable[tuple[int, int]],
        scenes: Mapping[int, Scene],
        links: Iterable[tuple[int, int, float]],
    ) -> None:
        """Keep what a linker found for one reading, all of it or nothing; what it found before stays.

        Args:
            run: number of the reading.
            linker: name and version.
            spots: keys with the numbers of claims that go under them.
            scenes: what is kept of the claims, by their numbers.
            links: numbers of two claims, and how likely they tell one happening.
        """
        both: list[Row] = []
        for one, other, score in links:
            both.append({"one": one, "other": other, "score": score})
            both.append({"one": other, "other": one, "score": score})
        with self._writing() as conn:
            put_all(conn, SPOT, [{"key": key, "claim": n} for key, n in sorted(spots)])
            put_all(conn, SCENE, [_scene_row(n, one) for n, one in scenes.items()])
            put_all(conn, LINK, both)
            put_all(conn, LINKED, [{"run": run, "linker": linker}])

    def report_of(self, run: int) -> str:
        """Id of the report that a reading read."""
        with self._reading() as conn:
            return str(conn.execute(sa.select(RUN.c.report).where(RUN.c.id == run)).scalar_one())

    def holders(self, keys: Iterable[int]) -> list[tuple[int, str]]:
        """Keys of sketches with the ids of the reports that have them.

        Args:
            keys: of a text's sketch.
        """
        asked = sa.select(FINGERPRINT.c.key, FINGERPRINT.c.report).where(
            FINGERPRINT.c.key.in_(whole_numbers(keys))
        )
        with self._reading() as conn:
            return [(row.key, row.report) for row in conn.execute(asked)]

    def put_overlaps(self, report: str, keys: Iterable[int], overlaps: Iterable[tuple[str, str]]) -> None:
        """Keep a report's sketch and what it shares with others.

        Args:
            report: its id.
            keys: of its sketch.
            overlaps: id of another report, and what the two share, told from this one, as JSON.
        """
        with self._writing() as conn:
            put_all(conn, FINGERPRINT, [{"key": key, "report": report} for key in keys])
            put_all(
                conn, OVERLAP, [{"one": report, "other": other, "body": body} for other, body in overlaps]
            )

    def overlaps(self, reports: Iterable[str]) -> dict[tuple[str, str], str]:
        """What reports share with any others that were read, as JSON, by the two ids.

        Args:
            reports: ids.
        """
        wanted = sorted(set(reports))
        there = sa.alias(CURRENT, "there")
        asked = (
            sa.select(OVERLAP)
            .join(CURRENT, CURRENT.c.report == OVERLAP.c.one)
            .join(there, there.c.report == OVERLAP.c.other)
            .where(sa.or_(OVERLAP.c.one.in_(each(wanted)), OVERLAP.c.other.in_(each(wanted))))
        )
        with self._reading() as conn:
            return {(row.one, row.other): row.body for row in conn.execute(asked)}

    def hanging(self, idents: Collection[str], *, most: int = 5000) -> Hanging:
        """The current claims that links lead to from some, directly or through others, and the links between all.

        Args:
            idents: ids of claims.
            most: no further once so many are found.
        """
        with self._reading() as conn:
            ids = _rows(
                conn, CLAIM.c.id.in_(each(idents))
            )  # by number; one id may have several, of older readings
            found, pairs, edge = set(idents), set[tuple[int, int]](), set(ids)
            while edge and len(found) < most:
                asked = sa.select(LINK.c.one, LINK.c.other).where(LINK.c.one.in_(whole_numbers(edge)))
                links = conn.execute(asked).all()  # kept both ways
                pairs.update((one, other) for one, other in links if one < other)
                more = _rows(conn, CLAIM.c.id.in_(_current_ids({n for _, n in links if n not in ids})))
                edge = more.keys() - ids.keys()
                ids |= more
                found.update(more.values())
        if edge:  # links between two claims at the end were not read
            return Hanging(ids=frozenset(found), pairs=frozenset(self.among(found)))
        known = ((ids[one], ids[other]) for one, other in pairs if other in ids)
        return Hanging(ids=frozenset(found), pairs=frozenset(frozenset(p) for p in known if p[0] != p[1]))

    def among(self, idents: Iterable[str]) -> dict[frozenset[str], float]:
        """Links between some claims: pairs of ids with their scores."""
        here, there = sa.alias(CLAIM, "here"), sa.alias(CLAIM, "there")
        wanted = sorted(set(idents))
        asked = (
            sa.select(here.c.id, there.c.id, LINK.c.score)
            .join(LINK, LINK.c.one == here.c.n)
            .join(there, there.c.n == LINK.c.other)
            .where(here.c.id.in_(each(wanted)), there.c.id.in_(each(wanted)))
        )
        with self._reading() as conn:
            return {frozenset((one, other)): score for one, other, score in conn.execute(asked)}


def _rows(conn: sa.Connection, which: sa.ColumnElement[bool]) -> dict[int, str]:
    """Ids of claims of all readings by their numbers."""
    return dict(conn.execute(sa.select(CLAIM.c.n, CLAIM.c.id).where(which)).all())


def _current_ids(numbers: Iterable[int]) -> sa.Select[tuple[str]]:
    """Ids of those of some claims that are current."""
    said = sa.alias(CLAIM, "said")
    asked = sa.select(said.c.id).join(CURRENT, CURRENT.c.run == said.c.run)
    return asked.where(said.c.n.in_(whole_numbers(numbers)))


def _whole(texts: sa.ColumnElement[str]) -> sa.Select[tuple[int]]:
    """Texts as the whole numbers that they spell."""
    return sa.select(sa.cast(texts, sa.BigInteger))


def _last_under() -> sa.Select[tuple[int]]:
    """Numbers of the last claims under each of some keys."""
    keys, same = given("keys"), sa.alias(SPOT, "same")
    key = sa.cast(keys.c.value, sa.BigInteger)
    least = sa.select(same.c.claim).where(same.c.key == key).order_by(same.c.claim.desc())
    least_of_last = least.limit(1).offset(_MOST - 1).correlate(keys).scalar_subquery()
    there = sa.and_(SPOT.c.key == key, SPOT.c.claim >= sa.func.coalesce(least_of_last, 0))
    return sa.select(SPOT.c.claim).select_from(keys.join(SPOT, there))


# Put together once, as they are asked for each claim of each report that is added.
_MEETING = sa.select(SCENE.c.claim, *_SCENE).where(
    SCENE.c.claim.in_(_last_under()), SCENE.c.sort == sa.bindparam("sort")
)
_MEETING_NEAR = _MEETING.where(
    sa.or_(SCENE.c.lat.is_(None), SCENE.c.lat.between(sa.bindparam("low"), sa.bindparam("high")))
)
_IDS = (
    sa.select(CLAIM.c.n, CLAIM.c.id)
    .join(CURRENT, CURRENT.c.run == CLAIM.c.run)
    .where(CLAIM.c.n.in_(_whole(given("claims").c.value)), CLAIM.c.run != sa.bindparam("but"))
)


def _scene(*told: Any) -> Scene:  # noqa: ANN401 - a row
    first, last, slack, dated, lat, lon, sort = told
    dated = None if dated is None else bool(dated)
    return Scene(first=first, last=last, slack=slack, dated=dated, lat=lat, lon=lon, sort=sort)


def _scene_row(claim: int, scene: Scene) -> Row:
    dated = None if scene.dated is None else int(scene.dated)
    return {"claim": claim, **asdict(scene), "dated": dated}
