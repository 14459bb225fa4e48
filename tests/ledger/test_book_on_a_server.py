"""A book on PostgreSQL: opened, refused, and the same in all it says as a file."""

import builtins
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st

import drafts
import strangers
from books import Shelf, columns, indexes, sql
from sourcebook import __version__
from sourcebook.errors import BookError, NewerBook, NotABook, ReadOnlyBook
from sourcebook.ledger import Ledger, postgres
from sourcebook.ledger.dialects import PART, SHARED, guarded, parts, tokens, unguarded
from sourcebook.ledger.links import Scene
from sourcebook.ledger.postgres import Server
from sourcebook.model.identity import Ruling
from strangers import decision, merge

FTS = {"report_fts": {("rowid", False), ("text", False)}, "claim_fts": {("rowid", False), ("quote", False)}}


@pytest.fixture
def book(shelf: Shelf) -> str:
    address = shelf()
    with Ledger.open(address) as ledger:
        ledger.keep(drafts.draft())
    return address


def test_a_server_has_the_tables_columns_and_indexes_that_a_file_has(book: str, tmp_path: Path) -> None:
    file = tmp_path / "book.sourcebook"
    Ledger.open(file).close()
    own = {t: c for t, c in columns(file).items() if "_fts" not in t}
    full_text = {("report_fts", "report_fts_words", ("text",)), ("claim_fts", "claim_fts_words", ("quote",))}

    assert columns(book) == own | FTS
    assert indexes(book) == indexes(file) | full_text


def test_a_server_answers_every_question_as_a_file_does(shelf: Shelf, tmp_path: Path) -> None:
    told = []
    for address in (shelf(), tmp_path / "book.sourcebook"):
        with strangers.book(address, drafts.draft()) as ledger:
            ledger.decide(merge("harakat-an-noor", "harakat-al-nour"))
            told.append(strangers.answers(ledger))

    assert told[0] == told[1]


TEXT = "Drones hit Østby's power-station; the mayor (Zoë Åberg) e-mailed: “no 2nd strike”. It is_not over. "
typed = st.sampled_from([*TEXT.split(), "drone", "ostby", "Strikes", "zoe", "mail", "is", "not", "2nd", "١"])
searches = st.tuples(st.lists(typed, min_size=1, max_size=4), st.sampled_from(["{}", '"{}"']))


@pytest.fixture(scope="module")
def searched(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Ledger]]:
    opened = [Ledger.open(one) for one in (shelf(), tmp_path_factory.mktemp("b") / "book.sourcebook")]
    for ledger in opened:
        for text in (TEXT, TEXT * 12 + "An end.", "Over the power station hung a drone, not over Åberg."):
            ledger.keep(strangers.told("The Daily", text))
    yield opened
    for ledger in opened:
        ledger.close()


@settings(deadline=None)
@given(search=searches.map(lambda pair: pair[1].format(" ".join(pair[0]))))
@example(search="the over it")
@example(search='"not over drones"')
@example(search='"over An end"')
@example(search="_ drones")
def test_a_search_finds_on_a_server_what_it_finds_in_a_file(searched: list[Ledger], search: str) -> None:
    found = [[s.id for s in ledger.sources(search=search)] for ledger in searched]

    assert found[0] == found[1]


@given(st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=3 * PART), st.data())
def test_a_phrase_lies_whole_in_one_of_the_parts_of_a_text(said: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(said) - 1))
    phrase = said[start : start + SHARED]

    assert any(" ".join(phrase) in part for part in parts(said))
    assert all(len(part.split()) <= PART for part in parts(said))


def test_words_are_cut_as_sqlite_cuts_them() -> None:
    assert tokens("Zoë's U.N.-led Ǻ_b 2nd") == ["zoe", "s", "u", "n", "led", "a", "b", "2nd"]


@given(st.text())
@example("\x00\x1a0\x1a\x00")
def test_a_guarded_text_has_no_nul_and_comes_back_whole(text: str) -> None:
    assert "\x00" not in guarded(text)
    assert unguarded(guarded(text)) == text


