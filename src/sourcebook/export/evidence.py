"""Evidence: what stands behind an incident or a tie, for the columns that every format has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sourcebook.ledger import Entry
from sourcebook.model.claim import Modality
from sourcebook.model.judgement import Status

_SUREST = tuple(Modality)  # as the choices are listed: asserted first
_WEIGHTIEST = (Status.CORRECTED, Status.ACCEPTED, Status.CANDIDATE, Status.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What stands behind an incident or a tie.

    Attributes:
        claims: ids of claims, each once, in the order given.
        reports: ids of their reports, likewise.
        sources: labels of the reports (outlet and day), likewise.
        outlets: names of the outlets that are known, likewise.
        modality: of the claim that says it most surely; None where there is no claim.
        modalities: how surely the claims say it, each way once, the surest first.
        score: the highest that the reader gave, 0 to 1; None where none has a score.
        status: "corrected" or "accepted" where any claim is, else "candidate", or "rejected" where all are.
        quotes: the words of the claims, in the order given.
        speakers: whose words they are where reports say so, each once.
    """

    claims: tuple[str, ...]
    reports: tuple[str, ...]
    sources: tuple[str, ...]
    outlets: tuple[str, ...]
    modality: Modality | None
    modalities: tuple[Modality, ...]
    score: float | None
    status: Status
    quotes: tuple[str, ...]
    speakers: tuple[str, ...]


def evidence(entries: Iterable[Entry]) -> Evidence:
    """What stands behind an incident or a tie.

    Args:
        entries: its claims.
    """
    every = {e.claim.id: e for e in entries}
    claims, sources = [e.claim for e in every.values()], [e.source for e in every.values()]
    told = {c.modality for c in claims}
    modalities = sorted(told, key=_SUREST.index) if len(told) > 1 else list(told)
    statuses = {e.standing.status for e in every.values()}
    return Evidence(
        claims=tuple(every),
        reports=_once([s.id for s in sources]),
        sources=_once([s.label for s in sources]),
        outlets=_once([s.publisher for s in sources]),
        modality=modalities[0] if modalities else None,
        modalities=tuple(modalities),
        score=max([c.score for c in claims if c.score is not None], default=None),
        status=min(statuses, key=_WEIGHTIEST.index, default=Status.CANDIDATE),
        quotes=tuple([e.words for e in every.values()]),
        speakers=_once([c.speaker for c in claims]),
    )


def _once(values: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(filter(None, dict.fromkeys(values)))
