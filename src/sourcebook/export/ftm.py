"""FollowTheMoney: actors, places, incidents, ties and reports as entities, a JSON object a line.

https://followthemoney.tech. Written without its library, whose text handling needs ICU.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sourcebook.export.evidence import Evidence, evidence
from sourcebook.export.ftm_entity import Entity, ident_of
from sourcebook.export.ftm_things import address, body, document, documentation, event
from sourcebook.export.ftm_ties import tie_entity
from sourcebook.export.gexf import periods
from sourcebook.export.record import Record
from sourcebook.ledger import Entry
from sourcebook.model.claim import Predicate
from sourcebook.story.incident import Incident


def lines(record: Record) -> Iterator[str]:
    """Incidents and ties as they come, then those whom they name, then the reports.

    Args:
        record: what is exported.
    """
    for written, one in enumerate(entities(record), start=1):
        yield json.dumps(one.as_json(), ensure_ascii=False) + "\n"
        record.count = written


@dataclass(slots=True)
class _Named:
    """Who and what was named so far, with the claims that name them."""

    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)
    reports: dict[str, Entry] = field(default_factory=dict)

    def put(self, idents: Iterable[str], entries: Iterable[Entry]) -> None:
        """Remember."""
        every = list(entries)
        self.reports |= {e.source.id: e for e in every}
        for ident in idents:
            self.entries.setdefault(ident, {}).update({e.claim.id: e for e in every})


def entities(record: Record) -> Iterator[Entity]:
    """The same as entities.

    Args:
        record: what is exported.
    """
    named = _Named()
    for one in record.incidents():
        named.put(_parties(one), one.entries)
        yield event(one, evidence(one.entries), record)
    for tie in record.ties():
        if tie.predicate is not Predicate.DISTINCT_FROM and periods(tie):
            named.put((tie.subject, tie.object), tie.entries)
            yield tie_entity(tie, evidence(tie.entries), record)
    for ident, entries in named.entries.items():
        yield from _thing(ident, evidence(entries.values()), record)
    for entry in named.reports.values():
        yield document(entry.source)


def _parties(one: Incident) -> list[str]:
    actors = [p.actor for p in (*one.doers, *one.targets)]
    return [*dict.fromkeys(actors), *([one.where] if one.where else [])]


def _thing(ident: str, behind: Evidence, record: Record) -> Iterator[Entity]:
    """Somebody or some place, and which reports document them."""
    actor, place = record.actor(ident), record.place(ident)
    yield body(actor, behind) if actor else address(ident, place, behind, record)
    for report in behind.reports:
        yield documentation(ident_of(report), ident_of(ident))