def test_a_text_with_nul_comes_back_whole(shelf: Shelf) -> None:
    told = drafts.report(drafts.TEXT + " \x00\x1a end.")
    with Ledger.open(shelf()) as ledger:
        ledger.keep(drafts.draft(told, claims=()))

        assert ledger.text(told.id) == told.text


def test_numbers_have_no_gap_where_something_was_refused(book: str) -> None:
    with Ledger.open(book) as ledger:
        with pytest.raises(BookError, match="division by zero"):
            _decide_and_fail(ledger)

        assert ledger.decide(decision(Ruling.ACCEPT, "river-front")) == 1


def _decide_and_fail(ledger: Ledger) -> None:
    with ledger._writing() as conn:
        conn.exec_driver_sql(
            "INSERT INTO decision (ruling, \"by\", at, body) VALUES ('accept', 'a', '', '{}')"
        )
        conn.exec_driver_sql("SELECT 1 / 0")


def test_what_is_appended_cannot_be_cut_off_all_at_once(book: str) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="releases are never removed"):
        sql(book, "TRUNCATE release")


@pytest.mark.parametrize("readonly", [True, False])
def test_a_book_of_a_later_release_is_refused_by_name(book: str, readonly: bool) -> None:
    sql(book, "UPDATE meta SET value = '999' WHERE key = 'version'")
    sql(book, "UPDATE meta SET value = '9.4.2' WHERE key = 'release'")

    with pytest.raises(NewerBook, match=rf"sourcebook 9\.4\.2, newer than this one \({__version__}\)"):
        Ledger.open(book, readonly=readonly)


@pytest.mark.parametrize("table", ["note (text text)", "meta (key text, value text)"])
@pytest.mark.parametrize("readonly", [True, False])
def test_the_tables_of_another_program_are_left_as_they_are(shelf: Shelf, table: str, readonly: bool) -> None:
    address = shelf()
    sql(address, f"CREATE TABLE {table}")

    with pytest.raises(NotABook, match="another program"):
        Ledger.open(address, readonly=readonly)
    assert list(columns(address)) == [table.split(maxsplit=1)[0]]


def test_a_book_from_which_a_table_is_gone_is_called_damaged(book: str) -> None:
    sql(book, "DROP TABLE party")

    with pytest.raises(NotABook, match="damaged"), Ledger.open(book) as ledger:
        ledger.connected()


def test_an_empty_schema_is_no_book_to_read_from(shelf: Shelf) -> None:
    address = shelf()

    with pytest.raises(BookError, match="sourcebook add"):
        Ledger.open(address, create=False, readonly=True)
    assert columns(address) == {}


def test_a_schema_that_is_not_there_is_named(ledger_url: str) -> None:
    with pytest.raises(BookError, match="names a schema that is not there"):
        Ledger.open(f"{ledger_url}&options=-csearch_path%3Dnowhere")


def test_a_database_that_is_not_there_is_named(ledger_url: str) -> None:
    with pytest.raises(BookError, match=r'cannot be reached .*database "nowhere" does not exist'):
        Ledger.open(ledger_url.replace("/postgres?", "/nowhere?"))


def test_a_server_that_does_not_answer_is_named(ledger_url: str, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="cannot be reached"):
        Ledger.open(f"{ledger_url.partition('?')[0]}?host={tmp_path}")


def test_nothing_is_written_through_a_book_opened_for_reading(book: str) -> None:
    with Ledger.open(book, readonly=True) as ledger, pytest.raises(ReadOnlyBook, match="cannot be written"):
        ledger.fail("a.txt", stage="intake", message="gone", kind="NotFound")


