"""Judging: judgements checked against what they are about, and put in; what is made by hand among them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import sqlalchemy as sa

from sourcebook.errors import ValueProblem
from sourcebook.ledger import by_hand, judgements, read, requests
from sourcebook.ledger.judgements import Standings
from sourcebook.ledger.opening import Book
from sourcebook.ledger.tables import JUDGEMENT
from sourcebook.model.claim import Claim
from sourcebook.model.judgement import Judgement, Verdict


def judge(
    conn: sa.Connection,
    several: Iterable[Judgement],
    *,
    key: str | None,
    seen: int | None,
    back: Mapping[int, int],
    told: Callable[[sa.Connection], Standings],
    book: Book,
) -> list[int]:
    """Append judgements, or give what the same request brought before.

    Args:
        conn: a connection in a write transaction.
        several: the judgements.
        key: of the request, or None.
        seen: number of the last judgement about any of the claims that was seen; None lets them count in any case.
        back: of those that take back another one of the several: from its place among them, from 0, to that one's.
        told: gives where the claims stand.
        book: where it lies, for messages.

    Raises:
        Overtaken: a claim was judged since it was seen.
        ValueProblem: the book has no such claim or judgement, or a correction cannot be.
    """
    if key is not None and (done := requests.done(conn, JUDGEMENT, key)):
        return done
    made = list(several)
    if seen is not None:
        now = told(conn)
        requests.in_time([now.standing(one.claim) for one in made if one.claim], seen)
    numbers: list[int] = []
    for at, one in enumerate(made):
        ready = replace(one, undoes=numbers[back[at]]) if at in back else one
        numbers.append(_append(conn, ready, key, book))
    return numbers


def _append(conn: sa.Connection, judgement: Judgement, key: str | None, book: Book) -> int:
    if judgement.verdict is Verdict.ADD:
        found = [by_hand.checked(judgement, read.text(conn, by_hand.claim_of(judgement).report))]
    else:
        found = _drafted(conn, judgement, book)
    rereads = judgement.undoes is not None or judgement.verdict is Verdict.ADD
    every = judgements.judged(conn) if rereads else ()
    judgements.check(every, judgement, found[0][0] if found else None)
    anchors = [judgements.anchor(*pair) for pair in found]
    return judgements.append(conn, judgement, anchors, key=key)


def _drafted(conn: sa.Connection, judgement: Judgement, book: Book) -> list[tuple[Claim, str]]:
    claims = [judgements.drafted(conn, c) for c in (judgement.claim, judgement.other) if c is not None]
    if missing := [c for c, found in claims if found is None]:
        raise ValueProblem(f"{book} has no claim {missing[0]!r}; `sourcebook claims` lists them")
    return [pair for _, pair in claims if pair is not None]
