"""The tables of a book for programs that read columns: which there are, with which columns, and their rows."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sourcebook.asof.spans import TieSpan
from sourcebook.export.evidence import Evidence, evidence
from sourcebook.export.happened import Happened, happened
from sourcebook.export.record import Record
from sourcebook.export.table import COLUMNS as CLAIM_COLUMNS
from sourcebook.export.table import PlacesSeen, looked_up, row
from sourcebook.ledger import Entry, Source
from sourcebook.ledger.roles import PLACE_ROLES, parties
from sourcebook.model.actor import Actor
from sourcebook.model.where import Place
from sourcebook.story.clashes import Field

Row = dict[str, Any]
TEXT, TEXTS, WHOLE, NUMBER, DAY, FLAG = "text", "texts", "whole", "number", "day", "flag"
"""Kinds of columns: a text, a list of texts, a whole number, a number, a day, yes or no."""
_PROOF = {
    "claims": TEXTS, "reports": TEXTS, "sources": TEXTS, "modality": TEXT, "modalities": TEXTS, "score": NUMBER,
    "status": TEXT, "speakers": TEXTS, "quotes": TEXTS,
}  # fmt: skip
_CLAIMS = {
    **dict.fromkeys(CLAIM_COLUMNS, TEXT),
    **dict.fromkeys(("lat", "lon", "score"), NUMBER),
    **dict.fromkeys((c for c in CLAIM_COLUMNS if c.startswith(("killed_", "wounded_"))), WHOLE),
    **dict.fromkeys(("first", "last"), DAY),
    **dict.fromkeys(("quote_start", "quote_end"), WHOLE),
    "background": FLAG,
}
TABLES: Mapping[str, Mapping[str, str]] = {
    "reports": {
        "id": TEXT, "title": TEXT, "publisher": TEXT, "published": TEXT, "published_first": DAY, "author": TEXT,
        "address": TEXT, "language": TEXT, "sha256": TEXT, "reader": TEXT, "read_at": TEXT, "claims": WHOLE,
    },
    "claims": _CLAIMS,
    "incidents": {
        "id": TEXT, "type": TEXT, "modes": TEXTS, "first": DAY, "last": DAY, "date": TEXT, "date_ground": TEXT,
        "place": TEXT, "place_id": TEXT, "place_precision": TEXT, "lat": NUMBER, "lon": NUMBER, "radius_km": NUMBER,
        "country": TEXT, "doers": TEXTS, "doer_ids": TEXTS, "targets": TEXTS, "target_ids": TEXTS,
        **{f"{field}_{end}": WHOLE for field in ("killed", "wounded") for end in ("low", "best", "high")},
        "origins": WHOLE, "contradictions": WHOLE, "aggregate": FLAG, **_PROOF,
    },
    "ties": {
        "id": TEXT, "subject_id": TEXT, "subject": TEXT, "predicate": TEXT, "object_id": TEXT, "object": TEXT,
        "since": DAY, "until": DAY, "held": TEXT, "contradictions": WHOLE, **_PROOF,
    },
    "actors": {
        "id": TEXT, "name": TEXT, "kind": TEXT, "subkind": TEXT, "state": TEXT, "aliases": TEXTS, "known": FLAG,
    },
    "places": {
        "id": TEXT, "name": TEXT, "kind": TEXT, "lat": NUMBER, "lon": NUMBER, "radius_km": NUMBER, "country": TEXT,
        "admin1": TEXT, "admin2": TEXT, "aliases": TEXTS, "known": FLAG,
    },
}  # fmt: skip
"""Tables with their columns and the kind of each, in the order in which they are written."""


class Rows:
    """The rows of all tables of a record; those of actors and places are the ones that the others named.

    Args:
        record: what is exported.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._actors: set[str] = set()
        self._places: set[str] = set()

    def of(self, table: str) -> Iterator[Row]:
        """The rows of a table; the tables are asked for in their order.

        Args:
            table: its name, one of `TABLES`.
        """
        made: Iterator[Row] = getattr(self, table)()
        return made

    def reports(self) -> Iterator[Row]:
        """Reports, without their texts."""
        return map(_report, self._record.sources())

    def claims(self) -> Iterator[Row]:
        """Claims, those too that reports only allude to."""
        seen, names = PlacesSeen(self._record.ledger), self._record.names
        for some in looked_up(self._record.only(background=True).entries(), names, seen):
            self._record.count += len(some)
            for entry in some:
                self._note(entry)
                cells = row(entry, names, seen)
                days = {name: _day(cells[name]) for name in ("first", "last")}
                yield cells | days | {"background": entry.claim.background}

    def _note(self, entry: Entry) -> None:
        for role, ident in parties(entry.claim):
            (self._places if role in PLACE_ROLES else self._actors).add(ident)

    def incidents(self) -> Iterator[Row]:
        """Incidents, planned and denied ones too."""
        return map(_incident, happened(self._record, surely=False))

    def ties(self) -> Iterator[Row]:
        """Ties over time."""
        for tie in self._record.ties():
            self._actors |= {tie.subject, tie.object}
            yield self._tie(tie)

    def actors(self) -> Iterator[Row]:
        """Actors that a claim or tie names."""
        found = (self._record.actor(ident) for ident in sorted(self._actors))
        return (_actor(one) for one in found if one)

    def places(self) -> Iterator[Row]:
        """Places that a claim or tie names."""
        found = (self._record.place(ident) for ident in sorted(self._places | self._actors))
        return (_place(one) for one in found if one)

    def _tie(self, tie: TieSpan) -> Row:
        names = self._record.names
        return {
            "id": tie.id,
            "subject_id": tie.subject,
            "subject": names[tie.subject],
            "predicate": str(tie.predicate),
            "object_id": tie.object,
            "object": names[tie.object],
            "since": tie.since.first if tie.since else None,
            "until": tie.until.last if tie.until else None,
            "held": str(self._record.held(tie)),
            "contradictions": len(tie.conflicts),
            **_proof(evidence(tie.entries)),
        }


