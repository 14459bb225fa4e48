"""What a question costs must hang on its answers, not on the size of the book."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import drafts
from sourcebook.ledger import ClaimQuery, Ledger, Order
from sourcebook.ledger.bearing import Naming
from sourcebook.model.judgement import Judgement, Verdict

AT = datetime(2025, 1, 2, tzinfo=UTC)
ATTACK = drafts.attack(drafts.report())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "book.sourcebook", reports=1)


def filled(path: Path, *, reports: int) -> Path:
    with Ledger.open(path) as ledger:
        for number in range(reports):
            ledger.keep(drafts.draft(drafts.report(drafts.TEXT + " More." * number)))
    return path


@contextmanager
def asked(ledger: Ledger) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent to the book meanwhile, with their values."""
    sent: list[tuple[str, Any]] = []

    def hear(_conn: object, _cursor: object, statement: str, given: Any, *_: object) -> None:
        sent.append((statement, given))

    sa.event.listen(ledger._engine, "before_cursor_execute", hear)
    yield sent
    sa.event.remove(ledger._engine, "before_cursor_execute", hear)


def plan(path: Path, sent: list[tuple[str, Any]]) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return [
            str(row[3])
            for statement, given in sent
            if statement.startswith("SELECT")
            for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}", given)
        ]


@pytest.mark.parametrize(
    "ask",
    [
        lambda b: list(
            b.claims(ClaimQuery(actors=("river-front",), kind="event", order=Order.TIME, limit=50))
        ),
        lambda b: list(b.claims(ClaimQuery(actors=("river-front",), kind="relation"))),
        lambda b: list(b.claims(ClaimQuery(places=("place:7",), kind="event"))),
        lambda b: list(b.claims(ClaimQuery(search="soldiers", kind="event"))),
        lambda b: list(b.claims(ClaimQuery(report=ATTACK.report, kind="event"))),
        lambda b: b.claim(ATTACK.id),
        lambda b: b.source(ATTACK.report),
        lambda b: list(b.sources(search="soldiers")),
        lambda b: len(b.columns(Naming(pairs=frozenset({("river-front", "backed_by")}))).ties["claim"]),
    ],
    ids=["timeline", "ties", "place", "words", "report", "claim", "source", "texts", "ties over time"],
)
def test_a_question_about_something_does_not_go_through_all_claims(
    path: Path, ask: Callable[[Ledger], object]
) -> None:
    with Ledger.open(path) as ledger, asked(ledger) as sent:
        assert ask(ledger)
    steps = plan(path, sent)
    assert [s for s in steps if "claim" in s or "report" in s]
    assert [
        s
        for s in steps
        if s in ("SCAN claim", "SCAN c", "SCAN run", "SCAN report", "SCAN tied") or "(kind=?)" in s
    ] == []


def test_the_sources_of_many_claims_are_looked_up_together(tmp_path: Path) -> None:
    counts = []
    for reports in (2, 9):
        path = filled(tmp_path / f"{reports}.sourcebook", reports=reports)
        with Ledger.open(path) as ledger, asked(ledger) as sent:
            assert len({e.source.id for e in ledger.claims()}) == reports
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_a_judgement_is_appended_without_going_through_the_earlier_ones(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for _ in range(2):
            with asked(ledger) as sent:
                ledger.judge(Judgement(claim=ATTACK.id, verdict=Verdict.ACCEPT, by="amal", at=AT))
    assert [s for s in plan(path, sent) if s.startswith("SCAN judgement")] == []


@pytest.mark.parametrize("typed", ["%", "_", "g", ATTACK.id[:3] + "%", "\U0010ffff"])
def test_what_no_id_begins_with_finds_nothing(path: Path, typed: str) -> None:
    with Ledger.open(path) as ledger:
        assert ledger.claims_like(typed) == []
        assert list(ledger.claims(ClaimQuery(report=typed))) == []


def test_the_beginning_of_an_id_may_be_typed_in_capitals(path: Path) -> None:
    with Ledger.open(path) as ledger:
        assert [e.claim.id for e in ledger.claims_like(ATTACK.id.upper())] == [ATTACK.id]
        assert list(ledger.claims(ClaimQuery(report=ATTACK.report[:6].upper())))
