"""Judging claims, incidents and ties, and deciding who is who; a request that comes twice is kept once."""

from fastapi.encoders import jsonable_encoder

from sourcebook.errors import Overtaken
from sourcebook.ledger import Entry, Ledger
from sourcebook.model.claim import Relation
from sourcebook.model.identity import Decision, Ruling
from sourcebook.model.judgement import PAIRS, Judgement, Verdict
from sourcebook.review import words
from sourcebook.review.books import Books
from sourcebook.review.kept import kept
from sourcebook.review.refusals import Refused, missing
from sourcebook.review.rows import judged_change
from sourcebook.review.sent import Sender, answer, as_json, refused, sender
from sourcebook.review.things import the_tie
from sourcebook.review.undoing import about, other_request, touched
from sourcebook.view import whom

_VERDICTS = (Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT, Verdict.JOIN, Verdict.CUT)
_RULINGS = (Ruling.MERGE, Ruling.DISTINCT, Ruling.SPLIT)


def judge(books: Books, asked: words.Judging, account: str | None) -> words.Judged:
    """Judge a claim, an incident or a tie.

    Args:
        books: the book.
        asked: the judgement.
        account: who asks; None without accounts.

    Raises:
        Refused: it is about nothing in the book, does not hold together, or somebody judged meanwhile.
    """
    who, ledger = sender(account, asked.by, asked.key), books.writer()
    if numbers := ledger.brought(who.key):
        return _again(books, ledger, numbers, asked.verdict)
    verdict = _one_of(_VERDICTS, asked.verdict, "verdict")
    _check(asked, verdict)
    made = [_judgement(ledger, asked, verdict, who, e) for e in _meant(books, asked.claim, verdict)]
    try:
        numbers = ledger.judge(*made, key=who.key, seen=None if asked.overrule else asked.seen)
    except Overtaken as e:
        raise _overtaken(ledger, e, [str(j.claim) for j in made]) from e
    return answer(books, numbers, "judgement", about(made))


def _one_of(known: tuple[Verdict, ...], given: str, what: str) -> Verdict:
    if given not in known:
        raise refused(what, f"{given!r} is no {what}; it is one of {', '.join(known)}")
    return Verdict(given)


def _check(asked: words.Judging, verdict: Verdict) -> None:
    if (verdict is Verdict.CORRECT) != (asked.field is not None):
        raise refused("field", "a correction gives `field` and `value`; no other verdict does")
    if (verdict in PAIRS) != (asked.other is not None):
        raise refused("other", "join and cut name the other claim in `other`; no other verdict does")
    if (verdict in PAIRS or asked.overrule) and not (asked.note or "").strip():
        raise refused("note", "say why in `note`: joining, cutting and overruling need a reason")


def _judgement(
    ledger: Ledger, asked: words.Judging, verdict: Verdict, who: Sender, entry: Entry
) -> Judgement:
    tie = isinstance(entry.claim.fact, Relation)
    value = None if asked.field is None else as_json(ledger, asked.field, asked.value, tie=tie)
    if asked.other is not None and ledger.claim(asked.other) is None:
        raise missing("claim", asked.other)
    return Judgement(
        verdict=verdict,
        by=who.by,
        at=who.at,
        claim=entry.claim.id,
        other=asked.other,
        note=asked.note or None,
        field=asked.field,
        value=value,
    )


def _meant(books: Books, ident: str, verdict: Verdict) -> list[Entry]:
    """The claims that are judged: one, or all of an incident (i...) or of a tie (t...)."""
    held = kept(books.now())
    if ident[:1] not in {"i", "t"}:
        found = held.shown.ledger.claim(ident)
        if found is None:
            raise missing("claim", ident)
        return [found]
    if verdict not in {Verdict.ACCEPT, Verdict.REJECT}:
        raise refused("claim", f"{verdict} is about a single claim; give the id of one of {ident}'s claims")
    if ident[0] == "i":
        incident = held.story.incident_of(ident)
        every = incident.entries if incident and incident.id == ident else ()
    else:
        line = the_tie(books, held.shown, ident)
        every = tuple(held.shown.ledger.entries(line.said)) if line else ()
    if not every:
        raise missing("incident" if ident[0] == "i" else "tie", ident)
    return list(every)


def _again(books: Books, ledger: Ledger, numbers: list[int], verdict: str) -> words.Judged:
    """The answer to a request that came before; it changes nothing."""
    every = {j.n: j for j in ledger.judgements()}
    brought = [every[n] for n in numbers]
    if any(j.judgement.verdict != verdict for j in brought):
        raise other_request(verdict)
    return answer(books, numbers, "judgement", touched(every, brought))


def _overtaken(ledger: Ledger, error: Overtaken, claims: list[str]) -> Refused:
    """The refusal, with the judgement that came between."""
    every = {j.n: j for j in ledger.judgements()}
    between = [j for j in every.values() if not {*claims}.isdisjoint(touched(every, [j]))]
    last = every.get(error.n) if error.n is not None else None
    newest = last or (between[-1] if between else None)
    current = jsonable_encoder(judged_change(newest)) if newest else None
    return Refused(409, "overtaken", str(error), current=current)


def decide(books: Books, asked: words.Deciding, account: str | None) -> words.Judged:
    """Decide who is who.

    Args:
        books: the book.
        asked: the decision.
        account: who asks; None without accounts.

    Raises:
        Refused: it does not hold together.
        KeptApart: a warning keeps the two apart.
        NameProblem: the book knows nobody of an id or name.
    """
    who, ledger = sender(account, asked.by, asked.key), books.writer()
    if numbers := ledger.brought(who.key, decisions=True):
        if next(d for d in ledger.decisions() if d.n == numbers[0]).decision.ruling != asked.ruling:
            raise other_request(asked.ruling)
        return answer(books, numbers, "decision")
    if asked.ruling not in _RULINGS:
        raise refused("ruling", f"{asked.ruling!r} is no ruling; it is one of {', '.join(_RULINGS)}")
    made = _decision(ledger, asked, Ruling(asked.ruling), who)
    return answer(books, [ledger.decide(made, key=who.key)], "decision")


def _decision(ledger: Ledger, asked: words.Deciding, ruling: Ruling, who: Sender) -> Decision:
    one = whom.the_actor(ledger, asked.actor)
    if ruling is Ruling.SPLIT:
        other, account = whom.somebody(ledger, asked.other, like=one)
    else:
        other, account = whom.anybody(ledger, asked.other)
    return Decision(
        ruling=ruling,
        by=who.by,
        at=who.at.replace(microsecond=0),
        actor=one.id,
        other=other,
        note=asked.note or None,
        reports=whom.the_reports(ledger, asked.reports),
        overrule=asked.overrule or None,
        **({} if ruling is Ruling.DISTINCT else account),
    )
