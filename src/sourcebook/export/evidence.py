"""Evidence: what stands behind an incident or a tie, for the columns that every format has."""

from collections.abc import Iterable
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
    every = list({e.claim.id: e for e in entries}.values())
    told = {e.claim.modality for e in every}
    modalities = sorted(told, key=_SUREST.index) if len(told) > 1 else list(told)
    statuses = {e.standing.status for e in every}
    return Evidence(
        claims=tuple(e.claim.id for e in every),
        reports=_once(e.source.id for e in every),
        sources=_once(e.source.label for e in every),
        outlets=_once(e.source.publisher for e in every),
        modality=modalities[0] if modalities else None,
        modalities=tuple(modalities),
        score=max((e.claim.score for e in every if e.claim.score is not None), default=None),
        status=min(statuses, key=_WEIGHTIEST.index, default=Status.CANDIDATE),
        quotes=tuple(e.words for e in every),
        speakers=_once(e.claim.speaker for e in every),
    )


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))