def _report(source: Source) -> Row:
    published = source.published
    return {name: getattr(source, name, None) for name in TABLES["reports"]} | {
        "published": published.edtf if published else None,
        "published_first": published.first if published else None,
        "read_at": source.read_at.isoformat(),
    }


def _incident(told: Happened) -> Row:
    one, place = told.one, told.place
    return {
        "id": one.id,
        "type": str(one.type),
        "modes": list(told.modes),
        "first": one.when.first if one.when else None,
        "last": one.when.last if one.when else None,
        "date": one.when.edtf if one.when else None,
        "date_ground": str(one.when.ground) if one.when else None,
        "place": place.name if place else None,
        "place_id": one.where,
        "place_precision": str(told.fineness) if told.fineness else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "country": told.country,
        "doers": list(told.doers.names),
        "doer_ids": list(told.doers.ids),
        "targets": list(told.targets.names),
        "target_ids": list(told.targets.ids),
        **_numbers(told),
        "origins": one.origins,
        "contradictions": len(one.contradictions),
        "aggregate": one.aggregate,
        **_proof(told.evidence),
    }


def _numbers(told: Happened) -> Row:
    tolls = ((f, told.one.tolls[f]) for f in (Field.KILLED, Field.WOUNDED) if f in told.one.tolls)
    return {
        f"{field}_{end}": getattr(figure, end) for field, figure in tolls for end in ("low", "best", "high")
    }


def _proof(proof: Evidence) -> Row:
    return {
        "claims": list(proof.claims),
        "reports": list(proof.reports),
        "sources": list(proof.sources),
        "modality": str(proof.modality) if proof.modality else None,
        "modalities": [str(m) for m in proof.modalities],
        "score": proof.score,
        "status": str(proof.status),
        "speakers": list(proof.speakers),
        "quotes": list(proof.quotes),
    }


def _actor(actor: Actor) -> Row:
    told = {name: getattr(actor, name) for name in TABLES["actors"]}
    return told | {"kind": str(actor.kind), "aliases": [a.text for a in actor.aliases]}


def _place(place: Place) -> Row:
    told = {name: getattr(place, name) for name in TABLES["places"]}
    return told | {"kind": str(place.kind), "aliases": list(place.aliases)}


def _day(cell: object) -> date | None:
    return date.fromisoformat(cell) if isinstance(cell, str) else None