def test_a_user_without_the_right_may_read_and_not_write(book: str, ledger_url: str) -> None:
    schema = book.rpartition("%3D")[2]
    sql(ledger_url, "CREATE ROLE guest LOGIN")
    sql(ledger_url, f"GRANT USAGE ON SCHEMA {schema} TO guest")
    sql(ledger_url, f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO guest")
    address = book.replace("tests@", "guest@")

    with Ledger.open(address, readonly=True) as ledger:
        assert len(list(ledger.known_by(datetime.now(UTC)).claims())) == 3
    with Ledger.open(address) as ledger, pytest.raises(ReadOnlyBook, match="permission denied"):
        ledger.fail("a.txt", stage="intake", message="gone", kind="NotFound")


def test_a_writer_waits_for_another_only_so_long(book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "BUSY_MS", 50)
    with Ledger.open(book) as one, Ledger.open(book) as other:
        assert list(other.failures()) == []
        with (
            one._writing(),
            pytest.raises(BookError, match="another program has been writing"),
        ):
            other.fail("a.txt", stage="intake", message="gone", kind="NotFound")
        assert other.fail("a.txt", stage="intake", message="gone", kind="NotFound")


def test_one_question_is_answered_as_of_one_moment(book: str) -> None:
    more = drafts.draft(drafts.report(drafts.TEXT + " More."))
    with Ledger.open(book) as one, Ledger.open(book) as other:
        with one._reading() as conn:
            before = conn.exec_driver_sql("SELECT count(*) FROM claim").scalar_one()
            other.keep(more)
            assert conn.exec_driver_sql("SELECT count(*) FROM claim").scalar_one() == before
        assert len(list(one.sources())) == 2


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://amal:s3cret@host/db", "postgresql://amal:***@host/db"),
        ("postgresql://amal:s3/c:r@et@host:5432/db", "postgresql://amal:***@host:5432/db"),
        ("postgresql://amal@host/db?password=s3cret&x=1", "postgresql://amal@host/db?password=***&x=1"),
        ("postgresql://amal@host:5432/db", "postgresql://amal@host:5432/db"),
    ],
)
def test_a_password_is_never_shown(address: str, shown: str) -> None:
    assert str(Server(address)) == shown


@pytest.mark.parametrize(
    "address", ["mysql://host/db", "postgres://host/db", "postgresql+psycopg2://host/db"]
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(BookError, match="postgresql://USER@HOST/DATABASE"):
        Ledger.open(address)


def test_a_missing_driver_is_named_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    load = builtins.__import__

    def without(name: str, *given: Any, **more: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "psycopg":
            raise ModuleNotFoundError(name)
        return load(name, *given, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(BookError, match=r"pip install 'sourcebook\[postgres\]'"):
        Ledger.open("postgresql://host/db")


def test_links_between_claims_are_kept_on_a_server(book: str) -> None:
    with Ledger.open(book) as ledger:
        (run,) = ledger.links.waiting("hand/1")
        (one, n), (other, m), *_ = sorted(ledger.links.numbers(run).items())
        told = Scene(first=7, last=8, slack=1, dated=True, lat=1.5, lon=None, sort=0)
        ledger.links.put(run, "hand/1", spots=[(2**62, n)], scenes={n: told}, links=[(n, m, 0.5)])

        assert ledger.links.waiting("hand/1") == []
        there = replace(told, lat=1.75)
        assert ledger.links.meeting([2**62, 7], there, degrees=0.5) == {n: told}
        assert ledger.links.meeting([2**62], there, degrees=0.1) == {}
        assert ledger.links.meeting([2**62], replace(there, sort=1), degrees=0.5) == {}
        assert ledger.links.meeting([2**62], replace(there, lat=None), degrees=0.1) == {n: told}
        assert ledger.links.ids([n, m], but=0) == {n: one, m: other}
        report = ledger.links.report_of(run)
        ledger.links.put_overlaps(report, [2**62 - 1], [(report, "{}")])
        assert ledger.links.holders([2**62 - 1, 5]) == [(2**62 - 1, report)]
        assert ledger.links.overlaps([report]) == {(report, report): "{}"}
        assert ledger.links.hanging([one]).ids == {one, other}
        assert ledger.links.among([one, other]) == {frozenset((one, other)): 0.5}
