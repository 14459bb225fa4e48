"""Reports with their text, their claims and what people made of them, for tools in which people mark words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from sourcebook.export.record import Record
from sourcebook.ledger import ClaimQuery, Entry, Ledger, Source
from sourcebook.model.judgement import Judged, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One report.

    Attributes:
        source: the report.
        text: its words.
        entries: its claims that are asked for, the rejected too.
        judgements: every judgement about its claims, those taken back too, in their order.
    """

    source: Source
    text: str
    entries: tuple[Entry, ...]
    judgements: tuple[Judged, ...]


def annotated(record: Record) -> Iterator[Annotated]:
    """The reports of a record: those with a claim that is asked for, and all others where nothing is narrowed.

    Args:
        record: what is exported; unless it asks for a status, rejected claims come too.
    """
    rejected = _rejected(record)
    judged = by_report(record.ledger.judgements())
    seen = set[str]()
    for _, group in groupby(record.entries(), key=lambda e: e.source.id):
        some = list(group)
        source = some[0].source
        seen.add(source.id)
        yield _one(record.ledger, source, [*some, *rejected.get(source.id, ())], judged)
    for source in record.sources() if _whole(record.query) else _named(record, rejected):
        if source.id not in seen:
            yield _one(record.ledger, source, rejected.get(source.id, []), judged)


def by_report(judgements: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Judgements by the reports that they are about; what takes one back goes where that one goes.

    Args:
        judgements: in their order.
    """
    found: dict[str, list[Judged]] = {}
    where: dict[int, tuple[str, ...]] = {}
    for one in judgements:
        back = one.judgement.undoes
        about = where.get(back, ()) if back is not None else tuple({a.report: None for a in one.anchors})
        where[one.n] = about
        for report in about:
            found.setdefault(report, []).append(one)
    return found


def _one(
    ledger: Ledger, source: Source, entries: Iterable[Entry], judged: dict[str, list[Judged]]
) -> Annotated:
    every = sorted(entries, key=lambda e: (e.claim.quote, e.claim.id))
    return Annotated(
        source=source,
        text=ledger.text(source.id) or "",
        entries=tuple(every),
        judgements=tuple(judged.get(source.id, ())),
    )


def _rejected(record: Record) -> dict[str, list[Entry]]:
    if record.query.status is not None:
        return {}
    found: dict[str, list[Entry]] = {}
    for entry in record.only(status=Status.REJECTED).entries():
        found.setdefault(entry.source.id, []).append(entry)
        record.count += 1
    return found


def _whole(query: ClaimQuery) -> bool:
    """Whether nothing narrows which claims are asked for, but perhaps one report."""
    return replace(query, background=False, report=None) == ClaimQuery()


def _named(record: Record, reports: Iterable[str]) -> Iterator[Source]:
    found = (record.ledger.source(report) for report in reports)
    return (source for source in found if source is not None)
