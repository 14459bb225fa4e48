"""Ties over time, kept from one version of the book to the next as far as nothing bears on them."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sourcebook.asof.marks import Mark
from sourcebook.asof.spans import TieSpan, known_kind, spans
from sourcebook.asof.transitions import Rule, rules_for, those
from sourcebook.ledger import Entry
from sourcebook.model.actor import ActorKind
from sourcebook.model.claim import Event, EventType, Relation
from sourcebook.view.asked import Gathered


def ties_after(
    former: Gathered, entries: Iterable[Entry], touched: AbstractSet[str], names: Mapping[str, str]
) -> tuple[TieSpan, ...]:
    """The ties over time after some claims were judged or added: as `spans` would give them.

    Args:
        former: the claims and ties before.
        entries: the claims now.
        touched: ids of those that may differ.
        names: ids to names; those of the ties before are the same.
    """
    every = list(entries)
    now = _bearing(every, touched)
    if _said(_bearing(former.entries, touched)) != _said(now):
        return tuple(spans(every, names=names))
    return tuple(_exchanged(span, now) for span in former.ties) if now else former.ties


def bears(entry: Entry) -> bool:
    """Whether a claim may say anything of the time of any tie.

    Args:
        entry: the claim.
    """
    fact = entry.claim.fact
    if isinstance(fact, Relation) or fact.type is EventType.TRANSITION:
        return True
    return any(_acts(rule, fact) for rule in rules_for(fact))


def _acts(rule: Rule, event: Event) -> bool:
    """Whether a happening names anybody whom a rule is about."""
    named = (*those(event, rule.subject), *those(event, rule.object))
    return any(rule.kinds is None or (known_kind(i) or ActorKind.OTHER) in rule.kinds for i in named)


def _bearing(entries: Iterable[Entry], touched: AbstractSet[str]) -> dict[str, Entry]:
    return {e.claim.id: e for e in entries if e.claim.id in touched and bears(e)}


def _said(entries: Mapping[str, Entry]) -> dict[str, tuple[object, ...]]:
    """What claims say, whatever people decided about it."""
    return {ident: (e.claim, e.words, e.source) for ident, e in entries.items()}


def _exchanged(span: TieSpan, new: Mapping[str, Entry]) -> TieSpan:
    """A tie with some of its claims as they stand now."""
    if new.keys().isdisjoint(_ids(span)):
        return span
    return replace(
        span,
        said=_entries(span.said, new),
        began=_entries(span.began, new),
        ended=_entries(span.ended, new),
        denied=_entries(span.denied, new),
        marks=_marks(span.marks, new),
        gates=_marks(span.gates, new),
    )


def _ids(span: TieSpan) -> set[str]:
    held = (*span.said, *span.began, *span.ended, *span.denied)
    marks = (*span.marks, *span.gates)
    return {e.claim.id for e in held} | {m.entry.claim.id for m in marks if m.entry}


def _entries(held: tuple[Entry, ...], new: Mapping[str, Entry]) -> tuple[Entry, ...]:
    return tuple(new.get(e.claim.id, e) for e in held)


def _marks(held: tuple[Mark, ...], new: Mapping[str, Entry]) -> tuple[Mark, ...]:
    return tuple(replace(m, entry=new.get(m.entry.claim.id, m.entry)) if m.entry else m for m in held)
