"""Taking a judgement or a decision back; a request that comes twice is kept once."""

from collections.abc import Iterable, Mapping
from typing import Literal

from fastapi.encoders import jsonable_encoder

from sourcebook.ledger import Ledger
from sourcebook.model.identity import Decided, Decision, Ruling
from sourcebook.model.judgement import Judged, Judgement, Verdict
from sourcebook.review import words
from sourcebook.review.books import Books
from sourcebook.review.refusals import Refused, missing
from sourcebook.review.rows import decided_change, judged_change
from sourcebook.review.sent import Sender, answer, sender

Sort = Literal["judgement", "decision"]
Every = Mapping[int, Judged] | Mapping[int, Decided]


def undo(books: Books, n: int, asked: words.Undoing, account: str | None, *, sort: Sort) -> words.Judged:
    """Take a judgement or a decision back.

    Args:
        books: the book.
        n: its number.
        asked: who, and why.
        account: who asks; None without accounts.
        sort: which of the two.

    Raises:
        Refused: there is none of that number, or it was taken back already.
    """
    who, ledger = sender(account, asked.by, asked.key), books.writer()
    every = _every(ledger, sort)
    numbers = ledger.brought(who.key, decisions=sort == "decision")
    if numbers and _said(every[numbers[0]]).undoes != n:
        raise other_request("undo")
    if not numbers:
        _check(ledger, every, n, sort)
        numbers = _take_back(ledger, n, asked.note or None, who, sort)
    about = touched(every, [every[n]]) if sort == "judgement" else []
    return answer(books, numbers, sort, about)


def _every(ledger: Ledger, sort: Sort) -> Every:
    if sort == "decision":
        return {one.n: one for one in ledger.decisions()}
    return {one.n: one for one in ledger.judgements()}


def _check(ledger: Ledger, every: Every, n: int, sort: Sort) -> None:
    if n not in every:
        raise missing(sort, str(n))
    if (by := every[n].undone) is not None:
        last = every[by]
        told = f"{sort} {n} was taken back by {_said(last).by} already"
        raise Refused(409, "undone", told, current=jsonable_encoder(_change(ledger, last)))


def _take_back(ledger: Ledger, n: int, note: str | None, who: Sender, sort: Sort) -> list[int]:
    if sort == "judgement":
        made = Judgement(verdict=Verdict.UNDO, by=who.by, at=who.at, note=note, undoes=n)
        return ledger.judge(made, key=who.key)
    at = who.at.replace(microsecond=0)
    decided = Decision(ruling=Ruling.UNDO, by=who.by, at=at, note=note, undoes=n)
    return [ledger.decide(decided, key=who.key)]


def _said(one: Judged | Decided) -> Judgement | Decision:
    return one.decision if isinstance(one, Decided) else one.judgement


def _change(ledger: Ledger, one: Judged | Decided) -> words.Change:
    return decided_change(one, ledger.names()) if isinstance(one, Decided) else judged_change(one)


def other_request(verdict: str) -> Refused:
    """The refusal of a key that came with something else before.

    Args:
        verdict: what it comes with now.
    """
    return Refused(
        409, "key", f"this key came with another request before, not with {verdict!r}; take a new one"
    )


def touched(every: Every, some: Iterable[Judged | Decided]) -> list[str]:
    """Ids of the claims that judgements are about; an undo is about those of what it takes back.

    Args:
        every: all judgements by number.
        some: those asked about; decisions are about no claim.
    """
    found: list[str] = []
    for one in some:
        while _said(one).undoes is not None:
            one = every[_said(one).undoes or 0]  # noqa: PLW2901 - goes back to what was judged
        found += about([one.judgement] if isinstance(one, Judged) else [])
    return found


def about(made: Iterable[Judgement]) -> list[str]:
    """Ids of the claims that judgements name.

    Args:
        made: the judgements.
    """
    return [i for j in made for i in (j.claim, j.other) if i]
