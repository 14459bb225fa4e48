"""Answers: what people judged and marked in another tool, checked as a whole and then appended as judgements."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sourcebook.errors import ValueProblem
from sourcebook.export.imports import Brought, Given
from sourcebook.export.judgements import Lines
from sourcebook.export.typed import kind_of, value_of
from sourcebook.ledger import Ledger
from sourcebook.ledger.by_hand import adding, claim_of, marked
from sourcebook.ledger.corrections import corrected
from sourcebook.model.claim import Claim, Predicate, Relation
from sourcebook.model.judgement import Judgement, Status, Verdict
from sourcebook.model.text import Span

_STATUS = {Verdict.ACCEPT: Status.ACCEPTED, Verdict.REJECT: Status.REJECTED, Verdict.ADD: Status.ACCEPTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who answers, and when.

    Attributes:
        by: name.
        at: when, with time zone.
        note: why.
    """

    by: str
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """A claim as it stands with all answers so far.

    Attributes:
        claim: as it reads.
        status: where it stands.
        said: the last verdict of each person.
    """

    claim: Claim
    status: Status
    said: Mapping[str, Verdict]


class Answers:
    """What comes back, gathered before any of it is kept.

    An answer that changes nothing, since the claim reads and stands so already, is counted as known.

    Args:
        ledger: the book that they go into.
        given: what is said with the file.
    """

    def __init__(self, ledger: Ledger, given: Given) -> None:
        self.ledger = ledger
        self.given = given
        self.remarks: list[str] = []
        self._lines = Lines(ledger)
        self._now: dict[str, Now] = {}
        self._new: list[Judgement] = []
        self._known = 0
        self._made = {_key(one.judgement) for one in ledger.judgements()}

    def take(self, judgements: Iterable[Mapping[str, Any]]) -> None:
        """Take judgements of a book, as an export of it carries them; before any other answer.

        Args:
            judgements: as `sourcebook judgements export` writes them, in any order, each as often as may be.

        Raises:
            ValueProblem: one is no judgement, or about words that this book does not have.
        """
        every = {held["n"]: held for held in judgements}
        for n in sorted(every):
            made = self._lines.take(every[n])
            if made is not None and made.undoes is None and every[n].get("undone") is None:
                self._apply(made)

    def now(self, ident: str) -> Now | None:
        """A claim as it stands; None when neither the book nor an answer has it.

        Args:
            ident: whole id.
        """
        if ident not in self._now:
            entry = self.ledger.claim(ident)
            if entry is None:
                return None
            history = (one.judgement for one in entry.standing.history)
            said = {j.by: j.verdict for j in history if j.verdict in _STATUS}
            self._now[ident] = Now(claim=entry.claim, status=entry.standing.status, said=said)
        return self._now[ident]

    def verdict(self, ident: str, verdict: Verdict, who: Who) -> None:
        """Accept or reject a claim.

        Args:
            ident: whole id.
            verdict: which of the two.
            who: who says so.
        """
        held = self._held(ident)
        stands = (held.status is Status.REJECTED) is (verdict is Verdict.REJECT)
        same = stands and held.said.get(who.by) is verdict
        self._add(Judgement(claim=ident, verdict=verdict, by=who.by, at=who.at, note=who.note), known=same)

    def correct(self, ident: str, field: str, words: str, who: Who) -> None:
        """Change one field of a claim.

        Args:
            ident: whole id.
            field: the field; "type" is the predicate of a tie.
            words: its new value, as people write it or in JSON.
            who: who says so.

        Raises:
            ValueProblem: there is no such field, or it cannot hold that.
        """
        claim = self._held(ident).claim
        tie = isinstance(claim.fact, Relation)
        name = "predicate" if tie and field == "type" else field
        value = value_of(self.ledger, name, words, tie=tie)
        said = Judgement(
            claim=ident, verdict=Verdict.CORRECT, by=who.by, at=who.at, note=who.note, field=name, value=value
        )
        self._add(said, known=corrected(claim, name, value) == claim)

    def mark(self, report: str, quote: Span, type_: str, fields: Mapping[str, str], who: Who) -> None:
        """Add a claim that the reader missed.

        Args:
            report: id of its report.
            quote: the words that say it.
            type_: of the event, or predicate of the tie.
            fields: further fields, as people write them.
            who: who says so.

        Raises:
            ValueProblem: there is no such type or field, or a tie lacks an end.
        """
        kind = kind_of(type_)
        tie = isinstance(kind, Predicate)
        values = {name: value_of(self.ledger, name, words, tie=tie) for name, words in fields.items()}
        claim = marked(report, quote, kind, values)
        said = adding(claim, by=who.by, at=who.at, note=who.note)
        self._add(said, known=self.now(claim.id) is not None)

    def keep(self) -> Brought:
        """Append what was gathered, all or nothing.

        Raises:
            ValueProblem: the book changed meanwhile, so that one of them cannot be.
        """
        new = self._lines.keep(*self._new)
        known = self._lines.known + self._known
        return Brought(new=new, known=known, of="judgements", remarks=tuple(self.remarks))

    def _held(self, ident: str) -> Now:
        held = self.now(ident)
        if held is None:
            raise ValueProblem(
                f"this book has no claim {ident}; add its report, read by the same reader, first"
            )
        return held

    def _add(self, judgement: Judgement, *, known: bool) -> None:
        if known or _key(judgement) in self._made:
            self._known += 1
            return
        self._apply(judgement)
        self._new.append(judgement)

    def _apply(self, said: Judgement) -> None:
        claim = claim_of(said) if said.verdict is Verdict.ADD else None
        held = self.now(str(said.claim))
        if claim is None and held is None:
            return
        now = claim or self._held(str(said.claim)).claim
        status = _STATUS.get(said.verdict, held.status if held else Status.CANDIDATE)
        if said.verdict is Verdict.CORRECT:
            now, status = corrected(now, str(said.field), str(said.value)), Status.CORRECTED
        verdicts = {
            **(held.said if held else {}),
            **({said.by: said.verdict} if said.verdict in _STATUS else {}),
        }
        self._now[str(said.claim)] = Now(claim=now, status=status, said=verdicts)


@contextmanager
def within(where: str, form: str) -> Iterator[None]:
    """What is wrong in a part of a file is told with where that part stands.

    Args:
        where: what its message begins with.
        form: what the file is meant to be, as in "a Web Annotation".

    Raises:
        ValueProblem: the part is not of the format, or does not fit the book.
    """
    try:
        yield
    except (KeyError, TypeError, AttributeError) as e:
        raise ValueProblem(f"{where}not {form}: {type(e).__name__} {e}") from e
    except ValueError as e:
        raise ValueProblem(f"{where}{e}") from e


def _key(one: Judgement) -> tuple[object, ...]:
    """What makes two answers the same one, taken back or not."""
    return one.claim, one.verdict, one.field, one.by, one.at
