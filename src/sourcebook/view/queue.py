"""Which claims are most worth a person's judgement?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest

from sourcebook.ledger import Entry
from sourcebook.ledger.roles import parties
from sourcebook.model.claim import Event, Modality
from sourcebook.model.judgement import Status
from sourcebook.view.contradiction import contradictions

AGAIN, DISPUTED, DOUBT, HEDGED, USED = 4.0, 2.0, 1.5, 0.5, 1.0
"""What each reason counts; ours, not measured: what a judgement would change most comes first."""
SURE = 0.9
"""Score from which a claim is no longer doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A claim that waits for a judgement.

    Attributes:
        entry: the claim.
        worth: the higher, the sooner.
        why: the reasons, in words.
    """

    entry: Entry
    worth: float
    why: tuple[str, ...]


def worth_judging(entries: Iterable[Entry], *, limit: int) -> list[Wanted]:
    """The claims most worth judging, the first one first; what was judged already comes only when it changed since.

    Args:
        entries: claims as they read.
        limit: at most so many.
    """
    every = list(entries)
    disputed = {e.claim.id for pair in contradictions(every) for e in pair}
    used = Counter(ident for e in every for _, ident in parties(e.claim))
    most = max(used.values(), default=1)
    open_ = (e for e in every if e.standing.status is Status.CANDIDATE)
    made = (_wanted(e, disputed=disputed, used=used, most=most) for e in open_)
    return nlargest(limit, (w for w in made if w.why), key=lambda w: (w.worth, w.entry.claim.id))


def _wanted(entry: Entry, *, disputed: set[str], used: Counter[str], most: int) -> Wanted:
    claim = entry.claim
    reasons: list[tuple[float, str]] = []
    if entry.standing.again:
        reasons.append((AGAIN, "judged before another reader changed it"))
    if claim.id in disputed:
        reasons.append((DISPUTED, "another report gives another number"))
    if claim.score is not None and claim.score < SURE:
        reasons.append((DOUBT * (SURE - claim.score) / SURE, f"drafted with a score of {claim.score:.2f}"))
    if claim.modality is Modality.HEDGED:
        reasons.append((HEDGED, "hedged"))
    often = max((used[ident] for _, ident in parties(claim)), default=0)
    weight = USED * often / most
    words = f"about somebody who is named in {often} claims"
    if reasons or isinstance(claim.fact, Event) is False:
        reasons.append((weight, words))
    return Wanted(entry=entry, worth=sum(w for w, _ in reasons), why=tuple(why for _, why in reasons))
