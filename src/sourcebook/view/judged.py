"""Judgements and decisions as sentences, and the claims that a judgement is about."""

from collections.abc import Mapping

from sourcebook.asof.spans import spans
from sourcebook.errors import NameProblem
from sourcebook.ledger import ClaimQuery, Entry, Ledger
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.story.book import Story


def in_words(judgement: Judgement) -> str:
    """A judgement as a sentence.

    Args:
        judgement: the judgement.
    """
    claim = (judgement.claim or "")[:8]
    other = (judgement.other or "")[:8]
    return {
        Verdict.ACCEPT: f"{claim} is right",
        Verdict.REJECT: f"{claim} is wrong",
        Verdict.CORRECT: f"{judgement.field} of {claim} is {judgement.value}",
        Verdict.JOIN: f"{claim} and {other} tell one incident",
        Verdict.CUT: f"{claim} and {other} tell two incidents",
        Verdict.ADD: f"{claim} is what the reader missed",
        Verdict.UNDO: f"judgement {judgement.undoes} is taken back",
    }[judgement.verdict]


def decision_in_words(decision: Decision, names: Mapping[str, str] | None = None) -> str:
    """What was decided, as a sentence.

    Args:
        decision: the decision.
        names: ids to names; without them ids are shown.
    """
    actor, other = (
        names[i] if i and names is not None else i or "" for i in (decision.actor, decision.other)
    )
    if actor == other:  # the decision has made one of them
        actor = decision.actor or ""
    where = (
        f"where it is called {decision.called}" if decision.called else f"in {', '.join(decision.reports)}"
    )
    given = [
        decision.name and f"called {decision.name}",
        decision.kind,
        decision.state and f"of {decision.state}",
    ]
    told = ", ".join(str(g).replace("_", " ") for g in given if g)
    words = {
        Ruling.ACCEPT: f"{actor} stands" + (f" ({told})" if told else ""),
        Ruling.REJECT: f"{actor} is not proposed as {other}" if other else f"{actor} is no actor",
        Ruling.MERGE: f"{actor} is {other}",
        Ruling.DISTINCT: f"{actor} is not {other}",
        Ruling.SPLIT: f"{actor} is {other} {where}",
        Ruling.UNDO: f"decision {decision.undoes} is taken back",
    }
    return words[decision.ruling]


def the_claims(ledger: Ledger, ident: str, kind: Verdict) -> list[str]:
    """Ids of the claims that are judged: one, or all of an incident (i...) or of a tie over time (t...).

    Raises:
        NameProblem: there is no such claim, incident or tie, or the verdict is about single claims only.
    """
    wanted = ident.strip().lower()
    if wanted[:1] not in {"i", "t"}:
        return [the_claim(ledger, wanted).claim.id]
    if kind not in {Verdict.ACCEPT, Verdict.REJECT}:
        raise NameProblem(f"{kind} is about a single claim; give the id of one of {ident}'s claims")
    found = _of_incident(ledger, wanted) if wanted[0] == "i" else _of_tie(ledger, wanted)
    if not found:
        where = "incidents" if wanted[0] == "i" else "ties"
        raise NameProblem(f"no {where[:-1]} {ident!r} in {ledger.path}; `sourcebook {where}` lists them")
    return found


def _of_incident(ledger: Ledger, ident: str) -> list[str]:
    found = Story(ledger).incident_of(ident)
    return [e.claim.id for e in found.entries] if found else []


def _of_tie(ledger: Ledger, ident: str) -> list[str]:
    every = spans(ledger.claims(ClaimQuery(background=True)), names=ledger.names())
    found = [tie for tie in every if tie.id.startswith(ident)]
    return [e.claim.id for e in found[0].said] if len(found) == 1 else []


def the_claim(ledger: Ledger, prefix: str) -> Entry:
    """The one claim whose id begins so.

    Raises:
        NameProblem: none does, or several do.
    """
    found = ledger.claims_like(prefix.strip())
    exact = [e for e in found if e.claim.id == prefix.strip().lower()] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        several = ", ".join(e.claim.id for e in exact)
        raise NameProblem(f"{prefix!r} is the beginning of several claims: {several}; give more of it")
    raise NameProblem(f"no claim {prefix!r} in {ledger.path}; `sourcebook claims` lists them")
