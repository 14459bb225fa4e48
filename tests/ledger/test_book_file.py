import contextlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import drafts
from sourcebook import __version__
from sourcebook.errors import BookError, NewerBook, NotABook, ReadOnlyBook
from sourcebook.ledger import Ledger
from sourcebook.ledger.migrations import APPLICATION_ID, MIGRATIONS
from sourcebook.model.claim import Event, Toll
from sourcebook.model.where import Place, PlaceKind

OLD = sorted((Path(__file__).parent / "books").glob("v*.sourcebook"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.sourcebook"
    with Ledger.open(path) as ledger:
        ledger.keep(drafts.draft())
    return path


def sql(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)
        conn.commit()


def test_a_closed_book_is_one_file(book: Path) -> None:
    with Ledger.open(book, readonly=True) as ledger:
        assert len(list(ledger.claims())) == 3

    assert [p.name for p in book.parent.iterdir()] == ["book.sourcebook"]


def test_the_migrations_are_those_we_published() -> None:
    assert [m.__name__ for m in MIGRATIONS] == [
        "m001_claims",
        "m002_place_extent",
        "m003_decisions",
        "m004_judgements",
        "m005_columns",
        "m006_views",
        "m007_coded_views",
        "m008_bearing",
        "m009_ends",
    ]


@pytest.mark.parametrize("path", OLD, ids=lambda p: p.stem)
def test_a_book_of_every_release_still_opens(path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(path, tmp_path / path.name))

    with Ledger.open(copy, readonly=True) as ledger:
        told = [e.words for e in ledger.claims()]
    assert told[1:] == ["may attack again", "The group, which Norland once armed"]


def test_a_judgement_of_an_earlier_release_counts(tmp_path: Path) -> None:
    copy = Path(shutil.copy(OLD[2], tmp_path / "b.sourcebook"))

    with Ledger.open(copy) as ledger:
        (attack,) = [e for e in ledger.claims() if e.standing.history]
        assert isinstance(attack.claim.fact, Event)
        assert attack.claim.fact.killed == Toll(low=14, best=14, high=14)
        assert [j.judgement.note for j in attack.standing.history] == ["the army corrected itself"]


@pytest.mark.parametrize("path", OLD, ids=lambda p: p.stem)
def test_a_book_of_every_release_takes_places_with_a_radius(path: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(path, tmp_path / path.name))
    around = Place(
        id="place:no/west", name="western Norland", kind=PlaceKind.REGION, lat=60.0, lon=8.0, radius_km=90.0,
        based_on=("place:no",), line=((60.0, 7.0), (60.0, 9.0)),
    )  # fmt: skip

    with Ledger.open(copy) as ledger:
        old = ledger.place("place:no")
        ledger.keep(replace(drafts.draft(), places=(*drafts.draft().places, around), reader="rules/later"))
        assert ledger.place("place:no/west") == around
    assert old is None or old.radius_km is None


def test_there_is_a_book_of_every_earlier_release() -> None:
    assert [p.stem for p in OLD] == ["v1", "v2", "v3"]


def test_a_missing_book_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="sourcebook add"):
        Ledger.open(tmp_path / "none.sourcebook", create=False, readonly=True)

    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="nowhere does not exist"):
        Ledger.open(tmp_path / "nowhere" / "book.sourcebook")


def test_a_folder_is_no_book(tmp_path: Path) -> None:
    with pytest.raises(NotABook, match="is a folder"):
        Ledger.open(tmp_path)


@pytest.mark.parametrize("readonly", [True, False])
def test_a_text_file_is_no_book(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not a database at all. " * 100, encoding="utf-8")

    with pytest.raises(NotABook, match=r"notes\.txt is not a book, or is damaged"):
        Ledger.open(path, readonly=readonly)
    assert path.read_text(encoding="utf-8").startswith("Not a database")


def test_an_empty_file_is_no_book_to_read_from_and_may_become_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.sourcebook"
    path.touch()

    with pytest.raises(NotABook, match="is empty"):
        Ledger.open(path, create=False, readonly=True)
    with Ledger.open(path) as ledger:
        assert list(ledger.sources()) == []


@pytest.mark.parametrize("readonly", [True, False])
def test_the_file_of_another_program_is_left_as_it_is(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "other.sqlite"
    sql(path, "CREATE TABLE note (text)", "INSERT INTO note VALUES ('mine')")
    before = path.read_bytes()

    with pytest.raises(NotABook, match="another program"):
        Ledger.open(path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [True, False])
def test_a_book_of_a_later_release_is_refused_by_name(book: Path, readonly: bool) -> None:
    sql(book, "PRAGMA user_version = 999", "UPDATE meta SET value = '9.4.2'")

    with pytest.raises(NewerBook, match=rf"sourcebook 9\.4\.2, newer than this one \({__version__}\)"):
        Ledger.open(book, readonly=readonly)


@pytest.mark.parametrize("keep", [50, 4096, 20000])
def test_a_book_cut_short_is_called_damaged(book: Path, keep: int) -> None:
    book.write_bytes(book.read_bytes()[:keep])

    with pytest.raises(NotABook, match="damaged"), Ledger.open(book, readonly=True) as ledger:
        list(ledger.claims())


def test_a_book_with_bytes_overwritten_is_called_damaged(book: Path) -> None:
    raw = bytearray(book.read_bytes())
    raw[4096:] = bytes(b ^ 0x5A for b in raw[4096:])
    book.write_bytes(raw)

    with pytest.raises(NotABook, match="damaged"), Ledger.open(book, readonly=True) as ledger:
        list(ledger.claims())


def test_a_claim_edited_by_hand_is_called_damaged(book: Path) -> None:
    sql(book, "UPDATE claim SET body = '{}'")

    with pytest.raises(NotABook, match="edited by hand"), Ledger.open(book, readonly=True) as ledger:
        list(ledger.claims())


def test_a_book_has_our_mark(book: Path) -> None:
    with contextlib.closing(sqlite3.connect(book)) as conn:
        assert conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_nothing_is_written_through_a_book_opened_for_reading(book: Path) -> None:
    with Ledger.open(book, readonly=True) as ledger, pytest.raises(ReadOnlyBook):
        ledger.fail("a.txt", stage="intake", message="gone", kind="NotFound")


AS_NOBODY = """
import os, sys
from pathlib import Path
from sourcebook.errors import SourcebookError
from sourcebook.ledger import Ledger
path, warm = Path(sys.argv[1]), Path(sys.argv[2])
with Ledger.open(warm, readonly=True) as ledger:  # everything is imported before the rights go
    list(ledger.claims())
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
with Ledger.open(path, readonly=True) as ledger:
    print(len(list(ledger.claims())), "claims")
for name in (path.name, "new.sourcebook"):
    try:
        with Ledger.open(path.with_name(name)) as ledger:
            ledger.fail("a.txt", stage="intake", message="gone", kind="NotFound")
    except SourcebookError as e:
        print(type(e).__name__)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")
def test_a_book_in_a_folder_of_somebody_else_can_be_read_and_not_written(
    open_folder: Path, book: Path
) -> None:
    copy = Path(shutil.copy(book, open_folder / "book.sourcebook"))
    copy.chmod(0o444)
    open_folder.chmod(0o555)

    out = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(copy), str(book)], capture_output=True, text=True, check=False
    )
    open_folder.chmod(0o755)

    assert out.stdout.split("\n")[:3] == ["3 claims", "ReadOnlyBook", "ReadOnlyBook"], out.stderr
