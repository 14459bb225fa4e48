import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import drafts
from books import Address, NewBook, sql
from sourcebook.errors import BookFull, ValueProblem
from sourcebook.export.lines import jsonl
from sourcebook.ledger import ClaimQuery, Ledger, Order
from sourcebook.ledger.codec import from_json, to_json
from sourcebook.model.claim import Claim, Toll
from sourcebook.model.judgement import Judgement, Verdict
from sourcebook.model.record import Draft
from sourcebook.model.text import Report

TABLES = (
    "report",
    "report_text",
    "sighting",
    "run",
    "actor",
    "place",
    "name",
    "mention",
    "claim",
    "party",
    "failure",
)


def rows(path: Address) -> dict[str, list[tuple[object, ...]]]:
    return {t: sorted(sql(path, f"SELECT * FROM {t}"), key=repr) for t in TABLES}


def views(ledger: Ledger) -> dict[str, object]:
    """All that questions to a book can see, but for when it was read."""
    everything = ClaimQuery(background=True)
    return {
        "sources": [replace(s, read_at=datetime(2000, 1, 1, tzinfo=UTC)) for s in ledger.sources()],
        "claims": list(jsonl(ledger.claims(everything), ledger)),
        "timeline": [e.claim for e in ledger.claims(replace(everything, order=Order.TIME))],
        "actors": [ledger.actor(i) for i, _ in ledger.connected(limit=100)],
        "places": ledger.find("Ostby"),
        "surfaces": ledger.surfaces("river-front"),
        "names": [ledger.names()[i] for i in ("river-front", "place:7", "nobody")],
    }


def test_the_same_report_twice_changes_nothing(path: Address) -> None:
    with Ledger.open(path) as ledger:
        first = ledger.keep(drafts.draft())
    before = rows(path)
    with Ledger.open(path) as ledger:
        second = ledger.keep(drafts.draft())

    assert (first.new, first.claims, second.new, second.claims) == (True, 4, False, 0)
    assert rows(path) == before


def test_drafts_kept_together_are_those_kept_one_by_one(new_book: NewBook) -> None:
    one = drafts.draft()
    newer = replace(one, reader="rules/next", claims=one.claims[:2])
    several = [one, newer, drafts.draft(drafts.report(f"{drafts.TEXT} Again.")), one]
    at = datetime(2024, 12, 8, tzinfo=UTC)
    alone, together = new_book(), new_book()
    with Ledger.open(alone) as ledger:
        each = [ledger.keep(d, at=at) for d in several]
    with Ledger.open(together) as ledger:
        at_once = ledger.keep_all(several, at=at)

    assert at_once == each
    assert [k.new for k in at_once] == [True, True, True, False]
    assert rows(together) == rows(alone)


def test_a_kept_claim_comes_back_whole(path: Address) -> None:
    draft = drafts.draft()
    with Ledger.open(path) as ledger:
        ledger.keep(draft)
        entries = list(ledger.claims(ClaimQuery(background=True)))

    assert tuple(e.claim for e in entries) == draft.claims
    assert all(e.words == e.claim.quote.of(draft.report.text) for e in entries)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=drafts.drafts())
def test_whatever_is_kept_comes_back_whole(draft: Draft, new_book: NewBook) -> None:
    with Ledger.open(new_book()) as ledger:
        ledger.keep(draft)
        entries = list(ledger.claims(ClaimQuery(background=True)))
        text = ledger.text(draft.report.id)

    assert tuple(e.claim for e in entries) == draft.claims
    assert text == draft.report.text
    assert all(e.words == e.claim.quote.of(draft.report.text) for e in entries)


@given(st.data())
def test_a_claim_survives_json(data: st.DataObject) -> None:
    claim = data.draw(drafts.claims(Report(text="Some words to quote from.")))

    assert from_json(Claim, to_json(claim)) == claim


def test_a_newer_readers_claims_stand_beside_the_older_and_replace_them_in_views(path: Address) -> None:
    told = drafts.report()
    old, new = drafts.attack(told), drafts.attack(told, stage="draft.events/2", killed=14)
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft(told, claims=(old,), reader="hand/1"))
        ledger.keep(drafts.draft(told, claims=(new,), reader="hand/2"))
        shown = [e.claim for e in ledger.claims()]
        kept = ledger.claim(old.id)
        again = ledger.keep(drafts.draft(told, claims=(old,), reader="hand/1"))
        after = [e.claim for e in ledger.claims()]

    assert shown == after == [new]
    assert kept is not None
    assert kept.claim == old
    assert not again.new


def test_a_newer_reader_may_say_more_under_the_same_id(path: Address) -> None:
    told = drafts.report()
    old, new = drafts.attack(told, killed=12), drafts.attack(told, killed=14)
    assert old.id == new.id
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft(told, claims=(old,), reader="hand/1"))
        ledger.keep(drafts.draft(told, claims=(new,), reader="hand/2"))
        found = [e.claim for e in ledger.claims_like(old.id)]

    assert found == [new]


def test_a_newer_reader_that_finds_nothing_leaves_nothing_in_views(path: Address) -> None:
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft(reader="hand/1"))
        ledger.keep(drafts.draft(claims=(), reader="hand/2"))

        assert list(ledger.claims()) == []


