"""Ties over time and changes as objects, for programs."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sourcebook.asof.changes import Change
from sourcebook.asof.spans import TieSpan
from sourcebook.export.interchange import claim_out, when_out
from sourcebook.export.lines import source_object
from sourcebook.ledger import Entry
from sourcebook.model.when import When


def tie_object(tie: TieSpan, names: Mapping[str, str], *, day: date | None = None) -> dict[str, Any]:
    """A tie with every claim that bears on it.

    Args:
        tie: the tie.
        names: ids to names.
        day: the day of `held`; None for after all that is said.
    """
    out: dict[str, Any] = {
        "id": tie.id,
        "subject": _end(tie.subject, names),
        "predicate": str(tie.predicate),
        "object": _end(tie.object, names),
        "since": _when(tie.since),
        "until": _when(tie.until),
        "as_of": day.isoformat() if day else None,
        "held": str(tie.held(day)),
    }
    out |= {"may_hold": tie.may_hold(day)} if day else {}
    out |= {"passable": str(tie.passable(day))} if tie.gates else {}
    out |= {
        name: [claim_object(e) for e in getattr(tie, name)] for name in ("said", "began", "ended", "denied")
    }
    out["known"] = list(tie.known)
    out["conflicts"] = [{"kind": str(c.kind), "other": c.other, "words": c.words} for c in tie.conflicts]
    return out


def edge_object(tie: TieSpan, day: date, names: Mapping[str, str]) -> dict[str, Any]:
    """A tie of a network."""
    return {"kind": "edge", **tie_object(tie, names, day=day)}


def node_objects(nodes: Mapping[str, int], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The actors and places of a network, each with the number of its ties."""
    for ident, count in nodes.items():
        yield {"kind": "node", **_end(ident, names), "ties": count}


def change_object(change: Change, names: Mapping[str, str]) -> dict[str, Any]:
    """A change with the claims that tell of it."""
    conflict, tie = change.conflict, change.tie
    return {
        "change": str(change.sort),
        "when": _when(change.when),
        "dated": change.dated,
        "tie": _tie_head(tie, names) if tie else None,
        "conflict": {"kind": str(conflict.kind), "other": conflict.other, "words": conflict.words}
        if conflict
        else None,
        "claims": [claim_object(e) for e in change.entries],
        "entities": [_end(ident, names) for ident in sorted(change.parties)],
    }


def claim_object(entry: Entry) -> dict[str, Any]:
    """A claim with its words and its report."""
    return {"report": source_object(entry.source), **claim_out(entry.claim, entry.words)}


def _tie_head(tie: TieSpan, names: Mapping[str, str]) -> dict[str, Any]:
    ends = {"subject": _end(tie.subject, names), "object": _end(tie.object, names)}
    return {"id": tie.id, "predicate": str(tie.predicate), **ends}


def _end(ident: str, names: Mapping[str, str]) -> dict[str, Any]:
    return {"id": ident, "name": names.get(ident, ident)}


def _when(when: When | None) -> dict[str, Any] | None:
    return when_out(when) if when else None
