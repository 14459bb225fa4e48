"""Ties asked for by their ends alone are those that reading every claim would give."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

import strangers
from books import Address
from sourcebook.ledger import ClaimQuery, Ledger
from sourcebook.model.claim import Predicate, Relation
from sourcebook.model.identity import Ruling
from sourcebook.model.judgement import Judgement, Verdict
from strangers import decision, merge

AT = datetime(2025, 1, 2, tzinfo=UTC)
THIRD = strangers.third().report.id


def read_all(ledger: Ledger) -> set[tuple[str, Predicate, str]]:
    facts = (e.claim.fact for e in ledger.claims(ClaimQuery(kind="relation")))
    return {(f.subject, f.predicate, f.object) for f in facts if isinstance(f, Relation)}


def read(ledger: Ledger, ident: str) -> set[tuple[str, Predicate, str]]:
    return {t for t in read_all(ledger) if ident in (t[0], t[2])}


def first_tie(ledger: Ledger) -> str:
    return next(e.claim.id for e in ledger.claims(ClaimQuery(kind="relation")))


def judged(verdict: Verdict, **given: str) -> Callable[[Ledger], object]:
    return lambda book: book.judge(
        Judgement(claim=first_tie(book), verdict=verdict, by="amal", at=AT, note="read again", **given)
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.who_is_who(),
        lambda book: book.decide(merge("harakat-al-nour", "river-front")),
        lambda book: book.decide(
            decision(Ruling.SPLIT, "joint-river-command", "port", name="Port Command", reports=(THIRD,))
        ),
        judged(Verdict.REJECT),
        judged(Verdict.CORRECT, field="object", value='"port-authority"'),
        judged(Verdict.CORRECT, field="predicate", value='"part_of"'),
    ],
    ids=["as drafted", "merged", "split", "rejected", "another end", "another tie"],
)
def test_ties_by_their_ends_are_those_of_the_claims(
    path: Address, change: Callable[[Ledger], object]
) -> None:
    with strangers.book(path) as ledger:
        change(ledger)
        every = {end for subject, _, other in read_all(ledger) for end in (subject, other)}
        assert every
        for ident in every:
            assert ledger.ties({ident}, set(Predicate)) == read(ledger, ident)


def test_only_the_predicates_asked_for_come(path: Address) -> None:
    with strangers.book(path) as ledger:
        ends = {end for t in read_all(ledger) for end in (t[0], t[2])}
        wanted = {t for t in read_all(ledger) if t[1] is Predicate.BACKED_BY}
        assert wanted
        assert ledger.ties(ends, {Predicate.BACKED_BY}) == wanted