def test_two_different_claims_of_one_id_leave_a_line_among_the_failures(path: Address) -> None:
    told = drafts.report()
    pair = (drafts.attack(told, killed=12), drafts.attack(told, killed=14))
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft(told, claims=pair))
        kept = [e.claim for e in ledger.claims()]
        failures = list(ledger.failures())

    assert kept == [pair[0]]
    assert [(f.stage, f.source) for f in failures] == [("keep", "reports/ostby.txt")]
    assert pair[0].id in failures[0].message


def test_a_claim_drafted_twice_is_kept_once(path: Address) -> None:
    told = drafts.report()
    with Ledger.open(path) as ledger:
        kept = ledger.keep(drafts.draft(told, claims=(drafts.attack(told), drafts.attack(told))))

        assert kept.claims == 1
        assert list(ledger.failures()) == []


def test_a_claim_about_another_report_is_refused(path: Address) -> None:
    other = drafts.report(publisher="Another")
    with Ledger.open(path) as ledger, pytest.raises(ValueProblem, match="belongs to report"):
        ledger.keep(drafts.draft(claims=(drafts.attack(other),)))


def test_a_text_that_utf8_cannot_hold_is_refused_whole(path: Address) -> None:
    told = replace(drafts.report(), title="lone \ud800 surrogate")
    with Ledger.open(path) as ledger:
        with pytest.raises(ValueProblem, match="UTF-8"):
            ledger.keep(drafts.draft(told))

        assert list(ledger.sources()) == []


def several() -> list[Draft]:
    one = drafts.report()
    two = drafts.report(drafts.TEXT + " More.", publisher="Other Voice", published=drafts.month("2024-05"))
    three = drafts.report(drafts.TEXT + " Undated.", published=None, publisher=None)
    elsewhere = replace(one, address="copies/ostby.html", title="A copy")
    fuller = replace(drafts.RIVERS, aliases=(*drafts.RIVERS.aliases, drafts.Alias(text="River men")))
    renamed = replace(drafts.TOWN, name="Østby", aliases=())
    return [
        drafts.draft(one),
        replace(drafts.draft(two), actors=(fuller, drafts.ARMY, drafts.NORLAND)),
        replace(drafts.draft(three), places=(renamed,)),
        drafts.draft(elsewhere),
    ]


def test_the_order_in_which_reports_are_added_does_not_matter(new_book: NewBook) -> None:
    seen = set()
    for order in itertools.permutations(several()):
        with Ledger.open(new_book()) as ledger:
            for draft in order:
                ledger.keep(draft)
            seen.add(json.dumps(views(ledger), default=repr, sort_keys=True))

    assert len(seen) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pool=st.lists(drafts.drafts(), min_size=2, max_size=4, unique_by=lambda d: d.report.id), data=st.data()
)
def test_no_order_of_any_reports_matters(pool: list[Draft], data: st.DataObject, new_book: NewBook) -> None:
    shuffled = data.draw(st.permutations(pool))
    out = []
    for order in (pool, shuffled):
        with Ledger.open(new_book()) as ledger:
            for draft in order:
                ledger.keep(draft)
            out.append(views(ledger))

    assert out[0] == out[1]


def test_a_full_disk_keeps_what_was_kept_and_nothing_of_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "book.sourcebook"
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft())
    before = rows(path)
    long = drafts.report(drafts.TEXT + " word" * 200_000)
    with Ledger.open(path) as ledger:
        limit_pages(ledger)
        with pytest.raises(BookFull, match="make room"):
            ledger.keep(drafts.draft(long))
        assert rows(path) == before
        with pytest.raises(BookFull):
            ledger.fail("x" * 100_000, stage="intake", message="y", kind="NotFound")
    with Ledger.open(path) as ledger:
        assert ledger.keep(drafts.draft(long)).new


def limit_pages(ledger: Ledger) -> None:
    """Stands in for a disk without room: SQLite gives the same result code, SQLITE_FULL."""

    @sa.event.listens_for(ledger._engine, "begin")
    def _limit(conn: sa.Connection) -> None:
        conn.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite raises it to what is there


def test_a_failure_is_put_down_once_and_forgotten_when_the_source_is_read(path: Address) -> None:
    told = drafts.report()
    source = str(told.address)
    with Ledger.open(path) as ledger:
        new = [ledger.fail(source, stage="read", message="broke", kind="ValueError") for _ in range(2)]
        listed = [f.source for f in ledger.failures()]
        ledger.keep(drafts.draft(told))

        assert (new, listed, list(ledger.failures())) == ([True, False], [source], [])


def test_a_judgement_is_appended_and_a_claim_must_be_there_for_it(path: Address) -> None:
    told = drafts.report()
    at = datetime(2024, 6, 1, tzinfo=UTC)
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft(told))
        ledger.judge(Judgement(claim=drafts.attack(told).id, verdict=Verdict.ACCEPT, by="amal", at=at))
        with pytest.raises(ValueProblem, match="has no claim"):
            ledger.judge(Judgement(claim="0" * 16, verdict=Verdict.REJECT, by="amal", at=at))
    assert sql(path, 'SELECT verdict, "by" FROM judgement') == [("accept", "amal")]


def test_numbers_stand_in_columns_of_their_own(path: Address) -> None:
    told = drafts.report()
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft(told))
    (row,) = sql(path, "SELECT type, first, last, killed_best, place FROM claim WHERE killed_best > 0")

    assert row == ("ASSAULT", "2024-05-03", "2024-05-03", 12, "place:7")
    assert Toll(best=12).best == row[3]
